"""Why something is different: one line each, and none for what nothing explains."""

import re
from functools import cache
from typing import NamedTuple

from tests.fidelity.recordings import Recording
from tests.fidelity.shape import EXTRA, KIND, MISSING, ORDER


class Reason(NamedTuple):
    """A line that explains some differences."""

    files: str
    """Of which recordings: an expression for the file's name."""
    paths: str
    """Where in the body: an expression."""
    sorts: tuple[str, ...]
    why: str
    whats: str = ".*"
    """What exactly is different, where that matters: an expression."""


SAMPLES = r"(docs|openapi)-.*"
OLD = r"(fyle|xero-python|xeroizer|au-demo)-.*"

REASONS = (
    # --- recordings ---
    Reason(
        OLD,
        r".*\.(UpdatedDateUTCString|InvoicePaymentServices|InvoiceAddresses)",
        (EXTRA,),
        "Xero has added it since: the recordings of 2026 have it",
    ),
    Reason(
        r".*-connections.*",
        r".*\.(authEventId|tenantName)",
        (EXTRA,),
        "Xero has added it since: connections of 2021 have it",
    ),
    Reason(
        r"xeroizer-invalid-.*",
        r"\w+",
        (EXTRA, MISSING),
        "the gateway spells its members with capitals since, and has Type and Extensions",
    ),
    Reason(
        r"fyle-create-bill.*",
        r".*\.(HasAttachments|Attachments)",
        (MISSING,),
        "a write of 2022 showed it; those of 2026 do not",
    ),
    # --- samples that Xero publishes ---
    Reason(
        r"docs-prepayments.*",
        r".*\.CurrencyRate",
        (MISSING,),
        "the page is older than the description, whose list has no rate",
    ),
    Reason(
        r"openapi-.*PurchaseOrders.*",
        r".*\.Contact\.ContactGroups",
        (KIND,),
        "in recordings a contact inside an order has no groups",
    ),
    Reason(SAMPLES, r".*\.APIKey", (MISSING,), "it went with the way of signing in of 2012"),
    Reason(SAMPLES, r".*\.AccountId", (MISSING,), "the sample misspells AccountID"),
    Reason(
        SAMPLES,
        r".*\.TrackingCategoryID",
        (MISSING,),
        "the sample has a word where the id would stand",
        r"string",
    ),
    Reason(
        r"openapi-getJournal.*",
        r".*\.JournalDate",
        (KIND,),
        "the recorded journals have no offset in it, and recordings decide",
    ),
    Reason(
        SAMPLES, r".*\.ExternalLinks", (KIND,), "links of the organisation are not modelled", ".*"
    ),
    Reason(
        r"(docs|openapi)-(get)?[bB]ank[tT]ransactions.*",
        r".*\.BatchPayment",
        (MISSING,),
        "the money of a batch is not shown among the bank transactions",
    ),
    Reason(
        r"openapi-.*",
        r".*\.LineItems\[\*\]\.ValidationErrors|Contacts.*\.ValidationErrors|.*\.Invoice\.ValidationErrors",
        (MISSING,),
        "an empty list beside a record of which recordings have none",
    ),
    Reason(
        r"openapi-.*",
        r".*\.DiscountEnteredAsPercent",
        (MISSING,),
        "a member that neither recordings nor the description know",
    ),
    Reason(
        r"openapi-.*Payment.*",
        r"Payments\[\*\]\.Invoice\..*",
        (MISSING,),
        "the invoice of a payment is shown in short, as on Xero's Payments page",
    ),
    Reason(
        r"openapi-(get|update)Receipts?-.*",
        r"Receipts.*",
        (MISSING,),
        "empty lists of things that recordings show only where there are some",
        r"empty list",
    ),
    Reason(
        r"docs-expenseclaims.*",
        r".*\.Receipts\[\*\]\.Date",
        (KIND,),
        "the sample writes this date by hand",
    ),
    Reason(r"docs-budgets.*", r"Budgets.*", (KIND,), "the sample was written by hand"),
    Reason(
        r"openapi-update(BankTransaction|ManualJournal).*",
        r".*\.(HasAttachments|Attachments)",
        (MISSING,),
        "no recording of a write has it",
    ),
    Reason(
        r"openapi-delete.*Allocations.*",
        r"\w+",
        (MISSING, KIND),
        "Xero's pages have it otherwise: AllocationID, and one Invoice",
    ),
    Reason(
        r"openapi-get(Contact|Organisation)CISSettings.*",
        r".*",
        (MISSING,),
        "the samples of contacts and of organisations were mixed up; Xero's pages decide",
    ),
    Reason(
        SAMPLES,
        r".*",
        (KIND,),
        "the sample writes numbers and booleans as text",
        r"(empty )?string, not (number|bool)",
    ),
    Reason(SAMPLES, r".*", (EXTRA,), "the sample leaves it out; recordings have it"),
    Reason(SAMPLES, r".*", (ORDER,), "the sample was put into another order; recordings decide"),
)
"""The first that fits counts."""


def reason(recording: Recording, path: str, sort: str, what: str) -> Reason | None:
    """The first line that explains a difference."""
    told = ((recording.file, path, what), ("files", "paths", "whats"))
    for one in REASONS:
        fits = zip(*told, strict=True)
        if sort in one.sorts and all(_whole(getattr(one, name), text) for text, name in fits):
            return one
    return None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _whole(pattern: str, text: str) -> bool:
    return _expression(pattern).fullmatch(text) is not None
