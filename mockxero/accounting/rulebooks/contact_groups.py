"""The rules of ContactGroups."""

from mockxero.accounting import contact_groups
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.contact_groups import ContactGroup

CONTACT_GROUPS = Rulebook(
    resource=ContactGroup,
    complete=(contact_groups.group_defaults,),
    check=(contact_groups.has_unique_name, contact_groups.few_groups),
    derive={"contacts": contact_groups.members_of},
)
