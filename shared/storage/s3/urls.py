"""Presigned URLs, and uploads that clients send in parts."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from shared.disposition import disposition
from shared.errors import ObjectNotFound
from shared.storage.base import Stat
from shared.storage.rules import check_headers
from shared.storage.s3.bucket import Bucket
from shared.storage.s3.connection import sent, translated
from shared.storage.signed import Part, SignedPut, Upload, check_complete, check_expiry, check_part


class SignedUrls(Bucket):
    """What lets clients send and fetch bytes by themselves.

    A URL lives no longer than the credential that signed it: that of a role ends within hours.
    """

    @cached_property
    def origin(self) -> str | None:
        """See `ObjectStore.origin`."""
        url = urlsplit(self._signed("head_bucket", {"Bucket": self._name}, timedelta(seconds=1))[0])
        return f"{url.scheme}://{url.netloc}"

    def admit(self, origin: str) -> None:
        """See `ObjectStore.admit`: who owns the bucket says which pages may use it."""

    def signed_get_url(self, path: str, *, expires: timedelta, filename: str | None = None) -> str:
        """See `ObjectStore.signed_get_url`."""
        saved = {"ResponseContentDisposition": disposition("attachment", filename)} if filename else {}
        return self._signed("get_object", {**self._at(path), **saved}, expires)[0]

    def signed_put(self, path: str, *, size: int, media_type: str, expires: timedelta) -> SignedPut:
        """See `ObjectStore.signed_put`."""
        check_headers(media_type, {})
        wanted = {**self._at(path), "ContentType": media_type, "ContentLength": size}
        url, expires_at = self._signed("put_object", wanted, expires)
        return SignedPut("PUT", url, {"Content-Type": media_type}, expires_at)

    def begin_upload(self, path: str, *, media_type: str) -> Upload:
        """See `ObjectStore.begin_upload`."""
        check_headers(media_type, {})
        begun = sent("begin", path, lambda: self._client.create_multipart_upload(**self._at(path), ContentType=media_type))
        return Upload(path, begun["UploadId"], media_type)

    def signed_part(self, upload: Upload, number: int, *, size: int, expires: timedelta) -> SignedPut:
        """See `ObjectStore.signed_part`."""
        check_part(number)
        wanted = {**self._of(upload), "PartNumber": number, "ContentLength": size}
        url, expires_at = self._signed("upload_part", wanted, expires)
        return SignedPut("PUT", url, {}, expires_at)

    def uploaded_parts(self, upload: Upload) -> tuple[Part, ...]:
        """See `ObjectStore.uploaded_parts`."""
        try:
            return tuple(Part(part["PartNumber"], part["Size"]) for part in self._arrived(upload))
        except ObjectNotFound:
            return ()

    def finish_upload(self, upload: Upload, *, size: int) -> Stat:
        """See `ObjectStore.finish_upload`."""
        arrived = self._arrived(upload)
        check_complete([Part(part["PartNumber"], part["Size"]) for part in arrived], size)
        parts = [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in arrived]
        self._complete(upload, parts)
        return self._head(upload.path)

    def abort_upload(self, upload: Upload) -> None:
        """See `ObjectStore.abort_upload`."""
        try:
            sent("abort", upload.path, lambda: self._client.abort_multipart_upload(**self._of(upload)))
        except ObjectNotFound:
            return

    def _of(self, upload: Upload) -> dict[str, str]:
        return {**self._at(upload.path), "UploadId": upload.id}

    def _arrived(self, upload: Upload) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        marker = 0
        while True:
            page = sent("parts", upload.path, lambda: self._client.list_parts(**self._of(upload), PartNumberMarker=marker))  # noqa: B023  called at once
            made += page.get("Parts", [])
            if not page.get("IsTruncated"):
                return made
            marker = page["NextPartNumberMarker"]

    def _complete(self, upload: Upload, parts: list[dict[str, Any]], **conditions: str) -> dict[str, Any]:
        def complete() -> dict[str, Any]:
            made: dict[str, Any] = self._patient_client.complete_multipart_upload(
                **self._of(upload), MultipartUpload={"Parts": parts}, **conditions
            )
            return made

        # S3 takes the same request twice; but with a condition, a second try would lose against what the first one wrote.
        return sent("finish", upload.path, complete, repeatable=not conditions)

    def _signed(self, operation: str, wanted: dict[str, Any], expires: timedelta) -> tuple[str, datetime]:
        check_expiry(expires)
        seconds = int(expires.total_seconds())
        expires_at = (self._clock() + timedelta(seconds=seconds)).replace(microsecond=0)
        with translated("sign", wanted.get("Key", "")):
            return self._client.generate_presigned_url(operation, Params=wanted, ExpiresIn=seconds), expires_at
