"""What each server is told, and what happens when it goes away."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from shared.config import Settings
from shared.database import Database, engine
from shared.database.engine import SQLITE_FILE
from shared.errors import DatabaseUnavailable
from tests.fixtures.databases import ALL_SERVERS, IN_AZURE, MariaDB


def test_a_server_that_stops_is_unavailable_and_heals(own_mariadb: MariaDB) -> None:
    """The same process goes on when it is back, with its old connections in the pool."""
    database = Database(own_mariadb.settings)
    database.upgrade()
    database.probe()
    own_mariadb.stop()

    with pytest.raises(DatabaseUnavailable):
        database.probe()

    own_mariadb.start()
    database.probe()
    database.close()


def test_a_server_that_hangs_is_unavailable(own_mariadb: MariaDB) -> None:
    """With a kept connection, and then with a new one."""
    database = Database(own_mariadb.settings)
    database.upgrade()
    database.probe()
    own_mariadb.freeze()

    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            database.probe()
    database.close()


def test_a_kept_connection_knows_whether_it_may_write(tmp_path: Path) -> None:
    """Whatever it was used for before."""
    database = Database(Settings(home=tmp_path, database_pool_size=1))
    write = text("DELETE FROM throttles")

    for _ in range(2):
        with database.transaction() as tx:
            tx.connection.execute(write)
        with pytest.raises(DatabaseUnavailable), database.transaction(read_only=True) as tx:
            tx.connection.execute(write)
    database.close()


def test_an_app_never_migrates_a_server(own_mariadb: MariaDB) -> None:
    """It says what to run instead."""
    database = Database(own_mariadb.settings)

    with pytest.raises(DatabaseUnavailable, match=r"python -m shared\.database"):
        database.probe()
    assert database.upgrade().before is None
    database.close()


def test_an_embedded_database_is_made_on_first_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by several processes at once, of which threads with a Database each are the model."""
    databases = [Database(Settings(home=tmp_path / "new" / "home")) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Database.probe, databases))

    with databases[0].transaction() as tx:
        assert tx.connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert tx.connection.scalar(text("PRAGMA foreign_keys")) == 1
    for database in databases:
        database.close()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is left as it is: somebody may want to save it."""
    for name in IN_AZURE:
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / SQLITE_FILE
    file.write_bytes(b"no database " * 1000)

    with pytest.raises(DatabaseUnavailable):
        Database(Settings(home=tmp_path)).probe()

    assert file.read_bytes() == b"no database " * 1000


def test_there_is_no_embedded_database_in_azure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file would be lost with the instance."""
    monkeypatch.setenv("WEBSITE_INSTANCE_ID", "1")

    with pytest.raises(DatabaseUnavailable, match="LIENZO_DATABASE_URL"):
        Database(Settings(home=tmp_path)).probe()


@pytest.mark.parametrize("url", ["no url", "mysql+pymysql://user@host", "postgresql://user:secret@host/name", "mysql+pymysql:///name"])
def test_a_url_that_is_none_of_mysql_is_refused(tmp_path: Path, url: str) -> None:
    """Without a word of its password."""
    with pytest.raises(DatabaseUnavailable, match="LIENZO_DATABASE_URL") as refused:
        Database(Settings(home=tmp_path, database_url=url)).probe()

    assert "secret" not in str(refused.value)


def test_a_plaintext_server_is_refused_where_tls_is_demanded(own_mariadb: MariaDB) -> None:
    """The default: no password over a line that anybody can read."""
    settings = own_mariadb.settings.model_copy(update={"database_tls": "verify"})

    with pytest.raises(DatabaseUnavailable):
        Database(settings).probe()


def test_a_certificate_of_another_host_is_refused(mysql9_settings: Settings) -> None:
    """That the right CA signed it is not enough."""
    with pytest.raises(DatabaseUnavailable) as refused:
        Database(mysql9_settings).probe()

    assert "CERTIFICATE_VERIFY_FAILED" in str(refused.value.__cause__)


@ALL_SERVERS
def test_a_wait_for_a_lock_is_unavailable(database: Database) -> None:
    """A writer that waits too long is told so, and may try again."""

    def write(tx: object) -> None:
        tx.connection.execute(text("UPDATE alembic_version SET version_num = version_num"))  # type: ignore[attr-defined]

    with database.transaction() as first:
        write(first)
        with pytest.raises(DatabaseUnavailable), database.transaction() as second:
            write(second)


@ALL_SERVERS
def test_errors_hide_what_was_sent(database: Database) -> None:
    """Parameters are addresses and hashes, which must not get into a log."""
    with pytest.raises(Exception, match="no_such_table") as failed, database.transaction() as tx:
        tx.connection.execute(text("SELECT * FROM no_such_table WHERE a = :a"), {"a": "ana@example.com"})

    assert "ana@example.com" not in str(failed.value)


@pytest.mark.parametrize("database", ["mysql9"], indirect=True)
def test_mysql_is_spoken_to_over_tls(database: Database) -> None:
    """With a certificate that was checked."""
    with database.transaction() as tx:
        row = tx.connection.execute(text("SHOW SESSION STATUS LIKE 'Ssl_cipher'")).one()

    assert row[1]


@pytest.mark.parametrize("database", ["mariadb", "mysql9"], indirect=True)
def test_a_session_is_strict_and_in_utc(database: Database) -> None:
    """Whatever the server's own settings are."""
    with database.transaction() as tx:
        mode, zone, isolation = tx.connection.execute(
            text("SELECT @@session.sql_mode, @@session.time_zone, (SELECT @@session.transaction_isolation)")
            if "maria" not in str(tx.connection.scalar(text("SELECT VERSION()"))).lower()
            else text("SELECT @@session.sql_mode, @@session.time_zone, @@session.tx_isolation")
        ).one()

    assert "STRICT_TRANS_TABLES" in mode
    assert (zone, isolation) == ("+00:00", "READ-COMMITTED")


@pytest.mark.parametrize("database", ["mariadb", "mysql9"], indirect=True)
def test_a_server_that_cuts_texts_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the strict mode that each connection asks for gets lost on the way: two addresses could become one."""
    monkeypatch.setattr(engine, "_SESSION", "SET SESSION sql_mode=''")
    loose = Database(database._settings)

    for _ in range(2):
        with pytest.raises(DatabaseUnavailable, match="strict"):
            loose.probe()
    loose.close()
