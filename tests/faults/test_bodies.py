"""Cases 17 to 21: servers that send too much, too slowly, or not enough."""

import gzip
import random
import resource
import time
import zlib
from collections.abc import Iterator

import brotli
import pytest
from backports import zstd

from pipeline.fetch import Fetcher, FetchSettings
from pipeline.model import Answer, FetchFailure, Page
from tests.integration.fetch.web import SteppingClock, Web, answer

SETTINGS = FetchSettings(per_host_interval_s=0, allow_private=True, total_deadline_s=5)
#: what the process may grow by, in KiB
MOST_GROWTH = 64 * 1024


def get(web: Web, settings: FetchSettings = SETTINGS) -> Answer:
    with Fetcher(settings, SteppingClock()) as fetcher:
        return fetcher.get(web.url())


def trouble(web: Web, settings: FetchSettings = SETTINGS) -> str:
    """The message of a failed request, which must not have made the process grow."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = get(web, settings)
    assert isinstance(found, FetchFailure), found
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH
    return found.error


def drip(n: int, pause_s: float, piece: bytes = b"x") -> Iterator[bytes]:
    for _ in range(n):
        yield piece
        time.sleep(pause_s)


def test_case_17_a_byte_at_a_time_ends_at_the_total_deadline() -> None:
    def answering(_: object) -> Iterator[bytes]:
        yield answer(length=1_000_000)
        yield from drip(200, 0.05)

    started = time.monotonic()
    with Web(answering) as web:
        message = trouble(web, FetchSettings(allow_private=True, per_host_interval_s=0, total_deadline_s=0.5))
    assert "no complete answer within 0.5 s" in message
    assert time.monotonic() - started < 2


def test_case_18_headers_that_never_end_are_cut() -> None:
    def answering(_: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        yield from (b"X-%d: %s\r\n" % (n, b"a" * 1_000) for n in range(100_000))

    with Web(answering) as web:
        assert "headers beyond" in trouble(web)


def test_case_18_a_megabyte_in_one_header_is_cut() -> None:
    with Web(b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * 1_000_000 + b"\r\n\r\n") as web:
        assert "headers beyond" in trouble(web)


def bomb(megabytes: int, window: int) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, window)
    return b"".join(stream.compress(bytes(1024 * 1024)) for _ in range(megabytes)) + stream.flush()


def zstd_bomb(megabytes: int) -> bytes:
    stream = zstd.ZstdCompressor(19)
    return b"".join(stream.compress(bytes(1024 * 1024)) for _ in range(megabytes)) + stream.flush()


def brotli_bomb(megabytes: int) -> bytes:
    packed: bytes = brotli.compress(bytes(megabytes * 1024 * 1024), quality=1)
    return packed


BOMBS = {
    "gzip": ("gzip", bomb(200, 31)),
    "gzip in members": ("gzip", bomb(1, 31) * 200),
    "zlib": ("deflate", bomb(200, 15)),
    "bare deflate": ("deflate", bomb(200, -15)),
    "brotli": ("br", brotli_bomb(200)),
    "zstd": ("zstd", zstd_bomb(200)),
    "zstd in frames": ("zstd", zstd_bomb(1) * 200),
}


@pytest.mark.parametrize(("encoding", "packed"), BOMBS.values(), ids=BOMBS)
def test_case_19_a_bomb_stops_at_the_cap(encoding: str, packed: bytes) -> None:
    assert len(packed) < 250_000
    with Web(answer(packed, content_encoding=encoding)) as web:
        message = trouble(web)
    assert "grows" in message or "fetch.max_bytes" in message


def test_case_19_a_zstd_window_larger_than_a_client_must_bear_is_refused() -> None:
    stream = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    wide = stream.compress(b"news") + stream.flush()
    with Web(answer(wide, content_encoding="zstd")) as web:
        assert "damaged" in trouble(web)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br, gzip", "compress"])
def test_case_19_an_encoding_that_was_not_asked_for_is_not_read(encoding: str) -> None:
    with Web(answer(b"\x28\xb5\x2f\xfd" * 10, content_encoding=encoding)) as web:
        assert "nobody asked for" in trouble(web)
        assert web.requests[0].headers["accept-encoding"] == "br, zstd, gzip, deflate"


PACKERS = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress, "deflate": zlib.compress}


@pytest.mark.parametrize("encoding", PACKERS)
@pytest.mark.parametrize("cut", [1, 9, 30, 500])
def test_case_20_a_truncated_body_is_an_error(encoding: str, cut: int) -> None:
    packed = PACKERS[encoding](random.Random(5).randbytes(3_000))
    with Web(answer(packed[:-cut], content_encoding=encoding)) as web:
        assert "broken off" in trouble(web)


@pytest.mark.parametrize(
    ("encoding", "start"), [("gzip", b"\x1f\x8b"), ("br", b"\xff"), ("zstd", b"\x28\xb5\x2f\xfd\xff"), ("zstd", b"")]
)
def test_case_20_a_damaged_body_is_an_error(encoding: str, start: bytes) -> None:
    with Web(answer(start + b"nothing packed at all" * 9, content_encoding=encoding)) as web:
        assert "damaged" in trouble(web)


def test_case_21_a_body_shorter_than_announced_is_an_error() -> None:
    with Web(answer(b"half a feed", length=500)) as web:
        assert "broken off" in trouble(web)


def test_case_21_a_chunked_body_without_its_end_is_an_error() -> None:
    with Web(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n") as web:
        assert "broken off" in trouble(web)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"plain words")),
        ("x-gzip", gzip.compress(b"plain ") + gzip.compress(b"words")),
        ("deflate", zlib.compress(b"plain words")),
        ("deflate", zlib.compress(b"plain words")[2:-4]),
        ("br", brotli.compress(b"plain words")),
        ("zstd", zstd.compress(b"plain words")),
        ("zstd", zstd.compress(b"plain ") + zstd.compress(b"words")),
        ("identity", b"plain words"),
    ],
    ids=["gzip", "gzip in two members", "zlib", "bare deflate", "brotli", "zstd", "zstd in two frames", "identity"],
)
def test_honest_encodings_are_read(encoding: str, packed: bytes) -> None:
    with Web(answer(packed, content_encoding=encoding)) as web:
        found = get(web)
    assert isinstance(found, Page)
    assert found.body == b"plain words"


@pytest.mark.parametrize("encoding", PACKERS)
def test_bodies_of_many_pieces_come_out_whole(encoding: str) -> None:
    words = b" ".join(b"%d sheep" % n for n in range(200_000))
    with Web(answer(PACKERS[encoding](words), content_encoding=encoding)) as web:
        found = get(web)
    assert isinstance(found, Page)
    assert found.body == words


def test_case_41_a_page_of_50_megabytes_stops_at_the_cap() -> None:
    def answering(_: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
        yield from (bytes(1024 * 1024) for _ in range(50))

    with Web(answering) as web:
        assert "fetch.max_bytes" in trouble(web)


def test_case_41_a_page_that_announces_50_megabytes_is_not_read() -> None:
    with Web(answer(length=50 * 1024 * 1024)) as web:
        assert "announces 52,428,800 bytes" in trouble(web)
