"""An object as one file: its bytes, then what is known of them, so that nobody sees the one without the other.

The bytes come first: a picture in the store can be looked at as it is. Behind them stand a JSON object, its length in 8 digits,
and a mark; a file that does not end so was damaged by something else than this store.
"""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from shared.errors import ObjectNotFound, StoreUnavailable
from shared.storage.base import Stat

MARK: Final = b"\nLienzo1\n"
_DIGITS: Final = 8
_END: Final = _DIGITS + len(MARK)


@dataclass(frozen=True)
class Facts:
    """What is written behind the bytes."""

    name: str
    media_type: str
    metadata: Mapping[str, str]
    sha256: str | None

    def to_bytes(self) -> bytes:
        """The end of a file, with an etag of its own."""
        document = {
            "name": self.name,
            "etag": uuid4().hex,
            "mediaType": self.media_type,
            "metadata": dict(self.metadata),
            "sha256": self.sha256,
        }
        text = json.dumps(document).encode()
        return text + b"%0*d" % (_DIGITS, len(text)) + MARK


def read_stat(file: BinaryIO, container: str) -> Stat:
    """What is known of the object in an open file.

    Raises:
        StoreUnavailable: it is no file of this store, or it was damaged.
    """
    found = os.fstat(file.fileno())
    try:
        length = int(os.pread(file.fileno(), _END, found.st_size - _END).removesuffix(MARK))
        size = found.st_size - _END - length
        document = json.loads(os.pread(file.fileno(), length, size))
        return Stat(
            path=f"{container}/{document['name']}",
            bytes=size,
            etag=document["etag"],
            modified_at=datetime.fromtimestamp(int(found.st_mtime), UTC),
            media_type=document["mediaType"],
            metadata=document["metadata"],
            sha256=document["sha256"],
        )
    except (ValueError, KeyError, TypeError, OSError):
        raise StoreUnavailable(operation="read", path=f"{container}/{Path(file.name).name}", reason="the file is damaged") from None


def read_part(file: BinaryIO, offset: int, length: int) -> bytes:
    """Bytes of an open file, fewer only when it ends before."""
    made = bytearray()
    while len(made) < length:
        piece = os.pread(file.fileno(), length - len(made), offset + len(made))
        if not piece:
            break
        made += piece
    return bytes(made)


@contextmanager
def draft(folder: Path) -> Iterator[BinaryIO]:
    """A new file in a folder, which is gone afterwards unless it was moved away."""
    path = folder / uuid4().hex
    with told("draft", ""):
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("x+b")
    try:
        yield file
    finally:
        file.close()
        path.unlink(missing_ok=True)


def settle(file: BinaryIO, target: Path) -> None:
    """Put a draft in its place, for good: also a loss of power leaves the old file or the new one."""
    file.flush()
    os.fsync(file.fileno())
    path = Path(file.name)
    while True:
        try:
            path.replace(target)
            break
        except FileNotFoundError:  # the folder is missing, or was just removed because it had become empty
            if not path.exists():
                raise
            _make(target.parent)
    sync_folder(target.parent)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        with suppress(FileExistsError, FileNotFoundError):  # made or removed by somebody else: `settle` looks again
            folder.mkdir()
            sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make what was put into a folder or removed from it last."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def told(operation: str, path: str) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except FileNotFoundError:
        raise ObjectNotFound(operation=operation, path=path) from None
    except OSError as error:
        raise StoreUnavailable(operation=operation, path=path, reason=errno.errorcode.get(error.errno or 0, "OSError")) from None
