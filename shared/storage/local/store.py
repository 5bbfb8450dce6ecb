"""An object store in a folder of this machine: nothing to install, and safe between processes."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from shared.errors import ObjectNotFound, PreconditionFailed
from shared.storage.base import DEFAULT_TYPE, Listed, ObjectStream, Stat, StoredObject
from shared.storage.local.files import Facts, draft, read_part, read_stat, settle, sync_folder, told
from shared.storage.local.folder import DRAFTS
from shared.storage.local.names import LONG, names_below
from shared.storage.local.uploads import Arrived, Uploads, check_size
from shared.storage.local.urls import Grant
from shared.storage.pieces import Parts, read_in_pieces
from shared.storage.rules import check_headers, check_path, check_prefix
from shared.storage.signed import Upload, check_complete

_BUFFER: Final = 1024 * 1024


class LocalStore(Uploads):
    """An `ObjectStore` in a folder; see `Folder` for its arguments.

    An object is a file that is written apart and moved into its place; conditions are checked under a lock of its path, which
    every writer takes.
    """

    def put(
        self,
        path: str,
        data: bytes,
        *,
        media_type: str = DEFAULT_TYPE,
        metadata: Mapping[str, str] | None = None,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> Stat:
        """See `ObjectStore.put`."""
        return self.put_stream(path, [data], media_type=media_type, metadata=metadata, if_absent=if_absent, if_match=if_match)

    def put_stream(
        self,
        path: str,
        pieces: Iterable[bytes],
        *,
        media_type: str = DEFAULT_TYPE,
        metadata: Mapping[str, str] | None = None,
        if_absent: bool = False,
        if_match: str | None = None,
        size: int | None = None,
        sha256: str | None = None,
    ) -> Stat:
        """See `ObjectStore.put_stream`."""
        metadata = dict(metadata or {})
        check_headers(media_type, metadata)
        _, name = check_path(path)
        passing = Parts(pieces, self._part_size, size=size, sha256=sha256)
        with draft(self._root / DRAFTS) as file:
            for part in passing:
                with told("put", path):
                    file.write(part)
            passing.check()
            facts = Facts(name, media_type, metadata, passing.sha256)
            return self._commit(file, facts, path, if_absent=if_absent, if_match=if_match)

    def get(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> StoredObject:
        """See `ObjectStore.get`."""
        with self._opened("get", path) as (file, stat):
            if if_match and if_match != stat.etag:
                raise PreconditionFailed(operation="get", path=path)
            rest = max(stat.bytes - offset, 0)
            return StoredObject(stat, read_part(file, offset, rest if length is None else min(length, rest)))

    def get_stream(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> ObjectStream:
        """See `ObjectStore.get_stream`."""
        return read_in_pieces(self, path, offset=offset, length=length, if_match=if_match, piece=self._part_size)

    def stat(self, path: str) -> Stat:
        """See `ObjectStore.stat`."""
        with self._opened("stat", path) as (_, stat):
            return stat

    def delete(self, path: str) -> None:
        """See `ObjectStore.delete`."""
        place = self._place(path)
        with suppress(ObjectNotFound), told("delete", path), self._locked(path):
            place.unlink()
            sync_folder(place.parent)
            self._prune(place.parent)

    def list(self, prefix: str) -> Iterator[Listed]:
        """See `ObjectStore.list`."""
        container, start = check_prefix(prefix)
        folder = self._root / container

        def found() -> Iterator[Listed]:
            with told("list", prefix):
                plain = (self._listed(container, file) for _, file in names_below(folder, start))
                yield from heapq.merge((one for one in plain if one), self._long(container, start), key=lambda one: one.path)

        return found()

    def copy(self, source: str, target: str) -> Stat:
        """See `ObjectStore.copy`."""
        _, name = check_path(target)
        with self._opened("copy", source) as (origin, stat):
            if source == target:
                return stat
            with draft(self._root / DRAFTS) as file:
                for offset in range(0, stat.bytes, _BUFFER):
                    file.write(read_part(origin, offset, min(_BUFFER, stat.bytes - offset)))
                return self._commit(file, Facts(name, stat.media_type, stat.metadata, stat.sha256), target)

    def finish_upload(self, upload: Upload, *, size: int) -> Stat:
        """See `ObjectStore.finish_upload`."""
        parts = self.uploaded_parts(upload)
        if not parts:
            raise ObjectNotFound(operation="finish", path=upload.path)
        check_complete(parts, size)
        stat = self.put_stream(upload.path, self._pieces_of(upload, parts), media_type=upload.media_type, size=size)
        self.abort_upload(upload)
        return stat

    def receive(self, grant: Grant, data: bytes, *, first: int | None = None) -> Arrived:
        """Take what came with a signed URL.

        Args:
            grant: of the URL; its method is PUT.
            data: the body.
            first: place of its first byte in the whole; None when the body is the whole.

        Raises:
            TooLarge, InvalidInput: it has more or fewer bytes than the URL is for.
            ObjectNotFound: the upload that it is a part of was finished or given up.
        """
        if grant.number is not None:
            return self._take_part(grant, data)
        media_type, size = grant.media_type or DEFAULT_TYPE, grant.size or 0
        if first is None:
            check_size(grant, len(data))
            return Arrived(size, size, self.put(grant.path, data, media_type=media_type).etag)
        if data:
            check_size(grant, max(size, first + len(data)))
        with told("receive", grant.path), self._locked(repr(grant), kind="grant"):
            there, file = self._take_piece(grant, data, first)
            if there < size:
                return Arrived(there, size)
            with file.open("rb") as held:
                stat = self.put_stream(grant.path, iter(lambda: held.read(self._part_size), b""), media_type=media_type, size=size)
            file.unlink()
        return Arrived(size, size, stat.etag)

    def _commit(self, file: BinaryIO, facts: Facts, path: str, *, if_absent: bool = False, if_match: str | None = None) -> Stat:
        """Put a draft in its place, if the condition holds."""
        place = self._place(path)
        with told("put", path), self._locked(path):
            file.write(facts.to_bytes())
            if if_absent or if_match:
                current = self._etag(place, path)
                if (if_absent and current is not None) or (if_match and current != if_match):
                    raise PreconditionFailed(operation="put", path=path)
            settle(file, place)
            return read_stat(file, path.partition("/")[0])

    def _etag(self, place: Path, path: str) -> str | None:
        try:
            with place.open("rb") as file:
                return read_stat(file, path.partition("/")[0]).etag
        except FileNotFoundError:
            return None

    def _listed(self, container: str, file: Path) -> Listed | None:
        try:
            with file.open("rb") as opened:
                return read_stat(opened, container).listed
        except FileNotFoundError:  # deleted meanwhile
            return None

    def _long(self, container: str, start: str) -> Iterator[Listed]:
        folder = self._root / container / LONG
        found = [self._listed(container, file) for file in folder.iterdir()] if folder.is_dir() else []
        return iter(sorted((one for one in found if one and one.path.startswith(f"{container}/{start}")), key=lambda one: one.path))
