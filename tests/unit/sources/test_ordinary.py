"""The short way through an ordinary feed ends where feedparser's long way does; any other feed takes the long way."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ParseError
from pipeline.sources.decoding import rootward, tidy
from pipeline.sources.feed import thorough
from pipeline.sources.ordinary import Feed, ordinary
from tests.unit.sources.feeds import atom, rss

ORDINARY = {
    "RSS of a news site": rss(
        "<title>Dam &amp; bridge</title><link>https://x.test/a?b=1&amp;c=2</link><guid>https://x.test/a</guid>"
        "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><dc:creator>B.</dc:creator>"
        "<description><![CDATA[<p>It <b>burst</b>.</p>]]></description><category domain='d'>Dams</category>"
        "<content:encoded><![CDATA[<p>All of it</p>]]></content:encoded><enclosure url='https://x.test/i.jpg'/>"
    ),
    "an id that is the address": rss("<guid>https://x.test/a</guid><title>Dam</title>"),
    "an id that is none": rss("<guid isPermaLink='false'>7</guid><link>https://x.test/a</link>"),
    "content and no description": rss("<title>Dam</title><content:encoded>&lt;p&gt;All&lt;/p&gt;</content:encoded>"),
    "an empty description": rss("<description/><content:encoded>All</content:encoded><title> </title>"),
    "words encoded twice": rss("<title>cafÃ©</title><description>it&#146;s</description><author>Ö</author>"),
    "a comment inside a title": rss("<title>Dam <!-- old --> bursts<?php x?></title><link>https://x.test/a</link>"),
    "Atom of a news site": atom(
        "<title type='html'>Dam &amp;amp; bridge</title><link href='https://x.test/a' rel='alternate'/>"
        "<link rel='replies' href='https://x.test/a#c'/><id>tag:x.test,2026:1</id><updated>2026-03-02T08:00:00Z</updated>"
        "<published>2026-03-02T07:00:00Z</published><author><name>A. Writer</name><uri>https://x.test/w</uri></author>"
        "<summary>It burst.</summary><content type='html'>&lt;p&gt;All&lt;/p&gt;</content><category term='dams'/>"
    ),
    "Atom without a link": atom("<title>Dam</title><id>https://x.test/a</id>"),
    "Atom with an author's address": atom("<author><email>a@x.test</email><name>A. Writer</name></author>"),
    "nothing": rss(),
    "a channel with hints": '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"><channel><ttl> 60 </ttl><sy:updatePeriod>hourly</sy:updatePeriod>'
    '<sy:updateFrequency>2</sy:updateFrequency><atom:link rel="hub" href="https://hub.test/"/>'
    "<image><title>I</title><url>u</url></image><link>https://x.test/</link></channel></rss>",
}
UNUSUAL = {
    "elements in a title": rss("<title>Dam <b>bursts</b></title>"),
    "an entity of HTML": rss("<title>Dam&nbsp;bursts</title>"),
    "a base": atom("<link href='a'/>", base=' xml:base="https://x.test/"'),
    "text in XHTML": atom("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>All</div></content>"),
    "two titles": rss("<title>One</title><title>Two</title>"),
    "two descriptions": rss("<description>One</description><description>Two</description>"),
    "base64": atom("<content type='application/octet-stream'>QUJD</content>"),
    "Media RSS titles": '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>'
    "<media:title>Photo</media:title></item></channel></rss>",
    "no XML": "<rss version='2.0'><channel><item><title>Dam</channel></rss>",
    "an unknown prefix": rss("<title>Dam</title><x:y>1</x:y>"),
    "RSS 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<item><title>Dam</title></item></rdf:RDF>",
    "an item outside the channel": "<rss><channel/><item><title>Dam</title></item></rss>",
}


def root_of(text: str) -> str:
    return rootward(tidy(text))


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_feed_is_read_as_feedparser_reads_it(text: str) -> None:
    read = ordinary(root_of(text))
    assert read is not None
    assert read == thorough(root_of(text))


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_an_unusual_feed_is_left_to_feedparser(text: str) -> None:
    assert ordinary(root_of(text)) is None


# --- any feed ---------------------------------------------------------------------------------------------------------
WORDS = st.sampled_from(
    [
        *("Dam bursts", " Dam\n bursts ", "", " ", "https://x.test/a?b=1&amp;c;=2", "http:///x.test/a", "/a", "tag:1"),
        *("Mon, 02 Mar 2026 08:00:00 GMT", "2026-03-02", "&lt;b&gt;x&lt;/b&gt;", "&amp;amp;", "&amp;nbsp;", "&nbsp;"),
        *("<![CDATA[<p>x & y</p>]]>", "<![CDATA[]]>", "a<!-- b -->c", "<?pi?>", "<b>x</b>", "it&#146;s", "cafÃ©", "Ö"),
        *("A. Writer (a@x.test)", "a@x.test", "60", "daily", "<name>N</name>", "<name>N</name> <email>e@x</email>"),
        *("<title>deep</title>", "<link>deep</link>", "<item><title>in</title></item>", "<ttl>9</ttl>", "<url>u</url>"),
    ]
)  # fmt: skip
NAMES = st.sampled_from(
    """
    title link guid description author pubDate category comments enclosure source ttl image item entry id updated
    published
    summary content Title LINK body date modified issued created x:y d:title textInput language cloud dc:creator dc:date
    dc:subject dc:title dc:description content:encoded sy:updatePeriod sy:updateFrequency atom:link atom:id atom:updated
    atom:title media:content media:title media:thumbnail media:description media:group media:credit slash:comments
    wfw:commentRss feedburner:origLink itunes:author itunes:summary itunes:duration itunes:owner thr:total
    """.split()  # noqa: SIM905 - a list of them would take a page
)
ATTRIBUTES = st.sampled_from(
    [
        *([""] * 6),
        *(' isPermaLink="false"', ' isPermaLink="true"', ' IsPermalink="no"', ' href="https://x.test/h"', ' href="/h"'),
        *(' rel="alternate" href="https://x.test/r"', ' rel="hub" href="https://hub.test/"', ' rel="Self" href="s"'),
        *(' rel="" type="" href="e"', ' type="HTML"', ' type="xhtml"', ' type="text"', ' type="text/html" href="t"'),
        *(' url="https://x.test/u"', ' mode="base64"', ' xml:lang="de"', ' src="https://x.test/s"', ' xml:base="b"'),
        *(' rel="enclosure" url="u"', ' type="image/png" href="i"', ' xmlns="urn:other"', ' lastmod="2026"'),
    ]
)  # fmt: skip
ELEMENTS = st.builds("<{0}{1}>{2}</{0}>".format, NAMES, ATTRIBUTES, WORDS)
#: what most feeds say, so that not all of them are unusual
PLAIN_NAMES = [
    "title",
    "description",
    "summary",
    "content:encoded",
    "pubDate",
    "guid",
    "id",
    "dc:creator",
    "author",
    "updated",
]
PLAIN = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(PLAIN_NAMES), WORDS) | st.sampled_from(
    [
        *("<link>https://x.test/a</link>", "<link href='https://x.test/a'/>", "<link rel='edit' href='https://x.test/e'/>"),
        *("<guid isPermaLink='false'>7</guid>", "<guid>https://x.test/g</guid>", "<content type='html'>All</content>"),
        *("<author><name>N</name></author>", "<author><name>N</name><email>n@x.test</email></author>", "<category/>"),
        *("<media:content url='u'><media:credit>C</media:credit></media:content>", "<source url='u'>S</source>"),
    ]
)  # fmt: skip
PARTS = (st.lists(PLAIN, max_size=5, unique=True) | st.lists(PLAIN | ELEMENTS, max_size=7)).map("".join)
DECLARED = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:x="urn:x" xmlns:d="http://purl.org/dc/elements/1.1/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


@st.composite
def feeds(draw: st.DrawFn) -> str:
    """RSS or Atom whose parts stand anywhere, say anything, and are now and then broken."""
    is_rss = draw(st.booleans())
    item = "item" if is_rss else "entry"
    items = "".join(f"<{item}>{parts}</{item}>" for parts in draw(st.lists(PARTS, max_size=3)))
    inside = f"{draw(PARTS)}{items}{draw(st.sampled_from(['', '', '<ttl>5</ttl>', '<link>https://x.test/</link>']))}"
    if is_rss:
        return f'<rss version="2.0"{DECLARED}><channel>{inside}</channel></rss>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{DECLARED}>{inside}</feed>'


def long_way(text: str) -> Feed | None:
    try:
        return thorough(text)
    except ParseError:
        return None


@given(feeds())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_feed_is_read_in_two_ways(text: str) -> None:
    text = root_of(text)
    read = ordinary(text)
    if read is not None:
        assert read == long_way(text)
