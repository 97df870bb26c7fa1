"""``mockxero token``: a token on stdout and nothing else; a list without them; their end."""

import json
from functools import partial

import jwt
import pytest

from tests.cli.running import assert_one_sentence, running, said, told

DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"


@pytest.fixture
def token(say):
    """Says ``mockxero token …``."""
    return partial(say, "token")


class TestMinting:
    def test_a_shell_gets_the_token_alone(self, token, mock):
        """On one line; it opens the first organisation."""
        text = said(token())

        assert text.count("\n") == 1
        (organisation,) = mock.call("GET", "Organisation", text.strip()).json()["Organisations"]
        assert organisation["OrganisationID"] == DEMO

    def test_every_option_arrives(self, token):
        words = (
            *("--app", "web", "--user", "demo.user@example.com", "--tenant", "empty organisation"),
            *("--scope", "openid", "--scope", "accounting.contacts", "--expires", "12h"),
            *("--name", "ci", "--json"),
        )

        minted = json.loads(said(token(*words)))
        claims = jwt.decode(minted["token"], options={"verify_signature": False})

        assert minted["scopes"] == claims["scope"] == ["openid", "accounting.contacts"]
        assert (minted["name"], minted["tenant_name"]) == ("ci", "Empty Organisation")
        assert minted["user"] == "demo.user@example.com"
        assert claims["exp"] - claims["nbf"] == 12 * 3600
        assert minted["expires"].endswith("Z")

    def test_the_environment_may_say_which_app(self, token):
        minted = json.loads(said(token("--json", MOCKXERO_APP="pkce", MOCKXERO_TENANT=DEMO)))

        assert (minted["app"], minted["tenant"]) == ("mockxero PKCE app", DEMO)

    def test_one_that_has_expired_is_refused(self, token, mock):
        answer = mock.call("GET", "Organisation", said(token("--expires", "0s")).strip())

        assert answer.status_code == 401
        assert answer.json()["Detail"].startswith("TokenExpired: ")


class TestListingAndRevoking:
    def test_the_list_shows_what_it_is_called(self, token):
        """For people and for programs, and never the token itself."""
        text = said(token("--name", "ci", "--scope", "accounting.contacts")).strip()
        said(token("--name", "old", "--expires", "0s"))

        table, listed = said(token("--list")), said(token("--list", "--json"))

        assert text not in table + listed
        head, first, second = [line for line in table.splitlines() if not line.startswith(" ")]
        assert head.split() == ["NAME", "APP", "USER", "ORGANISATION", "EXPIRES", "SCOPES", "ID"]
        assert first.startswith("ci ")
        assert "accounting.contacts" in first
        assert second.startswith("old ")
        assert "(expired)" in second
        assert [one["name"] for one in json.loads(listed)] == ["ci", "old"]

    def test_one_is_revoked_by_its_name(self, token, mock):
        text = said(token("--name", "ci")).strip()

        assert said(token("--revoke", "ci")) == "'ci' is revoked.\n"

        assert mock.call("GET", "Organisation", text).status_code == 401
        assert json.loads(said(token("--list", "--json"))) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--expires", "184d"), "a token lasts six months at most: 183d"),
        (("--expires", "tomorrow"), "a token expires after a time such as 30m, 12h or 180d"),
        (("--scope", "nonsense"), "cannot have the scopes 'nonsense'"),
        (("--app", "nobody"), "there is no app 'nobody'"),
        (("--app", "web", "--user", "nobody"), "there is no user 'nobody'"),
        (("--tenant", "Atlantis"), "there is no organisation 'Atlantis'"),
        (("--user", "demo.user@example.com"), "it acts for no user"),
        (("--revoke", "ci"), "there is no token 'ci'"),
        (("--revoke", ""), "nothing among the tokens is called ''"),
        (("--url", "http://127.0.0.1:9"), "no mock answers"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(token, arguments, words):
    assert_one_sentence(token(*arguments), words)


def test_one_lives_on_after_a_restart():
    """With the same seed, and the key that lies on disk."""
    with running("--port", "0") as before:
        text = said(told("token", "--app", "web", "--expires", "180d", "--url", before.url)).strip()

    with running("--port", "0") as after:
        headers = {"Xero-Tenant-Id": DEMO}
        assert after.call("GET", "Organisation", text, headers=headers).status_code == 200
