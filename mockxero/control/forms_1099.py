"""Who stands on the forms 1099, and for what, as users set it up on the page of that report.

For instance ``{"ContactGroup": "Contractors", "NEC": {"Box1": ["400"]}, "Contacts": {"Ada":
{"TaxID": "234-22-2223"}}}``: groups and contacts by name, accounts by code, or all by their ids.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mockxero.accounting.lines import account_called
from mockxero.accounting.reports.ten_ninety_nine import BOXES, Box, Payee, Rules
from mockxero.books.organisation import Organisation
from mockxero.control.asked import Mistold, has_only
from mockxero.resources.accounts import Account
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact

_MEMBERS = {
    "FederalTaxIDType": "tax_id_type",
    "TaxID": "tax_id",
    "LegalName": "legal_name",
    "BusinessName": "business_name",
    "FederalTaxClassification": "classification",
}
"""What is told of a contact, by its name in the report."""
_CLASSIFICATIONS = (
    "SOLE_PROPRIETOR", "PARTNERSHIP", "TRUST_OR_ESTATE", "NONPROFIT", "C_CORP", "S_CORP", "OTHER",
)  # fmt: skip


def tell(books: Organisation, told: Mapping[str, Any]) -> None:
    """Have an organisation know what is told, instead of what it knew. Raises Mistold."""
    has_only(told, "a form", ("ContactGroup", *BOXES, "Contacts"))
    with books.lock:
        boxes = dict(_boxes(books, told))
        payees = dict(_payees(books, _object(told.get("Contacts", {}), "Contacts")))
        books.form_1099 = Rules(_group(books, told.get("ContactGroup")), boxes, payees)


def printed(books: Organisation) -> dict[str, Any]:
    """What an organisation knows, as one may tell it."""
    rules = books.form_1099
    group = books.find(ContactGroup, rules.group_id)
    forms: dict[str, Any] = {kind: {} for kind in BOXES}
    for (kind, box), ids in rules.boxes.items():
        accounts = [books.find(Account, one) for one in ids]
        forms[kind][f"Box{box}"] = [one.code or one.account_id for one in accounts if one]
    payees = {}
    for contact_id, payee in rules.payees.items():
        contact = books.find(Contact, contact_id)
        told = {name: getattr(payee, attr) for name, attr in _MEMBERS.items()}
        payees[(contact and contact.name) or contact_id] = {k: v for k, v in told.items() if v}
    return {"ContactGroup": group and group.name, **forms, "Contacts": payees}


def _group(books: Organisation, told: Any) -> str | None:
    if told is None:
        return None
    found = books.find(ContactGroup, told) if isinstance(told, str) else None
    found = found or books.one(ContactGroup, "name", str(told).casefold())
    if found is None:
        raise Mistold(f"there is no contact group '{told}'")
    return found.group_id


def _boxes(books: Organisation, told: Mapping[str, Any]) -> Iterator[tuple[Box, tuple[str, ...]]]:
    for kind, boxes in BOXES.items():
        known = {f"Box{box}": box for box in boxes}
        wanted = _object(told.get(kind, {}), kind)
        has_only(wanted, f"form 1099-{kind}", known)
        for name, codes in wanted.items():
            if not isinstance(codes, list):
                raise Mistold(f"{kind}, {name}: a list of the codes of accounts")
            yield (kind, known[name]), tuple(_account(books, code) for code in codes)


def _account(books: Organisation, code: Any) -> str:
    found = account_called(code, books) if isinstance(code, str) else None
    found = found or books.find(Account, str(code))
    if found is None:
        raise Mistold(f"there is no account '{code}'")
    return found.account_id


def _payees(books: Organisation, told: Mapping[str, Any]) -> Iterator[tuple[str, Payee]]:
    for name, members in told.items():
        contact = books.find(Contact, name) or books.one(Contact, "name", name.casefold())
        if contact is None:
            raise Mistold(f"there is no contact '{name}'")
        yield contact.contact_id, _payee(_object(members, name))


def _payee(members: Mapping[str, Any]) -> Payee:
    for name, said in members.items():
        if name not in _MEMBERS or not isinstance(said, str):
            raise Mistold(f"of a contact one tells, as text: {', '.join(_MEMBERS)}")
        if name == "FederalTaxClassification" and said not in _CLASSIFICATIONS:
            raise Mistold(f"{name} is one of {', '.join(_CLASSIFICATIONS)}")
    return Payee(**{_MEMBERS[name]: said for name, said in members.items()})


def _object(told: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise Mistold(f"{what} is a JSON object")
    return told
