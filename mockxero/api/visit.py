"""One request to the Accounting API, once it has been let in."""

from dataclasses import dataclass
from datetime import datetime

from flask import Request

from mockxero.books.bookkeeper import Who
from mockxero.books.organisation import Organisation
from mockxero.books.parties import App
from mockxero.wire.envelope import Head
from mockxero.wire.press import Press

_TRUE = ("true", "1", "yes")


@dataclass(slots=True)
class Visit:
    """Who asks, of which organisation, in which tongue, and when."""

    request: Request
    request_id: str
    moment: datetime
    app: App
    organisation: Organisation
    press: Press
    """Prints this organisation's records in the tongue of the answer."""
    arguments: dict[str, str]
    """The query, its names in lower case: Xero does not mind how they are written."""
    newer: bool = False
    """Whether newer code of Xero's answers; see ``About.newer``."""

    @property
    def who(self) -> Who:
        """For the bookkeeper."""
        return Who(self.app.client_id, self.app.name, self.request_id)

    @property
    def head(self) -> Head:
        """For the envelope."""
        summarised = self.flag("summarizeErrors", default=True) if self.newer else None
        return Head(self.request_id, self.app.name, self.moment, summarised)

    @property
    def unitdp(self) -> int:
        """How many decimals unit amounts have in this request."""
        return 4 if self.arguments.get("unitdp") == "4" else 2

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no of the query."""
        given = self.arguments.get(name.lower())
        return default if given is None else given.strip().lower() in _TRUE

    def listed(self, name: str) -> frozenset[str] | None:
        """A comma list of the query; None where it was not given."""
        given = self.arguments.get(name.lower(), "")
        words = frozenset(word.strip() for word in given.split(",")) - {""}
        return words or None
