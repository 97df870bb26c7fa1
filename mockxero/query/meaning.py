"""What a query means for one kind of record: its tree, type by type, put into Python."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.records import Record
from mockxero.query import functions as f
from mockxero.query.collation import fold
from mockxero.query.columns import column, root
from mockxero.query.comparison import EQUALITY, RELATIONS, equality, moment, relation
from mockxero.query.functions import Function, Lifted
from mockxero.query.literals import typed
from mockxero.query.source import Source
from mockxero.query.terms import Place, Term, incompatible, no_member, no_method
from mockxero.query.tree import Binary, Call, Chain, Literal, Member, New, Node, Static, Unary

_OF_NULLABLES = frozenset({"equals", "getvalueordefault", "gethashcode", "tostring"})
"""Methods that a nullable type has, but that Dynamic LINQ does not let through."""


class Meaning:
    """One query about one kind of record."""

    def __init__(self, record: type[Record]) -> None:
        self.source = Source()
        self._root = root(record)
        self._of: dict[type[Node], Callable[[Any], Term]] = {
            Literal: self._literal,
            Member: self._member,
            Call: self._call,
            New: self._new,
            Unary: self._unary,
            Binary: self._binary,
            Chain: self._chain,
        }

    def condition(self, node: Node) -> Term:
        """Whether a record is wanted. Raises QueryNotParsed."""
        term = self.term(node)
        if term.type != "Boolean":  # nor is a Boolean? one, not even on its own
            raise QueryNotParsed("Expression of type 'Boolean' expected")
        return term

    def term(self, node: Node) -> Term:
        """What a part of the query means. Raises QueryNotParsed."""
        return self._of[type(node)](node)

    def _terms(self, nodes: Sequence[Node]) -> list[Term]:
        return [self.term(node) for node in nodes]

    def _literal(self, node: Literal) -> Term:
        return self._constant(*typed(node.text))

    def _constant(self, type: str, value: Any) -> Term:
        return Term(type, self.source.keep(value), value)

    def _applied(self, function: Function, *terms: Term) -> Term:
        """A function of terms; worked out at once where none of them varies."""
        if not any(term.varies for term in terms):
            return self._constant(function.gives, function(*(term.value for term in terms)))
        arguments = ", ".join(moment(self.source, term) for term in terms)
        return Term(function.gives, f"{self.source.keep(function)}({arguments})")

    # --- members, methods, constructors -----------------------------------------------------------

    def _member(self, node: Member) -> Term:
        if isinstance(node.of, Static):
            raise no_member(node.name, node.of.type)
        of = self.term(node.of) if node.of else self._root
        if isinstance(of, Place):
            return column(self.source, of, node.name)
        name = node.name.lower()
        if of.type != of.bare and name == "hasvalue":
            return Term("Boolean", f"({of.source} is not None)")
        if of.type != of.bare and name == "value":
            return self._applied(Function("Value", (of.type,), of.bare, lambda value: value), of)
        function = f.PROPERTIES.get((of.type, name))
        if function is None:
            raise no_member(node.name, of.type)
        return self._applied(function, of)

    def _call(self, node: Call) -> Term:
        if isinstance(node.of, Static):
            return self._static(node.of.type, node.name, self._terms(node.arguments))
        of = self.term(node.of) if node.of else self._root
        return self._method(of, node.name, self._terms(node.arguments))

    def _static(self, type: str, name: str, arguments: list[Term]) -> Term:
        function = _fitting(f.STATICS[type].get(name.lower(), ()), *arguments)
        if function is None:
            raise no_method(name, type)
        return self._applied(function, *arguments)

    def _method(self, of: Term, name: str, arguments: list[Term]) -> Term:
        if of.type == "Guid" and name.lower() == "tostring" and not arguments:
            return Term("String", of.source, of.value, of.kind)  # it is stored as it is written
        function = _fitting(f.METHODS.get(name.lower(), ()), of, *arguments)
        if function is None:
            if of.type != of.bare and name.lower() in _OF_NULLABLES:
                raise QueryNotParsed(f"Methods on type '{of.type}' are not accessible")
            raise no_method(name, of.type)
        if function.name in f.SEARCHES and isinstance(arguments[0].value, str):
            return self._search(function.name, of, arguments[0].value)
        return self._applied(function, of, *arguments)

    def _search(self, method: str, of: Term, part: str) -> Term:
        folded, python = f.SEARCHES[method]
        text = f"{self.source.keep(folded)}[{of.source}]"
        return Term("Boolean", python.format(text=text, part=self.source.keep(fold(part))))

    def _new(self, node: New) -> Term:
        arguments = self._terms(node.arguments)
        function = _fitting(f.CONSTRUCTORS[node.type], *arguments)
        if function is not None:
            return self._applied(function, *arguments)
        if len(arguments) != 1:
            raise QueryNotParsed(f"No matching constructor in type '{node.type}'")
        if arguments[0].type != node.type:
            types = f"'{arguments[0].type}' cannot be converted to type '{node.type}'"
            raise QueryNotParsed(f"A value of type {types}")
        return arguments[0]

    # --- operators --------------------------------------------------------------------------------

    def _unary(self, node: Unary) -> Term:
        if node.operator == "-":
            return self._negated(node.operand)
        term = self.term(node.operand)
        if term.type == "Boolean?":
            return self._applied(Lifted("Not", (), "Boolean?", lambda truth: not truth), term)
        if term.type != "Boolean":
            raise incompatible(node.operator, term)
        return Term("Boolean", f"(not {term.source})")

    def _negated(self, operand: Node) -> Term:
        if isinstance(operand, Literal) and operand.text[0].isdigit():
            return self._constant(*typed(f"-{operand.text}"))
        term = self.term(operand)
        if term.family != "Number":
            raise incompatible("-", term)
        return self._applied(Lifted("Negate", (), term.type, lambda number: -number), term)

    def _binary(self, node: Binary) -> Term:
        left, right = self._terms((node.left, node.right))
        if node.operator in EQUALITY:
            return equality(self.source, node.operator, left, right)
        if node.operator in RELATIONS:
            return relation(self.source, node.operator, left, right)
        return self._applied(_operation(node.operator, left, right), left, right)

    # --- AND and OR -------------------------------------------------------------------------------

    def _chain(self, node: Chain) -> Term:
        terms = self._terms(node.parts)
        known = terms[0].type
        for operator, term in zip(node.operators, terms[1:], strict=True):
            if not {known, term.type} <= {"Boolean", "Boolean?", "Object"}:
                raise incompatible(operator, Term(known, ""), term)
            known = "Boolean" if {known, term.type} == {"Boolean"} else "Boolean?"
        if known == "Boolean?":
            return self._of_unknowns(f.both if node.word == "and" else f.either, terms)
        if node.word == "or":
            return Term("Boolean", f"({' or '.join(self._gathered(terms))})")
        return Term("Boolean", both(terms), steps=tuple(terms))

    def _of_unknowns(self, word: Any, terms: list[Term]) -> Term:
        """A chain some of whose terms can be null."""
        parts = "".join(f"lambda: {term.source}, " for term in terms)
        return Term("Boolean?", f"{self.source.keep(word)}(({parts}))")

    def _gathered(self, terms: list[Term]) -> list[str]:
        """The terms of an OR; neighbours that ask one thing for several values ask once."""
        sources = []
        for asked, group in groupby(terms, key=lambda term: term.probe and term.probe[0]):
            alike = list(group)
            if asked and len(alike) > 1:
                values = frozenset(term.probe[1] for term in alike if term.probe)
                sources.append(f"({asked} in {self.source.keep(values)})")
            else:
                sources += [term.source for term in alike]
        return sources


def both(terms: Iterable[Term]) -> str:
    """Python for an AND of terms."""
    return f"({' and '.join(term.source for term in terms)})"


def _fitting(functions: Sequence[Function], *arguments: Term) -> Function | None:
    """The function that takes these arguments; a null may be a String."""
    types = ["String" if argument.type == "Object" else argument.type for argument in arguments]
    return next((function for function in functions if list(function.takes) == types), None)


def _operation(operator: str, left: Term, right: Term) -> Function:
    """Arithmetic, or the joining of texts."""
    families = {left.family, right.family}
    if operator == "&" or (operator == "+" and "String" in families):
        if not families <= f.PRINTABLE:
            raise incompatible(operator, left, right)
        return f.CONCATENATION
    if families - {"Object"} != {"Number"}:
        raise incompatible(operator, left, right)
    name, does = f.ARITHMETIC[operator.lower()]
    return Lifted(name, (), _wider(left, right), does)


def _wider(left: Term, right: Term) -> str:
    """The type of a sum."""
    bare = {left.bare, right.bare}
    widest = next((name for name in ("Decimal", "Double", "Single") if name in bare), "Int32")
    nullable = "Object" in bare or bare != {left.type, right.type}
    return f"{widest}?" if nullable else widest
