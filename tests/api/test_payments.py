"""Payments: what went through the bank, where several currencies meet."""

from decimal import Decimal

import pytest

from tests.api.client import credit_note, invoice


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
        """At the invoice's rate: so many foreign units for one of ours."""
        assert through_the_bank(pay(xero, in_dollars)) == (20, Decimal("0.5"))

    def test_unless_the_rate_has_changed(self, xero, in_dollars):
        """The payment's own counts."""
        assert through_the_bank(pay(xero, in_dollars, CurrencyRate="0.4")) == (25, Decimal("0.4"))

    def test_or_the_bank_took_something_else(self, xero, in_dollars):
        """As Xero lets integrations say. # guess: that it goes before the rate"""
        paid = through_the_bank(pay(xero, in_dollars, BankAmount="19.99"))
        assert paid == (Decimal("19.99"), Decimal("0.5"))

    def test_a_foreign_account_takes_its_own_currency(self, xero, in_dollars):
        """Dollars into dollars."""
        assert through_the_bank(pay(xero, in_dollars, account="092")) == (10, Decimal("0.5"))

    def test_it_takes_less_for_an_invoice_at_home(self, xero, abroad, at_home):
        """# guess"""
        paid = pay(xero, at_home, account="092", CurrencyRate="0.5")
        assert through_the_bank(paid) == (5, Decimal("0.5"))

    def test_a_refund_goes_by_its_credit(self, xero, customer, abroad):
        """As an invoice's payment does."""
        sent = credit_note(customer, CurrencyCode="USD", CurrencyRate="0.5")
        credit = xero.put("CreditNotes", sent).record
        named = {"CreditNote": {"CreditNoteID": credit["CreditNoteID"]}, "Amount": 10}
        refund = xero.put("Payments", named | {"Account": {"Code": "090"}, "Date": "2026-09-10"})

        assert through_the_bank(refund) == (20, Decimal("0.5"))

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"CurrencyRate": -1}, "The CurrencyRate must be greater than zero"),
            ({"BankAmount": -1}, "Payment amount must be greater than zero"),
            ({"BankAmount": 0}, "Payment amount must be greater than zero"),
        ],
    )
    def test_nothing_negative_goes_through_the_bank(self, xero, in_dollars, more, sentence):
        """# guess: the words"""
        assert pay(xero, in_dollars, **more).sentences == [sentence]
        assert xero.get(f"Invoices/{in_dollars['InvoiceID']}").record["AmountPaid"] == 0
