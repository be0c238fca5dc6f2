"""Real stores for tests, on both databases: import `store_url`, `store` and `postgresql` where they are needed.

PostgreSQL is the server that DATABASE_URL names, else a throw-away cluster of our own: Unix socket only, no fsync.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from db import schema
from db.engine import open_engine
from db.store import Store, open_store
from db.tables import metadata
from pipeline.model import Version

_START_S = 30


def words_of(version: Version, _boilerplate: Set[int] = frozenset()) -> Sequence[int]:
    """A stand-in for the fingerprints of the copy index: one unsigned 64-bit hash for each run of four words."""
    words = version.text.split()
    runs = (" ".join(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
    return [int.from_bytes(hashlib.sha256(run.encode("utf-8", "replace")).digest()[:8], "big") for run in runs]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of a PostgreSQL database; the test is skipped when there is no server, and fails under CI."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("PostgreSQL is NOT tested: no initdb found; install postgresql or set DATABASE_URL")
    with _cluster(binaries) as url:
        yield url


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at the newest schema, made once and copied for each test."""
    file = tmp_path_factory.mktemp("stores") / "empty.db"
    schema.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a store of this test's own, without any table yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'story.db'}"
        return
    with _own_schema(request.getfixturevalue("postgresql")) as url:
        yield url


@pytest.fixture
def stores_of_both_kinds(postgresql: str, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two empty stores: one on SQLite, one on PostgreSQL."""
    with _own_schema(postgresql) as url:
        opened = [open_store(u, fingerprints=words_of) for u in (f"sqlite:///{tmp_path / 'one.db'}", url)]
        yield opened[0], opened[1]
        for store in opened:
            store.close()


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: str) -> Iterator[str]:
    """A PostgreSQL store at the newest schema, made once and emptied after each test."""
    with _own_schema(postgresql) as url:
        schema.upgrade(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty store at the newest schema."""
    if request.param == "sqlite":
        file = tmp_path / "story.db"
        shutil.copy(request.getfixturevalue("empty_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    url: str = request.getfixturevalue("shared_postgresql")
    yield url
    _empty(url)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store of this test's own."""
    opened = open_store(store_url, fingerprints=words_of)
    yield opened
    opened.close()


@contextmanager
def _own_schema(server: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    engine = open_engine(server)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        own = make_url(server).update_query_dict({"options": f"-c search_path={name}"})
        yield own.render_as_string(hide_password=False)
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    finally:
        engine.dispose()


def _empty(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()


def _binaries() -> Path | None:
    """Where initdb and postgres are: the newest of the system's, else those that `pg_config` names."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name.split(".")[0]))
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
        found.insert(0, Path(asked.stdout.strip()))
    return next((path for path in reversed(found) if (path / "initdb").exists()), None)


@contextmanager
def _cluster(binaries: Path) -> Iterator[str]:
    """A server of our own in a folder of its own, stopped by its own process id."""
    # a short path: a Unix socket's may have 107 bytes
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    account: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        account = {"user": "postgres", "group": "postgres", "extra_groups": ()}
    data = home / "data"
    initdb: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run(initdb, check=True, capture_output=True, cwd=home, **account)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(home),
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    start: list[str | Path] = [binaries / "postgres", "-D", data, *options]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(start, stdout=log, stderr=subprocess.STDOUT, cwd=home, **account)
    try:
        _await(data / "postmaster.pid", server, home / "log")
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown: whoever is still connected is cut off
        server.wait(_START_S)
        shutil.rmtree(home, ignore_errors=True)


def _await(pid_file: Path, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server says that it is ready."""
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        if pid_file.exists() and "ready" in pid_file.read_text():
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL was not ready after {_START_S} s:\n{log.read_text(errors='replace')}")
