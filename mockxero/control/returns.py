"""Publishes tax returns, which users do on Xero's pages: its API can only read them."""

from collections.abc import Mapping
from typing import Any

from mockxero.accounting.reports.periods import Period
from mockxero.accounting.reports.tax_returns import FORMS, tax_return
from mockxero.books.bookkeeper import Who, transaction
from mockxero.books.organisation import Organisation
from mockxero.control.asked import Mistold, day, has_only

_MEMBERS = ("FromDate", "ToDate")


def publish(organisation: Organisation, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Publish the return of some days, again where there is one already. Raises Mistold."""
    form = FORMS.get(organisation.organisation.version or "")
    if form is None:
        raise Mistold(f"returns are published in {', '.join(FORMS)} only")
    has_only(wanted, "a return", _MEMBERS)
    period = Period(*(day(wanted.get(name), name) for name in _MEMBERS))
    if period.first > period.last:
        raise Mistold("FromDate is not after ToDate")
    with transaction(organisation, Who()) as keeper:
        made = tax_return(period, form, organisation, organisation.figures)
        keeper.put(made, None)
    return {"ReportID": made.report_id, "ReportName": made.name, "ReportDate": made.date}
