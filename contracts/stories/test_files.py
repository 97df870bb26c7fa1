"""What hangs on a document, and how it leaves the house."""

from ..provenance import documented, inferred, recorded
from ..story import Story
from . import given

ONE, ANOTHER = b"%PDF-1.4 told by a contract", b"%PDF-1.4 told again"


@recorded("nz-demo-2026, invoice_attachment_create")
def test_a_file_is_of_the_kind_that_its_name_says(xero: Story) -> None:
    """The name decides about the type, and whoever counts bytes gets a number."""
    invoice = given.invoice(xero)

    kept = xero.record(
        "createInvoiceAttachmentByFileName",
        InvoiceID=invoice["InvoiceID"],
        FileName="contract.pdf",
        body=ONE,
    )

    xero.agree("new file", kept, FileName="contract.pdf", MimeType="application/pdf")
    xero.same("new file", "ContentLength", len(ONE), kept["ContentLength"])


@documented("developer.xero.com, Attachments")
def test_a_file_of_the_same_name_takes_the_place_of_the_first(xero: Story) -> None:
    """Afterwards there is one file, as long as the second."""
    invoice_id = given.invoice(xero)["InvoiceID"]
    for content in (ONE, ANOTHER):
        xero.call(
            "createInvoiceAttachmentByFileName",
            InvoiceID=invoice_id,
            FileName="contract.pdf",
            body=content,
        )

    files = xero.records("getInvoiceAttachments", InvoiceID=invoice_id)

    lengths = [file["ContentLength"] for file in files]
    xero.same("replaced file", "lengths", [len(ANOTHER)], lengths)


@inferred("nobody has told whether a replaced file is another file")
def test_a_replaced_file_keeps_its_id(xero: Story) -> None:
    """The id stays with the name."""
    invoice_id = given.invoice(xero)["InvoiceID"]
    first, second = (
        xero.record(
            "createInvoiceAttachmentByFileName",
            InvoiceID=invoice_id,
            FileName="contract.pdf",
            body=content,
        )
        for content in (ONE, ANOTHER)
    )

    xero.agree("replaced file", second, AttachmentID=first["AttachmentID"])


@documented("developer.xero.com, Invoices: the daily limit of a demo company is 0")
def test_a_demo_company_sends_no_mail(xero: Story) -> None:
    """However approved the invoice is."""
    invoice = given.invoice(xero)

    xero.call("emailInvoice", expecting=400, InvoiceID=invoice["InvoiceID"], body={})


@documented("developer.xero.com, Invoices: online invoices")
def test_an_approved_invoice_has_an_address_online(xero: Story) -> None:
    """The same one each time."""
    invoice_id = given.invoice(xero)["InvoiceID"]

    first = xero.record("getOnlineInvoice", InvoiceID=invoice_id)
    again = xero.record("getOnlineInvoice", InvoiceID=invoice_id)

    xero.agree("online invoice", again, OnlineInvoiceUrl=first["OnlineInvoiceUrl"])
