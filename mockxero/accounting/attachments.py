"""Attachments: what a file may be called, of which kind it is, how many there may be."""

from collections.abc import Iterator
from urllib.parse import quote

from mockxero.accounting.rulebook import Books, Proposal
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import Complaint
from mockxero.resources.attachments import Attachment

MOST = 10
"""How many files a record may have. Source: Xero's page on attachments"""

FORBIDDEN = frozenset('<>:"/\\|?*+')
"""What a file name may not hold. Source: the same page"""

MIME_TYPES = {
    "7z": "application/x-7z-compressed",
    "bmp": "image/bmp",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "key": "application/vnd.apple.keynote",
    "keynote": "application/vnd.apple.keynote",
    "msg": "application/vnd.ms-outlook",
    "numbers": "application/vnd.apple.numbers",
    "odf": "application/vnd.oasis.opendocument.formula",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pages": "application/vnd.apple.pages",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "zipx": "application/zip",
}
"""The kinds of file that Xero takes, by the end of the name. Source: Xero's help, as Codat's and
ApprovalMax's pages repeat it; image/png, image/gif, image/jpeg and application/pdf were seen."""

UNKNOWN = "application/octet-stream"
"""What a file is whose name does not say. # seen: XeroAPI/Xero-Java#142"""

_GOES_ONLINE = ("ACCREC", "ACCRECCREDIT")
"""Documents that a customer can look at online. Source: the same page"""


def mime_type(file_name: str) -> str:
    """The kind of a file, by its name, whatever the upload says of itself.

    # seen: files sent as application/octet-stream, listed as application/pdf; xero-python 2020
    """
    return MIME_TYPES.get(file_name.rpartition(".")[2].lower(), UNKNOWN)


def address(owner: Resource, file_name: str) -> str:
    """Where Xero says that a file lies: its own host, wherever the mock listens.

    # seen: xero-python-get-invoice-attachments.json; how names are spelled: openapi-getCreditNote
    """
    below = f"{owner.about.plural}/{owner.key}/Attachments/{quote(file_name)}"
    return f"https://api.xero.com/api.xro/2.0/{below}"


def goes_online(owner: Resource, wanted: bool) -> bool | None:
    """Whether the customer will see the file; elsewhere the wish goes unheard. # guess"""
    return True if wanted and getattr(owner, "type", None) in _GOES_ONLINE else None


def named(owner: Resource, file_name: str, books: Books) -> Attachment | None:
    """The file of that name on a record, in whatever letters. # guess: the letters"""
    return books.one(Attachment, "name", (owner.key, file_name.casefold()))


def files_of(owner: Resource, books: Books) -> tuple[Attachment, ...]:
    """The files on a record, as they came; those of what was paid ahead hang on its transaction."""
    transaction: str | None = getattr(owner, "bank_transaction", None)
    if transaction is None:
        return tuple(books.by(Attachment, "owner", owner.key))
    return tuple(
        file.but(url=_url_of_paid_ahead(owner, file))
        for file in books.by(Attachment, "owner", transaction)
    )


def _url_of_paid_ahead(owner: Resource, file: Attachment) -> str:
    """An address that leads nowhere. # seen: Xero-OpenAPI, getPrepayment and getOverpayment"""
    name = (file.url or "").rpartition("/")[2]
    return f"https://api.xero.com/api.xro/2.0/banktransaction/{owner.key}/Attachments/{name}"


# --- what may be wrong ----------------------------------------------------------------------------


def has_a_good_name(proposal: Proposal[Attachment], books: Books) -> Iterator[Complaint]:
    """A name is one that a file can have. # guess: the words; documented: that it is refused"""
    name = proposal.now.file_name or ""
    if FORBIDDEN.intersection(name) or not name.isprintable() or not name.strip(". "):
        yield Complaint("The file couldn't be uploaded because its name has invalid characters.")


def is_of_a_known_kind(proposal: Proposal[Attachment], books: Books) -> Iterator[Complaint]:
    """The end of the name says what is in the file. # seen: XeroAPI/Xero-Java#142, 237"""
    if proposal.now.mime_type == UNKNOWN:
        yield Complaint("The file couldn't be uploaded because it isn't a supported file type.")


def is_not_empty(proposal: Proposal[Attachment], books: Books) -> Iterator[Complaint]:
    """There is something in the file. # guess"""
    if not proposal.now.content_length:
        yield Complaint("The file couldn't be uploaded because it is empty.")


def has_room(proposal: Proposal[Attachment], books: Books) -> Iterator[Complaint]:
    """There is an end to how many. # seen: the tests of Xero's .NET wrapper, against Xero"""
    others = books.by(Attachment, "owner", proposal.now.owner)
    if proposal.creating and len(others) >= MOST:
        yield Complaint(
            f"The file couldn't be uploaded because the API limit of {MOST} attachments has been "
            "exceeded for the document."
        )
