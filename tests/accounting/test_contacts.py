"""Customers and suppliers: unique names, fixed slots, and who a document means."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mockxero.accounting.contact_groups import members_of
from mockxero.accounting.contacts import balances, groups_of
from mockxero.books.bookkeeper import transaction
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.complaints import NotFound
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.parts import Address, Phone
from tests.builders import (
    ADA,
    BILL,
    BOB,
    COST,
    CREDIT,
    EVE,
    NOON,
    SALE,
    WHO,
    accepted,
    allocate,
    credit_note,
    edited,
    guid,
    invoice,
    keep,
    payment,
    record,
    sent,
    small_books,
    stored,
)

ARCHIVED = (
    "The specified contact details matched an archived contact. "
    "Archived contacts cannot currently be edited via the API."
)
TAKEN_NUMBER = "Another contact has this contact number. Please enter a different contact number."
NO_EMAIL = "Email address must be valid."


NO_DOCUMENTS = (
    "The contact with the specified contact details has been archived. The contact must be "
    "un-archived before creating new invoices or credit notes."
)


def no_category(name):
    return f"There is no ACTIVE tracking category with the name '{name}'"


def taken(name):
    return (
        f"The contact name {name} is already assigned to another contact. "
        "The contact name must be unique across all active contacts."
    )


# --- what may be wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"name": "Zoe"}, []),
        ({}, ["Contact Name cannot be empty."]),
        ({"name": ""}, ["Contact Name cannot be empty."]),
        ({"name": "   "}, ["Contact Name cannot be empty."]),
        ({"name": "Ada"}, [taken("Ada")]),
        ({"name": "aDA"}, [taken("aDA")]),
        ({"name": " Ada "}, [taken("Ada")]),
        ({"name": "Eve"}, []),
        ({"name": "Zoe", "contact_number": "Z-1"}, []),
        ({"name": "Zoe", "contact_number": "a-1"}, [TAKEN_NUMBER]),
        ({"name": "Zoe", "contact_number": "E-1"}, [TAKEN_NUMBER]),
        ({"name": "Zoe", "email_address": "zoe@example.com"}, []),
        ({"name": "Zoe", "email_address": " zoe.x+y@mail.example.co.nz "}, []),
        ({"name": "Zoe", "email_address": ""}, []),
        ({"name": "Zoe", "email_address": "zoe"}, [NO_EMAIL]),
        ({"name": "Zoe", "email_address": "zoe@example"}, [NO_EMAIL]),
        ({"name": "Zoe", "email_address": "z oe@example.com"}, [NO_EMAIL]),
        ({"name": "Zoe", "email_address": "Zoe <zoe@example.com>"}, [NO_EMAIL]),
        ({"name": "Zoe", "persons": [{"email_address": "a@b.c"}, {"email_address": "?"}]},
         [NO_EMAIL]),
        ({"name": "Zoe", "persons": [{"first_name": "A"}] * 5}, []),
        ({"name": "Zoe", "persons": [{"first_name": "A"}] * 6},
         ["A contact can have at most 5 contact persons"]),
        ({"name": "Zoe", "status": "ARCHIVED"},
         ["The status 'ARCHIVED' is not valid for contacts"]),
        ({"name": "Zoe", "status": "GDPRREQUEST"},
         ["The status 'GDPRREQUEST' is not valid for contacts"]),
        ({"name": "Zoe", "sales_tracking": [{"category_name": "region", "option_name": "NORTH"}]},
         []),
        ({"name": "Zoe", "sales_tracking": [{"option_name": "North"}]},
         [no_category(""), "SalesCategory is missing a TrackingCategoryName"]),
        ({"name": "Zoe", "purchases_tracking": [{}]},
         [no_category(""), "PurchasesCategory is missing a TrackingCategoryName"]),
        ({"name": "Zoe", "sales_tracking": [{"category_name": "Team", "option_name": "Red"}]},
         [no_category("Team")]),
        ({"name": "Zoe", "purchases_tracking": [{"category_name": "Region", "option_name": "Up"}]},
         ["There is no ACTIVE tracking option with the name 'Up'"]),
        ({"name": "Zoe", "batch_payments": {"details": "X" * 19}},
         ["The length of Details must not exceed 18 characters"]),
        ({"name": "Ada", "contact_number": "A-1", "email_address": "?"},
         [taken("Ada"), TAKEN_NUMBER, NO_EMAIL]),
    ],
)  # fmt: skip
def test_what_a_new_contact_needs(complaints, members, messages):
    """An archived contact's name may be used again, its number not."""
    assert complaints(Contact, create=True, **members) == messages


def test_nobody_asks_to_be_forgotten_here(books, complaints):
    """GDPRREQUEST is for Xero's screens only. Source: Xero's page on types"""
    assert complaints(Contact, books.find(Contact, ADA), status="GDPRREQUEST") == [
        "The status 'GDPRREQUEST' is not valid for contacts"
    ]


def test_a_contact_may_keep_its_name_and_number(books, complaints):
    ada = books.find(Contact, ADA)

    assert complaints(Contact, ada, name="ADA", contact_number="a-1") == []
    assert complaints(Contact, ada, name="Bob") == [taken("Bob")]
    assert complaints(Contact, ada, contact_number="E-1") == [TAKEN_NUMBER]


@pytest.mark.parametrize("change", [{"status": "ACTIVE"}, {"status": "ARCHIVED"}, {"name": "Zoe"}])
def test_an_archived_contact_is_out_of_reach(books, complaints, change):
    """Even for un-archiving. # seen: 2026-nz/contact_archive_archived"""
    assert complaints(Contact, books.find(Contact, EVE), **change) == [ARCHIVED]


def test_a_contact_can_be_archived(made, books):
    """Open documents or not."""
    invoice(books)

    after = made(Contact, books.find(Contact, ADA), status="ARCHIVED")

    assert (after.status, after.is_customer) == ("ARCHIVED", True)
    assert made(Contact, name="Ada").contact_id != ADA


# --- what is filled in ----------------------------------------------------------------------------


def test_what_a_new_contact_has(made):
    """What Xero gives cannot be sent. # seen: 2026-nz/contact_create.json"""
    known = made(Contact, name=" Zoe ", is_customer=True, is_supplier=True)

    assert (known.name, known.status) == ("Zoe", "ACTIVE")
    assert (known.email_address, known.bank_account_details) == ("", "")
    assert (known.is_customer, known.is_supplier) == (False, False)


def test_an_edit_keeps_what_was_not_sent(made):
    known = made(Contact, name="Zoe", first_name="Z", persons=[{"first_name": "A"}])

    after = made(Contact, known, last_name="Y")

    assert (after.name, after.first_name, after.last_name) == ("Zoe", "Z", "Y")
    assert after.persons == known.persons


def test_people_are_replaced_all_at_once(made):
    """Those who are not sent are gone. Source: Xero's Contacts page"""
    known = made(Contact, name="Zoe", persons=[{"first_name": "A"}, {"first_name": "B"}])

    after = made(Contact, known, persons=[{"first_name": "C"}])

    assert [one.first_name for one in after.persons] == ["C"]


def filled(parts):
    """The slots that are more than blank."""
    return [one for one in parts if one != type(one)(**blank(one))]


def blank(part):
    by = "address_type" if isinstance(part, Address) else "phone_type"
    nothing = dict.fromkeys(BLANK[type(part)], "")
    return {by: getattr(part, by)} | nothing


BLANK = {
    Address: ("city", "region", "postal_code", "country"),
    Phone: ("number", "area_code", "country_code"),
}


def test_addresses_and_phones_are_slots(made):
    """Sending one changes that one only; the others are there, and blank."""
    known = made(
        Contact,
        name="Zoe",
        addresses=[{"address_type": "POBOX", "line_1": "PO Box 1", "city": "Otaki"}],
        phones=[{"phone_type": "MOBILE", "number": "021"}],
    )

    after = made(
        Contact,
        known,
        addresses=[
            {"address_type": "STREET", "line_1": "1 Main"},
            {"address_type": "POBOX", "city": "Levin"},
        ],
        phones=[{"phone_type": "DDI", "number": "09"}],
    )

    assert [one.address_type for one in after.addresses] == ["STREET", "POBOX"]
    assert [one.phone_type for one in after.phones] == ["DEFAULT", "DDI", "FAX", "MOBILE"]
    assert [(one.line_1, one.city) for one in known.addresses] == [
        (None, ""),
        ("PO Box 1", "Otaki"),
    ]
    assert [(one.line_1, one.city) for one in after.addresses] == [
        ("1 Main", ""),
        ("PO Box 1", "Levin"),
    ]
    assert [(one.phone_type, one.number) for one in filled(after.phones)] == [
        ("DDI", "09"),
        ("MOBILE", "021"),
    ]


def test_a_part_without_a_type_goes_to_the_first_slot(made):
    known = made(Contact, name="Zoe", addresses=[{"city": "Otaki"}], phones=[{"number": "1"}])

    assert [one.address_type for one in filled(known.addresses)] == ["STREET"]
    assert [one.phone_type for one in filled(known.phones)] == ["DEFAULT"]


def test_slots_that_are_not_sent_stay_as_they_are(made, books):
    """Even those of a contact that has none."""
    assert made(Contact, books.find(Contact, ADA), first_name="A").addresses == ()


# --- who a document means -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "contact"),
    [
        ({"contact_id": ADA}, ADA),
        ({"contact_number": "a-1"}, ADA),
        ({"contact_number": "a-1", "name": "Bob"}, ADA),
        ({"contact_number": "?", "name": "Bob"}, BOB),
        ({"name": "bOB"}, BOB),
        ({"name": " Bob "}, BOB),
        ({"contact_id": BOB, "name": "Ada"}, BOB),
    ],
)
def test_a_document_means_a_contact_that_is_there(made, books, named, contact):
    """By id before number before name; what else is said of the contact changes nothing."""
    before = len([*books.every(Contact)])

    assert made(Invoice, **(SALE | {"contact": named})).contact == contact
    assert len([*books.every(Contact)]) == before


def test_a_new_name_makes_a_new_contact(made, books):
    """With the defaults of one, for the same request. Source: tests of Xero's old SDK"""
    named = {"name": "Zoe", "email_address": "zoe@example.com"}

    known = made(Invoice, **(SALE | {"contact": named}))

    zoe = books.find(Contact, known.contact)
    assert (zoe.name, zoe.email_address, zoe.is_customer) == ("Zoe", "zoe@example.com", True)
    assert [(one.resource, one.created) for one in books.changes] == [
        ("Contacts", True),
        ("Invoices", True),
        ("Contacts", False),
    ]
    assert made(Invoice, **(SALE | {"contact": {"name": " zoe "}})).contact == zoe.key


def test_the_name_of_an_archived_contact_makes_a_new_one(made):
    assert made(Invoice, **(SALE | {"contact": {"name": "Eve"}})).contact != EVE


def test_a_bad_new_contact_spoils_the_document(complaints, books):
    """And is not there afterwards."""
    named = {"contact": {"name": "Zoe", "email_address": "?"}}

    assert complaints(Invoice, **(SALE | named)) == [NO_EMAIL]
    assert books.by(Contact, "name", "zoe") == []


def record_all(books, *drafts):
    with transaction(books, WHO) as keeper:
        for draft in drafts:
            keeper.record(draft)


@pytest.mark.parametrize("named", [{"contact_id": ADA}, {"contact_number": "a-1"}, {"name": "ada"}])
def test_what_a_document_says_of_a_contact_changes_it(books, named):
    """Source: Xero's page on Invoices, as integrators quote it"""
    before = len(books.changes)
    invoice(books, contact=named | {"email_address": "ada@example.com"})
    ada = books.find(Contact, ADA)

    assert (ada.name, ada.email_address) == ("Ada", "ada@example.com")
    assert [change.resource for change in books.changes[before:]].count("Contacts") == 2
    assert [line.words for _, line in books.histories[ADA]] == ["Edited"]


def test_what_was_known_changes_nothing(books):
    """Nor do empty members: they stand in the short contacts of lists that are sent back."""
    again = {"contact_id": ADA, "name": "Somebody", "email_address": "a@b.nz", "persons": []}
    people = [{"first_name": "A"}]
    invoice(books, contact={"contact_id": ADA, "email_address": "a@b.nz", "persons": people})
    known, told = books.find(Contact, ADA), list(books.histories[ADA])
    invoice(books, contact=again)

    assert (books.find(Contact, ADA), books.histories[ADA]) == (known, told)


def test_people_who_are_not_sent_are_gone(books):
    for name in ("A", "B"):
        invoice(books, contact={"contact_id": ADA, "persons": [{"first_name": name}]})

    assert [one.first_name for one in books.find(Contact, ADA).persons] == ["B"]


def test_a_refused_document_leaves_its_contact_alone(books, complaints):
    known = books.find(Contact, ADA)
    mail = {"contact_id": ADA, "email_address": "ada@example.com"}

    assert complaints(Invoice, **(SALE | {"contact": mail, "lines": []})) != []
    assert complaints(Invoice, **(SALE | {"contact": mail | {"email_address": "?"}})) == [NO_EMAIL]
    assert books.find(Contact, ADA) == known


def test_an_archived_contact_that_is_sent_back(complaints):
    """# seen: a help centre"""
    eve = {"contact_id": EVE, "status": "ARCHIVED", "email_address": "eve@example.com"}

    assert complaints(Invoice, **(SALE | {"contact": eve})) == [
        "The status 'ARCHIVED' is not valid for contacts",
        NO_DOCUMENTS,
    ]


def test_a_contact_id_that_nobody_has_is_not_found(books):
    """The whole request is a 404, and nothing of it remains."""
    nobody = sent(Invoice, **(SALE | {"contact": {"contact_id": guid(5)}}))

    with pytest.raises(NotFound):
        record_all(books, sent(Contact, name="Zoe"), nobody)

    assert books.by(Contact, "name", "zoe") == []


@pytest.mark.parametrize(
    ("members", "known"),
    [({"contact_number": "a-1", "name": "Ada L"}, True), ({"name": "Ada"}, False)],
)
def test_a_contact_is_recognised_by_its_number(books, members, known):
    """A name alone recognises nobody: the name is taken, then. # guess"""
    outcome = record(books, sent(Contact, **members))

    assert outcome.errors == ([] if known else [taken("Ada")])
    assert (outcome.before is not None) is known


# --- what others show -----------------------------------------------------------------------------


def told(books, contact=ADA):
    known = balances(books.find(Contact, contact), books)
    return known and [str(one) for part in known for one in part]


def test_balances_are_what_is_open(books):
    """Receivable and payable, each with what is overdue; drafts and paid documents do not count."""
    assert told(books) is None
    invoice(books, status="DRAFT")
    assert told(books) is None

    owed = invoice(books)
    invoice(books, due_date="2026-03-04")
    invoice(books, **BILL)
    invoice(books, contact={"contact_id": BOB})
    payment(books, owed, "30.00")

    assert told(books) == ["170.00", "100.00", "100.00", "0.00"]
    assert told(books, BOB) == ["100.00", "0.00", "0.00", "0.00"]


def test_credit_lowers_what_is_open(books):
    owed, note = invoice(books), credit_note(books)
    credit_note(books, type="ACCPAYCREDIT", lines=[COST])
    allocate(books, note, owed, "30.00")

    assert told(books) == ["0.00", "0.00", "-100.00", "0.00"]


def test_foreign_amounts_are_told_in_base_currency(books):
    """A rate is foreign units for one of ours: 100 at 0.65 are 153.85."""
    invoice(books, currency_code="USD", currency_rate="0.65")

    assert told(books) == ["153.85", "0.00", "0.00", "0.00"]


def test_what_is_due_today_is_not_overdue():
    clock = FrozenClock(NOON)
    books = small_books(clock=clock)
    invoice(books, due_date="2026-03-05")

    assert told(books)[1] == "0.00"
    clock.advance(timedelta(days=1))
    assert told(books)[1] == "100.00"


def test_what_is_void_or_paid_is_not_open(books, made):
    owed = invoice(books)
    payment(books, owed, "100.00")
    made(Invoice, invoice(books), status="VOIDED")

    assert told(books) is None


# --- groups ---------------------------------------------------------------------------------------


def test_a_group_is_active(made):
    assert made(ContactGroup, name="VIP").status == "ACTIVE"
    assert made(ContactGroup, name="Club", contacts=[]).members == ()


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"name": "Club"}, []),
        ({}, ["Contact Group Name cannot be empty."]),
        ({"name": " "}, ["Contact Group Name cannot be empty."]),
        ({"name": "vip"}, ["The contact group name vip is already in use."]),
        ({"name": "Old"}, []),
    ],
)
def test_what_a_group_needs(books, complaints, members, messages):
    """A deleted group gives its name back."""
    keep(books, ContactGroup(group_id=guid(1), name="VIP", status="ACTIVE"))
    keep(books, ContactGroup(group_id=guid(2), name="Old", status="DELETED"))

    assert complaints(ContactGroup, **members) == messages


def test_a_group_may_keep_its_name(books, complaints):
    vip = keep(books, ContactGroup(group_id=guid(1), name="VIP", status="ACTIVE"))

    assert complaints(ContactGroup, vip, name="vip") == []
    assert complaints(ContactGroup, vip, status="DELETED") == []


def test_there_are_a_hundred_groups_at_most(books, complaints):
    """Deleted ones do not count, and an old one can still be edited."""
    for number in range(100):
        status = "ACTIVE" if number < 99 else "DELETED"
        keep(books, ContactGroup(group_id=guid(number), name=f"G{number}", status=status))
    assert complaints(ContactGroup, name="one more") == []

    limit = ["You\u2019ve reached the limit of 100 contact groups."]
    assert complaints(ContactGroup, name="too many") == limit
    assert complaints(ContactGroup, books.find(ContactGroup, guid(1)), name="other") == []


def test_who_is_in_a_group_and_which_groups_somebody_is_in(books):
    vip = keep(
        books,
        ContactGroup(group_id=guid(1), name="VIP", status="ACTIVE", members=(BOB, guid(9), ADA)),
    )
    keep(books, ContactGroup(group_id=guid(2), name="Old", status="DELETED", members=(ADA,)))

    assert [one.name for one in members_of(vip, books)] == ["Bob", "Ada"]
    assert [one.name for one in groups_of(books.find(Contact, ADA), books)] == ["VIP"]
    assert groups_of(books.find(Contact, EVE), books) == ()


def test_a_contact_tells_its_history(books):
    zoe = stored(books, accepted(record(books, sent(Contact, name="Zoe"))))
    accepted(edited(books, zoe, first_name="Z"))

    assert [(line.words, line.details) for _, line in books.histories[zoe.key]] == [
        ("Created", "Zoe"),
        ("Edited", "Zoe"),
    ]


def test_only_documents_that_count_open_a_balance(books):
    """A credit note alone does."""
    credit_note(books, **CREDIT)

    assert told(books) == ["-100.00", "0.00", "0.00", "0.00"]
    assert balances(books.find(Contact, BOB), books) is None
    assert Decimal(told(books)[0]) == -100
