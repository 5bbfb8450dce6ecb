"""Reads request bodies: JSON strictly, forms with bounds."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from shared.errors import Fault, InvalidInput, MalformedRequest, TooLarge, UnsupportedMedia
from shared.faults import faults

MAX_FORM_PARTS = 8

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class FilePart:
    """A file of a multipart form."""

    filename: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Form:
    """A multipart form: its files and its text fields, by name."""

    files: Mapping[str, FilePart]
    fields: Mapping[str, str]


def media_type_of(content_type: str) -> str:
    """The media type without parameters, in lower case; empty when there is none."""
    return parse_options_header(content_type)[0].lower()


def read_json(model: type[Model], data: bytes, content_type: str, *, limit: int) -> Model:
    """Read a JSON body into a model.

    Args:
        model: a pydantic model.
        data: the body.
        content_type: the request's Content-Type; must be JSON, so that no HTML form of another site can send it.
        limit: largest body, bytes.

    Raises:
        UnsupportedMedia: the content type is not JSON.
        TooLarge: the body is over the limit.
        MalformedRequest: it is not JSON in UTF-8.
        InvalidInput: it breaks the model's rules, or a name stands twice in an object.
    """
    media_type = media_type_of(content_type)
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise UnsupportedMedia("Send JSON with Content-Type: application/json.", media_type=media_type)
    if len(data) > limit:
        raise TooLarge(f"The JSON body may have {limit} bytes at most.", limit=limit, actual=len(data))
    return parse_json(model, data)


def parse_json(model: type[Model], data: bytes | str) -> Model:
    """Parse JSON text into a model; raises as `read_json`."""
    try:
        document = json.loads(data, object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("The body is not valid JSON in UTF-8.") from error
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        if [detail["type"] for detail in error.errors(include_url=False)] == ["json_invalid"]:
            raise MalformedRequest("The body is not valid JSON in UTF-8.") from None
        raise InvalidInput(faults=faults(error, document, getattr(model, "transparent", frozenset()))) from None


def read_form(data: bytes, content_type: str) -> Form:
    """Read a `multipart/form-data` body.

    Raises:
        UnsupportedMedia: it is something else.
        MalformedRequest: it has no boundary, is cut short, or has more than 8 parts.
    """
    media_type, options = parse_options_header(content_type)
    if media_type != "multipart/form-data":
        raise UnsupportedMedia("Send a form with Content-Type: multipart/form-data.", media_type=media_type)
    parser = FormDataParser(lambda *_args, **_kwargs: io.BytesIO(), max_form_memory_size=None, max_form_parts=MAX_FORM_PARTS, silent=False)
    try:
        _stream, fields, files = parser.parse(io.BytesIO(data), media_type, len(data), options)
    except (ValueError, RequestEntityTooLarge) as error:
        raise MalformedRequest(f"The form cannot be read; it may have {MAX_FORM_PARTS} parts at most.") from error
    parts = {name: FilePart(f.filename or "", f.mimetype or "", f.stream.read()) for name, f in files.items()}
    return Form(files=parts, fields=dict(fields.items()))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: two readers would take different ones."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise InvalidInput(faults=[Fault(f"/{name}", "duplicate_name", "This name stands twice in one object.") for name in twice])
    return made


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
