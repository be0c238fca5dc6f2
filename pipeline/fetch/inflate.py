"""Decompression that stops in time: HTTP clients inflate without bound and take a broken-off stream as complete."""

import sys
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

import brotli

from pipeline.errors import TooLarge, Unreachable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: more than so many bytes from one is no text (RFC 1951 allows 1,032); feeds measured at 4 to 12
MAX_RATIO = 200
#: small bodies may repeat themselves
RATIO_FROM = 1024 * 1024
#: bytes that are unpacked at a time
PIECE = 256 * 1024
#: RFC 9659: a window of 8 MB is all that an HTTP client must have memory for
ZSTD_WINDOW = 23

#: what is asked for, best first
ACCEPTED = "br, zstd, gzip, deflate"


class Stream(Protocol):
    """A compressed stream on its way out."""

    def pieces(self, chunk: bytes, most: int) -> tuple[bytes, bytes]:
        """At most about `most` bytes of what `chunk` unpacks to, and what is left of it to be handed in again."""
        ...

    @property
    def is_over(self) -> bool:
        """Whether the stream has come to its proper end."""
        ...

    @property
    def is_full(self) -> bool:
        """Whether more comes out without anything put in."""
        ...


class ZlibStream:
    """gzip (RFC 1952), zlib (RFC 1950) or bare deflate (RFC 1951)."""

    def __init__(self, window: int) -> None:
        self._stream = zlib.decompressobj(window)
        self.is_full = False

    def pieces(self, chunk: bytes, most: int) -> tuple[bytes, bytes]:
        plain = self._stream.decompress(chunk, most)
        return plain, self._stream.unconsumed_tail or self._stream.unused_data

    @property
    def is_over(self) -> bool:
        return self._stream.eof


class BrotliStream:
    """RFC 7932."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        # `can_accept_more_data` says yes while there is still something to come out: only silence means that all is out
        self.is_full = False

    def pieces(self, chunk: bytes, most: int) -> tuple[bytes, bytes]:
        plain = self._stream.process(chunk, output_buffer_limit=most)
        self.is_full = bool(plain) and not self.is_over
        return plain, b""

    @property
    def is_over(self) -> bool:
        return bool(self._stream.is_finished())


class ZstdStream:
    """RFC 8878."""

    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW})

    def pieces(self, chunk: bytes, most: int) -> tuple[bytes, bytes]:
        plain = self._stream.decompress(chunk, most)
        return plain, self._stream.unused_data if self._stream.eof else b""

    @property
    def is_over(self) -> bool:
        return self._stream.eof

    @property
    def is_full(self) -> bool:
        return not self._stream.eof and not self._stream.needs_input


def deflate(start: bytes) -> Stream:
    """RFC 9110, 8.4.1.2: deflate means the zlib format, but some servers send it bare."""
    wrapped = len(start) < 2 or (start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0)
    return ZlibStream(15 if wrapped else -15)


#: coding -> a stream that begins with the given bytes
STREAMS: Mapping[str, Callable[[bytes], Stream]] = MappingProxyType(
    {
        "gzip": lambda _: ZlibStream(31),
        "x-gzip": lambda _: ZlibStream(31),
        "deflate": deflate,
        "br": lambda _: BrotliStream(),
        "zstd": lambda _: ZstdStream(),
    }
)
DAMAGE = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class Inflater:
    """Turns the chunks of a body that was sent with the given Content-Encoding into at most `max_bytes` plain bytes."""

    def __init__(self, encoding: str, *, max_bytes: int, host: str) -> None:
        coding = encoding.strip().lower() or "identity"
        if coding != "identity" and coding not in STREAMS:
            raise Unreachable(f"{host}: sent {encoding[:40]!r}, which nobody asked for; tried again later")
        self._start = STREAMS.get(coding)
        self._stream: Stream | None = None
        self._max_bytes = max_bytes
        self._host = host
        self._n_in = 0
        self._out = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Raises TooLarge over the cap, Unreachable for a stream that is damaged."""
        self._n_in += len(chunk)
        if self._start is None:
            self._keep(chunk)
            return
        try:
            self._inflate(chunk, self._start)
        except DAMAGE as wrong:
            raise Unreachable(f"{self._host}: the compressed body is damaged ({wrong}); tried again later") from wrong

    def done(self) -> bytes:
        """The whole body. Raises Unreachable when the compressed stream was broken off."""
        if self._stream is not None and not self._stream.is_over:
            raise Unreachable(f"{self._host}: the compressed body was broken off; tried again later")
        return bytes(self._out)

    def _inflate(self, chunk: bytes, start: Callable[[bytes], Stream]) -> None:
        stream = self._stream
        while chunk or (stream is not None and stream.is_full):
            if stream is None or (stream.is_over and chunk):
                # RFC 1952, 2.2 and RFC 8878, 3: a body may consist of several members or frames
                stream = self._stream = start(chunk)
            plain, chunk = stream.pieces(chunk, PIECE)
            self._keep(plain)

    def _keep(self, plain: bytes) -> None:
        self._out += plain
        if len(self._out) > self._max_bytes:
            raise TooLarge(
                f"{self._host}: more than {self._max_bytes:,} bytes; raise fetch.max_bytes if they should be read"
            )
        if self._start is not None and len(self._out) > max(RATIO_FROM, MAX_RATIO * self._n_in):
            raise TooLarge(f"{self._host}: the compressed body grows more than {MAX_RATIO}-fold; it is not read")
