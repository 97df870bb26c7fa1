"""Who is in a contact group, and how they come and go."""

from uuid import UUID

import pytest

from tests.api.client import NOWHERE, XML


@pytest.fixture
def group(xero):
    return xero.put("ContactGroups", {"Name": "Friends"}).record["ContactGroupID"]


@pytest.fixture
def members(group):
    return f"ContactGroups/{group}/Contacts"


@pytest.fixture
def three(xero):
    made = {"Contacts": [{"Name": name} for name in ("Ada", "Grace", "Joan")]}
    return [one["ContactID"] for one in xero.put("Contacts", made).records]


def named(*contacts):
    return {"Contacts": [{"ContactID": one} for one in contacts]}


def inside(xero, group):
    return [one["ContactID"] for one in xero.get(f"ContactGroups/{group}").record["Contacts"]]


class TestJoining:
    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_contacts_join(self, xero, group, members, three, verb):
        """In the order in which they came."""
        assert xero.call(verb, members, named(*three[:2])).status == 200
        assert xero.call(verb, members, named(three[2])).status == 200

        assert inside(xero, group) == three

    def test_the_answer_names_them_by_id_only(self, xero, members, three):
        """With the empty lists that every contact has."""
        first, second = xero.put(members, named(*three[:2])).records

        assert [first["ContactID"], second["ContactID"]] == three[:2]
        assert "Name" not in first
        assert first["HasValidationErrors"] is False
        assert first["ContactGroups"] == []

    def test_the_group_shows_them_in_short(self, xero, group, members, three):
        """Id, name and empty lists; a list of groups shows nobody."""
        xero.put(members, named(three[0]))
        (shown,) = xero.get(f"ContactGroups/{group}").record["Contacts"]

        assert (shown["ContactID"], shown["Name"]) == (three[0], "Ada")
        assert shown["HasValidationErrors"] is False
        assert all(one["Contacts"] == [] for one in xero.get("ContactGroups").records)

    def test_a_member_shows_its_groups(self, xero, group, members, three):
        """Alone and in lists."""
        xero.put(members, named(three[0]))
        shown = xero.get(f"Contacts/{three[0]}").record["ContactGroups"]
        listed = xero.get("Contacts", IDs=three[0]).record["ContactGroups"]

        assert [one["ContactGroupID"] for one in shown] == [group]
        assert shown[0] == {
            "ContactGroupID": group,
            "Name": "Friends",
            "Status": "ACTIVE",
            "Contacts": [],
            "HasValidationErrors": False,
        }
        assert listed == shown

    def test_who_is_in_already_stays_once(self, xero, group, members, three):
        """However often they are named."""
        xero.put(members, named(three[0], three[1], three[0]))
        xero.put(members, named(three[0]))

        assert inside(xero, group) == three[:2]

    def test_xml_will_do(self, xero, group, members, three):
        """``<Contacts><Contact><ContactID>``."""
        body = f"<Contacts><Contact><ContactID>{three[0]}</ContactID></Contact></Contacts>"

        assert xero.put(members, body, type=XML).status == 200
        assert inside(xero, group) == three[:1]

    def test_nobody_joins_when_one_is_unknown(self, xero, group, members, three):
        """404, and the group is as it was."""
        assert xero.put(members, named(three[0], NOWHERE)).status == 404
        assert inside(xero, group) == []

    def test_a_group_that_nobody_knows_has_no_members(self, xero, three):
        """404."""
        path = f"ContactGroups/{NOWHERE}/Contacts"

        assert xero.put(path, named(three[0])).status == 404
        assert xero.delete(path).status == 404
        assert xero.delete(f"{path}/{three[0]}").status == 404

    def test_a_deleted_group_takes_nobody(self, xero, group, members, three):
        """404."""
        xero.post(f"ContactGroups/{group}", {"Status": "DELETED"})

        assert xero.put(members, named(three[0])).status == 404

    @pytest.mark.parametrize(
        ("body", "number"),
        [("", 17), ("{}", 17), ('{"Contacts": []}', 17), ("{", 14), ('{"ContactID": "x"}', 14)],
    )
    def test_a_body_without_contacts(self, xero, members, body, number):
        """Nothing to process, or nothing to read."""
        assert xero.put(members, body).refusal == (400, number)

    def test_sending_contacts_to_the_group_itself_adds_nobody(self, xero, group, three):
        """That takes the address below it."""
        xero.post(f"ContactGroups/{group}", {"Name": "Pals", **named(three[0])})

        assert xero.get(f"ContactGroups/{group}").record["Name"] == "Pals"
        assert inside(xero, group) == []


class TestLeaving:
    @pytest.fixture(autouse=True)
    def joined(self, xero, members, three):
        xero.put(members, named(*three))

    def test_one_leaves(self, xero, group, members, three):
        """204 without a body; the others stay."""
        gone = xero.delete(f"{members}/{three[1]}")

        assert (gone.status, gone.content, gone.type) == (204, b"", None)
        assert inside(xero, group) == [three[0], three[2]]
        assert xero.get(f"Contacts/{three[1]}").record["ContactGroups"] == []

    def test_everybody_leaves(self, xero, group, members):
        """204; the group itself stays."""
        gone = xero.delete(members)

        assert (gone.status, gone.content) == (204, b"")
        assert inside(xero, group) == []

    def test_an_empty_group_can_be_emptied(self, xero, members):
        """204 again."""
        xero.delete(members)

        assert xero.delete(members).status == 204

    def test_who_is_not_in_cannot_leave(self, xero, members, three):
        """404, for a stranger and for who has left already."""
        stranger = xero.put("Contacts", {"Name": "Stranger"}).record["ContactID"]
        xero.delete(f"{members}/{three[0]}")

        for one in (stranger, three[0], NOWHERE, "nonsense"):
            assert xero.delete(f"{members}/{one}").status == 404

    def test_an_id_without_dashes_will_do(self, xero, group, members, three):
        """As everywhere."""
        assert xero.delete(f"{members}/{UUID(three[0]).hex.upper()}").status == 204
        assert inside(xero, group) == three[1:]

    def test_a_deleted_group_is_no_longer_shown(self, xero, group, three):
        """Neither in lists nor at its members."""
        xero.post(f"ContactGroups/{group}", {"Status": "DELETED"})

        assert xero.get(f"Contacts/{three[0]}").record["ContactGroups"] == []
