"""Products and services: codes, prices, and what they are coded to."""

from collections.abc import Iterator
from typing import Any

from mockxero.accounting import tax, usage
from mockxero.accounting.lines import (
    account_called,
    item_called,
    not_for_lines,
    not_for_this_document,
)
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import to_places
from mockxero.primitives.records import Draft
from mockxero.resources.items import Item, PriceDetails
from mockxero.resources.repeating_invoices import RepeatingInvoice
from mockxero.resources.tax_rates import TaxRate


def item_defaults(proposal: Proposal[Item], books: Books) -> Filled:
    """Sold and bought, not tracked, unless the caller said otherwise."""
    now = proposal.now
    purchase = now.purchase_details
    tracked = bool(now.inventory_account_code and purchase and purchase.cogs_account_code)
    return {
        "is_sold": True if now.is_sold is None else now.is_sold,
        "is_purchased": True if now.is_purchased is None else now.is_purchased,
        "is_tracked": tracked,
        "total_cost_pool": (now.total_cost_pool or 0) if tracked else None,
        "quantity_on_hand": (now.quantity_on_hand or 0) if tracked else None,
    }


def prices(proposal: Proposal[Item], books: Books) -> Filled:
    """Details keep what was not sent; a tax type follows from the account."""
    return {attr: _details(proposal, attr, books) for attr in ("purchase_details", "sales_details")}


def _details(proposal: Proposal[Item], attr: str, books: Books) -> PriceDetails:
    before = getattr(proposal.before, attr) if proposal.before is not None else None
    draft = proposal.sent.get(attr)
    details = before or PriceDetails()
    if draft is None:
        return details
    members: dict[str, Any] = dict(draft.sent)
    if draft.get("cogs_account_code"):
        members["account_code"] = None  # Source: Xero-OpenAPI: not applicable to tracked items
    if (price := draft.get("unit_price")) is not None:
        members["unit_price"] = to_places(price, 4 if proposal.unitdp == 4 else 2)
    code = draft.get("account_code") or draft.get("cogs_account_code")
    account = account_called(code, books) if code else None
    if account is not None and "tax_type" not in draft:
        members["tax_type"] = account.tax_type
    return details.but(**members)


def only_what_is_sold_or_bought(proposal: Proposal[Item], books: Books) -> Filled:
    """What is not sold has no sales details; what is not bought has no purchase details."""
    filled: Filled = {}
    if proposal.now.is_sold is False:
        filled |= {"description": None, "sales_details": PriceDetails()}
    if proposal.now.is_purchased is False:
        filled |= {"purchase_description": None, "purchase_details": PriceDetails()}
    return filled


def has_unique_code(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """An item has a code of its own."""
    code = (proposal.now.code or "").strip()
    if not code:
        yield Complaint("Price List Item Code must be specified")  # guess
        return
    others = books.by(Item, "code", code.casefold())
    if any(other.item_id != proposal.now.item_id for other in others):
        yield Complaint(f"Price List Item with Code '{code}' already exists")


def accounts_are_good(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """Prices and costs are coded to accounts that lines may use. # guess: and in a line's words"""
    for attr in ("purchase_details", "sales_details"):
        draft = proposal.sent.get(attr)
        for code in (draft.get("account_code"), draft.get("cogs_account_code")) if draft else ():
            account = account_called(code, books) if code else None
            if account is not None:
                yield from not_for_lines(account, code)
            elif code:
                yield Complaint(not_for_this_document(code))


def goods_leave_their_account(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """What is sold is no longer stock: its cost stands elsewhere. # guess: the words of a line"""
    details = proposal.sent.get("purchase_details")
    code = details.get("cogs_account_code") if details else None
    account = account_called(code, books) if code else None
    if account is not None and account.type == "INVENTORY":
        yield Complaint(not_for_this_document(code))


def tax_types_exist(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """Prices are taxed at rates that exist. # guess: the words of a document's line"""
    for attr in ("purchase_details", "sales_details"):
        draft = proposal.sent.get(attr)
        tax_type = draft.get("tax_type") if draft else None
        if tax_type and books.find(TaxRate, tax_type) is None:
            yield tax.unusable(tax_type)


def stock_is_coded(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """What is on hand is coded to an inventory account. # guess: the words"""
    code = proposal.now.inventory_account_code
    if not code or not proposal.moves("inventory_account_code"):
        return
    account = account_called(code, books)
    if account is None or account.type != "INVENTORY":
        yield Complaint(f"Inventory Asset Account Code '{code}' must be of type INVENTORY")
    else:
        yield from not_for_lines(account, code)


def tracked_for_good(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """An item that has moved stays tracked, on the account where it stands. # guess: the words"""
    before, now = proposal.before, proposal.now
    if before is None or not before.is_tracked:
        return
    elsewhere = _folded(before.inventory_account_code) != _folded(now.inventory_account_code)
    if (elsewhere or not now.is_tracked) and usage.is_used(Item, before.item_id, books):
        what = (
            "change their inventory asset account" if now.is_tracked else "be changed to untracked"
        )
        yield Complaint(f"Items with transactions cannot {what}")


def _folded(code: str | None) -> str:
    return (code or "").strip().casefold()


def may_be_deleted(proposal: Proposal[Item], books: Books) -> Iterator[Complaint]:
    """A tracked item that documents use stays, and any item that repeats. # guess: the words

    Others can go at any time; history keeps what was said of them. Source: Xero's page on Items
    """
    among = usage.with_lines() if proposal.now.is_tracked else (RepeatingInvoice,)
    if usage.is_used(Item, proposal.now.item_id, books, among):
        yield Complaint("Items that are used on transactions cannot be deleted")


def recognised(sent: Draft, books: Books) -> Item | None:
    """The item with the code that was sent."""
    code = sent.get("code")
    return item_called(code, books) if code else None
