"""Connections: one writer at a time, readers that see one moment, and every foreign error in our own words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipeline.errors import StoreBusy, StoreError, StoreTooOld

#: how long a writer waits for the one before it
BUSY_S = 10

_WRITES = "storyledger_writes"
# deadlock, lock time-out, serialisation failure
_BUSY_STATES = {"40P01", "55P03", "40001"}
_NO_TABLE = "42P01"


def open_engine(url: str, *, busy_s: float = BUSY_S) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://...`; connects at first use. Raises StoreError for other URLs."""
    parsed = _parsed(url)
    with mapped(parsed):
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed, busy_s)
        return _postgresql(parsed, busy_s)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see the same moment."""
    with mapped(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # SQLite's readers cannot do otherwise
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The one writer's connection: committed at the end, undone by any exception. StoreBusy after the time-out."""
    with mapped(engine.url), engine.connect() as connection:
        writer = connection.execution_options(**{_WRITES: True})
        with writer.begin():
            if engine.dialect.name == "postgresql":
                writer.execute(text("SELECT pg_advisory_xact_lock(hashtext('storyledger ' || current_schema()))"))
            yield writer


@contextmanager
def mapped(url: URL) -> Iterator[None]:
    """What the database refuses becomes StoreBusy, StoreTooOld or StoreError, which name the store and the remedy."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, PoolTimeout, ModuleNotFoundError) as error:
        raise _ours(error, url) from error
    except StatementError as error:
        # a value that may not be stored at all, as a time without a zone: our own mistake, not the database's
        raise (error.orig or error) from None


def shown(url: URL) -> str:
    """The store's URL without its password, wherever in it that stands."""
    secrets = [name for name in url.query if "pass" in name.casefold()]
    plain = url.set(drivername=url.get_backend_name()).difference_update_query(secrets)
    return plain.render_as_string(hide_password=True)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise StoreError(
            "the store's URL cannot be read: write sqlite:///PATH or postgresql://USER@HOST/NAME"
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"{shown(parsed)}: a store is sqlite:///PATH or postgresql://USER@HOST/NAME")
    return _placed(parsed) if parsed.get_backend_name() == "sqlite" else parsed


def _placed(url: URL) -> URL:
    """The URL of a SQLite store by the one path of its file, however it was spelled."""
    file = url.database
    if not file or file == ":memory:" or "\0" in file:
        raise StoreError(f"{shown(url)}: names no file, and a store is one that stays: write sqlite:///PATH")
    return url.set(database=os.path.realpath(file))


def _sqlite(url: URL, busy_s: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_s})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver would begin transactions of its own, too late
        # 64 MB of pages held: the copy index is written all over, which took in a quarter more texts at a million
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a reader that turns writer would fail at once, whatever the time-out
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, busy_s: float) -> Engine:
    given = url.query.get("options", "")
    options = " ".join([*([given] if isinstance(given, str) else given), f"-c lock_timeout={int(busy_s * 1000)}"])
    return create_engine(url, pool_pre_ping=True, connect_args={"options": options.strip()})


def _ours(error: Exception, url: URL) -> StoreError:
    where = shown(url)
    if isinstance(error, ModuleNotFoundError):
        return StoreError(f"{where}: the PostgreSQL driver is missing: pip install 'storyledger[postgresql]'")
    cause = getattr(error, "orig", None) or error
    reason = " ".join(str(cause).split())
    state = getattr(cause, "sqlstate", None)
    if state in _BUSY_STATES or "database is locked" in reason or "database table is locked" in reason:
        return StoreBusy(f"{where}: another writer holds the store; try again when it is done")
    if state == _NO_TABLE or "no such table" in reason or "no such column" in reason:
        return StoreTooOld(f"{where}: the store lacks tables that this program needs: run `storyledger db upgrade`")
    return StoreError(f"{where}: {reason}; {_remedy(reason, url)}")


def _remedy(reason: str, url: URL) -> str:
    if "unable to open" in reason:
        if Path(url.database or "").is_dir():
            return "it is a folder: name a file in it"
        return f"check that the folder {Path(url.database or '.').parent} exists and may be written"
    if "readonly" in reason or "read-only" in reason:
        return "make it writable, or name another store"
    # "database disk image is malformed" speaks of a disk, too
    if "not a database" in reason or "malformed" in reason:
        return "restore it from a backup, or name another file"
    if "disk" in reason or "full" in reason:
        return "free some space and run again"
    if url.get_backend_name() == "postgresql" and "connect" in reason:
        return "check that the server runs and that the URL names it"
    return "see `storyledger doctor`"
