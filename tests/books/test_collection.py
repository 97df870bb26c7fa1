"""A collection agrees with a naive one that looks at everything each time."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.books import collection
from mockxero.books.collection import LISTINGS_KEPT, Collection, Listing
from mockxero.primitives.complaints import QueryNotParsed
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from tests.builders import guid

NAMES = ["Ada", "ada", "Bob", "Cy", None]
CONTACTS = st.builds(
    lambda number, name, status, number_of: Contact(
        contact_id=guid(number), name=name, status=status, contact_number=number_of
    ),
    st.integers(0, 5),
    st.sampled_from(NAMES),
    st.sampled_from(["ACTIVE", "ARCHIVED"]),
    st.sampled_from(["N-1", "n-1", "", None]),
)
CHANGES = CONTACTS | st.integers(0, 5).map(guid)
"""A record that is put in, or the id of one that goes."""


def empty(resource) -> tuple[Any, dict[str, Any]]:
    """A collection and its naive twin."""
    return Collection(resource), {}


def changed(kept, twin, change):
    """Make a change in both."""
    if isinstance(change, str):
        kept.put(change, None)
        twin.pop(change, None)
    else:
        kept.put(change.key, change)
        twin[change.key] = change


def by_name(contact):
    return (contact.name or "", contact.key)


def is_active(contact):
    return contact.status == "ACTIVE"


def starts_with_a(contact):
    """A filter that fails for a contact without a name."""
    if contact.name is None:
        raise QueryNotParsed("Where clause invocation error: StartsWith")
    return contact.name.casefold().startswith("a")


QUERIES = {
    "all as they came": (None, lambda contact: True),
    "all by name": (by_name, lambda contact: True),
    "active by name": (by_name, is_active),
    "a by name": (by_name, starts_with_a),
}


def naive(twin, name):
    """The list a query gives, or the reason why it gives none."""
    sort_key, accepts = QUERIES[name]
    try:
        found = [one for one in twin.values() if accepts(one)]
    except QueryNotParsed as refusal:
        return refusal.message
    return sorted(found, key=sort_key) if sort_key else found


def listed(kept, name):
    """The same, out of the collection."""
    sort_key, accepts = QUERIES[name]

    def make(records):
        found = [one for one in records if accepts(one)]
        found = sorted(found, key=sort_key) if sort_key else found
        return Listing(found, sort_key or (lambda _: None), accepts)

    try:
        return [*kept.listing(name, make).records]
    except QueryNotParsed as refusal:
        return refusal.message


@settings(max_examples=150)
@given(st.lists(st.tuples(CHANGES, st.lists(st.sampled_from([*QUERIES])), st.booleans())))
def test_lists_and_indexes_follow_every_change(steps):
    """Whenever a list is asked for, however often before, and when changes are taken back."""
    kept, twin = empty(Contact)
    for change, asked, taken_back in steps:
        key = change if isinstance(change, str) else change.key
        before = twin.get(key)
        changed(kept, twin, change)
        if taken_back and before is not None and not isinstance(change, str):
            changed(kept, twin, before)

        for name in asked:
            assert listed(kept, name) == naive(twin, name)
        assert [*kept.records.items()] == [*twin.items()]
        for index, key_of in Contact.about.indexes.items():
            for wanted in {*map(key_of, twin.values())} - {None, ""}:
                found = [one for one in twin.values() if key_of(one) == wanted]
                assert sorted(kept.by(index, wanted)) == sorted(found, key=tuple)
                assert kept.one(index, wanted) in found
            assert kept.by(index, "nobody") == []
            assert kept.one(index, "nobody") is None


def test_a_list_that_lags_behind_is_made_anew(monkeypatch):
    """More changes than are remembered can pass before it is asked for again."""
    monkeypatch.setattr(collection, "CHANGES_KEPT", 2)
    kept, twin = empty(Contact)
    for number in range(8):
        for name in ("all by name", "active by name") if number % 4 == 0 else ():
            listed(kept, name)
        contact = Contact(contact_id=guid(number), name=f"{9 - number}", status="ACTIVE")
        changed(kept, twin, contact)

    assert listed(kept, "all by name") == naive(twin, "all by name")
    assert listed(kept, "active by name") == naive(twin, "active by name")


def test_a_list_that_is_asked_for_again_is_not_made_again():
    """It follows instead; so a page costs the same however many records there are."""
    (kept, _), made = empty(Contact), []

    def make(records):
        made.append(1)
        return Listing(sorted(records, key=by_name), by_name, lambda _: True)

    kept.put(guid(1), Contact(contact_id=guid(1), name="Bob"))
    for number in (2, 3, 4):
        kept.listing("by name", make)
        kept.listing("by name", make)
        kept.put(guid(number), Contact(contact_id=guid(number), name="Ada"))

    names = [one.name for one in kept.listing("by name", make).records]
    assert names == ["Ada", "Ada", "Ada", "Bob"]
    assert len(made) == 1


def test_only_so_many_lists_are_kept():
    """The least used gives way, and comes back when it is asked for."""
    kept, twin = empty(Contact)
    changed(kept, twin, Contact(contact_id=guid(1), name="Ada", status="ACTIVE"))
    for number in range(3 * LISTINGS_KEPT):
        kept.listing(number, lambda records: Listing([*records], by_name, lambda _: True))

    assert len(kept._listings) == LISTINGS_KEPT
    assert listed(kept, "all by name") == naive(twin, "all by name")


def test_every_change_moves_the_version():
    kept = Collection(Contact)
    ada = Contact(contact_id=guid(1), name="Ada")
    versions = [kept.version]
    for after in (ada, ada, None):
        kept.put(ada.key, after)
        versions.append(kept.version)

    assert len(set(versions)) == 4


def test_a_put_gives_back_what_was_there():
    kept = Collection(Contact)
    ada, king = Contact(contact_id=guid(1), name="Ada"), Contact(contact_id=guid(1), name="King")

    assert kept.put(guid(1), ada) is None
    assert kept.put(guid(1), king) is ada
    assert kept.put(guid(1), None) is king
    assert kept.put(guid(1), None) is None


def test_nobody_is_found_under_no_id():
    kept = Collection(Contact)
    kept.put(guid(1), Contact(contact_id=guid(1)))

    assert kept.find(None) is None
    assert kept.find(guid(2)) is None
    assert kept.find(guid(1)) == Contact(contact_id=guid(1))


PEOPLE = st.lists(st.integers(0, 3).map(guid), unique=True).map(tuple)


@given(st.lists(st.tuples(st.integers(0, 2).map(guid), PEOPLE | st.none())))
def test_an_index_can_hold_a_record_at_several_places(changes):
    """The groups that somebody is in."""
    kept, twin = empty(ContactGroup)
    for key, members in changes:
        if members is None:
            changed(kept, twin, key)
        else:
            group = ContactGroup(group_id=key, name=key, status="ACTIVE", members=members)
            changed(kept, twin, group)

        for person in map(guid, range(4)):
            found = {group.key for group in twin.values() if person in group.members}
            assert {group.key for group in kept.by("member", person)} == found


@pytest.mark.parametrize("empty", [None, ""])
def test_nothing_is_found_under_an_empty_key(empty):
    """A contact without a number is not the one without a number."""
    kept = Collection(Contact)
    kept.put(guid(1), Contact(contact_id=guid(1), contact_number=empty))

    assert kept.by("number", empty) == []


def test_records_can_stand_again_as_they_have_stood():
    """After one that was gone has come back."""
    kept, twin = empty(Contact)
    for number in range(3):
        changed(kept, twin, Contact(contact_id=guid(number), name="Ada", status="ACTIVE"))
    listed(kept, "all as they came")
    listed(kept, "all as they came")
    order = [*kept.records]

    kept.put(guid(0), kept.put(guid(0), None))
    kept.stand(order)

    assert [*kept.records] == order
    assert [one.key for one in listed(kept, "all as they came")] == order
