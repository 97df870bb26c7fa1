"""An invoice on its way to the customer: ``/Email`` and ``/OnlineInvoice``."""

import logging
from collections.abc import Iterable

from flask import Response

from mockxero.accounting.rulebook import Line
from mockxero.accounting.sending import (
    SENT,
    daily_emails,
    may_be_emailed,
    may_be_online,
    online_address,
    recipients,
)
from mockxero.api.answers import answer, empty, refusal_of
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Outcome, transaction
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.invoices import Invoice
from mockxero.resources.online import OnlineInvoice
from mockxero.wire.envelope import ELEMENT

log = logging.getLogger(__name__)

NO_MORE = Complaint("The daily limit of emails for this organisation has been reached.")  # guess


def email(gate: Gate, visit: Visit, key: str) -> Response:
    """``POST /Invoices/{id}/Email``: marked as sent. Nothing leaves the machine."""
    books = visit.organisation
    with transaction(books, visit.who) as keeper:
        invoice = named(visit, Invoice, key)
        _refuse(visit, invoice, may_be_emailed(invoice, books))
        a_day = gate.emails_a_day
        if not keeper.count_email(daily_emails(books.organisation) if a_day is None else a_day):
            log.warning("%s may send no more e-mails today; see --emails", books.name)
            _refuse(visit, invoice, [NO_MORE])
        told = f"This invoice has been sent to {', '.join(recipients(invoice, books))}."  # guess
        keeper.put(invoice.but(sent_to_contact=True), Line(SENT, told))
    return empty(204)


def online_invoice(gate: Gate, visit: Visit, key: str) -> Response:
    """``GET /Invoices/{id}/OnlineInvoice``: where the customer would see it."""
    books = visit.organisation
    with books.lock:
        invoice = named(visit, Invoice, key)
        _refuse(visit, invoice, may_be_online(invoice, books))
        found = OnlineInvoice(url=online_address(invoice, books))
    text = visit.press.show(found, Look(View.SINGLE, depth=ELEMENT.depth))
    element = visit.press.language.element("OnlineInvoice", text)
    return answer(visit, "OnlineInvoices", [element])


def _refuse(visit: Visit, invoice: Invoice, complaints: Iterable[Complaint]) -> None:
    """Raises Refused where anything speaks against it."""
    if against := tuple(complaints):
        raise refusal_of(visit, [Outcome(Draft(Invoice, {}), invoice, None, against)])
