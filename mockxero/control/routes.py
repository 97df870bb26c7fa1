"""``/_mockxero/…``: the mock's own switches. Nothing here exists at Xero.

What concerns one organisation takes ``?tenant=``, an id or a name; without it the first is meant.
What cannot be done is refused with one sentence of plain text.
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from mockxero.books.organisation import Organisation
from mockxero.books.world import World
from mockxero.control import MARK, expense_claims, forms_1099, rates
from mockxero.control.asked import Mistold, NotHere, json_object, organisation_called
from mockxero.control.identity import Identity
from mockxero.control.keys import keys
from mockxero.control.needs import MintToken, needs
from mockxero.control.registrations import registrations
from mockxero.control.returns import publish
from mockxero.control.reversals import reverse
from mockxero.control.settings import change, settings


def control_api(
    world: World,
    reset: Callable[[], None],
    mint: MintToken,
    identity: Identity,
    certificate: Callable[[], bytes | None] = lambda: None,
) -> Blueprint:
    """The routes of the mock itself; ``reset`` starts everything over.

    ``certificate`` gives what clients have to trust, if there is TLS.
    """
    api = Blueprint("control", __name__, url_prefix="/_mockxero")

    api.before_request(_refuse_other_sites)
    api.after_request(_mark)
    for wrong, status in ((Mistold, 400), (NotHere, 404)):
        api.register_error_handler(wrong, partial(_told, status))
    api.register_error_handler(HTTPException, _refused)

    def books() -> Organisation:
        return organisation_called(world, request.args.get("tenant"))

    _tell_everybody(api, world, mint, certificate)
    _lay_down(api, world, reset, books)
    _set_up(api, books)
    _do_on_pages(api, books)
    for rule, view, methods in (*registrations(world, identity), *keys(identity)):
        api.add_url_rule(rule, view.__name__, view, methods=methods)
    return api


def _mark(answer: Response) -> Response:
    """Let the command line see that this is a mock."""
    answer.headers[MARK] = "1"
    return answer


def _refuse_other_sites() -> None:
    """A page of another site, open in somebody's browser, has no business here."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(_told(403, "Requests from other sites are refused."))


def _tell_everybody(
    api: Blueprint, world: World, mint: MintToken, certificate: Callable[[], bytes | None]
) -> None:
    """What others need before they can begin."""

    @api.get("/env")
    def env() -> Response:
        """What an integration needs, by name."""
        app, tenant = request.args.get("app", "custom"), request.args.get("tenant")
        origin, user = request.host_url.rstrip("/"), request.args.get("user")
        return jsonify(needs(world, origin, mint, app, tenant, user))

    @api.get("/health")
    def health() -> Response:
        """Whether the mock is up, and which organisations it holds."""
        names = [organisation.name for organisation in world.organisations.values()]
        return jsonify(status="ok", organisations=names)

    @api.get("/ca")
    def authority() -> Response:
        """The certificate that clients have to trust, in PEM."""
        pem = certificate()
        if pem is None:
            raise NotHere("this mock does not speak TLS: start it with --tls")
        return Response(pem, mimetype="application/x-pem-file")


def _lay_down(
    api: Blueprint, world: World, reset: Callable[[], None], books: Callable[[], Organisation]
) -> None:
    """What lies in the books."""

    @api.post("/reset")
    def start_over() -> Response:
        """Everything as on the first day."""
        reset()
        return Response(status=204)

    @api.post("/seed")
    def more_data() -> Response:
        """More contacts and invoices, made up; how many, in a JSON body."""
        from mockxero.control.seed import seed

        return jsonify(seed(books(), json_object(request.data), world.seed)._asdict())


def _set_up(api: Blueprint, books: Callable[[], Organisation]) -> None:
    """What users set up in Xero itself."""

    @api.route("/organisation", methods=["GET", "PATCH"])
    def organisation() -> Response:
        """What is set up in an organisation; a PATCH sets up what its JSON body names."""
        if request.method == "PATCH":
            change(books(), json_object(request.data))
        return jsonify(settings(books()))

    @api.route("/rates", methods=["GET", "PUT", "POST"])
    def day_rates() -> Response:
        """What other currencies are worth; POST tells more rates, PUT others instead."""
        if request.method != "GET":
            rates.tell(books(), json_object(request.data), instead=request.method == "PUT")
        return Response(rates.printed(books().rates), mimetype="application/json")

    @api.route("/1099", methods=["GET", "PUT"])
    def form_1099() -> Response:
        """Who stands on the forms 1099, and for what; PUT says it anew."""
        if request.method == "PUT":
            forms_1099.tell(books(), json_object(request.data))
        return jsonify(forms_1099.printed(books()))


def _do_on_pages(api: Blueprint, books: Callable[[], Organisation]) -> None:
    """What users do on Xero's pages only."""

    @api.post("/manual-journals/<journal_id>/reversal")
    def reverse_journal(journal_id: str) -> Response:
        """Post a manual journal the other way round, on the day that a JSON body names."""
        return jsonify(reverse(books(), journal_id, json_object(request.data)))

    @api.post("/returns")
    def publish_return() -> Response:
        """Publish the tax return of the days that a JSON body names."""
        return jsonify(publish(books(), json_object(request.data)))

    @api.post("/expense-claims/<claim_id>/payments")
    def pay_claim(claim_id: str) -> Response:
        """Pay an approved expense claim, in full unless a JSON body says how much."""
        return jsonify(expense_claims.pay(books(), claim_id, json_object(request.data or b"{}")))

    @api.delete("/expense-claims/<claim_id>/payments/<payment_id>")
    def take_payment_back(claim_id: str, payment_id: str) -> Response:
        """Undo a payment of an expense claim."""
        return jsonify(expense_claims.take_back(books(), claim_id, payment_id))


def _refused(wrong: HTTPException) -> Response:
    """What werkzeug refuses, such as a body that is too large."""
    return _told(wrong.code or 500, wrong.description)


def _told(status: int, sentence: object) -> Response:
    """One sentence."""
    return Response(f"{sentence}\n", status, mimetype="text/plain")
