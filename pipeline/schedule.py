"""When to ask again. Pure: the answers are stored as due times in rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from pipeline.model import PollResult, Source, Spent, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Floors and ceilings of polling, from the settings."""

    #: never ask a source sooner
    floor: timedelta = timedelta(minutes=15)
    #: never leave a source longer
    ceiling: timedelta = timedelta(hours=6)
    #: a server that asks us to stay away is obeyed up to this long
    longest_absence: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When pages are visited again, from the settings. A page that stays as it is for a month is visited 20 times."""

    #: the first visit again after a page was new or had changed
    first: timedelta = timedelta(minutes=30)
    #: later ones after this share of the time since it last changed: visits thin out as it settles
    growth: float = 0.5
    #: ... but never later than this
    ceiling: timedelta = timedelta(days=7)
    #: a page that has not changed for so long is left alone
    settled: timedelta = timedelta(days=180)
    #: a page that cannot be had is given up after so many tries in a row
    tries: int = 8
    #: visits again within 24 hours, at most, to the pages of one story and of one host
    per_story: int = 500
    per_host: int = 200


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


def next_visit_at(visit: Visit, now: datetime, *, changed: bool, timetable: Timetable = Timetable()) -> datetime | None:
    """When to visit a page of a story again: ever more seldom while it stays as it is; None once it is settled."""
    quiet = timedelta(0) if changed else now - (visit.changed_at or visit.first_seen_at)
    if quiet > timetable.settled:
        return None
    return now + min(max(timetable.first, quiet * timetable.growth), timetable.ceiling)


def next_try_at(
    visit: Visit, now: datetime, *, retry_after_s: float | None, timetable: Timetable = Timetable()
) -> datetime | None:
    """When to try again a page that could not be had; None after too many tries in a row."""
    if visit.n_failures + 1 >= timetable.tries:
        return None
    wait = timedelta(minutes=15 * 4 ** min(visit.n_failures, 5))
    return now + max(wait, timedelta(seconds=min(max(retry_after_s or 0, 0), 86_400)))


def within_budget(due: Sequence[Visit], spent: Spent, timetable: Timetable) -> list[Visit]:
    """The visits that may be made now, in the order given: first ones always, of those again the freshest pages first.

    A page of several stories is paid for by the one that has most left. What is left out stays due.
    """
    stories, hosts = Counter(spent.by_story), Counter(spent.by_host)
    chosen = {v.article_id for v in due if v.n_visits == 0}
    again = (v for v in due if v.n_visits > 0)
    for visit in sorted(again, key=lambda v: v.changed_at or v.first_seen_at, reverse=True):
        host = host_of(visit.url)
        payer = min(visit.story_ids, key=lambda s: stories[s], default="")
        if stories[payer] < timetable.per_story and hosts[host] < timetable.per_host:
            stories[payer] += 1
            hosts[host] += 1
            chosen.add(visit.article_id)
    return [v for v in due if v.article_id in chosen]


def host_of(url: str) -> str:
    """The host's name; "" for an address that has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
