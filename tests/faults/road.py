"""The whole road on a store of its own: real HTTP on loopback, a clock that only waiting moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from db.store import Store, open_store
from pipeline import polling
from pipeline.cells import Cells
from pipeline.extract import version_of_text
from pipeline.fetch import Fetcher, FetchSettings
from pipeline.follow import follow
from pipeline.ledger import Context
from pipeline.model import Outcome, Poll, Source, SourceKind
from pipeline.story import seeded
from tests.integration.fetch.web import NOW, SteppingClock, Web
from tests.stores import words_of

QUICK = FetchSettings(per_host_interval_s=0, allow_private=True, total_deadline_s=5, obey_robots=False)

SEED = """Rain fills the lake behind the Orvale dam

The lake behind the Orvale dam rose on Saturday after three days of rain, the operator of the Orvale dam said.

Engineers watch the wall of the dam. Families who live in the valley below the dam were told to be ready to leave.
"""


@dataclass(frozen=True, kw_only=True)
class Road:
    """A story about a dam, and what follows it."""

    store: Store
    clock: SteppingClock
    fetcher: polling.Fetcher
    cells: Cells

    def add(self, url: str, kind: SourceKind = SourceKind.FEED) -> Source:
        return self.store.add_source(kind, url, "Valley Post", ("dam",), self.clock.now())

    def cycle(self, after: timedelta = timedelta(0)) -> list[Poll | Outcome]:
        self.clock.at += after
        return list(follow(fetcher=self.fetcher, cells=self.cells, store=self.store, clock=self.clock))

    @property
    def source(self) -> Source:
        return self.store.sources()[0]


@contextmanager
def road(folder: Path, web: Web, *hosts: str, settings: FetchSettings = QUICK) -> Iterator[Road]:
    clock = SteppingClock(NOW)
    store = open_store(f"sqlite:///{folder / 'story.db'}", fingerprints=words_of, create=True)
    seed = version_of_text(SEED, url="", outlet="", title=None, at=NOW)
    story, judgement = seeded(seed, story_id="dam", name="Dam", keywords=("Orvale dam",), context=Context())
    store.add_story(story)
    store.add_seed("dam", seed, judgement)
    with Fetcher(settings, clock, addresses=web.book(*hosts)) as fetcher, Cells() as cells:
        yield Road(store=store, clock=clock, fetcher=fetcher, cells=cells)
    store.close()
