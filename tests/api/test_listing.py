"""Lists: filters, orders, pages, and what has changed since."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from mockxero.resources import catalogue
from tests.api.client import (
    NOWHERE,
    XML,
    Xero,
    credit_note,
    invoice,
    line,
    manual_journal,
    money,
    purchase_order,
    quote_of,
)

HEARS_WHERE = {
    "Accounts",
    "BankTransactions",
    "BankTransfers",
    "BatchPayments",
    "ContactGroups",
    "Contacts",
    "CreditNotes",
    "Currencies",
    "Employees",
    "ExpenseClaims",
    "Invoices",
    "Items",
    "ManualJournals",
    "Overpayments",
    "Payments",
    "Prepayments",
    "Receipts",
    "RepeatingInvoices",
    "TaxRates",
    "TrackingCategories",
    "Users",
}
HEARS_SINCE = {
    "Accounts",
    "BankTransactions",
    "BankTransfers",
    "BatchPayments",
    "Contacts",
    "CreditNotes",
    "Employees",
    "ExpenseClaims",
    "Invoices",
    "Items",
    "Journals",
    "ManualJournals",
    "Overpayments",
    "Payments",
    "Prepayments",
    "PurchaseOrders",
    "Quotes",
    "Receipts",
    "Users",
}
PAGED = {
    "BankTransactions",
    "Contacts",
    "CreditNotes",
    "Invoices",
    "ManualJournals",
    "Overpayments",
    "Payments",
    "Prepayments",
}
ALWAYS_PAGED = {"LinkedTransactions", "PurchaseOrders", "Quotes"}
LISTS = (
    HEARS_WHERE
    | {"BrandingThemes", "Budgets", "Journals", "Organisation", "PaymentServices", "Reports"}
    | ALWAYS_PAGED
)
"""Xero's documentation, parameter by parameter."""


def each(names):
    return pytest.mark.parametrize("path", sorted(names))


def numbers(reply):
    return [one["InvoiceNumber"] for one in reply.records]


def names(reply):
    return [one["Name"] for one in reply.records]


def ids(reply, member):
    return [one[member] for one in reply.records]


def test_every_list_is_looked_at_here():
    """A new resource has to say here what its list hears."""
    found = {r.about.path or r.about.plural for r in catalogue() if "GET" in r.about.collection}

    assert found == LISTS


class TestWhere:
    @each(HEARS_WHERE)
    def test_a_filter_that_makes_no_sense_is_refused(self, shared, path):
        """Error 16, in the tongue that was asked for."""
        refused = shared.get(path, where="NoSuchField==1")
        in_xml = shared.get(path, where="NoSuchField==1", headers={"Accept": XML})

        assert refused.refusal == (400, 16)
        assert refused.json["Type"] == "QueryParseException"
        assert (in_xml.status, in_xml.xml.findtext("ErrorNumber")) == (400, "16")

    @each(LISTS - HEARS_WHERE - {"Quotes"})  # which refuse it
    def test_some_lists_do_not_hear_it(self, shared, path):
        """Where Xero documents no filter, one is ignored."""
        assert shared.get(path, where="NoSuchField==1").records == shared.get(path).records

    @each(HEARS_WHERE)
    @pytest.mark.parametrize("blank", ["", "  "])
    def test_a_blank_one_is_none(self, shared, path, blank):
        """Several SDKs send it."""
        assert shared.get(path, where=blank).records == shared.get(path).records

    @pytest.mark.parametrize(
        ("path", "where", "how_many"),
        [
            ("Accounts", 'Type=="BANK"', 2),
            ("Accounts", 'Class=="ASSET" AND Type!="BANK"', 9),
            ("ContactGroups", 'Name.StartsWith("Training")', 1),
            ("Contacts", 'Name.Contains("limo")||Name=="xero"', 2),
            ("Contacts", "IsSupplier==true AND IsCustomer==true", 2),
            ("CreditNotes", 'Type=="ACCRECCREDIT" && Status="PAID"', 3),
            ("Currencies", 'Code=="NZD"', 1),
            ("Invoices", 'Type=="ACCREC" AND Status=="DRAFT"', 2),
            ("Invoices", 'Contact.Name=="Ridgeway University"', 13),
            ("Invoices", 'Status=="VOIDED" OR (Status=="DRAFT" AND Total>100)', 3),
            ("Items", 'Code=="BOOK"', 1),
            ("Payments", 'PaymentType=="ACCPAYPAYMENT"', 29),
            ("TaxRates", 'Status=="DELETED"', 2),
            ("TrackingCategories", 'Name=="REGION"', 1),
        ],
    )
    def test_a_filter_picks_what_it_describes(self, shared, path, where, how_many):
        """Of the Demo Company's books, as counted by hand."""
        assert len(shared.get(path, where=where).records) == how_many

    def test_it_looks_into_other_records(self, shared):
        """A payment by its invoice, an invoice by its contact, both by GUID."""
        paid = shared.get("Payments").records[0]["Invoice"]["InvoiceID"]
        owed = shared.get("Invoices").records[0]["Contact"]["ContactID"]

        assert shared.get("Payments", where=f'Invoice.InvoiceID==guid("{paid}")').records
        assert {
            one["Contact"]["ContactID"]
            for one in shared.get("Invoices", where=f'Contact.ContactID=Guid("{owed}")').records
        } == {owed}

    def test_it_is_joined_with_the_other_parameters(self, shared):
        """AND between all of them."""
        both = shared.get(
            "Invoices", where='Type=="ACCPAY"', Statuses="AUTHORISED,DRAFT", searchTerm="rpt"
        )
        for one in both.records:
            assert (one["Type"], one["Status"]) == ("ACCPAY", "AUTHORISED")


class TestOrder:
    @each(LISTS - {"Journals"})  # whose order nobody can change
    def test_one_that_makes_no_sense_is_refused(self, shared, path):
        """Error 16."""
        assert shared.get(path, order="NoSuchField DESC").refusal == (400, 16)

    @pytest.mark.parametrize(
        ("path", "member"),
        [
            ("Accounts", "Code"),
            ("ContactGroups", "Name"),
            ("Contacts", "Name"),
            ("CreditNotes", "Total"),
            ("Currencies", "Code"),
            ("Invoices", "Total"),
            ("Invoices", "DueDate"),
            ("Items", "Code"),
            ("Payments", "Amount"),
            ("TaxRates", "DisplayTaxRate"),
        ],
    )
    def test_it_ascends_unless_told_otherwise(self, shared, path, member):
        """``order=Total``, ``Total ASC``, ``total desc``."""
        ascending = [one[member] for one in shared.get(path, order=member).records]
        descending = [one[member] for one in shared.get(path, order=f"{member} DESC").records]

        assert ascending == sorted(ascending, key=as_compared)
        assert descending == sorted(ascending, key=as_compared, reverse=True)
        assert ascending == [
            one[member] for one in shared.get(path, order=f"{member.lower()} asc").records
        ]

    def test_one_column_comes_after_another(self, shared):
        """``order=Status DESC,Total``."""
        found = shared.get("Invoices", order="Status DESC, Total ASC").records
        statuses = [one["Status"] for one in found]

        assert statuses == sorted(statuses, reverse=True)
        for status in set(statuses):
            totals = [one["Total"] for one in found if one["Status"] == status]
            assert totals == sorted(totals)

    @pytest.mark.parametrize(
        ("path", "key"),
        [("Contacts", "Contact"), ("CreditNotes", "CreditNote"), ("Invoices", "Invoice")],
    )
    def test_by_default_what_changed_last_comes_last(self, shared, path, key):
        """By UpdatedDateUTC, then by id."""
        found = shared.get(path, page=1, pageSize=1000).records
        keys = [(milliseconds(one["UpdatedDateUTC"]), one[f"{key}ID"]) for one in found]

        assert keys == sorted(keys)

    def test_a_change_moves_a_record_to_the_end(self, xero, clock):
        """At once, whatever was listed before."""
        first = xero.get("Contacts").records[0]["ContactID"]
        clock.advance(timedelta(seconds=1))
        xero.post(f"Contacts/{first}", {"FirstName": "A"})

        assert xero.get("Contacts").records[-1]["ContactID"] == first


def as_compared(value):
    return value.casefold() if isinstance(value, str) else value


def milliseconds(date):
    return int(date[6:-7])


@pytest.fixture(scope="module")
def many(open_mock):
    """More than a hundred of everything that has pages."""
    xero = Xero(open_mock(None, "nz"))
    made = [{"Name": f"Customer {number:03}"} for number in range(110)]
    customer = xero.put("Contacts", {"Contacts": made}).records[0]
    notes = [credit_note(customer) for _ in range(110)]
    assert xero.put("CreditNotes", {"CreditNotes": notes}).status == 200
    owed = [invoice(customer) for _ in range(110)]
    paid = [
        {"Invoice": {"InvoiceID": one["InvoiceID"]}, "Account": {"Code": "090"}, "Amount": 1}
        for one in xero.put("Invoices", {"Invoices": owed}).records
    ]
    assert xero.put("Payments", {"Payments": paid}).status == 200
    kinds = ("SPEND-PREPAYMENT", "SPEND-OVERPAYMENT")
    ahead = [money(customer, Type=kind) for kind in kinds for _ in range(110)]
    assert xero.put("BankTransactions", {"BankTransactions": ahead}).status == 200
    entries = [manual_journal() for _ in range(110)]
    assert xero.put("ManualJournals", {"ManualJournals": entries}).status == 200
    return xero


class TestPages:
    @each(PAGED)
    def test_a_page_has_a_hundred_records_at_most(self, many, path):
        """Unless told otherwise."""
        whole = len(many.get(path).records)
        body = many.get(path, page=1).json

        assert len(body[path]) == min(100, whole)
        assert body["pagination"] == {
            "page": 1,
            "pageSize": 100,
            "pageCount": -(-whole // 100),
            "itemCount": whole,
        }

    @each(PAGED)
    @pytest.mark.parametrize("size", [1, 7, 50, 1000])
    def test_the_pages_together_are_the_list(self, many, path, size):
        """Each record once, in the order of the list."""
        key = f"{path[:-1]}ID"
        whole = ids(many.get(path), key)
        if size == 1:
            whole = whole[:5]
        pages = range(1, -(-len(whole) // size) + 1)
        found = [many.get(path, page=page, pageSize=size) for page in pages]

        assert [one for page in found for one in ids(page, key)] == whole

    @each(PAGED)
    def test_a_page_beyond_the_end_is_empty(self, many, path):
        """200: loops end there."""
        body = many.get(path, page=99).json

        assert body[path] == []
        assert body["pagination"]["page"] == 99
        assert body["pagination"]["itemCount"] > 0

    @each(LISTS - PAGED - ALWAYS_PAGED)
    def test_some_lists_have_no_pages(self, shared, path):
        """They show everything, and count nothing."""
        reply = shared.get(path, page=2, pageSize=1)

        assert "pagination" not in reply.json
        assert reply.records == shared.get(path).records

    @each(PAGED)
    def test_a_size_alone_asks_for_no_page(self, many, path):
        """``pageSize`` needs ``page``."""
        reply = many.get(path, pageSize=2)

        assert "pagination" not in reply.json
        assert len(reply.records) > 2

    @pytest.mark.parametrize(
        ("asked", "told"),
        [("1", 1), ("1000", 1000), ("1001", 1000), ("5000", 1000), ("0", 1), ("-5", 1), ("x", 100)],
    )
    def test_sizes_are_cut_to_what_xero_gives(self, many, asked, told):
        """Between 1 and 1000."""
        assert many.get("Invoices", page=1, pageSize=asked).json["pagination"]["pageSize"] == told

    @pytest.mark.parametrize("page", ["0", "-1", "+1", " 1 "])
    def test_page_0_is_page_1(self, many, page):
        """And so is anything before it."""
        assert many.get("Invoices", page=page).records == many.get("Invoices", page=1).records

    @pytest.mark.parametrize("page", ["", "x", "1.5", "0x1", "\u0661"])
    def test_what_is_no_number_is_no_page(self, many, page):
        """As if it were not there."""
        assert "pagination" not in many.get("Invoices", page=page).json

    def test_a_page_counts_what_was_filtered(self, many):
        """itemCount is of the filter, not of the books."""
        body = many.get("Invoices", page=1, pageSize=10, where='Type=="ACCPAY"').json

        assert body["pagination"]["itemCount"] == 41
        assert body["pagination"]["pageCount"] == 5

    def test_an_empty_list_has_no_pages(self, many):
        """Zero of them."""
        body = many.get("Invoices", page=1, where='Status=="NONE"').json

        assert body["pagination"] == {"page": 1, "pageSize": 100, "pageCount": 0, "itemCount": 0}


class TestWhatListsLeaveOut:
    @pytest.mark.parametrize("path", ["Invoices", "CreditNotes"])
    def test_without_a_page_documents_have_no_lines(self, shared, path):
        """An empty list of them; with a page they are all there."""
        assert {len(one["LineItems"]) for one in shared.get(path).records} == {0}
        assert all(one["LineItems"] for one in shared.get(path, page=1).records)

    @pytest.mark.parametrize("query", [{}, {"page": 1}])
    def test_a_listed_document_names_its_contact_in_short(self, shared, query):
        """Id and name, and empty lists."""
        for one in shared.get("Invoices", **query).records:
            assert list(one["Contact"]) == [
                "ContactID",
                "Name",
                "Addresses",
                "Phones",
                "ContactGroups",
                "ContactPersons",
                "HasValidationErrors",
            ]

    def test_a_document_alone_shows_its_contact_in_full(self, shared):
        """Addresses and all."""
        found = shared.get("Invoices/INV-0016").record

        assert found["Contact"]["ContactStatus"] == "ACTIVE"
        assert found["Attachments"] == []

    @pytest.mark.parametrize("force", [{"Statuses": "PAID"}, {"statuses": "PAID,DRAFT"}])
    def test_statuses_make_a_page(self, shared, force):
        """With lines and counts, though nobody asked for one."""
        reply = shared.get("Invoices", **force)

        assert reply.json["pagination"]["page"] == 1
        assert all(one["LineItems"] for one in reply.records)

    @pytest.mark.parametrize("path", ["Invoices", "Contacts"])
    def test_a_summary_makes_a_page(self, shared, path):
        """A page of 100, and any page that is asked for."""
        assert shared.get(path, summaryOnly="true").json["pagination"]["pageSize"] == 100
        assert shared.get(path, summaryOnly="true", page=2, pageSize=5).json["pagination"] == {
            "page": 2,
            "pageSize": 5,
            "pageCount": -(-len(shared.get(path).records) // 5),
            "itemCount": len(shared.get(path).records),
        }

    @pytest.mark.parametrize(
        ("path", "dropped"),
        [
            ("Invoices", {"Payments", "HasAttachments", "LineItems"}),
            (
                "Contacts",
                {
                    "Addresses",
                    "Balances",
                    "ContactGroups",
                    "ContactPersons",
                    "IsCustomer",
                    "IsSupplier",
                    "PurchasesDefaultAccountCode",
                    "PurchasesTrackingCategories",
                    "SalesDefaultAccountCode",
                    "SalesTrackingCategories",
                },
            ),
        ],
    )
    def test_a_summary_drops_the_heavy_members(self, shared, path, dropped):
        """Those that Xero's documentation names."""
        for one in shared.get(path, summaryOnly="true").records:
            assert dropped.isdisjoint(one)

    def test_no_is_no_summary(self, shared):
        """``summaryOnly=false`` is the plain list."""
        plain = shared.get("Invoices", summaryOnly="false")

        assert plain.records == shared.get("Invoices").records

    def test_unit_amounts_have_four_decimals_where_asked(self, xero, customer):
        """``unitdp=4``, in writing and in reading, page or single."""
        sent = invoice(customer, line("1.23456", Quantity=1))
        four = xero.put("Invoices", sent, unitdp=4)
        two = xero.put("Invoices", sent)
        where = f'InvoiceNumber=="{four.record["InvoiceNumber"]}"'
        path = f"Invoices/{four.record['InvoiceID']}"

        assert '"UnitAmount": 1.2346,' in four.text
        assert '"UnitAmount": 1.23,' in two.text
        assert '"UnitAmount": 1.2346,' in xero.get(path, unitdp=4).text
        assert '"UnitAmount": 1.23,' in xero.get(path).text
        assert '"UnitAmount": 1.2346,' in xero.get("Invoices", where=where, page=1, unitdp=4).text
        assert '"UnitAmount": 1.23,' in xero.get("Invoices", where=where, page=1, unitdp=2).text

    def test_item_prices_have_four_decimals_where_asked(self, xero):
        """The same."""
        xero.put("Items", {"Code": "FINE", "SalesDetails": {"UnitPrice": 1.23456}}, unitdp=4)

        assert '"UnitPrice": 1.2346' in xero.get("Items/FINE", unitdp=4).text
        assert '"UnitPrice": 1.23\r' in xero.get("Items/FINE").text
        assert '"UnitPrice": 1.2346' in xero.get("Items", unitdp=4).text


class TestNamedOnes:
    @pytest.mark.parametrize("path", ["Contacts", "Invoices"])
    def test_ids_pick_records(self, shared, path):
        """With or without dashes, with blanks after the commas, in any case."""
        key = f"{path[:-1]}ID"
        some = ids(shared.get(path), key)[3:6]
        written = f"{some[0].upper()}, {UUID(some[1]).hex},{some[2]},"

        assert sorted(ids(shared.get(path, IDs=written), key)) == sorted(some)
        assert ids(shared.get(path, ids=",".join(some)), key) == some

    @pytest.mark.parametrize("path", ["Contacts", "Invoices"])
    def test_ids_that_nobody_has_pick_nothing(self, shared, path):
        """No error either."""
        assert shared.get(path, IDs=f"{NOWHERE},nonsense").records == []

    @pytest.mark.parametrize("path", ["Contacts", "Invoices"])
    @pytest.mark.parametrize("blank", ["", ",", " , "])
    def test_no_ids_pick_everything(self, shared, path, blank):
        """A blank list is none."""
        assert len(shared.get(path, IDs=blank).records) == len(shared.get(path).records)

    def test_ids_come_in_the_order_of_the_list(self, shared):
        """Not in that of the parameter; and each once."""
        some = ids(shared.get("Contacts", order="Name DESC"), "ContactID")[:4]
        asked = ",".join([*reversed(some), some[0]])

        assert ids(shared.get("Contacts", IDs=asked, order="Name DESC"), "ContactID") == some

    def test_ids_are_paged_and_filtered_like_everything(self, shared):
        """``IDs``, ``where``, ``page``."""
        some = ids(shared.get("Invoices", where='Type=="ACCREC"'), "InvoiceID")[:3]
        asked = ",".join(some)
        body = shared.get("Invoices", IDs=asked, page=2, pageSize=2).json

        assert body["pagination"]["itemCount"] == 3
        assert [one["InvoiceID"] for one in body["Invoices"]] == some[2:]
        assert shared.get("Invoices", IDs=asked, where='Type=="ACCPAY"').records == []

    def test_invoice_numbers_pick_invoices(self, shared):
        """In any case; bills have none of their own."""
        reply = shared.get("Invoices", InvoiceNumbers="inv-0016, INV-0010,INV-9999")

        assert set(numbers(reply)) == {"INV-0016", "INV-0010"}

    def test_contact_ids_pick_invoices(self, shared):
        """Of two customers, all of theirs."""
        some = ids(shared.get("Contacts", where='Name.StartsWith("Ridgeway")'), "ContactID")
        reply = shared.get("Invoices", ContactIDs=",".join(some))

        assert {one["Contact"]["ContactID"] for one in reply.records} <= set(some)
        assert len(reply.records) == 13

    def test_statuses_pick_invoices(self, shared):
        """In any case."""
        reply = shared.get("Invoices", Statuses="draft,VOIDED")

        assert sorted(one["Status"] for one in reply.records) == ["DRAFT", "DRAFT", "VOIDED"]

    def test_an_unknown_status_picks_nothing(self, shared):
        """200."""
        assert shared.get("Invoices", Statuses="NONSENSE").records == []

    @pytest.mark.parametrize(
        ("path", "term", "found"),
        [
            ("Contacts", "limo", ["City Limousines"]),
            ("Contacts", "XERO", ["Xero"]),
            ("Invoices", "inv-0016", ["INV-0016"]),
            ("Invoices", "crm08", ["INV-0020", "INV-0035"]),
        ],
    )
    def test_a_search_looks_into_names_and_numbers(self, shared, path, term, found):
        """A part of them, in any case."""
        told = names if path == "Contacts" else numbers

        assert told(shared.get(path, searchTerm=term)) == found

    @pytest.mark.parametrize(
        "member",
        ["Name", "FirstName", "LastName", "ContactNumber", "CompanyNumber", "EmailAddress"],
    )
    def test_a_search_looks_into_six_members_of_a_contact(self, xero, member):
        """All that Xero's documentation names."""
        needle = "Needle@hay.example"
        made = xero.put("Contacts", {"Name": "N", member: needle}).record

        assert ids(xero.get("Contacts", searchTerm="eedle@HAY"), "ContactID") == [made["ContactID"]]

    def test_a_search_takes_its_characters_as_they_are(self, shared):
        """Neither wildcards nor patterns."""
        for term in (".*", "%", "_", "\\", "["):
            assert shared.get("Invoices", searchTerm=term).records == []

    def test_an_app_finds_what_it_made(self, xero, web):
        """``createdByMyApp=true``."""
        customer = xero.put("Contacts", {"Name": "A"}).record
        mine = xero.put("Invoices", invoice(customer)).record["InvoiceID"]
        theirs = web.put("Invoices", invoice(customer)).record["InvoiceID"]

        assert ids(xero.get("Invoices", createdByMyApp="true"), "InvoiceID") == [mine]
        assert ids(web.get("Invoices", createdByMyApp="true"), "InvoiceID") == [theirs]
        assert {mine, theirs} < set(ids(xero.get("Invoices", createdByMyApp="false"), "InvoiceID"))


class TestHiddenOnes:
    @pytest.fixture
    def archived(self, xero, customer):
        change = {"ContactStatus": "ARCHIVED"}
        return xero.post(f"Contacts/{customer['ContactID']}", change).record["ContactID"]

    def test_archived_contacts_are_hidden(self, xero, archived):
        """Even from a filter that asks for them."""
        for query in ({}, {"page": 1}, {"where": 'ContactStatus=="ARCHIVED"'}, {"IDs": archived}):
            assert archived not in ids(xero.get("Contacts", **query), "ContactID")

    def test_archived_contacts_are_shown_to_who_asks(self, xero, archived):
        """``includeArchived=true``, alone or with others."""
        for query in ({}, {"page": 1}, {"where": 'ContactStatus=="ARCHIVED"'}, {"IDs": archived}):
            reply = xero.get("Contacts", includeArchived="true", **query)
            assert archived in ids(reply, "ContactID")

    def test_archived_tracking_categories_are_hidden_too(self, xero):
        """Until somebody asks."""
        made = xero.put("TrackingCategories", {"Name": "Old"}).record["TrackingCategoryID"]
        xero.post(f"TrackingCategories/{made}", {"Status": "ARCHIVED"})

        assert made not in ids(xero.get("TrackingCategories"), "TrackingCategoryID")
        shown = xero.get("TrackingCategories", includeArchived="true")
        assert made in ids(shown, "TrackingCategoryID")

    def test_deleted_groups_are_gone_from_lists(self, xero):
        """Only active ones are listed."""
        made = xero.put("ContactGroups", {"Name": "Old"}).record["ContactGroupID"]
        gone = xero.post(f"ContactGroups/{made}", {"Status": "DELETED"}).record

        assert gone["Status"] == "DELETED"
        assert made not in ids(xero.get("ContactGroups"), "ContactGroupID")

    def test_deleted_tax_rates_are_listed(self, shared):
        """As recorded."""
        assert "DELETED" in {one["Status"] for one in shared.get("TaxRates").records}

    def test_deleted_payments_are_listed(self, xero):
        """A filter is the usual way to be rid of them."""
        owed = xero.get("Invoices", where='Type=="ACCREC"&&Status=="AUTHORISED"').records[0]
        sent = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Account": {"Code": "090"}}
        paid = xero.put("Payments", sent | {"Amount": 1}).record["PaymentID"]
        xero.post(f"Payments/{paid}", {"Status": "DELETED"})

        assert paid in ids(xero.get("Payments"), "PaymentID")
        assert paid not in ids(xero.get("Payments", where='Status!="DELETED"'), "PaymentID")


def since(moment):
    return {"If-Modified-Since": moment}


class TestModifiedSince:
    """Everything in the books is from the moment of the reset, 09:30:00.532, or from 2010."""

    @pytest.mark.parametrize(
        "written",
        [
            "2026-09-14T09:30:00",
            "2026-09-14T09:30:00.999Z",
            "2026-09-14T09:30",
            "2026-09-14T09:30Z",
            "2026-09-14 09:30:00",
            "2026-09-14T09:30:00.000000+00:00",
            "2026-09-14T09:30:00.5329999Z",
            "2026-09-14T02:30:00.532-07:00",
            "2026-09-14T21:30:00+12:00",
            "2026-09-14T21:30:00+1200",
            '"2026-09-14T09:30:00"',
            "Mon, 14 Sep 2026 09:30:00 GMT",
            "Monday, 14-Sep-26 09:30:00 GMT",
        ],
    )
    def test_every_spelling_of_a_moment_is_understood(self, xero, clock, written):
        """Each client has its own; without a zone it is UTC; seconds count, no fractions."""
        at_the_moment = xero.get("Contacts").records
        clock.advance(-timedelta(seconds=1))
        xero.put("Contacts", {"Name": "Earlier"})

        assert xero.get("Contacts", headers=since(written)).records == at_the_moment

    @each(HEARS_SINCE)
    def test_a_list_without_changes_is_not_sent(self, shared, path):
        """304 without a body, with the quota."""
        reply = shared.get(path, headers=since("2026-09-14T09:30:01"))

        assert (reply.status, reply.content, reply.type) == (304, b"", None)
        assert int(reply.headers["X-MinLimit-Remaining"]) >= 0

    @each(HEARS_SINCE)
    def test_a_switch_makes_that_an_empty_list(self, open_mock, clock, path):
        """200, as older observations have it."""
        xero = Xero(open_mock(clock, nothing_modified=200))

        assert xero.get(path, headers=since("2026-09-14T09:30:01")).records == []

    @each(LISTS - HEARS_SINCE)
    def test_some_lists_do_not_hear_it(self, shared, path):
        """They are sent in full."""
        reply = shared.get(path, headers=since("2099-01-01T00:00:00"))

        assert reply.records == shared.get(path).records

    @pytest.mark.parametrize("written", ["", "yesterday", "2026-13-01", "1e9", "2026-09-14T25:00"])
    def test_what_is_no_moment_is_ignored(self, shared, written):
        """The list is sent in full."""
        reply = shared.get("Contacts", headers=since(written))

        assert reply.records == shared.get("Contacts").records

    @each(HEARS_SINCE - {"Journals", "Users"})  # which nobody can write
    def test_only_what_changed_is_sent(self, xero, clock, path):
        """New and edited records alike."""
        clock.advance(timedelta(minutes=10))
        moment = clock.now()
        touched = {changed(xero, path), changed(xero, path)}
        reply = xero.get(path, headers=since(moment.isoformat()))

        assert set(ids(reply, key_of(path))) == touched

    def test_it_is_joined_with_a_filter_an_order_and_a_page(self, xero, clock):
        """Counts are of what has changed."""
        clock.advance(timedelta(minutes=10))
        moment = clock.now()
        for name in "CABD":
            xero.put("Contacts", {"Name": name})
        query = {"where": 'Name!="D"', "order": "Name DESC", "page": 1, "pageSize": 2}
        reply = xero.get("Contacts", headers=since(moment.isoformat()), **query)

        assert names(reply) == ["C", "B"]
        assert reply.json["pagination"]["itemCount"] == 3

    def test_a_page_beyond_the_end_is_no_lack_of_changes(self, xero):
        """Something has changed, only not on this page: 200."""
        moment = since("2026-09-14T09:30:00")

        assert xero.get("Contacts", headers=moment, page=99).records == []

    def test_a_record_alone_does_not_hear_it(self, shared):
        """A GET by id always shows it."""
        reply = shared.get("Invoices/INV-0016", headers=since("2099-01-01T00:00:00"))

        assert reply.record["InvoiceNumber"] == "INV-0016"

    @pytest.mark.parametrize("path", ["Invoices", "CreditNotes", "Payments"])
    def test_moments_from_before_the_first_record_find_everything(self, shared, path):
        """The year 1970, as Node has it."""
        reply = shared.get(path, headers=since("1970-01-01T00:00:00.000Z"))

        assert len(reply.records) == len(shared.get(path).records)


def key_of(path):
    return f"{path[:-1]}ID"


DOCUMENTS = {
    "BankTransactions": money,
    "CreditNotes": credit_note,
    "PurchaseOrders": purchase_order,
    "Quotes": quote_of,
}


def expense(xero, contact):
    """The ids of a receipt and of the claim that it is in."""
    user = {"UserID": xero.get("Users").record["UserID"]}
    sent = {"User": user, "Contact": contact, "LineItems": [line()]}
    key = {"ReceiptID": xero.put("Receipts", sent).record["ReceiptID"]}
    claim = xero.put("ExpenseClaims", {"User": user, "Receipts": [key]}).record
    return {"Receipts": key["ReceiptID"], "ExpenseClaims": claim["ExpenseClaimID"]}


def changed(xero, path):
    """The id of a record that was changed just now."""
    number = len(xero.get(path).records)
    if path == "Accounts":
        account = xero.get(path).records[number % 7 + 20]["AccountID"]
        return xero.post(f"Accounts/{account}", {"Description": f"{number}"}).record["AccountID"]
    alone = {
        "Items": {"Code": f"new {number}"},
        "Contacts": {"Name": f"new {number}"},
        "Employees": {"FirstName": "A", "LastName": f"{number}"},
        "ManualJournals": manual_journal(),
        "BankTransfers": {
            "FromBankAccount": {"Code": "090"},
            "ToBankAccount": {"Code": "091"},
            "Amount": 1,
        },
    }
    if path in alone:
        return xero.put(path, alone[path]).record[key_of(path)]
    people = len(xero.get("Contacts").records)
    contact = xero.put("Contacts", {"Name": f"for {path} {people}"}).record
    if path in ("Receipts", "ExpenseClaims"):
        return expense(xero, contact)[path]
    if path in DOCUMENTS:
        return xero.put(path, DOCUMENTS[path](contact)).record[key_of(path)]
    if path in ("Overpayments", "Prepayments"):
        ahead = money(contact, Type=f"SPEND-{path[:-1].upper()}")
        return xero.put("BankTransactions", ahead).record[key_of(path)]
    owed = xero.put("Invoices", invoice(contact)).record["InvoiceID"]
    if path == "Invoices":
        return owed
    paid, account = {"Invoice": {"InvoiceID": owed}, "Amount": Decimal(1)}, {"Code": "090"}
    if path == "BatchPayments":
        batch = {"Account": account, "Date": "2026-09-10", "Payments": [paid]}
        return xero.put(path, batch).record["BatchPaymentID"]
    return xero.put("Payments", paid | {"Account": account}).record["PaymentID"]


class TestListsFollowChanges:
    """Lists are kept for the next time; nothing of that may ever show."""

    def test_a_list_asked_for_again_and_again_shows_every_change(self, xero, clock):
        """Made, renamed, archived: filtered, ordered and paged."""
        query = {"where": 'Name.StartsWith("Z")', "order": "Name DESC", "page": 1, "pageSize": 2}
        told = []
        made = {}
        for name in ("Z2", "Z1", "Z3"):
            made[name] = xero.put("Contacts", {"Name": name}).record["ContactID"]
            told.append(names(xero.get("Contacts", **query)))
        xero.post(f"Contacts/{made['Z1']}", {"Name": "Z9"})
        told.append(names(xero.get("Contacts", **query)))
        xero.post(f"Contacts/{made['Z3']}", {"ContactStatus": "ARCHIVED"})
        told.append(names(xero.get("Contacts", **query)))

        assert told == [["Z2"], ["Z2", "Z1"], ["Z3", "Z2"], ["Z9", "Z3"], ["Z9", "Z2"]]

    def test_a_list_follows_records_that_its_filter_looks_into(self, xero):
        """A contact's new name moves its invoices from one filter to the other."""
        contact = xero.put("Contacts", {"Name": "Before"}).record["ContactID"]
        xero.put("Invoices", invoice(contact))
        found = []
        for _ in range(2):
            found.append(
                [
                    len(xero.get("Invoices", where=f'Contact.Name=="{name}"').records)
                    for name in ("Before", "After")
                ]
            )
            xero.post(f"Contacts/{contact}", {"Name": "After"})

        assert found == [[1, 0], [0, 1]]

    def test_what_is_shown_of_others_follows_them_too(self, xero):
        """The name of a contact inside its invoices, the code of an account inside their lines."""
        contact = xero.put("Contacts", {"Name": "Before"}).record["ContactID"]
        made = xero.put("Invoices", invoice(contact)).record
        account = made["LineItems"][0]["AccountID"]
        for path in (f"Invoices/{made['InvoiceID']}", "Invoices"):
            xero.get(path, page=1)
        xero.post(f"Contacts/{contact}", {"Name": "After"})
        xero.post(f"Accounts/{account}", {"Code": "201"})

        single = xero.get(f"Invoices/{made['InvoiceID']}").record
        listed = xero.get("Invoices", page=1, IDs=made["InvoiceID"]).record
        for shown in (single, listed):
            assert shown["Contact"]["Name"] == "After"
            assert shown["LineItems"][0]["AccountCode"] == "201"


def test_the_moment_of_the_books_is_that_of_the_clock(shared_mock):
    """What these tests start from."""
    assert shared_mock.world.clock.now() == datetime(2026, 9, 14, 9, 30, 0, 532000)
