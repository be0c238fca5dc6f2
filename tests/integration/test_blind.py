"""A source that cannot be seen is flagged once for each time that it went blind, over real polls."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from db.store import Store
from pipeline.cells import Cells
from pipeline.clock import VirtualClock
from pipeline.follow import follow
from pipeline.model import Answer, FetchFailure, FlagKind, NotModified, Profile, SourceKind, Story
from pipeline.polling import Asked

START = datetime(2024, 5, 1, tzinfo=UTC)


class Unreachable:
    """A network on which nothing answers, for a reason of the day, until it is mended."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.mended = False

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        at = self.clock.now()
        for one in asked:
            error = f"paper.example: no connection on {at:%A}; check the address"
            yield one, NotModified(at=at) if self.mended else FetchFailure(at=at, status=None, error=error)


def test_a_blind_source_is_flagged_once_a_spell(store: Store) -> None:
    clock, cells = VirtualClock(START), Cells()
    web = Unreachable(clock)
    store.add_story(Story(id="dam", name="Dam", profile=Profile(keywords=("Orvale dam",)), created_at=START))
    store.add_source(SourceKind.FEED, "https://paper.example/feed", "The Paper", ("dam",), START)

    def days(n: int) -> None:
        for _ in range(n):
            list(follow(fetcher=web, cells=cells, store=store, clock=clock))
            clock.set(clock.now() + timedelta(days=1))

    days(7)
    assert [f.flag.kind for f in store.flags("dam")] == [FlagKind.SOURCE_BLIND]
    assert "no connection" in store.flags("dam")[0].flag.why
    web.mended = True
    days(2)
    web.mended = False
    days(7)
    assert len(store.flags("dam")) == 2
