"""Files that hang on records."""

import hashlib
import threading
from datetime import timedelta
from urllib.parse import quote

import pytest
import requests
from werkzeug.http import parse_options_header

from mockxero.accounting.attachments import MIME_TYPES
from mockxero.api.attachments import LARGEST_FILE
from mockxero.resources import catalogue
from tests.api.client import NOWHERE, XML, Xero, credit_note, invoice

PDF = b"%PDF-1.4\n\x00\xff not much of one"
OCTETS = "application/octet-stream"
TAKES_FILES = [resource.about.plural for resource in catalogue() if resource.about.attachments]
MAKES = {
    "Accounts": lambda xero, who: xero.put("Accounts", account("AT")).record,
    "Contacts": lambda xero, who: who,
    "CreditNotes": lambda xero, who: xero.put("CreditNotes", credit_note(who)).record,
    "Invoices": lambda xero, who: xero.put("Invoices", invoice(who)).record,
}
"""How a record to hang files on is made, where that is simple."""


def account(code):
    return {"Code": code, "Name": f"Account {code}", "Type": "EXPENSE"}


@pytest.fixture(params=MAKES)
def record(request, xero, customer):
    """The address of any record that takes files."""
    made = MAKES[request.param](xero, customer)
    return f"{request.param}/{made[request.param[:-1] + 'ID']}"


@pytest.fixture
def sale(xero, customer):
    """The address of an approved invoice."""
    return f"Invoices/{xero.put('Invoices', invoice(customer)).record['InvoiceID']}"


def upload(xero, record, name="a.pdf", content=PDF, verb="PUT", type=OCTETS, **query):
    path = f"{record}/Attachments/{name}"
    return xero.call(verb, path, content, type=type, **query)


class TestUploading:
    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_a_file_comes_back_as_it_was_sent(self, xero, record, verb):
        """Told as recorded, kept byte by byte, found by its name and by its id."""
        told = upload(xero, record, "drawing.pdf", verb=verb).record

        assert list(told) == ["AttachmentID", "FileName", "Url", "MimeType", "ContentLength"]
        assert told["FileName"] == "drawing.pdf"
        assert told["MimeType"] == "application/pdf"
        assert told["ContentLength"] == len(PDF)
        assert told["Url"] == (f"https://api.xero.com/api.xro/2.0/{record}/Attachments/drawing.pdf")
        for key in ("drawing.pdf", told["AttachmentID"], told["AttachmentID"].upper()):
            file = xero.get(f"{record}/Attachments/{key}", headers={"Accept": OCTETS})
            assert (file.status, file.content, file.type) == (200, PDF, "application/pdf")
            assert file.headers["Content-Disposition"] == "attachment; filename=drawing.pdf"

    @pytest.mark.parametrize("name", ["Māori.pdf", "naïve.pdf", "漢字 😀.pdf", "عقد.pdf"])
    def test_names_of_any_script_go_through_a_socket(self, served, name):
        """A header spells Latin letters only; the name stands in it twice. Source: RFC 6266"""
        who = Xero(served.mock).put("Contacts", {"Name": f"Sends {name}"}).record
        address = f"{served.url}/api.xro/2.0/Contacts/{who['ContactID']}/Attachments/{quote(name)}"
        headers = {"Authorization": f"Bearer {Xero(served.mock).token}"}
        assert requests.put(address, PDF, headers=headers, timeout=10).status_code == 200
        file = requests.get(address, headers=headers, timeout=10)

        assert (file.status_code, file.content) == (200, PDF)
        disposition = file.headers["Content-Disposition"]
        assert disposition.isascii()
        assert parse_options_header(disposition) == ("attachment", {"filename": name})

    def test_it_is_listed(self, xero, record):
        """In the order in which they came, with and without a slash at the end."""
        told = [upload(xero, record, name).record for name in ("b.pdf", "a.png", "c.txt")]

        assert xero.get(f"{record}/Attachments").records == told
        assert xero.get(f"{record}/Attachments/").records == told

    def test_the_record_has_attachments(self, xero, record):
        """It says so wherever it is read, and shows them where it stands alone."""
        plural = record.partition("/")[0]
        key = record.partition("/")[2]
        assert xero.get(record).record["HasAttachments"] is False
        told = upload(xero, record).record
        one = xero.get(record).record

        assert one["HasAttachments"] is True
        if plural != "Accounts":
            assert one["Attachments"] == [told]
        listed = xero.get(plural, where="HasAttachments==true").records
        assert key in {other[plural[:-1] + "ID"] for other in listed}
        assert all("Attachments" not in other for other in listed)

    def test_an_account_tells_only_that_there_are_some(self, xero):
        """Xero's accounts have no such list. Source: the schema of Account"""
        made = xero.put("Accounts", account("AT")).record
        upload(xero, f"Accounts/{made['AccountID']}")

        assert "Attachments" not in xero.get(f"Accounts/{made['AccountID']}").record

    def test_the_same_name_replaces(self, xero, sale):
        """Whatever its letters; the id stays."""
        first = upload(xero, sale, "Plan.pdf").record
        second = upload(xero, sale, "plan.PDF", b"better", verb="POST").record

        assert second["AttachmentID"] == first["AttachmentID"]
        assert second["ContentLength"] == 6
        assert xero.get(f"{sale}/Attachments").records == [second]
        assert xero.get(f"{sale}/Attachments/PLAN.pdf").content == b"better"

    def test_a_name_belongs_to_one_record(self, xero, sale, customer):
        """Two records may each have a file of that name; an id leads to its own record only."""
        contact = f"Contacts/{customer['ContactID']}"
        upload(xero, sale, content=b"one")
        other = upload(xero, contact, content=b"two").record

        assert xero.get(f"{sale}/Attachments/a.pdf").content == b"one"
        assert xero.get(f"{contact}/Attachments/a.pdf").content == b"two"
        assert xero.get(f"{sale}/Attachments/{other['AttachmentID']}").status == 404

    @pytest.mark.parametrize(
        "type", ["image/png", "text/plain", "application/x-www-form-urlencoded", None]
    )
    def test_the_kind_follows_from_the_name(self, xero, sale, type):
        """Not from what the upload says; axios calls everything a form."""
        assert upload(xero, sale, type=type).record["MimeType"] == "application/pdf"
        assert xero.get(f"{sale}/Attachments/a.pdf").content == PDF

    def test_a_form_in_parts_is_kept_as_it_is(self, xero, sale):
        """Xero takes raw bytes: boundaries are bytes too."""
        form = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF\r\n'
        form += b"--x--\r\n"
        upload(xero, sale, content=form, type="multipart/form-data; boundary=x")

        assert xero.get(f"{sale}/Attachments/a.pdf").content == form

    @pytest.mark.parametrize("ending", MIME_TYPES)
    def test_it_may_be_of_any_kind_that_xero_knows(self, xero, sale, ending):
        """In capitals too."""
        told = upload(xero, sale, f"file.{ending.upper()}").record

        assert told["MimeType"] == MIME_TYPES[ending]
        assert xero.get(f"{sale}/Attachments/file.{ending}").type == MIME_TYPES[ending]

    @pytest.mark.parametrize(
        "name",
        [
            "Screen Shot 2019 at 9.00.06 AM.png",
            "#1 (final) [2] & 100%.pdf",
            "Überweisung für Łódź, 東京.pdf",
            "a;b=c,d'e.pdf",
            "many.dots.in.it.pdf",
            "%41.pdf",
            "..pdf",
        ],
    )
    def test_names_are_spelled_as_they_were_sent(self, xero, sale, name):
        """Encoded in the path and in the Url, plain in FileName."""
        path = quote(name, safe="")
        told = upload_encoded(xero, sale, path).record

        assert told["FileName"] == name
        assert told["Url"].endswith(f"/Attachments/{quote(name)}")
        assert xero.get(f"{sale}/Attachments", type=None).record["FileName"] == name
        assert get_encoded(xero, sale, path).content == PDF

    def test_xml_is_spoken_too(self, xero, sale):
        """xeroizer reads nothing else."""
        accept = {"Accept": XML}
        answer = xero.put(f"{sale}/Attachments/a.pdf", PDF, type="application/pdf", headers=accept)
        (told,) = answer.xml.findall("Attachments/Attachment")

        assert [one.tag for one in told] == [
            "AttachmentID",
            "FileName",
            "Url",
            "MimeType",
            "ContentLength",
        ]
        listed = xero.get(f"{sale}/Attachments", headers=accept).xml
        assert listed.findtext("Attachments/Attachment/FileName") == "a.pdf"
        alone = xero.get(sale, headers=accept).xml.find("Invoices/Invoice")
        assert alone is not None
        assert alone.findtext("Attachments/Attachment/FileName") == "a.pdf"

    def test_history_tells_of_it(self, xero, sale):
        """And the record was changed."""
        upload(xero, sale, "a.pdf")
        newest = xero.get(f"{sale}/History").records[0]

        assert newest["Changes"] == "Attached a file"
        assert newest["Details"].startswith("Attached the file a.pdf through the Xero API using ")

    def test_the_document_was_modified(self, xero, sale, clock):
        """UpdatedDateUTC moves, so that who asks for what is new sees it."""
        before = xero.get(sale).record["UpdatedDateUTC"]
        clock.advance(timedelta(minutes=1))
        upload(xero, sale)

        assert xero.get(sale).record["UpdatedDateUTC"] > before

    def test_it_may_hang_on_what_is_closed(self, xero, sale):
        """A voided invoice can still get its paper."""
        xero.post(sale, {"Status": "VOIDED"})

        assert upload(xero, sale).status == 200

    def test_a_document_may_be_called_by_its_number(self, xero, customer):
        """``/Invoices/INV-0041/Attachments``; the Url says the id."""
        made = xero.put("Invoices", invoice(customer)).record
        told = upload(xero, f"Invoices/{made['InvoiceNumber']}").record

        assert f"/Invoices/{made['InvoiceID']}/" in told["Url"]

    def test_an_idempotency_key_keeps_it_from_happening_twice(self, xero, sale):
        """The same bytes are answered again; others are refused."""
        key = {"Idempotency-Key": "once"}
        first = xero.put(f"{sale}/Attachments/a.pdf", PDF, type=OCTETS, headers=key)
        again = xero.put(f"{sale}/Attachments/a.pdf", PDF, type=OCTETS, headers=key)
        other = xero.put(f"{sale}/Attachments/a.pdf", PDF + b"!", type=OCTETS, headers=key)

        assert again.content == first.content
        assert other.status == 400
        assert [one["Changes"] for one in xero.get(f"{sale}/History").records] == [
            "Attached a file",
            "Created",
        ]


def upload_encoded(xero, record, path):
    """Upload under a name that is percent-encoded already: every character as it stands."""
    return xero.put(f"{record}/Attachments/{path}", PDF, type=OCTETS)


def get_encoded(xero, record, path):
    return xero.get(f"{record}/Attachments/{path}")


class TestIncludeOnline:
    @pytest.mark.parametrize("wish", ["true", "True", "1"])
    def test_a_customer_may_see_it(self, xero, sale, wish):
        """The member is there when it is true."""
        told = upload(xero, sale, IncludeOnline=wish).record

        assert list(told)[-1] == "IncludeOnline"
        assert told["IncludeOnline"] is True
        assert xero.get(f"{sale}/Attachments").record["IncludeOnline"] is True
        assert xero.get(sale).record["Attachments"] == [told]

    @pytest.mark.parametrize("query", [{}, {"IncludeOnline": "false"}, {"includeonline": "False"}])
    def test_or_not(self, xero, sale, query):
        """Then nothing is said, even where the file before was for the customer."""
        upload(xero, sale, IncludeOnline="true")

        assert "IncludeOnline" not in upload(xero, sale, **query).record

    def test_a_credit_note_for_a_customer_shows_it_too(self, xero, customer):
        made = xero.put("CreditNotes", credit_note(customer)).record
        path = f"CreditNotes/{made['CreditNoteID']}"

        assert upload(xero, path, IncludeOnline="true").record["IncludeOnline"] is True

    def test_nobody_sees_bills_or_contacts_online(self, xero, customer):
        """The wish goes unheard."""
        bill = xero.put("Invoices", invoice(customer, Type="ACCPAY")).record

        for path in (f"Invoices/{bill['InvoiceID']}", f"Contacts/{customer['ContactID']}"):
            assert "IncludeOnline" not in upload(xero, path, IncludeOnline="true").record


KIND = "The file couldn't be uploaded because it isn't a supported file type."
EMPTY = "The file couldn't be uploaded because it is empty."
NAME = "The file couldn't be uploaded because its name has invalid characters."
FULL = (
    "The file couldn't be uploaded because the API limit of 10 attachments has been exceeded for "
    "the document."
)
LONG = "The length of FileName must not exceed 255 characters"
REFUSED = [
    ("filename", PDF, [KIND]),
    ("virus.exe", PDF, [KIND]),
    ("a.pdf.exe", PDF, [KIND]),
    ("no kind.", PDF, [KIND]),
    ("a.pdf", b"", [EMPTY]),
    ("virus.exe", b"", [KIND, EMPTY]),
    ("a%3Cb.pdf", PDF, [NAME]),
    ("a%3Eb.pdf", PDF, [NAME]),
    ("a:b.pdf", PDF, [NAME]),
    ("a%22b.pdf", PDF, [NAME]),
    ("a/b.pdf", PDF, [NAME]),
    ("a%2Fb.pdf", PDF, [NAME]),
    ("..%2F..%2Fetc%2Fpasswd.txt", PDF, [NAME]),
    ("a%5Cb.pdf", PDF, [NAME]),
    ("a%7Cb.pdf", PDF, [NAME]),
    ("a%3Fb.pdf", PDF, [NAME]),
    ("a*b.pdf", PDF, [NAME]),
    ("a%00b.pdf", PDF, [NAME]),
    ("a%09b.pdf", PDF, [NAME]),
    ("a+b.pdf", PDF, [NAME]),
    ("%20.", PDF, [NAME, KIND]),
    ("x" * 252 + ".pdf", PDF, [LONG]),
]


class TestRefusals:
    @pytest.mark.parametrize(("name", "content", "sentences"), REFUSED, ids=lambda one: None)
    def test_each_in_its_words(self, xero, sale, name, content, sentences):
        """400 in both tongues, the file sent back as it was understood; nothing is kept."""
        path = f"{sale}/Attachments/{name}"
        before = xero.get(sale).content.partition(b"Invoices")[2]
        reply = xero.put(path, content, type=OCTETS)
        in_xml = xero.put(path, content, type=OCTETS, headers={"Accept": XML}).xml

        assert reply.refusal == (400, 10)
        assert reply.json["Type"] == "ValidationException"
        assert reply.sentences == sentences
        assert [one.text for one in in_xml.iter("Message")][1:] == sentences
        assert in_xml.findtext("ErrorNumber") == "10"
        assert xero.get(f"{sale}/Attachments").records == []
        assert xero.get(sale).content.partition(b"Invoices")[2] == before
        assert [one["Changes"] for one in xero.get(f"{sale}/History").records] == ["Created"]

    def test_the_element_is_as_seen(self, xero, sale):
        """XeroAPI/Xero-Java#142."""
        (element,) = upload(xero, sale, "filename").elements

        assert element == {
            "AttachmentID": "00000000-0000-0000-0000-000000000000",
            "FileName": "filename",
            "MimeType": "application/octet-stream",
            "ContentLength": len(PDF),
            "ValidationErrors": [{"Message": KIND}],
        }
        assert list(element) == [
            "AttachmentID",
            "FileName",
            "MimeType",
            "ContentLength",
            "ValidationErrors",
        ]

    def test_the_eleventh_file_is_refused(self, xero, record):
        """Ten stay, and each of them can still be replaced."""
        for number in range(10):
            assert upload(xero, record, f"{number}.pdf").status == 200
        eleventh = upload(xero, record, "10.pdf")

        assert eleventh.refusal == (400, 10)
        assert eleventh.sentences == [FULL]
        assert len(xero.get(f"{record}/Attachments").records) == 10
        assert upload(xero, record, "9.pdf", b"other").status == 200

    @pytest.mark.parametrize("resource", TAKES_FILES)
    @pytest.mark.parametrize("key", [NOWHERE, "nobody"])
    def test_nothing_hangs_on_a_record_that_is_not_there(self, shared, resource, key):
        """404, whichever way it is asked."""
        path = f"{resource}/{key}/Attachments"

        assert shared.get(path).status == 404
        assert shared.get(f"{path}/a.pdf").status == 404
        assert shared.put(f"{path}/a.pdf", PDF, type=OCTETS).status == 404

    def test_a_name_of_two_lines_is_no_address(self, xero, sale):
        """404; no header can be smuggled in."""
        assert upload(xero, sale, "a%0D%0AX-Evil:%201.pdf").status == 404

    @pytest.mark.parametrize("key", [NOWHERE, "b.pdf", "a.pdf/b.pdf"])
    def test_a_file_that_is_not_there_is_not_found(self, xero, sale, key):
        """404."""
        upload(xero, sale)

        assert xero.get(f"{sale}/Attachments/{key}").status == 404

    def test_it_cannot_be_taken_away(self, xero, sale):
        """The Accounting API has no DELETE; and a file needs a name."""
        upload(xero, sale)

        assert xero.delete(f"{sale}/Attachments/a.pdf").status == 501
        assert xero.put(f"{sale}/Attachments", PDF, type=OCTETS).status == 501

    @pytest.mark.parametrize("resource", ["Items", "Payments", "TaxRates", "Users"])
    def test_some_resources_take_none(self, shared, resource):
        """No such address."""
        assert shared.get(f"{resource}/{NOWHERE}/Attachments").status == 404


class TestTheDemoCompany:
    def test_what_says_that_it_has_files_has_some(self, shared):
        """Each flag is true, and each file can be opened."""
        flagged = shared.get("Invoices", where="HasAttachments==true").records
        assert len(flagged) == 4
        for one in flagged:
            path = f"Invoices/{one['InvoiceID']}"
            (told,) = shared.get(f"{path}/Attachments").records
            content = shared.get(f"{path}/Attachments/{told['FileName']}").content
            assert content.startswith(b"%PDF-")
            assert len(content) == told["ContentLength"]
            assert shared.get(path).record["Attachments"] == [told]


class TestScopes:
    def test_reading_takes_the_read_scope(self, mock, xero, sale):
        """That of attachments, and not that of the record."""
        upload(xero, sale)
        reader = Xero(mock, scopes=("accounting.attachments.read",))
        stranger = Xero(mock, scopes=("accounting.transactions", "accounting.invoices"))

        assert reader.get(f"{sale}/Attachments").status == 200
        assert reader.get(f"{sale}/Attachments/a.pdf").status == 200
        assert upload(reader, sale).status == 401
        assert stranger.get(f"{sale}/Attachments").status == 401
        assert upload(stranger, sale).status == 401

    def test_writing_takes_the_other(self, mock, sale):
        """Which reads, too."""
        writer = Xero(mock, scopes=("accounting.attachments",))

        assert upload(writer, sale).status == 200
        assert writer.get(f"{sale}/Attachments").status == 200
        assert writer.get(sale).status == 401


class TestSizes:
    def test_25_megabytes_are_taken(self, xero, sale):
        """All of them come back, and are kept once."""
        content = bytes(LARGEST_FILE)
        told = upload(xero, sale, "large.zip", content).record

        assert told["ContentLength"] == LARGEST_FILE
        kept = xero.get(f"{sale}/Attachments/large.zip").content
        assert hashlib.sha256(kept).digest() == hashlib.sha256(content).digest()

    @pytest.mark.parametrize("length", [LARGEST_FILE + 1, 26 * 1024 * 1024])
    def test_more_is_too_much(self, xero, sale, length):
        """413 from the gateway, in JSON."""
        reply = upload(xero, sale, "large.zip", bytes(length))

        assert reply.status == 413
        assert list(reply.json) == ["Title", "Status", "Detail", "Instance", "Extensions"]
        assert reply.json["Title"] == "RequestEntityTooLarge"
        assert reply.json["Detail"] == "PayloadTooLarge"
        assert xero.get(f"{sale}/Attachments").records == []

    def test_elsewhere_ten_stay_the_limit(self, xero, sale):
        """An invoice of 11 MB is refused."""
        assert xero.post(sale, b" " * (11 * 1024 * 1024)).status == 413

    def test_an_idempotency_key_does_not_keep_the_file_again(self, mock, xero, sale):
        """Only its fingerprint."""
        key = {"Idempotency-Key": "large"}
        xero.put(f"{sale}/Attachments/a.zip", bytes(100_000), type=OCTETS, headers=key)
        (first,) = mock._gate.idempotency._calls.values()

        assert len(first.request) < 100

    def test_an_old_version_is_let_go(self, mock, xero, sale):
        """The books keep the latest bytes, and nothing of those before."""
        (books,) = mock.world.organisations.values()
        before = sum(map(len, books.files.values()))
        for _ in range(3):
            upload(xero, sale, "a.zip", bytes(1_000_000))

        assert sum(map(len, books.files.values())) - before == 1_000_000

    def test_a_reset_leaves_nothing_behind(self, mock, xero, sale):
        """Neither bytes nor records."""
        (first_day,) = (len(one.files) for one in mock.world.organisations.values())
        upload(xero, sale)
        mock.reset()

        assert [len(one.files) for one in mock.world.organisations.values()] == [first_day]


class TestSlowUploads:
    def test_nobody_waits_for_bytes_that_are_still_to_come(self, mock, xero, sale, monkeypatch):
        """The books are open to others while an upload is on its way."""
        coming, come = threading.Event(), threading.Event()

        def slowly(request):
            coming.set()
            assert come.wait(10)
            return PDF

        monkeypatch.setattr("werkzeug.wrappers.Request.get_data", slowly)
        sender = threading.Thread(target=upload, args=(xero, sale))
        sender.start()
        try:
            assert coming.wait(10)
            assert Xero(mock).get(sale).status == 200
            assert sender.is_alive()
        finally:
            come.set()
            sender.join()
