"""The picture in a request: the bare body, or the part `file` of a form."""

from shared.errors import Fault, ImageTooLarge, InvalidInput, MalformedRequest, UnsupportedMedia
from shared.http.body import FilePart, Form, media_type_of
from shared.http.call import Call

FORM = "multipart/form-data"
BARE = "application/octet-stream"
# Room for the form's own lines and a recipe beside the file.
FORM_OVERHEAD = 2 * 1024 * 1024


def uploaded_file(call: Call, filename: str) -> tuple[str, bytes]:
    """The name and the bytes of the uploaded picture.

    Args:
        call: the request.
        filename: for a body that is the bare bytes; a form's part brings its own, which this one overrides when given.

    Raises:
        ImageTooLarge: the body is over the limit.
        UnsupportedMedia: the content type is no picture, no bytes and no form.
        MalformedRequest: the form has no part `file`.
        InvalidInput: the body is empty.
    """
    media_type = media_type_of(call.header("content-type"))
    if media_type == FORM:
        part = file_part(uploaded_form(call))
        return filename or part.filename, part.data
    if media_type != BARE and not media_type.startswith("image/"):
        raise UnsupportedMedia(f"Send the picture's bytes as image/… or {BARE}, or a form as {FORM}.", media_type=media_type)
    _check_size(call, len(call.body))
    if not call.body:
        raise InvalidInput("The body is empty: it must be a picture.", faults=[Fault("", "empty_file", "The file has no bytes.")])
    return filename, call.body


def uploaded_form(call: Call) -> Form:
    """The form of a request, checked against the limit before it is read.

    Raises:
        ImageTooLarge, UnsupportedMedia, MalformedRequest: as for `uploaded_file`.
    """
    _check_size(call, len(call.body) - FORM_OVERHEAD)
    return call.form()


def file_part(form: Form) -> FilePart:
    """The part `file` of a form.

    Raises:
        MalformedRequest: there is none.
        InvalidInput: it is empty.
    """
    part = form.files.get("file")
    if part is None:
        raise MalformedRequest("The form needs one part named file, with a file name.")
    if not part.data:
        raise InvalidInput("The file is empty.", faults=[Fault("/file", "empty_file", "The file has no bytes.")])
    return part


def _check_size(call: Call, size: int) -> None:
    limit = call.resources.settings.max_upload_bytes
    if size > limit:
        raise ImageTooLarge(f"A picture file may have {limit} bytes at most.", limit=limit, actual=size)
