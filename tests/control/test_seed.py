"""Sown books are believable, obey the rules, and are the same for the same seed."""

from datetime import datetime

import pytest

from mockxero.control.asked import Mistold
from mockxero.control.fixture import lay_down
from mockxero.control.seed import MOST, sow
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import Payment

NOON = datetime(2026, 11, 20, 12)


def books(fixture="empty"):
    return lay_down(fixture, FrozenClock(NOON), Ids("sown"))


def test_as_much_is_sown_as_was_asked_for():
    """Thirty contacts and two hundred invoices come, and payments of some."""
    empty = books()

    sown = sow(empty, contacts=30, invoices=200, seed="spring")

    assert (sown.contacts, sown.invoices) == (30, 200)
    assert len(list(empty.every(Contact))) == 30
    assert len(list(empty.every(Invoice))) == 200
    assert len(list(empty.every(Payment))) == sown.payments > 0


def test_what_is_sown_adds_up():
    """Each invoice's total is its net and its tax, and what is due is what is not paid."""
    empty = books()

    sow(empty, contacts=10, invoices=100, seed="spring")

    for invoice in empty.every(Invoice):
        assert invoice.total == invoice.sub_total + invoice.total_tax
        assert invoice.amount_due == invoice.total - invoice.amount_paid
        assert (invoice.status == "PAID") == (invoice.amount_due == 0)


def test_the_same_seed_sows_the_same_records():
    """Two books of one kind, sown with one seed, are equal record for record."""
    one, other = books(), books()

    for each in (one, other):
        sow(each, contacts=5, invoices=30, seed="spring")

    for resource in (Contact, Invoice, Payment):
        assert list(one.every(resource)) == list(other.every(resource))


def test_another_seed_sows_other_records():
    """Names are made up anew."""
    one, other = books(), books()

    sow(one, contacts=5, invoices=0, seed="spring")
    sow(other, contacts=5, invoices=0, seed="autumn")

    assert {c.name for c in one.every(Contact)} != {c.name for c in other.every(Contact)}


def test_nobody_is_sown_twice():
    """Names stay unique, in books that have contacts already too."""
    demo = books("nz")

    sow(demo, contacts=300, invoices=0, seed="spring")
    sow(demo, contacts=300, invoices=0, seed="spring")

    names = [contact.name.casefold() for contact in demo.every(Contact)]
    assert len(names) == len(set(names)) == 647


def test_invoices_need_somebody_to_be_for():
    """Books without contacts take no invoices, and stay as they were."""
    empty = books()

    with pytest.raises(Mistold, match="no contacts"):
        sow(empty, contacts=0, invoices=5, seed="spring")

    assert empty.changes == []


@pytest.mark.parametrize("fixture", ["au", "uk", "us", "global"])
def test_any_country_can_be_sown(fixture):
    """People live where the organisation does, and documents obey its rates of tax."""
    organisation = books(fixture)
    before = len(list(organisation.every(Invoice)))

    sown = sow(organisation, contacts=5, invoices=60, seed="spring")

    assert len(list(organisation.every(Invoice))) == before + 60
    assert sown.payments > 0
    assert {one.addresses[0].country for one in list(organisation.every(Contact))[-5:]} == {
        {"au": "Australia", "uk": "United Kingdom", "us": "United States", "global": "Canada"}[
            fixture
        ]
    }


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_absurd_amounts_are_refused(count):
    """Neither less than nothing nor more than a hundred thousand."""
    with pytest.raises(Mistold, match="between 0 and"):
        sow(books(), contacts=count, invoices=0, seed="spring")
