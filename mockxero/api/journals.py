"""``/Journals``: the ledger, which is printed when somebody asks for it."""

from flask import Response

from mockxero.api import collection
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.ids import as_guid


def list_all(gate: Gate, visit: Visit, resource: type[Resource]) -> Response:
    """``GET /Journals``."""
    with visit.organisation.lock:
        visit.organisation.print_journals(paid_only=visit.flag("paymentsOnly"))
        return collection.list_all(gate, visit, resource)


def get_one(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Journals/{id or number}``."""
    books = visit.organisation
    with books.lock:
        books.print_journals()
        if books.find(resource, as_guid(key)) is None:
            books.print_journals(paid_only=True)
        return collection.get_one(gate, visit, resource, key)
