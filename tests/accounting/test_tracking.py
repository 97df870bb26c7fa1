"""Tracking categories and their options."""

import pytest

from mockxero.accounting.tracking import options_of
from mockxero.resources.bank_transfers import BankTransfer, TransferTracking
from mockxero.resources.tracking import TrackingCategory, TrackingOption
from tests.builders import (
    GONE,
    LINE,
    NORTH,
    REGION,
    SOUTH,
    TEAM,
    accepted,
    delete,
    edited,
    guid,
    invoice,
    keep,
    record,
    sent,
)

USED = LINE | {"tracking": [{"category_id": REGION, "option_id": NORTH}]}


@pytest.fixture
def add(books):
    """What becomes of a new option of Region."""
    return lambda **members: record(
        books, sent(TrackingOption, **members), create=True, preset={"category_id": REGION}
    )


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"name": "Product"}, []),
        ({}, ["Tracking Category Name must be specified"]),
        ({"name": " "}, ["Tracking Category Name must be specified"]),
        ({"name": "region"}, ["Tracking Category Name must be unique"]),
        ({"name": "TEAM"}, ["Tracking Category Name must be unique"]),
        ({"name": "Gone"}, []),
        ({"name": "x" * 101}, ["The length of Name must not exceed 100 characters"]),
    ],
)
def test_what_a_new_category_needs(complaints, members, messages):
    """An archived one keeps its name, a deleted one gives it back."""
    assert complaints(TrackingCategory, **members) == messages


def test_a_category_is_active(made):
    assert made(TrackingCategory, name="Product").status == "ACTIVE"


def test_a_category_may_keep_its_name(books, complaints):
    region = books.find(TrackingCategory, REGION)

    assert complaints(TrackingCategory, region, name="REGION") == []
    assert complaints(TrackingCategory, region, name="Team") == [
        "Tracking Category Name must be unique"
    ]


def test_two_categories_are_active_at_most(books, complaints, made):
    """Archived ones do not count."""
    made(TrackingCategory, name="Product")
    two = ["Only 2 active tracking categories are allowed"]

    assert complaints(TrackingCategory, name="Third") == two
    assert complaints(TrackingCategory, books.find(TrackingCategory, TEAM), status="ACTIVE") == two
    assert complaints(TrackingCategory, books.find(TrackingCategory, REGION), name="R") == []


def test_there_are_four_categories_at_most(books, complaints):
    """Deleted ones do not count."""
    for number, name in enumerate(["A", "B"]):
        keep(books, TrackingCategory(category_id=guid(number), name=name, status="ARCHIVED"))
    keep(books, books.find(TrackingCategory, REGION).but(status="ARCHIVED"))

    assert complaints(TrackingCategory, name="Fifth") == ["Only 4 tracking categories are allowed"]
    keep(books, books.find(TrackingCategory, TEAM).but(status="DELETED"))
    assert complaints(TrackingCategory, name="Fifth") == []


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"name": "East"}, []),
        ({}, ["Tracking Option Name must be specified"]),
        ({"name": ""}, ["Tracking Option Name must be specified"]),
        ({"name": "north"}, ["Tracking Option Name must be unique"]),
        ({"name": "Red"}, []),
    ],
)
def test_what_a_new_option_needs(add, members, messages):
    """A name of its own within its category."""
    assert add(**members).errors == messages


def test_an_option_may_keep_its_name(books, complaints):
    north = books.find(TrackingOption, NORTH)

    assert complaints(TrackingOption, north, name="NORTH") == []
    assert complaints(TrackingOption, north, name="South") == [
        "Tracking Option Name must be unique"
    ]


def flags(option):
    return option.status, option.is_active, option.is_archived, option.is_deleted


def test_the_flags_of_an_option_repeat_its_status(books, add):
    east = accepted(add(name="East"))

    assert (east.category_id, *flags(east)) == (REGION, "ACTIVE", True, False, False)
    archived = accepted(edited(books, east, status="ARCHIVED"))
    assert flags(archived) == ("ARCHIVED", False, True, False)


def test_options_stand_by_name(books, add):
    """In any letters; deleted ones are not there."""
    accepted(add(name="east"))
    accepted(add(name="West"))
    delete(books, books.find(TrackingOption, SOUTH))

    shown = options_of(books.find(TrackingCategory, REGION), books)

    assert [one.name for one in shown] == ["east", "North", "West"]
    assert options_of(books.find(TrackingCategory, GONE), books) == ()


@pytest.mark.parametrize(("resource", "key"), [(TrackingCategory, REGION), (TrackingOption, NORTH)])
def test_what_is_unused_is_deleted_and_what_is_used_is_archived(books, resource, key):
    """Source: Xero's page on types, inferred"""
    draft = invoice(books, status="DRAFT", lines=[USED])

    assert delete(books, books.find(resource, key)).record.status == "ARCHIVED"
    known = accepted(edited(books, books.find(resource, key), status="ACTIVE"))
    assert accepted(edited(books, known, status="DELETED")).status == "ARCHIVED"
    accepted(edited(books, draft, status="DELETED"))
    assert delete(books, books.find(resource, key)).record.status == "DELETED"
    assert books.find(resource, key).status == "DELETED"


@pytest.mark.parametrize(("resource", "key"), [(TrackingCategory, REGION), (TrackingOption, NORTH)])
def test_a_transfer_uses_it_too(books, resource, key):
    filed = (TransferTracking(category_id=REGION, option_id=NORTH),)
    keep(books, BankTransfer(bank_transfer_id=guid(1), status="AUTHORISED", to_tracking=filed))

    assert delete(books, books.find(resource, key)).record.status == "ARCHIVED"


def test_what_is_deleted_stays_deleted(books, complaints, add):
    """Neither does it come back, nor does it take options."""
    for resource, key in ((TrackingCategory, REGION), (TrackingOption, NORTH)):
        gone = delete(books, books.find(resource, key)).record
        for change in ({"status": "ACTIVE"}, {"name": "Other"}):
            assert complaints(resource, gone, **change)[0].startswith("Deleted Tracking ")
    assert add(name="East").errors == ["Deleted Tracking Categories cannot be updated"]


def test_a_deleted_option_says_so(books):
    assert flags(delete(books, books.find(TrackingOption, SOUTH)).record) == (
        "DELETED", False, False, True
    )  # fmt: skip
