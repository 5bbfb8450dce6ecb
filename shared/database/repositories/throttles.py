"""Counters of tries, which all instances share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from shared.database.repositories.statements import count_up
from shared.database.tables import throttles

# Made once: to make a statement costs more time than to run it, and these are run at each log-in.
_COUNT = select(throttles.c.hits, throttles.c.expires_at).where(throttles.c.key == bindparam("k"))
_UNDO = update(throttles).where(throttles.c.key == bindparam("k"), throttles.c.hits > 0).values(hits=throttles.c.hits - 1)
_CLEAR = delete(throttles).where(throttles.c.key == bindparam("k"))


class Count(NamedTuple):
    """How often something was tried since its counter began, this time included, and when the counter ends."""

    hits: int
    expires_at: datetime


@dataclass(frozen=True)
class Throttles:
    """The table `throttles`."""

    connection: Connection

    def hit(self, key: bytes, now: datetime, window: timedelta) -> Count:
        """Count a try. The counter is held until the end of the transaction, so of many tries at once each has its own number.

        Args:
            key: 32 bytes.
            now: the time.
            window: how long the counter lives after its first try.
        """
        counting = count_up(self.connection.dialect.name, throttles)
        counted = self.connection.execute(counting, {"k": key, "now": now, "ends": now + window})
        row = (counted if counted.returns_rows else self.connection.execute(_COUNT, {"k": key})).one()
        return Count(row.hits, row.expires_at)

    def undo(self, key: bytes) -> None:
        """Take a try back that turned out to be none."""
        self.connection.execute(_UNDO, {"k": key})

    def clear(self, key: bytes) -> None:
        """Forget the tries."""
        self.connection.execute(_CLEAR, {"k": key})

    def remove_expired(self, now: datetime) -> int:
        """Remove the counters that are over.

        Returns:
            How many there were.
        """
        return self.connection.execute(delete(throttles).where(throttles.c.expires_at <= now)).rowcount
