"""Everything that posts, in any order: the books of two years, written through the API."""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock
from tests.api.client import Record, Reply
from tests.laws import papers
from tests.laws.abroad import Rates
from tests.laws.laws import (
    CREDITS,
    KEYS,
    Look,
    hold,
    nothing_is_left,
)
from tests.laws.naive import ZERO, day_of
from tests.laws.papers import CENTS, DAYS, PLACES, SHARES, TRACKING
from tests.laws.twins import Twins

SET_UP: tuple[tuple[str, Record], ...] = (
    ("Contacts", {"Contacts": [{"Name": "Ada"}, {"Name": "Bob"}]}),
    ("Currencies", {"Code": "USD"}),
    ("Accounts", {"Code": "095", "Name": "Dollars", "Type": "BANK", "CurrencyCode": "USD",
                  "BankAccountNumber": "1"}),
    ("TrackingCategories", {"Name": "Region"}),
    ("TrackingCategories", {"Name": "Team"}),
    ("Items", {"Code": "PEN", "InventoryAssetAccountCode": "630",
               "PurchaseDetails": {"COGSAccountCode": "310"},
               "SalesDetails": {"AccountCode": "200"}}),
)  # fmt: skip
NEWS = 40
"""So many journals are worth another look at everything."""
REFUSALS, SETUPS = 3, 2
"""So many in a sequence will do."""
OPTIONS = {"Region": ("North", "South"), "Team": ("Red",)}
FITTING = {
    "ACCREC": ("ACCRECCREDIT", "RECEIVE-PREPAYMENT", "RECEIVE-OVERPAYMENT"),
    "ACCPAY": ("ACCPAYCREDIT", "SPEND-PREPAYMENT", "SPEND-OVERPAYMENT"),
}


def there_are(*paths: str) -> Callable[[Any], Any]:
    """What something is done to has to be there."""
    return precondition(lambda self: all(self.made[one] for one in paths))


class Books(RuleBasedStateMachine):
    """One sequence: things happen, and at the end everything is taken back."""

    mocks: ClassVar[Sequence[Mock]]
    clock: ClassVar[FrozenClock]
    held: ClassVar[int] = 0
    """How many sequences there were in which all laws held."""

    def __init__(self) -> None:
        super().__init__()
        self.twins = Twins(self.mocks, self.clock)
        self.made: Counter[str] = Counter()
        """How often something was made of each kind."""
        for path, sent in SET_UP:
            self.put(path, sent)
        for one in self.twins.every("TrackingCategories"):
            for option in OPTIONS[one["Name"]]:
                self.put(
                    f"TrackingCategories/{one['TrackingCategoryID']}/Options", {"Name": option}
                )
        self.chance = random.Random(0)
        self.rates: Rates = {}
        self.twins.know_rates(self.rates)
        self.looked_at, self.allocated = 0, False
        self.claims_paid: list[str] = []
        """Where each payment of a claim is taken back."""

    # --- what is told, and what there is ---

    def put(self, path: str, sent: Any, **query: Any) -> Reply:
        reply = self.twins.send("PUT", path, sent, **query)
        self.made[path] += reply.status == 200
        return reply

    def post(self, path: str, sent: Any, **query: Any) -> Reply:
        return self.twins.send("POST", path, sent, **query)

    def one_of(self, path: str, place: int, *statuses: str) -> Record | None:
        """One of the records of a list, whole."""
        found = [one for one in self.twins.every(path) if not statuses or one["Status"] in statuses]
        return found[place % len(found)] if found else None

    def open(self, *paths: str) -> list[tuple[str, Record]]:
        """Documents of which something is left to settle."""
        return [
            (path, one)
            for path in paths
            for one in self.twins.every(path)
            if one["Status"] == "AUTHORISED" and _left(one)
        ]

    # --- sales and purchases ---

    @initialize(
        owed=st.lists(papers.documents(("ACCREC", "ACCPAY")), min_size=2, max_size=4),
        credit=st.lists(papers.documents(("ACCRECCREDIT", "ACCPAYCREDIT")), max_size=2),
        money=st.lists(papers.money(), max_size=2),
        paid=st.lists(st.tuples(PLACES, SHARES, DAYS), max_size=2),
        credited=st.lists(papers.credits_given(), max_size=2),
    )
    def begin(
        self,
        owed: list[Record],
        credit: list[Record],
        money: list[Record],
        paid: list[tuple[int, Decimal, date]],
        credited: list[Record],
    ) -> None:
        """With something that things can be done to."""
        for path, sent in (
            ("Invoices", owed),
            ("CreditNotes", credit),
            ("BankTransactions", money),
        ):
            for one in sent:
                self.put(path, one)
        for place, share, day in paid:
            self.settle(place, share, day, "090")
        for one in credited:
            self.credit_what_is_owed(one)

    @rule(sent=papers.documents(("ACCREC",)), fine=st.booleans())
    def sell(self, sent: Record, fine: bool) -> None:
        self.put("Invoices", sent, unitdp=4 if fine else 2)
        self.posts_if(sent["Status"] == "AUTHORISED")

    @rule(sent=papers.documents(("ACCPAY",)))
    def buy(self, sent: Record) -> None:
        self.put("Invoices", sent)
        self.posts_if(sent["Status"] == "AUTHORISED")

    @rule(sent=papers.documents(("ACCRECCREDIT", "ACCPAYCREDIT")))
    def write_a_credit_note(self, sent: Record) -> None:
        self.put("CreditNotes", sent)
        self.posts_if(sent["Status"] == "AUTHORISED")

    def posts_if(self, live: bool) -> None:
        """P08: what is not approved posts nothing."""
        assert live or not self.twins.posted, f"not approved, but posted: {self.twins.posted}"

    @rule(
        path=st.sampled_from(["Invoices", "CreditNotes"]),
        place=PLACES,
        sells=papers.changes("ACCREC"),
        buys=papers.changes("ACCPAY"),
    )
    def change_a_document(self, path: str, place: int, sells: Record, buys: Record) -> None:
        known = self.one_of(path, place, "AUTHORISED", "DRAFT", "SUBMITTED")
        if known is not None:
            sent = sells if papers.sells(known["Type"]) else buys
            self.post(f"{path}/{known[KEYS[path]]}", sent)
            self.posts_if(known["Status"] == "AUTHORISED")

    @rule(
        path=st.sampled_from(["Invoices", "CreditNotes"]),
        place=PLACES,
        account=st.sampled_from([*papers.SOLD, *papers.BOUGHT]),
        tracking=TRACKING,
    )
    def code_a_line_anew(self, path: str, place: int, account: str, tracking: list[Record]) -> None:
        """Which is allowed when it is paid."""
        known = self.one_of(path, place, "AUTHORISED", "PAID")
        if known is not None:
            line = {
                "LineItemID": known["LineItems"][0]["LineItemID"],
                "AccountCode": account,
                "Tracking": tracking,
            }
            self.post(f"{path}/{known[KEYS[path]]}", {"LineItems": [line]})

    @rule(
        path=st.sampled_from(["Invoices", "CreditNotes"]),
        place=PLACES,
        status=st.sampled_from(["AUTHORISED", "SUBMITTED", "VOIDED", "DELETED"]),
    )
    def move_a_document(self, path: str, place: int, status: str) -> None:
        known = self.one_of(path, place)
        if known is not None:
            self.post(f"{path}/{known[KEYS[path]]}", {"Status": status})

    # --- settlements ---

    @rule(place=PLACES, share=SHARES, day=DAYS, account=papers.WAYS, rate=papers.RATES_SENT)
    def pay_or_refund(
        self, place: int, share: Decimal, day: date, account: str, rate: Record
    ) -> None:
        self.settle(place, share, day, account, **rate)

    @rule(place=PLACES, day=DAYS)
    def pay_or_refund_in_full(self, place: int, day: date) -> None:
        self.settle(place, Decimal(1), day, "090")

    @rule(place=PLACES, share=SHARES, day=DAYS)
    def pay_or_refund_a_part(self, place: int, share: Decimal, day: date) -> None:
        self.settle(place, share / 3, day, "091")

    def settle(self, place: int, share: Decimal, day: date, account: str, **rate: str) -> None:
        found = self.open(*KEYS)
        if found:
            path, one = found[place % len(found)]
            self.put("Payments", _payment(path, one, share, day, account) | rate)

    @there_are("Payments")
    @rule(place=PLACES)
    def take_a_payment_back(self, place: int) -> None:
        known = self.one_of("Payments", place, "AUTHORISED")
        if known is not None:
            self.post(f"Payments/{known['PaymentID']}", {"Status": "DELETED"})

    @there_are("Invoices")
    @rule(
        kind=st.sampled_from(["ACCREC", "ACCPAY"]), count=st.integers(1, 3), share=SHARES, day=DAYS
    )
    def pay_a_batch(self, kind: str, count: int, share: Decimal, day: date) -> None:
        owed = [one for _, one in self.open("Invoices") if one["Type"] == kind][:count]
        if owed:
            members = [
                {"Invoice": {"InvoiceID": one["InvoiceID"]}, "Amount": _part(one, share)}
                for one in owed
            ]
            on = max(day, *(day_of(one["Date"]) for one in owed))
            sent = {"Account": {"Code": "090"}, "Date": on, "Payments": members}
            if self.put("BatchPayments", sent).status == 200:
                assert len(self.twins.posted) == len(owed), self.twins.posted

    @there_are("BatchPayments")
    @rule(place=PLACES)
    def take_a_batch_back(self, place: int) -> None:
        known = self.one_of("BatchPayments", place, "AUTHORISED")
        if known is not None:
            self.post(f"BatchPayments/{known['BatchPaymentID']}", {"Status": "DELETED"})

    @rule(given=papers.credits_given())
    def credit_what_is_owed(self, given: Record) -> None:
        """With a credit note, or with money that was paid ahead; some of it is allocated."""
        found = self.open("Invoices")
        if not found:
            return
        _, owed = found[given["place"] % len(found)]
        kind = FITTING[owed["Type"]][given["kind"]]
        home = owed["CurrencyCode"] == "NZD"
        sent = {
            "Type": kind,
            "Contact": {"ContactID": owed["Contact"]["ContactID"]},
            "Date": given["Date"],
            "LineItems": given["SALES" if papers.sells(kind) else "PURCHASES"],
        }
        if given["kind"]:
            bank = {"BankAccount": {"Code": "090" if home else "095"}}
            self.put("BankTransactions", sent | bank)
        else:
            self.put(
                "CreditNotes", sent | {"Status": "AUTHORISED", "CurrencyCode": owed["CurrencyCode"]}
            )
        self.set_off(given["place"], 0, given["share"])

    @rule(place=PLACES, other=PLACES, share=SHARES)
    def allocate(self, place: int, other: int, share: Decimal) -> None:
        self.set_off(place, other, share)

    @rule(place=PLACES, other=PLACES)
    def allocate_all(self, place: int, other: int) -> None:
        self.set_off(place, other, Decimal(1))

    def set_off(self, place: int, other: int, share: Decimal) -> None:
        """P09: it moves no account, unless money that came early leaves the one it stood on, or
        the rates are not the same."""
        pairs = [*self.pairs()]
        if not pairs:
            return
        path, credit, owed = pairs[(place * 31 + other) % len(pairs)]
        amount = min(_part(credit, share), _part(owed, share))
        sent = {"Amount": amount, "Invoice": {"InvoiceID": owed["InvoiceID"]}}
        self.put(f"{path}/{credit[KEYS[path]]}/Allocations", sent)
        self.allocated = True
        if path != "Prepayments" and credit["CurrencyRate"] == owed["CurrencyRate"] == 1:
            self.moves_no_account()

    def moves_no_account(self) -> None:
        moved: dict[str, Decimal] = {}
        for line in (line for one in self.twins.posted for line in one["JournalLines"]):
            known = moved.get(line["AccountName"], ZERO)
            moved[line["AccountName"]] = known + line["NetAmount"]
        assert not any(moved.values()), f"an allocation moves {moved}"

    def pairs(self) -> Iterator[tuple[str, Record, Record]]:
        """Credits, and invoices that they may be set against."""
        owed = [one for _, one in self.open("Invoices")]
        for path, credit in self.open(*CREDITS):
            for one in owed:
                same = one["Contact"]["ContactID"] == credit["Contact"]["ContactID"]
                same &= one["CurrencyCode"] == credit["CurrencyCode"]
                if same and credit["Type"] in FITTING[one["Type"]]:
                    yield path, credit, one

    @precondition(lambda self: self.allocated)
    @rule(place=PLACES)
    def take_an_allocation_back(self, place: int) -> None:
        found = [one for path in CREDITS for one in self.allocations(path)]
        if found:
            self.twins.send("DELETE", found[place % len(found)])

    def allocations(self, path: str) -> Iterator[str]:
        for credit in self.twins.every(path):
            for one in credit["Allocations"]:
                yield f"{path}/{credit[KEYS[path]]}/Allocations/{one['AllocationID']}"

    # --- money ---

    @rule(sent=papers.money())
    def spend_or_receive(self, sent: Record) -> None:
        self.put("BankTransactions", sent)

    @there_are("BankTransactions")
    @rule(place=PLACES, spends=papers.changes("SPEND"), receives=papers.changes("RECEIVE"))
    def change_money(self, place: int, spends: Record, receives: Record) -> None:
        known = self.one_of("BankTransactions", place, "AUTHORISED")
        if known is not None:
            sent = receives if papers.sells(known["Type"]) else spends
            self.post(f"BankTransactions/{known['BankTransactionID']}", sent)

    @there_are("BankTransactions")
    @rule(place=PLACES)
    def take_money_back(self, place: int) -> None:
        known = self.one_of("BankTransactions", place, "AUTHORISED")
        if known is not None:
            path = f"BankTransactions/{known['BankTransactionID']}"
            self.post(path, {"Status": "DELETED"})

    @rule(amount=CENTS, day=DAYS, there=st.booleans(), tracking=TRACKING)
    def transfer(self, amount: str, day: date, there: bool, tracking: list[Record]) -> None:
        source, target = ("090", "091") if there else ("091", "090")
        sent = {
            "FromBankAccount": {"Code": source},
            "ToBankAccount": {"Code": target},
            "Amount": amount,
            "Date": day,
            "FromTracking": tracking,
        }
        self.put("BankTransfers", sent)

    @there_are("BankTransfers")
    @rule(place=PLACES)
    def take_a_transfer_back(self, place: int) -> None:
        known = self.one_of("BankTransfers", place, "AUTHORISED")
        if known is not None:
            self.post(f"BankTransfers/{known['BankTransferID']}", {"Status": "DELETED"})

    # --- expense claims, and what the books begin with ---

    @rule(amount=CENTS, types=papers.TAXED, tracking=TRACKING, approved=st.booleans())
    def claim(self, amount: str, types: str, tracking: list[Record], approved: bool) -> None:
        user = {"UserID": self.twins.get("Users").record["UserID"]}
        line = {"Description": "Lunch", "UnitAmount": amount, "AccountCode": "429"}
        sent = {
            "User": user,
            "Contact": {"Name": "Ada"},
            "LineAmountTypes": types,
            "LineItems": [line | {"Tracking": tracking}],
        }
        receipt = {"ReceiptID": self.put("Receipts", sent).record["ReceiptID"]}
        made = self.put("ExpenseClaims", {"User": user, "Receipts": [receipt]}).record
        self.posts_if(False)
        if approved:
            self.post(f"ExpenseClaims/{made['ExpenseClaimID']}", {"Status": "AUTHORISED"})

    @there_are("ExpenseClaims")
    @rule(place=PLACES, share=SHARES, day=DAYS)
    def pay_a_claim(self, place: int, share: Decimal, day: date) -> None:
        known = self.one_of("ExpenseClaims", place, "AUTHORISED")
        if known is not None:
            path = f"expense-claims/{known['ExpenseClaimID']}/payments"
            sent = {"Amount": str(_part(known, share)), "Date": str(day), "Account": "090"}
            reply = self.twins.control("POST", path, sent)
            if reply.status == 200:
                self.claims_paid += [
                    found
                    for one in reply.json["Payments"]
                    if (found := f"{path}/{one['PaymentID']}") not in self.claims_paid
                ]

    @there_are("ExpenseClaims")
    @rule(place=PLACES, status=st.sampled_from(["AUTHORISED", "VOIDED", "DELETED"]))
    def move_a_claim(self, place: int, status: str) -> None:
        known = self.one_of("ExpenseClaims", place)
        if known is not None:
            self.post(f"ExpenseClaims/{known['ExpenseClaimID']}", {"Status": status})

    @precondition(lambda self: self.made["Setup"] < SETUPS)
    @rule(cash=CENTS, owed=CENTS, month=st.sampled_from([(4, 2025), (2, 2025), (7, 2026)]))
    def convert(self, cash: str, owed: str, month: tuple[int, int]) -> None:
        """Told again, they replace those of before."""
        self.made["Setup"] += 1
        balances = [
            {"AccountCode": "090", "Balance": cash},
            {"AccountCode": "900", "Balance": f"-{owed}"},
            {"AccountCode": "200", "Balance": "-7.77"},
        ]
        date_told = {"Month": month[0], "Year": month[1]}
        sent = {"ConversionDate": date_told, "ConversionBalances": balances}
        assert self.post("Setup", sent).status == 200

    # --- by hand ---

    @rule(sent=papers.journals())
    def write_a_journal(self, sent: Record) -> None:
        self.put("ManualJournals", sent)
        self.posts_if(sent["Status"] == "POSTED")

    @there_are("ManualJournals")
    @rule(place=PLACES, sent=papers.journals())
    def change_a_journal(self, place: int, sent: Record) -> None:
        known = self.one_of("ManualJournals", place, "DRAFT", "POSTED")
        if known is not None:
            self.post(f"ManualJournals/{known['ManualJournalID']}", sent)

    @there_are("ManualJournals")
    @rule(place=PLACES, status=st.sampled_from(["POSTED", "VOIDED", "DELETED"]))
    def move_a_journal(self, place: int, status: str) -> None:
        known = self.one_of("ManualJournals", place, "DRAFT", "POSTED")
        if known is not None:
            self.post(f"ManualJournals/{known['ManualJournalID']}", {"Status": status})

    # --- what posts nothing ---

    @rule(contact=papers.CONTACTS, amount=CENTS, orders=st.booleans())
    def promise(self, contact: Record, amount: str, orders: bool) -> None:
        """P08: neither a quote nor an order is in the books."""
        path, status, account = (
            ("PurchaseOrders", "AUTHORISED", "300") if orders else ("Quotes", "DRAFT", "200")
        )
        lines = [{"Description": "Work", "UnitAmount": amount, "AccountCode": account}]
        (known,) = (one for one in self.twins.every("Contacts") if one["Name"] == contact["Name"])
        who = {"ContactID": known["ContactID"]}
        sent = {"Contact": who, "Date": papers.FIRST, "Status": status, "LineItems": lines}
        assert self.put(path, sent).status == 200
        self.posts_if(False)

    @precondition(lambda self: self.made["refusals"] < REFUSALS)
    @rule(wrong=st.sampled_from(papers.REFUSED))
    def be_refused(self, wrong: tuple[str, Record]) -> None:
        path, sent = wrong
        self.made["refusals"] += 1
        assert self.put(path, sent).status == 400, wrong

    # --- what holds ---

    @precondition(lambda self: len(self.twins.journals) > self.looked_at + NEWS)
    @rule()
    def look(self) -> None:
        """All laws, on the way."""
        self.laws_hold()
        self.looked_at = len(self.twins.journals)

    def laws_hold(self) -> None:
        hold(Look(self.twins.watched, self.twins.journals, self.rates))

    @initialize(told=papers.RATES_TOLD)
    def rates_are_told(self, told: Rates) -> None:
        """Without rates, nothing is revalued."""
        self.rates = told
        self.twins.know_rates(told)

    @initialize(seed=st.integers(0, 1000))
    def will_be_taken_back(self, seed: int) -> None:
        """In an order that is different each time."""
        self.chance = random.Random(seed)

    def teardown(self) -> None:
        """All laws at the end; then everything is taken back, and nothing is left."""
        if sys.exception() is not None:
            return
        self.laws_hold()
        self.take_everything_back()
        nothing_is_left(Look(self.twins.watched, self.twins.journals, self.rates))
        self.twins.keep_the_same_books()
        type(self).held += 1

    def take_everything_back(self) -> None:
        """Whatever can be, in any order; money that came or went ahead is refunded that day."""
        for path in self.claims_paid:
            assert self.twins.control("DELETE", path).status == 200, path
        if self.made["Setup"]:
            self.post("Setup", {"ConversionBalances": [{"AccountCode": "090", "Balance": 0}]})
        while ways := [*self.ways_back()]:
            self.chance.shuffle(ways)
            done = [self.twins.send(*way).status for way in ways]
            assert 200 in done, f"none of these can be taken back: {ways}"
        banks = {
            one.get("PrepaymentID") or one.get("OverpaymentID"): one["BankAccount"]["Code"]
            for one in self.twins.every("BankTransactions")
        }
        for path, one in self.open("Prepayments", "Overpayments"):
            day, bank = day_of(one["Date"]), banks[one[KEYS[path]]]
            back = _payment(path, one, Decimal(1), day, bank)
            assert self.put("Payments", back | {"CurrencyRate": one["CurrencyRate"]}).status == 200

    def ways_back(self) -> Iterator[tuple[str, str, Any]]:
        """A call for each thing that stands."""
        for path, key, ways in UNDOING:
            for one in self.twins.every(path):
                if (status := ways.get(one["Status"])) is not None and _stands_alone(one):
                    yield "POST", f"{path}/{one[key]}", {"Status": status}
        for path in CREDITS:
            for allocation in self.allocations(path):
                yield "DELETE", allocation, None


DRAFTS = {"DRAFT": "DELETED", "SUBMITTED": "DELETED", "AUTHORISED": "VOIDED"}
MADE = {"AUTHORISED": "DELETED"}
UNDOING: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("BatchPayments", "BatchPaymentID", MADE),
    ("Payments", "PaymentID", MADE),
    ("ExpenseClaims", "ExpenseClaimID", {"SUBMITTED": "DELETED", "AUTHORISED": "VOIDED"}),
    ("Invoices", "InvoiceID", DRAFTS),
    ("CreditNotes", "CreditNoteID", DRAFTS),
    ("BankTransactions", "BankTransactionID", MADE),
    ("BankTransfers", "BankTransferID", MADE),
    ("ManualJournals", "ManualJournalID", {"DRAFT": "DELETED", "POSTED": "VOIDED"}),
)
"""How each thing is taken back, by the status in which it is."""


def _stands_alone(one: Record) -> bool:
    """Neither part of a batch or a transfer, nor money ahead, which can only be refunded."""
    kind = one.get("Type", "")
    ahead = "PREPAYMENT" in kind or "OVERPAYMENT" in kind
    return "BatchPayment" not in one and not ahead and "TRANSFER" not in kind


def _left(one: Record) -> Decimal:
    found: Decimal = one["AmountDue"] if "AmountDue" in one else one["RemainingCredit"]
    return found


def _part(one: Record, share: Decimal) -> Decimal:
    """So much of what is left, and a cent at least."""
    return max((_left(one) * share).quantize(Decimal("0.01")), Decimal("0.01"))


def _payment(path: str, one: Record, share: Decimal, day: date, account: str) -> Record:
    """A payment or refund, on the day of the document at the earliest."""
    name = path.removesuffix("s")
    return {
        name: {KEYS[path]: one[KEYS[path]]},
        "Account": {"Code": account},
        "Date": max(day, day_of(one["Date"])),
        "Amount": _part(one, share),
    }
