"""What an organisation has switched on: actions, reminders, the Construction Industry Scheme."""

from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from mockxero.resources.contacts import Contact
from tests.api.client import NOWHERE, XML, Xero
from tests.api.conftest import NOON

ENVELOPE = ["Id", "Status", "ProviderName", "DateTimeUTC"]


def but(xero, **changes):
    """The organisation, told otherwise than by its fixture."""
    (books,) = xero.mock.world.organisations.values()
    books.organisation = books.organisation.but(**changes)


@pytest.fixture(scope="module")
def british_mock(open_mock):
    return open_mock(FrozenClock(NOON), "uk")


@pytest.fixture
def british(british_mock):
    """A custom connection to the Demo Company (UK)."""
    british_mock.reset()
    return Xero(british_mock)


def contact_with(xero, **settings):
    """A contact of whom the scheme knows this; nothing in the API says so."""
    made = xero.put("Contacts", {"Name": "Bob the builder"}).record
    (books,) = xero.mock.world.organisations.values()
    known = books.find(Contact, made["ContactID"])
    books.collections[Contact].put(known.key, known.but(**settings))
    return f"Contacts/{known.key}/CISSettings"


class TestActions:
    def told(self, xero):
        return {one["Name"]: one["Status"] for one in xero.get("Organisation/Actions").records}

    def test_there_is_a_verdict_on_each(self, xero):
        """In the order of Xero's example, as far as it goes."""
        told = self.told(xero)

        assert [*told][:3] == [
            "CreateApprovedInvoice",
            "CreateDraftPurchaseOrder",
            "CreateApprovedBill",
        ]
        assert set(told.values()) == {"ALLOWED", "NOT-ALLOWED"}
        assert told["CreateInvoicePayment"] == "ALLOWED"

    def test_one_currency_is_not_several(self, xero, open_mock):
        """The Demo Company deals in two, the empty organisation in its own alone."""
        alone = Xero(open_mock(FrozenClock(NOON), "empty"))

        assert self.told(xero)["UseMulticurrency"] == "ALLOWED"
        assert self.told(alone)["UseMulticurrency"] == "NOT-ALLOWED"
        alone.put("Currencies", {"Code": "USD"})
        assert self.told(alone)["UseMulticurrency"] == "ALLOWED"

    def test_what_is_locked_stays_locked(self, xero):
        """Without a lock date nothing is."""
        name = "ApproveTransactionsBeforePeriodLockDate"

        assert self.told(xero)[name] == "NOT-ALLOWED"
        but(xero, period_lock_date=None)
        assert self.told(xero)[name] == "ALLOWED"

    def test_nothing_is_allowed_in_closed_books(self, xero):
        """Of an organisation that is not active."""
        but(xero, organisation_status="ARCHIVED")

        assert set(self.told(xero).values()) == {"NOT-ALLOWED"}

    def test_xml_will_do(self, xero):
        """An Action each."""
        found = xero.get("Organisation/Actions", headers={"Accept": XML}).xml.find("Actions")

        assert {one.tag for one in found} == {"Action"}
        assert found[0].findtext("Status") == "ALLOWED"


class TestReminders:
    @pytest.mark.parametrize("enabled", [False, True])
    def test_they_are_on_or_off(self, xero, enabled):
        """As the organisation has it."""
        but(xero, reminders_enabled=enabled)
        reply = xero.get("InvoiceReminders/Settings")

        assert list(reply.json) == [*ENVELOPE, "InvoiceReminders"]
        assert reply.record == {"Enabled": enabled}

    def test_nobody_changes_them(self, xero):
        """Read-only."""
        assert xero.post("InvoiceReminders/Settings", {"Enabled": True}).status == 501

    def test_there_is_nothing_else_there(self, xero):
        """Reminders themselves are not told."""
        assert xero.get("InvoiceReminders").status == 404


class TestTheSchemeOfAnOrganisation:
    def test_it_is_british(self, british):
        """Both parts in it."""
        key = british.get("Organisation").record["OrganisationID"]

        assert british.get(f"Organisation/{key}/CISSettings").record == {
            "CISContractorEnabled": True,
            "CISSubContractorEnabled": True,
        }

    def test_it_says_what_is_so(self, british):
        """And the rate, where there is one."""
        but(british, cis_contractor=False, cis_rate=Decimal(20))
        key = british.get("Organisation").record["OrganisationID"]

        assert british.get(f"Organisation/{key}/CISSettings").record == {
            "CISContractorEnabled": False,
            "CISSubContractorEnabled": True,
            "Rate": 20,
        }

    def test_nobody_else_has_it(self, xero, british):
        """404 in New Zealand, and for an id that is not the organisation's."""
        key = xero.get("Organisation").record["OrganisationID"]

        assert xero.get(f"Organisation/{key}/CISSettings").status == 404
        assert british.get(f"Organisation/{NOWHERE}/CISSettings").status == 404


class TestTheSchemeOfAContact:
    def test_a_subcontractor_has_a_rate(self, british):
        """In Xero's documentation twenty percent."""
        path = contact_with(british, cis_enabled=True, cis_rate=Decimal(20))
        reply = british.get(path)

        assert list(reply.json)[-1] == "CISSettings"
        assert reply.record == {"CISEnabled": True, "Rate": 20}

    def test_one_who_stopped_has_none(self, british):
        """Whatever it was."""
        path = contact_with(british, cis_enabled=False, cis_rate=Decimal(20))

        assert british.get(path).record == {"CISEnabled": False}

    def test_the_demo_company_has_one_of_each(self, british):
        """So that there is something to ask for."""
        told = {
            one["Name"]: british.get(f"Contacts/{one['ContactID']}/CISSettings").record
            for one in british.get("Contacts").records
        }
        assert told == {
            "Hadrian Walling": {"CISEnabled": True, "Rate": 20},
            "Offa Earthworks": {"CISEnabled": False},
        }

    def test_who_never_was_one_is_not_found(self, xero, british):
        """404, and 404 outside the United Kingdom, and 404 for nobody."""
        assert british.get(contact_with(british)).status == 404
        assert xero.get(contact_with(xero, cis_enabled=True)).status == 404
        assert british.get(f"Contacts/{NOWHERE}/CISSettings").status == 404

    def test_a_caller_does_not_decide_it(self, british):
        """What is sent for it is not heard."""
        sent = {"Name": "Bob", "CISEnabled": True, "CISRate": 20}
        made = british.put("Contacts", sent).record

        assert not {"CISEnabled", "CISRate"} & made.keys()
        assert british.get(f"Contacts/{made['ContactID']}/CISSettings").status == 404

    def test_it_is_a_setting(self, british_mock):
        """Scopes of settings open it, those of contacts do not."""
        path = contact_with(Xero(british_mock), cis_enabled=True)

        assert Xero(british_mock, scopes=("accounting.settings.read",)).get(path).status == 200
        assert Xero(british_mock, scopes=("accounting.contacts",)).get(path).status == 401
