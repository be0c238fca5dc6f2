"""The fetcher against real servers: order, manners, and messages that a person can act on."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from threading import Thread

import pytest

from pipeline.clock import SystemClock
from pipeline.fetch import AddressBook, Fetcher, FetchSettings
from pipeline.model import Answer, FetchFailure, Page
from tests.integration.fetch.web import NOW, Request, SteppingClock, Web, answer, redirect, source, visit

QUICK = FetchSettings(per_host_interval_s=0, allow_private=True, total_deadline_s=5)
POLITE = FetchSettings(per_host_interval_s=5, allow_private=True, total_deadline_s=5)


def error(answered: Answer) -> str:
    assert isinstance(answered, FetchFailure), answered
    assert "\n" not in answered.error
    return answered.error


def test_a_recorded_host_is_asked_as_if_it_were_the_real_one() -> None:
    with Web(answer(b"page", etag='"1"')) as web:
        book = AddressBook.loopback(["www.recorded.example"], web.port)
        with Fetcher(FetchSettings(per_host_interval_s=0), SteppingClock(), addresses=book) as fetcher:
            found = fetcher.get("https://www.recorded.example/a%2Fb?c=%C3%A9#d")
            elsewhere = fetcher.get("https://elsewhere.example/")
        (request,) = web.requests
    assert isinstance(found, Page)
    assert (found.url, found.fetched_at) == ("https://www.recorded.example/a%2Fb?c=%C3%A9", NOW)
    assert (found.headers["etag"], found.body) == ('"1"', b"page")
    assert request.url == "www.recorded.example/a%2Fb?c=%C3%A9"
    assert "not in the address book" in error(elsewhere)


def test_answers_come_in_the_order_asked() -> None:
    def answering(request: Request) -> bytes:
        time.sleep(0.1 if request.path == "/0" else 0)
        return answer(request.path.encode())

    with Web(answering) as web:
        asked = [source(f"http://site{n % 7}.test/{n}") for n in range(50)]
        book = web.book(*(f"site{n}.test" for n in range(7)))
        with Fetcher(QUICK, SteppingClock(), addresses=book) as fetcher:
            found = list(fetcher.answers(asked))
    assert [s for s, _ in found] == asked
    assert [p.body.decode() for _, p in found if isinstance(p, Page)] == [f"/{n}" for n in range(50)]


def test_no_more_is_asked_for_than_is_soon_read() -> None:
    def asked() -> Iterator[int]:
        for n in range(100):
            started.append(n)
            yield n

    started: list[int] = []
    settings = FetchSettings(per_host_interval_s=0, allow_private=True, concurrency=4)
    with Web(answer(b"x")) as web, Fetcher(settings, SteppingClock()) as fetcher:
        answers = fetcher.answers(source(web.url(f"/{n}")) for n in asked())
        next(answers)
        next(answers)
        assert len(started) == 5
        answers.close()


def test_one_bad_address_does_not_disturb_the_others() -> None:
    with (
        Web(lambda r: answer(status=500) if r.path == "/bad" else answer(b"x")) as web,
        Fetcher(QUICK, SteppingClock()) as fetcher,
    ):
        urls = [web.url("/a"), web.url("/bad"), "http://[broken", "http://nowhere.invalid/", web.url("/b")]
        found = [a for _, a in fetcher.answers([source(u) for u in urls])]
    assert [type(a) for a in found] == [Page, FetchFailure, FetchFailure, FetchFailure, Page]
    assert error(found[1]) == "127.0.0.1: answered 500; tried again later"
    assert isinstance(found[1], FetchFailure)
    assert found[1].status == 500


def test_conditional_requests_carry_both_validators_and_an_honest_name() -> None:
    with Web(answer(b"x")) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        list(fetcher.answers([replace(source(web.url()), etag='W/"x"', last_modified="yesterday")]))
        (request,) = web.requests
    assert (request.headers["if-none-match"], request.headers["if-modified-since"]) == ('W/"x"', "yesterday")
    assert request.headers["user-agent"].startswith("storyledger/")


def test_headers_that_are_no_text_can_be_stored_and_sent_back() -> None:
    with (
        Web(b'HTTP/1.1 200 OK\r\nETag: "\xff\x9b"\r\nContent-Length: 1\r\n\r\nx') as web,
        Fetcher(QUICK, SteppingClock()) as fetcher,
    ):
        found = fetcher.get(web.url())
        assert isinstance(found, Page)
        assert found.headers["etag"] == '"??"'
        ((_, again),) = fetcher.answers([replace(source(web.url()), etag=found.headers["etag"])])
        assert isinstance(again, Page)


def test_the_words_of_a_refusal_are_not_read() -> None:
    with Web(answer(status=403, length=50 * 1024 * 1024)) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        assert "answered 403" in error(fetcher.get(web.url()))


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_an_answer(status: int) -> None:
    with Web(answer(b"sorry", status=status)) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        ((_, found),) = fetcher.answers([visit(web.url("/robots.txt"))])
    assert isinstance(found, Page)
    assert found.status == status


def test_requests_to_one_host_keep_their_distance() -> None:
    clock = SteppingClock()
    times = []

    def answering(_: Request) -> bytes:
        times.append(clock.at)
        return answer(b"x")

    with Web(answering) as web:
        book = web.book("one.test", "two.test")
        with Fetcher(POLITE, clock, addresses=book) as fetcher:
            list(fetcher.answers([source(f"http://one.test/{n}") for n in range(4)]))
            assert all(b - a >= timedelta(seconds=5) for a, b in pairwise(times))
            before = clock.at
            fetcher.get("http://two.test/")
    assert clock.at == before


def test_redirects_take_their_turn_too() -> None:
    clock = SteppingClock()
    with Web(lambda r: redirect("/b") if r.path == "/a" else answer(b"x")) as web, Fetcher(POLITE, clock) as fetcher:
        fetcher.get(web.url("/a"))
    assert clock.at - NOW >= timedelta(seconds=5)


def test_one_request_at_a_time_to_each_host() -> None:
    busy, most = 0, 0

    def answering(_: Request) -> bytes:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        time.sleep(0.02)
        busy -= 1
        return answer(b"x")

    with Web(answering) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        assert len(list(fetcher.answers([source(web.url(f"/{n}")) for n in range(10)]))) == 10
    assert most == 1


def robots(text: str, status: int = 200) -> Web:
    return Web(lambda r: answer(text.encode(), status) if r.path == "/robots.txt" else answer(b"page"))


RULES = "User-agent: *\nDisallow: /private\nUser-agent: storyledger\nDisallow: /members\nCrawl-delay: 30\n"


def test_robots_txt_is_obeyed_for_pages_and_asked_for_once_a_day() -> None:
    clock = SteppingClock()
    with robots(RULES) as web, Fetcher(QUICK, clock) as fetcher:
        asked = [visit(web.url(path)) for path in ("/a", "/members/b", "/private/c")]
        open_page, closed_page, for_others = (a for _, a in fetcher.answers(asked))
        assert isinstance(open_page, Page)
        assert "robots.txt forbids /members/b" in error(closed_page)
        assert isinstance(for_others, Page)
        assert [r.path for r in web.requests] == ["/robots.txt", "/a", "/private/c"]
        clock.at += timedelta(hours=25)
        list(fetcher.answers([visit(web.url("/a"))]))
        assert [r.path for r in web.requests][3:] == ["/robots.txt", "/a"]


def test_robots_txt_is_obeyed_where_a_redirect_leads() -> None:
    pages = {"/robots.txt": answer(RULES.encode()), "/a": redirect("/members/b")}
    with Web(lambda r: pages[r.path]) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        ((_, found),) = fetcher.answers([visit(web.url("/a"))])
        assert "robots.txt forbids /members/b" in error(found)
        assert [r.path for r in web.requests] == ["/robots.txt", "/a"]


def test_the_crawl_delay_wins_over_our_own() -> None:
    clock = SteppingClock()
    with robots(RULES) as web, Fetcher(POLITE, clock) as fetcher:
        list(fetcher.answers([visit(web.url("/a")), visit(web.url("/b"))]))
    assert clock.at - NOW >= timedelta(seconds=30)


def test_feeds_and_what_a_person_asks_for_are_fetched_as_published() -> None:
    with robots("User-agent: *\nDisallow: /\n") as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        ((_, feed),) = fetcher.answers([source(web.url("/feed"))])
        assert isinstance(feed, Page)
        assert isinstance(fetcher.get(web.url("/a")), Page)
        assert [r.path for r in web.requests] == ["/feed", "/a"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_site_without_rules_is_open_and_one_in_trouble_is_left_alone(status: int, allowed: bool) -> None:
    with robots("", status) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        ((_, found),) = fetcher.answers([visit(web.url("/a"))])
    assert isinstance(found, Page) == allowed
    if not allowed:
        assert "robots.txt cannot be had" in error(found)


def test_a_host_that_wants_to_be_left_alone_is_not_asked_for_its_rules_either() -> None:
    with Web(answer(status=503, retry_after="60")) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        fetcher.get(web.url("/a"))
        ((_, found),) = fetcher.answers([visit(web.url("/b"))])
        assert "left alone" in error(found)
        assert isinstance(found, FetchFailure)
        assert found.retry_after_s == 60
        assert len(web.requests) == 1


def test_a_dead_host_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with Fetcher(QUICK, SystemClock()) as fetcher:
            found = fetcher.get(f"http://127.0.0.1:{unused.getsockname()[1]}/")
    assert error(found).startswith("127.0.0.1: no connection")


SAID = {
    b"": "lost",
    b"garbage\r\n\r\n": "no valid HTTP",
    b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n": "no valid HTTP",
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde": "no valid HTTP",
    b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n": "cannot be read",
    b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n": "answered 302",
    b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n": "ask the site for leave",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n": "",
}


@pytest.mark.parametrize("said", SAID, ids=range(len(SAID)))
def test_every_trouble_becomes_one_line_that_names_the_host(said: bytes) -> None:
    with Web(said) as web, Fetcher(QUICK, SteppingClock()) as fetcher:
        message = error(fetcher.get(web.url()))
    assert message.startswith("127.0.0.1: ")
    assert SAID[said] in message


def test_a_server_without_tls_is_not_read_as_if_it_had() -> None:
    def speak() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"this is no TLS at all")
            connection.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listening, Fetcher(QUICK, SteppingClock()) as fetcher:
        Thread(target=speak).start()
        assert "TLS" in error(fetcher.get(f"https://127.0.0.1:{listening.getsockname()[1]}/"))


def test_closing_breaks_off_what_is_in_flight_and_closing_twice_does_nothing() -> None:
    def answering(_: Request) -> Iterator[bytes]:
        yield answer(length=10_000)
        while True:
            time.sleep(0.05)
            yield b"x"

    with Web(answering) as web:
        fetcher = Fetcher(QUICK, SteppingClock())
        answers = fetcher.answers([source("ftp://x.test/"), source(web.url("/slow"))])
        started = time.monotonic()
        assert isinstance(next(answers)[1], FetchFailure)
        answers.close()
        fetcher.close()
        fetcher.close()
        assert time.monotonic() - started < 1
