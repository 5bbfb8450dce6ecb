"""Moves objects from one store to another: what is there already is skipped, and what was copied is read again and compared."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event
from typing import Final, Literal

from shared.errors import LienzoError, ObjectNotFound, Unavailable
from shared.storage.base import Listed, ObjectStore, Stat

WORKERS: Final = 4

Outcome = Literal["copied", "skipped", "failed"]


@dataclass(frozen=True)
class Moved:
    """What became of one object.

    Attributes:
        path: of the object, the same in both stores.
        bytes: of it.
        outcome: `skipped` when the other store had the same bytes already.
        reason: why it failed.
    """

    path: str
    bytes: int
    outcome: Outcome
    reason: str | None = None


class Stopped(Exception):
    """The transfer was told to stop."""


@dataclass(frozen=True)
class Transfer:
    """Copies all objects of some containers.

    The hash of an object is the one that its store keeps; where there is none, the object is read once more to compute it. An
    object is copied when the target has none, or one of another size or hash. Stopped at any moment, a transfer leaves whole objects
    only, and another run goes on where it was.
    """

    source: ObjectStore
    target: ObjectStore
    stop: Event = field(default_factory=Event)

    def run(self, containers: list[str], report: Callable[[Moved], None]) -> None:
        """Copy, and report each object as it is done.

        Raises:
            StoreUnavailable: a listing failed.
            Stopped: `stop` was set; what was under way was given up.
        """
        self.target.ensure(containers)
        with ThreadPoolExecutor(WORKERS) as pool:
            try:
                running: set[Future[Moved]] = set()
                for container in containers:
                    for listed in self.source.list(container):
                        if len(running) >= 2 * WORKERS:
                            running = self._reported(running, report)
                        running.add(pool.submit(self._move, listed))
                while running:
                    running = self._reported(running, report)
            except BaseException:
                self.stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _reported(self, running: set[Future[Moved]], report: Callable[[Moved], None]) -> set[Future[Moved]]:
        done, rest = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            report(future.result())
        return rest

    def _move(self, listed: Listed) -> Moved:
        try:
            stat = self.source.stat(listed.path)
            digest = stat.sha256 or self._hash(self.source, stat)
            if self._is_there(stat, digest):
                return Moved(stat.path, stat.bytes, "skipped")
            stream = self.source.get_stream(stat.path, if_match=stat.etag)
            pieces = self._until_stopped(stream.pieces)
            put = self.target.put_stream(
                stat.path, pieces, media_type=stat.media_type, metadata=stat.metadata, size=stat.bytes, sha256=digest
            )
            if self._hash(self.target, put) != digest:
                return Moved(stat.path, stat.bytes, "failed", "what was written reads back as other bytes")
            return Moved(stat.path, stat.bytes, "copied")
        except LienzoError as error:
            detail = error.facts.get("reason") if isinstance(error, Unavailable) else None
            return Moved(listed.path, listed.bytes, "failed", f"{error.message} {detail or ''}".strip())

    def _is_there(self, stat: Stat, digest: str) -> bool:
        try:
            found = self.target.stat(stat.path)
        except ObjectNotFound:
            return False
        return found.bytes == stat.bytes and (found.sha256 or self._hash(self.target, found)) == digest

    def _hash(self, store: ObjectStore, stat: Stat) -> str:
        digest = sha256()
        for piece in self._until_stopped(store.get_stream(stat.path, if_match=stat.etag).pieces):
            digest.update(piece)
        return digest.hexdigest()

    def _until_stopped(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            if self.stop.is_set():
                raise Stopped
            yield piece
