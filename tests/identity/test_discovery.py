import jwt
import pytest

from tests.identity.builders import WEB

DOCUMENT = "/.well-known/openid-configuration"


def test_every_address_leads_back_here(integration, origin):
    """A client that is pointed at the document is pointed at the mock."""
    document = integration.get(DOCUMENT).json()

    addresses = {name: text for name, text in document.items() if name.endswith("_endpoint")}
    assert addresses == {
        "authorization_endpoint": f"{origin}/identity/connect/authorize",
        "token_endpoint": f"{origin}/connect/token",
        "userinfo_endpoint": f"{origin}/connect/userinfo",
        "revocation_endpoint": f"{origin}/connect/revocation",
    }
    assert document["jwks_uri"] == f"{origin}{DOCUMENT}/jwks"


def test_under_xeros_names_the_addresses_are_xeros(integration, origin):
    """Login is another host than identity, and both speak TLS."""
    document = integration.session.get(
        f"{origin}{DOCUMENT}", headers={"Host": "identity.xero.com"}
    ).json()

    assert document["authorization_endpoint"] == (
        "https://login.xero.com/identity/connect/authorize"
    )
    assert document["token_endpoint"] == "https://identity.xero.com/connect/token"


def test_the_issuer_is_xero(integration):
    """Wherever the mock is served: SDKs insist on it."""
    assert integration.get(DOCUMENT).json()["issuer"] == "https://identity.xero.com"


def test_no_issuer_is_promised_on_the_redirect(integration):
    """openid-client would insist on it."""
    document = integration.get(DOCUMENT).json()

    assert "authorization_response_iss_parameter_supported" not in document


@pytest.mark.parametrize("host", ["evil.example", "a b", '"', "\xff", "x" * 4000, "[::1", ":"])
def test_a_strange_host_breaks_nothing(integration, origin, host):
    """It is quoted back at most."""
    answer = integration.session.get(
        f"{origin}{DOCUMENT}", headers={"Host": host.encode("latin-1")}
    )

    assert answer.status_code in {200, 400}


def test_pyjwt_verifies_our_tokens_with_the_key_set(integration, origin, passes):
    """By the kid in the token, over HTTP, as any resource server would."""
    tokens = integration.tokens()
    client = jwt.PyJWKClient(f"{origin}{DOCUMENT}/jwks")
    audiences = {
        tokens["access_token"]: "https://identity.xero.com/resources",
        tokens["id_token"]: WEB.client_id,
    }

    for token, audience in audiences.items():
        claims = jwt.decode(
            token,
            client.get_signing_key_from_jwt(token).key,
            algorithms=["RS256"],
            audience=audience,
            issuer="https://identity.xero.com",
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
        assert claims["xero_userid"]


def test_the_key_set_names_the_key_of_the_tokens(integration, key):
    """The key in use, and first."""
    assert integration.get(f"{DOCUMENT}/jwks").json() == {"keys": [key.jwk]}
