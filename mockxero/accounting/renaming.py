"""Records that know others by what they are called, and learn their new names.

Whoever reads them finds the account or the option of today. Nobody touched them, so it is silent.
"""

from collections.abc import Callable, Iterator
from typing import Any

from mockxero.accounting.rulebook import Books, Effect, Proposal
from mockxero.resources.accounts import Account
from mockxero.resources.contacts import Contact, TrackingDefault
from mockxero.resources.items import Item, PriceDetails
from mockxero.resources.tracking import TrackingCategory, TrackingOption

_CODES_OF_PRICES = ("account_code", "cogs_account_code")
_CODES_OF_CONTACTS = ("purchases_account_code", "sales_account_code")
_PRICES = ("purchase_details", "sales_details")
_DEFAULTS = ("purchases_tracking", "sales_tracking")

Renamed = Callable[[Any], Any]


def account_code_follows(proposal: Proposal[Account], books: Books) -> Iterator[Effect]:
    """Items and contacts are coded to the account, whatever its code."""
    before = proposal.before
    if before is None or not before.code or not proposal.moves("code"):
        return
    known = _instead_of(before.code, proposal.now.code)
    for item in [*books.every(Item)]:
        prices = {attr: _recoded(getattr(item, attr), known) for attr in _PRICES}
        stock = known(item.inventory_account_code)
        yield from _if_other(item, item.but(**prices, inventory_account_code=stock))
    for contact in [*books.every(Contact)]:
        codes = {attr: known(getattr(contact, attr)) for attr in _CODES_OF_CONTACTS}
        yield from _if_other(contact, contact.but(**codes))


def category_name_follows(proposal: Proposal[TrackingCategory], books: Books) -> Iterator[Effect]:
    """What is written for a contact is filed under the category, whatever its name."""
    before = proposal.before
    if before is None or not before.name or not proposal.moves("name"):
        return
    known = _instead_of(before.name, proposal.now.name)
    yield from _defaults_follow(lambda one: one.but(category_name=known(one.category_name)), books)


def option_name_follows(proposal: Proposal[TrackingOption], books: Books) -> Iterator[Effect]:
    """And under the option."""
    before = proposal.before
    if before is None or not before.name or not proposal.moves("name"):
        return
    category = books.find(TrackingCategory, before.category_id)
    theirs = ((category and category.name) or "").casefold()
    known = _instead_of(before.name, proposal.now.name)

    def renamed(one: TrackingDefault) -> TrackingDefault:
        if (one.category_name or "").casefold() != theirs:
            return one
        return one.but(option_name=known(one.option_name))

    yield from _defaults_follow(renamed, books)


def _instead_of(old: str, new: str | None) -> Renamed:
    """Gives the new name for the old one, however it is written, and leaves every other."""
    return lambda name: new if name and name.casefold() == old.casefold() else name


def _recoded(details: PriceDetails | None, known: Renamed) -> PriceDetails | None:
    if details is None:
        return None
    return details.but(**{attr: known(getattr(details, attr)) for attr in _CODES_OF_PRICES})


def _defaults_follow(renamed: Renamed, books: Books) -> Iterator[Effect]:
    for contact in [*books.every(Contact)]:
        defaults = {attr: tuple(map(renamed, getattr(contact, attr))) for attr in _DEFAULTS}
        yield from _if_other(contact, contact.but(**defaults))


def _if_other(before: Any, after: Any) -> Iterator[Effect]:
    if after != before:
        yield Effect(after, silent=True)
