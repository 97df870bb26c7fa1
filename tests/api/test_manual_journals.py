"""``/ManualJournals``: what is shown where, in both tongues, and what is refused in which words."""

from datetime import timedelta

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, as_xml
from tests.api.client import manual_journal as journal
from tests.api.examples import differences, example

DEBIT, CREDIT = journal()["JournalLines"]


def line_of(amount, code, **more):
    return {"LineAmount": amount, "AccountCode": code} | more


@pytest.fixture
def made(xero):
    return xero.put("ManualJournals", journal()).record


class TestShapes:
    def test_one_alone_is_as_published(self, xero, made):
        xero.post(
            "ManualJournals", {"ManualJournalID": made["ManualJournalID"], "Status": "POSTED"}
        )
        mine = xero.get(f"ManualJournals/{made['ManualJournalID']}").json

        assert differences(example("openapi-getManualJournal-200"), mine) == set()

    def test_a_list_is_as_published(self, xero, made):
        """With its lines left out; the published one was a page, and has no lines either."""
        mine = xero.get("ManualJournals").json

        assert differences(example("openapi-getManualJournals-200"), mine) == {"no .pagination"}
        assert mine["ManualJournals"][0]["JournalLines"] == []

    def test_a_page_has_lines(self, xero, made):
        reply = xero.get("ManualJournals", page=1)

        assert reply.json["pagination"] == {
            "page": 1,
            "pageSize": 100,
            "pageCount": 1,
            "itemCount": 1,
        }
        assert [one["LineAmount"] for one in reply.record["JournalLines"]] == [100, -100]

    def test_the_answer_to_a_write_is_as_published(self, made):
        published = example("openapi-createManualJournals-200")["ManualJournals"][0]

        assert differences(published, made) == {
            "also .JournalLines.TaxAmount",  # the same journal has it when it is updated
            "no .Warnings",
            "no .ValidationErrors",
        }

    def test_xml_says_the_same(self, xero, made):
        """Amounts keep their decimals."""
        path = f"ManualJournals/{made['ManualJournalID']}"
        (one,) = xero.get(path, headers={"Accept": XML}).xml.find("ManualJournals")

        assert one.findtext("Narration") == "Accrual"
        assert [line.findtext("LineAmount") for line in one.find("JournalLines")] == [
            "100.00",
            "-100.00",
        ]


class TestLists:
    def test_they_hear_where_order_and_pages(self, xero, clock):
        """The narration is what is usually asked for."""
        for name in ("B", "A", "C"):
            clock.advance(timedelta(seconds=1))
            xero.put("ManualJournals", journal(Narration=name))

        def names(**query):
            return [one["Narration"] for one in xero.get("ManualJournals", **query).records]

        assert names() == ["B", "A", "C"]
        assert names(order="Narration DESC") == ["C", "B", "A"]
        assert names(where='Narration=="a"') == ["A"]
        assert names(page=2, pageSize=2) == ["C"]

    def test_they_hear_if_modified_since(self, xero, clock, made):
        late = {"If-Modified-Since": "2026-09-14T09:30:01"}

        assert xero.get("ManualJournals", headers=late).status == 304


class TestUpdates:
    @pytest.mark.parametrize("at_its_address", [True, False])
    def test_it_is_known_by_its_id(self, xero, made, at_its_address):
        key = {"ManualJournalID": made["ManualJournalID"]}
        path = f"ManualJournals/{made['ManualJournalID']}" if at_its_address else "ManualJournals"
        sent = {"Narration": "Other"} | ({} if at_its_address else key)
        after = xero.post(path, sent).record

        assert after["ManualJournalID"] == made["ManualJournalID"]
        assert (after["Narration"], after["JournalLines"]) == ("Other", made["JournalLines"])

    def test_an_id_that_nobody_has_is_a_404(self, xero):
        assert xero.post("ManualJournals", journal(ManualJournalID=NOWHERE)).status == 404

    def test_the_history_is_kept_and_takes_notes(self, xero, made):
        path = f"ManualJournals/{made['ManualJournalID']}/History"
        xero.put(path, {"HistoryRecords": [{"Details": "Seen"}]})

        told = [(one["Changes"], one["Details"]) for one in xero.get(path).records]
        assert told == [("Note", "Seen"), ("Created", "Accrual for 100.00.")]

    def test_a_warning_does_not_refuse(self, xero):
        """It is told beside the journal; with a status where one was asked for."""
        sent = journal(JournalLines=[line_of(100, "476"), CREDIT])
        message = {
            "Message": "Account code '476' has been removed as it does not match a recognised "
            "account."
        }
        plain = xero.put("ManualJournals", sent).record
        told = xero.put("ManualJournals", sent, summarizeErrors="false").record

        assert (plain["Warnings"], "StatusAttributeString" in plain) == ([message], False)
        assert (told["Warnings"], told["StatusAttributeString"]) == ([message], "WARNING")


FEW = "The JournalLines element must contain at least two individual JournalLine sub-elements."
STATUS = "The status '{}' cannot be applied to the document"
ACCOUNT = "Account code '{}' is not a valid code for this document."
LOCKED = "The document date cannot be before the period lock date, currently set at 30-Sep-2009"
REFUSALS = [
    (journal(Narration=""), ["The Narration field must be specified"]),
    ({"Narration": "N"}, [FEW]),
    (
        journal(JournalLines=[DEBIT]),
        [FEW, "The total debits (100.00) must equal total credits (0.00)"],
    ),
    (
        journal(JournalLines=[DEBIT, line_of(-10, "620")]),
        ["The total debits (100.00) must equal total credits (-10.00)"],
    ),
    (
        journal(LineAmountTypes="Exclusive"),
        ["The total debits (115.00) must equal total credits (-100.00)"],
    ),
    (journal(JournalLines=[DEBIT, line_of(-100, "610")]), [ACCOUNT.format("610")]),
    (journal(JournalLines=[DEBIT, line_of(-100, "630")]), [ACCOUNT.format("630")]),
    (journal(JournalLines=[DEBIT, line_of(-100, "800")]), [ACCOUNT.format("800")]),
    (journal(JournalLines=[DEBIT, line_of(-100, "960")]), [ACCOUNT.format("960")]),
    (journal(JournalLines=[DEBIT, line_of(-100, "090")]), [ACCOUNT.format("090")]),
    (journal(JournalLines=[DEBIT, line_of(-100, "476")], Status="POSTED"), [ACCOUNT.format("476")]),
    (
        journal(JournalLines=[DEBIT, {"LineAmount": -100}]),
        ["Account code or ID must be specified"],
    ),
    (
        journal(JournalLines=[DEBIT | {"TaxType": "NIX"}, CREDIT], LineAmountTypes="Inclusive"),
        ["The TaxType code 'NIX' does not exist or cannot be used for this type of transaction"],
    ),
    (journal(Status="VOIDED"), [STATUS.format("VOIDED")]),
    (journal(Status="VOID"), [STATUS.format("VOID")]),
    (
        journal(Date="2009-09-30"),
        [LOCKED],
    ),
    (
        journal(Narration="", Status="PAID", JournalLines=[]),
        [STATUS.format("PAID"), "The Narration field must be specified", FEW],
    ),
]


class TestRefusals:
    @pytest.mark.parametrize(("sent", "sentences"), REFUSALS)
    def test_in_json(self, xero, sent, sentences):
        """400, number 10, in these words; nothing is kept."""
        reply = xero.put("ManualJournals", sent)

        assert reply.refusal == (400, 10)
        assert reply.sentences == sentences
        assert reply.elements[0]["ManualJournalID"] == NO_ID
        assert xero.get("ManualJournals").records == []

    @pytest.mark.parametrize(("sent", "sentences"), REFUSALS)
    def test_in_xml(self, xero, sent, sentences):
        """The same, whatever the tongue."""
        reply = xero.put(
            "ManualJournals", as_xml("ManualJournals", [sent]), type=XML, headers={"Accept": XML}
        )

        assert (reply.status, reply.xml.findtext("ErrorNumber")) == (400, "10")
        assert [one.text for one in reply.xml.iter("Message")][1:] == sentences

    @pytest.mark.parametrize(("sent", "sentences"), REFUSALS)
    def test_one_by_one(self, xero, sent, sentences):
        """Beside a good one, which is kept."""
        both = {"ManualJournals": [sent, journal()]}
        bad, good = xero.put("ManualJournals", both, summarizeErrors="false").records

        assert [one["Message"] for one in bad["ValidationErrors"]] == sentences
        assert (bad["StatusAttributeString"], good["StatusAttributeString"]) == ("ERROR", "OK")
        assert len(xero.get("ManualJournals").records) == 1

    @pytest.mark.parametrize(
        "sent",
        [
            journal(LineAmountTypes="NO_TAX"),
            journal(Date="yesterday"),
            journal(JournalLines={"LineAmount": 1}),
            journal(JournalLines=[line_of("much", "200"), CREDIT]),
            journal(ShowOnCashBasisReports="perhaps"),
        ],
    )
    def test_what_cannot_be_read(self, xero, sent):
        """Error 14."""
        assert xero.put("ManualJournals", sent).refusal == (400, 14)

    def test_a_refused_change_shows_what_is_stored(self, xero, made):
        """With the status that was wanted."""
        sent = {"ManualJournalID": made["ManualJournalID"], "Status": "VOIDED"}
        (element,) = xero.post("ManualJournals", sent).elements

        assert (element["Status"], element["Narration"]) == ("VOIDED", "Accrual")
        assert [one["LineAmount"] for one in element["JournalLines"]] == [100, -100]
        assert element["ValidationErrors"] == [{"Message": STATUS.format("VOIDED")}]
