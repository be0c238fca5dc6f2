"""What the many dialects of feeds say, and which article each entry is."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import PollResult
from tests.unit.sources.feeds import AT, FEED_URL, atom, poll, rss

STORY = "https://valley-post.example/news/dam-report"

QUIRKS = {
    "permalink guid and no link": rss(f'<title>Dam</title><guid isPermaLink="true">{STORY}</guid>'),
    "no guid, utm link, CDATA title": rss(
        f"<title><![CDATA[Dam <b>report</b>]]></title><link>{STORY}?utm_source=rss&amp;utm_medium=feed</link>"
    ),
    "guid that is an opaque word": rss(f'<title>Dam</title><link>{STORY}</link><guid isPermaLink="false">vp-1</guid>'),
    "guid that changes at each revision": rss(
        f'<title>Dam</title><link>{STORY}</link><guid isPermaLink="false">{STORY}#1767</guid>'
    ),
    "relative link": rss("<title>Dam</title><link>/news/dam-report</link>"),
    "xml:base": atom(
        '<title>Dam</title><link rel="alternate" href="/news/dam-report"/><id>tag:x,2026:1</id>',
        base=' xml:base="https://www.valley-post.example/"',
    ),
    "xml:base on the entry": atom(
        '<title>Dam</title><link href="dam-report" xml:base="https://www.valley-post.example/news/"/>'
    ),
    "id that is the address": atom(f"<title>Dam</title><id>{STORY}</id>"),
    "several links": atom(
        '<title>Dam</title><link rel="self" href="https://x.test/1"/>'
        f'<link rel="enclosure" href="https://x.test/2"/><link rel="alternate" href="{STORY}"/>'
    ),
    "RSS 0.91 with its DOCTYPE": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD 0.91//EN" '
    '"http://my.netscape.com/rss-0.91.dtd"><rss version="0.91"><channel>'
    f"<item><link>{STORY}</link></item></channel></rss>",
    "RSS 0.92": f'<rss version="0.92"><channel><item><link>{STORY}</link></item></channel></rss>',
    "RSS 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    f'<channel rdf:about="{FEED_URL}"><title>V</title></channel>'
    f'<item rdf:about="{STORY}"><title>Dam</title><link>{STORY}</link></item></rdf:RDF>',
    "JSON Feed": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": STORY, "title": "Dam"}]}
    ),
    "JSON Feed, relative": json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "url": "/news/dam-report"}]}
    ),
    "link whose markup is quoted twice": rss(f"<link><![CDATA[{STORY}?utm_source=rss&amp;utm_medium=x]]></link>"),
    "link through a service that counts clicks": rss(
        f"<link>https://clicks.test/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>"
        f"{STORY}</f:origLink>"
    ),
    "malformed": f"<rss version='2.0'><channel><item><title>Dam & co</title><link>{STORY}</link></item>",
}


@pytest.mark.parametrize("feed", QUIRKS.values(), ids=QUIRKS)
def test_an_entry_is_the_article_it_links_to(feed: str) -> None:
    found = poll(feed)
    assert found.result is PollResult.NEW
    assert [e.url for e in found.entries] == [STORY]


@pytest.mark.parametrize("content_type", ["text/html", "text/plain; charset=utf-8", "application/octet-stream", ""])
def test_a_feed_is_a_feed_whatever_its_content_type_says(content_type: str) -> None:
    assert len(poll(rss("<title>Dam</title><link>/x</link>"), content_type=content_type).entries) == 1


def test_the_link_is_kept_as_listed() -> None:
    (entry,) = poll(rss(f"<title>Dam</title><link>{STORY}?utm_source=rss</link>")).entries
    assert entry.listed_url == f"{STORY}?utm_source=rss"


def test_the_same_link_twice_is_one_entry_and_the_first_stands() -> None:
    found = poll(
        rss(f"<title>New words</title><link>{STORY}</link>", f"<title>Old words</title><link>{STORY}#c</link>")
    )
    assert [e.title for e in found.entries] == ["New words"]


def test_an_entry_without_link_or_guid_is_known_by_what_it_says() -> None:
    one, two = poll(rss("<title>Flood</title>", "<title>Drought</title>")).entries
    (again,) = poll(rss("<title>Flood</title>")).entries
    assert one.url.startswith("urn:sha256:")
    assert one.url == again.url != two.url
    assert one.notes == ("no link: there is no page to read",)


def test_words_come_without_markup_and_blanks() -> None:
    (entry,) = poll(
        rss(
            "<title><![CDATA[Dam &amp; <i>bridge</i>:\n 3 &lt; 4]]></title><link>/x</link>"
            "<dc:creator>Ida  Munk</dc:creator>"
            "<description>&lt;p&gt;Cracks.&lt;/p&gt;&lt;p&gt;Leaks.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description>"
        )
    ).entries
    assert (entry.title, entry.summary, entry.author) == ("Dam & bridge: 3 < 4", "Cracks. Leaks.", "Ida Munk")


def test_content_stands_in_for_a_missing_summary_and_title() -> None:
    (entry,) = poll(rss("<link>/x</link><content:encoded><![CDATA[<p>The dam holds.</p>]]></content:encoded>")).entries
    assert (entry.title, entry.summary) == ("The dam holds.", "The dam holds.")


DATES = {
    "Mon, 02 Mar 2026 08:30:00 +0100": datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
    "Mon, 02 Mar 2026 08:30:00 GMT": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "Mon, 02 Mar 2026 08:30:00 CEST": datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
    "Mon, 02 Mar 2026 03:30:00 EST": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "02 Mar 26 08:30 GMT": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "2026-03-02T08:30:00Z": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "2026-03-02T08:30:00.123+02:00": datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
    "2026-03-02 08:30:00 +0000": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "2026-03-02 08:30 UTC": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "2026-03-02": datetime(2026, 3, 2, tzinfo=UTC),
}


@pytest.mark.parametrize(("raw", "at"), DATES.items())
def test_dates_are_read_as_utc(raw: str, at: datetime) -> None:
    (entry,) = poll(rss(f"<title>Dam</title><link>/x</link><pubDate>{raw}</pubDate>")).entries
    assert (entry.published_at, entry.notes) == (at, ())


def test_an_entry_that_was_only_updated_counts_from_there() -> None:
    (entry,) = poll(atom('<title>Dam</title><link href="/x"/><updated>2026-03-01T00:00:00Z</updated>')).entries
    assert entry.published_at == entry.updated_at == datetime(2026, 3, 1, tzinfo=UTC)


def test_publication_and_update_are_told_apart() -> None:
    stamps = "<published>2026-03-01T00:00:00Z</published><updated>2026-03-01T12:00:00Z</updated>"
    (entry,) = poll(atom(f'<title>Dam</title><link href="/x"/>{stamps}')).entries
    assert (entry.published_at, entry.updated_at) == (
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 12, tzinfo=UTC),
    )


EDITS = {
    "title": "<title>Dam bursts</title><link>/x</link><description>Cracks</description><guid>1</guid>",
    "summary": "<title>Dam</title><link>/x</link><description>Cracks seen</description><guid>1</guid>",
    "guid": "<title>Dam</title><link>/x</link><description>Cracks</description><guid>2</guid>",
    "date": "<title>Dam</title><link>/x</link><description>Cracks</description><guid>1</guid>"
    "<pubDate>Mon, 02 Mar 2026 08:30:00 GMT</pubDate>",
    "content": "<title>Dam</title><link>/x</link><description>Cracks</description><guid>1</guid>"
    "<content:encoded>Much more</content:encoded>",
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_an_edit_shows_in_the_fingerprint_and_not_in_the_identity(edited: str) -> None:
    (before,) = poll(rss("<title>Dam</title><link>/x</link><description>Cracks</description><guid>1</guid>")).entries
    (after,) = poll(rss(edited)).entries
    assert before.url == after.url
    assert before.fingerprint != after.fingerprint


def test_the_fingerprint_does_not_depend_on_the_rest_of_the_feed() -> None:
    item = "<title>Dam</title><link>/x</link><description>Cracks</description>"
    (alone,) = poll(rss(item)).entries
    _, with_others = poll(rss("<title>Other</title><link>/y</link>", item)).entries
    assert alone == with_others


def test_json_feed_fields() -> None:
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "9",
                "external_url": STORY,
                "title": "Dam",
                "content_html": "<p>Cracks</p>",
                "date_published": "2026-03-01T10:00:00+01:00",
                "date_modified": "2026-03-01T11:00:00+01:00",
                "authors": [{"name": "Ida Munk"}],
            },
            "not an item",
            {"url": 5, "title": None},
        ],
    }
    first, second = poll(json.dumps(said), content_type="application/feed+json").entries
    assert (first.url, first.summary, first.author) == (STORY, "Cracks", "Ida Munk")
    assert first.published_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert second.url.startswith("urn:")


def test_links_that_are_never_fetched_are_left_out_and_told() -> None:
    found = poll(rss("<title>a</title><link>javascript:alert(1)</link>", "<title>b</title><link>/b</link>"))
    assert [e.title for e in found.entries] == ["b"]
    assert found.notes == ("1 left out whose link is never fetched, such as javascript:alert(1)",)


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda t: rss(f"<title>{t}</title><pubDate>{t}</pubDate>").encode())
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_there_is_a_poll(body: bytes) -> None:
    found = poll(body)
    assert (found.error is None) == (found.result is PollResult.NEW)
    assert found.at == AT
