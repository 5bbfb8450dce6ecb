"""What SQLite and MySQL spell differently."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.exc import IntegrityError

_UNIQUE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
_ER_DUP_ENTRY = 1062


def breaks_unique_key(error: IntegrityError) -> bool:
    """True when the row exists; other rules, such as foreign keys, raise the same class."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) in _UNIQUE
    return bool(error.orig and error.orig.args and error.orig.args[0] == _ER_DUP_ENTRY)


def insert_or_keep(connection: Connection, table: Table, values: dict[str, Any]) -> Executable:
    """An INSERT that leaves a row as it is whose unique key is there already, and holds it against other writers.

    (To insert, catch the duplicate and then lock the row would deadlock on MySQL: the failed insert leaves a shared lock behind, and
    two of those block each other's exclusive one.)
    """
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).values(values).on_conflict_do_nothing()
    return mysql.insert(table).values(values).on_duplicate_key_update(id=table.c.id)
