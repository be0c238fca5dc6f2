"""Lists of feeds come in, go out, and are as hostile as any other file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ParseError
from pipeline.model import Source, SourceKind
from pipeline.sources import opml, read_opml
from tests.unit.sources.feeds import AT

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Valley Post &amp; Sons" type="rss" xmlUrl="https://valley.test/feed" htmlUrl="/"/>
<outline title="\u202eTitled" text="Text" XMLURL="https://titled.test/feed"/></outline>
<outline text="again" xmlUrl="https://valley.test/feed"/>
<outline text="no" xmlUrl="javascript:alert(1)"/><outline text="folder"/>
</body></opml>"""


def test_feeds_are_found_in_folders_each_once() -> None:
    found = [(o.kind, o.url, o.title) for o in read_opml(LIST.encode())]
    assert found == [
        (SourceKind.FEED, "https://valley.test/feed", "Valley Post & Sons"),
        (SourceKind.FEED, "https://titled.test/feed", "Titled"),
    ]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no OPML"),
        (b"<rss/>", "no OPML"),
        (b"<opml><body><outline", "damaged"),
        (b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml>&x;</opml>", "declares entities"),
        (b"<!DOCTYPE opml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><opml>&b;</opml>", "declares entities"),
        (
            b"<opml>" + b"".join(b"<outline xmlUrl='http://a.test/%d'/>" % n for n in range(10_002)) + b"</opml>",
            "split",
        ),
        (b"<opml>" + b"<outline>" * 100_000, "damaged"),
    ],
    ids=["empty", "rss", "cut", "case 23", "case 22", "endless", "deep"],
)
def test_what_is_no_list_is_told(body: bytes, why: str) -> None:
    with pytest.raises(ParseError, match=why):
        read_opml(body)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(SourceKind), st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=50)
        ),
        max_size=5,
    )
)
def test_what_goes_out_comes_in_again(made: list[tuple[SourceKind, str]]) -> None:
    sources = [
        Source(id=n, kind=kind, url=f"https://a.test/{n}?x=1&y='2'", title=title, story_ids=(), due_at=AT)
        for n, (kind, title) in enumerate(made)
    ]
    found = read_opml(opml(sources, "storyledger").encode())
    assert [(o.kind, o.url) for o in found] == [(s.kind, s.url) for s in sources]
