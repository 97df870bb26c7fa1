"""An integration's webhook endpoint on a real socket, which checks signatures for itself."""

import base64
import hashlib
import hmac
import json
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Letter:
    """One request as it arrived."""

    headers: list[tuple[str, str]]
    raw: bytes
    connection: tuple[str, int]

    @property
    def told(self) -> dict[str, Any]:
        return dict(json.loads(self.raw))

    @property
    def ids(self) -> list[str]:
        return [event["resourceId"] for event in self.told["events"]]


class Receiver:
    """Answers 200 to a good signature and 401 to a bad one, unless told otherwise."""

    def __init__(self, key: str, port: int = 0) -> None:
        self.key = key
        self.letters: list[Letter] = []
        self.answers: deque[int] = deque()
        """What to answer to the next requests, whatever they say."""
        self.headers: dict[str, str] = {}
        """What to add to every answer."""
        self.body = b""
        self.awake = Event()
        """While cleared, requests are taken in and not answered."""
        self.awake.set()
        self.knocked = Event()
        """Set by every request."""
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/webhooks"

    def close(self) -> None:
        self.awake.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def ids(self) -> list[str]:
        """The ids of all events told, in the order in which they came."""
        return [which for letter in self.letters for which in letter.ids]

    def status_for(self, letter: Letter) -> int:
        if self.answers:
            return self.answers.popleft()
        digest = hmac.new(self.key.encode(), letter.raw, hashlib.sha256).digest()
        good = base64.b64encode(digest).decode() == dict(letter.headers)["x-xero-signature"]
        return 200 if good else 401

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                letter = Letter(list(self.headers.items()), raw, self.client_address)
                receiver.letters.append(letter)
                receiver.knocked.set()
                receiver.awake.wait()
                self.send_response(receiver.status_for(letter))
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(receiver.body)))
                self.end_headers()
                self.wfile.write(receiver.body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
