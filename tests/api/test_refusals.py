"""What each resource of the first hour refuses: input, status, ErrorNumber, and Xero's words."""

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, Record, as_xml, credit_note, invoice, line

Table = list[tuple[Record, list[str]]]
"""What is sent, and what Xero says."""

OPEN, PAID = "INV-0027", "INV-0009"
"""Invoices of the Demo Company."""
LOCKED = "The document date cannot be before the period lock date, currently set at 30-Sep-2009"
TAKEN = (
    "The contact name abc furniture is already assigned to another contact. "
    "The contact name must be unique across all active contacts."
)
NAMELESS = (
    "The Contact must contain at least 1 of the following elements to identify the contact: "
    "Name, ContactID, ContactNumber"
)
NO_TAX = "The TaxType field is mandatory"
ADA = {"Name": "Ada"}


def sale(*lines: Record, **members: object) -> Record:
    """An invoice for somebody new; a member of None stays out."""
    whole = invoice("", *lines, Contact=ADA) | members
    return {name: value for name, value in whole.items() if value is not None}


def credit(**members: object) -> Record:
    whole = credit_note({"ContactID": ""}, Contact=ADA) | members
    return {name: value for name, value in whole.items() if value is not None}


def uncoded(**members: object) -> Record:
    return {"Description": "Work", "UnitAmount": 10} | members


def account(**members: object) -> Record:
    return {"Code": "9", "Name": "Engines", "Type": "EXPENSE"} | members


def rate(*components: Record, **members: object) -> Record:
    return {"Name": "Luxury", "TaxComponents": [*components], "ReportTaxType": "OUTPUT"} | members


ACCOUNTS: Table = [
    ({"Name": "A"}, ["Account Type must be specified", "Account Code must be specified"]),
    ({"Code": "9", "Type": "EXPENSE"}, ["Account Name must be specified"]),
    (account(Code=""), ["Account Code must be specified"]),
    (account(Code="200"), ["Please enter a unique Code."]),
    (account(Name="SALES"), ["Please enter a unique Name."]),
    (account(Code="1" * 11), ["Account Code is too long. Maximum of 10 characters allowed"]),
    (account(Name="N" * 151), ["The length of Name must not exceed 150 characters"]),
    (account(Type="BANK"), ["Bank Account Number must be specified for bank accounts"]),
    (
        account(TaxType="OUTPUT2"),
        ["The TaxType code 'OUTPUT2' cannot be used with account code '9'."],
    ),
    (
        account(TaxType="X"),
        ["The TaxType code 'X' does not exist or cannot be used for this type of transaction"],
    ),
    (
        account(Type="BANK", BankAccountNumber="1", CurrencyCode="EUR"),
        ["The current organisation is not subscribed to currency 'EUR'."],
    ),
]
CONTACTS: Table = [
    ({"Name": ""}, ["Contact Name cannot be empty."]),
    ({"EmailAddress": "ada@example.com"}, ["Contact Name cannot be empty."]),
    (
        {"Name": "abc furniture"},
        [TAKEN],
    ),
    (ADA | {"EmailAddress": "nobody"}, ["Email address must be valid."]),
    ({"Name": "N" * 256}, ["The length of Name must not exceed 255 characters"]),
    (
        ADA | {"AccountNumber": "1" * 51},
        ["The length of AccountNumber must not exceed 50 characters"],
    ),
    (
        ADA | {"ContactStatus": "GDPRREQUEST"},
        ["The status 'GDPRREQUEST' is not valid for contacts"],
    ),
    (
        ADA | {"ContactPersons": [{"FirstName": name} for name in "abcdef"]},
        ["A contact can have at most 5 contact persons"],
    ),
    (
        ADA | {"ContactNumber": "n", "EmailAddress": "x", "Name": ""},
        ["Contact Name cannot be empty.", "Email address must be valid."],
    ),
]
CONTACT_GROUPS: Table = [
    ({"Name": ""}, ["Contact Group Name cannot be empty."]),
    (
        {"Name": "Training Customers"},
        ["The contact group name Training Customers is already in use."],
    ),
]
CURRENCIES: Table = [({"Code": "XXX1"}, ["Currency code 'XXX1' is not valid"])]
INVOICES: Table = [
    (sale(Type=None), ["The Type field must be specified"]),
    (sale(Contact=None), ["A Contact must be specified for this type of transaction"]),
    (
        sale(Contact={"FirstName": "Ada"}),
        [NAMELESS],
    ),
    (sale(LineItems=None), ["One or more line items must be specified"]),
    (
        sale(LineItems=None, Status="PAID", Contact=None),
        [
            "One or more line items must be specified",
            "Invoice not of valid status for creation",
            "A Contact must be specified for this type of transaction",
        ],
    ),
    (sale(Status="VOIDED"), ["Invoice not of valid status for creation"]),
    (sale(DueDate=None), ["The document DueDate field must be specified"]),
    (sale(Date="2009-09-30"), [LOCKED]),
    (sale(InvoiceNumber=OPEN), ["Invoice # must be unique."]),
    (sale(Reference="R" * 256), ["The length of Reference must not exceed 255 characters"]),
    (sale(CurrencyCode="EUR"), ["Organisation is not subscribed to currency EUR"]),
    (
        sale(line(AccountCode="999")),
        ["Account code '999' is not a valid code for this document.", NO_TAX],
    ),
    (sale(line(AccountCode="610")), ["Account code '610' is not a valid code for this document."]),
    (sale(uncoded()), ["Account code or ID must be specified", NO_TAX]),
    (
        sale(line(TaxType="X")),
        ["The TaxType code 'X' does not exist or cannot be used for this type of transaction"],
    ),
    (
        sale(line(TaxType="INPUT2")),
        ["The TaxType code 'INPUT2' cannot be used with account code '200'."],
    ),
    (
        sale(line("10.00", Quantity=1, LineAmount="11.00")),
        ["The line total 11.00 does not match the expected line total 10.00"],
    ),
    (sale(line(ItemCode="none")), ["Item code 'none' is not valid"]),
    (sale(line("-1.00")), ["The document total must not be negative"]),
    (
        sale(line(Description="D" * 4001)),
        ["The length of Description must not exceed 4000 characters"],
    ),
    (
        sale(line(AccountCode="300", DiscountRate=10), Type="ACCPAY"),
        ["Discounts are only supported on invoices of type ACCREC"],
    ),
]
CREDIT_NOTES: Table = [
    (credit(Type=None), ["The Type field must be specified"]),
    (credit(Contact=None), ["A Contact must be specified for this type of transaction"]),
    (credit(LineItems=None), ["One or more line items must be specified"]),
    (credit(Status="PAID"), ["Invoice not of valid status for creation"]),
    (credit(CreditNoteNumber="CN-0026"), ["Credit Note # must be unique."]),
    (credit(Date="2009-09-30"), [LOCKED]),
    (credit(CurrencyCode="EUR"), ["Organisation is not subscribed to currency EUR"]),
    (
        credit(LineItems=[line(DiscountRate=10)]),
        ["Discounts are only supported on invoices of type ACCREC"],
    ),
]
ITEMS: Table = [
    ({"Name": "Mill"}, ["Price List Item Code must be specified"]),
    ({"Code": "c" * 31}, ["The length of Code must not exceed 30 characters"]),
    ({"Code": "support-m"}, ["Price List Item with Code 'support-m' already exists"]),
    ({"Code": "n", "Name": "N" * 51}, ["The length of Name must not exceed 50 characters"]),
    (
        {"Code": "n", "SalesDetails": {"AccountCode": "999"}},
        ["Account code '999' is not a valid code for this document."],
    ),
    (
        {"Code": "n", "SalesDetails": {"TaxType": "X"}},
        ["The TaxType code 'X' does not exist or cannot be used for this type of transaction"],
    ),
    (
        {"Code": "n", "InventoryAssetAccountCode": "200"},
        ["Inventory Asset Account Code '200' must be of type INVENTORY"],
    ),
]
PAYMENTS: Table = [
    ({"Invoice": None}, ["Invoice could not be found"]),
    ({"Invoice": {"InvoiceID": NOWHERE}}, ["Invoice could not be found"]),
    ({"Account": None}, ["Account could not be found"]),
    ({"Account": {"Code": "999"}}, ["Account could not be found"]),
    ({"Account": {"Code": "200"}}, ["Account type is invalid for making a payment to/from"]),
    ({"Amount": None}, ["Payment amount must be greater than zero"]),
    ({"Amount": 0}, ["Payment amount must be greater than zero"]),
    ({"Amount": -1}, ["Payment amount must be greater than zero"]),
    ({"Amount": 99999}, ["Payment amount exceeds the amount outstanding on this document"]),
    ({"Date": "2009-09-30"}, [LOCKED]),
    ({"Reference": "R" * 256}, ["The length of Reference must not exceed 255 characters"]),
    (
        {"Invoice": {"InvoiceNumber": PAID}},
        [
            "Payments can only be made against Authorised documents",
            "Payment amount exceeds the amount outstanding on this document",
        ],
    ),
]
TAX_RATES: Table = [
    (rate(), ["At least one Tax Component must be specified"]),
    (rate({"Name": "g", "Rate": 1}, Name=""), ["Tax Rate Name must be specified"]),
    (rate({"Rate": 1}), ["Tax Component Name must be specified"]),
    (rate({"Name": "g"}), ["Tax Component Rate must be between 0 and 100"]),
    (rate({"Name": "g", "Rate": 101}), ["Tax Component Rate must be between 0 and 100"]),
]
TRACKING_CATEGORIES: Table = [
    ({"Name": ""}, ["Tracking Category Name must be specified"]),
    ({"Name": "region"}, ["Tracking Category Name must be unique"]),
    ({"Name": "N" * 101}, ["The length of Name must not exceed 100 characters"]),
]

TABLES: dict[str, Table] = {
    "Accounts": ACCOUNTS,
    "Contacts": CONTACTS,
    "ContactGroups": CONTACT_GROUPS,
    "Currencies": CURRENCIES,
    "Invoices": INVOICES,
    "CreditNotes": CREDIT_NOTES,
    "Items": ITEMS,
    "Payments": PAYMENTS,
    "TaxRates": TAX_RATES,
    "TrackingCategories": TRACKING_CATEGORIES,
}
REFUSED = {
    f"{plural} {number}": (plural, sent, sentences)
    for plural, table in TABLES.items()
    for number, (sent, sentences) in enumerate(table, 1)
}
SINGULAR = {"Currencies": "Currency", "TrackingCategories": "TrackingCategory"}


def whole(plural: str, sent: Record) -> Record:
    """A payment says only what is wrong with it."""
    if plural != "Payments":
        return sent
    usual = {"Invoice": {"InvoiceNumber": OPEN}, "Account": {"Code": "090"}, "Amount": 1}
    return {name: value for name, value in (usual | sent).items() if value is not None}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_xeros_words(xero, case):
    """400 and ErrorNumber 10, in JSON as in XML; and the lists are as they were."""
    plural, sent, sentences = REFUSED[case]
    body = whole(plural, sent)
    before = xero.get(plural, page=1).records, xero.get("Contacts", page=1).records

    in_json = xero.put(plural, body)
    in_xml = xero.put(
        plural, as_xml(SINGULAR.get(plural, plural[:-1]), body), type=XML, headers={"Accept": XML}
    )

    assert (in_json.refusal, in_json.sentences) == ((400, 10), sentences)
    assert (in_xml.xml.findtext("ErrorNumber"), in_xml.sentences_in_xml) == ("10", sentences)
    assert (xero.get(plural, page=1).records, xero.get("Contacts", page=1).records) == before


@pytest.mark.parametrize("plural", ["Contacts", "CreditNotes", "Invoices", "Items", "Payments"])
def test_it_may_be_told_beside_what_is_good(xero, plural):
    """With summarizeErrors=false: 200, and each record says how it went."""
    body = {plural: [whole(plural, sent) for sent, _ in TABLES[plural]]}

    told = xero.put(plural, body, summarizeErrors=False).records

    assert {one["StatusAttributeString"] for one in told} == {"ERROR"}
    said = [[error["Message"] for error in one["ValidationErrors"]] for one in told]
    assert said == [sentences for _, sentences in TABLES[plural]]
    key = {"CreditNotes": "CreditNoteID"}.get(plural, f"{plural[:-1]}ID")
    assert {one[key] for one in told} == {NO_ID}


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("Options", {"Name": ""}, "Tracking Option Name must be specified"),
        ("Options", {"Name": "north"}, "Tracking Option Name must be unique"),
        ("Options", {"Name": "N" * 101}, "The length of Name must not exceed 100 characters"),
    ],
)
def test_options_are_refused_below_their_category(xero, path, body, sentence):
    category = xero.get("TrackingCategories").records[0]["TrackingCategoryID"]

    reply = xero.put(f"TrackingCategories/{category}/{path}", body)

    assert (reply.refusal, reply.sentences) == ((400, 10), [sentence])
