"""Documents of a real organisation, worked out from its journals, post the same journals here.

They are those of Demo Company (AU) in November 2020. A journal tells all that was on a document:
its lines, net and tax, where they are coded and filed, and which day it was.
"""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.books import journals, latest
from tests.api.client import Xero

RECORDED = Path(__file__).parents[3] / "shared" / "xero" / "recorded"
PAGES = sorted(RECORDED.glob("au-demo-get-journals-page-*.json"))
LATER = datetime(2020, 11, 30, 3)
DOCUMENTS = {
    "ACCREC": ("Invoices", -1),
    "ACCPAY": ("Invoices", 1),
    "ACCRECCREDIT": ("CreditNotes", 1),
    "ACCPAYCREDIT": ("CreditNotes", -1),
    "CASHPAID": ("BankTransactions", 1),
    "CASHREC": ("BankTransactions", -1),
    "EXPCLAIM": ("ExpenseClaims", 1),
    "MANJOURNAL": ("ManualJournals", 1),
}
"""What was posted, and whether its lines are debits."""
PAYMENTS = {"ACCRECPAYMENT": "ACCREC", "ACCPAYPAYMENT": "ACCPAY"}
BANKS = ("090", "091")

pytestmark = pytest.mark.skipif(not PAGES, reason="the recordings are not at hand")


# --- what the recordings say ----------------------------------------------------------------------


def recorded():
    """Every journal, in the order of their numbers."""
    found = [
        one
        for page in PAGES
        for one in json.loads(page.read_text("utf-8"), parse_float=Decimal)["Journals"]
    ]
    return sorted(found, key=lambda one: one["JournalNumber"])


def told(journal):
    """The lines of a journal, however they stand: code, filed under, amounts, tax.

    Number 397 alone has no GrossAmount on the lines of Xero's own.
    """
    return Counter(
        (
            one.get("AccountCode"),
            filed(one),
            one["NetAmount"],
            one["TaxAmount"],
            one["GrossAmount"] or one["NetAmount"] + one["TaxAmount"],
            one.get("TaxType"),
        )
        for one in journal["JournalLines"]
    )


def filed(line):
    return tuple(sorted((one["Name"], one["Option"]) for one in line["TrackingCategories"]))


def day(journal):
    (moment,) = re.findall(r"-?\d+", journal["JournalDate"])
    return datetime.fromtimestamp(int(moment) / 1000, UTC).date().isoformat()


def coded(journal):
    """The lines that somebody wrote."""
    return [one for one in journal["JournalLines"] if "TaxType" in one]


def stands(journal):
    """Whether it posts a document (and does not take one back, or set credit against it)."""
    source = journal.get("SourceType")
    if source not in DOCUMENTS or not coded(journal) or journal["JournalNumber"] in _UNCODED:
        return False
    sign = DOCUMENTS[source][1]
    return source == "MANJOURNAL" or sum(sign * one["GrossAmount"] for one in coded(journal)) > 0


_UNCODED = {
    one["JournalNumber"]
    for one in (recorded() if PAGES else ())
    if any("AccountCode" not in line for line in one["JournalLines"])
}
"""Those on a bank account without a code, which nobody knows more of."""


# --- making it again ------------------------------------------------------------------------------


class Maker:
    """Makes the documents that journals tell of."""

    def __init__(self, xero):
        self.xero = xero
        self.user = {"UserID": xero.get("Users").records[0]["UserID"]}
        self.owing = []
        """(kind, what is owed by tracking, id) of each invoice and bill."""

    def make(self, journal):
        """A document whose journal should be this one."""
        source = journal["SourceType"]
        plural, sign = DOCUMENTS[source]
        sent = {"Date": day(journal), "LineAmountTypes": "Exclusive", "Status": "AUTHORISED"}
        sent["LineItems"] = [line_of(one, sign) for one in coded(journal)]
        if source == "EXPCLAIM":
            self._claim(sent)
            return
        sent["Contact"] = {"Name": "Somebody"}
        sent["Reference"] = journal.get("Reference", "")
        if source == "MANJOURNAL":
            sent = manual(sent, journal)
        elif source.startswith("CASH"):
            sent |= spent(journal, source)
        else:
            sent |= {"Type": source, "DueDate": sent["Date"]}
        made = self.xero.put(plural, {plural: [sent]}).record
        if plural == "Invoices":
            owed = Counter(told_of_control(journal))
            self.owing.append((source, owed, made["InvoiceID"]))

    def pay(self, journal):
        """Pay a document that owes just this, by tracking options; whether there is one."""
        kind, owed = PAYMENTS[journal["SourceType"]], told_of_control(journal)
        for place, (source, standing, key) in enumerate(self.owing):
            if source == kind and standing == Counter({f: -a for f, a in owed.items()}):
                del self.owing[place]
                (bank,) = {one["AccountCode"] for one in banks(journal)}
                amount = abs(sum(owed.values()))
                sent = {"Invoice": {"InvoiceID": key}, "Account": {"Code": bank}, "Amount": amount}
                sent |= {"Date": day(journal), "Reference": journal["Reference"]}
                return self.xero.put("Payments", sent).status == 200
        return False

    def _claim(self, sent):
        del sent["Status"]
        sent |= {"User": self.user, "Contact": {"Name": "Somebody"}}
        key = {"ReceiptID": self.xero.put("Receipts", sent).record["ReceiptID"]}
        claim = self.xero.put("ExpenseClaims", {"User": self.user, "Receipts": [key]}).record
        path = f"ExpenseClaims/{claim['ExpenseClaimID']}"
        assert self.xero.post(path, {"Status": "AUTHORISED"}).status == 200


def line_of(line, sign):
    tracking = [{"Name": name, "Option": option} for name, option in filed(line)]
    return {
        "Description": line.get("Description") or "Something",
        "Quantity": 1,
        "UnitAmount": sign * line["NetAmount"],
        "TaxAmount": sign * line["TaxAmount"],
        "TaxType": line["TaxType"],
        "AccountCode": line["AccountCode"],
        "Tracking": tracking,
    }


def spent(journal, source):
    (bank,) = {one["AccountCode"] for one in banks(journal)}
    kind = "SPEND" if source == "CASHPAID" else "RECEIVE"
    return {"Type": kind, "BankAccount": {"Code": bank}}


def manual(sent, journal):
    lines = [
        {name: one for name, one in line.items() if name not in ("Quantity", "UnitAmount")}
        | {"LineAmount": line["UnitAmount"]}
        for line in sent["LineItems"]
    ]
    kept = {name: sent[name] for name in ("Date", "LineAmountTypes")}
    return kept | {"Narration": journal["Reference"], "JournalLines": lines, "Status": "POSTED"}


def banks(journal):
    return [one for one in journal["JournalLines"] if one["AccountCode"] in BANKS]


def told_of_control(journal):
    """What is owed or no longer owed, by tracking options."""
    owed: Counter[tuple[tuple[str, str], ...]] = Counter()
    for one in journal["JournalLines"]:
        if one["AccountCode"] in ("610", "800"):
            owed[filed(one)] += one["NetAmount"]
    return owed


@pytest.fixture
def maker(open_mock):
    """The Australian company without its books, and with the tracking that it had."""
    xero = Xero(open_mock(FrozenClock(LATER), "au:empty"))
    category = xero.put("TrackingCategories", {"Name": "Expense line"}).record
    path = f"TrackingCategories/{category['TrackingCategoryID']}/Options"
    for name in ("Manufacturing", "RnD", "Support"):
        assert xero.put(path, {"Name": name}).status == 200
    return Maker(xero)


def test_every_recorded_document_posts_its_recorded_journal(maker):
    """Invoices, bills, credit notes, money spent and received, expense claims, manual journals."""
    different, made = [], 0
    for journal in filter(stands, recorded()):
        before = latest(maker.xero)
        maker.make(journal)
        (ours,) = journals(maker.xero, before)
        made += 1
        if told(ours) != told(journal) or ours["SourceType"] != journal["SourceType"]:
            different.append((journal["JournalNumber"], told(journal) - told(ours), told(ours)))

    assert different == []
    assert made == 102


def test_recorded_payments_post_their_recorded_journals(maker):
    """Of invoices that owe just that: each tracking option has its share, at the bank as well."""
    every = recorded()
    for journal in filter(stands, every):
        if journal["SourceType"] in ("ACCREC", "ACCPAY"):
            maker.make(journal)
    paid = []
    for journal in every:
        if journal.get("SourceType") in PAYMENTS and journal["JournalNumber"] not in _UNCODED:
            before = latest(maker.xero)
            if maker.pay(journal):
                (ours,) = journals(maker.xero, before)
                assert told(ours) == told(journal), journal["JournalNumber"]
                paid.append(journal["JournalNumber"])

    assert len(paid) == 13
