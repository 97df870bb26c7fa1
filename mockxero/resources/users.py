"""Users: who may open the organisation. Read-only."""

from datetime import datetime

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import choice, flag, guid, moment, text
from mockxero.primitives.views import OWN, View
from mockxero.resources.scopes import SETTINGS

_ALWAYS = OWN | View.STUB


class User(Resource):
    """Somebody with a role in the organisation."""

    about = About(
        plural="Users",
        singular="User",
        key="user_id",
        scopes=SETTINGS,
        collection=("GET",),
        item=("GET",),
        since=True,
    )

    user_id: str = guid("UserID", shows=_ALWAYS)
    global_user_id: str | None = guid("GlobalUserID")
    email_address: str | None = text("EmailAddress")
    first_name: str | None = text("FirstName", shows=_ALWAYS)
    last_name: str | None = text("LastName", shows=_ALWAYS)
    updated: datetime | None = moment("UpdatedDateUTC")
    is_subscriber: bool | None = flag("IsSubscriber")
    organisation_role: str | None = choice(
        "OrganisationRole",
        "OrganisationRole",
        "READONLY",
        "INVOICEONLY",
        "STANDARD",
        "FINANCIALADVISER",
        "MANAGEDCLIENT",
        "CASHBOOKCLIENT",
    )
