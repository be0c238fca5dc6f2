"""From a URL to an `Answer`: all the manners of the room, applied in order."""

from collections.abc import Mapping

import structlog
from yarl import URL

from pipeline.clock import Clock
from pipeline.errors import BadStatus, FetchError
from pipeline.fetch.addresses import host_of
from pipeline.fetch.client import Client, Response
from pipeline.fetch.politeness import Politeness
from pipeline.fetch.redirects import Followed, Road, anywhere
from pipeline.fetch.robots import Robots
from pipeline.fetch.settings import FetchSettings
from pipeline.fetch.waiting import retry_after_s
from pipeline.model import Answer, FetchFailure, NotModified, Page
from pipeline.urls import shown

#: pages that say something about the article: that it is gone
GONE = frozenset({404, 410})

#: what to do about a status that brought nothing
REMEDIES = {
    304: "it says that nothing changed, though nothing was known: tried again later",
    401: "it wants a login: add credentials for it, or remove it",
    403: "it refuses us: ask the site for leave, or remove it",
    429: "too many requests: tried again when it allows",
}


class Wire:
    """What lives in the event loop: client, turns and rules of robots."""

    def __init__(self, client: Client, settings: FetchSettings, clock: Clock) -> None:
        def interval(host: str) -> float:
            own = settings.of(host).interval_s
            return settings.per_host_interval_s if own is None else own

        self.client = client
        self._clock = clock
        self._politeness = Politeness(interval, clock)
        self._road = Road(client, self._politeness, settings)
        self._robots = Robots(settings.user_agent, clock, self._plain)

    async def answer(self, url: str, headers: Mapping[str, str], *, obey_robots: bool) -> Answer:
        """The page, or why there is none."""
        try:
            followed = await self._road.follow(url, headers, self._permitted if obey_robots else anywhere)
            return self._read(followed, conditional=bool(headers))
        except BadStatus as wrong:
            return FetchFailure(
                at=self._clock.now(), status=wrong.status, error=str(wrong), retry_after_s=wrong.retry_after_s
            )
        except FetchError as wrong:
            return FetchFailure(at=self._clock.now(), status=None, error=str(wrong))
        except Exception as wrong:
            # one server's answer must not be the end of the run, whatever it is that nobody thought of
            log = structlog.get_logger()
            log.exception("request broke", url=url)
            error = f"{shown(url)}: the request broke ({type(wrong).__name__}); report it"
            return FetchFailure(at=self._clock.now(), status=None, error=error)

    async def _permitted(self, url: URL) -> None:
        """Raises RefusedByRobots; remembers the pause that the site asks for."""
        self._politeness.slow_down(host_of(url), await self._robots.refuse(url))

    async def _plain(self, url: str) -> Response:
        return (await self._road.follow(url, {})).response

    def _read(self, followed: Followed, *, conditional: bool) -> Page | NotModified:
        response = followed.response
        now = self._clock.now()
        if response.status == 304 and conditional:
            return NotModified(at=now, moved_to=followed.moved_to)
        if not 200 <= response.status < 300 and response.status not in GONE:
            raise self._refused(response)
        return Page(
            url=str(response.url),
            moved_to=followed.moved_to,
            status=response.status,
            headers=response.headers,
            body=response.body,
            fetched_at=now,
            sha256=response.sha256,
        )

    def _refused(self, response: Response) -> BadStatus:
        """The error for a status that is no success; a host that wants to be left alone is."""
        status, host = response.status, host_of(response.url)
        wait_s = None
        if status in (429, 503):
            headers = response.headers
            wait_s = retry_after_s(headers.get("retry-after"), date=headers.get("date"), now=self._clock.now())
        if wait_s:
            self._politeness.close(host, wait_s)
        remedy = REMEDIES.get(status, "tried again later" if status >= 500 else "check the address")
        return BadStatus(f"{host}: answered {status}; {remedy}", status=status, retry_after_s=wait_s)
