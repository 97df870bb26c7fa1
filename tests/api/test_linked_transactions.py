"""Linked transactions: a cost, the customer who pays for it, and the invoice that says so."""

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, invoice, line, money

MEMBERS = [
    "LinkedTransactionID", "SourceTransactionID", "SourceLineItemID", "ContactID",
    "TargetTransactionID", "TargetLineItemID", "Status", "Type", "UpdatedDateUTC",
    "SourceTransactionTypeCode",
]  # fmt: skip
"""# seen: Xero-OpenAPI, getLinkedTransactions"""
UNMATCHED = "The SourceLineItemID and SourceTransactionID do not match"
OTHER_CONTACT = "The ContactID and the TargetTransaction ContactID do not match"


@pytest.fixture
def supplier(xero):
    return xero.put("Contacts", {"Name": "Paper Mill"}).record


@pytest.fixture
def make(xero):
    """An invoice or bill of one line."""

    def made(contact, type="ACCPAY", status="DRAFT", **members):
        account = "400" if type == "ACCPAY" else "200"
        sent = invoice(contact, line(AccountCode=account), Type=type, Status=status, **members)
        return xero.put("Invoices", sent).record

    return made


@pytest.fixture
def bill(make, supplier):
    return make(supplier)


@pytest.fixture
def owed(make, customer):
    return make(customer, type="ACCREC")


def source(bill):
    return {
        "SourceTransactionID": bill["InvoiceID"],
        "SourceLineItemID": bill["LineItems"][0]["LineItemID"],
    }


def target(owed):
    return {
        "TargetTransactionID": owed["InvoiceID"],
        "TargetLineItemID": owed["LineItems"][0]["LineItemID"],
    }


@pytest.fixture
def link(xero, bill):
    return xero.put("LinkedTransactions", source(bill)).record


@pytest.fixture
def status(xero, link):
    """How far the link has come by now."""
    return lambda: xero.get(f"LinkedTransactions/{link['LinkedTransactionID']}").record["Status"]


@pytest.fixture
def turn(xero):
    def turned(document, status):
        assert xero.post(f"Invoices/{document['InvoiceID']}", {"Status": status}).status == 200

    return turned


class TestCreating:
    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_a_cost_that_nobody_pays_for_yet(self, xero, bill, verb):
        """# seen: Xero-OpenAPI, createLinkedTransaction"""
        made = xero.call(verb, "LinkedTransactions", source(bill)).record

        assert list(made) == [m for m in MEMBERS if m[:6] not in ("Contac", "Target")]
        assert (made["Status"], made["Type"]) == ("DRAFT", "BILLABLEEXPENSE")
        assert made["SourceTransactionTypeCode"] == "ACCPAY"

    def test_one_that_an_invoice_bears(self, xero, bill, owed, customer):
        """The customer follows from the invoice. # guess"""
        made = xero.put("LinkedTransactions", source(bill) | target(owed)).record

        assert list(made) == MEMBERS
        assert (made["Status"], made["ContactID"]) == ("ONDRAFT", customer["ContactID"])

    def test_money_spent_is_billed_on_as_well(self, xero, supplier):
        spent = xero.put("BankTransactions", money(supplier, line(AccountCode="400"), Type="SPEND"))
        begins = {
            "SourceTransactionID": spent.record["BankTransactionID"],
            "SourceLineItemID": spent.record["LineItems"][0]["LineItemID"],
        }
        made = xero.put("LinkedTransactions", begins).record
        gone = f"BankTransactions/{spent.record['BankTransactionID']}"
        assert xero.post(gone, {"Status": "DELETED"}).status == 200
        after = xero.get(f"LinkedTransactions/{made['LinkedTransactionID']}").record

        assert (made["SourceTransactionTypeCode"], made["Status"]) == ("SPEND", "APPROVED")
        assert after["Status"] == "VOIDED"

    def test_nobody_says_what_follows(self, xero, bill):
        said = {"Status": "BILLED", "Type": "X", "SourceTransactionTypeCode": "SPEND"}
        made = xero.put("LinkedTransactions", source(bill) | said).record

        assert (made["Status"], made["Type"]) == ("DRAFT", "BILLABLEEXPENSE")

    def test_only_the_first_of_a_body_is_looked_at(self, xero, bill):
        """# seen: XeroAPI/Xero-Net, issue 249"""
        both = {"LinkedTransactions": [source(bill), source(bill)]}

        assert len(xero.put("LinkedTransactions", both).records) == 1
        assert len(xero.get("LinkedTransactions").records) == 1

    def test_several_may_share_a_line(self, xero, make, supplier, owed):
        """Source: Xero's page on Linked Transactions"""
        for _ in range(2):
            sent = source(make(supplier)) | target(owed)
            assert xero.put("LinkedTransactions", sent).status == 200

    def test_xml_goes_in_and_out(self, xero, bill):
        sent = "".join(f"<{name}>{value}</{name}>" for name, value in source(bill).items())
        body = f"<LinkedTransaction>{sent}</LinkedTransaction>"
        reply = xero.put("LinkedTransactions", body, type=XML, headers={"Accept": XML})
        found = reply.xml.find("LinkedTransactions/LinkedTransaction")

        assert found.findtext("SourceLineItemID") == source(bill)["SourceLineItemID"]
        assert found.findtext("Status") == "DRAFT"


class TestStatus:
    """Source: Xero's page on types."""

    def test_it_follows_both_documents(self, xero, link, bill, owed, status, turn):
        assert status() == "DRAFT"
        turn(bill, "AUTHORISED")
        assert status() == "APPROVED"
        xero.post(f"LinkedTransactions/{link['LinkedTransactionID']}", target(owed))
        assert status() == "ONDRAFT"
        turn(owed, "AUTHORISED")
        assert status() == "BILLED"
        turn(bill, "VOIDED")
        assert status() == "VOIDED"

    def test_an_invoice_that_is_paid_is_still_billed(self, xero, link, owed, status, turn):
        xero.post(f"LinkedTransactions/{link['LinkedTransactionID']}", target(owed))
        turn(owed, "AUTHORISED")
        paid = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Account": {"Code": "090"}}
        assert xero.put("Payments", paid | {"Amount": owed["Total"]}).status == 200

        assert status() == "BILLED"

    @pytest.mark.parametrize("way", ["void", "delete", "new line"])
    def test_an_invoice_that_goes_lets_go_of_it(self, xero, link, bill, owed, turn, way):
        """# guess"""
        turn(bill, "AUTHORISED")
        path = f"LinkedTransactions/{link['LinkedTransactionID']}"
        xero.post(path, target(owed))
        if way == "void":
            turn(owed, "AUTHORISED")
            turn(owed, "VOIDED")
        elif way == "delete":
            turn(owed, "DELETED")
        else:
            xero.post(f"Invoices/{owed['InvoiceID']}", {"LineItems": [line("1.00")]})
        after = xero.get(path).record

        assert after["Status"] == "APPROVED"
        assert "TargetTransactionID" not in after
        assert "TargetLineItemID" not in after
        assert "ContactID" in after

    def test_it_keeps_quiet_about_it(self, xero, clock, link, bill, turn):
        """UpdatedDateUTC is that of the link. # guess"""
        turn(bill, "AUTHORISED")
        after = xero.get(f"LinkedTransactions/{link['LinkedTransactionID']}").record

        assert after == link | {"Status": "APPROVED"}


class TestUpdating:
    def test_it_is_given_to_a_customer(self, xero, link, customer):
        path = f"LinkedTransactions/{link['LinkedTransactionID']}"
        after = xero.post(path, {"ContactID": customer["ContactID"]}).record

        assert after["ContactID"] == customer["ContactID"]
        assert after["SourceTransactionID"] == link["SourceTransactionID"]

    def test_the_collection_takes_it_by_its_id(self, xero, link, owed):
        sent = {"LinkedTransactionID": link["LinkedTransactionID"]} | target(owed)

        assert xero.post("LinkedTransactions", sent).record["Status"] == "ONDRAFT"

    def test_where_it_began_stays(self, xero, link, customer):
        """# seen: Xero-OpenAPI, updateLinkedTransaction: the ids that are sent there are no ids"""
        sent = {"SourceTransactionID": NO_ID, "SourceLineItemID": NO_ID}
        after = xero.post(f"LinkedTransactions/{link['LinkedTransactionID']}", sent).record

        assert after["SourceTransactionID"] == link["SourceTransactionID"]


class TestDeleting:
    def test_nothing_is_left(self, xero, link):
        """204, then 404."""
        path = f"LinkedTransactions/{link['LinkedTransactionID']}"
        gone = xero.delete(path)

        assert (gone.status, gone.content) == (204, b"")
        assert xero.get(path).status == xero.delete(path).status == 404
        assert xero.get("LinkedTransactions").records == []


class TestListing:
    @pytest.fixture
    def links(self, xero, make, supplier, customer, owed):
        """Three: of a draft, of an approved bill, and one on a draft invoice."""
        bills = [make(supplier), make(supplier, status="AUTHORISED"), make(supplier)]
        sent = [
            source(bills[0]),
            source(bills[1]) | {"ContactID": customer["ContactID"]},
            source(bills[2]) | target(owed),
        ]
        return [xero.put("LinkedTransactions", one).record for one in sent]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (lambda links, owed: {}, [0, 1, 2]),
            (lambda links, owed: {"SourceTransactionID": links[0]["SourceTransactionID"]}, [0]),
            (lambda links, owed: {"TargetTransactionID": owed["InvoiceID"]}, [2]),
            (lambda links, owed: {"LinkedTransactionID": links[1]["LinkedTransactionID"]}, [1]),
            (lambda links, owed: {"ContactID": owed["Contact"]["ContactID"]}, [1, 2]),
            (lambda links, owed: {"ContactID": owed["Contact"]["ContactID"],
                                  "Status": "APPROVED"}, [1]),
            (lambda links, owed: {"Status": "approved"}, [1]),
            (lambda links, owed: {"ContactID": NOWHERE}, []),
        ],
    )  # fmt: skip
    def test_filters(self, xero, links, owed, asked, found):
        """Source: Xero's page on Linked Transactions"""
        reply = xero.get("LinkedTransactions", **asked(links, owed))
        ids = {one["LinkedTransactionID"] for one in reply.records}

        assert ids == {links[place]["LinkedTransactionID"] for place in found}

    def test_it_is_always_a_page_of_a_hundred(self, xero, bill):
        """Whatever size is asked for; nothing tells how many pages there are."""
        for _ in range(101):
            xero.put("LinkedTransactions", source(bill))

        assert len(xero.get("LinkedTransactions").records) == 100
        assert len(xero.get("LinkedTransactions", page=1, pageSize=7).records) == 100
        second = xero.get("LinkedTransactions", page=2)
        assert len(second.records) == 1
        assert "pagination" not in second.json
        assert xero.get("LinkedTransactions", page=3).records == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("sent", "sentences"),
        [
            (lambda s: {"SourceTransactionID": NOWHERE},
             ["The SourceLineItemID field must be specified"]),
            (lambda s: {"SourceLineItemID": NOWHERE},
             ["The SourceTransactionID field must be specified"]),
            (lambda s: source(s["bill"]) | {"SourceLineItemID": NOWHERE}, [UNMATCHED]),
            (lambda s: source(s["bill"]) | {"SourceTransactionID": NOWHERE}, [UNMATCHED]),
            (lambda s: source(s["owed"]),
             ["The source transaction must be of type ACCPAY or SPEND"]),
            (lambda s: source(s["gone"]), ["The source transaction must not be DELETED"]),
            (lambda s: source(s["bill"]) | {"ContactID": NOWHERE},
             ["The ContactID could not be found"]),
            (lambda s: source(s["bill"]) | target(s["owed"])
             | {"ContactID": s["bill"]["Contact"]["ContactID"]}, [OTHER_CONTACT]),
            (lambda s: source(s["bill"]) | target(s["owed"]) | {"TargetLineItemID": NOWHERE},
             ["The TargetLineItemID and TargetTransactionID do not match"]),
            (lambda s: source(s["bill"]) | {"TargetTransactionID": NOWHERE},
             ["The TargetLineItemID and TargetTransactionID do not match"]),
            (lambda s: source(s["bill"]) | {"TargetLineItemID": NOWHERE},
             ["The TargetTransactionID field must be specified"]),
            (lambda s: source(s["bill"]) | target(s["bill"]),
             ["The target transaction must be of type ACCREC"]),
            (lambda s: source(s["bill"]) | target(s["lost"]),
             ["The target transaction must not be DELETED"]),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_a_link(
        self, xero, make, supplier, customer, bill, owed, turn, sent, sentences
    ):
        """Nothing is left of it, in JSON or XML."""
        gone, lost = make(supplier), make(customer, type="ACCREC")
        turn(gone, "DELETED")
        turn(lost, "DELETED")
        body = sent({"bill": bill, "owed": owed, "gone": gone, "lost": lost})
        reply = xero.put("LinkedTransactions", body)

        assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
        assert reply.elements[0]["LinkedTransactionID"] == NO_ID
        told = xero.put("LinkedTransactions", body, headers={"Accept": XML}).xml
        assert [one.text for one in told.iterfind(".//ValidationError/Message")] == sentences
        assert xero.get("LinkedTransactions").records == []

    def test_a_refused_change_shows_the_link_as_it_stands(self, xero, link, owed, supplier):
        """# seen: Xero-OpenAPI, updateLinkedTransaction, 400"""
        sent = target(owed) | {"ContactID": supplier["ContactID"]}
        reply = xero.post(f"LinkedTransactions/{link['LinkedTransactionID']}", sent)

        assert (reply.refusal, reply.sentences) == ((400, 10), [OTHER_CONTACT])
        assert list(reply.elements[0]) == [*MEMBERS, "ValidationErrors"]

    def test_an_id_that_nobody_has(self, xero, customer):
        sent = {"ContactID": customer["ContactID"]}

        assert xero.get(f"LinkedTransactions/{NOWHERE}").status == 404
        assert xero.post(f"LinkedTransactions/{NOWHERE}", sent).status == 404
        assert (
            xero.post("LinkedTransactions", sent | {"LinkedTransactionID": NOWHERE}).status == 404
        )
