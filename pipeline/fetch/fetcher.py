"""The door of the room: a plain iterator over one event loop that runs in a thread of its own.

The loop goes on while the caller reads a page, so that a slow reader never makes a request time out.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine, Generator, Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from itertools import islice
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
#: of those that may wait so large a part is handed over to the loop at a time: to wake it for each costs a tenth of one
HANDED_OVER = 4


class Awaited:
    """An answer on its way from the loop to whoever asked."""

    def __init__(self) -> None:
        self._there: Future[Answer] = Future()
        self._task: asyncio.Task[Answer] | None = None

    def begin(self, task: asyncio.Task[Answer]) -> None:
        """In the loop: `task` finds the answer."""
        self._task = task
        task.add_done_callback(self._pass_on)

    def cancel(self) -> None:
        """In the loop: nobody waits any longer."""
        if self._task is not None:
            self._task.cancel()

    def result(self) -> Answer:
        """In the thread that asked, which waits for it."""
        return self._there.result()

    def _pass_on(self, task: asyncio.Task[Answer]) -> None:
        if task.cancelled():
            self._there.cancel()
        elif (wrong := task.exception()) is not None:
            self._there.set_exception(wrong)
        else:
            self._there.set_result(task.result())


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
        waiting: deque[tuple[Asked, Awaited]] = deque()
        most = self._settings.concurrency
        rest = iter(asked)
        try:
            while True:
                if len(waiting) <= most - max(most // HANDED_OVER, 1):
                    waiting.extend(self._begun(list(islice(rest, most - len(waiting)))))
                if not waiting:
                    return
                yield taken(waiting)
        finally:
            self._break_off([awaited for _, awaited in waiting])

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

    def _begun(self, items: Sequence[Asked]) -> list[tuple[Asked, Awaited]]:
        """The items with the answers that they will have."""
        begun = [(item, Awaited()) for item in items]

        def begin() -> None:
            for item, awaited in begun:
                awaited.begin(self._loop.create_task(self._answer(item)))

        if begun:
            self._loop.call_soon_threadsafe(begin)
        return begun

    def _break_off(self, begun: Sequence[Awaited]) -> None:
        def cancel() -> None:
            for awaited in begun:
                awaited.cancel()

        if begun and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(cancel)

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


def taken(waiting: deque[tuple[Asked, Awaited]]) -> tuple[Asked, Answer]:
    """The first in the queue, once its answer is there."""
    item, awaited = waiting.popleft()
    return item, awaited.result()


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
