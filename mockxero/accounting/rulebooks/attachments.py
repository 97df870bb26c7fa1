"""The rules of the files that hang on records."""

from mockxero.accounting import attachments, lengths
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.attachments import Attachment

ATTACHMENTS = Rulebook(
    resource=Attachment,
    check=(
        attachments.has_a_good_name,
        attachments.is_of_a_known_kind,
        attachments.is_not_empty,
        attachments.has_room,
        lengths.within_length,
    ),
    derive={"attachments": attachments.files_of},
)
