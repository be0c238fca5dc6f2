"""What a site lets robots read (RFC 9309)."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego
from yarl import URL

from pipeline.clock import Clock
from pipeline.errors import BadStatus, FetchError, RefusedByRobots
from pipeline.fetch.client import Response

#: RFC 9309, 2.4: not longer than a day
KEPT = timedelta(days=1)
#: a site whose rules cannot be had is asked again sooner
KEPT_UNKNOWN = timedelta(hours=1)
#: a longer crawl-delay would hold up the run
LONGEST_PAUSE_S = 60.0
#: RFC 9309, 2.5: at least 500 KiB are read
READ_BYTES = 500 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One site's rules, as they were had."""

    until: datetime
    #: None: they could not be had, so nothing may be read
    parsed: Protego | None


class Robots:
    """The rules of all sites, asked for once a day. Lives in one event loop."""

    def __init__(self, user_agent: str, clock: Clock, fetch: Callable[[str], Awaitable[Response]]) -> None:
        # RFC 9309, 2.2.1: rules name the product alone
        self._product = user_agent.partition("/")[0].strip()
        self._clock = clock
        self._fetch = fetch
        self._rules: dict[URL, Rules] = {}
        self._asking: defaultdict[URL, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def refuse(self, url: URL) -> float:
        """Seconds to leave between requests.

        Raises RefusedByRobots where `url` may not be read, BadStatus where its host wants to be left alone.
        """
        origin = url.origin()
        async with self._asking[origin]:
            rules = self._rules.get(origin)
            if rules is None or rules.until <= self._clock.now():
                rules = self._rules[origin] = await self._ask(origin)
        if rules.parsed is None:
            raise RefusedByRobots(
                f"{url.host}: robots.txt cannot be had, so its pages are left alone; tried again later"
            )
        if not rules.parsed.can_fetch(str(url), self._product):
            raise RefusedByRobots(
                f"{url.host}: robots.txt forbids {url.path[:80]}; ask the site for leave, or pause the source"
            )
        return min(float(rules.parsed.crawl_delay(self._product) or 0), LONGEST_PAUSE_S)

    async def _ask(self, origin: URL) -> Rules:
        now = self._clock.now()
        try:
            response = await self._fetch(str(origin / "robots.txt"))
        except BadStatus:
            # the host wants to be left alone for now: that says nothing about its rules
            raise
        except FetchError:
            return Rules(until=now + KEPT_UNKNOWN, parsed=None)
        if response.status >= 500 or response.status == 429:
            return Rules(until=now + KEPT_UNKNOWN, parsed=None)
        # RFC 9309, 2.3.1.3: a site without a file has no rules
        text = response.body[:READ_BYTES].decode("utf-8", "replace") if response.status == 200 else ""
        return Rules(until=now + KEPT, parsed=Protego.parse(text))
