"""Which of the drivers' errors mean that the database is not there."""

import sqlite3

import pytest
from pymysql import err as mysql  # type: ignore[import-untyped]  # PyMySQL brings no types
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from shared.database.session import unavailable
from shared.errors import DatabaseUnavailable


def of_sqlite(code: int, name: str) -> sqlite3.OperationalError:
    """An error as the driver makes it."""
    made = sqlite3.OperationalError("message")
    made.sqlite_errorcode, made.sqlite_errorname = code, name
    return made


def caught(error: Exception) -> Exception:
    """What becomes of an error of a transaction."""
    with pytest.raises(Exception) as raised, unavailable():  # noqa: PT011  any, to be looked at
        raise error
    return raised.value


@pytest.mark.parametrize("code", [1040, 1045, 1205, 1213, 2003, 2006, 2013, 2055, 3024, 1969])
def test_a_server_that_cannot_answer_is_unavailable(code: int) -> None:
    """Lost, refused, too busy, or waiting for a lock."""
    error = caught(OperationalError("SELECT 1", None, mysql.OperationalError(code, "the words of the server")))

    assert isinstance(error, DatabaseUnavailable)
    assert error.facts == {"cause": str(code)}
    assert "words" not in str(error)


@pytest.mark.parametrize(
    "name", ["SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_CANTOPEN"]
)
def test_a_file_that_cannot_be_used_is_unavailable(name: str) -> None:
    """Locked, broken, or on a full disk."""
    error = caught(OperationalError("SELECT 1", None, of_sqlite(getattr(sqlite3, name), name)))

    assert isinstance(error, DatabaseUnavailable)
    assert error.facts == {"cause": name}


def test_a_connection_that_is_closed_is_unavailable() -> None:
    """PyMySQL has no code for it."""
    assert isinstance(caught(InterfaceError("SELECT 1", None, mysql.InterfaceError(0, ""))), DatabaseUnavailable)


def test_a_pool_that_is_empty_is_unavailable() -> None:
    """For a shorter time than a server that is gone."""
    error = caught(PoolTimeoutError())

    assert isinstance(error, DatabaseUnavailable)
    assert error.retry_after == 2


@pytest.mark.parametrize(
    "error",
    [
        ProgrammingError("SELEC 1", None, mysql.ProgrammingError(1064, "syntax")),
        OperationalError("SELECT 1", None, of_sqlite(sqlite3.SQLITE_ERROR, "SQLITE_ERROR")),
        ValueError("ours"),
    ],
)
def test_a_mistake_of_ours_stays_what_it_is(error: Exception) -> None:
    """It must not look like an outage."""
    assert caught(error) is error


def test_a_connection_that_the_pool_gave_up_is_unavailable() -> None:
    """Whatever code the driver had for it."""
    error = DBAPIError("SELECT 1", None, mysql.OperationalError(9999, ""), connection_invalidated=True)

    assert isinstance(caught(error), DatabaseUnavailable)
