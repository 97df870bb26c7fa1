"""What purchase orders and quotes have in common: nobody owes anything yet."""

from collections.abc import Callable
from typing import Any

from mockxero.accounting.rulebook import Proposal
from mockxero.primitives.ids import NOBODY


def as_refused(number_attr: str) -> Callable[[Proposal[Any]], Any]:
    """The document as it would have been; a new one, and its lines, never got their ids.

    # seen: nz-demo-2026-purchase-order-number-held-by-deleted.json; guess: quotes do the same, and
    neither shows a number that it would have got
    """

    def refused(proposal: Proposal[Any]) -> Any:
        now = proposal.now
        if proposal.before is not None:
            return now
        return now.but(
            **{
                type(now).key_attr: NOBODY,
                number_attr: proposal.sent.get(number_attr),
                "lines": tuple(line.but(line_item_id=None) for line in now.lines),
            }
        )

    return refused
