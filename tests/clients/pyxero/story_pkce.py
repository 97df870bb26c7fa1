"""An invoice, with pyxero and no secret: it opens the browser and is called back by itself."""

import os
from datetime import date
from urllib.parse import urlsplit

import requests
from xero import Xero
from xero.auth import OAuth2PKCECredentials
from xero.constants import XeroScopes
from xero.exceptions import XeroBadRequest, XeroException, XeroForbidden, XeroUnauthorized

TOKEN = "https://identity.xero.com/connect/token"
CLIENT_ID = os.environ["XERO_CLIENT_ID"]
SCOPES = [
    XeroScopes.OFFLINE_ACCESS,
    XeroScopes.ACCOUNTING_TRANSACTIONS,
    XeroScopes.ACCOUNTING_CONTACTS,
]

port = urlsplit(os.environ["XERO_REDIRECT_URI"]).port
credentials = OAuth2PKCECredentials(CLIENT_ID, None, port=port, scope=SCOPES)
credentials.logon()
print("consent: came back")
print("token:", credentials.token["token_type"])

tenants = credentials.get_tenants()
print("connections:", ", ".join(one["tenantName"] for one in tenants))
credentials.tenant_id = tenants[0]["tenantId"]

xero = Xero(credentials)
LINE = {"Description": "Analysis", "Quantity": 2, "UnitAmount": 50, "AccountCode": "200"}
draft = {
    "Type": "ACCREC",
    "Contact": {"Name": "Ada Lovelace"},
    "Date": date(2035, 1, 31),
    "DueDate": date(2035, 2, 28),
    "LineItems": [LINE],
    "Status": "AUTHORISED",
}
(invoice,) = xero.invoices.put(draft)
print("create:", invoice["InvoiceID"])

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

# pyxero refreshes only with a secret, and revokes nothing: its users do both themselves.
try:
    credentials.refresh()
except XeroException as refused:
    assert "client_secret" in str(refused), refused
old = credentials.token["refresh_token"]
form = {"grant_type": "refresh_token", "refresh_token": old, "client_id": CLIENT_ID}
answer = requests.post(TOKEN, form, timeout=30)
answer.raise_for_status()
fresh = answer.json()
assert fresh["refresh_token"] != old
credentials = OAuth2PKCECredentials(
    CLIENT_ID, None, token=fresh, tenant_id=tenants[0]["tenantId"], scope=SCOPES
)
Xero(credentials).invoices.get(invoice["InvoiceID"])
print("refresh:", fresh["expires_in"])

form = {"token": fresh["refresh_token"], "client_id": CLIENT_ID}
requests.post("https://identity.xero.com/connect/revocation", form, timeout=30).raise_for_status()
try:
    credentials.get_tenants()
except XeroUnauthorized as refused:
    print("refused, too:", refused)
else:
    raise SystemExit("a revoked token opened something")
form = {
    "grant_type": "refresh_token",
    "refresh_token": fresh["refresh_token"],
    "client_id": CLIENT_ID,
}
print("revoke:", requests.post(TOKEN, form, timeout=30).json()["error"])
