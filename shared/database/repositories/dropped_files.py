"""Where files were dropped that are in a gallery."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from shared.database.tables import dropped_files


@dataclass(frozen=True)
class DroppedFiles:
    """The table `dropped_files`."""

    connection: Connection

    def put(self, path: str, image_id: UUID) -> None:
        """Note which picture came from a path, in place of the one before."""
        path_hash = sha256(path.encode()).digest()
        self.connection.execute(delete(dropped_files).where(dropped_files.c.path_hash == path_hash))
        self.connection.execute(insert(dropped_files).values(path_hash=path_hash, path=path, image_id=image_id))

    def of_image(self, image_id: UUID) -> tuple[str, ...]:
        """The paths that a picture came from."""
        return tuple(self.connection.scalars(select(dropped_files.c.path).where(dropped_files.c.image_id == image_id)))
