"""Options: the values of a tracking category."""

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, invoice, line


@pytest.fixture
def region(xero):
    """The one category of the Demo Company."""
    return xero.get("TrackingCategories").record


@pytest.fixture
def options(region):
    return f"TrackingCategories/{region['TrackingCategoryID']}/Options"


@pytest.fixture
def up(xero, options):
    """An option that nobody uses."""
    return xero.put(options, {"Name": "Up"}).record


def listed(xero):
    return [one["Name"] for one in xero.get("TrackingCategories").record["Options"]]


class TestCreating:
    def test_an_option_comes_back_active(self, up):
        """In the order of Xero's documentation."""
        assert list(up) == [
            "TrackingOptionID",
            "Name",
            "Status",
            "HasValidationErrors",
            "IsDeleted",
            "IsArchived",
            "IsActive",
        ]
        assert (up["Name"], up["Status"]) == ("Up", "ACTIVE")
        assert (up["IsDeleted"], up["IsArchived"], up["IsActive"]) == (False, False, True)

    def test_its_category_lists_it(self, xero, up):
        """Among the others."""
        assert up["Name"] in listed(xero)

    def test_several_keep_their_order(self, xero, options):
        """In the answer; their category lists them by name."""
        body = {"Options": [{"Name": "Zenith"}, {"Name": "Abyss"}]}

        assert [one["Name"] for one in xero.put(options, body).records] == ["Zenith", "Abyss"]
        assert listed(xero).index("Abyss") < listed(xero).index("Zenith")

    def test_a_line_can_be_filed_under_it(self, xero, customer, region, up):
        """By its name or by its ids."""
        for tracking in (
            {"Name": "Region", "Option": "up"},
            {
                "TrackingCategoryID": region["TrackingCategoryID"],
                "TrackingOptionID": up["TrackingOptionID"],
            },
        ):
            made = xero.put("Invoices", invoice(customer, line(Tracking=[tracking]))).record
            (filed,) = made["LineItems"][0]["Tracking"]
            assert (filed["Name"], filed["Option"]) == ("Region", "Up")

    @pytest.mark.parametrize("name", ["Up", "UP", "", "   ", None, "x" * 101])
    def test_its_name_is_its_own(self, xero, options, up, name):
        """Neither taken, nor blank, nor longer than 100 characters."""
        reply = xero.put(options, {"Name": name, "Status": "ACTIVE"})

        assert reply.refusal == (400, 10)
        assert reply.elements[0]["TrackingOptionID"] == NO_ID
        assert listed(xero).count("Up") == 1

    def test_one_bad_name_refuses_them_all(self, xero, options, up):
        """Nothing is made."""
        before = listed(xero)
        body = {"Options": [{"Name": "New"}, {"Name": "up"}]}

        assert [one["Name"] for one in xero.put(options, body).elements] == ["up"]
        assert listed(xero) == before

    def test_another_category_may_have_the_same_name(self, xero, up):
        """Names are unique within their category."""
        other = xero.put("TrackingCategories", {"Name": "Mood"}).record["TrackingCategoryID"]
        path = f"TrackingCategories/{other}/Options"

        assert xero.put(path, {"Name": up["Name"]}).status == 200

    def test_xml_will_do(self, xero, options):
        """``<Options><Option>``."""
        body = "<Options><Option><Name>Down</Name></Option></Options>"

        assert xero.put(options, body, type=XML).record["Name"] == "Down"

    @pytest.mark.parametrize("key", [NOWHERE, "Region"])
    def test_a_category_that_nobody_knows_has_none(self, xero, key):
        """404; a name is no id."""
        assert xero.put(f"TrackingCategories/{key}/Options", {"Name": "X"}).status == 404

    @pytest.mark.parametrize(("body", "number"), [("", 17), ("{}", 17), ("{", 14)])
    def test_a_body_without_options(self, xero, options, body, number):
        """Nothing to process, or nothing to read."""
        assert xero.put(options, body).refusal == (400, number)


class TestUpdating:
    def test_it_gets_a_new_name(self, xero, options, up):
        """And the category lists it under that."""
        after = xero.post(f"{options}/{up['TrackingOptionID']}", {"Name": "Higher"}).record

        assert (after["TrackingOptionID"], after["Name"]) == (up["TrackingOptionID"], "Higher")
        assert "Higher" in listed(xero)
        assert "Up" not in listed(xero)

    def test_lines_show_its_new_name(self, xero, customer, options, up):
        """They hold on to it by its id."""
        tracking = {"Name": "Region", "Option": "Up"}
        made = xero.put("Invoices", invoice(customer, line(Tracking=[tracking]))).record
        xero.post(f"{options}/{up['TrackingOptionID']}", {"Name": "Higher"})
        (filed,) = xero.get(f"Invoices/{made['InvoiceID']}").record["LineItems"][0]["Tracking"]

        assert filed["Option"] == "Higher"

    @pytest.mark.parametrize("status", ["ARCHIVED", "ACTIVE"])
    def test_it_is_archived_and_brought_back(self, xero, options, up, status):
        """Three flags repeat the status."""
        path = f"{options}/{up['TrackingOptionID']}"
        xero.post(path, {"Status": "ARCHIVED"})
        after = xero.post(path, {"Status": status}).record

        assert after["Status"] == status
        assert (after["IsArchived"], after["IsActive"]) == (
            status == "ARCHIVED",
            status == "ACTIVE",
        )

    def test_it_keeps_its_own_name(self, xero, options, up):
        """Which is taken only for the others."""
        assert xero.post(f"{options}/{up['TrackingOptionID']}", {"Name": "UP"}).status == 200

    def test_it_cannot_have_the_name_of_another(self, xero, options, up):
        """400, under its own id."""
        reply = xero.post(f"{options}/{up['TrackingOptionID']}", {"Name": "North"})

        assert reply.refusal == (400, 10)
        assert reply.elements[0]["TrackingOptionID"] == up["TrackingOptionID"]

    @pytest.mark.parametrize("key", [NOWHERE, "Up"])
    def test_one_that_nobody_knows_cannot_be_changed(self, xero, options, key):
        """404."""
        assert xero.post(f"{options}/{key}", {"Name": "X"}).status == 404

    def test_one_of_another_category_cannot_be_changed_here(self, xero, up):
        """404: the address names both."""
        other = xero.put("TrackingCategories", {"Name": "Mood"}).record["TrackingCategoryID"]
        path = f"TrackingCategories/{other}/Options/{up['TrackingOptionID']}"

        assert xero.post(path, {"Name": "X"}).status == 404
        assert xero.delete(path).status == 404


class TestDeleting:
    def test_one_that_nobody_uses_is_gone(self, xero, options, up):
        """200, and it comes back as deleted."""
        gone = xero.delete(f"{options}/{up['TrackingOptionID']}").record

        assert (gone["Status"], gone["IsDeleted"], gone["IsActive"]) == ("DELETED", True, False)
        assert "Up" not in listed(xero)

    def test_its_name_is_free_again(self, xero, options, up):
        """For a new option with an id of its own."""
        xero.delete(f"{options}/{up['TrackingOptionID']}")
        again = xero.put(options, {"Name": "Up"}).record

        assert again["TrackingOptionID"] != up["TrackingOptionID"]

    def test_one_that_a_line_uses_is_archived_instead(self, xero, customer, options, up):
        """The line keeps it."""
        tracking = {"Name": "Region", "Option": "Up"}
        made = xero.put("Invoices", invoice(customer, line(Tracking=[tracking]))).record
        gone = xero.delete(f"{options}/{up['TrackingOptionID']}").record

        assert gone["Status"] == "ARCHIVED"
        (filed,) = xero.get(f"Invoices/{made['InvoiceID']}").record["LineItems"][0]["Tracking"]
        assert filed["Option"] == "Up"

    def test_no_line_can_be_filed_under_it_any_more(self, xero, customer, options, up):
        """Neither by name nor by id."""
        xero.delete(f"{options}/{up['TrackingOptionID']}")
        sent = invoice(customer, line(Tracking=[{"Name": "Region", "Option": "Up"}]))

        assert xero.put("Invoices", sent).refusal == (400, 10)

    @pytest.mark.parametrize("key", [NOWHERE, "Up"])
    def test_one_that_nobody_knows_cannot_go(self, xero, options, key):
        """404."""
        assert xero.delete(f"{options}/{key}").status == 404
