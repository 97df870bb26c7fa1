"""Tax rates that integrations add."""

from decimal import Decimal

import pytest

from mockxero.accounting.tax_rates import recognised
from mockxero.resources.tax_rates import TaxRate
from tests.builders import (
    LINE,
    accepted,
    edited,
    invoice,
    keep,
    record,
    sent,
    small_books,
    stored,
)

CITY = {"name": "City", "rate": "4"}
STATE = {"name": "State", "rate": "4.25"}
NEW = {"name": "Local", "report_tax_type": "OUTPUT", "components": [CITY, STATE]}


@pytest.fixture
def local(made):
    """A rate of our own."""
    return made(TaxRate, **NEW)


def test_what_a_new_rate_has(local):
    """Rates add up. # seen: Demo Company (Global)"""
    assert (local.tax_type, local.status) == ("TAX001", "ACTIVE")
    assert (local.display_rate, local.effective_rate) == (Decimal("8.25"), Decimal("8.25"))
    assert [part.is_compound for part in local.components] == [False, False]


def test_tax_types_are_given_out_in_order(made, books, local):
    """The first that is free."""
    keep(books, TaxRate(tax_type="TAX003", name="Other", status="ACTIVE"))

    assert made(TaxRate, **(NEW | {"name": "B"})).tax_type == "TAX002"
    assert made(TaxRate, **(NEW | {"name": "C"})).tax_type == "TAX004"


@pytest.mark.parametrize(
    ("report", "expenses", "revenue"),
    [
        ("OUTPUT", False, True),
        ("INPUT", True, False),
        ("NONE", True, True),
        ("EXEMPTOUTPUT", False, True),
        ("MOSSSALES", False, True),
        ("EXEMPTEXPORT", False, True),
        ("CAPITALEXINPUT", True, False),
        ("BASEXCLUDED", True, True),
    ],
)
def test_what_a_rate_may_be_used_on(made, report, expenses, revenue):
    """# seen: Xero-OpenAPI, createTaxRates: an INPUT rate applies to all but revenue"""
    rate = made(TaxRate, **(NEW | {"report_tax_type": report}))

    assert (rate.applies_to_expenses, rate.applies_to_revenue) == (expenses, revenue)
    assert rate.applies_to_assets
    assert rate.applies_to_equity
    assert rate.applies_to_liabilities


@pytest.mark.parametrize("report", ["GSTONIMPORTS", "GSTONCAPIMPORTS"])
def test_tax_on_imports_is_a_liability(made, report):
    """# seen: 2026-nz/tax_rates.json: GST on Imports applies to liabilities alone"""
    rate = made(TaxRate, **(NEW | {"report_tax_type": report}))

    assert rate.applies_to_liabilities
    assert not rate.applies_to_assets
    assert not rate.applies_to_equity
    assert not rate.applies_to_expenses
    assert not rate.applies_to_revenue


@pytest.mark.parametrize("report", ["INPUT", "OUTPUT", None])
def test_american_rates_apply_to_everything(report):
    """The United States and the rest of the world do not tell sales from purchases."""
    books = small_books(version="US")
    draft = sent(TaxRate, **(NEW | {"report_tax_type": report}))

    rate = stored(books, accepted(record(books, draft)))

    assert rate.applies_to_expenses
    assert rate.applies_to_revenue


def test_what_xero_works_out_cannot_be_sent(made):
    rate = made(TaxRate, **NEW, display_rate="1", effective_rate="1", applies_to_assets=False)

    assert (rate.display_rate, rate.applies_to_assets) == (Decimal("8.25"), True)


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        (NEW, []),
        (NEW | {"name": ""}, ["Tax Rate Name must be specified"]),
        (NEW | {"components": []}, ["At least one Tax Component must be specified"]),
        (NEW | {"components": [{"name": "A", "rate": "100"}]}, []),
        (NEW | {"components": [{"name": "A", "rate": "100.01"}]},
         ["Tax Component Rate must be between 0 and 100"]),
        (NEW | {"components": [{"name": "A", "rate": "-1"}]},
         ["Tax Component Rate must be between 0 and 100"]),
        (NEW | {"components": [{"name": " ", "rate": "1"}]},
         ["Tax Component Name must be specified"]),
        (NEW | {"components": [{"name": "A"}]}, ["Tax Component Rate must be between 0 and 100"]),
        (NEW | {"components": [CITY | {"is_compound": True}, STATE]}, []),
        (NEW | {"components": [CITY | {"is_compound": True}, STATE | {"is_compound": True}]},
         ["Only one Tax Component can be compound"]),
        ({"name": "Local", "components": [CITY]}, ["ReportTaxType must be specified"]),
        (NEW | {"status": "DELETED"}, ["A new Tax Rate must be ACTIVE"]),
        (NEW | {"tax_type": "TAX009"},
         ["A Tax Rate with the specified TaxType could not be found"]),
        ({}, ["Tax Rate Name must be specified", "At least one Tax Component must be specified",
              "ReportTaxType must be specified"]),
    ],
)  # fmt: skip
def test_what_a_new_rate_needs(complaints, members, messages):
    assert complaints(TaxRate, **members) == messages


def test_a_name_is_unique_among_active_rates(complaints, local):
    """A deleted one gives its name back."""
    assert complaints(TaxRate, create=True, **(NEW | {"name": "local"})) == [
        "Tax Rate Name must be unique"
    ]
    assert complaints(TaxRate, create=True, **(NEW | {"name": "12.5% GST on Expenses"})) == []


def test_elsewhere_no_report_is_needed(complaints, books):
    books.organisation = books.organisation.but(version="GLOBAL")

    assert complaints(TaxRate, name="Local", components=[CITY]) == []


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({"name": "Renamed"}, []),
        ({"components": [CITY, STATE, {"name": "Third", "rate": "1"}]}, []),
        ({"components": [CITY | {"rate": "5"}, STATE]}, []),
        ({"components": [CITY]}, ["Existing Tax Components cannot be renamed or removed"]),
        ({"components": [CITY, STATE | {"name": "Region"}]},
         ["Existing Tax Components cannot be renamed or removed"]),
        ({"status": "DELETED"}, []),
    ],
)  # fmt: skip
def test_what_may_change_about_a_rate(complaints, local, change, messages):
    assert complaints(TaxRate, local, **change) == messages


def test_a_new_component_is_counted(made, local):
    after = made(TaxRate, local, components=[CITY, STATE, {"name": "Third", "rate": "1"}])

    assert (after.tax_type, after.effective_rate) == ("TAX001", Decimal("9.25"))


def test_xeros_own_rates_are_fixed(books, complaints):
    system = books.find(TaxRate, "OUTPUT2")

    assert complaints(TaxRate, system, name="Mine") == ["System Tax Rates cannot be updated"]


def test_a_deleted_rate_stays_deleted(books, complaints, local):
    accepted(edited(books, local, status="DELETED"))
    gone = books.find(TaxRate, "TAX001")

    assert gone.status == "DELETED"
    assert complaints(TaxRate, gone, status="ACTIVE") == ["Deleted Tax Rates cannot be updated"]


def test_a_rate_that_is_used_is_archived_instead(books, local):
    """Source: Xero's page on types"""
    invoice(books, lines=[LINE | {"tax_type": "TAX001"}])

    accepted(edited(books, local, status="DELETED"))

    assert books.find(TaxRate, "TAX001").status == "ARCHIVED"


def test_a_rate_is_recognised_by_its_name(books, local):
    assert recognised(sent(TaxRate, name="LOCAL"), books) == local
    assert recognised(sent(TaxRate, name="12.5% GST on Expenses"), books) is None
    assert recognised(sent(TaxRate, status="DELETED"), books) is None
