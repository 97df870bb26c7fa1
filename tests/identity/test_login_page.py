from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockxero.identity.sessions import SESSION_LIFETIME, TICKET_LIFETIME
from tests.identity.builders import ADA, GRACE
from tests.identity.person import AUTHORIZE, LOGIN, Person, asking


def login_at(address):
    return f"{LOGIN}?{urlencode({'ReturnUrl': address})}"


class TestSigningIn:
    def test_whoever_is_not_signed_in_is_sent_there(self, browser, clicked):
        """With the whole authorization request as the ReturnUrl."""
        answer = browser.get(asking())

        assert answer.status_code == 302
        where = urlsplit(answer.headers["Location"])
        (return_url,) = parse_qs(where.query)["ReturnUrl"]
        assert (where.path, return_url) == (LOGIN, asking())

    def test_one_chooses_whom_to_be(self, person, clicked):
        """There are no passwords; everybody is there."""
        page = person.asked()

        assert page.status == 200
        assert list(page.choices) == [ADA.user_id, GRACE.user_id]
        assert page.chosen == []

    def test_it_leads_to_the_consent_page(self, person, clicked):
        """Back to what the app has asked for."""
        page = person.sign_in(person.asked(), GRACE.user_id)

        assert (page.status, page.address) == (200, asking())
        assert "Grace Hopper" in page.text

    def test_a_browser_is_remembered(self, person, clicked):
        """The next app finds somebody signed in."""
        person.sign_in(person.asked(), ADA.user_id)

        assert person.asked(state="later").address.startswith(AUTHORIZE)

    def test_for_half_a_day(self, person, clicked, clock):
        """By the mock's clock."""
        person.sign_in(person.asked(), ADA.user_id)

        clock.advance(SESSION_LIFETIME - timedelta(seconds=1))
        assert person.asked().address.startswith(AUTHORIZE)

        clock.advance(timedelta(seconds=1))
        assert person.asked().address.startswith(LOGIN)

    def test_another_browser_is_not(self, service, person, clicked):
        """Each has its own cookie."""
        person.sign_in(person.asked(), ADA.user_id)

        assert Person(service.test_client()).asked().address.startswith(LOGIN)

    def test_a_reset_signs_everybody_out(self, person, passes, clicked):
        """Nobody has been there on the first day."""
        person.sign_in(person.asked(), ADA.user_id)
        passes.reset()

        assert person.asked().address.startswith(LOGIN)

    def test_a_user_who_is_gone_is_signed_out(self, person, world, clicked):
        """There is nobody to ask."""
        person.sign_in(person.asked(), GRACE.user_id)
        del world.users[GRACE.user_id]

        assert person.asked().address.startswith(LOGIN)

    def test_one_may_become_somebody_else(self, person, clicked):
        """By the link on the consent page; who is there now is chosen to begin with."""
        consent = person.sign_in(person.asked(), ADA.user_id)
        (elsewhere,) = consent.links
        login = person.open(elsewhere)

        assert login.chosen == [ADA.user_id]
        assert "Grace Hopper" in person.sign_in(login, GRACE.user_id).text

    def test_prompt_login_asks_again_once(self, person, clicked):
        """Though somebody is signed in."""
        person.sign_in(person.asked(), ADA.user_id)

        page = person.asked(prompt="login consent")

        assert page.address.startswith(LOGIN)
        assert person.sign_in(page, GRACE.user_id).address == asking(prompt="consent")

    @pytest.mark.parametrize("prompt", ["consent", "none", "select_account", "nonsense"])
    def test_other_prompts_change_nothing(self, person, clicked, prompt):
        """As Xero's documents name none."""
        person.sign_in(person.asked(), ADA.user_id)

        assert person.asked(prompt=prompt).address.startswith(AUTHORIZE)

    @pytest.mark.parametrize("hint", ["grace@example.com", "GRACE@example.com"])
    def test_login_hint_chooses(self, person, clicked, hint):
        """It is an e-mail address."""
        assert person.asked(login_hint=hint).chosen == [GRACE.user_id]

    def test_a_hint_of_nobody_chooses_nobody(self, person, clicked):
        """It is a hint."""
        assert person.asked(login_hint="nobody@example.com").chosen == []

    def test_the_only_user_is_chosen(self, person, world, clicked):
        """There is no choice."""
        del world.users[GRACE.user_id]

        assert person.asked().chosen == [ADA.user_id]

    def test_an_empty_world_has_nobody_to_choose(self, person, world, clicked):
        """And says so."""
        world.users.clear()

        page = person.asked()

        assert (page.status, page.choices, page.buttons) == (200, {}, [])
        assert "There are no users" in page.text


class TestTheCookie:
    @pytest.fixture
    def cookie(self, browser, clicked):
        def cookie(scheme):
            answer = browser.get(login_at(asking()), base_url=f"{scheme}://localhost")
            return answer.headers["Set-Cookie"].split("; ")

        return cookie

    def test_no_script_and_no_other_site_gets_it(self, cookie):
        """HttpOnly and SameSite; it goes to the pages of this service only."""
        assert {"HttpOnly", "SameSite=Lax", "Path=/identity"} <= set(cookie("http"))

    def test_over_tls_it_stays_there(self, cookie):
        """Secure where the scheme is https, and only there."""
        assert "Secure" in cookie("https")
        assert "Secure" not in cookie("http")

    def test_signing_in_changes_it(self, service, person, clicked):
        """Whoever planted a cookie in this browser does not know the new one."""
        page = person.asked()
        planted = person.client.get_cookie("mockxero_session", path="/identity").value
        person.sign_in(page, ADA.user_id)

        thief = Person(service.test_client())
        thief.client.set_cookie("mockxero_session", planted, path="/identity")

        assert person.client.get_cookie("mockxero_session", path="/identity").value != planted
        assert thief.asked().address.startswith(LOGIN)

    @pytest.mark.parametrize("value", ["", "nonsense", "x" * 4000, "\u00e9"])
    def test_any_other_is_nobodys(self, person, clicked, value):
        """It is an id, and nothing is read from it."""
        person.client.set_cookie("mockxero_session", value, path="/identity")

        assert person.asked().address.startswith(LOGIN)


ASTRAY = [
    "",
    "http://evil.example",
    "https://evil.example/identity/connect/authorize?x",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/",
    "/connections",
    "/identity/user/login",
    "/identity/connect/authorize/../../../evil",
    "/identity/connect/authorize@evil.example",
    "/identity/connect/authorize.evil.example?x",
    "/identity/connect/authorize#x",
    "/identity/connect/Authorize",
    " /identity/connect/authorize?x",
    "/\tidentity/connect/authorize",
    "identity/connect/authorize",
    "javascript:alert(1)",
    "/identity/connect\r\n/authorize",
]


class TestWhereItLeads:
    @pytest.mark.parametrize("address", ASTRAY)
    def test_nowhere_but_to_the_authorize_page(self, person, clicked, address):
        """Anything else is no ReturnUrl of ours."""
        page = person.open(login_at(address))

        assert (page.status, page.action, page.links) == (400, "", [])

    def test_with_no_request_longer_than_any(self, person, clicked):
        """The authorize page would not take it."""
        page = person.open(login_at(asking(state="x" * 17_000)))

        assert (page.status, page.choices) == (400, {})

    def test_without_a_return_url_it_begins_nothing(self, person, clicked):
        """One comes from an app."""
        assert person.open(LOGIN).status == 400

    @given(st.text())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_stands_behind_the_path_is_a_query(self, service, world, text):
        """It cannot end the header, nor lead elsewhere."""
        world.auto_approve = False
        client = service.test_client()
        person = Person(client)
        page = person.open(login_at(f"{AUTHORIZE}?{text}"))
        form = {"ticket": page.ticket, "user": ADA.user_id}

        location = client.post(LOGIN, data=form).headers["Location"]

        assert (urlsplit(location).netloc, urlsplit(location).path) == ("", AUTHORIZE)
        assert location.isascii()
        assert location.isprintable()
        assert " " not in location


class TestRefusals:
    @pytest.mark.parametrize("user", ["", "nobody", ADA.email, "\0"])
    def test_nobody_of_that_name(self, person, clicked, user):
        """The page is shown again, good for another try."""
        page = person.sign_in(person.asked(), user)

        assert (page.status, list(page.choices)) == (400, [ADA.user_id, GRACE.user_id])
        assert "Choose one of the users" in page.text
        assert person.sign_in(page, ADA.user_id).address == asking()

    def test_a_page_is_good_once(self, person, clicked):
        """The second time there is a way to begin again."""
        page = person.asked()
        person.send(page)  # chooses nobody

        again = person.sign_in(page, ADA.user_id)

        assert (again.status, again.links) == (400, [asking()])

    def test_a_page_gets_old(self, person, clicked, clock):
        """Nobody signs in at a screen that somebody left."""
        page = person.asked()
        clock.advance(TICKET_LIFETIME)

        stale = person.sign_in(page, ADA.user_id)

        assert (stale.status, stale.links) == (400, [asking()])
        assert person.open(stale.links[0]).address.startswith(LOGIN)

    def test_a_page_of_another_browser(self, service, person, clicked):
        """Its ticket is good for nobody else."""
        page = person.asked()
        other = Person(service.test_client())
        other.asked()

        assert other.sign_in(page, ADA.user_id).status == 400
        assert other.asked().address.startswith(LOGIN)

    def test_a_browser_that_keeps_no_cookies(self, service, person, clicked):
        """It cannot be known again."""
        page = person.asked()
        forgetful = Person(service.test_client(use_cookies=False))

        assert forgetful.sign_in(page, ADA.user_id).status == 400

    def test_the_ticket_of_another_page(self, person, clicked):
        """One that allows an app signs nobody in."""
        login = person.asked()
        consent = person.sign_in(login, ADA.user_id)

        assert person.send(login, ticket=consent.ticket, user=GRACE.user_id).status == 400

    @pytest.mark.parametrize("ticket", ["", "nonsense", "\0", "x" * 40_000])
    def test_no_ticket_of_ours(self, person, clicked, ticket):
        """And no link, for nobody knows where to."""
        page = person.send(person.asked(), ticket=ticket, user=ADA.user_id)

        assert (page.status, page.links) == (400, [])
