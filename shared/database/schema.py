"""Brings the tables up to date with Alembic. Several processes may try at once: one works, the others wait and find it done."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from shared.config import Settings
from shared.database.engine import make_engine
from shared.database.session import unavailable
from shared.errors import DatabaseUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = "lienzo-upgrade"
LOCK_SECONDS = 60
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade did.

    Attributes:
        url: the database, without the password.
        before: its revision; None when it was empty.
        steps: what was applied, in order: "0001 Accounts, sessions, pictures and renditions".
    """

    url: str
    before: str | None
    steps: tuple[str, ...]


def upgrade(settings: Settings) -> Upgrade:
    """Apply the migrations that are missing; raises as `Database.upgrade`."""
    engine = make_engine(settings, patient=True)
    try:
        with unavailable(), _alone(engine) as connection:
            before = MigrationContext.configure(connection).get_current_revision()
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            scripts = ScriptDirectory.from_config(config)
            missing = tuple(scripts.iterate_revisions("head", before or "base")) if _is_known(scripts, before) else ()
            if missing:
                command.upgrade(config, "head")
    finally:
        engine.dispose()
    steps = tuple(f"{script.revision} {script.doc.rstrip('.')}" for script in reversed(missing))
    return Upgrade(engine.url.render_as_string(hide_password=True), before, steps)


def _is_known(scripts: ScriptDirectory, revision: str | None) -> bool:
    """False for a revision of a later version of the service, whose tables this one can use."""
    return revision is None or revision in {script.revision for script in scripts.walk_revisions()}


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other upgrade runs beside."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _write_ahead(connection)
            with connection.begin():
                yield connection
            return
        # The lock belongs to the connection, not to a transaction: it goes when the connection is closed, after the commit.
        locked = connection.scalar(text("SELECT GET_LOCK(:name, :seconds)"), {"name": LOCK, "seconds": LOCK_SECONDS})
        connection.commit()
        if locked != 1:
            raise DatabaseUnavailable("Another upgrade is running. Try again when it is done.", retry_after=60)
        with connection.begin():
            yield connection


def _write_ahead(connection: Connection) -> None:
    """Turn on the file's write-ahead log, and make this connection wait for other upgrades."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101  for mypy
    driver.execute(f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}")
    # SQLite does not wait for the lock that this change needs, whatever its timeout says.
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except sqlite3.DatabaseError as error:
            if time.monotonic() > deadline or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise DatabaseUnavailable(cause=error.sqlite_errorname) from error
            time.sleep(POLL_SECONDS)
        else:
            return
