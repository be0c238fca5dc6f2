"""The road of an article, in one screen. Read this first.

    due sources -> entries -> pages that are due -> version -> judged against each story -> recorded, flags out

Everything that one visit causes is recorded in one transaction: whoever is killed finds, when started again, that the
visit is either done or still due.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from pipeline import sources
from pipeline.clock import Clock
from pipeline.extract import extract
from pipeline.health import blind
from pipeline.judge import Knowledge, judge
from pipeline.ledger import Context
from pipeline.model import Answer, FetchFailure, Flag, Outcome, Page, Poll, Source, Spent, Visit
from pipeline.schedule import Rhythm, Timetable, next_poll_at, within_budget

#: the time that a budget of visits is for
DAY = timedelta(days=1)

Asked = TypeVar("Asked", Source, Visit)


class Fetcher(Protocol):
    """The only room with a network."""

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        """Ask for each `url`, several at once, politely; answers come in the order asked."""
        ...


class Transaction(Knowledge, Protocol):
    """The store while one visit is judged: nobody else writes."""

    def record(self, outcome: Outcome) -> None: ...


class Store(Protocol):
    """What the road needs of the store."""

    def due_sources(self, now: datetime) -> list[Source]: ...

    def record_poll(self, poll: Poll) -> None:
        """The poll, its entries, and the visits that they make due; once or not at all."""
        ...

    def raise_blind(self, source: Source, flag: Flag, at: datetime) -> None:
        """The flag to each story of the source; once for each time that it went blind."""
        ...

    def due_visits(self, now: datetime) -> list[Visit]:
        """Oldest publication first, so that an origin is judged before its copies."""
        ...

    def spent(self, since: datetime) -> Spent:
        """Visits to pages that had been visited before, from a time on."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]: ...


def follow(
    *,
    fetcher: Fetcher,
    store: Store,
    clock: Clock,
    context: Context = Context(),
    rhythm: Rhythm = Rhythm(),
    timetable: Timetable = Timetable(),
) -> Iterator[Poll | Outcome]:
    """One cycle: everything that is due now, each thing recorded before it is told."""
    for source, answer in fetcher.answers(store.due_sources(clock.now())):
        poll = timed(sources.read(source, answer), source, answer, rhythm)
        store.record_poll(poll)
        if (unseen := blind(source, poll)) is not None:
            store.raise_blind(source, unseen, poll.at)
        yield poll
    for visit, answer in fetcher.answers(affordable(store, clock.now(), timetable)):
        version = None if is_same(visit, answer) else extract(visit, answer)
        with store.transaction() as known:
            outcome = judge(visit, answer, version, known, context, timetable)
            known.record(outcome)
        yield outcome


def affordable(store: Store, now: datetime, timetable: Timetable) -> list[Visit]:
    """The visits that are due, as far as the budget of their stories and hosts goes."""
    due = store.due_visits(now)
    again = any(v.n_visits for v in due)
    return within_budget(due, store.spent(now - DAY), timetable) if again else due


def is_same(visit: Visit, answer: Answer) -> bool:
    """The very page that was had last time, which every story has judged: there is nothing to read in it."""
    had = isinstance(answer, Page) and answer.status == 200 and answer.sha256 == visit.page_sha256
    return had and visit.n_failures == 0 and not visit.is_awaited


def timed(poll: Poll, source: Source, answer: Answer, rhythm: Rhythm) -> Poll:
    """The poll with its next due time; a source that says it is gone for good has none."""
    if poll.status == 410:
        return poll
    asked_to_wait_s = answer.retry_after_s if isinstance(answer, FetchFailure) else None
    due_at = next_poll_at(source, poll.result, poll.at, retry_after_s=asked_to_wait_s, rhythm=rhythm)
    return replace(poll, due_at=due_at)
