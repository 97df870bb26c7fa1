"""Four published connectors: what each of them sends, word for word, and what it reads."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.sdk.integration import (
    BANK,
    IN_A_FORTNIGHT,
    NOWHERE,
    PAID_TWICE,
    SALES,
    TODAY,
    YESTERDAY,
    needs,
)

PURCHASES = "300"


class Connector:
    """A connector's HTTP: its base URL, and the headers that it sends each time."""

    def __init__(self, base_url, **headers):
        self.base_url = base_url
        self.session = requests.Session()
        self.session.headers.update({"Accept": "application/json"})
        self.session.headers.update(
            {name.replace("_", "-"): told for name, told in headers.items()}
        )

    def ask(self, method, path, **arguments):
        return self.session.request(method, f"{self.base_url}{path}", timeout=10, **arguments)

    def records(self, method, path, **arguments):
        answer = self.ask(method, path, **arguments)
        assert answer.status_code == 200, answer.text
        return next(value for value in answer.json().values() if isinstance(value, list))

    def record(self, method, path, **arguments):
        (record,) = self.records(method, path, **arguments)
        return record


def line(unit_amount, account=SALES):
    return {
        "Description": "Analysis",
        "Quantity": 1,
        "UnitAmount": unit_amount,
        "AccountCode": account,
    }


def draft(contact, *lines, **members):
    return {
        "Type": "ACCREC",
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": YESTERDAY.isoformat(),
        "DueDate": IN_A_FORTNIGHT.isoformat(),
        "LineAmountTypes": "Exclusive",
        "LineItems": [*lines],
        "Status": "AUTHORISED",
        **members,
    }


class TestAnOAuthConnector:
    """Connection to one organisation of several, which the user chooses on the consent page."""

    SCOPE = "offline_access accounting.transactions accounting.contacts"

    @pytest.fixture
    def xero(self, serve, receiver):
        xero = serve(fixtures=["nz", "empty"], webhook_url=receiver.url)
        receiver.key = needs(xero, app="web")["XERO_WEBHOOK_KEY"]
        return xero

    def connect(self, xero, organisation):
        """Everything that the connector stores of a connection."""
        told = needs(xero, app="web", tenant=organisation)
        consent = requests.get(
            told["XERO_AUTH_URL"],
            params={
                "response_type": "code",
                "client_id": told["XERO_CLIENT_ID"],
                "redirect_uri": told["XERO_REDIRECT_URI"],
                "scope": self.SCOPE,
                "state": "tenant-7",
                "mock_tenant": told["XERO_TENANT_ID"],
            },
            allow_redirects=False,
            timeout=10,
        )
        callback = parse_qs(urlsplit(consent.headers["Location"]).query)
        assert callback["state"] == ["tenant-7"]
        answer = requests.post(
            told["XERO_TOKEN_URL"],
            data={
                "grant_type": "authorization_code",
                "code": callback["code"][0],
                "redirect_uri": told["XERO_REDIRECT_URI"],
                "client_id": told["XERO_CLIENT_ID"],
                "client_secret": told["XERO_CLIENT_SECRET"],
            },
            timeout=10,
        )
        return told | answer.json()

    def connections(self, xero, stored):
        answer = requests.get(
            f"{xero.url}/connections",
            headers={"Authorization": f"Bearer {stored['access_token']}"},
            timeout=10,
        )
        return {one["tenantName"]: one for one in answer.json()}

    def test_it_stores_a_token_with_scope_and_expiry(self, xero):
        """Those two stand beside the token, whatever it is."""
        stored = self.connect(xero, "Empty Organisation")

        assert stored["token_type"] == "Bearer"
        assert (stored["scope"], stored["expires_in"]) == (self.SCOPE, 1800)
        assert stored["refresh_token"]

    def test_it_reads_the_organisation_that_was_chosen(self, xero):
        """Its tenant id is its address from then on."""
        stored = self.connect(xero, "Empty Organisation")
        connector = Connector(
            stored["XERO_BASE_URL"],
            Authorization=f"Bearer {stored['access_token']}",
            xero_tenant_id=stored["XERO_TENANT_ID"],
        )

        assert connector.records("GET", "/Invoices") == []

    def test_it_reconnects(self, xero):
        """A second consent renews the connection: another event, the same id and first day."""
        before = self.connections(xero, self.connect(xero, "Empty Organisation"))
        after = self.connections(xero, self.connect(xero, "Empty Organisation"))

        old, new = before["Empty Organisation"], after["Empty Organisation"]
        assert (new["id"], new["createdDateUtc"]) == (old["id"], old["createdDateUtc"])
        assert new["authEventId"] != old["authEventId"]
        assert new["updatedDateUtc"] >= old["updatedDateUtc"]
        assert before.keys() == after.keys()

    def test_its_webhooks_bear_the_key_of_the_app(self, xero, receiver):
        """Whichever of its organisations they are about."""
        stored = self.connect(xero, "Empty Organisation")
        connector = Connector(
            stored["XERO_BASE_URL"],
            Authorization=f"Bearer {stored['access_token']}",
            xero_tenant_id=stored["XERO_TENANT_ID"],
        )

        made = connector.record("POST", "/Contacts", json={"Name": "Ada Lovelace"})

        assert xero.mock._outbox.flush(10)
        (event,) = receiver.letters[-1].told["events"]
        assert receiver.status_for(receiver.letters[-1]) == 200
        assert event["tenantId"] == stored["XERO_TENANT_ID"]
        assert event["resourceUrl"].endswith(f"/Contacts/{made['ContactID']}")


class TestAPrebuiltConnectorWithClientCredentials:
    """Three settings: base URL, client id, client secret. No tenant header."""

    @pytest.mark.parametrize("where", ["in a Basic header", "in the body"])
    def test_it_lists_and_creates(self, xero, where):
        """A custom connection has one organisation, and needs not say which."""
        told = needs(xero)
        id_, secret = told["XERO_CLIENT_ID"], told["XERO_CLIENT_SECRET"]
        basic = where == "in a Basic header"
        body = {} if basic else {"client_id": id_, "client_secret": secret}
        token = requests.post(
            told["XERO_TOKEN_URL"],
            data={"grant_type": "client_credentials", **body},
            auth=(id_, secret) if basic else None,
            timeout=10,
        ).json()
        connector = Connector(
            told["XERO_BASE_URL"], Authorization=f"Bearer {token['access_token']}"
        )

        made = connector.record("POST", "/Contacts", json={"Name": f"Made with an id {where}"})

        names = {one["ContactID"]: one["Name"] for one in connector.records("GET", "/Contacts")}
        assert names[made["ContactID"]] == f"Made with an id {where}"
        assert connector.record("GET", "/Organisation")["Name"] == "Demo Company (NZ)"

    def test_a_wrong_secret_is_refused(self, xero):
        """With the bare word that the connector shows its user."""
        told = needs(xero)

        answer = requests.post(
            told["XERO_TOKEN_URL"],
            data={"grant_type": "client_credentials"},
            auth=(told["XERO_CLIENT_ID"], "wrong"),
            timeout=10,
        )

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})


class TestALowCodeConnection:
    """A declared map of resources, a token that never changes, and four triggers."""

    SCOPES = ("accounting.contacts", "accounting.invoices")

    @pytest.fixture
    def connection(self, xero):
        """By a token that was made by hand, as `mockxero token` does: for six months."""
        asked = {"name": "low code", "scopes": [*self.SCOPES], "expires": "180d"}
        path = f"{xero.url}/_mockxero/tokens"
        minted = requests.post(path, json=asked, timeout=10).json()
        yield Connector(
            needs(xero)["XERO_BASE_URL"],
            Authorization=f"Bearer {minted['token']}",
            Xero_Tenant_Id=minted["tenant"],
        )
        requests.delete(f"{path}/{minted['id']}", timeout=10)

    def test_its_token_reaches_no_further_than_its_scopes(self, connection):
        assert connection.ask("GET", "/Invoices").status_code == 200
        assert connection.ask("GET", "/Accounts").status_code == 401

    @pytest.fixture
    def contact(self, connection, request):
        body = {
            "Name": f"Customer of {request.node.name}",
            "EmailAddress": "ada@example.com",
            "IsCustomer": True,
            "IsSupplier": False,
        }
        return connection.record("POST", "/Contacts", json=body)

    def test_contacts_are_created_and_read(self, connection, contact):
        """The object comes bare; whether it is a customer or supplier is Xero's to say."""
        read = connection.record("GET", f"/Contacts/{contact['ContactID']}")

        wanted = ("ContactID", "Name", "EmailAddress", "IsCustomer", "IsSupplier")
        assert [read[member] for member in wanted] == [
            contact["ContactID"],
            contact["Name"],
            "ada@example.com",
            False,
            False,
        ]
        assert read["ContactID"] in {
            one["ContactID"] for one in connection.records("GET", "/Contacts")
        }

    def test_contacts_are_updated(self, connection, contact):
        """By the id in the path; the same four members come again."""
        body = {
            "Name": contact["Name"],
            "EmailAddress": "countess@example.com",
            "IsCustomer": True,
            "IsSupplier": True,
        }

        updated = connection.record("POST", f"/Contacts/{contact['ContactID']}", json=body)

        assert updated["ContactID"] == contact["ContactID"]
        assert updated["EmailAddress"] == "countess@example.com"
        assert (updated["IsCustomer"], updated["IsSupplier"]) == (False, False)

    def test_archiving_by_a_member_that_is_none_changes_nothing(self, connection, contact):
        """Contacts have a `ContactStatus`; Xero passes over a `Status` and says OK."""
        path = f"/Contacts/{contact['ContactID']}"

        answered = connection.record(
            "POST", f"{path}?summarizeErrors=false", json={"Status": "ARCHIVED"}
        )

        assert answered["StatusAttributeString"] == "OK"
        assert connection.record("GET", path)["ContactStatus"] == "ACTIVE"

    def test_archiving_by_the_right_member(self, connection, contact):
        """Then it is out of the list, and out of reach."""
        path = f"/Contacts/{contact['ContactID']}"
        body = {"ContactStatus": "ARCHIVED"}

        archived = connection.record("POST", f"{path}?summarizeErrors=false", json=body)
        again = connection.record("POST", f"{path}?summarizeErrors=false", json=body)

        assert (archived["StatusAttributeString"], archived["ContactStatus"]) == ("OK", "ARCHIVED")
        assert again["StatusAttributeString"] == "ERROR"
        assert again["ValidationErrors"] == [
            {
                "Message": "The specified contact details matched an archived contact. "
                "Archived contacts cannot currently be edited via the API."
            }
        ]
        assert contact["ContactID"] not in {
            one["ContactID"] for one in connection.records("GET", "/Contacts")
        }

    @pytest.mark.parametrize(
        ("kind", "account", "tax", "totals"),
        [
            ("ACCREC", SALES, "Exclusive", [100.0, 15.0, 115.0]),
            ("ACCREC", SALES, "Inclusive", [86.96, 13.04, 100.0]),
            ("ACCPAY", PURCHASES, "NoTax", [100.0, 0.0, 100.0]),
        ],
    )
    @pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "AUTHORISED"])
    def test_invoices_are_created_and_read(
        self, connection, contact, kind, account, tax, totals, status
    ):
        """Every member that its map reads is there."""
        body = draft(contact, line(100, account), Type=kind, LineAmountTypes=tax, Status=status)

        made = connection.record("PUT", "/Invoices", json=body)
        read = connection.record("GET", f"/Invoices/{made['InvoiceID']}")

        assert [read["Type"], read["LineAmountTypes"], read["Status"]] == [kind, tax, status]
        assert [read["SubTotal"], read["TotalTax"], read["Total"]] == totals
        assert [read["AmountDue"], read["AmountPaid"], read["AmountCredited"]] == [totals[2], 0, 0]
        assert read["Contact"]["ContactID"] == contact["ContactID"]
        assert read["Contact"]["Name"] == contact["Name"]
        first = read["LineItems"][0]
        assert (first["Description"], first["AccountCode"]) == ("Analysis", account)
        assert (first["Quantity"], first["UnitAmount"]) == (1, 100)
        assert first["TaxType"]
        assert read["DateString"] == f"{YESTERDAY}T00:00:00"
        assert read["DueDateString"] == f"{IN_A_FORTNIGHT}T00:00:00"

    def test_invoices_are_listed_by_status_in_an_order(self, connection):
        """The quotes and blanks of the filter stand in the address as they are."""
        found = connection.records("GET", '/Invoices?where=Status=="AUTHORISED"&order=DueDate DESC')

        due = [one["DueDateString"] for one in found]
        assert {one["Status"] for one in found} == {"AUTHORISED"}
        assert due == sorted(due, reverse=True)
        assert len(found) > 10

    def test_an_approved_invoice_is_voided(self, connection, contact):
        """It cannot be deleted; the refusal comes inside a good answer."""
        made = connection.record("PUT", "/Invoices", json=draft(contact, line(100)))
        path = f"/Invoices/{made['InvoiceID']}"

        refused = connection.record(
            "POST", f"{path}?summarizeErrors=false", json={"Status": "DELETED"}
        )
        voided = connection.record("POST", path, json={"Status": "VOIDED"})

        assert refused["ValidationErrors"] == [
            {"Message": "Invoice not of valid status for modification"}
        ]
        assert voided["Status"] == "VOIDED"
        assert connection.record("GET", path)["AmountDue"] == 0

    def test_a_draft_is_deleted(self, connection, contact):
        """And stays to be read."""
        made = connection.record("PUT", "/Invoices", json=draft(contact, line(1), Status="DRAFT"))
        path = f"/Invoices/{made['InvoiceID']}"

        connection.record("POST", f"{path}?summarizeErrors=false", json={"Status": "DELETED"})

        assert connection.record("GET", path)["Status"] == "DELETED"

    def test_its_triggers(self, connection, contact, told):
        """Contact and invoice, created and updated; what changed is named by id, no more."""
        contact_id = contact["ContactID"]
        invoice_id = connection.record("PUT", "/Invoices", json=draft(contact, line(1)))[
            "InvoiceID"
        ]
        connection.record("POST", f"/Contacts/{contact_id}", json={"EmailAddress": "b@example.com"})
        connection.record("POST", f"/Invoices/{invoice_id}", json={"Reference": "changed"})

        assert told(contact_id, invoice_id) == [
            ("CONTACT", "CREATE", contact_id),
            ("INVOICE", "CREATE", invoice_id),
            ("CONTACT", "UPDATE", contact_id),
            ("INVOICE", "UPDATE", invoice_id),
        ]


def bodies(contact):
    """What takes files, by the path that makes one, with the member that holds its id."""
    customer = {"Contact": {"ContactID": contact["ContactID"]}}
    sale, purchase = {"LineItems": [line(5)]}, {"LineItems": [line(5, PURCHASES)]}
    wear = [
        {"LineAmount": 5, "AccountCode": "416"},
        {"LineAmount": -5, "AccountCode": "711"},
    ]
    return {
        "/Accounts": ("AccountID", {"Code": "779", "Name": "Steam", "Type": "EXPENSE"}),
        "/BankTransactions": (
            "BankTransactionID",
            {"Type": "SPEND", "BankAccount": {"Code": BANK}, **customer, **purchase},
        ),
        "/Contacts": ("ContactID", {"Name": "Somebody with papers"}),
        "/CreditNotes": ("CreditNoteID", {"Type": "ACCRECCREDIT", **customer, **sale}),
        "/Invoices": ("InvoiceID", draft(contact, line(5))),
        "/ManualJournals": ("ManualJournalID", {"Narration": "Wear", "JournalLines": wear}),
        "/PurchaseOrders": ("PurchaseOrderID", customer | purchase),
        "/Quotes": ("QuoteID", {"Date": TODAY.isoformat(), **customer, **sale}),
    }


class TestAWorkflowConnector:
    """Thirty-five actions over one of two kinds of connection."""

    SCOPE = "accounting.settings accounting.contacts accounting.attachments"

    @pytest.fixture
    def connection(self, xero):
        """By client credentials, with the scopes it needs for every action."""
        return self.connected(xero, f"{self.SCOPE} accounting.transactions")

    def connected(self, xero, scope):
        """The tenant is picked by its name."""
        told = needs(xero)
        token = requests.post(
            told["XERO_TOKEN_URL"],
            data={"grant_type": "client_credentials", "scope": scope},
            auth=(told["XERO_CLIENT_ID"], told["XERO_CLIENT_SECRET"]),
            timeout=10,
        ).json()
        bearer = {"Authorization": f"Bearer {token['access_token']}"}
        listed = requests.get(f"{xero.url}/connections", headers=bearer, timeout=10).json()
        tenants = {one["tenantName"]: one["tenantId"] for one in listed}
        return Connector(
            told["XERO_BASE_URL"], **bearer, xero_tenant_id=tenants["Demo Company (NZ)"]
        )

    @pytest.fixture
    def contact(self, connection, request):
        body = {"Name": f"Customer of {request.node.name}", "EmailAddress": "ada@example.com"}
        return connection.record("POST", "/Contacts", json=body)

    @pytest.fixture
    def invoice(self, connection, contact):
        return connection.record("POST", "/Invoices", json=draft(contact, line(100)))

    def test_its_default_scopes_do_not_reach_invoices(self, xero):
        """Accounts and contacts are open; an invoice wants `accounting.transactions`."""
        connection = self.connected(xero, self.SCOPE)

        statuses = {
            path: connection.ask("GET", path).status_code
            for path in ("/Accounts", "/Contacts", "/Items", "/Invoices", "/Payments")
        }

        assert statuses == {
            "/Accounts": 200,
            "/Contacts": 200,
            "/Items": 200,
            "/Invoices": 401,
            "/Payments": 401,
        }

    def test_accounts(self, connection):
        """Created, got, listed, updated, archived, deleted."""
        made = connection.record(
            "PUT",
            "/Accounts",
            json={"Code": "777", "Name": "Engines", "Type": "EXPENSE", "ShowInExpenseClaims": True},
        )
        path = f"/Accounts/{made['AccountID']}"
        changed = connection.record(
            "POST", path, json={"Name": "Mills", "EnablePaymentsToAccount": True}
        )
        listed = connection.records("GET", "/Accounts", params={"where": 'Name=="mills"'})
        archived = connection.record("POST", path, json={"Status": "ARCHIVED"})
        read = connection.record("GET", path)
        deleted = connection.record("DELETE", path)

        assert (made["Class"], made["TaxType"]) == ("EXPENSE", "INPUT2")
        assert (changed["Code"], changed["Name"]) == ("777", "Mills")
        assert changed["EnablePaymentsToAccount"] is True
        assert [one["AccountID"] for one in listed] == [made["AccountID"]]
        assert [one["Status"] for one in (archived, read, deleted)] == [
            "ARCHIVED",
            "ARCHIVED",
            "DELETED",
        ]

    def test_a_bank_account_has_a_number(self, connection):
        """Without one it is refused."""
        bank = {"Code": "778", "Name": "Second bank", "Type": "BANK"}

        refused = connection.ask("PUT", "/Accounts", json=bank)
        made = connection.record(
            "PUT", "/Accounts", json=bank | {"BankAccountNumber": "12-3456-7890123-00"}
        )

        assert refused.status_code == 400
        assert refused.json()["Type"] == "ValidationException"
        assert (made["Type"], made["Class"], made["BankAccountType"]) == ("BANK", "ASSET", "BANK")

    def test_contacts(self, connection, contact):
        """With its further members; the history says what was done."""
        path = f"/Contacts/{contact['ContactID']}"
        changed = connection.record(
            "POST",
            path,
            json={
                "ContactNumber": "D-1",
                "FirstName": "Ada",
                "TaxNumber": "12-345-678",
                "AccountsReceivableTaxType": "OUTPUT2",
                "AccountsPayableTaxType": "INPUT2",
                "BankAccountDetails": "12-3456-7890123-00",
                "DefaultCurrency": "NZD",
                "Addresses": [{"AddressType": "POBOX", "City": "Ōtautahi"}],
            },
        )
        history = connection.records("GET", f"{path}/History")
        by_number = connection.record("GET", "/Contacts/D-1")
        archived = connection.record("POST", path, json={"ContactStatus": "ARCHIVED"})

        assert by_number["ContactID"] == contact["ContactID"]
        assert (changed["FirstName"], changed["TaxNumber"]) == ("Ada", "12-345-678")
        cities = {one["AddressType"]: one["City"] for one in changed["Addresses"]}
        assert cities == {"STREET": "", "POBOX": "Ōtautahi"}
        assert [one["Changes"] for one in history] == ["Edited", "Created"]
        assert archived["ContactStatus"] == "ARCHIVED"

    def test_an_invoice_is_made_from_an_item(self, connection, contact):
        """The item gives price, account and tax; a tracked and discounted line is its own."""
        item = connection.record(
            "POST",
            "/Items",
            json={
                "Code": "MILL",
                "Name": "Mill",
                "Description": "An analytical mill",
                "SalesDetails": {"UnitPrice": 250, "AccountCode": SALES},
                "IsSold": True,
                "IsPurchased": False,
            },
        )
        tracked = line(100) | {
            "DiscountRate": 10,
            "Tracking": [{"Name": "Region", "Option": "North"}],
        }

        made = connection.record(
            "POST",
            "/Invoices",
            json=draft(
                contact,
                {"ItemCode": "MILL"},
                tracked,
                InvoiceNumber="MILL-1",
                Reference="R",
                Url="https://example.com/1",
                CurrencyCode="NZD",
            ),
        )

        first, second = made["LineItems"]
        assert first["Item"]["ItemID"] == item["ItemID"]
        assert (first["Description"], first["LineAmount"]) == ("An analytical mill", 250)
        assert (first["AccountCode"], first["TaxType"]) == (SALES, "OUTPUT2")
        assert (second["LineAmount"], second["Tracking"][0]["Option"]) == (90, "North")
        assert (made["InvoiceNumber"], made["Total"]) == ("MILL-1", 391)
        assert connection.record("GET", "/Invoices/MILL-1")["InvoiceID"] == made["InvoiceID"]

    def test_an_invoice_without_lines_is_none(self, connection, contact):
        """An empty array is what the connector sends for no lines."""
        answer = connection.ask("POST", "/Invoices", json=draft(contact))

        assert answer.status_code == 400
        (refused,) = answer.json()["Elements"]
        assert {"Message": "One or more line items must be specified"} in refused[
            "ValidationErrors"
        ]

    def test_a_note_on_an_invoice(self, connection, invoice):
        """It is the newest line of the history."""
        path = f"/Invoices/{invoice['InvoiceID']}/History"

        connection.record("PUT", path, json={"HistoryRecords": [{"Details": "Rang twice"}]})

        newest = connection.records("GET", path)[0]
        assert (newest["Changes"], newest["Details"]) == ("Note", "Rang twice")

    def test_an_invoice_is_voided_or_a_draft_deleted(self, connection, contact, invoice):
        """Two actions: each takes back what the other may not."""
        started = connection.record(
            "POST", "/Invoices", json=draft(contact, line(1), Status="DRAFT")
        )
        approved, unfinished = (f"/Invoices/{one['InvoiceID']}" for one in (invoice, started))

        refused = connection.ask("POST", approved, json={"Status": "DELETED"})
        voided = connection.record("POST", approved, json={"Status": "VOIDED"})
        deleted = connection.record("POST", unfinished, json={"Status": "DELETED"})

        assert refused.status_code == 400
        assert (voided["Status"], deleted["Status"]) == ("VOIDED", "DELETED")
        assert connection.record("GET", approved)["AmountDue"] == 0

    @pytest.mark.parametrize("path", bodies({"ContactID": ""}))
    def test_a_file_on_any_object(self, connection, contact, path):
        """Attached by its name, replaced under the same name, and got back byte for byte."""
        key, body = bodies(contact)[path]
        path += f"/{connection.record('PUT', path, json=body)[key]}"
        name = f"{path}/Attachments/Receipt%201.pdf"
        as_bytes = {"Content-Type": "application/octet-stream"}

        first = connection.record("POST", name, data=b"%PDF-1.4 one", headers=as_bytes)
        second = connection.record("POST", name, data=b"%PDF-1.4 two", headers=as_bytes)
        (listed,) = connection.records("GET", f"{path}/Attachments")
        got = connection.ask("GET", name, headers={"Accept": "application/pdf"})

        assert (first["FileName"], first["MimeType"]) == ("Receipt 1.pdf", "application/pdf")
        assert (listed["AttachmentID"], listed["ContentLength"]) == (second["AttachmentID"], 12)
        assert (got.content, got.headers["Content-Type"]) == (b"%PDF-1.4 two", "application/pdf")
        told = connection.record("GET", path)
        assert told.get("HasAttachments") is (None if path.startswith("/Quotes") else True)

    def test_an_invoice_is_sent(self, connection, invoice, serve):
        """By e-mail, where the organisation may send any: the Demo Company may not."""
        path = f"/Invoices/{invoice['InvoiceID']}"
        scopes = f"{self.SCOPE} accounting.transactions"
        generous = self.connected(serve(emails=20), scopes)
        customer = generous.record(
            "POST", "/Contacts", json={"Name": "A", "EmailAddress": "a@b.nz"}
        )
        theirs = generous.record("POST", "/Invoices", json=draft(customer, line(1)))

        refused = connection.ask("POST", f"{path}/Email")
        sent = generous.ask("POST", f"/Invoices/{theirs['InvoiceID']}/Email")

        assert (refused.status_code, connection.record("GET", path)["SentToContact"]) == (
            400,
            False,
        )
        assert (sent.status_code, sent.content) == (204, b"")
        told = generous.record("GET", f"/Invoices/{theirs['InvoiceID']}")
        assert told["SentToContact"] is True

    def test_a_raw_request(self, connection, invoice):
        """Any path and method; the answer as JSON, as text, or as it comes."""
        path = f"/Invoices/{invoice['InvoiceID']}"

        as_text = connection.ask("GET", path, headers={"Accept": "application/xml"})
        as_paper = connection.ask("GET", path, headers={"Accept": "application/pdf"})
        a_form = connection.ask(
            "POST", path, data={"xml": "<Invoice><Reference>R</Reference></Invoice>"}
        )
        files = connection.ask(
            "PUT", f"{path}/Attachments/form.txt", files={"file": ("form.txt", b"words")}
        )

        assert as_text.text.startswith("<Response")
        assert as_paper.content.startswith(b"%PDF-")
        assert a_form.json()["Invoices"][0]["Reference"] == "R"
        assert files.status_code == 200
        assert b"words" in connection.ask("GET", f"{path}/Attachments/form.txt").content

    def test_items(self, connection):
        """Created, got, updated, noted, listed, deleted for good."""
        body = {
            "Code": "GEAR",
            "Name": "Gear",
            "Description": "Sold",
            "PurchaseDescription": "Bought",
            "SalesDetails": {"UnitPrice": 5.5, "AccountCode": SALES},
            "PurchaseDetails": {"UnitPrice": 3, "AccountCode": PURCHASES},
            "IsSold": True,
            "IsPurchased": True,
        }
        made = connection.record("POST", "/Items", json=body)
        path = f"/Items/{made['ItemID']}"
        changed = connection.record("POST", path, json={"Code": "GEAR", "Name": "Cog"})
        connection.record("PUT", f"{path}/History", json={"HistoryRecords": [{"Details": "Oiled"}]})
        history = connection.records("GET", f"{path}/History")
        listed = connection.records("GET", "/Items", params={"where": 'Code=="GEAR"'})
        gone = connection.ask("DELETE", path)

        assert (changed["Name"], changed["SalesDetails"]["UnitPrice"]) == ("Cog", 5.5)
        assert [one["Name"] for one in listed] == ["Cog"]
        assert [one["Changes"] for one in history] == ["Note", "Edited", "Created"]
        assert (gone.status_code, gone.content) == (204, b"")
        assert connection.ask("GET", path).status_code == 404

    def test_payments(self, connection, invoice):
        """Paid up to what is due, got, listed, and reversed; then it is owed again."""
        body = {
            "Invoice": {"InvoiceID": invoice["InvoiceID"]},
            "Account": {"Code": BANK},
            "Date": TODAY.isoformat(),
            "Amount": 115,
        }
        paid = connection.record("POST", "/Payments", json=body)
        path = f"/Payments/{paid['PaymentID']}"
        again = connection.ask("PUT", "/Payments", json=body)
        read = connection.record("GET", path)
        mine = f'Invoice.InvoiceID==Guid("{invoice["InvoiceID"]}")'
        listed = connection.records("GET", "/Payments", params={"where": mine, "page": 1})
        history = connection.records("GET", f"{path}/History")
        reversed_ = connection.record("POST", path, json={"Status": "DELETED"})

        assert paid["Invoice"]["AmountDue"] == 0
        assert (read["Status"], read["PaymentType"]) == ("AUTHORISED", "ACCRECPAYMENT")
        assert [one["PaymentID"] for one in listed] == [paid["PaymentID"]]
        assert [one["Changes"] for one in history] == ["Created"]
        assert again.status_code == 400
        (refused,) = again.json()["Elements"]
        assert [one["Message"] for one in refused["ValidationErrors"]] == PAID_TWICE
        assert reversed_["Status"] == "DELETED"
        owed = connection.record("GET", f"/Invoices/{invoice['InvoiceID']}")
        assert (owed["Status"], owed["AmountDue"]) == ("AUTHORISED", 115)

    def test_fetch_all_stops_at_a_short_page(self, connection):
        """Pages of a hundred: the pages together are the list."""
        everything = connection.records("GET", "/Contacts")
        fetched = []
        for page in range(1, 10):
            found = connection.records("GET", "/Contacts", params={"page": page, "pageSize": 10})
            fetched += found
            if len(found) < 10:
                break

        assert [one["ContactID"] for one in fetched] == [one["ContactID"] for one in everything]

    @pytest.mark.parametrize("path", ["/Accounts", "/Contacts", "/Invoices", "/Items", "/Payments"])
    @pytest.mark.parametrize(
        ("since", "status"), [("2020-01-01T00:00:00", 200), ("2099-01-01T00:00:00Z", 304)]
    )
    def test_modified_after(self, connection, invoice, path, since, status):
        """It travels as `If-Modified-Since`; where nothing is newer the answer is 304 and empty."""
        answer = connection.ask("GET", path, headers={"If-Modified-Since": since})

        assert answer.status_code == status
        assert bool(answer.content) is (status == 200)

    @pytest.mark.parametrize("path", ["/Contacts", "/Invoices", "/Items", "/Payments", "/Accounts"])
    def test_what_is_not_there_is_not_found(self, connection, path):
        """In plain words."""
        answer = connection.ask("GET", f"{path}/{NOWHERE}")

        assert answer.status_code == 404
        assert answer.text == "The resource you're looking for cannot be found"
