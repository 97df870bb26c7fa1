import pytest

from mockxero.webhooks.delivery import HttpDelivery, NoAnswer
from mockxero.webhooks.signing import sign
from tests.webhooks.builders import KEY
from tests.webhooks.receiver import Receiver

BODY = b'{"events":[]}'
SIGNATURE = sign(KEY, BODY)


def test_the_headers_are_those_of_xero(receiver):
    """Exactly the captured headers, in their order and spelling; no User-Agent."""
    HttpDelivery()(receiver.url, BODY, SIGNATURE)

    assert receiver.letters[0].headers == [
        ("Host", f"127.0.0.1:{receiver.port}"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip,deflate"),
        ("Content-Type", "application/json; charset=utf-8"),
        ("x-xero-signature", SIGNATURE),
        ("Content-Length", "13"),
    ]


def test_the_body_arrives_as_it_is(receiver):
    """The receiver gets the very bytes, and so accepts the signature."""
    assert HttpDelivery()(receiver.url, BODY, SIGNATURE) == 200
    assert receiver.letters[0].raw == BODY


def test_a_connection_serves_again(receiver):
    """Requests to a receiver that answers as it should share one connection."""
    deliver = HttpDelivery()

    for _ in range(3):
        deliver(receiver.url, BODY, SIGNATURE)

    assert len({letter.connection for letter in receiver.letters}) == 1


def test_a_body_in_the_answer_does_no_harm(receiver):
    """A receiver that says more than it should still gets the next request."""
    receiver.body = b"thank you"
    deliver = HttpDelivery()

    assert [deliver(receiver.url, BODY, SIGNATURE) for _ in range(2)] == [200, 200]


def test_cookies_are_not_kept(receiver):
    """What a receiver sets as a cookie never comes back to it."""
    receiver.headers = {"Set-Cookie": "session=1; Path=/"}
    deliver = HttpDelivery()

    for _ in range(2):
        deliver(receiver.url, BODY, SIGNATURE)

    assert "Cookie" not in dict(receiver.letters[1].headers)


def test_a_redirect_is_not_followed(receiver):
    """The status of the redirect is the answer."""
    receiver.answers.append(307)
    receiver.headers = {"Location": receiver.url}

    assert HttpDelivery()(receiver.url, BODY, SIGNATURE) == 307
    assert len(receiver.letters) == 1


def test_a_proxy_in_the_environment_is_passed_by(receiver, monkeypatch):
    """Webhooks go straight to the receiver."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")

    assert HttpDelivery()(receiver.url, BODY, SIGNATURE) == 200


def test_a_receiver_that_takes_too_long_gave_no_answer(receiver):
    """After the time limit the request has failed."""
    receiver.awake.clear()

    with pytest.raises(NoAnswer, match=r"no answer within 0\.05 s"):
        HttpDelivery(limit=0.05)(receiver.url, BODY, SIGNATURE)


def test_a_receiver_that_is_down_gave_no_answer():
    """A refused connection is told as such, plainly."""
    gone = Receiver(KEY)
    gone.close()

    with pytest.raises(NoAnswer, match="refused"):
        HttpDelivery()(gone.url, BODY, SIGNATURE)
