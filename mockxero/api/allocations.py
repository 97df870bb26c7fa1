"""Allocations: setting a credit note against invoices, and taking that back."""

from collections.abc import Iterable

from flask import Response

from mockxero.accounting.allocations import allocated, cannot_allocate, released
from mockxero.accounting.payments import invoice_named
from mockxero.accounting.rulebook import Line
from mockxero.api.answers import Refused, answer, refused_element
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Bookkeeper, transaction
from mockxero.primitives.complaints import NotFound, NothingToProcess
from mockxero.primitives.ids import as_guid
from mockxero.primitives.money import cents
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.credit_notes import (
    Allocation,
    AllocationDeleted,
    AllocationMade,
    CreditNote,
    InvoiceID,
)
from mockxero.resources.invoices import Invoice
from mockxero.wire.envelope import ELEMENT
from mockxero.wire.negotiate import drafts
from mockxero.wire.refused import refused

PLURAL, SINGULAR = "Allocations", "Allocation"


def allocate(gate: Gate, visit: Visit, key: str) -> Response:
    """``PUT /CreditNotes/{id}/Allocations``: each element is a new allocation."""
    request = visit.request
    sent = drafts(Allocation, PLURAL, SINGULAR, request.mimetype, request.get_data())
    if not sent:
        raise NothingToProcess(SINGULAR)
    with transaction(visit.organisation, visit.who) as keeper:
        note = named(visit, CreditNote, key)
        results = []
        for draft in sent:
            note = named(visit, CreditNote, note.key)  # as the draft before has left it
            results.append((draft, _allocate(keeper, note, draft)))
        summarised = visit.flag("summarizeErrors", default=True)
        faults = [(draft, made) for draft, made in results if isinstance(made, list)]
        if faults and summarised:
            raise Refused(
                [refused_element(visit, SINGULAR, draft, errors) for draft, errors in faults]
            )
        elements = [_element(visit, draft, made, told=not summarised) for draft, made in results]
    return answer(visit, PLURAL, elements)


def release(gate: Gate, visit: Visit, key: str, allocation_key: str) -> Response:
    """``DELETE /CreditNotes/{id}/Allocations/{id}``: answers a bare object."""
    allocation_id = as_guid(allocation_key)
    with transaction(visit.organisation, visit.who) as keeper:
        note = named(visit, CreditNote, key)
        mine = next((one for one in note.allocations if one.allocation_id == allocation_id), None)
        invoice = keeper.books.find(Invoice, mine.invoice) if mine is not None else None
        if mine is None or invoice is None or mine.allocation_id is None:
            raise NotFound
        spared, reopened = released(note, invoice, mine.allocation_id)
        keeper.put(spared, Line("Edited", f"Credit of {mine.amount} removed."))
        keeper.put(reopened, Line("Edited", f"Credit of {mine.amount} removed."))
        gone = AllocationDeleted(
            allocation_id=mine.allocation_id,
            date=mine.date,
            invoice=InvoiceID(invoice_id=invoice.invoice_id),
        )
    press = visit.press
    body = press.language.bare(SINGULAR, press.show(gone, Look(View.WRITE)))
    return Response(body, content_type=press.language.content_type)


def _allocate(keeper: Bookkeeper, note: CreditNote, draft: Draft) -> AllocationMade | list[str]:
    """The allocation, or what speaks against it."""
    books = keeper.books
    sent = draft.get("invoice")
    invoice = books.find(Invoice, invoice_named(sent, draft, books)) if sent else None
    amount = draft.get("amount")
    amount = cents(amount) if amount is not None else None
    against = [one.message for one in cannot_allocate(note, invoice, amount)]
    if against or invoice is None or amount is None:
        return against
    spent, credited, made = allocated(note, invoice, amount, books.new_id())
    told = f"Amount credited on {made.date:%d/%m/%Y} for {amount}."
    keeper.put(spent, Line("Credited", told))
    keeper.put(credited, Line("Credited", told))
    return AllocationMade(
        allocation_id=made.allocation_id,
        amount=amount,
        date=made.date,
        invoice=invoice.invoice_id,
        credit_note=note.credit_note_id,
    )


def _element(
    visit: Visit, draft: Draft, made: AllocationMade | Iterable[str], *, told: bool
) -> str:
    language = visit.press.language
    if isinstance(made, AllocationMade):
        text = visit.press.show(made, Look(View.WRITE, depth=ELEMENT.depth))
        return language.element(SINGULAR, text, "OK" if told else None)
    text = language.record(refused(language, draft, None, visit.press.show), ELEMENT)
    return language.element(SINGULAR, text, "ERROR", made)
