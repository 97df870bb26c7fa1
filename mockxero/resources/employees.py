"""Employees, whom only older clients of Xero ask for."""

from datetime import datetime

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import By, choice, guid, moment, one, text
from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources.scopes import SETTINGS


class ExternalLink(Record):
    """Where more is to be read about an employee."""

    tells_errors = View(0)

    url: str | None = text("Url")
    description: str | None = text("Description")


class Employee(Resource):
    """Somebody who works here."""

    about = About(
        plural="Employees",
        singular="Employee",
        key="employee_id",
        scopes=SETTINGS,  # guess: Xero's page on scopes leaves them out
        since=True,
        order="LastName",  # seen: employees of a demo company of 2011
    )

    employee_id: str = guid("EmployeeID")
    status: str | None = choice(
        "Status", "EmployeeStatus", "ACTIVE", "ARCHIVED", "GDPRREQUEST", "DELETED"
    )
    first_name: str | None = text("FirstName", limit=255)
    last_name: str | None = text("LastName", limit=255)
    external_link: ExternalLink | None = one("ExternalLink", ExternalLink)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
