"""Xero's Python SDK for one organisation, and the records that a story about it starts from."""

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, TypeVar

from xero_python.accounting import (
    Account,
    AccountingApi,
    AccountType,
    BankTransaction,
    BankTransactions,
    BankTransfer,
    BankTransfers,
    BatchPayment,
    BatchPayments,
    Contact,
    ContactGroup,
    ContactGroups,
    Contacts,
    CreditNote,
    CreditNotes,
    ExpenseClaim,
    ExpenseClaims,
    Invoice,
    Invoices,
    Item,
    Items,
    LineAmountTypes,
    LineItem,
    LinkedTransaction,
    ManualJournal,
    ManualJournalLine,
    ManualJournals,
    Payment,
    PurchaseOrder,
    PurchaseOrders,
    Quote,
    Quotes,
    Receipt,
    Receipts,
    RepeatingInvoice,
    RepeatingInvoices,
    Schedule,
    TaxComponent,
    TaxRate,
    TaxRates,
    TrackingCategory,
    User,
)
from xero_python.exceptions import HTTPStatusException

from mockxero.books.organisation import Organisation
from tests.sdk.integration import BANK, IN_A_FORTNIGHT, SALES, TODAY, YESTERDAY

SAVINGS, ADVERTISING, OFFICE = "091", "400", "453"
"""More accounts of the Demo Company (NZ): another bank account, and two of its costs."""
T = TypeVar("T")


def only(found: Iterable[T]) -> T:
    """The one element of a list."""
    (one,) = found
    return one


def unknown(call: Callable[..., Any], *args: Any) -> bool:
    """Whether what is asked for is not found."""
    try:
        call(*args)
    except HTTPStatusException as refused:
        return bool(refused.status == HTTPStatus.NOT_FOUND)
    return False


def unread(call: Callable[..., Any], *args: str) -> Any:
    """The body of an answer that the SDK cannot read.

    It wants an Amount of every allocation, and those that are taken back have none.
    """
    answer = call(*args, _preload_content=False)
    return json.loads(answer.data)


def line(amount: Any = 100, code: str | None = SALES, **members: Any) -> LineItem:
    """A line of so much, before tax."""
    told: dict[str, Any] = {"description": "Work", "quantity": 1, "unit_amount": amount}
    return LineItem(**(told | {"account_code": code} | members))


class Walker:
    """Calls the API for one tenant, and remembers by which methods."""

    def __init__(self, api: AccountingApi, books: dict[str, Organisation], at: str = "nz") -> None:
        self.called: set[str] = set()
        self.behind = books[at]
        """The books behind the API, for what only Xero's own application can do to them."""
        self.tenant = self.behind.tenant_id
        self._api, self._books, self._count = api, books, 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._api, name)

        def call(*args: Any, **options: Any) -> Any:
            self.called.add(name)
            return method(self.tenant, *args, **options)

        return call

    def at(self, country: str) -> "Walker":
        """The same for the organisation of another country."""
        there = Walker(self._api, self._books, country)
        there.called = self.called
        return there

    def fresh(self, word: str) -> str:
        """A name that nothing has yet."""
        self._count += 1
        return f"{word} {self._count}"

    # --- the chart, and who is there --------------------------------------------------------------

    def account(self, **members: Any) -> Account:
        self._count += 1
        told = {
            "code": f"9{self._count:02}X",
            "name": self.fresh("Cost"),
            "type": AccountType.EXPENSE,
        }
        return only(self.create_account(Account(**(told | members))).accounts)

    def contact(self, **members: Any) -> Contact:
        draft = Contact(**({"name": self.fresh("Customer")} | members))
        return only(self.create_contacts(Contacts(contacts=[draft])).contacts)

    def group(self) -> ContactGroup:
        draft = ContactGroup(name=self.fresh("Group"))
        answer = self.create_contact_group(ContactGroups(contact_groups=[draft]))
        return only(answer.contact_groups)

    def item(self, **members: Any) -> Item:
        draft = Item(**({"code": self.fresh("ITEM"), "name": "A thing"} | members))
        return only(self.create_items(Items(items=[draft])).items)

    def tax_rate(self) -> TaxRate:
        parts = [TaxComponent(name="Tax", rate=8), TaxComponent(name="Levy", rate=2)]
        draft = TaxRate(name=self.fresh("Rate"), report_tax_type="OUTPUT", tax_components=parts)
        return only(self.create_tax_rates(TaxRates(tax_rates=[draft])).tax_rates)

    def tracking_category(self) -> TrackingCategory:
        draft = TrackingCategory(name=self.fresh("Team"))
        return only(self.create_tracking_category(draft).tracking_categories)

    def user(self) -> User:
        return self.get_users().users[0]

    # --- sales and purchases ----------------------------------------------------------------------

    def invoice(self, *lines: LineItem, **members: Any) -> Invoice:
        """An approved invoice over 115.00 with tax, unless said otherwise."""
        told = {
            "type": "ACCREC",
            "contact": self.known(members),
            "date": YESTERDAY,
            "due_date": IN_A_FORTNIGHT,
            "status": "AUTHORISED",
            "line_items": [*lines] or [line()],
        }
        draft = Invoice(**(told | members))
        return only(self.create_invoices(Invoices(invoices=[draft])).invoices)

    def bill(self, *lines: LineItem, **members: Any) -> Invoice:
        """An approved bill over 115.00 with tax."""
        told = {"type": "ACCPAY", "invoice_number": self.fresh("BILL")}
        return self.invoice(*(lines or [line(code=ADVERTISING)]), **(told | members))

    def credit_note(self, *lines: LineItem, **members: Any) -> CreditNote:
        """An approved credit note for a customer, over 115.00 with tax."""
        told = {
            "type": "ACCRECCREDIT",
            "contact": self.known(members),
            "date": TODAY,
            "status": "AUTHORISED",
            "line_items": [*lines] or [line()],
        }
        draft = CreditNote(**(told | members))
        return only(self.create_credit_notes(CreditNotes(credit_notes=[draft])).credit_notes)

    def purchase_order(self, *lines: LineItem, **members: Any) -> PurchaseOrder:
        """A draft order over 115.00 with tax."""
        told = {
            "contact": self.known(members),
            "date": TODAY,
            "line_items": [*lines] or [line(code=ADVERTISING)],
        }
        draft = PurchaseOrder(**(told | members))
        answer = self.create_purchase_orders(PurchaseOrders(purchase_orders=[draft]))
        return only(answer.purchase_orders)

    def quote(self, *lines: LineItem, **members: Any) -> Quote:
        """A draft quote over 115.00 with tax; quotes take no tax from the account."""
        told = {
            "contact": self.known(members),
            "date": TODAY,
            "line_items": [*lines] or [line(tax_type="OUTPUT2")],
        }
        draft = Quote(**(told | members))
        return only(self.create_quotes(Quotes(quotes=[draft])).quotes)

    def repeating_invoice(self, **members: Any) -> RepeatingInvoice:
        """A draft template over 115.00 with tax, for every month."""
        monthly = {
            "period": 1,
            "unit": "MONTHLY",
            "due_date": 20,
            "due_date_type": "OFFOLLOWINGMONTH",
            "start_date": IN_A_FORTNIGHT,
        }
        told = {
            "type": "ACCREC",
            "contact": self.known(members),
            "schedule": Schedule(**monthly),
            "line_items": [line()],
            "status": "DRAFT",
        }
        drafts = RepeatingInvoices(repeating_invoices=[RepeatingInvoice(**(told | members))])
        return only(self.create_repeating_invoices(drafts).repeating_invoices)

    def linked_transaction(self, **members: Any) -> LinkedTransaction:
        """A cost of an approved bill that some customer may be charged."""
        bill = self.bill()
        told = {
            "source_transaction_id": bill.invoice_id,
            "source_line_item_id": bill.line_items[0].line_item_id,
        }
        draft = LinkedTransaction(**(told | members))
        return only(self.create_linked_transaction(draft).linked_transactions)

    # --- money ------------------------------------------------------------------------------------

    def payment(self, invoice: Invoice | None = None, amount: Any = 40) -> Payment:
        """A part of what is due on an invoice."""
        invoice = invoice or self.invoice()
        draft = Payment(
            invoice=Invoice(invoice_id=invoice.invoice_id),
            account=Account(code=BANK),
            date=TODAY,
            amount=amount,
        )
        return only(self.create_payment(draft).payments)

    def batch_payment(self, *invoices: Invoice) -> BatchPayment:
        """40.00 for each invoice, of which there are two unless some are handed in."""
        bank = only(self.get_accounts(where=f'Code=="{BANK}"').accounts)
        parts = [
            Payment(invoice=Invoice(invoice_id=one.invoice_id), amount=40)
            for one in invoices or (self.invoice(), self.invoice())
        ]
        draft = BatchPayment(
            account=Account(account_id=bank.account_id),
            date=TODAY,
            reference="Batch",
            payments=parts,
        )
        return only(self.create_batch_payment(BatchPayments(batch_payments=[draft])).batch_payments)

    def bank_transaction(self, *lines: LineItem, **members: Any) -> BankTransaction:
        """115.00 spent on advertising, tax included."""
        told = {
            "type": "SPEND",
            "contact": self.known(members),
            "date": TODAY,
            "bank_account": Account(code=BANK),
            "line_items": [*lines] or [line(115, ADVERTISING)],
        }
        drafts = BankTransactions(bank_transactions=[BankTransaction(**(told | members))])
        return only(self.create_bank_transactions(drafts).bank_transactions)

    def bank_transfer(self, amount: Any = 250) -> BankTransfer:
        """From one bank account to the other."""
        draft = BankTransfer(
            from_bank_account=Account(code=BANK),
            to_bank_account=Account(code=SAVINGS),
            amount=amount,
            date=TODAY,
        )
        return only(self.create_bank_transfer(BankTransfers(bank_transfers=[draft])).bank_transfers)

    def overpayment(self, **members: Any) -> BankTransaction:
        """A hundred that a customer paid too much; the money, which knows its overpayment."""
        owed = LineItem(description="Too much", quantity=1, unit_amount=100)
        told = {"type": "RECEIVE-OVERPAYMENT", "line_amount_types": LineAmountTypes.NOTAX}
        return self.bank_transaction(owed, **(told | members))

    def prepayment(self, **members: Any) -> BankTransaction:
        """115.00 that a customer paid in advance; the money, which knows its prepayment."""
        return self.bank_transaction(line(115), **({"type": "RECEIVE-PREPAYMENT"} | members))

    # --- the ledger, and what people spend --------------------------------------------------------

    def manual_journal(self, **members: Any) -> ManualJournal:
        """A draft that moves 60.00 from one cost to another."""
        lines = [
            ManualJournalLine(line_amount=60, account_code=OFFICE, description="To"),
            ManualJournalLine(line_amount=-60, account_code=ADVERTISING, description="From"),
        ]
        told = {"narration": self.fresh("Moved"), "date": TODAY, "journal_lines": lines}
        drafts = ManualJournals(manual_journals=[ManualJournal(**(told | members))])
        return only(self.create_manual_journals(drafts).manual_journals)

    def receipt(self, amount: Any = 23, **members: Any) -> Receipt:
        """Somebody's draft receipt, tax included."""
        told = {
            "date": TODAY,
            "contact": self.known(members),
            "user": User(user_id=self.user().user_id),
            "line_amount_types": LineAmountTypes.INCLUSIVE,
            "line_items": [line(amount, ADVERTISING)],
        }
        answer = self.create_receipt(Receipts(receipts=[Receipt(**(told | members))]))
        return only(answer.receipts)

    def expense_claim(self, *receipts: Receipt) -> ExpenseClaim:
        """A claim for two receipts over 69.00 together, unless some are handed in."""
        claimed = receipts or (self.receipt(23), self.receipt(46))
        draft = ExpenseClaim(
            user=User(user_id=self.user().user_id),
            receipts=[Receipt(receipt_id=one.receipt_id) for one in claimed],
        )
        answer = self.create_expense_claims(ExpenseClaims(expense_claims=[draft]))
        return only(answer.expense_claims)

    def known(self, members: dict[str, Any]) -> Contact:
        """The contact that is handed in, or a new one, by its id."""
        return Contact(contact_id=(members.pop("contact", None) or self.contact()).contact_id)
