"""The folder of a local store: its containers, drafts and locks."""

import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from shared.storage.base import Stat
from shared.storage.local.files import read_stat, told
from shared.storage.local.names import file_of
from shared.storage.local.urls import LocalUrls
from shared.storage.pieces import PIECE
from shared.storage.rules import check_container, check_path
from shared.storage.signed import now

# Beside the containers, whose names have no dot.
DRAFTS: Final = ".drafts"
UPLOADS: Final = ".uploads"
LOCKS: Final = ".locks"
# What a process that died has left is removed after so long.
DRAFT_LIFE: Final = timedelta(days=1)
UPLOAD_LIFE: Final = timedelta(days=7)


class Folder:
    """A folder that is a store. Safe to use from many threads and processes at once, on a disk of this machine.

    Args:
        root: the folder; made when first needed.
        urls: makes and reads signed URLs.
        part_size: bytes per read of a stream.
        clock: gives the time, for signatures.
    """

    def __init__(self, root: Path, urls: LocalUrls, *, part_size: int = PIECE, clock: Callable[[], datetime] = now) -> None:
        self._root = root
        self._urls = urls
        self._part_size = part_size
        self._clock = clock

    def ensure(self, containers: Iterable[str]) -> None:
        """See `ObjectStore.ensure`. Also removes what processes that died have left behind."""
        wanted = list(containers)
        for name in wanted:
            check_container(name)
        with told("ensure", ""):
            for name in wanted:
                (self._root / name).mkdir(parents=True, exist_ok=True)
            self._sweep(DRAFTS, DRAFT_LIFE)
            self._sweep(UPLOADS, UPLOAD_LIFE)

    def probe(self) -> None:
        """See `ObjectStore.probe`."""
        with told("probe", ""):
            there = next(folder for folder in (self._root, *self._root.parents) if folder.exists())
            if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, "not a folder that can be written to")

    def _place(self, path: str) -> Path:
        container, name = check_path(path)
        return file_of(self._root / container, name)

    @contextmanager
    def _opened(self, operation: str, path: str) -> Iterator[tuple[BinaryIO, Stat]]:
        """An object's file: whoever holds it reads this version, whatever happens to its name."""
        place = self._place(path)
        with told(operation, path), place.open("rb") as file:
            yield file, read_stat(file, path.partition("/")[0])

    @contextmanager
    def _locked(self, path: str, *, kind: str = "path") -> Iterator[None]:
        """Alone among all writers of this path, in all processes. While it holds one of another kind, a thread may take a path's."""
        import fcntl  # noqa: PLC0415  Windows has none: there the app loads, but not this store

        locks = self._root / LOCKS / kind
        locks.mkdir(parents=True, exist_ok=True)
        # Files that come and go could not be locked safely; these 256 of a kind stay.
        with (locks / sha256(path.encode()).hexdigest()[:2]).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _prune(self, folder: Path) -> None:
        """Remove folders that have become empty, up to the container."""
        with suppress(OSError):  # not empty, or somebody else was faster
            while folder.parent != self._root:
                folder.rmdir()
                folder = folder.parent

    def _sweep(self, name: str, life: timedelta) -> None:
        oldest = time.time() - life.total_seconds()
        with suppress(FileNotFoundError):
            for entry in (self._root / name).iterdir():
                for file in (*entry.glob("*"), entry) if entry.is_dir() else (entry,):
                    with suppress(OSError):  # a folder that still has a young file, or that somebody else has removed
                        if file.stat().st_mtime < oldest:
                            file.rmdir() if file.is_dir() else file.unlink()
