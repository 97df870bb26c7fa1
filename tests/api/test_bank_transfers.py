"""Bank transfers: from one account of the organisation to another."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, Record, as_xml

SAVINGS = "091"


@pytest.fixture
def made(xero):
    """Fifty from the business account to the savings account."""
    return xero.put("BankTransfers", moving("50.00", Reference="Sub 098801")).record


@pytest.fixture
def region(xero):
    """A tracking category with two options, as a transfer names them."""
    category = xero.get("TrackingCategories").record
    return [
        {
            "TrackingCategoryID": category["TrackingCategoryID"],
            "TrackingOptionID": option["TrackingOptionID"],
        }
        for option in category["Options"][:2]
    ]


def moving(amount="50.00", **members):
    return {
        "FromBankAccount": {"Code": "090"},
        "ToBankAccount": {"Code": SAVINGS},
        "Amount": amount,
        "Date": "2026-09-10",
    } | members


def legs(xero, transfer):
    """The two bank transactions of a transfer."""
    return [
        xero.get(f"BankTransactions/{transfer[member]}").record
        for member in ("FromBankTransactionID", "ToBankTransactionID")
    ]


class TestMaking:
    def test_the_answer_has_xeros_members_in_xeros_order(self, made):
        """As in Xero's OpenAPI description: no creation date, no files."""
        assert list(made) == [
            "BankTransferID",
            "DateString",
            "Date",
            "Status",
            "FromBankAccount",
            "ToBankAccount",
            "Amount",
            "FromBankTransactionID",
            "ToBankTransactionID",
            "FromIsReconciled",
            "ToIsReconciled",
            "Reference",
            "CurrencyRate",
            "FromTracking",
            "ToTracking",
            "ValidationErrors",
        ]
        assert made["Status"] == "AUTHORISED"
        assert made["FromBankAccount"]["Code"] == "090"
        assert list(made["ToBankAccount"]) == ["AccountID", "Code", "Name"]

    def test_it_leaves_a_transaction_in_either_account(self, xero, made):
        """Spent from the one, received by the other."""
        spent, received = legs(xero, made)

        assert (spent["Type"], received["Type"]) == ("SPEND-TRANSFER", "RECEIVE-TRANSFER")
        assert (spent["BankAccount"]["Code"], received["BankAccount"]["Code"]) == ("090", SAVINGS)
        for leg in (spent, received):
            assert (leg["Total"], leg["Status"]) == (Decimal("50.00"), "AUTHORISED")
            assert (leg["Reference"], leg["Date"]) == ("Sub 098801", made["Date"])
            assert "Contact" not in leg

    def test_each_side_may_be_reconciled(self, xero):
        """As Xero's example says it; its transaction is, too."""
        made = xero.put("BankTransfers", moving(ToIsReconciled=True)).record

        assert (made["FromIsReconciled"], made["ToIsReconciled"]) == (False, True)
        assert [leg["IsReconciled"] for leg in legs(xero, made)] == [False, True]

    def test_it_is_made_today_unless_it_says_when(self, xero):
        """Today is where the organisation is."""
        sent = moving()
        del sent["Date"]

        assert xero.put("BankTransfers", sent).record["DateString"] == "2026-09-14T00:00:00"

    def test_accounts_may_be_named_as_sdks_do(self, xero):
        """Xero's own example has a code beside an id of zeros."""
        account = {"Code": "090", "AccountID": NO_ID, "Name": "My Savings", "Type": "BANK"}

        assert xero.put("BankTransfers", moving(FromBankAccount=account)).status == 200

    def test_each_side_may_be_tracked(self, xero, region):
        """The ids come back with their names."""
        sent = moving(FromTracking=region[:1], ToTracking=region[1:])
        made = xero.put("BankTransfers", sent).record

        (source,), (target,) = made["FromTracking"], made["ToTracking"]
        assert list(source) == ["TrackingCategoryID", "TrackingOptionID", "Name", "Option"]
        assert region[0].items() <= source.items()
        assert region[1].items() <= target.items()
        assert source["Option"] != target["Option"]

    def test_xml_will_do(self, xero):
        """In and out."""
        body = as_xml("BankTransfers", [moving()])
        reply = xero.put("BankTransfers", body, type=XML, headers={"Accept": XML})

        assert reply.xml.findtext("BankTransfers/BankTransfer/Amount") == "50.00"


class TestReading:
    def test_one_shows_when_it_was_made(self, xero, made):
        """And its files, of which there are none."""
        found = xero.get(f"BankTransfers/{made['BankTransferID']}").record

        assert list(found)[:3] == ["BankTransferID", "CreatedDateUTCString", "CreatedDateUTC"]
        assert found["CreatedDateUTCString"] == "2026-09-14T09:30:00"
        assert found["CreatedDateUTC"] == "/Date(1789378200532+0000)/"
        assert list(found)[-4:] == ["HasAttachments", "FromTracking", "ToTracking", "Attachments"]
        assert found["FromBankAccount"]["Code"] == "090"

    def test_a_list_leaves_some_of_it_out(self, xero, made):
        """The rate, the codes of the accounts, and the files."""
        (listed,) = xero.get("BankTransfers").records

        assert not {"CurrencyRate", "Attachments", "ValidationErrors"} & listed.keys()
        assert list(listed["FromBankAccount"]) == ["AccountID", "Name"]

    @pytest.mark.parametrize(
        ("query", "amounts"),
        [
            ({"where": "Amount>=20"}, ["20.00", "30.00"]),
            ({"where": "HasAttachments==true"}, []),
            ({"where": 'Reference=="R"'}, ["10.00"]),
            ({"order": "Amount DESC"}, ["30.00", "20.00", "10.00"]),
        ],
    )
    def test_a_list_is_filtered_and_ordered(self, xero, query, amounts):
        """Those of Xero's examples."""
        sent = [moving("10.00", Reference="R"), moving("20.00"), moving("30.00")]
        xero.put("BankTransfers", {"BankTransfers": sent})
        found = [str(one["Amount"]) for one in xero.get("BankTransfers", **query).records]

        assert found == amounts

    def test_nobody_has_such_an_id(self, xero):
        """404, as everywhere."""
        assert xero.get(f"BankTransfers/{NOWHERE}").status == 404


class TestDeleting:
    def test_one_is_deleted_by_its_address(self, xero, made):
        """And so are both of its transactions."""
        path = f"BankTransfers/{made['BankTransferID']}"
        gone = xero.post(path, {"Status": "DELETED"}).record

        assert gone["Status"] == "DELETED"
        assert [leg["Status"] for leg in legs(xero, made)] == ["DELETED"] * 2
        assert xero.get(path).record["Status"] == "DELETED"

    def test_many_are_deleted_in_a_list(self, xero):
        """In one call."""
        sent = {"BankTransfers": [moving(1), moving(2), moving(3)]}
        first, second, _ = xero.put("BankTransfers", sent).records
        named = [
            {"BankTransferID": one["BankTransferID"], "Status": "DELETED"}
            for one in (first, second)
        ]
        gone = xero.post("BankTransfers", {"BankTransfers": named}).records

        assert [one["Status"] for one in gone] == ["DELETED"] * 2
        assert [one["Amount"] for one in xero.get("BankTransfers").records] == [Decimal("3.00")]

    def test_a_list_shows_them_if_asked(self, xero, made):
        """``includeDeleted=true``."""
        xero.post(f"BankTransfers/{made['BankTransferID']}", {"Status": "DELETED"})

        assert xero.get("BankTransfers").records == []
        assert xero.get("BankTransfers", includeDeleted=False).records == []
        (found,) = xero.get("BankTransfers", includeDeleted=True).records
        assert found["Status"] == "DELETED"

    def test_what_was_deleted_since_is_told(self, xero, made, clock):
        """If-Modified-Since goes by the latest change."""
        since = {"If-Modified-Since": (clock.now() + timedelta(minutes=1)).isoformat()}
        clock.advance(timedelta(minutes=2))
        xero.post(f"BankTransfers/{made['BankTransferID']}", {"Status": "DELETED"})

        assert len(xero.get("BankTransfers", headers=since, includeDeleted=True).records) == 1

    def test_one_side_does_not_go_alone(self, xero, made):
        """A transfer is no transaction to be changed."""
        path = f"BankTransactions/{made['FromBankTransactionID']}"

        for sent in ({"Status": "DELETED"}, {"Reference": "Mine"}):
            assert xero.post(path, sent).sentences == [
                "Bank Transactions of type SPEND-TRANSFER cannot be updated"
            ]
        assert [leg["Status"] for leg in legs(xero, made)] == ["AUTHORISED"] * 2

    def test_the_transactions_tell_of_it(self, xero, made):
        """Each in its own history."""
        xero.post(f"BankTransfers/{made['BankTransferID']}", {"Status": "DELETED"})
        for leg in legs(xero, made):
            history = xero.get(f"BankTransactions/{leg['BankTransactionID']}/History").records
            assert [one["Changes"] for one in history] == ["Deleted", "Created"]

    def test_an_account_with_transfers_stays(self, xero, made):
        """It is used."""
        account = made["ToBankAccount"]["AccountID"]

        assert xero.delete(f"Accounts/{account}").status == 400


class TestFiles:
    def test_a_transfer_takes_files(self, xero, made):
        """It says so from then on."""
        path = f"BankTransfers/{made['BankTransferID']}"
        xero.put(f"{path}/Attachments/slip.pdf", b"%PDF", type="application/pdf")
        found = xero.get(path).record

        assert found["HasAttachments"] is True
        assert [one["FileName"] for one in found["Attachments"]] == ["slip.pdf"]
        assert len(xero.get("BankTransfers", where="HasAttachments==true").records) == 1


LOCKED = "The document date cannot be before the period lock date, currently set at 30-Sep-2009"
REFUSED: dict[str, tuple[Record, list[str]]] = {
    "no source": ({"FromBankAccount": None}, ["FromBankAccount must be specified"]),
    "no target": ({"ToBankAccount": None}, ["ToBankAccount must be specified"]),
    "a source that nobody has": (
        {"FromBankAccount": {"Code": "999"}},
        ["FromBankAccount could not be found"],
    ),
    "a target for sales": (
        {"ToBankAccount": {"Code": "200"}},
        ["ToBankAccount must be an account of type BANK"],
    ),
    "one account": (
        {"ToBankAccount": {"Code": "090"}},
        ["FromBankAccount and ToBankAccount must be different accounts"],
    ),
    "two currencies": (
        {"ToBankAccount": {"Code": "099"}},
        ["FromBankAccount and ToBankAccount must have the same currency"],
    ),
    "an archived account": (
        {"ToBankAccount": {"Code": "098"}},
        ["The bank account is archived and cannot be used"],
    ),
    "no amount": ({"Amount": None}, ["The transfer amount must be greater than zero"]),
    "nothing": ({"Amount": 0}, ["The transfer amount must be greater than zero"]),
    "less than nothing": ({"Amount": -5}, ["The transfer amount must be greater than zero"]),
    "half a cent": ({"Amount": "0.004"}, ["The transfer amount must be greater than zero"]),
    "a locked day": (
        {"Date": "2009-09-30"},
        [LOCKED],
    ),
    "a long reference": (
        {"Reference": "R" * 256},
        ["The length of Reference must not exceed 255 characters"],
    ),
    "a status to begin with": (
        {"Status": "DELETED"},
        ["Bank Transfer not of valid status for creation"],
    ),
    "several things": (
        {"FromBankAccount": None, "ToBankAccount": {"Code": "999"}, "Amount": None},
        [
            "FromBankAccount must be specified",
            "ToBankAccount could not be found",
            "The transfer amount must be greater than zero",
        ],
    ),
}  # fmt: skip


class TestWhatIsRefused:
    @pytest.mark.parametrize("tongue", ["JSON", "XML"])
    @pytest.mark.parametrize("case", REFUSED)
    def test_a_transfer_that_cannot_be(self, xero, case, tongue):
        """400, ErrorNumber 10, in these words; and no trace of it."""
        members, sentences = REFUSED[case]
        bank = {"Type": "BANK", "BankAccountNumber": "1"}
        xero.put("Accounts", bank | {"Code": "099", "Name": "US dollars", "CurrencyCode": "USD"})
        old = xero.put("Accounts", bank | {"Code": "098", "Name": "Old savings"}).record
        xero.post(f"Accounts/{old['AccountID']}", {"Status": "ARCHIVED"})
        before = xero.get("BankTransactions").records
        sent = {name: value for name, value in moving(**members).items() if value is not None}

        if tongue == "XML":
            body = as_xml("BankTransfers", [sent])
            reply = xero.put("BankTransfers", body, type=XML, headers={"Accept": XML})
            assert reply.xml.findtext("ErrorNumber") == "10"
            assert reply.sentences_in_xml == sentences
        else:
            reply = xero.put("BankTransfers", {"BankTransfers": [sent]})
            assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
            assert reply.elements[0]["BankTransferID"] == NO_ID
        assert xero.get("BankTransfers", includeDeleted=True).records == []
        assert xero.get("BankTransactions").records == before

    def test_tracking_that_is_not_there(self, xero, region):
        """Nor more than two options a side."""
        unknown = {"TrackingCategoryID": NOWHERE, "TrackingOptionID": NOWHERE}
        for side in ("FromTracking", "ToTracking"):
            assert xero.put("BankTransfers", moving(**{side: [unknown]})).sentences == [
                "There is no ACTIVE tracking category with the name ''"
            ]
            assert xero.put("BankTransfers", moving(**{side: region[:1] * 3})).sentences == [
                "A bank account can have at most 2 tracking categories"
            ]

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"Status": "AUTHORISED"}, "Bank Transfer not of valid status for modification"),
            ({"Amount": 1}, "Only Status accepted for updates."),
            ({"Status": "DELETED", "Reference": "R"}, "Only Status accepted for updates."),
        ],
    )
    def test_a_transfer_does_not_change(self, xero, made, sent, sentence):
        """It can be deleted, and nothing else."""
        path = f"BankTransfers/{made['BankTransferID']}"
        before = xero.get(path).record

        assert xero.post(path, sent).sentences == [sentence]
        assert xero.get(path).record == before

    def test_it_is_deleted_once(self, xero, made):
        """Then it is final."""
        path = f"BankTransfers/{made['BankTransferID']}"
        xero.post(path, {"Status": "DELETED"})

        assert xero.post(path, {"Status": "DELETED"}).sentences == [
            "Bank Transfer not of valid status for modification"
        ]

    def test_each_of_several_is_told(self, xero, made):
        """With summarizeErrors=false one may fail while the other goes."""
        named = [{"BankTransferID": one} for one in (made["BankTransferID"], NOWHERE)]
        sent = {"BankTransfers": [one | {"Status": "DELETED"} for one in named]}
        gone, refused = xero.post("BankTransfers", sent, summarizeErrors=False).records

        assert (gone["StatusAttributeString"], refused["StatusAttributeString"]) == ("OK", "ERROR")
        assert [one["Message"] for one in refused["ValidationErrors"]] == [
            "An existing Bank Transfer with the specified BankTransferID could not be found"
        ]
