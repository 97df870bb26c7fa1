"""Who is let in, and in which words the others are turned away (always JSON)."""

import gc
import weakref
from datetime import timedelta
from uuid import UUID

import jwt
import pytest

from mockxero.api.routes import routes
from mockxero.books.parties import AppKind
from mockxero.identity.keys import KeyRing
from mockxero.identity.passes import Passes
from mockxero.identity.scopes import ACCOUNTING
from mockxero.primitives.clock import FrozenClock
from tests.api.client import JSON, NOWHERE, XML, Xero, token_of
from tests.api.conftest import NOON

ORDER = ["Type", "Title", "Status", "Detail", "Instance", "Extensions"]

TRANSACTIONS = "accounting.transactions"
FAMILIES = {
    "Accounts": {"accounting.settings"},
    "BrandingThemes": {"accounting.settings"},
    "Budgets": {"accounting.budgets.read"},
    "Users": {"accounting.settings"},
    "ContactGroups": {"accounting.contacts"},
    "Contacts": {"accounting.contacts"},
    "CreditNotes": {TRANSACTIONS, "accounting.invoices"},
    "Currencies": {"accounting.settings"},
    "Employees": {"accounting.settings"},
    "ExpenseClaims": {TRANSACTIONS},
    "Invoices": {TRANSACTIONS, "accounting.invoices"},
    "LinkedTransactions": {TRANSACTIONS, "accounting.invoices"},
    "RepeatingInvoices": {TRANSACTIONS, "accounting.invoices"},
    "Items": {"accounting.settings", "accounting.invoices"},
    "Journals": {"accounting.journals.read"},
    "ManualJournals": {TRANSACTIONS, "accounting.manualjournals"},
    "Organisation": {"accounting.settings"},
    "Organisations": {"accounting.settings"},
    "BankTransactions": {TRANSACTIONS, "accounting.banktransactions"},
    "BankTransfers": {TRANSACTIONS, "accounting.banktransactions"},
    "BatchPayments": {TRANSACTIONS, "accounting.payments"},
    "Overpayments": {TRANSACTIONS, "accounting.payments"},
    "Payments": {TRANSACTIONS, "accounting.payments"},
    "Prepayments": {TRANSACTIONS, "accounting.payments"},
    "PurchaseOrders": {TRANSACTIONS, "accounting.invoices"},
    "Quotes": {TRANSACTIONS, "accounting.invoices"},
    "Receipts": {TRANSACTIONS},
    "InvoiceReminders": {"accounting.settings"},
    "PaymentServices": {"paymentservices"},
    "Setup": {"accounting.settings"},
    "TaxRates": {"accounting.settings"},
    "TrackingCategories": {"accounting.settings"},
}
"""Which families open which resource, in the broad and in the granular vocabulary."""
OF_REPORTS = {
    "AgedPayablesByContact": "aged",
    "AgedReceivablesByContact": "aged",
    "BalanceSheet": "balancesheet",
    "BankSummary": "banksummary",
    "BudgetSummary": "budgetsummary",
    "ExecutiveSummary": "executivesummary",
    "ProfitAndLoss": "profitandloss",
    "TenNinetyNine": "tenninetynine",
    "TrialBalance": "trialbalance",
}
"""Each report has a family of its own; published returns have one too."""
PATHS = [route.path.replace("<", "").replace(">", "").lstrip("/") for route in routes()]
"""Every route, with words where ids would stand."""


def families(path):
    """Files have a scope of their own, whatever they hang on; and so has each report."""
    if "/Attachments" in path:
        return {"accounting.attachments"}
    if path == "Contacts/key/CISSettings":
        return FAMILIES["Organisation"]
    if path == "BrandingThemes/key/PaymentServices":
        return FAMILIES["PaymentServices"]
    resource, _, below = path.partition("/")
    if resource == "Reports":
        own = OF_REPORTS.get(below, "taxreports")
        return {"accounting.reports.read", f"accounting.reports.{own}.read"}
    return FAMILIES[resource]


@pytest.fixture(scope="module")
def used_mock(open_mock):
    """One with two organisations."""
    return open_mock(FrozenClock(NOON), "nz", "empty")


def refused(reply, status, title, detail):
    assert reply.status == status
    assert (reply.json["Title"], reply.json["Detail"]) == (title, detail)


def unauthorized(reply, detail="AuthenticationUnsuccessful"):
    refused(reply, 401, "Unauthorized", detail)


def forbidden(reply):
    refused(reply, 403, "Forbidden", "AuthenticationUnsuccessful")


class TestTheBody:
    @pytest.fixture(params=["no token", "no tenant", "no scope"])
    def refusal(self, request, mock, web):
        if request.param == "no token":
            return web.get("Invoices", headers={"Authorization": None})
        if request.param == "no tenant":
            return web.get("Invoices", headers={"xero-tenant-id": None})
        return Xero(mock, AppKind.WEB, scopes=("accounting.contacts",)).get("Invoices")

    def test_its_members_stand_in_the_order_of_xero(self, refusal):
        """Type, Title, Status, Detail, Instance, Extensions."""
        assert list(refusal.json) == ORDER
        assert refusal.json["Type"] is None
        assert refusal.json["Extensions"] == {}

    def test_it_repeats_the_status(self, refusal):
        """Status is the number of the HTTP status."""
        assert refusal.json["Status"] == refusal.status

    def test_its_instance_is_the_correlation_id(self, refusal):
        """A fresh GUID, told in a header too."""
        assert str(UUID(refusal.json["Instance"])) == refusal.json["Instance"]
        assert refusal.headers["Xero-Correlation-Id"] == refusal.json["Instance"]

    @pytest.mark.parametrize("accept", [None, XML, "text/xml", "*/*", "application/pdf", JSON])
    def test_it_is_json_whatever_was_asked_for(self, xero, accept):
        """The gateway does not look at Accept."""
        reply = xero.get("Invoices", headers={"Authorization": None, "Accept": accept})

        assert reply.type == "application/json; charset=utf-8"
        assert reply.json["Status"] == 401


class TestTheToken:
    @pytest.mark.parametrize(
        "authorization",
        [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer not.a.token", "Bearer ..", "token"],
    )
    def test_one_that_is_missing_or_malformed_opens_nothing(self, xero, authorization):
        """401 AuthenticationUnsuccessful."""
        unauthorized(xero.get("Invoices", headers={"Authorization": authorization}))

    def test_the_scheme_may_be_written_in_any_case(self, xero):
        """``bearer`` is as good as ``Bearer``."""
        assert xero.get("Invoices", headers={"Authorization": f"bearer {xero.token}"}).status == 200

    def test_it_lasts_for_half_an_hour(self, xero, clock):
        """One millisecond before the end it opens, at the end it does not."""
        started = clock.now().replace(microsecond=0)
        clock.advance(started + timedelta(minutes=30, milliseconds=-1) - clock.now())
        assert xero.get("Organisation").status == 200

        clock.advance(timedelta(milliseconds=1))
        unauthorized(xero.get("Organisation"), "TokenExpired: token expired at 09/14/2026 10:00:00")

    def test_one_signed_by_somebody_else_is_refused(self, mock, xero, tmp_path):
        """TokenInvalidSignature."""
        forger = Passes(mock.world, KeyRing(tmp_path / "another-key.pem"))
        forged = forger.mint(xero.app, None, ACCOUNTING)

        unauthorized(
            xero.get("Invoices", headers={"Authorization": f"Bearer {forged}"}),
            "TokenInvalidSignature",
        )

    def test_one_without_a_signature_is_refused(self, xero):
        """``alg: none`` is no way in."""
        said = jwt.decode(xero.token, options={"verify_signature": False})
        unsigned = jwt.encode(said, "", algorithm="none")

        unauthorized(xero.get("Invoices", headers={"Authorization": f"Bearer {unsigned}"}))

    def test_one_of_an_app_that_is_gone_is_refused(self, mock, xero):
        """A good signature is not enough."""
        del mock.world.apps[xero.app.client_id]

        unauthorized(xero.get("Invoices"))


class TestScopes:
    @pytest.mark.parametrize("path", PATHS)
    def test_a_family_of_either_vocabulary_opens_its_resource(self, shared_mock, path):
        """Whatever else is wrong with a request: each of its families lets it in."""
        for family in families(path):
            writer = Xero(shared_mock, AppKind.WEB, scopes=(family,))

            assert {writer.call(verb, path).status for verb in ("GET", "PUT", "POST")}.isdisjoint(
                {401, 403}
            )

    @pytest.mark.parametrize("path", PATHS)
    def test_a_reading_scope_opens_a_resource_for_reading_only(self, shared_mock, path):
        """``accounting.contacts.read`` lists contacts and makes none."""
        for family in families(path):
            if family.endswith(".read"):
                continue  # there is nothing to write
            reader = Xero(shared_mock, AppKind.WEB, scopes=(f"{family}.read",))

            assert reader.get(path).status != 401
            for verb in ("PUT", "POST", "DELETE"):
                unauthorized(reader.call(verb, path, {}), "AuthorizationUnsuccessful")

    @pytest.mark.parametrize("path", PATHS)
    def test_all_other_scopes_together_do_not_open_it(self, shared_mock, path):
        """401 AuthorizationUnsuccessful, not 403."""
        mine = families(path)
        others = tuple(s for s in ACCOUNTING if {s, s.removesuffix(".read")}.isdisjoint(mine))
        stranger = Xero(
            shared_mock, AppKind.WEB, scopes=(*others, "openid", "offline_access", "files")
        )

        unauthorized(stranger.get(path), "AuthorizationUnsuccessful")

    def test_the_refusal_names_the_missing_scope_as_xero_misspells_it(self, mock):
        """``insufficent_scope`` in WWW-Authenticate."""
        reply = Xero(mock, AppKind.WEB, scopes=("accounting.contacts",)).get("Invoices")

        assert "insufficent_scope" in reply.headers["WWW-Authenticate"]

    def test_a_token_without_scopes_opens_nothing(self, mock):
        """Not even the organisation."""
        unauthorized(
            Xero(mock, AppKind.WEB, scopes=()).get("Organisation"), "AuthorizationUnsuccessful"
        )


class TestTheTenant:
    @pytest.mark.parametrize("tenant", [None, "", "  ", "Demo Company (NZ)", NOWHERE, "*"])
    def test_one_that_is_missing_malformed_or_unknown_is_refused(self, web, tenant):
        """403 AuthenticationUnsuccessful."""
        forbidden(web.get("Invoices", headers={"xero-tenant-id": tenant}))

    def test_two_of_them_are_none(self, mock, web):
        """A header sent twice arrives joined, and names nobody."""
        forbidden(
            web.get("Invoices", headers={"xero-tenant-id": ",".join(mock.world.organisations)})
        )

    @pytest.mark.parametrize("name", ["Xero-Tenant-Id", "Xero-tenant-id", "XERO-TENANT-ID"])
    def test_the_header_may_be_written_in_any_case(self, web, name):
        """Every client has a spelling of its own."""
        assert web.get("Invoices", headers={"xero-tenant-id": None, name: web.tenant}).status == 200

    def test_its_id_may_lack_dashes_and_be_upper_case(self, web):
        """A GUID is a GUID."""
        bare = web.tenant.replace("-", "").upper()

        assert web.get("Organisation", headers={"xero-tenant-id": bare}).status == 200

    def test_it_chooses_the_organisation(self, mock, web):
        """The same token opens both books, one at a time."""
        names = {
            web.get("Organisation", headers={"xero-tenant-id": tenant}).record["OrganisationID"]
            for tenant in mock.world.organisations
        }

        assert names == set(mock.world.organisations)

    def test_what_one_holds_the_other_does_not_see(self, mock, web):
        """Each organisation has books of its own."""
        elsewhere = {"xero-tenant-id": [*mock.world.organisations][1]}
        made = web.put("Contacts", {"Name": "Only Here"}).record["ContactID"]

        assert web.get(f"Contacts/{made}", headers=elsewhere).status == 404
        assert web.put("Contacts", {"Name": "Only Here"}, headers=elsewhere).status == 200

    def test_one_that_was_disconnected_is_refused(self, web):
        """The token and the other connection stay good."""
        mine, other = web.get("connections", root="/").json
        assert web.delete(f"connections/{mine['id']}", root="/").status == 204

        forbidden(web.get("Invoices", headers={"xero-tenant-id": mine["tenantId"]}))
        assert web.get("Invoices", headers={"xero-tenant-id": other["tenantId"]}).status == 200

    def test_one_that_another_app_is_connected_to_is_refused(self, mock, web):
        """A connection is of one app."""
        connections = mock.world.connections
        for connection in connections.of(web.app.client_id, web.user.user_id):
            connections.close(connection.connection_id)

        forbidden(web.get("Invoices"))
        assert Xero(mock, AppKind.PKCE).get("Invoices").status == 200


class TestACustomConnection:
    @pytest.mark.parametrize("tenant", [None, "", " "])
    def test_it_need_not_name_its_organisation(self, xero, tenant):
        """There is only one."""
        reply = xero.get("Organisation", headers={"xero-tenant-id": tenant})

        assert reply.record["OrganisationID"] == xero.app.tenant_id

    def test_it_may_name_its_organisation(self, xero):
        """Most SDKs always do."""
        named = {"xero-tenant-id": xero.app.tenant_id}

        assert xero.get("Organisation", headers=named).status == 200

    def test_it_may_name_no_other(self, mock, xero):
        """403 for the second organisation, for an unknown one, and for nonsense."""
        (other,) = mock.world.organisations.keys() - {xero.app.tenant_id}

        for tenant in (other, NOWHERE, "nonsense"):
            forbidden(xero.get("Organisation", headers={"xero-tenant-id": tenant}))

    @pytest.mark.parametrize("named", [True, False])
    def test_it_may_disconnect_itself(self, xero, named):
        """Then it is connected to nothing, until its next token."""
        (connection,) = xero.get("connections", root="/").json
        headers = {"xero-tenant-id": connection["tenantId"] if named else None}
        assert xero.delete(f"connections/{connection['id']}", root="/").status == 204

        forbidden(xero.get("Organisation", headers=headers))
        assert xero.get("connections", root="/").json == []

        xero.mock.mint(xero.app, None)
        assert xero.get("Organisation", headers=headers).status == 200


class TestTheOrderOfChecks:
    def test_the_token_comes_before_the_tenant(self, web):
        """401 where both are wrong."""
        nobody = {"Authorization": None, "xero-tenant-id": None}

        unauthorized(web.get("Invoices", headers=nobody))

    def test_the_tenant_comes_before_the_scope(self, mock):
        """403 where both are wrong."""
        stranger = Xero(mock, AppKind.WEB, scopes=("openid",))

        forbidden(stranger.get("Invoices", headers={"xero-tenant-id": NOWHERE}))

    def test_the_scope_comes_before_the_method(self, mock):
        """401, and not 501, for a DELETE of all invoices by somebody who may not see them."""
        stranger = Xero(mock, AppKind.WEB, scopes=("accounting.contacts",))

        unauthorized(stranger.delete("Invoices"), "AuthorizationUnsuccessful")

    def test_the_token_comes_before_the_address(self, xero):
        """Nobody learns without a token which endpoints there are."""
        unauthorized(xero.get("NoSuchThing", headers={"Authorization": None}))

    def test_any_good_token_learns_that_an_endpoint_does_not_exist(self, mock):
        """404: there is no scope for what is not there."""
        token = token_of(mock, mock.world.apps[Xero(mock).app.client_id], None, ())
        reply = Xero(mock).get("NoSuchThing", headers={"Authorization": f"Bearer {token}"})

        assert reply.status == 404


def test_books_that_gave_way_to_others_are_forgotten(mock, xero):
    """However often a suite of tests starts over, nothing is left of what was before."""
    before = weakref.ref(next(iter(mock.world.organisations.values())))
    xero.get("Invoices", where='Status=="PAID"')
    xero.get("Journals")
    mock.reset()
    xero.get("Invoices")
    gc.collect()

    assert before() is None
