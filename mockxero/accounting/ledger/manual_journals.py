"""What manual journals post: their lines as they were written, and the tax on them."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from mockxero.accounting.ledger.entries import (
    Due,
    Entry,
    Ledger,
    balanced,
    of_line,
    taxes,
)
from mockxero.accounting.rulebook import Records
from mockxero.accounting.tax import net_of, recoverable
from mockxero.resources.manual_journals import ManualJournal


def manual_journal(journal: ManualJournal, books: Records, ledger: Ledger) -> Iterator[Due]:
    """A posted journal stands as it is."""
    if journal.status == "POSTED":
        shown = journal.show_on_cash_basis_reports
        about = (journal.date, journal.line_amount_types, journal.lines, shown)
        yield Due("", about, partial(_entry, journal))


def _entry(journal: ManualJournal, books: Records, ledger: Ledger) -> Entry:
    lines = []
    for line in journal.lines:
        if line.line_amount is None or line.account_id is None:
            continue
        posting = of_line(line, net_of(line, journal), recoverable(line))
        lines.append(posting._replace(description=line.description or ""))
    return Entry(
        day=journal.date or date.min,
        source_type="MANJOURNAL",
        source_id=journal.manual_journal_id,
        reference=journal.narration or "",
        postings=balanced((*lines, *taxes(lines, books)), books),
        on_cash_basis=journal.show_on_cash_basis_reports is not False,
    )
