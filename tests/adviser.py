"""A language model on loopback that speaks chat completions, well or badly, and remembers what it was asked."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it arrived."""

    path: str
    #: lower-case name -> value
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][1]["content"])

    @property
    def fence(self) -> str:
        """The line between which the data stand."""
        return self.user.splitlines()[1]

    @property
    def article(self) -> str:
        """What stands between the last two fences."""
        return self.user.split(f"{self.fence}\n")[3].removesuffix("\n")

    @property
    def flag(self) -> dict[str, Any]:
        """What stands between the first two."""
        found: dict[str, Any] = json.loads(self.user.split(f"{self.fence}\n")[1])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer, sent piece by piece."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterable[bytes] = ()


def completion(content: str) -> Said:
    """What a model says, as the protocol wraps it."""
    message = {"role": "assistant", "content": content}
    whole = {"id": "1", "object": "chat.completion", "choices": [{"index": 0, "message": message}], "usage": {}}
    return Said(pieces=[json.dumps(whole).encode()])


def opinion(**answer: Any) -> Said:
    """An answer of the form that was asked for, as far as nothing else is given."""
    form = {"verdict": "stands", "worth": 0.7, "summary": "", "reason": "The sentence says so.", "cited": ""}
    return completion(json.dumps(form | answer))


def first_words(asked: Asked) -> str:
    """The beginning of the article that was sent."""
    return " ".join(asked.article.split(" ")[:5])


def agreeing(asked: Asked) -> Said:
    return opinion(cited=first_words(asked))


def slowly(seconds: float) -> Callable[[Asked], Said]:
    """Drips an answer: each byte comes before any time-out of a single read would strike."""

    def dripping(asked: Asked) -> Said:
        def pieces() -> Iterator[bytes]:
            yield b" "
            for _ in range(round(seconds / 0.05)):
                time.sleep(0.05)
                yield b" "
            yield from agreeing(asked).pieces

        return Said(pieces=pieces())

    return dripping


@dataclass
class Adviser:
    """Answers each question as `answering` says."""

    address: str
    answering: Callable[[Asked], Said] = agreeing
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.address}/v1"


@contextmanager
def adviser() -> Iterator[Adviser]:
    """The model, while the context is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(path=self.path, headers=headers, body=body)
            opened.asked.append(asked)
            said = opened.answering(asked)
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked has had enough
                for piece in said.pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Nothing: the tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    opened = Adviser(f"http://127.0.0.1:{server.server_address[1]}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield opened
    finally:
        server.shutdown()
        server.server_close()
