import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UnreadableInput
from pipeline.replay.recording import EPILOGUE, HALTS, load

EVENT = {
    "n": 1,
    "at": "2024-05-01T10:00:00Z",
    "url": "https://paper.example/dam",
    "file": "articles/1.html",
    "event": "publish",
    "outlet": "paper",
    "feeds": [{"url": "https://paper.example/feed", "file": "feeds/1.xml", "type": "rss"}],
}
STORY = {"id": "dam", "name": "Dam", "keywords": ["Orvale dam"], "seed_url": None, "seed_file": None}


def recorded(folder: Path, *events: dict[str, Any]) -> Path:
    for name in ("articles/1.html", "feeds/1.xml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("<p>text</p>")
    (folder / "manifest.json").write_text(json.dumps(events or [EVENT]))
    (folder / "stories.json").write_text(json.dumps([STORY]))
    return folder


def test_a_recording_tells_what_was_served_from_when_on(tmp_path: Path) -> None:
    found = load(recorded(tmp_path))
    at = datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert found.served["https://paper.example/dam"][0].at == at
    assert found.served["https://paper.example/feed"][0].content_type == "application/rss+xml"
    assert found.hosts() == {"paper.example"}
    assert found.stories[0].keywords == ("Orvale dam",)
    assert found.halts() == tuple(at + h for h in (*HALTS, *EPILOGUE))


def test_between_events_the_clock_halts_until_the_next_one_is_seen(tmp_path: Path) -> None:
    later = EVENT | {"at": "2024-05-01T12:00:00Z"}
    halts = load(recorded(tmp_path, EVENT, later)).halts()
    first = datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert halts[:3] == (
        first + timedelta(minutes=5),
        first + timedelta(hours=1),
        first + timedelta(hours=2, minutes=5),
    )
    assert list(halts) == sorted(halts)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (EVENT | {"file": "../../etc/passwd"}, "lies outside the recording"),
        (EVENT | {"file": "articles/none.html"}, "is missing"),
        (EVENT | {"at": "yesterday"}, "yesterday"),
        ({"at": "2024-05-01T10:00:00Z"}, "url"),
    ],
)
def test_a_broken_manifest_is_told_with_the_file_and_the_fault(
    tmp_path: Path, event: dict[str, Any], told: str
) -> None:
    with pytest.raises(UnreadableInput, match=told) as caught:
        load(recorded(tmp_path, event))
    assert str(tmp_path / "manifest.json") in str(caught.value)


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"manifest\.json: No such file"):
        load(tmp_path)
