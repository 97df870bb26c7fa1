"""What other currencies are worth on a day, worked out from documents and money, one by one."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tests.api.client import Record
from tests.laws.naive import ZERO, Amounts, Naive, day_of

Rates = Mapping[str, Mapping[date, Decimal]]
"""By currency, and by the first day of each."""
LIVE = ("AUTHORISED", "PAID")
OWED = {
    "ACCREC": ("DEBTORS", 1),
    "ACCRECCREDIT": ("DEBTORS", -1),
    "RECEIVE-OVERPAYMENT": ("DEBTORS", -1),
    "ACCPAY": ("CREDITORS", -1),
    "ACCPAYCREDIT": ("CREDITORS", 1),
    "SPEND-OVERPAYMENT": ("CREDITORS", 1),
}
"""Where each kind of document is owed, and on which side."""


class Move(NamedTuple):
    """Something that moved an account, in the currency of another country."""

    account: str
    debt: str
    """The document on which it is owed; money is on none."""
    day: date
    amount: Decimal
    """Debits are positive."""


def in_base(amount: Decimal, rate: Decimal) -> Decimal:
    base: Decimal = amount / rate
    return base.quantize(Decimal("0.01"), "ROUND_HALF_UP")


class Abroad:
    """Everything in a foreign currency."""

    def __init__(
        self,
        documents: Mapping[str, list[Record]],
        payments: list[Record],
        money: list[Record],
        accounts: Mapping[str, Record],
        currency: str,
    ) -> None:
        self.system = {one.get("SystemAccount"): key for key, one in accounts.items()}
        self.banks = {
            key
            for key, one in accounts.items()
            if one["Type"] == "BANK" and one["CurrencyCode"] == currency
        }
        mine = {
            one[f"{path.removesuffix('s')}ID"]: one
            for path, found in documents.items()
            for one in found
            if one["CurrencyCode"] == currency
        }
        self._owed = {key: one for key, one in mine.items() if one["Type"] in OWED}
        self._allocated = [part for one in mine.values() for part in one.get("Allocations", ())]
        self._paid = [(key, one) for one in payments if (key := document_of(one)) in self._owed]
        self.sources = mine.keys() | {one["PaymentID"] for _, one in self._paid}
        """What journals of this currency come from."""
        self.moves = [*self._debts(), *self._cash(payments, money)]

    def _debts(self) -> Iterator[Move]:
        """Each document, and whatever settled it."""
        for key, one in self._owed.items():
            _, sign = OWED[one["Type"]]
            if one["Status"] in LIVE:
                yield self._debt(key, one["Date"], sign * one["Total"])
            for part in one.get("Allocations", ()):
                yield self._debt(key, part["Date"], -sign * part["Amount"])
        for part in self._allocated:
            invoice = part["Invoice"]["InvoiceID"]
            _, sign = OWED[self._owed[invoice]["Type"]]
            yield self._debt(invoice, part["Date"], -sign * part["Amount"])
        for key, one in self._paid:
            _, sign = OWED[self._owed[key]["Type"]]
            yield self._debt(key, one["Date"], -sign * one["Amount"])

    def _debt(self, key: str, day: str, amount: Decimal) -> Move:
        account, _ = OWED[self._owed[key]["Type"]]
        return Move(self.system[account], key, day_of(day), amount)

    def _cash(self, payments: list[Record], money: list[Record]) -> Iterator[Move]:
        for one in money:
            account = one["BankAccount"]["AccountID"]
            if one["Status"] == "AUTHORISED" and account in self.banks:
                sign = 1 if one["Type"].startswith("RECEIVE") else -1
                yield Move(account, "", day_of(one["Date"]), sign * one["Total"])
        for one in payments:
            account = one["Account"]["AccountID"]
            if account in self.banks:
                sign = 1 if is_received(one["PaymentType"]) else -1
                yield Move(account, "", day_of(one["Date"]), sign * one["BankAmount"])


def document_of(payment: Record) -> str:
    """The id of what a payment pays or refunds."""
    (key,) = {
        payment[name][f"{name}ID"]
        for name in ("Invoice", "CreditNote", "Prepayment", "Overpayment")
        if name in payment
    }
    found: str = key
    return found


def is_received(payment_type: str) -> bool:
    """Customers pay, and suppliers give back."""
    return payment_type.startswith("ACCREC") or (
        payment_type.startswith("AP") and not payment_type.startswith("ACCPAY")
    )


def rate_on(rates: Mapping[date, Decimal], day: date) -> Decimal | None:
    """The latest up to a day, or the first there is."""
    return rates[max((one for one in rates if one <= day), default=min(rates))] if rates else None


def revalued(naive: Naive, abroad: Abroad, rate: Decimal | None, day: date) -> Amounts:
    """What each account shows beyond what was posted to it by a day, at a rate."""
    if rate is None:
        return {}
    gains: Amounts = {}
    controls = {abroad.system["DEBTORS"], abroad.system["CREDITORS"]}
    for account in controls | abroad.banks:
        worth: Amounts = {}
        for one in abroad.moves:
            if one.account == account and one.day <= day:
                worth[one.debt] = worth.get(one.debt, ZERO) + one.amount
        shown_as = sum((in_base(one, rate) for one in worth.values()), ZERO)
        sources = abroad.sources if account in controls else None
        gain = shown_as - naive.posted(account, day, sources)
        kind = "UNREALISEDCURRENCYGAIN" if account in controls else "BANKCURRENCYGAIN"
        shown = abroad.system[kind]
        gains[account] = gain
        gains[shown] = gains.get(shown, ZERO) - gain
    return gains
