"""The rules of ManualJournals."""

from mockxero.accounting import histories, lengths, locks, manual_journals
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.manual_journals import ManualJournal

MANUAL_JOURNALS = Rulebook(
    resource=ManualJournal,
    laid_by_rules=frozenset({"lines"}),
    complete=(manual_journals.journal_defaults, manual_journals.journal_lines),
    check=(
        manual_journals.journal_status_may_move,
        manual_journals.has_narration,
        manual_journals.has_two_lines,
        manual_journals.journal_lines_are_good,
        manual_journals.debits_equal_credits,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    history=histories.telling(manual_journals.told),
)
