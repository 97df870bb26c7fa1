"""Journals, budgets and reports: what the books add up to."""

from decimal import Decimal
from typing import Any

from xero_python.accounting import (
    ManualJournal,
    ManualJournalLine,
    ManualJournals,
    PaymentDelete,
)

from tests.sdk.integration import BANK, NOWHERE, TODAY
from tests.sdk.walker import ADVERTISING, OFFICE, Walker, line, only, unknown

# --- journals -------------------------------------------------------------------------------------


def get_journals(xero: Walker):
    """An invoice, its payment and the end of that post one each, behind all that were there."""
    invoice = xero.invoice()
    payment = xero.payment(invoice, 40)
    xero.delete_payment(payment.payment_id, PaymentDelete("DELETED"))

    (posted,) = _journals_of(xero, invoice.invoice_id)
    assert _amounts(posted) == {"610": 115, "200": -100, "820": -15}
    assert posted.source_type == "ACCREC"
    paid, back = _journals_of(xero, payment.payment_id)
    assert _amounts(paid) == {BANK: 40, "610": -40}
    assert _amounts(back) == {BANK: -40, "610": 40}
    assert {one.source_type for one in (paid, back)} == {"ACCRECPAYMENT"}
    assert posted.journal_number < paid.journal_number < back.journal_number
    behind = xero.get_journals(offset=posted.journal_number).journals
    assert [one.journal_number for one in behind][:2] == [paid.journal_number, back.journal_number]


def get_journal(xero: Walker):
    """One that is there is found by its id, but not told of what; unknown ids are not found."""
    (posted,) = _journals_of(xero, xero.invoice().invoice_id)

    found = only(xero.get_journal(posted.journal_id).journals)
    assert found.journal_number == posted.journal_number
    assert _amounts(found) == _amounts(posted)
    assert (found.source_id, found.source_type) == (None, None)
    assert unknown(xero.get_journal, NOWHERE)


def get_journal_by_number(xero: Walker):
    """One that is there is found by its number; one that has not come yet is not."""
    (posted,) = _journals_of(xero, xero.invoice().invoice_id)

    found = only(xero.get_journal_by_number(posted.journal_number).journals)
    assert found.journal_id == posted.journal_id
    assert sum(one.net_amount for one in found.journal_lines) == 0
    assert unknown(xero.get_journal_by_number, 999_999)


def _journals_of(xero: Walker, source_id: str) -> list[Any]:
    """The journals of a source; each call lists a hundred at most."""
    found, offset = [], 0
    while page := xero.get_journals(offset=offset).journals:
        found += [one for one in page if one.source_id == source_id]
        offset = page[-1].journal_number
    return found


def _amounts(journal: Any) -> dict[str, Decimal]:
    return {one.account_code: one.net_amount for one in journal.journal_lines}


# --- manual journals ------------------------------------------------------------------------------


def get_manual_journals(xero: Walker):
    """A page has the lines, a plain list has not."""
    made = xero.manual_journal()
    asked = f'Narration=="{made.narration}"'

    page = only(xero.get_manual_journals(where=asked, page=1).manual_journals)
    plain = only(xero.get_manual_journals(where=asked).manual_journals)

    assert page.manual_journal_id == plain.manual_journal_id == made.manual_journal_id
    assert (len(page.journal_lines), plain.journal_lines) == (2, [])


def create_manual_journals(xero: Walker):
    made = xero.manual_journal()

    assert (made.status, made.line_amount_types.value) == ("DRAFT", "NoTax")
    assert [one.line_amount for one in made.journal_lines] == [60, -60]
    assert made.show_on_cash_basis_reports is True


def update_or_create_manual_journals(xero: Walker):
    made = xero.manual_journal()
    lines = [
        ManualJournalLine(line_amount=amount, account_code=code)
        for amount, code in ((5, OFFICE), (-5, ADVERTISING))
    ]
    drafts = [
        ManualJournal(manual_journal_id=made.manual_journal_id, narration="Known"),
        ManualJournal(narration="New", journal_lines=lines),
    ]

    answer = xero.update_or_create_manual_journals(ManualJournals(manual_journals=drafts))

    changed, created = answer.manual_journals
    assert (changed.manual_journal_id, changed.narration) == (made.manual_journal_id, "Known")
    assert [one.line_amount for one in created.journal_lines] == [5, -5]


def get_manual_journal(xero: Walker):
    made = xero.manual_journal()

    found = only(xero.get_manual_journal(made.manual_journal_id).manual_journals)

    assert (found.manual_journal_id, found.narration) == (made.manual_journal_id, made.narration)
    assert [one.account_code for one in found.journal_lines] == [OFFICE, ADVERTISING]


def update_manual_journal(xero: Walker):
    """Posted, it is in the ledger."""
    made = xero.manual_journal()
    draft = ManualJournal(status="POSTED", narration=made.narration)

    changed = only(
        xero.update_manual_journal(
            made.manual_journal_id, ManualJournals(manual_journals=[draft])
        ).manual_journals
    )

    assert (changed.manual_journal_id, changed.status) == (made.manual_journal_id, "POSTED")
    for posted in _journals_of(xero, made.manual_journal_id):
        amounts = {one.account_code: one.net_amount for one in posted.journal_lines}
        assert amounts == {OFFICE: 60, ADVERTISING: -60}


# --- budgets --------------------------------------------------------------------------------------


def get_budgets(xero: Walker):
    """There is one for the whole organisation."""
    budgets = xero.get_budgets().budgets

    assert [one.type for one in budgets].count("OVERALL") == 1
    assert all(not one.budget_lines for one in budgets)


def get_budget(xero: Walker):
    """With its lines, each for an account of the chart, within the dates that were asked for."""
    overall = next(one for one in xero.get_budgets().budgets if one.type == "OVERALL")

    found = only(xero.get_budget(overall.budget_id).budgets)

    assert (found.budget_id, found.type) == (overall.budget_id, "OVERALL")
    chart = {one.account_id for one in xero.get_accounts().accounts}
    assert {one.account_id for one in found.budget_lines or ()} <= chart


# --- reports --------------------------------------------------------------------------------------


def get_report_trial_balance(xero: Walker):
    """Debits are credits; an invoice and a part payment move four accounts."""
    before = _rows(xero.get_report_trial_balance(date=TODAY))
    xero.payment(xero.invoice(), 40)
    after = _rows(xero.get_report_trial_balance(date=TODAY))

    debit, credit, year_debit, year_credit = (_money(cell) for cell in after["Total"])
    assert (debit, year_debit) == (credit, year_credit)
    accounts = after.keys() - {"Account", "Total"}
    moved = {one: _ytd(after[one]) - _ytd(before.get(one, [""] * 4)) for one in accounts}
    assert {name: amount for name, amount in moved.items() if amount} == {
        "Sales (200)": 100,
        "GST (820)": 15,
        "Accounts Receivable (610)": -75,
        f"Business Bank Account ({BANK})": -40,
    }


def get_report_profit_and_loss(xero: Walker):
    """What is sold is income."""
    month = {"from_date": TODAY.replace(day=1), "to_date": TODAY}
    before = _rows(xero.get_report_profit_and_loss(**month))
    xero.invoice(line(300), date=TODAY)
    after = _rows(xero.get_report_profit_and_loss(**month))

    for row in ("Sales", "Total Income", "Gross Profit", "Net Profit"):
        assert _money(after[row][0]) - _money(before[row][0]) == 300


def get_report_balance_sheet(xero: Walker):
    """Assets less liabilities are equity, before and after a sale."""
    before = _rows(xero.get_report_balance_sheet(date=TODAY))
    xero.invoice(line(300), date=TODAY)
    after = _rows(xero.get_report_balance_sheet(date=TODAY))

    assets, liabilities, net, equity = (
        _money(after[name][0])
        for name in ("Total Assets", "Total Liabilities", "Net Assets", "Total Equity")
    )
    assert assets - liabilities == net == equity
    moved = {"Accounts Receivable": 345, "GST": 45, "Net Assets": 300, "Current Year Earnings": 300}
    for name, amount in moved.items():
        assert _money(after[name][0]) - _money(before[name][0]) == amount


def get_report_bank_summary(xero: Walker):
    """Money spent is gone from the account."""
    month = {"from_date": TODAY.replace(day=1), "to_date": TODAY}
    bank = only(xero.get_accounts(where=f'Code=="{BANK}"').accounts).name
    before = _rows(xero.get_report_bank_summary(**month))
    xero.bank_transaction()
    after = _rows(xero.get_report_bank_summary(**month))

    first, last = ([_money(cell) for cell in told.get(bank, [""] * 4)] for told in (before, after))
    opening, received, spent, closing = last
    assert opening + received - abs(spent) == closing
    assert closing - first[3] == -115


def get_report_executive_summary(xero: Walker):
    """A sale moves income and debtors; what customers paid is cash. Debtors are the ledger's."""
    before = _rows(xero.get_report_executive_summary(date=TODAY))
    xero.payment(xero.invoice(line(300), date=TODAY), 45)
    answer = xero.get_report_executive_summary(date=TODAY)
    after, report = _rows(answer), only(answer.reports)

    assert report.report_name == "Executive Summary"
    assert f"{TODAY:%B %Y}" in " ".join(report.report_titles)
    sections = {row.title for row in report.rows if row.title}
    assert {"Cash", "Profitability", "Balance Sheet"} <= sections
    moved = {name: _money(after[name][0]) - _money(before[name][0]) for name in SUMMED_UP}
    assert moved == {"Cash received": 45, "Income": 300, "Debtors": 300, "Net assets": 300}
    controlled = _rows(xero.get_report_trial_balance(date=TODAY))["Accounts Receivable (610)"]
    assert _money(after["Debtors"][0]) == -_ytd(controlled)


SUMMED_UP = ("Cash received", "Income", "Debtors", "Net assets")


def get_report_budget_summary(xero: Walker):
    """As many columns as were asked for, each a period."""
    report = only(xero.get_report_budget_summary(date=TODAY, periods=3, timeframe=1).reports)

    header = next(row for row in report.rows if row.row_type.value == "Header")
    assert len(header.cells) == 1 + 3
    assert header.cells[0].value == "Account"


def get_report_aged_receivables_by_contact(xero: Walker):
    """What a customer owes, invoice by invoice."""
    ada = xero.contact()
    invoice = xero.invoice(contact=ada)
    xero.payment(invoice, 40)

    told = _rows(xero.get_report_aged_receivables_by_contact(ada.contact_id), column=1)

    assert [_money(cell) for cell in told[invoice.invoice_number][-4:]] == [115, 40, 0, 75]


def get_report_aged_payables_by_contact(xero: Walker):
    """What a supplier is owed, bill by bill."""
    ada = xero.contact()
    bill = xero.bill(contact=ada)
    xero.payment(bill, 15)

    told = _rows(xero.get_report_aged_payables_by_contact(ada.contact_id), column=1)

    assert [_money(cell) for cell in told[bill.invoice_number][-4:]] == [115, 15, 0, 100]


def get_report_ten_ninety_nine(xero: Walker):
    """It is American: a report for each form, of the year that was asked for."""
    america = xero.at("us")

    reports = america.get_report_ten_ninety_nine(report_year=str(TODAY.year)).reports

    assert [one.report_name for one in reports] == ["1099-NEC report", "1099-MISC report"]
    assert all(one.report_date.endswith(f"31 Dec {TODAY.year}") for one in reports)


def get_reports_list(xero: Walker):
    """Published tax reports only; nobody published one."""
    reports = xero.get_reports_list().reports

    assert [one.report_type for one in reports or () if not one.report_type] == []


def get_report_from_id(xero: Walker):
    """One that nobody published is not found."""
    for report in xero.get_reports_list().reports or ():
        found = only(xero.get_report_from_id(report.report_id).reports)
        assert found.report_id == report.report_id
    assert unknown(xero.get_report_from_id, NOWHERE)


def _rows(answer: Any, column: int = 0) -> dict[str, list[str]]:
    """The cells behind each row's name, whichever section it stands in."""
    waiting = [*only(answer.reports).rows]
    found: dict[str, list[str]] = {}
    while waiting:
        row = waiting.pop(0)
        cells = [cell.value or "" for cell in row.cells or ()]
        if cells:
            found[cells[column]] = cells[column + 1 :]
        waiting += getattr(row, "rows", None) or ()
    return found


def _money(told: str) -> Decimal:
    return Decimal(told.replace(",", "") or 0)


def _ytd(cells: list[str]) -> Decimal:
    """What an account stands at, as a credit."""
    return _money(cells[3]) - _money(cells[2])
