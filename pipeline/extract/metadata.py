"""What a page says about itself: title, dates, author, outlet, canonical URL; JSON-LD, meta tags and microdata."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import tld
from lxml.html import HtmlElement

from pipeline.extract.text import clean

ARTICLE_TYPES = ("article", "blogposting", "report", "newsitem")
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "sailthru.date",
    "parsely-pub-date",
    "publication_date",
)
MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified", "lastmod")
AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author")
TITLE = ("og:title", "twitter:title", "dc.title")
OUTLET = ("og:site_name", "application-name", "dc.publisher")
#: query parameters that name no other article
TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref|src|ns_\w+|at_\w+|ito|icid|smid|partner|amp|outputtype|output)$",
    re.IGNORECASE,
)
DEEPEST_JSON = 6
MOST_JSON = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about itself; None where it says nothing."""

    title: str | None
    #: every title it gives itself, the likeliest first; they help to find the headline
    titles: tuple[str, ...]
    published_at: datetime | None
    modified_at: datetime | None
    author: str | None
    outlet: str | None
    canonical: str | None
    language: str | None
    #: the text as JSON-LD gives it, "" when it does not
    article_body: str
    #: notes of correction that JSON-LD gives (schema.org `correction`)
    corrections: tuple[str, ...]
    #: JSON-LD says that only payers may read it
    paid: bool


def metadata(root: HtmlElement, url: str) -> Metadata:
    """Read `root`, the page at `url`."""
    meta = meta_tags(root)
    nodes = [node for block in json_ld(root) for node in articles(block)]
    first = nodes[0] if nodes else {}
    raw_titles = [*(meta.get(n) for n in TITLE), text_of(first.get("headline")), document_title(root)]
    titles = tuple(dict.fromkeys(clean(t) for t in raw_titles if t and clean(t)))
    publisher = text_of(first.get("publisher"))
    outlet = next((meta[n] for n in OUTLET if meta.get(n)), None) or publisher
    return Metadata(
        title=without_outlet(titles[0], outlet, url) if titles else None,
        titles=titles,
        published_at=first_date(text_of(first.get("datePublished")), *(meta.get(n) for n in PUBLISHED), time_tag(root)),
        modified_at=first_date(text_of(first.get("dateModified")), *(meta.get(n) for n in MODIFIED)),
        author=author(first, meta, root),
        outlet=clean(outlet) if outlet else None,
        canonical=canonical(root, meta, url),
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower() or None,
        article_body=text_of(first.get("articleBody")) or "",
        corrections=tuple(c for node in nodes for c in texts_of(node.get("correction"))),
        paid=str(first.get("isAccessibleForFree", "")).lower() == "false",
    )


def meta_tags(root: HtmlElement) -> dict[str, str]:
    """Lower-case name, property or itemprop -> content; the first of each."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def json_ld(root: HtmlElement) -> Iterator[Any]:
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "") and script.text and len(script.text) < MOST_JSON:
            try:
                yield json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue


def articles(node: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The nodes of an article's type, however deep in graphs and lists."""
    if depth > DEEPEST_JSON:
        return
    if isinstance(node, list):
        for item in node[:100]:
            yield from articles(item, depth + 1)
    elif isinstance(node, dict):
        kinds = node.get("@type", "")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(str(kind).lower().endswith(ARTICLE_TYPES) for kind in kinds):
            yield node
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from articles(node.get(name), depth + 1)


def texts_of(value: Any) -> list[str]:
    """The words of a JSON-LD value: a string, an object with a name or text, or a list of these."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return texts_of(value.get("text") or value.get("name") or value.get("@value") or "")
    if isinstance(value, list):
        return [t for item in value[:20] if not isinstance(item, list) for t in texts_of(item)]
    return []


def text_of(value: Any) -> str | None:
    found = texts_of(value)
    return ", ".join(found) if found else None


def document_title(root: HtmlElement) -> str | None:
    title = next(root.iter("title"), None)
    return title.text_content() if title is not None else None


def without_outlet(title: str, outlet: str | None, url: str) -> str:
    """The title less the outlet's name before or after it ("Dam reopens | Valley Times")."""
    pieces = re.split(r"\s+[|–—·»:-]\s+|:\s+(?=\S)", title)
    if len(pieces) < 2:
        return title
    own = {squeezed(outlet or ""), squeezed(site(url).split(".")[0])} - {""}
    for name, rest in ((pieces[-1], title[: title.rfind(pieces[-1])]), (pieces[0], title[len(pieces[0]) :])):
        if any(squeezed(name) in o or o in squeezed(name) for o in own) and squeezed(name):
            return rest.strip(" |–—·»:-\t")
    return title


def squeezed(name: str) -> str:
    return re.sub(r"\W|^the\s", "", name.casefold())


def author(node: Mapping[str, Any], meta: Mapping[str, str], root: HtmlElement) -> str | None:
    """Names as the page gives them; addresses of profiles are no names."""
    said = [text_of(node.get("author")), *(meta.get(n) for n in AUTHOR), marked_author(root)]
    return next((clean(a)[:200] for a in said if a and not a.startswith(("http:", "https:"))), None)


def marked_author(root: HtmlElement) -> str | None:
    for element in root.xpath("(//*[@rel='author' or @itemprop='author'])[1]"):
        return str(element.text_content())
    return None


def time_tag(root: HtmlElement) -> str | None:
    for element in root.xpath("(//*[@itemprop='datePublished'][@datetime or @content] | //time[@datetime])[1]"):
        return str(element.get("datetime") or element.get("content"))
    return None


def first_date(*said: str | None) -> datetime | None:
    return next((at for at in (parse_date(s) for s in said if s) if at is not None), None)


def parse_date(text: str) -> datetime | None:
    """ISO 8601 or RFC 5322; without a zone it is UTC; None for anything else."""
    text = text.strip()[:64]
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        return None


def plausible(at: datetime | None, now: datetime) -> datetime | None:
    """A date that is neither before the web nor more than a day ahead."""
    if at is None or at.year < 1990 or at > now + timedelta(days=1):
        return None
    return at


def canonical(root: HtmlElement, meta: Mapping[str, str], url: str) -> str | None:
    """What the page calls its own address: rel=canonical, else og:url; absolute, without fragment."""
    links = (e.get("href") for e in root.iter("link") if "canonical" in e.get("rel", "").lower().split())
    for said in (next(links, None), meta.get("og:url")):
        if said and said.strip():
            try:
                return urljoin(url, clean(said)).split("#")[0]
            except ValueError:
                continue
    return None


def site(url: str) -> str:
    """The registrable domain, else the host."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    found = tld.get_fld(f"http://{host}", fail_silently=True) if host else None
    return found or host.removeprefix("www.")


def identity(said: str | None, known: str) -> str:
    """The article's URL: `said` by the page where it is of the same site and an article of its own, else `known`."""
    if not said or not said.startswith(("http://", "https://")) or len(said) > 2000:
        return known
    try:
        there, here = urlsplit(said), urlsplit(known)
        same_site = bool(there.hostname) and site(said) == site(known)
    except ValueError:
        return known
    if not same_site or bare(said) == bare(known):
        return known
    path, own = there.path.rstrip("/"), here.path.rstrip("/")
    is_index = (own.startswith(path + "/") and not there.query and not own.startswith(path + "/amp")) or (
        not path and not there.query
    )
    return known if is_index else said


def bare(url: str) -> str:
    """A URL less all that does not tell articles apart: scheme, www, tracking, closing slash."""
    parts = urlsplit(url)
    kept = sorted(q for q in parts.query.split("&") if q and not TRACKING.match(q.split("=")[0]))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{'&'.join(kept)}"
