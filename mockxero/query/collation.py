"""How Xero's database compares text: case and accents do not count."""

from typing import Any
from unicodedata import combining, normalize

_ENOUGH = 1 << 17
"""How many texts are remembered before all are forgotten."""


def fold(text: str) -> str:
    """The text without case and accents.

    # seen: `Name=="[test] …"` finds `[TEST] …`; Xero's Contacts page says the same of accents.
    # guess: so it is for Contains, StartsWith, EndsWith and the order of a list.
    """
    if text.isascii():
        return text.lower()
    letters = (letter for letter in normalize("NFKD", text) if not combining(letter))
    return "".join(letters).casefold()


class Folded(dict[Any, Any]):
    """Every text folded, by the text; None stays None.

    A lookup costs half of what folding does, even of plain ASCII, and the texts of books repeat.
    """

    def __missing__(self, text: str | None) -> str | None:
        if len(self) >= _ENOUGH:
            self.clear()
        folded = self[text] = None if text is None else fold(text)
        return folded


class Descending:
    """A value that sorts the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: "Descending") -> bool:
        less: bool = other.value < self.value
        return less

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descending) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]
