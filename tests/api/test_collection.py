"""List, get, create, update, delete: what each verb means, and both ways to hear of errors."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mockxero.api.routes import routes
from mockxero.resources import catalogue
from tests.api.client import NO_ID, NOWHERE, XML, credit_note, invoice, line

VERBS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
BATCH = {"GET", "PUT", "POST"}
OFFERED = {
    "Accounts": {"GET", "PUT"},
    "Accounts/key": {"GET", "POST", "DELETE"},
    "BankTransactions": BATCH,
    "BankTransactions/key": {"GET", "POST"},
    "BankTransactions/key/History": BATCH,
    "BankTransfers": BATCH,
    "BankTransfers/key": {"GET", "POST"},
    "BankTransfers/key/History": BATCH,
    "BatchPayments": BATCH,
    "BatchPayments/key": {"GET", "POST"},
    "BatchPayments/key/History": BATCH,
    "BrandingThemes/key/PaymentServices": {"GET", "POST"},
    "Contacts/key/CISSettings": {"GET"},
    "InvoiceReminders/Settings": {"GET"},
    "Organisation/Actions": {"GET"},
    "Organisation/key/CISSettings": {"GET"},
    "PaymentServices": {"GET", "PUT"},
    "Setup": {"PUT", "POST"},
    "BrandingThemes": {"GET"},
    "BrandingThemes/key": {"GET"},
    "Budgets": {"GET"},
    "Budgets/key": {"GET"},
    "Users": {"GET"},
    "Users/key": {"GET"},
    "ContactGroups": BATCH,
    "ContactGroups/key": {"GET", "POST"},
    "ContactGroups/key/Contacts": {"PUT", "POST", "DELETE"},
    "ContactGroups/key/Contacts/contact_key": {"DELETE"},
    "Contacts": BATCH,
    "Contacts/key": {"GET", "POST"},
    "Contacts/key/History": BATCH,
    "CreditNotes": BATCH,
    "CreditNotes/key": {"GET", "POST"},
    "CreditNotes/key/Allocations": {"PUT", "POST"},
    "CreditNotes/key/Allocations/allocation_key": {"DELETE"},
    "CreditNotes/key/History": BATCH,
    "Currencies": {"GET", "PUT"},
    "Employees": BATCH,
    "Employees/key": {"GET", "POST"},
    "ExpenseClaims": BATCH,
    "ExpenseClaims/key": {"GET", "POST"},
    "ExpenseClaims/key/History": BATCH,
    "Invoices": BATCH,
    "Invoices/key": {"GET", "POST"},
    "Invoices/key/Email": {"POST"},
    "Invoices/key/History": BATCH,
    "Invoices/key/OnlineInvoice": {"GET"},
    "Items": BATCH,
    "Items/key": {"GET", "POST", "DELETE"},
    "Items/key/History": BATCH,
    "LinkedTransactions": BATCH,
    "LinkedTransactions/key": {"GET", "POST", "DELETE"},
    "Journals": {"GET"},
    "Journals/key": {"GET"},
    "ManualJournals": BATCH,
    "ManualJournals/key": {"GET", "POST"},
    "ManualJournals/key/History": BATCH,
    "Organisation": {"GET"},
    "Organisations": {"GET"},
    "Overpayments": {"GET"},
    "Overpayments/key": {"GET"},
    "Overpayments/key/Allocations": {"PUT", "POST"},
    "Overpayments/key/Allocations/allocation_key": {"DELETE"},
    "Overpayments/key/History": BATCH,
    "Payments": BATCH,
    "Payments/key": {"GET", "POST"},
    "Payments/key/History": BATCH,
    "Prepayments": {"GET"},
    "Prepayments/key": {"GET"},
    "Prepayments/key/Allocations": {"PUT", "POST"},
    "Prepayments/key/Allocations/allocation_key": {"DELETE"},
    "Prepayments/key/History": BATCH,
    "PurchaseOrders": BATCH,
    "PurchaseOrders/key": {"GET", "POST"},
    "PurchaseOrders/key/History": BATCH,
    "Quotes": BATCH,
    "Quotes/key": {"GET", "POST"},
    "Quotes/key/History": BATCH,
    "Receipts": BATCH,
    "Receipts/key": {"GET", "POST"},
    "Receipts/key/History": BATCH,
    "RepeatingInvoices": BATCH,
    "RepeatingInvoices/key": {"GET", "POST"},
    "RepeatingInvoices/key/History": BATCH,
    "Reports": {"GET"},
    "Reports/key": {"GET"},
    "Reports/AgedPayablesByContact": {"GET"},
    "Reports/AgedReceivablesByContact": {"GET"},
    "Reports/BalanceSheet": {"GET"},
    "Reports/BankSummary": {"GET"},
    "Reports/BudgetSummary": {"GET"},
    "Reports/ExecutiveSummary": {"GET"},
    "Reports/ProfitAndLoss": {"GET"},
    "Reports/TenNinetyNine": {"GET"},
    "Reports/TrialBalance": {"GET"},
    "TaxRates": BATCH,
    "TaxRates/key": {"GET"},
    "TrackingCategories": {"GET", "PUT"},
    "TrackingCategories/key": {"GET", "POST", "DELETE"},
    "TrackingCategories/key/Options": {"PUT"},
    "TrackingCategories/key/Options/option_key": {"POST", "DELETE"},
}
"""Xero's documentation, address by address."""
for resource in catalogue():
    if resource.about.attachments:
        OFFERED[f"{resource.about.plural}/key/Attachments"] = {"GET"}
        OFFERED[f"{resource.about.plural}/key/Attachments/path:file_name"] = BATCH
    if resource.about.printed:
        OFFERED[f"{resource.about.plural}/key/pdf"] = {"GET"}


class TestVerbs:
    def test_there_are_these_addresses_and_no_others(self):
        """A new resource has to say here what it offers."""
        paths = {route.path.replace("<", "").replace(">", "").lstrip("/") for route in routes()}

        assert paths == set(OFFERED)

    @pytest.mark.parametrize("path", OFFERED)
    def test_a_verb_is_offered_or_answered_with_501(self, shared, path):
        """Never 405; in the words of ErrorNumber 20."""
        for verb in VERBS:
            reply = shared.call(verb, path, "" if verb in ("PUT", "POST") else None)
            assert (reply.status == 501) == (verb not in OFFERED[path]), verb
            if reply.status == 501:
                assert reply.json == {
                    "ErrorNumber": 20,
                    "Type": "ApiMethodNotImplementedException",
                    "Message": "The Api Method called is not implemented",
                }

    @pytest.mark.parametrize("path", OFFERED)
    def test_a_501_may_be_xml(self, shared, path):
        """An ApiException like any other."""
        reply = shared.call("PATCH", path, headers={"Accept": XML})

        assert (reply.status, reply.xml.findtext("ErrorNumber")) == (501, "20")

    @pytest.mark.parametrize(
        "path", ["X", "Invoices/a/b", "Invoices/a/History/b", "Currencies/NZD", "Options", "Items/"]
    )
    def test_an_address_that_does_not_exist_has_no_verbs(self, shared, path):
        """404 for each of them, unless it does exist."""
        for verb in VERBS:
            expected = 200 if (path, verb) == ("Items/", "GET") else 404
            if path != "Items/" or verb == "GET":
                assert shared.call(verb, path).status == expected


class TestCreating:
    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_it_answers_200_with_a_list_of_one(self, xero, verb):
        """Never 201, and always in the plural."""
        reply = xero.call(verb, "Contacts", {"Name": "Ada"})

        assert reply.status == 200
        assert [one["Name"] for one in reply.json["Contacts"]] == ["Ada"]

    def test_put_creates_and_never_updates(self, xero, customer):
        """The name is taken."""
        reply = xero.put("Contacts", {"Name": customer["Name"], "FirstName": "A"})

        assert reply.refusal == (400, 10)
        assert "FirstName" not in xero.get(f"Contacts/{customer['ContactID']}").record

    def test_put_of_a_taken_item_code_is_refused(self, xero):
        """POST would update it."""
        xero.put("Items", {"Code": "A"})

        assert xero.put("Items", {"Code": "a"}).sentences == [
            "Price List Item with Code 'a' already exists"
        ]

    def test_put_of_a_taken_invoice_number_is_refused(self, xero, customer):
        """The counter is not at fault."""
        number = xero.put("Invoices", invoice(customer)).record["InvoiceNumber"]
        reply = xero.put("Invoices", invoice(customer, InvoiceNumber=number))

        assert reply.sentences == ["Invoice # must be unique."]

    def test_a_batch_keeps_its_order(self, xero):
        """Twenty contacts come back as they were sent."""
        names = [f"Contact {place * 7 % 20}" for place in range(20)]
        reply = xero.put("Contacts", {"Contacts": [{"Name": name} for name in names]})

        assert [one["Name"] for one in reply.records] == names

    def test_records_of_a_batch_see_each_other(self, xero):
        """The second of two with one name is refused."""
        twins = {"Contacts": [{"Name": "Twin"}, {"Name": "twin"}]}
        reply = xero.put("Contacts", twins, summarizeErrors="false")

        assert [one["StatusAttributeString"] for one in reply.records] == ["OK", "ERROR"]

    @pytest.mark.parametrize(
        ("path", "made"),
        [
            ("Accounts", lambda n: {"Code": f"X{n}", "Name": f"N{n}", "Type": "EXPENSE"}),
            ("Currencies", lambda n: {"Code": ("EUR", "GBP")[n]}),
            ("TrackingCategories", lambda n: {"Name": f"C{n}"}),
            (
                "TaxRates",
                lambda n: {
                    "Name": f"T{n}",
                    "ReportTaxType": "OUTPUT",
                    "TaxComponents": [{"Name": "GST", "Rate": 5}],
                },
            ),
        ],
    )
    def test_some_resources_take_one_record_a_call(self, xero, path, made):
        """Xero reads the first and does not look at the others."""
        before = len(xero.get(path).records)
        reply = xero.put(path, {path: [made(0), made(1)]})

        assert len(reply.records) == 1
        assert len(xero.get(path).records) == before + 1


class TestManyAtOnce:
    def test_each_invoice_has_a_number_of_its_own(self, xero, customer):
        """However many are made at the same moment."""
        sent = invoice(customer)
        with ThreadPoolExecutor(8) as pool:
            calls = [pool.submit(xero.put, "Invoices", sent) for _ in range(40)]
            numbers = sorted(int(call.result().record["InvoiceNumber"][4:]) for call in calls)

        assert numbers == list(range(numbers[0], numbers[0] + 40))

    def test_an_invoice_is_paid_once(self, xero, customer):
        """Of ten full payments that come together, nine are too much."""
        owed = xero.put("Invoices", invoice(customer)).record
        sent = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Account": {"Code": "090"}}
        with ThreadPoolExecutor(10) as pool:
            calls = [
                pool.submit(xero.put, "Payments", sent | {"Amount": owed["Total"]})
                for _ in range(10)
            ]
            statuses = sorted(call.result().status for call in calls)

        assert statuses == [200] + [400] * 9

    def test_a_list_shows_a_batch_whole_or_not_at_all(self, xero):
        """Nobody sees the first half of what somebody else is writing."""
        before = len(xero.get("Contacts").records)
        batches = [
            {"Contacts": [{"Name": f"{batch} of {number}"} for number in range(10)]}
            for batch in range(10)
        ]
        with ThreadPoolExecutor(4) as pool:
            writing = [pool.submit(xero.put, "Contacts", batch) for batch in batches]
            reading = [pool.submit(xero.get, "Contacts") for _ in range(30)]
            seen = {len(call.result().records) - before for call in reading}

        assert {call.result().status for call in writing} == {200}
        assert all(number % 10 == 0 for number in seen)


class TestUpdating:
    def test_post_updates_by_id(self, xero, customer):
        """What is not sent stays."""
        sent = {"ContactID": customer["ContactID"], "FirstName": "Ada"}
        after = xero.post("Contacts", sent).record

        assert (after["Name"], after["FirstName"]) == (customer["Name"], "Ada")

    @pytest.mark.parametrize(
        ("path", "first", "change"),
        [
            ("Contacts", {"Name": "A", "ContactNumber": "c-1"}, {"ContactNumber": "C-1"}),
            ("Items", {"Code": "Nut"}, {"Code": "NUT", "Name": "A nut"}),
        ],
    )
    def test_post_updates_by_a_number_or_code(self, xero, path, first, change):
        """Nothing new is made."""
        before = xero.put(path, first).record
        after = xero.post(path, change).record

        assert after[f"{path[:-1]}ID"] == before[f"{path[:-1]}ID"]

    @pytest.mark.parametrize("path", ["Invoices", "CreditNotes"])
    def test_post_updates_a_document_by_its_number(self, xero, customer, path):
        """Which is how Xero's documentation voids one."""
        draft = invoice if path == "Invoices" else credit_note
        number = f"{path[:-1]}Number"
        before = xero.put(path, draft(customer)).record
        after = xero.post(path, {number: before[number], "Status": "VOIDED"}).record

        assert (after[f"{path[:-1]}ID"], after["Status"]) == (before[f"{path[:-1]}ID"], "VOIDED")

    def test_post_with_a_new_number_creates(self, xero, customer):
        """Nobody has it yet."""
        made = xero.post("Invoices", invoice(customer, InvoiceNumber="MINE-1")).record

        assert made["InvoiceNumber"] == "MINE-1"

    def test_a_bill_is_not_known_by_its_number(self, xero, customer):
        """Two bills may have the same."""
        bill = invoice(customer, line(AccountCode="300"), Type="ACCPAY", InvoiceNumber="B-1")
        ids = {xero.post("Invoices", bill).record["InvoiceID"] for _ in range(2)}

        assert len(ids) == 2

    def test_a_tax_rate_is_known_by_its_name(self, xero):
        """Which is how Xero's documentation deletes one."""
        component = {"Name": "GST", "Rate": 5}
        sent = {"Name": "Low", "ReportTaxType": "OUTPUT", "TaxComponents": [component]}
        made = xero.put("TaxRates", sent).record
        gone = xero.post("TaxRates", {"Name": "Low", "Status": "DELETED"}).record

        assert (gone["TaxType"], gone["Status"]) == (made["TaxType"], "DELETED")

    @pytest.mark.parametrize("wrapped", [True, False])
    def test_the_address_names_the_record(self, xero, customer, wrapped):
        """The body need not."""
        sent = {"FirstName": "Ada"}
        body = {"Contacts": [sent]} if wrapped else sent
        after = xero.post(f"Contacts/{customer['ContactID']}", body).record

        assert (after["ContactID"], after["FirstName"]) == (customer["ContactID"], "Ada")

    def test_the_address_may_name_it_by_number(self, xero, customer):
        """``POST /Invoices/INV-0042``."""
        made = xero.put("Invoices", invoice(customer)).record
        after = xero.post(f"Invoices/{made['InvoiceNumber']}", {"Reference": "R"}).record

        assert (after["InvoiceID"], after["Reference"]) == (made["InvoiceID"], "R")

    def test_an_account_is_updated_at_its_address(self, xero):
        """The only way."""
        account = xero.get("Accounts", where='Code=="200"').record["AccountID"]

        assert xero.post(f"Accounts/{account}", {"Name": "Sold"}).record["Name"] == "Sold"


class TestDeleting:
    def test_an_item_leaves_nothing(self, xero):
        """204 without a body; then 404."""
        item = xero.put("Items", {"Code": "A"}).record["ItemID"]
        gone = xero.delete(f"Items/{item}")

        assert (gone.status, gone.content, gone.type) == (204, b"", None)
        assert xero.get(f"Items/{item}").status == 404
        assert xero.delete(f"Items/{item}").status == 404

    def test_an_account_comes_back_deleted(self, xero):
        """200, and no list shows it any more."""
        made = xero.put("Accounts", {"Code": "X", "Name": "X", "Type": "EXPENSE"}).record
        gone = xero.delete(f"Accounts/{made['AccountID']}").record

        assert gone["Status"] == "DELETED"
        assert xero.get("Accounts", where='Code=="X"').records == []

    def test_an_account_in_use_stays(self, xero):
        """400 with the account that was meant."""
        account = xero.get("Accounts", where='Code=="200"').record
        reply = xero.delete(f"Accounts/{account['AccountID']}")

        assert reply.refusal == (400, 10)
        assert [one["AccountID"] for one in reply.elements] == [account["AccountID"]]
        assert xero.get(f"Accounts/{account['AccountID']}").record == account

    def test_a_tracking_category_comes_back(self, xero):
        """200 with what is left of it."""
        made = xero.put("TrackingCategories", {"Name": "Mood"}).record
        gone = xero.delete(f"TrackingCategories/{made['TrackingCategoryID']}").record

        assert gone["Status"] == "DELETED"

    @pytest.mark.parametrize("path", ["Items", "Accounts", "TrackingCategories"])
    def test_what_does_not_exist_cannot_go(self, shared, path):
        """404."""
        assert shared.delete(f"{path}/{NOWHERE}").status == 404


class TestWhoIsMeant:
    @pytest.mark.parametrize(
        "path",
        [path for path, verbs in OFFERED.items() if path.endswith("/key") and "GET" in verbs],
    )
    @pytest.mark.parametrize("key", [NOWHERE, NO_ID, "nobody", "5e1fc0de", "%20", "'"])
    def test_an_unknown_name_is_a_404(self, shared, path, key):
        """A number, an id, a malformed id."""
        assert shared.get(path.replace("key", key)).status == 404

    @pytest.mark.parametrize("path", ["Contacts", "Items", "ContactGroups", "Invoices", "Payments"])
    def test_an_address_without_a_record_cannot_be_posted_to(self, shared, path):
        """404 before the body is read."""
        for body in ("{", '{"Name": "x"}'):
            assert shared.post(f"{path}/{NOWHERE}", body).status == 404

    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_a_document_for_a_contact_that_nobody_knows_is_a_404(self, xero, verb):
        """The whole request, whatever else is in it."""
        assert xero.call(verb, "Invoices", invoice(NOWHERE)).status == 404

    def test_a_contact_id_that_nobody_has_is_a_404(self, xero):
        """The whole request, as measured; the good ones are not saved."""
        body = {"Contacts": [{"Name": "Good"}, {"ContactID": NOWHERE, "Name": "Bad"}]}

        assert xero.post("Contacts", body).status == 404
        assert xero.post("Contacts", body, summarizeErrors="false").status == 404
        assert xero.get("Contacts", where='Name=="Good"').records == []

    def test_a_credit_note_id_that_nobody_has_is_told_about_the_record(self, xero, customer):
        """In Xero's own words."""
        sent = credit_note(customer, CreditNoteID=NOWHERE)

        assert xero.post("CreditNotes", sent).sentences == [
            "An existing Credit Note with the specified CreditNoteID could not be found"
        ]

    @pytest.mark.parametrize("guid", ["x", "5e1fc0de-0000-4000-8000", 7, True, [], {}])
    def test_a_malformed_id_in_a_body_cannot_be_read(self, xero, guid):
        """Error 14."""
        assert xero.post("Contacts", {"ContactID": guid, "Name": "A"}).refusal == (400, 14)

    def test_the_number_of_an_archived_contact_still_names_it(self, xero):
        """A single GET always shows it."""
        made = xero.put("Contacts", {"Name": "A", "ContactNumber": "C9"}).record
        xero.post(f"Contacts/{made['ContactID']}", {"ContactStatus": "ARCHIVED"})

        assert xero.get("Contacts/C9").record["ContactStatus"] == "ARCHIVED"


class TestSummarisedErrors:
    """The default: one bad record refuses them all."""

    @pytest.mark.parametrize("summarize", [{}, {"summarizeErrors": "true"}])
    def test_only_the_failing_ones_are_told(self, xero, summarize):
        """400, in the order in which they were sent."""
        names = ["Good", "", "Better", "x" * 256]
        body = {"Contacts": [{"Name": name} for name in names]}
        reply = xero.put("Contacts", body, **summarize)

        assert reply.refusal == (400, 10)
        assert (reply.json["Type"], reply.json["Message"]) == (
            "ValidationException",
            "A validation exception occurred",
        )
        assert list(reply.json) == ["ErrorNumber", "Type", "Message", "Elements"]
        assert [len(one["Name"]) for one in reply.elements] == [0, 256]

    def test_the_good_ones_are_not_saved(self, xero):
        """Nothing is."""
        before = xero.get("Contacts").records
        xero.put("Contacts", {"Contacts": [{"Name": "Good"}, {"Name": ""}]})

        assert xero.get("Contacts").records == before

    def test_a_good_answer_says_nothing_of_a_status(self, xero):
        """StatusAttributeString is for those who ask."""
        assert "StatusAttributeString" not in xero.put("Contacts", {"Name": "A"}).record

    def test_a_failing_one_says_nothing_of_a_status_either(self, xero):
        """As recorded."""
        (element,) = xero.put("Contacts", {"Name": ""}).elements

        assert "StatusAttributeString" not in element
        assert element["HasValidationErrors"] is True

    def test_all_that_is_wrong_is_told_at_once(self, xero):
        """Not only the first."""
        sent = {"Type": "ACCREC", "Status": "PAID"}

        assert set(xero.put("Invoices", sent).sentences) >= {
            "One or more line items must be specified",
            "Invoice not of valid status for creation",
            "A Contact must be specified for this type of transaction",
        }

    def test_numbers_are_not_used_up(self, xero, customer):
        """The good invoice of a bad batch gives its number back."""
        good, bad = invoice(customer), invoice(customer, DueDate=None)
        first = xero.put("Invoices", good).record["InvoiceNumber"]
        xero.put("Invoices", {"Invoices": [good, bad]})
        second = xero.put("Invoices", good).record["InvoiceNumber"]

        assert int(second[4:]) == int(first[4:]) + 1


class TestUnsummarisedErrors:
    """``summarizeErrors=false``: every record has its own verdict."""

    def send(self, xero, *names):
        body = {"Contacts": [{"Name": name} for name in names]}
        return xero.put("Contacts", body, summarizeErrors="false")

    def test_all_are_told_in_the_order_in_which_they_were_sent(self, xero):
        """200, good and bad."""
        reply = self.send(xero, "A", "", "B", "a")

        assert [one["StatusAttributeString"] for one in reply.records] == [
            "OK",
            "ERROR",
            "OK",
            "ERROR",
        ]

    def test_the_good_ones_are_saved(self, xero):
        """And the bad ones are not."""
        self.send(xero, "A", "x" * 256, "B")
        found = xero.get("Contacts", where='Name=="A"||Name=="B"||Name.Length>255').records

        assert {one["Name"] for one in found} == {"A", "B"}

    def test_a_failing_new_one_has_an_id_of_zeros(self, xero):
        """And says why it failed."""
        _, bad = self.send(xero, "A", "").records

        assert bad["ContactID"] == NO_ID
        assert bad["HasValidationErrors"] is True
        assert bad["ValidationErrors"] == [{"Message": "Contact Name cannot be empty."}]

    def test_a_failing_known_one_keeps_its_id(self, xero, customer):
        """With the status that was wanted, and nothing changed."""
        made = xero.put("Invoices", invoice(customer)).record
        sent = {"InvoiceID": made["InvoiceID"], "Status": "DELETED"}
        failed = xero.post("Invoices", sent, summarizeErrors="false").record

        assert (failed["InvoiceID"], failed["Status"]) == (made["InvoiceID"], "DELETED")
        assert failed["HasErrors"] is True
        assert xero.get(f"Invoices/{made['InvoiceID']}").record["Status"] == "AUTHORISED"

    def test_good_ones_have_no_errors(self, xero):
        """Nor an empty list of them."""
        (good,) = self.send(xero, "A").records

        assert good["HasValidationErrors"] is False
        assert "ValidationErrors" not in good

    @pytest.mark.parametrize("path", ["Contacts", "Invoices", "CreditNotes", "Items", "Payments"])
    def test_it_is_heard_wherever_batches_are(self, xero, path):
        """200 for what would otherwise be 400."""
        body = {path: [{"Status": "DRAFT", "Name": "", "Amount": 1}]}
        reply = xero.put(path, body, summarizeErrors="false")

        assert reply.record["StatusAttributeString"] == "ERROR"
        assert reply.record["ValidationErrors"]

    def test_it_does_not_help_a_body_that_cannot_be_read(self, xero):
        """There are no records to tell apart."""
        assert xero.put("Contacts", "{", summarizeErrors="false").refusal == (400, 14)
        assert xero.put("Contacts", "{}", summarizeErrors="false").refusal == (400, 17)


class TestWhatIsSeenAfterwards:
    def test_the_answer_to_a_write_is_what_a_get_shows(self, xero):
        """Member by member, where both have it."""
        written = xero.put("Contacts", {"Name": "Ada", "FirstName": "A"}).record
        read = xero.get(f"Contacts/{written['ContactID']}").record

        assert {name: read[name] for name in written if name in read} == {
            name: value for name, value in written.items() if name in read
        }


def test_users_are_those_of_the_fixture(shared):
    """They are shown by their members, in Xero's order, alone and in a list."""
    (user,) = shared.get("Users").records

    assert list(user) == [
        "UserID",
        "GlobalUserID",
        "EmailAddress",
        "FirstName",
        "LastName",
        "UpdatedDateUTC",
        "IsSubscriber",
        "OrganisationRole",
    ]
    assert shared.get(f"Users/{user['UserID']}").records == [user]
    assert shared.get("Users", where='OrganisationRole=="STANDARD"').records == []
