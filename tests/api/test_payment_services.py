"""Payment services, and the branding themes whose invoices offer them."""

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, Record, Xero, as_xml

ACME: Record = {
    "PaymentServiceName": "ACME Payments",
    "PaymentServiceUrl": "https://www.payupnow.com/",
    "PayNowText": "Time To Pay",
}
UNKNOWN = "Payment service could not be found"


@pytest.fixture
def made(xero):
    return xero.put("PaymentServices", ACME).record


@pytest.fixture
def path(xero):
    """The services of a branding theme."""
    theme = xero.get("BrandingThemes").records[0]
    return f"BrandingThemes/{theme['BrandingThemeID']}/PaymentServices"


class TestServices:
    def test_the_answer_has_xeros_members_in_xeros_order(self, made):
        """The type is Custom, whatever the schema says in capitals."""
        assert list(made) == [
            "PaymentServiceID",
            "PaymentServiceName",
            "PaymentServiceUrl",
            "PaymentServiceType",
            "PayNowText",
        ]
        assert ACME.items() <= made.items()
        assert made["PaymentServiceType"] == "Custom"

    def test_the_button_says_something(self, xero):
        """Unless told otherwise, what Xero's schema says; nobody else gives the type."""
        sent = {**ACME, "PayNowText": None, "PaymentServiceType": "PayPal"}
        made = xero.put("PaymentServices", sent).record

        assert made["PayNowText"] == "Pay by credit card"
        assert made["PaymentServiceType"] == "Custom"

    def test_they_are_listed(self, xero, made):
        """As they came."""
        other = xero.put("PaymentServices", ACME | {"PaymentServiceName": "Other"}).record

        assert xero.get("PaymentServices").records == [made, other]

    def test_xml_will_do(self, xero):
        """In and out."""
        body = as_xml("PaymentServices", [ACME])
        reply = xero.put("PaymentServices", body, type=XML, headers={"Accept": XML})

        found = reply.xml.find("PaymentServices/PaymentService")
        assert found.findtext("PayNowText") == "Time To Pay"

    def test_a_scope_of_its_own_opens_it(self, mock, path):
        """For reading and writing, and nothing else does."""
        own, others = Xero(mock, scopes=("paymentservices",)), ("accounting.settings",)

        assert own.put("PaymentServices", ACME).status == 200
        assert own.get("PaymentServices").status == 200
        assert own.get(path).status == 200
        assert Xero(mock, scopes=others).get("PaymentServices").status == 401
        assert Xero(mock, scopes=others).get(path).status == 401


NO_NAME, NO_ADDRESS = "PaymentServiceName must be specified", "PaymentServiceUrl must be specified"
NOT_AN_ADDRESS = "PaymentServiceUrl must be a valid URL"
REFUSED: dict[str, tuple[Record, list[str]]] = {
    "no name": ({"PaymentServiceName": None}, [NO_NAME]),
    "a blank name": ({"PaymentServiceName": "  "}, [NO_NAME]),
    "no address": ({"PaymentServiceUrl": None}, [NO_ADDRESS]),
    "words": ({"PaymentServiceUrl": "pay me"}, [NOT_AN_ADDRESS]),
    "another scheme": ({"PaymentServiceUrl": "javascript:alert(1)"}, [NOT_AN_ADDRESS]),
    "broken brackets": ({"PaymentServiceUrl": "https://[x"}, [NOT_AN_ADDRESS]),
    "nothing": (
        {"PaymentServiceName": None, "PaymentServiceUrl": None, "PayNowText": "Pay"},
        [NO_NAME, NO_ADDRESS],
    ),
    "a long text": (
        {"PayNowText": "P" * 256},
        ["The length of PayNowText must not exceed 255 characters"],
    ),
}


@pytest.mark.parametrize("below", [False, True], ids=["alone", "of a theme"])
@pytest.mark.parametrize("tongue", ["JSON", "XML"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_service_that_cannot_be(xero, path, case, tongue, below):
    """400, ErrorNumber 10, in these words; and no trace of it."""
    members, sentences = REFUSED[case]
    sent = {name: value for name, value in (ACME | members).items() if value is not None}
    method, address = ("POST", path) if below else ("PUT", "PaymentServices")

    if tongue == "XML":
        body = as_xml("PaymentServices", [sent])
        reply = xero.call(method, address, body, type=XML, headers={"Accept": XML})
        assert (reply.xml.findtext("ErrorNumber"), reply.sentences_in_xml) == ("10", sentences)
    else:
        reply = xero.call(method, address, {"PaymentServices": [sent]})
        assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
        assert reply.elements[0]["PaymentServiceID"] == NO_ID
    assert xero.get("PaymentServices").records == []


class TestThemes:
    def test_a_theme_begins_without(self, xero, path):
        """An empty list."""
        assert xero.get(path).records == []

    def test_a_service_is_applied_by_its_id(self, xero, made, path):
        """And shown whole; to this theme only."""
        reply = xero.post(
            path, {"PaymentServices": [{"PaymentServiceID": made["PaymentServiceID"]}]}
        )

        assert reply.records == xero.get(path).records == [made]
        other = xero.get("BrandingThemes").records[1]["BrandingThemeID"]
        assert xero.get(f"BrandingThemes/{other}/PaymentServices").records == []

    def test_twice_is_once(self, xero, made, path):
        """It is there already."""
        for _ in range(2):
            xero.post(path, {"PaymentServiceID": made["PaymentServiceID"]})

        assert xero.get(path).records == [made]

    @pytest.mark.parametrize("key", [{}, {"PaymentServiceID": NO_ID}])
    def test_one_that_is_new_is_made(self, xero, path, key):
        """Without an id, or with that of nobody, as Xero's SDKs send it."""
        made = xero.post(path, ACME | key).record

        assert made["PaymentServiceID"] != NO_ID
        assert xero.get("PaymentServices").records == xero.get(path).records == [made]

    def test_one_that_nobody_has(self, xero, made, path):
        """In Xero's words; the others of the call are not applied either."""
        named = [{"PaymentServiceID": made["PaymentServiceID"]}, {"PaymentServiceID": NOWHERE}]
        reply = xero.post(path, {"PaymentServices": named})

        assert (reply.refusal, reply.sentences) == ((400, 10), [UNKNOWN])
        assert xero.get(path).records == []

    def test_a_theme_that_nobody_has(self, xero, made):
        """404."""
        path = f"BrandingThemes/{NOWHERE}/PaymentServices"

        assert xero.get(path).status == 404
        assert xero.post(path, {"PaymentServiceID": made["PaymentServiceID"]}).status == 404

    def test_nothing_is_too_little(self, xero, path):
        """Error 17."""
        assert xero.post(path, {"PaymentServices": []}).refusal == (400, 17)
