"""Line items: what a caller left out of them, what they come to, and what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import repeat
from typing import Any, cast

from mockxero.accounting import filing, tax
from mockxero.accounting.rulebook import Books, Check, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.kinds import Number
from mockxero.primitives.money import HUNDRED, LARGEST_LINE, ONE, ZERO, cents, to_places
from mockxero.primitives.records import Draft, Record
from mockxero.resources.accounts import Account
from mockxero.resources.items import Item, PriceDetails
from mockxero.resources.manual_journals import ManualJournalLine
from mockxero.resources.parts import ItemMention, LineItem
from mockxero.resources.purchase_orders import OrderLine
from mockxero.resources.quotes import QuoteLine
from mockxero.resources.tax_rates import TaxRate

POSTED_BY_XERO = frozenset(
    {
        "DEBTORS",
        "CREDITORS",
        "RETAINEDEARNINGS",
        "BANKCURRENCYGAIN",
        "UNREALISEDCURRENCYGAIN",
        "TRACKINGTRANSFERS",
    }
)
"""System accounts on which nobody but Xero posts. Source: Xero's pages on Invoices and on Manual
Journals, and its help page on locked and system accounts.

That page bars Unpaid Expense Claims, too; those of the API do not, and integrations book there what
settles a claim: the API has no payments of them.
"""
_BARRED: frozenset[str | None] = POSTED_BY_XERO | {"GST"}
"""System accounts that no line of a document may use. Source: Xero's page on Invoices"""
CONTROL_ACCOUNT_OF = {"RECEIVE-OVERPAYMENT": "DEBTORS", "SPEND-OVERPAYMENT": "CREDITORS"}
"""But the line of an overpayment stands on one. Source: Xero's page on BankTransactions"""

_WORKED_OUT = 4
"""Decimals of a unit amount that follows from the line's: the line must still add up. # guess"""
_PRICED = frozenset({"quantity", "unit_amount", "line_amount", "discount_rate", "discount_amount"})
_PRICING = _PRICED | {"item_code"}
"""Members that move what a line comes to."""
_CODED = frozenset({"item_code", "account_code", "account_id", "tax_type", "tax_amount"}) | _PRICED

Members = dict[str, Any]
DocumentLine = LineItem | OrderLine | QuoteLine
"""A line of any document: each prints its own way, and means the same."""


def completed(proposal: Proposal[Any], books: Books) -> Filled:
    """Lines as sent, completed; lines not sent stay. A line without its LineItemID is a new one."""
    engine = Engine(proposal, books)
    if (sent := proposal.sent.get("lines")) is not None:
        known = {line.line_item_id: line for line in (proposal.before or proposal.now).lines}
        return {"lines": tuple(engine.line(draft, known) for draft in sent)}
    if proposal.creating or not proposal.moves("line_amount_types"):
        return {}
    return {"lines": tuple(engine.taxed_anew(line) for line in proposal.now.lines)}


def completed_if_any(proposal: Proposal[Any], books: Books) -> Filled:
    """The same; but an empty list on an update says nothing, either.

    # seen: Xero-OpenAPI, updateReceipt and updatePurchaseOrder
    """
    if not proposal.creating and proposal.sent.get("lines") == []:
        return {}
    return completed(proposal, books)


class Engine:
    """Completes the lines of one document."""

    def __init__(self, proposal: Proposal[Any], books: Books) -> None:
        self._books = books
        self._creating = proposal.creating
        self._type = proposal.now.type
        self._sells = sells(proposal.now.type)
        self._line_amount_types = proposal.now.line_amount_types
        self._knows_tax = proposal.now.type != "QUOTE"  # seen: 2026-nz/quote_create.json
        self._unitdp = proposal.unitdp

    def line(self, draft: Draft, known: dict[str | None, Any]) -> Any:
        """One line, from what was sent and, where its LineItemID is known, from what is stored.

        An id counts once: it is taken out of ``known``.
        """
        sent = draft.sent
        before = None if self._creating else known.pop(sent.get("line_item_id"), None)
        members: Members = {} if before is None else dict(before.items())
        members.update(sent)
        members["tracking"] = self._tracking(draft, before)
        if before is None:
            members["line_item_id"] = self._books.new_id()
            if sent.keys().isdisjoint(_CODED):
                return draft.record(**members)  # only words: Xero adds nothing to them
        self._take_from_item(members, sent)
        account = self._account(members, sent, before)
        if before is None or not sent.keys().isdisjoint(_PRICING):
            self._price(members, sent, self._places(draft.record))
        self._tax(members, sent, account, draft.record)
        return draft.record(**members)

    def _places(self, record: type[Record]) -> int:
        """How many decimals a unit amount of such a line keeps."""
        kind = cast("Number", record.fields["unit_amount"].kind)
        return kind.fine if self._unitdp == 4 else kind.places

    def taxed_anew(self, line: DocumentLine) -> Any:
        """A stored line whose document is now taxed another way."""
        members = dict(line.items())
        self._tax(members, {}, self._books.find(Account, line.account_id), type(line))
        return type(line)(**members)

    def _take_from_item(self, members: Members, sent: Members) -> None:
        """What the item says, where the caller did not."""
        if "item_code" not in sent:
            return
        item = item_called(sent["item_code"], self._books)
        members["item_id"] = item.item_id if item else None
        if item is None:
            return
        details = (item.sales_details if self._sells else item.purchase_details) or PriceDetails()
        words = item.description if self._sells else item.purchase_description
        for attr, value in (
            ("description", words or item.name),
            ("unit_amount", details.unit_price),
            ("account_code", details.account_code or details.cogs_account_code),
            ("tax_type", details.tax_type),
        ):
            if (
                attr not in sent
                and value is not None
                and not (attr == "account_code" and "account_id" in sent)
            ):
                members[attr] = value

    def _account(
        self, members: Members, sent: Members, before: DocumentLine | None
    ) -> Account | None:
        """The account that the line is coded to: the stored one, unless a code was given anew.

        Goods that are bought stand on the inventory account of their item, whatever was sent.
        Source: Xero's help on tracked inventory; guess: that the API passes over another code
        """
        stock = stock_account(members.get("item_id"), self._type, self._books)
        code = members.get("account_code")
        anew = "account_code" in sent or before is None or code != before.account_code
        if stock is not None:
            account: Account | None = stock
        elif code is not None and anew and "account_id" not in sent:
            account = account_called(code, self._books)
            members["account_id"] = None
        else:
            account = self._books.find(Account, members.get("account_id"))
        if account is not None:
            members["account_id"], members["account_code"] = account.account_id, account.code
        return account

    def _price(self, members: Members, sent: Members, places: int) -> None:
        """Quantity, unit amount and line amount: two of them give the third."""
        quantity, unit, amount = (
            members.get("quantity"),
            members.get("unit_amount"),
            sent.get("line_amount"),
        )
        rate, discount = members.get("discount_rate"), members.get("discount_amount")
        if unit is None and amount is not None:
            quantity = ONE if quantity is None else quantity
            unit = before_discount(amount, rate, discount) / quantity if quantity else ZERO
            places = _WORKED_OUT
        elif quantity is None and unit is not None:
            quantity = ONE
            if amount is not None and unit:
                quantity = before_discount(amount, rate, discount) / unit
        if unit is None:
            return
        quantity = to_places(ONE if quantity is None else quantity, 4)
        unit = to_places(unit, places)
        members["quantity"], members["unit_amount"] = quantity, unit
        members["line_amount"] = expected_amount(quantity, unit, rate, discount)

    def _tax(
        self, members: Members, sent: Members, account: Account | None, record: type[Record]
    ) -> None:
        """The tax type, by default the account's, and the tax; an amount that was sent stands."""
        if members.get("line_amount") is None:
            return
        if self._line_amount_types == "NoTax":
            members["tax_type"] = tax.no_tax(self._books)
        elif members.get("tax_type") is None and account is not None and self._knows_tax:
            members["tax_type"] = account.tax_type
        members["tax_amount"] = self._tax_amount(members, sent)
        if "unclaimed_tax" in record.places:
            members["unclaimed_tax"] = tax.unclaimed(
                members["tax_amount"], members.get("tax_type"), self._books
            )

    def _tax_amount(self, members: Members, sent: Members) -> Decimal:
        if self._line_amount_types == "NoTax":
            return ZERO
        if "tax_amount" in sent:
            return cents(sent["tax_amount"])
        percent = tax.rate(members.get("tax_type"), self._books)
        return tax.tax_on(members["line_amount"], percent, self._line_amount_types)

    def _tracking(self, draft: Draft, before: DocumentLine | None) -> tuple[Any, ...]:
        sent = draft.get("tracking")
        if sent is None:
            return before.tracking if before is not None else ()
        return filing.tracking_of(sent, self._books)


def sells(document_type: str | None) -> bool:
    """Whether a document is about sales rather than purchases."""
    return (document_type or "").startswith(("ACCREC", "RECEIVE", "QUOTE"))


def stock_account(item_id: str | None, document_type: str | None, books: Books) -> Account | None:
    """The account on which goods stand that a line brings in, or takes back to the supplier.

    A receipt brings nothing in: what was paid out of a pocket is not counted. # guess
    """
    item = books.find(Item, item_id) if item_id is not None else None
    if item is None or not item.is_tracked or sells(document_type) or document_type == "RECEIPT":
        return None
    return account_called(item.inventory_account_code or "", books)


def expected_amount(
    quantity: Decimal, unit: Decimal, rate: Decimal | None, discount: Decimal | None
) -> Decimal:
    """What a line comes to, after its discount."""
    gross = quantity * unit
    if rate:
        gross = gross * (HUNDRED - rate) / HUNDRED
    return cents(gross - discount if discount else gross)


def before_discount(amount: Decimal, rate: Decimal | None, discount: Decimal | None) -> Decimal:
    """What a line came to, that comes to so much after its discount."""
    gross = amount + discount if discount else amount
    return gross * HUNDRED / (HUNDRED - rate) if rate and rate < HUNDRED else gross


def account_called(code: str, books: Books) -> Account | None:
    """The account with a code, archived or not."""
    return books.one(Account, "code", code.strip().casefold())


def item_called(code: str, books: Books) -> Item | None:
    """The item with a code."""
    return books.one(Item, "code", code.strip().casefold())


# --- what may be wrong ----------------------------------------------------------------------------


def lines_are_good(has_settlements: Callable[[Any], bool], *, coded: bool = True) -> Check:
    """Every line is coded to something that exists, may be used here, and adds up.

    Lines of what is final need an account and a tax type, unless nothing has to be ``coded``.
    """

    def check(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
        final = coded and proposal.now.status in ("SUBMITTED", "AUTHORISED")
        barred = _BARRED - {CONTROL_ACCOUNT_OF.get(proposal.now.type or "")}
        sent = proposal.sent.get("lines")
        if sent is None and not (final and proposal.moves("status")):
            return
        kept = proposal.before is not None and has_settlements(proposal.before)
        drafts = repeat(_UNSAID) if kept or sent is None else sent
        taxed = _taxed_before(proposal)
        for draft, line in zip(drafts, proposal.now.lines, strict=False):
            yield from _account_complaints(line, final, barred, books)
            if coded:
                yield from _stock_complaints(line, proposal.now.type, books)
            if line.tax_type is None or line.tax_type != taxed.get(line.line_item_id):
                yield from tax_complaints(line, final, books)
            yield from _item_complaints(line, books)
            yield from filing.tracking_complaints(line, books)
            yield from _amount_complaints(line, draft)

    return check


_UNSAID = Draft(LineItem, {})


def _taxed_before(proposal: Proposal[Any]) -> Mapping[str, str | None]:
    """The tax types of lines that are there already: they stay, whatever became of the rate.

    Source: Xero's page on types; guess: but for those that are approved only now
    """
    if proposal.before is None or proposal.moves("status"):
        return {}
    return {line.line_item_id: line.tax_type for line in proposal.before.lines}


def _is_text_only(line: DocumentLine | ManualJournalLine) -> bool:
    return line.line_amount is None and line.account_id is None and line.account_code is None


def _account_complaints(
    line: DocumentLine, final: bool, barred: frozenset[str | None], books: Books
) -> Iterator[Complaint]:
    account = books.find(Account, line.account_id)
    code = line.account_code or line.account_id
    if account is None and code is not None:
        yield Complaint(not_for_this_document(code))
    elif account is None:
        if final and not _is_text_only(line):
            yield Complaint("Account code or ID must be specified")
    else:
        yield from not_for_lines(account, code, barred)


def not_for_lines(
    account: Account, code: str | None, barred: frozenset[str | None] = _BARRED
) -> Iterator[Complaint]:
    """What speaks against coding something to an account that there is."""
    if account.status != "ACTIVE":
        yield Complaint(archived_account(code))
    elif account.type == "BANK" or account.system_account in barred:
        yield Complaint(not_for_this_document(code))


def _stock_complaints(
    line: DocumentLine, document_type: str | None, books: Books
) -> Iterator[Complaint]:
    """Nothing but tracked goods stands on an inventory account, so that both always agree.

    Source: Xero's help on tracked inventory; guess: the words
    """
    account = books.find(Account, line.account_id)
    if account is None or account.type != "INVENTORY" or account.status != "ACTIVE":
        return
    if stock_account(line.item_id, document_type, books) != account:
        yield Complaint(not_for_this_document(line.account_code))


def not_for_this_document(code: str | None) -> str:
    """Of an account that there is not, or that no line may use."""
    return f"Account code '{code}' is not a valid code for this document."


def archived_account(code: str | None) -> str:
    """Of an account that is no longer used."""
    return (
        f"Account code '{code}' has been archived, or has been deleted. "
        "Each line item must reference a valid account."
    )


def tax_complaints(
    line: DocumentLine | ManualJournalLine, final: bool, books: Books
) -> Iterator[Complaint]:
    """What is wrong with the tax type of a line."""
    if line.tax_type is None:
        if final and not _is_text_only(line):
            yield Complaint("The TaxType field is mandatory")
        return
    rate = books.find(TaxRate, line.tax_type)
    if rate is None or not tax.is_usable(rate):
        yield tax.unusable(line.tax_type)
        return
    account = books.find(Account, line.account_id)
    if account is not None and not tax.fits(rate, account):
        yield Complaint(
            f"The TaxType code '{line.tax_type}' cannot be used with account code '{account.code}'."
        )


def _item_complaints(line: DocumentLine, books: Books) -> Iterator[Complaint]:
    if line.item_code and line.item_id is None:
        yield Complaint(f"Item code '{line.item_code}' is not valid")  # guess


def _amount_complaints(line: DocumentLine, draft: Draft) -> Iterator[Complaint]:
    if line.discount_rate is not None and not 0 <= line.discount_rate <= HUNDRED:
        yield Complaint("The DiscountRate must be between 0 and 100")  # guess
    if line.discount_amount is not None and line.discount_amount < 0:
        yield Complaint("The DiscountAmount must not be negative")  # guess
    if line.line_amount is None:
        return
    given = draft.get("line_amount")
    if given is not None and cents(given) != line.line_amount:
        yield Complaint(
            f"The line total {cents(given)} does not match "
            f"the expected line total {line.line_amount}"
        )
    if abs(line.line_amount) > LARGEST_LINE:
        yield Complaint(  # guess: the limit is documented, the words are not
            f"The line total {line.line_amount} exceeds the maximum of {LARGEST_LINE}"
        )
    taxed = ZERO if draft.get("tax_amount") is None else line.tax_amount or ZERO
    if abs(taxed) > abs(line.line_amount) or taxed * line.line_amount < 0:
        # Source: help.dext.com, an article of this name; guess: that the other side is as wrong
        yield Complaint("The tax amount cannot be greater than the line amount")


# --- what others show -----------------------------------------------------------------------------


def item_mention(line: LineItem, books: Books) -> ItemMention | None:
    """The item of a line, in short, by its name of today."""
    item = books.find(Item, line.item_id)
    if item is None:
        return None
    return ItemMention(item_id=item.item_id, name=item.name, code=item.code)
