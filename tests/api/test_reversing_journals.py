"""``/_mockxero/manual-journals/…/reversal``: what users do on Xero's pages with an accrual."""

import pytest

from tests.api.client import NOWHERE, Record, manual_journal

BEFORE, AFTER = "2026-08-31", "2026-09-01"


@pytest.fixture
def accrual(xero):
    """Rent that is owed, posted, with tax on top and under a tracking option."""
    rent, owed = manual_journal()["JournalLines"]
    filed = {"TaxType": "INPUT2", "Tracking": [{"Name": "Region", "Option": "North"}]}
    lines = [rent | filed, owed | {"LineAmount": -115, "TaxType": "NONE"}]
    sent = manual_journal(
        Status="POSTED", Date=BEFORE, LineAmountTypes="Exclusive", JournalLines=lines
    )
    return xero.put("ManualJournals", sent).record


@pytest.fixture
def reverse(xero):
    def reverse(journal_id, body):
        path = f"manual-journals/{journal_id}/reversal"
        return xero.post(path, body, root="/_mockxero/")

    return reverse


def newest(xero, count):
    """The last journals, each as its source, its reference and its lines."""
    found: list[Record] = []
    while more := xero.get("Journals", offset=found[-1]["JournalNumber"] if found else 0).records:
        found += more
    return [
        (one["SourceID"], one["Reference"], [posted(line) for line in one["JournalLines"]])
        for one in found[-count:]
    ]


def posted(line):
    filed = [one["Option"] for one in line["TrackingCategories"]]
    return line["AccountCode"], line["NetAmount"], line["TaxAmount"], *filed


def test_a_reversal_exchanges_debits_and_credits(xero, accrual, reverse):
    answer = reverse(accrual["ManualJournalID"], {"Date": AFTER})

    assert answer.status == 200
    (of_first, _, first), (of_second, reference, second) = newest(xero, 2)
    assert of_second == answer.json["ManualJournalID"] != of_first
    assert reference == "Reversal: Accrual"
    assert second == [(code, -net, -tax, *filed) for code, net, tax, *filed in first]
    assert ("820", -15, 0, "North") in second


def test_it_is_a_manual_journal_of_its_own(xero, accrual, reverse):
    """Source: help.xero.com: editing the original does not edit the reversal."""
    made = reverse(accrual["ManualJournalID"], {"Date": AFTER}).json

    voided = {"Status": "VOIDED"}
    assert xero.post(f"ManualJournals/{accrual['ManualJournalID']}", voided).status == 200
    mine = xero.get(f"ManualJournals/{made['ManualJournalID']}").record
    assert mine["Status"] == made["Status"] == "POSTED"
    assert mine["Date"] == "/Date(1788220800000+0000)/"
    assert [one["LineAmount"] for one in mine["JournalLines"]] == [-100, 115]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "Date is a day, such as 2026-03-31"),
        ({"Date": AFTER, "Narration": "x"}, "a reversal has no 'Narration'; it has: Date"),
        ({"Date": "soon"}, "Date is a day, such as 2026-03-31"),
        ({"Date": 5}, "Date is a day, such as 2026-03-31"),
        ({"Date": BEFORE}, "Date is later than the journal's, 2026-08-31"),
    ],
)
def test_what_is_refused_posts_nothing(xero, accrual, reverse, body, said):
    before = newest(xero, 1)

    answer = reverse(accrual["ManualJournalID"], body)

    assert (answer.status, answer.text) == (400, f"{said}\n")
    assert newest(xero, 1) == before


def test_only_what_is_posted_is_reversed(xero, reverse):
    draft = xero.put("ManualJournals", manual_journal()).record["ManualJournalID"]

    assert reverse(NOWHERE, {"Date": AFTER}).status == 404
    answer = reverse(draft, {"Date": AFTER})
    assert (answer.status, answer.text) == (
        400,
        "the journal is DRAFT; only a POSTED one is reversed\n",
    )


def test_the_rules_of_journals_hold(xero, accrual, reverse):
    lock = {"PeriodLockDate": AFTER}
    assert xero.call("PATCH", "organisation", lock, root="/_mockxero/").status == 200

    answer = reverse(accrual["ManualJournalID"], {"Date": AFTER})

    assert answer.status == 400
    assert answer.text.startswith("The document date cannot be before the period lock date")
