"""An invoice, with pyxero: sign in with a browser, bill, search, refresh, revoke."""

import os
import webbrowser
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import requests
from oauthlib.oauth2 import InvalidGrantError
from xero import Xero
from xero.auth import OAuth2Credentials
from xero.constants import XeroScopes
from xero.exceptions import XeroBadRequest, XeroForbidden, XeroUnauthorized

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # we are called back on plain localhost
REDIRECT_URI = os.environ["XERO_REDIRECT_URI"]
SCOPES = [
    XeroScopes.OFFLINE_ACCESS,
    XeroScopes.ACCOUNTING_TRANSACTIONS,
    XeroScopes.ACCOUNTING_CONTACTS,
]

calls_back = []


class Callback(BaseHTTPRequestHandler):
    """Where the browser comes back to."""

    timeout = 2  # some browsers knock in advance, and say nothing
    wbufsize = -1  # the answer leaves in one piece

    def do_GET(self):
        if f"state={credentials.auth_state}" in self.path:
            calls_back.append(f"http://{self.headers['Host']}{self.path}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Thank you. You may close this window.")

    def log_message(self, *args):
        """Say nothing of it."""


credentials = OAuth2Credentials(
    os.environ["XERO_CLIENT_ID"],
    os.environ["XERO_CLIENT_SECRET"],
    callback_uri=REDIRECT_URI,
    scope=SCOPES,
)
address = credentials.generate_url()
with HTTPServer(("localhost", urlsplit(REDIRECT_URI).port), Callback) as server:
    webbrowser.open(address)
    while not calls_back:
        server.handle_request()
print("consent: came back")

credentials.verify(calls_back[0])
print("token:", credentials.token["token_type"])

tenants = credentials.get_tenants()
print("connections:", ", ".join(one["tenantName"] for one in tenants))
credentials.tenant_id = tenants[0]["tenantId"]

xero = Xero(credentials)
(contact,) = xero.contacts.put({"Name": "Ada Lovelace", "EmailAddress": "ada@example.com"})
LINE = {"Description": "Analysis", "Quantity": 2, "UnitAmount": 50, "AccountCode": "200"}
draft = {
    "Type": "ACCREC",
    "Contact": {"ContactID": contact["ContactID"]},
    "Date": date(2035, 1, 31),
    "DueDate": date(2035, 2, 28),
    "LineItems": [LINE],
    "Status": "DRAFT",
}
(invoice,) = xero.invoices.put(draft)
(invoice,) = xero.invoices.save(
    {"InvoiceID": invoice["InvoiceID"], "Status": "AUTHORISED", "Contact": draft["Contact"]}
)
print("create:", invoice["InvoiceID"])

(invoice,) = xero.invoices.filter(Contact_Name="Ada Lovelace", Status="AUTHORISED")
(invoice,) = xero.invoices.get(invoice["InvoiceID"])
assert (invoice["Contact"]["Name"], invoice["DueDate"].day) == ("Ada Lovelace", 28)
print("read:", invoice["InvoiceID"], invoice["Total"])

try:
    xero.invoices.put(draft | {"LineItems": [LINE | {"AccountCode": "NOPE"}]})
except XeroBadRequest as refused:
    print("refuse:", refused.errors[0])
for call, refusal in (
    (lambda: xero.accounts.all(), XeroUnauthorized),
    (lambda: Xero(credentials).invoices.all(), XeroForbidden),
):
    try:
        call()
    except refusal as refused:
        print("refused, too:", refused)
    else:
        raise SystemExit("this should have been refused")
    credentials.tenant_id = invoice["InvoiceID"]  # an organisation that nobody has connected
credentials.tenant_id = tenants[0]["tenantId"]

old = credentials.token
fresh = credentials.refresh()
assert fresh["refresh_token"] != old["refresh_token"]
Xero(credentials).invoices.get(invoice["InvoiceID"])
print("refresh:", fresh["expires_in"])

answer = requests.post(  # pyxero revokes nothing
    "https://identity.xero.com/connect/revocation",
    {"token": fresh["refresh_token"]},
    auth=(credentials.client_id, credentials.client_secret),
    timeout=30,
)
answer.raise_for_status()
try:
    credentials.get_tenants()
except XeroUnauthorized as refused:
    print("refused, too:", refused)
else:
    raise SystemExit("a revoked token opened something")
try:
    credentials.refresh()
except InvalidGrantError as refused:
    print("revoke:", refused.error)
