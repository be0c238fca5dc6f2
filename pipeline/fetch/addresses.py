"""Where a URL's host really is: an address book for hosts that are served elsewhere than the world thinks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from yarl import URL

from pipeline.errors import Unreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A server that speaks plain HTTP."""

    ip: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """Hosts and the servers that answer for them; these may be private, for they were listed on purpose."""

    #: lower-case host name -> server
    places: Mapping[str, Place]
    #: whether there is no other host in the world
    closed: bool

    @classmethod
    def loopback(cls, hosts: Iterable[str], port: int) -> Self:
        """All of `hosts` are answered by one server on this machine, and there are no others."""
        place = Place(ip="127.0.0.1", port=port)
        return cls(places={host.lower(): place for host in hosts}, closed=True)

    def route(self, url: URL) -> URL:
        """What to connect to for `url`; the Host header stays the URL's. Raises Unreachable for a host that is not."""
        place = self.places.get(host_of(url))
        if place is not None:
            return url.with_scheme("http").with_host(place.ip).with_port(place.port)
        if self.closed:
            raise Unreachable(f"{url.host}: not in the address book; only its hosts can be reached")
        return url


def host_of(url: URL) -> str:
    """The host's name as people write it."""
    # yarl would read every name anew as one that might not be ASCII
    raw = url.raw_host or ""
    return url.host or "" if "xn--" in raw else raw


#: the world as it is
NO_BOOK = AddressBook(places={}, closed=False)
