"""Allocations: setting a credit against invoices, and taking that back."""

from collections.abc import Iterable
from typing import Any

from flask import Response

from mockxero.accounting.allocations import allocated, cannot_allocate, cannot_release, released
from mockxero.accounting.credits import kind_of
from mockxero.accounting.payments import invoice_named
from mockxero.accounting.rulebook import Line
from mockxero.api.answers import Refused, answer, refused_element
from mockxero.api.bodies import sent
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Bookkeeper, transaction
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.ids import as_guid
from mockxero.primitives.money import cents
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.allocations import Allocation, AllocationDeleted, InvoiceID
from mockxero.resources.credits import AllocationMade, Credit
from mockxero.resources.invoices import Invoice
from mockxero.wire.envelope import ELEMENT
from mockxero.wire.refused import refused

PLURAL, SINGULAR = "Allocations", "Allocation"


def allocate(gate: Gate, visit: Visit, resource: type[Any], key: str) -> Response:
    """``PUT /CreditNotes/{id}/Allocations`` and its like: each element is a new allocation."""
    drafts = sent(visit, Allocation, PLURAL, SINGULAR)
    with transaction(visit.organisation, visit.who) as keeper:
        credit = named(visit, resource, key)
        results = []
        for draft in drafts:
            credit = named(visit, resource, credit.key)  # as the draft before has left it
            results.append((draft, _allocate(keeper, credit, draft)))
        summarised = visit.flag("summarizeErrors", default=True)
        faults = [(draft, made) for draft, made in results if isinstance(made, list)]
        if faults and summarised:
            raise Refused(
                [refused_element(visit, SINGULAR, draft, errors) for draft, errors in faults]
            )
        elements = [_element(visit, draft, made, told=not summarised) for draft, made in results]
    return answer(visit, PLURAL, elements)


def release(
    gate: Gate, visit: Visit, resource: type[Any], key: str, allocation_key: str
) -> Response:
    """``DELETE /CreditNotes/{id}/Allocations/{id}`` and its like: answers a bare object."""
    allocation_id = as_guid(allocation_key)
    with transaction(visit.organisation, visit.who) as keeper:
        credit = named(visit, resource, key)
        mine = next((one for one in credit.allocations if one.allocation_id == allocation_id), None)
        invoice = keeper.books.find(Invoice, mine.invoice) if mine is not None else None
        if mine is None or invoice is None or mine.allocation_id is None:
            raise NotFound
        if against := [one.message for one in cannot_release(mine, keeper.books)]:
            meant = Draft(Allocation, {"allocation_id": mine.allocation_id, "date": mine.date})
            raise Refused([refused_element(visit, SINGULAR, meant, against)])
        spared, reopened = released(credit, invoice, mine.allocation_id)
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


def _allocate(keeper: Bookkeeper, credit: Credit, draft: Draft) -> AllocationMade | list[str]:
    """The allocation, or what speaks against it."""
    books = keeper.books
    sent = draft.get("invoice")
    invoice = books.find(Invoice, invoice_named(sent, draft, books)) if sent else None
    amount = draft.get("amount")
    amount = cents(amount) if amount is not None else None
    against = [one.message for one in cannot_allocate(credit, invoice, amount, books)]
    if against or invoice is None or amount is None:
        return against
    spent, credited, made = allocated(credit, invoice, amount, books.new_id())
    told = f"Amount credited on {made.date:%d/%m/%Y} for {amount}."
    keeper.put(spent, Line("Credited", told))
    keeper.put(credited, Line("Credited", told))
    return AllocationMade(
        allocation_id=made.allocation_id,
        amount=amount,
        date=made.date,
        invoice=invoice.invoice_id,
        **{kind_of(credit).link: credit.key},
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
