"""Where a customer looks at an invoice."""

from mockxero.primitives.fields import text
from mockxero.primitives.records import Record
from mockxero.primitives.views import View


class OnlineInvoice(Record):
    """The address of an invoice on Xero's pages for customers."""

    tells_errors = View(0)

    url: str = text("OnlineInvoiceUrl")
