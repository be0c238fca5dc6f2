"""What options may say."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from config.settings import Settings, load
from pipeline.cli import wiring
from pipeline.cli.entry import in_front
from pipeline.cli.options import moment
from pipeline.cli.replaying import seeds
from pipeline.errors import Misuse

NOW = datetime(2031, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (None, None),
        ("2031-03-01", datetime(2031, 3, 1, tzinfo=UTC)),
        ("2031-03-01T10:00Z", datetime(2031, 3, 1, 10, tzinfo=UTC)),
        ("2031-03-01T10:00+02:00", datetime(2031, 3, 1, 8, tzinfo=UTC)),
        ("36h", datetime(2031, 3, 9, 0, tzinfo=UTC)),
        ("3d", datetime(2031, 3, 7, 12, tzinfo=UTC)),
        ("2w", datetime(2031, 2, 24, 12, tzinfo=UTC)),
    ],
)
def test_since_is_a_date_a_time_or_a_span(text: str | None, at: datetime | None) -> None:
    assert moment(text, NOW) == at


@pytest.mark.parametrize("text", ["yesterday", "", "d", "-3d", "3 d", "9" * 40 + "w", "2031-13-01", "²d"])
def test_a_since_that_is_no_time_is_misuse(text: str) -> None:
    with pytest.raises(Misuse, match="not a time; write 2024-05-01"):
        moment(text, NOW)


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["run", "--store", "sqlite:///x"], ["--store", "sqlite:///x", "run"]),
        (["run", "--store=sqlite:///x", "-q"], ["--store=sqlite:///x", "-q", "run"]),
        (["flags", "mill", "--config", "a.toml", "--json"], ["--config", "a.toml", "flags", "mill", "--json"]),
        (["analyse", "--", "--store"], ["analyse", "--", "--store"]),
        ([], []),
    ],
)
def test_global_options_may_stand_anywhere(given: list[str], ordered: list[str]) -> None:
    assert in_front(given) == ordered


@pytest.mark.parametrize("given", [["run", "--store"], ["run", "--store", "--json"], ["--config"]])
def test_a_global_option_without_its_value_is_misuse(given: list[str]) -> None:
    with pytest.raises(Misuse, match=r"Option '--(store|config)' requires an argument; see `storyledger --help`"):
        in_front(given)


def test_only_a_process_of_this_machine_that_has_ended_is_known_to_be_dead() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = wiring.holder().rpartition(":")[0]
    assert wiring.is_dead(f"{host}:{ended.pid}")
    for alive in (wiring.holder(), f"{host}:1", f"elsewhere-{host}:{ended.pid}", f"{host}:{9**99}", "another"):
        assert not wiring.is_dead(alive)


def test_seeds_are_pairs() -> None:
    assert {k: str(v) for k, v in seeds(["mill=a.txt", "dam=b=c.txt"]).items()} == {"mill": "a.txt", "dam": "b=c.txt"}
    for wrong in ("mill", "=a.txt", "mill="):
        with pytest.raises(Misuse, match="write STORY=FILE"):
            seeds([wrong])


def settings(url: str, password: str | None) -> Settings:
    found = load(options={"store.url": url}, environment={}).settings
    store = found.store.model_copy(update={"password": None if password is None else SecretStr(password)})
    return found.model_copy(update={"store": store})


@pytest.mark.parametrize(
    ("url", "password", "opened"),
    [
        ("postgresql://me@db.example:5433/ledger", "a/b@c", "postgresql://me:a%2Fb%40c@db.example:5433/ledger"),
        ("postgresql://me:old@db.example/ledger", "new", "postgresql://me:new@db.example/ledger"),
        ("postgresql://me@db.example/ledger", None, "postgresql://me@db.example/ledger"),
        ("sqlite:////tmp/x.db", "unused", "sqlite:////tmp/x.db"),
    ],
)
def test_the_password_is_put_into_the_stores_url(url: str, password: str | None, opened: str) -> None:
    assert wiring.store_url(settings(url, password)) == opened


def test_the_contact_is_sent_with_every_request() -> None:
    fetch = load(options={"fetch.contact": "desk@paper.example"}, environment={}).settings.fetch
    assert wiring.fetch_settings(fetch).user_agent.endswith("(+desk@paper.example)")
