"""The schema: made by migrations alone, the same on both databases, and never left half-way."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, select, text

from db import schema
from db.engine import open_engine, reading, writing
from db.store import open_store
from db.tables import metadata
from pipeline.errors import StoreError, StoreTooOld
from tests.integration.db.counting import rows
from tests.integration.db.made import a_judgement, a_story, an_outcome, followed, listed, record
from tests.stores import words_of


@pytest.fixture
def engine(bare_url: str) -> Iterator[Engine]:
    """A store without any table yet."""
    opened = open_engine(bare_url)
    yield opened
    opened.dispose()


def differences(engine: Engine) -> list[object]:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def checks(engine: Engine) -> set[str | None]:
    inspector = inspect(engine)
    return {check["name"] for table in metadata.tables for check in inspector.get_check_constraints(table)}


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(engine: Engine) -> None:
    schema.migrate(engine)
    assert differences(engine) == []


def test_the_database_checks_every_enumeration(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> None:
    schema.migrate(engine)
    plain = open_engine(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'plain.db'}")
    with writing(plain) as connection:
        metadata.create_all(connection)
    assert checks(engine) == checks(plain)
    plain.dispose()


def test_every_migration_goes_up_and_down_again(engine: Engine) -> None:
    for revision in schema.revisions():
        schema.migrate(engine, revision)
    for _ in schema.revisions():
        schema.migrate(engine, "-1", down=True)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    schema.migrate(engine)
    assert differences(engine) == []


@pytest.mark.parametrize("revision", schema.revisions())
def test_rows_survive_the_way_up_from_each_revision(engine: Engine, revision: str) -> None:
    schema.migrate(engine, revision)
    found = MetaData()
    found.reflect(engine)
    stories = found.tables["stories"]
    old = {"id": "harbour", "name": "The harbour", "state": "active", "created_at": "2026-03-02T08:00:00+00:00"}
    with engine.begin() as connection:
        connection.execute(
            text(f"INSERT INTO stories ({', '.join(old)}) VALUES (:id, :name, :state, :created_at)"), old
        )
    schema.migrate(engine)
    with reading(engine) as connection:
        assert connection.execute(select(stories.c.name)).scalars().all() == ["The harbour"]


def test_an_upgrade_of_a_store_in_use_keeps_all_it_holds(store_url: str) -> None:
    store = open_store(store_url, fingerprints=words_of)
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement())])
    before = rows(store_url)
    assert schema.upgrade(store_url) == schema.schema_state(store_url)
    assert rows(store_url) == before
    store.close()


def test_the_state_of_a_store_is_told_without_making_one(bare_url: str) -> None:
    assert schema.schema_state(bare_url).current is None
    assert schema.upgrade(bare_url).current == schema.revisions()[-1]


def test_an_empty_store_is_none_for_those_who_only_read(bare_url: str) -> None:
    engine = open_engine(bare_url)
    with writing(engine):
        pass
    with pytest.raises(StoreError, match="there is no store yet: `storyledger follow URL` makes one"):
        open_store(bare_url, fingerprints=words_of, create=False)
    engine.dispose()
    store = open_store(bare_url, fingerprints=words_of)
    store.add_story(a_story())
    store.close()


def test_a_store_of_an_older_program_has_to_be_upgraded(bare_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.upgrade(bare_url)
    known = [*schema.revisions(), "0999"]
    monkeypatch.setattr(schema, "revisions", lambda: known)
    with pytest.raises(StoreTooOld, match=r"its schema is \d+, this program needs 0999: run `storyledger db upgrade`"):
        open_store(bare_url, fingerprints=words_of)


def test_a_store_of_a_newer_program_is_left_alone(bare_url: str) -> None:
    schema.upgrade(bare_url)
    engine = open_engine(bare_url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"made by a newer storyledger \(schema 9999\): upgrade the program"):
        open_store(bare_url, fingerprints=words_of)
    with pytest.raises(StoreError, match="upgrade the program"):
        schema.upgrade(bare_url)


def test_the_files_of_the_migrations_are_named_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    newest_first = ScriptDirectory.from_config(config).walk_revisions()
    assert schema.revisions() == [script.revision for script in newest_first][::-1]


def test_an_upgrade_that_breaks_leaves_the_store_as_it_was(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE leases (mine INTEGER)"))
    with pytest.raises(StoreError, match="leases"):
        schema.migrate(engine)
    assert set(inspect(engine).get_table_names()) == {"leases"}
