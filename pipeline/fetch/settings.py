"""How the network is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    #: whether pages are asked for only where robots.txt allows it; feeds are fetched as published
    obey_robots: bool = True
    #: origin (`https://host` or `https://host:port`) -> headers that are sent there and nowhere else
    credentials: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
