"""Who is in a contact group: ``/ContactGroups/{id}/Contacts``."""

from flask import Response

from mockxero.api.answers import answer, empty
from mockxero.api.bodies import sent
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import transaction
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.ids import as_guid
from mockxero.primitives.records import Draft
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.wire.refused import ELEMENT_REFUSED, nested

PLURAL, SINGULAR = "Contacts", "Contact"


def add_members(gate: Gate, visit: Visit, key: str) -> Response:
    """``PUT``: contacts join; the answer names them by id only."""
    drafts = sent(visit, Contact, PLURAL, SINGULAR)
    with transaction(visit.organisation, visit.who) as keeper:
        group = _group(visit, key)
        joining = [_contact_id(visit, draft) for draft in drafts]
        members = tuple(dict.fromkeys((*group.members, *joining)))
        keeper.put(group.but(members=members), None)
    language = visit.press.language
    drafts_by_id = (Draft(Contact, {"contact_id": one}) for one in joining)
    texts = [nested(language, draft, visit.press.show, ELEMENT_REFUSED) for draft in drafts_by_id]
    return answer(visit, PLURAL, [language.element(SINGULAR, text) for text in texts])


def remove_members(gate: Gate, visit: Visit, key: str) -> Response:
    """``DELETE``: everybody leaves."""
    with transaction(visit.organisation, visit.who) as keeper:
        keeper.put(_group(visit, key).but(members=()), None)
    return empty(204)


def remove_member(gate: Gate, visit: Visit, key: str, contact_key: str) -> Response:
    """``DELETE …/{ContactID}``: one leaves."""
    leaving = as_guid(contact_key)
    with transaction(visit.organisation, visit.who) as keeper:
        group = _group(visit, key)
        if leaving not in group.members:
            raise NotFound
        staying = tuple(member for member in group.members if member != leaving)
        keeper.put(group.but(members=staying), None)
    return empty(204)


def _group(visit: Visit, key: str) -> ContactGroup:
    group = named(visit, ContactGroup, key)
    if group.status != "ACTIVE":
        raise NotFound
    return group


def _contact_id(visit: Visit, draft: Draft) -> str:
    contact = visit.organisation.find(Contact, draft.get("contact_id"))
    if contact is None:
        raise NotFound
    return contact.contact_id
