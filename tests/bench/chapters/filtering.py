"""A page of a hundred, chosen by `where` and sorted by `order`."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count
from typing import Any

from tests.bench.client import Call, Client, get
from tests.bench.failure import claim
from tests.bench.filling import Books
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.table import Goal, Row, milliseconds, say

RATE = Goal(">=", 300)
APPROVED_SALES = 'Status=="AUTHORISED" AND Type=="ACCREC"'
OUR_CALLS = 10
PAGE = 100

Invoice = dict[str, Any]


def rows(plan: Plan, ours: Books, rival: Books) -> Iterator[Row]:
    """One filter again and again, then a new one each time, which nobody can have remembered."""
    check_filter(ours, rival)
    fresh = fresh_filters()
    for name, call in {
        "same filter": filtered,
        "fresh filter": lambda: filtered(next(fresh)),
    }.items():
        yield race(f"Page of {PAGE}, where and order, {name}", call, plan, ours, rival)


def race(name: str, call: Callable[[], Call], plan: Plan, ours: Books, rival: Books) -> Row:
    """The same page from both. One reply of the rival takes as long as many of ours."""
    pair = in_turns(
        lambda: ours.client.pace(call() for _ in range(OUR_CALLS)),
        lambda: rival.client.pace([call()]),
        plan.rounds,
    )
    ours_took, theirs_took = milliseconds(pair.our_middle), milliseconds(pair.their_middle)
    return Row(name, ours_took, theirs_took, pair.speedup, RATE)


def filtered(least: Decimal = Decimal(0)) -> Call:
    """The first page of approved sales of a certain size, newest first."""
    where = f"{APPROVED_SALES} AND Total>={least:.2f}" if least else APPROVED_SALES
    return get("Invoices", where=where, order="Date DESC", page=1, pageSize=PAGE)


def fresh_filters() -> Iterator[Decimal]:
    """Amounts up to 500.00, none of them twice."""
    return (Decimal(number * 37 % 50_000 + 1) / 100 for number in count())


def check_filter(ours: Books, rival: Books) -> None:
    """Our page is what filtering by hand gives; the rival's page is told, not judged."""
    everything = list(all_invoices(ours.client))
    for least in (Decimal(0), Decimal("123.45"), Decimal("499.99")):
        check_page(page(ours.client, least), everything, least)
    matching = sum(matches(invoice, Decimal(0)) for invoice in everything)
    theirs = page(rival.client, Decimal(0))
    wrong = sum(not matches(invoice, Decimal(0)) for invoice in theirs["Invoices"])
    say(
        f"checked: {matching} of our {len(everything)} invoices match and only those are listed;"
        f" {rival.server.recipe.name} lists {theirs['pagination']['itemCount']},"
        f" {wrong} of {PAGE} on its page do not match"
    )


def check_page(answer: Any, everything: list[Invoice], least: Decimal) -> None:
    """A page holds the records that match, all of them counted, in order."""
    expected = [invoice for invoice in everything if matches(invoice, least)]
    days = sorted((invoice["DateString"] for invoice in expected), reverse=True)
    listed = answer["Invoices"]
    claim(all(matches(invoice, least) for invoice in listed), "a record does not match the filter")
    claim([each["DateString"] for each in listed] == days[:PAGE], "a page is not in order")
    claim(answer["pagination"]["itemCount"] == len(expected), "a filtered count is wrong")


def matches(invoice: Invoice, least: Decimal) -> bool:
    """What the filter says, in Python."""
    approved_sale = invoice["Status"] == "AUTHORISED" and invoice["Type"] == "ACCREC"
    return approved_sale and bool(invoice["Total"] >= least)


def page(client: Client, least: Decimal) -> Any:
    """The filtered page, its money exact."""
    return exact(client, filtered(least))


def all_invoices(client: Client) -> Iterator[Invoice]:
    """Every invoice, read without any filter."""
    for number in count(1):
        answer = exact(client, get("Invoices", page=number, pageSize=1000))
        yield from answer["Invoices"]
        if number >= answer["pagination"]["pageCount"]:
            return


def exact(client: Client, call: Call) -> Any:
    """A reply with its amounts as decimals."""
    return json.loads(client.send(call), parse_float=Decimal, parse_int=Decimal)
