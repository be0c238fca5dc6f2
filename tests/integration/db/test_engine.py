"""One writer, readers beside it, and errors in our own words."""

import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.engine import open_engine, reading, writing
from db.store import Store, open_store
from db.tables import articles
from pipeline.errors import StoreBusy, StoreError, StoreTooOld
from tests.integration.db.counting import rows
from tests.integration.db.made import (
    a_judgement,
    a_poll,
    a_story,
    after,
    an_entry,
    an_outcome,
    followed,
    listed,
    record,
)
from tests.stores import words_of

if TYPE_CHECKING:
    from pipeline import follow as road


def test_the_store_is_what_the_road_asks_for(store: Store) -> None:
    asked_for: road.Store = store  # the type checker's test
    assert asked_for.due_sources(after(0)) == []
    with asked_for.transaction() as known:
        assert known.ledger("nothing yet").series == ()


@pytest.fixture
def hurried(store_url: str) -> Iterator[Store]:
    """The same store, opened by a writer that does not wait."""
    engine = open_engine(store_url, busy_s=0.1)
    yield Store(engine, fingerprints=words_of)
    engine.dispose()


def test_a_second_writer_is_told_that_the_store_is_busy(store: Store, hurried: Store) -> None:
    with store.transaction(), pytest.raises(StoreBusy, match="another writer holds the store"):
        hurried.set_meta("place", "7")
    hurried.set_meta("place", "7")
    assert store.get_meta("place") == "7"


def test_readers_do_not_wait_for_the_writer(store: Store, hurried: Store) -> None:
    source = followed(store, "harbour")
    (visit,) = listed(store, source, "dredging")
    with store.transaction() as known:
        known.record(an_outcome(visit, a_judgement()))
        assert hurried.flags() == []
        assert hurried.story("harbour").id == "harbour"
    assert len(hurried.flags()) == 1


def test_a_reader_sees_one_moment(store: Store, store_url: str) -> None:
    engine = open_engine(store_url)
    with reading(engine) as connection:
        before = connection.execute(articles.select()).all()
        store.record_poll(a_poll(followed(store, "harbour"), an_entry()))
        assert connection.execute(articles.select()).all() == before == []
    engine.dispose()


def test_writers_of_many_threads_take_turns(store: Store, store_url: str) -> None:
    source = followed(store, "harbour")
    visits = listed(store, source, *(f"item-{n}" for n in range(16)))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda visit: record(store, [an_outcome(visit, a_judgement())]), visits))
    assert rows(store_url)["versions"] == 16
    assert len(store.ledger("harbour").series[0].points) == 16


def test_a_writer_that_is_killed_leaves_nothing_and_holds_nobody_up(store: Store, store_url: str) -> None:
    listed(store, followed(store, "harbour"), "dredging")
    before = rows(store_url)
    program = """
        import os, sys
        from db.store import open_store
        from tests.integration.db.made import START, a_judgement, an_outcome
        from tests.stores import words_of
        store = open_store(sys.argv[1], fingerprints=words_of)
        with store.transaction() as known:
            known.record(an_outcome(store.due_visits(START)[0], a_judgement()))
            os.kill(os.getpid(), 9)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(program), store_url], cwd=Path.cwd(), check=False)
    assert run.returncode == -9
    assert rows(store_url) == before
    record(store, [an_outcome(store.due_visits(after(0))[0], a_judgement())])
    assert len(store.flags()) == 1


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="a time without a zone: 2026-03-02T08:00:00"):
        store.due_visits(datetime(2026, 3, 2, 8))  # noqa: DTZ001 - the naive time is the point
    assert store.stories() == []


def test_times_come_back_aware_and_in_utc(store: Store) -> None:
    eastern = datetime.fromisoformat("2026-03-02T03:00:00.250000-05:00")
    source = followed(store, "harbour")
    store.record_poll(a_poll(source, an_entry(published_at=eastern)))
    (visit,) = store.due_visits(after(0))
    assert visit.published_at is not None
    assert visit.published_at.isoformat() == "2026-03-02T08:00:00.250000+00:00"


HOSTILE = "NUL \x00, half a pair \ud83d and \udca9, override \u202e, flag \U0001f1ee\U0001f1ea, tag <script>' OR 1=1 --"


def test_hostile_text_is_stored_with_its_length(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement(), text=HOSTILE)])
    with store.transaction() as known:
        kept = known.previous(visit)
    assert kept is not None
    assert len(kept.version.text) == len(HOSTILE)
    assert kept.version.text == HOSTILE.translate(dict.fromkeys([0, 0xD83D, 0xDCA9], "\ufffd"))


def test_the_same_hostile_page_again_adds_no_version(store: Store, store_url: str) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement(), text=HOSTILE, at=after(hour)) for hour in (1, 2)])
    assert rows(store_url)["versions"] == 1


def test_a_hundred_thousand_digits_are_only_text(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement(), text="9" * 100_000)])
    with store.transaction() as known:
        kept = known.previous(visit)
    assert kept is not None
    assert len(kept.version.text) == 100_000


def test_an_absent_file_is_made_with_its_folder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'story.db'}"
    store = open_store(url, fingerprints=words_of)
    store.add_story(a_story())
    store.close()
    again = open_store(url, fingerprints=words_of, create=False)
    assert [s.id for s in again.stories()] == ["harbour"]
    again.close()


def test_many_that_open_an_absent_store_at_once_find_it_made(bare_url: str) -> None:
    def stories(_: int) -> int:
        store = open_store(bare_url, fingerprints=words_of)
        n_stories = len(store.stories())
        store.close()
        return n_stories

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(stories, range(16))) == [0] * 16


def test_an_absent_store_is_not_made_by_those_who_only_read(tmp_path: Path) -> None:
    file = tmp_path / "story.db"
    with pytest.raises(StoreError, match="there is no store yet: `storyledger follow URL` makes one"):
        open_store(f"sqlite:///{file}", fingerprints=words_of, create=False)
    assert not file.exists()


def test_a_file_that_is_no_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    file = tmp_path / "story.db"
    file.write_text("Dear diary, " * 100)
    with pytest.raises(StoreError, match=r"story\.db: file is not a database; restore it from a backup"):
        open_store(f"sqlite:///{file}", fingerprints=words_of)


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "story.db").mkdir()
    with pytest.raises(StoreError, match=r"story\.db: unable to open database file; it is a folder: name a file in it"):
        open_store(f"sqlite:///{tmp_path / 'story.db'}", fingerprints=words_of)
    (tmp_path / "notes").write_text("no folder")
    with pytest.raises(StoreError, match=r"notes/new: Not a directory: make the folder, or name another store"):
        open_store(f"sqlite:///{tmp_path / 'notes' / 'new' / 'story.db'}", fingerprints=words_of)


def test_a_file_has_one_name_however_it_is_spelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    spelled = ("story.db", "../desk/story.db", f"{tmp_path}/desk/story.db", f"{tmp_path}/linked/story.db")
    names = {Store(open_engine(f"sqlite:///{path}"), fingerprints=words_of).name for path in spelled}
    assert names == {f"sqlite:///{(tmp_path / 'desk' / 'story.db').resolve()}"}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_store_that_would_be_forgotten_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="names no file"):
        open_engine(url)


def test_a_damaged_file_is_not_mistaken_for_a_full_disk(tmp_path: Path) -> None:
    file = tmp_path / "story.db"
    open_store(f"sqlite:///{file}", fingerprints=words_of).close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError, match="malformed; restore it from a backup"):
        open_store(f"sqlite:///{file}", fingerprints=words_of)


def test_a_server_that_is_not_there_is_named_without_its_password(unused_tcp_port: int) -> None:
    url = f"postgresql://desk:secret@127.0.0.1:{unused_tcp_port}/stories"
    with pytest.raises(StoreError, match=r"postgresql://desk:\*\*\*@127.*check that the server runs") as raised:
        open_store(url, fingerprints=words_of)
    assert "secret" not in str(raised.value)


@pytest.fixture
def unused_tcp_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def test_a_store_is_named_without_its_password() -> None:
    store = Store(open_engine("postgresql://desk:secret@db.example/stories"), fingerprints=words_of)
    assert store.name == "postgresql://desk:***@db.example/stories"
    store = Store(open_engine("postgresql://db.example/s?user=desk&PassWord=secret"), fingerprints=words_of)
    assert store.name == "postgresql://db.example/s?user=desk"


def test_a_missing_driver_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'storyledger\[postgresql\]'"):
        open_engine("postgresql://db.example/stories")


def test_a_store_that_may_only_be_read_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'story.db'}"
    open_store(url, fingerprints=words_of).close()
    engine = open_engine(url)
    with pytest.raises(StoreError, match="make it writable"), writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.execute(articles.delete())
    engine.dispose()


def test_a_store_of_another_kind_of_database_is_refused() -> None:
    with pytest.raises(StoreError, match=r"mysql://desk:\*\*\*@db/stories: a store is sqlite:///PATH or"):
        open_engine("mysql://desk:secret@db/stories")
    with pytest.raises(StoreError, match="the store's URL cannot be read"):
        open_engine("stories.db")
    with pytest.raises(StoreError, match="the store's URL cannot be read"):
        open_engine("postgresql://db.example:port/stories")


def test_a_store_without_its_tables_is_too_old(bare_url: str) -> None:
    engine = open_engine(bare_url)
    bare = Store(engine, fingerprints=words_of)
    with pytest.raises(StoreTooOld, match="run `storyledger db upgrade`"):
        bare.stories()
    engine.dispose()


def test_a_full_disk_is_said_to_be_full(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'story.db'}"
    store = open_store(url, fingerprints=words_of)
    engine = open_engine(url)
    with pytest.raises(StoreError, match="full; free some space and run again"), writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100")
        for n in range(1000):
            connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", (str(n), "x" * 4096))
    assert store.get_meta("0") is None
    engine.dispose()
    store.close()
    assert (tmp_path / "story.db").stat().st_size < 2_000_000
