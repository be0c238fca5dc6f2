"""A small web on loopback: a newspaper that reports a flood in an invented valley."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from xml.sax.saxutils import escape

SEED = """Twelve bridges destroyed as glacier lake empties into the Sarn valley

At least 340 people were evacuated from the Sarn valley on Tuesday after a glacier lake burst its dam, the Sarn rescue \
service said.

The flood destroyed 12 bridges between Upper Sarn and the town of Melk Ferry, according to the rescue service. \
Rescue teams in the Sarn valley searched the river banks for two missing herders through the night.

The mayor of Melk Ferry, Ilse Torvane, said that the dam had been inspected in the spring. The glacier lake above the \
Sarn valley has been watched since it doubled in size.
"""

STORIES = {
    "bridges": (
        "Sarn valley flood destroyed 19 bridges, rescue service says",
        [
            "The flood in the Sarn valley destroyed 19 bridges, the Sarn rescue service said on Friday, after teams "
            "reached the upper part of the valley for the first time since the glacier lake burst its dam.",
            "Until then the rescue service had spoken of 12 destroyed bridges. The service said that at least 520 "
            "people had been evacuated from the Sarn valley by Friday evening.",
            "The mayor of Melk Ferry, Ilse Torvane, denied that the dam had been neglected. Engineers will examine "
            "what is left of the glacier lake next week, the rescue service said.",
        ],
    ),
    "chess": (
        "Young player wins the town's chess cup",
        [
            "A pupil of fourteen won the chess cup of Great Ansby on Sunday, beating last year's winner in the final "
            "game after five hours of play in the town hall.",
            "The cup has been played for since the war. The organisers said that more players than ever had entered, "
            "and that a second tournament for beginners would be held in the autumn.",
        ],
    ),
}


@dataclass
class Newspaper:
    """What it has published, and how often it was asked for what."""

    address: str
    published: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    #: how long it takes over a page
    slow_s: float = 0

    @property
    def feed(self) -> str:
        return f"{self.address}/feed.xml"

    def url(self, slug: str) -> str:
        return f"{self.address}/2031/news/{slug}"

    def answer(self, path: str) -> tuple[int, str, str]:
        """(status, kind, body)"""
        self.asked.append(path)
        if path == "/feed.xml":
            return 200, "application/rss+xml", self.rss()
        slug = path.rpartition("/")[2]
        if slug in self.published:
            time.sleep(self.slow_s)
            return 200, "text/html; charset=utf-8", page(slug)
        return 404, "text/plain", "nothing here"

    def rss(self) -> str:
        date = format_datetime(datetime(2031, 3, 7, 18, 0, tzinfo=UTC))
        items = "".join(
            f"<item><title>{escape(STORIES[s][0])}</title><link>{self.url(s)}</link><pubDate>{date}</pubDate></item>"
            for s in self.published
        )
        return f'<rss version="2.0"><channel><title>The Sarn Courier</title>{items}</channel></rss>'


def page(slug: str) -> str:
    title, paragraphs = STORIES[slug]
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    head = f'<title>{escape(title)}</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head>"
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )


@contextmanager
def newspaper() -> Iterator[Newspaper]:
    """The newspaper, while the context is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = paper.answer(self.path)
            sent = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            with suppress(ConnectionError):  # a reader that was killed
                self.wfile.write(sent)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Nothing: the tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    paper = Newspaper(f"http://127.0.0.1:{server.server_address[1]}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield paper
    finally:
        server.shutdown()
        server.server_close()
