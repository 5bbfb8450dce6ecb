"""Errors become RFC 9457 problem details here and nowhere else."""

from collections.abc import Mapping
from typing import NamedTuple

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
    errors.Forbidden: Kind(403, "Forbidden"),
    errors.NotFound: Kind(404, "Not found"),
    errors.Conflict: Kind(409, "Conflict"),
    errors.PreconditionFailed: Kind(412, "Precondition failed"),
    errors.TooLarge: Kind(413, "Too large"),
    errors.UnsupportedMedia: Kind(415, "Unsupported media type"),
    errors.RangeNotSatisfiable: Kind(416, "Range not satisfiable"),
    errors.InvalidInput: Kind(422, "Invalid input"),
    errors.CorruptImage: Kind(422, "Corrupt image"),
    errors.DeadlineExceeded: Kind(422, "Deadline exceeded"),
    errors.MailRefused: Kind(422, "Mail refused"),
    errors.TooManyAttempts: Kind(429, "Too many attempts"),
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
    limit = error.facts.get("limit") if isinstance(error, errors.TooLarge) else None
    return Problem(
        type=f"urn:lienzo:problem:{error.code}",
        title=title,
        status=status,
        detail=error.message,
        code=error.code,
        instance=f"urn:uuid:{request_id}" if request_id else None,
        errors=[Fault(pointer=f.pointer, code=f.code, message=f.message) for f in faults] or None,
        limit=limit if isinstance(limit, int) else None,
        unit=str(error.facts.get("unit", "bytes")) if isinstance(limit, int) else None,
    )


def headers(error: LienzoError) -> Mapping[str, str]:
    """The headers that belong to an error's answer."""
    if isinstance(error, errors.Unauthorized):
        return {"WWW-Authenticate": 'Bearer realm="lienzo"', "Cache-Control": "no-store"}
    if isinstance(error, errors.Unavailable | errors.TooManyAttempts):
        return {"Retry-After": str(error.retry_after), "Cache-Control": "no-store"}
    if isinstance(error, errors.RangeNotSatisfiable):
        return {"Content-Range": f"bytes */{error.length}", "Cache-Control": "no-store"}
    return {"Cache-Control": "no-store"}
