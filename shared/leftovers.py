"""What accounts leave behind: removed by the timer, a bounded part each time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.config import Settings
from shared.database import Database

EVENTS_KEPT = timedelta(days=90)
# A session that ended is of no use; a day later nobody wonders about it any more.
SESSIONS_KEPT = timedelta(days=1)
# Longer than any call that began before the account was deleted.
ERASED_KEPT = timedelta(hours=1)
BATCH = 1000


@dataclass(frozen=True)
class Leftovers:
    """Dead sessions with their tokens, one-time tokens and counters that are over, old events, and accounts that were deleted.

    Args:
        settings: say how long a session lives unused.
        database: where all of it is.
        clock: gives the time.
        removals: each removes something that an account has in the store beside its pictures.
    """

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    removals: tuple[Callable[[UUID], None], ...]

    def sweep(self) -> dict[str, int]:
        """Remove them. The row of a deleted account goes last: once the pictures' sweep has removed the bytes of all its pictures.

        Returns:
            How many of each kind were removed.
        """
        now = self.clock()
        removed: dict[str, int] = {}
        with self.database.transaction(read_only=True) as tx:
            erased = tx.users.erased(BATCH)
        for user_id in erased:
            for remove in self.removals:
                remove(user_id)
        with self.database.transaction() as tx:
            # Again, for a picture may have come in just when the account went.
            for user_id in erased:
                tx.images.doom_all(user_id)
            removed["accounts"] = tx.users.remove_erased(now - ERASED_KEPT)
        with self.database.transaction() as tx:
            removed["sessions"] = tx.sessions.remove_dead(now - SESSIONS_KEPT, self.settings.session_idle, BATCH)
        with self.database.transaction() as tx:
            removed["tokens"] = tx.one_time_tokens.remove_expired(now)
            removed["throttles"] = tx.throttles.remove_expired(now)
            removed["events"] = tx.events.remove_before(now - EVENTS_KEPT)
        return removed
