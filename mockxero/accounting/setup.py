"""Setting an organisation up: which accounts are meant, when it may begin, what it begins with."""

from collections import Counter
from collections.abc import Iterator
from datetime import MAXYEAR, date

from mockxero.accounting.currency import not_subscribed, rate_of
from mockxero.accounting.lines import account_called, archived_account, not_for_this_document
from mockxero.accounting.locks import dated_in_closed_period, dated_into_closed_period
from mockxero.accounting.reports.periods import day_before, year_start
from mockxero.accounting.rulebook import Books
from mockxero.accounting.usage import is_locked, is_posted
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE
from mockxero.primitives.records import Draft, settled
from mockxero.resources.accounts import Account
from mockxero.resources.currencies import Currency
from mockxero.resources.organisations import Organisation
from mockxero.resources.setup import (
    AccountsImported,
    BalanceDetail,
    Conversion,
    ImportSummary,
    OrganisationImported,
)

NEW, UPDATED, DELETED, LOCKED, SYSTEM = "new", "updated", "deleted", "locked", "system"
"""What can become of an account that is sent."""
FIRST_YEAR = 2007


def account_meant(sent: Draft, books: Books) -> Account | None:
    """The account that is there already: by its id, its part in the system, or its code."""
    by_id = books.find(Account, sent.get("account_id"))
    if by_id is not None:
        return by_id
    for index, word in (
        ("system", sent.get("system_account")),
        ("code", (sent.get("code") or "").casefold()),
    ):
        if word and (found := books.one(Account, index, word)) is not None:
            return found
    return None


def fate(sent: Draft, known: Account | None, books: Books) -> str:
    """What is to become of an account that is sent.

    # guess: the schema tells what the counts are called. Accounts that are not sent stay.
    """
    if known is None:
        return NEW
    if known.system_account:
        return SYSTEM
    if sent.get("status") == "DELETED":
        needed = is_posted(known, books) or is_locked(known, books)
        return LOCKED if needed else DELETED
    return UPDATED


def has_code(sent: Draft) -> Iterator[Complaint]:
    """An account is known by its code here, even a bank account.

    # seen: Xero-Net, CoreTests/Integration/Setup: that it is refused; guess: the words
    """
    if not (sent.get("code") or "").strip():
        yield Complaint("Account Code must be specified")


def may_begin(sent: Draft, books: Books) -> Iterator[Complaint]:
    """A month there is, of a year after 2006. # guess: documented, but not in which words"""
    if not begins(sent):
        return
    date = sent.get("date")
    month, year = date.get("month"), date.get("year")
    if month is None or not 1 <= month <= 12:
        yield Complaint("The conversion date Month must be between 1 and 12")
    if year is None or not FIRST_YEAR <= year <= MAXYEAR:
        yield Complaint("The conversion date Year must be greater than 2006")


def converted(conversion: Conversion | None, sent: Draft, books: Books) -> Conversion:
    """When an organisation begins and with what, now: what is sent takes the place of the old."""
    now = conversion or Conversion()
    if begins(sent):
        now = now.but(date=settled(sent.get("date")), as_at=None)
    if sent.get("balances"):
        now = coded(now.but(balances=settled(sent.get("balances"))), books)
    return now


def coded(conversion: Conversion, books: Books) -> Conversion:
    """The balances by the ids of their accounts, and every part of them at a rate."""
    day = day_of_balances(conversion, books.organisation)
    found = (
        one.but(account_id=account.account_id, details=_at_rates(one.details, day, books))
        for one in conversion.balances
        if (account := account_called(one.account_code or "", books)) is not None
    )
    return conversion.but(balances=tuple(found))


def _at_rates(
    details: tuple[BalanceDetail, ...], day: date, books: Books
) -> tuple[BalanceDetail, ...]:
    """Without a rate, that of the day. Source: Xero-OpenAPI, BalanceDetails"""
    base = books.organisation.base_currency
    return tuple(
        one.but(
            currency_code=(code := (one.currency_code or base).upper()),
            currency_rate=ONE if code == base else one.currency_rate or rate_of(code, day, books),
        )
        for one in details
    )


def day_of_balances(conversion: Conversion, organisation: Organisation) -> date:
    """The day before the month in which the organisation begins.

    Source: help.xero.com, "Setting your conversion date". Without a month, it begins with the
    financial year in which it was made. # guess
    """
    if conversion.as_at is not None:
        return conversion.as_at
    month = conversion.date
    if month is not None and month.year is not None and month.month is not None:
        return day_before(date(month.year, month.month, 1))
    created = organisation.created
    return day_before(year_start(created.date(), organisation)) if created else date.min


def books_are_open(
    before: Conversion | None, after: Conversion, books: Books
) -> Iterator[Complaint]:
    """Balances neither come into a closed period nor leave one. # guess: the words

    Source: help.xero.com, "Troubleshooting for conversion balances".
    """
    for conversion, closed in (
        (before, dated_in_closed_period),
        (after, dated_into_closed_period),
    ):
        if conversion is not None and conversion.balances:
            yield from closed(day_of_balances(conversion, books.organisation), books)


def balances_are_good(sent: Draft, books: Books) -> Iterator[Complaint]:
    """Each is that of an account there is, in currencies there are. # guess: the words"""
    for balance in sent.get("balances", []):
        code = balance.get("account_code") or ""
        account = account_called(code, books)
        if account is None:
            yield Complaint(not_for_this_document(code))
        elif account.status == "ARCHIVED":
            yield Complaint(archived_account(code))
        if balance.get("balance") is None and not balance.get("details"):
            yield Complaint(f"The balance of account '{code}' must be specified")
        for detail in balance.get("details", []):
            rate = detail.get("currency_rate")
            if rate is not None and rate <= 0:
                yield Complaint("The CurrencyRate must be greater than zero")
            currency = detail.get("currency_code") or books.organisation.base_currency
            if books.find(Currency, currency.upper()) is None:
                yield not_subscribed(currency)


def summary(sent: Draft, fates: Counter[str], books: Books) -> ImportSummary:
    """What became of a setup, counted when it was done."""
    chart = [account for account in books.every(Account) if account.status != "DELETED"]
    return ImportSummary(
        accounts=AccountsImported(
            total=len(chart),
            new=fates[NEW],
            updated=fates[UPDATED],
            deleted=fates[DELETED],
            locked=fates[LOCKED],
            system=sum(bool(account.system_account) for account in chart),
            present=bool(sent.get("accounts")),
            new_or_updated=fates[NEW] + fates[UPDATED],
        ),
        organisation=OrganisationImported(present=begins(sent)),
    )


def begins(sent: Draft) -> bool:
    """Whether a conversion date was sent. # guess"""
    date = sent.get("date")
    return date is not None and bool(date.sent)
