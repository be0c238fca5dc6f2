"""Lists of feeds in OPML 2.0 (opml.org), as readers import and export them."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.errors import ParseError
from pipeline.model import Source, SourceKind
from pipeline.sources.cleaning import plain, safe
from pipeline.sources.decoding import decoded, root_name, rootward
from pipeline.urls import is_fetchable

#: nobody follows more; a longer list is a mistake or an attack
MOST_FEEDS = 10_000
LONGEST_TITLE = 200
#: our own word for what OPML has none for
KIND = "storyledgerKind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    kind: SourceKind
    url: str
    title: str


def read_opml(body: bytes) -> list[Outline]:
    """The feeds of an OPML file, each address once, in its order. Raises ParseError."""
    text = rootward(decoded(body, ""))
    if root_name(text) != "opml":
        raise ParseError("it is no OPML file; export the list as OPML")
    source = BytesIO(text.encode("utf-8", "replace"))
    walk = etree.iterparse(
        source, events=("end",), tag="outline", resolve_entities=False, no_network=True, encoding="utf-8"
    )
    found: dict[str, Outline] = {}
    try:
        for _, element in walk:
            outline = outline_of({str(name).lower(): str(value) for name, value in element.attrib.items()})
            if outline is not None:
                found.setdefault(outline.url, outline)
            element.clear()
            if len(found) > MOST_FEEDS:
                raise ParseError(f"it lists more than {MOST_FEEDS:,} feeds; split it")
    except etree.XMLSyntaxError as wrong:
        raise ParseError("it is damaged OPML; export the list again") from wrong
    return list(found.values())


def outline_of(said: dict[str, str]) -> Outline | None:
    """The feed that an outline stands for; None for a folder, and for an address that is never fetched."""
    url = safe(said.get("xmlurl", "")).strip()
    if not is_fetchable(url):
        return None
    kind = said.get(KIND.lower(), "")
    return Outline(
        kind=next((k for k in SourceKind if k.value == kind), SourceKind.FEED),
        url=url,
        title=plain(said.get("title") or said.get("text") or "", LONGEST_TITLE),
    )


def opml(sources: Iterable[Source], title: str) -> str:
    """The sources as OPML; what is no feed carries its kind, which other readers overlook."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<opml version="2.0">', f"<head><title>{title}</title></head>"]
    lines.append("<body>")
    for source in sources:
        kind = "" if source.kind is SourceKind.FEED else f" {KIND}={quoteattr(source.kind.value)}"
        name = quoteattr(safe(source.title or source.url))
        lines.append(f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(source.url)}{kind}/>')
    return "\n".join([*lines, "</body>", "</opml>", ""])
