"""Groups of contacts."""

from mockxero.primitives.catalogue import About, Resource, Unlisted
from mockxero.primitives.fields import choice, derived, error_flag, guid, hidden, text
from mockxero.primitives.views import EVERYWHERE, OWN, View
from mockxero.resources.contacts import Contact
from mockxero.resources.scopes import CONTACTS


class ContactGroup(Resource):
    """A group of contacts; its members come and go through ``/Contacts`` below it."""

    about = About(
        plural="ContactGroups",
        singular="ContactGroup",
        key="group_id",
        scopes=CONTACTS,
        indexes={
            "member": lambda group: frozenset(group.members if group.status == "ACTIVE" else ()),
            "name": lambda group: group.name.casefold() if group.status == "ACTIVE" else None,
        },
        order="Name",
        unlisted=(Unlisted("status", "DELETED"),),
    )

    group_id: str = guid("ContactGroupID")
    name: str | None = text("Name")
    status: str | None = choice("Status", "ContactGroupStatus", "ACTIVE", "DELETED")
    members: tuple[str, ...] = hidden(())
    contacts = derived(
        "Contacts",
        Contact,
        "Contact",
        shows=OWN | View.REFUSED,
        empty=OWN & ~View.SINGLE,
        looks={View.SINGLE: View.STUB},
    )
    errors = error_flag("HasValidationErrors", shows=EVERYWHERE)
