"""How the network is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSettings:
    """What holds for one host alone."""

    #: between the starts of two requests; None: as for all
    interval_s: float | None = None
    #: never asked
    disabled: bool = False
    #: sent with each request to it, over http too
    headers: Mapping[str, str] = field(default_factory=dict)
    #: cookies that it sets are sent back to it until the program ends
    keep_cookies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """Limits and manners of all requests."""

    #: names the program and a way to reach who runs it
    user_agent: str = "storyledger/0.1 (follows published news stories; no contact configured)"
    #: from the first byte sent to the last byte read, over all redirects; waiting for one's turn is not counted
    total_deadline_s: float = 30
    #: of a body, after decompression
    max_bytes: int = 10 * 1024 * 1024
    #: of one header line; there may be 128
    max_header_bytes: int = 32 * 1024
    max_redirects: int = 5
    #: requests in flight over all hosts
    concurrency: int = 20
    #: between the starts of two requests to the same host
    per_host_interval_s: float = 5
    #: whether loopback, private and other addresses that are not public may be connected to
    allow_private: bool = False
    #: networks that may be connected to though they are not public ("10.1.0.0/16")
    allow_networks: tuple[str, ...] = ()
    #: whether pages are asked for only where robots.txt allows it; feeds are fetched as published
    obey_robots: bool = True
    #: origin (`https://host` or `https://host:port`) -> headers that are sent there and nowhere else
    credentials: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    #: lower-case host -> what holds for it alone
    hosts: Mapping[str, HostSettings] = field(default_factory=dict)
    #: URL of an HTTP proxy that all requests go through; it may hold a password. None: straight
    proxy: str | None = field(default=None, repr=False)
    #: hosts that are asked straight all the same; with a leading dot, all hosts under that name
    no_proxy: tuple[str, ...] = ()

    def of(self, host: str) -> HostSettings:
        """What holds for `host` alone."""
        return self.hosts.get(host.lower(), HostSettings())

    def proxy_for(self, host: str) -> str | None:
        """The proxy through which `host` is asked."""
        around = any(host == name or (name.startswith(".") and host.endswith(name)) for name in self.no_proxy)
        return None if around else self.proxy
