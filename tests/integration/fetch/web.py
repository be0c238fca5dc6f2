"""A web server on loopback that says exactly the bytes it is told to, and logs what it was asked."""

import contextlib
import socketserver
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from threading import Thread
from types import TracebackType
from typing import Self

from pipeline.fetch.addresses import AddressBook, Place
from pipeline.model import Source, SourceKind, Visit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it arrived."""

    target: str
    #: lower-case name -> value
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def url(self) -> str:
        """`host/path`, as the client named the host."""
        return self.headers["host"] + self.target


#: bytes of the whole answer, status line and all; several are sent one by one
Answering = Callable[[Request], bytes | Iterable[bytes]]


class Web:
    """Answers on 127.0.0.1 while its context is open."""

    def __init__(self, answering: Answering | bytes) -> None:
        self.requests: list[Request] = []
        self.n_connections = 0
        web = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                web.n_connections += 1
                with contextlib.suppress(OSError):
                    web._handle(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

        self._answering: Answering = answering if not isinstance(answering, bytes) else lambda _: answering
        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]

    def _handle(self, handler: socketserver.StreamRequestHandler) -> None:
        start = handler.rfile.readline().decode("latin-1").split()
        if not start:
            return
        headers = {}
        while line := handler.rfile.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        request = Request(target=start[1], headers=headers)
        self.requests.append(request)
        said = self._answering(request)
        for piece in [said] if isinstance(said, bytes) else said:
            handler.wfile.write(piece)
            handler.wfile.flush()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def book(self, *hosts: str) -> AddressBook:
        """These hosts are here; the rest of the world is where it always was."""
        return AddressBook(places={h: Place(ip="127.0.0.1", port=self.port) for h in hosts}, closed=False)

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def answer(body: bytes = b"", status: int = 200, *, length: int | None = None, **headers: str) -> bytes:
    """A whole answer; `etag="x"` becomes `ETag: x`, `retry_after` becomes `Retry-After`."""
    said = {name.replace("_", "-").title(): value for name, value in headers.items()}
    said |= {"Connection": "close"}
    if status != 304:
        said["Content-Length"] = str(len(body) if length is None else length)
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in said.items())
    return head.encode() + b"\r\n" + body


def redirect(to: str, status: int = 302) -> bytes:
    return answer(status=status, location=to)


class SteppingClock:
    """A clock on which only waiting passes time."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def source(url: str) -> Source:
    """A feed that was never asked."""
    return Source(id=7, kind=SourceKind.FEED, url=url, title="", story_ids=("bridge",), due_at=NOW)


def visit(url: str) -> Visit:
    return Visit(article_id=3, url=url, article_url=url, outlet="", first_seen_at=NOW)
