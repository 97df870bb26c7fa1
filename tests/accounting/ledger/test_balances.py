"""What stands on accounts, day by day, and how it follows what is added."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mockxero.accounting.ledger.balances import Account, Balances, Running
from mockxero.accounting.ledger.entries import Part, Posting
from mockxero.primitives.money import ZERO, summed

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 20).map(lambda days: FIRST + timedelta(days=days))
AMOUNTS = st.integers(-500, 500).map(lambda cents: Decimal(cents) / 100)
STEPS = st.lists(st.tuples(DAYS, AMOUNTS, DAYS))
NORTH = (("region", "north"),)
WEB = (("region", "north"), ("channel", "web"))


@given(STEPS)
def test_a_sum_is_what_was_added_until_then(steps):
    """Whatever was asked in between, and in whatever order the days came."""
    running, known = Running(), []
    for day, amount, asked in steps:
        running.add(day, amount)
        known.append((day, amount))
        assert running.up_to(asked) == summed(one for on, one in known if on <= asked)


def test_some_days_are_the_days_from_the_first_to_the_last():
    running = Running()
    for day in range(1, 5):
        running.add(date(2026, 3, day), Decimal(day))

    assert running.between(date(2026, 3, 2), date(2026, 3, 3)) == 5
    assert running.between(date(2026, 3, 3), date(2026, 3, 3)) == 3
    assert running.between(date.min, date(2026, 3, 1)) == 1


@given(st.lists(st.tuples(DAYS, AMOUNTS, st.sampled_from([(), NORTH, WEB]))), DAYS)
def test_an_account_tells_apart_what_is_filed(postings, day):
    """Under some options, under none, and all of it."""
    account = Account()
    for posting in postings:
        account.up_to(day, (("region", None),))
        account.add(*posting)

    def standing(counts):
        return sum((one for on, one, filing in postings if on <= day and counts(filing)), ZERO)

    for tracking, counts in (
        ((("region", None),), lambda filing: filing == ()),
        ((("region", "north"),), lambda filing: "region" in dict(filing)),
        ((("channel", None),), lambda filing: "channel" not in dict(filing)),
        ((("channel", "web"), ("region", "north")), lambda filing: filing == WEB),
        ((("region", "south"),), lambda filing: False),
    ):
        assert account.up_to(day, tracking) == standing(counts)
    assert account.up_to(day) == standing(lambda filing: True)


def test_what_came_is_one_sum_whatever_it_is_filed_under():
    """100.00 less a fee of 3.00, filed elsewhere, are 97.00 received; taken back, nothing is."""
    balances = Balances()
    shares = (("bank", "100.00", NORTH), ("bank", "-3.00", ()), ("savings", "-5.00", ()))
    postings = [
        Posting(Part.BANK, account, Decimal(net), filing=filing) for account, net, filing in shares
    ]

    def flows():
        return [
            (one.received.up_to(FIRST), one.spent.up_to(FIRST))
            for account in ("bank", "savings")
            if (one := balances.flow(account)) is not None
        ]

    balances.add(FIRST, postings, Decimal(1))
    assert flows() == [(97, 0), (0, 5)]

    balances.add(FIRST, postings, Decimal(-1))
    assert flows() == [(0, 0), (0, 0)]
