"""How a request is turned down: rules complain about a record, readers give up on a body."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """One sentence of Xero's about one record; a warning does not stop it."""

    message: str
    warning: bool = False


class Refusal(Exception):
    """The whole request is turned down with an ApiException of this number and type."""

    def __init__(self, number: int, type: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.number, self.type, self.message, self.status = number, type, message, status


class Unreadable(Refusal):
    """A body that cannot be read. Xero's error 14, PostDataInvalidException."""

    def __init__(self, message: str) -> None:
        super().__init__(14, "PostDataInvalidException", message)


class QueryNotParsed(Refusal):
    """A ``where`` or ``order`` that makes no sense. Xero's error 16, QueryParseException."""

    def __init__(self, message: str) -> None:
        super().__init__(16, "QueryParseException", message)


class TooMany(Refusal):
    """A body with more records than Xero takes at once. # guess: the number and the words"""

    def __init__(self, plural: str, most: int) -> None:
        super().__init__(10, "ValidationException", f"At most {most} {plural} can be sent at once")


class NothingToProcess(Refusal):
    """A body without a single record in it.

    # seen: the type and the text in live reports; guess: the number 17.

    ``words`` are those of a resource that has its own. # seen: freakboy3742/pyxero#301
    """

    def __init__(self, singular: str, words: str = "") -> None:
        if words:
            super().__init__(10, "ValidationException", words)
            return
        super().__init__(
            17,
            "NoDataProcessedException",
            "No data has been processed for this endpoint. This endpoint is expecting "
            f"{singular} data to be specifed in the request body.",
        )


class NotOffered(Refusal):
    """A method that the resource does not have: 501."""

    def __init__(self) -> None:
        super().__init__(
            20,
            "ApiMethodNotImplementedException",
            "The Api Method called is not implemented",
            status=501,
        )


class NotFound(Exception):
    """No such record, or no such endpoint: a 404 in plain text, whatever was asked for."""
