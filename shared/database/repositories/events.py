"""What happened to accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from shared.database.rows import Event
from shared.database.tables import events

# Made once: to make a statement costs more time than to run it.
_ADD = insert(events)


@dataclass(frozen=True)
class Events:
    """The table `events`."""

    connection: Connection

    def add(self, event: Event) -> None:
        """Write down what happened."""
        self.connection.execute(_ADD, vars(event))

    def newest(
        self,
        limit: int,
        *,
        since: datetime | None = None,
        user_id: UUID | None = None,
        email_hash: bytes | None = None,
        name: str | None = None,
    ) -> tuple[Event, ...]:
        """The latest events, newest first, `limit` at most; of one account, address or kind where it is given."""
        query = select(events).order_by(events.c.at.desc(), events.c.id.desc()).limit(limit)
        if since:
            query = query.where(events.c.at >= since)
        if user_id:
            query = query.where(events.c.user_id == user_id)
        if email_hash:
            query = query.where(events.c.email_hash == email_hash)
        if name:
            query = query.where(events.c.name == name)
        return tuple(Event(**row._mapping) for row in self.connection.execute(query))  # noqa: SLF001  public in spite of its name

    def remove_before(self, at: datetime) -> int:
        """Forget what is older.

        Returns:
            How many events that were.
        """
        return self.connection.execute(delete(events).where(events.c.at < at)).rowcount
