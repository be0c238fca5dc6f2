"""Ordinary feeds, read straight off their XML: what feedparser would say of them, in a tenth of its time.

Most feeds are well-formed RSS 2.0 or Atom 1.0 whose entries hold text. Whatever else a feed does (elements where text
belongs, fields written twice, addresses with a base of their own, older formats, broken XML) is left to feedparser, so
that there is one opinion on every feed: `tests/unit/sources/test_ordinary.py` holds the two against each other.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pipeline.sources.listing import Item
from pipeline.urls import is_fetchable

ATOM = "{http://www.w3.org/2005/atom}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DC = "{http://purl.org/dc/elements/1.1/}"
SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

#: element -> the field of an item that it fills; lower case, as feedparser compares names
RSS_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "description": "summary",
    "{http://purl.org/rss/1.0/modules/content/}encoded": "content",
    "author": "author",
    f"{DC}creator": "author",
    "pubdate": "published",
    f"{DC}date": "updated",
    "{http://rssnamespace.org/feedburner/ext/1.0}origlink": "original",
}
ATOM_FIELDS = {
    f"{ATOM}title": "title",
    f"{ATOM}link": "link",
    f"{ATOM}id": "guid",
    f"{ATOM}summary": "summary",
    f"{ATOM}content": "content",
    f"{ATOM}author": "author",
    f"{ATOM}published": "published",
    f"{ATOM}updated": "updated",
}
#: fields of which feedparser does not simply keep the last
ONCE = frozenset({"title", "summary", "content", "guid"})
ATOM_ONCE = ONCE | {"author"}
#: elements of an item that say nothing of these
SILENT = frozenset(
    ["category", "comments", "enclosure", "source", f"{ATOM}category", f"{ATOM}rights", f"{DC}subject"]
    + [f"{MEDIA}{n}" for n in ("content", "thumbnail", "credit", "keywords", "copyright")]
    + [f"{ITUNES}{n}" for n in ("duration", "explicit", "image", "episode", "episodetype", "season", "keywords")]
)
#: namespaces all of whose elements are silent
SILENT_NAMESPACES = (
    "{http://purl.org/rss/1.0/modules/slash/}",
    "{http://wellformedweb.org/commentapi/}",
    "{http://purl.org/syndication/thread/1.0}",
    "{com-wordpress:feed-additions:1}",
    SYNDICATION,
)
#: elements of a channel that may hold others
NESTED = frozenset(["image", "textinput", f"{ATOM}author", f"{ITUNES}owner"])
#: elements that open a feed, or an entry of it
FRAMES = frozenset(["rss", "channel", "item", "feed", "entry", "rdf"])
#: what feedparser reads off the channel itself
HEAD_FIELDS = {"ttl": "ttl", f"{SYNDICATION}updateperiod": "period", f"{SYNDICATION}updatefrequency": "frequency"}
HEAD_NAMES = frozenset(name.rpartition("}")[2] for name in HEAD_FIELDS)
#: types of a text in Atom that are read as they are
TEXTS = frozenset({"text", "html", "text/html", "text/plain"})
#: types of what an entry links to that are its page
PAGES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})

#: an address elsewhere that relative ones are read against
BASE = re.compile(r"base\s*=", re.IGNORECASE)
#: Windows-1252, by those who write its numbers as references to Unicode's; as feedparser does
WINDOWS = {n: c for n in range(0x80, 0xA0) if (c := bytes([n]).decode("cp1252", "ignore"))}
#: query parameters that were taken for entities
MISTAKEN = re.compile("&([A-Za-z0-9_]+);")


class Unusual(Exception):
    """A feed that feedparser is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says."""

    items: tuple[Item, ...]
    #: of the channel: RSS `ttl`, `sy:updatePeriod` and `sy:updateFrequency`
    ttl: str | None = None
    period: str | None = None
    frequency: str | None = None
    #: where its links of the kind `hub` lead
    hubs: tuple[str, ...] = ()


def ordinary(text: str) -> Feed | None:
    """The feed in `text`, which begins with its root element; None where it is not an ordinary one."""
    if BASE.search(text):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, recover=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        return feed_of(root)
    except (etree.XMLSyntaxError, Unusual):
        return None


def feed_of(root: etree._Element) -> Feed:
    """Raises Unusual."""
    kind = name_of(root)
    if kind == f"{ATOM}feed":
        return read(root, f"{ATOM}entry", atom_item)
    if kind == "rss" and len(root) == 1 and name_of(root[0]) == "channel" and not root[0].attrib:
        return read(root[0], "item", rss_item)
    raise Unusual


def read(channel: etree._Element, entry: str, item_of: Callable[[etree._Element], Item]) -> Feed:
    """A channel and its entries. Raises Unusual."""
    items: list[Item] = []
    said: dict[str, str] = {}
    hubs: list[str] = []
    for part in channel:
        name = name_of(part)
        if name == entry:
            items.append(item_of(part))
            continue
        local, field = local_name(part), HEAD_FIELDS.get(name)
        if local in FRAMES or (field is None and local in HEAD_NAMES) or (len(part) and not is_nest(name, part)):
            raise Unusual
        if field is not None:
            said[field] = bare_text(part)
        elif local == "link" and (to := hub_link(name, part)) is not None:
            hubs.append(to)
    return Feed(items=tuple(items), hubs=tuple(hubs), **said)


def rss_item(element: etree._Element) -> Item:
    """Raises Unusual."""
    if element.attrib:
        raise Unusual
    said: dict[str, str] = {}
    is_link = False
    for part in element:
        field = field_of(part, RSS_FIELDS)
        if field is None:
            continue
        is_permalink = field == "guid" and permalink(part)
        if part.attrib and field != "guid":
            raise Unusual
        keep(said, field, plain_text(part), ONCE)
        is_link = is_link or is_permalink
    if "link" in said:
        said["link"] = MISTAKEN.sub(r"&\g<1>", said["link"].replace("&amp;", "&"))
    elif is_link:
        said["link"] = said["guid"]
    return item(said)


def atom_item(element: etree._Element) -> Item:
    """Raises Unusual."""
    if element.attrib and list(element.attrib) != [XML_LANGUAGE]:
        raise Unusual
    said: dict[str, str] = {}
    for part in element:
        field = field_of(part, ATOM_FIELDS)
        if field == "link":
            if (href := page_link(part)) is not None:
                said["link"] = href
        elif field == "author":
            # of several authors feedparser makes one
            keep(said, field, author(part), ATOM_ONCE)
        elif field is not None:
            if part.attrib and not (field in ("title", "summary", "content") and is_text(part)):
                raise Unusual
            keep(said, field, plain_text(part), ATOM_ONCE)
    # an id that is no address is one all the same to feedparser
    said.setdefault("link", said.get("guid", ""))
    return item(said)


def field_of(part: etree._Element, fields: Mapping[str, str]) -> str | None:
    """The field that a part of an entry fills; None for one that says nothing. Raises Unusual."""
    name = name_of(part)
    field = fields.get(name)
    if len(part) and not (name == f"{ATOM}author" or (name == f"{MEDIA}content" and all(map(is_silent, part)))):
        raise Unusual
    if field is None and not is_silent(part):
        raise Unusual
    return field


def keep(said: dict[str, str], field: str, text: str, once: frozenset[str]) -> None:
    """Raises Unusual for a second text that does not simply replace the first."""
    if field in said and field in once:
        raise Unusual
    said[field] = text


def item(said: Mapping[str, str]) -> Item:
    """The summary of an entry that has only content is that."""
    link, guid = said.get("original") or said.get("link", ""), said.get("guid", "")
    content = said.get("content", "")
    return Item(
        link=link or (guid if guid.startswith("http") and is_fetchable(guid) else ""),
        guid=guid,
        title=said.get("title", ""),
        summary=said.get("summary", content),
        content=content,
        author=said.get("author", ""),
        published=said.get("published", ""),
        updated=said.get("updated", ""),
    )


def permalink(guid: etree._Element) -> bool:
    """Whether an id is the address of its page."""
    return attributes(guid).get("ispermalink", "true") == "true"


def page_link(link: etree._Element) -> str | None:
    """Where a link in Atom leads; None for one that does not lead to the page itself. Raises Unusual."""
    href, said = linked(link)
    is_page = lowered(said.get("rel", "alternate")) == "alternate" and lowered(said.get("type", "text/html")) in PAGES
    return href if is_page else None


def hub_link(name: str, link: etree._Element) -> str | None:
    """Where a channel's link leads; None for one that leads to no hub. Raises Unusual."""
    if name == "link" and not link.attrib:
        return None
    if name not in ("link", f"{ATOM}link"):
        raise Unusual
    href, said = linked(link)
    return href if lowered(said.get("rel")) == "hub" else None


def linked(link: etree._Element) -> tuple[str, dict[str, str]]:
    """The address of a link, and all its attributes. Raises Unusual where that is not plain."""
    said = attributes(link)
    href = said.get("href")
    if not href or "url" in said or "uri" in said or ":///" in href:
        raise Unusual
    return href, said


def attributes(part: etree._Element) -> dict[str, str]:
    return {lowered(name): value for name, value in part.attrib.items()}


def is_text(part: etree._Element) -> bool:
    """Whether a text in Atom is one that is read as it is."""
    return all(name == XML_LANGUAGE or (name == "type" and lowered(v) in TEXTS) for name, v in part.attrib.items())


def author(part: etree._Element) -> str:
    """As feedparser writes an author: "name (address)"."""
    if not len(part):
        return plain_text(part)
    said: dict[str, str] = {}
    for detail in part:
        name = name_of(detail).removeprefix(ATOM)
        if len(detail) or name not in ("name", "email", "uri") or name in said or (detail.tail or "").strip():
            raise Unusual
        said[name] = (detail.text or "").strip()
    if (part.text or "").strip():
        raise Unusual
    called, email = said.get("name", ""), said.get("email", "")
    return f"{called} ({email})" if called and email else called or email


def plain_text(part: etree._Element) -> str:
    """The text of an element, mended as feedparser mends it. Raises Unusual."""
    text = (part.text or "").strip()
    if ":///" in text:
        raise Unusual
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(WINDOWS)


def bare_text(part: etree._Element) -> str:
    """The text of an element that has no attributes. Raises Unusual."""
    if part.attrib:
        raise Unusual
    return plain_text(part)


def is_silent(part: etree._Element) -> bool:
    """Whether a part of an entry fills no field, under whatever name. Raises Unusual where that is not sure."""
    name = name_of(part)
    if name == f"{ATOM}link":
        return page_link(part) is None
    return name in SILENT or name.startswith(SILENT_NAMESPACES)


def is_nest(name: str, part: etree._Element) -> bool:
    """Whether a part of a channel holds others of its own, none of which say anything of the feed."""
    return name in NESTED and not any(len(p) or local_name(p) in FRAMES | HEAD_NAMES for p in part)


def local_name(element: etree._Element) -> str:
    return name_of(element).rpartition("}")[2]


def name_of(element: etree._Element) -> str:
    """The element's name with its namespace, lower case."""
    return lowered(element.tag)


@lru_cache(maxsize=1_000)
def lowered(text: str | None) -> str:
    return (text or "").lower()
