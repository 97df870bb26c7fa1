"""What is written in the margin of a document."""

from ..provenance import documented, recorded
from ..story import Story
from . import given


@recorded("nz-demo-2026-invoice-history-create.json")
def test_a_new_note_says_when_and_what(xero: Story) -> None:
    """The answer to a note has its time and its text, and nobody's name."""
    written = given.invoice(xero)
    body = {"HistoryRecords": [{"Details": "Noted by a contract"}]}

    note = xero.record("createInvoiceHistory", InvoiceID=written["InvoiceID"], body=body)

    xero.agree("new note", note, Details="Noted by a contract")


@documented("developer.xero.com, History and Notes")
def test_a_note_is_the_newest_line_of_the_history(xero: Story) -> None:
    """Read again, it is a Note of `System Generated`, above what happened before."""
    written = given.invoice(xero)
    body = {"HistoryRecords": [{"Details": "Noted by a contract"}]}
    xero.call("createInvoiceHistory", InvoiceID=written["InvoiceID"], body=body)

    newest, *_ = xero.records("getInvoiceHistory", InvoiceID=written["InvoiceID"])

    xero.agree("listed note", newest, Changes="Note", User="System Generated")
    xero.agree("listed note", newest, Details="Noted by a contract")
