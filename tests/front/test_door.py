"""The door: TLS ends here, and a proxy leads Xero's names here and everybody else where they go."""

import random
import select
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from mockxero.front import door as doors
from mockxero.front.authority import XERO
from mockxero.front.heads import LARGEST
from tests.front.servers import (
    PATIENCE,
    Answer,
    asked,
    dialled,
    heard_head,
    said,
    trusting,
    tunnelled,
)

NOISE = random.Random(1).randbytes(6 * 1024 * 1024 + 7)
HELLO = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")


def exchanged(guest, sent):
    """What an echo says to very much, said and heard in turns: TLS is not for two threads."""
    guest.setblocking(False)
    waiting, heard = memoryview(sent), bytearray()
    while len(heard) < len(sent):
        select.select([guest], [guest] if waiting else [], [], PATIENCE)
        with suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            waiting = waiting[guest.send(waiting[:65536]) :] if waiting else waiting
        with suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            data = guest.recv(65536)
            if not data:
                break
            heard += data
    guest.settimeout(PATIENCE)
    return bytes(heard)


# --- TLS ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*XERO, "localhost", "127.0.0.1"])
def test_every_byte_of_a_tls_connection_reaches_the_mock_and_comes_back(door, authority, name):
    with trusting(authority).wrap_socket(dialled(door()), server_hostname=name) as guest:
        assert exchanged(guest, NOISE) == NOISE


def test_what_the_mock_says_last_arrives_before_it_hangs_up(door, authority, start):
    """A slow reader gets all of a large answer although the mock has long gone."""
    behind = start(Answer(NOISE))
    opened = door(behind)
    with trusting(authority).wrap_socket(dialled(opened), server_hostname="localhost") as guest:
        guest.sendall(b"GET / HTTP/1.1\r\n\r\n")
        time.sleep(0.3)
        heard = bytearray()
        while len(heard) < len(NOISE):
            data = guest.recv(16384)
            assert data, len(heard)
            heard += data
            if len(heard) % (1024 * 1024) < 16384:
                time.sleep(0.05)
    assert heard == NOISE


def test_two_hundred_are_served_at_once(door, authority):
    context, opened = trusting(authority), door()
    with ExitStack() as leaving:
        guests = [
            leaving.enter_context(
                context.wrap_socket(dialled(opened), server_hostname="api.xero.com")
            )
            for _ in range(200)
        ]
        for number, guest in enumerate(guests):
            guest.sendall(b"%d" % number)
        for number, guest in enumerate(guests):
            assert guest.recv(100) == b"%d" % number
        assert threading.active_count() < 200 + 50  # those of the echo, not of the door


def test_a_client_that_hangs_up_is_forgotten(door, authority, context):
    opened = door()
    for _ in range(20):
        guest = trusting(authority).wrap_socket(dialled(opened), server_hostname="api.xero.com")
        guest.close()
    assert until(lambda: open_tasks(opened) == 1)


def open_tasks(door):
    import asyncio

    return len(asyncio.all_tasks(door._loop))


def until(so, patience=5.0):
    end = time.monotonic() + patience
    while not so() and time.monotonic() < end:
        time.sleep(0.02)
    return so()


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x00\x05hello",
        b"\x16" + b"\x00" * 100,
        b"\x16\x03\x01\xff\xff" + b"\xff" * 4096,
    ],
    ids=["no handshake", "zeroes", "too long"],
)
def test_what_only_looks_like_tls_is_hung_up_on(door, garbage):
    with dialled(door()) as guest:
        guest.sendall(garbage)
        guest.shutdown(socket.SHUT_WR)
        assert len(said(guest)) < 100  # an alert at most


def test_a_mock_that_is_gone_ends_the_connection(door, authority):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    opened = door(port)
    guest = trusting(authority).wrap_socket(dialled(opened), server_hostname="localhost")
    with guest, suppress(ConnectionResetError):
        assert guest.recv(1) == b""


# --- who waits ------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [b"", b"\x16", b"GET http://a/ HT", b"CONNECT a:1 HTTP/1.1\r\nA"])
def test_nobody_holds_a_connection_open_by_saying_little(door, monkeypatch, first):
    monkeypatch.setattr(doors, "PATIENCE", 0.2)
    begun = time.monotonic()
    told = asked(door(proxy=True), first)

    assert told == b"" or told.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert time.monotonic() - begun < 3


def test_a_slow_loris_has_one_time_for_all_of_its_head(door, monkeypatch):
    monkeypatch.setattr(doors, "PATIENCE", 0.4)
    monkeypatch.setattr(doors, "FAREWELL", 0.4)
    with dialled(door(proxy=True)) as guest:
        guest.sendall(b"GET http://a/ HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"Broken pipe|reset"):
            say_slowly(guest)


def say_slowly(guest):
    for _ in range(100):
        time.sleep(0.05)
        guest.sendall(b"A: b\r\n")


# --- the proxy: Xero's names ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["api.xero.com:443", "IDENTITY.Xero.com:443", "login.xero.com.:443"]
)
def test_the_names_of_xero_end_here(door, authority, address):
    seen = []
    opened = door(proxy=True, seen=lambda *told: seen.append(told))
    name = address.partition(":")[0].rstrip(".").lower()
    plain = tunnelled(opened, address)
    with trusting(authority).wrap_socket(plain, server_hostname=name) as guest:
        assert exchanged(guest, NOISE[:100_000]) == NOISE[:100_000]
    assert seen == [(name, "mock")]


def test_a_handshake_that_does_not_wait_for_the_answer_is_not_lost(door, authority):
    """CONNECT and the first words of TLS, in one packet."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    theirs = trusting(authority).wrap_bio(incoming, outgoing, server_hostname="api.xero.com")
    with pytest.raises(ssl.SSLWantReadError):
        theirs.do_handshake()
    with dialled(door(proxy=True)) as guest:
        guest.sendall(b"CONNECT api.xero.com:443 HTTP/1.1\r\n\r\n" + outgoing.read())
        assert heard_head(guest).startswith(b"HTTP/1.1 200 ")
        while True:
            incoming.write(guest.recv(65536))
            try:
                theirs.do_handshake()
                break
            except ssl.SSLWantReadError:
                continue
    assert theirs.version() == "TLSv1.3"


def test_what_is_asked_of_xero_in_whole_is_answered_by_the_mock(door, start):
    """axios does that to proxies."""
    mock = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    request = (
        b"POST https://api.xero.com/api.xro/2.0/Invoices?page=1 HTTP/1.1\r\n"
        b"Host: elsewhere\r\nX-Odd: 1\r\nContent-Length: 2\r\n"
        b"Proxy-Connection: keep-alive\r\n\r\n{}"
    )
    mock.body_until = b"{}"
    told = asked(door(start(mock), proxy=True), request)

    assert told.endswith(b"\r\n\r\nhello")
    assert b"\r\nConnection: close\r\n" in told
    (heard,) = mock.heard
    assert heard == (
        b"POST /api.xro/2.0/Invoices?page=1 HTTP/1.1\r\n"
        b"Host: api.xero.com\r\nX-Odd: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
    )


@pytest.mark.parametrize("host", XERO)
def test_xero_without_tls_leads_to_xero_with_tls(door, host):
    opened = door(proxy=True)
    told = asked(opened, f"GET http://{host}/a?b=c HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())

    assert told.startswith(b"HTTP/1.1 301 Moved Permanently\r\n")
    assert f"\r\nLocation: https://{host}/a?b=c\r\n".encode() in told
    with tunnelled(opened, f"{host}:80") as guest:
        guest.sendall(b"GET /a?b=c HTTP/1.1\r\n\r\n")
        assert f"\r\nLocation: https://{host}/a?b=c\r\n".encode() in said(guest)


@pytest.mark.parametrize(
    "line",
    ["CONNECT api.xero.com:8443", "GET https://api.xero.com:8443/", "GET http://api.xero.com:443/"],
)
def test_other_ports_of_xero_stay_here(door, line):
    told = asked(door(proxy=True), f"{line} HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    assert told.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert b"Xero does not listen there." in told


# --- the proxy: everybody else --------------------------------------------------------------------


def test_a_tunnel_passes_every_byte(door, echo):
    seen = []
    opened = door(proxy=True, seen=lambda *told: seen.append(told))
    with tunnelled(opened, f"127.0.0.1:{echo}") as guest:
        assert exchanged(guest, NOISE) == NOISE
    assert seen == [("127.0.0.1", "passed")]


def test_what_one_side_has_said_to_the_end_the_other_hears_to_the_end(door, start):
    """The client says no more, and the server answers after that."""

    def count(guest):
        guest.sendall(b"%d" % len(said(guest)))

    with tunnelled(door(proxy=True), f"127.0.0.1:{start(count)}") as guest:
        guest.sendall(NOISE[:300_000])
        guest.shutdown(socket.SHUT_WR)
        assert said(guest) == b"300000"


def test_a_server_that_speaks_first_is_heard(door, start):
    def greet(guest):
        guest.sendall(b"220 welcome\r\n")
        guest.shutdown(socket.SHUT_WR)
        said(guest)

    with tunnelled(door(proxy=True), f"127.0.0.1:{start(greet)}") as guest:
        assert said(guest) == b"220 welcome\r\n"


def test_nobody_is_told_more_than_he_can_hear(door, start):
    """A server that says very much to a client that does not listen is held back."""
    told = []

    def flood(guest):
        while True:
            told.append(guest.send(NOISE[:65536]))

    opened = door(proxy=True)
    with tunnelled(opened, f"127.0.0.1:{start(flood)}"):
        time.sleep(0.5)
        before = sum(told)
        time.sleep(0.5)
        assert sum(told) == before < 40 * 1024 * 1024
    assert until(lambda: open_tasks(opened) == 1)


def test_one_request_is_passed_on_and_what_concerns_the_proxy_is_not(door, start):
    far = Answer(
        b"HTTP/1.1 201 Made\r\nServer: x\r\nKeep-Alive: timeout=5\r\n"
        b"Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nabc\r\n0\r\n\r\n",
        body_until=b"0\r\n\r\n",
    )
    port = start(far)
    request = (
        f"PUT http://u:p@127.0.0.1:{port}/a%20b?c=d HTTP/1.1\r\nHost: wrong\r\nX-CaseKept: 1\r\n"
        "Connection: keep-alive, X-Mine\r\nX-Mine: 1\r\nProxy-Authorization: Basic eDp5\r\n"
        "Proxy-Connection: keep-alive\r\nTE: trailers\r\nUpgrade: websocket\r\n"
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
    ).encode()
    told = asked(door(proxy=True), request)

    assert far.heard == [
        f"PUT /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-CaseKept: 1\r\n"
        f"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nhi\r\n0\r\n\r\n".encode()
    ]
    head, _, body = told.partition(b"\r\n\r\n")
    assert head.splitlines()[0] == b"HTTP/1.1 201 Made"
    assert {b"Server: x", b"Connection: close"} <= set(head.splitlines())
    assert b"X-Hop" not in head
    assert b"Keep-Alive" not in head
    assert body == b"3\r\nabc\r\n0\r\n\r\n"


def test_a_request_for_https_is_passed_on_with_tls(door, authority, start, monkeypatch, caplog):
    """By a client that leaves TLS to its proxy; another door plays the server."""
    far = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + NOISE[:3_000_000])
    server = door(start(far))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate_path))
    url = f"https://localhost:{server.port}/a?b"
    told = asked(door(proxy=True), f"GET {url} HTTP/1.1\r\nHost: b\r\n\r\n".encode())

    assert told.endswith(b"\r\n\r\n" + NOISE[:3_000_000])
    (heard,) = far.heard
    assert heard.startswith(f"GET /a?b HTTP/1.1\r\nHost: localhost:{server.port}\r\n".encode())
    assert caplog.messages == []


def test_a_server_that_cannot_prove_who_it_is_hears_nothing(door, start, monkeypatch):
    far = Answer(b"HTTP/1.1 200 OK\r\n\r\n")
    server = door(start(far))
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    url = f"https://localhost:{server.port}/"
    told = asked(door(proxy=True), f"GET {url} HTTP/1.1\r\nHost: b\r\n\r\n".encode())

    assert told.startswith(b"HTTP/1.1 502 ")
    assert f"localhost:{server.port} cannot be trusted: ".encode() in told
    assert far.heard == []


@pytest.mark.parametrize("length", [0, 1, 5_000_000])
def test_bodies_stream_both_ways(door, start, length):
    body = NOISE[:length]

    def answer(guest):
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += guest.recv(65536)
        rest = heard.partition(b"\r\n\r\n")[2]
        guest.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + rest)  # to the end of the connection
        got = len(rest)
        while got < length:
            data = guest.recv(65536)
            got += len(data)
            guest.sendall(data)

    head = f"POST http://127.0.0.1:{start(answer)}/ HTTP/1.0\r\nContent-Length: {length}\r\n\r\n"
    with dialled(door(proxy=True)) as guest, ThreadPoolExecutor(1) as speaking:
        speaking.submit(guest.sendall, head.encode() + body)
        told = said(guest)
    assert told.partition(b"\r\n\r\n")[2] == body


def test_an_answer_that_comes_before_the_whole_request_arrives(door, start):
    def refuse(guest):
        guest.recv(100)
        guest.sendall(b"HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno")

    head = f"POST http://127.0.0.1:{start(refuse)}/ HTTP/1.1\r\nHost: a\r\n"
    head += "Content-Length: 99999999\r\n\r\n"
    with dialled(door(proxy=True)) as guest:
        guest.sendall(f"{head}begun".encode())
        assert said(guest).endswith(b"\r\n\r\nno")


@pytest.mark.parametrize(
    "header",
    [
        "No colon",
        "Content-Length: many",
        "Content-Length: 1\r\nContent-Length: 2",
        "Transfer-Encoding: odd",
        "Host: b\r\nHost: c",
        "A: \x00",
    ],
)
def test_a_request_that_is_none_is_not_passed_on(door, start, caplog, header):
    far = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    head = f"POST http://127.0.0.1:{start(far)}/ HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n"
    told = asked(door(proxy=True), head.encode())

    assert told.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 "))
    assert b"This is no request: " in told
    assert caplog.messages == []
    assert [heard for heard in far.heard if heard] == []


@pytest.mark.parametrize(
    "says",
    [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nBad\r\n\r\n", b"\x15\x03"],
)
def test_a_server_that_does_not_speak_http_is_a_bad_gateway(door, start, caplog, says):
    port = start(Answer(says))
    head = f"GET http://127.0.0.1:{port}/ HTTP/1.1\r\nHost: a\r\n\r\n"
    told = asked(door(proxy=True), head.encode())

    assert told.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert f"127.0.0.1:{port} gave no answer: ".encode() in told
    assert caplog.messages == []


def test_continue_is_between_client_and_server(door, start):
    def go_on(guest):
        guest.recv(65536)
        guest.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = guest.recv(65536)
        guest.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    head = f"POST http://127.0.0.1:{start(go_on)}/ HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
    with dialled(door(proxy=True)) as guest:
        guest.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert heard_head(guest).startswith(b"HTTP/1.1 100 ")
        guest.sendall(b"{}")
        assert said(guest).endswith(b"\r\n\r\n{}")


@pytest.mark.parametrize("framed", [b"Content-Length: 500", b"Transfer-Encoding: chunked"])
def test_half_an_answer_does_not_look_like_a_whole_one(door, start, framed):
    far = Answer(b"HTTP/1.1 200 OK\r\n" + framed + b"\r\n\r\n4\r\nhalf\r\n")
    with dialled(door(proxy=True)) as guest:
        guest.sendall(f"GET http://127.0.0.1:{start(far)}/ HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        told = said(guest)
    assert b"half" in told
    assert not told.endswith(b"0\r\n\r\n")


# --- the proxy of the user ------------------------------------------------------------------------


@pytest.fixture
def beyond(door):
    """A second door: the proxy that the user has anyway."""
    seen = []
    other = door(proxy=True, seen=lambda *told: seen.append(told))
    return other, seen


def elsewhere():
    """An address of this machine that is not loopback, or none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return asking.getsockname()[0]


HERE = elsewhere()
needs_address = pytest.mark.skipif(HERE is None, reason="needs an address that is not loopback")


@needs_address
@pytest.mark.parametrize("variable", ["https", "all"])
def test_the_proxy_of_the_user_is_still_his_proxy(door, beyond, variable):
    other, seen = beyond
    opened = door(proxy=True, upstream={variable: f"http://127.0.0.1:{other.port}"})
    told = asked(opened, f"CONNECT {HERE}:1 HTTP/1.1\r\n\r\n".encode())

    assert seen == [(HERE, "unreachable")]
    assert b"502 Bad Gateway" in told
    assert f"the proxy 127.0.0.1:{other.port} does not lead to {HERE}:1".encode() in told


@pytest.mark.parametrize("no_proxy", ["example.test", ".test", "*", "a.example,example.test:443"])
def test_whom_the_user_excepts_he_reaches_directly(door, beyond, no_proxy):
    other, seen = beyond
    opened = door(proxy=True, upstream={"https": f"127.0.0.1:{other.port}", "no": no_proxy})
    told = asked(opened, b"CONNECT www.example.test:443 HTTP/1.1\r\n\r\n")

    assert seen == []
    assert b"www.example.test:443 cannot be reached: " in told


def test_he_is_known_to_his_proxy(door, start):
    proxy = Answer(b"HTTP/1.1 200 OK\r\n\r\nfirst words")
    upstream = f"http://ada:l%40ce@127.0.0.1:{start(proxy)}"
    opened = door(proxy=True, upstream={"https": upstream, "http": upstream})
    with tunnelled(opened, "example.test:443") as guest:
        assert said(guest) == b"first words"
    told = asked(opened, b"GET http://example.test/a HTTP/1.1\r\nHost: b\r\n\r\n")

    assert told.endswith(b"first words\r\n0\r\n\r\n")
    tunnel, request = (one.decode() for one in proxy.heard)
    assert tunnel.startswith("CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n")
    assert request.startswith("GET http://example.test/a HTTP/1.1\r\nHost: example.test\r\n")
    for one in (tunnel, request):
        assert "\r\nProxy-Authorization: Basic YWRhOmxAY2U=\r\n" in one


@pytest.mark.parametrize(
    ("says", "status"),
    [
        (b"HTTP/1.1 403 No\r\n\r\n", 403),
        (b"HTTP/1.1 407 Who\r\n\r\n", 502),
        (b"HTTP/1.1 200 OK\r\n", 502),
        (b"", 502),
        (b"x" * (LARGEST + 1), 502),
    ],
)
def test_what_his_proxy_refuses_is_refused(door, start, says, status):
    port = start(Answer(says))
    opened = door(proxy=True, upstream={"https": f"http://127.0.0.1:{port}"})
    told = asked(opened, b"CONNECT example.test:443 HTTP/1.1\r\n\r\n")

    assert told.startswith(b"HTTP/1.1 %d " % status)
    assert f"the proxy 127.0.0.1:{port} does not lead to example.test:443".encode() in told


@pytest.mark.parametrize("url", ["socks5://a:s3@b:1", "http://[", "http://a:s3/c@b"])
def test_a_proxy_of_another_kind_is_refused_without_its_password(door, url):
    told = asked(
        door(proxy=True, upstream={"https": url}), b"CONNECT example.test:443 HTTP/1.1\r\n\r\n"
    )

    assert told.startswith(b"HTTP/1.1 502 ")
    assert b"The proxy that the environment names for https is no URL of an HTTP proxy." in told
    assert b"s3" not in told


def test_xero_and_this_machine_need_no_proxy(door, authority, echo):
    opened = door(proxy=True, upstream={"all": "http://127.0.0.1:1"})
    with tunnelled(opened, f"127.0.0.1:{echo}") as guest:
        assert exchanged(guest, b"abc") == b"abc"
    plain = tunnelled(opened, "api.xero.com:443")
    with trusting(authority).wrap_socket(plain, server_hostname="api.xero.com") as guest:
        assert exchanged(guest, b"abc") == b"abc"


# --- offline --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "CONNECT example.com:443",
        "CONNECT 192.0.2.1:443",
        "CONNECT [2001:db8::1]:443",
        "CONNECT xero.com:443",
        "CONNECT api.xero.com.example.com:443",
        "CONNECT localhost.example.com:443",
        "GET http://example.com/",
        "GET https://example.com/",
    ],
)
def test_offline_lets_nobody_out(door, line):
    seen = []
    opened = door(proxy=True, offline=True, seen=lambda *told: seen.append(told))
    told = asked(opened, f"{line} HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    assert told.startswith(b"HTTP/1.1 403 Refused by mockxero run --offline\r\n")
    assert told.endswith(b" is not Xero, and mockxero run --offline refuses all other hosts.\n")
    assert [verdict for _, verdict in seen] == ["refused"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST."])
def test_offline_reaches_this_machine_and_xero(door, authority, echo, host):
    opened = door(proxy=True, offline=True)
    with tunnelled(opened, f"{host}:{echo}") as guest:
        assert exchanged(guest, b"abc") == b"abc"
    plain = tunnelled(opened, "api.xero.com:443")
    with trusting(authority).wrap_socket(plain, server_hostname="api.xero.com") as guest:
        assert exchanged(guest, b"abc") == b"abc"


# --- the end --------------------------------------------------------------------------------------


def test_it_closes_in_time_whatever_is_open(door, authority, echo, start):
    opened = door(proxy=True)
    tls = trusting(authority).wrap_socket(dialled(opened), server_hostname="localhost")
    tunnel, idle, half = tunnelled(opened, f"127.0.0.1:{echo}"), dialled(opened), dialled(opened)
    silent = start(lambda guest: time.sleep(30))
    waiting = dialled(opened)
    half.sendall(b"GET http://a")
    waiting.sendall(f"GET http://127.0.0.1:{silent}/ HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    time.sleep(0.2)
    begun = time.monotonic()

    opened.close()

    assert time.monotonic() - begun < 1
    assert not opened._thread.is_alive()
    for guest in (tls, tunnel, idle, half, waiting):
        with guest:
            guest.settimeout(2)
            with suppress(ConnectionResetError):
                assert guest.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        dialled(opened)
    opened.close()


def test_a_door_that_was_never_opened_closes(context):
    closed = doors.Door(("127.0.0.1", 1), context)
    closed.close()

    with pytest.raises(ConnectionRefusedError):
        dialled(closed)


def test_a_port_that_is_taken_is_an_error(context, echo):
    with pytest.raises(OSError, match="in use"):
        doors.Door(("127.0.0.1", 1), context, port=echo)
