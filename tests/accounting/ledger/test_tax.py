"""Tax in the ledger: of any components, in any currency, filed under anything, it adds up."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.accounting.ledger.entries import Part
from mockxero.primitives.money import summed
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.manual_journals import ManualJournal
from mockxero.resources.tax_rates import TaxRate
from tests.builders import (
    BILL,
    COST,
    CREDIT,
    NORTH,
    REGION,
    SALE,
    SPENT,
    accepted,
    record,
    sent,
    small_books,
)

PERCENTS = st.integers(0, 2000).map(lambda units: Decimal(units) / 100)
COMPONENTS = st.lists(
    st.fixed_dictionaries({"rate": PERCENTS, "is_non_recoverable": st.booleans()}),
    min_size=1,
    max_size=3,
)
PENCE = st.integers(-5000, 100000).map(lambda pence: Decimal(pence) / 100)
LINES = st.lists(
    st.fixed_dictionaries(
        {"unit_amount": PENCE},
        optional={
            "quantity": st.integers(1, 99999).map(lambda units: Decimal(units) / 10**4),
            "tracking": st.just([{"category_id": REGION, "option_id": NORTH}]),
        },
    ),
    min_size=1,
    max_size=4,
)
KINDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "sale": (Invoice, SALE),
    "bill": (Invoice, BILL),
    "credit": (CreditNote, CREDIT),
    "supplier's credit": (CreditNote, CREDIT | {"type": "ACCPAYCREDIT"}),
    "spent": (BankTransaction, SPENT),
    "received": (BankTransaction, SPENT | {"type": "RECEIVE"}),
}


def with_rate(components, compound):
    """Books, and what their rate of these components is called."""
    books = small_books()
    parts = [{"name": f"Part {place}", **one} for place, one in enumerate(components)]
    parts[0]["is_compound"] = compound
    made = record(books, sent(TaxRate, name="Ours", report_tax_type="INPUT", components=parts))
    return books, accepted(made).tax_type


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(
    components=COMPONENTS,
    compound=st.booleans(),
    lines=LINES,
    types=st.sampled_from(["Exclusive", "Inclusive", "NoTax"]),
    rate=st.sampled_from([None, "0.7319", "1.618"]),
)
def test_the_tax_of_all_lines_is_what_stands_for_tax(
    kind, components, compound, lines, types, rate
):
    """In base currency, by tracking options; tax has the sign of its line, but for the cent that
    a rate of exchange may cost. Source: ledger.md P01, P02, P03"""
    books, tax_type = with_rate(components, compound)
    resource, usual = KINDS[kind]
    typed = [COST | {"tax_type": tax_type} | one for one in lines]
    abroad = {"currency_code": "USD", "currency_rate": rate} if rate else {}
    outcome = record(
        books, sent(resource, **usual | {"line_amount_types": types, "lines": typed} | abroad)
    )
    if outcome.record is None:  # comes to less than nothing
        return
    for posted in books.ledger.entries:
        postings = posted.entry.postings
        assert summed(one.net for one in postings) == 0
        for filing in {one.filing for one in postings}:
            filed = [one for one in postings if one.filing == filing]
            stands = summed(one.net for one in filed if one.part is Part.TAX)
            assert summed(one.tax for one in filed) == stands
        assert all(one.net * one.tax >= 0 for one in postings)
        document = outcome.record
        if not rate:
            owed = [one.net for one in postings if one.part in (Part.CONTROL, Part.BANK)]
            assert abs(summed(owed)) == document.total


@settings(max_examples=60)
@given(COMPONENTS, st.booleans(), st.lists(PENCE, min_size=1, max_size=3))
def test_so_it_is_in_a_journal(components, compound, amounts):
    books, tax_type = with_rate(components, compound)
    lines = [{"line_amount": one, "account_code": "400", "tax_type": tax_type} for one in amounts]
    against = [one | {"line_amount": -one["line_amount"]} for one in lines]
    balanced = sent(
        ManualJournal, narration="N", status="POSTED", line_amount_types="Exclusive",
        lines=[*lines, *against],
    )  # fmt: skip
    accepted(record(books, balanced))
    for posted in books.ledger.entries:
        postings = posted.entry.postings
        assert summed(one.net for one in postings) == 0
        stands = summed(one.net for one in postings if one.part is Part.TAX)
        assert summed(one.tax for one in postings) == stands
