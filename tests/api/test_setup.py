"""Setting an organisation up: accounts, the conversion date, balances."""

from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from mockxero.resources.setup import Conversion
from tests.api.books import journals, lines, trial_balance
from tests.api.client import NO_ID, XML, Record, Xero, as_xml, invoice, line
from tests.api.conftest import NOON

ENVELOPE = ["Id", "Status", "ProviderName", "DateTimeUTC"]

SUPPLIES = {"Code": "123", "Name": "Business supplies", "Type": "EXPENSE"}
NOTHING = dict.fromkeys(("New", "Updated", "Deleted", "Locked", "Errored", "NewOrUpdated"), 0)


def told(reply):
    """What became of the accounts, without the counts of the whole chart."""
    assert reply.status == 200, reply.text
    counts = reply.json["ImportSummary"]["Accounts"]
    return {name: count for name, count in counts.items() if name not in ("Total", "System")}


def account(xero, code):
    found = xero.get("Accounts", where=f'Code=="{code}"').records
    return found[0] if found else None


def conversion(xero):
    (books,) = xero.mock.world.organisations.values()
    return books.find(Conversion, Conversion().key)


class TestAccounts:
    def test_the_summary_stands_in_no_list(self, xero):
        """Right in the envelope, in Xero's order."""
        body = xero.post("Setup", {"Accounts": [SUPPLIES]}).json

        assert list(body) == [*ENVELOPE, "ImportSummary"]
        assert list(body["ImportSummary"]) == ["Accounts", "Organisation"]
        assert list(body["ImportSummary"]["Accounts"]) == [
            "Total",
            "New",
            "Updated",
            "Deleted",
            "Locked",
            "System",
            "Errored",
            "Present",
            "NewOrUpdated",
        ]

    def test_a_new_account_is_made(self, xero):
        """By the rules of accounts; seen of the real Xero: New is 1."""
        before = len(xero.get("Accounts").records)
        reply = xero.post("Setup", {"Accounts": [SUPPLIES]})

        assert told(reply) == NOTHING | {"New": 1, "NewOrUpdated": 1, "Present": True}
        assert reply.json["ImportSummary"]["Accounts"]["Total"] == before + 1
        assert account(xero, "123")["Class"] == "EXPENSE"

    def test_a_known_one_is_changed(self, xero):
        """It is known by its code; the others stay as they are."""
        before = xero.get("Accounts").records
        sent = {"Code": "400", "Name": "Shouting", "Type": "OVERHEADS", "ReportingCode": "EXP"}
        reply = xero.post("Setup", {"Accounts": [sent]})

        assert told(reply) == NOTHING | {"Updated": 1, "NewOrUpdated": 1, "Present": True}
        assert account(xero, "400")["Name"] == "Shouting"
        after = {one["AccountID"]: one for one in xero.get("Accounts").records}
        assert after.keys() == {one["AccountID"] for one in before}
        assert all(after[o["AccountID"]] == o for o in before if o.get("Code") != "400")

    def test_a_known_one_may_be_named_by_its_id(self, xero):
        """Then the code is one of the things that change."""
        known = xero.put("Accounts", SUPPLIES).record
        moved = SUPPLIES | {"AccountID": known["AccountID"], "Code": "124"}
        reply = xero.post("Setup", {"Accounts": [moved]})

        assert told(reply) == NOTHING | {"Updated": 1, "NewOrUpdated": 1, "Present": True}
        assert account(xero, "123") is None
        assert account(xero, "124")["AccountID"] == known["AccountID"]

    def test_system_accounts_are_left_alone(self, xero):
        """Known by their part, even under another code; they are counted among their kind."""
        before = account(xero, "610")
        sent = {"Code": "619", "Name": "Debtors", "Type": "CURRENT", "SystemAccount": "DEBTORS"}
        reply = xero.post("Setup", {"Accounts": [sent]})

        assert told(reply) == NOTHING | {"Present": True}
        assert account(xero, "610") == before
        assert account(xero, "619") is None
        system = [one for one in xero.get("Accounts").records if one.get("SystemAccount")]
        assert reply.json["ImportSummary"]["Accounts"]["System"] == len(system)

    def test_what_is_used_does_not_go(self, xero, customer):
        """It is locked; what nobody uses is deleted."""
        xero.post("Setup", {"Accounts": [SUPPLIES, SUPPLIES | {"Code": "124", "Name": "More"}]})
        costs = line(AccountCode="123")
        xero.put("Invoices", invoice(customer, costs, Type="ACCPAY"))
        gone = [{"Code": code, "Status": "DELETED"} for code in ("123", "124")]
        reply = xero.post("Setup", {"Accounts": gone})

        assert told(reply) == NOTHING | {"Deleted": 1, "Locked": 1, "Present": True}
        assert account(xero, "123")["Status"] == "ACTIVE"
        assert account(xero, "124") is None

    def test_xml_will_do(self, xero):
        """In and out."""
        body = as_xml("Setup", {"Accounts": [SUPPLIES]})
        reply = xero.post("Setup", body, type=XML, headers={"Accept": XML})

        assert reply.xml.findtext("ImportSummary/Accounts/New") == "1"
        assert reply.xml.findtext("ImportSummary/Organisation/Present") == "false"

    def test_it_is_a_setting(self, mock):
        """Writing it needs the scope to write."""
        assert Xero(mock, scopes=("accounting.settings",)).post("Setup", {}).status == 200
        assert Xero(mock, scopes=("accounting.settings.read",)).post("Setup", {}).status == 401


class TestConversion:
    def test_date_and_balances_are_kept(self, xero):
        """Debits are positive."""
        sent = {
            "ConversionDate": {"Month": 10, "Year": 2020},
            "ConversionBalances": [
                {"AccountCode": "090", "Balance": 120.5},
                {"AccountCode": "970", "Balance": -120.5},
            ],
        }
        summary = xero.post("Setup", sent).json["ImportSummary"]
        kept = conversion(xero)

        assert summary["Organisation"] == {"Present": True}
        assert summary["Accounts"]["Present"] is False
        assert (kept.date.month, kept.date.year) == (10, 2020)
        assert [(one.account_code, one.balance) for one in kept.balances] == [
            ("090", Decimal("120.50")),
            ("970", Decimal("-120.50")),
        ]

    def test_a_balance_may_be_in_parts(self, xero):
        """One for each currency."""
        parts = [
            {"Balance": 10},
            {"Balance": 20, "CurrencyCode": "USD", "CurrencyRate": "0.7"},
        ]
        xero.post(
            "Setup", {"ConversionBalances": [{"AccountCode": "090", "BalanceDetails": parts}]}
        )
        (kept,) = conversion(xero).balances

        assert [one.currency_code for one in kept.details] == ["NZD", "USD"]

    def test_what_is_not_sent_stays(self, xero):
        """The date without balances, then balances without a date."""
        xero.post("Setup", {"ConversionDate": {"Month": 1, "Year": 2021}})
        xero.post("Setup", {"ConversionBalances": [{"AccountCode": "090", "Balance": 1}]})
        kept = conversion(xero)

        assert (kept.date.month, len(kept.balances)) == (1, 1)

    def test_an_account_may_be_made_on_the_way(self, xero):
        """Its balance is that of an account there is by then."""
        balances = [{"AccountCode": "123", "Balance": 5}]
        sent = {"Accounts": [SUPPLIES], "ConversionBalances": balances}

        assert told(xero.post("Setup", sent))["New"] == 1

    @pytest.mark.parametrize("body", [{}, "", {"Accounts": []}, {"ConversionDate": {}}])
    def test_nothing_is_no_error(self, xero, body):
        """Seen of the real Xero: both say that nothing is present."""
        before = conversion(xero)
        summary = xero.post("Setup", body).json["ImportSummary"]

        assert summary["Accounts"]["Present"] is False
        assert summary["Organisation"] == {"Present": False}
        assert conversion(xero) is before


def opening(*balances, month=None, year=2026):
    """What to send: (code, balance) pairs, and perhaps a month."""
    sent = {
        "ConversionBalances": [
            {"AccountCode": code, "Balance": balance} for code, balance in balances
        ]
    }
    return sent | ({"ConversionDate": {"Month": month, "Year": year}} if month else {})


BANK, SAVINGS, HISTORICAL = "090", "091", "840"
BEGUN = [(HISTORICAL, -500), (BANK, 500)]
"""What an organisation that begins with 500.00 at the bank posts."""


class TestOpeningBalances:
    @pytest.fixture
    def xero(self, open_mock):
        """An organisation in which nothing has happened."""
        return Xero(open_mock(FrozenClock(NOON), "nz:empty"))

    def test_they_stand_against_historical_adjustment(self, xero):
        """Seen in journals of Demo Company (AU): no source, no reference, no words, no tax."""
        xero.post("Setup", opening((BANK, 500), month=7))
        (journal,) = journals(xero)

        assert [*journal] == [
            "JournalID",
            "JournalDate",
            "JournalNumber",
            "CreatedDateUTC",
            "JournalLines",
        ]
        assert sorted(lines(journal)) == sorted(BEGUN)
        for one in journal["JournalLines"]:
            assert "Description" not in one
            assert (one["TaxType"], one["TaxAmount"]) == ("NONE", 0)

    def test_they_are_those_of_the_day_before_the_month(self, xero):
        xero.post("Setup", opening((BANK, 500), month=7))

        assert trial_balance(xero, "2026-06-29")[0] == {}
        assert trial_balance(xero, "2026-06-30")[0] == {
            "Business Bank Account (090)": "500.00",
            "Historical Adjustment (840)": "-500.00",
        }

    def test_without_a_month_they_are_those_of_the_last_financial_year(self, xero):
        """Of this organisation it ends in March."""
        xero.post("Setup", opening((BANK, 500)))

        assert trial_balance(xero, "2026-03-30")[0] == {}
        assert len(trial_balance(xero, "2026-03-31")[0]) == 2

    def test_saved_again_they_are_reversed_and_posted_anew(self, xero):
        """Seen: 4,130.98 at the bank, then the savings too: three journals of one day."""
        xero.post("Setup", opening((BANK, 4130.98), month=7))
        xero.post("Setup", opening((BANK, 4130.98), (SAVINGS, 15081.23)))
        first, back, second = journals(xero)

        assert [-amount for _, amount in lines(first)] == [amount for _, amount in lines(back)]
        assert sorted(lines(second)) == [
            (BANK, Decimal("4130.98")),
            (SAVINGS, Decimal("15081.23")),
            (HISTORICAL, Decimal("-19212.21")),
        ]
        assert len({one["JournalDate"] for one in (first, back, second)}) == 1

    def test_saved_again_as_they_were_nothing_is_posted(self, xero):
        for _ in range(2):
            xero.post("Setup", opening((BANK, 500), month=7))

        assert len(journals(xero)) == 1

    def test_another_month_moves_them(self, xero):
        xero.post("Setup", opening((BANK, 500), month=7))
        xero.post("Setup", {"ConversionDate": {"Month": 8, "Year": 2026}})

        assert trial_balance(xero, "2026-06-30")[0] == {}
        assert len(trial_balance(xero, "2026-07-31")[0]) == 2

    def test_what_adds_up_needs_no_adjustment(self, xero):
        """A trial balance of the system before; Historical Adjustment may be one of its lines."""
        told = [(BANK, 500), ("610", 100), ("800", -50), ("820", -25), (HISTORICAL, -525)]
        xero.post("Setup", opening(*told, month=7))
        (journal,) = journals(xero)

        assert sorted(lines(journal)) == sorted(told)

    def test_a_part_in_another_currency_is_worth_its_base(self, xero):
        """At its rate; BalanceDetails tell what the balance is made of."""
        parts = [
            {"Balance": 100},
            {"Balance": 140, "CurrencyCode": "USD", "CurrencyRate": "0.7"},
        ]
        xero.post(
            "Setup", {"ConversionBalances": [{"AccountCode": "610", "BalanceDetails": parts}]}
        )
        (journal,) = journals(xero)

        assert sorted(lines(journal)) == [("610", 100), ("610", 200), (HISTORICAL, -300)]

    def test_an_account_that_gets_another_code_keeps_its_balance(self, xero):
        """Whoever reads the journal later finds it under the new code."""
        xero.post("Setup", opening(("970", -500), month=7))
        known = account(xero, "970")
        xero.post(f"Accounts/{known['AccountID']}", {"Code": "971"})

        assert sorted(lines(journals(xero)[0])) == [(HISTORICAL, 500), ("971", -500)]

    def test_nothing_comes_into_a_closed_period_or_leaves_one(self, xero):
        """Neither the old day nor the new one may be closed."""
        xero.post("Setup", opening((BANK, 500), month=7))
        locked = {"PeriodLockDate": "2026-06-30"}
        assert xero.call("PATCH", "organisation", locked, root="/_mockxero/").status == 200

        assert xero.post("Setup", opening((BANK, 400))).sentences == [
            "The document cannot be edited as it is currently dated before the period lock date",
            TOO_EARLY,
        ]
        assert xero.post("Setup", {"ConversionDate": {"Month": 9, "Year": 2026}}).sentences == [
            "The document cannot be edited as it is currently dated before the period lock date",
        ]
        assert xero.post("Setup", opening((BANK, 500))).status == 200
        assert len(journals(xero)) == 1


TOO_EARLY = "The document date cannot be before the period lock date, currently set at 30-Jun-2026"
NO_CODE = "Account Code must be specified"
BAD_MONTH = "The conversion date Month must be between 1 and 12"
BAD_YEAR = "The conversion date Year must be greater than 2006"
REFUSED: dict[str, tuple[Record, list[str]]] = {
    "an account without a code": ({"Accounts": [{"Name": "A", "Type": "EXPENSE"}]}, [NO_CODE]),
    "an account without a name": (
        {"Accounts": [SUPPLIES, {"Code": "124", "Type": "EXPENSE"}]},
        ["Account Name must be specified"],
    ),
    "two of one name": (
        {"Accounts": [SUPPLIES, SUPPLIES | {"Code": "124"}]},
        ["Please enter a unique Name."],
    ),
    "a thirteenth month": ({"ConversionDate": {"Month": 13, "Year": 2020}}, [BAD_MONTH]),
    "no month": ({"ConversionDate": {"Month": 0, "Year": 2020}}, [BAD_MONTH]),
    "too long ago": ({"ConversionDate": {"Month": 1, "Year": 2006}}, [BAD_YEAR]),
    "too far ahead": ({"ConversionDate": {"Month": 1, "Year": 10000}}, [BAD_YEAR]),
    "half a date": ({"ConversionDate": {"Year": 2020}}, [BAD_MONTH]),
    "a balance of nothing": (
        {"ConversionBalances": [{"AccountCode": "zzz", "Balance": 1}]},
        ["Account code 'zzz' is not a valid code for this document."],
    ),
    "a balance that is not told": (
        {"ConversionBalances": [{"AccountCode": "090"}]},
        ["The balance of account '090' must be specified"],
    ),
    "a part in a currency that nobody subscribed to": (
        {
            "ConversionBalances": [
                {
                    "AccountCode": "090",
                    "BalanceDetails": [{"Balance": 20, "CurrencyCode": "JPY", "CurrencyRate": 90}],
                }
            ]
        },
        ["Organisation is not subscribed to currency JPY"],
    ),
    "a part at no rate": (
        {
            "ConversionBalances": [
                {
                    "AccountCode": "090",
                    "BalanceDetails": [{"Balance": 20, "CurrencyCode": "USD", "CurrencyRate": 0}],
                }
            ]
        },
        ["The CurrencyRate must be greater than zero"],
    ),
    "months long closed": (
        {"ConversionBalances": [{"AccountCode": "090", "Balance": 1}]}
        | {"ConversionDate": {"Month": 10, "Year": 2009}},
        [("The document date cannot be before the period lock date, currently set at 30-Sep-2009")],
    ),
    "several things": (
        {
            "ConversionDate": {"Month": 13, "Year": 2000},
            "ConversionBalances": [{"AccountCode": "zzz", "Balance": 1}],
        },
        [BAD_MONTH, BAD_YEAR, "Account code 'zzz' is not a valid code for this document."],
    ),
}


@pytest.mark.parametrize("tongue", ["JSON", "XML"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_setup_that_cannot_be(xero, case, tongue):
    """400, ErrorNumber 10, in these words; and no trace of it."""
    sent, sentences = REFUSED[case]
    before, began = xero.get("Accounts").records, conversion(xero)

    if tongue == "XML":
        body = as_xml("Setup", sent)
        reply = xero.post("Setup", body, type=XML, headers={"Accept": XML})
        assert (reply.xml.findtext("ErrorNumber"), reply.sentences_in_xml) == ("10", sentences)
    else:
        reply = xero.post("Setup", sent)
        assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
        if "Accounts" in sent:
            assert reply.elements[0]["AccountID"] == NO_ID
    assert xero.get("Accounts").records == before
    assert conversion(xero) is began
