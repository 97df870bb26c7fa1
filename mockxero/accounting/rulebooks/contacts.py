"""The rules of Contacts and ContactGroups."""

from mockxero.accounting import contacts, histories, lengths
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.contacts import Contact

CONTACTS = Rulebook(
    resource=Contact,
    recognise=contacts.recognised,
    laid_by_rules=frozenset({"addresses", "phones"}),
    complete=(contacts.contact_defaults, contacts.tidy_name, contacts.slots),
    check=(
        contacts.is_not_archived,
        contacts.has_unique_name,
        contacts.has_unique_number,
        contacts.has_valid_emails,
        contacts.has_few_persons,
        contacts.tracking_is_active,
        lengths.within_length,
    ),
    derive={"balances": contacts.balances, "groups": contacts.groups_of},
    history=histories.telling(lambda contact: f"{contact.name}"),
)
