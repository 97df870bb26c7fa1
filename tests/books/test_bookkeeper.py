"""Every change passes the bookkeeper: whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.accounting.rulebook import Effect, Line
from mockxero.accounting.rulebooks import rulebooks
from mockxero.books.bookkeeper import Bookkeeper, Who, transaction
from mockxero.books.collection import Listing
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.kinds import Guid
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.currencies import Currency
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.parts import LineItem
from mockxero.resources.payments import Payment
from mockxero.resources.tracking import TrackingOption
from tests.books.snapshot import everything, lists
from tests.builders import (
    ACCOUNT_IDS,
    ADA,
    BANK,
    BOB,
    BOOK,
    CREDIT,
    EVE,
    LINE,
    MUG,
    NOON,
    NORTH,
    REGION,
    SALE,
    WHO,
    accepted,
    credit_note,
    edited,
    guid,
    invoice,
    payment,
    record,
    sent,
    small_books,
    stored,
)
from tests.strategies import drafts

BAD = sent(Invoice, **(SALE | {"lines": []}))


@pytest.fixture
def books():
    return small_books()


def by_key(records):
    """A list by id, which follows changes once it has been asked for twice."""
    ordered = sorted(records, key=lambda record: record.key)
    return Listing(ordered, lambda record: record.key, lambda _: True)


ORDERS = dict.fromkeys([Invoice, CreditNote, Contact, Payment, Item], by_key)


def in_use():
    """Books with a document of each kind, and lists that follow them."""
    books = small_books()
    owed = invoice(books, invoice_number="INV-7")
    payment(books, owed, "40.00")
    invoice(books, status="DRAFT")
    credit_note(books)
    lists(books, ORDERS)
    lists(books, ORDERS)
    return books


# --- nothing remains of what is refused -----------------------------------------------------------

IDS = st.sampled_from([ADA, BOB, EVE, BOOK, BANK, NORTH, REGION, guid(5)])
"""Some that are there, and one that is not."""
CODES = st.sampled_from(["200", "400", "610", "090", "999", "BOOK", ""])


def drafts_of(resource, attr, *values):
    """Drafts that say one thing."""
    return st.sampled_from(values).map(lambda value: sent(resource, **{attr: value}))


LIKELY = {
    "lines": st.sampled_from([[], [Draft(LineItem, {})], sent(Invoice, **SALE).get("lines")]),
    "contact": drafts_of(Contact, "name", "Ada", "Zoe", "Eve", "", "x" * 300)
    | drafts_of(Contact, "contact_id", ADA, EVE, guid(5)),
    "status": st.sampled_from(["DRAFT", "AUTHORISED", "PAID", "VOIDED", "DELETED", "ACTIVE"]),
    "invoice_number": st.sampled_from(["INV-7", "INV-8", ""]),
    "code": CODES,
    "name": st.sampled_from(["Ada", "Zoe", "Sales", ""]),
    "invoice": drafts_of(Invoice, "invoice_number", "INV-7", "INV-0001", "?"),
    "account": drafts_of(Account, "code", "090", "200", "999"),
}
"""Values that are right now and then."""


def nonsense(resource):
    """Drafts about a resource in which here and there something is right."""
    likely = {attr: values for attr, values in LIKELY.items() if attr in resource.fields}
    if "lines" in likely and resource.fields["lines"].record is not LineItem:
        del likely["lines"]
    if isinstance(resource.fields[resource.key_attr].kind, Guid):
        likely[resource.key_attr] = IDS
    return drafts(resource, **likely)


@settings(max_examples=150)
@given(st.data())
def test_what_is_refused_leaves_no_trace(data):
    """No record, no index, no list, no number used up, no history, no change.

    Whatever is sent, it is accepted or refused; nothing breaks.
    """
    books = in_use()
    before, listed = everything(books), lists(books, ORDERS)
    resource = data.draw(st.sampled_from([*rulebooks()]))
    draft = data.draw(nonsense(resource))
    create = data.draw(st.booleans())

    try:
        refused = bool(record(books, draft, create=create).errors)
    except NotFound:
        refused = True

    if refused:
        assert everything(books) == before
        assert lists(books, ORDERS) == listed
    else:
        assert len(books.changes) > len(before["changes"])


@settings(max_examples=50)
@given(st.data())
def test_a_transaction_that_breaks_leaves_no_trace(data):
    """Whatever was done in it, and whatever order the records stood in."""
    books = in_use()
    before, listed = everything(books), lists(books, ORDERS)
    steps = data.draw(st.lists(st.sampled_from([*STEPS]), min_size=1, max_size=6))

    with pytest.raises(Broken):
        break_after(books, *(STEPS[step] for step in steps))

    assert everything(books) == before
    assert lists(books, ORDERS) == listed


class Broken(Exception):
    """What goes wrong in the middle of a transaction."""


def break_after(books, *steps):
    """A transaction that does a few things and then breaks."""
    with transaction(books, WHO) as keeper:
        for step in steps:
            step(keeper)
        raise Broken


def pay(keeper):
    paying = {"invoice_id": first(keeper, Invoice).key}
    keeper.record(sent(Payment, invoice=paying, account={"account_id": BANK}, amount="1.00"))


def first(keeper, resource):
    return next(iter(keeper.books.every(resource)))


STEPS = {
    "create": lambda keeper: keeper.record(sent(Invoice, **SALE)),
    "create with a contact": lambda keeper: keeper.record(
        sent(Invoice, **(SALE | {"contact": {"name": "Zoe"}}))
    ),
    "refuse": lambda keeper: keeper.record(BAD),
    "renumber": lambda keeper: keeper.record(
        sent(Invoice, invoice_number="INV-9"), first(keeper, Invoice)
    ),
    "rename": lambda keeper: keeper.record(sent(Contact, contact_id=ADA, name="Ada King")),
    "pay": pay,
    "credit": lambda keeper: keeper.record(sent(CreditNote, **CREDIT)),
    "mark deleted": lambda keeper: keeper.delete(keeper.books.find(Account, ACCOUNT_IDS["260"])),
    "note": lambda keeper: keeper.write_history(ADA, Line("Note", "x")),
    "put": lambda keeper: keeper.put(keeper.books.find(Contact, BOB).but(name="Robert"), None),
    "delete": lambda keeper: [keeper.delete(item) for item in [*keeper.books.every(Item)][:1]],
}


def test_what_is_announced_has_happened(books):
    """A transaction that breaks is not announced, one that ends is: once."""
    told: list[Any] = []
    books.announce = told.append

    with pytest.raises(Broken):
        break_after(books, STEPS["create"])
    assert told == []

    with transaction(books, WHO) as keeper:
        keeper.record(sent(Contact, name="Zoe"))
        keeper.record(sent(Contact, name="Zed"))
    assert [[change.after.name for change in changes] for changes in told] == [["Zoe", "Zed"]]


def test_a_transaction_without_changes_is_not_announced(books):
    told: list[Any] = []
    books.announce = told.append

    with transaction(books, WHO) as keeper:
        keeper.record(BAD)

    assert told == []
    assert books.changes == []


# --- several in one transaction -------------------------------------------------------------------


def test_a_bad_one_among_good_ones_is_the_only_one_that_fails(books):
    """Numbers go on without a gap."""
    good = sent(Invoice, **SALE)

    with transaction(books, WHO) as keeper:
        outcomes = [keeper.record(draft) for draft in (good, BAD, good)]

    assert [bool(outcome.errors) for outcome in outcomes] == [False, True, False]
    assert [one.invoice_number for one in books.every(Invoice)] == ["INV-0001", "INV-0002"]
    assert [change.sequence for change in books.changes] == [*range(1, len(books.changes) + 1)]


def test_a_later_draft_sees_what_an_earlier_one_did(books):
    """A contact that was new a moment ago is known."""
    for_zoe = sent(Invoice, **(SALE | {"contact": {"name": "Zoe"}}))

    with transaction(books, WHO) as keeper:
        one, other = [accepted(keeper.record(for_zoe)) for _ in range(2)]

    assert one.contact == other.contact
    assert len(books.by(Contact, "name", "zoe")) == 1


def test_one_can_go_back_to_a_place_more_than_once(books):
    """Each time everything since is undone, numbers too."""
    good = sent(Invoice, **SALE)
    with transaction(books, WHO) as keeper:
        keeper.record(good)
        place, before = keeper.savepoint(), everything(books)
        for _ in range(2):
            keeper.record(good)
            keeper.roll_back(place)
            assert everything(books) == before
        keeper.record(good)

    assert [one.invoice_number for one in books.every(Invoice)] == ["INV-0001", "INV-0002"]


def test_going_back_goes_no_further(books):
    with transaction(books, WHO) as keeper:
        keeper.record(sent(Contact, name="Zoe"))
        place = keeper.savepoint()
        keeper.record(sent(Contact, name="Zed"))
        keeper.roll_back(place)

    assert books.by(Contact, "name", "zoe")
    assert not books.by(Contact, "name", "zed")


# --- the change log -------------------------------------------------------------------------------


def test_a_change_tells_who_did_what(books):
    who = Who("CLIENT", "Shop", guid(7))
    with transaction(books, who) as keeper:
        zoe = accepted(keeper.record(sent(Contact, name="Zoe")))
    with transaction(books, who._replace(client_id="OTHER")) as keeper:
        accepted(keeper.record(sent(Contact, first_name="Z"), zoe))

    created, changed = books.changes
    assert (created.sequence, created.when, created.tenant_id) == (1, NOON, guid(1))
    assert (created.client_id, created.request_id) == ("CLIENT", guid(7))
    assert (created.resource, created.record_id) == ("Contacts", zoe.key)
    assert (created.before, created.after, created.created) == (None, zoe, True)
    assert (changed.sequence, changed.client_id, changed.created) == (2, "OTHER", False)
    assert (changed.before, changed.after) == (zoe, zoe.but(first_name="Z"))
    assert not created.silent


def test_what_changes_along_is_logged_too(books):
    """The document after the payment, the contact before it is announced."""
    owed = invoice(books)
    del books.changes[:]

    payment(books, owed, "40.00")

    assert [(one.resource, one.created, one.silent) for one in books.changes] == [
        ("Payments", True, False),
        ("Invoices", False, False),
    ]


def test_a_deletion_leaves_nothing_after(books):
    with transaction(books, WHO) as keeper:
        keeper.delete(books.find(Item, MUG))

    (change,) = books.changes
    assert change.before.code == "MUG"
    assert change.after is None


# --- what a draft means ---------------------------------------------------------------------------


def test_an_id_in_the_draft_names_the_record(books):
    outcome = record(books, sent(Contact, contact_id=ADA, first_name="A"))

    assert outcome.before == books.find(Contact, ADA).but(first_name=None)
    assert stored(books, outcome.record).name == "Ada"


def test_the_record_in_the_path_goes_before_the_id_in_the_draft(books):
    """And keeps its own id."""
    ada = books.find(Contact, ADA)

    outcome = record(books, sent(Contact, contact_id=BOB, first_name="A"), ada)

    assert outcome.record.contact_id == ADA
    assert books.find(Contact, BOB).first_name is None


def test_a_number_that_is_known_makes_an_update_unless_it_creates(books):
    known = invoice(books, invoice_number="INV-7")
    draft = sent(Invoice, invoice_number="INV-7", reference="x")

    assert record(books, draft).before == known
    assert record(books, sent(Invoice, **SALE, invoice_number="INV-7"), create=True).errors == [
        "Invoice # must be unique."
    ]


@pytest.mark.parametrize(
    ("resource", "key", "complaint"),
    [
        (
            Invoice,
            "invoice_id",
            "An existing Invoice with the specified InvoiceID could not be found",
        ),
        (
            CreditNote,
            "credit_note_id",
            "An existing Credit Note with the specified CreditNoteID could not be found",
        ),
        (
            Payment,
            "payment_id",
            "An existing Payment with the specified PaymentID could not be found",
        ),
    ],
)
def test_an_id_that_nobody_has_is_a_complaint(books, resource, key, complaint):
    """About this draft only; the others in the request stand."""
    assert record(books, sent(resource, **{key: guid(5)})).errors == [complaint]


@pytest.mark.parametrize("resource", [Contact, Account, Item])
def test_or_else_the_whole_request_finds_nothing(books, resource):
    with pytest.raises(NotFound):
        record(books, sent(resource, **{resource.key_attr: guid(5)}))


def test_a_new_record_gets_an_id_of_its_own(books):
    """Unless its id is a code that callers choose."""
    new = accepted(record(books, sent(Contact, contact_id=guid(5), name="Zoe"), create=True))

    assert new.contact_id not in (guid(5), None)
    assert accepted(record(books, sent(Currency, code="EUR"))).key == "EUR"


def test_the_place_of_a_request_gives_members(books):
    draft = sent(TrackingOption, name="East")

    east = accepted(record(books, draft, create=True, preset={"category_id": REGION}))

    assert east.category_id == REGION


def test_an_outcome_tells_errors_from_warnings(books):
    outcome = record(books, BAD)

    assert outcome.record is None
    assert outcome.draft is BAD
    assert (outcome.errors, outcome.warnings) == (["One or more line items must be specified"], [])
    assert outcome.singular == "Invoice"


# --- what is stored -------------------------------------------------------------------------------


def test_a_change_is_stamped_unless_it_is_silent(books):
    ada = books.find(Contact, ADA).but(updated=None)
    with transaction(books, WHO) as keeper:
        assert keeper.put(ada, Line("Edited", "x"), silent=True) == ada
        assert ADA not in books.histories
        assert keeper.put(ada, Line("Edited", "x")) == ada.but(updated=NOON)
        assert keeper.put(ada, None) == ada.but(updated=NOON)

    assert [line.words for _, line in books.histories[ADA]] == ["Edited"]
    assert [change.silent for change in books.changes] == [True, False, False]


def test_an_effect_is_stored_as_it_says(books):
    bob = books.find(Contact, BOB)
    with transaction(books, WHO) as keeper:
        keeper.apply(Effect(bob.but(is_customer=True), silent=True))
        keeper.apply(
            Effect(books.find(Contact, BOB).but(first_name="B"), words="Called", details="B")
        )

    after = books.find(Contact, BOB)
    assert (after.is_customer, after.first_name) == (True, "B")
    assert [(line.words, line.details) for _, line in books.histories[BOB]] == [("Called", "B")]


def test_history_is_kept_where_the_resource_has_one(books):
    account = books.find(Account, ACCOUNT_IDS["400"])

    accepted(edited(books, account, name="Ads"))
    with transaction(books, WHO) as keeper:
        keeper.put(account, Line("Edited", "x"))

    assert account.key not in books.histories


# --- several at once ------------------------------------------------------------------------------


def test_writers_take_turns(books):
    """Two threads at once: every number is given out once, every change is numbered once."""
    start, each = Barrier(2), 40

    def write(_):
        start.wait()
        for place in range(each):
            draft = sent(Invoice, **(SALE | {"contact": {"name": f"Zoe {place}"}}))
            assert record(books, BAD if place % 5 == 0 else draft).errors == (
                ["One or more line items must be specified"] if place % 5 == 0 else []
            )

    with ThreadPoolExecutor(2) as pool:
        [*pool.map(write, range(2))]

    numbers = sorted(one.invoice_number for one in books.every(Invoice))
    assert numbers == [f"INV-{number:04}" for number in range(1, 2 * each * 4 // 5 + 1)]
    assert [one.sequence for one in books.changes] == [*range(1, len(books.changes) + 1)]
    names = [one.name for one in books.every(Contact)]
    assert len(names) == len(set(names))


def test_nobody_else_writes_during_a_transaction(books):
    """Another thread waits until it is over."""
    with ThreadPoolExecutor(1) as pool:
        with transaction(books, WHO) as keeper:
            waiting = pool.submit(partial(record, books), sent(Contact, name="Zed"))
            keeper.record(sent(Contact, name="Zoe"))
            assert not books.by(Contact, "name", "zed")
        assert waiting.result(5).errors == []

    assert [change.after.name for change in books.changes] == ["Zoe", "Zed"]


def test_a_bookkeeper_alone_commits_when_it_is_told(books):
    keeper = Bookkeeper(books, Who())
    accepted(keeper.record(sent(Contact, name="Zoe")))

    assert books.changes == []
    keeper.commit()
    assert len(books.changes) == 1


def test_a_line_of_another_invoice_is_a_new_line(books):
    """LineItemIDs are looked for in the document itself."""
    first, second = invoice(books), invoice(books)
    foreign = LINE | {"line_item_id": first.lines[0].line_item_id}

    after = accepted(edited(books, second, lines=[foreign]))

    assert after.lines[0].line_item_id != first.lines[0].line_item_id
