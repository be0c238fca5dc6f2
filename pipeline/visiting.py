"""Visits: which of those that are due can be afforded, what their pages hold, and their recording, whatever breaks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from pipeline import extract
from pipeline.cells import Broken
from pipeline.errors import StoryledgerError
from pipeline.judge import Knowledge
from pipeline.model import Answer, FetchFailure, Outcome, Page, Spent, Version, Visit
from pipeline.schedule import Timetable, within_budget
from pipeline.urls import shown

#: the time that a budget of visits is for
DAY = timedelta(days=1)


class Transaction(Knowledge, Protocol):
    """The store while one visit is judged: nobody else writes."""

    def record(self, outcome: Outcome) -> None: ...


class Recording(Protocol):
    """What visits need of the store."""

    def due_visits(self, now: datetime) -> list[Visit]:
        """Oldest publication first, so that an origin is judged before its copies."""
        ...

    def spent(self, since: datetime) -> Spent:
        """Visits to pages that had been visited before, from a time on."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]: ...


#: what a visit, its answer and the version in it mean, given what is known
Decide = Callable[[Visit, Answer, Version | None, Knowledge], Outcome]


def affordable(store: Recording, now: datetime, timetable: Timetable) -> list[Visit]:
    """The visits that are due, as far as the budget of their stories and hosts goes."""
    due = store.due_visits(now)
    again = any(v.n_visits for v in due)
    return within_budget(due, store.spent(now - DAY), timetable) if again else due


def is_same(visit: Visit, answer: Answer) -> bool:
    """The very page that was had last time, which every story has judged: there is nothing to read in it."""
    had = isinstance(answer, Page) and answer.status == 200 and answer.sha256 == visit.page_sha256
    return had and visit.n_failures == 0 and not visit.is_awaited


def is_to_be_read(visit: Visit, answer: Answer) -> bool:
    """Whether `version_of` would take a page apart."""
    return not is_same(visit, answer) and extract.is_to_be_read(visit, answer)


def version_of(visit: Visit, answer: Answer) -> Version | None:
    """The version that a page holds; None when the answer is no page, or the one that was read before."""
    return None if is_same(visit, answer) else extract.extract(visit, answer)


def had(visit: Visit, answer: Answer, read: Version | Broken | None) -> tuple[Answer, Version | None]:
    """The answer and its version; a page that its parser was not a match for counts as not had."""
    return (unread(visit, answer, f"its page {read.why}"), None) if isinstance(read, Broken) else (answer, read)


def recorded(store: Recording, visit: Visit, answer: Answer, version: Version | None, decide: Decide) -> Outcome:
    """The visit judged and recorded; a text that breaks a reader is recorded as a visit in vain, tried again later."""
    log = structlog.get_logger()
    try:
        return judged(store, visit, answer, version, decide)
    except StoryledgerError:
        raise
    except Exception as wrong:
        log.exception("page broke its reader", url=visit.url)
        why = f"its text broke its reader ({type(wrong).__name__}); report it"
        return judged(store, visit, unread(visit, answer, why), None, decide)


def judged(store: Recording, visit: Visit, answer: Answer, version: Version | None, decide: Decide) -> Outcome:
    with store.transaction() as known:
        outcome = decide(visit, answer, version, known)
        known.record(outcome)
    return outcome


def unread(visit: Visit, answer: Answer, why: str) -> Answer:
    """What is recorded of a page that could not be read."""
    if not isinstance(answer, Page):
        return answer
    return FetchFailure(at=answer.fetched_at, status=answer.status, error=f"{shown(visit.url)}: {why}")
