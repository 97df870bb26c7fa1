"""Books with a small chart, and what callers send to change them, in few words. No HTTP."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from mockxero.accounting.allocations import allocated, cannot_allocate, released
from mockxero.books.bookkeeper import Outcome, Who, transaction
from mockxero.books.organisation import Organisation, Series
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.fields import Nested
from mockxero.primitives.ids import Ids
from mockxero.primitives.records import Draft, Record
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.branding_themes import BrandingTheme
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.credits import Credit
from mockxero.resources.currencies import Currency
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item, PriceDetails
from mockxero.resources.organisations import Organisation as OrganisationRecord
from mockxero.resources.payments import Payment
from mockxero.resources.tax_rates import TaxComponent, TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption

R = TypeVar("R", bound=Resource)

NOON = datetime(2026, 3, 4, 12, 0, 0, 923000)
"""In Auckland it is already the fifth."""
TODAY = date(2026, 3, 5)
DUE = date(2026, 4, 20)
WHO = Who("APP0", "Shop", "6a7a2a6e-7f0b-4d6b-8f0c-3f6f2a4a9f11")


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def decimal(amount: Any) -> Decimal:
    return Decimal(str(amount))


# --- what the books hold --------------------------------------------------------------------------

RATES = {
    "INPUT2": ("15% GST on Expenses", "15", "ACTIVE", "AEXL"),
    "OUTPUT2": ("15% GST on Income", "15", "ACTIVE", "AELR"),
    "INPUT": ("12.5% GST on Expenses", "12.5", "DELETED", "AEXL"),
    "ZERORATED": ("Zero Rated", "0", "ACTIVE", "LR"),
    "NONE": ("No GST", "0", "ACTIVE", "AEXLR"),
}
"""Name, percentage, status, and the classes that a rate may be used on."""
CHART = {
    "090": ("Business Bank Account", "BANK", "ASSET", "NONE"),
    "200": ("Sales", "REVENUE", "REVENUE", "OUTPUT2"),
    "260": ("Other Revenue", "REVENUE", "REVENUE", "OUTPUT2"),
    "300": ("Purchases", "DIRECTCOSTS", "EXPENSE", "INPUT2"),
    "400": ("Advertising", "EXPENSE", "EXPENSE", "INPUT2"),
    "610": ("Accounts Receivable", "CURRENT", "ASSET", "NONE"),
    "800": ("Accounts Payable", "CURRLIAB", "LIABILITY", "NONE"),
    "820": ("GST", "CURRLIAB", "LIABILITY", "NONE"),
    "860": ("Rounding", "CURRLIAB", "LIABILITY", "NONE"),
    "880": ("Owner A Drawings", "EQUITY", "EQUITY", "NONE"),
    "960": ("Retained Earnings", "EQUITY", "EQUITY", "NONE"),
    "490": ("Closed Shop", "EXPENSE", "EXPENSE", "INPUT2"),
    "630": ("Inventory", "INVENTORY", "ASSET", "NONE"),
    "877": ("Tracking Transfers", "CURRLIAB", "LIABILITY", "NONE"),
    "499": ("Realised Currency Gains", "EXPENSE", "EXPENSE", "NONE"),
}
"""Name, type, class and tax type by code."""
SYSTEM = {
    "610": "DEBTORS",
    "800": "CREDITORS",
    "820": "GST",
    "860": "ROUNDING",
    "877": "TRACKINGTRANSFERS",
    "499": "REALISEDCURRENCYGAIN",
    "960": "RETAINEDEARNINGS",
}
ACCOUNT_IDS = {code: guid(0xA000 + place) for place, code in enumerate(CHART)}
BANK = ACCOUNT_IDS["090"]
STANDARD, SPECIAL = guid(0xB001), guid(0xB002)
"""Branding themes."""
ADA, BOB, EVE = guid(0xC001), guid(0xC002), guid(0xC003)
"""Contacts; Eve is archived."""
REGION, TEAM, GONE = guid(0xD001), guid(0xD002), guid(0xD003)
"""Tracking categories; Team is archived, Gone is deleted."""
NORTH, SOUTH, RED = guid(0xD011), guid(0xD012), guid(0xD021)
BOOK, MUG = guid(0xE001), guid(0xE002)
"""Items; a mug is not coded to anything."""


def small_books(*, seed: str = "tests", clock: FrozenClock | None = None, **settings: Any) -> Any:
    """An organisation with a chart, rates, two contacts, tracking and items, and no documents."""
    record = OrganisationRecord(
        **{
            "organisation_id": guid(1),
            "name": "Small Books",
            "version": "NZ",
            "base_currency": "NZD",
            "timezone": "NEWZEALANDSTANDARDTIME",
            **settings,
        }
    )
    books = Organisation(record, clock or FrozenClock(NOON), Ids(seed))
    books.series |= {
        "ACCREC": Series("INV-", 1),
        "ACCRECCREDIT": Series("CN-", 1),
        "PURCHASEORDER": Series("PO-", 1),
        "QUOTE": Series("QU-", 1),
    }
    for one in (*_chart(), *_people(), *_tracking(), *_items()):
        keep(books, one)
    return books


def keep(books: Organisation, record: R) -> R:
    """Put a record into the books as it is: no rules, no history."""
    books.collections[type(record)].put(record.key, record)
    return record


def _chart() -> list[Resource]:
    return [
        Currency(code="NZD", description="New Zealand Dollar"),
        Currency(code="USD", description="United States Dollar"),
        *(_rate(tax_type, *told) for tax_type, told in RATES.items()),
        *(_account(code, *told) for code, told in CHART.items()),
        BrandingTheme(branding_theme_id=SPECIAL, name="Special", sort_order=2),
        BrandingTheme(branding_theme_id=STANDARD, name="Standard", sort_order=1),
    ]


def _rate(tax_type: str, name: str, percent: str, status: str, fits: str) -> TaxRate:
    return TaxRate(
        tax_type=tax_type,
        name=name,
        status=status,
        applies_to_assets="A" in fits,
        applies_to_equity="E" in fits,
        applies_to_expenses="X" in fits,
        applies_to_liabilities="L" in fits,
        applies_to_revenue="R" in fits,
        display_rate=Decimal(percent),
        effective_rate=Decimal(percent),
        components=(TaxComponent(name="GST", rate=Decimal(percent)),),
    )


def _account(code: str, name: str, type: str, account_class: str, tax_type: str) -> Account:
    return Account(
        account_id=ACCOUNT_IDS[code],
        code=code,
        name=name,
        type=type,
        account_class=account_class,
        tax_type=tax_type,
        status="ARCHIVED" if name == "Closed Shop" else "ACTIVE",
        system_account=SYSTEM.get(code),
        enable_payments=code == "880",
    )


def _people() -> list[Resource]:
    known = {"is_customer": False, "is_supplier": False, "updated": NOON}
    return [
        Contact(contact_id=ADA, name="Ada", status="ACTIVE", contact_number="A-1", **known),
        Contact(contact_id=BOB, name="Bob", status="ACTIVE", **known),
        Contact(contact_id=EVE, name="Eve", status="ARCHIVED", contact_number="E-1", **known),
    ]


def _tracking() -> list[Resource]:
    statuses = {REGION: ("Region", "ACTIVE"), TEAM: ("Team", "ARCHIVED"), GONE: ("Gone", "DELETED")}
    options = {NORTH: ("North", REGION), SOUTH: ("South", REGION), RED: ("Red", TEAM)}
    return [
        *(
            TrackingCategory(category_id=key, name=name, status=status)
            for key, (name, status) in statuses.items()
        ),
        *(
            TrackingOption(option_id=key, name=name, category_id=category, status="ACTIVE")
            for key, (name, category) in options.items()
        ),
    ]


def _items() -> list[Resource]:
    return [
        Item(
            item_id=BOOK,
            code="BOOK",
            name="A book",
            description="A book, sold",
            purchase_description="A book, bought",
            sales_details=PriceDetails(
                unit_price=Decimal("19.95"), account_code="200", tax_type="OUTPUT2"
            ),
            purchase_details=PriceDetails(
                unit_price=Decimal("9.50"), account_code="300", tax_type="INPUT2"
            ),
        ),
        Item(item_id=MUG, code="MUG", name="A mug"),
    ]


# --- what callers send ----------------------------------------------------------------------------


def sent(record: type[Record], **members: Any) -> Draft:
    """A draft; nested records are dictionaries, amounts and dates may be text."""
    return Draft(record, {attr: _read(record, attr, value) for attr, value in members.items()})


def _read(record: type[Record], attr: str, value: Any) -> Any:
    field = record.fields[attr]
    if isinstance(field, Nested):
        if field.many:
            return [sent(field.record, **one) for one in value]
        return sent(field.record, **value)
    return field.kind.read(value) if isinstance(value, str | int) else value


LINE = {
    "description": "Work",
    "quantity": "1",
    "unit_amount": "100.00",
    "account_code": "200",
    "tax_type": "NONE",
}
"""A hundred, untaxed, to Sales."""
COST = LINE | {"account_code": "400"}
SALE = {
    "type": "ACCREC",
    "status": "AUTHORISED",
    "contact": {"contact_id": ADA},
    "date": "2026-03-01",
    "due_date": "2026-04-20",
    "lines": [LINE],
}
"""An approved invoice over 100.00 to Ada."""
BILL = SALE | {"type": "ACCPAY", "lines": [COST]}
CREDIT = {
    "type": "ACCRECCREDIT",
    "status": "AUTHORISED",
    "contact": {"contact_id": ADA},
    "date": "2026-03-02",
    "lines": [LINE],
}
"""An approved credit note over 100.00 for Ada."""


SPENT = {
    "type": "SPEND",
    "contact": {"contact_id": ADA},
    "bank_account": {"account_id": BANK},
    "date": "2026-03-01",
    "lines": [COST],
}
"""100.00 spent on advertising, for Ada."""


def record(books: Organisation, draft: Draft, before: Resource | None = None, **how: Any) -> Any:
    """What becomes of a draft, in a transaction of its own."""
    with transaction(books, WHO) as keeper:
        return keeper.record(draft, before, **how)


def accepted(outcome: Outcome) -> Any:
    """The record; there must be nothing wrong with it."""
    assert outcome.errors == [], outcome.errors
    return outcome.record


def invoice(books: Organisation, **members: Any) -> Any:
    """A sales invoice over 100.00, unless said otherwise; stored."""
    answered = accepted(record(books, sent(Invoice, **(SALE | members))))
    return stored(books, answered)


def credit_note(books: Organisation, **members: Any) -> Any:
    """A sales credit note over 100.00, unless said otherwise; stored."""
    return stored(books, accepted(record(books, sent(CreditNote, **(CREDIT | members)))))


def bank_transaction(books: Organisation, **members: Any) -> Any:
    """100.00 spent through the bank account, unless said otherwise; stored."""
    return stored(books, accepted(record(books, sent(BankTransaction, **(SPENT | members)))))


def payment(books: Organisation, document: Invoice | Credit, amount: Any) -> Any:
    """A payment of a document through the bank account; stored."""
    name = document.key_attr.removesuffix("_id")
    members = {
        name: {f"{name}_id": document.key},
        "account": {"account_id": BANK},
        "amount": decimal(amount),
        "date": "2026-03-03",
    }
    return stored(books, accepted(record(books, sent(Payment, **members))))


def edited(books: Organisation, before: Resource, **members: Any) -> Any:
    """What becomes of a change of a record."""
    return record(books, sent(type(before), **members), before)


def delete(books: Organisation, known: Resource) -> Any:
    """What becomes of a DELETE, in a transaction of its own."""
    with transaction(books, WHO) as keeper:
        return keeper.delete(known)


def stored(books: Organisation, known: Resource) -> Any:
    """A record as the books have it now."""
    found = books.find(type(known), known.key)
    assert found is not None
    return found


def words(complaints: Any) -> list[str]:
    """What the complaints say."""
    return [one.message if isinstance(one, Complaint) else one for one in complaints]


def allocate(books: Organisation, note: Credit, target: Invoice, amount: Any) -> str:
    """Set a part of a credit note against an invoice; the id of the allocation."""
    note, target = stored(books, note), stored(books, target)
    assert words(cannot_allocate(note, target, decimal(amount), books)) == []
    spent, credited, made = allocated(note, target, decimal(amount), books.new_id())
    with transaction(books, WHO) as keeper:
        keeper.put(spent, None)
        keeper.put(credited, None)
    return str(made.allocation_id)


def release(books: Organisation, note: Credit, target: Invoice, allocation_id: str) -> None:
    """Take an allocation back."""
    spared, reopened = released(stored(books, note), stored(books, target), allocation_id)
    with transaction(books, WHO) as keeper:
        keeper.put(spared, None)
        keeper.put(reopened, None)
