"""What is sent: documents of every kind, drawn at random."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.api.client import NOWHERE, Record, line
from tests.laws.abroad import Rates

FIRST, LAST = date(2025, 4, 1), date(2027, 3, 31)
"""Two financial years."""
DAYS = st.sampled_from(
    [FIRST, date(2025, 9, 30), date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 14), LAST]
) | st.dates(FIRST, LAST)
CONTACTS = st.sampled_from([{"Name": "Ada"}, {"Name": "Ada"}, {"Name": "Bob"}])
CENTS = st.integers(1, 99_999).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
TAXED = st.sampled_from(["Exclusive", "Inclusive", "NoTax"])
PLACES = st.integers(0, 30)
"""Which of those there are; they are counted round and round."""
SHARES = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.3333"), Decimal("1.1")])
TRACKING = st.sampled_from(
    [
        [],
        [{"Name": "Region", "Option": "North"}],
        [{"Name": "Region", "Option": "South"}],
        [{"Name": "Team", "Option": "Red"}, {"Name": "Region", "Option": "South"}],
    ]
)
SOLD, BOUGHT = ["200", "260", "270", "710"], ["300", "404", "469", "710", "855"]
RATES = {True: ["OUTPUT2", "ZERORATED", "NONE"], False: ["INPUT2", "NONE"]}
SALES, PURCHASES = ("ACCREC", "ACCRECCREDIT", "RECEIVE"), ("ACCPAY", "ACCPAYCREDIT", "SPEND")
BANKS = st.sampled_from(["090", "091", "095"])
WAYS = st.sampled_from(["090", "091", "855", "970", "095"])
"""Accounts that a payment may go through."""


RATES_SENT = st.sampled_from([{}, {}, {"CurrencyRate": "0.7"}, {"CurrencyRate": "0.613"}])
HOME: Record = {}
CURRENCIES = st.sampled_from(
    [HOME, HOME, HOME, HOME, HOME, {"CurrencyCode": "USD"}]
    + [{"CurrencyCode": "USD", "CurrencyRate": rate} for rate in ("0.65", "1.3713")]
)
RATES_TOLD: st.SearchStrategy[Rates] = st.sampled_from(
    [
        {},
        {
            "USD": {
                FIRST: Decimal("0.6"),
                date(2026, 3, 31): Decimal("0.7123"),
                date(2026, 8, 31): Decimal("0.58"),
            }
        },
    ]
)


def sells(kind: str) -> bool:
    return kind.startswith(("ACCREC", "RECEIVE"))


def lines(kind: str) -> st.SearchStrategy[list[Record]]:
    """One to three lines, taxed or not, filed or not; goods, services, or only words."""
    whole = st.fixed_dictionaries(
        {
            "Description": st.just("Work"),
            "UnitAmount": CENTS,
            "Quantity": st.sampled_from([1, 3, "0.25", "1.3333"]),
            "AccountCode": st.sampled_from(SOLD if sells(kind) else BOUGHT),
        },
        optional={"Tracking": TRACKING, "TaxType": st.sampled_from(RATES[sells(kind)])}
        | ({"DiscountRate": st.sampled_from(["5", "33.33"])} if kind == "ACCREC" else {}),
    )
    back = st.builds(line, st.just("-1.17"), AccountCode=st.just("200" if sells(kind) else "300"))
    goods = st.builds(
        lambda quantity, price: {"ItemCode": "PEN", "Quantity": quantity, "UnitAmount": price,
                                 "Description": "Pens"},
        st.integers(1, 9), CENTS,
    )  # fmt: skip
    words = [] if kind in ("SPEND", "RECEIVE") else [st.just({"Description": "Words"})]
    more = st.lists(st.one_of(whole, goods, back, *words), max_size=2)
    return st.builds(lambda first, others: [first, *others], whole | whole | goods, more)


@st.composite
def documents(draw: Any, kinds: tuple[str, ...]) -> Record:
    """An invoice, a bill, or a credit note."""
    kind, day = draw(st.sampled_from(kinds)), draw(DAYS)
    return {
        "Type": kind,
        "Contact": draw(CONTACTS),
        "Date": day,
        **({"DueDate": day} if kind in ("ACCREC", "ACCPAY") else {}),
        "Status": draw(
            st.sampled_from(["AUTHORISED", "AUTHORISED", "AUTHORISED", "DRAFT", "SUBMITTED"])
        ),
        "LineAmountTypes": draw(TAXED),
        "LineItems": draw(lines(kind)),
        **draw(CURRENCIES),
    }


@st.composite
def changes(draw: Any, kind: str) -> Record:
    """What may be sent to a document that is there."""
    whole: Record = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "LineItems": lines(kind),
                "Date": DAYS,
                "Contact": CONTACTS,
                "LineAmountTypes": TAXED,
                "Reference": st.sampled_from(["PO 7", ""]),
            },
        )
    )
    return whole


@st.composite
def money(draw: Any) -> Record:
    """Money spent or received, for now or ahead."""
    way = draw(st.sampled_from(["SPEND", "RECEIVE"]))
    ahead = draw(st.sampled_from(["", "", "-PREPAYMENT", "-OVERPAYMENT"]))
    sent = {
        "Type": f"{way}{ahead}",
        "Contact": draw(CONTACTS),
        "BankAccount": {"Code": draw(BANKS)},
        "Date": draw(DAYS),
        **draw(RATES_SENT),
    }
    if ahead == "-OVERPAYMENT":
        return sent | {"LineItems": [line(draw(CENTS), AccountCode="200")]}
    goods = draw(lines(way)) if not ahead else None
    return sent | {
        "LineAmountTypes": draw(TAXED),
        "LineItems": goods or [draw(_plain(way)) for _ in range(draw(st.integers(1, 2)))],
    }


def _plain(way: str) -> st.SearchStrategy[Record]:
    coded = st.sampled_from(SOLD if sells(way) else BOUGHT)
    return st.builds(line, CENTS, AccountCode=coded, Tracking=TRACKING)


@st.composite
def credits_given(draw: Any) -> Record:
    """A credit for something that is owed: a credit note, a prepayment, or an overpayment."""
    tracking, amount = draw(TRACKING), draw(CENTS)
    coded = {
        side: [line(amount, AccountCode=code, Tracking=tracking)]
        for side, code in (("SALES", "200"), ("PURCHASES", "300"))
    }
    return coded | {
        "place": draw(PLACES),
        "kind": draw(st.sampled_from([0, 0, 1, 2])),
        "Date": draw(DAYS),
        "share": draw(SHARES),
    }


@st.composite
def journals(draw: Any) -> Record:
    """A manual journal that balances: two lines with the same tax, or three without."""
    amount = Decimal(draw(CENTS))
    accounts = st.sampled_from(["200", "400", "469", "620", "711", "805", "900", "970"])
    types = draw(TAXED)
    amounts = [amount, -amount]
    if types == "NoTax" and draw(st.booleans()):
        part = Decimal(draw(CENTS))
        amounts = [amount, -part, part - amount]
    tax_type = draw(st.sampled_from(["INPUT2", "NONE"]))
    lines = [
        {
            "Description": "Moved",
            "LineAmount": one,
            "AccountCode": draw(accounts),
            "TaxType": tax_type,
            "Tracking": draw(TRACKING),
        }
        for one in amounts
        if one
    ]
    return {
        "Narration": "Moved",
        "Date": draw(DAYS),
        "Status": draw(st.sampled_from(["POSTED", "POSTED", "DRAFT"])),
        "LineAmountTypes": types,
        "ShowOnCashBasisReports": draw(st.booleans()),
        "JournalLines": lines,
    }


ADA = {"Name": "Ada"}
REFUSED = [
    ("ManualJournals", {"Narration": "Lopsided", "Status": "POSTED", "JournalLines": [
        {"LineAmount": 5, "AccountCode": "200"}, {"LineAmount": -4, "AccountCode": "400"}]}),
    ("ManualJournals", {"Narration": "Bank", "Status": "POSTED", "JournalLines": [
        {"LineAmount": 5, "AccountCode": "090"}, {"LineAmount": -5, "AccountCode": "400"}]}),
    ("Invoices", {"Type": "ACCREC", "Contact": ADA, "Status": "AUTHORISED", "DueDate": LAST,
                  "LineItems": [line(AccountCode="610")]}),
    ("Invoices", {"Type": "ACCREC", "Contact": ADA, "Status": "AUTHORISED", "DueDate": LAST,
                  "LineItems": [line(TaxType="INPUT2")]}),
    ("Invoices", {"Invoices": [
        {"Type": "ACCREC", "Contact": ADA, "Status": "AUTHORISED", "DueDate": LAST,
         "LineItems": [line()]},
        {"Type": "ACCPAY", "Contact": ADA, "Status": "AUTHORISED", "DueDate": LAST,
         "LineItems": [line(AccountCode="no")]}]}),
    ("BankTransactions", {"Type": "SPEND", "Contact": ADA, "BankAccount": {"Code": "200"},
                          "LineItems": [line()]}),
    ("BankTransfers", {"FromBankAccount": {"Code": "090"}, "ToBankAccount": {"Code": "090"},
                       "Amount": 5}),
    ("Payments", {"Invoice": {"InvoiceID": NOWHERE}, "Account": {"Code": "090"}, "Amount": 5}),
    ("CreditNotes", {"Type": "ACCRECCREDIT", "Contact": ADA, "Status": "AUTHORISED",
                     "LineItems": [line("-5.00")]}),
]  # fmt: skip
"""Where something is sent that is refused, and what it is."""
