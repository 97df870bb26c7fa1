"""What expense claims post: what somebody paid for the organisation, and what came back of it."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from mockxero.accounting.expense_claims import claimed
from mockxero.accounting.ledger.entries import (
    Due,
    Entry,
    Filing,
    Ledger,
    Part,
    Posting,
    balanced,
    of_line,
    system_account,
    taxes,
)
from mockxero.accounting.ledger.settlements import paid
from mockxero.accounting.rulebook import Records
from mockxero.accounting.settlement import APPROVED
from mockxero.accounting.tax import net_of, recoverable
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.expense_claims import ExpenseClaim


def expense_claim(claim: ExpenseClaim, books: Records, ledger: Ledger) -> Iterator[Due]:
    """An approved claim stands with what is owed to the user; each payment is an entry of its own.

    Once a claim is approved, its receipts change no more.
    """
    if claim.status not in APPROVED:
        return
    yield Due("", (claim.reporting_date, claim.receipt_ids), partial(_entry, claim))
    for one in claim.payments:
        yield Due(one.payment_id or "", one, partial(paid, one, claim.key))


def _entry(claim: ExpenseClaim, books: Records, ledger: Ledger) -> Entry:
    """The lines of the receipts, their tax, and what is owed for them.

    # seen: au-demo-get-journals-page-2.json: split by tracking options, without a Reference
    """
    lines: list[Posting] = []
    owed: list[Posting] = []
    for filing, filed in _filed(claim, books).items():
        lines += filed
        account = system_account("UNPAIDEXPCLM", books)
        gross = summed(one.net + one.tax for one in filed)
        owed.append(Posting(Part.CONTROL, account, -gross, filing=filing))
    return Entry(
        day=claim.reporting_date or date.min,
        source_type="EXPCLAIM",
        source_id=claim.expense_claim_id,
        reference=None,
        postings=balanced((*taxes(lines, books), *owed, *lines), books),
        total=claim.total or ZERO,
    )


def _filed(claim: ExpenseClaim, books: Records) -> dict[Filing, list[Posting]]:
    """The lines of all receipts, by their tracking options."""
    filed: dict[Filing, list[Posting]] = {}
    for receipt in claimed(claim, books):
        for line in receipt.lines:
            if line.line_amount is not None and line.account_id is not None:
                posting = of_line(line, net_of(line, receipt), recoverable(line))
                filed.setdefault(posting.filing, []).append(posting)
    return filed
