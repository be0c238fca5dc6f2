"""Feeds: ordinary RSS and Atom straight, all other XML through feedparser, which sees bytes only, and JSON Feed."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import feedparser

from pipeline.errors import NotAFeed, ParseError
from pipeline.model import Page, Source
from pipeline.sources.decoding import decoded, root_name, rootward
from pipeline.sources.hints import hub, longest, ttl_s, update_s
from pipeline.sources.listing import Item, Listing, listing
from pipeline.sources.ordinary import Feed, ordinary
from pipeline.sources.page import discover
from pipeline.sources.trimming import MOST_ENTRIES, trimmed
from pipeline.urls import is_fetchable

SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
#: what feedparser lets through of texts that no feed should hold
PARSER_TROUBLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError, AssertionError)


def read_feed(_: Source, page: Page) -> Listing:
    """The entries of a feed. Raises NotAFeed for another kind of answer, ParseError for a dangerous one."""
    text = decoded(page.body, page.headers.get("content-type", ""))
    if text.lstrip().startswith("{"):
        return read_json_feed(text, page)
    text = rootward(text)
    refuse_other_kinds(root_name(text), page)
    small = trimmed(text)
    feed = ordinary(small.text) or thorough(small.text)
    notes = []
    if small.n_older:
        notes.append(f"{small.n_older} older entries left out: a feed is read up to {MOST_ENTRIES} entries")
    if small.n_swollen:
        notes.append(f"{small.n_swollen} entries left out that are too large to be read")
    listed = listing(feed.items, base=page.url, at=page.fetched_at, notes=notes)
    hint_s = longest(ttl_s(feed.ttl), update_s(feed.period, feed.frequency))
    return replace(listed, hint_s=hint_s, hub=next((to for h in feed.hubs if (to := hub(h))), None))


def thorough(text: str) -> Feed:
    """Any feed, as feedparser understands it. Raises NotAFeed, ParseError."""
    parsed = parse(text)
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeed("it serves something that is no feed; check the address in a browser")
    head = parsed.feed
    return Feed(
        items=tuple(map(item_of, parsed.entries)),
        ttl=head.get("ttl"),
        period=head.get("sy_updateperiod"),
        frequency=head.get("sy_updatefrequency"),
        hubs=tuple(link.get("href") for link in head.get("links") or () if link.get("rel") == "hub"),
    )


def refuse_other_kinds(root: str, page: Page) -> None:
    """Raises NotAFeed, with what can be done, for a page or a sitemap."""
    if root in SITEMAP_ROOTS:
        raise NotAFeed("it serves a sitemap; add it as a source of kind sitemap")
    if root in FEED_ROOTS:
        return
    if root in ("html", "head", "body") or "html" in page.headers.get("content-type", ""):
        offered = discover(page)
        remedy = f"its page offers {', '.join(offered[:3])}" if offered else "look for the feed's address on the site"
        raise NotAFeed(f"it serves a web page, not a feed; {remedy}")


def parse(text: str) -> Any:
    """What feedparser makes of `text`; links stay relative where no xml:base says otherwise. Raises ParseError."""
    headers = {"content-type": "application/xml; charset=utf-8"}
    # a feed is cleaned field by field, later; here that would only cost time
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except PARSER_TROUBLE as wrong:
        raise ParseError(
            f"its feed cannot be parsed ({type(wrong).__name__}); tell the site, or pause the source"
        ) from wrong


def item_of(entry: Any) -> Item:
    """What one entry says; read as a plain dict, for feedparser would answer `updated` with `published`."""
    said = dict(entry)
    guid = str(said.get("id") or "")
    # some feeds are passed on by a service that counts clicks and keeps the real link beside its own
    link = str(said.get("feedburner_origlink") or said.get("link") or "")
    contents = [str(c.get("value") or "") for c in said.get("content") or ()]
    return Item(
        link=link or (guid if guid.startswith("http") and is_fetchable(guid) else ""),
        guid=guid,
        title=str(said.get("title") or ""),
        summary=str(said.get("summary") or ""),
        content="\n".join(contents),
        author=str(said.get("author") or ""),
        published=str(said.get("published") or said.get("created") or ""),
        updated=str(said.get("updated") or ""),
    )


def read_json_feed(text: str, page: Page) -> Listing:
    """The entries of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise NotAFeed("it serves broken JSON; check the address in a browser") from wrong
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise NotAFeed("it serves JSON that is no JSON Feed; check the address in a browser")
    left_out = len(items) - MOST_ENTRIES
    notes = [f"{left_out} older entries left out: a feed is read up to {MOST_ENTRIES} entries"] if left_out > 0 else []
    listed = listing(json_items(items[:MOST_ENTRIES]), base=page.url, at=page.fetched_at, notes=notes)
    hubs = feed.get("hubs")
    named = (hub(h.get("url")) for h in hubs if isinstance(h, dict)) if isinstance(hubs, list) else iter(())
    return replace(listed, hub=next((h for h in named if h), None))


def json_items(items: list[Any]) -> Iterator[Item]:
    for said in items:
        if isinstance(said, dict):
            yield Item(
                link=word(said, "url") or word(said, "external_url"),
                guid=str(said.get("id") or ""),
                title=word(said, "title"),
                summary=word(said, "summary"),
                content=word(said, "content_html") or word(said, "content_text"),
                author=json_author(said),
                published=word(said, "date_published"),
                updated=word(said, "date_modified"),
            )


def json_author(said: dict[str, Any]) -> str:
    authors = said.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else said.get("author")
    return word(first, "name") if isinstance(first, dict) else ""


def word(said: dict[str, Any], name: str) -> str:
    """The string under `name`; "" for none, and for what is no string."""
    value = said.get(name)
    return value if isinstance(value, str) else ""
