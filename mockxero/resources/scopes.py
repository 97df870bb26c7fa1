"""Scope families, the broad one and its granular successor. Source: Xero's scopes page."""

SETTINGS = ("accounting.settings",)
CONTACTS = ("accounting.contacts",)
INVOICES = ("accounting.transactions", "accounting.invoices")
BANKING = ("accounting.transactions", "accounting.banktransactions")
PAYMENTS = ("accounting.transactions", "accounting.payments")
ATTACHMENTS = ("accounting.attachments",)
ITEMS = ("accounting.settings", "accounting.invoices")
REPORTS = "accounting.reports.read"
TAX_RETURNS = (REPORTS, "accounting.reports.taxreports.read")
EXPENSES = ("accounting.transactions",)
JOURNALS = ("accounting.journals.read",)
BUDGETS = ("accounting.budgets.read",)
MANUAL_JOURNALS = ("accounting.transactions", "accounting.manualjournals")
PAYMENT_SERVICES = ("paymentservices",)
