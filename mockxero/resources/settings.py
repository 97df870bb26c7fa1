"""What an organisation has switched on: reminders, the Construction Industry Scheme, actions."""

from decimal import Decimal

from mockxero.primitives.fields import flag, number, text
from mockxero.primitives.records import Record
from mockxero.primitives.views import View


class InvoiceReminder(Record):
    """Whether customers are reminded of what they owe."""

    tells_errors = View(0)

    enabled: bool = flag("Enabled")


class Action(Record):
    """Something that an organisation may let an app do, or not."""

    tells_errors = View(0)

    name: str = text("Name")
    status: str = text("Status")


class OrganisationCIS(Record):
    """An organisation's part in the Construction Industry Scheme of the United Kingdom."""

    tells_errors = View(0)

    contractor: bool = flag("CISContractorEnabled")
    sub_contractor: bool = flag("CISSubContractorEnabled")
    rate: Decimal | None = number("Rate", 2)


class ContactCIS(Record):
    """Whether tax is held back from a subcontractor, and how much of it."""

    tells_errors = View(0)

    enabled: bool = flag("CISEnabled")
    rate: Decimal | None = number("Rate", 2)
