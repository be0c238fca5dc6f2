"""One round of questions: what still waits is asked, within budget and time, and each answer recorded when it comes.

Nothing is asked inside a transaction. Whoever is killed finds, when started again, that a flag has its opinion or still
waits for it. Whatever a back-end does is a recorded outcome and never an exception.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from pipeline.clock import Clock
from pipeline.errors import NotAnOpinion, Unfounded
from pipeline.model import FetchFailure, FlagKind, Hearing, Opinion, Question, Span
from pipeline.opinions.answer import founded, read
from pipeline.opinions.asking import Ask
from pipeline.opinions.prompt import key_of, prompt

DAY = timedelta(days=1)
#: older flags have been looked at, or never will be
FRESH = timedelta(days=7)
#: a server that failed is left alone for so long, or as long as it asks
RECOVERY = timedelta(minutes=10)
#: less time is not worth a request
LEAST_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    """Who is asked, and on what terms."""

    backend: str
    model: str
    ask: Ask
    kinds: Sequence[FlagKind]
    #: questions in one round, and in 24 hours
    per_run: int
    per_day: int
    #: for one answer, and for all of a round
    timeout_s: float
    deadline_s: float


class Store(Protocol):
    """What a round needs of the store."""

    def questions(
        self, *, kinds: Sequence[FlagKind], since: datetime, story_id: str | None, most: int
    ) -> list[Question]:
        """Flags raised from a time on that wait for an opinion; those that failed least come first, then the newest."""
        ...

    def n_asked(self, since: datetime) -> int:
        """Questions that somebody was asked."""
        ...

    def left_alone_until(self) -> datetime | None:
        """Until when nobody is to be asked, because the last question failed."""
        ...

    def opinion_on(self, key: str) -> Opinion | None:
        """What was answered to the very same question."""
        ...

    def record_opinion(self, question: Question, opinion: Opinion) -> None: ...


def ask_round(store: Store, counsel: Counsel, clock: Clock, *, story_id: str | None = None) -> Iterator[Opinion]:
    """Each opinion, recorded before it is told; the first question that brings no answer is the last of the round."""
    begun = clock.now()
    closed_until = store.left_alone_until()
    if closed_until is not None and closed_until > begun:
        return
    most = min(counsel.per_run, counsel.per_day - store.n_asked(begun - DAY))
    if most <= 0:
        return
    for question in store.questions(kinds=counsel.kinds, since=begun - FRESH, story_id=story_id, most=most):
        left_s = counsel.deadline_s - (clock.now() - begun).total_seconds()
        if left_s < LEAST_S:
            return
        opinion = repeated(store, question, counsel, clock) or heard(question, counsel, clock, left_s)
        store.record_opinion(question, opinion)
        yield opinion
        if opinion.hearing is Hearing.FAILED:
            return


def repeated(store: Store, question: Question, counsel: Counsel, clock: Clock) -> Opinion | None:
    """What was answered to the same question before; the words that it cites may stand elsewhere in this version."""
    known = store.opinion_on(key_of(question, counsel.backend, counsel.model))
    if known is None:
        return None
    start = question.version.text.find(known.cited)
    span = known.cited_span and Span(start, start + len(known.cited))
    return replace(known, flag_id=question.flag_id, at=clock.now(), cited_span=span, is_repeated=True)


def heard(question: Question, counsel: Counsel, clock: Clock, left_s: float) -> Opinion:
    """The answer to a question, as far as it can be trusted."""
    log = structlog.get_logger()
    try:
        said = counsel.ask(question, prompt(question), min(counsel.timeout_s, left_s))
        empty = blank(question, counsel, clock)
        return failed(said, empty) if isinstance(said, FetchFailure) else trusted(question, said, empty)
    except Unfounded as wrong:
        return replace(blank(question, counsel, clock), hearing=Hearing.UNFOUNDED, error=str(wrong))
    except NotAnOpinion as wrong:
        return replace(blank(question, counsel, clock), hearing=Hearing.GARBLED, error=str(wrong))
    except Exception as wrong:
        # a back-end of another package must not be the end of the run
        log.exception("second opinion broke", flag=question.flag_id)
        error = f"opinions.backend {counsel.backend}: it broke ({type(wrong).__name__}); report it"
        failure = FetchFailure(at=clock.now(), status=None, error=error)
        return failed(failure, blank(question, counsel, clock))


def failed(failure: FetchFailure, empty: Opinion) -> Opinion:
    """That nothing was said, and when to ask again."""
    wait = max(RECOVERY, timedelta(seconds=failure.retry_after_s or 0))
    return replace(empty, hearing=Hearing.FAILED, error=failure.error, again_at=empty.at + wait)


def trusted(question: Question, said: str, empty: Opinion) -> Opinion:
    """What was said, checked. Raises NotAnOpinion, Unfounded."""
    answer = read(said)
    span = founded(answer, question)
    return replace(
        empty,
        doubts=answer.verdict == "doubted",
        worth=answer.worth,
        summary=answer.summary.strip(),
        reason=answer.reason.strip(),
        cited=span.of(question.version.text),
        cited_span=span,
    )


def blank(question: Question, counsel: Counsel, clock: Clock) -> Opinion:
    """An opinion that says nothing yet."""
    key = key_of(question, counsel.backend, counsel.model)
    return Opinion(flag_id=question.flag_id, key=key, model=counsel.model, at=clock.now(), hearing=Hearing.GIVEN)
