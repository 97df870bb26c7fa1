"""What a list shows, and what it leaves out."""

from ..provenance import documented, recorded
from ..story import Story
from . import given


@documented("developer.xero.com, Invoices: retrieving many")
def test_a_list_without_pages_leaves_the_lines_out(xero: Story) -> None:
    """Without `page` there is no pagination, and LineItems is there but empty."""
    written = given.invoice(xero)

    found = xero.records("getInvoices", IDs=[written["InvoiceID"]])

    ids = [one["InvoiceID"] for one in found]
    xero.same("list by id", "ids", [written["InvoiceID"]], ids)
    mine = found[ids.index(written["InvoiceID"])]
    xero.same("invoice in a list", "lines", 0, len(mine["LineItems"]))
    xero.agree("invoice in a list", mine, InvoiceNumber=written["InvoiceNumber"])


@recorded("2026-nz/invoices_page.json")
def test_a_page_has_the_lines_and_counts_them_all(xero: Story) -> None:
    """With `page` and `pageSize` the lines are there, and pagination tells how much there is."""
    contact = given.customer(xero)
    first, second = given.invoice(xero, to=contact), given.invoice(xero, to=contact)
    ids = [first["InvoiceID"], second["InvoiceID"]]

    pages = [
        xero.call("getInvoices", IDs=ids, page=page, pageSize=1, order="InvoiceNumber").body
        for page in (1, 2, 3)
    ]

    for number, page in enumerate(pages, start=1):
        told = page.get("pagination", {})
        xero.agree(f"page {number}", told, page=number, pageSize=1, pageCount=2, itemCount=2)
    found = [[one["InvoiceID"] for one in page["Invoices"]] for page in pages]
    xero.same("pages of one", "invoices", [[ids[0]], [ids[1]], []], found)
    lines = [len(one["LineItems"]) for page in pages for one in page["Invoices"]]
    xero.same("pages of one", "lines", [1, 1], lines)


@recorded("corrin/docketworks, contacts_by_name_other_case.json")
def test_where_finds_what_it_names_and_nothing_else(xero: Story) -> None:
    """`where` compares text without regard to case, and whatever does not match stays out."""
    contact = given.customer(xero)
    given.customer(xero)

    found = xero.records("getContacts", where=f'Name=="{contact["Name"].upper()}"')

    names = [one["Name"] for one in found]
    xero.same("where by name", "contacts", [contact["Name"]], names)
    none = xero.records("getContacts", where=f'Name=="{xero.unique("Nobody")}"')
    xero.same("where by an unknown name", "contacts", 0, len(none))
