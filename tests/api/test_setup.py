"""Setting an organisation up: accounts, the conversion date, balances."""

from decimal import Decimal

import pytest

from mockxero.resources.setup import Conversion
from tests.api.client import NO_ID, XML, Record, Xero, as_xml, invoice, line

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

        assert [one.currency_code for one in kept.details] == [None, "USD"]

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
