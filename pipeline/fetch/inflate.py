"""Decompression that stops in time: HTTP clients inflate without bound and take a broken-off stream as complete."""

import zlib

from pipeline.errors import TooLarge, Unreachable

#: more than so many bytes from one is no text (RFC 1951 allows 1,032); feeds measured at 4 to 12
MAX_RATIO = 200
#: small bodies may repeat themselves
RATIO_FROM = 1024 * 1024
#: zlib's window codes: gzip only, zlib wrapper, bare deflate
WINDOWS = {"gzip": 31, "x-gzip": 31, "zlib": 15, "bare": -15}


class Inflater:
    """Turns the chunks of a body that was sent with the given Content-Encoding into at most `max_bytes` plain bytes."""

    def __init__(self, encoding: str, *, max_bytes: int, host: str) -> None:
        self._encoding = encoding.strip().lower() or "identity"
        if self._encoding not in ("identity", "gzip", "x-gzip", "deflate"):
            raise Unreachable(
                f"{host}: sent {encoding[:40]!r} though gzip or deflate was asked for; nothing to be done but wait"
            )
        self._max_bytes = max_bytes
        self._host = host
        self._stream = None if self._encoding == "identity" else zlib.decompressobj(self._window(b""))
        self._n_in = 0
        self._out = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Raises TooLarge over the cap, Unreachable for a stream that is damaged."""
        self._n_in += len(chunk)
        if self._stream is None:
            self._keep(chunk)
            return
        try:
            self._inflate(chunk)
        except zlib.error as wrong:
            raise Unreachable(f"{self._host}: the compressed body is damaged ({wrong}); tried again later") from wrong

    def done(self) -> bytes:
        """The whole body. Raises Unreachable when the compressed stream was broken off."""
        if self._stream is not None and self._n_in and not self._stream.eof:
            raise Unreachable(f"{self._host}: the compressed body was broken off; tried again later")
        return bytes(self._out)

    def _inflate(self, chunk: bytes) -> None:
        if self._n_in == len(chunk):
            self._stream = zlib.decompressobj(self._window(chunk))
        while chunk and self._stream is not None:
            if self._stream.eof:
                # RFC 1952, 2.2: a gzip body may consist of several members
                self._stream = zlib.decompressobj(WINDOWS["gzip"])
            room = self._max_bytes + 1 - len(self._out)
            self._keep(self._stream.decompress(chunk, room))
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def _keep(self, plain: bytes) -> None:
        self._out += plain
        if len(self._out) > self._max_bytes:
            raise TooLarge(
                f"{self._host}: more than {self._max_bytes:,} bytes; raise fetch.max_bytes if they should be read"
            )
        if self._stream is not None and len(self._out) > max(RATIO_FROM, MAX_RATIO * self._n_in):
            raise TooLarge(f"{self._host}: the compressed body grows more than {MAX_RATIO}-fold; it is not read")

    def _window(self, start: bytes) -> int:
        if self._encoding != "deflate":
            return WINDOWS["gzip"]
        # RFC 9110, 8.4.1.2: deflate means the zlib format, but some servers send it bare
        wrapped = len(start) < 2 or (start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0)
        return WINDOWS["zlib" if wrapped else "bare"]
