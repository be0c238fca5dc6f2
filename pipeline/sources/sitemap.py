"""Sitemaps (sitemaps.org), with the dates and titles of news sitemaps."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from pipeline.errors import ParseError
from pipeline.model import Page, Source
from pipeline.sources.dates import moment_of
from pipeline.sources.decoding import decoded, rootward
from pipeline.sources.listing import Item, Listing, listing
from pipeline.urls import is_fetchable, resolve

#: sitemaps.org: at most 50,000 addresses and 50 MB; the newest are what counts
MOST_ENTRIES = 1_000
#: sitemaps of an index that are read at each poll
MOST_SITEMAPS = 4
MOST_BYTES = 50 * 1024 * 1024


def read_sitemap(_: Source, page: Page) -> Listing:
    """The pages that a sitemap lists, newest first; for an index, the sitemaps to read. Raises ParseError."""
    text = rootward(decoded(unpacked(page.body), page.headers.get("content-type", "")))
    items: list[Item] = []
    children: list[Item] = []
    try:
        for name, item in places(text):
            if name == "sitemap":
                children.append(item)
            else:
                items.append(item)
    except etree.XMLSyntaxError as wrong:
        if not items and not children:
            raise ParseError("it serves something that is no sitemap; check the address in a browser") from wrong
    if children:
        return index(children, page)
    if not items:
        raise ParseError("it lists no page; check the address in a browser")
    items.sort(key=lambda item: item.published or item.updated, reverse=True)
    left_out = len(items) - MOST_ENTRIES
    notes = [f"{left_out} older pages left out: a sitemap is read up to {MOST_ENTRIES} pages"] if left_out > 0 else []
    return listing(items[:MOST_ENTRIES], base=page.url, at=page.fetched_at, notes=notes)


def index(children: list[Item], page: Page) -> Listing:
    """The sitemaps of an index that are worth reading: those changed last, or where it does not say, its two ends."""
    dated = [(moment_of(c.updated), resolve(c.link, page.url)) for c in children]
    known = [(at, link) for at, link in dated if at is not None and is_fetchable(link)]
    if known:
        links = [link for _, link in sorted(known, key=lambda one: one[0], reverse=True)]
    else:
        plain = [link for _, link in dated if is_fetchable(link)]
        links = [link for pair in zip(plain, reversed(plain), strict=True) for link in pair]
    chosen = [link for link in dict.fromkeys(links) if link != page.url][:MOST_SITEMAPS]
    if not chosen:
        raise ParseError("it is an index of sitemaps that names none; check the address in a browser")
    left_out = len({link for _, link in dated}) - len(chosen)
    notes = (f"{left_out} older sitemaps of the index left out",) if left_out > 0 else ()
    return Listing(entries=(), notes=notes, further=tuple(chosen), is_volatile=not known)


def places(text: str) -> Iterator[tuple[str, Item]]:
    """`url` and `sitemap` elements with what they say; each is forgotten once it is read. Raises XMLSyntaxError."""
    source = BytesIO(text.encode("utf-8", "replace"))
    walk = etree.iterparse(
        source, events=("end",), tag=("{*}url", "{*}sitemap"), resolve_entities=False, no_network=True, encoding="utf-8"
    )
    for _, element in walk:
        said = {etree.QName(e).localname: (e.text or "").strip() for e in element.iter() if isinstance(e.tag, str)}
        yield (
            etree.QName(element).localname,
            Item(
                link=said.get("loc", ""),
                title=said.get("title", ""),
                published=said.get("publication_date", ""),
                updated=said.get("lastmod", ""),
            ),
        )
        element.clear()
        while (earlier := element.getprevious()) is not None:
            element.getparent().remove(earlier)


def unpacked(body: bytes) -> bytes:
    """A sitemap that is served as a gzip file, unpacked. Raises ParseError for a damaged, cut or huge one."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    stream = zlib.decompressobj(31)
    try:
        plain = stream.decompress(body, MOST_BYTES)
    except zlib.error as wrong:
        raise ParseError("its gzip file is damaged; tried again later") from wrong
    if not stream.eof:
        raise ParseError(f"its gzip file is cut, or holds more than {MOST_BYTES:,} bytes; tried again later")
    return plain
