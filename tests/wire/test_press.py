"""What the press remembers is what it would print today."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.books.organisation import Organisation
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.fields import Field, Hidden, Nested
from mockxero.primitives.views import Look, View
from mockxero.resources.accounts import Account
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.resources.items import Item
from mockxero.resources.organisations import Organisation as OrganisationRecord
from mockxero.resources.tracking import TrackingOption
from mockxero.wire.negotiate import JSON, XML
from mockxero.wire.press import Press
from tests.builders import (
    ACCOUNT_IDS,
    ADA,
    BOB,
    BOOK,
    EVE,
    LINE,
    NOON,
    NORTH,
    REGION,
    allocate,
    credit_note,
    guid,
    invoice,
    keep,
    payment,
    small_books,
)
from tests.strategies import values

LOOKS = [Look(view, unitdp) for view in View if view is not View.REFUSED for unitdp in (2, 4)]
"""What is refused is a draft, and no draft is remembered."""
TONGUES = pytest.mark.parametrize("tongue", [JSON, XML], ids=["JSON", "XML"])
PEOPLE = st.sampled_from([ADA, BOB, EVE])


@pytest.fixture
def books():
    return furnished(FrozenClock(NOON))


def furnished(clock: FrozenClock) -> Any:
    """Books in which everything names something else."""
    books = small_books(clock=clock)
    keep(books, ContactGroup(group_id=guid(1), name="VIP", status="ACTIVE", members=(ADA,)))
    keep(books, ContactGroup(group_id=guid(2), name="Club", status="ACTIVE", members=(ADA, BOB)))
    tracked = {"tracking": [{"category_id": REGION, "option_id": NORTH}], "item_code": "BOOK"}
    part_paid = invoice(books, lines=[LINE | tracked, LINE], due_date="2026-03-04")
    payment(books, part_paid, "30.00")
    note = credit_note(books, lines=[LINE | tracked])
    payment(books, note, "10.00")
    allocate(books, note, part_paid, "20.00")
    return books


# --- changes --------------------------------------------------------------------------------------


@st.composite
def changes(draw: st.DrawFn, books: Any) -> tuple[Any, Any]:
    """A record of the books, and what it becomes; None is gone, as the organisation never is."""
    filled = [kind for kind, kept in books.collections.items() if kept.records]
    before = draw(st.sampled_from([*books.every(draw(st.sampled_from(filled)))]))
    if draw(st.integers(0, 9)) == 0 and not isinstance(before, OrganisationRecord):
        return before, None
    return before, draw(changed(before))


def changed(before: Any) -> st.SearchStrategy[Any]:
    """A record with one member changed, most likely a name, or other lines, or other people."""
    plain = [
        field
        for field in type(before).fields.values()
        if field.stored and not isinstance(field, Nested | Hidden) and field.attr != before.key_attr
    ]
    names = [field for field in plain if field.attr in ("name", "code", "status")]
    likely = [_one_of(plain, before), *([_one_of(names, before)] * 2 if names else [])]
    if "contact" in type(before).fields:
        likely.append(PEOPLE.map(lambda contact: before.but(contact=contact)))
        likely.append(
            st.sampled_from([(), before.lines[:1], before.lines[::-1]]).map(
                lambda lines: before.but(lines=lines)
            )
        )
    if isinstance(before, ContactGroup):
        likely.append(
            st.lists(PEOPLE, unique=True).map(lambda people: before.but(members=tuple(people)))
        )
    return st.one_of(likely)


def _one_of(fields: list[Field], before: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(fields).flatmap(
        lambda field: values(field).map(lambda value: before.but(**{field.attr: value}))
    )


def put(books: Organisation, before: Resource, after: Resource | None) -> None:
    books.collections[type(before)].put(before.key, after)


def printed(press: Press, books: Organisation, looks: list[Look]) -> list[str]:
    """Everything there is, in some looks."""
    return [
        text
        for kept in books.collections.values()
        for record in kept.records.values()
        for look in looks
        for text in (press.element(record, look), press.show(record, look))
    ]


# --- never stale ----------------------------------------------------------------------------------


@TONGUES
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_remembered_is_what_would_be_printed_now(tongue, data):
    """After any changes, undone or not, on any day, and however little room there is."""
    clock = FrozenClock(NOON)
    books = furnished(clock)
    press = Press(tongue, books, data.draw(st.sampled_from([10**6, 2000])))
    forgetful = Press(tongue, books, room=0)
    looks = data.draw(st.lists(st.sampled_from(LOOKS), min_size=1, max_size=3))
    printed(press, books, looks)

    for _ in range(data.draw(st.integers(1, 4))):
        before, after = data.draw(changes(books))
        put(books, before, after)
        assert printed(press, books, looks) == printed(forgetful, books, looks)
        clock.advance(timedelta(days=data.draw(st.sampled_from([0, 0, 1, 60]))))
        if data.draw(st.booleans()):
            put(books, before, before)
            assert printed(press, books, looks) == printed(forgetful, books, looks)


@pytest.mark.parametrize(
    ("resource", "key", "change", "shown"),
    [
        (Contact, ADA, {"name": "Ada King"}, "Ada King"),
        (Account, ACCOUNT_IDS["200"], {"code": "2000"}, "2000"),
        (Item, BOOK, {"name": "A novel"}, "A novel"),
        (Item, BOOK, {"code": "NOVEL"}, "NOVEL"),
        (TrackingOption, NORTH, {"name": "Far North"}, "Far North"),
        (ContactGroup, guid(1), {"name": "Friends"}, "Friends"),
        (ContactGroup, guid(1), {"members": ()}, "Club"),
    ],
)
@TONGUES
def test_an_invoice_shows_the_names_of_today(books, tongue, resource, key, change, shown):
    """Without having changed itself."""
    (part_paid,) = books.every(type(invoice(small_books())))
    press, look = Press(tongue, books), Look(View.SINGLE)
    before = press.element(part_paid, look)

    keep(books, books.find(resource, key).but(**change))

    after = press.element(part_paid, look)
    assert shown in after
    assert after != before


# --- remembering ----------------------------------------------------------------------------------


@TONGUES
def test_an_unchanged_record_is_printed_once(books, tongue):
    """The very same text is handed out again."""
    press, ada = Press(tongue, books), books.find(Contact, ADA)

    first = press.element(ada, Look(View.PAGE))
    keep(books, books.find(Contact, BOB).but(name="Robert"))

    assert press.element(ada, Look(View.PAGE)) is first


@TONGUES
def test_what_is_remembered_is_bounded(books, tongue):
    """However much is printed, no more than fits is kept, and the latest of it."""
    room = 4000
    press = Press(tongue, books, room)
    printed(press, books, LOOKS)

    kept = [one.text for one in press._printed.values()]

    assert 0 < sum(map(len, kept)) <= room
    assert sum(map(len, kept)) == press._used
    latest = [*books.collections.values()][-1]
    (*_, last) = latest.records.values() if latest.records else books.every(TrackingOption)
    assert press.show(last, LOOKS[-1]) is press.show(last, LOOKS[-1])


@TONGUES
def test_what_fits_nowhere_is_printed_all_the_same(books, tongue):
    """A record that is larger than all the room."""
    ada = books.find(Contact, ADA)

    cramped = Press(tongue, books, room=10)

    assert cramped.element(ada, LOOKS[0]) == Press(tongue, books).element(ada, LOOKS[0])
    assert not cramped._printed
