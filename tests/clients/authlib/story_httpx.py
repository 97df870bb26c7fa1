"""An invoice, with Authlib on httpx: everything at once, and one refresh for all who need it."""

import asyncio
import os
import secrets
import webbrowser
from urllib.parse import urlsplit

import httpx
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

DISCOVERY = "https://identity.xero.com/.well-known/openid-configuration"
API = "https://api.xero.com/api.xro/2.0"
CONNECTIONS = "https://api.xero.com/connections"
REDIRECT_URI = os.environ["XERO_REDIRECT_URI"]
SCOPES = "openid email offline_access accounting.transactions accounting.contacts"

LINE = {"Description": "Analysis", "Quantity": 2, "UnitAmount": 50, "AccountCode": "200"}
DRAFT = {
    "Type": "ACCREC",
    "Contact": {"Name": "Ada Lovelace"},
    "Date": "2035-01-31",
    "DueDate": "2035-02-28",
    "LineItems": [LINE],
    "Status": "AUTHORISED",
}


async def consent(address, state):
    """Where the browser comes back to."""
    came_back = asyncio.get_running_loop().create_future()

    async def callback(reader, writer):
        _, path, _ = (await reader.readline()).decode().split()
        while (await reader.readline()).strip():
            pass
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nThank you.")
        await writer.drain()
        writer.close()
        if f"state={state}" in path and not came_back.done():
            came_back.set_result(f"{REDIRECT_URI}?{urlsplit(path).query}")

    async with await asyncio.start_server(callback, "localhost", urlsplit(REDIRECT_URI).port):
        await asyncio.to_thread(webbrowser.open, address)
        return await came_back


async def main():
    secret = os.environ.get("XERO_CLIENT_SECRET") or None  # a PKCE app has none
    app = AsyncOAuth2Client(
        os.environ["XERO_CLIENT_ID"],
        secret,
        redirect_uri=REDIRECT_URI,
        scope=SCOPES,
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        revocation_endpoint_auth_method="client_secret_basic" if secret else "none",
        code_challenge_method="S256",
        timeout=30,
    )
    async with app as client:
        await tell(client)


async def tell(client):
    async with httpx.AsyncClient(timeout=30) as anybody:
        xero = (await anybody.get(DISCOVERY)).json()
    client.metadata |= {"token_endpoint": xero["token_endpoint"]}
    nonce, verifier = secrets.token_urlsafe(), generate_token(48)
    address, state = client.create_authorization_url(
        xero["authorization_endpoint"], nonce=nonce, code_verifier=verifier
    )
    came_back = await consent(address, state)
    print("consent: came back")

    token = await client.fetch_token(
        authorization_response=came_back, state=state, code_verifier=verifier
    )
    keys, same = await asyncio.gather(
        client.get(xero["jwks_uri"]), client.get(xero["userinfo_endpoint"])
    )
    said = jwt.decode(token["id_token"], KeySet.import_key_set(keys.json()), algorithms=["RS256"])
    person = CodeIDToken(
        said.claims,
        said.header,
        options={
            "iss": {"essential": True, "value": xero["issuer"]},
            "aud": {"essential": True, "value": client.client_id},
        },
        params={"nonce": nonce, "access_token": token["access_token"]},
    )
    person.validate(leeway=5)
    assert person["email"] == same.json()["email"]
    print("token:", token["token_type"])

    client.headers["Accept"] = "application/json"
    connections = (await client.get(CONNECTIONS)).json()
    print("connections:", ", ".join(one["tenantName"] for one in connections))
    client.headers["Xero-Tenant-Id"] = connections[0]["tenantId"]

    answer = await client.put(f"{API}/Invoices", json=DRAFT)
    answer.raise_for_status()
    invoice = answer.json()["Invoices"][0]
    print("create:", invoice["InvoiceID"])

    address = f"{API}/Invoices/{invoice['InvoiceID']}"
    invoice = (await client.get(address)).json()["Invoices"][0]
    assert invoice["Contact"]["Name"] == "Ada Lovelace"
    print("read:", invoice["InvoiceID"], invoice["Total"])

    wrong, closed, elsewhere = await asyncio.gather(
        client.put(f"{API}/Invoices", json=DRAFT | {"LineItems": [LINE | {"AccountCode": "NOPE"}]}),
        client.get(f"{API}/Accounts"),
        client.get(address, headers={"Xero-Tenant-Id": invoice["InvoiceID"]}),
    )
    assert [wrong.status_code, closed.status_code, elsewhere.status_code] == [400, 401, 403]
    assert closed.json()["Detail"] == "AuthorizationUnsuccessful"
    assert elsewhere.json()["Detail"] == "AuthenticationUnsuccessful"
    print("refuse:", wrong.json()["Elements"][0]["ValidationErrors"][0]["Message"])

    client.token["expires_at"] = 0  # as after half an hour: Authlib refreshes by itself, once
    answers = await asyncio.gather(*(client.get(address) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert client.token["refresh_token"] != token["refresh_token"]
    print("refresh:", client.token["expires_in"])

    await client.revoke_token(xero["revocation_endpoint"], client.token["refresh_token"])
    assert (await client.get(CONNECTIONS)).status_code == 401
    try:
        await client.refresh_token(xero["token_endpoint"])
    except OAuthError as refused:
        print("revoke:", refused.error)


asyncio.run(main())
