"""What documents do to the books, as the journals tell it."""

from __future__ import annotations

from ..provenance import guessed, inferred, recorded
from ..story import Story
from . import given


@recorded("au-demo-get-journals-page-2.json")
def test_a_void_is_one_more_journal(xero: Story) -> None:
    """What was posted stays; the same once more, with debit and credit turned round, undoes it."""
    written = given.invoice(xero)
    xero.record("updateInvoice", InvoiceID=written["InvoiceID"], body=update(written, "VOIDED"))

    first, second = given.journals(xero, written, written["InvoiceID"], expecting=2)

    entry = ["200 -100.00", "610 115.00", "820 -15.00"]
    xero.same("invoice", "journal", entry, given.entry(first))
    xero.same(
        "invoice", "its void", ["200 100.00", "610 -115.00", "820 15.00"], given.entry(second)
    )
    for member in ("JournalDate", "SourceType", "Reference"):
        xero.same("void", member, first.get(member), second.get(member))


@recorded("au-demo-get-journals-page-2.json")
def test_an_edit_is_a_void_and_a_new_journal(xero: Story) -> None:
    """And the new one has the number after that of the void; numbers have no gaps."""
    written = given.invoice(xero)
    edit = update(written, LineItems=[given.line(200)])
    xero.record("updateInvoice", InvoiceID=written["InvoiceID"], body=edit)

    _, back, anew = given.journals(xero, written, written["InvoiceID"], expecting=3)

    xero.same("edit", "void", ["200 100.00", "610 -115.00", "820 15.00"], given.entry(back))
    xero.same("edit", "new journal", ["200 -200.00", "610 230.00", "820 -30.00"], given.entry(anew))
    xero.same("edit", "distance", 1, anew["JournalNumber"] - back["JournalNumber"])


@guessed("whether an edit that leaves every amount, account and date alone posts anything")
def test_an_edit_of_words_posts_nothing(xero: Story) -> None:
    """Another reference, and the books stay as they are."""
    written = given.invoice(xero)
    edit = update(written, Reference="Told by a contract")
    xero.record("updateInvoice", InvoiceID=written["InvoiceID"], body=edit)

    given.journals(xero, written, written["InvoiceID"], expecting=1)


@guessed("the journal of an allocated overpayment, by analogy with credit notes")
def test_an_overpayment_is_allocated_in_four_lines(xero: Story) -> None:
    """It leaves the control account and comes back to it, through Tracking Transfers."""
    owed = settled_later(xero, given.line(100))
    line = {"Description": "Paid twice", "LineAmount": 115}
    made = ahead(xero, owed, "RECEIVE-OVERPAYMENT", line, LineAmountTypes="NoTax")
    key = made["OverpaymentID"]

    allocation = {"Allocations": [part(owed)]}
    xero.record("createOverpaymentAllocations", OverpaymentID=key, body=allocation)

    _, allocated = given.journals(xero, owed, key, expecting=2)
    entry = ["610 -115.00", "610 115.00", "877 -115.00", "877 115.00"]
    xero.same("allocated overpayment", "journal", entry, given.entry(allocated))
    xero.agree("allocated overpayment", allocated, SourceType="AROVERPAYMENT")


@guessed("the journal of an allocated prepayment; the invoice has posted income and tax already")
def test_a_prepayment_gives_its_account_back(xero: Story) -> None:
    """What was received early leaves the account it waited on, and its tax; the debt goes."""
    owed = settled_later(xero, given.line(100))
    line = {"Description": "Paid ahead", "LineAmount": 115, "AccountCode": "835"}
    made = ahead(xero, owed, "RECEIVE-PREPAYMENT", {**line, "TaxType": "OUTPUT2"})
    key = made["PrepaymentID"]

    xero.record("createPrepaymentAllocations", PrepaymentID=key, body={"Allocations": [part(owed)]})

    began, allocated = given.journals(xero, owed, key, expecting=2)
    xero.same(
        "prepayment", "journal", ["090 115.00", "820 -15.00", "835 -100.00"], given.entry(began)
    )
    entry = ["610 -115.00", "820 15.00", "835 100.00"]
    xero.same("allocated prepayment", "journal", entry, given.entry(allocated))


@guessed("whether the cost of tracked goods stands in the journal of their sale")
def test_a_sale_posts_what_the_goods_cost(xero: Story) -> None:
    """Bought at 10.00 and sold at 25.00: one journal, in which cost and inventory move, too."""
    contact, named = given.customer(xero), tracked_line(xero)
    bought = {**given.line(10, 2, account="630"), **named}
    given.invoice(xero, bought, to=contact, Type="ACCPAY", InvoiceNumber=xero.unique("B"))

    sold = given.invoice(xero, {**given.line(25), **named}, to=contact)

    (journal,) = given.journals(xero, sold, sold["InvoiceID"], expecting=1)
    entry = ["200 -25.00", "310 10.00", "610 25.00", "630 -10.00"]
    xero.same("sale of tracked goods", "journal", entry, given.entry(journal))


@guessed("where the rest goes that the last goods leave in the pool of their item")
def test_an_emptied_pool_leaves_nothing(xero: Story) -> None:
    """Of two at 10.00 and 20.00 one is sold at 15.00; 20.00 for the other are 5.00 too much."""
    contact, named = given.customer(xero), tracked_line(xero)
    for price in (10, 20):
        bought = {**given.line(price, account="630"), **named}
        given.invoice(xero, bought, to=contact, Type="ACCPAY", InvoiceNumber=xero.unique("B"))
    given.invoice(xero, {**given.line(25), **named}, to=contact)

    back = given.credit_note(
        xero, contact, {**given.line(20, account="630"), **named}, Type="ACCPAYCREDIT"
    )

    key = back["CreditNoteID"]
    told = sorted(given.entry(one) for one in given.journals(xero, back, key, expecting=2))
    entries = [["310 -5.00", "630 5.00"], ["630 -20.00", "800 20.00"]]
    xero.same("goods sent back", "journals", entries, told)


@guessed("how a part payment is split over the tracking options of its invoice")
def test_a_part_payment_is_split_in_proportion(xero: Story) -> None:
    """A third is filed under North, and so is a third of what is paid; the rest is the last's."""
    lines = [
        {
            **given.line(amount),
            "TaxType": "NONE",
            "Tracking": [{"Name": "Region", "Option": option}],
        }
        for amount, option in ((100, "North"), (200, "South"))
    ]
    owed = given.invoice(xero, *lines)
    paid = given.payment(xero, owed, 100, given.days_from_now(-2))

    (journal,) = given.journals(xero, owed, paid["PaymentID"], expecting=1)

    entry = ["090 33.33 North", "090 66.67 South", "610 -33.33 North", "610 -66.67 South"]
    xero.same("part payment", "journal", entry, given.entry(journal))


@inferred("gains stand on their own account in every recorded ledger that has foreign payments")
def test_a_payment_at_another_rate_is_a_gain(xero: Story) -> None:
    """A hundred dollars at 0.5 are two hundred owed; at 0.4 two hundred and fifty come."""
    dollars: given.Record = {"CurrencyCode": "USD", "CurrencyRate": 0.5}
    owed = given.invoice(xero, {**given.line(100), "TaxType": "NONE"}, **dollars)
    paid = given.payment(xero, owed, 100, given.days_from_now(-2), CurrencyRate=0.4)

    (journal,) = given.journals(xero, owed, paid["PaymentID"], expecting=1)

    xero.same(
        "payment", "journal", ["090 250.00", "499 -50.00", "610 -200.00"], given.entry(journal)
    )


@guessed("what a part payment leaves of a foreign debt, to the cent")
def test_what_is_left_of_a_debt_stands_at_its_rate(xero: Story) -> None:
    """100.00 at 0.7 are 142.86; of that 66.67 are 95.24 and 33.34 are 47.63."""
    dollars: given.Record = {"CurrencyCode": "USD", "CurrencyRate": 0.7}
    owed = given.invoice(xero, {**given.line(100), "TaxType": "NONE"}, **dollars)
    left = []
    for amount in (33.33, 33.33, 33.34):
        paid = given.payment(xero, owed, amount, given.days_from_now(-2), CurrencyRate=0.7)
        (journal,) = given.journals(xero, owed, paid["PaymentID"], expecting=1)
        left += [one for one in given.entry(journal) if one.startswith("610")]

    xero.same("part payments", "control account", ["610 -47.62", "610 -47.61", "610 -47.63"], left)


@guessed("where the cent goes that the base amounts of lines lack")
def test_what_a_rate_leaves_over_is_rounding(xero: Story) -> None:
    """Three times 10.00 at 0.7 are 42.87, 30.00 are 42.86: a cent on Rounding."""
    lines = [{**given.line(10), "TaxType": "NONE"}] * 3
    written = given.invoice(xero, *lines, CurrencyCode="USD", CurrencyRate=0.7)

    (journal,) = given.journals(xero, written, written["InvoiceID"], expecting=1)

    entry = ["200 -14.29", "200 -14.29", "200 -14.29", "610 42.86", "860 0.01"]
    xero.same("invoice in dollars", "journal", entry, given.entry(journal))


# --- what the stories need ------------------------------------------------------------------------


def update(written: given.Record, status: str = "AUTHORISED", **members: object) -> given.Record:
    """A change of an invoice."""
    return {"Invoices": [{"InvoiceID": written["InvoiceID"], "Status": status, **members}]}


def tracked_line(xero: Story) -> given.Record:
    """What a line says of a new item that is tracked: bought at 10.00, sold at 25.00, untaxed."""
    tracked = {
        "Code": xero.unique("CT"),
        "InventoryAssetAccountCode": "630",
        "PurchaseDetails": {"UnitPrice": 10, "COGSAccountCode": "310"},
        "SalesDetails": {"UnitPrice": 25, "AccountCode": given.SALES},
    }
    item = xero.record("createItems", body={"Items": [tracked]})
    xero.later("deleteItem", ItemID=item["ItemID"])
    return {"ItemCode": tracked["Code"], "TaxType": "NONE"}


def settled_later(xero: Story, *lines: given.Record) -> given.Record:
    """An invoice that the story itself settles: nobody can void it then."""
    sent = given.draft(given.customer(xero), *lines)
    return xero.record("createInvoices", body={"Invoices": [sent]})


def ahead(
    xero: Story, owed: given.Record, kind: str, line: given.Record, **members: object
) -> given.Record:
    """Money that arrived early from whoever owes the invoice."""
    sent = {
        "Type": kind,
        "Contact": {"ContactID": owed["Contact"]["ContactID"]},
        "BankAccount": {"Code": given.BANK},
        "Date": given.days_from_now(-5).isoformat(),
        "LineItems": [line],
        **members,
    }
    return xero.record("createBankTransactions", body={"BankTransactions": [sent]})


def part(owed: given.Record) -> given.Record:
    """All of an invoice, as an allocation names it."""
    named = {"InvoiceID": owed["InvoiceID"]}
    return {"Amount": 115, "Date": given.days_from_now(-5).isoformat(), "Invoice": named}
