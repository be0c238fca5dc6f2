"""Small archives, made by hand."""

import gzip
import zipfile
from pathlib import Path

PAGE = b"<html><title>Dam</title><body><p>The dam holds.</p></body></html>"


def record(
    url: str,
    body: bytes = PAGE,
    *,
    date: str = "2026-01-05T10:00:00Z",
    kind: str = "response",
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8\r\n",
) -> bytes:
    """One record of a WARC file."""
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def plain(path: Path, *records: bytes) -> Path:
    path.write_bytes(b"".join(records))
    return path


def packed(path: Path, *records: bytes) -> Path:
    """A gzip member for each record, as the standard wants it."""
    path.write_bytes(b"".join(gzip.compress(r) for r in records))
    return path


def packed_whole(path: Path, *records: bytes) -> Path:
    path.write_bytes(gzip.compress(b"".join(records)))
    return path


def wacz(path: Path, *records: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/data.warc.gz", b"".join(gzip.compress(r) for r in records))
    return path
