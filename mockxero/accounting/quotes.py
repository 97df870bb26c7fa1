"""Quotes: from draft to accepted or declined, and how little they remember."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mockxero.accounting import lines
from mockxero.accounting.lifecycle import theme_for
from mockxero.accounting.lines import Engine
from mockxero.accounting.numbering import held_by_another, known
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.accounting.settlement import never_settled
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ZERO, cents, summed, to_places
from mockxero.resources.contacts import Contact
from mockxero.resources.quotes import Prospect, Quote, QuoteLine

SERIES = "QUOTE"
FORGETS = frozenset(
    {
        "quote_number",
        "reference",
        "terms",
        "expiry_date",
        "title",
        "summary",
        "currency_code",
        "currency_rate",
        "branding_theme_id",
        "line_amount_types",
    }
)
"""What an update has to repeat. # seen: nz-demo-2026-quote-accept.json and its neighbours;
XeroAPI/xero-mcp-server#309. # guess: contact, date and status stay, which nobody was seen to omit
"""
CREATABLE = ("DRAFT", "SENT")
MOVES = {
    "DRAFT": ("DRAFT", "SENT", "DELETED"),
    "SENT": ("SENT", "ACCEPTED", "DECLINED", "DELETED"),
    "DECLINED": ("DECLINED", "SENT", "DELETED"),
    "ACCEPTED": ("ACCEPTED", "SENT", "INVOICED", "DELETED"),
    "INVOICED": ("INVOICED", "SENT", "DELETED"),
    "DELETED": (),
}
"""Where a status may go. # seen: nz-demo-2026-quote-accept.json; refused on a live organisation:
DRAFT and ACCEPTED to DECLINED (XeroAPI/xero-mcp-server#309); guess, after integrators: the others
"""


# --- completing -----------------------------------------------------------------------------------


def quote_defaults(proposal: Proposal[Quote], books: Books) -> Filled:
    """What a quote has, unless the caller said otherwise: time and again."""
    now = proposal.now
    return {
        "status": now.status or "DRAFT",
        "line_amount_types": now.line_amount_types or "Exclusive",
        "date": now.date or books.today,
        "terms": now.terms or None,
        "branding_theme_id": now.branding_theme_id or theme_for(now.type, books),
    }


def completed(proposal: Proposal[Quote], books: Books) -> Filled:
    """Lines as sent, completed, and stripped of the tax they include; lines not sent stay.

    Xero keeps the amounts of an inclusive quote without their tax, so that whoever sends them back
    has it taken off twice. # seen: XeroAPI/xero-mcp-server#309
    """
    engine, before = Engine(proposal, books), proposal.before
    if (sent := proposal.sent.get("lines")) is not None:
        kept = before.lines if before is not None else ()
        known_lines = {line.line_item_id: _as_sent(line, proposal.now) for line in kept}
        made = (engine.line(draft, known_lines) for draft in sent)
        return {"lines": tuple(_as_kept(line, proposal.now) for line in made)}
    if before is None or proposal.now.line_amount_types != "NoTax":
        return {}
    return {"lines": tuple(engine.taxed_anew(line) for line in proposal.now.lines)}


def totals(proposal: Proposal[Quote], books: Books) -> Filled:
    """What the lines add up to."""
    kept = proposal.now.lines
    net = summed(line.line_amount or ZERO for line in kept)
    taxes = summed(line.tax_amount or ZERO for line in kept)
    return {"sub_total": net, "total_tax": taxes, "total": net + taxes}


def numbered(proposal: Proposal[Quote], books: Books) -> Filled:
    """A quote without a number gets the next one, and another one each time it comes without.

    Only a new quote uses its number up. # seen: 2026-nz/quote_create.json as QU-0008, then
    nz-demo-2026-quote-accept.json as QU-0010 and, deleted, as QU-0009 again
    """
    if proposal.now.quote_number:
        return {}

    def taken(number: str) -> object:
        return known(Quote, number, SERIES, books)

    return {"quote_number": books.next_number(SERIES, taken, use_up=proposal.creating)}


# --- what may be wrong ----------------------------------------------------------------------------


def status_may_move(proposal: Proposal[Quote], books: Books) -> Iterator[Complaint]:
    """A quote is sent before it is accepted or declined. # guess: the words"""
    before, status = proposal.before, proposal.now.status
    if before is not None and before.status == "DELETED":
        yield Complaint("Deleted Quotes cannot be updated")
    elif status not in (CREATABLE if before is None else MOVES[before.status or "DRAFT"]):
        yield Complaint("Quote status change is invalid")


def has_unique_number(proposal: Proposal[Quote], books: Books) -> Iterator[Complaint]:
    """No two quotes have one number, unless one of them is deleted. # guess: the words"""
    if held_by_another(proposal, "quote_number", SERIES, books) is not None:
        yield Complaint("Quote number must be unique")


def lines_are_good(proposal: Proposal[Quote], books: Books) -> Iterator[Complaint]:
    """Every line is coded to something that may be used, and adds up to what was sent."""
    now = proposal.now
    as_sent = now.but(lines=tuple(_as_sent(line, now) for line in now.lines))
    yield from _lines_are_good(replace(proposal, now=as_sent), books)


_lines_are_good = lines.lines_are_good(never_settled)


# --- with tax and without -------------------------------------------------------------------------


def _as_kept(line: QuoteLine, quote: Quote) -> QuoteLine:
    """A line without the tax that it includes."""
    if quote.line_amount_types != "Inclusive" or line.line_amount is None:
        return line
    return _at(line, line.line_amount - (line.tax_amount or ZERO))


def _as_sent(line: QuoteLine, quote: Quote) -> QuoteLine:
    """A line with the tax that it included."""
    if quote.line_amount_types != "Inclusive" or line.line_amount is None:
        return line
    return _at(line, line.line_amount + (line.tax_amount or ZERO))


def _at(line: QuoteLine, amount: Any) -> QuoteLine:
    """A line that comes to another amount, and whatever leads to it."""
    if not line.line_amount or amount == line.line_amount:
        return line
    share = amount / line.line_amount
    unit, discount = line.unit_amount, line.discount_amount
    return line.but(
        line_amount=amount,
        unit_amount=unit if unit is None else to_places(unit * share, 4),
        discount_amount=discount if discount is None else cents(discount * share),
    )


# --- what others show -----------------------------------------------------------------------------


def prospect(quote: Quote, books: Books) -> Prospect | None:
    """The contact of a quote, in short."""
    contact = books.find(Contact, quote.contact)
    if contact is None:
        return None
    return Prospect(**{attr: getattr(contact, attr) for attr in Prospect.places})
