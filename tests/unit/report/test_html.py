"""The page stands alone, is sound HTML, can be heard as well as seen, and takes nothing from the web but words."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from pipeline.report.digest import Digest
from pipeline.report.html import render_html
from tests.unit.report.hostile import hostile_digest
from tests.unit.report.mill import mill_digest, quiet_digest

TOKENS = (
    "<b>",
    "</li>",
    "</title>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&lt;",
    "&",
    '"',
    "'",
    "{{",
    "{%",
    "\x00",
    "\ud800",
    "\u202e",
    "`",
    "|",
    "—",
)
PAGES = {
    "one story": [mill_digest()],
    "two stories": [mill_digest(), quiet_digest()],
    "a hostile story": [hostile_digest()],
    "no story": [],
}


@pytest.fixture(params=PAGES, name="page")
def _page(request: pytest.FixtureRequest) -> str:
    return render_html(PAGES[request.param])


def parsed(page: str) -> HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_page_is_sound(page: str) -> None:
    root = parsed(page)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = [name for names in root.xpath("//@aria-labelledby") for name in names.split()]
    assert set(referred) <= set(ids)
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert root.get("lang") == "en"
    assert root.xpath("//main") and root.xpath("//title/text()")


def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    levels = [int(h.tag[1]) for h in parsed(page).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_its_words_and_every_column_its_heading(page: str) -> None:
    root = parsed(page)
    for drawing in root.xpath("//*[local-name()='svg']"):
        assert drawing.xpath("ancestor::*[@role='img' and string-length(@aria-label) > 20]")
    for table in root.xpath("//table"):
        assert table.xpath("caption") and table.xpath("thead//th[@scope='col']")
        assert len(table.xpath("tbody/tr")) == len(table.xpath("tbody/tr/th[@scope='row']"))


def test_the_page_asks_for_nothing(page: str) -> None:
    root = parsed(page)
    assert not root.xpath("//script|//link|//img|//iframe|//object|//embed|//form|//@src|//@srcset")
    assert not [a for a in root.xpath("//@*") if a.attrname.startswith("on")]
    assert "@import" not in page and "url(" not in page
    schemes = {href.split(":")[0] for href in root.xpath("//a/@href") if not href.startswith("#")}
    assert schemes <= {"http", "https"}


def test_hostile_words_are_shown_as_words() -> None:
    page = render_html([hostile_digest()])
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "{{ 7 * 7 }}" in page
    assert not parsed(page).xpath("//a[not(starts-with(@href, '#'))]")
    assert "(javascript:alert('x'))" in words(parsed(page))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=8).map(lambda tokens: "w " + "".join(tokens) + " w"))
def test_no_word_changes_the_shape_of_the_page(said: str) -> None:
    assert shape(render_html([hostile_digest(said)])) == shape(render_html([hostile_digest("plain words")]))


def shape(page: str) -> list[str]:
    """Every element in order; which words a quotation marks is another matter."""
    return [str(element.tag) for element in parsed(page).iter() if element.tag != "mark"]


def test_the_same_digest_gives_the_same_bytes() -> None:
    assert render_html([mill_digest(), quiet_digest()]) == render_html([mill_digest(), quiet_digest()])


def section(digest: Digest, title: str) -> list[str]:
    found = parsed(render_html([digest])).xpath(f"//section[h3[text()='{title}']]//li[contains(@class, 'item')]")
    return [words(item) for item in found]


def test_a_changed_figure_is_told_in_the_editors_order() -> None:
    first = section(mill_digest(), "Changed figures")[0]
    assert first == (
        "people killed in the fire was 9 → now 14 up 5 (+56 %) according to port fire service "
        "new figure body, found in the east silo 3 "
        "The port fire service put the dead at 14 on Wednesday, after three more bodies were found in the east silo. "
        "Three more bodies found in mill · Signal Radio · 5 Mar 2031 "
        "On the way: was 9 → now 11 up 2 (+22 %) · port fire service · The Ferryman · 4 Mar 2031 "
        "Why: The same speaker said 11 a day before, and the number can only grow. "
        "Why: No figure of the story counts bodies found in the east silo."
    )


def test_a_conflict_strikes_nothing_out() -> None:
    root = parsed(render_html([mill_digest()]))
    (item,) = root.xpath("//li[contains(@class, 'figure-conflict')]")
    assert "17 against 14" in words(item)
    assert not item.xpath(".//del")


def test_the_number_is_marked_in_its_sentence() -> None:
    root = parsed(render_html([mill_digest()]))
    assert root.xpath("//section[h3='Changed figures']//mark/text()") == ["14", "three", "2.1 billion crowns"]


def test_the_ledger_names_value_speaker_day_and_voices() -> None:
    cells = [words(cell) for cell in parsed(render_html([mill_digest()])).xpath("//tbody/tr[1]/*")]
    assert cells[:5] == ["people killed in the fire", "14dockers' union: 17", "port fire service", "5 Mar 2031", "2"]
    assert cells[5].endswith(HISTORY)


HISTORY = (
    "6 reports 27 Feb 2031: 9 first · port fire service · Tidewater Post"
    "4 Mar 2031: 11 changed · port fire service · The Ferryman"
    "5 Mar 2031: 14 changed · port fire service · Signal Radio"
    "7 Mar 2031: 14 restated · Gull & Anchor · report"
    "7 Mar 2031: 17 conflict · dockers' union · Gull & Anchor"
    "8 Mar 2031: 9 old figure · Quayside Weekly · report"
)


def test_several_stories_have_a_table_of_contents() -> None:
    contents = parsed(render_html(PAGES["two stories"])).xpath("//nav//a/@href")
    assert contents == ["#story-1", "#story-2"]
    assert not parsed(render_html(PAGES["one story"])).xpath("//nav")


def test_no_story_is_said_plainly() -> None:
    assert "No story is followed yet." in render_html([])
