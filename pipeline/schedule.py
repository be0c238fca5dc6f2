"""When to ask again. Pure: the answers are stored as due times in rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.model import PollResult, Source, Visit

#: a page is visited again after this share of the time since it last changed: visits thin out as it settles
VISIT_GROWTH = 0.5
FIRST_VISIT_AGAIN = timedelta(minutes=30)
#: a page that has not changed for so long is left alone
SETTLED = timedelta(days=180)
#: a page that cannot be had is given up after so many tries in a row
TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Floors and ceilings of polling, from the settings."""

    #: never ask a source sooner
    floor: timedelta = timedelta(minutes=15)
    #: never leave a source longer
    ceiling: timedelta = timedelta(hours=6)
    #: a server that asks us to stay away is obeyed up to this long
    longest_absence: timedelta = timedelta(days=1)


def next_poll_at(
    source: Source, result: PollResult, now: datetime, *, retry_after_s: float | None, rhythm: Rhythm
) -> datetime:
    """When to ask `source` again: soon while it brings news, later when quiet, later still when it fails.

    Quiet: an eighth of the time since it last brought news. Failing: the floor doubled with each failure in a row.
    """
    if retry_after_s is not None:
        wait = min(timedelta(seconds=max(retry_after_s, 0)), rhythm.longest_absence)
        return now + max(wait, rhythm.floor)
    if result is PollResult.FAILED:
        wait = rhythm.floor * 2 ** min(source.n_failures + 1, 10)
    elif result is PollResult.NEW or source.news_at is None:
        wait = rhythm.floor
    else:
        wait = (now - source.news_at) / 8
    return now + min(max(wait, rhythm.floor), rhythm.ceiling)


def next_visit_at(visit: Visit, now: datetime, *, changed: bool) -> datetime | None:
    """When to visit a page of a story again: ever more seldom while it stays as it is; None once it is settled."""
    quiet = timedelta(0) if changed else now - (visit.changed_at or visit.first_seen_at)
    if quiet > SETTLED:
        return None
    return now + max(FIRST_VISIT_AGAIN, quiet * VISIT_GROWTH)


def next_try_at(visit: Visit, now: datetime, *, retry_after_s: float | None) -> datetime | None:
    """When to try again a page that could not be had; None after too many tries in a row."""
    if visit.n_failures + 1 >= TRIES:
        return None
    wait = timedelta(minutes=15 * 4 ** min(visit.n_failures, 5))
    return now + max(wait, timedelta(seconds=min(max(retry_after_s or 0, 0), 86_400)))
