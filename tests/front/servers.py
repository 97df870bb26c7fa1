"""Servers of bytes, and clients that speak as the tests want them to."""

import socket
import ssl
import threading
from contextlib import contextmanager, suppress

PATIENCE = 20.0


class Echo:
    """Says what it hears, and hangs up when it has heard all."""

    def __call__(self, guest):
        while data := guest.recv(65536):
            guest.sendall(data)


class Answer:
    """Hears the head of a request and what it knows of its body, and answers the same to all."""

    def __init__(self, answer, body_until=b""):
        self.answer = answer
        self.body_until = body_until
        self.heard = []

    def __call__(self, guest):
        heard = b""
        while b"\r\n\r\n" not in heard or not heard.endswith(self.body_until):
            data = guest.recv(65536)
            if not data:
                break
            heard += data
        self.heard.append(heard)
        guest.sendall(self.answer)


@contextmanager
def listening(answer, address="127.0.0.1"):
    """Serve each connection in a thread; gives the port."""
    with socket.create_server((address, 0), backlog=512) as server:
        guests = []

        def serve(guest):
            with suppress(OSError), guest:
                answer(guest)

        def accept():
            with suppress(OSError):
                while True:
                    guest, _ = server.accept()
                    guests.append(guest)
                    threading.Thread(target=serve, args=(guest,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        for guest in guests:
            guest.close()


def dialled(door):
    """A connection to a door."""
    return socket.create_connection(("127.0.0.1", door.port), PATIENCE)


def said(guest):
    """Everything that comes until the other side hangs up."""
    told = b""
    while data := guest.recv(65536):
        told += data
    return told


def asked(door, request):
    """What a door answers to some bytes, to the end."""
    with dialled(door) as guest:
        guest.sendall(request)
        return said(guest)


def heard_head(guest):
    """The head of an answer, and not a byte further."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = guest.recv(1)
        assert byte, head
        head += byte
    return head


def tunnelled(door, address):
    """A connection through a tunnel of the door's."""
    guest = dialled(door)
    guest.sendall(f"CONNECT {address} HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
    assert heard_head(guest).startswith(b"HTTP/1.1 200 ")
    return guest


def trusting(authority):
    """A client's side of TLS, as strict as Python knows it."""
    context = ssl.create_default_context(cafile=authority.certificate_path)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context
