"""Text into trees, or the words in which Xero's parser refuses it. The grammar is where.lark."""

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.query.tree import (
    TOO_COMPLEX,
    Binary,
    Broken,
    Call,
    Chain,
    Literal,
    Member,
    New,
    Node,
    Static,
    Unary,
)

if TYPE_CHECKING:
    from lark import Lark

_WANTED = (
    ("STRING", "Expression expected"),
    ("NAME", "Identifier expected"),
    ("COMMA", "')' or ',' expected"),
    ("RPAR", "')' or operator expected"),
    ("$END", "Syntax error"),
    ("LPAR", "'.' or '(' expected"),
)
"""What Dynamic LINQ says where something else stands: the first of these tokens that would have
been right decides. (Operators decide nothing: they are right after every operand.)"""

_FOREIGN = "[]?:|"
"""Characters that Dynamic LINQ reads as tokens, though nothing in our part of it uses them."""

_LONGEST = 50_000
"""# guess: several times what the address of a request to the real Xero can hold."""


def parse(text: str) -> Node:
    """The tree of a query.

    Raises Broken, or QueryNotParsed where it is absurdly long or nested.
    """
    from lark import UnexpectedInput

    if len(text) > _LONGEST:
        raise QueryNotParsed(TOO_COMPLEX)
    try:
        tree: Any = _parser().parse(text)
    except UnexpectedInput as error:
        raise _broken(error) from None
    node: Node = tree
    return node


def _plain(name: str) -> str:
    """An identifier may be escaped with an ``@``."""
    return name.removeprefix("@") if len(name) > 1 else name


def _static(type: str) -> Static:
    return Static(_TYPES[type.lower()])


def _listed(parts: list[Any]) -> list[Node]:
    first, *more = parts
    if not isinstance(first, list):
        return [first]
    first += more
    return first


def _chain(parts: list[Any]) -> Chain:
    left, operator, right = parts
    word = operator.type.lower()
    chain = left if isinstance(left, Chain) and left.word == word else Chain(word, [left])
    return chain.add(operator, right)


_TYPES = {"datetime": "DateTime", "guid": "Guid"}

_BUILD = SimpleNamespace(
    literal=lambda parts: Literal(parts[0]),
    member=lambda parts: Member(None, _plain(parts[0])),
    call=lambda parts: Call(None, _plain(parts[0]), parts[1]),
    member_of=lambda parts: Member(parts[0], _plain(parts[1])),
    call_of=lambda parts: Call(parts[0], _plain(parts[1]), parts[2]),
    new=lambda parts: New(_TYPES[parts[0].lower()], parts[1]),
    static=lambda parts: Member(_static(parts[0]), _plain(parts[1])),
    static_call=lambda parts: Call(_static(parts[0]), _plain(parts[1]), parts[2]),
    arguments=lambda parts: parts[0] if parts else [],
    listed=_listed,
    unary=lambda parts: Unary(*parts),
    binary=lambda parts: Binary(*parts),
    chain=_chain,
)
"""What each name in the grammar makes of the parts that stood there."""


@cache
def _parser() -> "Lark":
    """The parser; made with the first query, because it takes a tenth of a second."""
    from lark import Lark

    build: Any = _BUILD
    return Lark.open(
        "where.lark", rel_to=__file__, parser="lalr", lexer="contextual", transformer=build
    )


# --- what Xero's parser says ----------------------------------------------------------------------


def _broken(error: Any) -> Broken:
    from lark import UnexpectedCharacters

    if isinstance(error, UnexpectedCharacters):
        if error.char in "\"'":
            return Broken("Unterminated string literal", _read_by(error.interactive_parser))
        if error.char not in _FOREIGN:
            return Broken(f"Syntax error '{error.char}'", _read_by(error.interactive_parser))
    return _unwanted(error.interactive_parser)


def _unwanted(reader: Any) -> Broken:
    """A token where another should stand."""
    from lark import Token

    accepted = reader.accepts()
    wanted, message = next(row for row in _WANTED if row[0] in accepted)
    if wanted == "$END":
        return Broken(message, [reader.feed_eof()], whole=True)
    if wanted in ("COMMA", "RPAR"):
        reader.feed_token(Token("RPAR", ")"))  # so that what stands before it is a tree
    return Broken(message, _read_by(reader))


def _read_by(reader: Any) -> list[Node]:
    """What the parser holds: words, trees, and the arguments of a call that goes on."""
    held: list[Any] = []
    for part in reader.parser_state.value_stack:
        held += part if isinstance(part, list) else [part]
    return [part for part in held if isinstance(part, Node)]
