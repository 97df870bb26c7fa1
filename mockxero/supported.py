"""``python -m mockxero.supported`` prints SUPPORTED.md: what is modelled today, and what is not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from mockxero.api.collection import list_all
from mockxero.api.route import Handler, Route
from mockxero.api.routes import routes
from mockxero.identity.routes import ROUTES as IDENTITY
from mockxero.operations import Finder, Operation, operations
from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.resources import catalogue


class Note(NamedTuple):
    """What the code cannot say of itself about one resource."""

    modelled: str
    missing: str
    evidence: str
    but: Mapping[str, str] = MappingProxyType({})
    """What single operations leave out, by Xero's name of the operation."""


NOTES = {
    "Accounts": Note(
        "create, change, archive, delete; one account per call; class and default tax follow from "
        "the type; codes and names are unique; system accounts and used ones stay",
        "",
        "lists recorded; rules documented; some refusals are guesses",
    ),
    "BankTransactions": Note(
        "money spent and received, prepayments and overpayments: lines, items, tracking, tax, "
        "totals, currency of the bank account; change and delete (`Status`) what is spent or "
        "received and not reconciled; lock dates; history and notes",
        "a foreign account without a rate gets 1; whatever has `IsReconciled` counts as reconciled "
        "with a statement line",
        "documented; most refusals are guesses",
    ),
    "BankTransfers": Note(
        "move money between two bank accounts of one currency: both sides become bank "
        "transactions; tracking; deleting (`Status`) deletes both; lock dates; history, notes, "
        "files",
        "transfers between currencies",
        "documented; refusals are guesses",
    ),
    "BatchPayments": Note(
        "pay several invoices, or several bills, as one: each line becomes a payment under the "
        "rules of Payments; deleting the batch (`Status`) takes all of them back; "
        "history and notes",
        "batches that are reconciled",
        "documented; some refusals are guesses",
    ),
    "BrandingThemes": Note(
        "read-only; payment services are applied to them, or made on the way",
        "taking a payment service back",
        "recorded; payment services documented",
    ),
    "Budgets": Note(
        "read-only; the months of DateFrom and DateTo, or the last, this and the next one",
        "",
        "documented",
    ),
    "ContactGroups": Note(
        "create, rename, delete (`Status`); contacts join and leave",
        "",
        "documented; refusals are guesses",
    ),
    "Contacts": Note(
        "create, change, archive (for good, as at Xero); unique names and numbers; slots for "
        "addresses and phones; persons, groups; balances worked out from open documents; what a "
        "document says of a contact changes it; files",
        "what only Xero's screens give: `Discount`, `Website`, `BrandingTheme`, "
        "merging (`MergedToContactID`)",
        "recorded; rules documented",
    ),
    "CreditNotes": Note(
        "lines, tax, totals, numbers, statuses, refunds by payment; allocations to invoices, and "
        "taking them back; lock dates; history and notes; files; PDF",
        "",
        "documented; some refusals are guesses",
    ),
    "Currencies": Note("subscribe to an ISO 4217 code", "rates of the day", "documented"),
    "Employees": Note(
        "create, change; names are required",
        "",
        "gone from Xero's description, still called by older clients; refusals are guesses",
    ),
    "ExpenseClaims": Note(
        "gather receipts of one user, which are submitted, approved and voided with the claim; "
        "totals; receipts exchanged until it is approved; history and notes",
        "payments, which are made on Xero's pages only",
        "documented; refusals are guesses",
    ),
    "Invoices": Note(
        "ACCREC and ACCPAY: lines, items, tracking, discounts, tax, totals, numbers, statuses "
        "from draft to paid or voided, what may be edited once paid; lock dates; history and "
        "notes; files; PDF; e-mail is marked and counted, and never leaves the machine (a demo "
        "company may send none, unless `--emails` says how many); online addresses",
        "reminders; a foreign currency without a rate gets 1",
        "recorded; rules documented; some refusals are guesses",
    ),
    "Items": Note(
        "create, change, delete (tracked ones unless used); prices with 2 or 4 decimals; lines "
        "take their description, price, account and tax from them; tracked inventory: quantity "
        "and average cost move as bills, invoices, credit notes and bank transactions are "
        "approved, edited and voided; nobody sells more than is on hand, unless "
        "`allowBackorders`; history and notes",
        "what is missing at a backorder costs nothing",
        "recorded; rules documented; some refusals are guesses",
    ),
    "LinkedTransactions": Note(
        "bill a line of a bill, or of money spent, on to a customer and a sales invoice; the "
        "status follows from both documents; change, delete; pages of 100",
        "",
        "documented; two refusals quoted from Xero, the others are guesses",
    ),
    "Journals": Note(
        "read-only; by id and number, in portions of a hundred behind `offset`, `paymentsOnly`",
        "the ledger that fills it, so that the list is empty",
        "recorded",
    ),
    "ManualJournals": Note(
        "debits and credits that balance, tax by the line, tracking; drafts lose unknown accounts "
        "with a warning; draft, posted, voided, deleted; lock dates; history and notes",
        "",
        "documented; some refusals are guesses",
    ),
    "Organisation": Note(
        "read-only; actions follow from the currencies and the lock date; CIS settings for British "
        "organisations",
        "actions by plan and by role",
        "recorded; actions and CIS settings documented",
    ),
    "InvoiceReminders": Note("read-only; switched on in the fixture", "", "documented"),
    "PaymentServices": Note(
        "create; always of the type Custom",
        "services that Xero connects by itself, such as PayPal",
        "documented; refusals are guesses",
    ),
    "Setup": Note(
        "create, change and delete accounts under the rules of Accounts; accounts that are not "
        "sent stay; the conversion date and balances are kept; the summary is counted",
        "",
        "the summary is documented; what each count means is a guess",
    ),
    "Overpayments": Note(
        "begin as bank transactions, whose files they show; allocations to invoices, and taking "
        "them back; refunds by payment; history and notes",
        "voiding, which Xero does in its own pages only",
        "documented; refusals follow those of credit notes",
    ),
    "Payments": Note(
        "pay invoices and bills, refund credit notes, prepayments and overpayments, delete "
        "(`Status`); the document's status and amounts follow; history and notes",
        "gains and losses on currencies",
        "documented; some refusals are guesses",
    ),
    "Prepayments": Note(
        "begin as bank transactions, with lines and tax, whose files they show; allocations to "
        "invoices, and taking them back; refunds by payment; history and notes",
        "voiding, which Xero does in its own pages only",
        "documented; refusals follow those of credit notes; the number of one received is a guess",
    ),
    "PurchaseOrders": Note(
        "lines, items, tracking, discounts, tax, totals, statuses from draft to billed or deleted; "
        "numbers, by which a POST finds an order and which a deleted one keeps; delivery; contacts "
        "are never made on the way; history and notes",
        "e-mail; a bill is a POST of its own, and does not bill the order by itself",
        "recorded; some refusals and moves between statuses are guesses",
    ),
    "Quotes": Note(
        "lines, items, tracking, discounts, tax, totals, statuses from draft to invoiced, declined "
        "or deleted; what an update forgets, numbers included; the envelope, dates and content "
        "type of their own; history and notes",
        "e-mail; an invoice is a POST of its own, and does not mark the quote by itself",
        "recorded; the words of refusals are guesses",
    ),
    "Receipts": Note(
        "lines, tax and totals of a user's receipt, numbered until it is claimed; change and "
        "delete drafts; lock dates; history and notes",
        "",
        "documented; some refusals are guesses",
    ),
    "RepeatingInvoices": Note(
        "create, delete (`Status`), nothing else, as at Xero; a sales invoice or bill is made when "
        "its day comes, drafted or approved, with `[Month]` and its like filled in; whoever looks "
        "next finds it, one for each day that has passed; history and notes",
        "what `SendCopy` and `IncludePDF` say has no effect; nothing is e-mailed",
        "recorded in 2011; documented; the one rule on changes quoted from Xero; refusals are "
        "guesses",
    ),
    "Reports": Note(
        "rows, titles, dates, number text and parameters as Xero has them, in JSON and XML; the "
        "aged reports have real figures, from invoices, payments and allocations, and the "
        "executive summary counts real invoices, and the budget summary adds up the overall budget",
        "the ledger: nothing is posted, so that all other figures are zero and accounts are left "
        "out as Xero leaves out those with nothing to show; custom layouts; which tax returns "
        "were published, and who stands on a form 1099, is decided in Xero's application: both "
        "lists are empty",
        "recorded in 2014 and 2017 and published by Xero; most refusals are guesses",
        {
            "getReportBalanceSheet": "figures",
            "getReportBankSummary": "figures",
            "getReportExecutiveSummary": "figures but the number and value of invoices",
            "getReportProfitAndLoss": "figures",
            "getReportTrialBalance": "figures",
        },
    ),
    "TaxRates": Note(
        "create, change, delete (`Status`) rates of your own; compound components",
        "",
        "lists recorded; rules documented; refusals are guesses",
    ),
    "TrackingCategories": Note(
        "create, rename, archive, delete categories and options; used ones are archived instead",
        "",
        "documented; refusals are guesses",
    ),
    "Users": Note("read-only", "adding people", "documented"),
}
"""By the first word of the path. One for every resource that is here; a test asks for it."""

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

Authorization code with or without PKCE, refresh with half an hour of grace for the old token,
client credentials of custom connections, revocation, RS256 tokens with Xero's claims.

There is no consent page yet: the first user says yes at once, for the organisation that the
parameter `mock_tenant` of the authorization address names, or for the first one.
`mock_decision=deny` says no.

## Webhooks

Events of contacts, invoices, credit notes, prepayments and overpayments, signed with the key that
`mockxero env` prints, in order, in batches, with retries; a receiver that fails for a day is
disabled. Not yet: the intent to receive, a choice of categories, more than one receiver.

## Not there yet

- The ledger: documents are not posted, so that there are no journals, and most figures of reports
  are zero.
- Other APIs of Xero: Payroll, Files, Assets, Projects, Bank Feeds, Finance. Their scopes are
  granted, and good for nothing.
- TLS, and the names of Xero's hosts for clients in which they are hard-coded.
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
            raise LookupError(f"mockxero/supported.py says nothing about {name}: add a Note")

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
    yield "path", "method"
    for method, path, _ in IDENTITY:
        yield f"`{_readable(path)}`", method


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
