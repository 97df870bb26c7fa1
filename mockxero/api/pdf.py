"""Documents on paper: ``Accept: application/pdf``, or ``/Invoices/{id}/pdf``."""

from flask import Response

from mockxero.api import collection
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.primitives.catalogue import Resource

PDF = "application/pdf"


def get_pdf(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Resource/{id}/pdf``: the document on A4."""
    from mockxero.accounting.papers import paper_of
    from mockxero.wire.pdf import printed

    with visit.organisation.lock:
        paper = paper_of(named(visit, resource, key), visit.organisation)
    return Response(printed(paper), content_type=PDF)  # seen: no Content-Disposition, quote_pdf


def get_one(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Resource/{id or number}``, in whichever form Accept names."""
    wanted = PDF in visit.request.headers.get("Accept", "").lower()
    return (get_pdf if wanted else collection.get_one)(gate, visit, resource, key)
