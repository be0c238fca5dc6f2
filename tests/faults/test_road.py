"""Cases 7, 8, 10, 24, 41 and 42 on the whole road: what is stored, and when it is asked again."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from pipeline import follow as the_road
from pipeline import judge as the_judge
from pipeline.archived import Shelf, WithArchives
from pipeline.model import (
    Answer,
    FetchFailure,
    FlagKind,
    Outcome,
    Page,
    Poll,
    PollResult,
    Quality,
    SourceKind,
    Version,
    Visit,
)
from tests.faults.road import Road, road
from tests.integration.fetch.web import NOW, Request, Web, answer, redirect
from tests.unit.sources.archives import packed, record

HOUR = timedelta(hours=1)
PARAGRAPHS = (
    "The Orvale dam released 40 cubic metres of water a second on Monday, the operator of the Orvale dam said, after "
    "three days of rain had filled the lake behind it to the brim.",
    "Engineers inspected the Orvale dam in the morning and found no crack in its wall. Eleven families who live below "
    "the dam were asked to spend the night with relatives in the town.",
)


def feed(*slugs: str, host: str = "news.test") -> bytes:
    items = "".join(f"<item><title>Orvale dam {s}</title><link>http://{host}/{s}</link></item>" for s in slugs)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def article(*paragraphs: str, title: str = "Orvale dam releases water") -> bytes:
    text = "".join(f"<p>{p}</p>" for p in paragraphs or PARAGRAPHS)
    return f"<html lang=en><title>{title}</title><body><article><h1>{title}</h1>{text}</article></body></html>".encode()


class Site:
    """A site that says what it is told to at each path."""

    def __init__(self) -> None:
        self.says: dict[str, bytes] = {}
        self.asked: list[str] = []

    def __call__(self, request: Request) -> bytes:
        self.asked.append(request.path)
        return self.says.get(request.path, answer(status=404))


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def dam(site: Site, tmp_path: Path) -> Iterator[Road]:
    with Web(site) as web, road(tmp_path, web, "news.test", "other.test") as opened:
        yield opened


def test_case_07_a_server_that_fails_five_times_is_left_alone_longer_and_recovers(site: Site, dam: Road) -> None:
    dam.add("http://news.test/feed")
    site.says["/feed"] = answer(status=503)
    asked = []
    for _ in range(5):
        asked += [p.at for p in dam.cycle() if isinstance(p, Poll)]
        dam.clock.at = dam.source.due_at
    waits = [later - at for at, later in zip(asked, [*asked[1:], dam.source.due_at], strict=True)]
    assert all(b > a for a, b in pairwise(waits[:4]))
    assert dam.source.n_failures == 5
    assert dam.source.due_why == "failed 5 times in a row"
    site.says["/feed"] = answer(feed())
    (recovered,) = dam.cycle()
    assert isinstance(recovered, Poll)
    assert recovered.result is PollResult.NEW
    assert (dam.source.n_failures, dam.source.ok_at) == (0, recovered.at)
    (spell,) = dam.store.blind()
    assert (spell.since, spell.until, spell.n_failures) == (NOW, recovered.at, 5)
    assert "answered 503" in spell.error


@pytest.mark.parametrize("status", [301, 308])
def test_case_08_a_source_moves_after_three_polls_and_the_move_is_kept(site: Site, dam: Road, status: int) -> None:
    dam.add("http://news.test/old")
    site.says |= {"/old": redirect("http://other.test/new", status), "/new": answer(feed(), etag='"1"')}
    for n in range(3):
        assert dam.source.url == "http://news.test/old", n
        dam.cycle(7 * HOUR)
    assert dam.source.url == "http://other.test/new"
    notes = [note for p in dam.store.polls() for note in p.notes]
    assert notes == ["moved for good from http://news.test/old to http://other.test/new"]


def test_case_08_a_redirect_that_does_not_hold_moves_nothing(site: Site, dam: Road) -> None:
    dam.add("http://news.test/old")
    site.says["/new"] = answer(feed())
    for n in range(9):
        site.says["/old"] = answer(feed()) if n % 3 == 2 else redirect("/new", 301)
        dam.cycle(7 * HOUR)
    assert dam.source.url == "http://news.test/old"


def test_case_08_a_source_does_not_move_onto_another(site: Site, dam: Road) -> None:
    dam.add("http://news.test/old")
    dam.add("http://news.test/new")
    site.says |= {"/old": redirect("/new", 301), "/new": answer(feed())}
    for _ in range(4):
        dam.cycle(7 * HOUR)
    assert [s.url for s in dam.store.sources()] == ["http://news.test/old", "http://news.test/new"]
    assert "which is source 2 already" in dam.store.polls()[-2].notes[0]


def test_case_10_a_source_that_is_gone_is_asked_once_more_only_when_a_person_says_so(site: Site, dam: Road) -> None:
    made = dam.add("http://news.test/feed")
    site.says["/feed"] = answer(status=410)
    dam.cycle()
    assert dam.source.retired
    assert dam.cycle(10_000 * HOUR) == []
    assert [f.flag.kind for f in dam.store.flags("dam")] == [FlagKind.SOURCE_BLIND]
    dam.store.pause_source(made.id, paused=False)
    assert len(dam.cycle()) == 1


def sitemap(*slugs: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>http://news.test/{s}</loc></url>' for s in slugs)}</urlset>".encode()


def test_an_index_of_sitemaps_is_followed_and_a_broken_part_is_noted(site: Site, dam: Road) -> None:
    parts = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in ("good", "broken", "index", "gone"))
    index = f"<sitemapindex>{parts}</sitemapindex>".encode()
    site.says |= {"/index.xml": answer(index), "/good.xml": answer(sitemap("water")), "/broken.xml": answer(b"{}")}
    dam.add("http://news.test/index.xml", SourceKind.SITEMAP)
    done = dam.cycle()[0]
    assert isinstance(done, Poll)
    assert (done.result, [e.url for e in done.entries]) == (PollResult.NEW, ["https://news.test/water"])
    assert len([n for n in done.notes if n.startswith("part of the index")]) == 2
    site.says["/good.xml"] = answer(status=500)
    failed = dam.cycle(7 * HOUR)[0]
    assert isinstance(failed, Poll)
    assert failed.result is PollResult.FAILED


def test_an_archive_goes_the_same_road_on_the_dates_of_its_records(site: Site, dam: Road, tmp_path: Path) -> None:
    first, second = article(), article(PARAGRAPHS[0].replace("40", "65"), PARAGRAPHS[1])
    packed_body = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    archive = packed(
        tmp_path / "dam.warc.gz",
        record("https://news.test/water", second, date="2026-01-09T12:00:00Z"),
        record("https://news.test/water", gzip.compress(first), date="2026-01-05T10:00:00Z", headers=packed_body),
    )
    dam.add(archive.as_uri(), SourceKind.ARCHIVE)
    dam.add("http://news.test/feed")
    site.says |= {"/feed": answer(feed("other")), "/other": answer(article(), content_type="text/html")}
    fetcher = WithArchives(dam.fetcher, dam.store.sources(), Shelf(), dam.clock)
    shelved = replace(dam, fetcher=fetcher)
    done = [o for _ in range(3) for o in shelved.cycle()]
    had = [o.answer.fetched_at for o in done if isinstance(o, Outcome) and isinstance(o.answer, Page)]
    assert [f"{at:%F}" for at in had] == ["2026-01-05", "2026-03-02", "2026-01-09"]
    seen = [(a.listed_url, f"{a.fetched_at:%F}") for a in dam.store.articles("dam") if a.version_id]
    assert seen[:2] == [("https://news.test/water", "2026-01-05"), ("https://news.test/water", "2026-01-09")]
    assert shelved.cycle() == []
    assert [p.result for p in shelved.cycle(7 * HOUR) if isinstance(p, Poll)] == [PollResult.UNCHANGED] * 2
    assert "/water" not in site.asked


WALL = "<html><body><p>We value your privacy. We and our partners store cookies. Accept all.</p></body></html>"
SHELL = '<html><body><div id="root"></div><script>app()</script><noscript>Enable JavaScript.</noscript></body></html>'
STUB = article("The Orvale dam released water.", "Subscribe to continue reading this article.").decode()
MISSING = "<html><title>Page not found</title><body><h1>Page not found</h1><p>We could not find it.</p></body></html>"
PAGES = {
    "empty body": (answer(b""), {Quality.TOO_SHORT, Quality.NOT_TEXT}),
    "consent wall": (answer(WALL.encode(), content_type="text/html"), {Quality.WALL}),
    "paywall stub": (answer(STUB.encode(), content_type="text/html"), {Quality.WALL}),
    "JavaScript shell": (answer(SHELL.encode(), content_type="text/html"), {Quality.TOO_SHORT}),
    "PDF": (answer(b"%PDF-1.7\n" + bytes(2_000), content_type="application/pdf"), {Quality.NOT_TEXT}),
    "PDF that says it is a page": (answer(b"%PDF-1.7\n" + bytes(2_000), content_type="text/html"), {Quality.NOT_TEXT}),
    "image": (answer(b"\x89PNG\r\n\x1a\n" + bytes(2_000), content_type="image/png"), {Quality.NOT_TEXT}),
    "404 with 200": (answer(MISSING.encode(), content_type="text/html"), {Quality.GONE}),
    "404": (answer(b"gone", status=404), {Quality.GONE}),
    "410": (answer(b"gone", status=410), {Quality.GONE}),
}


@pytest.mark.parametrize(("page", "classes"), PAGES.values(), ids=PAGES)
def test_case_41_what_is_no_article_is_recorded_as_such_and_changes_none(
    site: Site, dam: Road, page: bytes, classes: set[Quality]
) -> None:
    dam.add("http://news.test/feed")
    site.says |= {"/feed": answer(feed("water")), "/water": answer(article(), content_type="text/html")}
    dam.cycle()
    (had,) = dam.store.articles("dam")
    assert had.version_id is not None
    site.says["/water"] = page
    outcomes = [o for o in dam.cycle(HOUR) if isinstance(o, Outcome)]
    assert [o.version.quality in classes for o in outcomes if o.version is not None] == [True]
    assert [a.version_id for a in dam.store.articles("dam")] in ([had.version_id], [had.version_id, None])
    changed = {FlagKind.ARTICLE_REVISED, FlagKind.ARTICLE_CORRECTED, FlagKind.FIGURE_CHANGED}
    assert not changed & {f.flag.kind for f in dam.store.flags("dam")}


def test_case_41_an_article_that_comes_back_from_behind_a_wall_has_not_changed(site: Site, dam: Road) -> None:
    dam.add("http://news.test/feed")
    whole = answer(article(), content_type="text/html")
    site.says |= {"/feed": answer(feed("water")), "/water": whole}
    dam.cycle()
    for n in range(6):
        site.says["/water"] = PAGES["consent wall"][0] if n % 2 == 0 else whole
        dam.cycle(8 * HOUR)
    assert len({a.version_id for a in dam.store.articles("dam")} - {None}) == 1
    assert [f for f in dam.store.flags("dam") if f.flag.kind is FlagKind.ARTICLE_REVISED] == []


def test_case_42_a_page_of_two_texts_in_turn_is_visited_ever_more_seldom(site: Site, dam: Road) -> None:
    dam.add("http://news.test/feed")
    texts = [
        answer(article(*PARAGRAPHS, f"Read today in the {paper}: the longest bridge of the valley is painted anew."))
        for paper in ("Morning Post", "Evening Post")
    ]
    site.says["/feed"] = answer(feed("water"))
    visits = 0
    while dam.clock.at < NOW + timedelta(days=60):
        site.says["/water"] = texts[visits % 2]
        visits += sum(isinstance(done, Outcome) for done in dam.cycle(HOUR / 2))
    assert 10 < visits < 80


@pytest.mark.parametrize(
    "hostile",
    [
        b"<html><body>" + b"<div>" * 1_000_000 + b"Orvale dam",
        b"<html><body><p>" + b"Orvale dam " * 900_000,
        b"<html><body>" + b"<table><tr><td>" * 100_000,
        b"<html><body><a " + b"x=1 " * 2_000_000,
        bytes(range(256)) * 20_000,
    ],
    ids=["nested elements", "one paragraph of 10 MB", "nested tables", "attributes", "noise"],
)
def test_case_24_a_page_of_any_shape_is_recorded_and_the_run_goes_on(site: Site, dam: Road, hostile: bytes) -> None:
    dam.add("http://news.test/feed")
    site.says |= {
        "/feed": answer(feed("hostile", "water")),
        "/hostile": answer(hostile, content_type="text/html"),
        "/water": answer(article(), content_type="text/html"),
    }
    outcomes = {o.visit.url: o for o in dam.cycle() if isinstance(o, Outcome)}
    assert outcomes.keys() == {"http://news.test/hostile", "http://news.test/water"}
    found = outcomes["http://news.test/water"].version
    assert found is not None
    assert found.quality is Quality.ARTICLE


def broken_judge(url: str) -> Callable[..., Outcome]:
    judge = the_judge.judge

    def judged(visit: Visit, answer: Answer, version: Version | None, *rest: Any, **rules: Any) -> Outcome:
        if visit.url == url and version is not None:
            raise zlib.error("no reader is without faults")
        return judge(visit, answer, version, *rest, **rules)

    return judged


def test_a_text_that_breaks_a_reader_is_recorded_and_the_run_goes_on(
    site: Site, dam: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    dam.add("http://news.test/feed")
    page = answer(article(), content_type="text/html")
    site.says |= {"/feed": answer(feed("bad", "good")), "/bad": page, "/good": page}
    monkeypatch.setattr(the_road, "judge", broken_judge("http://news.test/bad"))
    with capture_logs() as logs:
        done = dam.cycle()
    bad, good = (o for o in done if isinstance(o, Outcome))
    assert isinstance(bad.answer, FetchFailure)
    assert bad.answer.error == "http://news.test/bad: its text broke its reader (error); report it"
    assert bad.due_at is not None
    assert good.version is not None
    assert [log["event"] for log in logs] == ["page broke its reader"]
