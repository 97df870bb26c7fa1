"""Payments, batches, bank transactions and transfers, and what was paid too much or too early."""

from typing import Any

from xero_python.accounting import (
    Account,
    Allocation,
    Allocations,
    BankTransaction,
    BankTransactions,
    BankTransferDelete,
    BankTransferDeleteByUrlParam,
    BankTransfersDelete,
    BatchPaymentDelete,
    BatchPaymentDeleteByUrlParam,
    Invoice,
    Payment,
    PaymentDelete,
    Payments,
)

from tests.sdk.integration import BANK, TODAY
from tests.sdk.walker import ADVERTISING, Walker, line, only, unread

# --- payments -------------------------------------------------------------------------------------


def get_payments(xero: Walker):
    invoice = xero.invoice()
    made = xero.payment(invoice)

    found = xero.get_payments(where=f'Invoice.InvoiceID==Guid("{invoice.invoice_id}")', page=1)

    assert [one.payment_id for one in found.payments] == [made.payment_id]
    assert found.pagination.item_count == 1


def create_payments(xero: Walker):
    """Two at once; each lowers what is due."""
    first, second = xero.invoice(), xero.invoice()
    drafts = [
        Payment(
            invoice=Invoice(invoice_id=one.invoice_id),
            account=Account(code=BANK),
            date=TODAY,
            amount=amount,
        )
        for one, amount in ((first, 15), (second, 115))
    ]

    answer = xero.create_payments(Payments(payments=drafts))

    assert [one.amount for one in answer.payments] == [15, 115]
    found = [only(xero.get_invoice(one.invoice_id).invoices) for one in (first, second)]
    assert [(one.amount_due, one.status) for one in found] == [(100, "AUTHORISED"), (0, "PAID")]


def create_payment(xero: Walker):
    """The answer shows the invoice as it stands afterwards."""
    made = xero.payment(amount=40)

    assert (made.amount, made.payment_type, made.status) == (40, "ACCRECPAYMENT", "AUTHORISED")
    assert (made.invoice.amount_due, made.invoice.amount_paid) == (75, 40)


def get_payment(xero: Walker):
    made = xero.payment()

    found = only(xero.get_payment(made.payment_id).payments)

    assert (found.payment_id, found.amount) == (made.payment_id, 40)
    assert found.account.code == BANK


def delete_payment(xero: Walker):
    """The invoice owes it again."""
    invoice = xero.invoice()
    made = xero.payment(invoice, 115)
    assert only(xero.get_invoice(invoice.invoice_id).invoices).status == "PAID"

    gone = only(xero.delete_payment(made.payment_id, PaymentDelete(status="DELETED")).payments)

    assert (gone.payment_id, gone.status) == (made.payment_id, "DELETED")
    found = only(xero.get_invoice(invoice.invoice_id).invoices)
    assert (found.status, found.amount_due) == ("AUTHORISED", 115)


# --- batch payments -------------------------------------------------------------------------------


def get_batch_payments(xero: Walker):
    made = xero.batch_payment()

    found = {one.batch_payment_id: one for one in xero.get_batch_payments().batch_payments}

    assert found[made.batch_payment_id].total_amount == 80
    assert len(found[made.batch_payment_id].payments) == 2


def create_batch_payment(xero: Walker):
    """Each part is a payment, which its invoice sees."""
    first, second = xero.invoice(), xero.invoice()

    made = xero.batch_payment(first, second)

    assert (made.type, made.status, made.total_amount) == ("RECBATCH", "AUTHORISED", 80)
    assert _due(xero, first) == _due(xero, second) == 75
    part = only(xero.get_payment(made.payments[0].payment_id).payments)
    assert (part.amount, part.batch_payment_id) == (40, made.batch_payment_id)


def get_batch_payment(xero: Walker):
    made = xero.batch_payment()

    found = only(xero.get_batch_payment(made.batch_payment_id).batch_payments)

    assert (found.batch_payment_id, found.reference) == (made.batch_payment_id, "Batch")
    assert [one.amount for one in found.payments] == [40, 40]


def delete_batch_payment(xero: Walker):
    """All its payments go, and the invoices owe them again."""
    invoice = xero.invoice()
    made = xero.batch_payment(invoice)
    draft = BatchPaymentDelete(batch_payment_id=made.batch_payment_id, status="DELETED")

    gone = only(xero.delete_batch_payment(draft).batch_payments)

    assert (gone.batch_payment_id, gone.status) == (made.batch_payment_id, "DELETED")
    assert _due(xero, invoice) == 115


def delete_batch_payment_by_url_param(xero: Walker):
    invoice = xero.invoice()
    made = xero.batch_payment(invoice)
    draft = BatchPaymentDeleteByUrlParam(status="DELETED")

    gone = only(xero.delete_batch_payment_by_url_param(made.batch_payment_id, draft).batch_payments)

    assert (gone.batch_payment_id, gone.status) == (made.batch_payment_id, "DELETED")
    assert _due(xero, invoice) == 115


def _due(xero: Walker, invoice: Invoice) -> Any:
    return only(xero.get_invoice(invoice.invoice_id).invoices).amount_due


# --- bank transactions ----------------------------------------------------------------------------


def get_bank_transactions(xero: Walker):
    made = xero.bank_transaction(reference="Walked")

    found = xero.get_bank_transactions(where='Reference=="Walked"', page=1).bank_transactions

    assert [one.bank_transaction_id for one in found] == [made.bank_transaction_id]
    assert len(only(found).line_items) == 1


def create_bank_transactions(xero: Walker):
    """Tax is inside here, unless one says otherwise."""
    made = xero.bank_transaction()

    assert (made.type, made.status, made.is_reconciled) == ("SPEND", "AUTHORISED", False)
    assert (made.sub_total, made.total_tax, made.total) == (100, 15, 115)
    assert made.line_amount_types.value == "Inclusive"


def update_or_create_bank_transactions(xero: Walker):
    made = xero.bank_transaction()
    known = BankTransaction(
        bank_transaction_id=made.bank_transaction_id,
        type="SPEND",
        contact=made.contact,
        bank_account=Account(code=BANK),
        line_items=[line(23, ADVERTISING)],
    )
    new = BankTransaction(
        type="RECEIVE",
        contact=made.contact,
        bank_account=Account(code=BANK),
        line_items=[line(11.5)],
    )

    answer = xero.update_or_create_bank_transactions(
        BankTransactions(bank_transactions=[known, new])
    )

    changed, created = answer.bank_transactions
    assert (changed.bank_transaction_id, changed.total) == (made.bank_transaction_id, 23)
    assert (created.type, float(created.total), float(created.total_tax)) == ("RECEIVE", 11.5, 1.5)


def get_bank_transaction(xero: Walker):
    made = xero.bank_transaction()

    found = only(xero.get_bank_transaction(made.bank_transaction_id).bank_transactions)

    assert found.bank_transaction_id == made.bank_transaction_id
    assert (found.bank_account.code, found.contact.contact_id) == (BANK, made.contact.contact_id)


def update_bank_transaction(xero: Walker):
    """DELETED is a status."""
    made = xero.bank_transaction()
    draft = BankTransaction(  # the SDK insists on what Xero would not need
        type=made.type,
        bank_account=Account(code=BANK),
        line_items=made.line_items,
        status="DELETED",
    )

    changed = only(
        xero.update_bank_transaction(
            made.bank_transaction_id, BankTransactions(bank_transactions=[draft])
        ).bank_transactions
    )

    assert (changed.bank_transaction_id, changed.status) == (made.bank_transaction_id, "DELETED")
    found = only(xero.get_bank_transaction(made.bank_transaction_id).bank_transactions)
    assert found.status == "DELETED"


# --- bank transfers -------------------------------------------------------------------------------


def get_bank_transfers(xero: Walker):
    made = xero.bank_transfer()

    found = {one.bank_transfer_id: one for one in xero.get_bank_transfers().bank_transfers}

    assert found[made.bank_transfer_id].amount == 250


def create_bank_transfer(xero: Walker):
    """Two bank transactions come of it, one on each side."""
    made = xero.bank_transfer()

    legs = [
        only(xero.get_bank_transaction(key).bank_transactions)
        for key in (made.from_bank_transaction_id, made.to_bank_transaction_id)
    ]
    assert [one.type for one in legs] == ["SPEND-TRANSFER", "RECEIVE-TRANSFER"]
    assert [one.total for one in legs] == [250, 250]
    assert [one.bank_account.account_id for one in legs] == [
        made.from_bank_account.account_id,
        made.to_bank_account.account_id,
    ]


def get_bank_transfer(xero: Walker):
    made = xero.bank_transfer()

    found = only(xero.get_bank_transfer(made.bank_transfer_id).bank_transfers)

    assert (found.bank_transfer_id, found.amount) == (made.bank_transfer_id, 250)
    assert found.from_bank_transaction_id == made.from_bank_transaction_id


def delete_bank_transfers(xero: Walker):
    """Out of the list, unless it is asked for those that are deleted."""
    made, kept = xero.bank_transfer(), xero.bank_transfer()
    draft = BankTransferDelete(bank_transfer_id=made.bank_transfer_id, status="DELETED")

    gone = only(
        xero.delete_bank_transfers(BankTransfersDelete(bank_transfers=[draft])).bank_transfers
    )

    assert (gone.bank_transfer_id, gone.status) == (made.bank_transfer_id, "DELETED")
    assert made.bank_transfer_id not in _transfers(xero)
    assert kept.bank_transfer_id in _transfers(xero)
    assert made.bank_transfer_id in _transfers(xero, include_deleted=True)


def delete_bank_transfer(xero: Walker):
    """Both legs go with it."""
    made = xero.bank_transfer()
    draft = BankTransferDeleteByUrlParam(status="DELETED")

    gone = only(xero.delete_bank_transfer(made.bank_transfer_id, draft).bank_transfers)

    assert (gone.bank_transfer_id, gone.status) == (made.bank_transfer_id, "DELETED")
    assert made.bank_transfer_id not in _transfers(xero)
    leg = only(xero.get_bank_transaction(made.from_bank_transaction_id).bank_transactions)
    assert leg.status == "DELETED"


def _transfers(xero: Walker, **asked: bool) -> set[str]:
    return {one.bank_transfer_id for one in xero.get_bank_transfers(**asked).bank_transfers}


# --- overpayments and prepayments -----------------------------------------------------------------


def get_overpayments(xero: Walker):
    made = xero.overpayment()

    found = {one.overpayment_id: one for one in xero.get_overpayments(page=1).overpayments}

    assert (found[made.overpayment_id].total, found[made.overpayment_id].remaining_credit) == (
        100,
        100,
    )


def get_overpayment(xero: Walker):
    made = xero.overpayment()

    found = only(xero.get_overpayment(made.overpayment_id).overpayments)

    assert (found.overpayment_id, found.type) == (made.overpayment_id, "RECEIVE-OVERPAYMENT")
    assert found.contact.contact_id == made.contact.contact_id


def create_overpayment_allocations(xero: Walker):
    """What was paid too much settles a part of an invoice."""
    invoice, key = _overpaid(xero)

    made = only(xero.create_overpayment_allocations(key, _sixty(invoice)).allocations)

    assert (made.amount, made.invoice.invoice_id) == (60, invoice.invoice_id)
    assert _due(xero, invoice) == 55
    assert only(xero.get_overpayment(key).overpayments).remaining_credit == 40


def delete_overpayment_allocations(xero: Walker):
    """Taken back, both are as they were."""
    invoice, key = _overpaid(xero)
    xero.create_overpayment_allocations(key, _sixty(invoice))
    allocation = only(only(xero.get_overpayment(key).overpayments).allocations).allocation_id

    gone = unread(xero.delete_overpayment_allocations, key, allocation)

    assert (gone["AllocationID"], gone["IsDeleted"]) == (allocation, True)
    assert _due(xero, invoice) == 115
    assert only(xero.get_overpayment(key).overpayments).remaining_credit == 100


def get_prepayments(xero: Walker):
    made = xero.prepayment()

    found = {one.prepayment_id: one for one in xero.get_prepayments(page=1).prepayments}

    assert (found[made.prepayment_id].total, found[made.prepayment_id].remaining_credit) == (
        115,
        115,
    )


def get_prepayment(xero: Walker):
    made = xero.prepayment()

    found = only(xero.get_prepayment(made.prepayment_id).prepayments)

    assert (found.prepayment_id, found.type) == (made.prepayment_id, "RECEIVE-PREPAYMENT")
    assert (found.sub_total, found.total_tax, found.total) == (100, 15, 115)


def create_prepayment_allocations(xero: Walker):
    """What was paid in advance settles a part of an invoice."""
    invoice, key = _prepaid(xero)

    made = only(xero.create_prepayment_allocations(key, _sixty(invoice)).allocations)

    assert (made.amount, made.invoice.invoice_id) == (60, invoice.invoice_id)
    assert _due(xero, invoice) == 55
    assert only(xero.get_prepayment(key).prepayments).remaining_credit == 55


def delete_prepayment_allocations(xero: Walker):
    """Taken back, both are as they were."""
    invoice, key = _prepaid(xero)
    xero.create_prepayment_allocations(key, _sixty(invoice))
    allocation = only(only(xero.get_prepayment(key).prepayments).allocations).allocation_id

    gone = unread(xero.delete_prepayment_allocations, key, allocation)

    assert (gone["AllocationID"], gone["IsDeleted"]) == (allocation, True)
    assert _due(xero, invoice) == 115
    assert only(xero.get_prepayment(key).prepayments).remaining_credit == 115


def _overpaid(xero: Walker) -> tuple[Invoice, str]:
    ada = xero.contact()
    return xero.invoice(contact=ada), xero.overpayment(contact=ada).overpayment_id


def _prepaid(xero: Walker) -> tuple[Invoice, str]:
    ada = xero.contact()
    return xero.invoice(contact=ada), xero.prepayment(contact=ada).prepayment_id


def _sixty(invoice: Invoice) -> Allocations:
    part = Allocation(amount=60, date=TODAY, invoice=Invoice(invoice_id=invoice.invoice_id))
    return Allocations(allocations=[part])
