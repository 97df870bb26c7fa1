"""All that books hold, laid out so that it can be compared."""

from typing import Any

from mockxero.books.organisation import Organisation
from mockxero.primitives.catalogue import Resource


def everything(books: Organisation) -> dict[str, Any]:
    """Records in their order, indexes, series, histories and the change log: a deep copy.

    Within an index, records have no order.
    """
    return {
        "records": {kind: [*kept.records.items()] for kind, kept in books.collections.items()},
        "indexes": {
            (kind, name): {key: sorted(ids) for key, ids in index.items()}
            for kind, kept in books.collections.items()
            for name, index in kept._indexes.items()
        },
        "series": {**books.series},
        "histories": {key: [*lines] for key, lines in books.histories.items()},
        "files": {**books.files},
        "emails": books.emails,
        "changes": [*books.changes],
    }


def lists(books: Organisation, orders: dict[type[Resource], Any]) -> dict[Any, list[Any]]:
    """Lists that follow changes, one for each resource, asked for by one name."""
    return {
        kind: [*books.collections[kind].listing("all", make).records]
        for kind, make in orders.items()
    }
