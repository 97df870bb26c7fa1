"""An invoice, with Xero's Python SDK: sign in with a browser, bill, refresh, revoke."""

import json
import os
import webbrowser
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from requests_oauthlib import OAuth2Session
from xero_python.accounting import AccountingApi, Contact, Invoice, Invoices, LineItem
from xero_python.api_client import ApiClient
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token
from xero_python.exceptions import AccountingBadRequestException, HTTPStatusException
from xero_python.identity import IdentityApi

CLIENT_ID, SECRET = os.environ["XERO_CLIENT_ID"], os.environ["XERO_CLIENT_SECRET"]
REDIRECT_URI = os.environ["XERO_REDIRECT_URI"]
SCOPES = "openid profile email offline_access accounting.transactions accounting.contacts".split()

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


# The SDK leaves signing in to others; from here on it refreshes and revokes by itself.
session = OAuth2Session(CLIENT_ID, redirect_uri=REDIRECT_URI, scope=SCOPES)
address, state = session.authorization_url("https://login.xero.com/identity/connect/authorize")
with HTTPServer(("localhost", urlsplit(REDIRECT_URI).port), Callback) as server:
    webbrowser.open(address)
    while not calls_back:
        server.handle_request()
print("consent:", *calls_back[0]["scope"])

kept = dict(
    session.fetch_token(
        "https://identity.xero.com/connect/token",
        code=calls_back[0]["code"][0],
        client_secret=SECRET,
    )
)
print("token:", kept["token_type"])

client = ApiClient(
    Configuration(oauth2_token=OAuth2Token(CLIENT_ID, SECRET)),
    oauth2_token_saver=kept.update,
    oauth2_token_getter=lambda: kept,
)
connections = IdentityApi(client).get_connections()
print("connections:", ", ".join(one.tenant_name for one in connections))
tenant = connections[0].tenant_id

xero = AccountingApi(client)
draft = Invoice(
    type="ACCREC",
    contact=Contact(name="Ada Lovelace"),
    date=date(2035, 1, 31),
    due_date=date(2035, 2, 28),
    line_items=[LineItem(description="Analysis", quantity=2, unit_amount=50, account_code="200")],
    status="AUTHORISED",
)
invoice = xero.create_invoices(tenant, Invoices(invoices=[draft])).invoices[0]
print("create:", invoice.invoice_id)

invoice = xero.get_invoice(tenant, invoice.invoice_id).invoices[0]
assert (invoice.contact.name, invoice.due_date) == ("Ada Lovelace", draft.due_date)
print("read:", invoice.invoice_id, invoice.total)

said = []
for call in (
    lambda: xero.get_accounts(tenant),
    lambda: xero.get_invoice(invoice.invoice_id, invoice.invoice_id),
):
    try:
        call()
    except HTTPStatusException as refused:
        said.append((refused.status, json.loads(refused.body)["Detail"]))
assert said == [(401, "AuthorizationUnsuccessful"), (403, "AuthenticationUnsuccessful")], said
draft.line_items[0].account_code = "NOPE"
try:
    xero.create_invoices(tenant, Invoices(invoices=[draft]))
except AccountingBadRequestException as refused:
    print("refuse:", refused.reason)

old = dict(kept)
kept["expires_at"] = 0  # as after half an hour
xero.get_invoice(tenant, invoice.invoice_id)
assert kept["refresh_token"] != old["refresh_token"]
print("refresh:", kept["expires_in"])

revoked = dict(kept)
client.revoke_oauth2_token()
assert kept["access_token"] is None
kept.update(revoked)
said = []
for call in (IdentityApi(client).get_connections, client.refresh_oauth2_token):
    try:
        call()
    except HTTPStatusException as refused:
        said.append(refused.status)
assert said == [401, 400], said
print("revoke: both tokens are refused")
