"""Zips: written piece by piece, with one file in memory at a time."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

# What Windows does not take in a name, and the names that it takes for devices.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\Z", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1980, 2107  # that a zip can tell
READABLE = 0o100644 << 16


@dataclass(frozen=True)
class Entry:
    """A file of a zip.

    Attributes:
        name: as wished; it is made safe and unique.
        at: when it was made.
    """

    name: str
    data: bytes
    at: datetime


def zip_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A zip of these files, as they are: pictures are compressed already.

    Every header tells the size and checksum of its file, so that anything can unpack it, also while it arrives. Past 4 GiB it is a
    Zip64.

    Returns:
        Its bytes in pieces, one for each file and one for the table at the end.
    """
    window, names = _Window(), _Names()
    with zipfile.ZipFile(window, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(names.take(entry.name), _date(entry.at))
            info.external_attr = READABLE
            archive.writestr(info, entry.data)
            yield window.drain()
    yield window.drain()


class _Window(io.RawIOBase):
    """The end of a file, which can still be changed: what was drained cannot.

    `zipfile` goes back to the header of the file that it has just written, and no further.
    """

    def __init__(self) -> None:
        self._drained = 0
        self._held = io.BytesIO()

    def drain(self) -> bytes:
        """Take what is there; it is final."""
        data = self._held.getvalue()
        self._drained += len(data)
        self._held = io.BytesIO()
        return data

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        return self._held.write(data)  # type: ignore[arg-type]  # whatever BytesIO takes

    def tell(self) -> int:
        return self._drained + self._held.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence != io.SEEK_SET or offset < self._drained:
            raise io.UnsupportedOperation("only what was not drained can be reached")
        self._held.seek(offset - self._drained)
        return offset


class _Names:
    """Gives out names that every system takes, each once, whatever it thinks of case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, wished: str) -> str:
        """The name, or the first of `name (2)`, `name (3)` … that is free."""
        name = _UNSAFE.sub("_", wished).rstrip(". ") or "_"
        if _DEVICE.match(name):
            name = f"_{name}"
        path, free = PurePosixPath(name), name
        # Where the last search ended, the next one begins: ten thousand times `image.jpg` must not be a matter of minutes.
        number = self._last.get(name.casefold(), 1)
        while free.casefold() in self._taken:
            number += 1
            free = f"{path.stem} ({number}){path.suffix}"
        self._last[name.casefold()] = number
        self._taken.add(free.casefold())
        return free


def _date(at: datetime) -> tuple[int, int, int, int, int, int]:
    at = at.astimezone(UTC)
    year = min(max(at.year, FIRST_YEAR), LAST_YEAR)
    return year, at.month, at.day, at.hour, at.minute, at.second
