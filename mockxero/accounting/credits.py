"""The kinds of credit that settle invoices, and how an invoice speaks of each."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from mockxero.primitives.records import Record
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.credits import Credit
from mockxero.resources.documents import AppliedCredit, AppliedOverpayment, AppliedPrepayment
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment


class Kind(NamedTuple):
    """A kind of credit."""

    noun: str
    """What Xero calls it in a sentence."""
    link: str
    """The attribute by which a payment, or an allocation that was made, names it."""
    listed: str
    """The attribute of an invoice that lists those set against it."""
    applied: type[Record]
    """How it shows there."""


KINDS: Mapping[type[Any], Kind] = {
    CreditNote: Kind("Credit Note", "credit_note", "credit_notes", AppliedCredit),
    Prepayment: Kind("Prepayment", "prepayment", "prepayments", AppliedPrepayment),
    Overpayment: Kind("Overpayment", "overpayment", "overpayments", AppliedOverpayment),
}

CREDITS_OF = {
    "ACCREC": ("ACCRECCREDIT", "RECEIVE-PREPAYMENT", "RECEIVE-OVERPAYMENT"),
    "ACCPAY": ("ACCPAYCREDIT", "SPEND-PREPAYMENT", "SPEND-OVERPAYMENT"),
}
"""The types of credit that settle each type of invoice."""
LEDGER_NAMES = {
    "RECEIVE-PREPAYMENT": "ARPREPAYMENT",
    "SPEND-PREPAYMENT": "APPREPAYMENT",
    "RECEIVE-OVERPAYMENT": "AROVERPAYMENT",
    "SPEND-OVERPAYMENT": "APOVERPAYMENT",
}
"""What payments call them. # seen: Xero-Net's tests of refunds; Xero's page on types"""


def kind_of(credit: Credit) -> Kind:
    """The kind of a credit."""
    return KINDS[type(credit)]


def applied_to(invoice: Any) -> list[Any]:
    """Everything that has been set against an invoice."""
    return [one for kind in KINDS.values() for one in getattr(invoice, kind.listed)]
