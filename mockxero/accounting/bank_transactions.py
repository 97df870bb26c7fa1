"""Money through a bank account: what it says of itself, and what may still change about it."""

from collections.abc import Iterator

from mockxero.accounting import chart, tax
from mockxero.accounting.lifecycle import theme_for
from mockxero.accounting.lines import CONTROL_ACCOUNT_OF, sells
from mockxero.accounting.numbering import known
from mockxero.accounting.rulebook import Books, Check, Effect, Filled, Proposal
from mockxero.accounting.undoing import reconciled
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import cents
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.documents import Document
from mockxero.resources.invoices import Invoice
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment

PLAIN = ("SPEND", "RECEIVE")
"""Types that may be changed and deleted. Source: Xero's page on BankTransactions"""
PREPAYMENTS = ("SPEND-PREPAYMENT", "RECEIVE-PREPAYMENT")
OVERPAYMENTS = ("SPEND-OVERPAYMENT", "RECEIVE-OVERPAYMENT")
TRANSFERS = ("SPEND-TRANSFER", "RECEIVE-TRANSFER")
CREATABLE = (*PLAIN, *PREPAYMENTS, *OVERPAYMENTS)
"""Types that a caller may record; transfers have an endpoint of their own."""

Money = Proposal[BankTransaction]


# --- completing -----------------------------------------------------------------------------------


def bank_transaction_defaults(proposal: Money, books: Books) -> Filled:
    """What a new one has, unless the caller said otherwise; amounts include tax by default."""
    now = proposal.now
    never = {"due_date": None, "branding_theme_id": None}
    if not proposal.creating:
        return never | ({"is_reconciled": False} if now.status == "DELETED" else {})
    amounts = "NoTax" if now.type in OVERPAYMENTS else "Inclusive"
    return never | {
        "status": now.status or "AUTHORISED",
        "line_amount_types": now.line_amount_types or amounts,
        "date": now.date or books.today,
        # Only these have a reference. Source: Xero's page; guess: it is ignored on the others
        "reference": (now.reference or "") if now.type in PLAIN else None,
        "is_reconciled": bool(now.is_reconciled),
    }


def coded_to_control_account(proposal: Money, books: Books) -> Filled:
    """The line of an overpayment stands on the control account, whatever was sent."""
    control = CONTROL_ACCOUNT_OF.get(proposal.now.type or "")
    account = books.one(Account, "system", control) if control else None
    if account is None:
        return {}
    coded = {"account_id": account.account_id, "account_code": account.code}
    return {"lines": tuple(line.but(**coded) for line in proposal.now.lines)}


def names_what_it_makes(proposal: Money, books: Books) -> Filled:
    """What is paid ahead makes a prepayment or an overpayment, and knows its id."""
    if proposal.creating and proposal.now.type in PREPAYMENTS:
        return {"prepayment_id": books.new_id()}
    if proposal.creating and proposal.now.type in OVERPAYMENTS:
        return {"overpayment_id": books.new_id()}
    return {}


# --- what may be wrong ----------------------------------------------------------------------------


def may_be_recorded(proposal: Money, books: Books) -> Iterator[Complaint]:
    """A new one has a type that callers may record, and is AUTHORISED. # guess: the words"""
    now = proposal.now
    if not proposal.creating:
        return
    if now.type is None:
        yield Complaint("The Type field must be specified")
    elif now.type not in CREATABLE:
        yield Complaint(f"Bank Transactions of type {now.type} cannot be created")
    if now.status != "AUTHORISED":
        yield Complaint("Bank Transaction not of valid status for creation")


def may_be_changed(proposal: Money, books: Books) -> Iterator[Complaint]:
    """Spent and received money may change until it is deleted or reconciled.

    # guess: the words but those about a statement
    """
    before, now = proposal.before, proposal.now
    if before is None:
        return
    if before.type not in PLAIN:
        yield Complaint(f"Bank Transactions of type {before.type} cannot be updated")
    elif proposal.moves("type"):
        yield Complaint("The Type of a Bank Transaction cannot be changed")
    if before.status != "AUTHORISED" or now.status not in ("AUTHORISED", "DELETED"):
        yield Complaint("Bank Transaction not of valid status for modification")
    elif before.is_reconciled:
        yield reconciled("Bank Transaction")


def but_for_transfers(rule: Check) -> Check:
    """A rule that does not hold for either side of a transfer: it is for nobody, without lines."""

    def checked(proposal: Money, books: Books) -> Iterator[Complaint]:
        if proposal.now.type not in TRANSFERS:
            yield from rule(proposal, books)

    return checked


def has_bank_account(proposal: Money, books: Books) -> Iterator[Complaint]:
    """The money goes through a bank account that is in use."""
    return chart.is_through_bank(
        proposal, "bank_account", books, missing="A BankAccount must be specified"
    )


def lines_are_whole(proposal: Money, books: Books) -> Iterator[Complaint]:
    """Each line says what it is for, how many, and how much. # guess: the words

    It may say so with no word at all, as in every transaction of Demo Company (Global).
    """
    if "lines" not in proposal.sent:
        return
    for line in proposal.now.lines:
        if line.description is None:
            yield Complaint("Description must be specified for each line item")
        if line.quantity is not None and line.quantity <= 0:
            yield Complaint("The line item quantity must be greater than zero")
        if not line.unit_amount:
            yield Complaint("The line item unit amount must not be zero")
        if line.item_code and proposal.now.type not in PLAIN:
            yield Complaint(
                "ItemCode can only be used when the Bank Transaction Type is SPEND or RECEIVE"
            )


def tax_is_as_calculated(proposal: Money, books: Books) -> Iterator[Complaint]:
    """Unlike that of an invoice, the tax of a line is what the rate says.

    # seen: XeroAPI/xero-node#768, 2025
    """
    now = proposal.now
    for sent, line in zip(proposal.sent.get("lines", ()), now.lines, strict=False):
        given = sent.get("tax_amount")
        if given is None or line.line_amount is None:
            continue
        percent = tax.rate(line.tax_type, books)
        due = tax.tax_on(line.line_amount, percent, now.line_amount_types)
        if cents(given) != due:
            yield Complaint(
                f"Tax amount {cents(given)} is incorrect for {line.tax_type} tax type, "
                f"should be {due}"
            )


def overpayment_is_one_line(proposal: Money, books: Books) -> Iterator[Complaint]:
    """An overpayment has a single line, and no tax. # guess: the words"""
    now = proposal.now
    if now.type not in OVERPAYMENTS:
        return
    if len(now.lines) > 1:
        yield Complaint("Overpayments can only have a single line item")
    if now.line_amount_types != "NoTax":
        yield Complaint("The LineAmountTypes of an overpayment must be NoTax")


def total_is_positive(proposal: Money, books: Books) -> Iterator[Complaint]:
    """Lines may be negative, all of them together may not. # guess: the words"""
    now = proposal.now
    if now.lines and now.total is not None and now.total <= 0:
        yield Complaint("The document total must be greater than zero")


# --- consequences ---------------------------------------------------------------------------------


def paid_ahead(proposal: Money, books: Books) -> Iterator[Effect]:
    """A prepayment or an overpayment begins as a bank transaction."""
    now = proposal.now
    if not proposal.creating:
        return
    if now.prepayment_id is not None:
        yield Effect(_prepayment(now, books), words="Created", details=told(now))
    if now.overpayment_id is not None:
        reference = proposal.sent.get("reference") or ""
        yield Effect(_overpayment(now, reference), words="Created", details=told(now))


def _prepayment(now: BankTransaction, books: Books) -> Prepayment:
    """Its reference is its number, which only what is received has. # guess: an invoice's number"""
    number = None
    if sells(now.type):
        number = books.next_number("ACCREC", lambda one: known(Invoice, one, "ACCREC", books))
    return Prepayment(
        **_common(now) | {"branding_theme_id": theme_for(now.type, books)},
        prepayment_id=now.prepayment_id,
        id=now.prepayment_id,
        reference=number or "",
        invoice_number=number,
    )


def _overpayment(now: BankTransaction, reference: str) -> Overpayment:
    return Overpayment(
        **_common(now),
        overpayment_id=now.overpayment_id,
        id=now.overpayment_id,
        reference=reference,
    )


def _common(now: BankTransaction) -> Filled:
    shared = {attr: value for attr, value in now.items() if attr in Document.places}
    return shared | {
        "type": now.type,
        "currency_rate": now.currency_rate,
        "remaining_credit": now.total,
        "bank_transaction": now.bank_transaction_id,
    }


def told(now: BankTransaction) -> str:
    """A bank transaction in the history of what it touches."""
    return f"{now.type} for {now.total}."
