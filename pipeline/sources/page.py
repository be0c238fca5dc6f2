"""Web pages as sources: the feeds that they offer, and the links that look like articles."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from pipeline.errors import ParseError
from pipeline.model import Page, Source
from pipeline.sources.cleaning import plain
from pipeline.sources.decoding import decoded
from pipeline.sources.listing import Item, Listing, listing
from pipeline.urls import canonical, is_fetchable, outlet_of, outlets, resolve

MOST_LINKS = 500
#: links that are looked at; front pages of large sites have about a thousand
MOST_LOOKED_AT = 10_000
#: a number that counts articles, or a date in the path
NUMBERED = re.compile(r"[0-9]{5}|/(?:19|20)[0-9]{2}/[01]?[0-9]/")
#: hyphens of a headline in a path
FEWEST_HYPHENS = 3
#: words of a link that is a headline
FEWEST_WORDS = 4


def discover(page: Page) -> list[str]:
    """Addresses of the feeds that a page names for itself (RSS autodiscovery), absolute, each once, in its order."""
    tree = parsed(page)
    if tree is None:
        return []
    base = base_of(tree, page)
    types = outlets()["feeds"]["types"]
    found: dict[str, None] = {}
    for link in tree.iter("link"):
        is_feed = "alternate" in (link.get("rel") or "").lower().split() and (link.get("type") or "").lower() in types
        address = resolve(link.get("href") or "", base)
        if is_feed and is_fetchable(address):
            found.setdefault(address)
    return list(found)


def read_page(_: Source, page: Page) -> Listing:
    """The links of a page that look like articles of the same site. Raises ParseError for what is no page."""
    tree = parsed(page)
    if tree is None:
        raise ParseError("it serves something that is no web page; check the address in a browser")
    items: dict[str, Item] = {}
    for item in article_links(tree, page):
        items.setdefault(canonical(item.link), item)
    left_out = len(items) - MOST_LINKS
    notes = [f"{left_out} further links left out: a page is read up to {MOST_LINKS} links"] if left_out > 0 else []
    return listing(islice(items.values(), MOST_LINKS), base=page.url, at=page.fetched_at, notes=notes)


def article_links(tree: html.HtmlElement, page: Page) -> Iterator[Item]:
    base, site, here = base_of(tree, page), outlet_of(page.url), canonical(page.url)
    for anchor in islice(tree.iter("a"), MOST_LOOKED_AT):
        title = plain("".join(anchor.itertext()), 500)
        if len(title.split()) < FEWEST_WORDS:
            continue
        address = resolve(anchor.get("href") or "", base)
        if looks_like_article(address) and outlet_of(address) == site and canonical(address) != here:
            yield Item(link=address, title=title)


def looks_like_article(address: str) -> bool:
    """Whether the path has a headline, a number or a date in it, and is no section that keeps none."""
    if not is_fetchable(address):
        return False
    path = urlsplit(address).path
    steps = path.strip("/").lower().split("/")
    if steps[0] in outlets()["articles"]["not_articles"]:
        return False
    return any(step.count("-") >= FEWEST_HYPHENS for step in steps) or NUMBERED.search(path) is not None


def parsed(page: Page) -> html.HtmlElement | None:
    """The page's tree; None for what is no HTML."""
    text = decoded(page.body, page.headers.get("content-type", ""))
    try:
        return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def base_of(tree: html.HtmlElement, page: Page) -> str:
    """What relative links of the page are read against."""
    named = next((b.get("href") for b in tree.iter("base") if b.get("href")), None)
    return resolve(named, page.url) if named else page.url
