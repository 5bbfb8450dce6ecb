"""Names of objects as paths of files: exact on any disk, whether or not it tells `a` from `A` or composes accents.

Lower-case letters, digits, `-`, `_` and inner dots stand for themselves, every other byte of the UTF-8 is `%` and two digits, and a
folder ends with `~`, so that `a` and `a/b` can both be objects: `Trip/a.jpg` is `%54rip~/a.jpg`. A name that no disk would take like
this lies under its hash in a folder of its own; the file itself knows its name.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote

FOLDER: Final = "~"
DOT: Final = ord(".")
# Of names that are too long; no encoded name is like it, for they begin with no `%~`.
LONG: Final = "%~long"
LONGEST_SEGMENT: Final = 250
LONGEST_PATH: Final = 1500
_PLAIN: Final = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")


def encoded(segment: str) -> str:
    """One segment of a name as the name of a file."""
    data = segment.encode()
    last = len(data) - 1
    return "".join(chr(byte) if byte in _PLAIN or (byte == DOT and 0 < place < last) else f"%{byte:02x}" for place, byte in enumerate(data))


def decoded(file: str) -> str | None:
    """The segment that a file's name stands for; None when it is none of ours."""
    try:
        segment = unquote(file, errors="strict")
    except UnicodeDecodeError:
        return None
    return segment if segment and encoded(segment) == file else None


def file_of(container: Path, name: str) -> Path:
    """Where an object's file is.

    Args:
        container: folder of the container.
        name: of the object; has passed `check_path`.
    """
    *folders, last = map(encoded, name.split("/"))
    segments = [f"{folder}{FOLDER}" for folder in folders] + [last]
    if max(map(len, segments)) > LONGEST_SEGMENT or sum(map(len, segments)) + len(segments) > LONGEST_PATH:
        return container / LONG / sha256(name.encode()).hexdigest()
    return container.joinpath(*segments)


def names_below(container: Path, start: str) -> Iterator[tuple[str, Path]]:
    """The names that start so, in order, with their files; those of long names are left out.

    Args:
        container: folder of the container; may be missing.
        start: of the names; may end anywhere.
    """
    return _below(container, "", start)


def _below(folder: Path, above: str, start: str) -> Iterator[tuple[str, Path]]:
    try:
        files = list(folder.iterdir())
    except FileNotFoundError:
        return
    found = [(decoded(file.name.removesuffix(FOLDER)), "/" if file.name.endswith(FOLDER) else "", file) for file in files]
    # A folder sorts as its name and a slash, as all names in it do: `a-b` comes before `a/b`.
    for name, file in sorted((above + segment + slash, file) for segment, slash, file in found if segment):
        if name.endswith("/") and (name.startswith(start) or start.startswith(name)):
            yield from _below(file, name, start)
        elif name.startswith(start):
            yield name, file
