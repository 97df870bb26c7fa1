"""Whether anything in the books names a record, so that it cannot simply go away."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from mockxero.accounting.lines import DocumentLine
from mockxero.accounting.rulebook import Books
from mockxero.primitives.catalogue import Resource
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.payments import Payment
from mockxero.resources.purchase_orders import PurchaseOrder
from mockxero.resources.quotes import Quote
from mockxero.resources.repeating_invoices import RepeatingInvoice
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption

WITH_LINES: tuple[type[Resource], ...] = (
    Invoice,
    CreditNote,
    BankTransaction,
    PurchaseOrder,
    Quote,
    RepeatingInvoice,
)
_THROUGH_AN_ACCOUNT: tuple[type[Resource], ...] = (Payment, BankTransaction)
_NAMED_BY_A_LINE: dict[type[Resource], Callable[[DocumentLine, str], bool]] = {
    Account: lambda line, key: line.account_id == key,
    Item: lambda line, key: line.item_id == key,
    TaxRate: lambda line, key: line.tax_type == key,
    TrackingCategory: lambda line, key: any(one.category_id == key for one in line.tracking),
    TrackingOption: lambda line, key: any(one.option_id == key for one in line.tracking),
}


def is_used(
    resource: type[Resource],
    key: str,
    books: Books,
    among: tuple[type[Resource], ...] = WITH_LINES,
) -> bool:
    """Whether a line of any document, or money that moved, names the record. Reads all of them."""
    if resource is Account and any(books.by(one, "account", key) for one in _THROUGH_AN_ACCOUNT):
        return True
    names = _NAMED_BY_A_LINE[resource]
    return any(names(line, key) for line in _lines(books, among))


def _lines(books: Books, among: tuple[type[Resource], ...]) -> Iterator[Any]:
    documents: Iterator[Any] = chain.from_iterable(map(books.every, among))
    for document in documents:
        if document.status != "DELETED":
            yield from document.lines
