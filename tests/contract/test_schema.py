"""The migrations make the tables that the code believes in, on every server."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text

from shared.database import Database
from shared.database.tables import REVISION, metadata
from shared.errors import DatabaseUnavailable
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

STEPS = (
    "0001 Accounts, sessions, pictures and renditions",
    "0002 Account states, one-time tokens, counters of tries, security events",
    "0003 Presets of one's own, direct uploads, shares, jobs",
    "0004 What became of dropped files",
)


def definitions(connection: Connection) -> dict[str, list[str]]:
    """The statement that makes each of our tables and indexes, in the server's own words; the order of its lines is by chance."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        made = {row.name: row.sql for row in rows if row.tbl_name in metadata.tables}
    else:
        made = {name: connection.execute(text(f"SHOW CREATE TABLE {name}")).one()[1] for name in metadata.tables}
    # SQLite writes an added column behind the last line, and the bracket that closes the table behind that.
    return {name: sorted(filter(None, (part.strip(" )\t") for part in re.split(r"[\n,]", made[name])))) for name in made}


def drop_all(database: Database) -> None:
    """Leave nothing behind, not even the note of what was migrated."""
    with database.transaction() as tx:
        metadata.drop_all(tx.connection)
        tx.connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def test_the_migrated_tables_are_those_of_the_metadata(database: Database) -> None:
    """Columns, types, collations, keys, indexes: the server describes both with the same words."""
    with database.transaction() as tx:
        migrated = definitions(tx.connection)

    drop_all(database)
    with database.transaction() as tx:
        metadata.create_all(tx.connection)
        made = definitions(tx.connection)
    drop_all(database)
    database.upgrade()

    assert migrated == made
    assert set(metadata.tables) <= set(made)


def test_an_upgrade_says_what_it_did(database: Database) -> None:
    """The second one finds nothing to do."""
    drop_all(database)

    first, second = database.upgrade(), database.upgrade()

    assert (first.before, second.before) == (None, REVISION)
    assert (first.steps, second.steps) == (STEPS, ())
    assert "-password" not in first.url
    assert ":password@" not in first.url


def test_upgrades_at_once_are_made_once(database: Database) -> None:
    """One works, the others wait and find it done."""
    drop_all(database)

    with ThreadPoolExecutor(4) as pool:
        done = [future.result() for future in [pool.submit(database.upgrade) for _ in range(4)]]

    assert sorted(len(upgrade.steps) for upgrade in done) == [0, 0, 0, len(STEPS)]


def test_a_probe_wants_the_tables(database: Database) -> None:
    """Without them, it says what to run."""
    database.probe()
    drop_all(database)

    with pytest.raises(DatabaseUnavailable, match=r"python -m shared\.database"):
        database.probe()

    database.upgrade()
    database.probe()


def test_a_probe_takes_a_schema_that_is_ahead(database: Database) -> None:
    """The database is upgraded first, and the old version of the app runs on for a moment."""
    with database.transaction() as tx:
        tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        database.probe()
        assert database.upgrade().steps == ()
    finally:
        with database.transaction() as tx:
            tx.connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": REVISION})
