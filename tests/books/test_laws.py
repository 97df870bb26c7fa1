"""Whatever happens to documents, their figures agree: with themselves, and with each other."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mockxero.accounting.allocations import cannot_allocate
from mockxero.accounting.lines import expected_amount
from mockxero.accounting.settlement import outstanding
from mockxero.resources.allocations import Allocation
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import Payment
from tests.builders import (
    ADA,
    BANK,
    BILL,
    BOB,
    COST,
    CREDIT,
    SALE,
    allocate,
    credit_note,
    edited,
    invoice,
    record,
    release,
    sent,
    small_books,
)

ZERO = Decimal(0)
AMOUNTS = st.integers(1, 20000).map(lambda units: Decimal(units) / 100)
PEOPLE = st.sampled_from([ADA, BOB])
DAYS = st.integers(1, 28).map(lambda day: date(2026, 2, day))
TAX_WAYS = st.sampled_from(["Exclusive", "Inclusive", "NoTax"])
STATUSES = st.sampled_from(
    ["AUTHORISED", "AUTHORISED", "DRAFT", "SUBMITTED", "PAID", "VOIDED", "DELETED"]
)
CURRENCIES = st.sampled_from([{}, {"currency_code": "USD", "currency_rate": Decimal("0.65")}])
LINE_CHANGES = st.fixed_dictionaries(
    {}, optional={"unit_amount": AMOUNTS, "quantity": AMOUNTS, "item_code": st.just("BOOK")}
)
ALONG = st.sampled_from([{}, {"amount": Decimal(1), "invoice": {"invoice_number": "INV-0001"}}])
"""What some callers send along with the status of a payment."""
SIDES = {"ACCREC": "ACCRECCREDIT", "ACCPAY": "ACCPAYCREDIT"}


def lines(sells: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lines of a sale or a purchase, taxed or not, by an item or not."""
    line = st.fixed_dictionaries(
        {
            "description": st.just("Work"),
            "unit_amount": AMOUNTS,
            "account_code": st.just("200" if sells else "400"),
        },
        optional={
            "quantity": st.sampled_from([Decimal(1), Decimal("2.5"), Decimal("0.3333")]),
            "tax_type": st.sampled_from(["OUTPUT2" if sells else "INPUT2", "NONE"]),
            "item_code": st.just("BOOK"),
        },
    )
    return st.lists(line | st.just({"description": "Words"}), min_size=1, max_size=3)


class Ledger(RuleBasedStateMachine):
    """Random things done to invoices, credit notes and payments; some of them are refused."""

    def __init__(self) -> None:
        super().__init__()
        self.books = small_books()
        for members in (SALE, SALE | {"contact": {"contact_id": BOB}}, BILL):
            invoice(self.books, **members)
        for members in (CREDIT, CREDIT | {"type": "ACCPAYCREDIT", "lines": [COST]}):
            credit_note(self.books, **members)

    # --- what there is ---

    def every(self, resource: type[Any]) -> list[Any]:
        return [*self.books.every(resource)]

    def documents(self) -> list[Any]:
        return [*self.every(Invoice), *self.every(CreditNote)]

    def pairs(self) -> list[tuple[CreditNote, Invoice]]:
        """Credit notes with invoices that they can be set against."""
        return [
            (note, owed)
            for note in self.every(CreditNote)
            for owed in self.every(Invoice)
            if not [*cannot_allocate(note, owed, Decimal("0.01"), self.books)]
        ]

    def spent(self) -> list[tuple[CreditNote, Allocation]]:
        return [(note, one) for note in self.every(CreditNote) for one in note.allocations]

    # --- what is done ---

    @rule(data=st.data(), kind=st.sampled_from([*SIDES]), status=STATUSES, contact=PEOPLE,
          day=DAYS, types=TAX_WAYS, currency=CURRENCIES)  # fmt: skip
    def write_invoice(self, data, kind, status, contact, day, types, currency):
        members = {
            "type": kind,
            "status": status,
            "contact": {"contact_id": contact},
            "date": day,
            "due_date": day,
            "line_amount_types": types,
            "lines": data.draw(lines(kind == "ACCREC")),
        }
        record(self.books, sent(Invoice, **members, **currency))

    @rule(data=st.data(), kind=st.sampled_from([*SIDES.values()]), contact=PEOPLE, day=DAYS,
          types=TAX_WAYS)  # fmt: skip
    def write_credit_note(self, data, kind, contact, day, types):
        members = {
            "type": kind,
            "status": "AUTHORISED",
            "contact": {"contact_id": contact},
            "date": day,
            "line_amount_types": types,
            "lines": data.draw(lines(kind == "ACCRECCREDIT")),
        }
        record(self.books, sent(CreditNote, **members))

    @rule(data=st.data())
    def edit(self, data):
        document = data.draw(st.sampled_from(self.documents()))
        changes = {
            "lines": lines(document.type in ("ACCREC", "ACCRECCREDIT")),
            "line_amount_types": TAX_WAYS,
            "contact": PEOPLE.map(lambda key: {"contact_id": key}),
            "reference": st.just("x"),
            "date": DAYS,
            "status": STATUSES,
        }
        chosen = data.draw(st.sets(st.sampled_from([*changes]), min_size=1, max_size=2))
        edited(self.books, document, **{attr: data.draw(changes[attr]) for attr in sorted(chosen)})

    @rule(data=st.data(), change=LINE_CHANGES)
    def edit_a_line(self, data, change):
        document = data.draw(st.sampled_from(self.documents()))
        line = data.draw(st.sampled_from(document.lines))
        known = [{"line_item_id": one.line_item_id} for one in document.lines]
        place = document.lines.index(line)
        known[place] |= change
        edited(self.books, document, lines=known)

    @rule(data=st.data(), amount=AMOUNTS, in_full=st.booleans(), day=DAYS)
    def pay(self, data, amount, in_full, day):
        document = data.draw(st.sampled_from(self.documents()))
        name = "invoice" if isinstance(document, Invoice) else "credit_note"
        members = {
            name: {f"{name}_id": document.key},
            "account": {"account_id": BANK},
            "amount": outstanding(document) if in_full else amount,
            "date": day,
        }
        record(self.books, sent(Payment, **members))

    @precondition(lambda self: self.every(Payment))
    @rule(data=st.data(), along=ALONG)
    def take_a_payment_back(self, data, along):
        known = data.draw(st.sampled_from(self.every(Payment)))
        edited(self.books, known, status="DELETED", **along)

    @precondition(lambda self: self.pairs())
    @rule(data=st.data(), amount=AMOUNTS)
    def credit(self, data, amount):
        note, owed = data.draw(st.sampled_from(self.pairs()))
        allocate(self.books, note, owed, min(amount, outstanding(note), outstanding(owed)))

    @precondition(lambda self: self.spent())
    @rule(data=st.data())
    def take_credit_back(self, data):
        note, allocation = data.draw(st.sampled_from(self.spent()))
        owed = self.books.find(Invoice, allocation.invoice)
        release(self.books, note, owed, allocation.allocation_id)

    # --- what holds, whatever is done ---

    @invariant()
    def totals_are_sums(self):
        """Of the lines, and of net and tax. Source: ledger.md P11, P12"""
        for one in self.documents():
            assert one.total == one.sub_total + one.total_tax
            assert one.total_tax == sum((line.tax_amount or ZERO for line in one.lines), ZERO)
            amount = sum((line.line_amount or ZERO for line in one.lines), ZERO)
            assert amount == (one.total if one.line_amount_types == "Inclusive" else one.sub_total)

    @invariant()
    def lines_are_price_times_quantity(self):
        """And each has an id of its own."""
        for one in self.documents():
            assert len({line.line_item_id for line in one.lines}) == len(one.lines)
            for line in one.lines:
                if line.line_amount is not None:
                    expected = expected_amount(line.quantity, line.unit_amount, None, None)
                    assert line.line_amount == expected

    @invariant()
    def what_is_due_is_what_was_not_settled(self):
        """Never less than nothing. Source: ledger.md P15, P17"""
        for one in self.every(Invoice):
            paid = sum((payment.amount for payment in self.payments_of(one)), ZERO)
            credited = sum((amount for _, amount in self.credits_of(one)), ZERO)
            assert (one.amount_paid, one.amount_credited) == (paid, credited)
            gone = one.status in ("VOIDED", "DELETED")
            assert one.amount_due == (0 if gone else one.total - paid - credited)
            assert 0 <= one.amount_due <= one.total
            assert not (gone and (paid or credited))

    @invariant()
    def what_is_left_is_what_was_not_spent(self):
        """Source: ledger.md P18"""
        for one in self.every(CreditNote):
            refunded = sum((payment.amount for payment in self.payments_of(one)), ZERO)
            spent = sum((allocation.amount for allocation in one.allocations), ZERO)
            gone = one.status in ("VOIDED", "DELETED")
            assert one.remaining_credit == (0 if gone else one.total - refunded - spent)
            assert 0 <= one.remaining_credit <= one.total
            assert not (gone and (refunded or spent))

    @invariant()
    def both_sides_tell_of_one_settlement(self):
        """A document mentions its payments, an invoice the credit that was set against it."""
        for one in self.documents():
            assert sorted((p.payment_id, p.amount, p.date) for p in one.payments) == sorted(
                (p.payment_id, p.amount, p.date) for p in self.payments_of(one)
            )
        for one in self.every(Invoice):
            shown = {note.credit_note_id: note.applied_amount for note in one.credit_notes}
            given: dict[str, Decimal] = {}
            for note, amount in self.credits_of(one):
                given[note.key] = given.get(note.key, ZERO) + amount
                assert (note.contact, note.type) == (one.contact, SIDES[one.type])
            assert shown == given

    @invariant()
    def paid_is_what_was_settled_in_full(self):
        """On the day of the last settlement; over nothing, on its own. Source: ledger.md P16"""
        for one in self.documents():
            days = [payment.date for payment in one.payments]
            if isinstance(one, Invoice):
                left, others = one.amount_due, one.credit_notes
            else:
                left, others = one.remaining_credit, one.allocations
            days += [other.date for other in others]
            if one.status in ("AUTHORISED", "PAID"):
                assert (one.status == "PAID") == (left == 0)
            paid = one.status == "PAID"
            assert one.fully_paid_on == (max(days, default=one.date) if paid else None)

    @invariant()
    def whoever_has_an_invoice_is_a_customer(self):
        """And whoever has a bill a supplier; nobody else is either, or was once."""
        for one in self.every(Invoice):
            contact = self.books.find(Contact, one.contact)
            assert contact.is_customer if one.type == "ACCREC" else contact.is_supplier

    @invariant()
    def balances_are_what_is_open(self):
        """In base currency; credit that is left lowers them."""
        for contact in (self.books.find(Contact, key) for key in (ADA, BOB)):
            told = self.books.derive(contact, "balances")
            owed, owing = self.open_of(contact, "ACCREC"), self.open_of(contact, "ACCPAY")
            if told is None:
                assert owed == owing == []
            else:
                assert told.receivable.outstanding == sum(owed, ZERO)
                assert told.payable.outstanding == sum(owing, ZERO)

    @invariant()
    def numbers_are_unique(self):
        """Those of sales."""
        for kind, attr, own in (
            (Invoice, "invoice_number", "ACCREC"),
            (CreditNote, "credit_note_number", "ACCRECCREDIT"),
        ):
            numbers = [getattr(one, attr) for one in self.every(kind) if one.type == own]
            assert len(numbers) == len(set(numbers))

    @invariant()
    def changes_are_numbered_without_gaps(self):
        sequence = [change.sequence for change in self.books.changes]
        assert sequence == [*range(1, len(sequence) + 1)]

    # --- found without the rules ---

    def payments_of(self, document: Any) -> list[Any]:
        """Those that were not deleted."""
        return [
            one
            for one in self.every(Payment)
            if document.key in (one.invoice, one.credit_note) and one.status == "AUTHORISED"
        ]

    def credits_of(self, owed: Invoice) -> list[tuple[Any, Any]]:
        return [
            (note, allocation.amount)
            for note in self.every(CreditNote)
            for allocation in note.allocations
            if allocation.invoice == owed.key
        ]

    def open_of(self, contact: Contact, kind: str) -> list[Decimal]:
        """What each open document of a contact comes to, to the cent."""
        owed = [(one, one.amount_due) for one in self.every(Invoice) if one.type == kind]
        credit = [one for one in self.every(CreditNote) if one.type == SIDES[kind]]
        return [
            (amount / one.currency_rate).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            for one, amount in owed + [(one, -one.remaining_credit) for one in credit]
            if one.contact == contact.key and one.status == "AUTHORISED" and amount
        ]


TestLaws = Ledger.TestCase
TestLaws.settings = settings(
    max_examples=40,
    stateful_step_count=25,
)
