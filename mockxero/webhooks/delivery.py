"""The POST itself: the one place of the webhooks that speaks HTTP."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import requests

Deliver = Callable[[str, bytes, str], int]
"""Posts to a URL these bytes with this signature; tells the status, or raises NoAnswer."""

LIMIT = 5.0
"""The seconds that Xero gives a receiver."""


class NoAnswer(Exception):
    """Nobody answered, or not in time; the text says why."""


class HttpDelivery:
    """Posts as Xero does, over connections that stay open. Threads may share it: no cookies."""

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit

    def __call__(self, url: str, body: bytes, signature: str) -> int:
        """Post once, as ``Deliver`` says. A redirect is not followed."""
        import requests  # late: it takes longer to load than the mock takes to start

        try:
            with self._session.post(
                url,
                data=body,
                headers={"x-xero-signature": signature},
                timeout=self._limit,
                allow_redirects=False,
                stream=True,
            ) as answer:
                if answer.raw.length_remaining == 0:
                    answer.raw.drain_conn()  # read to its end, so the connection may serve again
                return answer.status_code
        except requests.Timeout as silence:
            raise NoAnswer(f"no answer within {self._limit:g} s") from silence
        except OSError as trouble:
            raise NoAnswer(str(_root(trouble))) from trouble

    @cached_property
    def _session(self) -> "requests.Session":
        from http.cookiejar import DefaultCookiePolicy

        import requests
        from urllib3.util import SKIP_HEADER

        session = requests.Session()
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        session.headers.clear()
        session.headers.update(
            {
                "Accept": "*/*",
                "Accept-Encoding": "gzip,deflate",
                "Content-Type": "application/json; charset=utf-8",
                "User-Agent": SKIP_HEADER,  # Xero sends none (seen: XeroWebhooksReceiver#1)
            }
        )
        return session


def _root(trouble: BaseException) -> BaseException:
    """The trouble below the trouble, which says more plainly what happened."""
    while trouble.__context__ is not None:
        trouble = trouble.__context__
    return trouble
