"""The same article, whatever template a site has: its words are all there, in their places, and nobody else's are."""

import pytest

from pipeline.model import Place, Quality
from tests.unit.extract.build import version_of
from tests.unit.extract.pages import CAPTION, DECK, FURNITURE, HEADLINE, ITEMS, NOTICE, PARAGRAPHS, TEMPLATES, Template

PLACES = {DECK: Place.DECK, CAPTION: Place.CAPTION, NOTICE: Place.NOTICE, "March | 88": Place.TABLE}
PLACES |= dict.fromkeys(PARAGRAPHS, Place.BODY) | dict.fromkeys(ITEMS, Place.LIST)

by_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.name)


@by_template
def test_every_part_of_the_article_is_a_block_in_its_place(template: Template) -> None:
    version = version_of(template.html)
    found = {b.span.of(version.text): b.place for b in version.blocks}
    assert {part: found.get(part) for part in template.parts} == {part: PLACES[part] for part in template.parts}


@by_template
def test_the_headline_comes_first_and_is_the_title(template: Template) -> None:
    version = version_of(template.html)
    assert version.blocks[0].place is Place.HEADLINE
    assert version.blocks[0].span.of(version.text) == version.title == HEADLINE


@by_template
def test_nothing_of_the_page_around_it_gets_in(template: Template) -> None:
    version = version_of(template.html)
    assert [words for words in FURNITURE if words in version.text] == []


@by_template
def test_the_parts_stand_in_the_order_of_the_page(template: Template) -> None:
    version = version_of(template.html)
    body = [b.span.of(version.text) for b in version.blocks if b.place is Place.BODY]
    assert body == list(PARAGRAPHS)


@by_template
def test_a_template_makes_an_article_in_english(template: Template) -> None:
    version = version_of(template.html)
    assert (version.quality, version.language) == (Quality.ARTICLE, "en")
