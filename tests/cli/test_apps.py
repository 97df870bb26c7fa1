"""``mockxero apps``: what developers type, and what they and their programs are told."""

import json
from functools import partial

import pytest

from mockxero.books.parties import AppKind, Tier
from mockxero.cli.apps import _KINDS, _TIERS
from tests.cli.running import assert_one_sentence, running, said, told


@pytest.fixture
def apps(say):
    """Says ``mockxero apps …``."""
    return partial(say, "apps")


class TestListing:
    def test_a_table_for_people(self, apps):
        """The mock's own, with each redirect URI on a line of its own; no secrets."""
        head, *rows = said(apps()).splitlines()

        assert head.split("  ")[0] == "NAME"
        for column in ("KIND", "CLIENT ID", "CREATED", "CERTIFIED", "TIER", "AUTO-APPROVE"):
            assert column in head
        (web,) = [row for row in rows if row.startswith("mockxero web app ")]
        assert web.split()[3:8] == ["web", web.split()[4], "2025-01-01", "yes", "advanced"]
        assert web.endswith("http://localhost:5000/callback")
        assert {row.rstrip() for row in rows} == set(rows)
        assert "WEBHOOK KEY" not in head

    def test_json_for_programs(self, apps, mock):
        """With the secrets only where they are asked for."""
        plain = json.loads(said(apps("--json")))
        whole = json.loads(said(apps("--json", "--secrets")))

        assert plain == [
            {k: v for k, v in app.items() if k not in ("client_secret", "webhook_key")}
            for app in whole
        ]
        assert whole[0]["client_secret"] == mock.shown["XERO_CLIENT_SECRET"]
        assert mock.shown["XERO_CLIENT_SECRET"] in said(apps("--secrets"))


class TestAdding:
    def test_it_prints_what_an_integration_needs(self, apps, mock):
        """Once: the list does not; and `env` finds the app by its name."""
        lines = said(apps("add", "Shop", "--kind", "web")).splitlines()
        printed = dict(line.split(None, 1) for line in lines)
        env = mock.env("--app", "Shop")

        assert printed.keys() == {"name", "client_id", "client_secret", "webhook_key"}
        assert env["XERO_CLIENT_ID"] == printed["client_id"]
        assert env["XERO_CLIENT_SECRET"] == printed["client_secret"]
        assert printed["client_secret"] not in said(apps())

    def test_every_option_arrives(self, apps):
        words = (
            *("--kind", "web", "--client-id", "REAL", "--client-secret", "hush"),
            *("--redirect-uri", "https://a.example/", "--redirect-uri", "http://localhost:1/"),
            *("--scope", "openid", "--scope", "accounting.contacts", "--created", "2025-02-03"),
            *("--certified", "--tier", "plus", "--auto-approve", "--webhook-key", "hook"),
        )

        app = json.loads(said(apps("add", "Shop", *words, "--json")))

        assert app == {
            "name": "Shop",
            "kind": "web",
            "client_id": "REAL",
            "client_secret": "hush",
            "redirect_uris": ["https://a.example/", "http://localhost:1/"],
            "scopes": ["openid", "accounting.contacts"],
            "tenant": None,
            "created": "2025-02-03",
            "certified": True,
            "tier": "plus",
            "auto_approve": True,
            "webhook_key": "hook",
            "connections": [],
        }

    def test_a_custom_connection_works_at_once(self, apps, mock):
        words = ("--kind", "custom", "--tenant", "Empty Organisation", "--json")
        app = json.loads(said(apps("add", "Nightly", *words)))

        token = mock.token(app["client_id"], app["client_secret"]).json()["access_token"]

        (organisation,) = mock.call("GET", "Organisation", token).json()["Organisations"]
        assert organisation["Name"] == "Empty Organisation"


class TestChangingAndRemoving:
    def test_an_app_goes_by_name_or_id(self, apps):
        app = json.loads(said(apps("add", "My Shop", "--kind", "web", "--json")))

        assert said(apps("change", "my shop", "--tier", "core")) == "'My Shop' is changed.\n"
        changed = json.loads(
            said(apps("change", app["client_id"], "--name", "Store", "--uncertified", "--json"))
        )
        assert (changed["name"], changed["tier"]) == ("Store", "core")
        assert said(apps("remove", "Store")) == "'Store' is removed.\n"
        assert "Store" not in said(apps())

    def test_a_new_secret_is_printed(self, apps, mock):
        """The old one is good for nothing."""
        words = ("--kind", "custom", "--tenant", "Empty Organisation", "--json")
        app = json.loads(said(apps("add", "Nightly", *words)))

        renewed = said(apps("change", "Nightly", "--name", "Daily", "--new-secret"))

        secret = dict(line.split() for line in renewed.splitlines())["client_secret"]
        assert mock.token(app["client_id"], secret).status_code == 200
        assert mock.token(app["client_id"], app["client_secret"]).status_code == 400

    def test_the_url_may_stand_anywhere(self, mock):
        """Also before what is to be done; what stands last wins."""
        told("reset", "--url", mock.url)
        nowhere = "http://127.0.0.1:9"

        assert told("apps", "--url", mock.url, "add", "A", MOCKXERO_URL=nowhere).returncode == 0
        assert told("apps", "--url", nowhere, "remove", "A", "--url", mock.url).returncode == 0


class TestAFile:
    def test_what_is_printed_can_be_read(self, apps, mock, tmp_path):
        """By another mock, with another seed, in which who connected an app can sign in, too."""
        said(apps("add", "Shop", "--client-id", "REAL"))
        said(told("users", "add", "ada@example.com", "--url", mock.url))
        assert mock.env("--app", "Shop", "--user", "ada@example.com")
        printed = said(apps("--json", "--secrets"))
        file = tmp_path / "apps.json"
        file.write_text(printed)

        with running(
            "--port", "0", "--org", "nz", "--org", "empty", "--seed", "b", MOCKXERO_APPS=str(file)
        ) as other:
            again = told("apps", "--json", "--secrets", "--url", other.url)

        assert json.loads(again.stdout) == json.loads(printed)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (None, "cannot read the apps of"),
            ("{", "is not JSON"),
            ("{}", "holds no list of apps"),
            ("[" * 100_000, "is not JSON"),
            (
                '[{"name": "Shop", "kind": "phone"}]',
                "app 1 cannot be: the kind of an app is one of",
            ),
            ('[{"name": "Shop"}]', "app 1 cannot be: an app has a kind"),
        ],
    )
    def test_what_cannot_be_read_is_told_in_a_sentence(self, tmp_path, content, words):
        file = tmp_path / "apps.json"
        if content is not None:
            file.write_text(content)

        assert_one_sentence(told("serve", "--port", "0", "--apps", str(file)), words)


class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("add", "A", "--kind", "custom"), "a custom connection has a tenant"),
            (("add", "A", "--kind", "pkce", "--client-secret", "x"), "has no client_secret"),
            (("add", "A", "--redirect-uri", "http://a.example"), "begins with https://"),
            (("add", "A", "--scope", "nonsense"), "cannot have the scopes 'nonsense'"),
            (("add", "A", "--created", "soon"), "created is a day"),
            (("add", "mockxero web app"), "there is an app called 'mockxero web app' already"),
            (("add", ""), "the name of an app has letters or digits"),
            (("add", "A", "--tenant", "Atlantis", "--kind", "custom"), "'Atlantis'"),
            (("change", "A", "--tier", "core"), "there is no app 'A'"),
            (("change", "mockxero PKCE app", "--new-secret"), "it has no secret"),
            (("remove", "A"), "there is no app 'A'"),
            (("remove", ""), "nothing among the apps is called ''"),
            (("change", "..", "--tier", "core"), "nothing among the apps is called '..'"),
        ],
    )
    def test_what_cannot_be_is_told_in_a_sentence(self, apps, arguments, words):
        assert_one_sentence(apps(*arguments), words)

    @pytest.mark.parametrize(
        "arguments",
        [
            ("add",),
            ("add", "A", "--tier", "gold"),
            ("change", "mockxero web app"),
            ("change", "mockxero web app", "--new-secret", "--client-secret", "x"),
            ("sell",),
        ],
    )
    def test_what_makes_no_sense_says_how_it_is_used(self, apps, arguments):
        answer = apps(*arguments)

        assert answer.returncode == 2
        assert answer.stderr.startswith("Usage: ")

    @pytest.mark.parametrize("words", [(), ("add", "A"), ("change", "A", "--ask"), ("remove", "A")])
    def test_nobody_is_there(self, words):
        assert_one_sentence(told("apps", *words, "--url", "http://127.0.0.1:9"), "no mock answers")


def test_any_client_is_let_in_where_that_is_said():
    """By the option, for each kind of app."""
    with running("--port", "0", "--accept-any-client") as mock:
        assert mock.token("somebody", "hush").status_code == 200
        known = told("apps", "--json", "--url", mock.url)

    assert [app["client_id"] for app in json.loads(known.stdout)][-1] == "somebody"


def test_the_options_know_the_words_of_the_portal():
    """They are spelt out there: a command that only asks does without the books."""
    assert [*_KINDS.choices] == [kind.value for kind in AppKind]
    assert [*_TIERS.choices] == [tier.value for tier in Tier]
