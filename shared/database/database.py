"""Database: opens on first use, gives transactions, and says when it cannot.

SQLAlchemy takes 0.2 s to import and Alembic another 0.1 s, which the app would pay at each cold start. So the modules that use them
are imported here when the database is opened; to mypy they are known from the start.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from shared.config import Settings

if TYPE_CHECKING:
    from shared.database.schema import Upgrade
    from shared.database.session import Opened, Transaction


class Database:
    """The database of the settings: MySQL, or SQLite in a file that is brought up to date when it is opened.

    Safe to use from several threads. When the server is lost, transactions fail with `DatabaseUnavailable` until it is back.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._opened: Opened | None = None

    @contextmanager
    def transaction(self, *, read_only: bool = False) -> "Iterator[Transaction]":
        """A unit of work: committed at the end of the block, rolled back when the block raises.

        Args:
            read_only: the block only reads; on SQLite it then waits for no writer.

        Raises:
            DatabaseUnavailable: the database does not answer. If that happens at the end of the block, nobody knows whether the
                work was committed.
        """
        with self._open().transaction(read_only=read_only) as work:
            yield work

    def probe(self) -> None:
        """Check that the database answers and has the tables that this version of the service needs.

        Raises:
            DatabaseUnavailable: it does not; the message says what is missing.
        """
        self._open().probe()

    def upgrade(self) -> "Upgrade":
        """Bring the tables up to date; does nothing when they are.

        Raises:
            DatabaseUnavailable: the database does not answer, or another process is at it for more than a minute.
        """
        from shared.database.schema import upgrade  # noqa: PLC0415  see the module's first lines

        return upgrade(self._settings)

    def close(self) -> None:
        """Close the connections. The next use opens it again."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            opened.close()

    def _open(self) -> "Opened":
        with self._lock:
            if self._opened is None:
                from shared.database.session import Opened  # noqa: PLC0415  see the module's first lines

                # MySQL is brought up to date by `python -m shared.database upgrade` before a new version of the app starts.
                if not self._settings.database_url:
                    self.upgrade()
                self._opened = Opened(self._settings)
            return self._opened
