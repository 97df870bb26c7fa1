"""Bank transactions: money spent and received, how it shows, and what is refused."""

from decimal import Decimal

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, as_xml, line, money

COST = line("20.00", AccountCode="404")


@pytest.fixture
def spent(xero, customer):
    """20.00 of bank fees."""
    return xero.put("BankTransactions", money(customer)).record


def get(xero, transaction, **query):
    return xero.get(f"BankTransactions/{transaction['BankTransactionID']}", **query).record


def change(xero, transaction, **members):
    sent = {"BankTransactionID": transaction["BankTransactionID"]} | members
    return xero.post("BankTransactions", sent)


class TestRecording:
    def test_members_stand_in_xeros_order(self, spent):
        """# seen: Xero-OpenAPI, createBankTransactions"""
        assert [*spent] == [
            "BankTransactionID", "BankAccount", "Type", "Reference", "IsReconciled",
            "CurrencyRate", "Contact", "DateString", "Date", "Status", "LineAmountTypes",
            "LineItems", "SubTotal", "TotalTax", "Total", "UpdatedDateUTC", "CurrencyCode",
        ]  # fmt: skip
        assert [*spent["BankAccount"]] == ["AccountID", "Code", "Name"]
        assert [*spent["LineItems"][0]] == [
            "Description", "UnitAmount", "TaxType", "TaxAmount", "LineAmount", "AccountCode",
            "Tracking", "Quantity", "LineItemID", "AccountID", "ValidationErrors",
        ]  # fmt: skip

    def test_what_is_left_out_is_filled_in(self, xero, customer):
        """Approved, of today, in the currency of the account, by the account's tax."""
        sent = money(customer)
        del sent["Date"]
        made = xero.put("BankTransactions", sent).record

        assert (made["Status"], made["DateString"]) == ("AUTHORISED", "2026-09-14T00:00:00")
        assert (made["CurrencyCode"], made["CurrencyRate"]) == ("NZD", 1)
        assert (made["Reference"], made["IsReconciled"]) == ("", False)

    def test_amounts_include_tax_by_default(self, xero, customer):
        """Unlike those of invoices."""
        made = xero.put("BankTransactions", money(customer, line("115.00"), Type="RECEIVE")).record

        assert made["LineAmountTypes"] == "Inclusive"
        assert (made["SubTotal"], made["TotalTax"], made["Total"]) == (100, 15, 115)

    def test_unless_it_says_otherwise(self, xero, customer):
        made = xero.put(
            "BankTransactions",
            money(customer, line("100.00"), Type="RECEIVE", LineAmountTypes="Exclusive"),
        ).record

        assert (made["SubTotal"], made["TotalTax"], made["Total"]) == (100, 15, 115)

    def test_a_contact_with_a_new_name_is_made(self, xero, customer):
        made = xero.put("BankTransactions", money(customer, Contact={"Name": "New Bank"})).record

        assert (
            xero.get("Contacts", where='Name=="New Bank"').record["ContactID"]
            == (made["Contact"]["ContactID"])
        )

    def test_the_bank_account_may_be_named_by_its_id(self, xero, customer, spent):
        account = {"AccountID": spent["BankAccount"]["AccountID"]}
        made = xero.put("BankTransactions", money(customer, BankAccount=account)).record

        assert made["BankAccount"] == spent["BankAccount"]

    def test_an_item_fills_its_line(self, xero, customer):
        """By its prices: of sales for what is received, of purchases for what is spent."""
        xero.put(
            "Items",
            {
                "Code": "NUT",
                "Name": "Nut",
                "SalesDetails": {"UnitPrice": 3, "AccountCode": "200"},
                "PurchaseDetails": {"UnitPrice": 2, "AccountCode": "404"},
            },
        )
        nuts = {"Description": "Nuts", "Quantity": 2, "ItemCode": "NUT"}
        bought = xero.put("BankTransactions", money(customer, nuts)).record
        sold = xero.put("BankTransactions", money(customer, nuts, Type="RECEIVE")).record

        assert (bought["Total"], bought["LineItems"][0]["AccountCode"]) == (4, "404")
        assert (sold["Total"], sold["LineItems"][0]["AccountCode"]) == (6, "200")

    def test_unit_amounts_may_have_four_decimals(self, xero, customer):
        sent = money(customer, line("0.1234", AccountCode="404", Quantity=100))
        fine = xero.put("BankTransactions", sent, unitdp=4).record
        coarse = xero.put("BankTransactions", sent).record

        assert (fine["LineItems"][0]["UnitAmount"], fine["Total"]) == (
            Decimal("0.1234"),
            Decimal("12.34"),
        )
        assert coarse["Total"] == 12

    def test_one_line_may_be_negative(self, xero, customer):
        """As long as something is left."""
        back = line("-5.00", AccountCode="404")

        assert xero.put("BankTransactions", money(customer, COST, back)).record["Total"] == 15

    def test_a_foreign_account_gives_the_currency(self, xero, customer):
        xero.put(
            "Accounts",
            {
                "Code": "095",
                "Name": "Dollars",
                "Type": "BANK",
                "BankAccountNumber": "1",
                "CurrencyCode": "USD",
            },
        )
        sent = money(customer, BankAccount={"Code": "095"}, CurrencyCode="NZD", CurrencyRate="0.7")
        made = xero.put("BankTransactions", sent).record

        assert (made["CurrencyCode"], made["CurrencyRate"]) == ("USD", Decimal("0.7"))

    def test_what_belongs_to_other_documents_is_not_kept(self, xero, customer):
        """A due date, for instance."""
        made = xero.put("BankTransactions", money(customer, DueDate="2026-10-01")).record

        assert "DueDate" not in get(xero, made)

    def test_it_may_come_reconciled(self, xero, customer):
        """For conversions."""
        made = xero.put("BankTransactions", money(customer, IsReconciled=True)).record

        assert get(xero, made)["IsReconciled"] is True

    def test_its_history_begins(self, xero, spent):
        (line,) = xero.get(f"BankTransactions/{spent['BankTransactionID']}/History").records

        assert (line["Changes"], line["Details"]) == ("Created", "SPEND for 20.00.")

    def test_its_history_says_when_it_was_reconciled(self, xero, customer):
        """# seen: the word, on Xero's page on history; guess: that setting the flag counts"""
        made = xero.put("BankTransactions", money(customer)).record
        path = f"BankTransactions/{made['BankTransactionID']}"
        assert xero.post(path, {"Reference": "R"}).status == 200
        assert xero.post(path, {"IsReconciled": True}).status == 200

        lines = xero.get(f"{path}/History").records
        assert [one["Changes"] for one in lines] == ["Reconciled", "Edited", "Created"]


class TestShowing:
    def test_a_list_leaves_lines_and_rate_out(self, xero, spent):
        """And nearly all of the contact. # seen: Xero-OpenAPI, getBankTransactions"""
        (listed,) = xero.get("BankTransactions", where='Contact.Name=="Ada Lovelace"').records

        assert [*listed] == [
            "BankTransactionID", "BankAccount", "Type", "Reference", "IsReconciled",
            "HasAttachments", "Contact", "DateString", "Date", "Status", "LineAmountTypes",
            "LineItems", "SubTotal", "TotalTax", "Total", "UpdatedDateUTC", "CurrencyCode",
        ]  # fmt: skip
        assert listed["LineItems"] == []
        assert [*listed["Contact"]] == [
            "ContactID", "Name", "Addresses", "Phones", "ContactGroups", "ContactPersons",
            "HasValidationErrors",
        ]  # fmt: skip

    def test_a_page_has_them(self, xero, spent):
        (listed,) = xero.get(
            "BankTransactions", where='Contact.Name=="Ada Lovelace"', page=1
        ).records

        assert len(listed["LineItems"]) == 1
        assert listed["CurrencyRate"] == 1

    def test_one_alone_is_whole(self, xero, spent):
        alone = get(xero, spent)

        assert alone["Contact"]["ContactStatus"] == "ACTIVE"
        assert alone["Attachments"] == []
        assert alone["LineItems"][0]["LineItemID"] == spent["LineItems"][0]["LineItemID"]

    def test_the_demo_company_has_spent_money(self, shared):
        """All of it reconciled."""
        found = shared.get("BankTransactions", where='Type=="SPEND" AND IsReconciled==true').records

        assert len(found) == 38
        assert {one["BankAccount"]["Code"] for one in found} == {"090"}

    def test_xml_has_the_same(self, xero, spent):
        path = f"BankTransactions/{spent['BankTransactionID']}"
        shown = xero.get(path, headers={"Accept": XML}).xml.find("BankTransactions/BankTransaction")

        assert shown.findtext("BankAccount/Code") == "090"
        assert shown.findtext("LineItems/LineItem/LineAmount") == "20.00"


class TestChanging:
    def test_what_is_not_sent_stays(self, xero, spent):
        after = change(xero, spent, Reference="R").record

        assert (after["Reference"], after["LineItems"]) == ("R", spent["LineItems"])
        assert get(xero, spent)["Total"] == 20

    def test_lines_are_replaced(self, xero, spent):
        """One with its id stays the same line."""
        known = spent["LineItems"][0]["LineItemID"]
        after = change(
            xero, spent, LineItems=[{"LineItemID": known, "UnitAmount": 30}, COST]
        ).record

        assert [one["LineAmount"] for one in after["LineItems"]] == [30, 20]
        assert after["LineItems"][0]["LineItemID"] == known
        assert after["Total"] == 50

    def test_it_can_be_deleted(self, xero, spent):
        """By its Status; lists still show it."""
        gone = change(xero, spent, Status="DELETED").record

        assert gone["Status"] == "DELETED"
        found = xero.get("BankTransactions", where='Status=="DELETED"').records
        assert [one["BankTransactionID"] for one in found] == [spent["BankTransactionID"]]

    def test_its_address_will_do(self, xero, spent):
        path = f"BankTransactions/{spent['BankTransactionID']}"

        assert xero.post(path, {"Status": "DELETED"}).record["Status"] == "DELETED"

    def test_it_keeps_its_account_from_being_deleted(self, xero, customer):
        """Both the bank account and that of its lines."""
        made = xero.put("Accounts", {"Code": "X", "Name": "X", "Type": "EXPENSE"}).record
        xero.put("BankTransactions", money(customer, line(AccountCode="X", TaxType="NONE")))

        assert xero.delete(f"Accounts/{made['AccountID']}").status == 400


LINE_MEMBERS = {"UnitAmount": "20.00", "Description": "Fee", "AccountCode": "404"}
LOCKED = "The document date cannot be before the period lock date, currently set at 30-Sep-2009"
NOBODY = (
    "The Contact must contain at least 1 of the following elements to identify the contact: "
    "Name, ContactID, ContactNumber"
)
NO_CONTACT = "A Contact must be specified for this type of transaction"
REFUSED = [
    ({"Type": None}, "The Type field must be specified"),
    ({"Type": "SPEND-TRANSFER"}, "Bank Transactions of type SPEND-TRANSFER cannot be created"),
    ({"Status": "DELETED"}, "Bank Transaction not of valid status for creation"),
    ({"Contact": None}, NO_CONTACT),
    (
        {"Contact": {"FirstName": "Ada"}},
        NOBODY,
    ),
    ({"BankAccount": None}, "A BankAccount must be specified"),
    ({"BankAccount": {"Code": "no"}}, "BankAccount could not be found"),
    ({"BankAccount": {"Code": "200"}}, "BankAccount must be an account of type BANK"),
    ({"LineItems": None}, "One or more line items must be specified"),
    (
        {"LineItems": [{"UnitAmount": 20, "AccountCode": "404"}]},
        "Description must be specified for each line item",
    ),
    (
        {"LineItems": [LINE_MEMBERS, LINE_MEMBERS | {"Quantity": -1, "UnitAmount": 1}]},
        "The line item quantity must be greater than zero",
    ),
    (
        {"LineItems": [LINE_MEMBERS, LINE_MEMBERS | {"UnitAmount": 0}]},
        "The line item unit amount must not be zero",
    ),
    (
        {"LineItems": [LINE_MEMBERS | {"UnitAmount": -1}]},
        "The document total must be greater than zero",
    ),
    (
        {"LineItems": [{"Description": "Fee", "UnitAmount": 20, "TaxType": "NONE"}]},
        "Account code or ID must be specified",
    ),
    (
        {"LineItems": [LINE_MEMBERS | {"AccountCode": "090"}]},
        "Account code '090' is not a valid code for this document.",
    ),
    (
        {"LineItems": [LINE_MEMBERS | {"AccountCode": "610"}]},
        "Account code '610' is not a valid code for this document.",
    ),
    (
        {"LineItems": [LINE_MEMBERS | {"Quantity": 1, "LineAmount": 21}]},
        "The line total 21.00 does not match the expected line total 20.00",
    ),
    (
        {"LineItems": [LINE_MEMBERS | {"AccountCode": "400", "TaxAmount": "2.60"}]},
        "Tax amount 2.60 is incorrect for INPUT2 tax type, should be 2.61",
    ),
    (
        {"Date": "2009-09-30"},
        LOCKED,
    ),
    (
        {"Type": "RECEIVE-PREPAYMENT", "LineItems": [LINE_MEMBERS | {"ItemCode": "BOOK"}]},
        "ItemCode can only be used when the Bank Transaction Type is SPEND or RECEIVE",
    ),
    (
        {"Type": "SPEND-OVERPAYMENT", "LineItems": [LINE_MEMBERS, LINE_MEMBERS]},
        "Overpayments can only have a single line item",
    ),
    (
        {"Type": "SPEND-OVERPAYMENT", "LineAmountTypes": "Inclusive"},
        "The LineAmountTypes of an overpayment must be NoTax",
    ),
    (
        {"BankTransactionID": NOWHERE},
        "An existing Bank Transaction with the specified BankTransactionID could not be found",
    ),
]


class TestWhatIsRefused:
    @pytest.mark.parametrize(("members", "message"), REFUSED, ids=[row[1][:40] for row in REFUSED])
    @pytest.mark.parametrize("tongue", ["JSON", "XML"])
    def test_a_new_one(self, shared, members, message, tongue):
        """400 and 10, the words, and nothing is stored."""
        before = len(shared.get("BankTransactions").records)
        contact = shared.get("Contacts", page=1).records[0]
        whole = {k: v for k, v in (money(contact) | members).items() if v is not None}
        sent = whole if tongue == "JSON" else as_xml("BankTransaction", whole)
        reply = shared.post(
            "BankTransactions", sent, type=XML if tongue == "XML" else "application/json"
        )

        assert reply.refusal == (400, 10)
        assert message in reply.sentences
        assert len(shared.get("BankTransactions").records) == before

    def test_an_archived_bank_account(self, xero, customer):
        made = {"Code": "099", "Name": "Old", "Type": "BANK", "BankAccountNumber": "9"}
        account = xero.put("Accounts", made).record["AccountID"]
        xero.post(f"Accounts/{account}", {"Status": "ARCHIVED"})
        reply = xero.put("BankTransactions", money(customer, BankAccount={"Code": "099"}))

        assert reply.sentences == ["The bank account is archived and cannot be used"]

    def test_several_reasons_are_told_together(self, shared):
        reply = shared.put("BankTransactions", {"Type": "SPEND"})

        assert reply.sentences == [
            NO_CONTACT,
            "A BankAccount must be specified",
            "One or more line items must be specified",
        ]

    def test_an_unknown_contact_is_a_404(self, shared):
        """The whole request."""
        assert shared.put("BankTransactions", money({"ContactID": NOWHERE})).status == 404

    def test_unsummarised_each_has_its_verdict(self, xero, customer):
        batch = [money(customer), money(customer, Type="SPEND-TRANSFER")]
        reply = xero.put("BankTransactions", {"BankTransactions": batch}, summarizeErrors="false")
        good, bad = reply.records

        assert [good["StatusAttributeString"], bad["StatusAttributeString"]] == ["OK", "ERROR"]
        assert bad["BankTransactionID"] == NO_ID

    @pytest.mark.parametrize("members", [{"Reference": "R"}, {"Status": "DELETED"}])
    def test_what_is_reconciled_stays(self, xero, customer, members):
        known = xero.put("BankTransactions", money(customer, IsReconciled=True)).record
        reply = change(xero, known, **members)

        (sentence,) = reply.sentences
        assert sentence == (
            "This Bank Transaction cannot be edited "
            "as it has been reconciled with a Bank Statement."
        )
        assert get(xero, known)["Status"] == "AUTHORISED"

    @pytest.mark.parametrize("members", [{"Reference": "R"}, {"Status": "AUTHORISED"}])
    def test_what_is_deleted_stays_deleted(self, xero, spent, members):
        change(xero, spent, Status="DELETED")

        assert change(xero, spent, **members).sentences == [
            "Bank Transaction not of valid status for modification"
        ]

    def test_it_is_not_voided(self, xero, spent):
        """Only in Xero's own pages."""
        assert change(xero, spent, Status="VOIDED").sentences == [
            "Bank Transaction not of valid status for modification"
        ]

    def test_spent_money_does_not_become_received(self, xero, spent):
        assert change(xero, spent, Type="RECEIVE").sentences == [
            "The Type of a Bank Transaction cannot be changed"
        ]

    @pytest.mark.parametrize("members", [{"Reference": "R"}, {"Status": "DELETED"}])
    @pytest.mark.parametrize("kind", ["RECEIVE-OVERPAYMENT", "SPEND-PREPAYMENT"])
    def test_what_is_paid_ahead_is_not_changed_here(self, xero, customer, kind, members):
        """Neither updates nor deletes. Source: Xero's page on BankTransactions"""
        known = xero.put("BankTransactions", money(customer, Type=kind)).record

        assert change(xero, known, **members).sentences == [
            f"Bank Transactions of type {kind} cannot be updated"
        ]
