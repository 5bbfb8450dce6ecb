"""The folders `~<user id>/` of accounts among the dropped files and what was made of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from shared.config import Settings
from shared.database import Database, DropOutcome, Image, Page
from shared.gallery.drop import OWN, Drop, locate
from shared.gallery.manifest import Manifest
from shared.storage import ObjectStore

OUTCOMES_KEPT = timedelta(days=30)
MESSAGE_LENGTH = 500  # characters of a message that are kept
# What stands behind a dropped file's whole name in the names of its outputs and of its manifest.
_MADE = re.compile(r"(@[^/]+)?\.[a-z0-9]+")


@dataclass(frozen=True)
class OwnFolders:
    """Knows what became of the files in the accounts' folders, and removes what accounts have there.

    Args:
        settings: for the names of the containers.
        database: where it is noted which picture came from which path.
        store: where dropped files are.
        clock: tells the time.
    """

    settings: Settings
    database: Database
    store: ObjectStore
    clock: Callable[[], datetime]

    def of(self, user_id: UUID) -> str:
        """Where the account's folder is, with its container."""
        return f"{self.settings.uploads_container}/{OWN}{user_id}/"

    def note(self, drop: Drop, image: Image) -> None:
        """Note that a picture came from a dropped file; to be done before anything is written beside it."""
        with self.database.transaction() as tx:
            tx.dropped_files.put(drop.source, image.id)

    def settle(self, drop: Drop, manifest: Manifest, image: Image | None) -> None:
        """Keep what became of a dropped file, for its account to read; of a folder that is no account's, nothing is kept."""
        if drop.user_id is None:
            return
        with self.database.transaction() as tx:
            user = tx.users.get(drop.user_id)
            if user is None or user.disabled_at:
                return
            error = manifest.error
            outcome = DropOutcome(
                id=uuid7(),
                user_id=user.id,
                path=drop.source,
                status=manifest.status,
                code=error.code if error else None,
                message=error.message[:MESSAGE_LENGTH] if error else None,
                image_id=image.id if image else None,
                outputs=len(manifest.outputs),
                finished_at=manifest.finished_at,
            )
            tx.drop_outcomes.put(outcome)

    def find(self, user_id: UUID, *, limit: int, cursor: str | None, after: datetime | None) -> Page[DropOutcome]:
        """A page of what became of the account's files, newest first; of those that were finished later than `after`."""
        with self.database.transaction(read_only=True) as tx:
            return tx.drop_outcomes.page(user_id, limit=limit, cursor=cursor, after=after)

    def sweep(self) -> int:
        """Forget what became of files 30 days ago.

        Returns:
            How many files that were.
        """
        with self.database.transaction() as tx:
            return tx.drop_outcomes.remove_before(self.clock() - OUTCOMES_KEPT)

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
