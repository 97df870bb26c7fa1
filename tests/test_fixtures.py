"""The fixtures agree with themselves, and the demo company with the real one."""

import json
import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

INVENTED = uuid5(NAMESPACE_URL, "mockxero/fixtures")
"""The namespace of every id that was made up here (see fixtures/README.md)."""
DOCUMENTS = ("invoices", "credit_notes", "bank_transactions", "purchase_orders", "receipts")
MOMENT = re.compile(r"/Date\(\d+\+0000\)/")


class Books:
    """One organisation as laid down: ``books.invoices`` is what invoices.json holds."""

    def __init__(self, name):
        self.folder = files("mockxero.fixtures") / name

    def __getattr__(self, resource):
        path = self.folder / f"{resource}.json"
        return json.loads(path.read_text("utf-8"), parse_float=Decimal) if path.is_file() else []

    def documents(self):
        return [document for resource in DOCUMENTS for document in getattr(self, resource)]

    def lines(self):
        return [line for document in self.documents() for line in document["LineItems"]]

    def named(self, resource, key):
        return {record[key] for record in getattr(self, resource)}


@pytest.fixture(params=["nz", "empty", "au", "uk", "us", "global"])
def books(request):
    return Books(request.param)


@pytest.fixture(params=["nz", "global"])
def demo(request):
    """The demo companies that trade."""
    return Books(request.param)


def mentions(value, member):
    """Every value that stands under this name, however deep."""
    if isinstance(value, list):
        for part in value:
            yield from mentions(part, member)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name == member:
                yield part
            yield from mentions(part, member)


def settled(demo):
    """What has been paid and credited on each invoice: (day, amount, from where)."""
    parts = defaultdict(list)
    for payment in demo.payments:
        parts[payment["Invoice"]["InvoiceID"]].append((payment["Date"], payment["Amount"]))
    for note in demo.credit_notes:
        for allocation in note["Allocations"]:
            parts[allocation["Invoice"]["InvoiceID"]].append(
                (allocation["Date"], allocation["Amount"])
            )
    return parts


def due(demo):
    """What is still owed on each invoice."""
    parts = settled(demo)
    return {
        invoice["InvoiceID"]: invoice["Total"]
        - sum(amount for _, amount in parts[invoice["InvoiceID"]])
        for invoice in demo.invoices
    }


def left(note):
    """The remaining credit of a credit note."""
    return note["Total"] - sum(allocation["Amount"] for allocation in note["Allocations"])


def day_of(document):
    """The day of a document, as ISO 8601 has it."""
    return (document.get("DateString") or document["Date"])[:10]


def in_cents(amount):
    return Decimal(amount).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_manifest_says_what_a_loader_needs(books):
    manifest = books.fixture
    anchor = manifest["AnchorDate"]

    assert manifest["Name"] == books.organisation["Name"]
    assert anchor == date.fromisoformat(anchor).isoformat()
    assert {"ACCREC", "ACCRECCREDIT", "PURCHASEORDER", "QUOTE"} == set(manifest["Numbering"])


def test_next_numbers_come_after_those_in_use(demo):
    """The manifest hands out the number after the highest one in the data."""
    numbering = demo.fixture["Numbering"]
    for kind, documents, member in (
        ("ACCREC", demo.invoices, "InvoiceNumber"),
        ("ACCRECCREDIT", demo.credit_notes, "CreditNoteNumber"),
        ("PURCHASEORDER", demo.purchase_orders, "PurchaseOrderNumber"),
    ):
        prefix, following = numbering[kind]["Prefix"], numbering[kind]["Next"]
        mine = [d[member] for d in documents if d.get("Type", kind) == kind]
        taken = [number for number in mine if number.startswith(prefix)]

        assert max(taken, default=f"{prefix}0000") == f"{prefix}{following - 1:04}"


@pytest.mark.parametrize(
    ("member", "resource", "key"),
    [
        ("AccountCode", "accounts", "Code"),
        ("COGSAccountCode", "accounts", "Code"),
        ("InventoryAssetAccountCode", "accounts", "Code"),
        ("AccountID", "accounts", "AccountID"),
        ("TaxType", "tax_rates", "TaxType"),
        ("ItemCode", "items", "Code"),
        ("ContactID", "contacts", "ContactID"),
        ("BrandingThemeID", "branding_themes", "BrandingThemeID"),
        ("TrackingCategoryID", "tracking_categories", "TrackingCategoryID"),
        ("InvoiceID", "invoices", "InvoiceID"),
        ("CurrencyCode", "currencies", "Code"),
    ],
)
def test_whatever_is_named_exists(books, member, resource, key):
    """No record names an account, a rate, a contact … that its own organisation lacks."""
    everything = [json.loads(p.read_text("utf-8")) for p in books.folder.iterdir()]

    assert set(mentions(everything, member)) <= books.named(resource, key)


def test_lines_name_tracking_options_of_their_category():
    demo = Books("nz")
    options = {
        (c["TrackingCategoryID"], c["Name"], option["Name"])
        for c in demo.tracking_categories
        for option in c["Options"]
    }
    named = [
        (tracking["TrackingCategoryID"], tracking["Name"], tracking["Option"])
        for line in demo.lines()
        for tracking in line.get("Tracking", [])
    ]

    assert len(named) == 38
    assert set(named) <= options


def test_names_beside_ids_are_the_names_of_those_ids(demo):
    contacts = {contact["ContactID"]: contact["Name"] for contact in demo.contacts}
    numbers = {invoice["InvoiceID"]: invoice["InvoiceNumber"] for invoice in demo.invoices}
    codes = {account["AccountID"]: account["Code"] for account in demo.accounts}

    for named in mentions([demo.documents(), demo.contact_groups], "Contact"):
        assert named["Name"] == contacts[named["ContactID"]]
    for named in mentions([demo.payments, demo.credit_notes], "Invoice"):
        assert named["InvoiceNumber"] == numbers[named["InvoiceID"]]
    for named in mentions(demo.payments, "Account"):
        assert named["Code"] == codes[named["AccountID"]]


def test_customers_and_suppliers_are_who_was_invoiced(demo):
    """IsCustomer and IsSupplier say no more than the documents do."""
    for flag, kind in (("IsCustomer", "ACCREC"), ("IsSupplier", "ACCPAY")):
        flagged = {contact["ContactID"] for contact in demo.contacts if contact[flag]}

        assert flagged == {i["Contact"]["ContactID"] for i in demo.invoices if i["Type"] == kind}


def test_lines_add_up_to_the_document(demo):
    """Line by line, tax is rounded as Xero rounds, and the totals are the sums."""
    rates = {rate["TaxType"]: rate["EffectiveRate"] for rate in demo.tax_rates}
    for document in demo.documents():
        inclusive = document["LineAmountTypes"] == "Inclusive"
        lines = [line for line in document["LineItems"] if "LineAmount" in line]
        for line in lines:
            rate, amount = rates[line["TaxType"]], line["LineAmount"]
            assert in_cents(line["Quantity"] * line["UnitAmount"]) == amount
            assert in_cents(amount * rate / (100 + rate * inclusive)) == line["TaxAmount"]

        assert sum(line["TaxAmount"] for line in lines) == document["TotalTax"]
        assert sum(line["LineAmount"] for line in lines) == (
            document["Total"] if inclusive else document["SubTotal"]
        )
        assert document["SubTotal"] + document["TotalTax"] == document["Total"]


def test_status_follows_from_what_was_paid(demo):
    """An invoice is PAID if and only if payments and credits settle it in full, never more."""
    owed, parts = due(demo), settled(demo)

    assert set(parts) <= set(owed)
    for invoice in demo.invoices:
        identity = invoice["InvoiceID"]
        assert owed[identity] >= 0
        assert (invoice["Status"] == "PAID") == (owed[identity] == 0)
        if invoice["Status"] not in ("PAID", "AUTHORISED"):
            assert not parts[identity]
    for note in demo.credit_notes:
        assert (note["Status"] == "PAID") == (left(note) == 0)


@pytest.mark.parametrize(
    ("name", "invoices", "notes", "recorded"),
    [
        ("nz", "ACCREC", "ACCRECCREDIT", "9172.63"),
        ("nz", "ACCPAY", "ACCPAYCREDIT", "7429.21"),
        ("global", "ACCREC", "ACCRECCREDIT", "9194.51"),
        ("global", "ACCPAY", "ACCPAYCREDIT", "8386.76"),
    ],
)
def test_what_is_owed_is_what_the_real_trial_balance_says(name, invoices, notes, recorded):
    """Open invoices less open credit give the control account of the recorded trial balance.

    nz: of May 2014; global: of September 2026.
    """
    demo = Books(name)
    owed = due(demo)
    open_invoices = sum(
        owed[invoice["InvoiceID"]]
        for invoice in demo.invoices
        if (invoice["Type"], invoice["Status"]) == (invoices, "AUTHORISED")
    )
    open_credit = sum(left(note) for note in demo.credit_notes if note["Type"] == notes)

    assert open_invoices - open_credit == Decimal(recorded)


def test_ids_are_unique_and_real_or_of_version_five(books):
    """A found id is of version 4; an invented one is of version 5; none stands for two things."""
    own = {
        "accounts": "AccountID",
        "bank_transactions": "BankTransactionID",
        "branding_themes": "BrandingThemeID",
        "budgets": "BudgetID",
        "contact_groups": "ContactGroupID",
        "contacts": "ContactID",
        "credit_notes": "CreditNoteID",
        "expense_claims": "ExpenseClaimID",
        "invoices": "InvoiceID",
        "items": "ItemID",
        "payments": "PaymentID",
        "receipts": "ReceiptID",
        "tracking_categories": "TrackingCategoryID",
        "users": "UserID",
    }
    ids = [books.organisation["OrganisationID"]]
    ids += [record[key] for resource, key in own.items() for record in getattr(books, resource)]
    ids += [line["LineItemID"] for line in books.lines()]
    ids += [one["PaymentID"] for claim in books.expense_claims for one in claim.get("Payments", [])]
    ids += mentions(books.credit_notes, "AllocationID")
    ids += mentions(books.tracking_categories, "TrackingOptionID")

    assert len(ids) == len(set(ids))
    assert {UUID(identity).version for identity in ids} <= {4, 5}


def test_invented_ids_can_be_worked_out_again():
    """Its own path names an invented id."""
    empty = Books("empty")

    assert empty.organisation["OrganisationID"] == str(uuid5(INVENTED, "empty/organisation"))
    for account in empty.accounts:
        assert account["AccountID"] == str(uuid5(INVENTED, f"empty/accounts/{account['Code']}"))
    for name in ("au", "uk", "us", "global"):
        for user in Books(name).users:
            path = f"{name}/users/{user['EmailAddress']}"
            assert user["UserID"] == str(uuid5(INVENTED, path))
    for name in ("nz", "empty", "au", "uk", "us", "global"):
        for budget in Books(name).budgets:
            path = f"{name}/budgets/{budget['Description']}"
            assert budget["BudgetID"] == str(uuid5(INVENTED, path))
    for invoice in Books("global").invoices:
        for place, line in enumerate(invoice["LineItems"], 1):
            path = f"Invoices/{invoice['InvoiceID']}/LineItems/{place}"
            assert line["LineItemID"] == str(uuid5(INVENTED, path))


def test_invented_ids_of_expense_claims_can_be_worked_out_again():
    """Theirs, too, are named by their paths."""
    for claim in Books("global").expense_claims:
        for member, key in (("Receipts", "ReceiptID"), ("Payments", "PaymentID")):
            for place, one in enumerate(claim.get(member, []), 1):
                path = f"ExpenseClaims/{claim['ExpenseClaimID']}/{member}/{place}"
                assert one[key] == str(uuid5(INVENTED, path))
    for receipt in Books("global").receipts:
        (line,) = receipt["LineItems"]
        path = f"Receipts/{receipt['ReceiptID']}/LineItems/1"
        assert line["LineItemID"] == str(uuid5(INVENTED, path))


def test_days_are_days_and_moments_are_moments(books):
    """Calendar days are ISO 8601 and may roll; moments are /Date(ms+0000)/ and never do."""
    everything = [json.loads(p.read_text("utf-8")) for p in books.folder.iterdir()]
    for member in ("DateString", "DueDateString", "Date", "PeriodLockDate"):
        for day in mentions(everything, member):
            assert datetime.fromisoformat(day).time() == datetime.min.time()
    for member in ("UpdatedDateUTC", "CreatedDateUTC"):
        for moment in mentions(everything, member):
            assert MOMENT.fullmatch(moment)


def test_every_document_is_older_than_the_anchor():
    """On the anchor date nothing lies ahead but due dates and one payment, as in the real one."""
    demo = Books("nz")
    anchor = demo.fixture["AnchorDate"]
    ahead = [p["Reference"] for p in demo.payments if p["Date"] >= anchor]

    assert max(map(day_of, demo.documents())) < anchor
    assert ahead == ["Ref 02761"]


def test_only_closed_bills_of_the_global_company_lie_ahead():
    """Bills of the months to come were voided or deleted, as in the real one."""
    demo = Books("global")
    anchor = demo.fixture["AnchorDate"]
    ahead = [one for one in demo.documents() if day_of(one) > anchor]

    assert {one["Status"] for one in ahead} == {"VOIDED", "DELETED"}
    assert max(payment["Date"] for payment in demo.payments) <= anchor


def test_accounts_have_rates_that_fit_their_class(books):
    """Xero itself breaks the rule for BAS Excluded and the like only where it says so."""
    rates = {rate["TaxType"]: rate for rate in books.tax_rates}
    flags = {
        "ASSET": "CanApplyToAssets",
        "EQUITY": "CanApplyToEquity",
        "EXPENSE": "CanApplyToExpenses",
        "LIABILITY": "CanApplyToLiabilities",
        "REVENUE": "CanApplyToRevenue",
    }

    for account in books.accounts:
        assert rates[account["TaxType"]][flags[account["Class"]]], account["Name"]


def test_every_organisation_has_the_accounts_that_xero_posts_to(books):
    """One each, whatever its code."""
    system = [one["SystemAccount"] for one in books.accounts if one.get("SystemAccount")]

    assert len(system) == len(set(system))
    assert set(system) >= {
        "DEBTORS", "CREDITORS", "GST", "HISTORICAL", "ROUNDING", "TRACKINGTRANSFERS",
        "RETAINEDEARNINGS", "UNPAIDEXPCLM",
    }  # fmt: skip
