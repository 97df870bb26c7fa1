"""Contact groups: what they are called, how many there may be, who is in them."""

from collections.abc import Iterator

from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact

MOST_GROUPS = 100


def group_defaults(proposal: Proposal[ContactGroup], books: Books) -> Filled:
    """A new group is active."""
    return {"status": proposal.now.status or "ACTIVE"}


def has_unique_name(proposal: Proposal[ContactGroup], books: Books) -> Iterator[Complaint]:
    """A group has a name of its own. # guess: the words"""
    name = proposal.now.name
    if not (name or "").strip():
        yield Complaint("Contact Group Name cannot be empty.")
        return
    namesakes = books.by(ContactGroup, "name", (name or "").casefold())
    if any(other.group_id != proposal.now.group_id for other in namesakes):
        yield Complaint(f"The contact group name {name} is already in use.")


def few_groups(proposal: Proposal[ContactGroup], books: Books) -> Iterator[Complaint]:
    """A hundred groups at most."""
    active = sum(group.status == "ACTIVE" for group in books.every(ContactGroup))
    if proposal.creating and active >= MOST_GROUPS:
        yield Complaint("You\u2019ve reached the limit of 100 contact groups.")


def members_of(group: ContactGroup, books: Books) -> tuple[Contact, ...]:
    """The contacts in a group."""
    found = (books.find(Contact, member) for member in group.members)
    return tuple(contact for contact in found if contact is not None)
