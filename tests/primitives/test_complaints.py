"""How a whole request is turned down."""

import pytest

from mockxero.primitives.complaints import (
    NothingToProcess,
    NotOffered,
    QueryNotParsed,
    Refusal,
    TooMany,
    Unreadable,
)

NO_DATA = (
    "No data has been processed for this endpoint. This endpoint is expecting Invoice data "
    "to be specifed in the request body."
)


@pytest.mark.parametrize(
    ("refusal", "number", "type", "message", "status"),
    [
        (Unreadable("Why"), 14, "PostDataInvalidException", "Why", 400),
        (QueryNotParsed("Why"), 16, "QueryParseException", "Why", 400),
        (
            NothingToProcess("Invoice"),
            17,
            "NoDataProcessedException",
            NO_DATA,
            400,
        ),
        (
            TooMany("Items", 500),
            10,
            "ValidationException",
            "At most 500 Items can be sent at once",
            400,
        ),
        (
            NotOffered(),
            20,
            "ApiMethodNotImplementedException",
            "The Api Method called is not implemented",
            501,
        ),
    ],
)
def test_each_refusal_has_xeros_number_and_words(refusal, number, type, message, status):
    assert isinstance(refusal, Refusal)
    assert (refusal.number, refusal.type, refusal.message) == (number, type, message)
    assert (refusal.status, str(refusal)) == (status, message)
