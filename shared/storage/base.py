"""Bytes under paths: what every store promises, whichever backend keeps them. `rules` says which paths there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from shared.storage.signed import Part, SignedPut, Upload

DEFAULT_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Listed:
    """What a listing says of an object.

    Attributes:
        path: `container/name`.
        bytes: size of the whole object.
        etag: changes whenever the bytes change, in some stores with every write; opaque, without quotes.
        modified_at: time of the last write, UTC, to the second.
    """

    path: str
    bytes: int
    etag: str
    modified_at: datetime


@dataclass(frozen=True)
class Stat(Listed):
    """What is known of an object without reading it.

    Attributes:
        media_type: as it was put.
        metadata: as it was put.
        sha256: of the bytes, hex, where this service wrote them and knew it; None for what somebody else or a signed URL wrote.
    """

    media_type: str
    metadata: Mapping[str, str]
    sha256: str | None = None

    @property
    def listed(self) -> Listed:
        """What a listing says of the same object."""
        return Listed(self.path, self.bytes, self.etag, self.modified_at)


@dataclass(frozen=True)
class StoredObject:
    """An object's bytes, or the part that was asked for, and the `Stat` of the very version that they belong to."""

    stat: Stat
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class ObjectStream:
    """An object in pieces of a few MiB, all of the version that `stat` describes; `pieces` can be iterated once."""

    stat: Stat
    pieces: Iterator[bytes] = field(repr=False)


class ObjectStore(Protocol):
    """A place for objects of up to 5 GiB, safe to use from many threads and processes at once.

    Every method raises `InvalidInput` for a path that breaks a rule of `check_path`, before anything is sent, and
    `StoreUnavailable` when the store refuses our credential or does not answer: within 6 s when it is dead. A store that was
    away is used again as soon as it is back; a connection that is cut is tried again where that is safe.
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
        """Write an object from pieces of any size, of which only a few MiB are held at a time.

        Atomic as `put`: the object appears when it is complete. Whatever ends it before, also an error in `pieces`, leaves
        nothing to be seen.

        Args:
            path: where.
            pieces: the bytes, in order; up to 5 GiB.
            media_type: as for `put`.
            metadata: as for `put`.
            if_absent: as for `put`; checked when all is sent.
            if_match: as for `put`; checked when all is sent.
            size: bytes that there must be.
            sha256: hash that they must have, hex.

        Raises:
            InvalidInput: they are not of this size or do not have this hash; nothing was written.
            PreconditionFailed: the condition does not hold, or another write of the same path was faster; nothing was written.
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

    def get_stream(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> ObjectStream:
        """Read an object of any size piece by piece; arguments and errors are those of `get`.

        The first piece is read at once. The iteration raises `PreconditionFailed` or `ObjectNotFound` when the object is replaced
        or deleted before its end: what was read belongs to one version, always.
        """

    def stat(self, path: str) -> Stat:
        """Look an object up without reading it.

        Raises:
            ObjectNotFound: there is no such object, or no such container.
        """

    def delete(self, path: str) -> None:
        """Remove an object. Deleting what is not there succeeds, so that a delete can be tried again."""

    def list(self, prefix: str) -> Iterator[Listed]:
        """The objects whose path starts with `prefix`, ordered by name; fetched page by page, while they are iterated.

        Objects that are written or deleted meanwhile may or may not be seen; all others are, once. A missing container is empty.

        Args:
            prefix: `container`, or `container/` and the start of a name; `trip/` is a folder, `tri` any name that starts so.
        """

    def copy(self, source: str, target: str) -> Stat:
        """Copy an object inside the store, with media type and metadata, in place of what is at `target`; atomic as `put`.

        Raises:
            ObjectNotFound: there is nothing at `source`.
        """

    def ensure(self, containers: Iterable[str]) -> None:
        """Make the containers that are missing; the ones that are there are left as they are."""

    def probe(self) -> None:
        """Return when the store answers and takes our credential.

        Raises:
            StoreUnavailable: it does not.
        """

    @property
    def origin(self) -> str | None:
        """Scheme, host and port that signed URLs lead to; None when they lead to this service itself. Sends nothing."""

    def admit(self, origin: str) -> None:
        """Let the pages of an origin use signed URLs (CORS), where that is the store's own business and not its operator's."""

    def signed_get_url(self, path: str, *, expires: timedelta, filename: str | None = None) -> str:
        """A URL with which anyone may read this one object, and nothing else, for a while.

        Args:
            path: which; it need not be there yet.
            expires: how long, up to 7 days.
            filename: under which a browser saves it; without one it may show it.
        """

    def signed_put(self, path: str, *, size: int, media_type: str, expires: timedelta) -> SignedPut:
        """A request with which anyone may write this one object, once or again, and nothing else, for a while.

        Args:
            path: where.
            size: bytes that will be sent. S3 and the local store refuse any other number; Azure cannot, so look afterwards.
            media_type: of the object. Here too, Azure takes whatever is sent.
            expires: how long, up to 7 days.
        """

    def begin_upload(self, path: str, *, media_type: str) -> Upload:
        """Begin an object that a client will send in parts; nothing is to be seen of it before `finish_upload`."""

    def signed_part(self, upload: Upload, number: int, *, size: int, expires: timedelta) -> SignedPut:
        """A request with which anyone may send one part, once or again.

        Args:
            upload: from `begin_upload`.
            number: of the part, 1 to 10,000.
            size: of the part, bytes; all but the last have 5 MiB at least and the same size.
            expires: how long, up to 7 days.
        """

    def uploaded_parts(self, upload: Upload) -> tuple[Part, ...]:
        """The parts that have arrived, by number: a client that was interrupted sends the others. Empty for an unknown upload."""

    def finish_upload(self, upload: Upload, *, size: int) -> Stat:
        """Make the object of the parts that have arrived; it appears whole.

        Args:
            upload: from `begin_upload`.
            size: of the object, bytes.

        Raises:
            InvalidInput: a part is missing, or together they have another size; they stay.
            ObjectNotFound: the upload was finished or given up.
        """

    def abort_upload(self, upload: Upload) -> None:
        """Give an upload up. Repeating it succeeds; the parts' space is freed, on Azure within a week."""
