"""What the passing of time does to the books: it makes the invoices whose day has come."""

from collections.abc import Iterable
from typing import Any

from mockxero.accounting.repeating_invoices import document, is_live, moved_on, next_day
from mockxero.accounting.rulebook import Line
from mockxero.books.bookkeeper import Bookkeeper, Who, transaction
from mockxero.books.collection import Listing
from mockxero.books.organisation import Organisation
from mockxero.resources.repeating_invoices import RepeatingInvoice

XERO = Who(provider="Xero")
"""Nobody's app asked for it."""
_UNITDP = 4
"""Prices of a template have been rounded already."""


def catch_up(organisation: Organisation) -> None:
    """Make whatever has fallen due since somebody last looked, before anybody looks again."""
    if not organisation.collections[RepeatingInvoice].records:
        return
    with organisation.lock:
        if _due(organisation) is None:
            return
        with transaction(organisation, XERO) as keeper:
            while (template := _due(organisation)) is not None:
                _make(keeper, template)


def _due(organisation: Organisation) -> RepeatingInvoice | None:
    """The template whose day has come first of all; its search does not read the others."""
    coming = organisation.collections[RepeatingInvoice].listing("what comes next", _in_order)
    first = coming.records[0] if coming.records else None
    day = next_day(first) if first is not None else None
    return first if day is not None and day <= organisation.today else None


def _in_order(templates: Iterable[RepeatingInvoice]) -> Listing[RepeatingInvoice]:
    return Listing(sorted(filter(is_live, templates), key=_turn), _turn, is_live)


def _turn(template: RepeatingInvoice) -> tuple[Any, str]:
    return next_day(template), template.key


def _make(keeper: Bookkeeper, template: RepeatingInvoice) -> None:
    """The document of a template's day; one that cannot be approved stays a draft, if it can."""
    made = None
    for status in dict.fromkeys((template.status or "DRAFT", "DRAFT")):  # guess
        outcome = keeper.record(
            document(template, status),
            create=True,
            unitdp=_UNITDP,
            preset={"repeating_invoice_id": template.key},
        )
        if not outcome.errors:
            made = outcome.record
            break
    number = getattr(made, "invoice_number", None) or "Invoice"
    told = f"{number} created." if made is not None else "; ".join(outcome.errors)
    keeper.put(moved_on(template), Line("Edited", told))  # guess: the words
