"""Documents on paper."""
# ruff: noqa: RUF001 - names in many scripts

import io
import subprocess
import sys
from datetime import timedelta

import pytest
from pypdf import PdfReader

from mockxero.accounting.papers import LAYOUTS
from mockxero.resources import catalogue
from mockxero.server import Mock
from tests.api.client import NOWHERE, XML, Xero, credit_note, invoice, line

PRINTED = [one.about.plural for one in catalogue() if one.about.printed]
PAPER = {"Accept": "application/pdf"}


def test_what_can_be_printed_has_a_layout():
    assert set(PRINTED) == set(LAYOUTS)


@pytest.fixture
def customer(xero):
    address = {"AddressType": "POBOX", "AddressLine1": "1 Long Street", "City": "Oaktown"}
    return xero.put("Contacts", {"Name": "Ada Lovelace", "Addresses": [address]}).record


def printed(xero, path):
    """The paper, and its text page by page."""
    reply = xero.get(path, headers=PAPER)
    assert (reply.status, reply.type) == (200, "application/pdf"), reply.text
    reader = PdfReader(io.BytesIO(reply.content), strict=True)
    return reader, [page.extract_text() for page in reader.pages]


def sale(xero, customer, *lines, **members):
    made = xero.put("Invoices", invoice(customer, *lines, **members))
    return f"Invoices/{made.record['InvoiceID']}"


class TestAsking:
    def test_there_are_two_ways(self, xero, customer):
        """By Accept, as Xero's pages say, and by the path, as its OpenAPI description does."""
        path = sale(xero, customer)
        by_accept = xero.get(path, headers=PAPER)
        by_path = xero.get(f"{path}/pdf", headers={"Accept": "*/*"})

        assert by_accept.content.startswith(b"%PDF-")
        assert by_accept.content == by_path.content
        assert (by_path.status, by_path.type) == (200, "application/pdf")
        assert "Content-Disposition" not in by_path.headers

    @pytest.mark.parametrize("accept", ["application/json", XML, "*/*"])
    def test_nobody_gets_it_who_did_not_ask(self, xero, customer, accept):
        """Everything else is answered as ever."""
        reply = xero.get(sale(xero, customer), headers={"Accept": accept})

        assert not reply.content.startswith(b"%PDF-")

    def test_a_number_will_do(self, xero, customer):
        """``/Invoices/INV-9/pdf``."""
        sale(xero, customer, InvoiceNumber="INV-9")

        assert xero.get("Invoices/INV-9/pdf").type == "application/pdf"

    @pytest.mark.parametrize("resource", PRINTED)
    @pytest.mark.parametrize("key", [NOWHERE, "nobody"])
    def test_what_is_not_there_is_not_found(self, shared, resource, key):
        """404."""
        assert shared.get(f"{resource}/{key}", headers=PAPER).status == 404
        assert shared.get(f"{resource}/{key}/pdf").status == 404

    @pytest.mark.parametrize("path", ["Contacts", "Items", "Accounts", "Payments"])
    def test_not_everything_can_be_printed(self, shared, path):
        """No such address; and Accept is not heard."""
        assert shared.get(f"{path}/{NOWHERE}/pdf").status == 404

    def test_it_takes_the_scope_of_the_document(self, mock, xero, customer):
        """Reading is enough."""
        path = f"{sale(xero, customer)}/pdf"

        assert Xero(mock, scopes=("accounting.invoices.read",)).get(path).status == 200
        assert Xero(mock, scopes=("accounting.attachments",)).get(path).status == 401


class TestInvoices:
    def test_it_says_who_what_when_and_how_much(self, xero, customer):
        """What somebody needs to pay it, on one page of A4."""
        lines = (line("1234.50", Description="Design"), line("10", Quantity=3, Description="Pens"))
        reader, (text,) = printed(
            xero, sale(xero, customer, *lines, InvoiceNumber="INV-7", Reference="Order 12")
        )
        box = reader.pages[0].mediabox

        assert (round(box.width), round(box.height)) == (595, 842)
        for told in (
            "TAX INVOICE",
            "Ada Lovelace\n1 Long Street\nOaktown",
            "Demo Company (NZ)\n23 Main Street\nCentral City\nMarineville 1234",
            "Invoice Number\nINV-7",
            "Invoice Date\n1 Sep 2026",
            "Due Date\n20 Sep 2026",
            "Reference\nOrder 12",
            "GST Number\n111-111-111",
            "Description Quantity Unit Price GST Amount NZD",
            "Design 1.00 1,234.50 15% 1,234.50",
            "Pens 3.00 10.00 15% 30.00",
            "Subtotal 1,264.50",
            "Total GST 15% 189.68",
            "TOTAL NZD 1,454.18",
            "AMOUNT DUE NZD 1,454.18",
            "PAYMENT ADVICE",
            "Customer Ada Lovelace",
        ):
            assert told in text
        assert reader.metadata is not None
        assert reader.metadata.title == "TAX INVOICE INV-7"

    def test_a_long_name_leaves_the_slip_whole(self, xero):
        """It grows upwards; nothing falls off the page."""
        long = xero.put("Contacts", {"Name": "Lovelace and Babbage " * 12}).record
        _, (text,) = printed(xero, sale(xero, long))

        assert "PAYMENT ADVICE" in text
        assert text.rstrip().endswith("Due Date 20 Sep 2026\nAmount Enclosed")

    def test_a_line_of_words_has_no_figures(self, xero, customer):
        """Nothing was sold by it: not even for nothing."""
        _, (text,) = printed(xero, sale(xero, customer, line(), {"Description": "As agreed"}))

        assert "As agreed\nSubtotal 100.00" in text

    @pytest.mark.parametrize(
        ("fixture", "title", "number"),
        [
            ("nz", "TAX INVOICE", "GST Number\n111-111-111"),
            ("au", "TAX INVOICE", "ABN\n53003086616"),
            ("uk", "INVOICE", "20 Sep 2026\nDemo Company (UK)"),
            ("global", "INVOICE", "Tax reg\n101-2-303"),
        ],
    )
    def test_each_country_has_its_own_words(self, open_mock, clock, fixture, title, number):
        """What the tax number is called, and whether an invoice with tax is a tax invoice."""
        xero = Xero(open_mock(clock, fixture))
        ada = xero.put("Contacts", {"Name": "Ada Lovelace"}).record
        reader, (text,) = printed(xero, sale(xero, ada))

        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith(f"{title} INV-")
        assert number in text
        assert "Total" in text

    def test_what_is_paid_is_taken_off(self, xero, customer):
        """Once all of it is, nobody asks for money."""
        path = sale(xero, customer)
        owed = {"InvoiceID": path.partition("/")[2]}
        payment = {"Invoice": owed, "Account": {"Code": "090"}, "Amount": 15}
        xero.put("Payments", payment)
        (text,) = printed(xero, path)[1]
        assert "Less Amount Paid 15.00" in text
        assert "AMOUNT DUE NZD 100.00" in text

        xero.put("Payments", payment | {"Amount": 100})
        (text,) = printed(xero, path)[1]
        assert "AMOUNT DUE NZD 0.00" in text
        assert "PAYMENT ADVICE" not in text

    @pytest.mark.parametrize("status", ["DRAFT", "VOIDED"])
    def test_what_is_not_to_be_paid_is_marked(self, xero, customer, status):
        """Across each page, and in the heading."""
        path = sale(
            xero, customer, *[line()] * 60, Status="DRAFT" if status == "DRAFT" else "AUTHORISED"
        )
        xero.post(path, {"Status": status})
        _, texts = printed(xero, path)

        assert len(texts) > 1
        assert f"{status} TAX INVOICE" in texts[0]
        for text in texts:
            assert status in text
        assert "PAYMENT ADVICE" not in "".join(texts)

    def test_an_approved_one_is_not_marked(self, xero, customer):
        (text,) = printed(xero, sale(xero, customer))[1]

        assert "DRAFT" not in text

    def test_tax_may_be_included(self, xero, customer):
        """Then the lines add up to the total."""
        (text,) = printed(xero, sale(xero, customer, LineAmountTypes="Inclusive"))[1]

        assert "Subtotal 100.00" in text
        assert "Includes GST 15% 13.04" in text
        assert "TOTAL NZD 100.00" in text

    def test_without_tax_it_is_an_invoice(self, xero, customer):
        (text,) = printed(xero, sale(xero, customer, LineAmountTypes="NoTax"))[1]

        assert text.startswith("INVOICE\n")

    def test_discounts_have_a_column(self, xero, customer):
        """Only where there are any; prices with four decimals show them."""
        lines = (line("33.3333", DiscountRate=10), line("10"))
        path = xero.put("Invoices", invoice(customer, *lines), unitdp=4).record["InvoiceID"]
        (text,) = printed(xero, f"Invoices/{path}")[1]

        assert "Unit Price Discount GST" in text
        assert "1.00 33.3333 10.00% 15% 30.00" in text
        assert "1.00 10.00 15% 10.00" in text

    def test_a_bill_is_no_invoice_of_ours(self, xero, customer):
        """And nobody is asked to pay us."""
        (text,) = printed(xero, sale(xero, customer, Type="ACCPAY"))[1]

        assert text.startswith("BILL\n")
        assert "PAYMENT ADVICE" not in text

    def test_many_lines_take_several_pages(self, xero, customer):
        """All of them are there, the heading of the table on each page."""
        lines = [line(str(number), Description=f"Line {number}.") for number in range(1, 120)]
        _, texts = printed(xero, sale(xero, customer, *lines))

        assert len(texts) >= 4
        assert all("Description Quantity" in text for text in texts[:4])
        assert all(f"Line {number}. 1.00" in "".join(texts) for number in range(1, 120))

    @pytest.mark.parametrize(
        "description", ["word " * 799 + "end", "x" * 4000, "a\nb\n" * 900 + "end", "\t\x0b\x1f end"]
    )
    def test_the_longest_description_fits(self, xero, customer, description):
        """On as many pages as it takes."""
        _, texts = printed(xero, sale(xero, customer, line(Description=description)))

        assert "".join(texts).count(description.strip()[-1]) >= 1
        assert "AMOUNT DUE NZD 115.00" in "".join(texts)

    def test_a_bare_draft_can_be_printed(self, xero, customer):
        """Without an account, an amount or a due date."""
        path = sale(xero, customer, {"Description": "To be priced"}, Status="DRAFT", DueDate=None)
        (text,) = printed(xero, path)[1]

        assert "To be priced" in text
        assert "Due Date" not in text

    def test_every_invoice_of_the_demo_company_can_be_printed(self, shared):
        """Each with its own number and total."""
        for one in shared.get("Invoices", page=1).records:
            text = "".join(printed(shared, f"Invoices/{one['InvoiceID']}")[1])
            assert f"TOTAL {one['CurrencyCode']} {one['Total']:,.2f}" in text


class TestOtherDocuments:
    def test_a_credit_note_says_so(self, xero, customer):
        """With its number and what it comes to."""
        sent = credit_note(customer, CreditNoteNumber="CN-7", Status="DRAFT")
        made = xero.put("CreditNotes", sent).record
        path = f"CreditNotes/{made['CreditNoteID']}"
        (text,) = printed(xero, path)[1]

        assert "DRAFT CREDIT NOTE" in text
        assert "Credit Note Number\nCN-7" in text
        assert "TOTAL NZD 115.00" in text
        assert xero.get(f"{path}/pdf").content == xero.get(path, headers=PAPER).content

    def test_a_purchase_order_says_where_to_deliver(self, xero, customer):
        """And asks nobody for money."""
        sent = {
            "Contact": {"ContactID": customer["ContactID"]},
            "PurchaseOrderNumber": "PO-77",
            "Date": "2026-09-01",
            "DeliveryDate": "2026-09-20",
            "DeliveryAddress": "Gate 4\nHarbour Road",
            "DeliveryInstructions": "Ring twice",
            "LineItems": [line("20", Description="Chairs")],
        }
        made = xero.put("PurchaseOrders", sent).record
        (text,) = printed(xero, f"PurchaseOrders/{made['PurchaseOrderID']}")[1]

        assert "DRAFT PURCHASE ORDER" in text
        assert "Purchase Order Number\nPO-77" in text
        assert "Delivery Date\n20 Sep 2026" in text
        assert "Chairs 1.00 20.00" in text
        assert "Delivery Address\nGate 4\nHarbour Road" in text
        assert "Delivery Instructions\nRing twice" in text
        assert "PAYMENT ADVICE" not in text
        assert "AMOUNT DUE" not in text

    def test_a_quote_says_until_when(self, xero, customer):
        """Title and summary first, terms last."""
        sent = {
            "Contact": {"ContactID": customer["ContactID"]},
            "QuoteNumber": "QU-77",
            "Date": "2026-09-01",
            "ExpiryDate": "2026-09-20",
            "Title": "New kitchen",
            "Summary": "Oak and steel",
            "Terms": "Half in advance",
            "LineItems": [line("1000", Description="Cupboards")],
        }
        made = xero.put("Quotes", sent).record
        path = f"Quotes/{made['QuoteID']}"
        (text,) = printed(xero, path)[1]

        assert "QUOTE" in text
        assert "Quote Number\nQU-77" in text
        assert "Expiry\n20 Sep 2026" in text
        assert "Cupboards 1.00 1,000.00" in text
        assert "New kitchen\nOak and steel\nDescription Quantity" in text
        assert "TOTAL NZD 1,000.00\nTerms\nHalf in advance" in text
        assert xero.get(f"{path}/pdf").type == "application/pdf"


class TestLetters:
    @pytest.mark.parametrize(
        "name",
        [
            "Müller & Söhne, Århus",
            "Łódź Żółw",
            "Ελληνικά Α.Ε.",
            "ООО Ромашка",
            "株式会社東京",
            "Zoë 100% <b>b</b> **c** __x__ --y--",
            "\u0141\u00f3d\u017a \U0001f600 smile",
        ],
    )
    def test_names_in_any_script_can_be_read_back(self, xero, name):
        """Letters that the font has not got stand as boxes, and are there to be copied."""
        contact = xero.put("Contacts", {"Name": name}).record
        path = sale(xero, contact, line(Description=name), Status="DRAFT")
        _, texts = printed(xero, path)

        assert "".join(texts).count(name) >= 2

    @pytest.mark.parametrize("name", ["שלום", "مرحبا", "a\u0000b\u2028c", "e\u0301", "\ufdfd"])
    def test_other_scripts_do_no_harm(self, xero, name):
        """They may stand the other way round in what is read back."""
        path = sale(xero, xero.put("Contacts", {"Name": name}).record)

        assert printed(xero, path)[1]


class TestBytes:
    def test_the_same_document_gives_the_same_bytes(self, xero, customer, clock):
        """Minutes later, too."""
        path = f"{sale(xero, customer)}/pdf"
        before = xero.get(path).content
        clock.advance(timedelta(minutes=10))

        assert xero.get(path).content == before

    def test_another_gives_others(self, xero, customer):
        path = sale(xero, customer)
        before = xero.get(f"{path}/pdf").content
        xero.post(path, {"Reference": "Other"})

        assert xero.get(f"{path}/pdf").content != before

    def test_another_process_gives_the_same(self):
        """Whatever its hashes are seeded with, and whichever font it needs."""
        code = (
            "from datetime import datetime; from hashlib import sha256;"
            "from mockxero.accounting.papers import Paper; from mockxero.wire.pdf import printed;"
            "p = Paper('Łódź 東京', 'DRAFT', ('a',), ('b',), (), (), tuple('abcde'), (), (),"
            "(), (), datetime(2026, 1, 1)); print(sha256(printed(p)).hexdigest())"
        )
        told = {
            subprocess.run(
                [sys.executable, "-c", code],
                check=True,
                capture_output=True,
                env={"PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        }

        assert len(told) == 1

    def test_nothing_of_it_is_loaded_at_the_start(self):
        """Start-up is a feature."""
        code = f"import sys, {Mock.__module__}, mockxero.serving; print('fpdf' in sys.modules)"
        told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

        assert told.stdout.strip() == b"False"
