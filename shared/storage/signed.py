"""Signed requests: what a client needs to send or fetch bytes without passing through this service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from shared.errors import Forbidden, InvalidInput

LONGEST: Final = timedelta(days=7)  # what S3 and Azure take
MAX_PARTS: Final = 10_000


class InvalidLink(Forbidden):
    """A signed URL that is none of ours, or was changed."""

    code = "invalid_link"
    default_message = "This link is not valid."


class LinkExpired(Forbidden):
    """A signed URL whose time is over."""

    code = "link_expired"
    default_message = "This link has expired. Ask for a new one."


@dataclass(frozen=True)
class SignedPut:
    """A request that anyone may send: exactly this method, to this URL, with these headers, and the bytes as the body.

    Attributes:
        method: PUT.
        url: whoever has it may use it.
        headers: to be sent along, with these values.
        expires_at: when it stops being taken, UTC.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str]
    expires_at: datetime


@dataclass(frozen=True)
class Upload:
    """An object that is being sent in parts.

    Attributes:
        path: where it will be.
        id: names the upload in the store; no secret.
        media_type: of the object.
    """

    path: str
    id: str
    media_type: str


@dataclass(frozen=True)
class Part:
    """A part of an upload that has arrived: its number, from 1, and its size."""

    number: int
    bytes: int


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


def check_expiry(expires: timedelta) -> None:
    """Refuse what cannot be the life of a signed URL.

    Raises:
        InvalidInput: it is not between a second and seven days.
    """
    if not timedelta(seconds=1) <= expires <= LONGEST:
        raise InvalidInput("A signed URL lives between a second and seven days.", seconds=expires.total_seconds())


def check_part(number: int) -> None:
    """Refuse what cannot be the number of a part.

    Raises:
        InvalidInput: it is not between 1 and 10,000.
    """
    if not 1 <= number <= MAX_PARTS:
        raise InvalidInput(f"A part's number is between 1 and {MAX_PARTS}.", number=number)


def check_complete(parts: Sequence[Part], size: int) -> None:
    """Refuse to make an object of parts of which one is missing.

    Raises:
        InvalidInput: there is a gap, or together they have another size.
    """
    numbers = [part.number for part in parts]
    total = sum(part.bytes for part in parts)
    if numbers != list(range(1, len(parts) + 1)) or total != size:
        raise InvalidInput(f"The upload is not complete: {total} of {size} bytes have arrived.", parts=len(parts), bytes=total, size=size)
