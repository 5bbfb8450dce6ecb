"""The pictures of an account: taken in, looked up, put in the bin, swept away."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from shared import imaging
from shared.config import Settings
from shared.database import Database, Image, Page
from shared.errors import NotFound, ObjectNotFound, Unavailable
from shared.gallery.own_folders import OwnFolders
from shared.gallery.recipes import thumbnail_recipe
from shared.gallery.usage import Usage, check_quota, usage
from shared.storage import ObjectStore

# A row that is still pending after this long belongs to a call that died; no call lives that long.
STALE_AFTER = timedelta(minutes=15)
SWEEP_BATCH = 200
MAX_FILENAME = 255

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Pictures:
    """What an account can do with its pictures.

    A picture is a row and bytes. The row is written first as *pending*, then the bytes, then the row becomes *ready*. Whatever
    fails in between leaves a pending row that nobody sees: another upload of the same bytes carries on from there, and after 15
    minutes `sweep` claims the row (it is *doomed* from then on) and removes the bytes, then the row.
    """

    settings: Settings
    database: Database
    store: ObjectStore
    clock: Clock
    own_folders: OwnFolders

    @property
    def limits(self) -> imaging.Limits:
        """The limits for pictures read and made."""
        return imaging.Limits.from_settings(self.settings)

    def ingest(self, user_id: UUID, filename: str, data: bytes, image_id: UUID | None = None) -> tuple[Image, bool]:
        """Take a file into an account.

        Args:
            user_id: whose it will be.
            filename: as the client calls it.
            data: the file.
            image_id: of the picture, if it is new; made up when None.

        Returns:
            The picture, and whether it is new: the same bytes twice are one picture, and bytes whose picture is in the bin bring
            it back.

        Raises:
            ImageTooLarge, UnsupportedImage, CorruptImage: what is wrong with the file.
            QuotaExceeded: the account has as much as it may have.
            DatabaseUnavailable, StoreUnavailable: nothing was taken in; another try is safe.
        """
        facts = imaging.check(data, self.limits)
        image = Image(
            id=image_id or uuid7(),
            user_id=user_id,
            filename=clean_filename(filename, facts.extension),
            format=facts.format,
            media_type=facts.media_type,
            width=facts.width,
            height=facts.height,
            bytes=len(data),
            sha256=facts.sha256,
            pages=facts.pages,
            has_alpha=facts.has_alpha,
            alt_text="",
            tags=(),
            placeholder=facts.placeholder,
            dominant_color=facts.dominant_color,
            state="pending",
            created_at=self.clock(),
            deleted_at=None,
        )
        with self.database.transaction() as tx:
            tx.users.hold(user_id)
            held = tx.images.add_pending(image)
            if held.id == image.id:
                check_quota(tx, self.settings, user_id)
            if held.state == "ready" and held.deleted_at:
                held = tx.images.restore(user_id, held.id)
        if held.state == "ready":
            return held, False
        if held.state == "doomed":
            # These very bytes are on their way out: they go first, for the row's place is needed.
            self._erase(held)
            return self.ingest(user_id, filename, data, image_id)
        # Either our own new row, or one of a call that died or is still writing these very bytes to this very path.
        self.store.put(self.original_path(held), data, media_type=held.media_type)
        with self.database.transaction() as tx:
            return tx.images.mark_ready(held.id), held.id == image.id

    def get(self, user_id: UUID, image_id: UUID, *, deleted: bool | None = False) -> Image:
        """One of the account's pictures.

        Args:
            user_id: whose.
            image_id: which.
            deleted: True for the bin, False for the gallery, None for both.

        Raises:
            NotFound: there is none, it is not there, or it is somebody else's.
        """
        with self.database.transaction(read_only=True) as tx:
            image = tx.images.get(user_id, image_id, deleted=deleted)
        if image is None:
            raise NotFound("There is no such picture here.")
        return image

    def find(self, user_id: UUID, **wanted: object) -> Page[Image]:
        """A page of the account's pictures; the arguments are the repository's."""
        with self.database.transaction(read_only=True) as tx:
            return tx.images.page(user_id, **wanted)  # type: ignore[arg-type]  # passed through from a validated query model

    def original(self, image: Image) -> bytes:
        """The bytes of a picture, as they were uploaded."""
        return self.store.get(self.original_path(image)).data

    def thumbnail(self, image: Image, size: int) -> bytes:
        """A WebP of the first frame that fits into a square of `size` px; made once, then kept beside the original."""
        path = f"{self.folder(image)}/thumbnails/{imaging.engine()}/{size}.webp"
        try:
            return self.store.get(path).data
        except ObjectNotFound:
            made = imaging.render(self.original(image), thumbnail_recipe(size), self.limits).outputs[0]
            self.store.put(path, made.data, media_type=made.media_type)
            return made.data

    def bin(self, user_id: UUID, image_id: UUID) -> None:
        """Put a picture in the bin; raises as `get`."""
        image = self.get(user_id, image_id)
        with self.database.transaction() as tx:
            tx.images.bin(user_id, image.id, self.clock())

    def change(
        self, user_id: UUID, image_id: UUID, *, filename: str | None = None, alt_text: str | None = None, tags: Sequence[str] | None = None
    ) -> Image:
        """Change what is not None.

        Raises:
            NotFound: as `get`.
        """
        image = self.get(user_id, image_id)
        name = None if filename is None else clean_filename(filename, image.format)
        with self.database.transaction() as tx:
            return tx.images.update(user_id, image_id, filename=name, alt_text=alt_text, tags=tags)

    def restore(self, user_id: UUID, image_id: UUID) -> Image:
        """Take a picture out of the bin.

        Raises:
            NotFound: the account's bin has no such picture.
        """
        with self.database.transaction() as tx:
            return tx.images.restore(user_id, image_id)

    def delete(self, user_id: UUID, image_id: UUID) -> None:
        """Delete for good a picture that is in the bin. If the store does not answer, its bytes go with the next sweep.

        Raises:
            NotFound: the account's bin has no such picture.
        """
        with self.database.transaction() as tx:
            image = tx.images.get(user_id, image_id, deleted=True)
            if image is None or not tx.images.doom_binned(user_id, image_id, self.clock()):
                raise NotFound("There is no such picture in the bin.")
        with suppress(Unavailable):
            self._erase(image)

    def empty_bin(self, user_id: UUID) -> int:
        """Delete for good what is in the bin; the bytes go with the next sweep.

        Returns:
            How many pictures it was.
        """
        with self.database.transaction() as tx:
            return tx.images.doom_binned(user_id, None, self.clock())

    def usage(self, user_id: UUID) -> Usage:
        """What the account takes up."""
        with self.database.transaction(read_only=True) as tx:
            return usage(tx, user_id)

    def sweep(self) -> int:
        """Remove what nobody can reach: uploads that died half-way, and pictures that were in the bin for long enough.

        The bytes go first and the row last, so that a sweep that dies is finished by the next one.

        Returns:
            How many pictures were removed.
        """
        now = self.clock()
        with self.database.transaction() as tx:
            tx.images.doom(pending_before=now - STALE_AFTER, binned_before=now - timedelta(days=self.settings.bin_days))
            gone = tx.images.doomed(SWEEP_BATCH)
        for image in gone:
            self._erase(image)
        return len(gone)

    def _erase(self, image: Image) -> None:
        self.own_folders.remove_image(image)
        for stat in self.store.list(f"{self.folder(image)}/"):
            self.store.delete(stat.path)
        with self.database.transaction() as tx:
            tx.images.remove(image.id)

    def folder(self, image: Image) -> str:
        """Everything that is kept of a picture lies below this path."""
        return f"{self.settings.pictures_container}/{image.user_id}/{image.id}"

    def original_path(self, image: Image) -> str:
        """Where the uploaded bytes lie."""
        return f"{self.folder(image)}/original"


def clean_filename(filename: str, extension: str) -> str:
    """A file name to show and to download under: no folders, no control characters, at most 255 characters.

    Args:
        filename: as the client sent it; may be empty.
        extension: of the format, for a file without a name.
    """
    name = unicodedata.normalize("NFC", filename.replace("\\", "/").rpartition("/")[2])
    name = re.sub(r"[\x00-\x1f\x7f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", name).strip().strip(".")
    if len(name) > MAX_FILENAME:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: MAX_FILENAME - len(ending) - 1]}.{ending}" if dot and len(ending) <= 16 else name[:MAX_FILENAME]  # noqa: PLR2004  longer endings are no endings
    return name or f"image.{extension}"
