"""Signed URLs of the local store, and what arrives through them: whole, piece by piece, or in parts."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

from shared.errors import InvalidInput, ObjectNotFound, TooLarge
from shared.storage.local.files import draft, settle, sync_folder, told
from shared.storage.local.folder import UPLOADS, Folder
from shared.storage.local.urls import Grant
from shared.storage.rules import check_headers, check_path
from shared.storage.signed import Part, SignedPut, Upload, check_expiry, check_part

_ID: Final = re.compile(r"[0-9a-f]{32}\Z")
_PIECES: Final = "pieces"


@dataclass(frozen=True)
class Arrived:
    """How far a signed PUT has come.

    Attributes:
        bytes: that are here, from the first on.
        size: of the whole.
        etag: of the object, once it is complete.
    """

    bytes: int
    size: int
    etag: str | None = None


class Uploads(Folder):
    """What lets clients send and fetch bytes, by way of our own endpoint."""

    @property
    def origin(self) -> str | None:
        """See `ObjectStore.origin`."""
        return None

    def admit(self, origin: str) -> None:
        """See `ObjectStore.admit`: pages of another origin do not use this service."""

    def signed_get_url(self, path: str, *, expires: timedelta, filename: str | None = None) -> str:
        """See `ObjectStore.signed_get_url`."""
        check_path(path)
        return self._urls.url(Grant("GET", path, self._expiry(expires), filename=filename))

    def signed_put(self, path: str, *, size: int, media_type: str, expires: timedelta) -> SignedPut:
        """See `ObjectStore.signed_put`. The bytes may also be sent in pieces, each with a Content-Range, in one order."""
        check_path(path)
        check_headers(media_type, {})
        return self._put(Grant("PUT", path, self._expiry(expires), size, media_type), {"Content-Type": media_type})

    def begin_upload(self, path: str, *, media_type: str) -> Upload:
        """See `ObjectStore.begin_upload`."""
        check_path(path)
        check_headers(media_type, {})
        upload = Upload(path, uuid4().hex, media_type)
        with told("begin", path):
            self._folder_of(upload).mkdir(parents=True)
        return upload

    def signed_part(self, upload: Upload, number: int, *, size: int, expires: timedelta) -> SignedPut:
        """See `ObjectStore.signed_part`."""
        check_part(number)
        return self._put(Grant("PUT", upload.path, self._expiry(expires), size, upload=upload.id, number=number), {})

    def uploaded_parts(self, upload: Upload) -> tuple[Part, ...]:
        """See `ObjectStore.uploaded_parts`."""
        with suppress(ObjectNotFound), told("parts", upload.path):
            return tuple(sorted((Part(int(f.name), f.stat().st_size) for f in self._folder_of(upload).iterdir()), key=_by_number))
        return ()

    def abort_upload(self, upload: Upload) -> None:
        """See `ObjectStore.abort_upload`."""
        with suppress(ObjectNotFound), told("abort", upload.path):
            shutil.rmtree(self._folder_of(upload))

    def grant(self, token: str) -> Grant:
        """What the token of a signed URL permits; raises as `LocalUrls.grant`."""
        return self._urls.grant(token, self._clock)

    def _put(self, grant: Grant, headers: dict[str, str]) -> SignedPut:
        return SignedPut(grant.method, self._urls.url(grant), headers, datetime.fromtimestamp(grant.expires, UTC))

    def _expiry(self, expires: timedelta) -> int:
        check_expiry(expires)
        return int((self._clock() + expires).timestamp())

    def _folder_of(self, upload: Upload) -> Path:
        if not _ID.match(upload.id):
            raise ObjectNotFound(operation="upload", path=upload.path)
        return self._root / UPLOADS / upload.id

    def _pieces_of(self, upload: Upload, parts: tuple[Part, ...]) -> Iterator[bytes]:
        for part in parts:
            with told("finish", upload.path), (self._folder_of(upload) / str(part.number)).open("rb") as file:
                while piece := file.read(self._part_size):
                    yield piece

    def _take_part(self, grant: Grant, data: bytes) -> Arrived:
        """Keep a part of an upload."""
        check_size(grant, len(data))
        folder = self._folder_of(Upload(grant.path, grant.upload or "", ""))
        with told("part", grant.path), draft(folder.parent / _PIECES) as file:
            if not folder.is_dir():
                raise ObjectNotFound(operation="part", path=grant.path)
            file.write(data)
            settle(file, folder / str(grant.number))
        return Arrived(len(data), len(data))

    def _take_piece(self, grant: Grant, data: bytes, first: int) -> tuple[int, Path]:
        """Add bytes to what has come of a signed PUT before; a piece that leaves a gap adds nothing, and one may overlap.

        Returns:
            How many bytes are there now, and their file.
        """
        file = self._root / UPLOADS / _PIECES / sha256(repr(grant).encode()).hexdigest()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as held:
            there = held.tell()
            if first <= there:
                held.write(data[there - first :])
            there = held.tell()
        sync_folder(file.parent)
        return there, file


def check_size(grant: Grant, size: int) -> None:
    """Compare the size of what is sent with what the URL is for.

    Raises:
        TooLarge, InvalidInput: it is larger, or smaller.
    """
    if grant.size is None or size > grant.size:
        raise TooLarge(f"This link is for {grant.size} bytes.", limit=grant.size, actual=size)
    if size < grant.size:
        raise InvalidInput(f"This link is for {grant.size} bytes, not {size}.", limit=grant.size, actual=size)


def _by_number(part: Part) -> int:
    return part.number
