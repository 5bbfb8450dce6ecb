"""An object store in the blob service of one storage account."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256 as sha256_of
from http import HTTPStatus
from itertools import chain, count
from typing import Any, Final

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError
from azure.storage.blob import BlobClient, BlobProperties, ContentSettings

from shared.errors import ObjectNotFound, PreconditionFailed
from shared.storage.azure import blocks
from shared.storage.azure.connection import LONG_PATIENCE, MEBIBYTE, ONE_REQUEST, translated
from shared.storage.azure.signing import READ
from shared.storage.azure.urls import SignedUrls
from shared.storage.base import DEFAULT_TYPE, Listed, ObjectStream, Stat, StoredObject
from shared.storage.pieces import Parts, read_in_pieces
from shared.storage.rules import HASH_NAME, check_headers, check_path, check_prefix

# The service copies up to this size in one request; a larger blob is copied block by block.
ONE_COPY: Final = 256 * MEBIBYTE
COPIED_BLOCK: Final = 100 * MEBIBYTE
COPY_TIME: Final = timedelta(hours=1)
# Tries of a put whose blocks another put of the same path has discarded.
TRIES: Final = 5


class AzureStore(SignedUrls):
    """An `ObjectStore` in the blob service of one storage account; see `Account` for its arguments."""

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
        metadata = dict(metadata or {})
        check_headers(media_type, metadata)
        container, _ = check_path(path)
        digest = sha256_of(data).hexdigest()
        options = _written(media_type, metadata, digest, if_absent=if_absent, if_match=if_match)

        def upload() -> Mapping[str, Any]:
            if len(data) > ONE_REQUEST:
                return self._put_in_blocks(path, data, options, retry=not (if_absent or if_match))
            with translated("put", path):
                return self._blob(path).upload_blob(data, overwrite=True, **options)

        try:
            written = upload()
        except ObjectNotFound:
            # To a write, only a missing container answers so.
            self.ensure([container])
            written = upload()
        return Stat(path, len(data), written["etag"].strip('"'), written["last_modified"], media_type, metadata, digest)

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
        check_path(path)
        passing = Parts(pieces, self._part_size, size=size, sha256=sha256)
        parts = iter(passing)
        first, second = next(parts, b""), next(parts, None)
        if second is None:
            passing.check()
            return self.put(path, first, media_type=media_type, metadata=metadata, if_absent=if_absent, if_match=if_match)
        upload, blob = blocks.new_upload(), self._blob(path)
        sent = 0
        for sent, part in enumerate(chain([first, second], parts), start=1):
            self._stage(blob, path, blocks.block_id(upload, sent), part)
        passing.check()
        options = _written(media_type, metadata, passing.sha256, if_absent=if_absent, if_match=if_match)
        written = blocks.commit(blob, path, upload, range(1, sent + 1), **options)
        return Stat(path, passing.size, written["etag"].strip('"'), written["last_modified"], media_type, metadata, passing.sha256)

    def get(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> StoredObject:
        """See `ObjectStore.get`."""
        # What a blob's own Content-Encoding says is not undone: the bytes that are stored are the ones wanted.
        options: dict[str, Any] = {"decompress": False, **_only(if_match)}
        if offset or length is not None:
            options |= {"offset": offset, "length": length}
        with translated("get", path):
            try:
                if length != 0:
                    found = self._blob(path).download_blob(**options)
                    return StoredObject(_stat(path, found.properties), found.readall())
            except HttpResponseError as error:
                if error.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise
            stat = _stat(path, self._blob(path).get_blob_properties(**_only(if_match)))
        if length != 0 and stat.bytes > offset:  # it was replaced by a longer one between the two calls
            return self.get(path, offset=offset, length=length, if_match=if_match)
        return StoredObject(stat, b"")

    def get_stream(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> ObjectStream:
        """See `ObjectStore.get_stream`."""
        return read_in_pieces(self, path, offset=offset, length=length, if_match=if_match, piece=self._part_size)

    def stat(self, path: str) -> Stat:
        """See `ObjectStore.stat`."""
        with translated("stat", path):
            return _stat(path, self._blob(path).get_blob_properties())

    def delete(self, path: str) -> None:
        """See `ObjectStore.delete`."""
        with suppress(ObjectNotFound), translated("delete", path):
            self._blob(path).delete_blob(delete_snapshots="include")

    def list(self, prefix: str) -> Iterator[Listed]:
        """See `ObjectStore.list`."""
        container, start = check_prefix(prefix)
        blobs = self._client.get_container_client(container).list_blobs(start or None, results_per_page=self._page_size)

        def found() -> Iterator[Listed]:
            with suppress(ObjectNotFound), translated("list", prefix):
                for blob in blobs:
                    yield Listed(f"{container}/{blob.name}", blob.size, blob.etag.strip('"'), blob.last_modified)

        return found()

    def copy(self, source: str, target: str) -> Stat:
        """See `ObjectStore.copy`."""
        container, _ = check_path(target)
        stat = self.stat(source)
        if source == target:
            return stat
        url = self._signed(source, READ, self._expiry(COPY_TIME))
        try:
            self._copy(stat, url, target)
        except ObjectNotFound:
            self.ensure([container])
            self._copy(stat, url, target)
        return self.stat(target)

    def _put_in_blocks(self, path: str, data: bytes, options: Mapping[str, Any], *, retry: bool) -> Mapping[str, Any]:
        """In blocks of our own: the SDK names its blocks by their place, and two puts at once would mix theirs."""
        blob = self._blob(path)
        for attempt in count(1):
            upload = blocks.new_upload()
            places = range(0, len(data), self._part_size)
            for number, place in enumerate(places, start=1):
                self._stage(blob, path, blocks.block_id(upload, number), data[place : place + self._part_size])
            try:
                return blocks.commit(blob, path, upload, range(1, len(places) + 1), **options)
            except PreconditionFailed:
                if not retry or attempt == TRIES:
                    raise
        raise AssertionError

    def _stage(self, blob: BlobClient, path: str, block: str, data: bytes) -> None:
        try:
            with translated("put", path):
                blob.stage_block(block, data)
        except ObjectNotFound:
            self.ensure([blob.container_name])
            with translated("put", path):
                blob.stage_block(block, data)

    def _copy(self, source: Stat, url: str, target: str) -> None:
        blob = self._blob(target)
        # A dead store was noticed when the source was looked up; a large copy may take long.
        unchanged: dict[str, Any] = {
            "read_timeout": LONG_PATIENCE,
            "source_etag": f'"{source.etag}"',
            "source_match_condition": MatchConditions.IfNotModified,
        }
        if source.bytes <= ONE_COPY:
            with translated("copy", target):
                blob.start_copy_from_url(url, requires_sync=True, **unchanged)
            return
        upload = blocks.new_upload()
        places = range(0, source.bytes, COPIED_BLOCK)
        for number, place in enumerate(places, start=1):
            with translated("copy", target):
                length = min(COPIED_BLOCK, source.bytes - place)
                blob.stage_block_from_url(blocks.block_id(upload, number), url, source_offset=place, source_length=length, **unchanged)
        options = _written(source.media_type, source.metadata, source.sha256)
        blocks.commit(blob, target, upload, range(1, len(places) + 1), **options)


def _written(
    media_type: str, metadata: Mapping[str, str], digest: str | None, *, if_absent: bool = False, if_match: str | None = None
) -> dict[str, Any]:
    """What a write says of the object, and its condition."""
    kept = {**metadata, HASH_NAME: digest} if digest else dict(metadata)
    options: dict[str, Any] = {"content_settings": ContentSettings(media_type), "metadata": kept, **_only(if_match)}
    if if_absent:
        options["match_condition"] = MatchConditions.IfMissing
    if if_absent or if_match:
        # A second try would find what a first one wrote whose answer got lost, and say that somebody else's write won.
        options |= {"retry_read": 0, "retry_status": 0}
    return options


def _only(etag: str | None) -> dict[str, Any]:
    return {"etag": f'"{etag}"', "match_condition": MatchConditions.IfNotModified} if etag else {}


def _stat(path: str, found: BlobProperties) -> Stat:
    # Of a download, `size` is what was asked for, and the size of the whole stands in the range: `bytes 0-9/100`.
    _, _, whole = (found.content_range or "").rpartition("/")
    metadata = {name.lower(): value for name, value in (found.metadata or {}).items()}
    digest = metadata.pop(HASH_NAME, None)
    media_type = found.content_settings.content_type or DEFAULT_TYPE
    return Stat(path, int(whole or found.size), found.etag.strip('"'), found.last_modified, media_type, metadata, digest)
