"""What everybody here has to know about the mock and about this run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a program is led to, and what it had before."""

    theirs: Mapping[str, str]
    """The environment in which the program would run without us."""
    names: Sequence[str]
    """The hosts that lead to the mock, on port 443."""
    door: int
    """The port on this machine that is a proxy and speaks TLS under these names."""
    url: str
    """The mock in plain HTTP."""
    certificate: Path
    """The CA that vouches for these names, in PEM."""
    folder: Path
    """A place for files that last as long as the run."""
    offline: bool = False
    """Whether all other hosts are refused."""

    @property
    def proxy(self) -> str:
        """The door, as a proxy is named."""
        return f"http://127.0.0.1:{self.door}"
