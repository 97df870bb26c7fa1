"""Reports: rows of cells, worked out when asked for; and tax returns that somebody has published.

What is empty is ``""`` in JSON and missing in XML. # seen: gateway-report-trial-balance.xml
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import Field, constant, guid, many, moment, text, texts
from mockxero.primitives.kinds import Double
from mockxero.primitives.records import Record
from mockxero.primitives.views import EVERYWHERE, READ, View
from mockxero.resources.scopes import TAX_RETURNS

_NOTHING = '""'


class CellAttribute(Record):
    """What a cell is about: the id of an account or a document, or a day."""

    value: str = text("Value")
    id: str = text("Id")


class BlankAttribute(Record):
    """An attribute without a value."""

    value = constant("Value", _NOTHING)
    id: str = text("Id")


class Cell(Record):
    """A label or a figure; all of them are text."""

    value: str = text("Value")
    attributes: tuple[CellAttribute | BlankAttribute, ...] = many(
        "Attributes", CellAttribute, "Attribute", omit_empty=EVERYWHERE
    )


class BlankCell(Record):
    """A cell that says nothing."""

    value = constant("Value", _NOTHING)
    attributes: tuple[CellAttribute | BlankAttribute, ...] = many(
        "Attributes", CellAttribute, "Attribute", omit_empty=EVERYWHERE
    )


class Row(Record):
    """A row of cells."""

    row_type: str = text("RowType")
    cells: tuple[Cell | BlankCell, ...] = many("Cells", Cell, "Cell")


class Section(Record):
    """Rows under a title."""

    row_type: str = text("RowType", default="Section")
    title: str = text("Title")
    rows: tuple[Row, ...] = many("Rows", Row, "Row")


class UntitledSection(Record):
    """Rows that need no title."""

    row_type: str = text("RowType", default="Section")
    title = constant("Title", _NOTHING)
    rows: tuple[Row, ...] = many("Rows", Row, "Row")


class Heading(Record):
    """A title above several sections."""

    row_type: str = text("RowType", default="Section")
    title: str = text("Title")
    no_rows = constant("Rows", "[]")


class Report(Record):
    """A report as it is worked out for one request."""

    report_id: str = text("ReportID")
    name: str = text("ReportName")
    type: str = text("ReportType")
    titles: tuple[str, ...] = texts("ReportTitles", "ReportTitle")
    date: str = text("ReportDate")
    updated: datetime = moment("UpdatedDateUTC", bare=EVERYWHERE, zoned=True)
    no_fields = constant("Fields", "[]")
    rows: tuple[Row | Section | UntitledSection | Heading, ...] = many("Rows", Row, "Row")


def _box(number: int) -> Any:
    """What stands in a box of a form; those that a form has not are left out."""
    return Field(wire=f"Box{number}", kind=Double())


def _told(wire: str) -> Any:
    return text(wire, always=EVERYWHERE)


class FormContact(Record):
    """Somebody who stands on a form 1099."""

    tells_errors = View(0)

    box_1: Decimal | None = _box(1)
    box_2: Decimal | None = _box(2)
    box_3: Decimal | None = _box(3)
    box_4: Decimal | None = _box(4)
    box_5: Decimal | None = _box(5)
    box_6: Decimal | None = _box(6)
    box_7: Decimal | None = _box(7)
    box_8: Decimal | None = _box(8)
    box_9: Decimal | None = _box(9)
    box_10: Decimal | None = _box(10)
    box_11: Decimal | None = _box(11)
    box_13: Decimal | None = _box(13)
    box_14: Decimal | None = _box(14)
    name: str | None = _told("Name")
    tax_id_type: str | None = _told("FederalTaxIDType")
    city: str | None = _told("City")
    zip: str | None = _told("Zip")
    state: str | None = _told("State")
    email: str | None = _told("Email")
    street_address: str | None = _told("StreetAddress")
    tax_id: str | None = _told("TaxID")
    contact_id: str = guid("ContactId")
    legal_name: str | None = _told("LegalName")
    business_name: str | None = _told("BusinessName")
    classification: str | None = _told("FederalTaxClassification")


class TaxForm(Record):
    """A form 1099. Who stands on it is configured in Xero's application, never through the API."""

    name: str = text("ReportName")
    date: str = text("ReportDate")
    no_fields = constant("Fields", "[]")
    contacts: tuple[FormContact, ...] = many("Contacts", FormContact, "Contact")


class ReturnAttribute(Record):
    """A day that a return is about."""

    name: str = text("Name")
    description: str | None = text("Description")
    value: str = text("Value")


class ReturnField(Record):
    """A field of a return."""

    field_id: str = text("FieldID")
    description: str | None = text("Description")
    value: str = text("Value")


class PublishedReturn(Resource):
    """A tax return that was published in Xero: BAS in Australia, GST in New Zealand. Read-only."""

    about = About(
        plural="Reports",
        singular="Report",
        key="report_id",
        scopes=TAX_RETURNS,
        collection=("GET",),
        item=("GET",),
        where=False,
    )

    report_id: str = text("ReportID")
    name: str = text("ReportName")
    type: str = text("ReportType")
    date: str = text("ReportDate")
    updated: datetime = moment("UpdatedDateUTC", bare=READ, zoned=True)
    attributes: tuple[ReturnAttribute, ...] = many(
        "Attributes", ReturnAttribute, "Attribute", shows=View.SINGLE, omit_empty=View.SINGLE
    )
    # guess: that a list does without them
    return_fields: tuple[ReturnField, ...] = many("Fields", ReturnField, "Field", shows=View.SINGLE)
