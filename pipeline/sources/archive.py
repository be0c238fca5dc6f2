"""Archives of pages: WARC (ISO 28500) and WACZ files, folders of saved HTML; each page with its address and date."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pipeline.errors import ParseError
from pipeline.model import Page, Source
from pipeline.sources.dates import moment_of
from pipeline.sources.listing import Item, Listing, listing
from pipeline.urls import is_fetchable

#: pages of one archive that are listed
MOST_PAGES = 50_000
#: of a page, and of the head of a record
MOST_BYTES = 10 * 1024 * 1024
MOST_HEAD = 64 * 1024
CHUNK = 64 * 1024
GZIP = b"\x1f\x8b"
HTML = (".html", ".htm", ".xhtml")
#: what damaged, cut, encrypted and made-up files raise
DAMAGE = (
    OSError,
    zlib.error,
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
#: where browsers and SingleFile write the address of a saved page, then where sites do
ADDRESS = (
    re.compile(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,2000}) -->"),
    re.compile(rb"^\s*url:\s*(https?://\S{1,2000})", re.MULTILINE),
    re.compile(rb"<link[^>]{0,200}rel=[\"']?canonical[\"']?[^>]{0,200}href=[\"']?(https?://[^\"'\s>]{1,2000})", re.I),
    re.compile(rb"<link[^>]{0,200}href=[\"']?(https?://[^\"'\s>]{1,2000})[\"']?[^>]{0,200}rel=[\"']?canonical", re.I),
    re.compile(rb"<meta[^>]{0,200}og:url[\"']?[^>]{0,200}content=[\"']?(https?://[^\"'\s>]{1,2000})", re.I),
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Capture:
    """One page of an archive, and where it stands."""

    at: datetime
    url: str
    path: Path
    #: file inside a WACZ; "" outside
    member: str = ""
    #: where its gzip member begins (of a plain file: the record), and bytes of that member before the record
    start: int = 0
    inside: int = 0


def read_archive(source: Source, page: Page) -> Listing:
    """The pages that an archive holds, oldest first. Raises ParseError for what is no archive."""
    found = sorted(captures(path_of(source.url)))
    if not found:
        raise ParseError("it holds no page with an address; WARC, WACZ and folders of saved HTML are read")
    notes = [f"only its first {MOST_PAGES:,} pages are read"] if len(found) >= MOST_PAGES else []
    items = (Item(link=capture.url) for capture in found)
    return listing(items, base="", at=page.fetched_at, notes=notes)


def path_of(url: str) -> Path:
    """The file or folder of a `file:` address. Raises ParseError for another one."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        raise ParseError("it is no file on this machine; download the archive first")
    return Path(url2pathname(parts.path))


def captures(path: Path) -> Iterator[Capture]:
    """The pages of an archive, in its order. Raises ParseError for a file that cannot be read."""
    try:
        yield from _captures(path)
    except DAMAGE as wrong:
        raise ParseError(f"its file cannot be read ({wrong}); check {path}") from wrong


def _captures(path: Path) -> Iterator[Capture]:
    n = 0
    for capture in saved(path) if path.is_dir() else recorded(path):
        if is_fetchable(capture.url):
            yield capture
            n += 1
        if n >= MOST_PAGES:
            return


# --- folders ----------------------------------------------------------------------------------------------------------
def saved(folder: Path) -> Iterator[Capture]:
    """HTML files whose address is written in them, with the time at which they were saved."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in HTML or not path.is_file():
            continue
        with path.open("rb") as file:
            start = file.read(MOST_HEAD)
        found = next((m[1] for pattern in ADDRESS if (m := pattern.search(start))), None)
        if found is not None:
            at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
            yield Capture(at=at, url=found.decode("utf-8", "replace"), path=path)


# --- WARC -------------------------------------------------------------------------------------------------------------
def recorded(path: Path) -> Iterator[Capture]:
    """HTML answers in a WARC file, or in the WARC files of a WACZ."""
    members = [""]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            members = sorted(n for n in packed.namelist() if n.endswith((".warc", ".warc.gz")))
    for member in members:
        with opened(path, member) as file:
            stream = Stream(file)
            while (record := next_record(stream)) is not None:
                if record.is_page and record.at is not None:
                    yield Capture(
                        at=record.at, url=record.url, path=path, member=member, start=record.start, inside=record.inside
                    )
                stream.skip(record.left)


@contextmanager
def opened(path: Path, member: str) -> Iterator[BinaryIO]:
    if not member:
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as packed, packed.open(member) as inner:
        yield inner  # type: ignore[misc]


class Stream:
    """The plain bytes of a file of gzip members, or of a plain one; knows where it stands."""

    def __init__(self, file: BinaryIO, start: int = 0, inside: int = 0) -> None:
        self._file = file
        file.seek(start)
        self._raw = file.read(CHUNK)
        self._is_gzip = self._raw.startswith(GZIP)
        self._member = zlib.decompressobj(31) if self._is_gzip else None
        self._ready = b""
        self.start, self.inside = start, 0
        self.skip(inside)

    def read(self, n: int) -> bytes:
        """Up to `n` bytes; fewer at the end."""
        parts: list[bytes] = []
        while n > 0 and self.fill():
            part = self._ready[:n]
            self._ready = self._ready[len(part) :]
            self.inside += len(part)
            n -= len(part)
            parts.append(part)
        return b"".join(parts)

    def skip(self, n: int) -> None:
        while n > 0 and (part := self.read(min(n, CHUNK))):
            n -= len(part)

    def place(self) -> tuple[int, int]:
        """Where it stands: the beginning of a member (of a plain file: any byte), and bytes from there."""
        self.fill()
        return (self.start, self.inside) if self._is_gzip else (self.start + self.inside, 0)

    def line(self) -> bytes:
        """Up to and with the next line end; a longer line than any head is cut."""
        parts = b""
        while not parts.endswith(b"\n") and len(parts) < MOST_HEAD and self.fill():
            end = self._ready.find(b"\n") + 1 or len(self._ready)
            parts += self.read(end)
        return parts

    def fill(self) -> bool:
        """Whether there is more."""
        while not self._ready:
            if self._member is None:
                if not self._raw:
                    return False
                self._ready, self._raw = self._raw, self._file.read(CHUNK)
                continue
            if self._member.eof:
                self._raw = self._member.unused_data or self._raw
                if not self._raw:
                    self._raw = self._file.read(CHUNK)
                if not self._raw.startswith(GZIP[: len(self._raw)]) or not self._raw:
                    return False
                self.start, self.inside = self._file.tell() - len(self._raw), 0
                self._member = zlib.decompressobj(31)
            packed = self._member.unconsumed_tail or self._raw or self._file.read(CHUNK)
            self._raw = b""
            if not packed:
                return False
            self._ready = self._member.decompress(packed, CHUNK)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The head of one record; its stream stands at the first byte of what `left` counts."""

    url: str
    at: datetime | None
    #: an answer with an HTML page
    is_page: bool
    #: lower-case HTTP headers of the answer
    headers: Mapping[str, str]
    #: bytes of the record that are still to come
    left: int
    start: int
    inside: int


def next_record(stream: Stream) -> Record | None:
    """The next record; None at the end, and where no record begins."""
    line = b"\n"
    start = inside = 0
    while line and not line.strip():
        start, inside = stream.place()
        line = stream.line()
    if not line.startswith(b"WARC/"):
        return None
    said, _ = head(stream)
    left = int(said["content-length"]) if said.get("content-length", "").isdecimal() else 0
    is_answer = said.get("warc-type") == "response" and "http" in said.get("content-type", "")
    headers: Mapping[str, str] = {}
    status = b""
    if is_answer:
        status = stream.line()
        headers, n = head(stream)
        left -= len(status) + n
    is_page = status.split(b" ")[1:2] == [b"200"] and "html" in headers.get("content-type", "")
    return Record(
        url=said.get("warc-target-uri", "").strip("<>"),
        at=moment_of(said.get("warc-date", "")),
        is_page=is_page,
        headers=headers,
        left=max(left, 0),
        start=start,
        inside=inside,
    )


def head(stream: Stream) -> tuple[dict[str, str], int]:
    """Headers up to the blank line, lower-case, and the bytes they took."""
    said: dict[str, str] = {}
    n = 0
    while n < MOST_HEAD and (line := stream.line()):
        n += len(line)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        said.setdefault(name.strip().lower(), value.strip())
    return said, n


# --- pages ------------------------------------------------------------------------------------------------------------
def content(capture: Capture) -> tuple[Mapping[str, str], bytes]:
    """HTTP headers and body of a page as they were recorded: perhaps chunked, perhaps packed. Raises ParseError."""
    try:
        if not zipfile.is_zipfile(capture.path) and capture.path.suffix.lower() in HTML:
            with capture.path.open("rb") as page:
                return {"content-type": "text/html"}, page.read(MOST_BYTES)
        with opened(capture.path, capture.member) as file:
            stream = Stream(file, capture.start, capture.inside)
            record = next_record(stream)
            if record is None or record.url != capture.url:
                raise ParseError(f"its archive has changed; check {capture.path}")
            body = stream.read(min(record.left, MOST_BYTES))
            return record.headers, unchunked(body) if "chunked" in record.headers.get("transfer-encoding", "") else body
    except DAMAGE as wrong:
        raise ParseError(f"its archive cannot be read ({wrong}); check {capture.path}") from wrong


def unchunked(body: bytes) -> bytes:
    """The body without the lengths of its chunks; as it is where a crawler took them out already (RFC 9112, 7.1)."""
    parts: list[bytes] = []
    here = 0
    while (end := body.find(b"\r\n", here, here + 20)) >= 0:
        size = re.fullmatch(rb"([0-9A-Fa-f]{1,8})(?:;.*)?", body[here:end])
        if size is None:
            return body
        n = int(size[1], 16)
        parts.append(body[end + 2 : end + 2 + n])
        here = end + 4 + n
        if n == 0:
            return b"".join(parts)
    return b"".join(parts) or body
