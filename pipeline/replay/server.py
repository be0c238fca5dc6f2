"""A loopback web server that answers as the recorded web did at the clock's present."""

import hashlib
from collections.abc import Mapping
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from pipeline.clock import Clock
from pipeline.replay.recording import Recording, Served


class RecordedWeb:
    """Serves a recording on 127.0.0.1 while its context is open; `port` is the system's choice."""

    def __init__(self, recording: Recording, clock: Clock) -> None:
        self._by_place = {place_of(url): served for url, served in recording.served.items()}
        self._clock = clock
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            #: headers and body leave in one packet
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                web.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
                """Requests are not logged: the road logs its own."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        now = self.serving(request.headers.get("Host", ""), request.path)
        if now is None:
            self.send(request, 404, {"Content-Type": "text/plain"}, b"not recorded\n")
            return
        body = now.path.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == etag:
            self.send(request, 304, {"ETag": etag}, b"")
            return
        self.send(request, 200, {"Content-Type": now.content_type, "ETag": etag}, body)

    def send(self, request: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: bytes) -> None:
        # the server lives in the clock's time too: two replays of one page keep the same evidence
        request.send_response_only(status)
        request.send_header("Date", format_datetime(self._clock.now(), usegmt=True))
        for name, value in headers.items():
            request.send_header(name, value)
        if status != 304:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def serving(self, host: str, target: str) -> Served | None:
        """The latest recorded answer of that place that is not in the future."""
        now = self._clock.now()
        host = host.split(":")[0].lower()
        # a real site serves the same page whatever tracking is hung on its address
        recorded = self._by_place.get((host, target)) or self._by_place.get((host, target.partition("?")[0]), ())
        past = [s for s in recorded if s.at <= now]
        return past[-1] if past else None

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def place_of(url: str) -> tuple[str, str]:
    """(host, request target) of a URL."""
    parts = urlsplit(url)
    return (parts.netloc.lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
