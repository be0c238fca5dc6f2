"""A folder of recorded coverage: `manifest.json` says what each URL served when, `stories.json` what is followed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableInput

#: after each event the clock halts here, for whatever is due by then: polls, visits, tries
HALTS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
#: after the last event the clock runs on, so that pages that change seldom are visited once more
EPILOGUE = (timedelta(days=30), timedelta(days=90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What one URL answers from one time on."""

    at: datetime
    path: Path
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedStory:
    """A story as `stories.json` describes it."""

    id: str
    name: str
    keywords: tuple[str, ...]
    seed_url: str | None
    #: a plain-text article that was known before the first event
    seed_path: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A folder of recorded coverage, checked."""

    directory: Path
    #: SHA-256 of the manifest, hex: two replays of the same recording are the same job
    digest: str
    #: URL -> what it serves, in time order
    served: Mapping[str, tuple[Served, ...]]
    #: URL -> title of the outlet
    feeds: Mapping[str, str]
    stories: tuple[FollowedStory, ...]
    #: when something changed, in order
    events: tuple[datetime, ...]

    def halts(self) -> tuple[datetime, ...]:
        """The times at which the clock stops, in order: after each event, and ever more seldom until the next."""
        times: set[datetime] = set()
        for at, following in zip(self.events, (*self.events[1:], None), strict=True):
            times |= {at + h for h in HALTS if following is None or at + h < following + HALTS[0]}
        times |= {self.events[-1] + late for late in EPILOGUE}
        return tuple(sorted(times))

    def hosts(self) -> frozenset[str]:
        """Names of all recorded hosts."""
        return frozenset(url.split("/")[2] for url in self.served)


def load(directory: Path) -> Recording:
    """Read a folder of recorded coverage. Raises UnreadableInput, which names the file and what is wrong with it."""
    manifest_path = directory / "manifest.json"
    manifest = read_json(manifest_path)
    stories = read_json(directory / "stories.json")
    feeds_path = directory / "feeds.json"
    titles = {f["url"]: f["name"] for f in read_json(feeds_path)} if feeds_path.exists() else {}
    served: dict[str, list[Served]] = {}
    events: list[datetime] = []
    feeds: dict[str, str] = {}
    try:
        for event in manifest:
            at = datetime.fromisoformat(event["at"])
            events.append(at)
            served.setdefault(event["url"], []).append(
                Served(at=at, path=inside(directory, event["file"]), content_type="text/html")
            )
            for feed in event["feeds"]:
                feeds[feed["url"]] = titles.get(feed["url"], event.get("outlet", ""))
                content_type = "application/feed+json" if feed["type"] == "json" else f"application/{feed['type']}+xml"
                served.setdefault(feed["url"], []).append(
                    Served(at=at, path=inside(directory, feed["file"]), content_type=content_type)
                )
        followed = tuple(story_of(directory, s) for s in stories)
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnreadableInput(f"{manifest_path}: not recorded coverage as documented: {wrong!r}") from wrong
    if not events:
        raise UnreadableInput(f"{manifest_path}: no events in it")
    return Recording(
        directory=directory,
        digest=hashlib.sha256(manifest_path.read_bytes()).hexdigest(),
        served={url: tuple(sorted(s, key=lambda x: x.at)) for url, s in served.items()},
        feeds=feeds,
        stories=followed,
        events=tuple(sorted(events)),
    )


def read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as wrong:
        raise UnreadableInput(f"{path}: {wrong.strerror}; a recording holds manifest.json and stories.json") from wrong
    except ValueError as wrong:
        raise UnreadableInput(f"{path}: not JSON: {wrong}") from wrong


def inside(directory: Path, name: str) -> Path:
    """The file `name` of the recording. Raises ValueError for a name that leads out of it or is missing."""
    path = (directory / name).resolve()
    if not path.is_relative_to(directory.resolve()):
        raise ValueError(f"{name} lies outside the recording")
    if not path.is_file():
        raise ValueError(f"{name} is missing")
    return path


def story_of(directory: Path, fields: Mapping[str, Any]) -> FollowedStory:
    return FollowedStory(
        id=fields["id"],
        name=fields["name"],
        keywords=tuple(fields["keywords"]),
        seed_url=fields.get("seed_url"),
        seed_path=inside(directory, fields["seed_file"]) if fields.get("seed_file") else None,
    )
