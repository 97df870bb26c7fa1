"""PHP's curl extension, and its streams."""

from pathlib import Path

from tests.clients.clients import BASE_URL, BROWSER, Client, of_debian, said

HERE = Path(__file__).parent


CLIENTS = (
    Client(
        "PHP's curl",
        HERE,
        "php story_curl.php",
        version=said("php", "--version"),
        app="web",
        needs=(*BROWSER, "php"),
        pastes=True,
    ),
    Client(
        "Guzzle of PHP",
        HERE,
        "php story_guzzle.php",
        version=of_debian("php-guzzlehttp-guzzle"),
        app="web",
        needs=(*BROWSER, "php"),
        pastes=True,
    ),
    Client(
        "PHP's streams",
        HERE,
        "php story_streams.php",
        version=said("php", "--version"),
        app="pkce",
        needs=(*BROWSER, "php"),
        how=BASE_URL,
    ),
)
