"""Purchase orders: placed, found by number, billed and deleted."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, Record, Reply, Xero, invoice, line, purchase_order

STATUS = "PurchaseOrder status change is invalid"
DELETED = "Deleted PurchaseOrders cannot be updated"
UNIQUE = "Order number must be unique"
NO_CONTACT = "A Contact must be specified for this type of transaction"
NAMELESS = (
    "The Contact must contain at least 1 of the following elements to identify the contact: "
    "Name, ContactID, ContactNumber"
)
UNSENT = "Only AUTHORISED and BILLED purchase orders may have SentToContact updated."


@pytest.fixture
def supplier(xero: Xero) -> Record:
    return xero.put("Contacts", {"Name": "Timber Ltd", "ContactNumber": "T-1"}).record


def placed(xero: Xero, supplier: Record, *lines: Record, **members: object) -> Record:
    return xero.put("PurchaseOrders", purchase_order(supplier, *lines, **members)).record


def moved(xero: Xero, order: Record, status: str) -> Reply:
    return xero.post(f"PurchaseOrders/{order['PurchaseOrderID']}", {"Status": status})


# --- placing --------------------------------------------------------------------------------------


def test_an_order_fills_in_what_the_caller_left_out(xero, supplier):
    """A draft of today, exclusive of tax, under the next number, taxed as its account is."""
    sent = {"Contact": {"ContactID": supplier["ContactID"]}, "LineItems": [line(AccountCode="300")]}
    order = xero.put("PurchaseOrders", sent).record

    assert order["PurchaseOrderNumber"] == "PO-0003"
    assert (order["Status"], order["LineAmountTypes"]) == ("DRAFT", "Exclusive")
    assert order["DateString"] == "2026-09-14T00:00:00"
    assert (order["Type"], order["CurrencyCode"]) == ("PURCHASEORDER", "NZD")
    assert (order["SentToContact"], order["TotalDiscount"]) == (False, 0)
    assert order["LineItems"][0]["TaxType"] == "INPUT2"
    assert (order["SubTotal"], order["TotalTax"], order["Total"]) == (100, 15, 115)
    assert "BrandingThemeID" not in order


def test_delivery_is_kept_as_it_was_told(xero, supplier):
    """Dates in pairs, the address as one text with its line ends."""
    told = {
        "DeliveryDate": "2026-09-20",
        "ExpectedArrivalDate": "2026-09-21",
        "DeliveryAddress": "23 Main Street\r\nMarineville",
        "AttentionTo": "Doug",
        "Telephone": "0800",
        "DeliveryInstructions": "Ring twice",
    }
    order_id = placed(xero, supplier, **told)["PurchaseOrderID"]
    order = xero.get(f"PurchaseOrders/{order_id}").record

    assert {name: order[name] for name in told if "Date" not in name} == {
        name: value for name, value in told.items() if "Date" not in name
    }
    assert order["DeliveryDateString"] == "2026-09-20T00:00:00"
    assert order["ExpectedArrivalDate"] == "/Date(1789948800000+0000)/"


def test_unit_amounts_keep_four_decimals(xero, supplier):
    """With or without ``unitdp``."""
    order = placed(xero, supplier, line("25.65914", AccountCode="300", Quantity=2))

    assert (
        b'"UnitAmount": 25.6591,' in xero.get(f"PurchaseOrders/{order['PurchaseOrderID']}").content
    )
    assert order["LineItems"][0]["LineAmount"] == Decimal("51.32")


def test_purchases_may_be_discounted(xero, supplier):
    """As bills may not."""
    order = placed(xero, supplier, line(2500, AccountCode="300", DiscountRate=10))

    assert (order["IsDiscounted"], order["TotalDiscount"]) == (True, 250)
    assert (order["SubTotal"], order["TotalTax"]) == (2250, Decimal("337.50"))


def test_an_item_is_bought_at_its_purchase_price(xero, supplier):
    """Its words, price, account and tax are those of purchases."""
    bought = {"UnitPrice": 12, "AccountCode": "300", "TaxType": "INPUT2"}
    sold = {"UnitPrice": 20, "AccountCode": "200"}
    item = {"Code": "OAK", "PurchaseDescription": "Oak, rough", "Description": "Oak, planed"}
    xero.put("Items", item | {"PurchaseDetails": bought, "SalesDetails": sold})
    ordered = placed(xero, supplier, {"ItemCode": "OAK", "Quantity": 3})["LineItems"][0]

    assert ordered["Description"] == "Oak, rough"
    assert (ordered["UnitAmount"], ordered["AccountCode"]) == (12, "300")
    assert "Item" not in ordered


def test_lines_need_no_account_even_once_approved(xero, supplier):
    order = placed(xero, supplier, {"Description": "Table", "UnitAmount": 9}, Status="AUTHORISED")

    assert order["Status"] == "AUTHORISED"


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "AUTHORISED", "BILLED"])
def test_an_order_may_begin_in_any_status(xero, supplier, status):
    """But deleted."""
    assert placed(xero, supplier, Status=status)["Status"] == status


def test_a_draft_may_be_empty(xero, supplier):
    assert placed(xero, supplier, LineItems=[])["Total"] == 0


def test_the_contact_is_found_by_its_number(xero, supplier):
    sent = purchase_order(supplier, Contact={"ContactNumber": "t-1"})

    assert xero.put("PurchaseOrders", sent).record["Contact"]["Name"] == "Timber Ltd"


def test_an_order_makes_neither_contacts_nor_suppliers(xero, supplier):
    """A name of nobody is refused, and an order is no bill."""
    before = len(xero.get("Contacts").records)
    sent = purchase_order(supplier, Contact={"Name": "Somebody new"})

    assert xero.put("PurchaseOrders", sent).sentences == [NO_CONTACT]
    assert placed(xero, supplier, Status="BILLED")["Contact"]["IsSupplier"] is False
    assert len(xero.get("Contacts").records) == before


# --- the contact inside ---------------------------------------------------------------------------


def test_the_answer_to_a_change_dates_the_contact_on_local_clocks(xero, supplier):
    """Twelve hours ahead of UTC, and labelled UTC; a reader is told the truth."""
    written = placed(xero, supplier)
    read = xero.get(f"PurchaseOrders/{written['PurchaseOrderID']}").record
    true = int(supplier["UpdatedDateUTC"][6:-7])

    assert read["Contact"]["UpdatedDateUTC"] == supplier["UpdatedDateUTC"]
    assert int(written["Contact"]["UpdatedDateUTC"][6:-7]) - true == 12 * 3600 * 1000


def test_the_contact_is_shown_without_blanks(xero, supplier):
    """Of its addresses and phones, only those that say something."""
    street = {"AddressType": "STREET", "City": "Oaktown"}
    phone = {"PhoneType": "MOBILE", "PhoneNumber": "021"}
    xero.post(f"Contacts/{supplier['ContactID']}", {"Addresses": [street], "Phones": [phone]})
    contact = placed(xero, supplier)["Contact"]

    assert [one["AddressType"] for one in contact["Addresses"]] == ["STREET"]
    assert [one["PhoneType"] for one in contact["Phones"]] == ["MOBILE"]


def test_a_list_says_less_of_an_order_than_the_order_itself(xero, supplier):
    order = placed(xero, supplier, Status="AUTHORISED", SentToContact=True)
    listed = xero.get("PurchaseOrders", order="Date DESC").records[-1]
    alone = xero.get(f"PurchaseOrders/{order['PurchaseOrderID']}").record

    assert {"SentToContact", "TotalDiscount", "Attachments"} <= alone.keys() - listed.keys()
    assert {"IsSupplier", "IsCustomer"} <= alone["Contact"].keys() - listed["Contact"].keys()
    assert [*alone][-1] == "Attachments"


def test_a_list_follows_its_contacts(xero, supplier):
    """Renamed, and put into a group."""
    placed(xero, supplier)
    xero.get("PurchaseOrders")
    xero.post(f"Contacts/{supplier['ContactID']}", {"Name": "Timber and Sons"})
    group = xero.put("ContactGroups", {"Name": "Wood"}).record["ContactGroupID"]
    named = {"Contacts": [{"ContactID": supplier["ContactID"]}]}
    xero.put(f"ContactGroups/{group}/Contacts", named)
    contact = xero.get("PurchaseOrders").records[-1]["Contact"]

    assert contact["Name"] == "Timber and Sons"
    assert [one["Name"] for one in contact["ContactGroups"]] == ["Wood"]


# --- finding --------------------------------------------------------------------------------------


def test_an_order_is_found_by_id_and_by_number(xero, supplier):
    """In any letter case."""
    order = placed(xero, supplier, PurchaseOrderNumber="Oak 7B")

    for key in (order["PurchaseOrderID"], "oak 7b"):
        assert xero.get(f"PurchaseOrders/{key}").record["Total"] == 115
    assert xero.get("PurchaseOrders/PO-0001").record["Reference"] == "710"
    assert xero.get("PurchaseOrders/po-0001").status == 200
    assert xero.get("PurchaseOrders/PO-9999").status == 404
    assert xero.get(f"PurchaseOrders/{NOWHERE}").status == 404


def test_a_list_is_always_a_page(xero):
    """Of a hundred, with their lines."""
    body = xero.get("PurchaseOrders").json

    assert body["pagination"] == {"page": 1, "pageSize": 100, "pageCount": 1, "itemCount": 2}
    assert all(one["LineItems"] for one in body["PurchaseOrders"])
    assert xero.get("PurchaseOrders", page=2, pageSize=1).record["PurchaseOrderNumber"] == "PO-0002"
    assert xero.get("PurchaseOrders", page=3).records == []


@pytest.fixture(scope="module")
def many(shared):
    """Two orders of the demo company, and one of each month."""
    contact = shared.put("Contacts", {"Name": "Many"}).record
    for month, status in enumerate(("DRAFT", "SUBMITTED", "AUTHORISED", "BILLED"), 1):
        shared.put(
            "PurchaseOrders",
            purchase_order(
                contact, Date=f"2025-0{month}-15", PurchaseOrderNumber=f"M{month}", Status=status
            ),
        )
    return shared


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"Status": "AUTHORISED"}, ["M3", "PO-0002"]),
        ({"status": "billed"}, ["M4", "PO-0001"]),
        ({"Status": "SENT"}, []),
        ({"DateFrom": "2025-02-15", "DateTo": "2025-03-15"}, ["M2", "M3"]),
        ({"dateFrom": "2025-02-16", "dateto": "2025-03-14"}, []),
        ({"DateTo": "2025-01-31"}, ["M1"]),
        ({"DateFrom": "2025-04-01T00:00:00"}, ["M4", "PO-0001", "PO-0002"]),
        ({"Status": "DRAFT", "DateFrom": "2025-01-01", "where": "Nonsense=="}, ["M1"]),
        ({"order": "PurchaseOrderNumber DESC", "pageSize": 2, "page": 1}, ["PO-0002", "PO-0001"]),
        ({"order": "Date", "DateTo": "2025-12-31"}, ["M1", "M2", "M3", "M4"]),
    ],
)
def test_a_list_is_narrowed_by_status_and_dates(many, query, found):
    """Both ends count in; a ``where`` is not heard."""
    reply = many.get("PurchaseOrders", **{"order": "PurchaseOrderNumber"} | query)

    assert [one["PurchaseOrderNumber"] for one in reply.records] == found


@pytest.mark.parametrize("parameter", ["DateFrom", "DateTo"])
def test_a_date_that_is_none_is_refused(shared, parameter):
    reply = shared.get("PurchaseOrders", **{parameter: "yesterday"})

    assert reply.refusal == (400, 10)
    assert reply.json["Message"] == f"The supplied {parameter} parameter must be a valid date."


# --- changing -------------------------------------------------------------------------------------


def test_an_update_keeps_what_it_does_not_mention(xero, supplier):
    """Number, lines and their ids."""
    order = placed(xero, supplier, Reference="R")
    path = f"PurchaseOrders/{order['PurchaseOrderID']}"
    after = xero.post(path, {"AttentionTo": "Peter"}).record

    assert after["PurchaseOrderNumber"] == order["PurchaseOrderNumber"]
    assert (after["Reference"], after["AttentionTo"]) == ("R", "Peter")
    assert after["LineItems"] == order["LineItems"]


def test_blanks_on_an_update_say_nothing(xero, supplier):
    """Several SDKs send an empty contact and no lines."""
    order = placed(xero, supplier)
    sent = {"AttentionTo": "Peter", "LineItems": [], "Contact": {}}
    after = xero.post(f"PurchaseOrders/{order['PurchaseOrderID']}", sent).record

    assert after["LineItems"] == order["LineItems"]
    assert after["Contact"]["Name"] == "Timber Ltd"


def test_lines_sent_without_their_ids_are_new_ones(xero, supplier):
    order = placed(xero, supplier)
    after = xero.post(
        "PurchaseOrders", purchase_order(supplier, PurchaseOrderID=order["PurchaseOrderID"])
    ).record

    assert after["LineItems"][0]["LineItemID"] != order["LineItems"][0]["LineItemID"]
    assert after["Total"] == order["Total"]


def test_a_post_with_the_number_of_a_live_order_changes_that_order(xero, supplier):
    """Somebody else's, silently."""
    other = xero.put("Contacts", {"Name": "Metal Ltd"}).record
    order = placed(xero, supplier, PurchaseOrderNumber="X")
    sent = purchase_order(other, line(7, AccountCode="300"), PurchaseOrderNumber="x")
    after = xero.post("PurchaseOrders", sent).record

    assert after["PurchaseOrderID"] == order["PurchaseOrderID"]
    assert (after["Contact"]["Name"], after["SubTotal"]) == ("Metal Ltd", 7)
    assert len(xero.get("PurchaseOrders").records) == 3


def test_a_number_is_given_out_once(xero, supplier):
    """Those that are taken are skipped, deleted or not."""
    for number in ("PO-0003", "PO-0005"):
        placed(xero, supplier, PurchaseOrderNumber=number)
    moved(xero, xero.get("PurchaseOrders/PO-0003").record, "DELETED")
    numbers = [placed(xero, supplier)["PurchaseOrderNumber"] for _ in range(3)]

    assert numbers == ["PO-0004", "PO-0006", "PO-0007"]


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "AUTHORISED", "BILLED"])
def test_any_order_can_be_deleted(xero, supplier, status):
    """Even a billed one; it can still be read, and lists show it."""
    order = placed(xero, supplier, Status=status)
    reply = moved(xero, order, "DELETED")

    assert reply.record["Status"] == "DELETED"
    assert xero.get("PurchaseOrders", Status="DELETED").record["Total"] == 115


def test_an_order_renamed_as_it_is_deleted_sets_its_number_free(xero, supplier):
    order = placed(xero, supplier, PurchaseOrderNumber="X")
    gone = {"PurchaseOrderID": order["PurchaseOrderID"], "PurchaseOrderNumber": "X-VOID"}
    xero.post("PurchaseOrders", gone | {"Status": "DELETED"})

    assert placed(xero, supplier, PurchaseOrderNumber="X")["Status"] == "DRAFT"


def test_billing_an_order_leaves_a_bill_to_the_caller(xero, supplier):
    """Two calls, and neither does the other's work."""
    order = placed(xero, supplier, Status="AUTHORISED")
    bills = len(xero.get("Invoices", where='Type=="ACCPAY"').records)
    billed = moved(xero, order, "BILLED").record
    lines = [
        {name: one[name] for name in ("Description", "Quantity", "UnitAmount", "AccountCode")}
        for one in billed["LineItems"]
    ]

    assert len(xero.get("Invoices", where='Type=="ACCPAY"').records) == bills
    bill = xero.put("Invoices", invoice(supplier, *lines, Type="ACCPAY")).record
    assert bill["Total"] == billed["Total"]
    assert xero.get(f"PurchaseOrders/{order['PurchaseOrderID']}").record["Status"] == "BILLED"


def test_sent_to_contact_waits_for_approval(xero, supplier):
    """On a draft it is passed over with a warning; the draft is made all the same."""
    draft = xero.put(
        "PurchaseOrders", purchase_order(supplier, SentToContact=True), summarizeErrors="false"
    ).record
    quietly = placed(xero, supplier, SentToContact=False)
    approved = xero.post(
        f"PurchaseOrders/{draft['PurchaseOrderID']}",
        {"Status": "AUTHORISED", "SentToContact": True},
    ).record

    assert (draft["StatusAttributeString"], draft["SentToContact"]) == ("WARNING", False)
    assert draft["Warnings"] == [{"Message": UNSENT}]
    assert "Warnings" not in quietly
    assert approved["SentToContact"] is True
    assert "Warnings" not in approved


def test_what_happened_is_in_the_history(xero, clock, supplier):
    order = placed(xero, supplier)
    for status in ("AUTHORISED", "BILLED", "DELETED"):
        clock.advance(timedelta(seconds=1))
        moved(xero, order, status)
    path = f"PurchaseOrders/{order['PurchaseOrderID']}/History"

    assert [one["Changes"] for one in xero.get(path).records] == [
        "Deleted",
        "Billed",
        "Approved",
        "Created",
    ]


def test_an_order_uses_its_item(xero, supplier):
    """Which, where it is tracked, cannot go away meanwhile."""
    stock = {"InventoryAssetAccountCode": "630", "PurchaseDetails": {"COGSAccountCode": "310"}}
    item = xero.put("Items", {"Code": "OAK"} | stock).record
    placed(xero, supplier, line(ItemCode="OAK", AccountCode="300"))

    assert xero.delete(f"Items/{item['ItemID']}").status == 400


# --- refusing -------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Record, list[str]]] = {
    "no contact": ({"Contact": None}, [NO_CONTACT]),
    "an empty contact": ({"Contact": {}}, [NAMELESS]),
    "a contact by name": ({"Contact": {"Name": "Timber Ltd"}}, [NO_CONTACT]),
    "an unknown contact": ({"Contact": {"ContactID": NOWHERE}}, [NO_CONTACT]),
    "an unknown id": (
        {"PurchaseOrderID": NOWHERE},
        ["An existing Purchase Order with the specified PurchaseOrderID could not be found"],
    ),
    "a deleted one": ({"Status": "DELETED"}, [STATUS]),
    "a status that is none": ({"Status": "VOIDED"}, [STATUS]),
    "submitted without lines": (
        {"Status": "SUBMITTED", "LineItems": []},
        ["One or more line items must be specified"],
    ),
    "billed without lines": (
        {"Status": "BILLED", "LineItems": []},
        ["One or more line items must be specified"],
    ),
    "an account that there is not": (
        {"LineItems": [line(AccountCode="nope")]},
        ["Account code 'nope' is not a valid code for this document."],
    ),
    "a bank account": (
        {"LineItems": [line(AccountCode="090")]},
        ["Account code '090' is not a valid code for this document."],
    ),
    "a tax type that there is not": (
        {"LineItems": [line(AccountCode="300", TaxType="NOPE")]},
        ["The TaxType code 'NOPE' does not exist or cannot be used for this type of transaction"],
    ),
    "a line that does not add up": (
        {"LineItems": [line(AccountCode="300", Quantity=1, LineAmount=99)]},
        ["The line total 99.00 does not match the expected line total 100.00"],
    ),
    "a currency that nobody subscribed to": (
        {"CurrencyCode": "CHF"},
        ["Organisation is not subscribed to currency CHF"],
    ),
    "instructions without end": (
        {"DeliveryInstructions": "x" * 501},
        ["The length of DeliveryInstructions must not exceed 500 characters"],
    ),
    "several things at once": (
        {"Contact": None, "Status": "DELETED", "CurrencyCode": "CHF"},
        [STATUS, NO_CONTACT, "Organisation is not subscribed to currency CHF"],
    ),
    "a number that is held by a deleted order": (
        {"PurchaseOrderNumber": "GONE"},
        [STATUS, DELETED],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_order_is_refused_in_xeros_words(xero, supplier, case):
    """400 with ErrorNumber 10; in both tongues, under the id of nobody, without a trace."""
    gone = placed(xero, supplier, PurchaseOrderNumber="GONE")
    moved(xero, gone, "DELETED")
    members, sentences = REFUSED[case]
    sent = purchase_order(supplier, **members)
    before = xero.get("PurchaseOrders").records
    reply = xero.post("PurchaseOrders", sent)
    in_xml = xero.post("PurchaseOrders", sent, headers={"Accept": XML})
    unsummarised = xero.post("PurchaseOrders", sent, summarizeErrors="false").record

    assert reply.refusal == (400, 10)
    assert reply.sentences == sentences
    assert [one.text for one in in_xml.xml.iter("Message")][1:] == sentences
    assert unsummarised["StatusAttributeString"] == "ERROR"
    assert unsummarised["HasErrors"] is True
    if case != "an unknown id":
        assert unsummarised["PurchaseOrderID"] == NO_ID
        assert "LineItemID" not in str(unsummarised["LineItems"])
    assert xero.get("PurchaseOrders").records == before
    assert placed(xero, supplier)["PurchaseOrderNumber"] == "PO-0003"


def test_a_put_never_changes_an_order(xero, supplier):
    """Whose number is taken."""
    placed(xero, supplier, PurchaseOrderNumber="X")
    reply = xero.put("PurchaseOrders", purchase_order(supplier, PurchaseOrderNumber="x"))

    assert reply.sentences == [UNIQUE]
    assert reply.elements[0]["PurchaseOrderNumber"] == "x"


def test_an_order_cannot_take_the_number_of_another(xero, supplier):
    placed(xero, supplier, PurchaseOrderNumber="X")
    order = placed(xero, supplier)
    reply = xero.post(f"PurchaseOrders/{order['PurchaseOrderID']}", {"PurchaseOrderNumber": "X"})

    assert reply.sentences == [UNIQUE]
    assert reply.elements[0]["PurchaseOrderID"] == order["PurchaseOrderID"]


@pytest.mark.parametrize(
    ("first", "then", "sentences"),
    [
        ("DRAFT", "SUBMITTED", None),
        ("DRAFT", "AUTHORISED", None),
        ("DRAFT", "BILLED", None),
        ("SUBMITTED", "DRAFT", None),
        ("SUBMITTED", "AUTHORISED", None),
        ("AUTHORISED", "BILLED", None),
        ("BILLED", "AUTHORISED", None),
        ("AUTHORISED", "DRAFT", [STATUS]),
        ("AUTHORISED", "SUBMITTED", [STATUS]),
        ("BILLED", "DRAFT", [STATUS]),
        ("DRAFT", "VOIDED", [STATUS]),
        ("DELETED", "DRAFT", [DELETED]),
        ("DELETED", "DELETED", [DELETED]),
    ],
)
def test_a_status_goes_where_it_may(xero, supplier, first, then, sentences):
    order = placed(xero, supplier, Status="DRAFT" if first == "DELETED" else first)
    if first == "DELETED":
        moved(xero, order, "DELETED")
    reply = moved(xero, order, then)

    if sentences is None:
        assert reply.record["Status"] == then
    else:
        assert reply.sentences == sentences
        assert reply.elements[0]["Status"] == then
        assert reply.elements[0]["LineItems"][0]["LineItemID"]
        assert xero.get(f"PurchaseOrders/{order['PurchaseOrderID']}").record["Status"] == first


def test_a_deleted_order_no_longer_changes(xero, supplier):
    order = placed(xero, supplier)
    moved(xero, order, "DELETED")
    reply = xero.post(f"PurchaseOrders/{order['PurchaseOrderID']}", {"Reference": "R"})

    assert reply.sentences == [DELETED]


def test_orders_are_read_from_xml(xero, supplier):
    body = (
        "<PurchaseOrders><PurchaseOrder>"
        f"<Contact><ContactID>{supplier['ContactID']}</ContactID></Contact>"
        "<Date>2026-09-10</Date><DeliveryDate>2026-09-11</DeliveryDate>"
        "<LineItems><LineItem><Description>Oak</Description><UnitAmount>8</UnitAmount>"
        "<AccountCode>300</AccountCode></LineItem></LineItems>"
        "</PurchaseOrder></PurchaseOrders>"
    )
    reply = xero.post("PurchaseOrders", body, type=XML, headers={"Accept": XML})
    (order,) = reply.xml.iter("PurchaseOrder")

    assert order.findtext("Total") == "9.20"
    assert order.findtext("Contact/Name") == "Timber Ltd"
    assert order.findtext("DeliveryDate") == "2026-09-11T00:00:00"
