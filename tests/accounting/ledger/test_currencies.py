"""Foreign currency in the ledger: whatever the rates, nothing is lost and nothing is left."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.accounting.day_rates import DayRate, DayRates
from mockxero.accounting.ledger.entries import Part
from mockxero.accounting.reports.figures import Scope
from mockxero.primitives.money import ZERO, cents, summed
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.bank_transfers import BankTransfer
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.currencies import Currency
from mockxero.resources.invoices import Invoice
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.payments import Payment
from tests.builders import (
    ACCOUNT_IDS,
    BANK,
    BILL,
    CREDIT,
    LINE,
    NORTH,
    REGION,
    SALE,
    SPENT,
    accepted,
    allocate,
    edited,
    guid,
    keep,
    record,
    release,
    sent,
    small_books,
    stored,
)

EUROS, MORE_EUROS, DOLLARS = guid(0xA101), guid(0xA102), guid(0xA103)
BANK_GAIN, UNREALISED = guid(0xA104), guid(0xA105)
DEBTORS, CREDITORS, GAIN = ACCOUNT_IDS["610"], ACCOUNT_IDS["800"], ACCOUNT_IDS["499"]
SOLD, NOTED = date(2026, 3, 1), date(2026, 3, 2)
TAXED = LINE | {"tax_type": "OUTPUT2"}
CREDITS = {"ACCREC": "ACCRECCREDIT", "ACCPAY": "ACCPAYCREDIT"}


def table(*rates):
    """Day rates: currency, day of March, rate."""
    return DayRates(DayRate(code, date(2026, 3, day), Decimal(rate)) for code, day, rate in rates)


def abroad():
    """Small books that deal in euros and dollars, and keep both in banks."""
    books = small_books()
    keep(books, Currency(code="EUR", description="Euro"))
    for key, currency in ((EUROS, "EUR"), (MORE_EUROS, "EUR"), (DOLLARS, "USD")):
        kind = {"type": "BANK", "account_class": "ASSET", "status": "ACTIVE"}
        keep(books, Account(account_id=key, name=currency, currency_code=currency, **kind))
    for key, name in ((BANK_GAIN, "BANKCURRENCYGAIN"), (UNREALISED, "UNREALISEDCURRENCYGAIN")):
        kind = {"type": "EXPENSE", "account_class": "EXPENSE", "status": "ACTIVE"}
        keep(books, Account(account_id=key, name=name, system_account=name, **kind))
    return books


@pytest.fixture
def books():
    return abroad()


def did(books, resource, members):
    return stored(books, accepted(record(books, sent(resource, **members))))


def pay(books, document, amount, **members):
    attr = document.key_attr
    named = {attr.removesuffix("_id"): {attr: document.key}, "amount": str(amount)}
    usual = {"account": {"account_id": BANK}, "date": "2026-03-03"}
    return did(books, Payment, named | usual | members)


def postings(books):
    """What the last entry says: account and amount."""
    return [(one.account_id, one.net) for one in books.ledger.entries[-1].entry.postings]


# --- the rate at which things go ------------------------------------------------------------------


def test_what_is_left_of_a_debt_stands_at_its_rate(books):
    """100.00 at 0.7 are 142.86: 66.67 left are 95.24, 33.34 are 47.63, and then nothing."""
    owed = did(books, Invoice, SALE | {"currency_code": "EUR", "currency_rate": "0.7"})
    stands = []
    for amount in ("33.33", "33.33", "33.34"):
        pay(books, owed, amount, currency_rate="0.8")
        stands.append(books.ledger.balance(DEBTORS, date.max))

    assert stands == [Decimal("95.24"), Decimal("47.63"), 0]
    assert postings(books) == [
        (DEBTORS, Decimal("-47.63")),
        (BANK, Decimal("41.68")),
        (GAIN, Decimal("5.95")),
    ]


def test_what_is_left_stands_at_its_rate_when_an_earlier_part_is_taken_back(books):
    """66.67 left are 95.24. The last part took 47.61 after the other; alone it takes 47.62."""
    owed = did(books, Invoice, SALE | {"currency_code": "EUR", "currency_rate": "0.7"})
    first, last = (pay(books, owed, "33.33", currency_rate="0.8") for _ in range(2))
    before = len(books.ledger.entries)

    accepted(edited(books, first, status="DELETED"))

    assert books.ledger.balance(DEBTORS, date.max) == Decimal("95.24")
    assert [(one.entry.source_id, int(one.sign)) for one in books.ledger.entries[before:]] == [
        (first.payment_id, -1),
        (last.payment_id, -1),
        (last.payment_id, 1),
    ]
    assert postings(books) == [
        (DEBTORS, Decimal("-47.62")),
        (BANK, Decimal("41.66")),
        (GAIN, Decimal("5.96")),
    ]


@pytest.mark.parametrize(("lock", "moved"), [(4, "march"), (9, None)])
def test_what_is_in_a_closed_period_is_not_posted_anew(books, lock, moved):
    """The last part that is in none takes the cent, and where all are, the next one will."""
    owed = did(books, Invoice, SALE | {"currency_code": "EUR", "currency_rate": "0.7"})
    days = {"gone": "2026-03-20", "march": "2026-03-09", "closed": "2026-03-03"}
    parts = {
        name: pay(books, owed, "22.22", currency_rate="0.8", date=day) for name, day in days.items()
    }
    books.organisation = books.organisation.but(period_lock_date=date(2026, 3, lock))
    before = len(books.ledger.entries)

    accepted(edited(books, parts["gone"], status="DELETED"))

    posted = [one.entry.source_id for one in books.ledger.entries[before:]]
    anew = [parts[moved].payment_id] * 2 if moved else []
    assert posted == [parts["gone"].payment_id, *anew]
    pay(books, owed, "55.56", currency_rate="0.8", date="2026-03-21")
    assert books.ledger.balance(DEBTORS, date.max) == 0


def test_parts_that_stay_exact_are_left_in_peace(books):
    """At 0.5 every part is worth the same, with or without the others."""
    owed = did(books, Invoice, SALE | {"currency_code": "EUR", "currency_rate": "0.5"})
    first, _ = (pay(books, owed, "33.33", currency_rate="0.8") for _ in range(2))
    before = len(books.ledger.entries)

    accepted(edited(books, first, status="DELETED"))

    assert [int(one.sign) for one in books.ledger.entries[before:]] == [-1]


def test_lines_that_do_not_add_up_leave_cents_to_rounding(books):
    """Three lines of 0.10 at 0.7 are 0.14 each, and all of them 0.43."""
    dimes = [LINE | {"unit_amount": "0.10"}] * 3
    did(books, Invoice, SALE | {"lines": dimes, "currency_code": "EUR", "currency_rate": "0.7"})

    dime = (ACCOUNT_IDS["200"], Decimal("-0.14"))
    assert sorted(postings(books)) == sorted(
        [(DEBTORS, Decimal("0.43")), dime, dime, dime, (ACCOUNT_IDS["860"], Decimal("-0.01"))]
    )


def test_an_edited_rate_moves_the_document(books):
    """What was posted is taken back, and posted anew."""
    owed = did(books, Invoice, SALE | {"currency_code": "EUR", "currency_rate": "0.5"})
    accepted(edited(books, owed, currency_rate="0.4"))

    owing = [
        one.net * posted.sign
        for posted in books.ledger.entries
        for one in posted.entry.postings
        if one.account_id == DEBTORS
    ]
    assert owing == [200, -200, 250]


def test_an_overpayment_abroad_may_lie_in_an_account_at_home(books):
    """80 euros at 0.5 came as 160; nothing in that account is revalued."""
    books.rates = table(("EUR", 1, "0.5"), ("EUR", 3, "0.4"))
    money = {"type": "RECEIVE-OVERPAYMENT", "currency_code": "EUR", "line_amount_types": "NoTax"}
    paid = LINE | {"unit_amount": "80.00", "account_code": None}
    made = did(books, BankTransaction, SPENT | money | {"lines": [paid]})

    assert stored(books, Overpayment(overpayment_id=made.overpayment_id)).total == 80
    assert postings(books) == [(BANK, 160), (DEBTORS, -160)]
    assert books.figures.balance(BANK, date.max) == 160
    assert books.figures.balance(DEBTORS, date.max) == -200


def test_a_transfer_moves_what_it_is_worth_that_day(books):
    """30 euros at 0.4; another table moves nothing that is posted."""
    books.rates = table(("EUR", 1, "0.5"), ("EUR", 3, "0.4"))
    named = {"from_account": EUROS, "to_account": MORE_EUROS}
    sides = {side: {"account_id": key} for side, key in named.items()}
    made = did(books, BankTransfer, sides | {"amount": "30.00", "date": "2026-03-03"})
    assert postings(books) == [(MORE_EUROS, 75), (EUROS, -75)]

    books.rates = table(("EUR", 1, "0.3"))
    accepted(edited(books, made, status="DELETED"))

    assert len(books.ledger.entries) == 2
    assert books.figures.balance(EUROS, date.max) == 0


# --- what reports show ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "debtors", "gain"),
    [(28, 0, 0), (1, 200, 0), (2, 250, -50), (3, 250, -50), (4, 125, 75), (31, 125, 75)],
)
def test_a_debt_is_worth_what_it_is_worth_on_the_day(books, day, debtors, gain):
    """100 euros at 0.5, posted as 200; at 0.4, at 0.8; today is the fifth."""
    books.rates = table(("EUR", 1, "0.5"), ("EUR", 2, "0.4"), ("EUR", 4, "0.8"), ("EUR", 6, "0.1"))
    did(books, Invoice, SALE | {"currency_code": "EUR"})
    asked = date(2026, 2 if day == 28 else 3, day)

    assert books.figures.balance(DEBTORS, asked) == debtors
    assert books.figures.balance(UNREALISED, asked) == gain
    assert books.figures.balance(BANK_GAIN, asked) == 0


def test_books_without_the_accounts_for_it_are_not_revalued(books):
    books.rates = table(("EUR", 1, "0.5"), ("EUR", 3, "0.4"))
    for key in (UNREALISED, BANK_GAIN):
        books.collections[Account].put(key, None)
    did(books, Invoice, SALE | {"currency_code": "EUR"})

    assert books.figures.balance(DEBTORS, date.max) == 200


def test_where_nothing_is_foreign_nothing_is_looked_at(books):
    """Not even the table of rates."""
    books.rates = None
    did(books, Invoice, SALE)

    assert books.ledger.balances().abroad == {}
    assert books.figures.balance(DEBTORS, date.max) == 100


# --- laws -----------------------------------------------------------------------------------------

CURRENCIES = st.sampled_from(["NZD", "EUR", "USD"])
RATES = st.decimals("0.01", "150", places=6)
AMOUNTS = st.decimals("0.01", "999.99", places=2)
DAYS = st.integers(1, 5)


class Trade:
    """What may happen to the books, at whatever rates."""

    def __init__(self, draw):
        self.draw = draw
        self.books = abroad()
        self.made = []
        """Invoices, bills and credit notes: what they are, and their ids."""
        self.allocated = []
        self.set_rates()

    def set_rates(self):
        rows = self.draw(st.lists(st.tuples(st.sampled_from(["EUR", "USD"]), DAYS, RATES)))
        self.books.rates = table(*rows)

    def now(self, documents):
        return [stored(self.books, one) for one in documents]

    def rate(self):
        rate = self.draw(st.none() | RATES)
        return {} if rate is None else {"currency_rate": str(rate)}

    def day(self):
        return {"date": date(2026, 3, self.draw(DAYS)).isoformat()}

    def document(self):
        resource, usual, codes = self.draw(
            st.sampled_from(
                [
                    (Invoice, SALE, ("200", "OUTPUT2")),
                    (Invoice, BILL, ("400", "INPUT2")),
                    (CreditNote, CREDIT, ("200", "OUTPUT2")),
                    (CreditNote, CREDIT | {"type": "ACCPAYCREDIT"}, ("400", "INPUT2")),
                ]
            )
        )
        code = {"account_code": codes[0], "tax_type": codes[1]}
        lines = [
            LINE | code | {"unit_amount": str(amount), "tracking": self.filed()}
            for amount in self.draw(st.lists(AMOUNTS, min_size=1, max_size=3))
        ]
        kind = self.draw(st.sampled_from(["Exclusive", "Inclusive"]))
        members = {
            "lines": lines,
            "currency_code": self.draw(CURRENCIES),
            "line_amount_types": kind,
        }
        self.made.append(did(self.books, resource, usual | members | self.rate() | self.day()))

    def filed(self):
        return self.draw(st.sampled_from([[], [{"category_id": REGION, "option_id": NORTH}]]))

    def payment(self):
        open_ones = [one for one in self.now(self.made) if one.status == "AUTHORISED"]
        if not open_ones:
            return
        document = self.draw(st.sampled_from(open_ones))
        left = due(document)
        amount = self.draw(st.just(left) | st.decimals("0.01", left, places=2))
        bank = self.draw(st.sampled_from([BANK, EUROS, DOLLARS]))
        members = {"account": {"account_id": bank}} | self.rate() | self.day()
        answered = record(self.books, sent(Payment, **self.named(document, amount), **members))
        assert answered.errors in ([], ["The CurrencyRate must be greater than zero"])

    def named(self, document, amount):
        attr = document.key_attr
        return {attr.removesuffix("_id"): {attr: document.key}, "amount": str(amount)}

    def undone_payment(self):
        known = [one for one in self.books.every(Payment) if one.status == "AUTHORISED"]
        if known:
            accepted(edited(self.books, self.draw(st.sampled_from(known)), status="DELETED"))

    def allocation(self):
        now = [one for one in self.now(self.made) if one.status == "AUTHORISED"]
        pairs = [
            (note, one)
            for note in now
            for one in now
            if CREDITS.get(one.type) == note.type and one.currency_code == note.currency_code
        ]
        if pairs:
            note, one = self.draw(st.sampled_from(pairs))
            most = min(due(note), due(one))
            amount = self.draw(st.just(most) | st.decimals("0.01", most, places=2))
            self.allocated.append((note, one, allocate(self.books, note, one, amount)))

    def undone_allocation(self):
        if self.allocated:
            release(self.books, *self.allocated.pop())

    def void(self):
        for document in self.now(self.made):
            settled = document.payments or getattr(document, "allocations", ())
            if document.status == "AUTHORISED" and due(document) == document.total and not settled:
                accepted(edited(self.books, document, status="VOIDED"))
                return

    def edit(self):
        for document in self.now(self.made):
            foreign = document.currency_code != "NZD"
            if document.status == "AUTHORISED" and due(document) == document.total and foreign:
                accepted(edited(self.books, document, currency_rate=str(self.draw(RATES))))
                return

    def look(self):
        """Whoever asked before must not hear the same again once something has changed."""
        for day in (date(2026, 3, self.draw(DAYS)), date.max):
            for account in (DEBTORS, CREDITORS, EUROS, DOLLARS):
                self.books.figures.balance(account, day)

    def settle_all(self):
        for document in self.now(self.made):
            if document.status == "AUTHORISED":
                pay(self.books, document, due(document), currency_rate=str(self.draw(RATES)))

    STEPS = (
        document,
        payment,
        undone_payment,
        allocation,
        undone_allocation,
        void,
        edit,
        set_rates,
        look,
    )


def due(document):
    left = document.amount_due if isinstance(document, Invoice) else document.remaining_credit
    return left or ZERO


@st.composite
def trades(draw):
    trade = Trade(draw)
    trade.document()
    for step in draw(st.lists(st.sampled_from(Trade.STEPS), max_size=10)):
        step(trade)
    return trade


@settings(max_examples=60)
@given(trades())
def test_every_entry_comes_to_nothing(trade):
    for posted in trade.books.ledger.entries:
        assert summed(one.net for one in posted.entry.postings) == 0


@settings(max_examples=60)
@given(trades(), st.integers(-3, 10), st.booleans())
def test_all_accounts_come_to_nothing_on_every_day(trade, days, paid_only):
    """With what nobody has realised yet, on either basis."""
    day, scope = SOLD + timedelta(days), Scope(paid_only=paid_only)
    figures = trade.books.figures

    stands = [figures.balance(one.account_id, day, scope) for one in trade.books.every(Account)]

    assert summed(stands) == 0


@settings(max_examples=60)
@given(trades())
def test_control_accounts_know_what_is_owed_in_each_currency(trade):
    """To the cent: what is due of invoices, less what is left of credit."""
    abroad_now = trade.books.ledger.balances().abroad
    for account, kind, sign in ((DEBTORS, "ACCREC", 1), (CREDITORS, "ACCPAY", -1)):
        for currency in ("EUR", "USD"):
            mine = [
                due(one) if isinstance(one, Invoice) else -due(one)
                for one in trade.now(trade.made)
                if one.type.startswith(kind) and one.currency_code == currency
            ]
            known = abroad_now.get(account, {}).get(currency)
            stands = known.up_to(date.max) if known is not None else ZERO
            assert stands == sign * summed(mine)


@settings(max_examples=60)
@given(trades())
def test_what_is_settled_leaves_nothing(trade):
    """Neither on the control accounts nor in transfer, at any rate, on any day that has come."""
    trade.settle_all()
    figures = trade.books.figures

    for code in ("610", "800", "877"):
        assert trade.books.ledger.balance(ACCOUNT_IDS[code], date.max) == 0
        assert figures.balance(ACCOUNT_IDS[code], date.max) == 0
    assert figures.balance(UNREALISED, date.max) == 0


@settings(max_examples=60)
@given(trades())
def test_what_aged_reports_show_is_what_the_control_accounts_do(trade):
    """To the cent: what is due of invoices, less what is left of credit."""
    figures = trade.books.figures
    for account, kind in ((DEBTORS, "ACCREC"), (CREDITORS, "ACCPAY")):
        mine = [one for one in trade.now(trade.made) if one.type.startswith(kind)]
        shown = summed(figures.owed(one.key, date.max).due for one in mine)
        assert figures.balance(account, date.max) == shown


@settings(max_examples=60)
@given(trades(), st.integers(0, 5))
def test_foreign_accounts_are_worth_what_is_in_them(trade, days):
    """In base currency, at the rate of the day; what is not in the table stays as it was posted."""
    books, day = trade.books, SOLD + timedelta(days)
    for account, currency in ((EUROS, "EUR"), (DOLLARS, "USD")):
        rate = books.rates.on(currency, min(day, books.today))
        moved = [
            one.foreign.amount * posted.sign
            for posted in books.ledger.entries
            for one in posted.entry.postings
            if one.part is Part.BANK and one.account_id == account and posted.entry.day <= day
        ]
        posted = books.ledger.balance(account, day)
        worth = posted if rate is None else cents(summed(moved) / rate)
        assert books.figures.balance(account, day) == worth


@settings(max_examples=20)
@given(trades())
def test_reports_post_nothing(trade):
    before = len(trade.books.ledger.entries)
    for account in trade.books.every(Account):
        trade.books.figures.balance(account.account_id, date.max)

    assert len(trade.books.ledger.entries) == before
