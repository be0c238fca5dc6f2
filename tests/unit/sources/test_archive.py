"""Pages come out of archives as they went in, whatever the archive is packed in."""

import gzip
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ParseError
from pipeline.model import Page, PollResult, Source, SourceKind
from pipeline.sources import read
from pipeline.sources.archive import captures, content, unchunked
from tests.unit.sources.archives import PAGE, packed, packed_whole, plain, record, wacz
from tests.unit.sources.feeds import AT

Writer = Callable[..., Path]
WRITERS: dict[str, Writer] = {"a.warc": plain, "a.warc.gz": packed, "whole.warc.gz": packed_whole, "a.wacz": wacz}
RECORDS = (
    b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nsoft\r\n\r\n",
    record("https://news.test/late", PAGE + b"late", date="2026-02-01T00:00:00Z"),
    record("https://news.test/image", headers="Content-Type: image/png\r\n"),
    record("https://news.test/asked", kind="request"),
    record("https://news.test/gone", status="404 Not Found"),
    record("https://news.test/big", PAGE + b"x" * 300_000),
    record("javascript:alert(1)"),
    record("<https://news.test/early>", PAGE + b"early", date="2025-12-01T08:30:00.123456Z"),
)


@pytest.mark.parametrize("name", WRITERS)
def test_pages_of_a_warc_are_found_and_read_one_by_one(name: str, tmp_path: Path) -> None:
    found = sorted(captures(WRITERS[name](tmp_path / name, *RECORDS)))
    assert [(c.url, f"{c.at:%F %R}") for c in found] == [
        ("https://news.test/early", "2025-12-01 08:30"),
        ("https://news.test/big", "2026-01-05 10:00"),
        ("https://news.test/late", "2026-02-01 00:00"),
    ]
    bodies = [content(c)[1] for c in found]
    assert bodies == [PAGE + b"early", PAGE + b"x" * 300_000, PAGE + b"late"]


def test_a_body_that_was_recorded_in_chunks_is_put_together(tmp_path: Path) -> None:
    chunked = b"5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n"
    headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    path = packed(tmp_path / "a.warc.gz", record("https://news.test/a", chunked, headers=headers))
    assert content(next(captures(path)))[1] == b"hello world"
    assert unchunked(PAGE) == PAGE


SAVED = {
    "motw": b"<!-- saved from url=(0023)https://news.test/motw -->",
    "singlefile": b"<!--\n Page saved with SingleFile \n url: https://news.test/singlefile \n saved date: x\n-->",
    "canonical": b'<link rel="canonical" href="https://news.test/canonical">',
    "backwards": b'<link href="https://news.test/backwards" rel="canonical">',
    "og": b'<meta property="og:url" content="https://news.test/og">',
}


def test_a_folder_of_saved_pages_gives_those_that_know_their_address(tmp_path: Path) -> None:
    for n, (name, mark) in enumerate(SAVED.items()):
        file = tmp_path / ("sub" if n % 2 else "") / f"{name}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(mark + PAGE)
        os.utime(file, (1_767_000_000 + n, 1_767_000_000 + n))
    (tmp_path / "unknown.html").write_bytes(PAGE)
    (tmp_path / "image.png").write_bytes(SAVED["og"])
    found = sorted(captures(tmp_path))
    assert [c.url for c in found] == [f"https://news.test/{name}" for name in SAVED]
    assert found[0].at == datetime.fromtimestamp(1_767_000_000, UTC)
    assert content(found[0])[1] == SAVED["motw"] + PAGE


def poll_of(path: Path) -> tuple[PollResult, str, int]:
    url = path.as_uri()
    source = Source(id=1, kind=SourceKind.ARCHIVE, url=url, title="", story_ids=("dam",), due_at=AT)
    done = read(source, Page(url=url, status=200, headers={}, body=b"state", fetched_at=AT, sha256="1"))
    return done.result, done.error or "", len(done.entries)


def test_an_archive_lists_each_article_once(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.warc.gz", *RECORDS, record("https://news.test/late", date="2026-03-01T00:00:00Z"))
    assert poll_of(path) == (PollResult.NEW, "", 3)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no page"),
        (b"no archive", "no page"),
        (gzip.compress(record("https://news.test/a"))[:-60], "no page"),
        (b"\x1f\x8bbroken", "cannot be read"),
        (b"PK\x03\x04broken", "no page"),
    ],
    ids=["empty", "text", "cut", "damaged gzip", "damaged zip"],
)
def test_what_is_no_archive_is_told(tmp_path: Path, body: bytes, why: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(body)
    result, error, _ = poll_of(path)
    assert result is PollResult.FAILED
    assert why in error


def test_a_missing_archive_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in poll_of(tmp_path / "nothing.warc")[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(0, 1_000), st.binary(max_size=30), st.integers(0, 40), st.sampled_from(sorted(WRITERS)))
def test_a_damaged_archive_never_breaks_anything(tmp_path: Path, at: int, junk: bytes, cut: int, name: str) -> None:
    path = WRITERS[name](tmp_path / name, *RECORDS[:4])
    body = path.read_bytes()
    path.write_bytes(body[:at] + junk + body[at + cut :])
    try:
        for capture in captures(path):
            content(capture)
    except ParseError as wrong:
        assert str(path) in str(wrong)
