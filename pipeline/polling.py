"""Asking sources: answers -> polls, read in cells, with the parts of an index put together, and the next due time.

due sources -> answers -> polls -> what an index names -> whole polls with their due times, by the handful
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, TypeVar

from pipeline import sources
from pipeline.cells import Broken, Cells
from pipeline.clock import Clock
from pipeline.model import Answer, FetchFailure, Poll, PollResult, Source, Visit
from pipeline.schedule import Rhythm, next_poll, rhythm_s

Asked = TypeVar("Asked", Source, Visit)

#: polls, or entries of theirs, that are recorded in one transaction, and how long the first waits for the others
HANDFUL = 200
HANDFUL_ENTRIES = 2_000
LONGEST_WAIT = timedelta(seconds=5)


class Fetcher(Protocol):
    """The only room with a network."""

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        """Ask for each `url`, several at once, politely; answers come in the order asked."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One source as it was before it was asked, and what came of that."""

    source: Source
    #: the server's own words on when to come back; None: it has none
    retry_after_s: float | None
    poll: Poll


def poll(due: Iterable[Source], fetcher: Fetcher, cells: Cells) -> Iterator[Polled]:
    """A whole poll of each source; those that turn out to be an index come last. `due_at` is left to `timed`."""
    indexes: list[Polled] = []
    for one in asked(due, fetcher, cells):
        if one.poll.further:
            indexes.append(one)
        else:
            yield one
    bare = [replace(one.source, etag=None, last_modified=None, body_sha256=None) for one in indexes]
    parts = [replace(source, url=url) for source, one in zip(bare, indexes, strict=True) for url in one.poll.further]
    read = list(asked(parts, fetcher, cells))
    for one in indexes:
        yield replace(one, poll=whole(one.poll, [r for r in read if r.source.id == one.source.id]))


def asked(due: Iterable[Source], fetcher: Fetcher, cells: Cells) -> Iterator[Polled]:
    for done in cells.each(sources.read, fetcher.answers(due), needs_cell=sources.is_to_be_parsed):
        result = done.result
        if isinstance(result, Broken):
            result = sources.unreadable(done.asked, done.given, result.why)
        wait_s = done.given.retry_after_s if isinstance(done.given, FetchFailure) else None
        yield Polled(source=done.asked, retry_after_s=wait_s, poll=result)


def whole(index: Poll, parts: Sequence[Polled]) -> Poll:
    """An index with what its parts list; a part that fails is noted, and all is lost only when all of them fail."""
    errors = tuple(f"part of the index: {part.poll.error}" for part in parts if part.poll.error)
    if parts and len(errors) == len(parts):
        first = parts[0].poll
        return Poll(
            source_id=index.source_id, at=index.at, result=PollResult.FAILED, status=first.status, error=first.error
        )
    entries = {e.url: e for part in parts for e in part.poll.entries}
    notes = (*index.notes, *errors, *(n for part in parts for n in part.poll.notes))
    # without a validator of its own an index whose parts failed is read in full again
    return replace(index, entries=tuple(entries.values()), notes=notes)


def timed(polled: Polled, rhythm: Rhythm) -> Poll:
    """The poll with its next due time; a source that says it is gone for good has none."""
    poll = polled.poll
    if poll.status == 410 and poll.result is PollResult.FAILED:
        return poll
    if poll.entries:
        dates = [e.published_at for e in poll.entries]
        newest_at = max((d for d in dates if d is not None and d <= poll.at), default=None)
        poll = replace(poll, rhythm_s=rhythm_s(dates, poll.at), newest_at=newest_at)
    due = next_poll(polled.source, poll, retry_after_s=polled.retry_after_s, rhythm=rhythm)
    return replace(poll, due_at=due.at, due_why=due.why)


def together(polls: Iterable[Polled], clock: Clock) -> Iterator[list[Polled]]:
    """Polls in handfuls that are worth a transaction, none of which waits long for the others."""
    handful: list[Polled] = []
    n_entries = 0
    for one in polls:
        handful.append(one)
        n_entries += len(one.poll.entries)
        is_full = len(handful) >= HANDFUL or n_entries >= HANDFUL_ENTRIES
        if is_full or clock.now() - handful[0].poll.at >= LONGEST_WAIT:
            yield handful
            handful, n_entries = [], 0
    if handful:
        yield handful
