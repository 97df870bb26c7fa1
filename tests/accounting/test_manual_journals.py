"""Manual journals: taxed, balanced, posted and voided."""

from decimal import Decimal

import pytest

from mockxero.resources.accounts import Account
from mockxero.resources.manual_journals import ManualJournal
from tests.builders import (
    ACCOUNT_IDS,
    NORTH,
    REGION,
    TODAY,
    accepted,
    delete,
    edited,
    guid,
    record,
    sent,
    stored,
)

DEBIT = {"line_amount": "100.00", "account_code": "400"}
CREDIT = {"line_amount": "-100.00", "account_code": "880"}
ENTRY = {"narration": "Accrual", "lines": [DEBIT, CREDIT]}
UNBALANCED = "The total debits ({}) must equal total credits ({})"
NOT_VALID = "Account code '{}' is not a valid code for this document."


@pytest.fixture
def entered(books):
    """A journal that nothing is said against, as it is stored afterwards."""
    return lambda **members: stored(
        books, accepted(record(books, sent(ManualJournal, **(ENTRY | members))))
    )


@pytest.fixture
def said(books):
    """The errors and the warnings about a new journal."""

    def ask(**members):
        outcome = record(books, sent(ManualJournal, **(ENTRY | members)))
        return outcome.errors, outcome.warnings

    return ask


def test_a_journal_starts_as_an_untaxed_draft_of_today(entered):
    journal = entered()

    assert (journal.status, journal.date) == ("DRAFT", TODAY)
    assert (journal.line_amount_types, journal.show_on_cash_basis_reports) == ("NoTax", True)
    assert [(one.tax_type, one.tax_amount) for one in journal.lines] == [("NONE", 0), ("NONE", 0)]


def test_what_the_caller_says_stands(entered):
    journal = entered(
        status="POSTED", date="2026-02-01", show_on_cash_basis_reports=False, url="https://a.b/c"
    )

    assert (journal.status, journal.show_on_cash_basis_reports) == ("POSTED", False)
    assert (str(journal.date), journal.url) == ("2026-02-01", "https://a.b/c")


@pytest.mark.parametrize(
    ("types", "tax"), [("NoTax", "0.00"), ("Exclusive", "15.00"), ("Inclusive", "13.04")]
)
def test_tax_follows_from_the_account(entered, types, tax):
    """On top of the amount, inside it, or not at all."""
    both = [DEBIT, DEBIT | {"line_amount": "-100.00"}]
    first, second = entered(line_amount_types=types, lines=both).lines

    assert (first.tax_amount, second.tax_amount) == (Decimal(tax), -Decimal(tax))
    assert first.tax_type == ("NONE" if types == "NoTax" else "INPUT2")


def test_a_tax_type_overrides_that_of_the_account(entered):
    """Otherwise the journal would not balance."""
    untaxed = DEBIT | {"tax_type": "NONE"}
    first, _ = entered(line_amount_types="Exclusive", lines=[untaxed, CREDIT]).lines

    assert (first.tax_type, first.tax_amount) == ("NONE", 0)


def test_a_tax_amount_overrides_what_would_be_charged(entered):
    """And the balance is struck with it."""
    taxed = DEBIT | {"tax_amount": "9.99"}
    even = CREDIT | {"line_amount": "-109.99"}
    first, _ = entered(line_amount_types="Exclusive", lines=[taxed, even]).lines

    assert first.tax_amount == Decimal("9.99")


@pytest.mark.parametrize(
    ("members", "debits", "credited"),
    [
        ({"lines": [DEBIT, CREDIT | {"line_amount": "-10"}]}, "100.00", "-10.00"),
        ({"lines": [DEBIT, CREDIT], "line_amount_types": "Exclusive"}, "115.00", "-100.00"),
        ({"lines": [DEBIT, DEBIT]}, "200.00", "0.00"),
        ({"status": "POSTED", "lines": [CREDIT, CREDIT]}, "0.00", "-200.00"),
    ],
)
def test_debits_equal_credits(said, members, debits, credited):
    """Of drafts, too; tax counts where it comes on top."""
    assert said(**members) == ([UNBALANCED.format(debits, credited)], [])


def test_tax_inside_the_amounts_does_not_unbalance_them(said):
    assert said(line_amount_types="Inclusive") == ([], [])


@pytest.mark.parametrize("lines", [[], [DEBIT | {"line_amount": "0"}]])
def test_a_journal_has_two_lines(said, lines):
    (error,), _ = said(lines=lines)

    assert error == (
        "The JournalLines element must contain at least two individual JournalLine sub-elements."
    )


@pytest.mark.parametrize("narration", ["", " "])
def test_a_journal_says_what_it_is_for(said, narration):
    assert said(narration=narration)[0] == ["The Narration field must be specified"]


@pytest.mark.parametrize("code", ["090", "610", "800", "960"])
def test_some_accounts_are_out_of_reach(said, code):
    """Bank accounts, and those that documents and years settle."""
    assert said(lines=[DEBIT, CREDIT | {"account_code": code}])[0] == [NOT_VALID.format(code)]


@pytest.mark.parametrize("code", ["820", "860"])
def test_the_other_system_accounts_are_open(said, code):
    """Which documents may not use."""
    assert said(lines=[DEBIT, CREDIT | {"account_code": code}]) == ([], [])


def test_an_archived_account_is_no_account(said):
    archived = DEBIT | {"account_code": "490"}
    (error,), _ = said(lines=[archived, CREDIT])

    assert error == (
        "Account code '490' has been archived, or has been deleted. "
        "Each line item must reference a valid account."
    )


def test_an_unknown_account_is_taken_off_a_draft(said, entered):
    """With a warning; the line stays without it."""
    stranger = DEBIT | {"account_code": "476"}

    assert said(lines=[stranger, CREDIT]) == (
        [],
        ["Account code '476' has been removed as it does not match a recognised account."],
    )
    assert entered(lines=[stranger, CREDIT]).lines[0].account_code is None


def test_an_unknown_account_cannot_be_posted_to(said):
    stranger = DEBIT | {"account_code": "476"}

    assert said(status="POSTED", lines=[stranger, CREDIT]) == ([NOT_VALID.format("476")], [])


def test_a_draft_without_an_account_cannot_be_posted(books, entered):
    """The line that lost it is not told of again until then."""
    draft = entered(lines=[DEBIT | {"account_code": "476"}, CREDIT])

    assert edited(books, draft, status="POSTED").errors == ["Account code or ID must be specified"]
    assert edited(books, draft, narration="Later").errors == []


def test_an_account_is_named_by_code_or_id(entered):
    by_id = {"line_amount": "100", "account_id": ACCOUNT_IDS["400"]}
    first, second = entered(lines=[by_id, CREDIT]).lines

    assert (first.account_code, second.account_id) == ("400", ACCOUNT_IDS["880"])


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"line_amount": "100"}, "Account code or ID must be specified"),
        (DEBIT | {"account_code": None, "account_id": guid(7)}, NOT_VALID.format(guid(7))),
        (
            DEBIT | {"tax_type": "NIX"},
            "The TaxType code 'NIX' does not exist or cannot be used for this type of transaction",
        ),
        (
            DEBIT | {"tax_type": "OUTPUT2"},
            "The TaxType code 'OUTPUT2' cannot be used with account code '400'.",
        ),
        (
            DEBIT | {"tracking": [{"name": "Mood", "option": "Sad"}]},
            "There is no ACTIVE tracking category with the name 'Mood'",
        ),
        (
            DEBIT | {"description": "x" * 4001},
            "The length of Description must not exceed 4000 characters",
        ),
    ],
)
def test_every_line_is_good(said, line, error):
    taxed = {"line_amount_types": "Inclusive", "status": "POSTED"}

    assert said(lines=[line, CREDIT], **taxed)[0] == [error]


def test_a_line_has_an_amount(said):
    amountless, nothing = {"account_code": "400"}, CREDIT | {"line_amount": "0"}

    assert said(lines=[amountless, nothing])[0] == ["The LineAmount field must be specified"]


def test_a_line_is_filed_under_an_option(entered):
    filed = DEBIT | {"tracking": [{"name": "Region", "option": "North"}]}
    (tracking,) = entered(lines=[filed, CREDIT]).lines[0].tracking

    assert (tracking.category_id, tracking.option_id) == (REGION, NORTH)


# --- a journal's life -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["VOIDED", "DELETED", "ARCHIVED", "PAID", "VOID"])
def test_a_journal_is_drafted_or_posted(said, status):
    assert said(status=status)[0] == [f"The status '{status}' cannot be applied to the document"]


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        (("DRAFT", "POSTED", "VOIDED"), ("DRAFT", "POSTED", "VOIDED", "DELETED")),
        (("DRAFT", "DELETED"), ("DRAFT", "POSTED", "VOIDED", "DELETED")),
        (("POSTED",), ("DRAFT", "DELETED", "ARCHIVED")),
        (("DRAFT",), ("VOIDED", "ARCHIVED", "VOID")),
    ],
)
def test_where_a_status_may_go(books, entered, path, refused):
    journal = entered(status=path[0])
    for status in path[1:]:
        journal = accepted(edited(books, journal, status=status))

    for status in refused:
        assert edited(books, journal, status=status).errors == [
            f"The status '{status}' cannot be applied to the document"
        ]


def test_a_posted_journal_may_be_edited(books, entered):
    """Until it is voided; lines that are sent replace the others."""
    posted = entered(status="POSTED")
    halves = [DEBIT | {"line_amount": "50"}, CREDIT | {"line_amount": "-50"}]
    after = accepted(edited(books, posted, narration="Half", lines=halves))

    assert ([one.line_amount for one in after.lines], after.status) == ([50, -50], "POSTED")
    voided = accepted(edited(books, after, status="VOIDED"))
    assert edited(books, voided, narration="Again").errors == [
        "The status 'VOIDED' cannot be applied to the document"
    ]


def test_lines_that_are_not_sent_stay(books, entered):
    journal = entered()
    after = accepted(edited(books, journal, narration="Other"))

    assert after.lines == journal.lines


def test_a_journal_that_is_taxed_another_way_is_worked_out_anew(books, entered):
    """As its accounts say, if it was not taxed."""
    both = [DEBIT, DEBIT | {"line_amount": "-100.00"}]
    journal = entered(lines=both)
    after = accepted(edited(books, journal, line_amount_types="Exclusive"))

    assert [(one.tax_type, one.tax_amount) for one in after.lines] == [
        ("INPUT2", Decimal("15.00")),
        ("INPUT2", Decimal("-15.00")),
    ]


def test_the_history_tells_what_became_of_it(books, entered):
    journal = entered()
    for status in ("POSTED", "VOIDED"):
        accepted(edited(books, journal, status=status))
        journal = stored(books, journal)

    told = [line for _, line in books.histories[journal.key]]
    assert [line.words for line in told] == ["Created", "Posted", "Voided"]
    assert told[0].details == "Accrual for 100.00."


def test_what_a_journal_names_is_used(books, entered):
    """Its accounts cannot be deleted, except by deleting the journal first."""
    journal = entered()
    account = books.find(Account, ACCOUNT_IDS["400"])

    assert delete(books, account).errors == [
        "Accounts that are used on transactions cannot be deleted"
    ]
    accepted(edited(books, journal, status="DELETED"))
    assert delete(books, account).errors == []
