"""Purchase orders, costs that customers are charged, receipts and claims: what is bought."""

from xero_python.accounting import (
    ExpenseClaim,
    ExpenseClaims,
    LinkedTransaction,
    LinkedTransactions,
    PurchaseOrder,
    PurchaseOrders,
    Receipt,
    Receipts,
)

from tests.sdk.integration import TODAY
from tests.sdk.walker import ADVERTISING, Walker, line, only, unknown

# --- purchase orders ------------------------------------------------------------------------------


def get_purchase_orders(xero: Walker):
    """By status; the page has the lines."""
    made = xero.purchase_order(status="SUBMITTED")

    found = xero.get_purchase_orders(status="SUBMITTED", date_from=str(TODAY), page=1)

    by_id = {one.purchase_order_id: one for one in found.purchase_orders}
    assert {one.status for one in found.purchase_orders} == {"SUBMITTED"}
    assert len(by_id[made.purchase_order_id].line_items) == 1


def create_purchase_orders(xero: Walker):
    first, second = xero.purchase_order(), xero.purchase_order()

    assert (first.status, first.sub_total, first.total) == ("DRAFT", 100, 115)
    assert int(second.purchase_order_number[3:]) == int(first.purchase_order_number[3:]) + 1
    found = only(xero.get_purchase_order(first.purchase_order_id).purchase_orders)
    assert found.total == 115


def update_or_create_purchase_orders(xero: Walker):
    """An order that is known by its number is updated."""
    made = xero.purchase_order()
    number = made.purchase_order_number
    known = PurchaseOrder(purchase_order_number=number, contact=made.contact, reference="Known")
    new = PurchaseOrder(contact=made.contact, line_items=[line(10, ADVERTISING)])

    answer = xero.update_or_create_purchase_orders(PurchaseOrders(purchase_orders=[known, new]))

    changed, created = answer.purchase_orders
    assert (changed.purchase_order_id, changed.reference) == (made.purchase_order_id, "Known")
    assert created.purchase_order_id != made.purchase_order_id
    assert float(created.total) == 11.5


def get_purchase_order(xero: Walker):
    made = xero.purchase_order(delivery_instructions="Ring twice")

    found = only(xero.get_purchase_order(made.purchase_order_id).purchase_orders)

    assert found.purchase_order_id == made.purchase_order_id
    assert found.delivery_instructions == "Ring twice"


def get_purchase_order_by_number(xero: Walker):
    made = xero.purchase_order()

    found = only(xero.get_purchase_order_by_number(made.purchase_order_number).purchase_orders)

    assert found.purchase_order_id == made.purchase_order_id


def update_purchase_order(xero: Walker):
    """Approved; what was not sent stays."""
    made = xero.purchase_order(reference="First")
    draft = PurchaseOrders(purchase_orders=[PurchaseOrder(status="AUTHORISED")])

    changed = only(xero.update_purchase_order(made.purchase_order_id, draft).purchase_orders)

    assert (changed.purchase_order_id, changed.status) == (made.purchase_order_id, "AUTHORISED")
    found = only(xero.get_purchase_order(made.purchase_order_id).purchase_orders)
    assert (found.status, found.reference, found.total) == ("AUTHORISED", "First", 115)


# --- linked transactions --------------------------------------------------------------------------


def get_linked_transactions(xero: Walker):
    """By the bill that they come from."""
    made, _ = xero.linked_transaction(), xero.linked_transaction()

    found = xero.get_linked_transactions(source_transaction_id=made.source_transaction_id)

    assert [one.linked_transaction_id for one in found.linked_transactions] == [
        made.linked_transaction_id
    ]


def create_linked_transaction(xero: Walker):
    """The cost of an approved bill may be charged."""
    made = xero.linked_transaction()

    assert (made.type, made.status) == ("BILLABLEEXPENSE", "APPROVED")
    assert made.source_transaction_type_code == "ACCPAY"


def get_linked_transaction(xero: Walker):
    made = xero.linked_transaction()

    found = only(xero.get_linked_transaction(made.linked_transaction_id).linked_transactions)

    assert found.linked_transaction_id == made.linked_transaction_id
    assert found.source_line_item_id == made.source_line_item_id


def update_linked_transaction(xero: Walker):
    """Put on a customer's draft it is on that draft; on an approved invoice it is billed."""
    made, customer = xero.linked_transaction(), xero.contact()
    invoice = xero.invoice(contact=customer, status="DRAFT")
    charged = LinkedTransaction(
        contact_id=customer.contact_id,
        target_transaction_id=invoice.invoice_id,
        target_line_item_id=only(invoice.line_items).line_item_id,
        source_transaction_id=made.source_transaction_id,
        source_line_item_id=made.source_line_item_id,
    )

    changed = only(
        xero.update_linked_transaction(
            made.linked_transaction_id, LinkedTransactions(linked_transactions=[charged])
        ).linked_transactions
    )

    assert changed.linked_transaction_id == made.linked_transaction_id
    assert (changed.contact_id, changed.status) == (customer.contact_id, "ONDRAFT")
    found = only(xero.get_linked_transaction(made.linked_transaction_id).linked_transactions)
    assert found.target_transaction_id == invoice.invoice_id


def delete_linked_transaction(xero: Walker):
    made = xero.linked_transaction()

    xero.delete_linked_transaction(made.linked_transaction_id)

    assert unknown(xero.get_linked_transaction, made.linked_transaction_id)


# --- receipts -------------------------------------------------------------------------------------


def get_receipts(xero: Walker):
    """The list leaves the lines out."""
    made = xero.receipt()

    found = {one.receipt_id: one for one in xero.get_receipts().receipts}

    assert (found[made.receipt_id].total, found[made.receipt_id].line_items) == (23, [])


def create_receipt(xero: Walker):
    """Numbered one after the other."""
    first, second = xero.receipt(), xero.receipt()

    assert (first.status, first.sub_total, first.total_tax, first.total) == ("DRAFT", 20, 3, 23)
    assert int(second.receipt_number) == int(first.receipt_number) + 1


def get_receipt(xero: Walker):
    made = xero.receipt()

    found = only(xero.get_receipt(made.receipt_id).receipts)

    assert (found.receipt_id, found.user.user_id) == (made.receipt_id, xero.user().user_id)
    assert len(found.line_items) == 1


def update_receipt(xero: Walker):
    made = xero.receipt()
    draft = Receipt(user=made.user, reference="Lunch")

    changed = only(xero.update_receipt(made.receipt_id, Receipts(receipts=[draft])).receipts)

    assert (changed.receipt_id, changed.reference) == (made.receipt_id, "Lunch")
    found = only(xero.get_receipt(made.receipt_id).receipts)
    assert (found.reference, found.total) == ("Lunch", 23)


# --- expense claims -------------------------------------------------------------------------------


def get_expense_claims(xero: Walker):
    made = xero.expense_claim()

    found = {one.expense_claim_id: one for one in xero.get_expense_claims().expense_claims}

    assert (found[made.expense_claim_id].total, found[made.expense_claim_id].status) == (
        69,
        "SUBMITTED",
    )


def create_expense_claims(xero: Walker):
    """It adds its receipts up and submits them."""
    receipt = xero.receipt()

    made = xero.expense_claim(receipt)

    assert (made.status, made.total, made.amount_due) == ("SUBMITTED", 23, 23)
    assert only(xero.get_receipt(receipt.receipt_id).receipts).status == "SUBMITTED"


def get_expense_claim(xero: Walker):
    receipt = xero.receipt()
    made = xero.expense_claim(receipt)

    found = only(xero.get_expense_claim(made.expense_claim_id).expense_claims)

    assert found.expense_claim_id == made.expense_claim_id
    assert [one.receipt_id for one in found.receipts] == [receipt.receipt_id]


def update_expense_claim(xero: Walker):
    made = xero.expense_claim()
    key = made.expense_claim_id
    draft = ExpenseClaim(
        status="AUTHORISED",
        user=made.user,
        receipts=[Receipt(receipt_id=one.receipt_id) for one in made.receipts or ()],
    )

    changed = only(
        xero.update_expense_claim(key, ExpenseClaims(expense_claims=[draft])).expense_claims
    )

    assert (changed.expense_claim_id, changed.status) == (key, "AUTHORISED")
    assert only(xero.get_expense_claim(key).expense_claims).status == "AUTHORISED"
