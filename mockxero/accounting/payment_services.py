"""Payment services: what a pay-now button says, and where it leads."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.resources.payment_services import PaymentService

PAY_NOW = "Pay by credit card"
"""Source: Xero-OpenAPI, PaymentService"""

Service = Proposal[PaymentService]


def service_defaults(proposal: Service, books: Books) -> Filled:
    """Whatever comes through the API is of the type Custom."""
    return {"type": "Custom", "pay_now_text": proposal.now.pay_now_text or PAY_NOW}


def has_name_and_address(proposal: Service, books: Books) -> Iterator[Complaint]:
    """A button has a name, and leads somewhere. # guess: the words"""
    if not (proposal.now.name or "").strip():
        yield Complaint("PaymentServiceName must be specified")
    if not proposal.now.url:
        yield Complaint("PaymentServiceUrl must be specified")
    elif not _is_address(proposal.now.url):
        yield Complaint("PaymentServiceUrl must be a valid URL")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
