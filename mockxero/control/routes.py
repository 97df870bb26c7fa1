"""``/_mockxero/…``: the mock's own switches. Nothing here exists at Xero."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, jsonify, request

from mockxero.books.world import World
from mockxero.control.needs import MintToken, NoSuchApp, find_organisation, needs


def control_api(world: World, reset: Callable[[], None], mint: MintToken) -> Blueprint:
    """The routes of the mock itself; ``reset`` starts everything over."""
    api = Blueprint("control", __name__, url_prefix="/_mockxero")

    @api.before_request
    def refuse_other_sites() -> None:
        """A page of another site, open in somebody's browser, has no business here."""
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            abort(Response("Requests from other sites are refused.\n", 403))

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
        from mockxero.control.seed import NothingSown, sow

        wanted = request.get_json(silent=True) or {}
        contacts, invoices = wanted.get("contacts", 0), wanted.get("invoices", 0)
        if not (type(contacts) is int and type(invoices) is int):
            abort(Response("contacts and invoices are counts\n", 400))
        try:
            organisation = find_organisation(world, wanted.get("tenant"))
            sown = sow(organisation, contacts, invoices, str(wanted.get("seed", world.seed)))
        except (NoSuchApp, NothingSown) as wrong:
            abort(Response(f"{wrong}\n", 400))
        return jsonify(sown._asdict())

    @api.get("/env")
    def env() -> Response:
        """What an integration needs, by name."""
        kind, tenant = request.args.get("app", "custom"), request.args.get("tenant")
        try:
            return jsonify(needs(world, request.host_url.rstrip("/"), mint, kind, tenant))
        except NoSuchApp as unknown:
            abort(Response(f"{unknown}\n", 404))

    return api
