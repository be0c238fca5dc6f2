"""A replay whose start is broken off leaves nothing behind, and starts again as if nothing had been."""

from pathlib import Path

import pytest

from db.store import Store
from pipeline.ledger import Context
from pipeline.replay import load
from pipeline.replay.run import POSITION, position, prepare
from tests.recorded import EVENTS, write


def test_a_start_that_is_broken_off_is_no_start(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = load(write(tmp_path / "recording"))
    seed = tmp_path / "seed.txt"
    seed.write_text("\n\n".join(("Fire at Pellingham warehouse", *EVENTS[0].paragraphs)), "utf-8")

    def start() -> None:
        prepare(recording, store, seeds={"fire": seed}, context=Context())

    with monkeypatch.context() as patch:
        patch.setattr(store, "set_meta", broken_off)
        with pytest.raises(KeyboardInterrupt):
            start()
    assert store.stories() == []
    assert store.get_meta(POSITION) is None

    start()
    ledger = store.ledger("fire")
    assert [story.id for story in store.stories()] == ["fire"]
    assert len(store.sources()) == 3
    assert len(ledger.series) >= 3
    assert store.flags() == []
    assert position(store, recording) == 0


def broken_off(key: str, value: str) -> None:
    raise KeyboardInterrupt
