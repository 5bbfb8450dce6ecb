"""Pictures that were made of others."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from shared.database.repositories.paging import Order, find_page
from shared.database.repositories.statements import insert_or_keep
from shared.database.rows import Page, Rendition, Space
from shared.database.tables import images, renditions
from shared.errors import Conflict

NEWEST_FIRST = Order("-createdAt", renditions.c.created_at, descending=True)
# What a person sees is what is complete, of pictures that are not in the bin.
SHOWN = (renditions.c.state == "ready") & (images.c.state == "ready") & images.c.deleted_at.is_(None)

ASKED_AT_ONCE = 1000


@dataclass(frozen=True)
class Renditions:
    """The table `renditions`. What belongs to an account is found only with that account's id."""

    connection: Connection

    def add_pending(self, rendition: Rendition) -> Rendition:
        """Add a rendition whose bytes are not in the store yet.

        Returns:
            This rendition; or the one that the picture already has of this recipe, in any state, held until the end of the
            transaction. If that one is still pending, its age starts again: somebody is at it.
        """
        self.connection.execute(insert_or_keep(self.connection, renditions, {**asdict(rendition), "state": "pending"}))
        same = (renditions.c.image_id == rendition.image_id) & (renditions.c.recipe_hash == rendition.recipe_hash)
        held = _rendition(self.connection.execute(select(renditions).where(same).with_for_update()).one())
        if held.state == "pending" and held.id != rendition.id:
            self.connection.execute(update(renditions).where(renditions.c.id == held.id).values(created_at=rendition.created_at))
        return held

    def mark_ready(self, rendition_id: UUID) -> Rendition:
        """Show a rendition: its bytes are in the store. Doing it twice is fine.

        Raises:
            Conflict: it was swept away in the meantime.
        """
        this = renditions.c.id == rendition_id
        self.connection.execute(update(renditions).where(this & (renditions.c.state == "pending")).values(state="ready"))
        rendition = self._one(this & (renditions.c.state == "ready"))
        if rendition is None:
            raise Conflict("The rendition was removed before it was complete. Make it again.", rendition=rendition_id)
        return rendition

    def get(self, user_id: UUID, rendition_id: UUID) -> Rendition | None:
        """Look up a rendition that is ready, of a picture that is in the gallery."""
        own = (renditions.c.id == rendition_id) & (renditions.c.user_id == user_id)
        row = self.connection.execute(select(renditions).join(images).where(own, SHOWN)).one_or_none()
        return None if row is None else _rendition(row)

    def sources(self, user_id: UUID, rendition_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, int]]:
        """Those of these renditions that the account has in its gallery, each with its picture's id and its own bytes."""
        found: dict[UUID, tuple[UUID, int]] = {}
        for start in range(0, len(rendition_ids), ASKED_AT_ONCE):
            these = renditions.c.id.in_(rendition_ids[start : start + ASKED_AT_ONCE])
            columns = (renditions.c.id, renditions.c.image_id, renditions.c.bytes)
            query = select(*columns).join(images, images.c.id == renditions.c.image_id).where(renditions.c.user_id == user_id, these, SHOWN)
            found.update((row.id, (row.image_id, row.bytes)) for row in self.connection.execute(query))
        return found

    def by_recipe(self, image_id: UUID, recipe_hash: str) -> Rendition | None:
        """Look up a picture's rendition by its recipe, in any state."""
        return self._one((renditions.c.image_id == image_id) & (renditions.c.recipe_hash == recipe_hash))

    def of_image(self, image_id: UUID) -> tuple[Rendition, ...]:
        """All renditions of a picture, in any state."""
        query = select(renditions).where(renditions.c.image_id == image_id).order_by(renditions.c.id)
        return tuple(_rendition(row) for row in self.connection.execute(query))

    def page(self, user_id: UUID, *, image_id: UUID | None = None, limit: int, cursor: str | None = None) -> Page[Rendition]:
        """A page of an account's renditions that are ready, newest first, of one picture or of all that are in the gallery.

        Raises:
            InvalidInput: the cursor is not valid.
        """
        query = select(renditions).join(images).where(renditions.c.user_id == user_id, SHOWN)
        if image_id:
            query = query.where(renditions.c.image_id == image_id)
        return find_page(self.connection, query, NEWEST_FIRST, _rendition, limit=limit, cursor=cursor)

    def space(self, user_id: UUID) -> Space:
        """What an account's renditions take up, those of pictures in the bin too."""
        query = (
            select(func.count(), func.coalesce(func.sum(renditions.c.bytes), 0))
            .join(images, images.c.id == renditions.c.image_id)
            .where(renditions.c.user_id == user_id, images.c.state != "doomed")
        )
        items, size = self.connection.execute(query).one()
        return Space(items, int(size))

    def stale_pending(self, before: datetime, limit: int) -> tuple[Rendition, ...]:
        """Renditions that were left pending before this time, `limit` at most."""
        stale = (renditions.c.state == "pending") & (renditions.c.created_at < before)
        query = select(renditions).where(stale).order_by(renditions.c.created_at).limit(limit)
        return tuple(_rendition(row) for row in self.connection.execute(query))

    def remove(self, rendition_id: UUID) -> None:
        """Remove a rendition's row: its bytes must be gone already."""
        self.connection.execute(delete(renditions).where(renditions.c.id == rendition_id))

    def _one(self, which: ColumnElement[bool]) -> Rendition | None:
        row = self.connection.execute(select(renditions).where(which)).one_or_none()
        return None if row is None else _rendition(row)


def _rendition(row: Row[Any]) -> Rendition:
    return Rendition(**row._mapping)  # noqa: SLF001  public in spite of its name
