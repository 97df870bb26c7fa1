"""Opens a page in the user's own browser, one of Xero's at the mock. A program of its own."""

import json
import os
import sys
import webbrowser

LOGIN = "https://login.xero.com/"


def main() -> int:
    """Open the pages that are named, in the environment that the user had."""
    told = json.loads(os.environ["MOCKXERO_GUEST"])
    for name in told["proxies"].keys() | {"BROWSER"}:
        os.environ.pop(name, None)
    os.environ.update(told["own"])
    opened = [webbrowser.open(_at_the_mock(page, told["url"])) for page in sys.argv[1:]]
    return 0 if opened and all(opened) else 1


def _at_the_mock(page: str, url: str) -> str:
    return f"{url}/{page.removeprefix(LOGIN)}" if page.startswith(LOGIN) else page


if __name__ == "__main__":
    sys.exit(main())
