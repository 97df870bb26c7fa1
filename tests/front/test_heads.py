"""The heads of requests to a proxy: however they arrive, they mean the same."""

import asyncio
import socket
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.front.heads import LARGEST, Address, Refused, read_head

REST = b"\x16\x03\x01\r\n\r\nwhat follows"
HEADS = [
    b"CONNECT api.xero.com:443 HTTP/1.1\r\nHost: api.xero.com:443\r\n\r\n",
    b"CONNECT [::1]:443 HTTP/1.0\r\n\r\n",
    b"\r\n\r\nGET http://Example.com:80/a?b HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://example.com HTTP/1.1\nHost: a\n\n",
    b"GET /path HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://a/ HTTP/2.0\r\n\r\n",
    b"GET  http://a/ HTTP/1.1\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n",
    b"GET http://a/ HTTP/1.1\r\nA: " + b"b" * LARGEST + b"\r\n\r\n",
]


def outcome(pieces):
    """What is read of a head that arrives in pieces, and what is left."""

    async def reading():
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            theirs.setblocking(False)
            head = asyncio.create_task(read_head(ours))
            loop = asyncio.get_running_loop()
            for piece in pieces:
                await loop.sock_sendall(theirs, piece)
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            try:
                read = await head
                return read, read.address(), ours.recv(100)
            except Refused as no:
                return no.answer

    return asyncio.run(reading())


WHOLE = {head: outcome([head + REST]) for head in HEADS}


@given(st.data(), st.sampled_from(HEADS))
def test_it_makes_no_difference_how_the_bytes_arrive(data, head):
    octets = head + REST
    cuts = data.draw(st.lists(st.integers(0, len(octets)), max_size=8))
    places = [0, *sorted(cuts), len(octets)]
    pieces = [octets[start:end] for start, end in pairwise(places)]

    assert outcome(pieces) == WHOLE[head]


@pytest.mark.parametrize("head", HEADS[:2])
def test_what_follows_is_left_where_it_is(head):
    read, _, left = outcome([bytes([octet]) for octet in head] + [REST])

    assert read.octets == head
    assert left == REST


@given(st.binary(min_size=1, max_size=300))
def test_nothing_breaks_it(noise):
    told = outcome([noise + b"\r\n\r\n\r\n\r\n" + b"\nA\r\n\r\n"])

    assert isinstance(told, tuple) or told.startswith((b"HTTP/1.1 4", b"HTTP/1.1 5"))


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("CONNECT Api.Xero.com.:443", ("https", "api.xero.com", 443)),
        ("CONNECT [::1]:8080", ("https", "::1", 8080)),
        ("GET http://example.com", ("http", "example.com", 80)),
        ("GET HTTPS://example.com?a", ("https", "example.com", 443)),
        ("GET http://u:p@example.com:81/", ("http", "example.com", 81)),
        ("get http://example.com:/", ("http", "example.com", 80)),
    ],
)
def test_addresses_are_read_as_they_are_meant(line, address):
    assert outcome([f"{line} HTTP/1.1\r\n\r\n.".encode()])[1] == Address(*address)


STRANGE = "This is neither TLS nor a request to a proxy."


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        ("GET / HTTP/1.1", 400, "This port speaks TLS: ask for an https:// URL."),
        ("GET example.com/ HTTP/1.1", 400, "This port speaks TLS: ask for an https:// URL."),
        ("OPTIONS * HTTP/1.1", 400, "This port speaks TLS: ask for an https:// URL."),
        ("GET //evil/ HTTP/1.1", 400, "This port speaks TLS: ask for an https:// URL."),
        ("GET ftp://a/ HTTP/1.1", 501, "Only http and https are passed on, not ftp."),
        ("GET ws://a/ HTTP/1.1", 501, "Only http and https are passed on, not ws."),
        ("CONNECT a HTTP/1.1", 400, "CONNECT takes a host and a port, not a."),
        ("CONNECT a:1/b HTTP/1.1", 400, "CONNECT takes a host and a port, not a:1/b."),
        ("CONNECT u@a:1 HTTP/1.1", 400, "CONNECT takes a host and a port, not u@a:1."),
        (
            "CONNECT a:99999 HTTP/1.1",
            400,
            "This is no address: https://a:99999 (Port out of range 0-65535).",
        ),
        ("GET http://[::1/ HTTP/1.1", 400, "This is no address: http://[::1/ (Invalid IPv6 URL)."),
        ("GET http://a/ HTTP/1.1 ", 400, STRANGE),
        ("GET http://a/\x00 HTTP/1.1", 400, STRANGE),
        ("GET http://a/", 400, STRANGE),
        ("GET http://a/ HTTP/2.0", 505, "Only HTTP/1.1 is spoken here."),
        ("SSH-2.0-OpenSSH_9.2", 400, STRANGE),
        ("\x80\x2e\x01\x03\x01", 400, STRANGE),
        ("A" * (LARGEST + 1), 431, "The head of this request is too large."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(line, status, sentence):
    told = outcome([f"{line}\r\n\r\n".encode("latin-1")]).decode()

    assert told.startswith(f"HTTP/1.1 {status} ")
    assert told.partition("\r\n\r\n")[2] == f"{sentence}\n"
