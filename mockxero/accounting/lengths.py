"""How long a text may be."""

from collections.abc import Iterator
from typing import Any

from mockxero.accounting.rulebook import Books, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.fields import Linked
from mockxero.primitives.records import Draft


def within_length(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """No text is longer than Xero takes."""
    return _too_long(proposal.sent)


def _too_long(draft: Draft) -> Iterator[Complaint]:
    for attr, value in draft.sent.items():
        if type(value) is str:
            limit = draft.record.fields[attr].limit
            if limit is not None and len(value) > limit:
                yield Complaint(  # guess: only the text for an account's code was ever seen
                    f"The length of {draft.record.fields[attr].wire} must not exceed "
                    f"{limit} characters"
                )
        elif type(value) is Draft:
            if not isinstance(draft.record.fields[attr], Linked):  # its own rules have looked
                yield from _too_long(value)
        elif type(value) is list:
            for item in value:
                yield from _too_long(item)
