"""Tracked inventory: what is on hand of an item, and what it has cost."""

import pytest

from tests.api.client import XML, credit_note, invoice, line, money

STOCK = {
    "InventoryAssetAccountCode": "630",
    "PurchaseDetails": {"UnitPrice": 10, "COGSAccountCode": "310"},
    "SalesDetails": {"UnitPrice": 25, "AccountCode": "200"},
}
NOT_ENOUGH = "There is not enough quantity on hand of item 'PEN'"


@pytest.fixture
def pen(xero):
    return xero.put("Items", {"Code": "PEN"} | STOCK).record


@pytest.fixture
def supplier(xero):
    return xero.put("Contacts", {"Name": "Pen Works"}).record


@pytest.fixture
def on_hand(xero, pen):
    """Quantity and cost, as they are printed."""

    def told():
        item = xero.get("Items/PEN").record
        return str(item["QuantityOnHand"]), str(item["TotalCostPool"])

    return told


def pens(quantity, **members):
    return {"ItemCode": "PEN", "Description": "Pens", "Quantity": quantity} | members


@pytest.fixture
def buy(xero, supplier, pen):
    def bought(quantity, price=10, **members):
        sent = invoice(supplier, pens(quantity, UnitAmount=price), Type="ACCPAY", **members)
        return xero.put("Invoices", sent)

    return bought


@pytest.fixture
def sell(xero, customer, pen):
    def sold(quantity, members=(), **query):
        sent = invoice(customer, pens(quantity), **dict(members))
        return xero.put("Invoices", sent, **query)

    return sold


@pytest.fixture
def turn(xero):
    def turned(document, **members):
        return xero.post(f"Invoices/{document['InvoiceID']}", members)

    return turned


class TestTheItem:
    def test_it_starts_with_nothing(self, pen, on_hand):
        assert pen["IsTrackedAsInventory"] is True
        assert on_hand() == ("0.0000", "0.00")

    def test_nobody_says_how_much_there_is(self, xero, pen, on_hand):
        xero.post("Items", {"Code": "PEN", "QuantityOnHand": 7, "TotalCostPool": 70})

        assert on_hand() == ("0.0000", "0.00")

    def test_others_have_no_quantity(self, xero):
        made = xero.put("Items", {"Code": "TALK"}).record

        assert made["IsTrackedAsInventory"] is False
        assert made.keys().isdisjoint({"QuantityOnHand", "TotalCostPool"})

    def test_what_it_is_bought_for_has_no_account(self, pen):
        """Source: Xero-OpenAPI"""
        assert "AccountCode" not in pen["PurchaseDetails"]

    def test_a_bill_is_coded_to_the_stock_an_invoice_to_sales(self, buy, sell):
        bought = buy(5).record["LineItems"][0]
        sold = sell(1).record["LineItems"][0]

        assert (bought["AccountCode"], sold["AccountCode"]) == ("630", "200")


class TestMoving:
    def test_bills_bring_it_in_and_invoices_take_it_out_at_average_cost(self, buy, sell, on_hand):
        buy(10, 10)
        buy(10, 20)
        assert on_hand() == ("20.0000", "300.00")
        sell(5)
        assert on_hand() == ("15.0000", "225.00")
        sell(15)
        assert on_hand() == ("0.0000", "0.00")

    def test_a_bill_over_nothing_adjusts_it(self, xero, supplier, on_hand, pen):
        """Source: Xero's page on Items: one line for the stock, one against it"""
        stock = pens(10, UnitAmount=12, TaxType="NONE")
        against = line(-120, AccountCode="310", TaxType="NONE")
        reply = xero.put("Invoices", invoice(supplier, stock, against, Type="ACCPAY"))

        assert str(reply.record["Total"]) == "0.00"
        assert on_hand() == ("10.0000", "120.00")

    def test_thirds_leave_no_cent_behind(self, buy, sell, on_hand):
        buy(3, "3.33")
        for left in (("2.0000", "6.66"), ("1.0000", "3.33"), ("0.0000", "0.00")):
            sell(1)
            assert on_hand() == left

    def test_what_is_bought_costs_what_is_paid_before_tax(self, buy, on_hand):
        buy(2, "11.50", LineAmountTypes="Inclusive")

        assert on_hand() == ("2.0000", "20.00")

    def test_a_foreign_bill_counts_in_base_currency(self, buy, on_hand):
        buy(2, 10, CurrencyCode="USD", CurrencyRate="0.5")

        assert on_hand() == ("2.0000", "40.00")

    @pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
    def test_only_what_is_approved_moves_it(self, buy, turn, on_hand, status):
        bill = buy(4, Status=status).record
        assert on_hand() == ("0.0000", "0.00")
        turn(bill, Status="AUTHORISED")
        assert on_hand() == ("4.0000", "40.00")

    def test_a_void_takes_it_back(self, buy, sell, turn, on_hand):
        """At the cost at which it went, whatever the average is by now."""
        buy(10, 10)
        sold = sell(4).record
        bought = buy(6, 20).record
        assert on_hand() == ("12.0000", "180.00")
        turn(sold, Status="VOIDED")
        assert on_hand() == ("16.0000", "220.00")
        turn(bought, Status="VOIDED")
        assert on_hand() == ("10.0000", "100.00")

    def test_an_edit_counts_the_difference(self, buy, sell, turn, on_hand):
        buy(10, 10)
        sold = sell(4).record
        more = sold["LineItems"][0] | {"Quantity": 7, "LineAmount": None, "TaxAmount": None}
        assert turn(sold, LineItems=[more]).status == 200
        assert on_hand() == ("3.0000", "30.00")

    def test_an_edit_of_something_else_moves_nothing(self, buy, sell, turn, on_hand):
        buy(10, 10)
        sold = sell(4).record
        buy(10, 90)
        before = on_hand()
        turn(sold, Reference="X", LineItems=sold["LineItems"])

        assert on_hand() == before

    def test_payment_moves_nothing(self, xero, buy, on_hand):
        bill = buy(2).record
        paid = {"Invoice": {"InvoiceID": bill["InvoiceID"]}, "Account": {"Code": "090"}}
        assert xero.put("Payments", paid | {"Amount": bill["Total"]}).status == 200

        assert on_hand() == ("2.0000", "20.00")

    def test_credit_notes_go_the_other_way(self, xero, buy, sell, customer, supplier, on_hand):
        buy(10, 10)
        sell(4)
        assert xero.put("CreditNotes", credit_note(customer, pens(1))).status == 200
        assert on_hand() == ("7.0000", "70.00")
        back = credit_note(supplier, pens(2, UnitAmount=10), Type="ACCPAYCREDIT")
        note = xero.put("CreditNotes", back).record
        assert on_hand() == ("5.0000", "50.00")
        xero.post(f"CreditNotes/{note['CreditNoteID']}", {"Status": "VOIDED"})
        assert on_hand() == ("7.0000", "70.00")

    def test_so_does_money_through_the_bank(self, xero, supplier, customer, on_hand):
        spent = money(supplier, pens(5, UnitAmount=8), LineAmountTypes="Exclusive")
        made = xero.put("BankTransactions", spent).record
        assert on_hand() == ("5.0000", "40.00")
        received = money(customer, pens(2, UnitAmount=30), Type="RECEIVE")
        assert xero.put("BankTransactions", received).status == 200
        assert on_hand() == ("3.0000", "24.00")
        gone = xero.post(f"BankTransactions/{made['BankTransactionID']}", {"Status": "DELETED"})
        assert gone.sentences == [NOT_ENOUGH]

    def test_a_refused_batch_moves_nothing(self, xero, buy, customer, on_hand):
        buy(5)
        both = [invoice(customer, pens(3)), invoice(customer, pens(3))]
        reply = xero.put("Invoices", {"Invoices": both})

        assert reply.sentences == [NOT_ENOUGH]
        assert on_hand() == ("5.0000", "50.00")


class TestRefusals:
    def test_nobody_sells_what_is_not_there(self, buy, sell, on_hand):
        buy(3)
        reply = sell(4)

        assert (reply.refusal, reply.sentences) == ((400, 10), [NOT_ENOUGH])
        assert on_hand() == ("3.0000", "30.00")

    def test_two_lines_are_counted_together(self, xero, buy, customer):
        buy(3)
        reply = xero.put("Invoices", invoice(customer, pens(2), pens(2)))

        assert reply.sentences == [NOT_ENOUGH]

    def test_a_draft_may_promise_more(self, sell, turn):
        promised = sell(4, {"Status": "DRAFT"})

        assert promised.status == 200
        assert turn(promised.record, Status="AUTHORISED").sentences == [NOT_ENOUGH]

    def test_backorders_may_be_allowed(self, buy, sell, on_hand):
        """Source: Xero-OpenAPI, allowBackorders; guess: the cost of what is missing"""
        buy(3)

        assert sell(4, allowBackorders="true").status == 200
        assert on_hand() == ("-1.0000", "0.00")

    def test_a_bill_whose_goods_are_sold_is_not_voided(self, buy, sell, turn):
        bill = buy(3).record
        sell(2)

        assert turn(bill, Status="VOIDED").sentences == [NOT_ENOUGH]

    def test_less_than_nothing_is_not_moved(self, buy):
        """# seen: an integrator's list of Xero's messages"""
        assert (
            "The quantity value '-2.0000' is invalid. Quantity must not be less than zero."
        ) in buy(-2).sentences

    @pytest.mark.parametrize(
        ("members", "sentences"),
        [
            ({"InventoryAssetAccountCode": "200"},
             ["Inventory Asset Account Code '200' must be of type INVENTORY"]),
            ({"InventoryAssetAccountCode": "nope"},
             ["Inventory Asset Account Code 'nope' must be of type INVENTORY"]),
            ({"PurchaseDetails": {"COGSAccountCode": "630"}},
             ["Account code '630' is not a valid code for this document."]),
            ({"PurchaseDetails": {"COGSAccountCode": "610"}},
             ["Account code '610' is not a valid code for this document."]),
            ({"PurchaseDetails": {"COGSAccountCode": "090"}},
             ["Account code '090' is not a valid code for this document."]),
        ],
    )  # fmt: skip
    def test_stock_is_coded_to_an_inventory_account(self, xero, members, sentences):
        """In JSON and in XML."""
        sent = {"Code": "INK"} | STOCK | members

        assert xero.put("Items", sent).sentences == sentences
        told = xero.put("Items", sent, headers={"Accept": XML}).xml
        assert [one.text for one in told.iterfind(".//ValidationError/Message")] == sentences

    def test_what_has_moved_stays_tracked(self, xero, pen, buy):
        """# guess: the words"""
        buy(1, Status="DRAFT")
        reply = xero.post("Items", {"Code": "PEN", "InventoryAssetAccountCode": ""})

        assert reply.sentences == ["Items with transactions cannot be changed to untracked"]

    def test_what_has_moved_stays_on_its_account(self, xero, pen, buy):
        """# guess: that it is refused, and the words; the code of the account may change."""
        made = {"Code": "631", "Name": "More stock", "Type": "INVENTORY"}
        assert xero.put("Accounts", made).status == 200
        anew = {"Code": "PEN", "InventoryAssetAccountCode": "631"}
        assert xero.post("Items", anew).status == 200
        assert buy(1).record["LineItems"][0]["AccountCode"] == "631"
        reply = xero.post("Items", anew | {"InventoryAssetAccountCode": "630"})

        assert reply.sentences == [
            "Items with transactions cannot change their inventory asset account"
        ]

    def test_a_tracked_item_on_a_draft_bill_is_not_deleted(self, xero, pen, buy):
        """# seen: Xero-Net, CoreTests/Integration/Items/Delete"""
        buy(1, Status="DRAFT")
        reply = xero.delete(f"Items/{pen['ItemID']}")

        assert reply.sentences == ["Items that are used on transactions cannot be deleted"]

    def test_others_are_deleted_at_any_time(self, xero, customer):
        """Source: Xero's page on Items"""
        talk = xero.put("Items", {"Code": "TALK", "Description": "A talk"}).record
        made = xero.put("Invoices", invoice(customer, line(ItemCode="TALK"))).record

        assert xero.delete(f"Items/{talk['ItemID']}").status == 204
        kept = xero.get(f"Invoices/{made['InvoiceID']}").record["LineItems"][0]
        assert (kept["ItemCode"], "Item" in kept) == ("TALK", False)


@pytest.mark.parametrize("send", ["put", "post"])
def test_at_most_500_items_are_sent_at_once(xero, send):
    """# Source: Xero's page on Items; guess: how one more is refused"""
    many = [{"Code": f"PEN-{number}"} for number in range(501)]
    before = len(xero.get("Items").records)

    refused = getattr(xero, send)("Items", {"Items": many})
    assert refused.refusal == (400, 10)
    assert refused.json["Message"] == "At most 500 Items can be sent at once"
    assert len(xero.get("Items").records) == before
    assert len(getattr(xero, send)("Items", {"Items": many[1:]}).records) == 500
