"""Receipts and expense claims: whose they are, what they come to, how far they have come."""

from decimal import Decimal

import pytest

from mockxero.accounting.expense_claims import money_back, money_returned
from mockxero.resources.contacts import Contact
from mockxero.resources.expense_claims import ClaimPayment, ExpenseClaim
from mockxero.resources.receipts import Receipt
from mockxero.resources.users import User
from tests.builders import ADA, EVE, TODAY, accepted, edited, guid, keep, record, sent, stored

MINE, YOURS = guid(0xF001), guid(0xF002)
COFFEE = {"description": "Coffee", "unit_amount": "20.00", "account_code": "400"}
RECEIPT = {"user": {"user_id": MINE}, "contact": {"contact_id": ADA}, "lines": [COFFEE]}
NO_USER = "A valid user should be identified using the UserID."


@pytest.fixture
def books(books):
    for user_id, name in ((MINE, "Mina"), (YOURS, "Yusuf")):
        keep(books, User(user_id=user_id, first_name=name))
    return books


@pytest.fixture
def receipt(books):
    """A receipt over 23.00, unless said otherwise, as it is stored afterwards."""
    return lambda **members: stored(
        books, accepted(record(books, sent(Receipt, **(RECEIPT | members))))
    )


def claim_of(*receipts, **members):
    named = [{"receipt_id": one.receipt_id} for one in receipts]
    return sent(ExpenseClaim, **({"user": {"user_id": MINE}, "receipts_named": named} | members))


@pytest.fixture
def claim(books):
    return lambda *receipts, **members: stored(
        books, accepted(record(books, claim_of(*receipts, **members)))
    )


class TestReceipts:
    def test_a_receipt_starts_as_a_draft_of_today(self, receipt):
        made = receipt()

        assert (made.status, made.date, made.reference) == ("DRAFT", TODAY, "")
        assert (made.line_amount_types, made.id) == ("Exclusive", made.receipt_id)
        assert (made.sub_total, made.total_tax, made.total) == (20, 3, 23)

    def test_lines_are_worked_out_as_everywhere(self, receipt):
        """Tax may lie inside them."""
        made = receipt(line_amount_types="Inclusive")

        assert made.total == Decimal("20.00")
        assert (made.lines[0].quantity, made.lines[0].tax_amount) == (1, Decimal("2.61"))

    def test_receipts_are_counted_by_user(self, books, receipt, claim):
        """From one, and anew when a claim has taken them."""
        first, second = receipt(), receipt()
        other = receipt(user={"user_id": YOURS})
        claim(first, second)

        assert [one.receipt_number for one in (first, second, other)] == [1, 2, 1]
        assert receipt().receipt_number == 1

    def test_a_contact_that_nobody_knows_is_made(self, books, receipt):
        made = receipt(contact={"name": "Coco Cafe"})

        assert books.find(Contact, made.contact).name == "Coco Cafe"

    @pytest.mark.parametrize(
        ("members", "errors"),
        [
            ({"user": {"user_id": guid(9)}}, [NO_USER]),
            ({"user": {}}, [NO_USER]),
            (
                {"contact": {}},
                [
                    (
                        "The Contact must contain at least 1 of the following elements to identify "
                        "the contact: Name, ContactID, ContactNumber"
                    )
                ],
            ),
            (
                {"contact": {"contact_id": EVE}},
                [
                    (
                        "The contact with the specified contact details has been archived. The "
                        "contact must be un-archived before creating new invoices or credit notes."
                    )
                ],
            ),
            ({"lines": []}, ["One or more line items must be specified"]),
            (
                {"lines": [COFFEE | {"discount_rate": "10"}]},
                ["Discounts are only supported on invoices of type ACCREC"],
            ),
            (
                {"lines": [COFFEE | {"account_code": "999"}]},
                ["Account code '999' is not a valid code for this document."],
            ),
            (
                {"lines": [COFFEE | {"tax_type": "NIX"}]},
                [
                    (
                        "The TaxType code 'NIX' does not exist or cannot be used "
                        "for this type of transaction"
                    )
                ],
            ),
            (
                {"lines": [COFFEE | {"unit_amount": "-20"}]},
                ["The document total must not be negative"],
            ),
            ({"status": "SUBMITTED"}, ["Receipt not of valid status for creation"]),
            ({"status": "PAID"}, ["Receipt not of valid status for creation"]),
            (
                {"reference": "x" * 256},
                ["The length of Reference must not exceed 255 characters"],
            ),
        ],
    )
    def test_what_a_receipt_needs(self, complaints, members, errors):
        assert complaints(Receipt, **(RECEIPT | members)) == errors

    def test_all_that_is_missing_is_told_at_once(self, complaints):
        assert complaints(Receipt) == [
            NO_USER,
            "A Contact must be specified for this type of transaction",
            "One or more line items must be specified",
        ]

    def test_a_draft_can_be_changed_and_deleted(self, books, receipt):
        """An empty list of lines is none."""
        made = receipt()
        after = accepted(edited(books, made, reference="Trip", lines=[]))

        assert (after.reference, after.lines, after.total) == ("Trip", made.lines, made.total)
        assert accepted(edited(books, after, status="DELETED")).status == "DELETED"

    @pytest.mark.parametrize("status", ["SUBMITTED", "AUTHORISED", "DECLINED", "VOIDED"])
    def test_the_rest_is_not_up_to_the_caller(self, books, receipt, status):
        assert edited(books, receipt(), status=status).errors == [
            "Receipt not of valid status for modification"
        ]

    def test_a_receipt_that_was_claimed_stands(self, books, receipt, claim):
        made = receipt()
        claim(made)

        assert edited(books, stored(books, made), reference="Trip").errors == [
            "Receipt not of valid status for modification"
        ]


class TestClaims:
    def test_a_claim_over_nothing_is_paid_at_once_and_may_be_voided(self, books, receipt, claim):
        """# guess: as an invoice over nothing; its receipts are approved, as ever"""
        mine = receipt(lines=[COFFEE, COFFEE | {"unit_amount": "-20"}])
        made = claim(mine)
        assert (made.status, made.total) == ("SUBMITTED", 0)
        made = stored(books, accepted(edited(books, made, status="AUTHORISED")))
        assert (made.status, stored(books, mine).status) == ("PAID", "AUTHORISED")
        made = stored(books, accepted(edited(books, made, status="VOIDED")))

        assert (made.status, stored(books, mine).status) == ("VOIDED", "VOIDED")

    def test_a_claim_adds_its_receipts_up(self, receipt, claim):
        """And is submitted."""
        made = claim(receipt(), receipt(lines=[COFFEE | {"unit_amount": "50"}]))

        assert (made.status, made.total) == ("SUBMITTED", Decimal("80.50"))
        assert (made.amount_due, made.amount_paid) == (Decimal("80.50"), 0)
        assert made.reporting_date is None

    @pytest.mark.parametrize(
        ("path", "becomes"),
        [
            ((), "SUBMITTED"),
            (("AUTHORISED",), "AUTHORISED"),
            (("AUTHORISED", "VOIDED"), "VOIDED"),
            (("DELETED",), "DRAFT"),
        ],
    )
    def test_receipts_go_where_their_claim_goes(self, books, receipt, claim, path, becomes):
        """Without a word: they were last updated when somebody changed them."""
        mine = receipt()
        made = claim(mine)
        for status in path:
            accepted(edited(books, stored(books, made), status=status))

        after = stored(books, mine)
        assert (after.status, after.updated) == (becomes, mine.updated)

    def test_an_approved_claim_is_reported_on_that_day(self, books, receipt, claim):
        made = accepted(edited(books, claim(receipt()), status="AUTHORISED"))

        assert (made.reporting_date, made.amount_due) == (TODAY, 23)

    @pytest.mark.parametrize("path", [("DELETED",), ("AUTHORISED", "VOIDED")])
    def test_nothing_is_due_on_a_closed_claim(self, books, receipt, claim, path):
        made = claim(receipt())
        for status in path:
            made = accepted(edited(books, stored(books, made), status=status))

        assert (made.amount_due, made.total) == (0, 23)

    @pytest.mark.parametrize(
        ("path", "refused"),
        [
            ((), ("PAID", "VOIDED", "DRAFT")),
            (("AUTHORISED",), ("PAID", "SUBMITTED", "DELETED")),
            (("AUTHORISED", "VOIDED"), ("AUTHORISED", "SUBMITTED", "VOIDED")),
            (("DELETED",), ("SUBMITTED", "AUTHORISED")),
        ],
    )
    def test_where_a_status_may_go(self, books, receipt, claim, path, refused):
        made = claim(receipt())
        for status in path:
            accepted(edited(books, stored(books, made), status=status))

        for status in refused:
            assert edited(books, stored(books, made), status=status).errors == [
                "ExpenseClaim not of valid status for modification"
            ]

    def test_a_claim_is_submitted_first(self, books, receipt):
        outcome = record(books, claim_of(receipt(), status="AUTHORISED"))

        assert outcome.errors == ["ExpenseClaim not of valid status for creation"]

    def test_receipts_can_be_exchanged_until_it_is_approved(self, books, receipt, claim):
        """Those that it lets go of are drafts again."""
        first, second = receipt(), receipt(lines=[COFFEE | {"unit_amount": "50"}])
        made = claim(first)
        only_second = {"receipts_named": [{"receipt_id": second.receipt_id}]}
        after = accepted(edited(books, made, **only_second))

        assert after.total == Decimal("57.50")
        statuses = [stored(books, one).status for one in (first, second)]
        assert statuses == ["DRAFT", "SUBMITTED"]
        approved = accepted(edited(books, after, status="AUTHORISED"))
        swapped = {"receipts_named": [{"receipt_id": first.receipt_id}]}
        assert edited(books, approved, **swapped).errors == [
            "ExpenseClaim not of valid status for modification"
        ]
        assert edited(books, approved, **only_second).errors == []

    @pytest.mark.parametrize("user", [{}, {"user_id": guid(9)}])
    def test_a_claim_is_somebodys(self, books, receipt, user):
        assert record(books, claim_of(receipt(), user=user)).errors == [NO_USER]

    def test_a_claim_has_receipts(self, books):
        assert record(books, claim_of()).errors == ["One or more receipts must be specified"]

    def test_the_receipts_exist(self, books):
        unknown = Receipt(receipt_id=guid(8))

        assert record(books, claim_of(unknown)).errors == [
            "A valid receipt should be identified using the ReceiptID."
        ]

    def test_the_receipts_are_free(self, books, receipt, claim):
        """And those of the user who claims."""
        taken, other = receipt(), receipt(user={"user_id": YOURS})
        claim(taken)

        assert record(books, claim_of(taken, other)).errors == [
            "Receipt 1 has already been claimed",
            "Receipt 1 is of another user",
        ]

    def test_a_refused_claim_takes_no_receipts(self, books, receipt):
        mine = receipt()
        record(books, claim_of(mine, Receipt(receipt_id=guid(8))))

        assert stored(books, mine) == mine

    def test_the_histories_tell_what_became_of_them(self, books, receipt, claim):
        mine = receipt()
        made = claim(mine)
        for status in ("AUTHORISED", "VOIDED"):
            accepted(edited(books, stored(books, made), status=status))

        told = [(line.words, line.details) for _, line in books.histories[made.key]]
        assert told == [
            ("Created", "Expense Claim for 23.00."),
            ("Approved", "Expense Claim for 23.00."),
            ("Voided", "Expense Claim for 23.00."),
        ]
        assert [line for _, line in books.histories[mine.key]] == [
            ("Created", "Receipt 1 for 23.00.")
        ]


class TestMoneyBack:
    CLAIM = ExpenseClaim(expense_claim_id=guid(1), status="AUTHORISED", total=Decimal(69))

    def paid(self, *amounts):
        claim = self.CLAIM
        for place, amount in enumerate(amounts):
            payment = ClaimPayment(payment_id=guid(place), amount=Decimal(amount))
            claim = money_back(claim, payment)
        return claim

    @pytest.mark.parametrize(
        ("amounts", "status", "due"),
        [(["50"], "AUTHORISED", "19"), (["50", "19"], "PAID", "0"), (["69"], "PAID", "0")],
    )
    def test_a_claim_is_paid_when_nothing_is_due(self, amounts, status, due):
        claim = self.paid(*amounts)

        assert (claim.status, claim.amount_due) == (status, Decimal(due))
        assert claim.amount_paid == Decimal(69) - Decimal(due)

    def test_what_is_taken_back_is_due_again(self):
        claim = money_returned(self.paid("50", "19"), guid(0))

        assert claim.status == "AUTHORISED"
        assert (claim.amount_due, claim.amount_paid) == (Decimal(50), Decimal(19))
