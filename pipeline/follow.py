"""The road of an article, in one screen. Read this first.

    due sources -> entries -> pages that are due -> version -> judged against each story -> recorded, flags out

Everything that one visit causes is recorded in one transaction: whoever is killed finds, when started again, that the
visit is either done or still due. Bytes of strangers are read in cells; a page that breaks what reads it is a failed
visit like any other, and the run goes on.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from pipeline.cells import Cells
from pipeline.clock import Clock
from pipeline.health import blind
from pipeline.judge import judge
from pipeline.ledger import Context
from pipeline.model import Flag, Outcome, Poll, Source
from pipeline.polling import Fetcher, poll, timed, together
from pipeline.schedule import Rhythm, Timetable
from pipeline.visiting import Recording, affordable, had, is_to_be_read, recorded, version_of


class Store(Recording, Protocol):
    """What the road needs of the store."""

    def due_sources(self, now: datetime) -> list[Source]: ...

    def record_polls(self, found: Sequence[Poll]) -> None:
        """Polls, their entries, and the visits that they make due; all of them once, or none."""
        ...

    def raise_blind(self, source: Source, flag: Flag, at: datetime, *, spell: str) -> None:
        """The flag to each story of the source; once for each time that it went blind."""
        ...


def follow(
    *,
    fetcher: Fetcher,
    cells: Cells,
    store: Store,
    clock: Clock,
    context: Context = Context(),
    rhythm: Rhythm = Rhythm(),
    timetable: Timetable = Timetable(),
) -> Iterator[Poll | Outcome]:
    """One cycle: everything that is due now, each thing recorded before it is told."""
    for some in together(poll(store.due_sources(clock.now()), fetcher, cells), clock):
        polls = [timed(one, rhythm) for one in some]
        store.record_polls(polls)
        for one, done in zip(some, polls, strict=True):
            if (unseen := blind(one.source, done)) is not None:
                store.raise_blind(one.source, unseen.flag, done.at, spell=unseen.spell)
            yield done
    decide = partial(judge, context=context, timetable=timetable)
    visited = fetcher.answers(affordable(store, clock.now(), timetable))
    for page in cells.each(version_of, visited, needs_cell=is_to_be_read):
        yield recorded(store, page.asked, *had(page.asked, page.given, page.result), decide)
