"""Tax rates that integrations add, and what Xero works out about them."""

from collections.abc import Iterator
from decimal import Decimal

from mockxero.accounting import tax, usage
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.tax_rates import TaxRate

_ANYTHING = frozenset({"assets", "equity", "expenses", "liabilities", "revenue"})
_ON_PURCHASES = _ANYTHING - {"revenue"}
_ON_SALES = _ANYTHING - {"expenses"}
_APPLIES_TO = {
    **dict.fromkeys(("AVALARA", "BASEXCLUDED", "INPUTTAXED", "NONE"), _ANYTHING),
    **dict.fromkeys(
        (
            "ECOUTPUT",
            "ECOUTPUTSERVICES",
            "EXEMPTEXPORT",
            "EXEMPTOUTPUT",
            "MOSSSALES",
            "NONEOUTPUT",
            "OUTPUT",
            "SALESOUTPUT",
        ),
        _ON_SALES,
    ),
    **dict.fromkeys(("CAPITALEXPENSESINPUT", "CAPITALSALESOUTPUT"), frozenset({"assets"})),
    **dict.fromkeys(
        ("GSTONCAPIMPORTS", "GSTONCAPITALIMPORTS", "GSTONIMPORTS"), frozenset({"liabilities"})
    ),
}
"""The classes of account that a rate may be used on, by its ReportTaxType; purchases if not here.

Source: Xero's page on TaxRates, for Xero's own rates. # guess: those of integrations are alike
"""
_UNREPORTED_EDITIONS = ("GLOBAL", "US")
"""Where rates on sales and on purchases apply to everything. Source: the same page"""
_OWN_PREFIX = "TAX"
_REPORTED_EDITIONS = ("AU", "NZ", "UK")
MOST_PERCENT = Decimal(100)


def rate_defaults(proposal: Proposal[TaxRate], books: Books) -> Filled:
    """The tax type (TAX001, TAX002 …), the sums, and what the rate may be used on."""
    now = proposal.now
    filled: Filled = {
        "status": now.status or "ACTIVE",
        "display_rate": tax.display_rate(now.components),
        "effective_rate": tax.effective_rate(now.components),
    }
    if not proposal.creating:
        return filled
    classes = _classes(now.report_tax_type, books)
    applies: Filled = {f"applies_to_{name}": name in classes for name in _ANYTHING}
    return filled | applies | {"tax_type": _next_tax_type(books)}


def _classes(report_tax_type: str | None, books: Books) -> frozenset[str]:
    """The classes of account that a new rate may be used on."""
    everywhere = books.organisation.version in _UNREPORTED_EDITIONS
    if report_tax_type is None or (everywhere and report_tax_type in ("INPUT", "OUTPUT")):
        return _ANYTHING
    # seen: Xero-OpenAPI, createTaxRates: an INPUT rate applies to all but revenue
    return _APPLIES_TO.get(report_tax_type, _ON_PURCHASES)


def _next_tax_type(books: Books) -> str:
    return next(
        name
        for name in (f"{_OWN_PREFIX}{number:03}" for number in range(1, 1000))
        if books.find(TaxRate, name) is None
    )


def rate_is_complete(proposal: Proposal[TaxRate], books: Books) -> Iterator[Complaint]:
    """A rate has a name of its own and components. # guess: the words"""
    now = proposal.now
    if not (now.name or "").strip():
        yield Complaint("Tax Rate Name must be specified")
    elif any(o.tax_type != now.tax_type for o in books.by(TaxRate, "name", _folded(now.name))):
        yield Complaint("Tax Rate Name must be unique")
    if not now.components:
        yield Complaint("At least one Tax Component must be specified")
    if any(not (part.name or "").strip() for part in now.components):
        yield Complaint("Tax Component Name must be specified")
    if any(part.rate is None or not 0 <= part.rate <= MOST_PERCENT for part in now.components):
        yield Complaint("Tax Component Rate must be between 0 and 100")
    if sum(part.is_compound for part in now.components) > 1:
        yield Complaint("Only one Tax Component can be compound")
    if (
        proposal.creating
        and now.report_tax_type is None
        and books.organisation.version in _REPORTED_EDITIONS
    ):
        yield Complaint("ReportTaxType must be specified")


def rate_may_change(proposal: Proposal[TaxRate], books: Books) -> Iterator[Complaint]:
    """Xero's own rates are fixed, deleted ones gone, components kept. # guess: the words"""
    before = proposal.before
    if before is None:
        if proposal.now.status != "ACTIVE":
            yield Complaint("A new Tax Rate must be ACTIVE")
        return
    if before.status != "ACTIVE":
        yield Complaint("Deleted Tax Rates cannot be updated")
    elif not before.tax_type.startswith(_OWN_PREFIX):
        yield Complaint("System Tax Rates cannot be updated")
    kept = {_folded(part.name) for part in proposal.now.components}
    if any(_folded(part.name) not in kept for part in before.components):
        yield Complaint("Existing Tax Components cannot be renamed or removed")


def archived_when_used(proposal: Proposal[TaxRate], books: Books) -> Filled:
    """A deleted rate that documents use is shown as archived."""
    now = proposal.now
    deleting = now.status == "DELETED" and proposal.before is not None
    return (
        {"status": "ARCHIVED"} if deleting and usage.is_used(TaxRate, now.tax_type, books) else {}
    )


def _folded(name: str | None) -> str:
    return (name or "").casefold()


def recognised(sent: Draft, books: Books) -> TaxRate | None:
    """The active rate with the name that was sent."""
    name = sent.get("name")
    return books.one(TaxRate, "name", _folded(name)) if name else None
