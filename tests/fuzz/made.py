"""Feeds, pages and answers as nobody should write them."""

import gzip
import json
import zlib

import brotli
from backports import zstd
from hypothesis import strategies as st

WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "Dam bursts",
        "https://news.test/2026/dam-bursts-again-today",
        "Mon, 02 Mar 2026 08:00:00 GMT",
        "2026-03-02T08:00:00Z",
        "&lt;b&gt;bold&lt;/b&gt;",
        "&#0;",
        "&#xD800;",
        "<![CDATA[<p>x</p>]]>",
        "]]>",
        "<!--",
        "&undefined;",
        "http://[",
        "//host:99999/x",
        "javascript:alert(1)",
        "=cmd()",
        "\x1b[31m",
        "9" * 400,
        "-1",
        "\u202e",
        "\x00",
    ]
)
NAMES = st.sampled_from(
    [
        "rss",
        "channel",
        "item",
        "title",
        "link",
        "description",
        "guid",
        "pubDate",
        "feed",
        "entry",
        "id",
        "updated",
        "published",
        "summary",
        "content",
        "author",
        "name",
        "rdf:RDF",
        "dc:date",
        "dc:creator",
        "content:encoded",
        "atom:link",
        "media:content",
        "ttl",
        "sy:updatePeriod",
        "sy:updateFrequency",
        "urlset",
        "sitemapindex",
        "sitemap",
        "url",
        "loc",
        "lastmod",
        "news:news",
        "html",
        "head",
        "body",
        "a",
        "p",
        "div",
        "article",
        "h1",
        "time",
        "script",
        "base",
        "meta",
        "opml",
        "outline",
        "svg",
        "math",
        "table",
        "tr",
        "td",
    ]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "href",
            "rel",
            "type",
            "xmlns",
            "version",
            "xml:base",
            "isPermaLink",
            "url",
            "title",
            "xmlUrl",
            "text",
            "class",
            "id",
            "lang",
        ]
    ),
    WORDS,
    max_size=3,
)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(tagged, NAMES, ATTRIBUTES, st.lists(inside, max_size=6), st.integers(0, 9))


def tagged(name: str, attributes: dict[str, str], inside: list[str], slip: int) -> str:
    """One element, well formed but for one time in five."""
    said = "".join(f' {n}="{v.replace(chr(34), "")}"' for n, v in attributes.items())
    end = "" if slip == 0 else f"</{name[::-1]}>" if slip == 1 else f"</{name}>"
    return f"<{name}{said}>{''.join(inside)}{end}"


TREES = st.recursive(WORDS, element, max_leaves=30)
ROOTS = st.sampled_from(
    [
        '<?xml version="1.0"?><rss version="2.0"><channel>{}</channel></rss>',
        '<?xml version="1.0" encoding="utf-16"?><feed xmlns="http://www.w3.org/2005/Atom">{}</feed>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>',
        "<sitemapindex>{}</sitemapindex>",
        "<!DOCTYPE html><html><head><title>Dam</title></head><body>{}</body></html>",
        '<opml version="2.0"><body>{}</body></opml>',
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>{}",
        "{}",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | WORDS,
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["version", "items", "url", "id", "title", "authors", "date_published", "hubs", "name"]),
            inside,
        )
    ),
    max_leaves=20,
)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32", "cp1252", "utf-8-sig", "iso2022_jp", "utf-16-be"])


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


#: bodies of every kind that a source may be
BODIES = (
    st.builds(lambda root, tree, e: encoded(root.replace("{}", tree), e), ROOTS, TREES, ENCODINGS)
    | st.builds(lambda said: json.dumps(said).encode(), JSON)
    | st.builds(
        lambda items: json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), JSON
    )
    | st.binary(max_size=300)
)


@st.composite
def damaged(draw: st.DrawFn, of: st.SearchStrategy[bytes]) -> bytes:
    """Bytes with a few pieces cut out, doubled or overwritten."""
    body = draw(of)
    for _ in range(draw(st.integers(0, 3))):
        at, length = draw(st.integers(0, len(body))), draw(st.integers(0, 20))
        piece = draw(st.sampled_from([b"", body[at : at + length] * 2, b"\x00", b"\xff\xfe"]) | st.binary(max_size=8))
        body = body[:at] + piece + body[at + length :]
    return body


PACKERS = {
    "identity": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "gzip, br": bytes,
    "\xe9": bytes,
}
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "ETag",
                "Last-Modified",
                "Content-Type",
                "Retry-After",
                "Location",
                "Link",
                "Cache-Control",
                "Expires",
                "Date",
                "Age",
                "Set-Cookie",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "X",
            ]
        ),
        st.text(st.characters(max_codepoint=255), max_size=60)
        | st.sampled_from(["0", "-1", "chunked", "120", "Tue, 06 Jan 2015 10:05:00 GMT", "/next", "http://10.0.0.1/"])
        | st.sampled_from(
            ["text/html; charset=utf-16", "max-age=60", "<http://hub.test/>; rel=hub", "a=b; Domain=test"]
        ),
    ),
    max_size=5,
)


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """What a server may send, status line and all."""
    status = draw(st.sampled_from([200, 200, 200, 200, 204, 206, 301, 302, 304, 404, 410, 429, 500, 503, 0, 99, 999]))
    coding = draw(st.sampled_from(list(PACKERS)))
    body = draw(damaged(BODIES.map(PACKERS[coding])))
    lines = [f"HTTP/1.1 {status} {draw(st.sampled_from(['OK', '', 'Größe']))}"]
    if coding != "identity":
        lines.append(f"Content-Encoding: {coding}")
    length = draw(st.sampled_from([None, len(body), len(body) + 1, max(len(body) - 1, 0)]))
    if length is not None:
        lines.append(f"Content-Length: {length}")
    lines += [f"{name}: {value}" for name, value in draw(HEADERS)]
    said = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body
    return draw(damaged(st.just(said))) if draw(st.booleans()) else said
