"""On books made at random: lists equal what a naive reading of all records would pick, refusals
change nothing, and the figures of documents hold together."""

import random
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mockxero.primitives.clock import FrozenClock
from mockxero.resources import catalogue
from mockxero.server import Mock
from tests.api.client import NOWHERE, Record, Xero, credit_note, invoice, line
from tests.api.conftest import NOON

SEED = 20260914
RATES = ("OUTPUT2", "ZERORATED", "NONE")

relaxed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# --- the books ------------------------------------------------------------------------------------

NAMES = ("Ada", "ada b", "Zoë", "zoe", "ÉCOLE", "Ecole Ltd", "Straße", "O'Neil", 'Q"uote', "Ōtara")


def made_at_random(xero: Xero, clock: FrozenClock, chance: random.Random) -> None:
    """Sixty contacts, three hundred invoices and bills, payments, credits and voids."""
    made = [
        {
            "Name": f"{chance.choice(NAMES)} {number}",
            "EmailAddress": chance.choice(["", f"someone{number % 7}@example.com"]),
            "AccountNumber": chance.choice(["", f"A{number % 5}"]),
            "ContactNumber": f"C-{number}",
        }
        for number in range(60)
    ]
    contacts = []
    for start in range(0, 60, 6):
        clock.advance(timedelta(seconds=7))
        contacts += xero.put("Contacts", {"Contacts": made[start : start + 6]}).records
    documents = []
    for _ in range(20):
        clock.advance(timedelta(seconds=chance.randrange(3)))
        batch = [document(contacts, chance) for _ in range(15)]
        documents += xero.put("Invoices", {"Invoices": batch}).records
    settle(xero, clock, documents, chance)
    for contact in chance.sample(contacts, 6):
        xero.post(f"Contacts/{contact['ContactID']}", {"ContactStatus": "ARCHIVED"})


def document(contacts: list[Record], chance: random.Random) -> Record:
    sells = chance.random() < 0.6
    status = chance.choice(["DRAFT", "SUBMITTED", "AUTHORISED", "AUTHORISED", "AUTHORISED"])
    dated = date(2026, 1, 1) + timedelta(days=chance.randrange(250))
    lines = [
        line(
            f"{chance.randrange(1, 50_000) / 100:.2f}",
            Quantity=chance.choice([1, 2, "0.5", "3.3333"]),
            AccountCode="200" if sells else "300",
        )
        for _ in range(chance.randint(1, 4))
    ]
    return invoice(
        chance.choice(contacts[:25]),
        *lines,
        Type="ACCREC" if sells else "ACCPAY",
        Status=status,
        Date=dated.isoformat(),
        DueDate=None
        if status == "DRAFT" and chance.random() < 0.5
        else (dated + timedelta(days=chance.randrange(60))).isoformat(),
        Reference=chance.choice(["", "PO 7", "po 8", "Café", "cafe"]) if sells else None,
        LineAmountTypes=chance.choice(["Exclusive", "Inclusive", "NoTax"]),
    )


def settle(xero: Xero, clock: FrozenClock, documents: list[Record], chance: random.Random) -> None:
    """Pay some in full and some in part, credit a few, void a few."""
    approved = [one for one in documents if one["Status"] == "AUTHORISED"]
    chance.shuffle(approved)
    for one in approved[:60]:
        clock.advance(timedelta(seconds=1))
        part = chance.choice([1, 1, Decimal("0.5")])
        xero.put(
            "Payments",
            {
                "Invoice": {"InvoiceID": one["InvoiceID"]},
                "Account": {"Code": "090"},
                "Amount": max((one["Total"] * part).quantize(Decimal("0.01")), Decimal("0.01")),
                "Date": one["DateString"],
            },
        )
    for one in approved[60:75]:
        sells = one["Type"] == "ACCREC"
        amount = (one["Total"] / 2).quantize(Decimal("0.01"))
        note = credit_note(
            one["Contact"],
            line(str(amount), AccountCode="200" if sells else "300", TaxType="NONE"),
            Type="ACCRECCREDIT" if sells else "ACCPAYCREDIT",
        )
        made = xero.put("CreditNotes", note).record
        xero.put(
            f"CreditNotes/{made['CreditNoteID']}/Allocations",
            {"Amount": amount, "Invoice": {"InvoiceID": one["InvoiceID"]}},
        )
    for one in approved[75:85]:
        xero.post(f"Invoices/{one['InvoiceID']}", {"Status": "VOIDED"})


class Many(list[Any]):
    """A list that is told in short: Hypothesis prints every argument of every strategy."""

    def __repr__(self) -> str:
        return f"<{len(self)}>"


@dataclass(frozen=True)
class Books:
    """The mock, and all that its lists hold."""

    xero: Xero
    invoices: list[Record]
    contacts: list[Record]


@pytest.fixture(scope="module")
def books(open_mock):
    clock = FrozenClock(NOON)
    xero = Xero(open_mock(clock, "empty"))
    made_at_random(xero, clock, random.Random(SEED))
    whole: dict[str, Any] = {"page": 1, "pageSize": 1000}
    return Books(
        xero,
        Many(xero.get("Invoices", **whole).records),
        Many(xero.get("Contacts", includeArchived="true", **whole).records),
    )


def test_the_books_are_worth_looking_at(books):
    """Enough of everything."""
    statuses = [one["Status"] for one in books.invoices]

    assert (len(books.invoices), len(books.contacts)) == (300, 60)
    assert min(statuses.count(one) for one in ("DRAFT", "SUBMITTED", "PAID", "VOIDED")) >= 10
    assert sum(one["ContactStatus"] == "ARCHIVED" for one in books.contacts) == 6
    assert sum(bool(one["CreditNotes"]) for one in books.invoices) == 15


# --- queries, and their naive reading -------------------------------------------------------------


def folded(text: str) -> str:
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").casefold()


def reach(record: Record, path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value and value.get(name)
    return value


def day_of(told: str | None) -> date | None:
    """The day in ``/Date(ms+0000)/``."""
    return None if told is None else date(1970, 1, 1) + timedelta(days=int(told[6:-7]) // 86400000)


@dataclass(frozen=True)
class Condition:
    """A filter as a client writes it, and what it means."""

    text: str
    meets: Any

    def __repr__(self) -> str:
        return self.text


TEXTS = {
    "Invoices": ("Status", "Type", "InvoiceNumber", "Reference", "Contact.Name"),
    "Contacts": ("Name", "ContactNumber", "EmailAddress", "ContactStatus"),
}
AMOUNTS = ("Total", "SubTotal", "TotalTax", "AmountDue", "AmountPaid", "AmountCredited")
DAYS = ("Date", "DueDate")
EQUAL, UNEQUAL = st.sampled_from(["==", "=", " == "]), st.sampled_from(["!=", "<>", " != "])
RELATIONS = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def spelled(name: str) -> st.SearchStrategy[str]:
    """Names may be written in any case."""
    return st.sampled_from([name, name, name.lower(), name.upper()])


def present(records: list[Record], path: str) -> list[Any]:
    return Many(sorted({value for one in records if (value := reach(one, path)) is not None}))


@st.composite
def texts(draw: Any, kind: str, records: list[Record]) -> Condition:
    """A text, equal to another or with another inside."""
    path = draw(st.sampled_from(TEXTS[kind]))
    name = draw(spelled(path))
    value = draw(st.sampled_from(Many([*present(records, path), "nothing", ""])))
    way = draw(st.sampled_from(["equal", "unequal", "Contains", "StartsWith", "EndsWith"]))
    if way in ("equal", "unequal"):
        value = draw(st.sampled_from([value, value.upper(), value.lower()]))
        sign = draw(EQUAL if way == "equal" else UNEQUAL)
        quoted = value.replace('"', '""')

        def compares(one: Record) -> bool:
            return (folded(reach(one, path) or "") == folded(value)) is (way == "equal")

        return Condition(f'{name}{sign}"{quoted}"', compares)
    start = draw(st.integers(0, max(len(value) - 1, 0)))
    part = value[start : start + draw(st.integers(1, 4))]
    quoted = part.replace('"', '""')

    def searches(one: Record) -> bool:
        text, piece = folded(reach(one, path) or ""), folded(part)
        return {
            "Contains": piece in text,
            "StartsWith": text.startswith(piece),
            "EndsWith": text.endswith(piece),
        }[way]

    method = draw(spelled(way))
    return Condition(f'({name}!=null AND {name}.{method}("{quoted}"))', searches)


@st.composite
def amounts(draw: Any, records: list[Record]) -> Condition:
    """An amount beside a number, or beside another amount."""
    path, sign = draw(st.sampled_from(AMOUNTS)), draw(st.sampled_from([*RELATIONS, "==", "!="]))
    other = draw(st.none() | st.sampled_from(AMOUNTS))
    value = draw(st.sampled_from(present(records, path)))
    relations = RELATIONS | {"==": lambda x, y: x == y, "!=": lambda x, y: x != y}

    def compares(one: Record) -> bool:
        return bool(relations[sign](one[path], one[other] if other else value))

    return Condition(f"{draw(spelled(path))}{sign}{other or value}", compares)


@st.composite
def days(draw: Any, records: list[Record]) -> Condition:
    """A day before or after another, where there is one; or none at all."""
    path = draw(st.sampled_from(DAYS))
    name = draw(spelled(path))
    if draw(st.booleans()):
        return Condition(f"{name}==null", lambda one: path not in one)
    day = day_of(draw(st.sampled_from(present(records, path))))
    assert day is not None
    sign = draw(st.sampled_from([*RELATIONS]))
    written = draw(
        st.sampled_from(
            [f"DateTime({day.year},{day.month:02},{day.day})", f'DateTime.Parse("{day}")']
        )
    )

    def compares(one: Record) -> bool:
        mine = day_of(one.get(path))
        return mine is not None and RELATIONS[sign](mine, day)

    return Condition(f"({name}!=null&&{name}{sign}{written})", compares)


@st.composite
def ids(draw: Any, key: str, records: list[Record]) -> Condition:
    """A GUID, as such or as text."""
    value = draw(st.sampled_from(Many([NOWHERE, *present(records, key)])))
    forms = (f'{key}==Guid("{value}")', f'{key}=guid("{value}")', f'{key}.ToString()=="{value}"')
    return Condition(draw(st.sampled_from(forms)), lambda one: reach(one, key) == value)


def conditions(kind: str, records: list[Record]) -> st.SearchStrategy[Condition]:
    """Any of them, joined and negated."""
    simple = texts(kind, records)
    if kind == "Invoices":
        simple |= amounts(records) | days(records) | ids("InvoiceID", records)
        simple |= ids("Contact.ContactID", records)
    else:
        simple |= ids("ContactID", records)
    return st.recursive(simple, joined, max_leaves=5)


def joined(inside: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    words = st.sampled_from(["AND", "and", "&&", "OR", "or", "||"])

    def join(left: Condition, word: str, right: Condition) -> Condition:
        both = word in ("AND", "and", "&&")
        return Condition(
            f"({left.text}) {word} ({right.text})",
            lambda one: (
                left.meets(one) and right.meets(one)
                if both
                else left.meets(one) or right.meets(one)
            ),
        )

    def negate(condition: Condition, word: str) -> Condition:
        return Condition(f"{word}({condition.text})", lambda one: not condition.meets(one))

    return st.builds(join, inside, words, inside) | st.builds(
        negate, inside, st.sampled_from(["NOT ", "not ", "!"])
    )


ORDERED_BY = {
    "Invoices": (*TEXTS["Invoices"], *AMOUNTS, *DAYS, "UpdatedDateUTC", "InvoiceID"),
    "Contacts": (*TEXTS["Contacts"], "UpdatedDateUTC", "ContactID"),
}
ORDERS = {
    kind: st.lists(
        st.tuples(st.sampled_from(paths), st.sampled_from(["", " ASC", " DESC", " desc"])),
        max_size=3,
        unique_by=lambda column: column[0],
    )
    for kind, paths in ORDERED_BY.items()
}


def comparable(value: Any) -> Any:
    if isinstance(value, str):
        return int(value[6:-7]) if value.startswith("/Date(") else folded(value)
    return value


def in_order(records: list[Record], columns: list[tuple[str, str]], key: str) -> list[Record]:
    """Sorted column by column, the last first; nulls come before everything."""
    records = sorted(records, key=lambda one: one[key])
    for path, direction in reversed(columns or [("UpdatedDateUTC", "")]):
        records.sort(
            key=lambda one: (
                (value := reach(one, path)) is not None,
                comparable(value) if value is not None else 0,
            ),
            reverse=direction.strip().lower() == "desc",
        )
    return records


class Asked:
    """A list request: what is sent, and what it should find."""

    def __init__(self, key: str, records: list[Record]) -> None:
        self.key, self.records = key, records
        self.query: dict[str, Any] = {}

    def only(self, meets: Any, **query: Any) -> None:
        self.records = [one for one in self.records if meets(one)]
        self.query |= query

    def check(self, xero: Xero, kind: str, page: int | None, size: int | None) -> None:
        """Compare ids, counts and, where both are pages, every member."""
        if page is not None:
            self.query["page"] = page
        if size is not None:
            self.query["pageSize"] = size
        body = xero.get(kind, **self.query).json
        number = page if page is not None else 1 if "Statuses" in self.query else None
        expected = self.records
        if number is not None:
            size = min(size or 100, 1000)
            expected = self.records[(number - 1) * size :][:size]
            assert body["pagination"] == {
                "page": number,
                "pageSize": size,
                "pageCount": -(-len(self.records) // size),
                "itemCount": len(self.records),
            }
            assert body[kind] == expected
        assert [one[self.key] for one in body[kind]] == [one[self.key] for one in expected]


PAGES = st.none() | st.integers(1, 5)
SIZES = st.none() | st.sampled_from([1, 3, 10, 50, 100, 300, 5000])


@settings(relaxed, max_examples=150)
@given(st.data())
def test_lists_of_invoices_are_what_a_naive_reading_picks(books, data):
    """Filters, orders, pages, and all the other parameters together."""
    asked = Asked("InvoiceID", books.invoices)
    if condition := data.draw(st.none() | conditions("Invoices", books.invoices), label="where"):
        asked.only(condition.meets, where=condition.text)
    if statuses := data.draw(some_of(books.invoices, "Status"), label="Statuses"):
        asked.only(lambda one: one["Status"] in statuses, Statuses=",".join(statuses))
    if chosen := data.draw(some_of(books.invoices, "InvoiceID"), label="IDs"):
        asked.only(lambda one: one["InvoiceID"] in chosen, IDs=",".join([*chosen, NOWHERE]))
    if numbers := data.draw(some_of(books.invoices, "InvoiceNumber"), label="numbers"):
        numbers = [one for one in numbers if one] or ["none"]
        asked.only(
            lambda one: one["InvoiceNumber"] in numbers, InvoiceNumbers=", ".join(numbers).lower()
        )
    if contacts := data.draw(some_of(books.invoices, "Contact.ContactID"), label="contacts"):
        asked.only(
            lambda one: one["Contact"]["ContactID"] in contacts, ContactIDs=",".join(contacts)
        )
    if term := data.draw(st.none() | st.sampled_from(["inv-00", "PO", "caf", "7", "é"])):
        found = term.casefold()
        asked.only(
            lambda one: found in f"{one['InvoiceNumber']}\n{one.get('Reference', '')}".casefold(),
            searchTerm=term,
        )
    columns = data.draw(ORDERS["Invoices"], label="order")
    if columns:
        asked.query["order"] = ",".join(f"{path}{direction}" for path, direction in columns)
    asked.records = in_order(asked.records, columns, "InvoiceID")

    asked.check(books.xero, "Invoices", data.draw(PAGES), data.draw(SIZES))


@settings(relaxed, max_examples=80)
@given(st.data())
def test_lists_of_contacts_are_what_a_naive_reading_picks(books, data):
    """Archived ones only where they are asked for."""
    asked = Asked("ContactID", books.contacts)
    if data.draw(st.booleans(), label="archived"):
        asked.query["includeArchived"] = "true"
    else:
        asked.only(lambda one: one["ContactStatus"] != "ARCHIVED")
    if condition := data.draw(st.none() | conditions("Contacts", books.contacts), label="where"):
        asked.only(condition.meets, where=condition.text)
    if chosen := data.draw(some_of(books.contacts, "ContactID"), label="IDs"):
        asked.only(lambda one: one["ContactID"] in chosen, IDs=",".join(chosen))
    if term := data.draw(st.none() | st.sampled_from(["ada", "ZO", "c-1", "EXAMPLE", "'"])):
        members = ("Name", "ContactNumber", "EmailAddress")
        asked.only(
            lambda one: any(term.casefold() in one.get(name, "").casefold() for name in members),
            searchTerm=term,
        )
    columns = data.draw(ORDERS["Contacts"], label="order")
    if columns:
        asked.query["order"] = ",".join(f"{path}{direction}" for path, direction in columns)
    asked.records = in_order(asked.records, columns, "ContactID")

    asked.check(books.xero, "Contacts", data.draw(PAGES), data.draw(SIZES))


def some_of(records: list[Record], path: str) -> st.SearchStrategy[list[str] | None]:
    """Mostly none; else a few of the values there are."""
    few = st.lists(st.sampled_from(present(records, path)), min_size=1, max_size=6, unique=True)
    return st.none() | st.none() | st.none() | few


# --- refusals -------------------------------------------------------------------------------------

LISTS = [
    resource.about.path or resource.about.plural
    for resource in catalogue()
    if "GET" in resource.about.collection
]


def shown(xero: Xero) -> dict[str, str]:
    """All that can be seen of the books, envelopes aside."""
    seen = {
        path: xero.get(path, page=1, pageSize=1000, includeArchived="true").text.partition("[")[2]
        for path in LISTS
    }
    for path, key in (("Invoices", "InvoiceID"), ("Contacts", "ContactID")):
        for one in xero.get(path, order="UpdatedDateUTC DESC", page=1, pageSize=3).records:
            history = f"{path}/{one[key]}/History"
            seen[history] = xero.get(history).text.partition("[")[2]
    return seen


@dataclass(frozen=True)
class Wrong:
    """Something that will be refused."""

    method: str
    path: str
    body: Any

    def __repr__(self) -> str:
        return f"{self.method} {self.path} {self.body!r:.400}"


@dataclass(frozen=True, repr=False)
class Calm:
    """The Demo Company, in which everything that happens is refused."""

    xero: Xero
    buyer: Record
    contacts: list[Record]
    owed: list[Record]
    account_id: str


@st.composite
def refusals(draw: Any, calm: Calm) -> Wrong:
    """A bad record among good ones, or alone; or a body that is none."""
    contact = draw(st.sampled_from(calm.contacts))
    owed = draw(st.sampled_from(calm.owed))
    good = [invoice(contact) for _ in range(draw(st.integers(0, 3)))]
    fresh = [{"Name": f"Fresh {number}"} for number in range(draw(st.integers(0, 3)))]
    bad_invoice = draw(
        chosen_from(
            [
                invoice(contact, DueDate=None),
                invoice(contact, line(AccountCode="090")),
                invoice(contact, line(TaxType="NONSENSE")),
                invoice(contact, line(Quantity=1, LineAmount="1.00")),
                invoice(contact, Status="PAID"),
                invoice(contact, Date="2009-01-01"),
                invoice(contact, CurrencyCode="JPY"),
                invoice(contact, LineItems=[]),
                invoice(contact, Contact={"Name": "New", "EmailAddress": "no address"}),
                {"InvoiceID": owed["InvoiceID"], "Status": "DELETED"},
                {"InvoiceID": NOWHERE, "Status": "VOIDED"},
            ]
        )
    )
    bad_contact = draw(
        chosen_from(
            [
                {"Name": contact["Name"].swapcase()},
                {"Name": ""},
                {"Name": "N", "EmailAddress": "no address"},
                {"Name": "N", "ContactNumber": "x" * 51},
            ]
        )
    )
    too_much = {
        "Invoice": {"InvoiceID": owed["InvoiceID"]},
        "Account": {"Code": "090"},
        "Amount": owed["AmountDue"] + Decimal("0.01"),
    }
    place = draw(st.integers(0, 3))
    method = draw(st.sampled_from(["PUT", "POST"]))
    chosen: Wrong = draw(
        chosen_from(
            [
                Wrong(method, "Invoices", {"Invoices": with_one(good, bad_invoice, place)}),
                Wrong(method, "Contacts", {"Contacts": with_one(fresh, bad_contact, place)}),
                Wrong(method, "Payments", {"Payments": [too_much | {"Amount": 1}, too_much]}),
                Wrong(method, "Payments", too_much),
                Wrong(method, "Items", {"Items": [{"Code": "NEW"}, {"Code": "x" * 31}]}),
                Wrong(method, "ContactGroups", {"Name": ""}),
                Wrong(method, "CreditNotes", credit_note(contact, line(AccountCode="090"))),
                Wrong("PUT", "Accounts", {"Code": "200", "Name": "Taken", "Type": "EXPENSE"}),
                Wrong("PUT", "TrackingCategories", {"Name": "region"}),
                Wrong(method, "Invoices", '{"Invoices": [{"Type": "ACCREC"'),
                Wrong(method, "Invoices", {"Invoices": [*good, {"Date": "never"}]}),
                Wrong(method, "Invoices", {}),
                Wrong("POST", f"Invoices/{owed['InvoiceID']}", {"Status": "DELETED"}),
                Wrong("POST", f"Invoices/{NOWHERE}", {"Status": "VOIDED"}),
                Wrong("DELETE", "Items/PEN", None),
                Wrong("DELETE", f"Accounts/{calm.account_id}", None),
                Wrong("DELETE", "Invoices", None),
                Wrong("POST", "Organisation", {"Name": "Mine"}),
                Wrong(method, f"Invoices/{NOWHERE}/History", {"Details": "x"}),
                Wrong(method, f"Invoices/{owed['InvoiceID']}/History", {"Details": ""}),
                Wrong("PUT", f"ContactGroups/{NOWHERE}/Contacts", {"ContactID": NOWHERE}),
            ]
        )
    )
    return chosen


def chosen_from(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(Many(values))


def with_one(good: list[Any], bad: Any, place: int) -> list[Any]:
    return [*good[:place], bad, *good[place:]]


@pytest.fixture(scope="module")
def calm(open_mock):
    xero = Xero(open_mock(FrozenClock(NOON), "nz"))
    buyer = xero.put("Contacts", {"Name": "Buyer"}).record
    stock = {"InventoryAssetAccountCode": "630", "PurchaseDetails": {"COGSAccountCode": "310"}}
    xero.put("Items", {"Code": "PEN"} | stock)
    xero.put("Invoices", invoice(buyer, line(ItemCode="PEN"), Status="DRAFT"))
    owed = xero.get("Invoices", where='Type=="ACCREC" AND Status=="AUTHORISED"').records
    contacts = xero.get("Contacts", order="Name").records
    account_id = xero.get("Accounts").records[0]["AccountID"]
    return Calm(xero, buyer, Many(contacts), Many(owed), account_id)


@settings(relaxed, max_examples=50)
@given(st.data())
def test_a_refused_request_changes_nothing(calm, data):
    """Nothing that any list, any number or any history could tell."""
    wrong = data.draw(refusals(calm), label="request")
    before = shown(calm.xero)
    reply = calm.xero.call(wrong.method, wrong.path, wrong.body)

    assert reply.status in (400, 404, 501), reply.text
    assert shown(calm.xero) == before


@settings(relaxed, max_examples=25)
@given(st.data())
def test_a_refused_request_uses_up_no_number(calm, data):
    """The invoice after it has the number after that of the invoice before it."""
    xero, draft = calm.xero, invoice(calm.buyer, Status="DRAFT")
    first = xero.put("Invoices", draft).record["InvoiceNumber"]
    wrong = data.draw(refusals(calm), label="request")
    assert xero.call(wrong.method, wrong.path, wrong.body).status in (400, 404, 501)
    second = xero.put("Invoices", draft).record["InvoiceNumber"]

    assert int(second.removeprefix("INV-")) == int(first.removeprefix("INV-")) + 1


# --- figures --------------------------------------------------------------------------------------

CENTS = st.integers(1, 99_999).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
LINES = st.lists(
    st.builds(
        lambda amount, quantity, rate: line(amount, Quantity=quantity, TaxType=rate),
        CENTS,
        st.sampled_from([1, 3, "0.25", "1.3333"]),
        st.sampled_from(RATES),
    ),
    min_size=1,
    max_size=3,
)
TAXED = st.sampled_from(["Exclusive", "Inclusive", "NoTax"])
SHARES = st.sampled_from([Decimal("0.1"), Decimal("0.5"), Decimal(1), Decimal("1.1")])


class Ledger(RuleBasedStateMachine):
    """Documents are made, paid, credited, unpaid, voided, in any order."""

    mock: Mock

    def __init__(self) -> None:
        super().__init__()
        self.mock.reset()
        self.xero = Xero(self.mock)
        self.customer = self.xero.put("Contacts", {"Name": "Buyer"}).record
        self.invoices: list[str] = []
        self.notes: list[str] = []
        self.payments: list[str] = []

    def one_of(self, of: list[str], place: int) -> str:
        return of[place % len(of)]

    @rule(lines=LINES, taxed=TAXED, status=st.sampled_from(["DRAFT", "AUTHORISED", "AUTHORISED"]))
    def sell(self, lines: list[Record], taxed: str, status: str) -> None:
        sent = invoice(self.customer, *lines, LineAmountTypes=taxed, Status=status)
        self.invoices.append(self.xero.put("Invoices", sent).record["InvoiceID"])

    @rule(lines=LINES, taxed=TAXED)
    def promise_credit(self, lines: list[Record], taxed: str) -> None:
        sent = credit_note(self.customer, *lines, LineAmountTypes=taxed)
        self.notes.append(self.xero.put("CreditNotes", sent).record["CreditNoteID"])

    @precondition(lambda self: self.invoices)
    @rule(place=st.integers(0, 50), share=SHARES)
    def pay(self, place: int, share: Decimal) -> None:
        path = f"Invoices/{self.one_of(self.invoices, place)}"
        owed = self.xero.get(path).record
        sent = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Account": {"Code": "090"}}
        reply = self.xero.put("Payments", sent | {"Amount": owed["AmountDue"] * share})
        assert reply.status in (200, 400)
        if reply.status == 200:
            self.payments.append(reply.record["PaymentID"])

    @precondition(lambda self: self.notes)
    @rule(place=st.integers(0, 50), share=SHARES)
    def refund(self, place: int, share: Decimal) -> None:
        note = self.xero.get(f"CreditNotes/{self.one_of(self.notes, place)}").record
        sent = {"CreditNote": {"CreditNoteID": note["CreditNoteID"]}, "Account": {"Code": "090"}}
        reply = self.xero.put("Payments", sent | {"Amount": note["RemainingCredit"] * share})
        assert reply.status in (200, 400)
        if reply.status == 200:
            self.payments.append(reply.record["PaymentID"])

    @precondition(lambda self: self.payments)
    @rule(place=st.integers(0, 50))
    def take_a_payment_back(self, place: int) -> None:
        path = f"Payments/{self.one_of(self.payments, place)}"
        assert self.xero.post(path, {"Status": "DELETED"}).status in (200, 400)

    @precondition(lambda self: self.invoices and self.notes)
    @rule(note=st.integers(0, 50), place=st.integers(0, 50), share=SHARES)
    def credit(self, note: int, place: int, share: Decimal) -> None:
        path = f"CreditNotes/{self.one_of(self.notes, note)}"
        left = self.xero.get(path).record["RemainingCredit"]
        sent = {"Invoice": {"InvoiceID": self.one_of(self.invoices, place)}}
        reply = self.xero.put(f"{path}/Allocations", sent | {"Amount": left * share})
        assert reply.status in (200, 400)

    @precondition(lambda self: self.notes)
    @rule(place=st.integers(0, 50))
    def take_a_credit_back(self, place: int) -> None:
        path = f"CreditNotes/{self.one_of(self.notes, place)}"
        made = self.xero.get(path).record["Allocations"]
        if made:
            gone = self.xero.delete(f"{path}/Allocations/{made[0]['AllocationID']}")
            assert gone.status == 200

    @precondition(lambda self: self.invoices)
    @rule(place=st.integers(0, 50), status=st.sampled_from(["AUTHORISED", "VOIDED", "DELETED"]))
    def move(self, place: int, status: str) -> None:
        path = f"Invoices/{self.one_of(self.invoices, place)}"
        assert self.xero.post(path, {"Status": status}).status in (200, 400)

    @precondition(lambda self: self.notes)
    @rule(place=st.integers(0, 50))
    def void_credit(self, place: int) -> None:
        path = f"CreditNotes/{self.one_of(self.notes, place)}"
        assert self.xero.post(path, {"Status": "VOIDED"}).status in (200, 400)

    @precondition(lambda self: self.invoices)
    @rule(place=st.integers(0, 50), lines=LINES)
    def edit(self, place: int, lines: list[Record]) -> None:
        path = f"Invoices/{self.one_of(self.invoices, place)}"
        assert self.xero.post(path, {"LineItems": lines}).status in (200, 400)

    @invariant()
    def everything_adds_up(self) -> None:
        invoices = self.xero.get("Invoices", page=1, pageSize=1000).records
        notes = self.xero.get("CreditNotes", page=1, pageSize=1000).records
        payments = [
            one for one in self.xero.get("Payments").records if one["Status"] == "AUTHORISED"
        ]
        for one in (*invoices, *notes):
            adds_up(one)
        for one in invoices:
            settles(one, payments, notes)
        for one in notes:
            is_spent(one, payments)
        owed = sum(one["AmountDue"] for one in invoices if one["Status"] == "AUTHORISED")
        kept = sum(one["RemainingCredit"] for one in notes if one["Status"] == "AUTHORISED")
        balances = self.xero.get(f"Contacts/{self.customer['ContactID']}").record.get("Balances")
        told = balances["AccountsReceivable"]["Outstanding"] if balances else 0
        assert told == owed - kept


def adds_up(one: Record) -> None:
    """Lines make the sum, the sum and the tax make the total."""
    amounts = sum(part["LineAmount"] for part in one["LineItems"])
    taxes = sum(part["TaxAmount"] for part in one["LineItems"])
    assert one["Total"] == one["SubTotal"] + one["TotalTax"]
    assert one["TotalTax"] == taxes
    assert one["Total"] == amounts + (0 if one["LineAmountTypes"] == "Inclusive" else taxes)


def settles(one: Record, payments: list[Record], notes: list[Record]) -> None:
    """What is due is what was neither paid nor credited, as payments and credit notes tell it."""
    paid = sum(
        payment["Amount"]
        for payment in payments
        if payment.get("Invoice", {}).get("InvoiceID") == one["InvoiceID"]
    )
    credited = sum(
        part["Amount"]
        for note in notes
        for part in note["Allocations"]
        if part["Invoice"]["InvoiceID"] == one["InvoiceID"]
    )
    assert (one["AmountPaid"], one["AmountCredited"]) == (paid, credited)
    if one["Status"] == "VOIDED":
        assert (one["AmountDue"], paid, credited) == (0, 0, 0)
    elif one["Status"] != "DELETED":
        assert one["AmountDue"] == one["Total"] - paid - credited
        assert one["AmountDue"] >= 0
    assert (one["Status"] == "PAID") == ("FullyPaidOnDate" in one)
    if one["Status"] == "PAID":
        assert one["AmountDue"] == 0
    if one["Status"] == "AUTHORISED" and (paid or credited):
        assert one["AmountDue"] > 0


def is_spent(note: Record, payments: list[Record]) -> None:
    """What remains of a credit note was neither allocated nor refunded; of nothing, none."""
    allocated = sum(part["Amount"] for part in note["Allocations"])
    refunded = sum(
        payment["Amount"]
        for payment in payments
        if payment.get("Invoice", {}).get("InvoiceID") == note["CreditNoteID"]
    )
    if note["Status"] == "VOIDED":
        assert (note["RemainingCredit"], allocated, refunded) == (0, 0, 0)
    else:
        assert note["RemainingCredit"] == note["Total"] - allocated - refunded
        assert note["RemainingCredit"] >= 0
        assert (note["Status"] == "PAID") == (note["RemainingCredit"] == 0)


def test_figures_hold_together_whatever_happens(open_mock):
    """Total = SubTotal + TotalTax, and AmountDue = Total - paid - credited."""

    class Here(Ledger):
        mock = open_mock(FrozenClock(NOON), "empty")

    run_state_machine_as_test(
        Here, settings=settings(relaxed, max_examples=15, stateful_step_count=20)
    )
