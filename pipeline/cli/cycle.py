"""One cycle over what is due, by one run at a time.

A lease in the store keeps runs apart, on several machines too; it times out. On one machine a file lock does as well,
which ends with its process: whoever has it takes over the lease of a dead process, so that after a `kill -9` the next
run goes on at once.
"""

import fcntl
import hashlib
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from threading import Event
from typing import TYPE_CHECKING

import platformdirs
import structlog

from pipeline.archived import Shelf, WithArchives
from pipeline.cells import Cells
from pipeline.cli import wiring
from pipeline.cli.wiring import Parts
from pipeline.errors import StoreBusy, StoreError
from pipeline.follow import follow
from pipeline.model import FetchFailure, Flag, Opinion, Outcome, Poll, PollResult, Source, Spent, Visit
from pipeline.opinions import ask_round
from pipeline.polling import Fetcher
from pipeline.visiting import Transaction

if TYPE_CHECKING:
    from db.store import Store

#: what a cycle does
Done = Poll | Outcome | Opinion

LEASE = "cycle"
#: archives that this process has read
SHELF = Shelf()
#: longer than any one page takes; renewed at half its time
LEASE_S = 600


@dataclass(frozen=True, slots=True)
class OneStory:
    """The store as one story sees it: only its own sources and pages are due."""

    store: "Store"
    story_id: str

    def due_sources(self, now: datetime) -> list[Source]:
        return [s for s in self.store.due_sources(now) if self.story_id in s.story_ids]

    def due_visits(self, now: datetime) -> list[Visit]:
        return [v for v in self.store.due_visits(now) if self.story_id in v.story_ids]

    def record_polls(self, found: Sequence[Poll]) -> None:
        self.store.record_polls(found)

    def spent(self, since: datetime) -> Spent:
        return self.store.spent(since)

    def raise_blind(self, source: Source, flag: Flag, at: datetime, *, spell: str) -> None:
        self.store.raise_blind(source, flag, at, spell=spell)

    def transaction(self) -> AbstractContextManager[Transaction]:
        return self.store.transaction()


def cycle(
    parts: Parts, fetcher: Fetcher, cells: Cells, *, story_id: str | None = None, stopping: Event | None = None
) -> Generator[Done]:
    """Everything that is due now, or what of it concerns one story; ends between two things when `stopping`.

    Flags are asked about when all is recorded. Raises StoreBusy while another run is at work.
    """
    store = parts.store if story_id is None else OneStory(parts.store, story_id)
    context, rhythm = wiring.context(parts.settings), wiring.rhythm(parts.settings)
    timetable = wiring.timetable(parts.settings)
    counsel = wiring.counsel(parts.settings, parts.clock)
    with leased(parts) as renew:
        shelved = WithArchives(fetcher, parts.store.sources(story_id), SHELF, parts.clock)
        road: Iterator[Done] = follow(
            fetcher=shelved,
            cells=cells,
            store=store,
            clock=parts.clock,
            context=context,
            rhythm=rhythm,
            timetable=timetable,
        )
        asked = ask_round(parts.store, counsel, parts.clock, story_id=story_id) if counsel is not None else ()
        for done in chain(road, asked):
            renew()
            log(done)
            yield done
            if stopping is not None and stopping.is_set():
                return


@contextmanager
def leased(parts: Parts) -> Iterator[Callable[[], None]]:
    """The right to work on the store while the context is open; what it yields renews it when half its time is over.

    Raises StoreBusy while another run has it; so does the renewal when another machine has taken over.
    """
    store, clock = parts.store, parts.clock
    with locked(store.name):
        lease = store.acquire_lease(
            LEASE, holder=wiring.holder(), now=clock.now(), for_s=LEASE_S, is_dead=wiring.is_dead
        )
        if lease is None:
            raise busy(store.name)

        def renew() -> None:
            nonlocal lease
            now = clock.now()
            if lease is not None and lease.until - now < timedelta(seconds=LEASE_S / 2):
                lease = store.renew_lease(lease, now=now, for_s=LEASE_S)

        try:
            yield renew
        finally:
            store.release_lease(lease)


@contextmanager
def locked(store_name: str) -> Iterator[None]:
    """No other process of this user on this machine is in here for the same store. Raises StoreBusy when one is."""
    folder = platformdirs.user_data_path("storyledger", appauthor=False)
    path = folder / f"{hashlib.sha256(store_name.encode()).hexdigest()[:16]}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = path.open("w")
    except OSError as wrong:
        raise StoreError(f"{path}: {wrong.strerror}: runs are kept apart there, make its folder writable") from wrong
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as wrong:
            raise busy(store_name) from wrong
        yield


def busy(store_name: str) -> StoreBusy:
    return StoreBusy(f"{store_name}: another run is at work on it; wait until it is done")


def log(done: Done) -> None:
    """One line for each poll and question, and one for each visit that brought something worth a line."""
    logger = structlog.get_logger()
    if isinstance(done, Opinion):
        level = logging.WARNING if done.error else logging.INFO
        heard = {"hearing": done.hearing.value, "doubts": done.doubts, "repeated": done.is_repeated}
        logger.log(level, "flag asked about", flag=done.flag_id, model=done.model, **heard, error=done.error or None)
        return
    if isinstance(done, Poll):
        level = logging.WARNING if done.result is PollResult.FAILED else logging.INFO
        polled = {"source": done.source_id, "result": done.result.value, "status": done.status}
        logger.log(level, "source polled", **polled, entries=len(done.entries), error=done.error)
        return
    level = logging.INFO if done.flags else logging.DEBUG
    on = [j.relevance.story_id for j in done.judgements if j.relevance.on]
    error = done.answer.error if isinstance(done.answer, FetchFailure) else None
    logger.log(level, "page visited", url=done.visit.url, stories=on, flags=len(done.flags), error=error)
