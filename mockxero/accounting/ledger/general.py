"""The general ledger: follows the records, posts what they say, reverses what no longer holds.

An entry is never changed. What a record posted stands until the record says something else; then
it is reversed, with the same day, and posted anew. # seen: au-demo-get-journals-page-1.json
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from mockxero.accounting.ledger import (
    conversion,
    documents,
    expense_claims,
    manual_journals,
    settlements,
    transfers,
)
from mockxero.accounting.ledger.balances import Balances, Sales
from mockxero.accounting.ledger.cash_basis import CashBasis
from mockxero.accounting.ledger.entries import (
    Due,
    Entry,
    Ledger,
    Part,
    Posted,
    Settled,
    Standing,
)
from mockxero.accounting.locks import is_closed
from mockxero.accounting.reports.figures import EVERYTHING, Cash, Issued, Owed, Paid, Scope, Taxed
from mockxero.accounting.rulebook import Records
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.money import ONE, ZERO, summed
from mockxero.primitives.records import Record
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.bank_transfers import BankTransfer
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.expense_claims import ExpenseClaim
from mockxero.resources.invoices import Invoice
from mockxero.resources.manual_journals import ManualJournal
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.payments import Payment
from mockxero.resources.prepayments import Prepayment
from mockxero.resources.setup import Conversion

Posts = Callable[[Any, Records, Ledger], Iterator[Due]]

POSTS: Mapping[type[Resource], Posts] = {
    Invoice: documents.invoice_or_credit,
    CreditNote: documents.invoice_or_credit,
    BankTransaction: documents.bank_transaction,
    Prepayment: documents.prepayment,
    Overpayment: documents.overpayment,
    Payment: settlements.payment,
    BankTransfer: transfers.bank_transfer,
    ManualJournal: manual_journals.manual_journal,
    ExpenseClaim: expense_claims.expense_claim,
    Conversion: conversion.conversion,
}
"""What posts, and how. Quotes, orders, receipts and templates do not."""

Slot = tuple[str, str]
"""The id of a record, and which of its entries is meant."""


class _Standing(NamedTuple):
    """What a record has in the ledger at the moment."""

    number: int
    due: Due
    entry: Entry


class _Taken:
    """What settlements have taken of a document by now."""

    def __init__(self, outstanding: int) -> None:
        self.amount = ZERO
        self.relief = [ZERO] * outstanding


class GeneralLedger:
    """Everything that was ever posted in one organisation, and what it comes to."""

    def __init__(self) -> None:
        self.entries: list[Posted] = []
        """In the order of their numbers: 1, 2, 3 … """
        self._standing: dict[str, dict[str, _Standing]] = {}
        self._settling: dict[str, dict[Slot, None]] = {}
        """The entries that settle each document, in the order in which they came."""
        self._taken: dict[str, _Taken] = {}
        self._balances = Balances()
        self._issued = Sales()
        self._cash_basis: CashBasis | None = None

    # --- following the records ---

    def take(self, when: datetime, record_id: str, after: Record | None, books: Records) -> None:
        """A record is now like this, or (None) no more; ``books`` are those of that moment."""
        posts = POSTS.get(type(after))  # type: ignore[arg-type]
        if posts is None and after is not None:
            return
        wanted = {due.slot: due for due in posts(after, books, self)} if posts else {}
        standing = self._standing.get(record_id, {})
        anew, freed = False, []
        for slot, known in [*standing.items()]:
            due = wanted.get(slot)
            if due is not None and due.about == known.due.about:
                del wanted[slot]
                continue
            self._reverse(when, (record_id, slot))
            freed += [one.document_id for one in known.entry.settled]
            anew |= slot == ""
        for slot, due in wanted.items():
            self._post(when, (record_id, slot), due, books)
        if anew:
            self._settle_again(when, record_id, books)
        for document_id in freed:
            self._stand_at_its_rate(when, document_id, books)

    def _post(self, when: datetime, slot: Slot, due: Due, books: Records) -> None:
        entry = due.make(books, self)
        if entry is None or not entry.postings:
            return
        posted = Posted(len(self.entries) + 1, when, entry)
        self._keep(posted, slot)
        self._standing.setdefault(slot[0], {})[slot[1]] = _Standing(posted.number, due, entry)
        self._take_away(slot, entry, ONE)

    def _reverse(self, when: datetime, slot: Slot) -> None:
        record_id, name = slot
        known = self._standing[record_id].pop(name)
        if not self._standing[record_id]:
            del self._standing[record_id]
        self._keep(Posted(len(self.entries) + 1, when, known.entry, known.number), slot)
        self._take_away(slot, known.entry, -ONE)

    def _keep(self, posted: Posted, slot: Slot) -> None:
        self.entries.append(posted)
        self._balances.add(posted.entry.day, posted.entry.postings, posted.sign)
        if posted.entry.source_type == "ACCREC" and slot[1] == "":
            self._issued.add(posted.entry, posted.sign)

    def _take_away(self, slot: Slot, entry: Entry, sign: Decimal) -> None:
        """Remember what a settlement takes of each document, or no longer takes."""
        for document_id, amount, relief in entry.settled:
            taken = self._taken.setdefault(document_id, _Taken(len(relief)))
            taken.amount += sign * amount
            taken.relief = [t + sign * r for t, r in zip(taken.relief, relief, strict=True)]
            settling = self._settling.setdefault(document_id, {})
            if sign > 0:
                settling[slot] = None
            else:
                settling.pop(slot, None)

    def _settle_again(self, when: datetime, document_id: str, books: Records) -> None:
        """A document was posted anew: what settles it follows, in the same order."""
        slots = [*self._settling.get(document_id, ())]
        dues = [self._standing[record_id][name].due for record_id, name in slots]
        for slot in slots:
            self._reverse(when, slot)
        self._taken.pop(document_id, None)
        for slot, due in zip(slots, dues, strict=True):
            self._post(when, slot, due, books)

    def _stand_at_its_rate(self, when: datetime, document_id: str, books: Records) -> None:
        """A settlement was taken back: if that leaves cents behind, the last one takes them.

        Each is rounded so that what is left stands at the rate of the document. Without one of
        them, the rest may not: then the last is posted anew, or the last that is in no closed
        period. Where all are, the next one takes them.
        """
        known = self.standing(document_id)
        if known is None or known.stands == known.stays(ZERO):
            return
        for slot in reversed(self._settling.get(document_id, {})):
            standing = self._standing[slot[0]][slot[1]]
            if not is_closed(standing.entry.day, books):
                self._reverse(when, slot)
                self._post(when, slot, standing.due, books)
                return

    # --- what postings look at ---

    def standing(self, document_id: str | None) -> Standing | None:
        """A document that is posted, and what was taken of it."""
        known = self._standing.get(document_id or "", {}).get("")
        if known is None:
            return None
        taken = self._taken.get(document_id or "") or _Taken(len(known.entry.outstanding))
        return Standing(known.entry, taken.amount, taken.relief)

    # --- what it comes to ---

    @property
    def cash_basis(self) -> CashBasis:
        """The books on the cash basis, which follow from the first time that somebody asks."""
        if self._cash_basis is None:
            self._cash_basis = CashBasis(self.entries)
        self._cash_basis.follow()
        return self._cash_basis

    def knows(self, account_id: str) -> bool:
        """Whether anything was ever posted to an account, even if it was taken back."""
        return self._balances.account(account_id) is not None

    def balances(self, scope: Scope = EVERYTHING) -> Balances:
        """What was posted, added up."""
        return self.cash_basis.balances if scope.paid_only else self._balances

    def balance(self, account_id: str, day: date, scope: Scope = EVERYTHING) -> Decimal:
        """What stands on an account at the end of a day, from all postings up to it."""
        account = self.balances(scope).account(account_id)
        return account.up_to(day, scope.tracking) if account is not None else ZERO

    def cash(self, account_id: str, first: date, last: date) -> Cash:
        """What a bank account received and spent, both days included."""
        flow = self._balances.flow(account_id)
        if flow is None:
            return Cash(ZERO, ZERO)
        return Cash(flow.received.between(first, last), flow.spent.between(first, last))

    def issued(self, first: date, last: date) -> Issued:
        """The sales invoices of some days, both included."""
        return self._issued.between(first, last)

    def owed(self, document_id: str, day: date) -> Owed:
        """A document, and what had settled it at the end of a day; debits are positive."""
        known = self._standing.get(document_id, {}).get("")
        total = summed(one.net for one in known.entry.outstanding) if known is not None else ZERO
        paid, credited = ZERO, ZERO
        for is_paid, settled in self._settled(document_id, day):
            if is_paid:
                paid += settled.worth
            else:
                credited += settled.worth
        return Owed(total, paid, credited)

    def owed_abroad(self, document_id: str, day: date) -> tuple[str, Owed] | None:
        """The same in another currency, if the document is in one."""
        known = self._standing.get(document_id, {}).get("")
        owed = [one.foreign for one in known.entry.outstanding if one.foreign] if known else []
        if not owed:
            return None
        total = summed(one.amount for one in owed)
        paid, credited = ZERO, ZERO
        for is_paid, settled in self._settled(document_id, day):
            amount = settled.amount if total > 0 else -settled.amount
            if is_paid:
                paid += amount
            else:
                credited += amount
        return owed[0].currency, Owed(total, paid, credited)

    def _settled(self, document_id: str, day: date) -> Iterator[tuple[bool, Settled]]:
        """What had settled a document by the end of a day; whether it was paid, or credited."""
        for record_id, name in self._settling.get(document_id, ()):
            entry = self._standing[record_id][name].entry
            if entry.day <= day:
                for one in entry.settled:
                    if one.document_id == document_id:
                        yield name == "", one

    def paid(self, document_ids: Iterable[str]) -> Iterator[Paid]:
        """What was paid of the lines of some documents, and when: on the cash basis."""
        numbers = {number for one in document_ids for number in self._numbers(one)}
        for entry in map(self.cash_basis.entry, sorted(numbers)):
            postings = entry.postings if entry is not None else ()
            bank = next((one.account_id for one in postings if one.part is Part.BANK), None)
            for one in postings:
                if one.part is Part.LINE and entry is not None:
                    yield Paid(entry.day, bank, one.account_id, one.net + one.tax)

    def taxed(self, first: date, last: date, scope: Scope = EVERYTHING) -> Iterator[Taxed]:
        """The lines of some days, both included, that have a tax type: looks at every entry."""
        for posted in self.cash_basis.entries if scope.paid_only else self.entries:
            within = first <= posted.entry.day <= last
            for one in posted.entry.postings if within else ():
                if one.part is Part.LINE and one.tax_type is not None:
                    yield Taxed(one.tax_type, posted.sign * one.net, posted.sign * one.tax)

    def _numbers(self, document_id: str) -> Iterator[int]:
        """The entries that a document has by now: its own, and those that settle it."""
        known = self._standing.get(document_id, {}).get("")
        if known is not None:
            yield known.number
        for record_id, name in self._settling.get(document_id, ()):
            yield self._standing[record_id][name].number
