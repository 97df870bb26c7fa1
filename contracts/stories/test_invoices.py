"""Sales invoices: their sums, their numbers, and what may become of them."""

import re
from decimal import Decimal

from ..provenance import documented, guessed, inferred, recorded
from ..story import Story
from . import given


@recorded("2026-nz/invoice_create.json")
def test_tax_on_top_is_rounded_line_by_line(xero: Story) -> None:
    """Exclusive: 1.5465 and 15.1965 of tax are 1.55 and 15.20, and 16.75 together; not 16.74."""
    written = given.invoice(xero, given.line(10.31), given.line(33.77, quantity=3))

    lines = written["LineItems"]
    xero.agree("first line", lines[0], LineAmount=Decimal("10.31"), TaxAmount=Decimal("1.55"))
    xero.agree("second line", lines[1], LineAmount=Decimal("101.31"), TaxAmount=Decimal("15.20"))
    xero.agree("first line", lines[0], TaxType="OUTPUT2", AccountCode=given.SALES)
    xero.agree(
        "invoice totals",
        written,
        SubTotal=Decimal("111.62"),
        TotalTax=Decimal("16.75"),
        Total=Decimal("128.37"),
        AmountDue=Decimal("128.37"),
        AmountPaid=Decimal("0.00"),
    )


@recorded("2026-nz/invoice.json")
def test_tax_inside_is_rounded_line_by_line(xero: Story) -> None:
    """Inclusive: of 10.00 and 33.00, 1.30 and 4.30 are tax, and 5.60 together; not 5.61."""
    lines = given.line(10), given.line(33)

    written = given.invoice(xero, *lines, LineAmountTypes="Inclusive")

    first, second = written["LineItems"]
    xero.agree("first line", first, LineAmount=Decimal("10.00"), TaxAmount=Decimal("1.30"))
    xero.agree("second line", second, LineAmount=Decimal("33.00"), TaxAmount=Decimal("4.30"))
    xero.agree(
        "inclusive totals",
        written,
        SubTotal=Decimal("37.40"),
        TotalTax=Decimal("5.60"),
        Total=Decimal("43.00"),
        AmountDue=Decimal("43.00"),
    )


@inferred("the author of the recordings measured it, but none of their amounts is a tie")
def test_half_a_cent_of_tax_is_a_cent(xero: Story) -> None:
    """0.165 and 0.225 of tax are 0.17 and 0.23: away from zero, not to the even cent."""
    written = given.invoice(xero, given.line(1.10), given.line(1.50))

    taxes = [line["TaxAmount"] for line in written["LineItems"]]
    xero.same("half cents", "tax amounts", [0.17, 0.23], taxes)
    xero.agree("half cents", written, TotalTax=Decimal("0.40"), Total=Decimal("3.00"))


@documented("reported from production by six independent projects")
def test_approval_needs_a_due_date(xero: Story) -> None:
    """AUTHORISED without a DueDate is refused; Xero does not work it out from payment terms."""
    sent = given.draft(given.customer(xero), given.line(100))
    del sent["DueDate"]

    refused = xero.call("createInvoices", expecting=400, body={"Invoices": [sent]})

    xero.says("no due date", refused, "The document DueDate field must be specified")


@recorded("2026-nz/invoice_create.json")
def test_xero_numbers_what_comes_without_a_number(xero: Story) -> None:
    """Invoices get the next number like INV-0055, and each is found by it as well as by its id."""
    contact = given.customer(xero)
    first = given.invoice(xero, to=contact, Status="DRAFT")
    second = given.invoice(xero, to=contact, Status="DRAFT")

    numbers = [first["InvoiceNumber"], second["InvoiceNumber"]]
    forms = [re.sub(r"\d+$", "0055", number) for number in numbers]
    xero.same("new numbers", "form", ["INV-0055", "INV-0055"], forms)
    xero.same("new numbers", "order", sorted(set(numbers), key=given.running), numbers)
    found = xero.record("getInvoice", InvoiceID=second["InvoiceNumber"])
    xero.agree("invoice by number", found, InvoiceID=second["InvoiceID"])


@documented("Xero-OpenAPI, the error example of PUT /Invoices")
def test_an_invoice_number_is_given_once(xero: Story) -> None:
    """Creating a second sales invoice under a taken number is refused."""
    contact = given.customer(xero)
    number = xero.unique("CT")
    given.invoice(xero, to=contact, Status="DRAFT", InvoiceNumber=number)
    again = given.draft(contact, given.line(100), Status="DRAFT", InvoiceNumber=number)

    refused = xero.call("createInvoices", expecting=400, body={"Invoices": [again]})

    xero.says("taken number", refused, "Invoice # must be unique.")


@documented("developer.xero.com, Invoices: POST creates or updates")
def test_posting_a_known_number_changes_that_invoice(xero: Story) -> None:
    """POST finds the invoice by its number; what is not sent stays as it was."""
    contact, number = given.customer(xero), xero.unique("CT")
    written = given.invoice(xero, to=contact, Status="DRAFT", InvoiceNumber=number)
    change = {
        "Type": "ACCREC",
        "InvoiceNumber": number,
        "Contact": {"ContactID": contact["ContactID"]},
        "Reference": "changed",
    }

    changed = xero.record("updateOrCreateInvoices", body={"Invoices": [change]})

    xero.agree("posted invoice", changed, InvoiceID=written["InvoiceID"], Reference="changed")
    xero.agree("posted invoice", changed, Total=Decimal("115.00"), Status="DRAFT")
    xero.same("posted invoice", "lines", 1, len(changed["LineItems"]))
    listed = xero.records("getInvoices", InvoiceNumbers=[number])
    same_number = [one for one in listed if one["InvoiceNumber"] == number]
    xero.same("posted invoice", "invoices of this number", 1, len(same_number))


@recorded("2026-nz/invoice_void.json")
def test_an_approved_invoice_can_be_voided(xero: Story) -> None:
    """Without summarizeErrors the answer carries a verdict, and still shows what was due."""
    written = given.invoice(xero)
    void = {"InvoiceID": written["InvoiceID"], "Status": "VOIDED"}

    voided = xero.record("updateOrCreateInvoices", summarizeErrors=False, body={"Invoices": [void]})

    xero.agree("voided invoice", voided, InvoiceID=written["InvoiceID"], Status="VOIDED")
    xero.agree("voided invoice", voided, StatusAttributeString="OK", HasErrors=False)
    xero.agree("voided invoice", voided, Total=Decimal("115.00"), AmountDue=Decimal("115.00"))
    xero.agree("voided invoice, read again", given.read(xero, written), Status="VOIDED")


@recorded("nz-demo-2026-invoice-delete-authorised.json")
def test_an_approved_invoice_cannot_be_deleted(xero: Story) -> None:
    """The refusal comes as 200 with the reason inside, the stored amounts, and nothing changed."""
    written = given.invoice(xero)
    delete = {"InvoiceID": written["InvoiceID"], "Status": "DELETED"}

    refused = xero.record(
        "updateOrCreateInvoices", summarizeErrors=False, body={"Invoices": [delete]}
    )

    xero.says("deleting", refused, "Invoice not of valid status for modification")
    xero.agree("deleting", refused, StatusAttributeString="ERROR", HasErrors=True)
    xero.agree("deleting", refused, InvoiceID=written["InvoiceID"], Total=Decimal("115.00"))
    kept = given.read(xero, written)
    xero.agree("invoice that was not deleted", kept, Status="AUTHORISED", Total=Decimal("115.00"))


@guessed(
    "what is PAID is what is approved and owes nothing; an invoice over nothing never was seen"
)
def test_an_invoice_over_nothing_is_paid_at_once(xero: Story) -> None:
    """Approved with a total of 0.00 it is PAID on its own day, without a payment; and is voided."""
    free = given.draft(given.customer(xero), given.line(100), given.line(-100))
    written = xero.record("createInvoices", body={"Invoices": [free]})

    xero.agree("invoice over nothing", written, Status="PAID", Total=Decimal("0.00"))
    shown = given.read(xero, written)
    xero.agree("invoice over nothing", shown, Status="PAID", AmountDue=Decimal("0.00"))
    xero.agree("invoice over nothing", shown, FullyPaidOnDate=given.days_from_now(-10))
    void = {"InvoiceID": written["InvoiceID"], "Status": "VOIDED"}
    voided = xero.record("updateOrCreateInvoices", body={"Invoices": [void]})
    xero.agree("voided invoice", voided, Status="VOIDED")
