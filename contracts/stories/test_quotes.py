"""Quotes: other accounts of tax, and a short memory."""

from decimal import Decimal

from ..provenance import documented, inferred, recorded
from ..story import Story
from . import given


@recorded("2026-nz/quote_create.json")
def test_an_account_gives_a_quote_no_tax(xero: Story) -> None:
    """The same line on an invoice would be taxed as Sales is."""
    written = given.quote(xero, given.customer(xero), given.line(100))

    xero.agree("new quote", written, Status="DRAFT", LineAmountTypes="EXCLUSIVE")
    xero.agree("new quote", written, TotalTax=Decimal(0), Total=Decimal("100.00"), Terms="")
    (line,) = written["LineItems"]
    xero.same("new quote", "tax type of its line", None, line.get("TaxType"))


@recorded("nz-demo-2026-quote-accept.json")
def test_a_quote_is_sent_and_then_accepted(xero: Story) -> None:
    """An update without Terms clears them, and keeps the lines that it does not mention."""
    contact = given.customer(xero)
    written = given.quote(xero, contact, Terms="30 days")
    quote_id = written["QuoteID"]
    for status in ("SENT", "ACCEPTED"):
        body = given.quote_update(written, contact, Status=status)
        after = xero.record("updateQuote", QuoteID=quote_id, body={"Quotes": [body]})
        xero.agree(f"{status} quote", after, Status=status, Terms="", Total=Decimal("100.00"))
        xero.same(f"{status} quote", "lines", 1, len(after["LineItems"]))


@documented("XeroAPI/xero-mcp-server#309")
def test_a_draft_is_not_declined(xero: Story) -> None:
    """It would have to be sent before; in which words Xero says so is not known."""
    contact = given.customer(xero)
    written = given.quote(xero, contact)
    body = given.quote_update(written, contact, Status="DECLINED")

    xero.call("updateQuote", expecting=400, QuoteID=written["QuoteID"], body={"Quotes": [body]})

    kept = xero.record("getQuote", QuoteID=written["QuoteID"])
    xero.agree("quote", kept, Status="DRAFT")


@inferred("a live organisation gave tax-free unit amounts back, XeroAPI/xero-mcp-server#309")
def test_an_inclusive_quote_keeps_its_amounts_without_tax(xero: Story) -> None:
    """Whoever sends the lines back as they came has tax taken off twice."""
    taxed = given.line(115) | {"TaxType": "OUTPUT2"}
    written = given.quote(xero, given.customer(xero), taxed, LineAmountTypes="INCLUSIVE")

    xero.agree("inclusive quote", written, Total=Decimal("115.00"), TotalTax=Decimal("15.00"))
    xero.agree("inclusive quote", written, LineAmountTypes="INCLUSIVE")
    (line,) = written["LineItems"]
    xero.agree("its line", line, UnitAmount=Decimal(100), LineAmount=Decimal(100))
