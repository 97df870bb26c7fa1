import pytest

from mockxero.webhooks.subscription import Subscription


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5000/webhooks",
        "https://example.com",
        "http://[::1]:80/",
        "http://web_shop:8000/xero?token=1",
    ],
)
def test_a_url_to_post_to_is_taken(url):
    """Both schemes, addresses, names and ports will do."""
    assert Subscription(url, "key", "app").url == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:5000/webhooks",
        "ftp://example.com/",
        "http://",
        "http:///webhooks",
        "http://example.com:port/",
        "http://example.com:99999/",
        "http://two..dots/",
        "http://[::1/",
        "http://example.com/ webhooks",
        "http://example.com/\n",
    ],
)
def test_a_url_to_which_nothing_could_be_posted_is_refused_at_once(url):
    """The refusal says what a webhook URL looks like, and quotes the one given."""
    with pytest.raises(ValueError, match="begins with http:// or https://") as refusal:
        Subscription(url, "key", "app")

    assert repr(url) in str(refusal.value)


def test_a_subscription_does_not_show_its_key():
    """The signing key is not part of what is printed."""
    assert "sesame" not in repr(Subscription("http://example.com", "sesame", "app"))
