"""The replay itself: halt by halt, everything that is due is done, as the daemon would do it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline import urls
from pipeline.cells import Cells
from pipeline.clock import VirtualClock
from pipeline.errors import UnknownName, UnreadableInput
from pipeline.extract import version_of_text
from pipeline.fetch import AddressBook, Fetcher, FetchSettings
from pipeline.follow import Store, follow
from pipeline.ledger import Context
from pipeline.model import Judgement, Outcome, Poll, Profile, Source, SourceKind, Story, Version
from pipeline.replay.recording import FollowedStory, Recording
from pipeline.replay.server import RecordedWeb
from pipeline.story import seeded

#: halts done, halts in all, the clock's present, what the halt brought
Progress = Callable[[int, int, datetime, list[Poll | Outcome]], None]

#: key of the store's notes under which the replay's place is kept
POSITION = "replay"


class ReplayStore(Store, Protocol):
    """What a replay needs of the store besides the road's needs."""

    def together(self) -> AbstractContextManager[None]: ...

    def add_story(self, story: Story) -> None: ...

    def add_seed(self, story_id: str, version: Version, judgement: Judgement) -> None: ...

    def add_source(
        self, kind: SourceKind, url: str, title: str, story_ids: tuple[str, ...], due_at: datetime
    ) -> Source: ...

    def get_meta(self, key: str) -> str | None: ...

    def set_meta(self, key: str, value: str) -> None: ...


def replay(
    recording: Recording,
    store: ReplayStore,
    *,
    seeds: Mapping[str, Path],
    context: Context,
    progress: Progress = lambda *_: None,
) -> None:
    """Run the road over the whole recording; a replay that was broken off goes on where it stood.

    `seeds` gives stories a plain-text article known before the first event.
    Raises UnknownName for a seed of no story, UnreadableInput for a store that holds another recording.
    """
    halts = recording.halts()
    done = position(store, recording)
    clock = VirtualClock(halts[max(done - 1, 0)])
    if store.get_meta(POSITION) is None:
        prepare(recording, store, seeds=seeds, context=context)
    settings = FetchSettings(per_host_interval_s=0, obey_robots=False)
    with RecordedWeb(recording, clock) as web:
        book = AddressBook.loopback(recording.hosts(), web.port)
        with Fetcher(settings, clock, addresses=book) as fetcher, Cells() as cells:
            for n, at in enumerate(halts[done:], start=done + 1):
                clock.set(at)
                done_now = list(follow(fetcher=fetcher, cells=cells, store=store, clock=clock, context=context))
                progress(n, len(halts), at, done_now)
                store.set_meta(POSITION, f"{recording.digest} {n}")


def position(store: ReplayStore, recording: Recording) -> int:
    """Halts of this recording that the store has seen."""
    kept = store.get_meta(POSITION)
    if kept is None:
        return 0
    digest, _, n = kept.partition(" ")
    if digest != recording.digest:
        raise UnreadableInput(f"{recording.directory}: the store holds another recording; choose another --out")
    return int(n)


def prepare(recording: Recording, store: ReplayStore, *, seeds: Mapping[str, Path], context: Context) -> None:
    """Stories and sources as they stood before the first event, stored as a whole or not at all."""
    start = recording.halts()[0]
    known = {s.id for s in recording.stories}
    for name in seeds.keys() - known:
        raise UnknownName(f"no story {name!r} in {recording.directory}; it has {', '.join(sorted(known))}")
    with store.together():
        for story, version, judgement in opened(recording.stories, seeds, context, start):
            store.add_story(story)
            if version is not None and judgement is not None:
                store.add_seed(story.id, version, judgement)
        for url, title in sorted(recording.feeds.items()):
            # a feed that does not exist yet is not asked yet: the monitor is not blind for want of it
            store.add_source(SourceKind.FEED, url, title, tuple(sorted(known)), recording.served[url][0].at)
        store.set_meta(POSITION, f"{recording.digest} 0")


def opened(
    stories: tuple[FollowedStory, ...], seeds: Mapping[str, Path], context: Context, at: datetime
) -> Iterator[tuple[Story, Version | None, Judgement | None]]:
    """Each story with what its seed file says, when it has one."""
    for followed in stories:
        path = seeds.get(followed.id, followed.seed_path)
        if path is None:
            story = Story(
                id=followed.id,
                name=followed.name,
                profile=Profile(keywords=followed.keywords),
                created_at=at,
                seed_url=urls.canonical(followed.seed_url) if followed.seed_url else None,
            )
            yield story, None, None
        else:
            version = version_of_text(read_seed(path), url="", outlet="", title="", at=at)
            story, judgement = seeded(
                version, story_id=followed.id, name=followed.name, keywords=followed.keywords, context=context
            )
            yield story, version, judgement


def read_seed(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise UnreadableInput(f"{path}: not a readable plain-text article: {wrong}") from wrong
