"""What visiting costs: `python -m tests.bench.bench_visits`.

A story of 2,000 pages, visited for a month of a virtual clock by the road itself, every hour, on the store that the
program uses; the pages never change. Prints the requests beside the documented budget, and the CPU time of a visit that
finds no change beside a bare sqlite3 transaction that writes as many rows.
"""

import hashlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.store import open_store
from pipeline import dedupe, relate
from pipeline.cells import Cells
from pipeline.clock import VirtualClock
from pipeline.extract import version_of_text
from pipeline.follow import follow
from pipeline.model import Answer, Entry, NotModified, Page, Poll, PollResult, SourceKind, Story, Visit
from pipeline.polling import Asked
from pipeline.schedule import Timetable

START = datetime(2033, 1, 3, tzinfo=UTC)
N_PAGES = 2_000
N_HOSTS = 40
DAYS = 30
#: the budget that docs/architecture.md gives
BUDGET = N_PAGES + DAYS * Timetable().per_story
#: CPU milliseconds that a visit without a change may take
LIMIT_MS = 2.0
TITLE = "Dredging of Marn harbour"
TEXT = (
    "The dredging of Marn harbour will go on until the spring, the harbour board of Marn said on Monday in its report. "
    "The board said that the dredging of the harbour at Marn has taken longer because of the winter storms. "
)
PAGE = f"<html lang='en'><title>{TITLE}</title><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article>"
SEED = version_of_text(TEXT, url="https://own.example/1", outlet="Own", title=TITLE, at=START)


class Web:
    """Answers every first visit with a page, every other one with "not modified"."""

    def __init__(self, clock: VirtualClock) -> None:
        self.n_asked = self.n_again = 0
        #: CPU seconds that the road took over answers without a change
        self.again_s = 0.0
        self._clock = clock

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        for one in asked:
            self.n_asked += 1
            answer = self._answer(one)
            start = time.process_time()
            yield one, answer
            if isinstance(answer, NotModified):
                self.n_again += 1
                self.again_s += time.process_time() - start

    def _answer(self, one: object) -> Answer:
        now = self._clock.now()
        if isinstance(one, Visit) and one.n_visits == 0:
            raw = PAGE.encode()
            digest = hashlib.sha256(raw).hexdigest()
            return Page(url=one.url, status=200, headers={"etag": '"1"'}, body=raw, fetched_at=now, sha256=digest)
        return NotModified(at=now)


def bare_ms(folder: Path) -> float:
    """CPU milliseconds of a sqlite3 transaction with the rows of a visit: one inserted, one changed."""
    with sqlite3.connect(folder / "bare.db", isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY, article_id INT, at TEXT, status INT)")
        connection.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, due_at TEXT, n INT)")
        connection.executemany("INSERT INTO articles VALUES (?, '', 0)", [(n,) for n in range(N_PAGES)])
        start = time.process_time()
        for n in range(N_PAGES):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO visits (article_id, at, status) VALUES (?, '2033-01-03', 304)", (n,))
            connection.execute("UPDATE articles SET due_at = '2033-01-04', n = n + 1 WHERE id = ?", (n,))
            connection.execute("COMMIT")
        return (time.process_time() - start) / N_PAGES * 1000


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        n_requests, visit_ms = month(folder)
        bare = bare_ms(folder)
    print(f"requests for {N_PAGES} pages in {DAYS} days: {n_requests} (budget {BUDGET})")
    print(
        f"a visit without a change: {visit_ms:.2f} ms CPU (limit {LIMIT_MS:g}), {visit_ms / bare:.1f} bare transactions"
    )
    return 0 if n_requests <= BUDGET and visit_ms <= LIMIT_MS else 1


def month(folder: Path) -> tuple[int, float]:
    """Requests made, and CPU milliseconds of a visit that found no change."""
    store = open_store(f"sqlite:///{folder / 'store.db'}", fingerprints=dedupe.fingerprints)
    clock = VirtualClock(START)
    story = Story(id="marn", name="Marn", profile=relate.profile_of([SEED]), created_at=START)
    store.add_story(story)
    source = store.add_source(SourceKind.FEED, "https://feed.example/f", "F", ("marn",), START + timedelta(days=99))
    urls = [f"https://h{n % N_HOSTS}.example/{n}" for n in range(N_PAGES)]
    entries = tuple(Entry(url=u, listed_url=u, title="Marn", published_at=START, fingerprint="1") for u in urls)
    later = START + timedelta(days=99)
    store.record_polls(
        [Poll(source_id=source.id, at=START, result=PollResult.NEW, status=200, entries=entries, due_at=later)]
    )
    web = Web(clock)
    with Cells() as cells:
        for hour in range(DAYS * 24):
            clock.set(START + timedelta(hours=hour))
            for _ in follow(fetcher=web, cells=cells, store=store, clock=clock):
                pass
    store.close()
    return web.n_asked, web.again_s / web.n_again * 1000


if __name__ == "__main__":
    sys.exit(main())
