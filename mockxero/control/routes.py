"""``/_mockxero/…``: the mock's own switches. Nothing here exists at Xero."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, jsonify, request

from mockxero.books.organisation import Organisation
from mockxero.books.world import World
from mockxero.control import forms_1099
from mockxero.control.claims import NoSuchClaim, NotPaid, pay, take_back
from mockxero.control.forms_1099 import BadForm
from mockxero.control.needs import MintToken, NoSuchApp, find_organisation, needs
from mockxero.control.rates import BadRates, parsed, printed, tell
from mockxero.control.returns import NotPublished, publish
from mockxero.control.reversals import NoSuchJournal, NotReversed, reverse
from mockxero.control.settings import NoSuchSetting, change, settings

if TYPE_CHECKING:
    from mockxero.control.seed import Sown


_REFUSED = (
    (NoSuchApp, 404),
    (NoSuchClaim, 404),
    (NoSuchJournal, 404),
    (NoSuchSetting, 400),
    (NotPaid, 400),
    (BadRates, 400),
    (BadForm, 400),
    (NotPublished, 400),
    (NotReversed, 400),
)
"""What is wrong with a call, and the status of the answer that says so."""


def control_api(world: World, reset: Callable[[], None], mint: MintToken) -> Blueprint:
    """The routes of the mock itself; ``reset`` starts everything over."""
    api = Blueprint("control", __name__, url_prefix="/_mockxero")

    @api.before_request
    def refuse_other_sites() -> None:
        """A page of another site, open in somebody's browser, has no business here."""
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            abort(Response("Requests from other sites are refused.\n", 403))

    for wrong, status in _REFUSED:
        api.register_error_handler(wrong, partial(_told, status))

    @api.get("/health")
    def health() -> Response:
        """Whether the mock is up, and which organisations it holds."""
        names = [organisation.name for organisation in world.organisations.values()]
        return jsonify(status="ok", organisations=names)

    @api.post("/reset")
    def start_over() -> Response:
        """Everything as on the first day."""
        reset()
        return Response(status=204)

    @api.post("/seed")
    def seed() -> Response:
        """More contacts and invoices, made up; how many, in a JSON body."""
        return jsonify(_sown(world)._asdict())

    @api.get("/env")
    def env() -> Response:
        """What an integration needs, by name."""
        kind, tenant = request.args.get("app", "custom"), request.args.get("tenant")
        return jsonify(needs(world, request.host_url.rstrip("/"), mint, kind, tenant))

    _set_up(api, world)
    _pay_claims(api, world)
    return api


def _pay_claims(api: Blueprint, world: World) -> None:
    @api.post("/expense-claims/<claim_id>/payments")
    def pay_claim(claim_id: str) -> Response:
        """Pay an approved expense claim, in full unless a JSON body says how much."""
        books = find_organisation(world, request.args.get("tenant"))
        return jsonify(pay(books, claim_id, _body() if request.content_length else {}))

    @api.delete("/expense-claims/<claim_id>/payments/<payment_id>")
    def take_payment_back(claim_id: str, payment_id: str) -> Response:
        """Undo a payment of an expense claim."""
        books = find_organisation(world, request.args.get("tenant"))
        return jsonify(take_back(books, claim_id, payment_id))


def _set_up(api: Blueprint, world: World) -> None:
    """What users do in Xero itself, in the organisation that ``tenant`` names."""

    def books() -> Organisation:
        return find_organisation(world, request.args.get("tenant"))

    @api.route("/organisation", methods=["GET", "PATCH"])
    def organisation() -> Response:
        """What is set up in an organisation; a PATCH sets up what its JSON body names."""
        return jsonify(_settings(books()))

    @api.route("/rates", methods=["GET", "PUT", "POST"])
    def rates() -> Response:
        """What other currencies are worth; POST tells more rates, PUT others instead."""
        return _rates(books())

    @api.route("/1099", methods=["GET", "PUT"])
    def form_1099() -> Response:
        """Who stands on the forms 1099, and for what; PUT says it anew."""
        return jsonify(_form_1099(books()))

    @api.post("/manual-journals/<journal_id>/reversal")
    def reverse_journal(journal_id: str) -> Response:
        """Post a manual journal the other way round, on the day that a JSON body names."""
        return jsonify(reverse(books(), journal_id, _body()))

    @api.post("/returns")
    def publish_return() -> Response:
        """Publish the tax return of the days that a JSON body names."""
        return jsonify(publish(books(), _body()))


def _told(status: int, wrong: Exception) -> Response:
    """One sentence."""
    return Response(f"{wrong}\n", status)


def _settings(books: Organisation) -> dict[str, Any]:
    if request.method == "PATCH":
        change(books, _body())
    return settings(books)


def _rates(books: Organisation) -> Response:
    if request.method != "GET":
        told = parsed(request.data, books.organisation.base_currency)
        tell(books, told, instead=request.method == "PUT")
    return Response(printed(books.rates), mimetype="application/json")


def _form_1099(books: Organisation) -> dict[str, Any]:
    with books.lock:
        if request.method == "PUT":
            forms_1099.tell(books, _body())
        return forms_1099.printed(books)


def _body() -> dict[str, Any]:
    """The members of a JSON object that was sent."""
    sent = request.get_json(force=True, silent=True)
    if not isinstance(sent, dict):
        abort(Response("the body is a JSON object\n", 400))
    return sent


def _sown(world: World) -> "Sown":
    from mockxero.control.seed import NothingSown, sow

    wanted = request.get_json(silent=True) or {}
    contacts, invoices = wanted.get("contacts", 0), wanted.get("invoices", 0)
    if not (type(contacts) is int and type(invoices) is int):
        abort(Response("contacts and invoices are counts\n", 400))
    organisation = find_organisation(world, wanted.get("tenant"))
    try:
        return sow(organisation, contacts, invoices, str(wanted.get("seed", world.seed)))
    except NothingSown as wrong:
        abort(Response(f"{wrong}\n", 400))
