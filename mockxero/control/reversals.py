"""Reverses manual journals on a later day, which users do on Xero's pages: its API cannot.

Source: help.xero.com, "Add and post, or edit a manual journal": the auto reversing date
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mockxero.books.bookkeeper import Who, transaction
from mockxero.books.organisation import Organisation
from mockxero.control.asked import Mistold, NotHere, day, has_only
from mockxero.primitives.records import Draft
from mockxero.resources.manual_journals import ManualJournal, ManualJournalLine
from mockxero.resources.parts import LineTracking


def reverse(
    organisation: Organisation, journal_id: str, wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """Post a journal of the same lines, debits and credits exchanged, on a later day.

    The two go their own ways from then on. Raises NotHere, Mistold.
    """
    with transaction(organisation, Who()) as keeper:
        journal = organisation.find(ManualJournal, journal_id)
        if journal is None:
            raise NotHere(f"there is no manual journal '{journal_id}'")
        if journal.status != "POSTED":
            raise Mistold(f"the journal is {journal.status}; only a POSTED one is reversed")
        made = keeper.record(_reversal(journal, _day(journal, wanted)), create=True)
        if made.record is None:
            raise Mistold(made.errors[0])
    reversal: Any = made.record
    return {
        "ManualJournalID": reversal.manual_journal_id,
        "Narration": reversal.narration,
        "Date": str(reversal.date),
        "Status": reversal.status,
    }


def _day(journal: ManualJournal, wanted: Mapping[str, Any]) -> date:
    has_only(wanted, "a reversal", ("Date",))
    on = day(wanted.get("Date"), "Date")
    if journal.date is not None and on <= journal.date:
        raise Mistold(f"Date is later than the journal's, {journal.date}")
    return on


def _reversal(journal: ManualJournal, on: date) -> Draft:
    members = {
        "narration": f"Reversal: {journal.narration}",  # guess
        "date": on,
        "status": "POSTED",
        "line_amount_types": journal.line_amount_types,
        "show_on_cash_basis_reports": journal.show_on_cash_basis_reports,
        "lines": [_turned(line) for line in journal.lines],
    }
    return Draft(ManualJournal, members)


def _turned(line: ManualJournalLine) -> Draft:
    members = {
        "description": line.description,
        "account_id": line.account_id,
        "line_amount": None if line.line_amount is None else -line.line_amount,
        "tax_type": line.tax_type,
        "tax_amount": None if line.tax_amount is None else -line.tax_amount,
        "tracking": [
            Draft(LineTracking, {"category_id": one.category_id, "option_id": one.option_id})
            for one in line.tracking
        ],
    }
    return Draft(ManualJournalLine, members)
