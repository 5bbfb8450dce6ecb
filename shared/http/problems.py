"""Errors become RFC 9457 problem details here and nowhere else."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from shared import errors
from shared.errors import LienzoError
from shared.http.model import Fault, Problem

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """How one class of error looks from outside."""

    status: int
    title: str


# An error takes the first row found along its class's ancestry.
KINDS: dict[type[LienzoError], Kind] = {
    errors.MalformedRequest: Kind(400, "Malformed request"),
    errors.Unauthorized: Kind(401, "Not logged in"),
    errors.NotFound: Kind(404, "Not found"),
    errors.Conflict: Kind(409, "Conflict"),
    errors.PreconditionFailed: Kind(412, "Precondition failed"),
    errors.TooLarge: Kind(413, "Too large"),
    errors.UnsupportedMedia: Kind(415, "Unsupported media type"),
    errors.RangeNotSatisfiable: Kind(416, "Range not satisfiable"),
    errors.InvalidInput: Kind(422, "Invalid input"),
    errors.CorruptImage: Kind(422, "Corrupt image"),
    errors.DeadlineExceeded: Kind(422, "Deadline exceeded"),
    errors.Unavailable: Kind(503, "Service unavailable"),
    LienzoError: Kind(500, "Internal error"),
}


class Unexpected(LienzoError):
    """Any other exception, told to the caller without a word of what it was."""

    code = "internal_error"
    default_message = "Something went wrong on our side. The request id helps us find it."


def kind(error: type[LienzoError]) -> Kind:
    """The row of the table for a class of error."""
    return next(KINDS[ancestor] for ancestor in error.__mro__ if ancestor in KINDS)


def problem(error: LienzoError, request_id: str | None = None) -> Problem:
    """The problem details of an error.

    Args:
        error: what was raised.
        request_id: the invocation's UUID; becomes `instance`.
    """
    status, title = kind(type(error))
    faults = error.faults if isinstance(error, errors.InvalidInput) else ()
    return Problem(
        type=f"urn:lienzo:problem:{error.code}",
        title=title,
        status=status,
        detail=error.message,
        code=error.code,
        instance=f"urn:uuid:{request_id}" if request_id else None,
        errors=[Fault(pointer=f.pointer, code=f.code, message=f.message) for f in faults] or None,
    )


def headers(error: LienzoError) -> Mapping[str, str]:
    """The headers that belong to an error's answer."""
    if isinstance(error, errors.Unauthorized):
        return {"WWW-Authenticate": 'Bearer realm="lienzo"', "Cache-Control": "no-store"}
    if isinstance(error, errors.Unavailable):
        return {"Retry-After": str(error.retry_after), "Cache-Control": "no-store"}
    if isinstance(error, errors.RangeNotSatisfiable):
        return {"Content-Range": f"bytes */{error.length}", "Cache-Control": "no-store"}
    return {"Cache-Control": "no-store"}


def invalid_input(error: ValidationError, document: object, transparent: frozenset[str] = frozenset()) -> errors.InvalidInput:
    """Pydantic's list of errors as faults with RFC 6901 pointers into the document that was sent.

    Args:
        error: what pydantic raised.
        document: the parsed JSON, or the query as a mapping; it tells which parts of pydantic's `loc` are names in the document
            and which are tags of a union.
        transparent: top-level names that are left out of pointers (see `Body.transparent`).
    """
    faults = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        keys = _keys(detail["loc"], document, detail["type"])
        if len(keys) > 1 and keys[0] in transparent:
            keys = keys[1:]
        if detail["type"].startswith("union_tag"):
            keys.append("op")
        message = detail["msg"].removeprefix("Value error, ")
        fault = errors.Fault("".join(f"/{_escaped(key)}" for key in keys), detail["type"], message)
        if fault not in faults:
            faults.append(fault)
    return errors.InvalidInput(faults=faults)


def _keys(loc: tuple[int | str, ...], document: object, code: str) -> list[str]:
    """The parts of `loc` that lead into the document; the rest are union tags."""
    keys: list[str] = []
    here: Any = document
    for index, part in enumerate(loc):
        leads = (isinstance(here, dict) and part in here) or (isinstance(here, list) and isinstance(part, int) and part < len(here))
        if leads:
            here = here[part]
        elif not (code == "missing" and index == len(loc) - 1):
            continue
        keys.append(str(part))
    return keys


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
