"""Contacts, and the groups that they join."""

from decimal import Decimal

from xero_python.accounting import Contact, ContactGroup, ContactGroups, Contacts

from mockxero.resources.contacts import Contact as ContactRecord
from tests.sdk.walker import Walker, only, unknown

# --- contacts -------------------------------------------------------------------------------------


def get_contacts(xero: Walker):
    """By ids, by search, by page."""
    ada, bob = xero.contact(name="Ada"), xero.contact(name="Bob")

    both = xero.get_contacts(i_ds=[ada.contact_id, bob.contact_id], order="Name DESC")
    found = xero.get_contacts(search_term="ada", page=1)

    assert [one.name for one in both.contacts] == ["Bob", "Ada"]
    assert ada.contact_id in [one.contact_id for one in found.contacts]
    assert found.pagination.item_count == len(found.contacts)


def create_contacts(xero: Walker):
    """Two at once, in their order."""
    drafts = [Contact(name="Ada", email_address="ada@example.com"), Contact(name="Bob")]

    ada, bob = xero.create_contacts(Contacts(contacts=drafts)).contacts

    assert (ada.name, ada.email_address, ada.contact_status) == ("Ada", "ada@example.com", "ACTIVE")
    assert only(xero.get_contact(bob.contact_id).contacts).name == "Bob"


def update_or_create_contacts(xero: Walker):
    """Who is known by id is updated, who is not is made."""
    ada = xero.contact(name="Ada")
    drafts = [Contact(contact_id=ada.contact_id, first_name="Ada"), Contact(name="Bob")]

    changed, made = xero.update_or_create_contacts(Contacts(contacts=drafts)).contacts

    assert (changed.contact_id, changed.first_name, changed.name) == (ada.contact_id, "Ada", "Ada")
    assert made.contact_id != ada.contact_id
    assert only(xero.get_contact(ada.contact_id).contacts).first_name == "Ada"


def get_contact_by_contact_number(xero: Walker):
    made = xero.contact(contact_number="C-77")

    found = only(xero.get_contact_by_contact_number("C-77").contacts)

    assert (found.contact_id, found.contact_number) == (made.contact_id, "C-77")


def get_contact(xero: Walker):
    """What is owed shows on who owes it."""
    ada = xero.contact()
    xero.invoice(contact=ada)

    found = only(xero.get_contact(ada.contact_id).contacts)

    assert (found.contact_id, found.is_customer) == (ada.contact_id, True)
    assert found.balances.accounts_receivable.outstanding == 115


def update_contact(xero: Walker):
    """Archived is a status; the list does not show it unless it is asked to."""
    ada = xero.contact()
    draft = Contacts(contacts=[Contact(contact_status="ARCHIVED")])

    changed = only(xero.update_contact(ada.contact_id, draft).contacts)

    assert (changed.contact_id, changed.contact_status) == (ada.contact_id, "ARCHIVED")
    ids = [ada.contact_id]
    assert xero.get_contacts(i_ds=ids).contacts == []
    assert len(xero.get_contacts(i_ds=ids, include_archived=True).contacts) == 1


def get_contact_cis_settings(xero: Walker):
    """The construction industry scheme is British; Xero's application puts a contact into it."""
    britain = xero.at("uk")
    builder = britain.contact()
    assert unknown(britain.get_contact_cis_settings, builder.contact_id)
    known = britain.behind.find(ContactRecord, builder.contact_id)
    assert known is not None
    enrolled = known.but(cis_enabled=True, cis_rate=Decimal(20))
    britain.behind.collections[ContactRecord].put(known.key, enrolled)

    found = only(britain.get_contact_cis_settings(builder.contact_id).cis_settings)

    assert (found.cis_enabled, found.rate) == (True, 20)


# --- groups ---------------------------------------------------------------------------------------


def get_contact_groups(xero: Walker):
    made = xero.group()

    found = {one.contact_group_id: one for one in xero.get_contact_groups().contact_groups}

    assert (found[made.contact_group_id].name, made.status) == (made.name, "ACTIVE")


def create_contact_group(xero: Walker):
    draft = ContactGroups(contact_groups=[ContactGroup(name="Friends")])

    made = only(xero.create_contact_group(draft).contact_groups)

    assert (made.name, made.status) == ("Friends", "ACTIVE")
    assert _members(xero, made) == set()


def get_contact_group(xero: Walker):
    """With its members."""
    group, ada = xero.group(), xero.contact()
    _join(xero, group, ada)

    found = only(xero.get_contact_group(group.contact_group_id).contact_groups)

    assert found.name == group.name
    assert [(one.contact_id, one.name) for one in found.contacts] == [(ada.contact_id, ada.name)]


def update_contact_group(xero: Walker):
    group = xero.group()
    draft = ContactGroups(contact_groups=[ContactGroup(name="Vendors")])

    changed = only(xero.update_contact_group(group.contact_group_id, draft).contact_groups)

    assert (changed.contact_group_id, changed.name) == (group.contact_group_id, "Vendors")
    assert "Vendors" in {one.name for one in xero.get_contact_groups().contact_groups}


def create_contact_group_contacts(xero: Walker):
    """Two join; each of them says so too."""
    group, ada, bob = xero.group(), xero.contact(), xero.contact()

    joined = _join(xero, group, ada, bob)

    assert [one.contact_id for one in joined] == [ada.contact_id, bob.contact_id]
    assert _members(xero, group) == {ada.contact_id, bob.contact_id}
    groups = only(xero.get_contact(ada.contact_id).contacts).contact_groups
    assert [one.contact_group_id for one in groups] == [group.contact_group_id]


def delete_contact_group_contact(xero: Walker):
    """One leaves, the other stays."""
    group, ada, bob = xero.group(), xero.contact(), xero.contact()
    _join(xero, group, ada, bob)

    xero.delete_contact_group_contact(group.contact_group_id, ada.contact_id)

    assert _members(xero, group) == {bob.contact_id}


def delete_contact_group_contacts(xero: Walker):
    """Everybody leaves; the group remains."""
    group = xero.group()
    _join(xero, group, xero.contact(), xero.contact())

    xero.delete_contact_group_contacts(group.contact_group_id)

    assert _members(xero, group) == set()


def _join(xero: Walker, group: ContactGroup, *contacts: Contact) -> list[Contact]:
    sent = Contacts(contacts=[Contact(contact_id=one.contact_id) for one in contacts])
    found: list[Contact] = xero.create_contact_group_contacts(group.contact_group_id, sent).contacts
    return found


def _members(xero: Walker, group: ContactGroup) -> set[str]:
    found = only(xero.get_contact_group(group.contact_group_id).contact_groups)
    return {one.contact_id for one in found.contacts}
