"""The command line, in processes of its own: what users type, and what they are told."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import jwt
import pytest
import requests

from mockxero.control import MARK
from tests.cli.running import assert_one_sentence, environment, running, stranger, told

DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"
NEEDS = {
    "XERO_CLIENT_ID",
    "XERO_CLIENT_SECRET",
    "XERO_TENANT_ID",
    "XERO_WEBHOOK_KEY",
    "XERO_REDIRECT_URI",
    "XERO_BASE_URL",
    "XERO_TOKEN_URL",
    "XERO_AUTH_URL",
    "XERO_ACCESS_TOKEN",
}
PROMPT = 2.0
"""Seconds within which a mock stops."""


@pytest.fixture(scope="module")
def mock():
    """A mock with nothing but a free port."""
    with running("--port", "0") as mock:
        yield mock


@pytest.fixture(scope="module")
def two_organisations():
    with running("--port", "0", "--org", "nz", "--org", "empty") as mock:
        yield mock


class TestServing:
    def test_one_tidy_screen_says_it_all(self, mock):
        """Where it is, which organisation, how to get in, a line to paste; no token, which ends."""
        lines = mock.screen.splitlines()

        assert lines[0] == f"mockxero is up at {mock.url}"
        assert len(lines) <= 25
        assert ["Demo", "Company", "(NZ)", DEMO] in [line.split() for line in lines]
        assert mock.shown.keys() == NEEDS - {"XERO_ACCESS_TOKEN"}
        assert any(line.endswith(f'mockxero env --url {mock.url})"') for line in lines)

    def test_the_screen_tells_the_truth(self, mock):
        """The credentials that it shows get a token, which opens the organisation that it shows."""
        token = mock.token().json()["access_token"]

        (organisation,) = mock.call("GET", "Organisation", token).json()["Organisations"]

        assert organisation["OrganisationID"] == mock.shown["XERO_TENANT_ID"] == DEMO

    def test_it_listens_to_this_machine_only(self, mock):
        """Unless it is told otherwise."""
        assert urlsplit(mock.url).hostname == "127.0.0.1"

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal_stops_it(self, how):
        """At once and in silence, though clients hold connections open."""
        with running("--port", "0") as mock, requests.Session() as session:
            session.get(f"{mock.url}/_mockxero/health", timeout=10)
            address = urlsplit(mock.url)
            with socket.create_connection((address.hostname or "", address.port or 0)) as half_open:
                half_open.sendall(b"GET / HTTP/1.1\r\nHost:")
                began = time.monotonic()

                status, errors = mock.stop(how)

        assert (status, errors) == (0, "")
        assert time.monotonic() - began < PROMPT

    def test_a_host_may_have_a_name(self):
        """It is shown as it was given."""
        with running("--port", "0", "--host", "localhost") as mock:
            health = requests.get(f"{mock.url}/_mockxero/health", timeout=10).json()

        assert urlsplit(mock.url).hostname == "localhost"
        assert health == {"organisations": ["Demo Company (NZ)"], "status": "ok"}


class TestEnv:
    def test_it_prints_what_an_integration_needs(self, mock):
        """What the screen shows, and a token."""
        env = mock.env()

        assert env.keys() == NEEDS
        assert env.items() >= mock.shown.items()
        assert mock.call("GET", "Organisation", env["XERO_ACCESS_TOKEN"]).status_code == 200

    def test_a_shell_can_eat_it(self, mock):
        """`eval` sets the variables, and exports them."""
        script = 'eval "$("$0" -m mockxero env --url "$1")" && env'
        command = ["bash", "-c", script, sys.executable, mock.url]

        told = subprocess.run(
            command, env=environment(), text=True, capture_output=True, check=True
        )

        variables = dict(line.split("=", 1) for line in told.stdout.splitlines() if "=" in line)
        assert {name: variables[name] for name in mock.shown} == mock.shown

    def test_no_value_can_escape_into_the_shell(self, tmp_path):
        """Quotes, blanks, dollars and line ends arrive as they are; nothing is run."""
        bait = tmp_path / "bait"
        nasty = f"a 'b' \"c\" $HOME `touch {bait}` $(touch {bait}) ; touch {bait} \\ *\nnext"
        script = 'eval "$("$0" -m mockxero env --url "$1")" && printf %s "$XERO_CLIENT_SECRET"'

        with stranger(json.dumps({"XERO_CLIENT_SECRET": nasty}), mark=MARK) as url:
            told = subprocess.run(
                ["bash", "-c", script, sys.executable, url],
                env=environment(),
                text=True,
                capture_output=True,
                check=True,
            )

        assert told.stdout == nasty
        assert not bait.exists()

    def test_each_kind_of_app_has_credentials_of_its_own(self, mock):
        """A PKCE app has no secret; a custom connection's token speaks for no user."""
        apps = {kind: mock.env("--app", kind) for kind in ("custom", "web", "pkce")}

        assert len({env["XERO_CLIENT_ID"] for env in apps.values()}) == 3
        assert [kind for kind, env in apps.items() if not env["XERO_CLIENT_SECRET"]] == ["pkce"]
        users = {kind: "xero_userid" in claims(env) for kind, env in apps.items()}
        assert users == {"custom": False, "web": True, "pkce": True}
        assert {env["XERO_TENANT_ID"] for env in apps.values()} == {DEMO}

    def test_an_organisation_goes_by_name_or_id(self, two_organisations):
        """In any letter case; the first one unless another is named."""
        by_name = two_organisations.env("--tenant", "EMPTY organisation")
        by_id = two_organisations.env("--tenant", by_name["XERO_TENANT_ID"])

        assert by_name["XERO_CLIENT_ID"] == by_id["XERO_CLIENT_ID"]
        assert by_name["XERO_TENANT_ID"] != two_organisations.env()["XERO_TENANT_ID"] == DEMO

    def test_a_slash_at_the_end_of_the_url_does_no_harm(self, mock):
        """It is how some people write URLs."""
        assert told("env", "--url", f"{mock.url}/").returncode == 0


def claims(env):
    """What an access token says."""
    said = jwt.decode(env["XERO_ACCESS_TOKEN"], options={"verify_signature": False})
    return dict(said)


class TestReset:
    def test_everything_is_as_on_the_first_day(self):
        """The same calls get the same ids again; the records made meanwhile are gone."""
        with running("--port", "0") as mock:
            first = story(mock)
            reset = told("reset", "--url", mock.url)
            second = story(mock)

        assert (reset.returncode, reset.stderr) == (0, "")
        assert reset.stdout == f"The mock at {mock.url} is as on its first day.\n"
        assert second == first

    def test_a_token_from_before_stays_good(self):
        """An integration that keeps its token need not sign in again for every test."""
        with running("--port", "0") as mock:
            token = mock.token().json()["access_token"]
            told("reset", "--url", mock.url)

            connections = requests.get(
                f"{mock.url}/connections", headers={"Authorization": f"Bearer {token}"}, timeout=10
            ).json()

            assert [one["tenantId"] for one in connections] == [DEMO]
            assert mock.call("GET", "Organisation", token).status_code == 200


class TestOrganisation:
    def test_it_prints_what_is_set(self):
        """And sets what it is told to; `none` opens the books again."""
        with running("--port", "0") as mock:

            def say(*arguments):
                said = told("organisation", "--url", mock.url, *arguments)
                assert (said.returncode, said.stderr) == (0, "")
                return dict(line.split() for line in said.stdout.splitlines())

            first = say()
            year = say("--financial-year-end-day", "30", "--financial-year-end-month", "6")
            locked = say("--period-lock-date", "none", "--end-of-year-lock-date", "2026-06-30")

        assert first == {
            "PeriodLockDate": "2009-09-30",
            "EndOfYearLockDate": "none",
            "FinancialYearEndDay": "31",
            "FinancialYearEndMonth": "3",
        }
        assert year == first | {"FinancialYearEndDay": "30", "FinancialYearEndMonth": "6"}
        assert locked == year | {"PeriodLockDate": "none", "EndOfYearLockDate": "2026-06-30"}

    def test_organisations_go_by_name(self, two_organisations):
        """What is set in one is not set in the other."""
        where = ("organisation", "--url", two_organisations.url)
        told(*where, "--tenant", "empty organisation", "--period-lock-date", "2026-01-31")

        assert "PeriodLockDate           2009-09-30\n" in told(*where).stdout


class TestTheSameSeed:
    def test_two_processes_draw_the_same_ids(self, mock):
        """Apps, secrets, webhook key, envelopes and records."""
        with running("--port", "0") as one, running("--port", "0") as another:
            assert secrets(one) == secrets(another)
            assert story(one) == story(another)

    def test_another_seed_draws_others(self, mock):
        """Though the organisation is the same one."""
        with running("--port", "0", "--seed", "other") as other:
            mine, others = secrets(mock), secrets(other)

        assert mine.pop("XERO_TENANT_ID") == others.pop("XERO_TENANT_ID")
        assert not set(mine.values()) & set(others.values())


def secrets(mock):
    """What the screen shows and the seed has drawn."""
    names = ("XERO_CLIENT_ID", "XERO_CLIENT_SECRET", "XERO_TENANT_ID", "XERO_WEBHOOK_KEY")
    return {name: mock.shown[name] for name in names}


def story(mock):
    """Every id that a few calls bring."""
    token = mock.token().json()["access_token"]
    made = mock.call("PUT", "Contacts", token, json={"Name": "Ada Lovelace"}).json()
    draft = {
        "Type": "ACCREC",
        "Contact": {"ContactID": made["Contacts"][0]["ContactID"]},
        "LineItems": [{"Description": "Analysis", "UnitAmount": 1, "AccountCode": "200"}],
    }
    written = mock.call("PUT", "Invoices", token, json=draft).json()
    refused = mock.call("GET", "Invoices", token, headers={"Xero-Tenant-Id": "no guid"}).json()
    (invoice,) = written["Invoices"]
    return {
        "jti": claims({"XERO_ACCESS_TOKEN": token})["jti"],
        "answers": [made["Id"], written["Id"], refused["Instance"]],
        "contact": made["Contacts"][0]["ContactID"],
        "invoice": (invoice["InvoiceID"], invoice["InvoiceNumber"]),
        "line": invoice["LineItems"][0]["LineItemID"],
    }


class TestOrganisations:
    def test_each_has_a_tenant_id_and_a_connection_of_its_own(self, two_organisations):
        """Both are on the screen; what is written in one is not in the other."""
        demo, empty = (
            two_organisations.env(),
            two_organisations.env("--tenant", "Empty Organisation"),
        )

        two_organisations.call(
            "PUT", "Contacts", empty["XERO_ACCESS_TOKEN"], json={"Name": "Ada Lovelace"}
        )

        names = {
            env["XERO_TENANT_ID"]: [
                contact["Name"]
                for contact in two_organisations.call(
                    "GET", "Contacts", env["XERO_ACCESS_TOKEN"]
                ).json()["Contacts"]
            ]
            for env in (demo, empty)
        }
        assert names[empty["XERO_TENANT_ID"]] == ["Ada Lovelace"]
        assert len(names[DEMO]) > 10
        assert "Ada Lovelace" not in names[DEMO]
        assert all(tenant_id in two_organisations.screen for tenant_id in names)

    def test_a_web_app_is_connected_to_both(self, two_organisations):
        """The header chooses."""
        env = two_organisations.env("--app", "web")
        bearer = {"Authorization": f"Bearer {env['XERO_ACCESS_TOKEN']}"}

        connections = requests.get(
            f"{two_organisations.url}/connections", headers=bearer, timeout=10
        ).json()

        for one in connections:
            answer = two_organisations.call(
                "GET",
                "Organisation",
                env["XERO_ACCESS_TOKEN"],
                headers={"xero-tenant-id": one["tenantId"]},
            )
            assert answer.json()["Organisations"][0]["Name"] == one["tenantName"]
        assert {one["tenantName"] for one in connections} == {
            "Demo Company (NZ)",
            "Empty Organisation",
        }

    def test_one_fixture_makes_many_organisations(self):
        """The second gets a name and an id of its own."""
        with running("--port", "0", "--fixture", "empty", "--org", "empty") as mock:
            health = requests.get(f"{mock.url}/_mockxero/health", timeout=10).json()
            second = mock.env("--tenant", "Empty Organisation 2")

        assert health["organisations"] == ["Empty Organisation", "Empty Organisation 2"]
        assert second["XERO_TENANT_ID"] != mock.shown["XERO_TENANT_ID"]


class TestVariables:
    def test_every_option_has_one(self):
        """Several organisations stand side by side."""
        variables = {
            "MOCKXERO_PORT": "0",
            "MOCKXERO_ORG": "empty nz",
            "MOCKXERO_SEED": "other",
            "MOCKXERO_ACCEPT_ANY_CLIENT": "1",
        }

        with running(**variables) as mock:
            health = requests.get(f"{mock.url}/_mockxero/health", timeout=10).json()
            stranger = mock.token("somebody", "or other")
            env = told("env", MOCKXERO_URL=mock.url, MOCKXERO_APP="pkce")

        assert health["organisations"] == ["Empty Organisation", "Demo Company (NZ)"]
        assert stranger.status_code == 200
        assert "export XERO_CLIENT_SECRET=''\n" in env.stdout

    def test_what_stands_on_the_command_line_wins(self):
        """Over a port that is none, and an organisation that does not exist."""
        variables = {"MOCKXERO_PORT": "none", "MOCKXERO_ORG": "nowhere", "MOCKXERO_SEED": "other"}

        with running("--port", "0", "--org", "empty", "--seed", "mockxero", **variables) as mock:
            assert "Empty Organisation" in mock.screen

    def test_help_names_them(self):
        """Each beside its option."""
        assert "MOCKXERO_WEBHOOK_URL" in told("serve", "--help").stdout


class TestRates:
    def test_are_told_and_printed(self):
        """Added one by one, or brought in a file instead of those that were there."""
        with running("--port", "0", "--org", "empty") as mock:
            at = ("--url", mock.url)
            there = json.loads(told("rates", *at).stdout)
            added = json.loads(told("rates", "eur=0.52", *at, "--day", "2026-09-01").stdout)
            instead = json.loads(told("rates", "USD=0.61", *at, "--replace").stdout)
            again = json.loads(told("rates", *at).stdout)

        assert added == there | {"EUR": there["EUR"] | {"2026-09-01": 0.52}}
        assert instead == again == {"USD": 0.61}

    def test_come_from_a_file(self, tmp_path):
        file = tmp_path / "rates.json"
        file.write_text('{"EUR": {"2026-09-01": 0.52}}')

        with running("--port", "0", "--org", "empty") as mock:
            answer = told("rates", "--file", str(file), "--replace", "--url", mock.url)

        assert json.loads(answer.stdout) == {"EUR": {"2026-09-01": 0.52}}

    def test_what_is_none_is_refused(self):
        with running("--port", "0", "--org", "empty") as mock:
            words = told("rates", "EUR=much", "--url", mock.url)
            nothing = told("rates", "EUR=0", "--url", mock.url)

        assert "a rate looks like EUR=0.52" in words.stderr
        assert "a rate is a number, greater than zero" in nothing.stderr
        assert words.returncode == 2
        assert nothing.returncode == 1


class TestSwitches:
    def test_calls_are_counted_and_never_refused(self, mock):
        """A test suite makes more than sixty a minute."""
        token = mock.env()["XERO_ACCESS_TOKEN"]

        answers = [mock.call("GET", "Currencies", token) for _ in range(62)]

        assert {answer.status_code for answer in answers} == {200}
        assert answers[-1].headers["X-MinLimit-Remaining"] == "0"
        assert "X-Rate-Limit-Problem" not in answers[-1].headers

    def test_limits_can_be_enforced(self):
        """The sixty-first call of a minute is refused as Xero refuses it: no body, no type."""
        with running("--port", "0", "--limits", "enforce") as mock:
            token = mock.token().json()["access_token"]
            answers = [mock.call("GET", "Currencies", token) for _ in range(60)]
            refused = mock.call("GET", "Currencies", token)
            again = mock.call("GET", "Currencies", token)

        assert {answer.status_code for answer in answers} == {200}
        assert [answers[i].headers["X-MinLimit-Remaining"] for i in (0, -1)] == ["59", "0"]
        assert [answers[i].headers["X-AppMinLimit-Remaining"] for i in (0, -1)] == ["9999", "9940"]
        assert (refused.status_code, refused.content) == (429, b"")
        assert "Content-Type" not in refused.headers
        assert refused.headers["X-Rate-Limit-Problem"] == "minute"
        assert refused.headers["X-MinLimit-Remaining"] == "0"
        assert refused.headers["X-DayLimit-Remaining"] == "4940"
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert again.headers["X-DayLimit-Remaining"] == "4940"

    def test_headers_are_spelled_as_xero_spells_them(self, mock):
        """Some clients look closely."""
        address = urlsplit(mock.url)
        with closing(http.client.HTTPConnection(address.netloc, timeout=10)) as connection:
            bearer = {"Authorization": f"Bearer {mock.env()['XERO_ACCESS_TOKEN']}"}
            connection.request("GET", "/api.xro/2.0/Currencies", headers=bearer)
            names = {name for name, _ in connection.getresponse().getheaders()}

        assert {
            "Content-Type",
            "Xero-Correlation-Id",
            "X-DayLimit-Remaining",
            "X-MinLimit-Remaining",
            "X-AppMinLimit-Remaining",
        } <= names

    def test_strangers_are_refused(self, mock):
        """As Xero refuses them."""
        answer = mock.token("somebody", "or other")

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})

    def test_strangers_can_be_let_in(self):
        """As a custom connection to the first organisation."""
        with running("--port", "0", "--accept-any-client") as mock:
            token = mock.token("somebody", "or other").json()["access_token"]

            assert mock.call("GET", "Organisation", token).status_code == 200

    @pytest.mark.parametrize("status", ["304", "200"])
    def test_what_nothing_modified_is_answered_with(self, status):
        """Nobody is sure what Xero does, so it is a switch."""
        with running("--port", "0", "--since-empty", status) as mock:
            token = mock.token().json()["access_token"]
            future = {"If-Modified-Since": "2099-01-01T00:00:00"}

            answer = mock.call("GET", "Contacts", token, headers=future)

        assert answer.status_code == int(status)


class TestMistakes:
    """Each costs one sentence and an exit status, never a traceback."""

    def test_no_such_fixture(self):
        """Those that there are, are named."""
        assert_one_sentence(told("serve", "--org", "atlantis"), "'atlantis'", "empty", "nz")

    def test_the_port_is_taken(self, mock):
        """By another mock."""
        port = str(urlsplit(mock.url).port)

        assert_one_sentence(told("serve", "--port", port), f"127.0.0.1:{port}", "in use")

    def test_no_such_host(self):
        """The name is repeated."""
        said = told("serve", "--port", "0", "--host", "no.such.invalid")

        assert_one_sentence(said, "no.such.invalid:0")

    @pytest.mark.parametrize("url", ["nowhere", "ftp://example.com", "http://"])
    def test_a_webhook_url_to_which_nothing_could_be_posted(self, url):
        """What one looks like is said."""
        said = told("serve", "--port", "0", "--webhook-url", url)

        assert_one_sentence(said, repr(url), "http://")

    @pytest.mark.parametrize("command", ["env", "organisation", "reset", "seed"])
    def test_nobody_is_there(self, command):
        """The URL is repeated."""
        with closing(socket.create_server(("127.0.0.1", 0))) as silent:
            port = silent.getsockname()[1]

        assert_one_sentence(
            told(command, "--url", f"http://127.0.0.1:{port}"), f"127.0.0.1:{port}", "no mock"
        )

    @pytest.mark.parametrize("command", ["env", "reset"])
    @pytest.mark.parametrize("url", ["nonsense", "http://["])
    def test_a_url_that_is_none(self, command, url):
        """No mock answers there."""
        assert_one_sentence(told(command, "--url", url), "no mock")

    @pytest.mark.parametrize("command", ["env", "reset"])
    @pytest.mark.parametrize("status", [200, 404])
    def test_somebody_else_is_there(self, command, status):
        """Whatever that server may say."""
        with stranger("<h1>\nWelcome\n</h1>", status) as url:
            assert_one_sentence(told(command, "--url", url), url)

    @pytest.mark.parametrize("body", ["{}", "[1]", "null", '"text"', ""])
    def test_somebody_else_is_there_who_speaks_json(self, body):
        """As most servers do."""
        with stranger(body) as url:
            for line in ("env", "apps", "apps add A", "users", "token", "token --list", "keys"):
                assert_one_sentence(told(*line.split(), "--url", url), "no mock")

    def test_a_mock_that_nobody_trusts(self, tmp_path):
        """Whoever asks is told how to."""
        with running("--port", "0", "--tls", "--tls-port", "0", XDG_STATE_HOME=str(tmp_path)) as it:
            url = next(word for word in it.screen.split() if word.startswith("https://localhost:"))
            url = url.removesuffix("/_mockxero/health")
            ca = told("ca", "--path", XDG_STATE_HOME=str(tmp_path)).stdout.strip()

            assert_one_sentence(told("apps", "--url", url), "`mockxero ca --path`")
            assert told("apps", "--url", url, REQUESTS_CA_BUNDLE=ca).returncode == 0

    def test_no_such_organisation(self, mock):
        """The mock's own words come through."""
        said = told("env", "--url", mock.url, "--tenant", "Atlantis")

        assert_one_sentence(said, "there is no organisation 'Atlantis'")

    @pytest.mark.parametrize(
        ("option", "value", "words"),
        [
            ("--period-lock-date", "yesterday", "PeriodLockDate is a day"),
            ("--financial-year-end-month", "13", "FinancialYearEndMonth is a number from 1 to 12"),
            ("--financial-year-end-month", "6", "June has no day 31"),
        ],
    )
    def test_a_setting_that_cannot_be(self, mock, option, value, words):
        """The mock's own words come through."""
        said = told("organisation", "--url", mock.url, option, value)

        assert_one_sentence(said, words)

    @pytest.mark.parametrize(
        "arguments",
        [
            ["serve", "--port", "65536"],
            ["serve", "--limits", "perhaps"],
            ["apps", "add", "Shop", "--kind", "phone"],
            ["serve", "--orgs", "nz"],
            ["server"],
        ],
    )
    def test_a_command_that_makes_no_sense(self, arguments):
        """Says how it is used, too."""
        said = told(*arguments)

        assert said.returncode == 2
        assert said.stderr.startswith("Usage: ")
        assert "Traceback" not in said.stderr
