"""Where the concrete parts are put together: settings, clock, store, fetcher. Nobody else does."""

import os
import socket
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from config.settings import FetchSection, Loaded, Settings, load, revealed
from pipeline.cells import Cells, Limits
from pipeline.cli.options import Call
from pipeline.clock import Clock, SystemClock
from pipeline.model import Version
from pipeline.schedule import Rhythm, Timetable

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.fetch import Fetcher, FetchSettings
    from pipeline.ledger import Context
    from pipeline.opinions import Counsel


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a command works with."""

    settings: Settings
    clock: Clock
    store: "Store"


def loaded(call: Call) -> Loaded:
    """The settings, the global options on top. Raises SettingsError."""
    return load(call.config, options=options(call))


def options(call: Call) -> Mapping[str, str | None]:
    """The settings that the global options give, by their keys."""
    return {"store.url": call.store, "log.level": "debug" if call.verbose else None}


@contextmanager
def opened(call: Call, *, create: bool = False) -> Iterator[Parts]:
    """Settings, clock and store; the store is made when there is none only with `create`."""
    settings = loaded(call).settings
    with opened_store(store_url(settings), create=create) as store:
        yield Parts(settings=settings, clock=SystemClock(), store=store)


def fingerprints(version: Version, boilerplate: Set[int]) -> Sequence[int]:
    """Of a text, for the copy index; those who only read never load what makes them."""
    from pipeline import dedupe

    return dedupe.fingerprints(version, boilerplate)


@contextmanager
def opened_store(url: str, *, create: bool) -> "Iterator[Store]":
    from db.store import open_store

    store = open_store(url, fingerprints=fingerprints, create=create)
    try:
        yield store
    finally:
        store.close()


def store_url(settings: Settings) -> str:
    """The store's URL with its password in it. For opening it, never for showing it."""
    secret = settings.store.password
    if secret is None or settings.store.url.startswith("sqlite"):
        return settings.store.url
    parts = urlsplit(settings.store.url)
    user, _, host = parts.netloc.rpartition("@")
    named = f"{user.partition(':')[0]}:{quote(secret.get_secret_value(), safe='')}@{host}"
    return urlunsplit(parts._replace(netloc=named))


def fetcher(settings: Settings, clock: Clock) -> "Fetcher":
    """To be used as a context."""
    from pipeline.fetch import Fetcher

    return Fetcher(fetch_settings(settings.fetch), clock)


def fetch_settings(section: FetchSection) -> "FetchSettings":
    from pipeline.fetch import FetchSettings, HostSettings

    contact = f" (+{section.contact})" if section.contact else ""
    return FetchSettings(
        user_agent=section.user_agent + contact,
        total_deadline_s=section.total_deadline_s,
        max_bytes=section.max_bytes,
        concurrency=section.concurrency,
        per_host_interval_s=section.per_host_interval_s,
        obey_robots=section.obey_robots,
        allow_private=section.allow_private,
        allow_networks=section.allow_networks,
        max_header_bytes=section.max_header_bytes,
        max_redirects=section.max_redirects,
        proxy=(revealed(section.proxy) if section.proxy.startswith(("env:", "file:")) else section.proxy) or None,
        no_proxy=section.no_proxy,
        credentials={
            f"https://{host.lower()}": {name: revealed(where) for name, where in of.secrets.items()}
            for host, of in section.hosts.items()
            if of.secrets
        },
        hosts={
            host.lower(): HostSettings(
                interval_s=of.interval_s, disabled=of.disabled, headers=of.headers, keep_cookies=of.keep_cookies
            )
            for host, of in section.hosts.items()
        },
    )


def cells(settings: Settings) -> Cells:
    """Where bytes of strangers are read; to be used as a context."""
    parse = settings.parse
    return Cells(Limits(deadline_s=parse.deadline_s, memory_bytes=parse.memory_mb * 2**20, n=parse.workers))


def context(settings: Settings) -> "Context":
    """Which changes are worth a human's look."""
    from pipeline.ledger import Context

    flags = settings.flags
    return Context(
        threshold=flags.threshold,
        claim_threshold=flags.claim_threshold,
        claims_per_article=flags.claims_per_article,
    )


def counsel(settings: Settings, clock: Clock) -> "Counsel | None":
    """Who is asked for second opinions; None when nobody is."""
    section = settings.opinions
    if not section.backend:
        return None
    from pipeline.fetch import Poster
    from pipeline.opinions import LONGEST, Counsel, Endpoint, backend

    endpoint = Endpoint(
        url=section.url,
        model=section.model,
        key=revealed(section.key) if section.key else "",
        parameters=section.parameters,
    )
    post = Poster(fetch_settings(settings.fetch), clock, max_bytes=LONGEST)
    return Counsel(
        backend=section.backend,
        model=section.model,
        ask=backend(section.backend)(endpoint, post),
        kinds=section.kinds,
        per_run=section.per_run,
        per_day=section.per_day,
        timeout_s=section.timeout_s,
        deadline_s=section.deadline_s,
    )


def rhythm(settings: Settings) -> Rhythm:
    """How often sources are asked."""
    floor = timedelta(seconds=settings.schedule.poll_floor_s)
    return Rhythm(floor=floor, ceiling=timedelta(seconds=settings.schedule.poll_ceiling_s))


def timetable(settings: Settings) -> Timetable:
    """When pages are visited again."""
    visits = settings.visits
    return Timetable(
        first=timedelta(seconds=visits.first_s),
        growth=visits.growth,
        ceiling=timedelta(seconds=visits.ceiling_s),
        settled=timedelta(days=visits.settled_days),
        tries=visits.tries,
        per_story=visits.per_story_day,
        per_host=visits.per_host_day,
    )


def holder() -> str:
    """Who holds a lease: this process on this machine."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_dead(holder: str) -> bool:
    """Whether a holder was a process of this machine that has ended; of another machine nobody knows."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):  # somebody else's; no process at all
        pass
    return False
