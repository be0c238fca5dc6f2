"""The doctor names what is wrong, and the remedy."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.cli import doctor
from pipeline.cli.options import Call
from pipeline.cli.wiring import opened
from pipeline.model import Poll, PollResult, Profile, SourceKind, Story


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def trouble(call: Call | None = None) -> dict[str, str]:
    found = [f for check in doctor.CHECKS for f in doctor.examined(check, call or Call())]
    return {f.what: f.detail for f in found if not f.ok}


def test_a_sound_installation_has_no_trouble() -> None:
    assert trouble() == {}


def test_another_distribution_with_our_package_names_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    owners = {"config": ["storyledger", "config"], "pipeline": ["storyledger"], "db": ["storyledger"]}
    monkeypatch.setattr(doctor, "packages_distributions", lambda: owners)
    assert trouble() == {
        "installation": "the package 'config' is also in config: install storyledger in an environment of its own"
    }


def test_wrong_settings_are_found_and_the_other_checks_go_on(tmp_path: Path) -> None:
    (tmp_path / "storyledger.toml").write_text("[log]\nlevle = 'info'\n", "utf-8")
    found = trouble()
    assert found["settings"] == "storyledger.toml:2: log.levle: unknown; did you mean log.level?"
    assert "language" not in found


def test_a_store_that_cannot_be_opened_is_found(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100, "utf-8")
    found = trouble(Call(store=f"sqlite:///{tmp_path}/letter.db"))
    assert "letter.db" in found["store"]


def test_a_place_where_no_store_could_be_made_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", "utf-8")
    assert trouble()["store"].endswith(f"{tmp_path}/data is no folder that may be written: name another store")


def test_a_store_from_the_future_means_that_the_clock_is_wrong(tmp_path: Path) -> None:
    call = Call(store=f"sqlite:///{tmp_path}/s.db")
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    with opened(call, create=True) as parts:
        parts.store.add_story(Story(id="mill", name="Mill", profile=Profile(), created_at=later))
        source = parts.store.add_source(SourceKind.FEED, "https://paper.example/feed", "Paper", ("mill",), later)
        failed = Poll(source_id=source.id, at=later, result=PollResult.FAILED, status=None, error="x", due_at=later)
        parts.store.record_poll(failed)
    assert "set the machine's clock" in trouble(call)["clock"]
