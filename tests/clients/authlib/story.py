"""An invoice, with Authlib on requests: find everything by discovery, and check who signed in."""

import os
import secrets
import webbrowser
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

DISCOVERY = "https://identity.xero.com/.well-known/openid-configuration"
API = "https://api.xero.com/api.xro/2.0"
CONNECTIONS = "https://api.xero.com/connections"
REDIRECT_URI = os.environ["XERO_REDIRECT_URI"]

calls_back = []


class Callback(BaseHTTPRequestHandler):
    """Where the browser comes back to."""

    timeout = 2  # some browsers knock in advance, and say nothing
    wbufsize = -1  # the answer leaves in one piece

    def do_GET(self):
        if f"state={state}" in self.path:
            calls_back.append(f"http://{self.headers['Host']}{self.path}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Thank you. You may close this window.")

    def log_message(self, *args):
        """Say nothing of it."""


def said_by(id_token, **params):
    """The claims of an id token, if Xero signed it for us."""
    keys = KeySet.import_key_set(requests.get(xero["jwks_uri"], timeout=30).json())
    said = jwt.decode(id_token, keys, algorithms=["RS256"])
    claims = CodeIDToken(
        said.claims,
        said.header,
        options={
            "iss": {"essential": True, "value": xero["issuer"]},
            "aud": {"essential": True, "value": client.client_id},
        },
        params=params | {"access_token": client.token["access_token"]},
    )
    claims.validate(leeway=5)
    return claims


xero = requests.get(DISCOVERY, timeout=30).json()
secret = os.environ.get("XERO_CLIENT_SECRET") or None  # a PKCE app has none
client = OAuth2Session(
    os.environ["XERO_CLIENT_ID"],
    secret,
    redirect_uri=REDIRECT_URI,
    scope="openid profile email offline_access accounting.invoices accounting.contacts",
    token_endpoint=xero["token_endpoint"],
    token_endpoint_auth_method="client_secret_post" if secret else "none",
    revocation_endpoint_auth_method="client_secret_post" if secret else "none",
    code_challenge_method="S256",
)
nonce, verifier = secrets.token_urlsafe(), generate_token(48)
address, state = client.create_authorization_url(
    xero["authorization_endpoint"], nonce=nonce, code_verifier=verifier
)
with HTTPServer(("localhost", urlsplit(REDIRECT_URI).port), Callback) as server:
    webbrowser.open(address)
    while not calls_back:
        server.handle_request()
print("consent: came back")

token = client.fetch_token(
    authorization_response=calls_back[0], state=state, code_verifier=verifier
)
person = said_by(token["id_token"], nonce=nonce)
same = client.get(xero["userinfo_endpoint"]).json()
assert (same["sub"], same["email"]) == (person["sub"], person["email"])
print("token:", token["token_type"])

client.headers["Accept"] = "application/json"
connections = client.get(CONNECTIONS).json()
print("connections:", ", ".join(one["tenantName"] for one in connections))
client.headers["Xero-Tenant-Id"] = connections[0]["tenantId"]

LINE = {"Description": "Analysis", "Quantity": 2, "UnitAmount": 50, "AccountCode": "200"}
draft = {
    "Type": "ACCREC",
    "Contact": {"Name": "Ada Lovelace"},
    "Date": "2035-01-31",
    "DueDate": "2035-02-28",
    "LineItems": [LINE],
    "Status": "AUTHORISED",
}
answer = client.put(f"{API}/Invoices", json=draft)
answer.raise_for_status()
invoice = answer.json()["Invoices"][0]
print("create:", invoice["InvoiceID"])

address = f"{API}/Invoices/{invoice['InvoiceID']}"
invoice = client.get(address).json()["Invoices"][0]
assert invoice["Contact"]["Name"] == "Ada Lovelace"
print("read:", invoice["InvoiceID"], invoice["Total"])

wrong = client.put(f"{API}/Invoices", json=draft | {"LineItems": [LINE | {"AccountCode": "NOPE"}]})
assert wrong.status_code == 400, wrong.text
closed = client.get(f"{API}/Accounts")
assert (closed.status_code, closed.json()["Detail"]) == (401, "AuthorizationUnsuccessful")
elsewhere = client.get(address, headers={"Xero-Tenant-Id": invoice["InvoiceID"]})
assert (elsewhere.status_code, elsewhere.json()["Detail"]) == (403, "AuthenticationUnsuccessful")
print("refuse:", wrong.json()["Elements"][0]["ValidationErrors"][0]["Message"])

client.token["expires_at"] = 0  # as after half an hour: Authlib refreshes by itself
client.get(address).raise_for_status()
assert client.token["refresh_token"] != token["refresh_token"]
assert said_by(client.token["id_token"])["sub"] == person["sub"]
print("refresh:", client.token["expires_in"])

client.revoke_token(xero["revocation_endpoint"], client.token["refresh_token"]).raise_for_status()
assert client.get(CONNECTIONS).status_code == 401
try:
    client.refresh_token(xero["token_endpoint"])
except OAuthError as refused:
    print("revoke:", refused.error)
