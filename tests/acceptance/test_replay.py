"""`storyledger replay`: real HTTP on loopback, a clock of its own, and the same files whatever happens on the way."""

import json
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.program import Program, started
from tests.recorded import DOCTORED, EDITED, EVENTS, TUESDAY, write

FILES = ("articles.jsonl", "figures.jsonl", "claims.jsonl", "flags.jsonl")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("recording"))


@pytest.fixture
def replay(storyledger: Program, recording: Path) -> Callable[..., Path]:
    """Replays the recording into a folder of that name."""

    def run(name: str, *options: str) -> Path:
        out = storyledger.folder / name
        storyledger.done("replay", str(recording), "--out", str(out), "--quiet", *options)
        return out

    return run


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def written(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def tables(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in a fixed order."""
    with sqlite3.connect(store) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


def test_every_version_is_collected_and_known_for_what_it_is(replay: Callable[..., Path]) -> None:
    articles = lines(replay("out") / "articles.jsonl")
    assert [(a["url"].partition("?")[0], a["story"], a["relation"]) for a in articles] == [
        ("https://courier.example/news/fire", "fire", "independent"),
        ("https://wire.example/news/injured", "fire", "independent"),
        ("https://echo.example/news/blaze", "fire", "identical"),
        ("https://courier.example/news/toll", "fire", "syndicated"),
        ("https://courier.example/news/fire", "fire", "revised"),
        ("https://echo.example/news/choir", None, "independent"),
    ]
    assert len(articles) == len(EVENTS)


def test_a_copy_is_silent_and_a_doctored_copy_is_not(replay: Callable[..., Path]) -> None:
    flags = lines(replay("out") / "flags.jsonl")
    assert [f for f in flags if "/blaze" in f["url"]] == []
    doctored = [f for f in flags if "/toll" in f["url"]]
    assert [(f["new"]["value"], f["sentence"]) for f in doctored] == [(21, DOCTORED[0])]


def test_a_silent_edit_is_told_once_as_a_revision_and_once_as_its_figure(replay: Callable[..., Path]) -> None:
    flags = [f for f in lines(replay("out") / "flags.jsonl") if f["fetched_at"] >= "2024-02-08"]
    assert sorted(f["kind"] for f in flags) == ["article.revised", "figure.changed"]
    changed = next(f for f in flags if f["kind"] == "figure.changed")
    assert (changed["old"]["value"], changed["new"]["value"]) == (40, 140)
    assert changed["sentence"] == EDITED[3]


def test_every_figure_stands_verbatim_where_it_says(replay: Callable[..., Path]) -> None:
    out = replay("out")
    figures = lines(out / "figures.jsonl")
    assert {f["sentence"] for f in figures} >= {TUESDAY[0], EDITED[3]}
    assert all(f["text"] in f["sentence"] for f in figures)


def test_two_replays_write_the_same_bytes(replay: Callable[..., Path]) -> None:
    assert written(replay("one")) == written(replay("two"))


def test_a_second_replay_of_a_finished_one_adds_nothing(replay: Callable[..., Path]) -> None:
    first = written(replay("out"))
    before = tables(Path(replay("out") / "storyledger.db"))
    assert written(replay("out")) == first
    assert tables(Path(replay("out") / "storyledger.db")) == before


def test_both_databases_give_the_same_files(replay: Callable[..., Path], store_url: str) -> None:
    assert written(replay("there", "--store", store_url)) == written(replay("here"))


@pytest.mark.parametrize("killed_after_s", [0.9, 1.3, 1.6, 1.9, 2.2])
def test_a_killed_replay_goes_on_and_ends_as_an_undisturbed_one(
    tmp_path: Path, replay: Callable[..., Path], recording: Path, killed_after_s: float
) -> None:
    out = tmp_path / "killed"
    process = started(tmp_path, "replay", str(recording), "--out", str(out), "--quiet")
    time.sleep(killed_after_s)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert written(replay("killed")) == written(replay("undisturbed"))
    assert tables(out / "storyledger.db") == tables(tmp_path / "undisturbed" / "storyledger.db")


def test_a_seed_known_before_the_first_event_fills_the_ledger_and_raises_nothing(
    tmp_path: Path, replay: Callable[..., Path]
) -> None:
    seed = tmp_path / "seed.txt"
    seed.write_text("\n\n".join(("Fire at Pellingham warehouse", *EVENTS[0].paragraphs)), "utf-8")
    flags = lines(replay("out", "--seed", f"fire={seed}") / "flags.jsonl")
    assert [f for f in flags if f["sentence"] in EVENTS[0].paragraphs] == []
    assert any(f["new"] and f["new"]["value"] == 19 for f in flags)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-such-folder", "--out", "out"), "manifest.json: No such file"),
        (("RECORDING", "--out", "out", "--seed", "flood=seed.txt"), "no story 'flood'"),
        (("RECORDING", "--out", "out", "--seed", "fire=none.txt"), "none.txt"),
    ],
)
def test_misuse_is_one_line_that_names_the_trouble(
    storyledger: Program, recording: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = storyledger.run("replay", *(str(recording) if a == "RECORDING" else a for a in arguments), "--quiet")
    assert ran.status == 2
    assert told in ran.err
    assert ran.err.count("\n") == 1
