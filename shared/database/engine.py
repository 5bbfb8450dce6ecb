"""Makes engines: MySQL (or MariaDB) from its URL, SQLite in the home folder without one."""

import json
import ssl
from functools import partial
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from shared.config import Settings
from shared.database.traced import trace
from shared.entra import DATABASE_SCOPE, Tokens
from shared.errors import DatabaseUnavailable, Unavailable

SQLITE_FILE = "lienzo.sqlite3"

# A dead server must be known as dead within 6 s, in the worst case after a ping of a kept connection and then a new connection,
# each of which may wait for an answer that never comes.
CONNECT_SECONDS = 3
ANSWER_SECONDS = 2.5
POOL_SECONDS = 2
LOCK_SECONDS = 2
# Azure's load balancers forget idle connections, and a server closes them; a token's privileges may be gone too.
RECYCLE_SECONDS = 1500
# A migration may take its time.
PATIENT_SECONDS = 600

# MySQL and MariaDB limit a statement's time under different names; each server skips the other's comment.
_SESSION = (
    "SET SESSION sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', time_zone='+00:00',"
    " innodb_lock_wait_timeout={lock}/*!80000 , max_execution_time={milliseconds} *//*M!100100 , max_statement_time={seconds} */"
)


def make_engine(settings: Settings, *, patient: bool = False) -> Engine:
    """Make the engine for the settings; connects to nothing yet.

    Args:
        settings: `database_url` and its companions.
        patient: statements may take minutes, for migrations.

    Raises:
        DatabaseUnavailable: the settings name no server that can be used, or none on an Azure instance, where a file would be lost;
            the message says which setting.
    """
    if settings.database_url:
        engine = _mysql(settings, settings.database_url.get_secret_value(), PATIENT_SECONDS if patient else ANSWER_SECONDS)
    elif settings.in_azure:
        raise _unusable("LIENZO_DATABASE_URL is not set.")
    else:
        engine = _sqlite(settings)
    trace(engine)
    return engine


def _unusable(reason: str) -> DatabaseUnavailable:
    return DatabaseUnavailable(f"The service has no database: {reason}", retry_after=60)


def _mysql(settings: Settings, text: str, answer_seconds: float) -> Engine:
    try:
        url = make_url(text)
    except ArgumentError:
        raise _unusable("LIENZO_DATABASE_URL is not a URL.") from None
    if url.drivername != "mysql+pymysql" or not url.host or not url.database:
        raise _unusable("LIENZO_DATABASE_URL must look like mysql+pymysql://user:password@host:3306/name.")
    statement_seconds = max(answer_seconds - 0.5, 1)
    session = _SESSION.format(lock=LOCK_SECONDS, milliseconds=int(statement_seconds * 1000), seconds=statement_seconds)
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": answer_seconds,
        "write_timeout": answer_seconds,
        "init_command": session,
    }
    # PyMySQL checks certificate and host name only with a context of ours. Without one it still encrypts if the server can.
    if settings.database_tls == "verify":
        arguments["ssl"] = _tls(settings)
    engine = create_engine(
        url.update_query_dict({"charset": "utf8mb4"}),
        **_pool(settings),
        pool_recycle=RECYCLE_SECONDS,
        pool_pre_ping=True,
        pool_use_lifo=True,
        isolation_level="READ COMMITTED",
        connect_args=arguments,
    )
    if settings.database_auth == "entra":
        event.listen(engine, "do_connect", EntraPassword(settings))
    event.listen(engine, "first_connect", _assert_strict)
    return engine


class EntraPassword:
    """Gives each new connection a token of the app's identity as its password."""

    def __init__(self, settings: Settings) -> None:
        self._tokens = Tokens(settings)

    def __call__(self, _dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]) -> None:
        """Put the token where PyMySQL looks for the password."""
        try:
            parameters["password"] = self._tokens.get(DATABASE_SCOPE)
        except Unavailable as error:
            raise DatabaseUnavailable(cause=error.facts.get("cause")) from error


def _assert_strict(connection: Any, _record: object) -> None:
    """Refuse a server that would cut a text that is too long: two addresses could become one.

    Each connection asks for the strict mode; a proxy in between could drop that.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT @@session.sql_mode")
        (mode,) = cursor.fetchone()
    if "STRICT_TRANS_TABLES" not in mode and "STRICT_ALL_TABLES" not in mode:
        raise _unusable("its server is not in strict mode (sql_mode).")


def _tls(settings: Settings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.database_ca)
    except (OSError, ssl.SSLError) as error:
        raise _unusable("LIENZO_DATABASE_CA names no file of certificates in PEM that can be read.") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _sqlite(settings: Settings) -> Engine:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable("LIENZO_HOME is not a folder that can be made.") from error
    # sqlite3 would begin transactions on its own, too late and of the wrong kind: `isolation_level=None` leaves that to `_begin`.
    engine = create_engine(
        URL.create("sqlite", database=str(settings.home / SQLITE_FILE)),
        **_pool(settings),
        connect_args={"timeout": LOCK_SECONDS, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _pool(settings: Settings) -> dict[str, Any]:
    # Parameters hold addresses and hashes, which must not get into exceptions and so into logs.
    return {
        "pool_size": settings.database_pool_size,
        "max_overflow": 0,
        "pool_timeout": POOL_SECONDS,
        "hide_parameters": True,
        "json_serializer": partial(json.dumps, ensure_ascii=False),
    }


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # With a write-ahead log, which the upgrade turns on for good, NORMAL loses nothing when the process dies, and the last
    # transactions at most when the power fails.
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads before it writes cannot become a writer once another one has written: it would fail at once, without
    # waiting. So writers queue up at the beginning, where the busy timeout applies; readers need no lock.
    reads = connection.get_execution_options().get("read_only", False)
    # What a kept connection was told last, it still knows.
    if connection.info.get("query_only", False) != reads:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
        connection.info["query_only"] = reads
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
