"""An invoice, with requests-oauthlib: sign in with a browser, bill, refresh, revoke."""

import os
import webbrowser
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from oauthlib.oauth2 import InvalidGrantError
from requests_oauthlib import OAuth2Session

AUTHORIZE = "https://login.xero.com/identity/connect/authorize"
TOKEN = "https://identity.xero.com/connect/token"
REVOCATION = "https://identity.xero.com/connect/revocation"
CONNECTIONS = "https://api.xero.com/connections"
API = "https://api.xero.com/api.xro/2.0"

CLIENT_ID = os.environ["XERO_CLIENT_ID"]
SECRET = os.environ.get("XERO_CLIENT_SECRET", "")  # a PKCE app has none
REDIRECT_URI = os.environ["XERO_REDIRECT_URI"]
SCOPES = "openid profile email offline_access accounting.invoices accounting.contacts".split()

calls_back = []


class Callback(BaseHTTPRequestHandler):
    """Where the browser comes back to."""

    timeout = 2  # some browsers knock in advance, and say nothing
    wbufsize = -1  # the answer leaves in one piece

    def do_GET(self):
        answer = parse_qs(urlsplit(self.path).query)
        if answer.get("state") == [state]:
            calls_back.append(answer)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Thank you. You may close this window.")

    def log_message(self, *args):
        """Say nothing of it."""


session = OAuth2Session(
    CLIENT_ID, redirect_uri=REDIRECT_URI, scope=SCOPES, pkce=None if SECRET else "S256"
)
address, state = session.authorization_url(AUTHORIZE)
with HTTPServer(("localhost", urlsplit(REDIRECT_URI).port), Callback) as server:
    webbrowser.open(address)
    while not calls_back:
        server.handle_request()
answer = calls_back[0]
print("consent:", *answer["scope"])

token = session.fetch_token(
    TOKEN, code=answer["code"][0], client_secret=SECRET or None, include_client_id=not SECRET
)
assert token["expires_in"] == 1800
print("token:", token["token_type"])

session.headers["Accept"] = "application/json"
connections = session.get(CONNECTIONS).json()
print("connections:", ", ".join(one["tenantName"] for one in connections))
session.headers["Xero-Tenant-Id"] = connections[0]["tenantId"]

LINE = {"Description": "Analysis", "Quantity": 2, "UnitAmount": 50, "AccountCode": "200"}
draft = {
    "Type": "ACCREC",
    "Contact": {"Name": "Ada Lovelace"},
    "Date": "2035-01-31",
    "DueDate": "2035-02-28",
    "LineItems": [LINE],
    "Status": "AUTHORISED",
}
answer = session.put(f"{API}/Invoices", json=draft)
answer.raise_for_status()
invoice = answer.json()["Invoices"][0]
print("create:", invoice["InvoiceID"])

address = f"{API}/Invoices/{invoice['InvoiceID']}"
invoice = session.get(address).json()["Invoices"][0]
assert invoice["Contact"]["Name"] == "Ada Lovelace"
print("read:", invoice["InvoiceID"], invoice["Total"])

wrong = session.put(f"{API}/Invoices", json=draft | {"LineItems": [LINE | {"AccountCode": "NOPE"}]})
assert wrong.status_code == 400, wrong.text
closed = session.get(f"{API}/Accounts")
assert (closed.status_code, closed.json()["Detail"]) == (401, "AuthorizationUnsuccessful")
elsewhere = session.get(address, headers={"Xero-Tenant-Id": invoice["InvoiceID"]})
assert (elsewhere.status_code, elsewhere.json()["Detail"]) == (403, "AuthenticationUnsuccessful")
print("refuse:", wrong.json()["Elements"][0]["ValidationErrors"][0]["Message"])

app = (CLIENT_ID, SECRET) if SECRET else None
fresh = session.refresh_token(TOKEN, client_id=CLIENT_ID, auth=app)
assert fresh["refresh_token"] != token["refresh_token"]
session.get(address).raise_for_status()
print("refresh:", fresh["expires_in"])

form = {"token": fresh["refresh_token"], "client_id": CLIENT_ID}
session.post(REVOCATION, data=form, auth=app, withhold_token=True).raise_for_status()
assert session.get(CONNECTIONS).status_code == 401
try:
    session.refresh_token(TOKEN, client_id=CLIENT_ID, auth=app)
except InvalidGrantError as refused:
    print("revoke:", refused.error)
