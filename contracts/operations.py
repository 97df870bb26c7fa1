"""The operations the stories use, by Xero's ids: method, path, and the shape of the answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of Xero's OpenAPI description.

    `collection` is the member of the envelope that holds the records, `shape` the schema of each
    of them, and `paged` the schema to use instead when a page was asked for.
    """

    method: str
    path: str
    collection: str = ""
    shape: str = ""
    paged: str = ""
    accounting: bool = True


def _operations(
    collection: str, schema: str, *rows: tuple[str, str, str, str]
) -> dict[str, Operation]:
    return {
        name: Operation(method, path, collection, f"{schema}#/$defs/{view}")
        for name, method, path, view in rows
    }


OPERATIONS: dict[str, Operation] = {
    "getAccounts": Operation("GET", "/Accounts", "Accounts"),
    "createAccount": Operation("PUT", "/Accounts", "Accounts"),
    "updateAccount": Operation("POST", "/Accounts/{AccountID}", "Accounts"),
    "getTrackingCategories": Operation("GET", "/TrackingCategories", "TrackingCategories"),
    "getReportAgedReceivablesByContact": Operation(
        "GET", "/Reports/AgedReceivablesByContact", "Reports"
    ),
    "getReportBalanceSheet": Operation("GET", "/Reports/BalanceSheet", "Reports"),
    "getReportBankSummary": Operation("GET", "/Reports/BankSummary", "Reports"),
    "getReportTrialBalance": Operation("GET", "/Reports/TrialBalance", "Reports"),
    "getReportProfitAndLoss": Operation("GET", "/Reports/ProfitAndLoss", "Reports"),
    "getConnections": Operation("GET", "/connections", "", "connections.json", accounting=False),
    "getOrganisations": Operation("GET", "/Organisation", "Organisations"),
    **_operations(
        "Contacts",
        "contact.json",
        ("createContacts", "PUT", "/Contacts", "written"),
        ("updateOrCreateContacts", "POST", "/Contacts", "written"),
        ("updateContact", "POST", "/Contacts/{ContactID}", "written"),
        ("getContact", "GET", "/Contacts/{ContactID}", "single"),
        ("getContacts", "GET", "/Contacts", "listed"),
    ),
    **_operations(
        "Invoices",
        "invoice.json",
        ("createInvoices", "PUT", "/Invoices", "written"),
        ("updateOrCreateInvoices", "POST", "/Invoices", "written"),
        ("updateInvoice", "POST", "/Invoices/{InvoiceID}", "written"),
        ("getInvoice", "GET", "/Invoices/{InvoiceID}", "single"),
    ),
    "getInvoices": Operation(
        "GET",
        "/Invoices",
        "Invoices",
        "invoice.json#/$defs/listed",
        paged="invoice.json#/$defs/paged",
    ),
    **_operations(
        "HistoryRecords",
        "history.json",
        ("createInvoiceHistory", "PUT", "/Invoices/{InvoiceID}/History", "written"),
        ("getInvoiceHistory", "GET", "/Invoices/{InvoiceID}/History", "listed"),
    ),
    **_operations(
        "Attachments",
        "attachment.json",
        (
            "createInvoiceAttachmentByFileName",
            "PUT",
            "/Invoices/{InvoiceID}/Attachments/{FileName}",
            "kept",
        ),
        ("getInvoiceAttachments", "GET", "/Invoices/{InvoiceID}/Attachments", "kept"),
    ),
    "getOnlineInvoice": Operation("GET", "/Invoices/{InvoiceID}/OnlineInvoice", "OnlineInvoices"),
    "emailInvoice": Operation("POST", "/Invoices/{InvoiceID}/Email"),
    **_operations(
        "Payments",
        "payment.json",
        ("createPayment", "POST", "/Payments", "written"),
        ("deletePayment", "POST", "/Payments/{PaymentID}", "written"),
    ),
    "createBankTransfer": Operation("PUT", "/BankTransfers", "BankTransfers"),
    "deleteBankTransfer": Operation("POST", "/BankTransfers/{BankTransferID}", "BankTransfers"),
    "getBankTransfers": Operation("GET", "/BankTransfers", "BankTransfers"),
    **_operations(
        "BatchPayments",
        "batch_payment.json",
        ("createBatchPayment", "PUT", "/BatchPayments", "whole"),
        ("deleteBatchPaymentByUrlParam", "POST", "/BatchPayments/{BatchPaymentID}", "whole"),
    ),
    "createBankTransactions": Operation("PUT", "/BankTransactions", "BankTransactions"),
    "updateBankTransaction": Operation(
        "POST", "/BankTransactions/{BankTransactionID}", "BankTransactions"
    ),
    "getBankTransaction": Operation(
        "GET", "/BankTransactions/{BankTransactionID}", "BankTransactions"
    ),
    "getPrepayment": Operation("GET", "/Prepayments/{PrepaymentID}", "Prepayments"),
    "createPrepaymentAllocations": Operation(
        "PUT", "/Prepayments/{PrepaymentID}/Allocations", "Allocations"
    ),
    "getOverpayment": Operation("GET", "/Overpayments/{OverpaymentID}", "Overpayments"),
    "createOverpaymentAllocations": Operation(
        "PUT", "/Overpayments/{OverpaymentID}/Allocations", "Allocations"
    ),
    **_operations(
        "CreditNotes",
        "credit_note.json",
        ("createCreditNotes", "PUT", "/CreditNotes", "written"),
        ("updateCreditNote", "POST", "/CreditNotes/{CreditNoteID}", "written"),
        ("getCreditNote", "GET", "/CreditNotes/{CreditNoteID}", "single"),
    ),
    **_operations(
        "Allocations",
        "allocation.json",
        ("createCreditNoteAllocation", "PUT", "/CreditNotes/{CreditNoteID}/Allocations", "written"),
    ),
    "deleteCreditNoteAllocations": Operation(
        "DELETE", "/CreditNotes/{CreditNoteID}/Allocations/{AllocationID}"
    ),
    **_operations(
        "PurchaseOrders",
        "purchase_order.json",
        ("createPurchaseOrders", "PUT", "/PurchaseOrders", "written"),
        ("updateOrCreatePurchaseOrders", "POST", "/PurchaseOrders", "written"),
        ("updatePurchaseOrder", "POST", "/PurchaseOrders/{PurchaseOrderID}", "written"),
        ("getPurchaseOrder", "GET", "/PurchaseOrders/{PurchaseOrderID}", "single"),
    ),
    **_operations(
        "Quotes",
        "quote.json",
        ("createQuotes", "PUT", "/Quotes", "alone"),
        ("updateQuote", "POST", "/Quotes/{QuoteID}", "alone"),
        ("getQuote", "GET", "/Quotes/{QuoteID}", "alone"),
    ),
    **_operations(
        "Items",
        "item.json",
        ("createItems", "PUT", "/Items", "written"),
        ("updateOrCreateItems", "POST", "/Items", "written"),
        ("getItems", "GET", "/Items", "listed"),
    ),
    "deleteItem": Operation("DELETE", "/Items/{ItemID}"),
    **_operations(
        "ManualJournals",
        "manual_journal.json",
        ("createManualJournals", "PUT", "/ManualJournals", "written"),
        ("updateManualJournal", "POST", "/ManualJournals/{ManualJournalID}", "written"),
        ("getManualJournal", "GET", "/ManualJournals/{ManualJournalID}", "single"),
    ),
    **_operations("Journals", "journal.json", ("getJournals", "GET", "/Journals", "listed")),
    "getBudgets": Operation("GET", "/Budgets", "Budgets"),
    "getBudget": Operation("GET", "/Budgets/{BudgetID}", "Budgets"),
    "createRepeatingInvoices": Operation("PUT", "/RepeatingInvoices", "RepeatingInvoices"),
    "updateRepeatingInvoice": Operation(
        "POST", "/RepeatingInvoices/{RepeatingInvoiceID}", "RepeatingInvoices"
    ),
    "createLinkedTransaction": Operation("PUT", "/LinkedTransactions", "LinkedTransactions"),
    "getLinkedTransaction": Operation(
        "GET", "/LinkedTransactions/{LinkedTransactionID}", "LinkedTransactions"
    ),
    "deleteLinkedTransaction": Operation("DELETE", "/LinkedTransactions/{LinkedTransactionID}"),
}


def operation(operation_id: str) -> Operation:
    """The operation of that id; a story that needs another one adds its row here."""
    try:
        return OPERATIONS[operation_id]
    except KeyError:
        raise LookupError(f"contracts/operations.py has no row for {operation_id}") from None
