import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jwt.algorithms import RSAAlgorithm

from mockxero.books.parties import BadToken
from mockxero.identity.keys import LONGEST_LIFE, KeyRing
from mockxero.identity.passes import Passes
from mockxero.primitives.clock import FrozenClock
from tests.identity.builders import (
    ADA,
    CUSTOM,
    DEMO,
    NOON,
    WEB,
    base64url,
    header_of,
    payload_of,
    segment,
    small_world,
)

EVENT = "894f5c8c-3938-416d-966e-8f28fa24d358"
SCOPES = ("openid", "profile", "email", "accounting.contacts")


@pytest.fixture
def token(passes):
    return passes.mint(WEB, ADA, SCOPES, EVENT)


def refused(passes, text):
    with pytest.raises(BadToken) as bad:
        passes.read(text)
    return bad.value.detail


def signed(key, **changed):
    """A token signed by hand with some claims changed; None leaves one out."""
    claims = {
        "nbf": 1772625600,
        "exp": 1772627400,
        "iss": "https://identity.xero.com",
        "aud": "https://identity.xero.com/resources",
        "client_id": WEB.client_id,
        "jti": "2e68c7df3f7e30f84ac45c2c30aadbb7",
        "scope": ["accounting.contacts"],
    }
    claims = {name: value for name, value in (claims | changed).items() if value is not None}
    return jwt.encode(claims, key.private, algorithm="RS256")


class TestMinting:
    def test_the_claims_come_in_the_order_of_xero(self, token):
        """As decoded from a live token."""
        assert list(payload_of(token)) == [
            "nbf",
            "exp",
            "iss",
            "aud",
            "client_id",
            "sub",
            "auth_time",
            "xero_userid",
            "global_session_id",
            "jti",
            "authentication_event_id",
            "scope",
        ]

    def test_the_header_is_that_of_xero(self, token, key):
        """alg, kid, typ, x5t."""
        assert list(header_of(token).items()) == [
            ("alg", "RS256"),
            ("kid", key.kid),
            ("typ", "JWT"),
            ("x5t", key.x5t),
        ]

    def test_a_token_lives_for_half_an_hour_from_now(self, token):
        """By the handed-in clock, to the second."""
        claims = payload_of(token)

        assert (claims["nbf"], claims["exp"] - claims["nbf"]) == (1772625600, 1800)

    def test_the_scope_is_a_list(self, token):
        """In the token, not in the answer beside it."""
        assert payload_of(token)["scope"] == list(SCOPES)

    def test_the_subject_is_not_the_user_id(self, token):
        """Thirty-two lower-case hexadecimal digits; the GUID is xero_userid."""
        claims = payload_of(token)

        assert claims["xero_userid"] == ADA.user_id
        assert claims["sub"] != ADA.user_id.replace("-", "")
        assert len(claims["sub"]) == 32
        assert set(claims["sub"]) <= set("0123456789abcdef")

    def test_a_custom_connection_says_nothing_of_a_user(self, passes):
        """It acts for nobody in particular."""
        assert list(payload_of(passes.mint(CUSTOM, None, CUSTOM.scopes))) == [
            "nbf",
            "exp",
            "iss",
            "aud",
            "client_id",
            "jti",
            "authentication_event_id",
            "scope",
        ]

    def test_the_first_token_opens_a_custom_connection(self, passes, world):
        """Later ones use the same, by the same event."""
        first, second = (passes.mint(CUSTOM, None, CUSTOM.scopes) for _ in range(2))
        (connection,) = world.connections.of(CUSTOM.client_id, None)

        assert connection.tenant_id == DEMO
        assert {payload_of(token)["authentication_event_id"] for token in (first, second)} == {
            connection.authentication_event_id
        }

    def test_a_token_may_live_longer(self, passes, clock):
        """For CI: a static token for six months."""
        token = passes.mint(WEB, ADA, SCOPES, EVENT, timedelta(days=180))
        clock.advance(timedelta(days=179))

        assert passes.read(token).client_id == WEB.client_id

    def test_same_seed_and_same_calls_give_the_same_bytes(self, keys):
        """Two worlds of one seed mint the same token."""
        worlds = [small_world(FrozenClock(NOON)) for _ in range(2)]

        first, second = (Passes(w, keys).mint(WEB, ADA, SCOPES, EVENT) for w in worlds)

        assert first == second


class TestIdToken:
    @pytest.fixture
    def consent(self, passes):
        return passes.consents.give(WEB, ADA, SCOPES, DEMO)

    def test_the_claims_come_in_the_order_of_xero(self, passes, consent):
        """All that the Node and PHP SDKs read, and the nonce where it was sent."""
        assert list(payload_of(passes.id_token(consent, "token", "n-0S6_WzA2Mj"))) == [
            "nbf",
            "exp",
            "iss",
            "aud",
            "nonce",
            "iat",
            "at_hash",
            "sid",
            "sub",
            "auth_time",
            "xero_userid",
            "global_session_id",
            "preferred_username",
            "email",
            "given_name",
            "family_name",
            "name",
        ]

    def test_it_is_for_the_app_and_for_five_minutes(self, passes, consent):
        """Not for the API."""
        claims = payload_of(passes.id_token(consent, "token"))

        assert (claims["aud"], claims["exp"] - claims["nbf"]) == (WEB.client_id, 300)

    def test_at_hash_vouches_for_the_access_token(self, passes, consent):
        """openid-client computes it again and compares."""
        digest = hashlib.sha256(b"an access token").digest()

        claims = payload_of(passes.id_token(consent, "an access token"))

        assert claims["at_hash"] == base64url(digest[:16])

    def test_names_need_their_scopes(self, passes):
        """profile for names, email for the address."""
        consent = passes.consents.give(WEB, ADA, ("openid", "email"), DEMO)

        claims = payload_of(passes.id_token(consent, "token"))

        assert claims["email"] == ADA.email
        assert "given_name" not in claims

    def test_it_does_not_name_the_authentication_event(self, passes, consent):
        """The access token does, the id token does not."""
        assert "authentication_event_id" not in payload_of(passes.id_token(consent, "token"))

    def test_auth_time_is_when_the_user_signed_in(self, passes, consent, clock):
        """However often the tokens are refreshed since."""
        clock.advance(timedelta(minutes=10))

        assert payload_of(passes.id_token(consent, "token"))["auth_time"] == 1772625600

    def test_it_opens_no_door(self, passes, consent):
        """An id token is not an access token, though the same key signed it."""
        assert refused(passes, passes.id_token(consent, "token")) == "AuthenticationUnsuccessful"


class TestReading:
    def test_a_good_token_tells_who_bears_it(self, passes, token):
        """App, user, scopes, event and end."""
        bearer = passes.read(token)

        assert bearer.client_id == WEB.client_id
        assert bearer.user_id == ADA.user_id
        assert bearer.scopes == frozenset(SCOPES)
        assert bearer.authentication_event_id == EVENT
        assert bearer.expires == NOON.replace(microsecond=0) + timedelta(minutes=30)

    def test_a_token_is_good_to_its_last_moment(self, passes, token, clock):
        """One millisecond before its end."""
        clock.advance(timedelta(minutes=29, seconds=59, milliseconds=76))

        assert passes.read(token).client_id == WEB.client_id

    def test_an_expired_token_says_when(self, passes, token, clock):
        """In Xero's words, in UTC."""
        clock.advance(timedelta(minutes=29, seconds=59, milliseconds=77))

        assert refused(passes, token) == "TokenExpired: token expired at 03/04/2026 12:30:00"

    def test_a_token_that_was_read_before_expires_too(self, passes, token, clock):
        """What is remembered of a token is not how long it has to live."""
        passes.read(token)
        clock.advance(timedelta(days=1))

        assert refused(passes, token).startswith("TokenExpired")

    def test_the_second_reading_verifies_nothing(self, passes, token, monkeypatch):
        """Verifying costs more than all the rest of a request: once is enough."""
        passes.read(token)
        monkeypatch.delattr(jwt, "decode")

        assert passes.read(token).client_id == WEB.client_id

    def test_another_process_with_the_same_keys_reads_it(self, token, keys):
        """A restart does not log anybody out."""
        fresh = Passes(small_world(FrozenClock(NOON)), keys)

        assert fresh.read(token).client_id == WEB.client_id

    def test_threads_may_read_at_once(self, passes, token):
        """All see the same pass."""
        with ThreadPoolExecutor(8) as pool:
            seen = set(pool.map(passes.read, [token] * 64))

        assert len(seen) == 1

    def test_the_issuer_can_be_chosen(self, world, keys):
        """A token of one issuer is not a token of another."""
        ours = Passes(world, keys, issuer="http://localhost:9376")
        token = ours.mint(WEB, ADA, SCOPES, EVENT)

        assert payload_of(token)["iss"] == "http://localhost:9376"
        assert ours.read(token).client_id == WEB.client_id
        assert refused(Passes(world, keys), token) == "AuthenticationUnsuccessful"


class TestForgery:
    def test_alg_none(self, passes, token):
        """An unsigned token is no token."""
        _, payload, signature = token.split(".")

        for last in ("", signature):
            forged = f"{segment({'alg': 'none', 'typ': 'JWT'})}.{payload}.{last}"
            assert refused(passes, forged) == "AuthenticationUnsuccessful"

    def test_hs256_with_the_public_key(self, passes, key):
        """The key that all may read is not a secret to sign with."""
        import hmac

        pem = key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        body = f"{segment({'alg': 'HS256'})}.{signed(key).split('.')[1]}"
        forged = f"{body}.{base64url(hmac.digest(pem, body.encode(), 'sha256'))}"

        assert refused(passes, forged) == "AuthenticationUnsuccessful"

    def test_another_rsa_algorithm(self, passes, key, token):
        """RS256 and nothing else, even with the right key."""
        other = jwt.encode(payload_of(token), key.private, algorithm="RS512")

        assert refused(passes, other) == "AuthenticationUnsuccessful"

    def test_a_foreign_key(self, passes, key, tmp_path):
        """The right words, signed by somebody else."""
        foreign = KeyRing(tmp_path / "foreign.pem").active
        assert passes.read(signed(key)).client_id == WEB.client_id

        assert refused(passes, signed(foreign)) == "TokenInvalidSignature"

    def test_a_key_of_its_own_in_the_header(self, passes, token, tmp_path):
        """A token does not choose the key that verifies it."""
        foreign = KeyRing(tmp_path / "foreign.pem").active
        forged = jwt.encode(
            payload_of(token),
            foreign.private or "",
            algorithm="RS256",
            headers={"jwk": foreign.jwk, "kid": passes.keys.active.kid},
        )

        assert refused(passes, forged) == "TokenInvalidSignature"

    def test_a_changed_claim(self, passes, token):
        """One more scope, the old signature."""
        header, _, signature = token.split(".")
        more = payload_of(token) | {"scope": [*SCOPES, "accounting.settings"]}

        assert refused(passes, f"{header}.{segment(more)}.{signature}") == "TokenInvalidSignature"

    def test_a_forgery_of_a_token_that_was_read_before(self, passes, token):
        """What is remembered of the good one does not help the bad one."""
        passes.read(token)
        header, payload, _ = token.split(".")

        forged = f"{header}.{payload}.{base64url(bytes(256))}"

        assert refused(passes, forged) == "TokenInvalidSignature"

    @pytest.mark.parametrize(
        "changed",
        [
            {"aud": "https://identity.xero.com"},
            {"aud": WEB.client_id},
            {"aud": None},
            {"iss": "https://identity.xero.com/"},
            {"iss": None},
            {"iss": "https://evil.example"},
            {"aud": "https://identity.xero.com/resources/"},
            {"aud": {"https://identity.xero.com/resources": 1}},
            {"exp": None},
            {"exp": "tomorrow"},
            {"exp": "1772627400"},
            {"exp": 1772627400.0},
            {"exp": 1.7976931348623157e308},
            {"exp": True},
            {"exp": [1772627400]},
            {"exp": 10**30},
            {"exp": -(10**30)},
            {"exp": 253402300800},
            {"nbf": None},
            {"nbf": True},
            {"nbf": 1772625600.5},
            {"nbf": "now"},
            {"nbf": 10**30},
            {"nbf": -(10**30)},
            {"nbf": 1772625600 + 301},
            {"nbf": 1772625600 + 10**9, "exp": 1772625600 + 2 * 10**9},
            {"client_id": None},
            {"client_id": 7},
            {"client_id": [WEB.client_id]},
            {"client_id": {"WEB0": 1}},
            {"client_id": "NOBODY"},
            {"client_id": ""},
            {"jti": None},
            {"jti": 7},
            {"jti": ["2e68c7df3f7e30f84ac45c2c30aadbb7"]},
            {"xero_userid": 7},
            {"xero_userid": [ADA.user_id]},
            {"xero_userid": False},
            {"xero_userid": "b0b00000-0000-4000-8000-000000000000"},
            {"xero_userid": ""},
            {"authentication_event_id": 7},
            {"authentication_event_id": {}},
            {"scope": None},
            {"scope": 7},
            {"scope": "accounting.contacts"},
            {"scope": {"accounting.contacts": True}},
            {"scope": [[]]},
            {"scope": ["accounting.contacts", 7]},
            {"scope": [None]},
        ],
        ids=str,
    )
    def test_claims_that_do_not_fit(self, passes, key, changed):
        """Signed with our key, and still not one of our access tokens."""
        assert refused(passes, signed(key, **changed)) == "AuthenticationUnsuccessful"

    @pytest.mark.parametrize(
        ("changed", "detail"),
        [
            ({"exp": -1}, "TokenExpired: token expired at 12/31/1969 23:59:59"),
            ({"exp": 0}, "TokenExpired: token expired at 01/01/1970 00:00:00"),
            ({"nbf": -62135596800, "exp": -62135596800}, "TokenExpired: token expired at "),
        ],
    )
    def test_a_moment_long_past_is_a_moment(self, passes, key, changed, detail):
        """Numbers below zero are days before 1970."""
        assert refused(passes, signed(key, **changed)).startswith(detail)

    @pytest.mark.parametrize("changed", [{}, {"nbf": 1772625600 + 300}, {"nbf": -62135596800}])
    def test_what_a_good_token_may_say(self, passes, key, changed):
        """The table above refuses nothing for being made by hand; clocks may differ a little."""
        assert passes.read(signed(key, **changed)).client_id == WEB.client_id

    @pytest.mark.parametrize(
        ("header", "detail"),
        [
            ({"alg": "RS256", "kid": "NOBODYS"}, "TokenInvalidSignature"),
            ({"alg": "RS256", "kid": ""}, "TokenInvalidSignature"),
            ({"alg": "RS256", "kid": 7}, "AuthenticationUnsuccessful"),
            ({"alg": "RS256", "kid": None}, "AuthenticationUnsuccessful"),
            ({"alg": "RS256", "kid": ["x"]}, "AuthenticationUnsuccessful"),
            ({"alg": "RS256", "kid": "../../../etc/passwd"}, "TokenInvalidSignature"),
            ({"alg": "RS256", "typ": "changed"}, "TokenInvalidSignature"),
            ({"alg": "RS256", "crit": ["b64"], "b64": False}, "AuthenticationUnsuccessful"),
            ({"alg": "none"}, "AuthenticationUnsuccessful"),
            ({"alg": "None"}, "AuthenticationUnsuccessful"),
            ({"alg": "rs256"}, "AuthenticationUnsuccessful"),
            ({"alg": "PS256"}, "AuthenticationUnsuccessful"),
            ({"alg": ["RS256"]}, "AuthenticationUnsuccessful"),
            ({"alg": None}, "AuthenticationUnsuccessful"),
            ({}, "AuthenticationUnsuccessful"),
            ([], "AuthenticationUnsuccessful"),
            ("RS256", "AuthenticationUnsuccessful"),
            (None, "AuthenticationUnsuccessful"),
        ],
        ids=str,
    )
    def test_a_changed_header(self, passes, token, header, detail):
        """The rest of the token as it was signed."""
        _, payload, signature = token.split(".")

        assert refused(passes, f"{segment(header)}.{payload}.{signature}") == detail

    @pytest.mark.parametrize("payload", [None, [], "text", 7, [{}]], ids=str)
    def test_a_payload_that_is_no_object(self, passes, key, payload):
        """Signed with our key, and still nothing."""
        body = f"{segment({'alg': 'RS256', 'kid': key.kid})}.{segment(payload)}"
        signature = RSAAlgorithm(RSAAlgorithm.SHA256).sign(body.encode(), key.private)

        assert refused(passes, f"{body}.{base64url(signature)}") == "AuthenticationUnsuccessful"

    @pytest.mark.parametrize("end", ["=", "==", "====", "\n", ".", "*"])
    def test_what_a_decoder_would_forgive(self, passes, token, end):
        """A token is good as it was signed, to the letter."""
        passes.read(token)

        assert refused(passes, token + end) == "AuthenticationUnsuccessful"

    @pytest.mark.parametrize("length", [16 * 1024 + 1, 100_000, 10_000_000])
    def test_a_token_longer_than_any(self, passes, key, length, monkeypatch):
        """It is refused unread, whoever signed it."""
        long = signed(key, scope=["x" * length])
        monkeypatch.delattr(jwt, "decode")

        assert refused(passes, long) == "AuthenticationUnsuccessful"

    def test_a_refresh_token_opens_no_door(self, passes):
        """Nor does a code."""
        consent = passes.consents.give(WEB, ADA, SCOPES, DEMO)

        for text in (
            passes.consents.issue_refresh_token(consent),
            passes.consents.issue_code(consent, "http://localhost", None, None),
        ):
            assert refused(passes, text) == "AuthenticationUnsuccessful"

    def test_what_is_refused_is_not_remembered(self, passes, key):
        """However many forgeries come, nobody's good token is forgotten for them."""
        good = signed(key)
        passes.read(good)
        for number in range(50):
            refused(passes, f"{good}{number}")

        assert passes._verified.cache_info().currsize == 1

    def test_what_is_remembered_is_bounded(self, passes):
        """Some thousand tokens, and then the oldest is verified anew."""
        assert passes._verified.cache_info().maxsize == 4096

    def test_a_token_of_an_app_or_a_user_who_is_gone(self, passes, token, world):
        """At once, though it was read before."""
        passes.read(token)
        app, user = world.apps.pop(WEB.client_id), world.users
        assert refused(passes, token) == "AuthenticationUnsuccessful"
        world.apps[WEB.client_id] = app
        passes.read(token)

        del user[ADA.user_id]

        assert refused(passes, token) == "AuthenticationUnsuccessful"

    def test_a_header_deeper_than_the_stack(self, passes):
        """Nesting must not exhaust the parser."""
        deep = base64url(b'{"alg":"RS256","a":' + b"[" * 100_000)

        assert refused(passes, f"{deep}.{segment({})}.AAAA") == "AuthenticationUnsuccessful"

    @pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b.c", "\udcff", "\0", "é.é.é"])
    def test_text_that_is_no_token(self, passes, text):
        """Malformed is unknown."""
        assert refused(passes, text) == "AuthenticationUnsuccessful"

    @given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode() + "..a"))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_text_at_all_upsets_the_reader(self, passes, text):
        """Whatever comes in, it is read or refused."""
        refused(passes, text)


class TestRotation:
    @pytest.fixture
    def passes(self, world, tmp_path):
        """With keys of their own."""
        return Passes(world, KeyRing(tmp_path / "signing-key.pem"))

    def test_tokens_of_an_older_key_stay_good(self, passes, token):
        """To their end, whether they were read before or not; new ones name the new key."""
        other = passes.mint(WEB, ADA, SCOPES)
        passes.read(token)
        passes.rotate_keys()
        fresh = passes.mint(WEB, ADA, SCOPES)

        assert [passes.read(one).client_id for one in (token, other, fresh)] == [WEB.client_id] * 3
        assert header_of(token)["kid"] != header_of(fresh)["kid"] == passes.keys.active.kid

    def test_the_longest_token_outlives_every_rotation(self, passes, clock):
        """Six months of CI."""
        token = passes.mint(WEB, ADA, SCOPES, lifetime=LONGEST_LIFE)
        for _ in range(3):
            clock.advance(timedelta(days=60))
            passes.rotate_keys()

        assert passes.read(token).client_id == WEB.client_id

    def test_a_forgotten_key_takes_its_tokens_with_it(self, passes, token):
        """Those too that were read before."""
        passes.read(token)
        passes.rotate_keys(forget=True)

        assert refused(passes, token) == "TokenInvalidSignature"

    def test_a_token_that_names_another_key_of_the_ring_is_refused(self, passes, token):
        """The kid chooses among our keys, and each verifies its own tokens only."""
        old = passes.keys.active
        passes.rotate_keys()
        misled = jwt.encode(
            payload_of(token), old.private, "RS256", headers={"kid": passes.keys.active.kid}
        )

        assert refused(passes, misled) == "TokenInvalidSignature"

    def test_reset_keeps_the_keys(self, passes, token):
        """What was signed before stays readable."""
        passes.rotate_keys()
        kid = passes.keys.active.kid
        passes.reset()

        assert passes.keys.active.kid == kid
        assert passes.read(token).client_id == WEB.client_id
