"""A document from draft to paid, void or deleted."""

from itertools import product

import pytest

from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.documents import STATUSES
from mockxero.resources.invoices import Invoice
from tests.builders import (
    ADA,
    BILL,
    BOB,
    COST,
    CREDIT,
    EVE,
    LINE,
    NORTH,
    REGION,
    SALE,
    SPECIAL,
    STANDARD,
    TODAY,
    accepted,
    allocate,
    credit_note,
    edited,
    invoice,
    payment,
    stored,
)

NO_CREATION = "Invoice not of valid status for creation"
NO_CHANGE = "Invoice not of valid status for modification"
SETTLED = "This document cannot be edited as it has a payment or credit note allocated to it."
NO_LINES = "One or more line items must be specified"
NO_CONTACT = "A Contact must be specified for this type of transaction"


def has_payments(status):
    return (
        f"The status {status} cannot be applied to the invoice because it has payments or credit "
        "notes allocated to it."
    )


# --- from status to status ------------------------------------------------------------------------

ALLOWED = {
    "DRAFT": {"DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"},
    "SUBMITTED": {"DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"},
    "AUTHORISED": {"AUTHORISED", "VOIDED"},
    "VOIDED": set(),
    "DELETED": set(),
}
"""Source: Xero's page on invoice statuses."""


@pytest.fixture(params=[invoice, credit_note], ids=["Invoice", "CreditNote"])
def make(request):
    return request.param


@pytest.mark.parametrize("status", [*STATUSES, "VOID", None])
@pytest.mark.parametrize(("resource", "members"), [(Invoice, SALE), (CreditNote, CREDIT)])
def test_what_a_document_may_start_as(complaints, made, resource, members, status):
    """DRAFT, if it does not say. # seen: PAID is refused, in pyxero's tests"""
    members = {attr: value for attr, value in members.items() if attr != "status"}
    if status is None:
        assert made(resource, **members).status == "DRAFT"
        return
    fine = status in ("DRAFT", "SUBMITTED", "AUTHORISED")

    assert complaints(resource, **members, status=status) == ([] if fine else [NO_CREATION])


def in_status(books, make, status):
    """A document that has come to a status."""
    if status in ("VOIDED", "DELETED"):
        before = make(books, status="AUTHORISED" if status == "VOIDED" else "DRAFT")
        accepted(edited(books, before, status=status))
        return stored(books, before)
    return make(books, status=status)


@pytest.mark.parametrize(("before", "after"), [*product(ALLOWED, [*STATUSES, "VOID"])])
def test_where_a_status_may_go(books, make, before, after):
    """Every way there is, and every way there is not."""
    known = in_status(books, make, before)

    outcome = edited(books, known, status=after)

    assert outcome.errors == ([] if after in ALLOWED[before] else [NO_CHANGE])
    assert stored(books, known).status == (after if after in ALLOWED[before] else before)


@pytest.mark.parametrize("before", ["VOIDED", "DELETED"])
def test_what_is_gone_is_not_edited(books, make, before):
    known = in_status(books, make, before)

    assert edited(books, known, reference="x").errors == [NO_CHANGE]


@pytest.mark.parametrize("amount", ["40.00", "100.00"])
@pytest.mark.parametrize("after", [*STATUSES, "VOID"])
def test_nothing_undoes_a_document_with_payments(books, make, amount, after):
    """Its payments go first; what it is anyway, it may be called."""
    known = make(books)
    payment(books, known, amount)
    paid = stored(books, known)
    assert paid.status == ("PAID" if amount == "100.00" else "AUTHORISED")

    outcome = edited(books, paid, status=after)

    assert outcome.errors == ([] if after == paid.status else [has_payments(after)])
    assert stored(books, known).status == paid.status


@pytest.mark.parametrize("which", ["invoice", "credit note"])
def test_nothing_undoes_a_document_with_allocations(books, which):
    owed, note = invoice(books), credit_note(books)
    allocate(books, note, owed, "40.00")
    known = stored(books, {"invoice": owed, "credit note": note}[which])

    assert edited(books, known, status="VOIDED").errors == [has_payments("VOIDED")]


# --- what it has by default -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "members", "theme"),
    [
        (Invoice, SALE, STANDARD),
        (CreditNote, CREDIT, STANDARD),
        (Invoice, BILL, None),
        (Invoice, SALE | {"branding_theme_id": SPECIAL}, SPECIAL),
    ],
)
def test_what_a_new_document_has(made, resource, members, theme):
    """Today's date where the organisation is; the theme that sorts first, if it is a sale."""
    known = made(resource, **{k: v for k, v in members.items() if k != "date"})

    assert known.date == TODAY
    assert known.line_amount_types == "Exclusive"
    assert known.sent_to_contact is False
    assert known.reference == ""
    assert known.branding_theme_id == theme


def test_an_edit_brings_no_defaults_back(made, books):
    known = invoice(books, line_amount_types="NoTax", date="2026-01-01", reference="x")

    after = made(Invoice, known, due_date="2026-05-01")

    assert (after.line_amount_types, after.date, after.reference) == ("NoTax", known.date, "x")


# --- what it needs --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({}, []),
        ({"type": None}, ["The Type field must be specified"]),
        ({"lines": []}, [NO_LINES]),
        ({"lines": None}, [NO_LINES]),
        ({"due_date": None}, ["The document DueDate field must be specified"]),
        ({"due_date": None, "status": "SUBMITTED"},
         ["The document DueDate field must be specified"]),
        ({"due_date": None, "status": "DRAFT"}, []),
        ({"contact": None}, [NO_CONTACT]),
        ({"contact": {}},
         [("The Contact must contain at least 1 of the following elements to identify the contact: "
          "Name, ContactID, ContactNumber")]),
        ({"contact": {"contact_number": "?"}}, [NO_CONTACT]),
        ({"lines": [LINE | {"unit_amount": "-1"}]}, ["The document total must not be negative"]),
        ({"lines": [LINE | {"unit_amount": "0"}]}, []),
        ({"type": "ACCPAY", "lines": [COST | {"discount_amount": "1"}]},
         ["Discounts are only supported on invoices of type ACCREC"]),
        ({"lines": [LINE | {"discount_amount": "1"}]}, []),
        ({"lines": [], "status": "PAID", "contact": None}, [NO_LINES, NO_CREATION, NO_CONTACT]),
    ],
)  # fmt: skip
def test_what_an_approved_invoice_needs(complaints, change, messages):
    """The last three were seen together, in this order, in pyxero's tests."""
    members = {attr: value for attr, value in (SALE | change).items() if value is not None}

    assert complaints(Invoice, **members) == messages


ARCHIVED = (
    "The contact with the specified contact details has been archived. The contact must be "
    "un-archived before creating new invoices or credit notes."
)


@pytest.mark.parametrize("named", [{"contact_id": EVE}, {"contact_number": "e-1"}])
@pytest.mark.parametrize(("resource", "members"), [(Invoice, SALE), (CreditNote, CREDIT)])
def test_nothing_new_is_for_an_archived_contact(complaints, resource, members, named):
    assert complaints(resource, **(members | {"contact": named})) == [ARCHIVED]


def test_what_was_there_before_may_still_be_edited(books, complaints):
    known = invoice(books)
    accepted(edited(books, books.find(Contact, ADA), status="ARCHIVED"))

    assert complaints(Invoice, known, reference="x") == []
    assert complaints(Invoice, known, contact={"contact_id": EVE}) == [ARCHIVED]


def test_a_document_never_becomes_something_else(complaints, books):
    """# guess: the words"""
    assert complaints(Invoice, invoice(books), type="ACCPAY") == [NO_CHANGE]
    assert complaints(CreditNote, credit_note(books), type="ACCPAYCREDIT") == [NO_CHANGE]
    assert complaints(Invoice, invoice(books), type="ACCREC") == []


# --- once something has been paid -----------------------------------------------------------------


@pytest.fixture(params=["paid", "part-paid"])
def paid(request, books):
    """An invoice with a payment."""
    known = invoice(books, currency_code="USD", currency_rate="0.5")
    payment(books, known, "100.00" if request.param == "paid" else "40.00")
    return stored(books, known)


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({"reference": "x"}, []),
        ({"due_date": "2026-09-01"}, []),
        ({"invoice_number": "INV-9"}, []),
        ({"branding_theme_id": SPECIAL}, []),
        ({"url": "https://example.com"}, []),
        ({"contact": {"contact_id": BOB}}, []),
        ({"date": "2026-03-01", "currency_code": "USD", "line_amount_types": "Exclusive"}, []),
        ({"date": "2026-03-09"}, [NO_CHANGE, SETTLED]),
        ({"currency_code": "NZD"}, [NO_CHANGE, SETTLED]),
        ({"currency_rate": "0.7"}, [NO_CHANGE, SETTLED]),
        ({"line_amount_types": "Inclusive"}, [NO_CHANGE, SETTLED]),
        ({"type": "ACCPAY"}, [NO_CHANGE, SETTLED]),
        ({"lines": [LINE]},
         ["To update fields on a paid invoice line item, you must supply a LineItemID",
          NO_CHANGE, SETTLED]),
        ({"lines": [LINE | {"line_item_id": REGION}]}, [NO_CHANGE, SETTLED]),
    ],
)  # fmt: skip
def test_the_figures_of_a_paid_invoice_are_fixed(complaints, paid, change, messages):
    """What two rules mean is said once. Source: Xero's Invoices page; words from live reports"""
    assert complaints(Invoice, paid, **change) == messages


@pytest.mark.parametrize("which", ["invoice", "credit note"])
def test_what_credit_was_set_against_stays_with_its_contact(books, complaints, which):
    """Source: Xero's Invoices page"""
    owed, note = invoice(books), credit_note(books)
    allocate(books, note, owed, "40.00")
    known = stored(books, {"invoice": owed, "credit note": note}[which])

    assert complaints(type(known), known, contact={"contact_id": BOB}) == [NO_CHANGE, SETTLED]
    assert complaints(type(known), known, contact={"contact_id": ADA}) == []


def test_a_paid_line_can_be_described_coded_and_filed_anew(made, books, paid):
    """Amounts that are sent along are dropped without a word."""
    line = paid.lines[0]
    change = {
        "line_item_id": line.line_item_id,
        "description": "Better",
        "account_code": "260",
        "tracking": [{"category_id": REGION, "option_id": NORTH}],
    }
    amounts = {"quantity": "9", "unit_amount": "9", "line_amount": "1", "tax_amount": "5"}

    after = made(Invoice, paid, lines=[change | amounts])

    (known,) = after.lines
    assert known == line.but(
        description="Better",
        account_code="260",
        account_id=known.account_id,
        tracking=known.tracking,
    )
    assert known.account_id != line.account_id
    assert [one.option_id for one in known.tracking] == [NORTH]
    assert (after.total, after.amount_due, after.status) == (
        paid.total,
        paid.amount_due,
        paid.status,
    )


def test_lines_that_are_not_sent_for_a_paid_invoice_stay(made, books):
    """Where an unpaid one would lose them."""
    known = invoice(books, lines=[LINE, LINE | {"description": "More"}])
    payment(books, known, "10.00")
    second = {"line_item_id": known.lines[1].line_item_id, "description": "Better"}

    after = made(Invoice, stored(books, known), lines=[second])

    assert [one.description for one in after.lines] == ["Work", "Better"]


# --- consequences ---------------------------------------------------------------------------------


def flags(books, contact=ADA):
    known = books.find(Contact, contact)
    return known.is_customer, known.is_supplier


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (SALE, (True, False)),
        (BILL, (False, True)),
        (SALE | {"status": "DRAFT"}, (True, False)),
    ],
)
def test_a_first_invoice_makes_a_customer_or_a_supplier(made, books, members, expected):
    """Quietly: the contact is not stamped. Source: resources.md 0.6; # guess: a draft too"""
    stamped = books.find(Contact, ADA).updated

    made(Invoice, **members)

    assert flags(books) == expected
    assert flags(books, BOB) == (False, False)
    assert books.find(Contact, ADA).updated == stamped
    assert books.changes[-1].silent


def test_a_credit_note_makes_nobody_a_customer(books):
    credit_note(books)

    assert flags(books) == (False, False)


def test_a_customer_stays_one(made, books):
    """Even when the invoice is voided. # seen: 2026-nz/contact_archive_with_documents"""
    made(Invoice, invoice(books), status="VOIDED")

    assert flags(books) == (True, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "AUTHORISED"}, "Approved"),
        ({"status": "DELETED"}, "Deleted"),
        ({"reference": "x"}, "Edited"),
        ({"status": "SUBMITTED"}, "Edited"),
    ],
)
def test_what_happens_is_told_in_the_history(books, change, words):
    known = invoice(books, status="DRAFT")

    accepted(edited(books, known, **change))

    told = [line for _, line in books.histories[known.key]]
    assert [(line.words, line.details) for line in told] == [
        ("Created", "INV-0001 to Ada for 100.00."),
        (words, "INV-0001 to Ada for 100.00."),
    ]


def test_a_void_is_told_of_a_document_without_a_number(books):
    known = invoice(books, **BILL)

    accepted(edited(books, known, status="VOIDED"))

    assert [line.words for _, line in books.histories[known.key]] == ["Created", "Voided"]
    assert books.histories[known.key][1][1].details == "Invoice from Ada for 100.00."
