"""What a query says, before anyone asks whether it makes sense."""

from dataclasses import dataclass, field

from mockxero.primitives.complaints import QueryNotParsed

_DEEPEST = 30
"""How many expressions may stand inside each other: as many as Python surely compiles.

# guess: Xero's own limit is unknown.
"""

TOO_COMPLEX = "The query is too complex"
"""# guess: what Xero says of absurd queries is unknown."""


@dataclass(slots=True)
class Node:
    """A part of a query."""

    depth: int = field(init=False, default=1)

    def holds(self, *parts: "Node | None") -> None:
        """Note how deep the parts are nested. Raises QueryNotParsed where it is absurd."""
        self.depth = max([self.depth, *(1 + part.depth for part in parts if part)])
        if self.depth > _DEEPEST:
            raise QueryNotParsed(TOO_COMPLEX)


@dataclass(slots=True)
class Literal(Node):
    """``"text"``, ``'c'``, ``12.50``, ``true``, ``null``: as it was typed."""

    text: str


@dataclass(slots=True)
class Static(Node):
    """The name of a .NET type: ``DateTime`` in ``DateTime.Parse(…)``."""

    type: str


@dataclass(slots=True)
class Member(Node):
    """``Contact.Name``; of the record itself where ``of`` is None."""

    of: Node | None
    name: str

    def __post_init__(self) -> None:
        self.holds(self.of)


@dataclass(slots=True)
class Call(Node):
    """``Name.Contains("x")``."""

    of: Node | None
    name: str
    arguments: list[Node]

    def __post_init__(self) -> None:
        self.holds(self.of, *self.arguments)


@dataclass(slots=True)
class New(Node):
    """``Guid("…")``, ``DateTime(2026, 1, 31)``."""

    type: str
    arguments: list[Node]

    def __post_init__(self) -> None:
        self.holds(*self.arguments)


@dataclass(slots=True)
class Unary(Node):
    """``-x``, ``NOT x``."""

    operator: str
    operand: Node

    def __post_init__(self) -> None:
        self.holds(self.operand)


@dataclass(slots=True)
class Binary(Node):
    """A comparison or a sum."""

    left: Node
    operator: str
    right: Node

    def __post_init__(self) -> None:
        self.holds(self.left, self.right)


@dataclass(slots=True)
class Chain(Node):
    """``a AND b AND c``, or the same with OR: flat, because a thousand of them are no nesting."""

    word: str
    """``and`` or ``or``."""
    parts: list[Node]
    operators: list[str] = field(default_factory=list)
    """As typed, between the parts."""

    def __post_init__(self) -> None:
        self.holds(*self.parts)

    def add(self, operator: str, part: Node) -> "Chain":
        """One more part."""
        self.operators.append(operator)
        self.parts.append(part)
        self.holds(part)
        return self


class Broken(Exception):
    """A text without a tree.

    ``sofar`` are the parts that were read before it broke: Xero's parser judges each as it reads,
    so it complains of a mistake in one of them first. ``whole`` says that they amount to a query.
    """

    def __init__(self, message: str, sofar: list[Node], whole: bool = False) -> None:
        super().__init__(message)
        self.message, self.sofar, self.whole = message, sofar, whole
