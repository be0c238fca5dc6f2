"""The door of the room: a plain iterator over one event loop that runs in a thread of its own.

The loop goes on while the caller reads a page, so that a slow reader never makes a request time out.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine, Generator, Iterable
from concurrent.futures import Future
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp

from pipeline.clock import Clock
from pipeline.fetch.addresses import NO_BOOK, AddressBook
from pipeline.fetch.client import Client
from pipeline.fetch.settings import FetchSettings
from pipeline.fetch.wire import Wire
from pipeline.model import Answer, Source, Visit

Asked = TypeVar("Asked", Source, Visit)
Result = TypeVar("Result")

WEEK_S = 7 * 86_400


class Fetcher:
    """Asks for sources and pages. To be closed; best used as a context."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Clock,
        *,
        addresses: AddressBook = NO_BOOK,
        resolver: aiohttp.abc.AbstractResolver | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._thread.start()
        self._wire: Wire = self._submit(wired(settings, clock, addresses, resolver)).result()

    def answers(self, asked: Iterable[Asked]) -> Generator[tuple[Asked, Answer], None, None]:
        """Ask for each `url`, several at once, politely; answers come in the order asked.

        At most `concurrency` pages are held at a time. No failure is raised: it is an answer.
        """
        waiting: deque[tuple[Asked, Future[Answer]]] = deque()
        try:
            for item in asked:
                waiting.append((item, self._submit(self._answer(item))))
                if len(waiting) >= self._settings.concurrency:
                    yield taken(waiting)
            while waiting:
                yield taken(waiting)
        finally:
            for _, future in waiting:
                future.cancel()

    def get(self, url: str) -> Answer:
        """The answer for one address that a person gave; robots.txt is not asked, for no robot wants it."""
        return self._submit(self._wire.answer(url, {}, obey_robots=False)).result()

    def close(self) -> None:
        """Breaks off what is in flight and lets go of all connections. Closing twice does nothing."""
        if self._loop.is_closed():
            return
        self._submit(shut(self._wire.client)).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _answer(self, asked: Source | Visit) -> Answer:
        robots = self._settings.obey_robots and isinstance(asked, Visit)
        headers = {} if is_to_be_refreshed(asked, self._clock.now()) else validators(asked)
        return await self._wire.answer(asked.url, headers, obey_robots=robots)

    def _submit(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


async def wired(
    settings: FetchSettings, clock: Clock, addresses: AddressBook, resolver: aiohttp.abc.AbstractResolver | None
) -> Wire:
    """Built inside the loop, for the session belongs to it."""
    return Wire(Client(settings, addresses=addresses, resolver=resolver), settings, clock)


async def shut(client: Client) -> None:
    """Breaks off all tasks of the loop but this one, then closes the session."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await client.close()


def taken(waiting: deque[tuple[Asked, Future[Answer]]]) -> tuple[Asked, Answer]:
    """The first in the queue, once its answer is there."""
    item, future = waiting.popleft()
    return item, future.result()


def is_to_be_refreshed(asked: Source | Visit, now: datetime) -> bool:
    """Whether a source was last answered in an earlier week: some servers say 304 for ever.

    Each source has weeks of its own, so that not all of them are asked in full on the same day.
    """
    if not isinstance(asked, Source) or asked.ok_at is None:
        return False
    begins_s = asked.id * 7_919
    return (now.timestamp() + begins_s) // WEEK_S > (asked.ok_at.timestamp() + begins_s) // WEEK_S


def validators(asked: Source | Visit) -> dict[str, str]:
    """Headers that let the server say 304."""
    headers = {}
    if asked.etag:
        headers["If-None-Match"] = asked.etag
    if asked.last_modified:
        headers["If-Modified-Since"] = asked.last_modified
    return headers
