"""Bad input is told in one line that names it and the remedy, and the rest of the same run goes on."""

import json
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.acceptance.program import Program, in_this_process, started
from tests.acceptance.web import SEED, STORIES, Newspaper

#: length of a page that nobody should swallow
MEGABYTES = 50
NO_SEARCHES = '[search.templates]\ngoogle-news = ""\nbing-news = ""\ngdelt = ""\n'
HOSTILE = "\x1b[2J<script>alert(1)</script> =cmd() \u202eSarn\r\nX: 1\x00"


@contextmanager
def long_page() -> Iterator[str]:
    """Address of a page of 50 MB, whose length nobody is told."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                return self.send_error(404)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                for _ in range(MEGABYTES):
                    self.wfile.write(b"<p>flood " * 116_509)
            except OSError:
                self.close_connection = True
            return None

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/long"
    finally:
        server.shutdown()
        server.server_close()


def follow_sarn(program: Program, paper: Newspaper) -> None:
    (program.folder / "storyledger.toml").write_text(NO_SEARCHES, "utf-8")
    (program.folder / "seed.txt").write_text(SEED, "utf-8")
    program.done("follow", "seed.txt", "--id", "sarn", "--yes")
    paper.published = ["bridges", "chess"]


@pytest.fixture
def followed(storyledger: Program, paper: Newspaper) -> Program:
    follow_sarn(storyledger, paper)
    return storyledger


def flagged(program: Program) -> list[tuple[Any, ...]]:
    flags = program.done("flags", "--json").data
    return sorted((f["kind"], f["url"], f["sentence"], json.dumps([f["old"], f["new"]])) for f in flags)


def found(program: Program) -> dict[str, Any]:
    [story] = program.done("status", "--json").data["stories"]
    return dict(story)


def test_all_that_is_bad_is_named_with_its_remedy_in_one_run_and_the_rest_goes_on(
    followed: Program, paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with long_page() as long:
        # the newspaper's own feed lists a page of 50 MB first
        listed = paper.rss().replace("<item>", f"<item><title>Sarn flood</title><link>{long}</link></item><item>", 1)
        monkeypatch.setattr(paper, "rss", lambda: listed)
        for title, url in {
            "Web Page": paper.url("chess"),
            "Dead Host": "http://127.0.0.1:9/feed.xml",
            "No Such Host": "http://paper.invalid/feed.xml",
            "Missing": f"{paper.address}/none.xml",
            "Long": f"{long}.xml",
            "The Sarn Courier": paper.feed,
        }.items():
            followed.done("source", "add", url, "--story", "sarn", "--title", title)
        ran = followed.done("run")

    cap = "more than 10,485,760 bytes; raise fetch.max_bytes if they should be read"
    told = ran.out.splitlines()
    for line in (
        f"source 1  Web Page: {paper.url('chess')}: it serves a web page, not a feed; its page offers {paper.feed}",
        "source 3  No Such Host: http://paper.invalid/feed.xml: no such host; check the address",
        f"source 4  Missing: {paper.address}/none.xml: nothing there (404); check the address",
        f"source 5  Long: {long}.xml: {cap}",
        "source 6  The Sarn Courier: 3 entries",
        f"page    {long}: 127.0.0.1: {cap}",
    ):
        assert told.count(line) == 1, line
    [dead] = [
        line for line in told if line.startswith("source 2  Dead Host: http://127.0.0.1:9/feed.xml: no connection")
    ]
    assert dead.endswith("; tried again later")
    assert "Asked 6 sources (5 failed), visited 3 pages, read 2 new texts" in told[-1]
    assert [f for f in followed.done("flags", "--json").data if f["new"] and f["new"]["value"] == 19]
    assert len(followed.done("status", "--json").data["blind"]) == 5


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[fetch\n", "storyledger.toml:1"),
        ("[fetch]\nconcurrency = 'many'\n", "storyledger.toml:2: fetch.concurrency"),
    ],
)
def test_a_broken_settings_file_is_one_line_and_nothing_is_lost(followed: Program, settings: str, told: str) -> None:
    file = followed.folder / "storyledger.toml"
    file.write_text(settings, "utf-8")
    ran = followed.run("run")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err
    file.write_text(NO_SEARCHES, "utf-8")
    followed.done("run")


def test_hostile_text_commands_neither_terminal_nor_page_nor_script(
    followed: Program, paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    title, paragraphs = STORIES["bridges"]
    first = f"{paragraphs[0]} {HOSTILE}"
    monkeypatch.setitem(STORIES, "bridges", (f"{title} {HOSTILE}", [first, *paragraphs[1:]]))
    paper.published = ["bridges"]
    monkeypatch.setattr(paper, "rss", lambda: Newspaper.rss(paper).translate({0: None, 0x1B: None}))
    followed.done("source", "add", paper.feed, "--story", "sarn", "--title", HOSTILE)
    ran = followed.done("run")
    page = followed.folder / "page.html"
    followed.done("digest", "sarn", "--format", "html", "--out", str(page))
    outputs = [ran.out, page.read_text("utf-8")]
    for command in (["flags"], ["digest", "sarn"], ["status"], ["ledger", "sarn"], ["source", "list"]):
        outputs.append(followed.done(*command).out)
        if command != ["digest", "sarn"]:
            json.loads(followed.done(*command, "--json").out)
    for output in outputs:
        assert "Sarn" in output
        assert not set("\x00\x1b\r\u202e") & set(output)
    assert "<script>" not in page.read_text("utf-8")
    assert "\n=" not in "".join(outputs)


@pytest.mark.parametrize("seed", range(4))
def test_a_run_that_is_killed_at_a_random_moment_ends_as_an_undisturbed_one(
    followed: Program, paper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    paper.slow_s = 0.2
    other = tmp_path / "undisturbed"
    other.mkdir()
    undisturbed = in_this_process(other, monkeypatch)
    follow_sarn(undisturbed, paper)
    for program in (followed, undisturbed):
        program.done("source", "add", paper.feed, "--story", "sarn")
    run = started(followed.folder, "run")
    time.sleep(random.Random(seed).uniform(0.3, 2.0))
    run.send_signal(signal.SIGKILL)
    run.communicate()
    for program in (followed, undisturbed):
        program.done("run")
    assert any('"value": 19' in flag[3] for flag in flagged(followed))
    assert flagged(followed) == flagged(undisturbed)
    assert found(followed) == found(undisturbed)
    assert followed.done("run").out.startswith("Nothing to look at")
