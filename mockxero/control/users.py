"""People: who can sign in and consent, and where they work."""

import re
from collections.abc import Mapping
from typing import Any

from mockxero.books.bookkeeper import Who, transaction
from mockxero.books.organisation import Organisation
from mockxero.books.parties import User
from mockxero.books.world import World
from mockxero.control.acting import user_called
from mockxero.control.asked import (
    LONGEST_NAME,
    Mistold,
    NotHere,
    has_only,
    organisation_called,
    texts,
)
from mockxero.control.identity import Identity
from mockxero.primitives.ids import derived_guid
from mockxero.resources.expense_claims import ExpenseClaim
from mockxero.resources.receipts import Receipt
from mockxero.resources.users import User as UserRecord

LONGEST_EMAIL = 255
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_TEXTS = ("email", "given_name", "family_name")


def printed(world: World, user: User) -> dict[str, Any]:
    """A person as JSON, with the organisations they work in."""
    theirs = world.organisations_of(user)
    return {
        "id": user.user_id,
        "email": user.email,
        "given_name": user.given_name,
        "family_name": user.family_name,
        "tenants": [one.tenant_id for one in theirs],
        "tenant_names": [one.name for one in theirs],
    }


def add(world: World, told: Mapping[str, Any]) -> User:
    """Let a person work in organisations, by default in all. Raises Mistold, NotHere.

    Who is known by the e-mail address already is the same person, now in further organisations.
    """
    has_only(told, "a user", (*_TEXTS, "tenants"))
    with world.registering:
        wanted = _organisations(world, told.get("tenants"))
        person = _person(world, told)
        theirs = world.organisations_of(person)
        further = [one for one in wanted if one not in theirs]
        if not further:
            raise Mistold(f"{person.email} works there already")
        world.users[person.user_id] = person
        for organisation in further:
            members = world.members.get(organisation.tenant_id, ())
            world.members[organisation.tenant_id] = (*members, person.user_id)
            _enter(organisation, person)
        return person


def remove(world: World, identity: Identity, person: User) -> None:
    """Forget a person; what they allowed apps to do ends at once. Raises Mistold."""
    with world.registering:
        theirs = world.organisations_of(person)
        for organisation in theirs:
            _complain_of_claims(organisation, person)
        identity.end_user(person.user_id)
        for token in list(world.minted.by_id.values()):
            if token.user_id == person.user_id:
                world.minted.revoke(token)
        for organisation in theirs:
            members = world.members[organisation.tenant_id]
            left = tuple(one for one in members if one != person.user_id)
            world.members[organisation.tenant_id] = left
            _leave(organisation, person)
        world.users.pop(person.user_id, None)


def _person(world: World, told: Mapping[str, Any]) -> User:
    """The person of this e-mail address; somebody new, where nobody has it."""
    email = told.get("email")
    if not isinstance(email, str) or len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise Mistold("a user has an email, such as ada@example.com")
    if not email.isprintable() or "/" in email:
        raise Mistold("an email has printable characters, and no /")
    names = {name: _name(name, told[name]) for name in _TEXTS[1:] if told.get(name) is not None}
    try:
        return _same(user_called(world, email), names)
    except NotHere:
        first = names.get("given_name") or email.partition("@")[0][:LONGEST_NAME]
        return User(world.portal_ids.guid(), email, first, names.get("family_name", ""))


def _same(person: User, names: Mapping[str, str]) -> User:
    """Who is known already keeps the name."""
    for name, told in names.items():
        if getattr(person, name) != told:
            raise Mistold(f"{person.email} is known as {person.name}")
    return person


def _name(what: str, told: Any) -> str:
    if not isinstance(told, str) or not told.isprintable() or len(told) > LONGEST_NAME:
        raise Mistold(f"the {what} of a user is text, {LONGEST_NAME} characters at most")
    return told.strip()


def _organisations(world: World, told: Any) -> list[Organisation]:
    if told is None:
        return list(world.organisations.values())
    sentence = "the tenants of a user are a list of organisations, by id or name"
    names = texts(told, sentence)
    if not names:
        raise Mistold(sentence)
    found = (organisation_called(world, name) for name in names)
    return list({one.tenant_id: one for one in found}.values())


# --- what the organisation shows -----------------------------------------------------------------


def _records(organisation: Organisation, person: User) -> list[UserRecord]:
    """The person as ``GET /Users`` has them, whose id may be another in each organisation."""
    return [
        one
        for one in organisation.every(UserRecord)
        if (one.email_address or "").casefold() == person.email.casefold()
    ]


def _enter(organisation: Organisation, person: User) -> None:
    record = UserRecord(
        user_id=person.user_id,
        global_user_id=derived_guid(f"global/{person.user_id}"),
        email_address=person.email,
        first_name=person.given_name,
        last_name=person.family_name,
        is_subscriber=False,
        organisation_role="STANDARD",
    )
    with transaction(organisation, Who()) as keeper:
        keeper.put(record, None)


def _leave(organisation: Organisation, person: User) -> None:
    with transaction(organisation, Who()) as keeper:
        for record in _records(organisation, person):
            keeper.take_out(record)


def _complain_of_claims(organisation: Organisation, person: User) -> None:
    """Who has claimed expenses stays in the books. Raises Mistold."""
    ids = {one.user_id for one in _records(organisation, person)}
    named = {one.user for one in organisation.every(Receipt)}
    if ids & (named | {one.user for one in organisation.every(ExpenseClaim)}):
        raise Mistold(f"{person.email} has claimed expenses in '{organisation.name}' and stays")
