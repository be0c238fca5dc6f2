"""Answers from archives: sources that are files on this machine, and the pages that they hold, each with its own date.

what is asked for -> on the shelf? -> its page as it was recorded
                                  -> else the network
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipeline.clock import Clock
from pipeline.errors import FetchError, ParseError
from pipeline.fetch.inflate import Inflater
from pipeline.model import Answer, FetchFailure, NotModified, Page, Source, SourceKind, Visit
from pipeline.polling import Asked, Fetcher
from pipeline.sources.archive import MOST_BYTES, Capture, captures, content, path_of
from pipeline.urls import canonical


@dataclass
class Shelf:
    """The pages of all archives, by the identity of their articles; read once, and again when an archive changes."""

    _read: dict[str, tuple[str, dict[str, list[Capture]]]] = field(default_factory=dict)

    def pages(self, source: Source) -> dict[str, list[Capture]]:
        """The pages of one archive, oldest first. Raises ParseError."""
        now = state_of(path_of(source.url))
        known = self._read.get(source.url)
        if known is None or known[0] != now:
            found: dict[str, list[Capture]] = defaultdict(list)
            for capture in sorted(captures(path_of(source.url))):
                found[canonical(capture.url)].append(capture)
            known = self._read[source.url] = (now, dict(found))
        return known[1]


class WithArchives:
    """A fetcher that looks on the shelf first."""

    def __init__(self, fetcher: Fetcher, archives: Iterable[Source], shelf: Shelf, clock: Clock) -> None:
        self._fetcher = fetcher
        self._archives = [s for s in archives if s.kind is SourceKind.ARCHIVE and not s.paused]
        self._shelf = shelf
        self._clock = clock

    def answers(self, asked: Iterable[Asked]) -> Iterator[tuple[Asked, Answer]]:
        """As the network's; what is on the shelf is read only when its turn comes."""
        turns: deque[tuple[Asked, bool]] = deque()

        def elsewhere() -> Iterator[Asked]:
            for item in asked:
                on_shelf = self._is_on_shelf(item)
                turns.append((item, on_shelf))
                if not on_shelf:
                    yield item

        for item, answer in self._fetcher.answers(elsewhere()):
            yield from self._shelved(turns)
            turns.popleft()
            yield item, answer
        yield from self._shelved(turns)

    def _shelved(self, turns: "deque[tuple[Asked, bool]]") -> Iterator[tuple[Asked, Answer]]:
        """What is first in the queue and on the shelf."""
        while turns and turns[0][1]:
            item, _ = turns.popleft()
            yield item, self._answer(item)

    def _is_on_shelf(self, item: Source | Visit) -> bool:
        if isinstance(item, Source):
            return item.kind is SourceKind.ARCHIVE
        return bool(self._captures(item))

    def _answer(self, item: Source | Visit) -> Answer:
        at = self._clock.now()
        try:
            return listed(item, at) if isinstance(item, Source) else self._visited(item)
        except (ParseError, FetchError) as wrong:
            return FetchFailure(at=at, status=None, error=f"{item.url}: {wrong}")

    def _visited(self, visit: Visit) -> Answer:
        """The page as it was recorded next; once all its captures have been read it stays as it is."""
        found = self._captures(visit)
        if visit.n_visits >= len(found):
            return NotModified(at=self._clock.now())
        capture = found[visit.n_visits]
        headers, packed = content(capture)
        body = unpacked(packed, headers.get("content-encoding", ""), capture.url)
        kept = {name: value for name, value in headers.items() if name == "content-type"}
        sha256 = hashlib.sha256(body).hexdigest()
        return Page(url=capture.url, status=200, headers=kept, body=body, fetched_at=capture.at, sha256=sha256)

    def _captures(self, visit: Visit) -> list[Capture]:
        """Pages of the article on the shelf, oldest first; an archive that cannot be read has none."""
        found: list[Capture] = []
        for source in self._archives:
            try:
                found += self._shelf.pages(source).get(visit.article_url, [])
            except ParseError:
                continue  # the source's own poll says so
        return sorted(found)


def listed(source: Source, at: datetime) -> Page:
    """The answer of an archive: its state instead of its bytes, so that it is read again only when it changes."""
    body = state_of(path_of(source.url)).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Page(url=source.url, status=200, headers={}, body=body, fetched_at=at, sha256=sha256)


def state_of(path: Path) -> str:
    """Changes when the archive does. Raises ParseError where there is none."""
    try:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        return "\n".join(f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files)
    except OSError as wrong:
        raise ParseError(f"cannot be read ({wrong.strerror}); check the path, or remove the source") from wrong


def unpacked(body: bytes, coding: str, url: str) -> bytes:
    """The plain body; as it is where a crawler had unpacked it already. Raises TooLarge."""
    if not coding:
        return body
    try:
        inflater = Inflater(coding, max_bytes=MOST_BYTES, host=url)
        inflater.feed(body)
        return inflater.done()
    except FetchError:
        return body
