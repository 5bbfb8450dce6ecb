"""Column types that mean the same on SQLite, MariaDB and MySQL: ids, times and hashes."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, String, Text
from sqlalchemy.dialects import mysql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_MYSQL = ("mysql", "mariadb")


def binary(length: int) -> TypeEngine[bytes]:
    """Exactly so many bytes, compared as bytes."""
    return LargeBinary(length).with_variant(mysql.BINARY(length), *_MYSQL)


def ascii_text(length: int) -> TypeEngine[str]:
    """ASCII, compared as bytes: names of formats and states, PHC strings, colours."""
    return String(length).with_variant(mysql.VARCHAR(length, charset="ascii", collation="ascii_bin"), *_MYSQL)


def words(length: int) -> TypeEngine[str]:
    """What people write, sorted as people sort: without regard to case. `unicode_ci` is the one collation that all servers have."""
    sorted_text = mysql.VARCHAR(length, charset="utf8mb4", collation="utf8mb4_unicode_ci")
    return String(length, collation="NOCASE").with_variant(sorted_text, *_MYSQL)


def plain_text() -> TypeEngine[str]:
    """Up to 65,535 bytes of UTF-8, compared as bytes."""
    return Text().with_variant(mysql.TEXT(charset="utf8mb4", collation="utf8mb4_bin"), *_MYSQL)


class Id(TypeDecorator[UUID]):
    """A UUID as 16 bytes; version 7 sorts by time."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type on this server."""
        return dialect.type_descriptor(binary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  SQLAlchemy's signature
        """To 16 bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:  # noqa: ARG002  SQLAlchemy's signature
        """From 16 bytes."""
        return None if value is None else UUID(bytes=bytes(value))


class Digest(TypeDecorator[str]):
    """A SHA-256 as 32 bytes; hex outside."""

    impl = LargeBinary(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type on this server."""
        return dialect.type_descriptor(binary(32))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  SQLAlchemy's signature
        """From hex to bytes."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """From bytes to hex."""
        return None if value is None else value.hex()


class ExactText(TypeDecorator[str]):
    """Text that is equal only to itself, byte for byte, trailing spaces too.

    It is kept as bytes, for every collation is kinder than that on one server or the other (MySQL's `utf8mb4_0900_bin` would do, but
    MariaDB has none).
    """

    impl = LargeBinary(320)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type on this server."""
        return dialect.type_descriptor(LargeBinary(320).with_variant(mysql.VARBINARY(320), *_MYSQL))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  SQLAlchemy's signature
        """To UTF-8."""
        return None if value is None else value.encode()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """From UTF-8."""
        return None if value is None else value.decode()


class Time(TypeDecorator[datetime]):
    """A time in UTC with microseconds; aware outside. MySQL's TIMESTAMP would end in 2038."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type on this server."""
        return dialect.type_descriptor(DateTime().with_variant(mysql.DATETIME(fsp=6), *_MYSQL))

    @property
    def python_type(self) -> type[datetime]:
        """What a row has."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """To a naive time in UTC, as the servers keep it.

        Raises:
            ValueError: the time is naive, so that nobody knows which one it is.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("expected an aware time but received a naive one")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """To an aware time in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)
