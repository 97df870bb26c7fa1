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
from mockxero.api.answers import all_or_nothing, answer, element, empty
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Outcome, transaction
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.invoices import Invoice
from mockxero.resources.online import OnlineInvoice

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
    return answer(visit, "OnlineInvoices", [element(visit, "OnlineInvoice", found)])


def _refuse(visit: Visit, invoice: Invoice, against: Iterable[Complaint]) -> None:
    """Raises Refused where anything speaks against it."""
    all_or_nothing(visit, [Outcome(Draft(Invoice, {}), invoice, None, tuple(against))])
