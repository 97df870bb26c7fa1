"""Goods in the ledger: what is on hand of an item is worth what stands on its account."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.primitives.money import ZERO, summed
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from tests.builders import (
    ACCOUNT_IDS,
    BILL,
    CREDIT,
    SALE,
    SPENT,
    accepted,
    decimal,
    edited,
    record,
    sent,
    small_books,
    stored,
)

STOCK, COST, SALES = ACCOUNT_IDS["630"], ACCOUNT_IDS["300"], ACCOUNT_IDS["200"]
TRACKED = {
    "inventory_account_code": "630",
    "purchase_details": {"unit_price": "9.00", "cogs_account_code": "300"},
    "sales_details": {"unit_price": "25.00", "account_code": "200", "tax_type": "NONE"},
}
KINDS = {
    "buy": (Invoice, BILL),
    "sell": (Invoice, SALE),
    "return": (CreditNote, CREDIT),
    "send back": (CreditNote, CREDIT | {"type": "ACCPAYCREDIT"}),
    "spend": (BankTransaction, SPENT | {"line_amount_types": "Exclusive"}),
    "receive": (BankTransaction, SPENT | {"type": "RECEIVE", "line_amount_types": "Exclusive"}),
}


class Shop:
    """Books with one tracked item."""

    def __init__(self):
        self.books = small_books()
        self.pen = accepted(record(self.books, sent(Item, code="PEN", **TRACKED)))

    def pens(self, quantity, price="25.00", **members):
        sent_line = {"item_code": "PEN", "description": "Pens", "tax_type": "NONE"}
        return sent_line | {"quantity": str(quantity), "unit_amount": str(price)} | members

    def moved(self, kind, quantity, price="25.00", backorders=False, **members):
        resource, usual = KINDS[kind]
        lines = [self.pens(quantity, price)]
        how = {"backorders": backorders}
        return record(self.books, sent(resource, **usual | {"lines": lines} | members), **how)

    def did(self, kind, quantity, price="25.00", **members):
        return stored(self.books, accepted(self.moved(kind, quantity, price, **members)))

    def edited(self, document, quantity, price="25.00", **how):
        (known,) = document.lines
        line = self.pens(quantity, price, line_item_id=known.line_item_id)
        return record(self.books, sent(type(document), lines=[line]), document, **how)

    def undone(self, document, **how):
        status = "DELETED" if isinstance(document, BankTransaction) else "VOIDED"
        return record(self.books, sent(type(document), status=status), document, **how)

    @property
    def on_hand(self):
        item = stored(self.books, self.pen)
        return str(item.quantity_on_hand), str(item.total_cost_pool)

    def stands(self, account_id=STOCK):
        return self.books.ledger.balance(account_id, date.max)

    def agrees(self):
        item = stored(self.books, self.pen)
        assert item.total_cost_pool == self.stands()
        assert item.total_cost_pool >= 0
        assert item.total_cost_pool == 0 or item.quantity_on_hand > 0
        for posted in self.books.ledger.entries:
            assert summed(one.net for one in posted.entry.postings) == ZERO


@pytest.fixture
def shop():
    return Shop()


def test_what_is_left_when_the_last_is_sent_back_is_cost_of_goods_sold(shop):
    """Two are bought at 10 and 20: one is sold at the average of 15, which leaves 15. The other is
    taken back at 20, and 5 too much is gone from the pool."""
    shop.did("buy", 1, 10)
    shop.did("buy", 1, 20)
    shop.did("sell", 1)
    assert (shop.on_hand, shop.stands(), shop.stands(COST)) == (("1.0000", "15.00"), 15, 15)
    back = shop.did("send back", 1, 20)
    assert (shop.on_hand, shop.stands(), shop.stands(COST)) == (("0.0000", "0.00"), 0, 10)

    accepted(shop.undone(back))
    assert (shop.on_hand, shop.stands(), shop.stands(COST)) == (("1.0000", "15.00"), 15, 15)


def test_a_void_takes_more_than_there_is(shop):
    """Five at 100 and fifteen at 1 make an average of 25.75. Ten are sold for 257.50; without
    the first five, the five that are left would be worth 242.50 less than nothing."""
    dear = shop.did("buy", 5, 100)
    shop.did("buy", 15, 1)
    shop.did("sell", 10)
    assert (shop.on_hand, shop.stands(COST)) == (("10.0000", "257.50"), decimal("257.50"))
    accepted(shop.undone(dear))

    assert (shop.on_hand, shop.stands(), shop.stands(COST)) == (("5.0000", "0.00"), 0, 15)


def test_what_was_missing_costs_what_comes_in(shop):
    """Four of three are sold: 30 goes, one is missing. Of five at 12, it takes one."""
    shop.did("buy", 3, 10)
    shop.did("sell", 4, backorders=True)
    assert (shop.on_hand, shop.stands(COST)) == (("-1.0000", "0.00"), 30)
    shop.did("buy", 5, 12)

    assert (shop.on_hand, shop.stands(), shop.stands(COST)) == (("4.0000", "48.00"), 48, 42)


def test_goods_come_back_at_what_they_cost_even_when_none_is_left(shop):
    shop.did("buy", 3, "3.33")
    shop.did("sell", 3)
    shop.did("return", 2)

    assert (shop.on_hand, shop.stands(COST)) == (("2.0000", "6.66"), decimal("3.33"))


def test_a_bill_whose_goods_are_sold_may_become_dearer(shop):
    """Six of ten are left: what the four that are sold cost more is no longer stock."""
    bill = shop.did("buy", 10, 10)
    shop.did("sell", 4)
    accepted(shop.edited(bill, 10, 12))

    assert (shop.on_hand, shop.stands(), shop.stands(COST)) == (("6.0000", "72.00"), 72, 48)


def test_another_rate_is_another_cost(shop):
    """50.00 at a rate of 0.5 is 100.00, at 0.4 it is 125.00."""
    bill = shop.did("buy", 5, 10, currency_code="USD", currency_rate="0.5")
    assert shop.on_hand == ("5.0000", "100.00")
    accepted(edited(shop.books, bill, currency_rate="0.4"))

    assert (shop.on_hand, shop.stands()) == (("5.0000", "125.00"), 125)


def test_an_item_that_is_coded_anew_leaves_what_was_sold_where_it_was(shop):
    shop.did("buy", 10, 10)
    sold = shop.did("sell", 2)
    changed = {"purchase_details": {"cogs_account_code": "400"}}
    accepted(record(shop.books, sent(Item, code="PEN", **changed), stored(shop.books, shop.pen)))
    shop.did("sell", 1)
    assert (shop.stands(COST), shop.stands(ACCOUNT_IDS["400"])) == (20, 10)
    accepted(shop.undone(sold))

    assert (shop.stands(COST), shop.stands(ACCOUNT_IDS["400"])) == (0, 10)


STEPS = st.lists(
    st.tuples(
        st.sampled_from([*KINDS, "edit", "undo"]),
        st.integers(1, 60).map(lambda tenths: Decimal(tenths) / 10),
        st.integers(1, 2000).map(lambda pence: Decimal(pence) / 100),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=14,
)


@settings(max_examples=120)
@given(STEPS)
def test_an_item_is_worth_what_stands_on_its_account(steps):
    """To the cent, whatever is bought, sold, taken back, edited and undone; where nothing is on
    hand, nothing stands there. Undoing everything, last things first, leaves nothing."""
    shop, done = Shop(), []
    for step, quantity, price, which, backorders in steps:
        if step in KINDS:
            outcome = shop.moved(step, quantity, price, backorders)
            if outcome.record is not None:
                done.append(stored(shop.books, outcome.record))
        elif done:
            document = stored(shop.books, done[which % len(done)])
            if step == "edit":
                shop.edited(document, quantity, price, backorders=backorders)
            else:
                shop.undone(document, backorders=backorders)
        shop.agrees()
    for document in reversed(done):
        shop.undone(stored(shop.books, document), backorders=True)
    shop.agrees()
    assert stored(shop.books, shop.pen).quantity_on_hand == 0
    assert [shop.stands(one) for one in (STOCK, COST, SALES)] == [0, 0, 0]
