"""What users set up in Xero itself: the lock dates, and the end of the financial year."""

from calendar import month_name
from collections.abc import Mapping
from datetime import date
from typing import Any

from mockxero.books.bookkeeper import Who, transaction
from mockxero.books.organisation import Organisation
from mockxero.control.asked import Mistold, day, has_only
from mockxero.primitives.kinds import Day
from mockxero.resources.organisations import Organisation as OrganisationRecord

_SETTINGS = (
    "period_lock_date",
    "end_of_year_lock_date",
    "financial_year_end_day",
    "financial_year_end_month",
)
_FIELDS = {OrganisationRecord.fields[attr].wire: attr for attr in _SETTINGS}
"""Each by its name at Xero."""
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of each month, February's in a leap year."""


def settings(organisation: Organisation) -> dict[str, str | int | None]:
    """What is set by now, in the words of ``GET /Organisation``; days as ISO 8601 has them."""
    known = organisation.organisation
    values = {name: getattr(known, attr) for name, attr in _FIELDS.items()}
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in values.items()}


def change(organisation: Organisation, wanted: Mapping[str, Any]) -> None:
    """Set what is ``wanted``; the rest stays. Raises Mistold, and then all stays."""
    has_only(wanted, "an organisation", _FIELDS)
    with transaction(organisation, Who()) as keeper:
        known = organisation.organisation
        after = known.but(**dict(_read(name, value) for name, value in wanted.items()))
        _has_year_end(after)
        if after != known:
            keeper.put(after, None)


def _read(name: str, value: Any) -> tuple[str, Any]:
    attr = _FIELDS[name]
    if isinstance(OrganisationRecord.fields[attr].kind, Day):
        return attr, None if value is None else day(value, name)
    most = 12 if attr == "financial_year_end_month" else 31
    if type(value) is not int or not 1 <= value <= most:
        raise Mistold(f"{name} is a number from 1 to {most}")
    return attr, value


def _has_year_end(organisation: OrganisationRecord) -> None:
    day, month = organisation.financial_year_end_day, organisation.financial_year_end_month
    if day is not None and month is not None and day > _LONGEST[month - 1]:
        raise Mistold(f"{month_name[month]} has no day {day}")
