"""Entries of the ledger, as ``/Journals`` shows them."""

from collections.abc import Sequence
from decimal import Decimal

from mockxero.accounting.ledger.entries import UNFILED, Entry, Filing, Part, Posted, Posting
from mockxero.primitives.ids import derived_guid
from mockxero.resources.journals import Journal, JournalLine, JournalTracking

_FIRST = {Part.BANK: 0, Part.TAX: 1, Part.CONTROL: 2}


def journal(posted: Posted, tenant_id: str, *, paid_only: bool = False) -> Journal:
    """A journal; its ids follow from its number, so that nobody's reading moves them.

    The two of one number that differ on the cash basis (``paid_only``) have different ids. # guess
    """
    entry, seed = posted.entry, f"{tenant_id}/journal/{posted.number}{'/paid' * paid_only}"
    return Journal(
        journal_id=derived_guid(seed),
        journal_date=entry.day,
        journal_number=posted.number,
        created=posted.created,
        reference=entry.reference,
        source_id=entry.source_id,
        source_type=entry.source_type,
        lines=tuple(
            _line(one, posted.sign, derived_guid(f"{seed}/{place}"))
            for place, one in enumerate(_in_order(entry, _told(entry)))
        ),
        on_accrual_basis=not paid_only,
        on_cash_basis=paid_only,
    )


def _told(entry: Entry) -> Sequence[Posting]:
    """All but shares that come to nothing, as of a cent over two tracking options.

    # seen: none of the recorded journals has a line over nothing
    """
    return [one for one in entry.postings if one.net or one.tax] or entry.postings


def _in_order(entry: Entry, postings: Sequence[Posting]) -> Sequence[Posting]:
    """What went through the bank, tax and what is owed, by tracking options; then the lines.

    # seen: au-demo-get-journals-page-2.json, in most of its journals, number 397 above all; some
    # have the same lines in another order. Those that nothing made stand as they are: number 310
    """
    if entry.source_type is None:
        return postings
    filings = dict.fromkeys([UNFILED, *(one.filing for one in postings)])
    places = {filing: place for place, filing in enumerate(filings)}

    def place(one: Posting) -> tuple[bool, int, int]:
        first = _FIRST.get(one.part)
        if first is None:
            return (True, one.part is Part.OTHER, 0)
        return (False, places[one.filing], first)

    return sorted(postings, key=place)


def _line(posting: Posting, sign: Decimal, line_id: str) -> JournalLine:
    net, tax = sign * posting.net, sign * posting.tax
    return JournalLine(
        journal_line_id=line_id,
        account_id=posting.account_id,
        description=posting.description,
        net_amount=net,
        gross_amount=net + tax,
        tax_amount=tax,
        tax_type=posting.tax_type,
        tracking=_tracking(posting.filing),
    )


def _tracking(filing: Filing) -> tuple[JournalTracking, ...]:
    return tuple(JournalTracking(category_id=one, option_id=option) for one, option in filing)
