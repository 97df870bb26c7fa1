"""Files below records: ``/Invoices/{id}/Attachments``."""

from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

from mockxero.accounting.attachments import address, files_of, goes_online, mime_type
from mockxero.accounting.attachments import named as file_named
from mockxero.accounting.rulebook import Line
from mockxero.api.answers import all_or_nothing, answer, verdict
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Bookkeeper, Outcome, transaction
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.ids import as_guid
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.attachments import Attachment

LARGEST_FILE = 25 * 1024 * 1024
"""Source: Xero's pages on the resources. (The one on attachments still says 10 MB.)"""

PLURAL = Attachment.about.plural


def list_files(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Resource/{id}/Attachments``."""
    with visit.organisation.lock:
        files = files_of(named(visit, resource, key), visit.organisation)
        elements = [visit.press.element(file, Look(View.LIST)) for file in files]
    return answer(visit, PLURAL, elements)


def get_file(
    gate: Gate, visit: Visit, resource: type[Resource], key: str, file_name: str
) -> Response:
    """``GET /Resource/{id}/Attachments/{id or file name}``: the bytes, whatever Accept says."""
    books = visit.organisation
    with books.lock:
        file = _file(visit, named(visit, resource, key), file_name)
        content = books.files[file.attachment_id]
    response = Response(content, content_type=file.mime_type)
    response.headers["Content-Disposition"] = _saved_as(file.file_name or "")
    return response


def _saved_as(file_name: str) -> str:
    """The header that names the file; one that a header cannot spell is encoded, by RFC 6266."""
    options: dict[str, str | int | None] = {"filename": file_name}
    if not file_name.isascii():
        plain = file_name.encode("ascii", "replace").decode().replace("?", "_")
        options = {"filename": plain, "filename*": f"UTF-8''{quote(file_name, safe='')}"}
    return dump_options_header("attachment", options)


def attach(
    gate: Gate, visit: Visit, resource: type[Resource], key: str, file_name: str
) -> Response:
    """``PUT /Resource/{id}/Attachments/{file name}``: the body is the file, as it is.

    A form is no exception: its boundaries become part of the file.  # guess: Xero documents raw
    bytes only, and there is nothing to say that it would look into them
    """
    content = visit.request.get_data()  # while nobody waits for it
    with transaction(visit.organisation, visit.who) as keeper:
        owner = named(visit, resource, key)
        outcome = _attach(keeper, owner, file_name, content, visit.flag("IncludeOnline"))
        all_or_nothing(visit, [outcome])
        element = verdict(visit, outcome, told=False)
    return answer(visit, PLURAL, [element])


def _attach(
    keeper: Bookkeeper, owner: Resource, file_name: str, content: bytes, online: bool
) -> Outcome:
    """Hang a file on a record; one of the same name is replaced and keeps its id. # guess: id"""
    told = {
        "file_name": file_name,
        "mime_type": mime_type(file_name),
        "content_length": len(content),
        "include_online": goes_online(owner, online),
    }
    outcome = keeper.record(
        Draft(Attachment, told),
        file_named(owner, file_name, keeper.books),
        create=True,
        preset={"owner": owner.key, "url": address(owner, file_name)},
    )
    if outcome.record is not None:
        keeper.keep_file(outcome.record.key, content)
        flag = {"has_attachments": True} if "has_attachments" in type(owner).fields else {}
        keeper.put(
            owner.but(**flag),
            Line(  # guess: the words
                "Attached a file",
                f"Attached the file {file_name} through the Xero API using {keeper.who.provider}",
            ),
        )
    return outcome


def _file(visit: Visit, owner: Resource, key: str) -> Attachment:
    """A file of the record, by id or by name. Raises NotFound."""
    file = visit.organisation.find(Attachment, as_guid(key))
    if file is None or file.owner != owner.key:
        file = file_named(owner, key, visit.organisation)
    if file is None:
        raise NotFound
    return file
