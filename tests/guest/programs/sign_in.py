"""Gets a token and lists connections, with the library that is named."""

import asyncio
import base64
import http.client
import json
import os
import socket
import ssl
import sys
import urllib.parse
import urllib.request

IDENTITY, API = "https://identity.xero.com/connect/token", "https://api.xero.com/connections"
FORM = {"grant_type": "client_credentials"}
AUTH = (os.environ["XERO_CLIENT_ID"], os.environ["XERO_CLIENT_SECRET"])
BASIC = {"Authorization": "Basic " + base64.b64encode(":".join(AUTH).encode()).decode()}


def with_urllib():
    encoded = urllib.parse.urlencode(FORM).encode()
    asked = urllib.request.Request(IDENTITY, encoded, BASIC)
    token = json.load(urllib.request.urlopen(asked, timeout=10))["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    asked = urllib.request.Request(API, headers=bearer)
    return json.load(urllib.request.urlopen(asked, timeout=10))


def with_http_client():
    """It knows of no proxy, and of no CAs but the system's."""

    def ask(method, url, body, headers):
        parts = urllib.parse.urlsplit(url)
        wire = http.client.HTTPSConnection(parts.netloc, timeout=10)
        wire.request(method, parts.path, body, headers)
        return json.load(wire.getresponse())

    form = {"Content-Type": "application/x-www-form-urlencoded", **BASIC}
    token = ask("POST", IDENTITY, urllib.parse.urlencode(FORM), form)["access_token"]
    return ask("GET", API, None, {"Authorization": f"Bearer {token}"})


def with_requests():
    import requests

    token = requests.post(IDENTITY, FORM, auth=AUTH, timeout=10).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    return requests.get(API, headers=bearer, timeout=10).json()


def with_urllib3():
    """As xero-python has it: no proxy, and only the CAs that Mozilla trusts."""
    import certifi
    import urllib3

    pool = urllib3.PoolManager(ca_certs=certifi.where(), timeout=10)
    token = pool.request(
        "POST", IDENTITY, fields=FORM, headers=BASIC, encode_multipart=False
    ).json()
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    return pool.request("GET", API, headers=bearer).json()


def with_httpx():
    import httpx

    token = httpx.post(IDENTITY, data=FORM, auth=AUTH).json()["access_token"]
    return httpx.get(API, headers={"Authorization": f"Bearer {token}"}).json()


def with_httpx_alone():
    """Asynchronous, and told to heed nothing of the environment: anyio asks for addresses."""
    import httpx

    async def ask():
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(IDENTITY, data=FORM, auth=AUTH)
            bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
            return (await client.get(API, headers=bearer)).json()

    return asyncio.run(ask())


def with_uvloop():
    """A loop that looks names up by itself."""
    import uvloop

    async def ask(host, head, body=""):
        reading, writing = await asyncio.open_connection(host, 443, ssl=True)
        writing.write(f"{head}\r\nHost: {host}\r\n\r\n{body}".encode())
        answer = await reading.read()
        return json.loads(answer.partition(b"\r\n\r\n")[2])

    async def both():
        form = urllib.parse.urlencode(FORM)
        head = f"POST /connect/token HTTP/1.0\r\nAuthorization: {BASIC['Authorization']}"
        head += (
            f"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}"
        )
        token = (await ask("identity.xero.com", head, form))["access_token"]
        head = f"GET /connections HTTP/1.0\r\nAuthorization: Bearer {token}"
        return await ask("api.xero.com", head)

    return uvloop.run(both())


def with_socket():
    """As nobody should."""

    def ask(host, head, body=""):
        context = ssl.create_default_context()
        with socket.socket() as plain:
            plain.settimeout(10)
            plain.connect((host, 443))
            with context.wrap_socket(plain, server_hostname=host) as secure:
                head += f"\r\nHost: {host}\r\nContent-Length: {len(body)}\r\nConnection: close"
                secure.sendall(f"{head}\r\n\r\n{body}".encode())
                answer = http.client.HTTPResponse(secure)
                answer.begin()
                return json.load(answer)

    head = f"POST /connect/token HTTP/1.1\r\nAuthorization: {BASIC['Authorization']}"
    head += "\r\nContent-Type: application/x-www-form-urlencoded"
    token = ask("identity.xero.com", head, urllib.parse.urlencode(FORM))["access_token"]
    return ask("api.xero.com", f"GET /connections HTTP/1.1\r\nAuthorization: Bearer {token}")


def with_aiohttp():
    """It knows of no proxy, either."""
    import aiohttp

    async def ask():
        async with aiohttp.ClientSession() as session:
            answer = await session.post(IDENTITY, data=FORM, auth=aiohttp.BasicAuth(*AUTH))
            token = (await answer.json())["access_token"]
            answer = await session.get(API, headers={"Authorization": f"Bearer {token}"})
            return await answer.json()

    return asyncio.run(ask())


for connection in globals()[f"with_{sys.argv[1]}"]():
    print(connection["tenantName"])
