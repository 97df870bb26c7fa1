"""Idempotency-Key: what was asked twice is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from mockxero.books.parties import AppKind
from mockxero.primitives.clock import FrozenClock
from tests.api.client import XML, Xero, invoice
from tests.api.conftest import NOON

LIFETIME = timedelta(minutes=6)
ADA = {"Name": "Ada King"}


@pytest.fixture(scope="module")
def used_mock(open_mock):
    """One with two organisations."""
    return open_mock(FrozenClock(NOON), "nz", "empty")


def key(text="a key"):
    return {"Idempotency-Key": text}


def contacts(xero):
    return len(xero.get("Contacts").records)


class TestTheSameRequest:
    @pytest.mark.parametrize("method", ["PUT", "POST"])
    def test_it_is_answered_with_the_same_bytes(self, xero, method):
        """Id and DateTimeUTC of the envelope included: the answer was kept."""
        first = xero.call(method, "Contacts", ADA, headers=key())
        again = xero.call(method, "Contacts", ADA, headers=key())

        assert (again.status, again.type, again.content) == (200, first.type, first.content)

    def test_it_is_done_once(self, xero):
        """An invoice sent five times is one invoice, with one number."""
        before = contacts(xero)
        for _ in range(5):
            xero.put("Contacts", ADA, headers=key())

        assert contacts(xero) == before + 1

    def test_its_quota_is_told_anew(self, xero):
        """A repetition counts as a call."""
        counted = [
            xero.put("Contacts", ADA, headers=key()).headers["X-MinLimit-Remaining"]
            for _ in range(3)
        ]

        assert counted == ["59", "58", "57"]

    def test_a_refusal_is_repeated_when_its_reason_is_gone(self, xero):
        """Errors are kept as well."""
        standing = xero.put("Contacts", ADA).record
        refused = xero.put("Contacts", ADA, headers=key())
        xero.post(f"Contacts/{standing['ContactID']}", {"Name": "Somebody Else"})
        again = xero.put("Contacts", ADA, headers=key())

        assert (refused.status, again.status) == (400, 400)
        assert again.content == refused.content

    @pytest.mark.parametrize(
        ("path", "body", "status"),
        [("Contacts", "{", 400), ("Contacts", "{}", 400), ("Organisation", "{}", 501)],
    )
    def test_what_cannot_be_read_or_is_not_offered_is_repeated(self, xero, path, body, status):
        """Every answer behind the gate is kept."""
        first, again = (xero.post(path, body, headers=key()) for _ in range(2))

        assert (first.status, again.status) == (status, status)
        assert again.content == first.content

    def test_a_missing_record_is_repeated(self, xero, customer):
        """A 404 keeps its plain text and its type."""
        path = f"Contacts/{customer['ContactID'][:-1]}"
        first, again = (xero.post(path, ADA, headers=key()) for _ in range(2))

        assert (again.status, again.type, again.content) == (404, first.type, first.content)

    def test_another_tongue_does_not_make_it_another_request(self, xero):
        """URL, method and body are compared; what was kept comes back as it was."""
        first = xero.put("Contacts", ADA, headers=key())
        again = xero.put("Contacts", ADA, headers=key() | {"Accept": XML})

        assert again.content == first.content

    def test_the_header_may_be_written_in_any_case(self, xero):
        """``idempotency-key``, as Node sends it."""
        first = xero.put("Contacts", ADA, headers={"idempotency-key": "k"})
        again = xero.put("Contacts", ADA, headers={"IDEMPOTENCY-KEY": "k"})

        assert again.content == first.content


class TestAnotherRequest:
    @pytest.mark.parametrize(
        "other",
        [
            ("PUT", "Contacts", {"Name": "Not Ada"}, {}),
            ("POST", "Contacts", ADA, {}),
            ("PUT", "ContactGroups", ADA, {}),
            ("PUT", "Contacts", ADA, {"summarizeErrors": "false"}),
            ("PUT", "Contacts", '{"Name":  "Ada King"}', {}),
        ],
    )
    def test_it_is_refused_under_the_same_key(self, xero, other):
        """Another body, method, address or query: 400, and nothing is done."""
        xero.put("Contacts", ADA, headers=key())
        before = contacts(xero)
        method, path, body, query = other
        refused = xero.call(method, path, body, headers=key(), **query)

        assert refused.refusal == (400, 10)
        assert refused.json["Type"] == "ValidationException"
        assert "is used with a different request." in refused.json["Message"]
        assert contacts(xero) == before

    def test_it_is_refused_in_the_tongue_that_was_asked_for(self, xero):
        """XML for those who want XML."""
        xero.put("Contacts", ADA, headers=key())
        refused = xero.put("Contacts", {"Name": "B"}, headers=key() | {"Accept": XML})

        assert (refused.status, refused.xml.tag) == (400, "ApiException")

    def test_another_organisation_makes_it_another_request(self, mock, web):
        """Keys belong to the app, not to the organisation."""
        second = [*mock.world.organisations][1]
        web.put("Contacts", ADA, headers=key())
        refused = web.put("Contacts", ADA, headers=key() | {"xero-tenant-id": second})

        assert refused.refusal == (400, 10)

    def test_a_refusal_for_that_does_not_forget_the_first(self, xero):
        """The key goes on to stand for the request that came first."""
        first = xero.put("Contacts", ADA, headers=key())
        xero.put("Contacts", {"Name": "Not Ada"}, headers=key())

        assert xero.put("Contacts", ADA, headers=key()).content == first.content


class TestTheKey:
    def test_another_app_may_use_the_same(self, xero, web):
        """Each app has keys of its own."""
        first = xero.put("Contacts", ADA, headers=key())
        other = web.put("Contacts", {"Name": "Not Ada"}, headers=key())

        assert first.record["ContactID"] != other.record["ContactID"]

    def test_another_key_makes_a_new_request(self, xero):
        """The same body twice, with two keys, is done twice."""
        first = xero.put("ContactGroups", {"Name": "A"}, headers=key("1"))
        second = xero.put("ContactGroups", {"Name": "A"}, headers=key("2"))

        assert (first.status, second.status) == (200, 400)

    @pytest.mark.parametrize(("length", "status"), [(1, 200), (128, 200), (129, 400), (5000, 400)])
    def test_it_has_at_most_128_characters(self, xero, length, status):
        """A longer one is refused, and nothing is done."""
        reply = xero.put("Contacts", ADA, headers=key("k" * length))

        assert reply.status == status
        assert len(xero.get("Contacts", where='Name=="Ada King"').records) == (status == 200)

    @pytest.mark.parametrize("blank", ["", "   "])
    def test_it_is_not_blank(self, xero, blank):
        """A blank one is refused."""
        assert xero.put("Contacts", ADA, headers=key(blank)).refusal == (400, 10)

    def test_it_lasts_for_six_minutes(self, xero, clock):
        """To the millisecond, from the first call; a repetition does not prolong it."""
        first = xero.put("Contacts", ADA, headers=key())
        clock.advance(LIFETIME / 2)
        xero.put("Contacts", ADA, headers=key())
        clock.advance(LIFETIME / 2 - timedelta(milliseconds=1))
        assert xero.put("Contacts", ADA, headers=key()).content == first.content

        clock.advance(timedelta(milliseconds=1))
        assert xero.put("Contacts", ADA, headers=key()).status == 400  # there is an Ada by now

    def test_it_may_stand_for_another_request_afterwards(self, xero, clock):
        """After six minutes the key is new."""
        xero.put("Contacts", ADA, headers=key())
        clock.advance(LIFETIME)

        assert xero.put("Contacts", {"Name": "Not Ada"}, headers=key()).status == 200

    def test_a_new_start_forgets_it(self, mock, xero):
        """Resetting the mock forgets all keys."""
        xero.put("Contacts", ADA, headers=key())
        mock.reset()

        assert Xero(mock).put("Contacts", {"Name": "Not Ada"}, headers=key()).status == 200


class TestWhereItIsNotHeard:
    def test_reading_ignores_it(self, xero):
        """Two GETs of different lists, one key."""
        for path in ("Contacts", "Items"):
            assert xero.get(path, headers=key()).status == 200

    def test_a_list_is_read_afresh(self, xero):
        """What has changed meanwhile shows."""
        before = len(xero.get("Contacts", headers=key()).records)
        xero.put("Contacts", ADA)

        assert len(xero.get("Contacts", headers=key()).records) == before + 1

    def test_deleting_ignores_it(self, xero):
        """The second DELETE of an item finds nothing, key or no key."""
        item = xero.put("Items", {"Code": "X"}).record["ItemID"]
        gone = [xero.delete(f"Items/{item}", headers=key()).status for _ in range(2)]

        assert gone == [204, 404]

    def test_a_call_without_one_is_never_repeated(self, xero):
        """Twice the same body is twice the same wish."""
        first, second = (xero.put("Contacts", ADA) for _ in range(2))

        assert (first.status, second.status) == (200, 400)


class TestManyAtOnce:
    def test_only_one_of_them_is_done(self, xero, customer):
        """All others wait for it and get its answer."""
        before = len(xero.get("Invoices").records)
        sent = invoice(customer)
        with ThreadPoolExecutor(12) as pool:
            calls = [pool.submit(xero.put, "Invoices", sent, headers=key()) for _ in range(24)]
            answers = {call.result().content for call in calls}

        assert len(answers) == 1
        assert len(xero.get("Invoices").records) == before + 1

    def test_different_keys_do_not_wait_for_each_other(self, xero):
        """Each is done, and each repeats its own answer."""
        with ThreadPoolExecutor(8) as pool:
            calls = [
                pool.submit(xero.put, "Contacts", {"Name": f"Ada {n % 8}"}, headers=key(f"{n % 8}"))
                for n in range(24)
            ]
            answers = [call.result() for call in calls]

        assert {answer.status for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 8

    def test_two_apps_with_one_key_are_both_served(self, mock, xero):
        """Nobody gets the answer of somebody else."""
        pkce = Xero(mock, AppKind.PKCE)
        with ThreadPoolExecutor(2) as pool:
            calls = [
                pool.submit(app.put, "Contacts", {"Name": f"{place}"}, headers=key())
                for place, app in enumerate((xero, pkce))
            ]
            names = [call.result().record["Name"] for call in calls]

        assert names == ["0", "1"]
