"""Customers and suppliers."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages, Resource, Unlisted
from mockxero.primitives.fields import (
    By,
    choice,
    constant,
    derived,
    error_flag,
    flag,
    guid,
    many,
    moment,
    money,
    number,
    one,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import EVERYWHERE, FULL, NOWHERE, OWN, READ, View
from mockxero.resources.attachments import Attachment
from mockxero.resources.parts import LINE_AMOUNT_DEFAULTS, Address, PaymentTerms, Phone
from mockxero.resources.scopes import CONTACTS

_STUBS = View.STUB | View.SETTLED
_ALWAYS = OWN | _STUBS
_UNLESS_SUMMARY = (OWN & ~View.SUMMARY) | View.STUB | View.REFUSED
_FILLED_IN = FULL | View.WRITE


class ContactPerson(Record):
    """Somebody at the contact."""

    first_name: str | None = text("FirstName", limit=255)
    last_name: str | None = text("LastName", limit=255)
    email_address: str | None = text("EmailAddress", limit=255)
    include_in_emails: bool | None = flag("IncludeInEmails", default=False)


class TrackingDefault(Record):
    """A tracking option that new lines for a contact start with."""

    tells_errors = View(0)

    category_name: str | None = text("TrackingCategoryName")
    option_name: str | None = text("TrackingOptionName")


class BatchPaymentDetails(Record):
    """Where a contact is paid by batch payment."""

    tells_errors = View(0)

    bank_account_number: str | None = text("BankAccountNumber")
    bank_account_name: str | None = text("BankAccountName")
    details: str | None = text("Details", limit=18)
    code: str | None = text("Code", limit=12)
    reference: str | None = text("Reference", limit=12)


class ThemeMention(Record):
    """A contact's branding theme, in short."""

    tells_errors = View(0)

    branding_theme_id: str | None = guid("BrandingThemeID")
    name: str | None = text("Name")


class Balance(Record):
    """What is outstanding, and how much of it is overdue, in base currency."""

    outstanding: Decimal = money("Outstanding")
    overdue: Decimal = money("Overdue")


class Balances(Record):
    """What a contact owes and is owed."""

    tells_errors = View(0)

    receivable: Balance = one("AccountsReceivable", Balance)
    payable: Balance = one("AccountsPayable", Balance)


class GroupMention(Record):
    """A group that a contact is in, in short."""

    tells_errors = View(0)

    group_id: str = guid("ContactGroupID")
    name: str | None = text("Name")
    status: str | None = text("Status")
    contacts = constant("Contacts", "[]")
    errors = error_flag("HasValidationErrors", shows=EVERYWHERE)


class Contact(Resource):
    """A customer, a supplier, both or neither."""

    about = About(
        plural="Contacts",
        singular="Contact",
        key="contact_id",
        scopes=CONTACTS,
        found_by=("number",),
        indexes={
            "name": lambda contact: (
                contact.name.casefold() if contact.status == "ACTIVE" and contact.name else None
            ),
            "number": lambda contact: contact.contact_number and contact.contact_number.casefold(),
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        filters={"IDs": "contact_id"},
        searched=(
            "name",
            "first_name",
            "last_name",
            "contact_number",
            "company_number",
            "email_address",
        ),
        unlisted=(Unlisted("status", "ARCHIVED", unless="includeArchived"),),
        summary=True,
        history=True,
        attachments=True,
    )

    contact_id: str = guid("ContactID", shows=_ALWAYS)
    merged_to_contact_id: str | None = guid("MergedToContactID", by=By.XERO, shows=FULL)
    contact_number: str | None = text("ContactNumber", limit=50)
    account_number: str | None = text("AccountNumber", limit=50)
    status: str | None = choice(
        "ContactStatus", "ContactStatus", "ACTIVE", "ARCHIVED", "GDPRREQUEST", echo=True
    )
    name: str | None = text("Name", limit=255, shows=_ALWAYS, echo=True)
    first_name: str | None = text("FirstName", limit=255)
    last_name: str | None = text("LastName", limit=255)
    company_number: str | None = text("CompanyNumber", limit=50)
    email_address: str | None = text("EmailAddress", limit=255)
    skype_user_name: str | None = text("SkypeUserName")
    bank_account_details: str | None = text("BankAccountDetails")
    tax_number: str | None = text("TaxNumber", limit=50)
    tax_number_type: str | None = choice(
        "TaxNumberType", "TaxNumberType", "SSN", "EIN", "ITIN", "ATIN"
    )
    receivable_tax_type: str | None = text("AccountsReceivableTaxType")
    payable_tax_type: str | None = text("AccountsPayableTaxType")
    addresses: tuple[Address, ...] = many(
        "Addresses", Address, "Address", shows=_UNLESS_SUMMARY, empty=View.STUB
    )
    phones: tuple[Phone, ...] = many(
        "Phones", Phone, "Phone", shows=_UNLESS_SUMMARY, empty=View.STUB
    )
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    groups = derived(
        "ContactGroups",
        GroupMention,
        "ContactGroup",
        shows=_UNLESS_SUMMARY,
        empty=View.STUB,
    )
    is_supplier: bool | None = flag("IsSupplier", by=By.XERO, shows=OWN & ~View.SUMMARY)
    is_customer: bool | None = flag("IsCustomer", by=By.XERO, shows=OWN & ~View.SUMMARY)
    sales_line_amount_type: str | None = choice(
        "SalesDefaultLineAmountType", *LINE_AMOUNT_DEFAULTS, shows=_FILLED_IN
    )
    purchases_line_amount_type: str | None = choice(
        "PurchasesDefaultLineAmountType", *LINE_AMOUNT_DEFAULTS, shows=_FILLED_IN
    )
    default_currency: str | None = text("DefaultCurrency", shows=_FILLED_IN)
    discount: Decimal | None = number("Discount", 2, by=By.XERO, shows=FULL)
    website: str | None = text("Website", by=By.XERO, shows=FULL)
    branding_theme: ThemeMention | None = one("BrandingTheme", ThemeMention, by=By.XERO, shows=FULL)
    purchases_account_code: str | None = text("PurchasesDefaultAccountCode", shows=_FILLED_IN)
    sales_account_code: str | None = text("SalesDefaultAccountCode", shows=_FILLED_IN)
    xero_network_key: str | None = text("XeroNetworkKey", shows=_FILLED_IN)
    sales_tracking: tuple[TrackingDefault, ...] = many(
        "SalesTrackingCategories",
        TrackingDefault,
        "SalesTrackingCategory",
        shows=_FILLED_IN,
        omit_empty=FULL,
    )
    purchases_tracking: tuple[TrackingDefault, ...] = many(
        "PurchasesTrackingCategories",
        TrackingDefault,
        "PurchasesTrackingCategory",
        shows=_FILLED_IN,
        omit_empty=FULL,
    )
    batch_payments: BatchPaymentDetails | None = one(
        "BatchPayments", BatchPaymentDetails, shows=_FILLED_IN
    )
    balances = derived("Balances", Balances, shows=FULL)
    payment_terms: PaymentTerms | None = one("PaymentTerms", PaymentTerms, shows=_FILLED_IN)
    persons: tuple[ContactPerson, ...] = many(
        "ContactPersons",
        ContactPerson,
        "ContactPerson",
        shows=_UNLESS_SUMMARY | View.SETTLED,
        empty=_STUBS,
    )
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
    errors = error_flag("HasValidationErrors", shows=EVERYWHERE)
    # They have an address of their own; a fixture tells them with the rest.
    cis_enabled: bool | None = flag("CISEnabled", by=By.XERO, shows=NOWHERE)
    cis_rate: Decimal | None = number("CISRate", 2, by=By.XERO, shows=NOWHERE)
