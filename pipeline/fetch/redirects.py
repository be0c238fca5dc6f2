"""Following redirects by hand, so that each hop is checked, takes its turn, and gets only what is meant for it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from yarl import URL

from pipeline.errors import RefusedAddress, TooLarge, Unreachable
from pipeline.fetch.addresses import host_of
from pipeline.fetch.client import Client, Response
from pipeline.fetch.politeness import Politeness
from pipeline.fetch.settings import FetchSettings
from pipeline.urls import refuse_unfetchable, shown

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The last answer of a chain of redirects."""

    response: Response
    #: where the permanent redirects at the chain's beginning lead; None when it does not begin with one
    moved_to: str | None


#: asked before each request; raises an error of the tree where it may not be made
Permit = Callable[[URL], Awaitable[None]]


async def anywhere(_: URL) -> None:
    """For requests that no site's rules are about."""


class Road:
    """From a URL to the answer at the end of its redirects."""

    def __init__(self, client: Client, politeness: Politeness, settings: FetchSettings) -> None:
        self._client = client
        self._politeness = politeness
        self._settings = settings

    async def follow(self, url: str, headers: Mapping[str, str], permit: Permit = anywhere) -> Followed:
        """The answer at the end; `permit` is asked before each hop and raises where one may not go.

        Raises RefusedAddress, Unreachable, TooLarge for a chain without end, BadStatus for a host that is closed.
        """
        here = address(url)
        permanent, moved_to = True, None
        left_s = self._settings.total_deadline_s
        clock = asyncio.get_running_loop().time
        for _ in range(self._settings.max_redirects + 1):
            await permit(here)
            async with self._politeness.turn(host_of(here)):
                started = clock()
                response = await self._client.get(here, headers, deadline_s=left_s)
                left_s -= clock() - started
            location = response.headers.get("location")
            if response.status not in REDIRECTS or location is None:
                return Followed(response=response, moved_to=moved_to)
            here = address(str(joined(here, location)))
            permanent = permanent and response.status in PERMANENT
            moved_to = str(here) if permanent else moved_to
        raise TooLarge(
            f"{here.host}: more than {self._settings.max_redirects} redirects; check the address {shown(url)}"
        )


def address(url: str) -> URL:
    """`url`, checked. Raises RefusedAddress."""
    refuse_unfetchable(url)
    try:
        # the fragment is the browser's business
        return URL(url).with_fragment(None)
    except ValueError as wrong:
        raise RefusedAddress(f"{shown(url)}: not an address that can be read; correct it") from wrong


def joined(here: URL, location: str) -> URL:
    """Where `location` leads from `here`."""
    try:
        return here.join(URL(location))
    except ValueError as wrong:
        raise Unreachable(f"{here.host}: redirects to an address that cannot be read; tried again later") from wrong
