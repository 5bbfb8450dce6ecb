"""Files that their owners put straight into the store, and that become pictures there."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from shared.database import Image
from shared.database.upload_rows import DirectUpload
from shared.errors import Conflict, ImageTooLarge, InvalidInput, LienzoError, NotFound, ObjectNotFound, QuotaExceeded, Unavailable
from shared.gallery.pictures import Pictures, clean_filename
from shared.gallery.usage import usage
from shared.storage import Part, SignedPut, Stat, Upload

MEBIBYTE = 1024 * 1024
# The least that S3 takes: what is lost with an interruption is little.
PART_BYTES = 5 * MEBIBYTE
# A smaller file comes in one piece: begun again, it costs less than the calls for its parts.
IN_PARTS_FROM = 8 * MEBIBYTE
LIFE = timedelta(hours=24)
MAX_OPEN = 1000
SWEEP_BATCH = 200


class UploadIncomplete(Conflict):
    """Not all bytes have arrived."""

    code = "upload_incomplete"
    default_message = "The file has not arrived completely. Send what is missing, then complete it again."


@dataclass(frozen=True)
class Uploads:
    """What an account can do with files too large, or too many, for calls of their own.

    An upload is a row and, once sent, an object in the container of incoming files. It becomes a picture when its owner says that
    it is complete, or when the store reports the object, whichever comes first; the object is removed then. All limits of a
    picture hold, and what breaks one is removed and explained.
    """

    pictures: Pictures

    def begin(self, user_id: UUID, filename: str, size: int, media_type: str) -> tuple[DirectUpload, SignedPut]:
        """Announce a file.

        Returns:
            The upload, and the request that sends the file in one piece. A file that has `in_parts` may come in parts instead.

        Raises:
            ImageTooLarge: it is larger than a picture file may be.
            QuotaExceeded: the account would have too much with it, and with what else is on its way.
        """
        limit = self.pictures.settings.max_upload_bytes
        if size > limit:
            raise ImageTooLarge(f"A picture file may have {limit} bytes at most.", limit=limit, actual=size)
        identity, now = uuid7(), self.pictures.clock()
        path = self._path(user_id, identity)
        store = self.pictures.store
        parts_id = store.begin_upload(path, media_type=media_type).id if size >= IN_PARTS_FROM else None
        name = clean_filename(filename, "")
        upload = DirectUpload(identity, user_id, name, media_type, size, parts_id, "open", None, None, None, now, now + LIFE)
        try:
            with self.pictures.database.transaction() as tx:
                tx.users.hold(user_id)
                announced, used = tx.uploads.announced(user_id), usage(tx, user_id)
                self._check_quota(announced.items, used.items + announced.items + 1, used.bytes + announced.bytes + size)
                tx.uploads.add(upload)
        except LienzoError:
            # Without its row, nobody would ever give up what was begun in the store.
            if parts_id:
                store.abort_upload(self._stored(upload))
            raise
        return upload, store.signed_put(path, size=size, media_type=media_type, expires=LIFE)

    def get(self, user_id: UUID, upload_id: UUID) -> DirectUpload:
        """One of the account's uploads.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self.pictures.database.transaction(read_only=True) as tx:
            upload = tx.uploads.get(upload_id, user_id)
        if upload is None:
            raise NotFound("There is no such upload here.")
        return upload

    def open(self, user_id: UUID) -> tuple[DirectUpload, ...]:
        """The account's uploads that are open, oldest first."""
        with self.pictures.database.transaction(read_only=True) as tx:
            return tx.uploads.open(user_id, MAX_OPEN)

    def part(self, upload: DirectUpload, number: int) -> SignedPut:
        """The request that sends one part; all have `PART_BYTES`, the last one the rest.

        Raises:
            InvalidInput: the file comes in one piece, or has no such part.
            Conflict: the upload is not open any more.
        """
        self._require_open(upload)
        count = -(-upload.bytes // PART_BYTES)
        if upload.parts_id is None or not 1 <= number <= count:
            raise InvalidInput(f"This file has the parts 1 to {count if upload.parts_id else 0}.", number=number)
        size = min(PART_BYTES, upload.bytes - (number - 1) * PART_BYTES)
        return self.pictures.store.signed_part(self._stored(upload), number, size=size, expires=upload.expires_at - self.pictures.clock())

    def arrived(self, upload: DirectUpload) -> tuple[Part, ...]:
        """The parts that have arrived; empty for a file in one piece."""
        return self.pictures.store.uploaded_parts(self._stored(upload)) if upload.parts_id and upload.state == "open" else ()

    def complete(self, upload: DirectUpload) -> tuple[Image, bool]:
        """Make a picture of an upload. Doing it twice is fine.

        Returns:
            The picture, and whether it is new: the account may hold these bytes already.

        Raises:
            UploadIncomplete: not all bytes have arrived.
            ImageTooLarge, UnsupportedImage, CorruptImage, QuotaExceeded: it is no picture; it was removed.
        """
        if upload.state == "done" and upload.image_id:
            return self.pictures.get(upload.user_id, upload.image_id), False
        self._require_open(upload)
        path = self._path(upload.user_id, upload.id)
        try:
            image, is_new = self._taken(upload, path)
        except (Unavailable, UploadIncomplete):
            raise
        except LienzoError as refusal:
            with self.pictures.database.transaction() as tx:
                tx.uploads.settle(upload.id, code=refusal.code, message=refusal.message)
            self.pictures.store.delete(path)
            raise
        with self.pictures.database.transaction() as tx:
            tx.uploads.settle(upload.id, image_id=image.id)
        self.pictures.store.delete(path)
        return image, is_new

    def arrive(self, path: str) -> DirectUpload | None:
        """Take an object that the store reports; None when nobody announced it, and then it is removed.

        Raises:
            Unavailable: a passing fault; the host shall report it again.
            LienzoError: it is no picture; it was removed, and the upload says why.
        """
        upload_id = _upload_id(path)
        upload = None
        if upload_id:
            with self.pictures.database.transaction(read_only=True) as tx:
                upload = tx.uploads.get(upload_id)
        if upload is None or upload.state != "open":
            self.pictures.store.delete(path)
            return None
        with suppress(UploadIncomplete):
            self.complete(upload)
        return upload

    def abort(self, upload: DirectUpload) -> None:
        """Give an upload up: what has arrived is removed. A picture that it became stays."""
        if upload.state == "open" and upload.parts_id:
            self.pictures.store.abort_upload(self._stored(upload))
        self.pictures.store.delete(self._path(upload.user_id, upload.id))
        with self.pictures.database.transaction() as tx:
            tx.uploads.remove(upload.id)

    def sweep(self) -> int:
        """Forget uploads for which no bytes are taken any more; what arrived completely becomes a picture first.

        Returns:
            How many were forgotten.
        """
        with self.pictures.database.transaction(read_only=True) as tx:
            expired = tx.uploads.expired(self.pictures.clock(), SWEEP_BATCH)
        for upload in expired:
            if upload.state == "open":
                with suppress(LienzoError):
                    self.complete(upload)
            self.abort(upload)
        return len(expired)

    def remove_all(self, user_id: UUID) -> None:
        """Remove everything that an account has sent and that is no picture yet."""
        for upload in self.open(user_id):
            self.abort(upload)
        for found in self.pictures.store.list(f"{self.pictures.settings.incoming_container}/{user_id}/"):
            self.pictures.store.delete(found.path)

    def _taken(self, upload: DirectUpload, path: str) -> tuple[Image, bool]:
        limit = self.pictures.settings.max_upload_bytes
        try:
            stat = self.pictures.store.stat(path)
        except ObjectNotFound:
            stat = self._assembled(upload)
        if stat.bytes > limit:
            raise ImageTooLarge(f"A picture file may have {limit} bytes at most.", limit=limit, actual=stat.bytes)
        # Its owner may write it again until the link expires: what is kept is what was checked.
        data = self.pictures.store.get(path, if_match=stat.etag).data
        return self.pictures.ingest(upload.user_id, upload.filename, data, upload.id)

    def _assembled(self, upload: DirectUpload) -> Stat:
        if upload.parts_id is None:
            raise UploadIncomplete
        try:
            return self.pictures.store.finish_upload(self._stored(upload), size=upload.bytes)
        except (InvalidInput, ObjectNotFound):
            raise UploadIncomplete from None

    def _check_quota(self, open_uploads: int, pictures: int, size: int) -> None:
        settings = self.pictures.settings
        if open_uploads >= MAX_OPEN:
            raise Conflict(f"{MAX_OPEN} uploads may be open at once.", limit=MAX_OPEN)
        if (settings.quota_pictures and pictures > settings.quota_pictures) or (settings.quota_bytes and size > settings.quota_bytes):
            raise QuotaExceeded("Your gallery would be too full with this file and those on their way.", pictures=pictures, bytes=size)

    def _require_open(self, upload: DirectUpload) -> None:
        if upload.state != "open":
            raise Conflict(upload.message or "This upload is finished.", code=upload.code)

    def _stored(self, upload: DirectUpload) -> Upload:
        return Upload(self._path(upload.user_id, upload.id), upload.parts_id or "", upload.media_type)

    def _path(self, user_id: UUID, upload_id: UUID) -> str:
        return f"{self.pictures.settings.incoming_container}/{user_id}/{upload_id}"


def _upload_id(path: str) -> UUID | None:
    try:
        return UUID(path.rpartition("/")[2])
    except ValueError:
        return None
