"""Requests with a body, to servers that stand in the settings."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from pipeline.clock import Clock
from pipeline.errors import FetchError, TooLarge
from pipeline.fetch.addresses import NO_BOOK
from pipeline.fetch.client import Client, Response
from pipeline.fetch.redirects import address
from pipeline.fetch.settings import FetchSettings
from pipeline.fetch.waiting import retry_after_s
from pipeline.model import FetchFailure, Page

#: what to do about a status that brought nothing
REMEDIES = {
    400: "it does not take the request: check the model and its parameters",
    401: "it wants another key",
    403: "it refuses the key",
    404: "it has nothing there: check the address and the model",
    429: "too many requests: tried again when it allows",
}


class Poster:
    """Posts to addresses that its user chose, which may lead anywhere, to this machine too. Follows no redirect."""

    def __init__(self, settings: FetchSettings, clock: Clock, *, max_bytes: int) -> None:
        self._settings = replace(settings, allow_private=True, max_bytes=max_bytes)
        self._clock = clock

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float) -> Page | FetchFailure:
        """The page that a success brings, whole and in time, or why there is none."""
        # not asyncio.run, which would wait for a name server beyond the deadline
        loop = asyncio.new_event_loop()
        try:
            return self._read(loop.run_until_complete(self._posted(url, body, headers, deadline_s)))
        except TooLarge:
            return self._failed(f"{address(url).host}: an answer beyond all measure, which is not read")
        except FetchError as wrong:
            return self._failed(str(wrong))
        finally:
            loop.close()

    async def _posted(self, url: str, body: bytes, headers: Mapping[str, str], deadline_s: float) -> Response:
        settings = replace(self._settings, total_deadline_s=deadline_s)
        client = Client(settings, addresses=NO_BOOK, resolver=None)
        try:
            return await client.post(address(url), headers, body, deadline_s=deadline_s)
        finally:
            await client.close()

    def _failed(self, error: str) -> FetchFailure:
        return FetchFailure(at=self._clock.now(), status=None, error=error)

    def _read(self, response: Response) -> Page | FetchFailure:
        now, status, headers = self._clock.now(), response.status, response.headers
        if not 200 <= status < 300:
            remedy = REMEDIES.get(status, "tried again later" if status >= 500 else "check the address")
            return FetchFailure(
                at=now,
                status=status,
                error=f"{response.url.host}: answered {status}; {remedy}",
                retry_after_s=retry_after_s(headers.get("retry-after"), date=headers.get("date"), now=now),
            )
        return Page(
            url=str(response.url),
            status=status,
            headers=headers,
            body=response.body,
            fetched_at=now,
            sha256=response.sha256,
        )
