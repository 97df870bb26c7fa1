"""How much a run measures: in earnest, or just to see that the bench itself works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """The sizes of a run."""

    rounds: int
    """Rounds of each measurement."""
    starts: int
    """Starts of each contestant."""
    calls: int
    """Fast calls of one side in one round."""
    stored: int
    """Invoices on both sides where we meet the rival."""
    small: int
    """Invoices of our small books, where we meet ourselves."""
    large: int
    """Invoices of our large books."""


FULL = Plan(rounds=11, starts=11, calls=200, stored=10_000, small=1_000, large=50_000)
QUICK = Plan(rounds=3, starts=2, calls=10, stored=300, small=200, large=600)
