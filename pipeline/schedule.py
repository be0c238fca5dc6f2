"""When to ask again. Pure: the answers are stored as due times in rows."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from pipeline.model import Poll, PollResult, Source, Spent, Visit

#: a page that has changed so often is visited by its age
RESTLESS = 4

#: of a source's silence that it is left alone for
SILENCE_SHARE = 1 / 8
#: newest entries whose dates show the rhythm of a source, and those that show a burst
RHYTHM_DATES = 10
BURST_GAPS = 2


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When to ask a source again, and why then, in words for the user."""

    at: datetime
    why: str


def next_poll(source: Source, poll: Poll, *, retry_after_s: float | None, rhythm: Rhythm) -> Due:
    """When to ask `source` again: at its own pace while it answers, ever later while it fails.

    Its pace is half of the time that usually lies between its newest entries, and an eighth of its silence since; a
    server that says how long its answer is good for is believed up to the ceiling. Failing: the floor doubled with
    each failure in a row, spread by a quarter either way, so that sources which failed together do not return together.
    """
    if retry_after_s is not None:
        wait = max(min(timedelta(seconds=max(retry_after_s, 0)), rhythm.longest_absence), rhythm.floor)
        return Due(at=poll.at + wait, why=f"asked to be left alone for {told(wait)}")
    if poll.result is PollResult.FAILED:
        n = source.n_failures + 1
        wait = min(rhythm.floor * 2 ** min(n, 10), rhythm.ceiling) * spread(source.id, n)
        return Due(at=poll.at + max(wait, rhythm.floor), why=f"failed {n} times in a row" if n > 1 else "failed")
    wait, why = pace(source, poll)
    hint = timedelta(seconds=(poll.hint_s if poll.hint_s is not None else source.hint_s) or 0)
    if hint > wait:
        wait, why = hint, f"says that its answer is good for {told(hint)}"
    if wait < rhythm.floor:
        wait, why = rhythm.floor, f"{why}; never sooner than {told(rhythm.floor)}"
    if wait > rhythm.ceiling:
        wait, why = rhythm.ceiling, f"{why}; never later than {told(rhythm.ceiling)}"
    return Due(at=poll.at + wait, why=why)


def pace(source: Source, poll: Poll) -> tuple[timedelta, str]:
    """How long to wait by what the source itself does, and that in words."""
    usual_s = poll.rhythm_s if poll.rhythm_s is not None else source.rhythm_s
    last = poll.newest_at or source.news_at
    silence = max(poll.at - last, timedelta(0)) if last is not None else timedelta(0)
    if usual_s is not None and timedelta(seconds=usual_s / 2) >= silence * SILENCE_SHARE:
        return timedelta(seconds=usual_s / 2), f"brings something about every {told(timedelta(seconds=usual_s))}"
    if usual_s is None and (last is None or poll.result is PollResult.NEW):
        return timedelta(0), "has shown no rhythm yet"
    return silence * SILENCE_SHARE, f"has been silent for {told(silence)}"


def rhythm_s(dates: Iterable[datetime | None], at: datetime) -> float | None:
    """Seconds that usually lie between the newest of `dates`; None for fewer than three dates up to `at`.

    The last few count as much as the last ten where they came faster: a burst is followed closely.
    """
    newest = sorted({d for d in dates if d is not None and d <= at}, reverse=True)[: RHYTHM_DATES + 1]
    gaps = [(a - b).total_seconds() for a, b in pairwise(newest)]
    if len(gaps) < BURST_GAPS:
        return None
    return min(median(gaps), median(gaps[:BURST_GAPS]))


def spread(source_id: int, n: int) -> float:
    """A factor in [0.75, 1.25) that differs from source to source and from time to time, and is always the same."""
    return 0.75 + zlib.crc32(b"%d %d" % (source_id, n)) / 2**33


def told(wait: timedelta) -> str:
    """A duration in its largest round unit."""
    minutes = wait.total_seconds() / 60
    for size, name in ((1_440, "days"), (60, "hours")):
        if minutes >= 2 * size:
            return f"{minutes / size:.0f} {name}"
    return f"{minutes:.0f} minutes" if minutes >= 2 else f"{minutes * 60:.0f} seconds"


def next_visit_at(visit: Visit, now: datetime, *, changed: bool, timetable: Timetable = Timetable()) -> datetime | None:
    """When to visit a page of a story again: ever more seldom while it stays as it is; None once it is settled.

    A page that is another one at every visit (a live blog, or two texts in turn) is not followed closely for ever.
    """
    quiet = timedelta(0) if changed else now - (visit.changed_at or visit.first_seen_at)
    if changed and visit.n_changes >= RESTLESS:
        quiet = (now - visit.first_seen_at) / 4
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
