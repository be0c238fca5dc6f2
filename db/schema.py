"""The schema's age: where a store stands, and how it is brought up to date."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from db.engine import open_engine, reading, shown, writing
from pipeline.errors import StoreError, StoreTooOld


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """Where a store stands."""

    #: revision of the store; None for an empty one
    current: str | None
    #: revision that this program needs
    head: str


def schema_state(url: str) -> SchemaState:
    """Where the store at `url` stands; an absent SQLite file is an empty store, and stays absent."""
    engine = open_engine(url)
    try:
        return SchemaState(current=None, head=revisions()[-1]) if absent(engine) else state_of(engine)
    finally:
        engine.dispose()


def require_place(url: str) -> None:
    """Raises StoreError where a SQLite file could not be made; makes nothing."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        nearest = next(folder for folder in file.parents if os.path.lexists(folder))
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            raise StoreError(f"{shown(engine.url)}: {nearest} is no folder that may be written: name another store")


def upgrade(url: str) -> SchemaState:
    """Bring the store at `url` to the program's own schema, creating it when it is absent; all or nothing."""
    engine = open_engine(url)
    try:
        migrate(engine)
        return state_of(engine)
    finally:
        engine.dispose()


def absent(engine: Engine) -> bool:
    """Is the store a SQLite file that is not there?"""
    return engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists()


def state_of(engine: Engine) -> SchemaState:
    """Where the store behind `engine` stands."""
    with reading(engine) as connection:
        return SchemaState(current=_current(connection), head=revisions()[-1])


def require_head(engine: Engine) -> None:
    """Raises StoreTooOld for a store older than the program, StoreError for one that a newer program made."""
    state = state_of(engine)
    if state.current == state.head:
        return
    _refuse_newer(engine, state.current)
    found = f"its schema is {state.current}, this program needs {state.head}"
    raise StoreTooOld(f"{shown(engine.url)}: {found}: run `storyledger db upgrade`")


def migrate(engine: Engine, revision: str = "head", *, down: bool = False) -> None:
    """Move the store up, or `down`, to a revision, in one transaction of the one writer."""
    # a third of the time that a command takes to start, and almost no command needs it
    from alembic import command
    from alembic.config import Config

    _make_folder(engine)
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        _refuse_newer(engine, _current(connection))
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def _make_folder(engine: Engine) -> None:
    """Make the folder of a SQLite file."""
    if engine.dialect.name == "sqlite":
        folder = Path(str(engine.url.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as wrong:
            raise StoreError(f"{folder}: {wrong.strerror}: make the folder, or name another store") from wrong


def revisions() -> list[str]:
    """All the revisions that this program knows, oldest first: their files' names begin with them."""
    names = (file.name for file in files("db").joinpath("migrations", "versions").iterdir())
    return sorted(name.partition("_")[0] for name in names if name.endswith(".py"))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(engine: Engine, current: str | None) -> None:
    if current is not None and current not in revisions():
        where = shown(engine.url)
        raise StoreError(f"{where}: made by a newer storyledger (schema {current}): upgrade the program")
