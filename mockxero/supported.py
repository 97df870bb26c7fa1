"""``python -m mockxero.supported`` prints SUPPORTED.md: what is modelled today, and what is not."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from mockxero.api.collection import list_all
from mockxero.api.route import Handler, Route
from mockxero.api.routes import routes
from mockxero.identity.routes import ROUTES as IDENTITY
from mockxero.notes import NOTES, SIGNING_IN, Note
from mockxero.operations import Finder, Operation, operations
from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.resources import catalogue

PAGE = """\
# What is supported

This page is printed by `python -m mockxero.supported`, and a test holds the two together.

What is not on it is answered as Xero answers an address that does not exist: 404. A method that a
path does not offer is answered with 501 and `ApiMethodNotImplementedException`.

## The Accounting API, below `/api.xro/2.0`

{count}

What the answer of an operation is known from stands in its last column:

- **recorded**: a real organisation answered, mostly Demo Companies, mostly in 2026;
- **documented**: Xero publishes an example of the answer;
- **inferred**: neither; it follows from its parameters in Xero's OpenAPI description, from prose,
  and from what its siblings answer.

The rules of a resource have evidence of their own, which stands above its operations. A **guess**
is marked as one in the code, and waits for a recording.

{contents}

{accounting}

Everywhere:

- JSON and XML, in and out. Paths in any letter case.
- PUT creates. POST creates or updates: by id, or by the number, code or (tax rates) name that a
  record is known by. A batch is recorded as a whole or refused as a whole, unless
  `summarizeErrors=false`.
- `unitdp=4`. `Idempotency-Key`, for six minutes. Bodies of up to 10 MB.
- Attachments: up to ten files a record, of 25 MB each, under their names. The kind of a file
  follows from its name; the bytes are kept as they were sent, forms in parts included.
- PDF, by `Accept: application/pdf` or `/pdf`: the same document gives the same bytes. Letters that
  DejaVu Sans has not got, such as Chinese ones, stand as boxes and can be copied.
- Quotas in the headers of every answer; 429 only with `--limits enforce`.
- Scopes, in the broad and in the granular vocabulary.
- `where` understands the part of Dynamic LINQ that filters need (nested members, dates, Guids,
  methods of strings) and refuses the rest in the words of Xero's parser.

## Signing in

{identity}

Tokens are JSON Web Tokens with Xero's claims, signed with RS256. `mockxero apps`, `users` and
`token` do what Xero's portal does, and mint tokens for up to six months, which it does not.

The pages work without JavaScript. With `--auto-approve`, or for an app with `auto_approve`, users
say yes at once, as they do where the authorization address itself decides:
`mock_decision=approve` or `deny`, `mock_user` (an e-mail address) and `mock_tenant` (id or name of
an organisation).

## Webhooks

Events of contacts, invoices, credit notes, prepayments and overpayments, signed with the key that
`mockxero env` prints, in order, in batches, with retries; a receiver that fails for a day is
disabled. Not yet: the intent to receive, a choice of categories, more than one receiver, webhooks
of any app but the first web app.

## Not there yet

- Other APIs of Xero: Payroll, Files, Assets, Projects, Bank Feeds, Finance. Their scopes are
  granted, and good for nothing.
- Books that outlive the process: every start, and `mockxero reset`, begins from the fixtures.
- Faults on demand, a clock to move, checkpoints.
"""


def page() -> str:
    """The whole of SUPPORTED.md. Raises LookupError where a resource has no note."""
    finder = Finder(routes())
    chapters = [Chapter(name, asked, finder) for name, asked in _by_resource(finder)]
    known = [one for chapter in chapters for one in chapter.operations]
    there = [one for one in known if finder.route(one.method, one.path)]
    return PAGE.format(
        count=f"**{len(there)} of {len(known)}** operations answer.",
        contents=_table(_contents(chapters)),
        accounting="\n\n".join(chapter.text() for chapter in chapters),
        identity=_table(_identity_rows()),
    )


class Chapter:
    """What the page says of one resource."""

    def __init__(self, name: str, asked: Iterable[Operation], finder: Finder) -> None:
        self.name = name
        self.operations = tuple(asked)
        self.finder = finder
        self.resource = _resources().get(name)
        self.also = tuple(_also(name, finder))
        self.answered = sum(bool(finder.route(one.method, one.path)) for one in self.operations)
        self.note = NOTES.get(name, Note("", "", ""))
        if name not in NOTES and (self.answered or self.also):
            raise LookupError(f"mockxero/notes.py says nothing about {name}: add a Note")

    def text(self) -> str:
        """The chapter."""
        told = {
            "Modelled": self.note.modelled,
            "Not yet": self.note.missing if self.answered or self.also else "all of it",
            "Evidence of the rules": self.note.evidence,
            "A list takes": _list_options(self.resource) if self.resource else "",
            "Beside Xero's operations": ", ".join(self.also),
        }
        lines = "\n".join(f"- {name}: {text}." for name, text in told.items() if text)
        table = _table(self._rows()) if self.operations else ""
        return f"### {self.name}\n\n{lines}\n\n{table}".rstrip()

    def _rows(self) -> Iterator[tuple[str, ...]]:
        yield "operation", "request", "there", "what happens", "not yet", "its answer is"
        for one in self.operations:
            route = self.finder.route(one.method, one.path)
            does = _deed(route.handlers[one.method]) if route else ""
            there = "yes" if route else "no"
            missing = self.note.but.get(one.operation, "")
            yield f"`{one.operation}`", f"{one.method} `{one.path}`", there, does, missing, one.seen


def _by_resource(finder: Finder) -> Iterator[tuple[str, Iterable[Operation]]]:
    """Xero's operations by resource; and the resources that are here and not among them."""
    asked = sorted(operations(), key=lambda one: _first_word(one.path))
    found = {name: tuple(some) for name, some in groupby(asked, lambda one: _first_word(one.path))}
    for path in finder.routes:
        found.setdefault(_owner(path), ())
    yield from sorted(found.items())


def _contents(chapters: Iterable[Chapter]) -> Iterator[tuple[str, ...]]:
    yield "resource", "operations that answer"
    for chapter in chapters:
        beside = "" if chapter.operations else "none of Xero's list"
        count = f"{chapter.answered} of {len(chapter.operations)}"
        yield f"[{chapter.name}](#{chapter.name.lower()})", beside or count


def _also(name: str, finder: Finder) -> Iterator[str]:
    """What a resource offers that is no operation of Xero's."""
    found = ((one.method, finder.route(one.method, one.path)) for one in operations())
    asked = {(method, route.path) for method, route in found if route}
    for route in finder.routes.values():
        if _owner(route.path) == name:
            methods = [method for method in route.handlers if (method, route.path) not in asked]
            if methods:
                yield f"{' '.join(methods)} `{_offer(route)}`"


def _deed(handler: Handler) -> str:
    """What a handler does, in the words of its own docstring."""
    if isinstance(handler, partial):
        return _deed(handler.func)
    if handler is list_all:
        return "lists what is asked for"
    told = (handler.__doc__ or "").partition("\n")[0].rstrip(".")
    return re.sub(r"^``.+?``(: |, )?", "", told).replace("``", "`")


def _identity_rows() -> Iterable[tuple[str, ...]]:
    yield "path", "method", "what happens", "not yet", "evidence"
    for path, offered in groupby(IDENTITY, lambda route: route[1]):
        methods = " ".join(method for method, _, _ in offered)
        note = SIGNING_IN[path]
        yield f"`{_readable(path)}`", methods, note.modelled, note.missing, note.evidence


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    head, *body = rows
    ruled = (head, ("---",) * len(head), *body)
    return "\n".join(f"| {' | '.join(cell or '-' for cell in row)} |" for row in ruled)


def _path(about: About) -> str:
    return about.path or about.plural


def _resources() -> dict[str, type[Resource]]:
    return {_path(resource.about): resource for resource in catalogue()}


def _owner(path: str) -> str:
    """The resource that a path belongs to, whichever of its names the path says."""
    first = _first_word(path)
    aliases = {resource.about.plural: name for name, resource in _resources().items()}
    return aliases.get(first, first)


def _first_word(path: str) -> str:
    return path.split("/")[1]


def _offer(route: Route) -> str:
    """A path, the key under its name on the wire."""
    resource = _resources().get(_owner(route.path))
    if resource is None:
        return _readable(route.path)
    key = "{" + resource.fields[resource.about.key].wire + "}"
    return _readable(route.path.replace("<key>", key))


def _readable(path: str) -> str:
    """``<allocation_key>`` as ``{AllocationID}``."""
    return re.sub(
        r"<(?:\w+:)?(\w+?)(?:_key|_id)?>", lambda found: "{" + found[1].title() + "ID}", path
    )


def _list_options(resource: type[Resource]) -> str:
    """The parameters of a list that are heard, as the resource declares them."""
    about = resource.about
    heard = {
        "where": about.where,
        "order": not about.offset_by,
        "page": about.pages is not Pages.NEVER,
        "pageSize": about.pages in (Pages.ASKED, Pages.ALWAYS),
        **dict.fromkeys(about.filters, True),
        **{f"{name}{end}": True for name in about.spans for end in ("From", "To")},
        "searchTerm": bool(about.searched),
        "summaryOnly": about.summary,
        **{one.unless: True for one in about.unlisted if one.unless},
        "createdByMyApp": "made_by" in resource.fields,
        "offset": bool(about.offset_by),
        **dict.fromkeys(about.either, True),
        "If-Modified-Since": about.since,
    }
    return ", ".join(f"`{name}`" for name, is_heard in heard.items() if is_heard)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - what it is for
