"""POST of fifty invoices at once, each of them completed and validated."""

from collections.abc import Iterator
from typing import Any

from tests.bench.client import post
from tests.bench.failure import claim
from tests.bench.filling import BATCH, Body, Books
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.table import Goal, Row, milliseconds, say

RATE = Goal(">=", 1.5)
CALLS = 4


def rows(plan: Plan, ours: Books, rival: Books) -> Iterator[Row]:
    """Fifty new invoices of two lines in each call."""
    check_validation(ours, rival)
    pair = in_turns(
        lambda: ours.client.pace(ours.author.batch() for _ in range(CALLS)),
        lambda: rival.client.pace(rival.author.batch() for _ in range(CALLS)),
        plan.rounds,
    )
    yield Row(
        f"POST of {BATCH} invoices, validated",
        milliseconds(pair.our_middle),
        milliseconds(pair.their_middle),
        pair.speedup,
        RATE,
    )


def check_validation(ours: Books, rival: Books) -> None:
    """A line on an account that is not there is refused here, and totals carry their tax."""
    status = answer_to_bad_line(ours)
    claim(status == 400, f"a line on an unknown account was answered {status}")
    stored = sent(ours, ours.author.invoice())
    tax = 1.15 * stored["SubTotal"]
    claim(abs(stored["Total"] - tax) < 0.01, "a total does not carry its tax")
    theirs = answer_to_bad_line(rival)
    say(f"checked: a bad line gets {status} from us, {theirs} from {rival.server.recipe.name}")


def answer_to_bad_line(to: Books) -> int:
    """The status of a reply to an approved invoice with a line on no account."""
    invoice = to.author.invoice()
    line = {"Description": "Lost", "Quantity": 1, "UnitAmount": 1, "AccountCode": "no-such"}
    invoice |= {"Status": "AUTHORISED", "LineItems": [line]}
    return to.client.fetch(post("Invoices", {"Invoices": [invoice]}))[0]


def sent(to: Books, invoice: Body) -> Any:
    """An invoice as the server stored it."""
    return to.client.read(post("Invoices", {"Invoices": [invoice]}))["Invoices"][0]
