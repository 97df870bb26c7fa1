"""How rules are written down."""

import pytest

from mockxero.accounting.rulebook import Proposal, Rulebook
from mockxero.accounting.rulebooks import rulebooks
from mockxero.primitives.records import Draft
from mockxero.resources import catalogue
from mockxero.resources.contacts import Contact
from tests.builders import guid, sent


def test_rulebooks_are_found_by_themselves():
    """One for each resource at most, and only for resources there are."""
    found = rulebooks()

    assert set(found) <= set(catalogue())
    assert all(rulebook.resource is resource for resource, rulebook in found.items())
    assert Contact in found


@pytest.mark.parametrize("rulebook", rulebooks().values(), ids=lambda one: one.resource.__name__)
def test_a_rulebook_names_members_of_its_resource(rulebook):
    fields = rulebook.resource.fields

    assert rulebook.links.keys() <= fields.keys()
    assert rulebook.laid_by_rules <= fields.keys()


def test_a_rulebook_without_rules_recognises_nobody(books):
    assert Rulebook(resource=Contact).recognise(sent(Contact, name="Ada"), books) is None


def test_a_proposal_knows_what_moves():
    ada = Contact(contact_id=guid(1), name="Ada")

    new = Proposal(sent=Draft(Contact, {}), before=None, now=ada)
    change = Proposal(sent=Draft(Contact, {}), before=ada, now=ada.but(name="Ada L"))

    assert new.creating
    assert new.moves("status")
    assert not change.creating
    assert change.moves("name")
    assert not change.moves("status")
