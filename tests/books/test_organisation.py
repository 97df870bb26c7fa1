"""One organisation: its day, its numbers, its records."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mockxero.books.organisation import Organisation, Series
from mockxero.books.timezones import ZONES
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids
from mockxero.resources import catalogue
from mockxero.resources.contacts import Contact
from mockxero.resources.organisations import Organisation as OrganisationRecord
from tests.builders import ADA, BOB, NOON, guid, invoice, small_books


@pytest.mark.parametrize(
    ("timezone", "moment", "today"),
    [
        ("NEWZEALANDSTANDARDTIME", NOON, date(2026, 3, 5)),
        ("UTC", NOON, date(2026, 3, 4)),
        ("HAWAIIANSTANDARDTIME", datetime(2026, 3, 4, 9), date(2026, 3, 3)),
        ("NEWZEALANDSTANDARDTIME", datetime(2026, 7, 4, 11, 59), date(2026, 7, 4)),
        ("NEWZEALANDSTANDARDTIME", datetime(2026, 7, 4, 12), date(2026, 7, 5)),
        ("MARTIANSTANDARDTIME", NOON, date(2026, 3, 4)),
    ],
)
def test_today_is_the_day_where_the_organisation_is(timezone, moment, today):
    """In summer time or not; where nobody knows, it is Greenwich's."""
    books = small_books(clock=FrozenClock(moment), timezone=timezone)

    assert books.today == today
    assert books.now == moment


@pytest.mark.parametrize("zone", ZONES.values())
def test_every_zone_is_on_the_map(zone):
    assert ZoneInfo(zone).key == zone


def test_new_books_hold_the_organisation_and_nothing_else():
    record = OrganisationRecord(organisation_id=guid(1), name="New")
    books = Organisation(record, FrozenClock(NOON), Ids("x"))

    held = [one for resource in catalogue() for one in books.every(resource)]

    assert held == [record]
    assert (books.tenant_id, books.name) == (guid(1), "New")
    assert (books.changes, books.histories, books.series) == ([], {}, {})


def test_an_organisation_can_become_another():
    """With the same books, and found by its new id only."""
    books = small_books()

    books.rename(guid(9), "Second")

    assert (books.tenant_id, books.name) == (guid(9), "Second")
    assert [*books.every(OrganisationRecord)] == [books.organisation]
    assert books.find(OrganisationRecord, guid(9)).name == "Second"
    assert books.find(OrganisationRecord, guid(1)) is None
    assert books.find(Contact, ADA) is not None


def test_records_are_found_by_id_and_by_what_else_they_are_known_by():
    books = small_books()
    ada = books.find(Contact, ADA)

    assert ada.name == "Ada"
    assert books.by(Contact, "number", "a-1") == [ada]
    assert books.one(Contact, "name", "ada") == ada
    assert books.one(Contact, "name", "nobody") is None
    assert books.find(Contact, None) is None
    assert [one.contact_id for one in books.every(Contact)][:2] == [ADA, BOB]


def test_a_version_moves_with_its_resource_only():
    books = small_books()
    before = {resource: books.version(resource) for resource in catalogue()}

    books.collections[Contact].put(ADA, None)

    moved = [one for one in catalogue() if books.version(one) != before[one]]
    assert moved == [Contact]


def test_what_is_derived_is_worked_out_by_the_rules():
    books = small_books()
    invoice(books)

    assert books.derive(books.find(Contact, ADA), "balances").receivable.outstanding == 100
    assert books.derive(books.find(Contact, BOB), "balances") is None


def test_the_same_seed_gives_the_same_ids():
    assert small_books(seed="a").new_id() == small_books(seed="a").new_id()
    assert small_books(seed="a").new_id() != small_books(seed="b").new_id()


def test_a_series_prints_its_next_number():
    assert Series("INV-", 7).number() == "INV-0007"
    assert Series("", 12345).number() == "12345"


def test_a_number_that_is_given_out_is_used_up():
    books = small_books()
    taken = {"INV-0002", "INV-0003"}.__contains__

    assert [books.next_number("ACCREC", taken) for _ in range(3)] == [
        "INV-0001",
        "INV-0004",
        "INV-0005",
    ]
    assert books.series["ACCREC"] == Series("INV-", 6)
