"""``python -m mockxero.supported`` prints SUPPORTED.md: what is modelled today, and what is not."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from mockxero.api.routes import Route, routes
from mockxero.identity.routes import ROUTES as IDENTITY
from mockxero.primitives.catalogue import About, Resource
from mockxero.resources import catalogue


class Note(NamedTuple):
    """What the code cannot say of itself about one resource."""

    modelled: str
    missing: str
    evidence: str


NOTES = {
    "Accounts": Note(
        "create, change, archive, delete; one account per call; class and default tax follow from "
        "the type; codes and names are unique; system accounts and used ones stay",
        "attachments",
        "lists recorded; rules documented; some refusals are guesses",
    ),
    "BrandingThemes": Note("read-only", "payment services", "recorded"),
    "ContactGroups": Note(
        "create, rename, delete (`Status`); contacts join and leave",
        "",
        "documented; refusals are guesses",
    ),
    "Contacts": Note(
        "create, change, archive (for good, as at Xero); unique names and numbers; slots for "
        "addresses and phones; persons, groups; balances worked out from open documents",
        "attachments, CIS settings, merging; `Discount`, `Website` and `BrandingTheme` stay empty",
        "recorded; rules documented",
    ),
    "CreditNotes": Note(
        "lines, tax, totals, numbers, statuses, refunds by payment; allocations to invoices, and "
        "taking them back; lock dates; history and notes",
        "attachments, PDF; contact details inside a document do not update a contact that exists",
        "documented; some refusals are guesses",
    ),
    "Currencies": Note("subscribe to an ISO 4217 code", "rates of the day", "documented"),
    "Invoices": Note(
        "ACCREC and ACCPAY: lines, items, tracking, discounts, tax, totals, numbers, statuses "
        "from draft to paid or voided, what may be edited once paid; lock dates; history and notes",
        "attachments, PDF, e-mail, online invoices, reminders, prepayments and overpayments; "
        "a foreign currency without a rate gets 1; contact details inside a document do not "
        "update a contact that exists",
        "recorded; rules documented; some refusals are guesses",
    ),
    "Items": Note(
        "create, change, delete unless used; prices with 2 or 4 decimals; lines take their "
        "description, price, account and tax from them; history and notes",
        "inventory: quantities and cost do not move with invoices and bills",
        "recorded; some refusals are guesses",
    ),
    "Organisation": Note("read-only", "actions, CIS settings", "recorded"),
    "Payments": Note(
        "pay invoices and bills, refund credit notes, delete (`Status`); the document's status "
        "and amounts follow; history and notes",
        "batch payments, prepayments, overpayments, gains and losses on currencies",
        "documented; some refusals are guesses",
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
"""By the first word of the path."""

ELSEWHERE = (
    "BankTransactions, BankTransfers, BatchPayments, Budgets, Employees, ExpenseClaims, "
    "InvoiceReminders, Journals, LinkedTransactions, ManualJournals, Overpayments, "
    "PaymentServices, Prepayments, PurchaseOrders, Quotes, Receipts, RepeatingInvoices, Reports, "
    "Setup"
)
"""Resources of the Accounting API that are not here yet. Source: Xero-OpenAPI 16.1.0, and Employees
of older clients."""

PAGE = """\
# What is supported

This page is printed by `python -m mockxero.supported`, and a test holds the two together.

What is not on it is answered as Xero answers an address that does not exist: 404. A method that a
path does not offer is answered with 501 and `ApiMethodNotImplementedException`.

## The Accounting API, below `/api.xro/2.0`

**recorded** means that answers of a real Demo Company show it, mostly of September 2026;
**documented**, that Xero's pages, its OpenAPI description, or somebody who quotes Xero says so. A
**guess** is marked as one in the code, and waits for a recording.

{accounting}

Everywhere:

- JSON and XML, in and out. Paths in any letter case.
- PUT creates. POST creates or updates: by id, or by the number, code or (tax rates) name that a
  record is known by. A batch is recorded as a whole or refused as a whole, unless
  `summarizeErrors=false`.
- `unitdp=4`. `Idempotency-Key`, for six minutes. Bodies of up to 10 MB.
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

Events of contacts, invoices and credit notes, signed with the key that `mockxero env` prints, in
order, in batches, with retries; a receiver that fails for a day is disabled. Not yet: the intent to
receive, a choice of categories, more than one receiver.

## Not there yet

- Other resources: {elsewhere}.
- Attachments, PDF, e-mail, online invoices.
- The ledger: no journals are posted, and so there are no reports.
- Other APIs of Xero: Payroll, Files, Assets, Projects, Bank Feeds, Finance. Their scopes are
  granted, and good for nothing.
- TLS, and the names of Xero's hosts for clients in which they are hard-coded.
- Books that outlive the process: every start, and `mockxero reset`, begins from the fixtures.
- Faults on demand, a clock to move, checkpoints.
"""


def page() -> str:
    """The whole of SUPPORTED.md. Raises LookupError where a resource has no note."""
    return PAGE.format(
        accounting=_table(_accounting_rows()),
        identity=_table(_identity_rows()),
        elsewhere=ELSEWHERE,
    )


def _accounting_rows() -> Iterable[tuple[str, ...]]:
    yield "resource", "paths and methods", "a list takes", "modelled", "not yet", "evidence"
    resources = {_path(resource.about): resource for resource in catalogue()}
    below = defaultdict(list)
    for route in routes():
        below[_first_word(route.path)].append(route)
    for name, found in sorted(below.items()):
        if name not in resources:  # `/Organisations` is another name of `/Organisation`
            continue
        if name not in NOTES:
            raise LookupError(f"mockxero/supported.py says nothing about {name}: add a Note")
        resource, note = resources[name], NOTES[name]
        paths = "<br>".join(_offer(route, resource) for route in found)
        yield name, paths, _list_options(resource), *note


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


def _first_word(path: str) -> str:
    return path.split("/")[1]


def _offer(route: Route, resource: type[Resource]) -> str:
    """A path with its methods, the key under its name on the wire."""
    key = "{" + resource.fields[resource.about.key].wire + "}"
    return f"`{_readable(route.path.replace('<key>', key))}` {' '.join(route.handlers)}"


def _readable(path: str) -> str:
    """``<allocation_key>`` as ``{AllocationID}``."""
    return re.sub(r"<(\w+)_(?:key|id)>", lambda found: "{" + found[1].title() + "ID}", path)


def _list_options(resource: type[Resource]) -> str:
    """The parameters of a list that are heard, as the resource declares them."""
    about = resource.about
    heard = {
        "where": about.where,
        "order": True,
        "page": about.paged,
        "pageSize": about.paged,
        **dict.fromkeys(about.filters, True),
        "searchTerm": bool(about.searched),
        "summaryOnly": about.summary,
        "includeArchived": about.archived is not None,
        "createdByMyApp": "made_by" in resource.fields,
        "If-Modified-Since": about.since,
    }
    return ", ".join(f"`{name}`" for name, is_heard in heard.items() if is_heard)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - what it is for
