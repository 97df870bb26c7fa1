"""JSON, byte for byte."""

import json as plain
from datetime import date, datetime
from decimal import Decimal

import pytest

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import Unreadable
from mockxero.primitives.views import Look, View
from mockxero.resources.accounts import Account
from mockxero.resources.allocations import AllocationDeleted, InvoiceID
from mockxero.resources.contacts import Contact
from mockxero.resources.currencies import Currency
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.organisations import Organisation
from mockxero.resources.parts import LineItem
from mockxero.resources.tax_rates import TaxRate
from mockxero.wire import json
from mockxero.wire.envelope import Head
from mockxero.wire.negotiate import JSON
from mockxero.wire.press import Press
from tests.builders import NOON, guid
from tests.strategies import Shelf

HEAD = Head("12b9c7bc-4c28-4920-a54c-136e7014eaa2", "python-sdk", datetime(2020, 5, 4, 23, 3, 17))
KIWI = Currency(code="NZD", description="New Zealand Dollar")


def crlf(text: str) -> str:
    """Written here with the line ends of this file, on the wire with Xero's."""
    return text.strip("\n").replace("\n", "\r\n")


def printed(record: Resource, view: View = View.SINGLE, unitdp: int = 2, **shelved) -> str:
    """A record as an element of its collection."""
    return Press(JSON, Shelf()).element(record, Look(view, unitdp))


def members(record: Resource, view: View = View.SINGLE, unitdp: int = 2) -> dict[str, str]:
    """The text of each plain member."""
    lines = printed(record, view, unitdp).split("\r\n")[1:-1]
    told = (line.strip().rstrip(",").partition(": ") for line in lines)
    return {name.strip('"'): value for name, _, value in told}


# --- layout ---------------------------------------------------------------------------------------


def test_an_answer():
    """Two spaces, CRLF, no line end at the end."""
    body = JSON.answer(HEAD, "Currencies", [printed(KIWI)])

    assert body == crlf("""
{
  "Id": "12b9c7bc-4c28-4920-a54c-136e7014eaa2",
  "Status": "OK",
  "ProviderName": "python-sdk",
  "DateTimeUTC": "\\/Date(1588633397000)\\/",
  "Currencies": [
    {
      "Code": "NZD",
      "Description": "New Zealand Dollar"
    }
  ]
}
""")


def test_a_page_says_where_it_lies():
    counts = {"page": 2, "pageSize": 100, "pageCount": 1, "itemCount": 7}

    body = JSON.answer(HEAD, "Currencies", [], counts)

    assert body.endswith(
        crlf("""
  "pagination": {
    "page": 2,
    "pageSize": 100,
    "pageCount": 1,
    "itemCount": 7
  },
  "Currencies": []
}
""")
    )


def test_verdicts_come_last():
    """The status where each record is told how it fared, then the messages."""
    text = Press(JSON, Shelf()).once(KIWI, Look(View.WRITE, depth=2))

    element = JSON.element("Currency", text, "ERROR", ["No", "Never"], ["Hm"])

    assert element == crlf("""
{
      "Code": "NZD",
      "Description": "New Zealand Dollar",
      "StatusAttributeString": "ERROR",
      "ValidationErrors": [
        {
          "Message": "No"
        },
        {
          "Message": "Never"
        }
      ],
      "Warnings": [
        {
          "Message": "Hm"
        }
      ]
    }
""")


def test_an_exception():
    refused = JSON.refused_element("Currency", ['"Code": "EUR"'], ["No"], [])

    body = JSON.exception(10, "ValidationException", "A validation exception occurred", [refused])

    assert body == crlf("""
{
  "ErrorNumber": 10,
  "Type": "ValidationException",
  "Message": "A validation exception occurred",
  "Elements": [
    {
      "Code": "EUR",
      "ValidationErrors": [
        {
          "Message": "No"
        }
      ]
    }
  ]
}
""")


def test_a_refused_record_of_which_nothing_is_known_has_its_messages():
    refused = JSON.refused_element("Currency", [], ["No"], [])

    assert plain.loads(refused) == {"ValidationErrors": [{"Message": "No"}]}


def test_an_exception_without_records_has_no_elements():
    body = JSON.exception(14, "PostDataInvalidException", 'Not "so"', None)

    assert plain.loads(body) == {
        "ErrorNumber": 14,
        "Type": "PostDataInvalidException",
        "Message": 'Not "so"',
    }


def test_a_bare_record_stands_alone():
    """As a few DELETEs answer."""
    gone = AllocationDeleted(
        allocation_id=guid(1), date=date(2026, 3, 1), invoice=InvoiceID(invoice_id=guid(2))
    )

    body = JSON.bare("Allocation", Press(JSON, Shelf()).show(gone, Look(View.WRITE)))

    assert body == crlf(f"""
{{
  "AllocationID": "{guid(1)}",
  "Date": "\\/Date(1772323200000+0000)\\/",
  "Invoice": {{
    "InvoiceID": "{guid(2)}"
  }},
  "IsDeleted": true
}}
""")


RECORDED = """
{
      "Type": "ACCPAY",
      "InvoiceID": "22b3fab4-ef56-4d70-a110-a7cc3c1a26cd",
      "InvoiceNumber": "Elec.",
      "Reference": "",
      "Payments": [],
      "CreditNotes": [],
      "Prepayments": [],
      "Overpayments": [],
      "AmountDue": 0.00,
      "AmountPaid": 0.00,
      "AmountCredited": 0.00,
      "CurrencyRate": 1.0000000000,
      "IsDiscounted": false,
      "HasAttachments": true,
      "HasErrors": false,
      "Contact": {
        "ContactID": "9b9ba9e5-e907-4b4e-8210-54d82b0aa479",
        "Name": "PowerDirect",
        "Addresses": [],
        "Phones": [],
        "ContactGroups": [],
        "ContactPersons": [],
        "HasValidationErrors": false
      },
      "DateString": "2019-07-22T00:00:00",
      "Date": "\\/Date(1563753600000+0000)\\/",
      "DueDateString": "2019-08-01T00:00:00",
      "DueDate": "\\/Date(1564617600000+0000)\\/",
      "Status": "VOIDED",
      "LineAmountTypes": "Inclusive",
      "LineItems": [
        {
          "Description": "Monthly electricity",
          "UnitAmount": 89.00,
          "TaxType": "INPUT2",
          "TaxAmount": 11.61,
          "LineAmount": 89.00,
          "AccountCode": "445",
          "Tracking": [],
          "Quantity": 1.0000,
          "LineItemID": "1fc7c801-ce81-41b0-b986-f03d836dab04"
        }
      ],
      "SubTotal": 77.39,
      "TotalTax": 11.61,
      "Total": 89.00,
      "UpdatedDateUTC": "\\/Date(1289566516347+0000)\\/",
      "CurrencyCode": "NZD"
    }
"""
"""A cassette of xero-python, May 2020, but for the decimals of the rate."""
SINCE = ("InvoiceAddresses", "InvoicePaymentServices", "UpdatedDateUTCString")
"""Members that came after it."""


def test_an_invoice_is_printed_as_xero_did():
    """Every byte of a page of 2020, members that came later aside."""
    shelf = Shelf()
    power = Contact(contact_id="9b9ba9e5-e907-4b4e-8210-54d82b0aa479", name="PowerDirect")
    bill = Invoice(
        type="ACCPAY",
        invoice_id="22b3fab4-ef56-4d70-a110-a7cc3c1a26cd",
        invoice_number="Elec.",
        reference="",
        amount_due=Decimal(0),
        amount_paid=Decimal(0),
        amount_credited=Decimal(0),
        currency_rate=Decimal(1),
        has_attachments=True,
        contact=shelf.put(power, power.key),
        date=date(2019, 7, 22),
        due_date=date(2019, 8, 1),
        status="VOIDED",
        line_amount_types="Inclusive",
        lines=(
            LineItem(
                description="Monthly electricity",
                unit_amount=Decimal(89),
                tax_type="INPUT2",
                tax_amount=Decimal("11.61"),
                line_amount=Decimal("89.00"),
                account_code="445",
                quantity=Decimal(1),
                line_item_id="1fc7c801-ce81-41b0-b986-f03d836dab04",
            ),
        ),
        sub_total=Decimal("77.39"),
        total_tax=Decimal("11.61"),
        total=Decimal("89.00"),
        updated=datetime(2010, 11, 12, 12, 55, 16, 347000),
        currency_code="NZD",
    )

    lines = Press(JSON, shelf).element(bill, Look(View.PAGE)).split("\r\n")

    then = [line for line in lines if line.strip().split('"')[1:2] not in ([n] for n in SINCE)]
    assert "\r\n".join(then) == crlf(RECORDED)


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0.00"), ("5", "5.00"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("1E+3", "1000.00"),
     ("999999999999.99", "999999999999.99"), ("-0", "0.00"), ("-0.001", "0.00")],
)  # fmt: skip
def test_money_has_two_decimals(amount, text):
    """Ties go away from zero, and nothing is less than nothing."""
    assert members(Invoice(total=Decimal(amount)))["Total"] == text


@pytest.mark.parametrize(
    ("unitdp", "price", "text"),
    [(2, "25.6591", "25.66"), (4, "25.6591", "25.6591"), (4, "25", "25.0000"), (2, "25", "25.00")],
)
def test_unit_amounts_have_four_decimals_on_demand(unitdp, price, text):
    line = LineItem(unit_amount=Decimal(price), line_amount=Decimal(price))
    known = Invoice(lines=(line,))

    told = members(known, unitdp=unitdp)

    assert told["UnitAmount"] == text
    assert told["LineAmount"] == members(known)["LineAmount"]


def test_other_numbers_have_decimals_of_their_own():
    """Rates of exchange ten, tax rates and quantities four."""
    rate = TaxRate(tax_type="TAX001", display_rate=Decimal("8.25"))
    item = Item(item_id=guid(1), quantity_on_hand=Decimal(3))
    known = Invoice(currency_rate=Decimal("1.5"))

    assert members(rate)["DisplayTaxRate"] == "8.2500"
    assert members(item)["QuantityOnHand"] == "3.0000"
    assert members(known)["CurrencyRate"] == "1.5000000000"


def test_days_and_moments():
    """Slashes are escaped in dates only; moments keep milliseconds, their companions lose them."""
    told = members(
        Invoice(date=date(2026, 9, 14), updated=datetime(2010, 11, 19, 12, 1, 1, 593000), url="a/b")
    )

    assert told["DateString"] == '"2026-09-14T00:00:00"'
    assert told["Date"] == '"\\/Date(1789344000000+0000)\\/"'
    assert told["UpdatedDateUTCString"] == '"2010-11-19T12:01:01Z"'
    assert told["UpdatedDateUTC"] == '"\\/Date(1290168061593+0000)\\/"'
    assert told["Url"] == '"a/b"'


@pytest.mark.parametrize(
    ("known", "view", "text"),
    [
        (Organisation(created=NOON), View.LIST, '"\\/Date(1772625600923)\\/"'),
        (Item(updated=NOON), View.WRITE, '"\\/Date(1772625600923)\\/"'),
        (Item(updated=NOON), View.SINGLE, '"\\/Date(1772625600923+0000)\\/"'),
    ],
)
def test_a_few_moments_lack_their_offset(known, view, text):
    """The organisation's creation, and an item just written."""
    told = members(known, view)

    assert text in (told.get("CreatedDateUTC"), told.get("UpdatedDateUTC"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Café 東京 😀", '"Café 東京 😀"'),
        ('say "no"', '"say \\"no\\""'),
        ("a\\b", '"a\\\\b"'),
        ("a\r\nb\tc", '"a\\r\\nb\\tc"'),
        ("\x00\x1f", '"\\u0000\\u001f"'),
        ("a/b", '"a/b"'),
        ("", '""'),
    ],
)
def test_text_is_escaped_where_json_must(name, text):
    assert members(Currency(code=name))["Code"] == text


def test_members_without_a_value_are_left_out_and_empty_lists_are_not():
    told = members(Invoice(invoice_id=guid(1)), View.PAGE)

    assert told["LineItems"] == told["Payments"] == told["Prepayments"] == "[]"
    assert "DueDate" not in told
    assert "DueDateString" not in told
    assert "Reference" not in told


# --- reading --------------------------------------------------------------------------------------


def read(body: str, record: type[Resource] = Contact) -> list[dict[str, object]]:
    return [draft.sent for draft in json.read(record, record.about.plural, body.encode())]


@pytest.mark.parametrize(
    "body",
    [
        '{"Contacts": [{"Name": "Ada"}]}',
        '{"contacts": [{"Name": "Ada"}]}',
        '{"Name": "Ada"}',
        '[{"Name": "Ada"}]',
        '{"Contacts": {"Name": "Ada"}}',
        '\ufeff{"name": "Ada"}',
        '{"Contacts": [null, {"NAME": "Ada", "Unheard": {"of": [1]}, "ContactNumber": null}]}',
    ],
)
def test_one_contact_said_in_many_ways(body):
    """A wrapper or none, names in any letters, unknown members and nulls passed over."""
    assert read(body) == [{"name": "Ada"}]


@pytest.mark.parametrize("body", ["{}", "[]", '{"Contacts": []}', '{"Contacts": null}', "[{}]"])
def test_nothing_can_be_said_in_many_ways(body):
    assert read(body) == []


@pytest.mark.parametrize(
    "sent",
    [
        '"Date": "2026-01-31"',
        '"Date": "2026-01-31T13:45:00"',
        '"Date": "/Date(1769817600000)/"',
        '"Date": "\\/Date(1769817600000+0000)\\/"',
        '"DateString": "2026-01-31T00:00:00"',
        '"DateString": "2001-01-01T00:00:00", "Date": "2026-01-31"',
        '"Date": "2026-01-31", "DateString": "2001-01-01T00:00:00"',
        '"Date": "2026-01-31T00:00:00Z"',
    ],
)
def test_a_day_said_in_many_ways(sent):
    """Its companion counts only where there is no date."""
    assert read(f"{{{sent}}}", Invoice) == [{"date": date(2026, 1, 31)}]


@pytest.mark.parametrize(
    ("sent", "member", "value"),
    [
        ('"CurrencyRate": 1.50', "currency_rate", Decimal("1.50")),
        ('"CurrencyRate": "1.50"', "currency_rate", Decimal("1.50")),
        ('"CurrencyRate": 2', "currency_rate", Decimal(2)),
        ('"SentToContact": true', "sent_to_contact", True),
        ('"SentToContact": "True"', "sent_to_contact", True),
        ('"SentToContact": 0', "sent_to_contact", False),
        ('"Status": "authorised"', "status", "AUTHORISED"),
        ('"Status": "void"', "status", "VOID"),
        ('"LineAmountTypes": "NOTAX"', "line_amount_types", "NoTax"),
        ('"Reference": 12', "reference", "12"),
        ('"BrandingThemeID": "000000000000400080000000000000FF"', "branding_theme_id", guid(255)),
    ],
)  # fmt: skip
def test_values_said_in_many_ways(sent, member, value):
    assert read(f"{{{sent}}}", Invoice) == [{member: value}]


@pytest.mark.parametrize(
    "member", ["Date", "DueDate", "CurrencyRate", "Type", "SentToContact", "InvoiceID"]
)
def test_an_empty_text_says_nothing(member):
    """About anything but a text."""
    assert read(f'{{"{member}": ""}}', Invoice) == []
    assert read('{"Reference": ""}', Invoice) == [{"reference": ""}]


NULLABLE = "System.Nullable`1[System.{}]"


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ('"LineAmountTypes": "NO_TAX"',
         ("Error converting value \"NO_TAX\" to type 'Xero.API.Library..LineAmountType'. "
         "Path 'Invoices[0].LineAmountTypes'.")),
        ('"date": "soon"',
         (f"Error converting value \"soon\" to type '{NULLABLE.format('DateTime')}'. "
         "Path 'Invoices[0].date'.")),
        ('"Date": "1752-12-31"',
         (f"Error converting value \"1752-12-31\" to type '{NULLABLE.format('DateTime')}'. "
         "Path 'Invoices[0].Date'.")),
        ('"CurrencyRate": "much"',
         (f"Error converting value \"much\" to type '{NULLABLE.format('Decimal')}'. "
         "Path 'Invoices[0].CurrencyRate'.")),
        ('"CurrencyRate": true',
         (f"Error converting value true to type '{NULLABLE.format('Decimal')}'. "
         "Path 'Invoices[0].CurrencyRate'.")),
        ('"CurrencyRate": 1e12',
         (f"Error converting value \"1E+12\" to type '{NULLABLE.format('Decimal')}'. "
         "Path 'Invoices[0].CurrencyRate'.")),
        ('"SentToContact": "maybe"',
         (f"Error converting value \"maybe\" to type '{NULLABLE.format('Boolean')}'. "
         "Path 'Invoices[0].SentToContact'.")),
        ('"InvoiceID": "7"',
         "Error converting value \"7\" to type 'Guid'. Path 'Invoices[0].InvoiceID'."),
        ('"Reference": {}',
         "Error converting value ... to type 'System.String'. Path 'Invoices[0].Reference'."),
        ('"LineItems": {}',
         ("Error converting value ... to type 'System.Collections.Generic.List`1[LineItem]'. "
         "Path 'Invoices[0].LineItems'.")),
        ('"LineItems": ["x"]',
         ("Error converting value \"x\" to type 'Xero.API.Library..LineItem'. "
         "Path 'Invoices[0].LineItems[0]'.")),
        ('"LineItems": [{}, {"Tracking": [{"TrackingOptionID": 1}]}]',
         ("Error converting value 1 to type 'Guid'. "
         "Path 'Invoices[0].LineItems[1].Tracking[0].TrackingOptionID'.")),
    ],
)  # fmt: skip
def test_what_a_member_cannot_be(sent, complaint):
    """Said with the type that .NET wanted, and where."""
    with pytest.raises(Unreadable) as refusal:
        read(f'{{"Invoices": [{{{sent}}}]}}', Invoice)

    assert refusal.value.message == complaint
    assert (refusal.value.number, refusal.value.type) == (14, "PostDataInvalidException")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"Name": NaN}', b'{"Name": Infinity}', b"\xff\xfe", b"[" * 100_000, b"nonsense",
     b'{"Total": ' + b"1" * 5000 + b"}", b'{"Total": 1e99999999999999999999}'],
    ids=lambda body: body[:12],
)  # fmt: skip
def test_what_is_no_json_is_refused(body):
    with pytest.raises(Unreadable, match=r"^JSON request body could not be read, Error "):
        json.read(Contact, "Contacts", body)


@pytest.mark.parametrize("body", ["1", '"Ada"', "[1]", "null", '{"Contacts": "Ada"}'])
def test_what_is_no_record_is_refused(body):
    """Null is nothing; anything else that is not an object cannot be a contact."""
    if body == "null":
        assert read(body) == []
        return
    with pytest.raises(Unreadable, match=r"to type 'Xero\.API\.Library\.\.Contact'"):
        read(body)


def test_an_account_type_is_one_of_xeros():
    with pytest.raises(Unreadable, match=r"to type 'Xero\.API\.Library\.\.AccountType'"):
        read('{"Type": "FUN"}', Account)
