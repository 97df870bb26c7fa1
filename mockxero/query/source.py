"""Python in the making: the text of a function, and the values that it calls by name."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

from mockxero.primitives.records import Record
from mockxero.query.collation import Folded

Follow = Callable[[type[Record], str], Record | None]
"""Finds a linked record by its class and id."""

_FOLDED = Folded()
_SIMPLE = re.compile(r"\w+(\.\w+)?")


class Source:
    """What the parts of one query share while they are put into Python.

    In the text stand ``r``, the record, ``follow``, attributes of declared fields, and names of
    values kept here: nothing that a client wrote is ever part of it.
    """

    def __init__(self) -> None:
        self.values: dict[str, Any] = {"__builtins__": {}, "fold": _FOLDED}
        self.collections: set[str] = set()
        """The classes of the linked records that the text looks into."""
        self._numbers = count()

    def keep(self, value: Any) -> str:
        """A name for a value."""
        name = f"k{next(self._numbers)}"
        self.values[name] = value
        return name

    def once(self, text: str) -> tuple[str, str]:
        """What to write where a text is needed first, and where its value is needed again."""
        if _SIMPLE.fullmatch(text):
            return text, text
        name = f"v{next(self._numbers)}"
        return f"({name} := {text})", name

    def compiled(self, functions: str) -> dict[str, Any]:
        """The functions that a text defines, by name."""
        names = dict(self.values)
        exec(compile(functions, "<query>", "exec"), names)  # noqa: S102 - see the class
        return names
