"""Pictures."""

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, select, update

from shared.database.repositories.paging import Order, find_page
from shared.database.repositories.statements import insert_or_keep
from shared.database.rows import Image, ImageSort, Page, Space
from shared.database.tables import images
from shared.errors import Conflict, NotFound

ORDERS: dict[ImageSort, Order] = {
    "-createdAt": Order("-createdAt", images.c.created_at, descending=True),
    "createdAt": Order("createdAt", images.c.created_at, descending=False),
    "filename": Order("filename", images.c.filename, descending=False),
    "-bytes": Order("-bytes", images.c.bytes, descending=True),
}
# 4 bytes each, this fills a TEXT column.
MAX_SEARCH = 16_000
ASKED_AT_ONCE = 1000


@dataclass(frozen=True)
class Images:
    """The table `images`. What belongs to an account is found only with that account's id."""

    connection: Connection

    def add_pending(self, image: Image) -> Image:
        """Add a picture whose bytes are not in the store yet.

        Returns:
            This picture; or the one that the account already has of these bytes, in any state, held until the end of the transaction.
            If that one is still pending, its age starts again: somebody is at it.
        """
        self.connection.execute(insert_or_keep(self.connection, images, {**asdict(image), "state": "pending", "search": _searched(image)}))
        same = (images.c.user_id == image.user_id) & (images.c.sha256 == image.sha256)
        held = _image(self.connection.execute(_select().where(same).with_for_update()).one())
        if held.state != "pending" or held.id == image.id:
            return held
        self.connection.execute(update(images).where(images.c.id == held.id).values(created_at=image.created_at))
        return replace(held, created_at=image.created_at)

    def mark_ready(self, image_id: UUID) -> Image:
        """Show a picture: its bytes are in the store. Doing it twice is fine.

        Raises:
            Conflict: it was swept away in the meantime.
        """
        pending = (images.c.id == image_id) & (images.c.state == "pending")
        self.connection.execute(update(images).where(pending).values(state="ready"))
        ready = (images.c.id == image_id) & (images.c.state == "ready")
        image = self._one(ready)
        if image is None:
            raise Conflict("The picture was removed before it was complete. Send it again.", image=image_id)
        return image

    def get(self, user_id: UUID, image_id: UUID, *, deleted: bool | None = False) -> Image | None:
        """Look up a picture that is ready.

        Args:
            user_id: whose picture.
            image_id: which one.
            deleted: True for the bin, False for the gallery, None for both.
        """
        return self._one(_own(user_id, image_id) & _shown(deleted))

    def by_sha256(self, user_id: UUID, sha256: str) -> Image | None:
        """Look up a picture by its bytes, in any state."""
        return self._one((images.c.user_id == user_id) & (images.c.sha256 == sha256))

    def page(self, user_id: UUID, *, limit: int, cursor: str | None = None, sort: ImageSort = "-createdAt", **wanted: Any) -> Page[Image]:
        """A page of an account's pictures that are ready.

        Args:
            user_id: whose pictures.
            limit: most pictures of the page.
            cursor: `next_cursor` of the page before.
            sort: their order.
            wanted: which pictures, as `_found` has it.

        Raises:
            InvalidInput: the cursor is not valid.
        """
        query = _select().where(_found(user_id, **wanted))
        return find_page(self.connection, query, ORDERS[sort], _image, limit=limit, cursor=cursor)

    def sizes(self, user_id: UUID, image_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Those of these pictures that are in the account's gallery, with the bytes of their originals."""
        sizes: dict[UUID, int] = {}
        for start in range(0, len(image_ids), ASKED_AT_ONCE):
            these = images.c.id.in_(image_ids[start : start + ASKED_AT_ONCE])
            query = select(images.c.id, images.c.bytes).where(images.c.user_id == user_id, these, _shown(deleted=False))
            sizes.update((row.id, row.bytes) for row in self.connection.execute(query))
        return sizes

    def found_sizes(self, user_id: UUID, limit: int, **wanted: Any) -> dict[UUID, int]:
        """The pictures of a search, newest first, `limit` at most, with the bytes of their originals; `wanted` as in `page`."""
        query = select(images.c.id, images.c.bytes).where(_found(user_id, **wanted))
        newest = query.order_by(images.c.created_at.desc(), images.c.id.desc()).limit(limit)
        return {row.id: row.bytes for row in self.connection.execute(newest)}

    def update(
        self, user_id: UUID, image_id: UUID, *, filename: str | None = None, alt_text: str | None = None, tags: Sequence[str] | None = None
    ) -> Image:
        """Change what is not None.

        Raises:
            NotFound: the gallery of this account has no such picture.
        """
        row = self.connection.execute(_select().where(_own(user_id, image_id) & _shown(deleted=False)).with_for_update()).one_or_none()
        if row is None:
            raise NotFound
        image = _image(row)
        image = replace(
            image,
            filename=image.filename if filename is None else filename,
            alt_text=image.alt_text if alt_text is None else alt_text,
            tags=image.tags if tags is None else tuple(tags),
        )
        changed = {"filename": image.filename, "alt_text": image.alt_text, "tags": list(image.tags), "search": _searched(image)}
        self.connection.execute(update(images).where(images.c.id == image_id).values(changed))
        return image

    def bin(self, user_id: UUID, image_id: UUID, at: datetime) -> None:
        """Put a picture in the bin.

        Raises:
            NotFound: the gallery of this account has no such picture.
        """
        done = self.connection.execute(update(images).where(_own(user_id, image_id) & _shown(deleted=False)).values(deleted_at=at))
        if not done.rowcount:
            raise NotFound

    def restore(self, user_id: UUID, image_id: UUID) -> Image:
        """Take a picture out of the bin.

        Raises:
            NotFound: the bin of this account has no such picture.
        """
        done = self.connection.execute(update(images).where(_own(user_id, image_id) & _shown(deleted=True)).values(deleted_at=None))
        image = self.get(user_id, image_id) if done.rowcount else None
        if image is None:
            raise NotFound
        return image

    def doom_binned(self, user_id: UUID, image_id: UUID | None, binned_before: datetime) -> int:
        """Claim for removal what an account has in its bin: one picture, or all that went there before a time.

        Returns:
            How many pictures were claimed.
        """
        binned = (images.c.user_id == user_id) & _shown(deleted=True) & (images.c.deleted_at <= binned_before)
        which = binned if image_id is None else binned & (images.c.id == image_id)
        return self.connection.execute(update(images).where(which).values(state="doomed")).rowcount

    def space(self, user_id: UUID) -> tuple[Space, Space]:
        """What the originals of an account take up, in the gallery and in the bin; with what is being taken in just now."""
        binned = images.c.deleted_at.is_not(None)
        query = (
            select(binned, func.count(), func.coalesce(func.sum(images.c.bytes), 0))
            .where(images.c.user_id == user_id, images.c.state != "doomed")
            .group_by(binned)
        )
        found = {bool(is_binned): Space(items, int(size)) for is_binned, items, size in self.connection.execute(query)}
        return found.get(False, Space(0, 0)), found.get(True, Space(0, 0))

    def doom(self, *, pending_before: datetime, binned_before: datetime) -> None:
        """Claim for removal what was left pending, and what was put in the bin, before these times."""
        stale = (images.c.state == "pending") & (images.c.created_at < pending_before)
        binned = (images.c.state == "ready") & (images.c.deleted_at < binned_before)
        # Two statements, because with an OR neither index would be used.
        for claimed in (stale, binned):
            self.connection.execute(update(images).where(claimed).values(state="doomed"))

    def doom_all(self, user_id: UUID) -> None:
        """Claim for removal every picture of an account, whatever its state."""
        self.connection.execute(update(images).where(images.c.user_id == user_id, images.c.state != "doomed").values(state="doomed"))

    def doomed(self, limit: int) -> tuple[Image, ...]:
        """Pictures that are claimed for removal, `limit` at most."""
        query = _select().where(images.c.state == "doomed").order_by(images.c.created_at).limit(limit)
        return tuple(_image(row) for row in self.connection.execute(query))

    def remove(self, image_id: UUID) -> None:
        """Remove a picture's row, and those of its renditions: the bytes must be gone already."""
        self.connection.execute(delete(images).where(images.c.id == image_id))

    def _one(self, which: ColumnElement[bool]) -> Image | None:
        row = self.connection.execute(_select().where(which)).one_or_none()
        return None if row is None else _image(row)


def _select() -> Select[Any]:
    return select(*(images.c[column.name] for column in fields(Image)))


def _found(
    user_id: UUID,
    *,
    q: str | None = None,
    format: str | None = None,  # noqa: A002  the API's name for it
    deleted: bool = False,
    tag: str | None = None,
    created_after: datetime | None = None,
    created_before: datetime | None = None,
    min_bytes: int | None = None,
    max_bytes: int | None = None,
) -> ColumnElement[bool]:
    """What a search finds among an account's pictures that are ready.

    Args:
        user_id: whose pictures.
        q: words that must all stand in file name, alt text or tags, in any case and with any accents.
        format: only pictures of this format.
        deleted: the bin instead of the gallery.
        tag: only pictures that have it, in any case and with any accents.
        created_after: only pictures taken in at this time or later.
        created_before: only pictures taken in before this time.
        min_bytes: only pictures whose originals have so many bytes or more.
        max_bytes: only pictures whose originals have so many bytes or fewer.
    """
    found = (images.c.user_id == user_id) & _shown(deleted)
    if format:
        found &= images.c.format == format
    if created_after:
        found &= images.c.created_at >= created_after
    if created_before:
        found &= images.c.created_at < created_before
    if min_bytes is not None:
        found &= images.c.bytes >= min_bytes
    if max_bytes is not None:
        found &= images.c.bytes <= max_bytes
    if tag:
        found &= images.c.search.contains(_tagged([tag]), autoescape=True)
    for word in _folded(q or "").split():
        found &= images.c.search.contains(word, autoescape=True)
    return found


def _own(user_id: UUID, image_id: UUID) -> ColumnElement[bool]:
    return (images.c.id == image_id) & (images.c.user_id == user_id)


def _shown(deleted: bool | None) -> ColumnElement[bool]:  # noqa: FBT001  as in `get`
    ready = images.c.state == "ready"
    if deleted is None:
        return ready
    return ready & (images.c.deleted_at.is_not(None) if deleted else images.c.deleted_at.is_(None))


def _image(row: Row[Any]) -> Image:
    values = dict(row._mapping)  # noqa: SLF001  public in spite of its name
    return Image(**{**values, "tags": tuple(values["tags"])})


def _searched(image: Image) -> str:
    return (_tagged(image.tags) + _folded(f" {image.filename} {image.alt_text}"))[:MAX_SEARCH]


def _tagged(tags: Sequence[str]) -> str:
    """Tags as they stand in what is searched: each between two lines' ends, so that one is not found inside another."""
    return "\n".join(["", *map(_folded, tags), ""]) if tags else ""


def _folded(text: str) -> str:
    """Text as it is searched: without case and accents, the same on every server whatever its collations say."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
