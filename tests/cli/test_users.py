"""``mockxero users``: who can sign in, and where they work."""

import json
from functools import partial

import pytest

from tests.cli.running import assert_one_sentence, said


@pytest.fixture
def users(say):
    """Says ``mockxero users …``."""
    return partial(say, "users")


def test_a_table_for_people(users):
    """Who works in several organisations takes several lines."""
    head, first, second = said(users()).splitlines()

    assert head.split() == ["E-MAIL", "NAME", "WORKS", "IN", "ID"]
    assert first.startswith("demo.user@example.com  Demo User  Demo Company (NZ)")
    assert second.split() == ["Empty", "Organisation"]


def test_somebody_is_added_and_removed(users, mock):
    """Meanwhile there are tokens for them."""
    words = ("--given-name", "Ada", "--family-name", "Lovelace", "--tenant", "Empty Organisation")
    added = said(users("add", "ada@example.com", *words))
    listed = json.loads(said(users("--json")))
    env = mock.env("--app", "web", "--user", "ada@example.com")
    answer = mock.call(
        "GET",
        "Users",
        env["XERO_ACCESS_TOKEN"],
        headers={"Xero-Tenant-Id": env["XERO_TENANT_ID"]},
    )

    assert added == "ada@example.com works in Empty Organisation.\n"
    assert (listed[-1]["given_name"], listed[-1]["family_name"]) == ("Ada", "Lovelace")
    assert listed[-1]["tenants"] == [env["XERO_TENANT_ID"]]
    assert "ada@example.com" in {one["EmailAddress"] for one in answer.json()["Users"]}
    assert said(users("remove", "ada@example.com")) == "'ada@example.com' is removed.\n"
    assert "ada@example.com" not in said(users())


def test_programs_get_the_id(users):
    added = json.loads(said(users("add", "ada@example.com", "--json")))

    assert added["tenant_names"] == ["Demo Company (NZ)", "Empty Organisation"]
    assert said(users("remove", added["id"])) == f"'{added['id']}' is removed.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "ada"), "a user has an email, such as ada@example.com"),
        (("add", "ada@example.com", "--tenant", "Atlantis"), "there is no organisation 'Atlantis'"),
        (("add", "demo.user@example.com"), "works there already"),
        (("remove", "ada@example.com"), "there is no user 'ada@example.com'"),
        (("remove", ""), "nothing among the users is called ''"),
        (("remove", "ada@example.com", "--url", "http://127.0.0.1:9"), "no mock answers"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(users, arguments, words):
    assert_one_sentence(users(*arguments), words)
