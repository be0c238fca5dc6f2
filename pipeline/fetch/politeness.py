"""One request at a time to each host, a pause between the starts, and none while the host wants to be left alone."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.clock import Clock
from pipeline.errors import BadStatus

#: the clock tells whole seconds: one more makes up for what it cuts off
TICK = timedelta(seconds=1)


@dataclass(slots=True, kw_only=True)
class Host:
    """What is owed to one host."""

    #: held while a request is in flight
    slot: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: no request may start earlier
    free_at: datetime | None = None
    #: asked to stay away until then
    closed_until: datetime | None = None
    #: the pause that its robots.txt asks for
    crawl_delay_s: float = 0


class Politeness:
    """The turns of all hosts; lives in one event loop."""

    def __init__(self, interval_s: Callable[[str], float], clock: Clock) -> None:
        #: the pause that the settings want between the starts of two requests to a host
        self._interval_s = interval_s
        self._clock = clock
        self._hosts: defaultdict[str, Host] = defaultdict(Host)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until a request to `host` may start; its next one waits until this is over.

        Raises BadStatus while the host wants to be left alone.
        """
        known = self._hosts[host]
        async with known.slot:
            self._refuse_while_closed(host, known)
            now = self._clock.now()
            if known.free_at is not None and known.free_at > now:
                await self._clock.sleep((known.free_at - now).total_seconds())
            pause_s = max(self._interval_s(host), known.crawl_delay_s)
            if pause_s:
                known.free_at = self._clock.now() + timedelta(seconds=pause_s) + TICK
            yield

    def close(self, host: str, seconds: float) -> None:
        """`host` asked to be left alone for so long."""
        self._hosts[host].closed_until = self._clock.now() + timedelta(seconds=seconds)

    def slow_down(self, host: str, crawl_delay_s: float) -> None:
        """`host` asks in its robots.txt for a pause between requests."""
        self._hosts[host].crawl_delay_s = crawl_delay_s

    def _refuse_while_closed(self, host: str, known: Host) -> None:
        if known.closed_until is None:
            return
        left_s = (known.closed_until - self._clock.now()).total_seconds()
        if left_s > 0:
            raise BadStatus(
                f"{host}: asked to be left alone until {known.closed_until:%F %H:%M} UTC; asked again then",
                status=429,
                retry_after_s=left_s,
            )
