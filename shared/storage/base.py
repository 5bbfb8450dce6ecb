"""Bytes under paths: what every store promises, whichever backend keeps them.

A path is `container/name`, and the name may have slashes: `pictures/7f3a/original`. Names are case-sensitive and mean what they
say: spaces, `%2e`, `#`, `?`, `+` and letters of any script come back as they were given; nothing is decoded or normalised.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from shared.errors import InvalidInput

MAX_NAME = 1024  # characters: the least of what the backends take
MAX_SEGMENTS = 254

_CONTAINER = re.compile(r"(?=.{3,63}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\\\\\ud800-\udfff\ufffe\uffff]")
_METADATA_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_HEADER_VALUE = re.compile(r"[!-~]([ -~]*[!-~])?\Z")


@dataclass(frozen=True)
class Stat:
    """What is known of an object without reading it.

    Attributes:
        path: `container/name`.
        bytes: size of the whole object.
        etag: changes whenever the object is written; opaque, without quotes.
        media_type: as it was put.
        modified_at: time of the last write, UTC, to the second.
        metadata: as it was put.
    """

    path: str
    bytes: int
    etag: str
    media_type: str
    modified_at: datetime
    metadata: Mapping[str, str]


@dataclass(frozen=True)
class StoredObject:
    """An object's bytes, or the part that was asked for, and the `Stat` of the very version that they belong to."""

    stat: Stat
    data: bytes = field(repr=False)


class ObjectStore(Protocol):
    """A place for objects of up to 100 MiB, safe to use from many threads at once.

    Every method raises `InvalidInput` for a path that breaks a rule of `check_path`, before anything is sent, and
    `StoreUnavailable` when the store refuses our credential or does not answer: within 6 s when it is dead. A store that was
    away is used again as soon as it is back.
    """

    def put(
        self,
        path: str,
        data: bytes,
        *,
        media_type: str = "application/octet-stream",
        metadata: Mapping[str, str] | None = None,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> Stat:
        """Write an object whole, with its media type and metadata, in place of what was there.

        Atomic: readers get the old object or the new one, never a part, and a write that fails leaves the old one. A missing
        container is made. Once this returns, every later `get`, `stat` and `list` sees the object.

        Args:
            path: where.
            data: all of the bytes; may be empty.
            media_type: a MIME type, printable ASCII.
            metadata: names of lower-case letters, digits and underscores; values of printable ASCII.
            if_absent: write only when there is no object; of many such writers at once, one wins.
            if_match: write only over the version with this etag; excludes `if_absent`.

        Raises:
            InvalidInput: also for a media type or metadata that no header can carry.
            PreconditionFailed: the condition does not hold; nothing was written.
            StoreUnavailable: a write whose answer got lost may have happened.
        """

    def get(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> StoredObject:
        """Read an object, or a part of it, from one single version.

        Args:
            path: which.
            offset: first byte wanted, from 0.
            length: bytes wanted, the rest when None. What lies past the end is left out: data may be shorter, or empty.
            if_match: read only the version with this etag.

        Raises:
            ObjectNotFound: there is no such object, or no such container.
            PreconditionFailed: it is another version.
        """

    def stat(self, path: str) -> Stat:
        """Look an object up without reading it.

        Raises:
            ObjectNotFound: there is no such object, or no such container.
        """

    def delete(self, path: str) -> None:
        """Remove an object. Deleting what is not there succeeds, so that a delete can be tried again."""

    def list(self, prefix: str) -> Iterator[Stat]:
        """The objects whose path starts with `prefix`, ordered by name; fetched page by page, while they are iterated.

        Objects that are written or deleted meanwhile may or may not be seen; all others are, once. A missing container is empty.

        Args:
            prefix: `container`, or `container/` and the start of a name; `trip/` is a folder, `tri` any name that starts so.
        """

    def ensure(self, containers: Iterable[str]) -> None:
        """Make the containers that are missing; the ones that are there are left as they are."""

    def probe(self) -> None:
        """Return when the store answers and takes our credential.

        Raises:
            StoreUnavailable: it does not.
        """


def check_path(path: str) -> tuple[str, str]:
    """Split a path into container and name, if it is one that every backend keeps and that none reads as another one.

    Raises:
        InvalidInput: with all broken rules in the facts.
    """
    container, _, name = path.partition("/")
    segments = name.split("/")
    broken = _broken_by(container, name) | {
        "the name has at least one character": not name,
        f"the name has at most {MAX_SEGMENTS} segments": len(segments) > MAX_SEGMENTS,
        "no segment of the name is empty, `.` or `..`": bool(name) and not {"", ".", ".."}.isdisjoint(segments),
    }
    _refuse("This is not a path in the store", path, broken)
    return container, name


def check_prefix(prefix: str) -> tuple[str, str]:
    """Split the prefix of a listing into container and start of a name, which may be empty and may end anywhere.

    Raises:
        InvalidInput: with all broken rules in the facts.
    """
    container, _, start = prefix.partition("/")
    _refuse("This is not the start of a path in the store", prefix, _broken_by(container, start))
    return container, start


def check_container(container: str) -> None:
    """Refuse what cannot be the name of a container.

    Raises:
        InvalidInput: with all broken rules in the facts.
    """
    _refuse("This is not the name of a container", container, _broken_by(container, ""))


def check_headers(media_type: str, metadata: Mapping[str, str]) -> None:
    """Refuse a media type or metadata that a header cannot carry or that would not come back as it was given.

    Raises:
        InvalidInput: with all broken rules in the facts.
    """
    broken = {
        "the media type is printable ASCII": not _HEADER_VALUE.match(media_type),
        "a metadata name has 1 to 64 lower-case letters, digits and underscores": not all(map(_METADATA_NAME.match, metadata)),
        "a metadata value is printable ASCII without spaces around it": not all(map(_HEADER_VALUE.match, metadata.values())),
    }
    _refuse("This cannot be kept with an object", media_type, broken)


def _broken_by(container: str, name: str) -> dict[str, bool]:
    return {
        "a container has 3 to 63 lower-case letters, digits and single hyphens": not _CONTAINER.match(container),
        f"the name has at most {MAX_NAME} characters": len(name) > MAX_NAME,
        "the name has no backslash, control character or half of a surrogate pair": _UNSAFE.search(name) is not None,
    }


def _refuse(sentence: str, given: str, broken: Mapping[str, bool]) -> None:
    rules = [rule for rule, is_broken in broken.items() if is_broken]
    if rules:
        raise InvalidInput(f"{sentence}: {'; '.join(rules)}.", given=repr(given[:200]), rules=rules)
