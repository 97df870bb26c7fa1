"""XML: printed as Xero does, and read to the letter."""

from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import Unreadable
from mockxero.primitives.ids import NOBODY
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.allocations import Allocation
from mockxero.resources.contacts import Contact
from mockxero.resources.currencies import Currency
from mockxero.resources.invoices import Invoice
from mockxero.resources.parts import LineItem
from mockxero.wire import xml
from mockxero.wire.envelope import Head
from mockxero.wire.negotiate import XML
from mockxero.wire.press import Press
from mockxero.wire.refused import refused
from tests.builders import guid, sent
from tests.strategies import Shelf

HEAD = Head(guid(9), "Demo AU", datetime(2011, 5, 31, 1, 33, 42, 156000))
KIWI = Currency(code="NZD", description="New Zealand Dollar")


def printed(record: Resource, view: View = View.SINGLE) -> str:
    """A record as an element of its collection."""
    return Press(XML, Shelf()).element(record, Look(view))


def told(record: Resource, view: View = View.SINGLE) -> dict[str, str]:
    """The text of each member."""
    return {node.tag: node.text or "" for node in ET.fromstring(printed(record, view))}


# --- layout ---------------------------------------------------------------------------------------


def test_an_answer():
    """No declaration, two name spaces, a moment with seven decimals."""
    body = XML.answer(HEAD, "Currencies", [printed(KIWI)])

    assert (
        body
        == f"""\
<Response xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Id>{guid(9)}</Id>
  <Status>OK</Status>
  <ProviderName>Demo AU</ProviderName>
  <DateTimeUTC>2011-05-31T01:33:42.1560000Z</DateTimeUTC>
  <Currencies>
    <Currency>
      <Code>NZD</Code>
      <Description>New Zealand Dollar</Description>
    </Currency>
  </Currencies>
</Response>"""
    )


def test_an_empty_page():
    """The collection is there even without anything in it."""
    counts = {"page": 2, "pageSize": 100, "pageCount": 1, "itemCount": 7}

    told = ET.fromstring(XML.answer(HEAD, "Currencies", [], counts))

    assert [node.tag for node in told][-2:] == ["pagination", "Currencies"]
    assert {node.tag: int(node.text or "") for node in told[-2]} == counts
    assert len(told[-1]) == 0


def test_verdicts_come_first():
    """The status is an attribute."""
    text = Press(XML, Shelf()).once(KIWI, Look(View.WRITE, depth=2))

    element = XML.element("Currency", text, "ERROR", ["No"], ["Hm"])

    assert (
        element
        == """\
<Currency status="ERROR">
      <ValidationErrors>
        <ValidationError>
          <Message>No</Message>
        </ValidationError>
      </ValidationErrors>
      <Warnings>
        <Warning>
          <Message>Hm</Message>
        </Warning>
      </Warnings>
      <Code>NZD</Code>
      <Description>New Zealand Dollar</Description>
    </Currency>"""
    )


def test_an_exception():
    element = XML.refused_element("Currency", ["<Code>EUR</Code>"], ["<No>"], [])

    body = XML.exception(10, "ValidationException", "A validation exception occurred", [element])

    assert (
        body
        == """\
<ApiException xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <ErrorNumber>10</ErrorNumber>
  <Type>ValidationException</Type>
  <Message>A validation exception occurred</Message>
  <Elements>
    <DataContractBase xsi:type="Currency">
      <ValidationErrors>
        <ValidationError>
          <Message>&lt;No&gt;</Message>
        </ValidationError>
      </ValidationErrors>
      <Warnings />
      <Code>EUR</Code>
    </DataContractBase>
  </Elements>
</ApiException>"""
    )


def test_an_exception_without_records_has_no_elements():
    told = ET.fromstring(XML.exception(14, "PostDataInvalidException", "a < b", None))

    assert [(node.tag, node.text) for node in told] == [
        ("ErrorNumber", "14"),
        ("Type", "PostDataInvalidException"),
        ("Message", "a < b"),
    ]


def test_a_bare_record_is_a_document():
    body = XML.bare("Currency", Press(XML, Shelf()).show(KIWI, Look(View.WRITE)))

    assert [node.text for node in ET.fromstring(body)] == ["NZD", "New Zealand Dollar"]


def test_inherited_members_come_first():
    """In the base class of Xero's documents stand the contact, the dates and the sums."""
    shelf = Shelf()
    contact = shelf.put(Contact(contact_id=guid(1), name="Ada"), guid(1))
    known = Invoice(
        invoice_id=guid(2),
        type="ACCREC",
        contact=contact,
        date=date(2026, 3, 1),
        total=Decimal(1),
        lines=(LineItem(description="Work"),),
    )

    told = [node.tag for node in ET.fromstring(Press(XML, shelf).element(known, Look(View.PAGE)))]

    own = told.index("Type")
    assert told[:4] == ["Contact", "Date", "LineItems", "Total"]
    assert told[own:][:2] == ["Type", "InvoiceID"]
    assert own == 4


def test_members_that_only_json_has():
    """No companions of dates, no flags of errors, no duplicate ids."""
    known = Invoice(date=date(2026, 3, 1), updated=datetime(2026, 3, 1))

    assert (
        told(known)
        .keys()
        .isdisjoint(
            {"DateString", "UpdatedDateUTCString", "HasErrors", "IsDiscounted", "InvoiceAddresses"}
        )
    )


def test_an_allocation_is_applied():
    """The one member that has another name in XML."""
    text = Press(XML, Shelf()).show(Allocation(amount=Decimal(5)), Look(View.PAGE))

    assert text.strip() == "<AppliedAmount>5.00</AppliedAmount>"


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2011, 5, 3, 23, 28, 9, 993000), "2011-05-03T23:28:09.993"),
        (datetime(2011, 5, 3, 23, 28, 9, 270000), "2011-05-03T23:28:09.27"),
        (datetime(2011, 5, 3, 23, 28, 10), "2011-05-03T23:28:10"),
    ],
)
def test_moments_drop_the_zeros_of_their_fraction(moment, text):
    assert told(Invoice(updated=moment))["UpdatedDateUTC"] == text


def test_days_are_moments_at_midnight():
    assert told(Invoice(date=date(2011, 2, 16)))["Date"] == "2011-02-16T00:00:00"


def test_flags_are_lower_case():
    assert told(Invoice(sent_to_contact=True))["SentToContact"] == "true"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Fish & Chips <Ltd>", "Fish &amp; Chips &lt;Ltd&gt;"),
        ("a]]>b", "a]]&gt;b"),
        ("a\r\nb\nc", "a&#xD;&#xA;b&#xA;c"),
        ("Café “東京” 😀", "Café “東京” 😀"),
        (" a ", " a "),
        ("\x00a\x0b", "a"),
    ],
)
def test_text_is_escaped_where_xml_must(name, text):
    """Line ends are spelled out, so that no parser makes others of them."""
    assert f"<Code>{text}</Code>" in printed(Currency(code=name))


# --- what was refused -----------------------------------------------------------------------------


def test_a_refused_record_says_what_it_lacks():
    """Numbers, dates, flags and ids are nil; texts and lists are simply not there, or empty."""
    draft = sent(Invoice, reference="x", total="5")

    members = refused(XML, draft, None, Press(XML, Shelf()).show)

    assert "<Reference>x</Reference>" in members
    assert '<DueDate xsi:nil="true" />' in members
    assert '<SentToContact xsi:nil="true" />' in members
    assert '<CurrencyRate xsi:nil="true" />' in members
    assert '<BrandingThemeID xsi:nil="true" />' in members
    assert "<Payments />" in members
    assert f"<InvoiceID>{NOBODY}</InvoiceID>" in members
    assert not any(member.startswith(("<Url", "<Status", "<Contact")) for member in members)


def test_a_refused_allocation_says_so_under_its_own_names():
    members = refused(XML, Draft(Allocation, {}), None, Press(XML, Shelf()).show)

    assert '<AppliedAmount xsi:nil="true" />' in members


# --- reading --------------------------------------------------------------------------------------


def read(body: str, record: type[Resource] = Contact) -> list[dict[str, object]]:
    about = record.about
    drafts = xml.read(record, about.plural, about.singular, body.encode())
    return [draft.sent for draft in drafts]


NAME_SPACES = 'xmlns="http://example.com/xero" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.mark.parametrize(
    "body",
    [
        "<Contacts><Contact><Name>Ada</Name></Contact></Contacts>",
        "<Contact><Name>Ada</Name></Contact>",
        '<?xml version="1.0" encoding="utf-8"?>\n<Contact>\n <Name>Ada</Name>\n</Contact>',
        f"<Contact {NAME_SPACES}><Name>Ada</Name><IsSupplier i:nil='true' /></Contact>",
        "<Contact><!-- who? --><Name><![CDATA[Ada]]></Name></Contact>",
        "<Contact><Name>Ada</Name><ValidationErrors /><Warnings><Warning /></Warnings></Contact>",
    ],
)
def test_one_contact_said_in_many_ways(body):
    assert read(body) == [{"name": "Ada"}]


def test_read_only_members_are_known():
    """Whoever sends a record back as it came is understood."""
    body = """<Invoice><Reference>x</Reference><Payments><Payment><PaymentID>
        5b96e86b-418e-48e8-8949-308c14aec278</PaymentID></Payment></Payments><Attachments />
        <InvoiceAddresses /><Prepayments /></Invoice>"""

    (known,) = read(body, Invoice)

    assert known["reference"] == "x"


def test_values_are_read_as_in_json():
    """Spaces around a value that is no text do not matter."""
    body = """<Invoice><Type>accrec</Type><Date> 2026-01-31T00:00:00 </Date>
        <CurrencyRate> 1.5 </CurrencyRate><SentToContact>TRUE</SentToContact>
        <Reference> as it is </Reference><DueDate /></Invoice>"""

    assert read(body, Invoice) == [
        {
            "type": "ACCREC",
            "date": date(2026, 1, 31),
            "currency_rate": Decimal("1.5"),
            "sent_to_contact": True,
            "reference": " as it is ",
        }
    ]


def test_lists_of_lists_are_read():
    body = """<Invoices><Invoice><LineItems><LineItem><Description>Work</Description><Tracking>
        <TrackingCategory><Name>Region</Name></TrackingCategory></Tracking></LineItem><LineItem />
        </LineItems></Invoice></Invoices>"""

    ((known),) = xml.read(Invoice, "Invoices", "Invoice", body.encode())

    first, second = known.get("lines")
    assert first.get("description") == "Work"
    assert [one.sent for one in first.get("tracking")] == [{"name": "Region"}]
    assert second.sent == {}


@pytest.mark.parametrize("body", ["<Contacts />", "<Invoices><Invoice /></Invoices>", "<a />"])
def test_another_document_says_nothing(body):
    assert read(body) == []


@pytest.mark.parametrize(
    ("body", "element"),
    [
        ("<Contact><HasValidationErrors>0</HasValidationErrors></Contact>", "HasValidationErrors"),
        ("<Contact><StatusAttributeString /></Contact>", "StatusAttributeString"),
        ("<Contact><name>Ada</name></Contact>", "name"),
        ("<Contact><Name>Ada</Name><Name>Ada</Name></Contact>", "Name"),
        ("<Contact><Warnings /><Warnings /></Contact>", "Warnings"),
        ("<Contacts><Person /></Contacts>", "Person"),
        ("<Contact><Phones><Telephone /></Phones></Contact>", "Telephone"),
        ("<Contact><Phones><Phone><Nr>1</Nr></Phone></Phones></Contact>", "Nr"),
        ("<Contacts><Contact /><contact /></Contacts>", "contact"),
        ("<Contact><Name><First>Ada</First></Name></Contact>", "First"),
    ],
)  # fmt: skip
def test_names_count_to_the_letter_and_only_once(body, element):
    """Where JSON passes over what it does not know. # seen: two reports on GitHub"""
    with pytest.raises(Unreadable) as refusal:
        read(body)

    assert refusal.value.number == 14
    assert refusal.value.message == (
        f"The element '{element}' was not recognised. Ensure the element name has the correct case "
        "and that there are no duplicate elements of the same name."
    )


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<Date>20100510</Date>", "The string '20100510' is not a valid AllXsd value."),
        ("<SentToContact>maybe</SentToContact>", "The string 'maybe' is not a valid AllXsd value."),
        ("<CurrencyRate>much</CurrencyRate>", "The string 'much' is not a valid AllXsd value."),
        ("<LineAmountTypes>NO_TAX</LineAmountTypes>",
         "The string 'NO_TAX' is not a valid AllXsd value."),
        ("<InvoiceID>7</InvoiceID>", ("Guid should contain 32 digits with 4 dashes "
         "(xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).")),
    ],
)  # fmt: skip
def test_what_a_member_cannot_be(body, complaint):
    with pytest.raises(Unreadable) as refusal:
        read(f"<Invoice>{body}</Invoice>", Invoice)

    assert refusal.value.message == complaint


BOMB = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ATTACKS = {
    "entity": '<!DOCTYPE c [<!ENTITY a "Ada">]><Contact><Name>&a;</Name></Contact>',
    "laughs": f'<!DOCTYPE c [<!ENTITY a "ha">{BOMB}]><Contact><Name>&i;</Name></Contact>',
    "file": '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]><Contact><Name>&a;</Name></Contact>',
    "type": '<!DOCTYPE Contact SYSTEM "http://127.0.0.1:1/x.dtd"><Contact><Name>Ada</Name></Contact>',
    "parameter": '<!DOCTYPE c [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><Contact />',
    "unknown": "<Contact><Name>&who;</Name></Contact>",
    "open": "<Contact><Name>Ada</Contact>",
    "two": "<Contact /><Contact />",
    "character": "<Contact><Name>\x02</Name></Contact>",
    "encoding": '<?xml version="1.0" encoding="klingon"?><Contact />',
    "nothing": "<",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_no_plain_xml_is_refused(attack):
    """Document types and entities are never looked at, let alone followed."""
    with pytest.raises(Unreadable, match=r"^Xml for post data was invalid, ") as refusal:
        read(ATTACKS[attack])

    assert (refusal.value.number, refusal.value.type) == (14, "PostDataInvalidException")
    assert "Forbidden(" not in str(refusal.value)
