"""Java: both clients of the JDK."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, said

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "java.net.http",
        HERE,
        "java HttpClientStory.java",
        version=said("java", "--version"),
        app="web",
        needs=(*BROWSER, "java"),
    ),
    Client(
        "HttpURLConnection",
        HERE,
        "java UrlConnectionStory.java",
        version=said("java", "--version"),
        app="pkce",
        needs=(*BROWSER, "java"),
    ),
)
