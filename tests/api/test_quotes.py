"""Quotes: made, sent, accepted; and all that is different about them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.api.client import FORM, JSON, NO_ID, NOWHERE, XML, Record, Reply, Xero, line, quote_of

STATUS = "Quote status change is invalid"
DELETED = "Deleted Quotes cannot be updated"
NOTHING = "You must supply at least one quote for creation"
NO_CONTACT = "A Contact must be specified for this type of transaction"
NO_LINES = "One or more line items must be specified"


def made(xero: Xero, customer: Record, *lines: Record, **members: object) -> Record:
    return xero.put("Quotes", quote_of(customer, *lines, **members)).record


def updated(xero: Xero, quote: Record, **members: object) -> Reply:
    return xero.post(f"Quotes/{quote['QuoteID']}", members)


def through(xero: Xero, quote: Record, *statuses: str) -> Reply:
    """The answer to the last of some changes of status."""
    replies = [updated(xero, quote, Status=status) for status in statuses]
    return replies[-1]


# --- the wire -------------------------------------------------------------------------------------


def test_the_envelope_begins_with_how_errors_are_told(xero, customer):
    """True unless the request says otherwise."""
    quote = quote_of(customer)
    quote_id = made(xero, customer)["QuoteID"]
    replies = [
        xero.get("Quotes"),
        xero.put("Quotes", quote),
        xero.put("Quotes", quote, summarizeErrors="false"),
        xero.post("Quotes", quote, SummarizeErrors="False"),
    ]

    assert [next(iter(reply.json)) for reply in replies] == ["SummarizeErrors"] * 4
    assert [reply.json["SummarizeErrors"] for reply in replies] == [True, True, False, False]
    assert next(iter(xero.get(f"Quotes/{quote_id}/Attachments").json)) == "Id"


def test_json_comes_without_a_charset(xero, customer):
    """Refusals too; what is not JSON, or lies below a quote, is as everywhere."""
    quote_id = made(xero, customer)["QuoteID"]

    assert xero.get("Quotes").type == JSON
    assert xero.get(f"Quotes/{quote_id}").type == JSON
    assert xero.get(f"Quotes/{quote_id}/History").type == "application/json; charset=utf-8"
    assert xero.put("Quotes", {"Quotes": []}).type == JSON
    assert xero.get("Quotes", headers={"Accept": XML}).type == "text/xml; charset=utf-8"
    assert xero.get(f"Quotes/{NOWHERE}").type == "text/html; charset=utf-8"
    assert xero.get("Invoices").type == "application/json; charset=utf-8"


def test_dates_stand_before_their_texts_and_have_no_offset(xero, customer):
    """UpdatedDateUTC as well."""
    quote = made(xero, customer, ExpiryDate="2026-10-10")
    members = [*quote]

    assert (quote["Date"], quote["DateString"]) == ("/Date(1788998400000)/", "2026-09-10T00:00:00")
    assert quote["ExpiryDate"] == "/Date(1791590400000)/"
    assert quote["UpdatedDateUTC"] == "/Date(1789378200532)/"
    assert members[members.index("Date") + 1] == "DateString"
    assert members[members.index("ExpiryDate") + 1] == "ExpiryDateString"


def test_a_date_may_be_sent_as_its_text(xero, customer):
    """What was fetched can be sent back."""
    quote = made(xero, customer, Date=None, DateString="2026-09-03T00:00:00")

    assert quote["DateString"] == "2026-09-03T00:00:00"


def test_a_list_is_a_page_that_is_not_counted(xero, customer):
    """A hundred quotes, whatever ``pageSize`` says, with their lines."""
    xero.put("Quotes", {"Quotes": [quote_of(customer)] * 101})
    pages = [xero.get("Quotes"), xero.get("Quotes", page=2, pageSize=7), xero.get("Quotes", page=3)]

    assert [len(page.records) for page in pages] == [100, 1, 0]
    assert not any("pagination" in page.json for page in pages)
    assert all(one["LineItems"] for one in pages[0].records)


def test_what_is_empty_shows_in_some_places_only(xero, customer):
    """Alone: Terms and ItemCode. In a list: discounts."""
    written = made(xero, customer)
    single = xero.get(f"Quotes/{written['QuoteID']}").record
    listed = xero.get("Quotes").record

    for quote in (written, single):
        assert (quote["Terms"], quote["LineItems"][0]["ItemCode"]) == ("", "")
        assert "TotalDiscount" not in quote
        assert "DiscountAmount" not in quote["LineItems"][0]
    assert listed.keys().isdisjoint({"Terms"})
    assert listed["LineItems"][0].keys().isdisjoint({"ItemCode"})
    assert (listed["TotalDiscount"], listed["LineItems"][0]["DiscountAmount"]) == (0, 0)


def test_the_contact_is_little_more_than_a_name(xero):
    contact = xero.put("Contacts", {"Name": "Ada", "EmailAddress": "ada@b.example"}).record

    assert made(xero, contact)["Contact"] == {
        "ContactID": contact["ContactID"],
        "Name": "Ada",
        "EmailAddress": "ada@b.example",
    }


def test_how_amounts_are_meant_is_said_loudly(xero, customer):
    """In capitals, whatever was sent."""
    quotes = [
        made(xero, customer, LineAmountTypes=sent)
        for sent in ("Exclusive", "INCLUSIVE", "notax", None)
    ]

    assert [one["LineAmountTypes"] for one in quotes] == [
        "EXCLUSIVE",
        "INCLUSIVE",
        "NOTAX",
        "EXCLUSIVE",
    ]


@pytest.mark.parametrize("body", ["", "{}", '{"Quotes": []}', "[]", "<Quotes />"])
@pytest.mark.parametrize("verb", ["PUT", "POST"])
def test_nothing_sent_is_refused_in_words_of_its_own(shared, verb, body):
    """A ValidationException without elements."""
    reply = shared.call(verb, "Quotes", body)

    assert reply.refusal == (400, 10)
    assert reply.json == {"ErrorNumber": 10, "Type": "ValidationException", "Message": NOTHING}


def test_forms_are_not_read(xero, customer):
    """As older code of Xero's would."""
    contact = f"<Contact><ContactID>{customer['ContactID']}</ContactID></Contact>"
    body = f"xml=<Quotes><Quote>{contact}</Quote></Quotes>"

    assert xero.put("Quotes", body, type=FORM).json["Message"] == NOTHING


def test_a_where_is_refused(shared):
    """Error 16; a blank one is none."""
    assert shared.get("Quotes", where='Status=="DRAFT"').refusal == (400, 16)
    assert shared.get("Quotes", where=" ").status == 200


# --- making ---------------------------------------------------------------------------------------


def test_a_quote_fills_in_what_the_caller_left_out(xero, customer):
    """A draft of today under the next number, in the first theme."""
    quote = made(xero, customer, Date=None)
    themes = xero.get("BrandingThemes").records

    assert (quote["QuoteNumber"], quote["Status"]) == ("QU-0001", "DRAFT")
    assert quote["DateString"] == "2026-09-14T00:00:00"
    assert quote["BrandingThemeID"] == themes[0]["BrandingThemeID"]
    assert (quote["CurrencyCode"], quote["CurrencyRate"]) == ("NZD", 1)


def test_an_account_gives_a_quote_no_tax(xero, customer):
    """Its tax type is not the line's, as it would be on an invoice."""
    plain = made(xero, customer, line(AccountCode="200"))
    taxed = made(xero, customer, line(AccountCode="200", TaxType="OUTPUT2"))

    assert "TaxType" not in plain["LineItems"][0]
    assert (plain["TotalTax"], plain["Total"]) == (0, 100)
    assert (taxed["TotalTax"], taxed["Total"]) == (15, 115)


def test_words_and_discounts_are_kept(xero, customer):
    told = {"Title": "Offer", "Summary": "In short", "Terms": "30 days", "Reference": "R"}
    quote = made(
        xero,
        customer,
        line("19.95", DiscountRate=10),
        line(50, DiscountAmount=5),
        **told,
    )

    assert {name: quote[name] for name in told} == told
    assert [one["LineAmount"] for one in quote["LineItems"]] == [Decimal("17.96"), 45]
    assert (quote["TotalDiscount"], quote["SubTotal"]) == (Decimal("6.99"), Decimal("62.96"))


def test_an_inclusive_quote_keeps_its_amounts_without_tax(xero, customer):
    """The total is what was sent; the lines come back lower."""
    sent = line(1150, Quantity=2, TaxType="OUTPUT2")
    quote = made(xero, customer, sent, LineAmountTypes="Inclusive")
    kept = quote["LineItems"][0]

    assert (quote["SubTotal"], quote["TotalTax"], quote["Total"]) == (2000, 300, 2300)
    assert (kept["UnitAmount"], kept["LineAmount"], kept["TaxAmount"]) == (1000, 2000, 300)


def test_sending_the_lines_of_an_inclusive_quote_back_takes_tax_off_twice(xero, customer):
    """Leaving them out does not."""
    quote = made(xero, customer, line(1150, TaxType="OUTPUT2"), LineAmountTypes="Inclusive")
    again = updated(xero, quote, LineAmountTypes="INCLUSIVE", Reference="R").record
    twice = updated(xero, quote, LineAmountTypes="INCLUSIVE", LineItems=quote["LineItems"]).record

    assert again["LineItems"] == quote["LineItems"]
    assert (again["Total"], twice["Total"]) == (1150, 1000)


def test_a_line_of_an_inclusive_quote_may_change_its_words_alone(xero, customer):
    """By its id: the amounts stay as they are."""
    quote = made(xero, customer, line("33.33", TaxType="OUTPUT2"), LineAmountTypes="Inclusive")
    words = {"LineItemID": quote["LineItems"][0]["LineItemID"], "Description": "New words"}
    after = updated(xero, quote, LineAmountTypes="INCLUSIVE", LineItems=[words]).record

    assert after["LineItems"] == [quote["LineItems"][0] | words]
    assert after["Total"] == quote["Total"]


def test_line_totals_are_checked_as_they_were_sent(xero, customer):
    sent = line(115, Quantity=1, TaxType="OUTPUT2", LineAmount=115)

    assert made(xero, customer, sent, LineAmountTypes="Inclusive")["Total"] == 115


def test_tracking_is_told_ids_first(xero, customer):
    category = xero.get("TrackingCategories").record
    tracked = [{"Name": "Region", "Option": "North"}]
    told = made(xero, customer, line(Tracking=tracked))["LineItems"][0]["Tracking"][0]

    assert [*told] == ["TrackingCategoryID", "TrackingOptionID", "Name", "Option"]
    assert told["TrackingCategoryID"] == category["TrackingCategoryID"]


def test_a_new_name_makes_a_contact(xero):
    """As on an invoice."""
    made(xero, {"ContactID": None}, Contact={"Name": "Grace"})

    assert xero.get("Contacts", where='Name=="Grace"').record["IsCustomer"] is False


# --- changing -------------------------------------------------------------------------------------


def test_an_update_forgets_what_it_does_not_mention(xero, customer):
    """Not the lines, the contact, the date and the status."""
    told = {"Title": "T", "Summary": "S", "Terms": "30 days", "Reference": "R"}
    more = {"ExpiryDate": "2026-10-10", "LineAmountTypes": "NoTax"}
    quote = made(xero, customer, **told, **more)
    after = updated(xero, quote, Reference="R2").record

    assert (after["Reference"], after["Terms"]) == ("R2", "")
    assert after.keys().isdisjoint({"Title", "Summary", "ExpiryDate"})
    assert after["LineAmountTypes"] == "EXCLUSIVE"
    assert after["LineItems"] == quote["LineItems"]
    assert (after["Contact"], after["Date"]) == (quote["Contact"], quote["Date"])
    assert after["Status"] == "DRAFT"


def test_an_update_without_a_number_gets_another_one(xero, customer):
    """The next that is free; only new quotes use numbers up, and deleted ones give them back."""
    quote = made(xero, customer)
    replies = [updated(xero, quote, Status=one) for one in ("SENT", "ACCEPTED", "DELETED")]
    kept = made(xero, customer)
    told = [reply.record["QuoteNumber"] for reply in replies]

    assert (quote["QuoteNumber"], told) == ("QU-0001", ["QU-0002", "QU-0003", "QU-0002"])
    assert kept["QuoteNumber"] == "QU-0002"
    after = updated(xero, kept, QuoteNumber="QU-0002", Status="SENT").record
    assert after["QuoteNumber"] == "QU-0002"


@pytest.mark.parametrize(
    ("statuses", "sentences"),
    [
        (["SENT"], None),
        (["SENT", "ACCEPTED"], None),
        (["SENT", "ACCEPTED", "INVOICED"], None),
        (["SENT", "DECLINED"], None),
        (["SENT", "DECLINED", "SENT", "ACCEPTED"], None),
        (["DELETED"], None),
        (["SENT", "ACCEPTED", "DELETED"], None),
        (["ACCEPTED"], [STATUS]),
        (["DECLINED"], [STATUS]),
        (["INVOICED"], [STATUS]),
        (["SENT", "DRAFT"], [STATUS]),
        (["SENT", "ACCEPTED", "DECLINED"], [STATUS]),
        (["SENT", "DECLINED", "ACCEPTED"], [STATUS]),
        (["DELETED", "DRAFT"], [DELETED]),
        (["PAID"], [STATUS]),
    ],
)
def test_a_status_goes_where_it_may(xero, customer, statuses, sentences):
    quote = made(xero, customer)
    reply = through(xero, quote, *statuses)

    if sentences is None:
        assert reply.record["Status"] == statuses[-1]
    else:
        assert reply.sentences == sentences
        assert reply.elements[0]["QuoteID"] == quote["QuoteID"]
        expected = statuses[-2] if len(statuses) > 1 else "DRAFT"
        assert xero.get(f"Quotes/{quote['QuoteID']}").record["Status"] == expected


def test_what_happened_is_in_the_history(xero, clock, customer):
    quote = made(xero, customer)
    for status in ("SENT", "ACCEPTED", "INVOICED"):
        clock.advance(timedelta(seconds=1))
        through(xero, quote, status)
    history = xero.get(f"Quotes/{quote['QuoteID']}/History").records

    assert [one["Changes"] for one in history] == ["Invoiced", "Accepted", "Sent", "Created"]


# --- refusing -------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Record, list[str]]] = {
    "no contact": ({"Contact": None}, [NO_CONTACT]),
    "no lines": ({"LineItems": []}, [NO_LINES]),
    "neither": ({"Contact": None, "LineItems": None}, [NO_LINES, NO_CONTACT]),
    "accepted at once": ({"Status": "ACCEPTED"}, [STATUS]),
    "deleted at once": ({"Status": "DELETED"}, [STATUS]),
    "an unknown id": (
        {"QuoteID": NOWHERE},
        ["An existing Quote with the specified QuoteID could not be found"],
    ),
    "a taken number": ({"QuoteNumber": "taken"}, ["Quote number must be unique"]),
    "an account that there is not": (
        {"LineItems": [line(AccountCode="nope")]},
        ["Account code 'nope' is not a valid code for this document."],
    ),
    "a line that does not add up": (
        {"LineItems": [line(115, Quantity=1, LineAmount=100, TaxType="OUTPUT2")]}
        | {"LineAmountTypes": "Inclusive"},
        ["The line total 100.00 does not match the expected line total 115.00"],
    ),
    "a long title": (
        {"Title": "x" * 101},
        ["The length of Title must not exceed 100 characters"],
    ),
    "a long summary": (
        {"Summary": "x" * 3001},
        ["The length of Summary must not exceed 3000 characters"],
    ),
    "a currency that nobody subscribed to": (
        {"CurrencyCode": "CHF"},
        ["Organisation is not subscribed to currency CHF"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_quote_is_refused_in_xeros_words(xero, customer, case):
    """400 with ErrorNumber 10; in both tongues, under the id of nobody, without a trace."""
    made(xero, customer, QuoteNumber="TAKEN")
    members, sentences = REFUSED[case]
    sent = quote_of(customer, **members)
    before = xero.get("Quotes").records
    reply = xero.put("Quotes", sent) if case != "an unknown id" else xero.post("Quotes", sent)
    in_xml = xero.post("Quotes", sent, headers={"Accept": XML})
    unsummarised = xero.post("Quotes", sent, summarizeErrors="false").record

    assert reply.refusal == (400, 10)
    assert reply.sentences == sentences
    assert [one.text for one in in_xml.xml.iter("Message")][1:] == sentences
    assert unsummarised["StatusAttributeString"] == "ERROR"
    assert unsummarised["ValidationErrors"] == [{"Message": one} for one in sentences]
    if case != "an unknown id":
        assert unsummarised["QuoteID"] == NO_ID
    assert xero.get("Quotes").records == before
    assert made(xero, customer)["QuoteNumber"] == "QU-0001"


def test_a_contact_that_nobody_has_is_not_found(xero, customer):
    sent = quote_of(customer, Contact={"ContactID": NOWHERE})

    assert xero.put("Quotes", sent).status == 404


# --- finding --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(shared):
    """A quote of each of four months, for two contacts."""
    names = ("Ann", "Bob")
    contacts = [shared.put("Contacts", {"Name": f"{name} of quotes"}).record for name in names]
    for month in (1, 2, 3, 4):
        quote = quote_of(
            contacts[month % 2],
            Date=f"2025-0{month}-15",
            ExpiryDate=f"2025-0{month + 1}-15" if month < 4 else None,
            QuoteNumber=f"M{month}",
            Status="SENT" if month > 2 else "DRAFT",
        )
        shared.put("Quotes", quote)
    shared.ann = contacts[0]["ContactID"]
    return shared


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["M1", "M2", "M3", "M4"]),
        ({"Status": "SENT"}, ["M3", "M4"]),
        ({"QuoteNumber": "m2"}, ["M2"]),
        ({"DateFrom": "2025-02-15", "DateTo": "2025-03-15"}, ["M2", "M3"]),
        ({"ExpiryDateFrom": "2025-03-16"}, ["M3"]),
        ({"ExpiryDateTo": "2025-03-15"}, ["M1", "M2"]),
        ({"Status": "DRAFT", "DateTo": "2025-01-31"}, ["M1"]),
        ({"order": "QuoteNumber DESC"}, ["M4", "M3", "M2", "M1"]),
        ({"order": "Date", "page": 2}, []),
    ],
)
def test_a_list_is_narrowed(many, query, found):
    """A quote that never expires is in no span of expiry."""
    reply = many.get("Quotes", **{"order": "Date"} | query)

    assert [one["QuoteNumber"] for one in reply.records] == found


def test_a_list_is_narrowed_to_a_contact(many):
    """By an id in any spelling."""
    spelled = many.ann.replace("-", "").upper()

    for contact_id in (many.ann, spelled):
        found = many.get("Quotes", ContactID=contact_id, order="Date").records
        assert [one["QuoteNumber"] for one in found] == ["M2", "M4"]


def test_a_quote_is_found_by_its_id_alone(many):
    """Its number is a filter."""
    quote = many.get("Quotes", QuoteNumber="M1").record

    assert many.get(f"Quotes/{quote['QuoteID']}").record["QuoteNumber"] == "M1"
    assert many.get("Quotes/M1").status == 404


def test_quotes_are_read_from_xml(xero, customer):
    body = (
        f"<Quotes><Quote><Contact><ContactID>{customer['ContactID']}</ContactID></Contact>"
        "<Date>2026-09-10</Date><LineAmountTypes>Inclusive</LineAmountTypes>"
        "<LineItems><LineItem><Description>Oak</Description><UnitAmount>8</UnitAmount>"
        "</LineItem></LineItems></Quote></Quotes>"
    )
    reply = xero.put("Quotes", body, type=XML, headers={"Accept": XML})
    (quote,) = reply.xml.iter("Quote")

    assert quote.findtext("Total") == "8.00"
    assert quote.findtext("LineAmountTypes") == "INCLUSIVE"
    assert reply.xml.findtext("SummarizeErrors") == "true"
