"""The payment services of a branding theme: ``/BrandingThemes/{id}/PaymentServices``."""

from flask import Response

from mockxero.api.answers import all_or_nothing, answer, verdict
from mockxero.api.bodies import sent
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Bookkeeper, Outcome, transaction
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.ids import NOBODY
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.branding_themes import BrandingTheme
from mockxero.resources.payment_services import PaymentService

ABOUT = PaymentService.about
UNKNOWN = Complaint("Payment service could not be found")
"""# seen: Xero-OpenAPI, the example of createPaymentService"""


def list_services(gate: Gate, visit: Visit, key: str) -> Response:
    """``GET``: the services that the theme's invoices offer, as they were applied."""
    books = visit.organisation
    with books.lock:
        theme = named(visit, BrandingTheme, key)
        found = (books.find(PaymentService, one) for one in theme.payment_services)
        look = Look(View.LIST)
        elements = [visit.press.element(one, look) for one in found if one is not None]
    return answer(visit, ABOUT.plural, elements)


def apply_services(gate: Gate, visit: Visit, key: str) -> Response:
    """``POST``: services that are known by their id; one without an id is made first.

    # guess: that it is made. Xero's OpenAPI description says "creates", its example sends an id.
    """
    drafts = sent(visit, PaymentService, ABOUT.plural, ABOUT.singular)
    with transaction(visit.organisation, visit.who) as keeper:
        theme = named(visit, BrandingTheme, key)
        outcomes = [_service(keeper, draft) for draft in drafts]
        all_or_nothing(visit, outcomes)
        applied = [one.record.key for one in outcomes if one.record is not None]
        services = tuple(dict.fromkeys((*theme.payment_services, *applied)))
        keeper.put(theme.but(payment_services=services), None)
        elements = [verdict(visit, outcome, told=False) for outcome in outcomes]
    return answer(visit, ABOUT.plural, elements)


def _service(keeper: Bookkeeper, draft: Draft) -> Outcome:
    """The service that a draft means, or what is wrong with it."""
    key = draft.get("payment_service_id")
    if key in (None, NOBODY):
        return keeper.record(draft, create=True)
    known = keeper.books.find(PaymentService, key)
    return Outcome(draft, known, known, () if known is not None else (UNKNOWN,))
