"""``/Receipts`` and ``/ExpenseClaims``: what is shown where, and what is refused."""

import pytest

from tests.api.books import journals, latest, lines, trial_balance
from tests.api.client import NO_ID, NOWHERE, XML, as_xml
from tests.api.examples import differences, example

COFFEE = {"Description": "Coffee", "Quantity": 2, "UnitAmount": 20, "AccountCode": "400"}
NO_USER = "A valid user should be identified using the UserID."
NEWER = {"also .User.GlobalUserID"}
"""Members that Xero has added since the examples were made, in 2019."""
SAID_OF_CONTACTS = {
    "also .Contact.IsCustomer",
    "also .Contact.IsSupplier",
    "also .Contact.PurchasesTrackingCategories",
    "also .Contact.SalesTrackingCategories",
    "no .Contact.FirstName",
    "no .Contact.LastName",
    "no .Contact.Addresses.AttentionTo",
}
"""What a contact of 2026 says, and what one that was made by its name alone does not."""
LEFT_BY_A_LIBRARY = {
    "no .Attachments",
    "no .Contact.Attachments",
    "no .Contact.PurchasesTrackingCategories",
    "no .Contact.SalesTrackingCategories",
    "no .Contact.ValidationErrors",
    "no .Contact.Warnings",
    "no .User.ValidationErrors",
    "no .User.Warnings",
    "no .ValidationErrors",
    "no .Warnings",
}
"""Empty lists that the published list has, and that the record alone has not."""


@pytest.fixture
def user(xero):
    return {"UserID": xero.get("Users").record["UserID"]}


@pytest.fixture
def receipt(xero, user):
    def made(**members):
        sent = {"User": user, "Contact": {"Name": "Cafe"}, "LineAmountTypes": "NoTax"}
        return xero.put("Receipts", sent | {"LineItems": [COFFEE]} | members).record

    return made


@pytest.fixture
def claim(xero, user, receipt):
    def made(*receipts, **members):
        named = [{"ReceiptID": one["ReceiptID"]} for one in receipts or (receipt(),)]
        return xero.put("ExpenseClaims", {"User": user, "Receipts": named} | members).record

    return made


class TestReceipts:
    def test_the_answer_to_a_write_is_as_published(self, receipt):
        published = example("openapi-createReceipt-200")["Receipts"][0]

        assert differences(published, receipt()) == (
            NEWER | SAID_OF_CONTACTS | {"no .ValidationErrors"}
        )

    def test_one_alone_is_as_published(self, xero, receipt):
        made = receipt()
        published = example("openapi-getReceipt-200")["Receipts"][0]

        assert differences(published, xero.get(f"Receipts/{made['ReceiptID']}").record) == (
            NEWER
            | SAID_OF_CONTACTS
            | {"no .Contact.DefaultCurrency", "no .LineItems.DiscountEnteredAsPercent"}
        )

    def test_a_list_is_as_published(self, xero, receipt):
        """Without lines; of user and contact it says who they are."""
        receipt()
        published = example("openapi-getReceipts-200")["Receipts"][0]
        (mine,) = xero.get("Receipts").records

        assert differences(published, mine) == LEFT_BY_A_LIBRARY
        assert mine["LineItems"] == []

    def test_lines_do_not_show_their_ids(self, receipt):
        """Those of documents do."""
        (line,) = receipt()["LineItems"]

        assert "LineItemID" not in line
        assert "AccountID" not in line

    def test_xml_says_the_same(self, xero, receipt):
        path = f"Receipts/{receipt()['ReceiptID']}"
        (one,) = xero.get(path, headers={"Accept": XML}).xml.find("Receipts")

        assert (one.findtext("ReceiptNumber"), one.findtext("Total")) == ("1", "40.00")
        assert one.findtext("LineItems/LineItem/Quantity") == "2.0000"
        assert one.findtext("User/FirstName") == "Demo"

    def test_it_can_be_written_in_xml(self, xero, user):
        sent = {"User": user, "Contact": {"Name": "Cafe"}, "LineItems": [COFFEE]}
        made = xero.put("Receipts", as_xml("Receipt", sent), type=XML).record

        assert (made["Total"], made["LineAmountTypes"]) == (46, "Exclusive")

    def test_unit_amounts_may_have_four_decimals(self, xero, user):
        sent = {
            "User": user,
            "Contact": {"Name": "Cafe"},
            "LineItems": [COFFEE | {"UnitAmount": "1.2345"}],
        }
        made = xero.put("Receipts", sent, unitdp=4)

        assert '"UnitAmount": 1.2345' in made.text

    def test_deleted_ones_are_not_listed(self, xero, receipt):
        """But still shown when they are asked for."""
        made = receipt()
        path = f"Receipts/{made['ReceiptID']}"
        gone = xero.post(path, {"Status": "DELETED"}).record

        assert gone["Status"] == "DELETED"
        assert xero.get("Receipts").records == []
        assert xero.get(path).record["Status"] == "DELETED"

    def test_it_may_be_sent_back_as_it_came(self, xero, receipt):
        """Libraries do that, read-only members and all."""
        made = receipt()
        after = xero.post("Receipts", {"Receipts": [made | {"Status": "DELETED"}]}).record

        assert (after["ReceiptID"], after["Status"]) == (made["ReceiptID"], "DELETED")

    def test_lists_hear_where_and_order(self, xero, receipt):
        for reference in ("B", "A"):
            receipt(Reference=reference)

        def told(**query):
            return [one["Reference"] for one in xero.get("Receipts", **query).records]

        assert told(order="Reference") == ["A", "B"]
        assert told(where='Reference=="B"') == ["B"]
        assert told(where='Status=="DRAFT" AND Contact.Name=="Cafe"', order="Reference") == [
            "A",
            "B",
        ]

    def test_its_history_takes_notes(self, xero, receipt):
        path = f"Receipts/{receipt()['ReceiptID']}/History"
        xero.put(path, {"HistoryRecords": [{"Details": "Seen"}]})

        assert [one["Changes"] for one in xero.get(path).records] == ["Note", "Created"]


class TestClaims:
    def test_the_answer_to_a_write_is_as_published(self, claim):
        """As a claim of today would be: lines tell their accounts."""
        published = example("openapi-createExpenseClaims-200")["ExpenseClaims"][0]

        assert differences(published, claim()) == {
            "also .User.GlobalUserID",
            "also .Receipts.User.GlobalUserID",
            "also .Receipts.LineItems.AccountCode",
            "no .StatusAttributeString",
        }

    def test_an_approved_one_is_as_published(self, xero, claim):
        made = claim()
        published = example("openapi-updateExpenseClaim-200")["ExpenseClaims"][0]
        approved = xero.post(
            f"ExpenseClaims/{made['ExpenseClaimID']}", {"Status": "AUTHORISED"}
        ).record

        assert differences(published, approved) == {
            "also .User.GlobalUserID",
            "also .Receipts.User.GlobalUserID",
        }
        assert [one["Status"] for one in approved["Receipts"]] == ["AUTHORISED"]

    def test_a_list_is_as_published(self, xero, claim):
        """Without receipts."""
        made = claim()
        xero.post(
            "ExpenseClaims", {"ExpenseClaimID": made["ExpenseClaimID"], "Status": "AUTHORISED"}
        )
        published = example("openapi-getExpenseClaims-200")["ExpenseClaims"][0]
        (mine,) = xero.get("ExpenseClaims").records

        assert differences(published, mine) == NEWER
        assert mine["Receipts"] == []

    def test_one_alone_shows_its_receipts_as_they_are(self, xero, receipt, claim):
        """They moved with it; when they were last updated did not."""
        mine = receipt()
        made = claim(mine)
        (shown,) = xero.get(f"ExpenseClaims/{made['ExpenseClaimID']}").record["Receipts"]

        assert (shown["ReceiptID"], shown["Status"]) == (mine["ReceiptID"], "SUBMITTED")
        assert shown["UpdatedDateUTC"] == mine["UpdatedDateUTC"]
        assert shown["LineItems"][0]["LineAmount"] == 40
        assert xero.get(f"Receipts/{mine['ReceiptID']}").record["Status"] == "SUBMITTED"

    def test_its_life_may_be_told_in_xml(self, xero, user, receipt):
        """Made, approved, voided."""
        named = {"ReceiptID": receipt()["ReceiptID"]}
        sent = as_xml("ExpenseClaim", {"User": user, "Receipts": [named]})
        made = xero.put("ExpenseClaims", sent, type=XML, headers={"Accept": XML}).xml
        key = made.findtext(".//ExpenseClaimID")
        for status in ("AUTHORISED", "VOIDED"):
            moved = as_xml("ExpenseClaim", {"ExpenseClaimID": key, "Status": status})
            reply = xero.post("ExpenseClaims", moved, type=XML, headers={"Accept": XML}).xml

            assert reply.findtext("ExpenseClaims/ExpenseClaim/Status") == status
            assert reply.findtext(".//Receipt/Status") == status

    def test_its_history_takes_notes(self, xero, claim):
        path = f"ExpenseClaims/{claim()['ExpenseClaimID']}/History"
        xero.put(path, {"HistoryRecords": [{"Details": "Seen"}]})

        assert [one["Changes"] for one in xero.get(path).records] == ["Note", "Created"]


@pytest.fixture
def approved(xero, receipt, claim):
    """An approved claim: 40.00 and 6.00 of tax for North, 23.00 with tax for nobody."""

    def made():
        north = [{"Name": "Region", "Option": "North"}]
        taxed = {"LineAmountTypes": "Exclusive", "LineItems": [COFFEE | {"Tracking": north}]}
        dinner = [COFFEE | {"UnitAmount": 23, "Quantity": 1, "AccountCode": "420"}]
        inside = receipt(LineAmountTypes="Inclusive", LineItems=dinner)
        key = claim(receipt(**taxed), inside)["ExpenseClaimID"]
        return xero.post(f"ExpenseClaims/{key}", {"Status": "AUTHORISED"}).record

    return made


@pytest.fixture
def pay(xero):
    """Pay a claim, as users do in Xero."""

    def paid(claim, **members):
        path = f"expense-claims/{claim['ExpenseClaimID']}/payments"
        return xero.post(path, members or None, root="/_mockxero/")

    return paid


def unpaid(xero):
    """What the organisation owes its users."""
    return trial_balance(xero, "2026-09-30")[0].get("Unpaid Expense Claims (801)")


class TestBooks:
    def test_what_is_not_approved_is_not_posted(self, xero, claim):
        before = latest(xero)
        claim()

        assert journals(xero, before) == []

    def test_an_approved_claim_is_owed(self, xero, approved):
        """Net on the accounts of the lines, tax, and what is owed for each tracking option.

        Seen in journals of Demo Company (AU): EXPCLAIM, the day of the report, no Reference.
        """
        before = latest(xero)
        made = approved()
        (journal,) = journals(xero, before)

        assert (journal["SourceType"], journal["SourceID"]) == ("EXPCLAIM", made["ExpenseClaimID"])
        assert journal["JournalDate"] == made["ReportingDate"].replace("+0000", "")
        assert "Reference" not in journal
        assert sorted(lines(journal)) == [
            ("400", 40), ("420", 20), ("801", -46), ("801", -23), ("820", 3), ("820", 6)
        ]  # fmt: skip
        north = [line for line in journal["JournalLines"] if line["TrackingCategories"]]
        assert sorted(lines({"JournalLines": north})) == [("400", 40), ("801", -46), ("820", 6)]

    def test_a_payment_takes_away_what_is_owed(self, xero, approved, pay):
        """Seen in the same journals: EXPPAYMENT, made by the payment and not by the claim."""
        made = approved()
        before = latest(xero)
        told = pay(made, Date="2026-09-12", Account="090").json
        (journal,) = journals(xero, before)

        assert (told["Status"], told["AmountDue"], told["AmountPaid"]) == ("PAID", "0.00", "69.00")
        assert journal["SourceType"] == "EXPPAYMENT"
        assert journal["SourceID"] == told["Payments"][0]["PaymentID"]
        assert journal["Reference"] == ""
        assert sorted(lines(journal)) == [("090", -46), ("090", -23), ("801", 23), ("801", 46)]
        assert unpaid(xero) is None

    def test_a_paid_claim_shows_its_payment(self, xero, approved, pay):
        """As Xero's own example does: alone, not in a list."""
        made = approved()
        pay(made, Date="2026-09-12", Amount="50", Reference="FP101897")
        shown = xero.get(f"ExpenseClaims/{made['ExpenseClaimID']}").record
        published = example("docs-expenseclaims-get-01")["ExpenseClaims"][0]

        assert (shown["Status"], shown["AmountDue"], shown["AmountPaid"]) == ("AUTHORISED", 19, 50)
        assert [*shown["Payments"][0]] == [*published["Payments"][0]]
        assert shown["Payments"][0]["Account"]["Code"] == "090"
        assert xero.get("ExpenseClaims").record["Payments"] == []
        assert unpaid(xero) == "-19.00"

    def test_payments_taken_back_leave_no_trace_in_the_balances(self, xero, approved, pay):
        """Each reversal is a journal of its own, with the same day."""
        made = approved()
        before, balances = latest(xero), trial_balance(xero, "2026-09-30")
        for amount in ("19", "50"):
            told = pay(made, Date="2026-09-12", Amount=amount).json
        for one in told["Payments"]:
            path = f"expense-claims/{made['ExpenseClaimID']}/payments/{one['PaymentID']}"
            told = xero.delete(path, root="/_mockxero/").json

        assert (told["Status"], told["AmountDue"]) == ("AUTHORISED", "69.00")
        assert trial_balance(xero, "2026-09-30") == balances
        paid, rest, back, last = journals(xero, before)
        assert [-amount for _, amount in lines(paid)] == [amount for _, amount in lines(back)]
        assert [-amount for _, amount in lines(rest)] == [amount for _, amount in lines(last)]
        assert back["SourceID"] == paid["SourceID"]

    def test_a_voided_claim_is_reversed(self, xero, approved):
        before, balances = latest(xero), trial_balance(xero, "2026-09-30")
        made = approved()
        xero.post(f"ExpenseClaims/{made['ExpenseClaimID']}", {"Status": "VOIDED"})
        posted, reversed_ = journals(xero, before)

        assert trial_balance(xero, "2026-09-30") == balances
        assert lines(reversed_) == [(code, -amount) for code, amount in lines(posted)]
        assert reversed_["SourceID"] == posted["SourceID"]


NO_PAYMENT = [
    ({"Amount": 70}, "Amount is more than nothing, and not more than the 69.00 that is due"),
    ({"Amount": 0}, "Amount is more than nothing, and not more than the 69.00 that is due"),
    ({"Amount": "much"}, "Amount is a number"),
    ({"Amount": "NaN"}, "Amount is a number"),
    ({"Date": "soon"}, "Date is a day, such as 2026-03-31"),
    (
        {"Date": "2009-09-30"},
        "The document date cannot be before the period lock date, currently set at 30-Sep-2009",
    ),
    ({"Account": "200"}, "Account is the code of a bank account, or of one that takes payments"),
    ({"Account": "no"}, "Account is the code of a bank account, or of one that takes payments"),
    ({"Sum": 1}, "a payment has no 'Sum'; it has: Amount, Date, Account, Reference"),
]


class TestPaymentsThatCannotBe:
    @pytest.mark.parametrize(("sent", "sentence"), NO_PAYMENT)
    def test_one_that_makes_no_sense(self, xero, approved, pay, sent, sentence):
        """400 in one sentence; nothing is posted."""
        made = approved()
        before = latest(xero)
        reply = pay(made, **sent)

        assert (reply.status, reply.text) == (400, f"{sentence}\n")
        assert journals(xero, before) == []
        assert xero.get(f"ExpenseClaims/{made['ExpenseClaimID']}").record["AmountDue"] == 69

    def test_of_a_claim_that_is_not_approved(self, claim, pay):
        reply = pay(claim(), Date="2026-09-12")

        assert (reply.status, reply.text) == (
            400,
            "the claim is SUBMITTED; only an AUTHORISED one can be paid\n",
        )

    def test_of_a_claim_that_nobody_made(self, xero, approved, pay):
        assert pay({"ExpenseClaimID": NOWHERE}).status == 404
        path = f"expense-claims/{approved()['ExpenseClaimID']}/payments/{NOWHERE}"
        assert xero.delete(path, root="/_mockxero/").status == 404

    def test_what_was_paid_in_a_closed_period_stays_paid(self, xero, approved, pay):
        """The period was closed afterwards."""
        made = approved()
        (paid,) = pay(made, Date="2026-09-12", Amount=1).json["Payments"]
        xero.call("PATCH", "organisation", {"PeriodLockDate": "2026-09-12"}, root="/_mockxero/")
        before = latest(xero)
        path = f"expense-claims/{made['ExpenseClaimID']}/payments/{paid['PaymentID']}"
        reply = xero.delete(path, root="/_mockxero/")

        assert (reply.status, reply.text.count("\n")) == (400, 1)
        assert journals(xero, before) == []

    def test_what_is_paid_in_part_is_not_voided(self, xero, approved, pay):
        """Like an invoice."""
        made = approved()
        pay(made, Amount=1)
        reply = xero.post(f"ExpenseClaims/{made['ExpenseClaimID']}", {"Status": "VOIDED"})

        assert reply.sentences == ["ExpenseClaim not of valid status for modification"]


NO_CONTACT = "A Contact must be specified for this type of transaction"
NO_LINES = "One or more line items must be specified"
ACCOUNT = "Account code '{}' is not a valid code for this document."
CAFE = {"Name": "Cafe"}
RECEIPTS = [
    ({"Reference": "R"}, [NO_USER, NO_CONTACT, NO_LINES]),
    ({"User": {"UserID": NOWHERE}, "Contact": CAFE, "LineItems": [COFFEE]}, [NO_USER]),
    ({"User": "me", "LineItems": [COFFEE]}, [NO_CONTACT]),
    ({"User": "me", "Contact": CAFE}, [NO_LINES]),
    (
        {"User": "me", "Contact": CAFE, "LineItems": [COFFEE | {"AccountCode": "610"}]},
        [ACCOUNT.format("610")],
    ),
    (
        {"User": "me", "Contact": CAFE, "LineItems": [COFFEE | {"LineAmount": 41}]},
        ["The line total 41.00 does not match the expected line total 40.00"],
    ),
    (
        {"User": "me", "Contact": CAFE, "LineItems": [COFFEE], "Status": "AUTHORISED"},
        ["Receipt not of valid status for creation"],
    ),
    (
        {"User": "me", "Contact": CAFE, "LineItems": [COFFEE], "Date": "2009-09-30"},
        [("The document date cannot be before the period lock date, currently set at 30-Sep-2009")],
    ),
]
NO_RECEIPTS = "One or more receipts must be specified"
CLAIMS = [
    ({"Status": "SUBMITTED"}, [NO_USER, NO_RECEIPTS]),
    ({"User": "me"}, [NO_RECEIPTS]),
    ({"User": "me", "Receipts": []}, [NO_RECEIPTS]),
    (
        {"User": "me", "Receipts": [{"ReceiptID": NOWHERE}]},
        ["A valid receipt should be identified using the ReceiptID."],
    ),
    (
        {"User": "me", "Receipts": [{"Reference": "R"}]},
        ["A valid receipt should be identified using the ReceiptID."],
    ),
    (
        {"User": "me", "Status": "PAID"},
        ["ExpenseClaim not of valid status for creation", NO_RECEIPTS],
    ),
]
REFUSALS = [
    *(("Receipts", *one) for one in RECEIPTS),
    *(("ExpenseClaims", *one) for one in CLAIMS),
]


def meant(sent, user):
    return sent | {"User": user} if sent.get("User") == "me" else sent


class TestRefusals:
    @pytest.mark.parametrize(("path", "sent", "sentences"), REFUSALS)
    def test_in_json(self, xero, user, path, sent, sentences):
        """400, number 10, in these words; nothing is kept."""
        reply = xero.put(path, {path: [meant(sent, user)]})

        assert reply.refusal == (400, 10)
        assert reply.sentences == sentences
        assert reply.elements[0][f"{path[:-1]}ID"] == NO_ID
        assert xero.get(path).records == []

    @pytest.mark.parametrize(("path", "sent", "sentences"), REFUSALS)
    def test_in_xml(self, xero, user, path, sent, sentences):
        """The same, whatever the tongue."""
        body = as_xml(path, [meant(sent, user)])
        reply = xero.put(path, body, type=XML, headers={"Accept": XML})

        assert (reply.status, reply.xml.findtext("ErrorNumber")) == (400, "10")
        assert [one.text for one in reply.xml.iter("Message")][1:] == sentences

    def test_of_a_second_claim(self, xero, user, receipt, claim):
        mine = receipt()
        claim(mine)
        sent = {"User": user, "Receipts": [{"ReceiptID": mine["ReceiptID"]}]}

        assert xero.put("ExpenseClaims", sent).sentences == ["Receipt 1 has already been claimed"]

    def test_of_moves_that_do_not_exist(self, xero, claim):
        """Payments of claims are not of the API, so no claim becomes PAID here."""
        key = {"ExpenseClaimID": claim()["ExpenseClaimID"]}
        told = xero.post("ExpenseClaims", key | {"Status": "PAID"}, summarizeErrors="false").record

        assert (told["StatusAttributeString"], told["Status"]) == ("ERROR", "PAID")
        assert told["ValidationErrors"] == [
            {"Message": "ExpenseClaim not of valid status for modification"}
        ]

    @pytest.mark.parametrize("path", ["Receipts", "ExpenseClaims"])
    def test_of_ids_that_nobody_has(self, xero, path):
        """404 for the whole request."""
        assert xero.post(path, {f"{path[:-1]}ID": NOWHERE, "Status": "DELETED"}).status == 404

    def test_of_what_cannot_be_read(self, xero):
        """Error 14."""
        for sent in ({"Date": "soon"}, {"User": "me"}, {"LineItems": [{"Quantity": "two"}]}):
            assert xero.put("Receipts", sent).refusal == (400, 14)
