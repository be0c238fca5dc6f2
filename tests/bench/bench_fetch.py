"""Polling 500 feeds of 20 entries on loopback, beside lemon24/reader and beside bare aiohttp and feedparser.

    python tests/bench/bench_fetch.py [--feeds 500] [--entries 20] [--reader PYTHON]

Each contender runs in a process of its own, twice over the same feeds: the first poll reads and stores all, the second
is answered with 304. Time, CPU with that of child processes, and peak memory come from the kernel. `--reader` names the
Python of an environment with `reader` in it (`pip install reader sgmllib3k`); without it that contender is left out.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))

WORDS = "the river rose above the bridge and the town council met to hear what engineers had found in its piers "


# --- the server -------------------------------------------------------------------------------------------------------
def feed(n: int, n_entries: int) -> bytes:
    """An RSS feed as news sites serve it: titles, summaries with markup, dates, ids."""
    items = "".join(
        f"<item><title>Report {k} of paper {n}: bridge closed again</title><link>http://paper{n}.test/2026/03/{k}</link>"
        f"<guid isPermaLink='false'>paper{n}-{k}</guid><pubDate>Mon, 02 Mar 2026 {k % 24:02}:15:00 GMT</pubDate>"
        f"<dc:creator>A. Writer</dc:creator>"
        f"<description><![CDATA[<p>{WORDS * 3}</p><a href='http://paper{n}.test/more'>More</a>]]></description></item>"
        for k in range(n_entries)
    )
    head = f"<title>Paper {n}</title><link>http://paper{n}.test/</link><description>News of town {n}</description>"
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel>{head}{items}</channel></rss>"
    ).encode()


def serve(n_feeds: int, n_entries: int) -> None:
    """Answers /N, and 304 to whoever has it; prints its port."""
    from aiohttp import web

    bodies = [feed(n, n_entries) for n in range(n_feeds)]

    async def answer(request: web.Request) -> web.Response:
        n = int(request.match_info["n"])
        headers = {"ETag": f'"{n}"', "Content-Type": "application/rss+xml; charset=utf-8"}
        if request.headers.get("If-None-Match") == f'"{n}"':
            return web.Response(status=304, headers=headers)
        return web.Response(body=bodies[n], headers=headers)

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{n}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(run())


# --- measuring --------------------------------------------------------------------------------------------------------
def cpu_s() -> float:
    """CPU of this process and of all its children, those still at work too."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    ticks = os.sysconf("SC_CLK_TCK")
    alive = 0.0
    for child in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for pid in child.read_text().split():
            said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            alive += (int(said[11]) + int(said[12])) / ticks
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + alive


def measured(poll: Callable[[], int]) -> dict[str, float]:
    cpu, wall = cpu_s(), time.perf_counter()
    n = poll()
    return {"wall_s": time.perf_counter() - wall, "cpu_s": cpu_s() - cpu, "entries": n}


def told(first: dict[str, float], second: dict[str, float]) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"first": first, "second": second, "peak_mb": own, "largest_child_mb": children}))


# --- the contenders ---------------------------------------------------------------------------------------------------
def no_fingerprints(_: object, __: object) -> Sequence[int]:
    """Nothing is compared here."""
    return ()


def ours(port: int, n_feeds: int, folder: Path) -> None:
    """The road up to the entries: fetched, parsed, stored, due again."""
    from datetime import UTC, datetime, timedelta

    from db.store import open_store
    from pipeline.cells import Cells
    from pipeline.clock import VirtualClock
    from pipeline.fetch import AddressBook, Fetcher, FetchSettings
    from pipeline.follow import follow
    from pipeline.model import Poll, Profile, SourceKind, Story

    clock = VirtualClock(datetime(2026, 3, 3, tzinfo=UTC))
    store = open_store(f"sqlite:///{folder / 'ours.db'}", fingerprints=no_fingerprints, create=True)
    store.add_story(Story(id="bridge", name="Bridge", profile=Profile(), created_at=clock.now()))
    with store.together():
        for n in range(n_feeds):
            store.add_source(SourceKind.FEED, f"http://paper{n}.test/{n}", f"Paper {n}", ["bridge"], clock.now())
    book = AddressBook.loopback([f"paper{n}.test" for n in range(n_feeds)], port)
    settings = FetchSettings(concurrency=20, per_host_interval_s=0)
    with Fetcher(settings, clock, addresses=book) as fetcher, Cells() as cells:

        def poll() -> int:
            # no page is visited: this is about sources
            with patch.object(store, "due_visits", lambda _: []):
                done = list(follow(fetcher=fetcher, cells=cells, store=store, clock=clock))
            assert not [p for p in done if isinstance(p, Poll) and p.error]
            return sum(len(p.entries) for p in done if isinstance(p, Poll))

        first = measured(poll)
        clock.set(clock.now() + timedelta(hours=7))
        second = measured(poll)
    told(first, second)


def bare(port: int, n_feeds: int, _: Path) -> None:
    """aiohttp and feedparser with nothing around them: no manners, no guard, no store."""
    import aiohttp
    import feedparser

    def poll() -> int:
        return asyncio.run(everything())

    known: dict[int, str] = {}

    async def everything() -> int:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=20)) as session:
            return sum(await asyncio.gather(*(one(session, n) for n in range(n_feeds))))

    async def one(session: aiohttp.ClientSession, n: int) -> int:
        headers = {"If-None-Match": known[n]} if n in known else {}
        async with session.get(f"http://127.0.0.1:{port}/{n}", headers=headers) as answer:
            if answer.status == 304:
                return 0
            known[n] = answer.headers["ETag"]
            return len(feedparser.parse(await answer.read()).entries)

    told(measured(poll), measured(poll))


def reader(port: int, n_feeds: int, folder: Path) -> None:
    """lemon24/reader with its 20 workers and its own store."""
    from reader import make_reader  # type: ignore[import-not-found,unused-ignore]

    opened = make_reader(str(folder / "reader.db"))
    for n in range(n_feeds):
        opened.add_feed(f"http://127.0.0.1:{port}/{n}")

    def poll() -> int:
        before = opened.get_entry_counts().total
        opened.update_feeds(scheduled=False, workers=20)
        return int(opened.get_entry_counts().total - before)

    told(measured(poll), measured(poll))


# --- the race ---------------------------------------------------------------------------------------------------------
def race(n_feeds: int, n_entries: int, reader_python: str | None, rounds: int) -> None:
    here = [sys.executable, __file__, "--feeds", str(n_feeds), "--entries", str(n_entries)]
    server = subprocess.Popen([*here, "--serve"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    contenders = {"ours": sys.executable, "bare": sys.executable} | ({"reader": reader_python} if reader_python else {})
    best: dict[str, dict[str, dict[str, float]]] = {}
    try:
        for _ in range(rounds):
            for name, python in contenders.items():
                with tempfile.TemporaryDirectory() as folder:
                    call = [
                        python,
                        __file__,
                        "--feeds",
                        str(n_feeds),
                        "--run",
                        name,
                        "--port",
                        port,
                        "--folder",
                        folder,
                    ]
                    said = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
                kept = best.setdefault(name, said)
                for part in ("first", "second"):
                    for what in ("wall_s", "cpu_s"):
                        kept[part][what] = min(kept[part][what], said[part][what])
    finally:
        server.kill()
        server.wait()
    report(best)


def report(best: dict[str, dict[str, dict[str, float]]]) -> None:
    columns = ("first: wall", "CPU", "entries", "304s: wall", "CPU", "peak MB", "child MB")
    print(" " * 8 + "".join(f"{c:>12}" for c in columns))
    for name, said in best.items():
        first, second = said["first"], said["second"]
        times = f"{first['wall_s']:12.2f}{first['cpu_s']:12.2f}{first['entries']:12.0f}"
        times += f"{second['wall_s']:12.2f}{second['cpu_s']:12.2f}"
        print(f"{name:8}{times}{said['peak_mb']:12.0f}{said['largest_child_mb']:12.0f}")
    pairs = [("first", "cpu_s", "bare", 1.3), ("second", "cpu_s", "bare", 3.0)]
    if "reader" in best:
        pairs += [("first", "wall_s", "reader", 0.35), ("second", "cpu_s", "reader", 0.1)]
    for part, what, other, aim in pairs:
        ratio = best["ours"][part][what] / best[other][part][what]
        print(f"{part} poll, {what}: {ratio:.2f} of {other} (aim: at most {aim})")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--feeds", type=int, default=500)
    asked.add_argument("--entries", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    asked.add_argument("--reader", metavar="PYTHON", help="of an environment with reader in it")
    asked.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("--run", choices=("ours", "bare", "reader"), help=argparse.SUPPRESS)
    asked.add_argument("--port", type=int, help=argparse.SUPPRESS)
    asked.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.serve:
        serve(said.feeds, said.entries)
    elif said.run:
        {"ours": ours, "bare": bare, "reader": reader}[said.run](said.port, said.feeds, said.folder)
    else:
        race(said.feeds, said.entries, said.reader, said.rounds)


if __name__ == "__main__":
    main()
