"""Signed URLs of blobs, and uploads that clients send in blocks."""

from datetime import datetime, timedelta

from azure.storage.blob import ContentSettings

from shared.disposition import disposition
from shared.errors import ObjectNotFound
from shared.storage.azure import blocks
from shared.storage.azure.account import Account
from shared.storage.azure.signing import READ, WRITE
from shared.storage.base import Stat
from shared.storage.rules import check_headers, check_path
from shared.storage.signed import Part, SignedPut, Upload, check_complete, check_expiry, check_part


class SignedUrls(Account):
    """What lets clients send and fetch bytes by themselves."""

    def signed_get_url(self, path: str, *, expires: timedelta, filename: str | None = None) -> str:
        """See `ObjectStore.signed_get_url`."""
        return self._signed(path, READ, self._expiry(expires), disposition=disposition("attachment", filename) if filename else "")

    def signed_put(self, path: str, *, size: int, media_type: str, expires: timedelta) -> SignedPut:  # noqa: ARG002  Azure signs no size
        """See `ObjectStore.signed_put`."""
        check_headers(media_type, {})
        expires_at = self._expiry(expires)
        headers = {"Content-Type": media_type, "x-ms-blob-type": "BlockBlob"}
        return SignedPut("PUT", self._signed(path, WRITE, expires_at), headers, expires_at)

    def begin_upload(self, path: str, *, media_type: str) -> Upload:
        """See `ObjectStore.begin_upload`."""
        check_headers(media_type, {})
        container, _ = check_path(path)
        self.ensure([container])
        return Upload(path, blocks.new_upload(), media_type)

    def signed_part(self, upload: Upload, number: int, *, size: int, expires: timedelta) -> SignedPut:  # noqa: ARG002  Azure signs no size
        """See `ObjectStore.signed_part`."""
        check_part(number)
        expires_at = self._expiry(expires)
        url = f"{self._signed(upload.path, WRITE, expires_at)}&{blocks.block_query(upload.id, number)}"
        return SignedPut("PUT", url, {}, expires_at)

    def uploaded_parts(self, upload: Upload) -> tuple[Part, ...]:
        """See `ObjectStore.uploaded_parts`."""
        return blocks.parts_of(self._blob(upload.path), upload.path, upload.id)

    def finish_upload(self, upload: Upload, *, size: int) -> Stat:
        """See `ObjectStore.finish_upload`."""
        parts = self.uploaded_parts(upload)
        if not parts:
            raise ObjectNotFound(operation="finish", path=upload.path)
        check_complete(parts, size)
        options = {"content_settings": ContentSettings(upload.media_type)}
        written = blocks.commit(self._blob(upload.path), upload.path, upload.id, (part.number for part in parts), **options)
        return Stat(upload.path, size, written["etag"].strip('"'), written["last_modified"], upload.media_type, {})

    def abort_upload(self, upload: Upload) -> None:
        """See `ObjectStore.abort_upload`: Azure forgets blocks that are not committed after a week."""
        check_path(upload.path)

    def _expiry(self, expires: timedelta) -> datetime:
        check_expiry(expires)
        return (self._clock() + expires).replace(microsecond=0)

    def _signed(self, path: str, permission: str, expires_at: datetime, *, disposition: str = "") -> str:
        token = self._signatures.token(*check_path(path), permission, expires_at, disposition=disposition)
        return f"{self._blob(path).url}?{token}"
