"""The rules of PaymentServices."""

from mockxero.accounting import lengths, payment_services
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.payment_services import PaymentService

PAYMENT_SERVICES = Rulebook(
    resource=PaymentService,
    complete=(payment_services.service_defaults,),
    check=(payment_services.has_name_and_address, lengths.within_length),
)
