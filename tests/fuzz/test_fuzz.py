"""Whatever is thrown at the road's first rooms, an answer comes out and no exception."""

import json
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import sources
from pipeline.extract import extract
from pipeline.fetch import Fetcher, FetchSettings, HostSettings
from pipeline.model import Entry, FetchFailure, NotModified, Page, PollResult, Source, SourceKind, Version
from pipeline.urls import is_fetchable
from tests.fuzz.made import BODIES, HEADERS, answers, damaged
from tests.integration.fetch.web import NOW, Request, SteppingClock, Web, visit

SETTINGS = FetchSettings(
    per_host_interval_s=0,
    obey_robots=False,
    total_deadline_s=2,
    hosts={"news.test": HostSettings(keep_cookies=True)},
)
KINDS = st.sampled_from([k for k in SourceKind if k is not SourceKind.ARCHIVE])


def a_page(body: bytes, headers: list[tuple[str, str]]) -> Page:
    said = {name.lower(): value for name, value in headers}
    return Page(url="https://news.test/feed", status=200, headers=said, body=body, fetched_at=NOW, sha256="0")


def is_fit(entry: Entry) -> bool:
    """Whether an entry can be stored, shown and asked for."""
    words = (entry.title, entry.summary, entry.author or "", *entry.notes)
    for text in (*words, entry.url, entry.listed_url):
        text.encode("utf-8")
    return all("\x00" not in w and "\x1b" not in w for w in words) and (
        is_fetchable(entry.listed_url) or entry.listed_url.startswith("urn:sha256:")
    )


@given(damaged(BODIES), HEADERS, KINDS)
def test_any_answer_of_a_source_makes_a_poll(body: bytes, headers: list[tuple[str, str]], kind: SourceKind) -> None:
    source = Source(id=1, kind=kind, url="https://news.test/feed", title="", story_ids=("dam",), due_at=NOW)
    poll = sources.read(source, a_page(body, headers))
    assert poll.result in PollResult
    assert poll.error is None or (poll.error.isprintable() and poll.error.startswith(source.url))
    assert all(map(is_fit, poll.entries))
    assert pickle.loads(pickle.dumps(poll)) == poll


@given(damaged(BODIES), HEADERS)
def test_any_page_makes_a_version(body: bytes, headers: list[tuple[str, str]]) -> None:
    version = extract(visit("https://news.test/a"), a_page(body, headers))
    assert isinstance(version, Version)
    assert all(version.text[b.span.start : b.span.end] for b in version.blocks)
    json.dumps(version.text, ensure_ascii=False).encode("utf-8")


@given(damaged(BODIES), HEADERS)
def test_any_page_names_its_feeds(body: bytes, headers: list[tuple[str, str]]) -> None:
    assert all(map(is_fetchable, sources.discover(a_page(body, headers))))


class Said:
    """A server that sends what the case wants."""

    answer = b""

    def __call__(self, _: Request) -> bytes:
        return self.answer


@pytest.fixture(scope="module")
def said() -> Said:
    return Said()


@pytest.fixture(scope="module")
def fetcher(said: Said) -> Iterator[Fetcher]:
    with Web(said) as web, Fetcher(SETTINGS, SteppingClock(), addresses=web.book("news.test")) as opened:
        yield opened


@given(answer=answers())
def test_any_bytes_of_a_server_make_an_answer(said: Said, fetcher: Fetcher, answer: bytes) -> None:
    said.answer = answer
    found = fetcher.get("http://news.test/feed")
    assert isinstance(found, Page | NotModified | FetchFailure)
    if isinstance(found, FetchFailure):
        assert "report it" not in found.error
        assert found.error.isprintable()
        assert found.error.startswith("news.test") or "10.0.0.1" in found.error or "http" in found.error
    if isinstance(found, Page):
        assert isinstance(pickle.loads(pickle.dumps(found)), Page)
        json.dumps(dict(found.headers), ensure_ascii=False).encode("utf-8")


@given(st.binary(max_size=400))
def test_noise_makes_an_answer(said: Said, fetcher: Fetcher, noise: bytes) -> None:
    said.answer = noise
    assert isinstance(fetcher.get("http://news.test/feed"), FetchFailure | Page)
