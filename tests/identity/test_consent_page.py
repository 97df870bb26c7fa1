from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockxero.books.parties import Tier
from mockxero.identity.clients import LARGEST_FORM
from mockxero.identity.sessions import TICKET_LIFETIME
from tests.identity.builders import (
    ADA,
    CALLBACK,
    DEMO,
    GRACE,
    NOWHERE,
    OTHER,
    PKCE,
    VERIFIER,
    WEB,
    query_of,
)
from tests.identity.person import CONSENT, LOGIN, Person, asking


@pytest.fixture
def ada(person, clicked):
    """Ada, who is signed in."""
    person.sign_in(person.asked(), ADA.user_id)
    return person


@pytest.fixture
def grace(service, clicked):
    """Grace, at a browser of her own."""
    person = Person(service.test_client())
    person.sign_in(person.asked(), GRACE.user_id)
    return person


def landed(page):
    """What the app is told; it is told nothing else than at its own address."""
    assert page.status == 302
    assert page.sent_to.startswith(f"{CALLBACK}?")
    return query_of(page.sent_to)


def refused(page):
    """A page of ours that says no; the app is told nothing."""
    assert page.sent_to is None
    assert page.status in (400, 403, 413, 500)
    assert "code=" not in page.text.replace("response_type=code", "").replace("_code=", "")
    return page


def standing(world, user=ADA, app=WEB):
    return [c.tenant_id for c in world.connections.of(app.client_id, user.user_id)]


class TestThePage:
    def test_it_says_who_asks_whom(self, ada):
        """The app, the user, and where they go from here."""
        page = ada.asked()

        assert page.status == 200
        assert page.title == "Shop wants access | mockxero"
        for said in ("Shop", "Ada Lovelace", "ada@example.com", "http://localhost:5000"):
            assert said in page.text

    def test_it_offers_the_organisations_of_the_user(self, ada, grace):
        """Each can choose where they work, and nowhere else."""
        assert list(ada.asked().choices) == [DEMO, OTHER]
        assert list(grace.asked().choices) == [OTHER]

    def test_nothing_is_chosen_where_there_is_a_choice(self, ada, grace):
        """The only organisation is."""
        assert ada.asked().chosen == []
        assert grace.asked().chosen == [OTHER]

    def test_it_says_which_are_connected(self, ada):
        """Connecting again is fine."""
        assert "Already connected" not in ada.asked().text
        ada.allow(ada.asked(), OTHER)

        page = ada.asked()

        assert page.text.count("Already connected") == 1
        assert page.open_choices == [DEMO, OTHER]

    def test_who_works_nowhere_can_only_cancel(self, ada, world):
        """And is told why."""
        world.members.clear()

        page = ada.asked()

        assert (page.status, page.choices, page.buttons) == (200, {}, ["Cancel"])
        assert "You work in no organisation" in page.text

    def test_it_says_what_the_scopes_mean(self, ada):
        """In plain words, and by their names."""
        page = ada.asked(scope="openid accounting.contacts files.read")

        for said in ("Know who you are", "See and change your contacts", "See your files"):
            assert said in page.text
        for scope in ("openid", "accounting.contacts", "files.read"):
            assert f"<code>{scope}</code>" in page.text

    def test_it_says_what_is_new(self, ada):
        """Scopes add up: what was allowed stands below."""
        ada.allow(ada.asked(scope="openid accounting.contacts"), DEMO)

        page = ada.asked(scope="openid accounting.settings")

        fresh, _, before = page.text.partition("It may already")
        assert "<code>accounting.settings</code>" in fresh
        assert "<code>openid</code>" not in fresh
        assert "<code>openid</code>" in before
        assert "<code>accounting.contacts</code>" in before

    def test_it_says_when_nothing_is_new(self, ada):
        """Who signs in again allows no more than before."""
        ada.allow(ada.asked(), DEMO)

        assert "It asks for nothing that you have not allowed before" in ada.asked().text

    def test_acr_values_leave_one_choice(self, ada):
        """Only apps with bulk connections, which Xero turns on by hand, let choose several."""
        for values in ("bulk_connect:false", "bulk_connect:true", "nonsense"):
            assert {c["type"] for c in ada.asked(acr_values=values).choices.values()} == {"radio"}

    def test_nothing_that_could_run(self, ada, world):
        """Names are data."""
        bad = "<script>alert('x')</script>\"'&"
        world.apps["WEB0"] = replace(WEB, name=bad)
        world.users[ADA.user_id] = ADA._replace(given_name=bad)
        page = ada.asked(state=bad)

        assert "<script" not in page.text
        assert (
            page.text.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&#34;&#39;&amp;") >= 2
        )

    @pytest.mark.parametrize(
        ("redirect_uri", "whereto"),
        [
            ("https://shop.example/a/b?c=d", "https://shop.example<"),
            ("com.example.shop:/back", "com.example.shop:<"),
            ("shop://back", "shop://back<"),
        ],
    )
    def test_it_says_whereto(self, ada, world, redirect_uri, whereto):
        """Apps on phones have schemes of their own."""
        world.apps["WEB0"] = replace(WEB, redirect_uris=(redirect_uri,))

        page = ada.asked(redirect_uri=redirect_uri)

        assert whereto in page.text
        assert ada.cancel(page).sent_to.startswith(redirect_uri)


class TestYes:
    def test_the_browser_carries_the_code_back(self, ada):
        """code, scope, session_state and state, as without a page."""
        told = landed(ada.allow(ada.asked(), OTHER))

        assert list(told) == ["code", "scope", "session_state", "state"]
        assert told["scope"] == "openid offline_access accounting.contacts"

    def test_the_chosen_organisation_is_connected(self, ada, world):
        """And no other."""
        ada.allow(ada.asked(), OTHER)

        assert standing(world) == [OTHER]

    def test_each_user_for_themselves(self, ada, grace, world):
        """What Grace connects Ada has not."""
        grace.allow(grace.asked(), OTHER)

        assert (standing(world), standing(world, GRACE)) == ([], [OTHER])

    @pytest.mark.parametrize(("app", "proof"), [(WEB, {}), (PKCE, {"code_verifier": VERIFIER})])
    def test_the_code_is_good(self, ada, integration, app, proof):
        """For tokens of whoever said yes, with a secret or with PKCE."""
        code = landed(ada.allow(ada.asked(app), DEMO))["code"]

        answer = integration.exchange(code, app, **proof)

        assert answer.status_code == 200
        connections = integration.get("/connections", answer.json()["access_token"]).json()
        assert [one["tenantName"] for one in connections] == ["Demo Company (NZ)"]

    @given(state=st.text(min_size=1))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_state_comes_through_all_the_pages(self, service, world, state):
        """Signing in and consenting change nothing of it."""
        world.auto_approve = False
        somebody = Person(service.test_client())

        page = somebody.sign_in(somebody.asked(state=state), ADA.user_id)

        assert landed(somebody.allow(page, DEMO))["state"] == state
        assert landed(somebody.cancel(somebody.asked(state=state)))["state"] == state


class TestNo:
    def test_the_app_is_told(self, ada, world):
        """access_denied and the state; nothing is connected, nothing allowed."""
        told = landed(ada.cancel(ada.asked()))

        assert told == {"error": "access_denied", "state": "a state"}
        assert standing(world) == []
        assert "It may already" not in ada.asked().text

    def test_with_an_organisation_chosen(self, ada, world):
        """No is no."""
        page = ada.send(ada.asked(), organisation=DEMO, decision="cancel")

        assert landed(page)["error"] == "access_denied"
        assert standing(world) == []


FORMS = [
    ({"decision": "allow"}, 400, "Choose one of the organisations"),
    ({"decision": "allow", "organisation": ""}, 400, "Choose one of the organisations"),
    ({"decision": "allow", "organisation": NOWHERE}, 400, "Choose one of the organisations"),
    ({"decision": "allow", "organisation": DEMO}, 400, "Choose one of the organisations"),
    ({"decision": "allow", "organisation": "\0"}, 400, "Choose one of the organisations"),
    ({"decision": "allow", "organisation": [OTHER, OTHER]}, 400, "was sent 2 times"),
    ({"decision": ["allow", "cancel"], "organisation": OTHER}, 400, "was sent 2 times"),
    ({"organisation": OTHER}, 400, "Allow access, or cancel"),
    ({"decision": "", "organisation": OTHER}, 400, "Allow access, or cancel"),
    ({"decision": "ALLOW", "organisation": OTHER}, 400, "Allow access, or cancel"),
    ({"decision": "allow", "organisation": OTHER, "ticket": ""}, 400, "not good any more"),
    ({"decision": "allow", "organisation": OTHER, "ticket": "x"}, 400, "not good any more"),
    ({"decision": "allow", "organisation": OTHER, "ticket": ["x", "y"]}, 400, "was sent 2 times"),
    ({"decision": "allow", "organisation": "x" * LARGEST_FORM}, 413, "too large"),
]
"""What Grace sends, who works in OTHER only: the form, the status, what the page says."""


class TestRefusals:
    @pytest.mark.parametrize(("form", "status", "words"), FORMS)
    def test_a_form_that_our_page_does_not_send(self, grace, world, form, status, words):
        """A page that says why, and no code."""
        page = refused(grace.send(grace.asked(), **form))

        assert page.status == status
        assert words in page.text
        assert standing(world, GRACE) == []

    def test_the_page_comes_again_where_the_choice_was_wrong(self, grace, world):
        """With a ticket of its own."""
        page = grace.send(grace.asked(), decision="allow", organisation=DEMO)

        assert "code" in landed(grace.allow(page, OTHER))
        assert standing(world, GRACE) == [OTHER]

    @pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
    def test_a_body_that_is_no_form(self, grace, kind):
        """Refused unread."""
        answer = grace.client.post(CONSENT, data=b'{"decision":"allow"}', content_type=kind)

        assert (answer.status_code, answer.mimetype) == (400, "text/html")

    def test_a_double_click(self, ada, world):
        """The page is answered once; the second click gets a page and a way to begin again."""
        page = ada.asked()
        first, second = ada.allow(page, DEMO), ada.allow(page, DEMO)

        assert "code" in landed(first)
        assert refused(second).links == [asking()]
        assert standing(world) == [DEMO]

    def test_many_clicks_at_once(self, service, ada):
        """One code, however many threads."""
        page = ada.asked()
        cookie = ada.client.get_cookie("mockxero_session", path="/identity").value

        def click(_):
            other = Person(service.test_client())
            other.client.set_cookie("mockxero_session", cookie, path="/identity")
            return other.allow(page, DEMO)

        with ThreadPoolExecutor(8) as pool:
            pages = list(pool.map(click, range(24)))

        assert sorted(page.status for page in pages) == [302, *[400] * 23]

    def test_the_back_button(self, ada):
        """Yes after no is too late; beginning again is not."""
        page = ada.asked()
        ada.cancel(page)

        stale = refused(ada.allow(page, DEMO))

        assert "code" in landed(ada.allow(ada.open(stale.links[0]), DEMO))

    def test_a_page_gets_old(self, ada, world, clock):
        """Nobody consents on a screen that somebody left."""
        page = ada.asked()
        clock.advance(TICKET_LIFETIME - timedelta(seconds=1))
        assert "code" in landed(ada.allow(page, DEMO))

        page = ada.asked()
        clock.advance(TICKET_LIFETIME)
        assert refused(ada.allow(page, OTHER)).links == [asking()]
        assert standing(world) == [DEMO]

    def test_a_page_of_another_user(self, ada, grace, world):
        """Whoever tricks Ada into sending a form has no ticket of hers."""
        hers = grace.asked()

        assert refused(ada.allow(hers, OTHER)).links == []
        assert standing(world) == []
        assert "code" in landed(grace.allow(hers, OTHER))

    def test_a_page_from_before_somebody_else_signed_in(self, ada, world):
        """The yes would be another person's."""
        page = ada.asked()
        ada.sign_in(ada.open(page.links[0]), GRACE.user_id)

        refused(ada.allow(page, OTHER))

        assert (standing(world), standing(world, GRACE)) == ([], [])

    def test_a_reset_in_between(self, ada, passes):
        """The mock has forgotten what was asked."""
        page = ada.asked()
        passes.reset()

        refused(ada.allow(page, DEMO))

    def test_a_user_who_is_gone(self, ada, world):
        """Somebody else may sign in instead."""
        page = ada.asked()
        del world.users[ADA.user_id]

        assert ada.allow(page, DEMO).address.startswith(LOGIN)
        assert standing(world) == []

    def test_an_app_that_is_gone(self, ada, world):
        """The error page, as when it had asked now."""
        page = ada.asked()
        del world.apps[WEB.client_id]

        again = refused(ada.allow(page, DEMO))

        assert (again.status, again.title) == (500, "Xero | Error 500")

    @pytest.mark.parametrize("press", [Person.cancel, lambda who, page: who.allow(page, DEMO)])
    def test_a_redirect_uri_that_is_gone(self, ada, world, press):
        """Nobody is sent there any more, not even with a no."""
        page = ada.asked()
        world.apps[WEB.client_id] = replace(WEB, redirect_uris=("http://localhost:1/x",))

        refused(press(ada, page))

    def test_an_organisation_that_one_has_left(self, ada, world):
        """It counts who works there now."""
        page = ada.asked()
        world.members[DEMO] = ()

        assert refused(ada.allow(page, DEMO)).open_choices == [OTHER]
        assert standing(world) == []

    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "http://localhost:5000", "null", "", "localhost"]
    )
    def test_a_form_from_another_site(self, ada, world, origin):
        """Even on this machine, where another port counts as the same site for cookies."""
        form = {"decision": "allow", "organisation": DEMO}

        page = refused(ada.send(ada.asked(), headers={"Origin": origin}, **form))

        assert page.status == 403
        assert standing(world) == []

    def test_a_form_from_our_own_page(self, ada):
        """Browsers say so."""
        form = {"decision": "allow", "organisation": DEMO}

        page = ada.send(ada.asked(), headers={"Origin": "http://localhost"}, **form)

        assert "code" in landed(page)

    def test_the_address_of_the_form(self, ada):
        """Whoever presses enter there sees a page as well."""
        assert refused(ada.open(CONSENT)).links == []

    def test_nothing_secret_is_logged(self, ada, caplog):
        """Not the ticket, not the cookie, not the code."""
        caplog.set_level("DEBUG")
        page = ada.asked()
        cookie = ada.client.get_cookie("mockxero_session", path="/identity").value
        code = landed(ada.allow(page, DEMO))["code"]
        ada.allow(page, DEMO)
        ada.send(page, ticket=[page.ticket, "x"])

        for secret in (page.ticket, cookie, code):
            assert secret not in caplog.text


class TestAtOnce:
    """What needs nobody to click."""

    @pytest.fixture
    def asked(self, person, clicked):
        """Nobody is signed in."""
        return person.asked

    def test_the_whole_mock(self, asked, world):
        """``--auto-approve``: the first user, the first organisation they work in."""
        world.auto_approve = True

        assert "code" in landed(asked())
        assert standing(world) == [DEMO]

    def test_one_app(self, asked, world):
        """Others still ask."""
        world.apps[WEB.client_id] = replace(WEB, auto_approve=True)

        assert "code" in landed(asked())
        assert asked(PKCE).address.startswith(LOGIN)

    @pytest.mark.parametrize(
        ("told", "user", "tenant"),
        [
            ({"mock_decision": "approve"}, ADA, DEMO),
            ({"mock_tenant": OTHER}, ADA, OTHER),
            ({"mock_tenant": OTHER.upper()}, ADA, OTHER),
            ({"mock_tenant": "café ōtautahi"}, ADA, OTHER),
            ({"mock_user": GRACE.email}, GRACE, OTHER),
            ({"mock_user": GRACE.email.upper()}, GRACE, OTHER),
            ({"mock_user": GRACE.user_id}, GRACE, OTHER),
            ({"mock_user": ADA.email, "mock_tenant": OTHER}, ADA, OTHER),
        ],
    )
    def test_one_request(self, asked, world, told, user, tenant):
        """The query may say who decides, and for which organisation."""
        assert "code" in landed(asked(**told))
        assert standing(world, user) == [tenant]

    def test_the_first_who_works_there(self, asked, world):
        """By default it is whoever can."""
        world.members[OTHER] = (GRACE.user_id,)

        asked(mock_tenant=OTHER)

        assert (standing(world), standing(world, GRACE)) == ([], [OTHER])

    def test_a_no(self, asked, world):
        """As from a click."""
        assert landed(asked(mock_decision="deny"))["error"] == "access_denied"
        assert standing(world) == []

    @pytest.mark.parametrize(
        "told",
        [
            {"mock_decision": "maybe"},
            {"mock_decision": "Deny"},
            {"mock_tenant": NOWHERE},
            {"mock_user": "nobody@example.com"},
            {"mock_user": GRACE.email, "mock_tenant": DEMO},
        ],
    )
    def test_what_cannot_be(self, asked, world, told):
        """The error page, and nothing is connected."""
        page = refused(asked(**told))

        assert (page.status, page.title) == (500, "Xero | Error 500")
        assert standing(world) == standing(world, GRACE) == []

    def test_nobody_works_anywhere(self, asked, world):
        """There is nobody to say yes."""
        world.members.clear()

        refused(asked(mock_decision="approve"))


class TestLimits:
    """An organisation takes two uncertified apps, and an app what its tier allows."""

    @pytest.fixture
    def third(self, ada, world):
        """An app that comes third, where WEB and PKCE are connected to DEMO."""
        for app in (WEB, PKCE):
            landed(ada.allow(ada.asked(app), DEMO))
        return self.registered(world, replace(WEB, client_id="THIRD", name="Third"))

    @staticmethod
    def registered(world, app):
        world.apps[app.client_id] = app
        return app

    def test_a_full_organisation_cannot_be_chosen(self, ada, third):
        """The page says why; the others can be."""
        page = ada.asked(third)

        assert page.open_choices == page.chosen == [OTHER]
        assert "connected to 2 uncertified apps already" in page.text

    def test_nor_by_hand(self, ada, third, world, caplog):
        """The page comes again, with the reason; so does the log."""
        page = refused(ada.allow(ada.asked(third), DEMO))

        assert page.status == 403
        assert "connected to 2 uncertified apps already" in caplog.text
        assert standing(world, app=third) == []
        assert "It may already" not in ada.asked(third).text
        assert "code" in landed(ada.allow(page, OTHER))

    def test_nor_at_once(self, ada, third, world, caplog):
        """A page with the reason, and no code."""
        page = refused(ada.asked(third, mock_tenant=DEMO))

        assert page.status == 403
        assert "connected to 2 uncertified apps already" in page.text
        assert "Third" in caplog.text
        assert standing(world, app=third) == []

    def test_certified_apps_are_welcome(self, ada, third, world):
        """There is no limit on them."""
        self.registered(world, replace(third, certified=True))

        assert "code" in landed(ada.allow(ada.asked(third), DEMO))

    def test_certified_apps_do_not_count(self, ada, third, world):
        """Nor do they take a place."""
        self.registered(world, replace(PKCE, certified=True))

        assert "code" in landed(ada.allow(ada.asked(third), DEMO))

    def test_custom_connections_do_not_count(self, ada, world, integration):
        """Xero's page on custom connections says so."""
        assert integration.token(world.apps["CUSTOM0"], grant_type="client_credentials").ok
        for app in (WEB, PKCE):
            assert "code" in landed(ada.allow(ada.asked(app), DEMO))

    def test_who_is_connected_may_connect_again(self, ada, third):
        """It takes no further place."""
        assert "code" in landed(ada.allow(ada.asked(WEB), DEMO))

    def test_another_user_of_a_connected_app_takes_no_place(self, ada, grace, world):
        """Apps are counted, not users."""
        for app in (WEB, PKCE):
            landed(ada.allow(ada.asked(app), OTHER))

        assert "code" in landed(grace.allow(grace.asked(WEB), OTHER))

    def test_a_place_is_free_again(self, ada, third, world):
        """Once an app is disconnected."""
        (one,) = world.connections.of(PKCE.client_id, ADA.user_id)
        world.connections.close(one.connection_id)

        assert ada.asked(third).open_choices == [DEMO, OTHER]
        assert "code" in landed(ada.allow(ada.asked(third), DEMO))

    def test_a_tier_has_so_many_connections(self, ada, grace, world, monkeypatch):
        """Then the app takes no organisation more; each user's connection counts."""
        monkeypatch.setattr(Tier, "connections", 2)
        landed(ada.allow(ada.asked(), OTHER))
        landed(grace.allow(grace.asked(), OTHER))

        page = ada.asked()

        assert page.open_choices == [OTHER]
        assert (
            "Sorry! Shop has reached their Xero connection limit, please let them know so they can "
            "connect more Xero organisations." in page.text
        )
        assert refused(ada.allow(page, DEMO)).status == 403
        assert "code" in landed(ada.allow(ada.asked(), OTHER))
        assert standing(world) == [OTHER]

    def test_where_nothing_can_be_chosen(self, ada, world, monkeypatch):
        """There is no yes, only a no."""
        monkeypatch.setattr(Tier, "connections", 0)

        page = ada.asked()

        assert (page.open_choices, page.buttons) == ([], ["Cancel"])
        assert landed(ada.cancel(page))["error"] == "access_denied"

    def test_the_last_tier_has_no_limit(self, ada, world):
        """Enterprise."""
        self.registered(world, replace(WEB, tier=Tier.ENTERPRISE))

        assert Tier.ENTERPRISE.connections is None
        assert "code" in landed(ada.allow(ada.asked(), DEMO))

    def test_two_places_for_many_at_once(self, ada, integration, world):
        """However they race, two get in."""
        apps = [
            self.registered(world, replace(WEB, client_id=f"RACER{place}")) for place in range(8)
        ]

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda app: integration.authorize(app, mock_tenant=DEMO), apps))

        assert sorted(answer.status_code for answer in answers) == [302] * 2 + [403] * 6
        assert len(world.connections.apps_in(DEMO)) == 2
