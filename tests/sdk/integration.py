"""What every integration here starts from, whichever client it uses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from xero_python.api_client import ApiClient
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token

from mockxero.serving import Server

TODAY = datetime.now(UTC).date()
YESTERDAY, IN_A_FORTNIGHT = TODAY - timedelta(days=1), TODAY + timedelta(days=14)
SALES, BANK = "200", "090"
"""Accounts of the Demo Company (NZ): 15% GST on income, and a bank account."""
NOWHERE = "5e1fc0de-0000-4000-8000-00000badcafe"
"""A GUID that no organisation ever issued."""

PAID_TWICE = [
    "Payments can only be made against Authorised documents",
    "Payment amount exceeds the amount outstanding on this document",
]
"""What Xero says to a payment for an invoice that is settled: both sentences, in this order."""


def needs(server: Server, **asked: str) -> dict[str, str]:
    """What ``mockxero env`` prints; ``app`` and ``tenant`` choose for whom."""
    answer = requests.get(f"{server.url}/_mockxero/env", params=asked, timeout=10)
    answer.raise_for_status()
    return dict(answer.json())


def sdk(told: dict[str, str], token: dict[str, Any]) -> ApiClient:
    """Xero's Python SDK for one app; it keeps its token in the dict."""
    configuration = Configuration()  # each is a copy of the first one, whatever it is given
    configuration.oauth2_token = OAuth2Token(told["XERO_CLIENT_ID"], told["XERO_CLIENT_SECRET"])
    return ApiClient(
        configuration, oauth2_token_saver=token.update, oauth2_token_getter=lambda: token
    )
