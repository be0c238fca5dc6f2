"""Sitemaps, pages and searches as sources; kinds that packages add."""

import gzip
from datetime import UTC, datetime
from importlib.metadata import EntryPoint

import pytest

from pipeline import sources
from pipeline.errors import SettingsError
from pipeline.model import Page, PollResult, Source, SourceKind
from pipeline.sources import kinds
from pipeline.sources.listing import Item, Listing, listing
from tests.unit.sources.feeds import page, poll, rss, trouble

NEWS_SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://www.valley-post.example/old</loc><lastmod>2026-02-20</lastmod></url>
<url><loc> https://www.valley-post.example/dam </loc><news:news>
<news:publication><news:name>VP</news:name></news:publication>
<news:publication_date>2026-03-01T10:00:00+01:00</news:publication_date><news:title>Dam &amp; bridge</news:title>
</news:news></url>
</urlset>"""


@pytest.mark.parametrize("body", [NEWS_SITEMAP.encode(), gzip.compress(NEWS_SITEMAP.encode())], ids=["plain", "gzip"])
def test_a_sitemap_lists_its_newest_pages_first(body: bytes) -> None:
    dam, old = poll(body, kind=SourceKind.SITEMAP).entries
    assert (dam.url, dam.title) == ("https://valley-post.example/dam", "Dam & bridge")
    assert dam.published_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert old.updated_at == datetime(2026, 2, 20, tzinfo=UTC)


def test_of_a_huge_sitemap_the_newest_pages_are_read() -> None:
    places = "".join(
        f"<url><loc>https://a.example/{n}</loc><lastmod>2026-01-{n % 28 + 1:02}</lastmod></url>" for n in range(2_800)
    )
    found = poll(f"<urlset>{places}</urlset>", kind=SourceKind.SITEMAP)
    assert len(found.entries) == 1_000
    assert min(e.updated_at for e in found.entries if e.updated_at) == datetime(2026, 1, 19, tzinfo=UTC)
    assert found.notes == ("1800 older pages left out: a sitemap is read up to 1000 pages",)


def index(*children: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap>{c}</sitemap>" for c in children) + "</sitemapindex>"


def test_of_an_index_the_sitemaps_that_changed_last_are_read() -> None:
    children = [f"<loc>/{n}.xml</loc><lastmod>2026-01-{n * 7 % 28 + 1:02}</lastmod>" for n in range(28)]
    found = poll(index(*children, "<loc>file:///etc/passwd</loc>"), kind=SourceKind.SITEMAP)
    assert found.further == tuple(f"https://www.valley-post.example/{n}.xml" for n in (3, 7, 11, 15))
    assert found.notes == ("25 older sitemaps of the index left out",)
    assert found.body_sha256 is not None


def test_an_index_without_dates_is_read_from_both_ends_each_time() -> None:
    found = poll(index(*(f"<loc>https://a.example/{n}.xml</loc>" for n in range(9))), kind=SourceKind.SITEMAP)
    assert found.further == tuple(f"https://a.example/{n}.xml" for n in (0, 8, 1, 7))
    assert (found.body_sha256, found.etag) == (None, None)


def test_an_index_that_leads_nowhere_is_told() -> None:
    assert "names none" in trouble(index("<loc>ftp://a.example/1.xml</loc>"), kind=SourceKind.SITEMAP)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html><body>hello", "no sitemap"),
        (b"<urlset></urlset>", "lists no page"),
        (b"\x1f\x8bbroken", "damaged"),
        (gzip.compress(NEWS_SITEMAP.encode())[:-20], "cut"),
        (gzip.compress(bytes(51 * 1024 * 1024)), "holds more than"),
        (b"words", "no sitemap"),
    ],
)
def test_what_is_no_sitemap_is_told(body: bytes, why: str) -> None:
    assert why in trouble(body, kind=SourceKind.SITEMAP)


def test_a_sitemap_that_breaks_off_gives_what_it_said() -> None:
    assert len(poll(NEWS_SITEMAP[:-5], kind=SourceKind.SITEMAP).entries) == 2


FRONT = """<html><head><base href="https://www.valley-post.example/news/">
<link rel="alternate" type="application/rss+xml" title="All" href="/rss.xml">
<link rel="alternate stylesheet" type="text/css" href="/x.css">
<link rel="ALTERNATE home" type="Application/Atom+XML" href="atom">
<link rel="alternate" type="application/feed+json" href="https://feeds.test/vp.json">
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<link rel="alternate" type="application/rss+xml" href="javascript:x">
<link rel="alternate" type="application/rss+xml"></head><body>
<a href="dam-cracks-near-old-town">Dam shows <b>cracks</b> near the old town</a>
<a href="/2026/03/01/bridge">Bridge shut to all lorries</a>
<a href="/story/4711234">Mayor to step down in May</a>
<a href="dam-cracks-near-old-town#comments">12 readers have written comments</a>
<a href="/tag/dams-and-bridges-of-the-valley">All about dams and bridges</a>
<a href="/about-us-and-our-long-story">About us</a>
<a href="https://other.example/2026/03/01/elsewhere">A story told somewhere else</a>
<a href="javascript:open()">Open the menu right now</a>
<a>No address in this one</a></body></html>"""


def test_feeds_that_a_page_names_are_found() -> None:
    assert sources.discover(page(FRONT, url="https://www.valley-post.example/", content_type="text/html")) == [
        "https://www.valley-post.example/rss.xml",
        "https://www.valley-post.example/news/atom",
        "https://feeds.test/vp.json",
    ]


def test_links_of_a_page_that_look_like_articles_of_its_site() -> None:
    found = poll(FRONT, kind=SourceKind.PAGE, content_type="text/html")
    assert [(e.url, e.title) for e in found.entries] == [
        ("https://valley-post.example/news/dam-cracks-near-old-town", "Dam shows cracks near the old town"),
        ("https://valley-post.example/2026/03/01/bridge", "Bridge shut to all lorries"),
        ("https://valley-post.example/story/4711234", "Mayor to step down in May"),
    ]


@pytest.mark.parametrize("body", ["<!-- nothing -->", "\x00"])
def test_an_answer_that_is_no_page_is_told(body: str) -> None:
    assert "no web page" in trouble(body, kind=SourceKind.PAGE)


def test_of_a_page_with_a_thousand_links_the_first_are_read() -> None:
    links = "".join(f'<a href="/news/{n}00000">Story {n} of the day</a>' for n in range(1_000))
    found = poll(f"<html><body>{links}</body></html>", kind=SourceKind.PAGE)
    assert len(found.entries) == 500
    assert found.notes == ("500 further links left out: a page is read up to 500 links",)


def test_a_search_is_a_feed_built_from_the_words() -> None:
    urls = sources.search_feeds(
        ["old dam", "Kelm", " ", 'the "big" one'], ["https://s.test/rss?q={query}&l=en", "https://t.test/{query}"]
    )
    query = "%22old+dam%22+Kelm+%22the+big+one%22"
    assert urls == [f"https://s.test/rss?q={query}&l=en", f"https://t.test/{query}"]
    assert poll(rss("<title>Dam</title><link>/x</link>"), kind=SourceKind.SEARCH).result is PollResult.NEW


def test_a_search_without_words_is_no_search() -> None:
    assert sources.search_feeds([" "], ["https://s.test/?q={query}"]) == []


def test_a_template_without_a_place_for_the_words_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"no \{query\} in it"):
        sources.search_feeds(["dam"], ["https://s.test/rss"])


def read_lines(_: Source, answer: Page) -> Listing:
    """A kind of source that a package might add: an address a line."""
    items = (Item(link=line) for line in answer.body.decode().splitlines())
    return listing(items, base=answer.url, at=answer.fetched_at)


def test_a_package_adds_a_kind_of_source(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="archive", value=f"{__name__}:read_lines", group=kinds.GROUP)
    monkeypatch.setattr(kinds, "entry_points", lambda group: [point] if group == kinds.GROUP else [])
    kinds.readers.cache_clear()
    try:
        found = poll("/a\n/b\n", kind=SourceKind.ARCHIVE)
    finally:
        kinds.readers.cache_clear()
    assert [e.url for e in found.entries] == ["https://valley-post.example/a", "https://valley-post.example/b"]


def test_a_kind_that_nobody_reads_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.reading.readers", dict)
    assert "no reader for sources of kind page" in trouble("x", kind=SourceKind.PAGE)
