"""What an organisation lets be done, and its part in the Construction Industry Scheme."""

from collections.abc import Callable, Iterator, Mapping

from mockxero.accounting.rulebook import Books
from mockxero.resources.contacts import Contact
from mockxero.resources.currencies import Currency
from mockxero.resources.settings import Action, ContactCIS, InvoiceReminder, OrganisationCIS

NAMES = (
    "CreateApprovedInvoice",
    "CreateDraftPurchaseOrder",
    "CreateApprovedBill",
    "AttachFilesIntoInvoice",
    "UseMulticurrency",
    "CreateDraftInvoice",
    "CreateRepeatingInvoice",
    "CreateRepeatingBill",
    "CreateSentQuote",
    "CreateInvoicePayment",
    "CreateApprovedPurchaseOrder",
    "CreateDraftQuote",
    "CreateDraftBill",
    "CreateManualJournal",
    "AdministerPayroll",
    "ApproveTransactionsBeforePeriodLockDate",
)
"""What an organisation is asked about. # seen: Xero-OpenAPI, getOrganisationActions, in this order
as far as it goes; the last three in an integration study of 2026"""


def _several_currencies(books: Books) -> bool:
    """Whether it deals in more than its own."""
    return len([*books.every(Currency)]) > 1


def _nothing_is_locked(books: Books) -> bool:
    """Nobody books into a closed period through the API. # guess"""
    return books.organisation.period_lock_date is None


def _never(books: Books) -> bool:
    """There is no payroll here."""
    return False


_ONLY_IF: Mapping[str, Callable[[Books], bool]] = {
    "UseMulticurrency": _several_currencies,
    "ApproveTransactionsBeforePeriodLockDate": _nothing_is_locked,
    "AdministerPayroll": _never,
}
"""What is not allowed to everybody. # guess: by what; Xero goes by plan and role, too"""


def actions(books: Books) -> Iterator[Action]:
    """What may be done in these books."""
    active = (books.organisation.organisation_status or "ACTIVE") == "ACTIVE"
    for name in NAMES:
        condition = _ONLY_IF.get(name)
        allowed = active and (condition is None or condition(books))
        yield Action(name=name, status="ALLOWED" if allowed else "NOT-ALLOWED")


def reminders(books: Books) -> InvoiceReminder:
    """Whether reminders are switched on."""
    return InvoiceReminder(enabled=books.organisation.reminders_enabled)


def cis_of_organisation(books: Books) -> OrganisationCIS | None:
    """The scheme is British; other organisations know nothing of it."""
    organisation = books.organisation
    if organisation.country_code != "GB":
        return None
    return OrganisationCIS(
        contractor=organisation.cis_contractor,
        sub_contractor=organisation.cis_sub_contractor,
        rate=organisation.cis_rate,
    )


def cis_of_contact(contact: Contact, books: Books) -> ContactCIS | None:
    """A contact who was never a subcontractor has no settings; one who stopped has no rate."""
    if cis_of_organisation(books) is None or contact.cis_enabled is None:
        return None
    rate = contact.cis_rate if contact.cis_enabled else None
    return ContactCIS(enabled=contact.cis_enabled, rate=rate)
