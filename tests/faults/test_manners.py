"""Manners, proved by a server that logs: one request in flight to a host, its pause between the starts, its wishes."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.fetch import Fetcher, FetchSettings, HostSettings
from pipeline.model import FetchFailure, Page, Poll
from tests.faults.road import road
from tests.integration.fetch.web import NOW, Request, SteppingClock, Web, answer, redirect, source, visit

INTERVAL = timedelta(seconds=5)
POLITE = FetchSettings(per_host_interval_s=5, allow_private=True, total_deadline_s=5, obey_robots=False)
FEED = b"<rss version='2.0'><channel></channel></rss>"


@dataclass
class LoggingServer:
    """Keeps when each host was asked for what, by the program's own clock, and how many requests were in flight."""

    clock: SteppingClock
    starts: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    paths: list[str] = field(default_factory=list)
    most: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    in_flight: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> bytes:
        host = request.headers["host"]
        with self.lock:
            self.starts[host].append(self.clock.at)
            self.paths.append(host + request.path)
            self.in_flight[host] += 1
            self.most[host] = max(self.most[host], self.in_flight[host])
        time.sleep(0.01)
        with self.lock:
            self.in_flight[host] -= 1
        return self.says(request)

    def says(self, request: Request) -> bytes:
        if request.path == "/moved":
            return redirect("/feed")
        if request.path == "/busy":
            return answer(status=429, retry_after="600")
        return answer(FEED)


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def server(clock: SteppingClock) -> LoggingServer:
    return LoggingServer(clock)


@pytest.fixture
def web(server: LoggingServer) -> Iterator[Web]:
    with Web(server) as opened:
        yield opened


def test_twenty_sources_on_one_host_are_asked_one_after_the_other(
    web: Web, server: LoggingServer, clock: SteppingClock
) -> None:
    urls = [f"http://one.test/{n}" if n % 4 else "http://one.test/moved" for n in range(20)]
    urls += [f"http://two.test/{n}" for n in range(5)]
    with Fetcher(POLITE, clock, addresses=web.book("one.test", "two.test")) as fetcher:
        found = [a for _, a in fetcher.answers([source(u) for u in urls])]
    assert all(isinstance(a, Page) for a in found)
    assert (len(server.starts["one.test"]), len(server.starts["two.test"])) == (25, 5)
    for starts in server.starts.values():
        assert all(b - a >= INTERVAL for a, b in pairwise(starts))
    assert set(server.most.values()) == {1}


def test_nothing_is_asked_before_retry_after_is_over_however_many_sources_wait(
    web: Web, server: LoggingServer, clock: SteppingClock, tmp_path: Path
) -> None:
    with road(tmp_path, web, "one.test", settings=POLITE) as dam:
        server.clock = dam.clock
        dam.add("http://one.test/busy")
        for n in range(19):
            dam.add(f"http://one.test/{n}")
        polls = [p for p in dam.cycle() if isinstance(p, Poll)]
        assert len(polls) == 20
        assert server.paths == ["one.test/busy"]
        assert min(s.due_at for s in dam.store.sources()) >= NOW + timedelta(seconds=600)
        assert dam.cycle(timedelta(seconds=300)) == []
        dam.cycle(timedelta(minutes=15))
        assert len(server.paths) > 1
        assert all(at >= NOW + timedelta(seconds=600) for at in server.starts["one.test"][1:])


def test_a_host_has_a_pause_of_its_own(web: Web, server: LoggingServer, clock: SteppingClock) -> None:
    settings = FetchSettings(
        per_host_interval_s=0, allow_private=True, obey_robots=False, hosts={"one.test": HostSettings(interval_s=60)}
    )
    with Fetcher(settings, clock, addresses=web.book("one.test", "two.test")) as fetcher:
        list(fetcher.answers([source(f"http://{h}.test/{n}") for n in range(3) for h in ("one", "two")]))
    assert all(b - a >= timedelta(seconds=60) for a, b in pairwise(server.starts["one.test"]))
    assert clock.at - NOW < timedelta(seconds=130)


def test_a_host_that_is_switched_off_is_never_asked(web: Web, server: LoggingServer, clock: SteppingClock) -> None:
    settings = FetchSettings(per_host_interval_s=0, hosts={"one.test": HostSettings(disabled=True)})
    with Fetcher(settings, clock, addresses=web.book("one.test", "two.test")) as fetcher:
        ((_, found),) = fetcher.answers([visit("http://one.test/a")])
    assert isinstance(found, FetchFailure)
    assert server.paths == []


def test_pages_to_many_hosts_are_not_held_up_by_a_busy_one(web: Web, clock: SteppingClock) -> None:
    hosts = [f"h{n}.test" for n in range(40)]
    with Fetcher(POLITE, clock, addresses=web.book(*hosts)) as fetcher:
        found = list(fetcher.answers([source(f"http://{h}/") for h in hosts]))
    assert len(found) == 40
    assert clock.at == NOW
