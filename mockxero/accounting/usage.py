"""Whether anything in the books names a record, so that it cannot simply go away."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from mockxero.accounting.rulebook import Books
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.fields import Field, Nested
from mockxero.resources import catalogue
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.bank_transfers import BankTransfer
from mockxero.resources.items import Item
from mockxero.resources.payments import Payment
from mockxero.resources.repeating_invoices import RepeatingInvoice
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption

_THROUGH_AN_ACCOUNT: tuple[type[Resource], ...] = (Payment, BankTransaction)
_NAMED_BY_A_LINE: dict[type[Resource], Callable[[Any, str], bool]] = {
    Account: lambda line, key: line.account_id == key,
    Item: lambda line, key: getattr(line, "item_id", None) == key,
    TaxRate: lambda line, key: line.tax_type == key,
    TrackingCategory: lambda line, key: any(one.category_id == key for one in line.tracking),
    TrackingOption: lambda line, key: any(one.option_id == key for one in line.tracking),
}
_CODED = {"account_id", "tax_type", "tracking"}
"""What a line of a document has."""


def is_used(
    resource: type[Resource],
    key: str,
    books: Books,
    among: tuple[type[Resource], ...] | None = None,
) -> bool:
    """Whether a line of any document, or money that moved, names the record. Reads all of them."""
    if resource is Account and any(books.by(one, "account", key) for one in _THROUGH_AN_ACCOUNT):
        return True
    if resource in (TrackingCategory, TrackingOption) and _files_a_transfer(key, books):
        return True
    names = _NAMED_BY_A_LINE[resource]
    return any(names(line, key) for line in _lines(books, among or with_lines()))


def is_posted(account: Account, books: Books) -> bool:
    """Whether anything is on an account, or would be if drafts were approved, or ever was."""
    known = account.account_id
    return books.was_posted_to(known) or is_used(Account, known, books)


def is_locked(account: Account, books: Books) -> bool:
    """Whether what is yet to happen needs the account: a template, or an item that is tracked.

    Source: Xero's help page on locked and system accounts
    """
    templates = (one for one in books.every(RepeatingInvoice) if one.status != "DELETED")
    if any(line.account_id == account.account_id for one in templates for line in one.lines):
        return True
    code = (account.code or "").casefold()
    return any(code in _codes(one) for one in books.every(Item) if one.is_tracked)


def _codes(item: Item) -> set[str]:
    """The accounts on which the stock of an item stands, and its cost."""
    cost = item.purchase_details.cogs_account_code if item.purchase_details else None
    return {code.casefold() for code in (item.inventory_account_code, cost) if code}


def _files_a_transfer(key: str, books: Books) -> bool:
    """Whether either side of a transfer is filed under a tracking category or option."""
    return any(
        key in (one.category_id, one.option_id)
        for transfer in books.every(BankTransfer)
        if transfer.status != "DELETED"
        for one in (*transfer.from_tracking, *transfer.to_tracking)
    )


def _lines(books: Books, among: tuple[type[Resource], ...]) -> Iterator[Any]:
    documents: Iterator[Any] = chain.from_iterable(map(books.every, among))
    for document in documents:
        if document.status != "DELETED":
            yield from document.lines


@cache
def with_lines() -> tuple[type[Resource], ...]:
    """The resources whose lines name accounts, rates and options; most name items as well."""
    return tuple(one for one in catalogue() if _has_lines(one.fields.get("lines")))


def _has_lines(field: Field | None) -> bool:
    return isinstance(field, Nested) and field.record.places.keys() >= _CODED
