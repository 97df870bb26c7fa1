import jwt
import pytest
from authlib.oidc.discovery import OpenIDProviderMetadata  # type: ignore[import-untyped]
from flask import Flask

from mockxero.identity.passes import Passes
from mockxero.identity.routes import identity_api
from tests.identity.builders import ADA, WEB, payload_of

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


@pytest.mark.parametrize(
    ("scheme", "host", "login", "identity"),
    [
        ("https", "identity.xero.com", "https://login.xero.com", "https://identity.xero.com"),
        ("https", "Identity.Xero.COM", "https://login.xero.com", "https://identity.xero.com"),
        ("https", "login.xero.com", "https://login.xero.com", "https://identity.xero.com"),
        ("https", "api.xero.com", "https://login.xero.com", "https://identity.xero.com"),
        ("http", "identity.xero.com", "https://login.xero.com", "https://identity.xero.com"),
        ("http", "localhost:9376", "http://localhost:9376", "http://localhost:9376"),
        ("https", "localhost:9377", "https://localhost:9377", "https://localhost:9377"),
        ("http", "mockxero", "http://mockxero", "http://mockxero"),
        ("http", "[::1]:9376", "http://[::1]:9376", "http://[::1]:9376"),
    ],
)
def test_under_each_name_the_document_speaks_of_one_place(browser, scheme, host, login, identity):
    """What it names can be reached where it was found; the issuer is Xero everywhere."""
    document = browser.get(DOCUMENT, base_url=f"{scheme}://{host}").get_json()

    assert document["issuer"] == "https://identity.xero.com"
    assert document["authorization_endpoint"] == f"{login}/identity/connect/authorize"
    assert document["jwks_uri"] == f"{identity}{DOCUMENT}/jwks"
    for name in ("token", "userinfo", "revocation"):
        assert document[f"{name}_endpoint"] == f"{identity}/connect/{name}"


def test_authlib_takes_the_document(browser):
    """With all that OpenID Connect Discovery and RFC 8414 insist on."""
    document = browser.get(DOCUMENT, base_url="https://identity.xero.com").get_json()

    OpenIDProviderMetadata(document).validate()


def test_the_issuer_can_be_another(world, keys):
    """For clients that compare it with where they found the document."""
    service = Flask("elsewhere")
    passes = Passes(world, keys, issuer="http://localhost:9376")
    service.register_blueprint(identity_api(world, passes))

    assert service.test_client().get(DOCUMENT).get_json()["issuer"] == "http://localhost:9376"
    assert payload_of(passes.mint(WEB, ADA, ("openid",)))["iss"] == "http://localhost:9376"


@pytest.mark.parametrize("issuer", ["", "localhost:9376", "ftp://x", "http://a b", " http://a"])
def test_an_issuer_is_a_url(world, keys, issuer):
    with pytest.raises(ValueError, match="an issuer is a URL"):
        Passes(world, keys, issuer)


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
