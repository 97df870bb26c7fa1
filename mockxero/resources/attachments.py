"""Files that hang on records: receipts behind bills, drawings behind invoices."""

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import By, flag, guid, hidden, text, whole
from mockxero.resources.scopes import ATTACHMENTS


class Attachment(Resource):
    """What Xero tells of a file. The books keep its bytes beside it, under the same id."""

    # The order is that of 2020's cassettes of xero-python, and of the recordings of 2026.
    about = About(
        plural="Attachments",
        singular="Attachment",
        key="attachment_id",
        scopes=ATTACHMENTS,
        collection=(),
        item=(),
        indexes={
            "owner": lambda file: file.owner,
            "name": lambda file: file.owner and (file.owner, file.file_name.casefold()),
        },
    )

    attachment_id: str = guid("AttachmentID")
    file_name: str | None = text("FileName", limit=255)  # guess
    url: str | None = text("Url", by=By.XERO)
    mime_type: str | None = text("MimeType")
    content_length: int | None = whole("ContentLength")
    include_online: bool | None = flag("IncludeOnline")
    """Whether the customer sees it beside the online invoice: true or not told."""
    owner: str | None = hidden(None)
    """The id of the record that it hangs on."""
