"""What became of the files in the accounts' own folders."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select

from shared.database.drop_rows import DropOutcome
from shared.database.repositories.paging import Order, find_page
from shared.database.rows import Page
from shared.database.tables import drop_outcomes

NEWEST_FIRST = Order("-finishedAt", drop_outcomes.c.finished_at, descending=True)
_COLUMNS = tuple(drop_outcomes.c[column.name] for column in fields(DropOutcome))


@dataclass(frozen=True)
class DropOutcomes:
    """The table `drop_outcomes`: one row for each path."""

    connection: Connection

    def put(self, outcome: DropOutcome) -> None:
        """Keep what became of a file, in place of what became of the one before at its path."""
        path_hash = sha256(outcome.path.encode()).digest()
        self.connection.execute(delete(drop_outcomes).where(drop_outcomes.c.path_hash == path_hash))
        self.connection.execute(insert(drop_outcomes).values(path_hash=path_hash, **asdict(outcome)))

    def page(self, user_id: UUID, *, limit: int, cursor: str | None = None, after: datetime | None = None) -> Page[DropOutcome]:
        """A page of an account's, newest first.

        Args:
            user_id: whose.
            limit: most of the page.
            cursor: `next_cursor` of the page before.
            after: only those that were finished later.

        Raises:
            InvalidInput: the cursor is not valid.
        """
        query = select(*_COLUMNS).where(drop_outcomes.c.user_id == user_id)
        if after:
            query = query.where(drop_outcomes.c.finished_at > after)
        return find_page(self.connection, query, NEWEST_FIRST, _outcome, limit=limit, cursor=cursor)

    def remove_before(self, at: datetime) -> int:
        """Forget what was finished earlier.

        Returns:
            How many that were.
        """
        return self.connection.execute(delete(drop_outcomes).where(drop_outcomes.c.finished_at < at)).rowcount


def _outcome(row: Row[Any]) -> DropOutcome:
    return DropOutcome(**row._mapping)  # noqa: SLF001  public in spite of its name
