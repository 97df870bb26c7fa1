"""Customers and suppliers."""

from ..provenance import recorded
from ..story import Story
from . import given


@recorded("2026-nz/contact_create.json")
def test_a_new_contact_has_every_slot_and_no_role(xero: Story) -> None:
    """A contact is born ACTIVE, with four phones and two addresses; roles are earned, not sent."""
    name = xero.unique("Contract contact")
    phone = {"PhoneType": "DEFAULT", "PhoneNumber": "111 1111", "PhoneAreaCode": "09"}
    sent = {"Name": name, "IsCustomer": True, "Phones": [phone]}

    contact = xero.record("createContacts", body={"Contacts": [sent]})
    given.archived_later(xero, contact)

    xero.agree("new contact", contact, Name=name, ContactStatus="ACTIVE")
    xero.agree("new contact", contact, IsCustomer=False, IsSupplier=False)
    kinds = sorted(phone["PhoneType"] for phone in contact["Phones"])
    xero.same("new contact", "phones", ["DDI", "DEFAULT", "FAX", "MOBILE"], kinds)
    numbers = [phone["PhoneNumber"] for phone in contact["Phones"] if phone["PhoneNumber"]]
    xero.same("new contact", "phone numbers", ["111 1111"], numbers)
    addresses = [address["AddressType"] for address in contact["Addresses"]]
    xero.same("new contact", "addresses", ["STREET", "POBOX"], addresses)


@recorded("2026-nz/contact_create_duplicate_name.json")
def test_two_active_contacts_never_share_a_name(xero: Story) -> None:
    """The second contact of a name is refused, in Xero's own words, and gets no id."""
    name = given.customer(xero)["Name"]

    refused = xero.call("createContacts", expecting=400, body={"Contacts": [{"Name": name}]})

    xero.says(
        "second contact of a name",
        refused,
        f"The contact name {name} is already assigned to another contact. "
        "The contact name must be unique across all active contacts.",
    )
    (element,) = refused.body["Elements"]
    xero.agree("second contact of a name", element, Name=name, HasValidationErrors=True)
    xero.agree(
        "second contact of a name", element, ContactID="00000000-0000-0000-0000-000000000000"
    )


@recorded("2026-nz/invoice_create.json")
def test_an_invoice_makes_a_customer(xero: Story) -> None:
    """A contact becomes a customer when the first sales invoice is written to it."""
    contact = given.customer(xero)

    written = given.invoice(xero, to=contact)

    xero.agree("contact before", contact, IsCustomer=False, IsSupplier=False)
    xero.agree("contact of an invoice", written["Contact"], IsCustomer=True, IsSupplier=False)
