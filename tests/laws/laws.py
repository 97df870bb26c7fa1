"""What has to be true of any books, whatever happened to them.

Each law reads the API, and compares: reports with journals that are added up naively, documents
with control accounts, reports with each other.
"""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from mockxero.accounting.reports.figures import Scope
from tests.api.client import Record, Xero
from tests.laws.abroad import Abroad, Rates, document_of, in_base, rate_on, revalued
from tests.laws.naive import (
    ZERO,
    Amounts,
    Naive,
    Paper,
    Row,
    added,
    day_of,
    milliseconds,
    minus,
    of,
)

DAYS = (date(2025, 9, 30), date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31))
"""In a year, at its end, on the first day of the next, and at the end of that."""
EARLY, LATE = date(2000, 1, 1), date(2027, 12, 31)
"""Before and after everything."""
TODAY = date(2026, 9, 14)
"""No rate is known of any later day."""
EARNING = ("REVENUE", "EXPENSE")
OPEN = ("AUTHORISED", "PAID")
CREDITS = ("CreditNotes", "Prepayments", "Overpayments")
KEYS = {
    "Invoices": "InvoiceID",
    "CreditNotes": "CreditNoteID",
    "Prepayments": "PrepaymentID",
    "Overpayments": "OverpaymentID",
}


def agree(what: str, told: Amounts, naive: Amounts, names: dict[str, str]) -> None:
    """Two ways to the same figures, account by account."""
    differ = [
        f"{names.get(one, one)}: {told.get(one, ZERO)}, but its postings come to "
        f"{naive.get(one, ZERO)}"
        for one in sorted(told.keys() | naive.keys(), key=lambda one: names.get(one, one))
        if told.get(one, ZERO) != naive.get(one, ZERO)
    ]
    assert not differ, f"{what}: " + "; ".join(differ)


def year_start(day: date) -> date:
    return date(day.year - (day.month < 4), 4, 1)


class Look:
    """Books as they are told at one moment."""

    def __init__(self, xero: Xero, journals: Iterable[Record], rates: Rates) -> None:
        self._xero = xero
        self.rates = rates
        self.journals = [*journals]
        self.naive = Naive(self.journals)
        accounts = xero.get("Accounts").records
        self.accounts = {one["AccountID"]: one for one in accounts}
        self.names = {
            one["AccountID"]: f"{one.get('Code', '')} {one['Name']}".strip() for one in accounts
        }
        self.system = {
            one["SystemAccount"]: one["AccountID"] for one in accounts if "SystemAccount" in one
        }

    # --- what is asked ---

    def paper(self, name: str, **query: Any) -> Paper:
        """A report; its rows add up to their sums."""
        reply = self._xero.get(f"Reports/{name}", **query)
        assert reply.status == 200, reply.text
        paper = Paper(reply.json["Reports"][0])
        adds_up(paper, query)
        return paper

    def paid_behind(self, number: int) -> list[Record]:
        """The next journals of the cash basis."""
        return self._xero.get("Journals", offset=number, paymentsOnly="true").records

    def every(self, path: str) -> list[Record]:
        return self._xero.get(path, page=1, pageSize=1000).records

    @cached_property
    def documents(self) -> dict[str, list[Record]]:
        """Invoices and all kinds of credit."""
        return {path: self.every(path) for path in KEYS}

    @cached_property
    def payments(self) -> list[Record]:
        """Those that count."""
        return [one for one in self.every("Payments") if one["Status"] == "AUTHORISED"]

    def class_of(self, account: str) -> str:
        found: str = self.accounts[account]["Class"]
        return found

    def of_class(self, *classes: str) -> list[str]:
        return [one for one in self.accounts if self.class_of(one) in classes]

    def of_type(self, *types: str) -> list[str]:
        return [one for one, known in self.accounts.items() if known["Type"] in types]

    # --- what reports should show ---

    def on(self, day: date, option: str | None = None) -> Amounts:
        """What stands on each account at the end of a day: as posted, and as rates have moved.

        By tracking options nothing is revalued.
        """
        posted = self.naive.on(day, option)
        if option is not None:
            return posted
        known = self._shown.get(day)
        if known is None:
            gains = [
                revalued(self.naive, abroad, rate_on(self.rates[currency], min(day, TODAY)), day)
                for currency, abroad in self.abroad.items()
            ]
            known = self._shown[day] = added(posted, *gains)
        return known

    @cached_property
    def _shown(self) -> dict[date, Amounts]:
        return {}

    @cached_property
    def abroad(self) -> dict[str, Abroad]:
        """By currency, where its rates are known."""
        money = self.every("BankTransactions") if self.rates else []
        return {
            currency: Abroad(self.documents, self.payments, money, self.accounts, currency)
            for currency in self.rates
        }

    def between(self, first: date, last: date, option: str | None = None) -> Amounts:
        """What moved from one day to another, both included."""
        return minus(self.on(last, option), self.on(before(first), option))

    def earned(self, first: date, last: date, option: str | None = None) -> Decimal:
        return -of(self.of_class(*EARNING), self.between(first, last, option))

    def options(self) -> dict[str, dict[str, str]]:
        """The options of each tracking category, by their ids."""
        return {
            one["TrackingCategoryID"]: {
                option["TrackingOptionID"]: option["Name"] for option in one["Options"]
            }
            for one in self._xero.get("TrackingCategories").records
        }


def adds_up(paper: Paper, asked: Any) -> None:
    """P33: where rows have a sum below them, that is what they come to, column by column."""
    for section in paper.sections:
        if len(section) < 2 or not section[-1].label.startswith("Total"):
            continue
        *rows, last = section
        for place, sum_told in enumerate(last.values):
            if sum_told:
                found = sum((_figure(row, place) for row in rows), ZERO)
                told = f"{paper.title} {asked}, {last.label}, {paper.columns[place]}"
                assert found == Decimal(sum_told), f"{told}: {sum_told}, its rows: {found}"


def _figure(row: Row, place: int) -> Decimal:
    return Decimal(row.values[place] or "0")


# --- journals -------------------------------------------------------------------------------------


def journals_balance(look: Look) -> None:
    """P01, P02: a journal sums to nothing, and on each line net and tax make the gross."""
    for one in look.journals:
        lines = one["JournalLines"]
        assert sum(line["NetAmount"] for line in lines) == 0, f"does not balance: {one}"
        for line in lines:
            net, tax = line["NetAmount"], line["TaxAmount"]
            assert line["GrossAmount"] == net + tax, f"gross is not net and tax: {line} of {one}"
            assert net * tax >= 0, f"net and tax on different sides: {line} of {one}"


def tax_is_posted(look: Look) -> None:
    """P03: the tax of the lines of a journal stands on the account for it."""
    gst = look.system["GST"]
    for one in look.journals:
        lines = one["JournalLines"]
        tax = sum(line["TaxAmount"] for line in lines)
        posted = sum(line["NetAmount"] for line in lines if line["AccountID"] == gst)
        assert tax == posted, f"tax {tax}, posted as tax {posted}: {one}"


def journals_are_numbered(look: Look) -> None:
    """P04: 1, 2, 3 … in the order in which they were made."""
    numbers = [one["JournalNumber"] for one in look.journals]
    assert numbers == [*range(1, len(numbers) + 1)]
    made = [milliseconds(one["CreatedDateUTC"]) for one in look.journals]
    assert made == sorted(made)


def portions_follow_each_other(look: Look) -> None:
    """P05: wherever one starts to read, what follows is what has larger numbers."""
    count = len(look.journals)
    for offset in {0, 1, count // 2, max(count - 1, 0), count}:
        found = look._xero.get("Journals", offset=offset).records
        assert found == look.journals[offset:][:100], f"offset {offset} of {count}"


# --- reports beside journals ----------------------------------------------------------------------


def what_is_paid_balances(look: Look) -> None:
    """P01, P03, P25 by payments only; money is the same, and nobody owes but what is overpaid."""
    paid: list[Record] = []
    while found := look.paid_behind(paid[-1]["JournalNumber"] if paid else 0):
        paid += found
    numbers = [one["JournalNumber"] for one in paid]
    assert numbers == sorted({*numbers} & {one["JournalNumber"] for one in look.journals})
    by_payments = copy(look)
    by_payments.journals = paid
    journals_balance(by_payments)
    tax_is_posted(by_payments)
    here, there = Naive(paid).on(LATE), look.naive.on(LATE)
    for bank in look.of_type("BANK"):
        assert here.get(bank, ZERO) == there.get(bank, ZERO), f"{look.names[bank]}: what is paid"
    if not look.documents["Overpayments"]:
        owed = [here.get(look.system[name], ZERO) for name in ("DEBTORS", "CREDITORS")]
        assert owed == [0, 0], f"what is paid is still owed: {owed}"
    total = look.paper("TrialBalance", date=LATE, paymentsOnly="true").labelled("Total")
    assert total[2] == total[3], f"what is paid: debits {total[2]}, credits {total[3]}"


def trial_balance_follows(look: Look) -> None:
    """P25, P26: debits equal credits, and every account says what was posted to it."""
    for day in (*DAYS, LATE):
        paper = look.paper("TrialBalance", date=day)
        what, total = f"TrialBalance {day}", paper.labelled("Total")
        assert total[0] == total[1], f"{what}: debits {total[0]}, credits {total[1]}"
        assert total[2] == total[3], f"{what}: debits {total[2]}, credits {total[3]}, of the year"
        sums = [sum(row.amounts[at] for row in paper.rows if row.account) for at in range(4)]
        assert sums == total, f"{what}: rows {sums}, total {total}"
        columns = [paper.column(place) for place in range(4)]
        month = minus(columns[0], columns[1])
        agree(f"{what}, month", month, look.between(day.replace(day=1), day), look.names)
        agree(f"{what}, year", minus(columns[2], columns[3]), _of_the_year(look, day), look.names)


def _of_the_year(look: Look, day: date) -> Amounts:
    """Accounts of profit and loss begin anew each year; what they came to is retained."""
    start, standing = year_start(day), look.on(day)
    moved = look.between(start, day)
    found = {
        one: moved.get(one, ZERO) if look.class_of(one) in EARNING else standing.get(one, ZERO)
        for one in look.accounts
    }
    found[look.system["RETAINEDEARNINGS"]] -= look.earned(EARLY, before(start))
    return found


def before(day: date) -> date:
    return day - timedelta(days=1)


def balance_sheet_balances(look: Look) -> None:
    """P27, P28, P34: what is owned less what is owed is what was put in and earned."""
    for day in (DAYS[1], DAYS[3]):
        paper = look.paper("BalanceSheet", date=day, periods=1, timeframe="YEAR")
        for place, on in enumerate((day, day.replace(year=day.year - 1))):
            _balances(look, paper, place, on)


def _balances(look: Look, paper: Paper, place: int, day: date) -> None:
    what, start = f"BalanceSheet {day}", year_start(day)
    labels = ("Total Assets", "Total Liabilities", "Net Assets", "Total Equity")
    assets, liabilities, net, equity = (paper.labelled(label)[place] for label in labels)
    assert assets - liabilities == net, f"{what}: {assets} - {liabilities} is not {net}"
    assert net == equity, f"{what}: net assets {net}, equity {equity}"
    standing, told = look.on(day), paper.column(place)
    retained = look.system["RETAINEDEARNINGS"]
    expected = {one: standing.get(one, ZERO) for one in look.of_class("ASSET")}
    expected |= {one: -standing.get(one, ZERO) for one in look.of_class("LIABILITY", "EQUITY")}
    expected[retained] += look.earned(EARLY, before(start))
    expected["abababab-abab-abab-abab-abababababab"] = look.earned(start, day)
    agree(what, told, expected, look.names)


def profit_and_loss_ties(look: Look) -> None:
    """P29, P30: profit is what was posted to its accounts; neighbouring periods add up."""
    for start in (date(2025, 4, 1), date(2026, 4, 1)):
        end = before(start.replace(year=start.year + 1))
        cut = start.replace(month=10)
        spans = [(start, before(cut)), (cut, end), (start, end)]
        papers = [look.paper("ProfitAndLoss", fromDate=first, toDate=last) for first, last in spans]
        profits = [paper.labelled("Net Profit")[0] for paper in papers]
        for (first, last), paper, profit in zip(spans, papers, profits, strict=True):
            _earned(look, paper, profit, first, last)
        assert profits[0] + profits[1] == profits[2], f"profit of {spans}: {profits}"


def _earned(look: Look, paper: Paper, profit: Decimal, first: date, last: date) -> None:
    what = f"ProfitAndLoss {first} to {last}"
    moved = look.between(first, last)
    gains = [look.system[one] for one in look.system if one.endswith("CURRENCYGAIN")]
    expected = {one: -moved.get(one, ZERO) for one in look.of_class("REVENUE")}
    expected |= {one: moved.get(one, ZERO) for one in look.of_class("EXPENSE")}
    expected["FXGROUPID"] = sum((expected.pop(one) for one in gains), ZERO)
    agree(what, paper.column(), expected, look.names)
    earned = look.earned(first, last)
    assert profit == earned, f"{what}: net profit {profit}, but {earned} was posted"


def tracking_adds_up(look: Look) -> None:
    """By tracking option, reports say what was filed under it, and together what there is."""
    first, last = date(2026, 4, 1), date(2027, 3, 31)
    for category, options in look.options().items():
        paper = look.paper(
            "ProfitAndLoss", fromDate=first, toDate=last, trackingCategoryID=category
        )
        *filed, rest, total = paper.labelled("Net Profit")
        named = sorted(options.items(), key=lambda one: one[1].casefold())
        for (option, name), profit in zip(named, filed, strict=True):
            earned = look.earned(first, last, option)
            assert profit == earned, f"profit of {name}: {profit}, but {earned} was posted"
        told = f"profit by {options}: {filed} and {rest} unassigned, in all {total}"
        assert sum(filed) + rest == total == look.earned(first, last), told
        for option, name in named:
            sheet = look.paper("BalanceSheet", date=last, trackingOptionID1=option)
            standing = look.on(last, option)
            shown = sheet.column()
            assets = {one: standing.get(one, ZERO) for one in look.of_class("ASSET")}
            owned = {one: shown.get(one, ZERO) for one in look.of_class("ASSET")}
            agree(f"BalanceSheet {last} of {name}", owned, assets, look.names)


def banks_close_at_their_balance(look: Look) -> None:
    """P22: from the opening balance, what came and went leads to the balance of the account."""
    banks = look.of_type("BANK")
    spans = [*pairwise((date(2025, 4, 1), date(2026, 4, 1), date(2027, 4, 1)))]
    for first, following in spans:
        last = before(following)
        paper = look.paper("BankSummary", fromDate=first, toDate=last)
        what = f"BankSummary {first} to {last}"
        for place, day in ((0, before(first)), (-1, last)):
            standing = look.on(day)
            expected = {one: standing.get(one, ZERO) for one in banks}
            agree(f"{what}, balance of {day}", paper.column(place), expected, look.names)
        for row in paper.rows:
            opening, received, spent, *gained, closing = row.amounts
            told = f"{what}, {row.label}: {row.amounts} do not lead to {closing}"
            assert opening + received - spent + sum(gained) == closing, told


def executive_summary_agrees(look: Look) -> None:
    """P31: it says what the other reports say."""
    for day in (DAYS[1], DAYS[3]):
        paper = look.paper("ExecutiveSummary", date=day)
        standing, month = look.on(day), look.between(day.replace(day=1), day)
        income = -of(look.of_type("REVENUE", "SALES"), month)
        expected = {
            "Debtors": standing.get(look.system["DEBTORS"], ZERO),
            "Creditors": -standing.get(look.system["CREDITORS"], ZERO),
            "Net assets": of(look.of_class("ASSET", "LIABILITY"), standing),
            "Closing bank balance": of(look.of_type("BANK"), standing),
            "Income": income,
            "Profit (loss)": look.earned(day.replace(day=1), day),
        }
        told = {label: Decimal(_cell(paper, label)) for label in expected}
        agree(f"ExecutiveSummary {day}", told, expected, {})


def _cell(paper: Paper, label: str) -> str:
    return next(row.values[0] for row in paper.rows if row.label == label)


# --- documents beside control accounts ------------------------------------------------------------


def settlements_agree(look: Look) -> None:
    """P15 to P18: what is left of a document is what was neither paid, credited nor refunded."""
    paid = _paid(look.payments)
    credited, spent = _allocated(look)
    for one in look.documents["Invoices"]:
        key, what = one["InvoiceID"], f"{one['Type']} {one['InvoiceNumber']} {one['Status']}"
        settled = (one["AmountPaid"], one["AmountCredited"])
        found = (paid.get(key, ZERO), credited.get(key, ZERO))
        assert settled == found, f"{what}: paid, credited {settled}, by its settlements {found}"
        live = one["Status"] not in ("VOIDED", "DELETED")
        due = one["Total"] - sum(found) if live else ZERO
        assert 0 <= one["AmountDue"] == due, f"{what}: due {one['AmountDue']}, but {due} is left"
        assert (one["Status"] == "PAID") == ("FullyPaidOnDate" in one), what
        assert one["Status"] != "PAID" or due == 0, what
    for path in CREDITS:
        for one in look.documents[path]:
            key, what = one[KEYS[path]], f"{one['Type']} {one['Status']}"
            live = one["Status"] not in ("VOIDED", "DELETED")
            used = paid.get(key, ZERO) + spent.get(key, ZERO)
            left = one["Total"] - used if live else ZERO
            told = f"{what}: remaining {one['RemainingCredit']}, but {left} is left"
            assert 0 <= one["RemainingCredit"] == left, told


def _paid(payments: Iterable[Record]) -> Amounts:
    """By what they pay or refund."""
    found: Amounts = {}
    for one in payments:
        key = document_of(one)
        found[key] = found.get(key, ZERO) + one["Amount"]
    return found


def _allocated(look: Look) -> tuple[Amounts, Amounts]:
    """What was credited to each invoice, and allocated of each credit."""
    credited: Amounts = {}
    spent: Amounts = {}
    for path in CREDITS:
        for credit in look.documents[path]:
            for one in credit["Allocations"]:
                invoice, key = one["Invoice"]["InvoiceID"], credit[KEYS[path]]
                credited[invoice] = credited.get(invoice, ZERO) + one["Amount"]
                spent[key] = spent.get(key, ZERO) + one["Amount"]
    return credited, spent


def control_accounts_are_what_is_owed(look: Look) -> None:
    """P19, P20: what was posted is what documents have left, at their own rates."""
    for account, kind, sign in (("DEBTORS", "ACCREC", 1), ("CREDITORS", "ACCPAY", -1)):
        posted = sign * look.naive.on(LATE).get(look.system[account], ZERO)
        owed = sum(
            (
                in_base(one["AmountDue"], one["CurrencyRate"])
                for one in look.documents["Invoices"]
                if one["Type"] == kind and one["Status"] == "AUTHORISED"
            ),
            ZERO,
        )
        kept = sum(
            (in_base(one["RemainingCredit"], one["CurrencyRate"]) for one in _credits(look, kind)),
            ZERO,
        )
        told = f"{account}: posted {posted}, documents {owed} less credits {kept}"
        assert posted == owed - kept, told


def _credits(look: Look, kind: str) -> list[Record]:
    """Credit notes and overpayments that were approved."""
    types = {"ACCREC": ("ACCRECCREDIT", "RECEIVE-OVERPAYMENT"),
             "ACCPAY": ("ACCPAYCREDIT", "SPEND-OVERPAYMENT")}  # fmt: skip
    return [
        one
        for path in ("CreditNotes", "Overpayments")
        for one in look.documents[path]
        if one["Type"] in types[kind] and one["Status"] in OPEN
    ]


def aged_reports_are_control_accounts(look: Look) -> None:
    """P32: over all contacts, and less the credits that are left; at home on any day."""
    contacts = look.every("Contacts")
    foreign = any(one["CurrencyRate"] != 1 for path in KEYS for one in look.documents[path])
    for account, kind, report, sign in (
        ("DEBTORS", "ACCREC", "AgedReceivablesByContact", 1),
        ("CREDITORS", "ACCPAY", "AgedPayablesByContact", -1),
    ):
        for day in (LATE,) if foreign else (DAYS[1], LATE):
            shown = sign * look.on(day).get(look.system[account], ZERO)
            papers = [look.paper(report, contactID=one["ContactID"], date=day) for one in contacts]
            aged = sum((one.labelled("Total")[-1] for one in papers), ZERO)
            kept = sum((_left_on(look, one, day) for one in _credits(look, kind)), ZERO)
            told = f"{report} {day}: {aged} less credits of {kept}, but {account} is {shown}"
            assert aged - kept == shown, told


def _left_on(look: Look, credit: Record, day: date) -> Decimal:
    """What was left of a credit at the end of a day, at the rate of that day or its own."""
    if day_of(credit["Date"]) > day:
        return ZERO
    key = next(credit[one] for one in KEYS.values() if one in credit)
    used = [one for one in credit["Allocations"] if day_of(one["Date"]) <= day]
    used += [one for one in look.payments if document_of(one) == key and day_of(one["Date"]) <= day]
    left = credit["Total"] - sum(one["Amount"] for one in used)
    rates = look.rates.get(credit["CurrencyCode"], {})
    return in_base(left, rate_on(rates, min(day, TODAY)) or credit["CurrencyRate"])


def unpaid_claims_are_owed(look: Look) -> None:
    """P21: by the claims."""
    posted = -look.naive.on(LATE).get(look.system["UNPAIDEXPCLM"], ZERO)
    claims = [one for one in look.every("ExpenseClaims") if one["Status"] == "AUTHORISED"]
    owed = sum((one["AmountDue"] for one in claims), ZERO)
    assert posted == owed, f"Unpaid Expense Claims: posted {posted}, claims {owed}"


def cash_basis_balances(look: Look) -> None:
    """Where only payments count, everything adds up too, and banks hold what they hold."""
    for day in (DAYS[1], DAYS[3]):
        query = {"date": day, "paymentsOnly": "true"}
        total = look.paper("TrialBalance", **query).labelled("Total")
        assert total[0] == total[1], f"TrialBalance {query}: {total}"
        assert total[2] == total[3], f"TrialBalance {query}: {total}"
        sheet = look.paper("BalanceSheet", **query)
        labels = ("Total Assets", "Total Liabilities", "Net Assets", "Total Equity")
        assets, liabilities, net, equity = (sheet.labelled(label)[0] for label in labels)
        told = f"BalanceSheet {query}: {assets} - {liabilities}, net {net}, equity {equity}"
        assert assets - liabilities == net == equity, told
        shown, standing = sheet.column(), look.on(day)
        banks = look.of_type("BANK")
        held = {one: shown.get(one, ZERO) for one in banks}
        agree(
            f"BalanceSheet {query}", held, {one: standing.get(one, ZERO) for one in banks},
            look.names,
        )  # fmt: skip


def nothing_is_left_between_options(look: Look) -> None:
    """P10: what goes from some tracking options to others leaves nothing behind."""
    account = look.system["TRACKINGTRANSFERS"]
    for day in look.naive.days:
        left = look.naive.on(day).get(account, ZERO)
        assert left == 0, f"Tracking Transfers: {left} at {day}"


def stock_is_on_its_account(look: Look) -> None:
    """P35: what tracked items have cost stands on the account for them."""
    for one in look.every("Items"):
        if one["IsTrackedAsInventory"]:
            told = f"{one['Code']}: {one['QuantityOnHand']} on hand for {one['TotalCostPool']}"
            assert one["QuantityOnHand"] >= 0, told
            assert one["QuantityOnHand"] or not one["TotalCostPool"], told
    pool = sum(
        (one["TotalCostPool"] for one in look.every("Items") if one["IsTrackedAsInventory"]), ZERO
    )
    posted = of(look.of_type("INVENTORY"), look.on(LATE))
    assert pool == posted, f"Inventory: posted {posted}, items have cost {pool}"


# --- the ledger itself ----------------------------------------------------------------------------


def balances_are_sums(look: Look) -> None:
    """What is kept up to date entry by entry is what all entries add up to, by tracking, too."""
    books = next(iter(look._xero.mock.world.organisations.values()))
    ledger = books.ledger
    scopes = [
        Scope(((category, option),))
        for category, options in look.options().items()
        for option in (*options, None)
    ]
    for day in (*DAYS, LATE):
        for scope in (Scope(), *scopes):
            sums: Amounts = dict.fromkeys(look.accounts, ZERO)
            for posted in ledger.entries:
                for one in posted.entry.postings if posted.entry.day <= day else ():
                    filed = dict(one.filing)
                    if all(filed.get(way) == option for way, option in scope.tracking):
                        sums[one.account_id] += posted.sign * one.net
            kept = {one: ledger.balance(one, day, scope) for one in look.accounts}
            agree(f"the ledger on {day}, {scope.tracking}", kept, sums, look.names)


LAWS = (
    journals_balance,
    tax_is_posted,
    journals_are_numbered,
    portions_follow_each_other,
    what_is_paid_balances,
    trial_balance_follows,
    balance_sheet_balances,
    profit_and_loss_ties,
    tracking_adds_up,
    banks_close_at_their_balance,
    executive_summary_agrees,
    settlements_agree,
    control_accounts_are_what_is_owed,
    aged_reports_are_control_accounts,
    nothing_is_left_between_options,
    stock_is_on_its_account,
    unpaid_claims_are_owed,
    cash_basis_balances,
    balances_are_sums,
)


def hold(look: Look) -> None:
    """All of them."""
    for law in LAWS:
        law(look)


def nothing_is_left(look: Look) -> None:
    """P07: once everything is taken back, every account is where it was, on every day.

    What goods have cost is where it was in the end: on the way, their price depends on which of
    them were taken back first.
    """
    journals_balance(look)
    agree("taken back", look.naive.on(LATE), {}, look.names)
    goods = {*look.of_type("INVENTORY", "DIRECTCOSTS")}
    for day in look.naive.days:
        standing = look.naive.on(day)
        left = {one: standing[one] for one in standing.keys() - goods}
        agree(f"taken back, on {day}", left, {}, look.names)
    for basis in ("false", "true"):
        paper = look.paper("TrialBalance", date=LATE, paymentsOnly=basis)
        rows = [row.label for row in paper.rows if row.account]
        assert not rows, f"taken back, the trial balance (paymentsOnly={basis}) still has {rows}"
