"""Units of work on an open database, and which of the driver's errors mean that it is not there."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from shared.config import Settings
from shared.database.engine import make_engine
from shared.database.repositories import (
    DropOutcomes,
    DroppedFiles,
    Events,
    Images,
    Jobs,
    JobWork,
    OneTimeTokens,
    Presets,
    Renditions,
    Sessions,
    Shares,
    Throttles,
    Uploads,
    Users,
)
from shared.database.tables import REVISION
from shared.errors import DatabaseUnavailable

UPGRADE = "run `python -m shared.database upgrade`"

# What MySQL and PyMySQL say when a connection cannot be had, was lost, or when the server is too busy. Waits for locks and deadlocks
# are among them: the work was rolled back, and may be tried again.
_MYSQL_CODES = frozenset(
    {1040, 1042, 1043, 1044, 1045, 1047, 1049, 1053, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1205, 1213, 1226, 1290}
    | {1836, 1927, 1969, 3024, 3159, 4031, *range(2000, 2100)}
)
_SQLITE_CODES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)


@dataclass(frozen=True)
class Transaction:
    """A unit of work, as its repositories see it: they share one connection."""

    connection: Connection

    @property
    def users(self) -> Users:
        """Accounts."""
        return Users(self.connection)

    @property
    def sessions(self) -> Sessions:
        """Log-ins and their refresh tokens."""
        return Sessions(self.connection)

    @property
    def one_time_tokens(self) -> OneTimeTokens:
        """What links in mails carry."""
        return OneTimeTokens(self.connection)

    @property
    def throttles(self) -> Throttles:
        """Counters of tries."""
        return Throttles(self.connection)

    @property
    def events(self) -> Events:
        """What happened to accounts."""
        return Events(self.connection)

    @property
    def images(self) -> Images:
        """Pictures."""
        return Images(self.connection)

    @property
    def uploads(self) -> Uploads:
        """Files that come straight into the store."""
        return Uploads(self.connection)

    @property
    def dropped_files(self) -> DroppedFiles:
        """Where pictures were dropped."""
        return DroppedFiles(self.connection)

    @property
    def drop_outcomes(self) -> DropOutcomes:
        """What became of dropped files."""
        return DropOutcomes(self.connection)

    @property
    def renditions(self) -> Renditions:
        """Pictures made from pictures."""
        return Renditions(self.connection)

    @property
    def presets(self) -> Presets:
        """Recipes with a name."""
        return Presets(self.connection)

    @property
    def shares(self) -> Shares:
        """Links to pictures."""
        return Shares(self.connection)

    @property
    def jobs(self) -> Jobs:
        """The same work on many pictures, as its owner sees it."""
        return Jobs(self.connection)

    @property
    def job_work(self) -> JobWork:
        """The same, as those see it who do it."""
        return JobWork(self.connection)


class Opened:
    """A database with its pool of connections."""

    def __init__(self, settings: Settings) -> None:
        self._engine = make_engine(settings)

    @contextmanager
    def transaction(self, *, read_only: bool) -> Iterator[Transaction]:
        """As `Database.transaction`."""
        with unavailable(), self._engine.connect() as connection:
            connection = connection.execution_options(read_only=read_only)  # noqa: PLW2901  the same connection
            with connection.begin():
                yield Transaction(connection)

    def probe(self) -> None:
        """As `Database.probe`."""
        try:
            with self.transaction(read_only=True) as work:
                found = work.connection.scalar(text("SELECT version_num FROM alembic_version"))
        except (ProgrammingError, OperationalError):  # there is no such table, say MySQL and SQLite
            found = None
        # A schema that is ahead is right: it is upgraded first, and then the old version of the app runs on for a moment.
        if found is None or found < REVISION:
            state = "has no tables yet" if found is None else "is behind this version of the service"
            raise DatabaseUnavailable(f"The database {state}: {UPGRADE}.", retry_after=60, found=found, needed=REVISION)

    def close(self) -> None:
        """Close the connections that are not in use; the others follow when they are given back."""
        self._engine.dispose()


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn the errors that mean "the database is not there" into one that the caller may be told about.

    Raises:
        DatabaseUnavailable: with the driver's code as a fact.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise DatabaseUnavailable(cause="all connections are in use", retry_after=2) from error
    except DBAPIError as error:
        cause = _cause(error)
        if cause is None:
            raise
        raise DatabaseUnavailable(cause=cause) from error


def _cause(error: DBAPIError) -> str | None:
    """The code of an error of the connection, or None when the error is about a statement."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        # The low byte is the primary code, of which the others are shades.
        code = getattr(original, "sqlite_errorcode", 0)
        return getattr(original, "sqlite_errorname", "") if code & 0xFF in _SQLITE_CODES else None
    code = original.args[0] if original and original.args else 0
    if code in _MYSQL_CODES or error.connection_invalidated:
        return str(code)
    # PyMySQL's own words for a connection that is closed already: InterfaceError(0, "").
    return "closed" if type(original).__name__ == "InterfaceError" else None
