"""The road of an article, in one screen. Read this first.

    due sources -> entries -> pages that are due -> version -> judged against each story -> recorded, flags out

Everything that one visit causes is recorded in one transaction: whoever is killed finds, when started again, that the
visit is either done or still due. Bytes of strangers are read in cells; a page that breaks what reads it is a failed
visit like any other, and the run goes on.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

import structlog

from pipeline.cells import Broken, Cells
from pipeline.clock import Clock
from pipeline.errors import StoryledgerError
from pipeline.extract import extract, is_to_be_read
from pipeline.health import blind
from pipeline.judge import Knowledge, judge
from pipeline.ledger import Context
from pipeline.model import Answer, FetchFailure, Flag, Outcome, Page, Poll, Source, Version, Visit
from pipeline.polling import Fetcher, poll, timed, together
from pipeline.schedule import Rhythm
from pipeline.urls import shown


class Transaction(Knowledge, Protocol):
    """The store while one visit is judged: nobody else writes."""

    def record(self, outcome: Outcome) -> None: ...


class Store(Protocol):
    """What the road needs of the store."""

    def due_sources(self, now: datetime) -> list[Source]: ...

    def record_polls(self, found: Sequence[Poll]) -> None:
        """Polls, their entries, and the visits that they make due; all of them once, or none."""
        ...

    def raise_blind(self, source: Source, flag: Flag, at: datetime, *, spell: str) -> None:
        """The flag to each story of the source; once for each time that it went blind."""
        ...

    def due_visits(self, now: datetime) -> list[Visit]:
        """Oldest publication first, so that an origin is judged before its copies."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]: ...


def follow(
    *,
    fetcher: Fetcher,
    cells: Cells,
    store: Store,
    clock: Clock,
    context: Context = Context(),
    rhythm: Rhythm = Rhythm(),
) -> Iterator[Poll | Outcome]:
    """One cycle: everything that is due now, each thing recorded before it is told."""
    for some in together(poll(store.due_sources(clock.now()), fetcher, cells), clock):
        polls = [timed(one, rhythm) for one in some]
        store.record_polls(polls)
        for one, done in zip(some, polls, strict=True):
            if (unseen := blind(one.source, done)) is not None:
                store.raise_blind(one.source, unseen.flag, done.at, spell=unseen.spell)
            yield done
    visited = fetcher.answers(store.due_visits(clock.now()))
    for page in cells.each(extract, visited, needs_cell=is_to_be_read):
        yield recorded(store, page.asked, *had(page.asked, page.given, page.result), context)


def had(visit: Visit, answer: Answer, read: Version | Broken | None) -> tuple[Answer, Version | None]:
    """The answer and its version; a page that its parser was not a match for counts as not had."""
    return (unread(visit, answer, f"its page {read.why}"), None) if isinstance(read, Broken) else (answer, read)


def recorded(store: Store, visit: Visit, answer: Answer, version: Version | None, context: Context) -> Outcome:
    """The visit judged and recorded; a text that breaks a reader is recorded as a visit in vain, tried again later."""
    log = structlog.get_logger()
    try:
        return judged(store, visit, answer, version, context)
    except StoryledgerError:
        raise
    except Exception as wrong:
        log.exception("page broke its reader", url=visit.url)
        why = f"its text broke its reader ({type(wrong).__name__}); report it"
        return judged(store, visit, unread(visit, answer, why), None, context)


def judged(store: Store, visit: Visit, answer: Answer, version: Version | None, context: Context) -> Outcome:
    with store.transaction() as known:
        outcome = judge(visit, answer, version, known, context)
        known.record(outcome)
    return outcome


def unread(visit: Visit, answer: Answer, why: str) -> Answer:
    """What is recorded of a page that could not be read."""
    if not isinstance(answer, Page):
        return answer
    return FetchFailure(at=answer.fetched_at, status=answer.status, error=f"{shown(visit.url)}: {why}")
