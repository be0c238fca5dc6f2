"""What an answer becomes: a version with its dates, names and address, or the reason why there is nothing to read."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import extract, notice, version_of_text
from pipeline.model import FetchFailure, NotModified, Place, Quality
from tests.unit.extract.build import AT, URL, page, version_of, visit
from tests.unit.extract.pages import HEADLINE, NOTICE, PARAGRAPHS, TEMPLATES

PAGE = TEMPLATES[0].html
PROSE = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def html(head: str = "", body: str = PROSE, *, language: str = ' lang="en"') -> str:
    article = f"<article><h1>{HEADLINE}</h1>{body}</article>"
    return f"<!DOCTYPE html><html{language}><head>{head}</head><body>{article}</body></html>"


def test_an_answer_that_is_no_page_makes_no_version() -> None:
    assert extract(visit(), NotModified(at=AT)) is None
    assert extract(visit(), FetchFailure(at=AT, status=503, error="busy")) is None


def test_every_block_is_its_span_of_the_text_and_blank_lines_part_them() -> None:
    version = version_of(PAGE)
    assert "\n\n".join(b.span.of(version.text) for b in version.blocks) == version.text


# --- what it turned out to be -----------------------------------------------------------------------------------------
LINE = "Please read on."
QUALITIES = {
    "a wall of consent": ("<div><p>We value your privacy. Accept all cookies to continue.</p></div>", Quality.WALL),
    "a wall of pay": (f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[4]}</p><p>Subscribe to continue reading.</p>", Quality.WALL),
    "a check for robots": (
        "<h1>One more step</h1><p>Verify you are human by completing the action below.</p>",
        Quality.WALL,
    ),
    "a shell of scripts": (
        "<div id='app'></div><noscript>Enable JavaScript to run this app.</noscript>",
        Quality.TOO_SHORT,
    ),
    "an error answered with success": (
        "<h1>Error 404</h1><p>The page you requested could not be found.</p>",
        Quality.GONE,
    ),
    "a few words": (f"<h1>{HEADLINE}</h1><p>{LINE}</p>", Quality.TOO_SHORT),
    "nothing": ("", Quality.TOO_SHORT),
}


@pytest.mark.parametrize(("body", "quality"), QUALITIES.values(), ids=QUALITIES)
def test_a_page_without_an_article_says_why(body: str, quality: Quality) -> None:
    assert version_of(f"<html><body>{body}</body></html>").quality is quality


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_answered_as_gone_has_no_text(status: int) -> None:
    version = extract(visit(title="Old title"), page(PAGE, status=status))
    assert version is not None
    assert (version.quality, version.text, version.title, version.text_sha256) == (Quality.GONE, "", "Old title", "")


def test_a_redirect_to_the_front_page_means_gone() -> None:
    version = extract(visit(), page(PAGE, url="https://www.catchment-courier.example/"))
    assert version is not None and version.quality is Quality.GONE


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 \x00\x01 water", "text/html"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "image/png"),
        (b"some bytes", "application/pdf"),
        (b"\x00\x01\x02" * 99, "application/octet-stream"),
    ],
)
def test_files_are_no_text_whatever_their_label(body: bytes, content_type: str) -> None:
    assert version_of(body, content_type=content_type).quality is Quality.NOT_TEXT


def test_a_note_that_replaced_an_article_is_read() -> None:
    version = version_of(
        f"<html><body><article><h1>{HEADLINE}</h1><p>This article has been retracted.</p></article></body></html>"
    )
    assert version.quality is Quality.ARTICLE
    assert notice(version) is not None


def test_a_text_in_a_language_that_nobody_reads_is_not_read() -> None:
    danish = (
        "<p>Vandstanden i søen er blevet sænket med seks meter, efter at dykkere fandt revner i dæmningen, "
        "siger selskabet.</p>"
    )
    version = version_of(html(body=danish * 6, language=' lang="da"'))
    assert (version.language, version.quality) == ("da", Quality.UNREAD)


def test_an_english_text_is_english_whatever_its_page_says() -> None:
    assert version_of(html(language=' lang="fr"')).language == "en"


# --- characters -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("content_type", ["text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_characters_are_read_right_whatever_the_label(encoding: str, content_type: str) -> None:
    version = version_of(html().encode(encoding), content_type=content_type)
    assert PARAGRAPHS[2] in version.text and "£3.4 million" in version.text


def test_signs_that_nobody_sees_are_left_out() -> None:
    spoiled = PARAGRAPHS[0].replace("dam", "d\u202ea\u200bm\u202c\x07").replace("water", "wa\u00adter")
    assert PARAGRAPHS[0] in version_of(html(body=f"<p>{spoiled}</p>{PROSE}")).text


# --- dates, names, address --------------------------------------------------------------------------------------------
def test_the_feeds_date_comes_before_the_pages_and_the_pages_before_the_visit() -> None:
    of_feed = datetime(2031, 4, 7, 8, 0, tzinfo=UTC)
    with_feed = extract(visit(published_at=of_feed), page(PAGE))
    assert with_feed is not None and with_feed.published_at == of_feed
    assert version_of(PAGE).published_at == datetime(2031, 4, 7, 8, 30, tzinfo=UTC)
    assert version_of(html()).published_at == AT


def test_the_page_says_when_it_was_changed() -> None:
    assert version_of(PAGE).modified_at == datetime(2031, 4, 7, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("said", ["soon", "9999-99-99", "2099-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59"])
def test_a_date_that_cannot_be_is_none(said: str) -> None:
    assert version_of(html(f'<meta property="article:published_time" content="{said}">')).published_at == AT


def test_author_and_outlet_are_taken_from_what_the_page_says() -> None:
    version = version_of(PAGE)
    assert (version.author, version.outlet) == ("Ada Quill", "Catchment Courier")


AGENCIES = {
    "a dateline": ("CORRIE (North Isles News) - The level fell.", "", "North Isles News"),
    "a dateline with a date": ("CORRIE, Arden, April 7 (Reuters) — The level fell.", "", "Reuters"),
    "a sign-off": ("The level fell.", "(North Isles News)", "North Isles News"),
    "a byline": ("The level fell.", '<p class="byline">By <a rel="author">Ada Quill, AFP</a></p>', "AFP"),
    "nobody": ("The level fell (by a metre).", "", None),
}


@pytest.mark.parametrize(("first", "last", "agency"), AGENCIES.values(), ids=AGENCIES)
def test_an_agency_is_credited_where_the_text_does(first: str, last: str, agency: str | None) -> None:
    version = version_of(html(body=f"<p>{first}</p>{PROSE}<p>{last}</p>"))
    assert version.agency == agency


ADDRESSES = {
    "its own, with tracking left out": (URL + "?utm_source=x", URL),
    "of the same site": (
        "https://www.catchment-courier.example/2031/dam",
        "https://www.catchment-courier.example/2031/dam",
    ),
    "of another site": ("https://elsewhere.example/dam", URL),
    "the front page": ("https://www.catchment-courier.example/", URL),
    "the section": ("https://www.catchment-courier.example/news", URL),
    "no address": ("javascript:void(0)", URL),
    "a broken one": ("http://[::1", URL),
}


@pytest.mark.parametrize(("said", "url"), ADDRESSES.values(), ids=ADDRESSES)
def test_the_address_is_what_the_page_calls_itself_where_that_is_plausible(said: str, url: str) -> None:
    assert version_of(html(f'<link rel="canonical" href="{said}">')).url == url


def test_a_note_that_only_json_ld_has_is_not_lost() -> None:
    data = '{"@type":"NewsArticle","headline":"x","correction":{"@type":"CorrectionComment","text":"' + NOTICE + '"}}'
    version = version_of(html(f'<script type="application/ld+json">{data}</script>'))
    assert [b.span.of(version.text) for b in version.blocks if b.place is Place.NOTICE] == [NOTICE]


# --- the same words ---------------------------------------------------------------------------------------------------
def test_two_settings_of_the_same_words_have_the_same_hash() -> None:
    shouted = "".join(f"<div>{p.upper().replace('“', '&quot;').replace('”', '&quot;')}<br></div>" for p in PARAGRAPHS)
    assert version_of(html()).text_sha256 == version_of(html(body=f"<div class='x'>{shouted}</div>")).text_sha256


@pytest.mark.parametrize(("old", "new"), [("1,250", "1,520"), ("14", "1.4"), ("£3.4", "$3.4"), ("no danger", "danger")])
def test_a_word_or_a_digit_makes_another_hash(old: str, new: str) -> None:
    assert version_of(html()).text_sha256 != version_of(html(body=PROSE.replace(old, new))).text_sha256


# --- plain texts ------------------------------------------------------------------------------------------------------
def test_a_plain_text_may_begin_with_its_title() -> None:
    version = version_of_text("\n\n".join([HEADLINE, *PARAGRAPHS]), url=URL, outlet="", title=None, at=AT)
    assert version.title == HEADLINE
    assert [b.place for b in version.blocks] == [Place.HEADLINE] + [Place.BODY] * len(PARAGRAPHS)
    assert version.outlet == "catchment-courier.example"


def test_a_title_that_is_given_and_repeated_stands_once() -> None:
    version = version_of_text("\n".join([HEADLINE, *PARAGRAPHS]), url=URL, outlet="x", title=HEADLINE, at=AT)
    assert version.text.count(HEADLINE) == 1


# --- hostile pages ----------------------------------------------------------------------------------------------------
HOSTILE = {
    "very deep": b"<div>" * 100_000,
    "no bytes": b"",
    "nothing but NUL": b"\x00" * 1000,
    "a row of 20,000 cells": b"<table><tr>" + b"<td>1</td>" * 19_000 + b"</tr></table>",
    "digits": b"<article><h1>a b c</h1><p>" + b"1" * 100_000 + b".</p></article>",
    "brackets": b"<article><h1>a b c</h1><p>" + b"A" * 99_999 + b" (B)</p><p>" + b"(" * 99_999 + b"</p></article>",
    "one phrase a thousand times": b"<p>" + b"an earlier version of this " * 3000 + b".</p>",
    "JSON-LD of another shape": b'<script type="application/ld+json">{"@type":["Article"],"author":[[1]]}</script>',
    "deep JSON-LD": b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
    "an encoding that is none": b'<meta charset="hex"><p>caf\xe9</p>',
    "a page of every byte": bytes(range(256)) * 500,
    "entities of surrogates": b"<p>&#xD800;&#0;&#x202e; words</p>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_read_in_time_and_never_raises(body: bytes) -> None:
    start = time.process_time()
    version = version_of(body, content_type="text/html; charset=hex")
    notice(version)
    assert time.process_time() - start < 5


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=200))
def test_any_bytes_make_a_version(raw: bytes, words: str) -> None:
    version = version_of(b"<html><body><p>" + words.encode("utf-8", "replace") + raw)
    assert "\n\n".join(b.span.of(version.text) for b in version.blocks) == version.text


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_makes_a_version_of_seen_characters(text: str) -> None:
    version = version_of_text(text, url=URL, outlet="x", title=None, at=AT)
    assert not any("\ud800" <= c <= "\udfff" or c in "\x00\u202e\u200b" for c in version.text)
