"""The recorded coverage, replayed and scored: no measure may fall below its floor."""

import json
from pathlib import Path

import pytest

from tests.eval.measure import FLOORS, MEASURES, SETS, failures, means, raised, replayed, scored


@pytest.fixture(scope="module")
def by_set(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float | None]]:
    return {name: scored(name, replayed(name, tmp_path_factory.mktemp(name))) for name in SETS}


@pytest.mark.xdist_group("eval")
def test_no_measure_is_worse_than_its_floor(by_set: dict[str, dict[str, float | None]]) -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))
    assert set(floors) == set(MEASURES)
    assert failures(means(by_set), floors) == []


@pytest.mark.xdist_group("eval")
def test_everything_that_was_published_is_collected(by_set: dict[str, dict[str, float | None]]) -> None:
    assert {name: s["versions collected"] for name, s in by_set.items()} == dict.fromkeys(SETS, 1.0)


def test_the_gate_refuses_what_is_worse() -> None:
    floors = {"flags ALL.f1": 0.5, "false flags per article": 1.0}
    assert failures({"flags ALL.f1": 0.5, "false flags per article": 1.0}, floors) == []
    assert len(failures({"flags ALL.f1": 0.49, "false flags per article": 1.01}, floors)) == 2


def test_recording_never_lowers_a_floor() -> None:
    before = dict.fromkeys(MEASURES, 0.5)
    after = raised(dict.fromkeys(MEASURES, 0.4), before)
    assert all(after[m] == (0.5 if more else 0.4) for m, more in MEASURES.items())


def test_the_recordings_are_complete() -> None:
    assert all((Path(d) / "manifest.json").is_file() for d in SETS.values())
