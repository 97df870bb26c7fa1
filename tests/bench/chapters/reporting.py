"""Reports over many invoices: the ledger follows what was posted when somebody reads it."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from time import perf_counter

from tests.bench.client import Call, Client, get
from tests.bench.failure import claim
from tests.bench.filling import Books, books
from tests.bench.measure import Spread, in_turns
from tests.bench.plan import Plan
from tests.bench.rivals import us
from tests.bench.table import Goal, Row, figure, milliseconds, say

AT_ONCE = Goal("<=", 50, "ms")
NO_SLOWER = Goal("<=", 1.3)
A_SHARE = Goal("<=", 0.3)
TRIAL_BALANCE = get("Reports/TrialBalance")
GLANCE = get("Reports/BankSummary")
"""The smallest report there is: whoever asks for it has the ledger follow."""
REPORTS = {
    "Trial balance": TRIAL_BALANCE,
    "Trial balance, cash basis": get("Reports/TrialBalance", paymentsOnly="true"),
    "Balance sheet, 11 months beside it": get("Reports/BalanceSheet", periods=11),
    "Profit and loss, 11 months beside it": get("Reports/ProfitAndLoss", periods=11),
    "Executive summary": get("Reports/ExecutiveSummary"),
}


def rows(plan: Plan) -> Iterator[Row]:
    """The first look, later ones, one after each invoice; and what following adds to POST one."""
    with books(us(), plan.large, ("AUTHORISED",)) as full:
        yield first_look(full, plan)
        check_sums(full)
        for name, report in REPORTS.items():
            yield again(name, report, plan, full)
        yield after_one_more(plan, full)
        yield posting(plan, full)


def first_look(full: Books, plan: Plan) -> Row:
    """All invoices at once, beside what it takes to post one of them."""
    before = full.server.megabytes
    took = timed(full.client, TRIAL_BALANCE)
    say(f"the ledger of {plan.large} invoices takes {full.server.megabytes - before:.0f} MB")
    each, other = took / plan.large, median(posted(full, plan.calls))
    return Row(
        f"First trial balance, {plan.large} invoices to follow",
        f"{figure(took)} s, {milliseconds(each)} each",
        f"POST one {milliseconds(other)}",
        Spread.of([each / other]),
        A_SHARE,
    )


def again(name: str, report: Call, plan: Plan, full: Books) -> Row:
    """A report when nothing has happened since."""
    paces = Spread.of([full.client.pace([report]) * 1000 for _ in range(plan.calls)])
    return Row(
        f"{name}, {plan.large} invoices",
        milliseconds(paces.middle / 1000),
        "nothing posted since",
        paces,
        AT_ONCE,
    )


def after_one_more(plan: Plan, full: Books) -> Row:
    """The trial balance with one invoice to follow, and with none."""
    calls = plan.calls // 10

    def with_one_more() -> float:
        return median([timed(full.client, TRIAL_BALANCE) for _ in posted(full, calls)])

    def with_none() -> float:
        return median([timed(full.client, TRIAL_BALANCE) for _ in range(calls)])

    pair = in_turns(with_one_more, with_none, plan.rounds)
    return Row(
        "Trial balance, one more invoice each time",
        milliseconds(pair.our_middle),
        f"none {milliseconds(pair.their_middle)}",
        pair.slowdown,
        NO_SLOWER,
    )


def posting(plan: Plan, full: Books) -> Row:
    """POST one with the ledger following at once, and POST one by itself: nobody reads then."""
    calls = plan.calls // 10

    def followed() -> float:
        following: list[float] = []
        posting: list[float] = []
        for took in posted(full, calls):
            posting.append(took)
            following.append(timed(full.client, GLANCE) - timed(full.client, GLANCE))
        return median(posting) + median(following)

    def plain() -> float:
        took = median(posted(full, calls))
        full.client.send(GLANCE)  # so that the others need not follow what was posted here
        return took

    pair = in_turns(followed, plain, plan.rounds)
    return Row(
        "POST one, the ledger following each",
        milliseconds(pair.our_middle),
        f"never read {milliseconds(pair.their_middle)}",
        pair.slowdown,
        NO_SLOWER,
    )


def posted(full: Books, calls: int) -> Iterator[float]:
    """So many invoices, one by one: seconds that each took."""
    return (timed(full.client, full.author.single()) for _ in range(calls))


def timed(client: Client, call: Call) -> float:
    """Seconds that a call takes."""
    start = perf_counter()
    client.send(call)
    return perf_counter() - start


def check_sums(full: Books) -> None:
    """Debits equal credits, and one more invoice is in the next trial balance."""
    before = sums(full.client)
    invoice = full.client.read(full.author.single())["Invoices"][0]
    after = sums(full.client)
    claim(before[0] == before[1] and after[0] == after[1], "a trial balance does not balance")
    claim(before != after, "a trial balance does not know of the last invoice")
    say(f"checked: debits and credits are {after[0]} each, {invoice['InvoiceNumber']} among them")


def sums(client: Client) -> tuple[Decimal, Decimal]:
    """What stands in debit, and what in credit."""
    *_, last = client.read(TRIAL_BALANCE)["Reports"][0]["Rows"]
    *_, debit, credit = (cell["Value"] for cell in last["Rows"][-1]["Cells"])
    return Decimal(debit), Decimal(credit)
