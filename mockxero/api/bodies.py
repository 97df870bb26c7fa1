"""What a request sends: the records in its body."""

from mockxero.api.visit import Visit
from mockxero.primitives.complaints import NothingToProcess
from mockxero.primitives.records import Draft, Record
from mockxero.wire.negotiate import drafts

_FORM = "application/x-www-form-urlencoded"
"""What newer code of Xero's does not read. # seen: waynerobinson/xeroizer#558"""


def sent(
    visit: Visit, record: type[Record], plural: str, singular: str, called: str = ""
) -> list[Draft]:
    """The records of one kind in the body. Raises Unreadable, and NothingToProcess without any.

    ``called`` is what that refusal calls them, where it is not their name in XML.
    """
    if found := sent_if_any(visit, record, plural, singular):
        return found
    raise NothingToProcess(called or singular)


def sent_if_any(visit: Visit, record: type[Record], plural: str, singular: str) -> list[Draft]:
    """The records of one kind in the body. Raises Unreadable."""
    request = visit.request
    body = b"" if visit.newer and request.mimetype == _FORM else request.get_data()
    return drafts(record, plural, singular, request.mimetype, body)
