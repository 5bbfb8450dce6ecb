"""Which paths, media types and metadata every store takes: refused before anything is sent, with all broken rules.

A path is `container/name`, and the name may have slashes: `pictures/7f3a/original`. Names are case-sensitive and mean what they
say: spaces, `%2e`, `#`, `?`, `+` and letters of any script come back as they were given; nothing is decoded or normalised.
"""

import re
from collections.abc import Mapping
from typing import Final

from shared.errors import InvalidInput

MAX_NAME: Final = 1024  # characters: the least of what the backends take
MAX_SEGMENTS: Final = 254
MAX_METADATA: Final = 1900  # bytes of names and values: S3 takes 2,048, and the store keeps a hash beside them
# The store keeps the hash of the bytes under this name; it stands in `Stat.sha256`, never in `Stat.metadata`.
HASH_NAME: Final = "lienzo_sha256"

_CONTAINER = re.compile(r"(?=.{3,63}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\\\\\ud800-\udfff\ufffe\uffff]")
_METADATA_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_HEADER_VALUE = re.compile(r"[!-~]([ -~]*[!-~])?\Z")


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
        f"metadata has at most {MAX_METADATA} characters": sum(map(len, [*metadata, *metadata.values()])) > MAX_METADATA,
        f"no metadata name is {HASH_NAME}": HASH_NAME in metadata,
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
