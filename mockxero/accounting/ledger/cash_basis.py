"""The books on the cash basis: a document counts when it is paid, and as far as it is.

They follow from the entries of the ledger, under the same numbers. An entry that settles a
document says what is paid of its lines and of their tax, where the ledger says what is no longer
owed; all others stand as they are. # guess: no journal or report of this kind was ever recorded
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from mockxero.accounting.ledger.balances import Balances
from mockxero.accounting.ledger.entries import Entry, Filing, Part, Posted, Posting, by_filing
from mockxero.primitives.money import ZERO, cents, summed


class CashBasis:
    """What is posted on the cash basis, and what it comes to."""

    def __init__(self, ledger: Sequence[Posted]) -> None:
        """``ledger`` grows; whoever wants to know what follows from that calls ``follow``."""
        self.entries: list[Posted] = []
        """Under the numbers of the ledger; what posts nothing here is missing."""
        self.balances = Balances()
        self._ledger = ledger
        self._followed = 0
        self._waiting: dict[str | None, Entry] = {}
        """The documents that stand in the ledger and count as far as they are paid."""
        self._begun: dict[str | None, _Document] = {}
        """Those of them of which something was paid."""
        self._made: dict[int, _Made] = {}
        """What an entry came to, by its number, until it is taken back."""

    def follow(self) -> None:
        """Post what the ledger has posted since."""
        for posted in self._ledger[self._followed :]:
            made = self._taken_back(posted) if posted.reverses else self._taken_in(posted)
            if made.entry is not None:
                self.entries.append(posted._replace(entry=made.entry))
                self.balances.add(made.entry.day, made.entry.postings, posted.sign)
        self._followed = len(self._ledger)

    def entry(self, number: int) -> Entry | None:
        """What an entry of the ledger comes to, if anything, until it is taken back."""
        return self._made.get(number, _NOTHING).entry

    def _taken_in(self, posted: Posted) -> "_Made":
        entry = posted.entry
        made = _NOTHING
        if _waits(entry):
            self._waiting[entry.source_id] = entry
        elif entry.on_cash_basis:
            made = self._settled(entry)
        self._made[posted.number] = made
        return made

    def _taken_back(self, posted: Posted) -> "_Made":
        made = self._made.pop(posted.reverses)
        if self._waiting.get(posted.entry.source_id) is posted.entry:
            del self._waiting[posted.entry.source_id]
            self._begun.pop(posted.entry.source_id, None)
        for share in made.shares:
            share.document.take_back(share)
        return made

    def _settled(self, entry: Entry) -> "_Made":
        """The same with what is paid of documents in place of what is owed of them no longer.

        Where money moves, it is the money that counts: rates make no gain. # guess
        """
        rest = entry.postings[sum(len(one.relief) for one in entry.settled) :]
        money = tuple(one for one in rest if one.part is Part.BANK)
        stays: list[Posting] = []
        shares: list[_Share] = []
        place = 0
        for one in entry.settled:
            relief = entry.postings[place : place + len(one.relief)]
            place += len(relief)
            document = self._document(one.document_id)
            if document is None:  # paid ahead, and counted then
                stays += relief
            elif money:
                paid = by_filing(money)
                shares.append(
                    document.take(one.amount, {key: -amount for key, amount in paid.items()})
                )
            else:
                shares.append(document.take(one.amount, by_filing(relief)))
        if not shares:
            return _Made(entry)
        counted = (one for share in shares for one in share.postings if one.net or one.tax)
        postings = (*stays, *counted, *(money or rest))
        made = entry._replace(postings=postings, settled=()) if postings else None
        return _Made(made, tuple(shares))

    def _document(self, document_id: str) -> "_Document | None":
        entry, begun = self._waiting.get(document_id), self._begun.get(document_id)
        if begun is None and entry is not None:
            begun = self._begun[document_id] = _Document(entry)
        return begun


def _waits(entry: Entry) -> bool:
    """Whether an entry is that of a document which counts as far as it is paid."""
    parts = {one.part for one in entry.postings}
    settles = entry.settled or Part.BANK in parts
    return bool(entry.total) and not settles and Part.CONTROL in parts and len(parts) > 1


class _Share(NamedTuple):
    """What one settlement has of a document."""

    document: "_Document"
    amount: Decimal
    """In the currency of the document."""
    paid: dict[Filing, Decimal]
    """What its postings have to come to, by their tracking options."""
    postings: tuple[Posting, ...]


class _Made(NamedTuple):
    """What an entry of the ledger comes to on the cash basis."""

    entry: Entry | None = None
    shares: tuple[_Share, ...] = ()


_NOTHING = _Made()


class _Document:
    """A document that counts as far as it is paid: its lines, their tax, and what of it counts."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._lines = [one for one in entry.postings if one.part is not Part.CONTROL]
        self._owed = by_filing(one for one in entry.postings if one.part is Part.CONTROL)
        self._whole = {key: -amount for key, amount in self._owed.items()}
        self._filed: dict[Filing, list[int]] = {}
        for place, one in enumerate(self._lines):
            self._filed.setdefault(one.filing, []).append(place)
        self._amount = ZERO
        self._paid: dict[Filing, Decimal] = {}
        self._nets = [ZERO] * len(self._lines)
        self._taxes = [ZERO] * len(self._lines)

    def take(self, amount: Decimal, paid: dict[Filing, Decimal]) -> _Share:
        """The share of an amount: what all settlements have by now, less what the others had.

        So the last one takes the rest.
        """
        if amount == self.entry.total and paid == self._whole:
            nets, taxes = [one.net for one in self._lines], [one.tax for one in self._lines]
        else:
            nets, taxes = self._due(self._amount + amount, _sums(self._paid, paid))
        postings = tuple(
            one._replace(net=net - had, tax=tax - had_tax)
            for one, net, had, tax, had_tax in zip(
                self._lines, nets, self._nets, taxes, self._taxes, strict=True
            )
        )
        self._amount += amount
        self._paid = _sums(self._paid, paid)
        self._nets, self._taxes = nets, taxes
        return _Share(self, amount, paid, postings)

    def take_back(self, share: _Share) -> None:
        """A settlement is no more."""
        self._amount -= share.amount
        self._paid = _sums(self._paid, {key: -amount for key, amount in share.paid.items()})
        for place, one in enumerate(share.postings):
            self._nets[place] -= one.net
            self._taxes[place] -= one.tax

    def _due(
        self, amount: Decimal, paid: dict[Filing, Decimal]
    ) -> tuple[list[Decimal], list[Decimal]]:
        """What counts of each line, and of its tax, once so much is settled and paid."""
        part = amount / self.entry.total
        nets, taxes = [ZERO] * len(self._lines), [ZERO] * len(self._lines)
        ratios = {}
        for filing, places in self._filed.items():
            weights = [self._lines[place].net for place in places]
            whole, owed = summed(weights), self._owed.get(filing, ZERO)
            # what rounding left between the lines and what is owed counts in proportion, too
            target = paid.get(filing, ZERO) + cents((whole + owed) * part)
            ratios[filing] = target / whole if whole and owed else part
            _share(target, places, weights, ratios[filing], nets)
        _round(summed(paid.values()), range(len(nets)), [one.net for one in self._lines], nets)
        for filing, places in self._filed.items():
            weights = [self._lines[place].tax for place in places]
            on_tax = (place for place in places if self._lines[place].part is Part.TAX)
            taxed = summed(nets[place] for place in on_tax)
            _share(taxed, places, weights, ratios[filing], taxes)
        return nets, taxes


def _share(
    target: Decimal,
    places: Sequence[int],
    weights: Sequence[Decimal],
    ratio: Decimal,
    amounts: list[Decimal],
) -> None:
    """Have the amounts at some places be a part of their weights, and come to a target."""
    for place, weight in zip(places, weights, strict=True):
        amounts[place] = cents(weight * ratio) + ZERO  # no -0.00
    _round(target, places, weights, amounts)


def _round(
    target: Decimal, places: Sequence[int], weights: Sequence[Decimal], amounts: list[Decimal]
) -> None:
    """Let the largest have the cents that are left."""
    left = target - summed(amounts[place] for place in places)
    if left:
        side = -1 if summed(weights) < 0 else 1
        largest = max(zip(places, weights, strict=True), key=lambda one: side * one[1])
        amounts[largest[0]] += left


def _sums(left: dict[Filing, Decimal], right: dict[Filing, Decimal]) -> dict[Filing, Decimal]:
    return left | {key: left.get(key, ZERO) + amount for key, amount in right.items()}
