"""Users: who may open the organisation. Read-only."""

from datetime import datetime

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import choice, flag, guid, moment, text
from mockxero.resources.scopes import SETTINGS


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

    user_id: str = guid("UserID")
    global_user_id: str | None = guid("GlobalUserID")
    email_address: str | None = text("EmailAddress")
    first_name: str | None = text("FirstName")
    last_name: str | None = text("LastName")
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
