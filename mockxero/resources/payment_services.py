"""Payment services: where an online invoice sends a customer who wants to pay."""

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import By, guid, text
from mockxero.primitives.views import OWN, View
from mockxero.resources.scopes import PAYMENT_SERVICES


class PaymentService(Resource):
    """A pay-now button of the organisation's own."""

    tells_errors = View.REFUSED

    about = About(
        plural="PaymentServices",
        singular="PaymentService",
        key="payment_service_id",
        scopes=PAYMENT_SERVICES,
        collection=("GET", "PUT"),
        item=(),
        where=False,
    )

    payment_service_id: str = guid("PaymentServiceID", shows=OWN)
    name: str | None = text("PaymentServiceName", limit=255)  # guess: the length
    url: str | None = text("PaymentServiceUrl", limit=2000)  # guess: the length
    type: str | None = text("PaymentServiceType", by=By.XERO)
    pay_now_text: str | None = text("PayNowText", limit=255)  # guess: the length
