"""Cases 1 to 11: what a server may say, over real sockets."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import sources
from pipeline.fetch import Fetcher, FetchSettings
from pipeline.model import FetchFailure, Page, Poll, PollResult, Source
from tests.integration.fetch.web import SteppingClock, Web, answer, redirect, source

FEED = (
    b"<rss version='2.0'><channel><title>Dock news</title><item><title>Crane falls at dock nine</title>"
    b"<link>http://news.test/crane</link></item></channel></rss>"
)
QUICK = FetchSettings(per_host_interval_s=0, allow_private=True, total_deadline_s=5)


def poll(of: Source, clock: SteppingClock | None = None) -> Poll:
    with Fetcher(QUICK, clock or SteppingClock()) as fetcher:
        ((asked, answered),) = fetcher.answers([of])
    assert asked == of
    return sources.read(of, answered)


def test_case_01_a_304_to_a_conditional_request_brings_nothing() -> None:
    with Web(lambda r: answer(status=304) if r.headers.get("if-none-match") == '"v1"' else answer(FEED)) as web:
        found = poll(replace(source(web.url("/feed")), etag='"v1"'))
    assert (found.result, found.status, found.entries, found.error) == (PollResult.UNCHANGED, 304, (), None)


def test_case_02_a_server_that_always_says_304_is_asked_in_full_once_a_week() -> None:
    clock = SteppingClock()
    with Web(lambda r: answer(status=304) if "if-none-match" in r.headers else answer(FEED)) as web:
        known = replace(source(web.url("/feed")), etag='"v1"')
        results = []
        for _ in range(28):
            found = poll(known, clock)
            results.append(found.result)
            known = replace(known, ok_at=clock.at)
            clock.at += timedelta(hours=6)
    assert results.count(PollResult.NEW) == 1


def test_case_03_the_same_bytes_again_are_not_parsed() -> None:
    with Web(answer(FEED, etag='"v2"')) as web:
        first = poll(source(web.url("/feed")))
        second = poll(replace(source(web.url("/feed")), body_sha256=first.body_sha256))
    assert [e.title for e in first.entries] == ["Crane falls at dock nine"]
    assert (second.result, second.entries, second.etag) == (PollResult.UNCHANGED, (), '"v2"')


def test_case_04_no_request_before_retry_after_is_over() -> None:
    clock = SteppingClock()
    with Web(answer(status=429, retry_after="120")) as web, Fetcher(QUICK, clock) as fetcher:
        first = fetcher.get(web.url("/a"))
        second = fetcher.get(web.url("/b"))
        assert isinstance(first, FetchFailure)
        assert isinstance(second, FetchFailure)
        assert (first.status, first.retry_after_s) == (429, 120)
        assert "left alone" in second.error
        assert [r.path for r in web.requests] == ["/a"]
        clock.at += timedelta(seconds=121)
        fetcher.get(web.url("/c"))
        assert [r.path for r in web.requests] == ["/a", "/c"]


@pytest.mark.parametrize("status", [429, 503])
def test_case_05_an_http_date_is_read_by_the_servers_own_clock(status: int) -> None:
    said = answer(status=status, retry_after="Tue, 06 Jan 2015 10:05:00 GMT", date="Tue, 06 Jan 2015 10:00:00 GMT")
    with Web(said) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        found = fetcher.get(web.url())
    assert isinstance(found, FetchFailure)
    assert found.retry_after_s == 300


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("-5", None),
        ("soon", None),
        ("1e3", None),
        ("", None),
        ("Tue, 06 Jan 2015 10:05:00 GMT", None),
        ("Tue, 99 Foo 2015", None),
        ("99999999999", 86_400),
        ("9" * 2_000, None),
    ],
)
def test_case_06_a_retry_after_without_sense_is_cut_or_forgotten(said: str, seconds: float | None) -> None:
    with Web(answer(status=503, retry_after=said)) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        found = fetcher.get(web.url())
    assert isinstance(found, FetchFailure)
    assert found.retry_after_s == seconds


@pytest.mark.parametrize("status", [301, 308])
def test_case_08_a_permanent_redirect_says_where_the_source_went(status: int) -> None:
    with Web(lambda r: redirect("/new", status) if r.path == "/old" else answer(FEED)) as web:
        found = poll(source(web.url("/old")))
        assert (found.result, found.moved_to) == (PollResult.NEW, web.url("/new"))


def test_case_08_a_chain_moves_only_as_far_as_it_is_permanent() -> None:
    hops = {"/a": redirect("/b", 301), "/b": redirect("/c", 302), "/c": redirect("/d", 301), "/d": answer(FEED)}
    with Web(lambda r: hops[r.path]) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        found = fetcher.get(web.url("/a"))
        assert isinstance(found, Page)
        assert (found.url, found.moved_to) == (web.url("/d"), web.url("/b"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_case_09_a_temporary_redirect_is_followed_and_forgotten(status: int) -> None:
    with Web(lambda r: redirect("/new", status) if r.path == "/old" else answer(FEED)) as web:
        found = poll(source(web.url("/old")))
    assert (found.result, found.moved_to, len(found.entries)) == (PollResult.NEW, None, 1)


def test_case_10_gone_is_reported_and_never_due_again() -> None:
    with Web(answer(status=410)) as web:
        found = poll(source(web.url("/feed")))
        assert (found.result, found.status, found.due_at) == (PollResult.FAILED, 410, None)
        assert found.error is not None
        assert found.error.startswith(web.url("/feed"))
        assert "find its new address" in found.error


@pytest.mark.parametrize("to", ["/feed", "/further"])
def test_case_11_redirects_without_end_stop_after_five(to: str) -> None:
    with Web(lambda r: redirect(to if to == "/feed" else r.path + "r")) as web:
        found = poll(source(web.url("/feed")))
        assert len(web.requests) == 6
    assert found.error is not None
    assert "more than 5 redirects" in found.error


def test_case_01_a_304_to_an_unconditional_request_is_no_answer() -> None:
    with Web(answer(status=304)) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        found = fetcher.get(web.url())
    assert isinstance(found, FetchFailure)
    assert "nothing was known" in found.error
