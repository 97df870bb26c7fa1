"""Whatever happens to documents and payments, the books on the cash basis hold these laws."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mockxero.accounting.allocations import cannot_allocate
from mockxero.accounting.ledger.entries import Part
from mockxero.accounting.reports.figures import Scope
from mockxero.accounting.settlement import outstanding
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.payments import Payment
from mockxero.resources.prepayments import Prepayment
from tests.builders import (
    ACCOUNT_IDS,
    BANK,
    BILL,
    CREDIT,
    LINE,
    NORTH,
    REGION,
    SALE,
    SOUTH,
    SPENT,
    allocate,
    edited,
    record,
    release,
    sent,
    small_books,
)

CREDITS = (CreditNote, Prepayment, Overpayment)
NAMES = {Invoice: "invoice", CreditNote: "credit_note"} | {
    Prepayment: "prepayment", Overpayment: "overpayment"
}  # fmt: skip
DOCUMENTS = [(Invoice, SALE), (Invoice, BILL), (CreditNote, CREDIT)]
DOLLARS = {"currency_code": "USD", "currency_rate": Decimal("0.65")}
AMOUNTS = st.integers(1, 20_000).map(lambda units: Decimal(units) / 100)
DAYS = st.integers(1, 28).map(lambda day: date(2026, 2, day))
TAX_WAYS = st.sampled_from(["Exclusive", "Inclusive", "NoTax"])
OPTIONS = st.sampled_from([NORTH, SOUTH, None])


@st.composite
def lines(draw: st.DrawFn, taxes: str = "OUTPUT2") -> list[dict[str, Any]]:
    """One to three lines, taxed or not, filed or not."""
    made = []
    for code in draw(st.lists(st.sampled_from(["200", "260"]), min_size=1, max_size=3)):
        option = draw(OPTIONS)
        made.append(
            {
                "description": "Work",
                "unit_amount": draw(AMOUNTS),
                "account_code": code,
                "tax_type": draw(st.sampled_from([taxes, "NONE"])),
                "tracking": [{"category_id": REGION, "option_id": option}] if option else [],
            }
        )
    return made


class CashBooks(RuleBasedStateMachine):
    """Random things done to whatever is paid; some of them are refused."""

    def __init__(self) -> None:
        super().__init__()
        self.books = small_books()
        self.foreign = False
        thirds = [LINE | {"unit_amount": "33.33"}, LINE | {"tax_type": "OUTPUT2"}]
        for resource, members in DOCUMENTS:
            record(self.books, sent(resource, **members | {"lines": thirds}))

    # --- what is done ---

    @rule(
        made=st.sampled_from(DOCUMENTS),
        lines=lines(), types=TAX_WAYS, day=DAYS, foreign=st.sampled_from([False] * 9 + [True]),
    )  # fmt: skip
    def write(self, made, lines, types, day, foreign):
        resource, members = made
        currency = DOLLARS if foreign else {}
        told = members | {"lines": lines, "line_amount_types": types, "date": day} | currency
        made = record(self.books, sent(resource, **told))
        self.foreign |= foreign and not made.errors

    @rule(
        kind=st.sampled_from(["SPEND", "RECEIVE", "RECEIVE-PREPAYMENT", "RECEIVE-OVERPAYMENT"]),
        lines=lines(), types=TAX_WAYS, day=DAYS,
    )  # fmt: skip
    def move_money(self, kind, lines, types, day):
        told = SPENT | {"type": kind, "lines": lines, "line_amount_types": types, "date": day}
        if kind.endswith("OVERPAYMENT"):
            told |= {"lines": [lines[0] | {"tax_type": "NONE"}], "line_amount_types": "NoTax"}
        record(self.books, sent(BankTransaction, **told))

    @precondition(lambda self: self.open())
    @rule(data=st.data(), amount=AMOUNTS, in_full=st.booleans(), day=DAYS)
    def pay(self, data, amount, in_full, day):
        self.paid(data.draw(st.sampled_from(self.open())), amount, day, in_full=in_full)

    @precondition(lambda self: self.every(Payment))
    @rule(data=st.data())
    def take_a_payment_back(self, data):
        edited(self.books, data.draw(st.sampled_from(self.every(Payment))), status="DELETED")

    @precondition(lambda self: self.every(Invoice))
    @rule(data=st.data(), lines=lines(), types=TAX_WAYS)
    def edit(self, data, lines, types):
        known = data.draw(st.sampled_from(self.every(Invoice, CreditNote)))
        edited(self.books, known, lines=lines, line_amount_types=types)

    @precondition(lambda self: self.every(Invoice))
    @rule(data=st.data())
    def void(self, data):
        known = data.draw(st.sampled_from(self.every(Invoice, CreditNote)))
        edited(self.books, known, status="VOIDED")

    @precondition(lambda self: self.pairs())
    @rule(data=st.data(), amount=AMOUNTS)
    def credit(self, data, amount):
        note, owed = data.draw(st.sampled_from(self.pairs()))
        allocate(self.books, note, owed, min(amount, outstanding(note), outstanding(owed)))

    @precondition(lambda self: self.spent())
    @rule(data=st.data())
    def take_credit_back(self, data):
        note, one = data.draw(st.sampled_from(self.spent()))
        owed = self.books.find(Invoice, one.invoice)
        release(self.books, note, owed, one.allocation_id)

    @rule()
    def pay_everything(self):
        """Then it makes no difference on which basis the books are kept."""
        for one in self.open():
            self.paid(one, ZERO, date(2026, 3, 1), in_full=True)
        assert self.open() == []
        if not self.foreign:
            assert self.standing(paid_only=True) == self.standing(paid_only=False)

    # --- what holds, whatever is done ---

    @invariant()
    def every_entry_balances(self):
        """And its lines say the tax that it posts. Source: ledger.md P01, P03"""
        for one in self.books.ledger.cash_basis.entries:
            postings = one.entry.postings
            assert summed(posting.net for posting in postings) == 0
            taxed = summed(posting.tax for posting in postings)
            posted = summed(posting.net for posting in postings if posting.part is Part.TAX)
            assert taxed == posted

    @invariant()
    def the_books_balance(self):
        """All of them, and what is filed under each option."""
        assert summed(self.standing(paid_only=True).values()) == 0
        for option in (NORTH, SOUTH, None) if not self.foreign else ():
            filed = self.standing(paid_only=True, tracking=((REGION, option),))
            assert summed(filed.values()) == 0

    @invariant()
    def nobody_owes_anything(self):
        """Only money that was too much stands, until it is used."""
        standing = self.standing(paid_only=True)
        left = summed(outstanding(one) for one in self.every(Overpayment))
        assert (standing["610"], standing["800"]) == (-left, ZERO)

    @invariant()
    def the_bank_holds_the_same(self):
        assert self.standing(paid_only=True)["090"] == self.standing(paid_only=False)["090"]

    def teardown(self):
        """Once all is taken back, nothing is left."""
        for note, one in self.spent():
            release(self.books, note, self.books.find(Invoice, one.invoice), one.allocation_id)
        for payment in self.every(Payment):
            edited(self.books, payment, status="DELETED")
        for known in self.every(Invoice, CreditNote):
            edited(self.books, known, status="VOIDED")
        money = (
            one.total if one.type == "SPEND" else -one.total for one in self.every(BankTransaction)
        )
        assert self.standing(paid_only=True) == self.standing(paid_only=False)
        assert self.standing(paid_only=True)["090"] == -summed(money)

    # --- what there is ---

    def every(self, *resources: type[Any]) -> list[Any]:
        return [one for resource in resources for one in self.books.every(resource)]

    def open(self) -> list[Any]:
        documents = self.every(Invoice, *CREDITS)
        return [one for one in documents if outstanding(one) and one.status == "AUTHORISED"]

    def pairs(self) -> list[tuple[Any, Invoice]]:
        """Credit with invoices that it can be set against."""
        return [
            (note, owed)
            for note in self.every(*CREDITS)
            for owed in self.every(Invoice)
            if not [*cannot_allocate(note, owed, Decimal("0.01"), self.books)]
        ]

    def spent(self) -> list[tuple[Any, Any]]:
        return [(note, one) for note in self.every(*CREDITS) for one in note.allocations]

    def paid(self, document: Any, amount: Decimal, day: date, *, in_full: bool) -> None:
        name = NAMES[type(document)]
        told = {
            name: {f"{name}_id": document.key},
            "account": {"account_id": BANK},
            "amount": outstanding(document) if in_full else amount,
            "date": day,
        }
        if document.currency_code == "USD":
            told["currency_rate"] = Decimal("0.7")
        record(self.books, sent(Payment, **told))

    def standing(self, **scope: Any) -> dict[str, Decimal]:
        """What stands on each account."""
        ledger, asked = self.books.ledger, Scope(**scope)
        return {
            code: ledger.balance(account_id, date.max, asked)
            for code, account_id in ACCOUNT_IDS.items()
        }


TestCashBooks = CashBooks.TestCase
TestCashBooks.settings = settings(max_examples=60, stateful_step_count=25)
