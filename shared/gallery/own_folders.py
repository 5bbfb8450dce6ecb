"""The folders `~<user id>/` of accounts among the dropped files and what was made of them."""

import re
from dataclasses import dataclass
from uuid import UUID

from shared.config import Settings
from shared.database import Database, Image
from shared.gallery.drop import OWN, Drop, locate
from shared.storage import ObjectStore

# What stands behind a dropped file's whole name in the names of its outputs and of its manifest.
_MADE = re.compile(r"(@[^/]+)?\.[a-z0-9]+")


@dataclass(frozen=True)
class OwnFolders:
    """Knows which picture came from which dropped file, and removes what accounts have there.

    Args:
        settings: for the names of the containers.
        database: where it is noted which picture came from which path.
        store: where dropped files are.
    """

    settings: Settings
    database: Database
    store: ObjectStore

    def note(self, drop: Drop, image: Image) -> None:
        """Note that a picture came from a dropped file; to be done before anything is written beside it."""
        with self.database.transaction() as tx:
            tx.dropped_files.put(drop.source, image.id)

    def remove_image(self, image: Image) -> None:
        """Remove the dropped files that are this picture, and what was made of them; those that are another one by now stay."""
        with self.database.transaction(read_only=True) as tx:
            paths = tx.dropped_files.of_image(image.id)
        for path in paths:
            target = locate(path, self.settings.outputs_container).target
            # The dropped file first, or it would be found again and made into pictures once more.
            self.store.delete(path)
            for made in self.store.list(target):
                if _MADE.fullmatch(made.path.removeprefix(target)):
                    self.store.delete(made.path)

    def remove_all(self, user_id: UUID) -> None:
        """Remove everything that an account has dropped and that was made of it."""
        for container in (self.settings.uploads_container, self.settings.outputs_container):
            for found in self.store.list(f"{container}/{OWN}{user_id}/"):
                self.store.delete(found.path)
