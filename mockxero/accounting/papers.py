"""What stands on the paper of a document: who to whom, which lines, what it comes to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import ZERO
from mockxero.resources.contacts import Contact
from mockxero.resources.organisations import Organisation
from mockxero.resources.parts import Address
from mockxero.resources.tax_rates import TaxRate


class Named(NamedTuple):
    """A word and what is said under it."""

    name: str
    text: str


class Paper(NamedTuple):
    """A document as it is read by people; everything is text already."""

    title: str
    mark: str
    """What is written across it: DRAFT, VOIDED; or nothing."""
    sender: tuple[str, ...]
    """The organisation, line by line."""
    recipient: tuple[str, ...]
    facts: tuple[Named, ...]
    """Numbers and dates."""
    opening: tuple[Named, ...]
    """What it says before the lines."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[Named, ...]
    notes: tuple[Named, ...]
    advice: tuple[Named, ...]
    """The slip that comes back with the money; empty where none is asked for."""
    moment: datetime
    """When the document last changed: the paper carries no other time."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the paper of one resource shows, by the attributes of its records."""

    title: Callable[[Any, Organisation], str]
    number: tuple[str, str]
    """What it is called, and its attribute."""
    dates: tuple[tuple[str, str], ...]
    opening: tuple[tuple[str, str], ...] = ()
    """What stands above the lines; below them stand notes."""
    notes: tuple[tuple[str, str], ...] = ()
    settled: bool = False
    """Whether it says what is paid and due."""


_TAX_INVOICES = ("AU", "NZ")
"""Where the law calls an invoice with tax a tax invoice. # guess: Xero follows it"""


def _title_of_invoice(invoice: Any, organisation: Organisation) -> str:
    if invoice.type == "ACCPAY":
        return "BILL"
    taxed = invoice.total_tax and organisation.version in _TAX_INVOICES
    return "TAX INVOICE" if taxed else "INVOICE"


def _always(title: str) -> Callable[[Any, Organisation], str]:
    return lambda document, organisation: title


LAYOUTS: Mapping[str, Layout] = {
    "Invoices": Layout(
        _title_of_invoice,
        ("Invoice Number", "invoice_number"),
        (("Invoice Date", "date"), ("Due Date", "due_date")),
        settled=True,
    ),
    "CreditNotes": Layout(
        _always("CREDIT NOTE"),
        ("Credit Note Number", "credit_note_number"),
        (("Credit Note Date", "date"),),
    ),
    "PurchaseOrders": Layout(
        _always("PURCHASE ORDER"),
        ("Purchase Order Number", "purchase_order_number"),
        (("Purchase Order Date", "date"), ("Delivery Date", "delivery_date")),
        notes=(
            ("Delivery Address", "delivery_address"),
            ("Attention", "attention_to"),
            ("Telephone", "telephone"),
            ("Delivery Instructions", "delivery_instructions"),
        ),
    ),
    "Quotes": Layout(
        _always("QUOTE"),
        ("Quote Number", "quote_number"),
        (("Date", "date"), ("Expiry", "expiry_date")),
        opening=(("", "title"), ("", "summary")),
        notes=(("Terms", "terms"),),
    ),
}
"""How each resource that can be printed looks, by its plural."""

_MARKS = ("DRAFT", "VOIDED", "DELETED")


def paper_of(document: Any, books: Books) -> Paper:
    """A document on paper."""
    layout = LAYOUTS[document.about.plural]
    organisation = books.organisation
    rows, columns = _rows(document, books)
    return Paper(
        title=layout.title(document, organisation),
        mark=document.status if document.status in _MARKS else "",
        sender=_sender(organisation),
        recipient=_recipient(books.find(Contact, document.contact)),
        facts=(
            *_facts(document, (layout.number, *layout.dates, ("Reference", "reference"))),
            *_tax_number(organisation),
        ),
        opening=tuple(_facts(document, layout.opening)),
        columns=columns,
        rows=rows,
        sums=(*_totals(document, books), *(_settled(document) if layout.settled else ())),
        notes=tuple(_facts(document, layout.notes)),
        advice=tuple(_advice(document, books)) if layout.settled else (),
        moment=document.updated or books.now,
    )


# --- who ------------------------------------------------------------------------------------------


def _sender(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.name, *_address(organisation.addresses))


def _recipient(contact: Contact | None) -> tuple[str, ...]:
    return (contact.name or "", *_address(contact.addresses)) if contact is not None else ()


def _address(addresses: Iterable[Address]) -> tuple[str, ...]:
    """Where letters go: the postal address, or else the one that there is."""
    known = [lines for one in sorted(addresses, key=_is_postal) if (lines := _lines(one))]
    return known[0] if known else ()


def _is_postal(address: Address) -> bool:
    return address.address_type != "POBOX"


def _lines(address: Address) -> tuple[str, ...]:
    town = " ".join(filter(None, (address.city, address.region, address.postal_code)))
    street = (address.line_1, address.line_2, address.line_3, address.line_4)
    attention = f"Attention: {address.attention_to}" if address.attention_to else ""
    known = "\n".join(filter(None, (attention, *street, town, address.country)))
    return tuple(line for line in known.splitlines() if line.strip())


def _tax_number(organisation: Organisation) -> Iterable[Named]:
    names = {"NZ": "GST Number", "AU": "ABN", "UK": "VAT Number", "US": "EIN"}
    if organisation.tax_number:
        name = organisation.tax_number_name or names.get(organisation.version or "", "Tax Number")
        yield Named(name, organisation.tax_number)


# --- what -----------------------------------------------------------------------------------------


def _facts(document: Any, asked: Iterable[tuple[str, str]]) -> Iterable[Named]:
    """The members that have something to say."""
    for name, attr in asked:
        value = getattr(document, attr, None)
        if value:
            yield Named(name, _day(value) if isinstance(value, date) else str(value))


def _rows(document: Any, books: Books) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    discounted = any(line.discount_rate or line.discount_amount for line in document.lines)
    rows = [_row(line, books, discounted) for line in document.lines]
    discount = ("Discount",) if discounted else ()
    tax = _tax_name(document, books)
    return tuple(rows), (
        *("Description", "Quantity", "Unit Price"),
        *discount,
        *(tax, f"Amount {document.currency_code or books.organisation.base_currency}"),
    )


def _row(line: Any, books: Books, discounted: bool) -> tuple[str, ...]:
    discount = (_discount(line),) if discounted else ()
    return (
        line.description or "",
        _count(line.quantity),
        _price(line.unit_amount),
        *discount,
        _tax_of(line, books),
        "" if line.line_amount is None else _money(line.line_amount),
    )


def _discount(line: Any) -> str:
    if line.discount_rate:
        return f"{line.discount_rate:.2f}%"
    return _money(line.discount_amount) if line.discount_amount else ""


def _tax_of(line: Any, books: Books) -> str:
    rate = books.find(TaxRate, line.tax_type)
    if rate is None:
        return ""
    return f"{_percent(rate)}%" if rate.effective_rate else rate.name or ""


def _tax_name(document: Any, books: Books) -> str:
    """What the tax is called where the document comes from."""
    for line in document.lines:
        rate = books.find(TaxRate, line.tax_type)
        if rate is not None and rate.components and rate.effective_rate:
            return rate.components[0].name
    return "Tax"


# --- how much -------------------------------------------------------------------------------------


def _totals(document: Any, books: Books) -> Iterable[Named]:
    currency = document.currency_code or books.organisation.base_currency
    inclusive = (document.line_amount_types or "").upper() == "INCLUSIVE"
    yield Named("Subtotal", _money(document.total if inclusive else document.sub_total))
    taxes: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in document.lines:
        rate = books.find(TaxRate, line.tax_type)
        if line.tax_amount and rate is not None:
            name = rate.components[0].name if rate.components else rate.name
            taxes[f"{name} {_percent(rate)}%"] += line.tax_amount
    word = "Includes" if inclusive else "Total"
    yield from (Named(f"{word} {name}", _money(tax)) for name, tax in taxes.items())
    yield Named(f"TOTAL {currency}", _money(document.total))


def _settled(document: Any) -> Iterable[Named]:
    if document.amount_paid:
        yield Named("Less Amount Paid", _money(document.amount_paid))
    if document.amount_credited:
        yield Named("Less Amount Credited", _money(document.amount_credited))
    yield Named(f"AMOUNT DUE {document.currency_code}", _money(document.amount_due))


def _advice(document: Any, books: Books) -> Iterable[Named]:
    """What comes back with the money, where money is waited for."""
    contact = books.find(Contact, document.contact)
    if document.type == "ACCREC" and document.status == "AUTHORISED" and contact is not None:
        yield Named("Customer", contact.name or "")
        yield Named("Invoice Number", document.invoice_number or "")
        yield Named("Amount Due", _money(document.amount_due))
        yield Named("Due Date", _day(document.due_date) if document.due_date else "")
        yield Named("Amount Enclosed", "")


# --- spelling -------------------------------------------------------------------------------------

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(day: date) -> str:
    """As people write it, whatever the locale of the machine."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _money(amount: Decimal | None) -> str:
    return f"{amount or ZERO:,.2f}"


def _price(amount: Decimal | None) -> str:
    """Two decimals, or four where the price has them."""
    if amount is None:
        return ""
    return f"{amount:,.2f}" if amount == round(amount, 2) else f"{amount:,.4f}"


def _count(quantity: Decimal | None) -> str:
    return "" if quantity is None else _price(quantity)


def _percent(rate: TaxRate) -> str:
    return f"{(rate.effective_rate or ZERO).normalize():f}"
