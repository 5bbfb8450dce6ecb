"""What SQLite and MySQL spell differently."""

import sqlite3
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, case
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.exc import IntegrityError

from shared.database.columns import Time

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


@cache
def count_up(dialect: str, table: Table) -> Executable:
    """Add a hit to the counter `k` at the time `now`: a new one, or one that has expired, begins at 1 and ends at the time `ends`.

    On SQLite it gives the hits and the end, too; MySQL has to be asked.
    """
    values = {"key": bindparam("k", type_=table.c.key.type), "hits": 1, "expires_at": bindparam("ends", type_=Time)}
    is_over = table.c.expires_at <= bindparam("now", type_=Time)
    hits = case((is_over, 1), else_=table.c.hits + 1)
    ends = case((is_over, bindparam("ends", type_=Time)), else_=table.c.expires_at)
    if dialect == "sqlite":
        counted = sqlite.insert(table).values(values)
        counted = counted.on_conflict_do_update(index_elements=["key"], set_={"hits": hits, "expires_at": ends})
        return counted.returning(table.c.hits, table.c.expires_at)
    # In this order: MySQL assigns from left to right, and the first assignment asks when the counter ended.
    return mysql.insert(table).values(values).on_duplicate_key_update([("hits", hits), ("expires_at", ends)])
