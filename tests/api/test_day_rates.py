"""Documents without a CurrencyRate take that of their day, from a table that can be told."""

from decimal import Decimal

import pytest

from tests.api.client import credit_note, invoice, line, purchase_order, quote_of, rates

TABLE = {"USD": {"2026-08-01": "0.5", "2026-09-01": "0.625", "2026-09-10": "0.8"}}


@pytest.fixture(autouse=True)
def table(xero):
    rates(xero, TABLE)


def told(xero, method="GET", body=None, **query):
    return xero.call(method, "rates", body, root="/_mockxero/", **query)


def money(customer, type="RECEIVE", **members):
    contact = {"ContactID": customer["ContactID"]}
    sent = {"Type": type, "Contact": contact, "BankAccount": {"Code": "092"}, "Date": "2026-09-05"}
    return sent | {"LineItems": [line(Quantity=1, AccountCode="200")]} | members


@pytest.fixture
def dollars(xero):
    account = {"Code": "092", "Name": "Dollars", "Type": "BANK", "CurrencyCode": "USD"}
    assert xero.put("Accounts", account | {"BankAccountNumber": "1"}).status == 200


class TestDocuments:
    @pytest.mark.parametrize(
        ("path", "make"),
        [
            ("Invoices", invoice),
            ("CreditNotes", credit_note),
            ("PurchaseOrders", purchase_order),
            ("Quotes", quote_of),
        ],
    )
    @pytest.mark.parametrize(
        ("day", "rate"),
        [
            ("2026-01-01", "0.5"),
            ("2026-08-31", "0.5"),
            ("2026-09-01", "0.625"),
            ("2026-09-12", "0.8"),
        ],
    )
    def test_take_the_latest_rate_up_to_their_day(self, xero, customer, path, make, day, rate):
        """The first there is, where all are later."""
        made = xero.put(path, make(customer, CurrencyCode="USD", Date=day)).record

        assert made["CurrencyRate"] == Decimal(rate)

    @pytest.mark.parametrize(
        "type",
        [
            "RECEIVE",
            "SPEND",
            "RECEIVE-PREPAYMENT",
            "SPEND-PREPAYMENT",
            "RECEIVE-OVERPAYMENT",
            "SPEND-OVERPAYMENT",
        ],
    )
    def test_money_through_a_foreign_account_does_so_too(self, xero, customer, dollars, type):
        """And what it leaves knows the same rate."""
        made = xero.put("BankTransactions", money(customer, type)).record

        assert made["CurrencyRate"] == Decimal("0.625")
        for path in ("Prepayments", "Overpayments"):
            if f"{path[:-1]}ID" in made:
                left = xero.get(f"{path}/{made[f'{path[:-1]}ID']}").record
                assert left["CurrencyRate"] == Decimal("0.625")

    def test_what_is_sent_goes_before(self, xero, customer):
        sent = invoice(customer, CurrencyCode="USD", CurrencyRate="0.7")

        assert xero.put("Invoices", sent).record["CurrencyRate"] == Decimal("0.7")

    def test_at_home_the_rate_is_one(self, xero, customer):
        """Whatever else is known or sent."""
        assert (
            xero.put("Invoices", invoice(customer, CurrencyRate="0.7")).record["CurrencyRate"] == 1
        )

    def test_a_currency_without_any_rate_counts_as_one(self, xero, customer):
        """Nobody knows better; the note on Currencies says so."""
        rates(xero, {})
        made = xero.put("Invoices", invoice(customer, CurrencyCode="USD")).record

        assert made["CurrencyRate"] == 1

    @pytest.mark.parametrize(
        ("created", "change", "rate"),
        [
            ({}, {"Reference": "x"}, "0.625"),
            ({}, {"Date": "2026-09-10"}, "0.8"),
            ({"CurrencyRate": "0.7"}, {"Date": "2026-09-10"}, "0.7"),
            ({}, {"CurrencyRate": "0.7"}, "0.7"),
            ({"CurrencyRate": "0.7"}, {"CurrencyCode": "NZD"}, "1"),
            ({"CurrencyCode": "NZD"}, {"CurrencyCode": "USD"}, "0.625"),
        ],
    )
    def test_a_rate_that_was_looked_up_follows_the_date(
        self, xero, customer, created, change, rate
    ):
        """One that was sent stays until the currency is another. # guess"""
        draft = {"CurrencyCode": "USD", "Status": "DRAFT"}
        made = xero.put("Invoices", invoice(customer, **(draft | created))).record
        after = xero.post(f"Invoices/{made['InvoiceID']}", change).record

        assert after["CurrencyRate"] == Decimal(rate)

    @pytest.mark.parametrize("rate", [0, -1, "0.00000000001"])
    @pytest.mark.parametrize(
        ("path", "make"),
        [
            ("Invoices", invoice),
            ("CreditNotes", credit_note),
            ("PurchaseOrders", purchase_order),
            ("Quotes", quote_of),
            ("BankTransactions", money),
        ],
    )
    def test_a_currency_is_worth_something(self, xero, customer, dollars, path, make, rate):
        """Nothing is recorded, and nothing posted. # guess: the words"""
        journals = xero.get("Journals").text
        refused = xero.put(path, make(customer, CurrencyCode="USD", CurrencyRate=rate))

        assert refused.sentences == ["The CurrencyRate must be greater than zero"]
        assert xero.get("Journals").text.split('"Journals"')[1] == journals.split('"Journals"')[1]


class TestTheTable:
    def test_it_is_told_as_it_is_known(self, xero):
        assert told(xero).json == {
            "USD": {day: Decimal(rate) for day, rate in TABLE["USD"].items()}
        }

    def test_more_can_be_told(self, xero):
        """POST adds; of the same day the last counts."""
        answer = told(xero, "POST", {"USD": {"2026-09-01": 0.6}, "EUR": 0.5})

        assert answer.json["EUR"] == Decimal("0.5")
        assert answer.json["USD"] == {
            "2026-08-01": Decimal("0.5"),
            "2026-09-01": Decimal("0.6"),
            "2026-09-10": Decimal("0.8"),
        }

    def test_others_can_be_told_instead(self, xero):
        assert told(xero, "PUT", {"EUR": 0.5}).json == {"EUR": Decimal("0.5")}

    def test_what_is_wrong_is_said_and_nothing_changes(self, xero):
        """Not even what came before it."""
        before = told(xero).text

        answer = told(xero, "POST", {"EUR": 0.5, "USD": {"2026-09-01": 0}})

        assert (answer.status, answer.text) == (
            400,
            "USD, 2026-09-01: a rate is a number, greater than zero and below 10^12\n",
        )
        assert told(xero).text == before

    def test_it_belongs_to_one_organisation(self, open_mock, clock):
        from tests.api.client import Xero

        two = Xero(open_mock(clock, "nz", "uk"))
        told(two, "PUT", {"USD": 1.25}, tenant="Demo Company (UK)")

        assert told(two, tenant="Demo Company (UK)").json == {"USD": Decimal("1.25")}
        assert "EUR" in told(two).json
        assert told(two, tenant="nobody").status == 404

    def test_a_reset_forgets_it(self, xero, mock):
        mock.reset()

        assert "EUR" in told(xero).json
