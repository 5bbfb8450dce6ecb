"""An object store in one bucket of S3."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256 as sha256_of
from http import HTTPStatus
from itertools import chain
from typing import Any

from botocore.exceptions import ClientError

from shared.errors import LienzoError, ObjectNotFound, PreconditionFailed, StoreUnavailable
from shared.storage.base import DEFAULT_TYPE, Listed, ObjectStream, Stat, StoredObject
from shared.storage.pieces import Parts, read_in_pieces
from shared.storage.rules import check_headers, check_prefix
from shared.storage.s3.bucket import is_status, kept, moment, stat_of
from shared.storage.s3.connection import sent
from shared.storage.s3.urls import SignedUrls
from shared.storage.signed import Upload


class S3Store(SignedUrls):
    """An `ObjectStore` in one bucket of S3; see `Bucket` for its arguments.

    S3's etag is a hash of the bytes: writing the same bytes again does not change it.
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
        metadata = dict(metadata or {})
        check_headers(media_type, metadata)
        digest = sha256_of(data).hexdigest()
        options = {**self._at(path), "ContentType": media_type, "Metadata": kept(metadata, digest)}
        conditions = _conditions(if_absent=if_absent, if_match=if_match)

        def write() -> Any:
            return self._client.put_object(Body=data, **options, **conditions)

        with _answered(if_match):
            written = sent("put", path, write, repeatable=not conditions)
        return self._after(path, written, Stat(path, len(data), "", self._clock(), media_type, metadata, digest))

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
        at = self._at(path)
        passing = Parts(pieces, self._part_size, size=size, sha256=sha256)
        parts = iter(passing)
        first, second = next(parts, b""), next(parts, None)
        if second is None:
            passing.check()
            return self.put(path, first, media_type=media_type, metadata=metadata, if_absent=if_absent, if_match=if_match)
        # S3 takes metadata when the upload begins, so a hash that is known only at its end cannot be kept.
        options = {**at, "ContentType": media_type, "Metadata": kept(metadata, sha256)}
        upload = Upload(path, sent("put", path, lambda: self._client.create_multipart_upload(**options))["UploadId"], media_type)
        try:
            done = [self._send_part(upload, number, part) for number, part in enumerate(chain([first, second], parts), start=1)]
            passing.check()
            with _answered(if_match):
                written = self._complete(upload, done, **_conditions(if_absent=if_absent, if_match=if_match))
        except BaseException:
            with suppress(LienzoError):
                self.abort_upload(upload)
            raise
        return self._after(path, written, Stat(path, passing.size, "", self._clock(), media_type, metadata, sha256))

    def get(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> StoredObject:
        """See `ObjectStore.get`."""
        only = {"IfMatch": f'"{if_match}"'} if if_match else {}
        if length == 0:
            return StoredObject(self._head(path, **only), b"")
        part = {"Range": f"bytes={offset}-{'' if length is None else offset + length - 1}"} if offset or length is not None else {}

        def read() -> StoredObject | None:
            try:
                found = self._client.get_object(**self._at(path), **only, **part)
                return StoredObject(stat_of(path, found), found["Body"].read())
            except ClientError as error:
                if not is_status(error, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE):
                    raise
                return None

        stored = sent("get", path, read)
        if stored:
            return stored
        stat = self._head(path, **only)
        if stat.bytes > offset:  # it was replaced by a longer one between the two calls
            return self.get(path, offset=offset, length=length, if_match=if_match)
        return StoredObject(stat, b"")

    def get_stream(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> ObjectStream:
        """See `ObjectStore.get_stream`."""
        return read_in_pieces(self, path, offset=offset, length=length, if_match=if_match, piece=self._part_size)

    def stat(self, path: str) -> Stat:
        """See `ObjectStore.stat`."""
        return self._head(path)

    def delete(self, path: str) -> None:
        """See `ObjectStore.delete`."""
        with suppress(ObjectNotFound):
            sent("delete", path, lambda: self._client.delete_object(**self._at(path)))

    def list(self, prefix: str) -> Iterator[Listed]:
        """See `ObjectStore.list`."""
        container, start = check_prefix(prefix)
        wanted = {"Bucket": self._name, "Prefix": f"{container}/{start}", "MaxKeys": self._page_size}

        def found() -> Iterator[Listed]:
            after: dict[str, str] = {}
            while True:
                page = sent("list", prefix, lambda: self._client.list_objects_v2(**wanted, **after))  # noqa: B023  called at once
                for item in page.get("Contents", []):
                    yield Listed(item["Key"], item["Size"], item["ETag"].strip('"'), moment(item["LastModified"]))
                if not page.get("IsTruncated"):
                    return
                after = {"ContinuationToken": page["NextContinuationToken"]}

        return found()

    def copy(self, source: str, target: str) -> Stat:
        """See `ObjectStore.copy`."""
        origin, at = self._at(source), self._at(target)
        stat = self._head(source)
        if source == target:
            return stat
        only = {"CopySourceIfMatch": f'"{stat.etag}"'}
        sent("copy", source, lambda: self._patient_client.copy_object(CopySource=origin, **only, **at))
        return self._head(target)

    def _send_part(self, upload: Upload, number: int, data: bytes) -> dict[str, Any]:
        written = sent("put", upload.path, lambda: self._client.upload_part(**self._of(upload), PartNumber=number, Body=data))
        return {"PartNumber": number, "ETag": written["ETag"]}

    def _after(self, path: str, written: Mapping[str, Any], stat: Stat) -> Stat:
        """The stat of what was just written: S3 does not say when it was."""
        etag = written["ETag"].strip('"')
        try:
            return self._head(path, IfMatch=f'"{etag}"')
        except (PreconditionFailed, ObjectNotFound):  # somebody has replaced or deleted it already
            return Stat(path, stat.bytes, etag, moment(stat.modified_at), stat.media_type, stat.metadata, stat.sha256)


def _conditions(*, if_absent: bool, if_match: str | None) -> dict[str, str]:
    if if_absent:
        return {"IfNoneMatch": "*"}
    return {"IfMatch": f'"{if_match}"'} if if_match else {}


@contextmanager
def _answered(if_match: str | None) -> Iterator[None]:
    """A write over a version of an object that is not there is told as one that lost; a second try that finds no upload, as unclear."""
    try:
        yield
    except ObjectNotFound as error:
        facts = {name: error.facts[name] for name in ("operation", "path", "status", "reason")}
        raise PreconditionFailed(None, **facts) if if_match else StoreUnavailable(None, retry_after=5, **facts) from None
