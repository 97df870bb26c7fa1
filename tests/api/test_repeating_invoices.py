"""Repeating invoices: templates, and the documents that appear when their day has come."""

from datetime import timedelta

import pytest

from mockxero.books.calendar import catch_up
from mockxero.books.changes import Change
from tests.api.client import NO_ID, NOWHERE, XML, Xero, line

MEMBERS = [
    "Schedule", "RepeatingInvoiceID", "Type", "Reference", "HasAttachments", "ApprovedForSending",
    "SendCopy", "MarkAsSent", "IncludePDF", "ID", "Contact", "Status", "LineAmountTypes",
    "LineItems", "SubTotal", "TotalTax", "Total", "CurrencyCode",
]  # fmt: skip
"""# seen: Xero-OpenAPI, createRepeatingInvoices"""
SCHEDULE = {
    "Period": 1,
    "Unit": "MONTHLY",
    "DueDate": 10,
    "DueDateType": "OFFOLLOWINGMONTH",
    "StartDate": "2026-10-31",
}
DELETE_ONLY = "Repeating invoice status must be set to DELETED"
POWER = "ad3550bc-1ae0-45c0-a782-48c6d2061127"


def template(contact, **members):
    return {
        "Type": "ACCREC",
        "Status": "AUTHORISED",
        "Contact": {"ContactID": contact["ContactID"]},
        "Reference": "[Month Year]",
        "Schedule": SCHEDULE,
        "LineItems": [line("5000.00", Description="Fees for [Month]")],
    } | members


@pytest.fixture
def repeating(xero, customer):
    return xero.put("RepeatingInvoices", template(customer)).record


@pytest.fixture
def travel(mock, clock):
    """Moves the clock on; the token of before has expired by then."""

    def by(days):
        clock.advance(timedelta(days=days))
        return Xero(mock)

    return by


def made_from(xero, template):
    found = xero.get(
        "Invoices",
        where=f'RepeatingInvoiceID==guid("{template["RepeatingInvoiceID"]}")',
        order="Date",
        page=1,
    )
    return found.records


def days_of(documents):
    return [one["DateString"][:10] for one in documents]


class TestCreating:
    def test_a_template_comes_back_with_its_next_day(self, repeating):
        assert list(repeating) == MEMBERS
        schedule = repeating["Schedule"]
        assert (
            schedule["NextScheduledDate"] == schedule["StartDate"] == "/Date(1793404800000+0000)/"
        )
        assert repeating["ID"] == repeating["RepeatingInvoiceID"]
        assert (str(repeating["SubTotal"]), str(repeating["Total"])) == ("5000.00", "5750.00")
        assert repeating["LineItems"][0]["TaxType"] == "OUTPUT2"
        assert repeating["CurrencyCode"] == "NZD"

    def test_its_contact_is_shown_in_short(self, repeating, customer):
        assert repeating["Contact"] == {
            "ContactID": customer["ContactID"],
            "Name": "Ada Lovelace",
            "Addresses": [],
            "Phones": [],
            "ContactGroups": [],
            "ContactPersons": [],
            "HasValidationErrors": False,
        }

    def test_the_next_day_is_nothing_that_a_caller_says(self, xero, customer):
        late = SCHEDULE | {"NextScheduledDate": "2030-01-01"}
        made = xero.put("RepeatingInvoices", template(customer, Schedule=late)).record

        assert made["Schedule"]["NextScheduledDate"] == made["Schedule"]["StartDate"]

    def test_it_is_found_by_itself_and_in_the_list(self, xero, repeating):
        """The list leaves nothing out."""
        key = repeating["RepeatingInvoiceID"]

        assert xero.get(f"RepeatingInvoices/{key}").record["Attachments"] == []
        assert [one["RepeatingInvoiceID"] for one in xero.get("RepeatingInvoices").records] == [
            POWER,
            key,
        ]
        found = xero.get("RepeatingInvoices", where='Status=="AUTHORISED"').record
        assert found["LineItems"][0]["Description"] == "Fees for [Month]"

    def test_xml_prints_what_documents_share_first(self, xero):
        """# seen: xeroizer, repeating invoices of 2011"""
        reply = xero.get(f"RepeatingInvoices/{POWER}", headers={"Accept": XML})
        found = reply.xml.find("RepeatingInvoices/RepeatingInvoice")

        assert [one.tag for one in found][:8] == [
            "Contact", "Status", "LineAmountTypes", "LineItems", "SubTotal", "TotalTax", "Total",
            "CurrencyCode",
        ]  # fmt: skip
        assert found.findtext("Schedule/Unit") == "MONTHLY"
        assert found.findtext("Schedule/StartDate").endswith("T00:00:00")
        assert found.find("ID") is None

    def test_xml_is_read(self, xero, customer):
        body = f"""<RepeatingInvoice><Type>ACCREC</Type>
            <Contact><ContactID>{customer["ContactID"]}</ContactID></Contact>
            <Schedule><Period>2</Period><Unit>WEEKLY</Unit><DueDate>7</DueDate>
            <DueDateType>DAYSAFTERINVOICEDATE</DueDateType><StartDate>2026-10-01</StartDate></Schedule>
            <LineItems><LineItem><Description>Work</Description><UnitAmount>10</UnitAmount>
            <AccountCode>200</AccountCode></LineItem></LineItems></RepeatingInvoice>"""
        made = xero.put("RepeatingInvoices", body, type=XML).record

        assert (made["Schedule"]["Period"], made["Status"]) == (2, "DRAFT")


class TestRefusals:
    @pytest.mark.parametrize(
        ("members", "sentences"),
        [
            ({"Schedule": None}, ["A Schedule must be specified"]),
            ({"Contact": None}, ["A Contact must be specified for this type of transaction"]),
            ({"LineItems": []}, ["One or more line items must be specified"]),
            ({"Type": None}, ["The Type field must be specified"]),
            ({"Status": "DELETED"}, ["Repeating invoice not of valid status for creation"]),
            ({"Status": "PAID"}, ["Repeating invoice not of valid status for creation"]),
            ({"CurrencyCode": "EUR"}, ["Organisation is not subscribed to currency EUR"]),
            ({"LineItems": [line(AccountCode="610")]},
             ["Account code '610' is not a valid code for this document."]),
            ({"LineItems": [{"Description": "Work", "UnitAmount": 1}]},
             ["Account code or ID must be specified", "The TaxType field is mandatory"]),
            ({"ApprovedForSending": True, "Status": "DRAFT"},
             ["Only AUTHORISED repeating invoices can be approved for sending"]),
            ({"Type": "ACCPAY", "LineItems": [line(AccountCode="400")]},
             ["Type needs to be ACCREC"]),
            ({"Schedule": SCHEDULE | {"Period": 0}}, ["The Schedule Period must be at least 1"]),
            ({"Schedule": SCHEDULE | {"Unit": None}}, ["The Schedule Unit must be specified"]),
            ({"Schedule": SCHEDULE | {"StartDate": None}},
             ["The Schedule StartDate must be specified"]),
            ({"Schedule": SCHEDULE | {"StartDate": "1999-12-31"}},
             ["The Schedule StartDate is too far in the past"]),
            ({"Schedule": SCHEDULE | {"EndDate": "2026-10-30"}},
             ["The Schedule EndDate cannot be before the StartDate"]),
            ({"Schedule": SCHEDULE | {"DueDate": 32}},
             ["The Schedule DueDate must be between 1 and 31"]),
            ({"Schedule": SCHEDULE | {"DueDate": -1, "DueDateType": "DAYSAFTERINVOICEDATE"}},
             ["The Schedule DueDate must be between 0 and 999"]),
            ({"Schedule": SCHEDULE | {"DueDateType": None}},
             ["The Schedule DueDate and DueDateType must be specified"]),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_a_template(self, xero, customer, members, sentences):
        """Nothing is left of it, in JSON or XML."""
        sent = template(customer, **members)
        reply = xero.put("RepeatingInvoices", sent)

        assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
        assert reply.elements[0]["RepeatingInvoiceID"] == NO_ID
        told = xero.put("RepeatingInvoices", sent, headers={"Accept": XML}).xml
        assert [one.text for one in told.iterfind(".//ValidationError/Message")] == sentences
        assert len(xero.get("RepeatingInvoices").records) == 1

    def test_a_due_date_type_that_xero_does_not_know(self, xero, customer):
        """In the words of its reader. # seen: XeroAPI/xero-node, issue 767: the type's name"""
        odd = template(customer, Schedule=SCHEDULE | {"DueDateType": "SOMEDAY"})
        reply = xero.put("RepeatingInvoices", odd)

        assert reply.refusal == (400, 14)
        assert "ScheduleDueType" in reply.json["Message"]

    def test_each_may_hear_of_its_own_errors(self, xero, customer):
        batch = {"RepeatingInvoices": [template(customer), template(customer, Schedule=None)]}
        reply = xero.put("RepeatingInvoices", batch, summarizeErrors="false")

        assert [one["StatusAttributeString"] for one in reply.records] == ["OK", "ERROR"]

    def test_an_unknown_template(self, xero):
        assert xero.get(f"RepeatingInvoices/{NOWHERE}").status == 404
        assert xero.post(f"RepeatingInvoices/{NOWHERE}", {"Status": "DELETED"}).status == 404


class TestDeleting:
    """# seen: XeroAPI/xero-mcp-server, pull request 192: nothing else can be done to a template"""

    @pytest.mark.parametrize("change", [{"Reference": "X"}, {"Status": "DRAFT"}])
    def test_a_template_is_not_edited(self, xero, repeating, change):
        key = {"RepeatingInvoiceID": repeating["RepeatingInvoiceID"]}

        for reply in (
            xero.post("RepeatingInvoices", key | change),
            xero.post(f"RepeatingInvoices/{repeating['RepeatingInvoiceID']}", change),
        ):
            assert (reply.refusal, reply.sentences) == ((400, 10), [DELETE_ONLY])

    def test_a_deleted_one_is_still_listed_and_makes_nothing(self, xero, repeating, travel):
        """# seen: XeroAPI/Xero-NetStandard, issue 115; whatever else is sent is passed over."""
        sent = {"Status": "DELETED", "Reference": "Z", "LineItems": [line(1)]}
        gone = xero.post(f"RepeatingInvoices/{repeating['RepeatingInvoiceID']}", sent).record
        xero = travel(60)

        assert gone == repeating | {"Status": "DELETED"}
        assert len(xero.get("RepeatingInvoices").records) == 2
        assert made_from(xero, repeating) == []

    def test_its_history_tells(self, xero, repeating, travel):
        path = f"RepeatingInvoices/{repeating['RepeatingInvoiceID']}"
        xero = travel(50)
        xero.post(path, {"Status": "DELETED"})
        xero.put(f"{path}/History", {"HistoryRecords": [{"Details": "Enough"}]})
        told = [(one["Changes"], one["Details"]) for one in xero.get(f"{path}/History").records]

        assert told == [
            ("Note", "Enough"),
            ("Deleted", "[Month Year] for 5750.00."),
            ("Edited", "INV-0041 created."),
            ("Created", "[Month Year] for 5750.00."),
        ]


class TestMaking:
    def test_nothing_is_made_before_its_day(self, repeating, travel):
        assert made_from(travel(46), repeating) == []

    def test_an_invoice_is_made_on_its_day(self, repeating, travel):
        """The day is that of the organisation: in Auckland it begins first."""
        xero = travel(47)
        (made,) = made_from(xero, repeating)
        now = xero.get(f"RepeatingInvoices/{repeating['RepeatingInvoiceID']}").record

        assert made["Status"] == "AUTHORISED"
        assert (made["DateString"], made["DueDateString"]) == (
            "2026-10-31T00:00:00",
            "2026-11-10T00:00:00",
        )
        assert (made["InvoiceNumber"], made["Reference"]) == ("INV-0041", "October 2026")
        assert made["LineItems"][0]["Description"] == "Fees for October"
        assert made["LineItems"][0]["LineItemID"] != repeating["LineItems"][0]["LineItemID"]
        assert (made["Total"], made["AmountDue"]) == (repeating["Total"], repeating["Total"])
        assert made["SentToContact"] is False
        assert now["Schedule"]["NextScheduledDate"] == "/Date(1795996800000+0000)/"

    def test_its_lines_are_filed_as_those_of_the_template(self, xero, customer, travel):
        filed = line(Tracking=[{"Name": "Region", "Option": "North"}])
        sent = xero.put("RepeatingInvoices", template(customer, LineItems=[filed])).record
        (made,) = made_from(travel(47), sent)

        tracking = made["LineItems"][0]["Tracking"]
        assert [(one["Name"], one["Option"]) for one in tracking] == [("Region", "North")]

    def test_every_day_that_passed_makes_one(self, repeating, travel):
        """However late somebody looks; each has its own month and number."""
        xero = travel(120)
        made = made_from(xero, repeating)

        assert [one["DateString"][:10] for one in made] == [
            "2026-10-31",
            "2026-11-30",
            "2026-12-31",
        ]
        assert [one["InvoiceNumber"] for one in made] == ["INV-0041", "INV-0042", "INV-0043"]
        assert made_from(xero, repeating) == made

    def test_a_schedule_that_began_long_ago_catches_up_at_once(self, xero, customer):
        """Nothing of that is sent. Source: Xero's page on Repeating Invoices, as quoted"""
        past = SCHEDULE | {"Unit": "WEEKLY", "StartDate": "2026-09-01", "EndDate": "2026-09-12"}
        sent = template(customer, Schedule=past, ApprovedForSending=True)
        made = xero.put("RepeatingInvoices", sent).record

        assert days_of(made_from(xero, made)) == ["2026-09-01", "2026-09-08"]
        assert {one["SentToContact"] for one in made_from(xero, made)} == {False}
        after = xero.get(f"RepeatingInvoices/{made['RepeatingInvoiceID']}").record
        assert "NextScheduledDate" not in after["Schedule"]

    def test_a_bill_bears_the_reference_as_its_number(self, travel):
        """# seen: the bills of Demo Company (NZ), whose template this is"""
        made = next(iter(made_from(travel(40), {"RepeatingInvoiceID": POWER})))

        assert (made["Type"], made["Status"]) == ("ACCPAY", "DRAFT")
        assert (made["InvoiceNumber"], made["Reference"]) == ("RPT445-1", "")
        assert str(made["Total"]) == "90.00"

    @pytest.mark.parametrize("how", ["ApprovedForSending", "MarkAsSent"])
    def test_one_that_is_sent_says_so(self, xero, customer, travel, how):
        made = xero.put("RepeatingInvoices", template(customer, **{how: True})).record

        assert made_from(travel(47), made)[0]["SentToContact"] is True

    def test_what_cannot_be_approved_stays_a_draft(self, xero, customer, travel):
        """There is none of it on hand. # guess"""
        stock = {"InventoryAssetAccountCode": "630", "PurchaseDetails": {"COGSAccountCode": "310"}}
        assert xero.put("Items", {"Code": "PEN"} | stock).status == 200
        sent = template(customer, LineItems=[line(ItemCode="PEN")])
        made = xero.put("RepeatingInvoices", sent).record

        assert [one["Status"] for one in made_from(travel(47), made)] == ["DRAFT"]

    def test_what_cannot_be_recorded_is_told_and_passed_over(self, xero, customer, travel):
        """# guess"""
        made = xero.put("RepeatingInvoices", template(customer)).record
        books = next(iter(xero.mock.world.organisations.values()))
        record = books.organisation
        books.organisation = record.but(period_lock_date=record.created.date().replace(year=2027))
        xero = travel(47)

        assert made_from(xero, made) == []
        told = xero.get(f"RepeatingInvoices/{made['RepeatingInvoiceID']}/History").records[0]
        assert told["Details"].startswith("The document date cannot be before the period lock date")

    def test_it_happens_once_and_costs_nothing_otherwise(self, xero, repeating, travel, mock):
        """Looking changes nothing, and reads no template but the one that comes first."""
        travel(47).get("Currencies")
        books = next(iter(mock.world.organisations.values()))
        before = len(books.changes)
        catch_up(books)

        assert len(books.changes) == before
        assert {change.client_id for change in books.changes[-2:]} == {""}

    def test_webhooks_would_hear_of_it(self, repeating, travel, mock):
        heard: list[Change] = []
        mock.world.listen(heard.extend)
        travel(47).get("Organisation")

        assert ("Invoices", True) in [(one.resource, one.created) for one in heard]
