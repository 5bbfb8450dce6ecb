"""Files that their owners put straight into the store."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from shared.database.rows import Space
from shared.database.tables import uploads
from shared.database.upload_rows import DirectUpload


@dataclass(frozen=True)
class Uploads:
    """The table `uploads`."""

    connection: Connection

    def add(self, upload: DirectUpload) -> None:
        """Keep a new upload."""
        self.connection.execute(insert(uploads).values(asdict(upload)))

    def get(self, upload_id: UUID, user_id: UUID | None = None) -> DirectUpload | None:
        """Look an upload up, by the id alone or also by its owner."""
        own = uploads.c.id == upload_id
        found = self._all(own if user_id is None else own & (uploads.c.user_id == user_id), 1)
        return found[0] if found else None

    def open(self, user_id: UUID, limit: int) -> tuple[DirectUpload, ...]:
        """The account's uploads that are open, oldest first."""
        return self._all((uploads.c.user_id == user_id) & (uploads.c.state == "open"), limit)

    def announced(self, user_id: UUID) -> Space:
        """What the account's open uploads will take up."""
        mine = (uploads.c.user_id == user_id) & (uploads.c.state == "open")
        items, size = self.connection.execute(select(func.count(), func.coalesce(func.sum(uploads.c.bytes), 0)).where(mine)).one()
        return Space(items, int(size))

    def settle(self, upload_id: UUID, *, image_id: UUID | None = None, code: str | None = None, message: str | None = None) -> None:
        """Say what became of an upload: a picture, or a refusal; the first word counts."""
        values = {"state": "done" if image_id else "refused", "image_id": image_id, "code": code, "message": message}
        self.connection.execute(update(uploads).where(uploads.c.id == upload_id, uploads.c.state == "open").values(values))

    def expired(self, before: datetime, limit: int) -> tuple[DirectUpload, ...]:
        """Uploads for which no bytes are taken since this time, in any state."""
        return self._all(uploads.c.expires_at < before, limit)

    def remove(self, upload_id: UUID) -> None:
        """Forget an upload."""
        self.connection.execute(delete(uploads).where(uploads.c.id == upload_id))

    def _all(self, which: ColumnElement[bool], limit: int) -> tuple[DirectUpload, ...]:
        query = select(uploads).where(which).order_by(uploads.c.created_at, uploads.c.id).limit(limit)
        return tuple(DirectUpload(**row._mapping) for row in self.connection.execute(query))  # noqa: SLF001  public in spite of its name
