"""Every address of the Accounting API, made from the catalogue; beside it what is no collection."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import Rule, ValidationError

from mockxero.api import (
    allocations,
    attachments,
    collection,
    group_members,
    history,
    journals,
    pdf,
    reports,
    sending,
    settings,
    setup,
    theme_services,
    tracking_options,
)
from mockxero.api.desk import serve
from mockxero.api.gate import Gate
from mockxero.api.route import Handler, Route
from mockxero.primitives.catalogue import About, Resource
from mockxero.resources import catalogue
from mockxero.resources.branding_themes import BrandingTheme
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.journals import Journal
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment
from mockxero.resources.reports import PublishedReturn
from mockxero.resources.scopes import ATTACHMENTS, PAYMENT_SERVICES, REPORTS, SETTINGS
from mockxero.resources.tracking import TrackingCategory


def accounting_api(gate: Gate) -> Blueprint:
    """The routes of ``/api.xro/2.0``."""
    api = Blueprint("accounting", __name__, url_prefix="/api.xro/2.0")
    for route in (*routes(), Route("/<path:unknown>", {}, ())):
        api.record(partial(_for_any_method, route.path, partial(serve, gate, route)))
    return api


def _for_any_method(path: str, view: Handler, setup: BlueprintSetupState) -> None:
    """Every method comes in; one that a path does not offer is answered as Xero answers it.

    Flask's own ``add_url_rule`` wants the methods named.
    """
    endpoint = f"{setup.name}.{path}"
    setup.app.url_map.add(_Address(f"{setup.url_prefix}{path}", endpoint=endpoint))
    setup.app.view_functions[endpoint] = view


class _Address(Rule):
    """A rule that finds the way in and is never asked for the way out: nobody calls ``url_for``.

    Preparing for it would be a tenth of the time that the mock takes to start.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        return _not_built


def _not_built(rule: Rule, **values: object) -> tuple[str, str]:
    raise ValidationError


def routes() -> Iterator[Route]:
    """All paths that exist."""
    for resource in catalogue():
        yield from _of_collection(resource)
    yield from _below()
    yield from _of_the_organisation()
    yield from _reports()


def _of_collection(resource: type[Resource]) -> Iterator[Route]:
    about = resource.about
    path = f"/{about.path or about.plural}"
    if about.collection:
        handlers = _offered(resource, about.collection, _ON_COLLECTION)
        for one in dict.fromkeys((path, f"/{about.plural}")):
            yield Route(one, handlers, about.scopes, newer=about.newer)
    if about.item:
        handlers = _offered(resource, about.item, _ON_ITEM)
        if about.printed:
            handlers["GET"] = partial(pdf.get_one, resource=resource)
        yield Route(f"{path}/<key>", handlers, about.scopes, newer=about.newer)
    if about.printed:
        printed = partial(pdf.get_pdf, resource=resource)
        yield Route(f"{path}/<key>/pdf", {"GET": printed}, about.scopes)
    if about.history:
        notes = partial(history.add_notes, resource=resource)
        listed = partial(history.list_history, resource=resource)
        handlers = {"GET": listed, "PUT": notes, "POST": notes}
        yield Route(f"{path}/<key>/History", handlers, about.scopes)
    if about.attachments:
        listed = partial(attachments.list_files, resource=resource)
        attach = partial(attachments.attach, resource=resource)
        opened = partial(attachments.get_file, resource=resource)
        handlers = {"GET": opened, "PUT": attach, "POST": attach}
        files = f"{path}/<key>/{attachments.PLURAL}"
        yield Route(files, {"GET": listed}, ATTACHMENTS)
        yield Route(f"{files}/<path:file_name>", handlers, ATTACHMENTS, attachments.LARGEST_FILE)


_ON_COLLECTION: dict[str, Handler] = {
    "GET": collection.list_all,
    "PUT": collection.create,
    "POST": collection.create_or_update,
}
_ON_ITEM: dict[str, Handler] = {
    "GET": collection.get_one,
    "POST": collection.update,
    "DELETE": collection.delete,
}


_PRINTED_FIRST: dict[Handler, Handler] = {
    collection.list_all: journals.list_all,
    collection.get_one: journals.get_one,
}
"""Who answers for journals, which the ledger makes."""


def _offered(
    resource: type[Resource], methods: tuple[str, ...], handlers: Mapping[str, Handler]
) -> dict[str, Handler]:
    instead = _PRINTED_FIRST if resource is Journal else {}
    found = {method: handlers[method] for method in methods}
    return {
        method: partial(instead.get(handler, handler), resource=resource)
        for method, handler in found.items()
    }


def _below() -> Iterator[Route]:
    """What lies below records, beside their history."""
    invoices, themes = Invoice.about, BrandingTheme.about
    groups, categories = ContactGroup.about, TrackingCategory.about
    yield _under(invoices, "OnlineInvoice", GET=sending.online_invoice)
    yield _under(invoices, "Email", POST=sending.email)
    for credit in (CreditNote, Overpayment, Prepayment):
        allocate = partial(allocations.allocate, resource=credit)
        release = partial(allocations.release, resource=credit)
        yield _under(credit.about, "Allocations", PUT=allocate, POST=allocate)
        yield _under(credit.about, "Allocations/<allocation_key>", DELETE=release)
    yield _under(
        groups,
        "Contacts",
        PUT=group_members.add_members,
        POST=group_members.add_members,
        DELETE=group_members.remove_members,
    )
    yield _under(groups, "Contacts/<contact_key>", DELETE=group_members.remove_member)
    yield _under(categories, "Options", PUT=tracking_options.create_options)
    yield _under(
        categories,
        "Options/<option_key>",
        POST=tracking_options.update_option,
        DELETE=tracking_options.delete_option,
    )
    yield _under(
        themes,
        "PaymentServices",
        GET=theme_services.list_services,
        POST=theme_services.apply_services,
    )._replace(scopes=PAYMENT_SERVICES)


def _of_the_organisation() -> Iterator[Route]:
    """What it has switched on, and how it was set up."""
    for path, handler in (
        ("/InvoiceReminders/Settings", settings.get_reminders),
        ("/Organisation/Actions", settings.get_actions),
        ("/Organisation/<key>/CISSettings", settings.get_cis_of_organisation),
        ("/Contacts/<key>/CISSettings", settings.get_cis_of_contact),
    ):
        yield Route(path, {"GET": handler}, SETTINGS)
    yield Route("/Setup", {"POST": setup.set_up, "PUT": setup.set_up}, SETTINGS)


def _reports() -> Iterator[Route]:
    for name, (scope, handler) in reports.REPORTS.items():
        yield Route(f"/{PublishedReturn.about.plural}/{name}", {"GET": handler}, (REPORTS, scope))


def _under(about: About, path: str, **handlers: Handler) -> Route:
    return Route(f"/{about.plural}/<key>/{path}", handlers, about.scopes)
