"""Keyset paging: a cursor holds the last row's place in the order.

So a page costs the same wherever it is, and rows that come or go in between move nothing.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, func, or_, select
from sqlalchemy.sql.elements import KeyedColumnElement

from shared.database.rows import Page
from shared.errors import Fault, InvalidInput

Item = TypeVar("Item")
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Order:
    """An order of rows: by a column, and then by id, which no two rows share.

    Attributes:
        name: as the API calls it.
        column: of the table; never null.
        descending: largest or latest first.
    """

    name: str
    column: KeyedColumnElement[Any]
    descending: bool

    @property
    def id(self) -> ColumnElement[UUID]:
        """The column that breaks ties."""
        table: FromClause = self.column.table
        return table.c.id


def find_page(
    connection: Connection, query: Select[Any], order: Order, make: Callable[[Row[Any]], Item], *, limit: int, cursor: str | None
) -> Page[Item]:
    """A page of a query.

    Args:
        connection: to run it on.
        query: without order and limit.
        order: how the rows are sorted.
        make: makes an item of a row.
        limit: most items of the page.
        cursor: `next_cursor` of the page before.

    Raises:
        InvalidInput: the cursor is none of this order.
    """
    total = connection.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    columns = (order.column, order.id)
    page = query.order_by(*(column.desc() if order.descending else column.asc() for column in columns)).limit(limit + 1)
    if cursor is not None:
        page = page.where(_after(order, *_decode(cursor, order)))
    rows = connection.execute(page).all()
    more = len(rows) > limit
    return Page(tuple(make(row) for row in rows[:limit]), _encode(rows[limit - 1], order) if more else None, total)


def _after(order: Order, value: object, id_: UUID) -> ColumnElement[bool]:
    # The same as a comparison of pairs, but in a form of which MySQL uses the index.
    column = order.column
    if order.descending:
        return and_(column <= value, or_(column < value, order.id < id_))
    return and_(column >= value, or_(column > value, order.id > id_))


def _encode(row: Row[Any], order: Order) -> str:
    value = row._mapping[order.column.key]  # noqa: SLF001  public in spite of its name
    place = [order.name, value.isoformat() if isinstance(value, datetime) else value, row.id.hex]
    return urlsafe_b64encode(json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode()).decode().rstrip("=")


def _decode(cursor: str, order: Order) -> tuple[Any, UUID]:
    """The place that a cursor names; it comes from outside, so it is checked like any other input."""
    try:
        name, value, id_ = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        place = _value(value, order.column.type.python_type), UUID(hex=id_)
    except (ValueError, TypeError, AttributeError, RecursionError):
        _refuse()
    if name != order.name:
        _refuse()
    return place


def _value(value: Any, kind: type[Any]) -> Any:
    if kind is datetime:
        time = datetime.fromisoformat(value)
        if time.tzinfo is None:
            raise ValueError("naive")
        return time
    if type(value) is not kind or (isinstance(value, int) and abs(value) > LARGEST):
        raise TypeError(kind)
    if isinstance(value, str):
        value.encode()
    return value


def _refuse() -> NoReturn:
    raise InvalidInput(faults=[Fault("/cursor", "invalid_cursor", "This is not the `nextCursor` of a page of this list in this order.")])
