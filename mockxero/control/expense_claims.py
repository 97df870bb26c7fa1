"""Pays expense claims, which users do on Xero's pages: Xero's API has no payments of them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from mockxero.accounting.expense_claims import money_back, money_returned
from mockxero.accounting.lines import account_called
from mockxero.accounting.locks import dated_in_closed_period, dated_into_closed_period
from mockxero.books.bookkeeper import Who, transaction
from mockxero.books.organisation import Organisation
from mockxero.control.asked import Mistold, NotHere, day, has_only
from mockxero.primitives.money import cents
from mockxero.resources.accounts import Account
from mockxero.resources.expense_claims import ClaimPayment, ExpenseClaim

_MEMBERS = ("Amount", "Date", "Account", "Reference")
"""What may be said of a payment; Account is a code."""


def pay(organisation: Organisation, claim_id: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Give somebody back what is due, or a part of it. Raises NotHere, Mistold."""
    with transaction(organisation, Who()) as keeper:
        claim = _claim(organisation, claim_id)
        if claim.status != "AUTHORISED":
            raise Mistold(f"the claim is {claim.status}; only an AUTHORISED one can be paid")
        payment = _payment(claim, wanted, organisation)
        keeper.put(money_back(claim, payment), None)
    return told(organisation, claim_id)


def take_back(organisation: Organisation, claim_id: str, payment_id: str) -> dict[str, Any]:
    """Undo a payment of a claim. Raises NotHere, Mistold."""
    with transaction(organisation, Who()) as keeper:
        claim = _claim(organisation, claim_id)
        found = [one for one in claim.payments if one.payment_id == payment_id]
        if not found:
            raise NotHere(f"the claim has no payment '{payment_id}'")
        for against in dated_in_closed_period(found[0].date, organisation):
            raise Mistold(against.message)
        keeper.put(money_returned(claim, payment_id), None)
    return told(organisation, claim_id)


def told(organisation: Organisation, claim_id: str) -> dict[str, Any]:
    """How far a claim is paid, in the words of ``/ExpenseClaims``. Raises NotHere."""
    claim = _claim(organisation, claim_id)
    return {
        "ExpenseClaimID": claim.expense_claim_id,
        "Status": claim.status,
        "AmountDue": str(claim.amount_due),
        "AmountPaid": str(claim.amount_paid),
        "Payments": [
            {"PaymentID": one.payment_id, "Date": str(one.date), "Amount": str(one.amount)}
            for one in claim.payments
        ],
    }


def _claim(organisation: Organisation, claim_id: str) -> ExpenseClaim:
    claim = organisation.find(ExpenseClaim, claim_id)
    if claim is None:
        raise NotHere(f"there is no expense claim '{claim_id}'")
    return claim


def _payment(
    claim: ExpenseClaim, wanted: Mapping[str, Any], organisation: Organisation
) -> ClaimPayment:
    has_only(wanted, "a payment", _MEMBERS)
    told = wanted.get("Date")
    on = organisation.today if told is None else day(told, "Date")
    for against in dated_into_closed_period(on, organisation):
        raise Mistold(against.message)
    return ClaimPayment(
        payment_id=organisation.new_id(),
        date=on,
        amount=_amount(wanted.get("Amount"), claim),
        reference=str(wanted.get("Reference", "")),
        account=_account(wanted.get("Account"), organisation).account_id,
    )


def _amount(value: Any, claim: ExpenseClaim) -> Decimal:
    due = claim.amount_due or Decimal(0)
    try:
        amount = due if value is None else cents(Decimal(str(value)))
        fits = 0 < amount <= due
    except InvalidOperation as no_number:
        raise Mistold("Amount is a number") from no_number
    if not fits:
        raise Mistold(f"Amount is more than nothing, and not more than the {due} that is due")
    return amount


def _account(code: Any, organisation: Organisation) -> Account:
    """The account with a code; without one, the first bank account."""
    if code is not None:
        found = account_called(str(code), organisation)
    else:
        banks = (one for one in organisation.every(Account) if one.type == "BANK")
        found = next((one for one in banks if _may_pay(one, organisation)), None)
    if found is None or not _may_pay(found, organisation):
        raise Mistold("Account is the code of a bank account, or of one that takes payments")
    return found


def _may_pay(account: Account, organisation: Organisation) -> bool:
    base = organisation.organisation.base_currency
    return (
        account.status == "ACTIVE"
        and (account.type == "BANK" or bool(account.enable_payments))
        and account.currency_code in (None, "", base)
    )
