"""Payments: what went through the bank, where several currencies meet."""

from decimal import Decimal

import pytest

from tests.api.client import credit_note, invoice, rates


@pytest.fixture
def abroad(xero):
    """Dollars can be owed, and kept in an account."""
    assert xero.put("Currencies", {"Code": "USD"}).status == 200
    account = {"Code": "092", "Name": "Dollars", "Type": "BANK", "CurrencyCode": "USD"}
    assert xero.put("Accounts", account | {"BankAccountNumber": "1"}).status == 200


@pytest.fixture
def at_home(xero, customer):
    """An invoice of 115.00 in New Zealand dollars."""
    return xero.put("Invoices", invoice(customer)).record


@pytest.fixture
def in_dollars(xero, customer, abroad):
    """An invoice of 115.00 dollars, which cost two of New Zealand each."""
    return xero.put("Invoices", invoice(customer, CurrencyCode="USD", CurrencyRate="0.5")).record


def pay(xero, owed, amount=10, account="090", **more):
    sent = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Amount": amount}
    return xero.put("Payments", sent | {"Account": {"Code": account}, "Date": "2026-09-10"} | more)


def through_the_bank(answer):
    return answer.record["BankAmount"], answer.record["CurrencyRate"]


class TestCurrencies:
    @pytest.mark.parametrize("more", [{}, {"CurrencyRate": 2}, {"BankAmount": 7}])
    def test_at_home_the_bank_sees_the_amount(self, xero, at_home, more):
        """At a rate of 1, whatever was sent: rates are for foreign documents."""
        assert through_the_bank(pay(xero, at_home, **more)) == (10, 1)

    def test_a_foreign_invoice_costs_a_home_account_more(self, xero, in_dollars):
        """At the rate of the day: so many foreign units for one of ours."""
        rates(xero, {"USD": {"2026-09-01": "0.5", "2026-09-10": "0.625", "2026-09-11": "0.8"}})
        assert through_the_bank(pay(xero, in_dollars)) == (16, Decimal("0.625"))

    def test_without_a_table_the_rate_is_the_invoices(self, xero, in_dollars):
        """Which is the best that anybody knows. # guess"""
        rates(xero, {})
        assert through_the_bank(pay(xero, in_dollars)) == (20, Decimal("0.5"))

    def test_a_rate_that_is_sent_goes_before(self, xero, in_dollars):
        """The payment's own counts."""
        assert through_the_bank(pay(xero, in_dollars, CurrencyRate="0.4")) == (25, Decimal("0.4"))

    def test_or_the_bank_took_something_else(self, xero, in_dollars):
        """As Xero lets integrations say: 10 dollars for 16. # guess: and the rate follows"""
        assert through_the_bank(pay(xero, in_dollars, BankAmount=16)) == (16, Decimal("0.625"))

    def test_which_goes_before_the_rate(self, xero, in_dollars):
        """# guess"""
        paid = pay(xero, in_dollars, BankAmount="19.99", CurrencyRate="0.5")
        assert through_the_bank(paid) == (Decimal("19.99"), Decimal("0.5"))

    def test_a_foreign_account_takes_its_own_currency(self, xero, in_dollars):
        """Dollars into dollars."""
        rates(xero, {"USD": "0.5"})
        assert through_the_bank(pay(xero, in_dollars, account="092")) == (10, Decimal("0.5"))

    def test_it_takes_less_for_an_invoice_at_home(self, xero, abroad, at_home):
        """# guess"""
        paid = pay(xero, at_home, account="092", CurrencyRate="0.5")
        assert through_the_bank(paid) == (5, Decimal("0.5"))

    def test_an_account_of_a_third_currency_takes_that(self, xero, in_dollars):
        """10 dollars at 0.5 are 20 of ours, and those 12 euros. # guess"""
        assert xero.put("Currencies", {"Code": "EUR"}).status == 200
        account = {"Code": "093", "Name": "Euros", "Type": "BANK", "CurrencyCode": "EUR"}
        assert xero.put("Accounts", account | {"BankAccountNumber": "1"}).status == 200
        rates(xero, {"USD": "0.5", "EUR": "0.6"})

        assert through_the_bank(pay(xero, in_dollars, account="093")) == (12, Decimal("0.5"))

    def test_a_refund_goes_by_its_credit(self, xero, customer, abroad):
        """As an invoice's payment does."""
        rates(xero, {})
        sent = credit_note(customer, CurrencyCode="USD", CurrencyRate="0.5")
        credit = xero.put("CreditNotes", sent).record
        named = {"CreditNote": {"CreditNoteID": credit["CreditNoteID"]}, "Amount": 10}
        refund = xero.put("Payments", named | {"Account": {"Code": "090"}, "Date": "2026-09-10"})

        assert through_the_bank(refund) == (20, Decimal("0.5"))

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"CurrencyRate": 0}, "The CurrencyRate must be greater than zero"),
            ({"CurrencyRate": "0.00000000001"}, "The CurrencyRate must be greater than zero"),
            ({"CurrencyRate": -1}, "The CurrencyRate must be greater than zero"),
            ({"BankAmount": -1}, "Payment amount must be greater than zero"),
            ({"BankAmount": 0}, "Payment amount must be greater than zero"),
        ],
    )
    def test_nothing_negative_goes_through_the_bank(self, xero, in_dollars, more, sentence):
        """# guess: the words"""
        assert pay(xero, in_dollars, **more).sentences == [sentence]
        assert xero.get(f"Invoices/{in_dollars['InvoiceID']}").record["AmountPaid"] == 0
