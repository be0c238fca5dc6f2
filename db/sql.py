"""The few statements that SQLAlchemy spells differently for each database, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Insert, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")

#: members of one IN list: far below both databases' limit of parameters
BATCH = 5000


def batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    """`items` in runs of at most `size`."""
    return (items[i : i + size] for i in range(0, len(items), size))


def among(column: Column[Any], values: Sequence[object]) -> ColumnElement[bool]:
    """Whether the column holds one of `values`; `in_` looks at each of them, which costs more than the query."""
    return column.in_(bindparam(None, list(values), type_=column.type, expanding=True))


def within(at: Column[datetime], since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """since <= at < until; None is no limit."""
    after = [] if since is None else [at >= since]
    return after if until is None else [*after, at < until]


def insert_new(connection: Connection, table: Table[Any], row: Mapping[str, Any], key: Column[int]) -> int | None:
    """Insert `row` and return its `key`; None when a row with the same unique key was there already."""
    return connection.execute(_ignoring(connection, table).values(**row).returning(key)).scalar()


def insert_missing(connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of `rows` whose unique key is not there yet."""
    if rows:
        connection.execute(_ignoring(connection, table), list(rows))


def add_up(
    connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, Any]], key: Sequence[str], sum_of: str
) -> None:
    """Insert `rows`; where their `key` is there already, add to the number in the column `sum_of`."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    insert = make(table)
    total = {sum_of: table.c[sum_of] + insert.excluded[sum_of]}
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=total), list(rows))


def insert_all(connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, all of them new."""
    if rows:
        connection.execute(table.insert(), list(rows))


def insert_ids(
    connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, Any]], key: Column[int]
) -> Sequence[int]:
    """Insert `rows`, all of them new, and return their keys in the same order."""
    if not rows:
        return []
    statement = table.insert().returning(key, sort_by_parameter_order=True)
    return connection.execute(statement, list(rows)).scalars().all()


def _ignoring(connection: Connection, table: Table[Any]) -> Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
