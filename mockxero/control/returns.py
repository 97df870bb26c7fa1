"""Publishes tax returns, which users do on Xero's pages: its API can only read them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mockxero.accounting.reports.periods import Period
from mockxero.accounting.reports.tax_returns import FORMS, tax_return
from mockxero.books.bookkeeper import Who, transaction
from mockxero.books.organisation import Organisation

_MEMBERS = ("FromDate", "ToDate")


class NotPublished(ValueError):
    """There can be no such return."""


def publish(organisation: Organisation, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Publish the return of some days, again where there is one already. Raises NotPublished."""
    form = FORMS.get(organisation.organisation.version or "")
    if form is None:
        raise NotPublished(f"returns are published in {', '.join(FORMS)} only")
    if wanted.keys() != {*_MEMBERS}:
        raise NotPublished(f"of a return one tells {' and '.join(_MEMBERS)}")
    period = Period(*(_day(name, wanted[name]) for name in _MEMBERS))
    if period.first > period.last:
        raise NotPublished("FromDate is not after ToDate")
    with transaction(organisation, Who()) as keeper:
        made = tax_return(period, form, organisation, organisation.figures)
        keeper.put(made, None)
    return {"ReportID": made.report_id, "ReportName": made.name, "ReportDate": made.date}


def _day(name: str, told: Any) -> date:
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError) as no_day:
        raise NotPublished(f"{name} is a day, such as 2026-03-31") from no_day
