"""BOOKKEEPING.md: its calls are made, and its figures are those of the mock, one and all."""

import os
import re
import shutil
import sys
from decimal import Decimal
from shlex import quote
from typing import NamedTuple

import pytest

from tests.api.client import Record, Xero
from tests.test_docs import TREE, blocks, ran

SIGNS = str.maketrans(
    {"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/"}
)
PAGE = (TREE / "BOOKKEEPING.md").read_text("utf-8").translate(SIGNS)
BEFORE, LATER = PAGE.split("## Taking something back")
AFTER, BEYOND = LATER.split("## Goods, and another currency")
FIGURE = r"-?\d[\d,]*(?:\.\d+)?"
SUM = re.compile(rf"({FIGURE}(?: [-+*/] {FIGURE})+) = ({FIGURE})")
MONTH = {"fromDate": "2026-05-01", "toDate": "2026-05-31"}
DAY = {"date": "2026-05-31"}

pytestmark = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("curl")), reason="needs bash, curl"
)


# --- what the page says ---------------------------------------------------------------------------


class Table(NamedTuple):
    """A table of the page: its corner, its other headings, and its rows."""

    name: str
    rows: list[list[str]]


def tables(page):
    """All of them, in order."""
    found = re.findall(r"^\|(.+)\|\n\| ?---.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    return [
        Table(heading.split("|")[0].strip(), [cells(row) for row in body.splitlines()])
        for heading, body in found
    ]


def cells(row):
    return [cell.strip(" *") for cell in row.strip("|").split("|")]


def table(name):
    (found,) = (one for one in tables(PAGE) if one.name == name)
    return found


def amount(text):
    """A figure as it is printed; an empty cell is nothing."""
    return Decimal(text.replace(",", "") or 0)


def terms(text):
    """What is added up, with signs: ``10.00 - 3.00`` are 10.00 and -3.00."""
    return [amount(one.replace("- ", "-")) for one in re.findall(rf"(?:- )?{FIGURE}", text)]


def worked_out(text):
    """What a line of sums and products comes to, from left to right."""
    first, *rest = re.findall(rf"(?:[-+*/] )?{FIGURE}", text)
    total = amount(first)
    for one in rest:
        sign, figure = one.split(" ")
        by = amount(figure)
        total = {"+": total + by, "-": total - by, "*": total * by, "/": total / by}[sign]
    return total


JOURNALS = {
    int(one.name.split()[1].rstrip(",")): one for one in tables(PAGE) if "Journal " in one.name
}


# --- what the mock says ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(serve):
    return serve(fixtures=["empty"])


@pytest.fixture(scope="module")
def make_calls(server):
    """Pastes snippets into a shell, behind the first one, which signs in."""
    bare = {name: value for name, value in os.environ.items() if "XERO_" not in name}

    def made(snippets):
        script = "".join([blocks(PAGE, "bash")[0], *snippets])
        script = script.replace(".venv/bin/mockxero", f"{quote(sys.executable)} -m mockxero")
        how = {"env": bare | {"MOCKXERO_URL": server.url}, "cwd": TREE}
        return ran(["bash", "-euo", "pipefail", "-c", script], **how)

    return made


class Ten(NamedTuple):
    """What stands in the books after the ten calls."""

    posted: list[Record]
    reports: dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def xero(server):
    return Xero(server.mock)


@pytest.fixture(scope="module")
def ten(xero, make_calls):
    """Read before anything else is done."""
    assert '"ErrorNumber"' not in make_calls(blocks(BEFORE, "bash")[1:])
    contacts = xero.get("Contacts").records
    kea = next(one["ContactID"] for one in contacts if one["Name"] == "Café Kea")
    reports = {
        "TrialBalance": DAY,
        "ProfitAndLoss": MONTH,
        "BalanceSheet": DAY,
        "BankSummary": MONTH,
        "AgedReceivablesByContact": {"contactId": kea, **DAY},
    }
    shown = {name: report(xero, name, **query) for name, query in reports.items()}
    return Ten(xero.get("Journals").records, shown)


@pytest.fixture(scope="module")
def taken_back(ten, xero, make_calls):
    """What the invoice and the bank account come to once its payment is deleted."""
    make_calls(blocks(AFTER, "bash"))
    owed = xero.get("Invoices/INV-1").record
    return owed["AmountDue"], report(xero, "BankSummary", **MONTH)["Business Bank Account"][-1]


@pytest.fixture(scope="module")
def gone_on(taken_back, xero, make_calls):
    """After the last snippet, too."""
    assert '"ErrorNumber"' not in make_calls(blocks(BEYOND, "bash"))
    return xero


def entries(journal):
    """Its lines, as the page writes them."""
    return [
        [f"{one['AccountCode']} {one['AccountName']}", *debit_credit(one["NetAmount"])]
        for one in journal["JournalLines"]
    ]


def debit_credit(net):
    return [f"{net:,}", ""] if net >= 0 else ["", f"{-net:,}"]


def report(xero, name, **query):
    """Its rows that have an account or a sum, by their first cell."""
    (found,) = xero.get(f"Reports/{name}", **query).json["Reports"]
    rows = [row for section in found["Rows"] for row in section.get("Rows", ())]
    shown = [[cell["Value"] for cell in row["Cells"]] for row in rows]
    return {first: others for first, *others in shown}


def on_account(journals, code):
    return [
        one["NetAmount"]
        for journal in journals
        for one in journal["JournalLines"]
        if one["AccountCode"] == code
    ]


# --- whether it is the same -----------------------------------------------------------------------


def test_there_are_ten_calls_and_a_journal_of_each(ten):
    headings = re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)

    assert [*map(int, headings)] == [*range(1, 11)]
    assert [one["JournalNumber"] for one in ten.posted] == [*range(1, 11)]
    assert [*JOURNALS] == [*range(1, 16)]


@pytest.mark.parametrize("number", JOURNALS)
def test_a_journal_is_as_its_table(ten, gone_on, number):
    """Those of the ten calls as they stood then, which is how they stand still."""
    journals = gone_on.get("Journals").records
    journal, told = journals[number - 1], JOURNALS[number]

    assert len(journals) == len(JOURNALS)
    assert journals[:10] == ten.posted
    assert told.name == f"Journal {number}, {journal['SourceType']}"
    assert told.rows == entries(journal)


def test_the_trial_balance_is_as_its_table(ten):
    """Account by account, in the order of the report; all of it happened in its month."""
    *rows, total = table("As at 31 May 2026").rows
    told = {account: [debit, credit] for account, _, debit, credit in rows}
    shown = ten.reports["TrialBalance"]
    sums = [f"{amount(one):,}" for one in shown["Total"]]

    assert [*told, "Total"] == [*shown]
    for account, figures in told.items():
        expected = [f"{amount(one):,}" if one else "" for one in shown[account]]
        assert figures * 2 == expected, account
    assert total[2:] * 2 == sums


def test_balances_come_from_the_journals(ten):
    """Term by term, in their order; so do those of accounts that stand at nothing."""
    *rows, total = table("As at 31 May 2026").rows
    for account, derived, debit, credit in rows:
        code = account[-4:-1]

        assert terms(derived) == on_account(ten.posted, code), account
        assert sum(terms(derived)) == amount(debit) - amount(credit), account
    for account, derived in table("").rows:
        assert terms(derived) == on_account(ten.posted, account[:3])
        assert sum(terms(derived)) == 0
    assert sum(amount(row[2]) for row in rows) == amount(total[2])
    assert sum(amount(row[3]) for row in rows) == amount(total[3])


@pytest.mark.parametrize("name", ["ProfitAndLoss", "BalanceSheet"])
def test_a_report_is_as_its_table(ten, name):
    shown = ten.reports[name]

    for label, derived, told in table(name).rows:
        assert amount(shown[label][0]) == amount(told), label
        assert worked_out(derived) == amount(told), label


def test_the_bank_summary_is_as_its_table(ten):
    shown = ten.reports["BankSummary"]
    told = {
        label: [amount(one) for one in figures] for label, *figures in table("BankSummary").rows
    }

    assert told == {label: [amount(one) for one in figures] for label, figures in shown.items()}


def test_what_the_customer_owes_stands_on_the_control_account(ten):
    assert ten.reports["AgedReceivablesByContact"]["Total"][-1] == "648.33"
    assert "due, 648.33," in BEFORE


def test_sums_in_the_text_are_right():
    sums = SUM.findall(PAGE)

    assert len(sums) >= 10
    for derived, told in sums:
        assert worked_out(derived) == amount(told), derived


def test_what_is_taken_back_is_one_more_journal(taken_back, gone_on, ten):
    """The same with debit and credit turned round; then the invoice is open again."""
    journal = gone_on.get("Journals/11").record

    assert journal["JournalDate"] == ten.posted[3]["JournalDate"]
    assert [on_account([one], "610") for one in (ten.posted[3], journal)] == [[-1000], [1000]]
    assert taken_back == (Decimal("1648.33"), "2470.00")
    assert "1,648.33 are owed" in AFTER
    assert "2,470.00 are\nin the bank" in AFTER


def test_the_stock_is_worth_what_remains(gone_on):
    mug = gone_on.get("Items/MUG").record

    assert (mug["QuantityOnHand"], mug["TotalCostPool"]) == (6, 48)
    assert "48.00 remain for six mugs" in BEYOND
