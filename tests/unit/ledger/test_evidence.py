"""What speaks for a mention being of a series."""

from typing import Any

import pytest

from pipeline.ledger import Context, apply, judge_figures, voice_of
from pipeline.ledger.evidence import OWN, alike, shares
from pipeline.ledger.voices import is_document, same_voice
from pipeline.model import Bound, FigureDecision, Ledger, Role, Standing, Version
from tests.unit.ledger.stories import ALONE, article, figure

Said = tuple[str, float, dict[str, Any]]

SHEEP: dict[str, Any] = {"concept": "sheep", "head": "sheep", "quantity": "livestock"}
FARMS: dict[str, Any] = {"concept": "farm", "head": "farm", "quantity": "farms"}
NAMELESS: dict[str, Any] = {"concept": "", "head": ""}


def read(book: Ledger, version: Version, *said: Said) -> tuple[Ledger, dict[str, FigureDecision]]:
    """The ledger after an article, and what became of each of its phrases."""
    figures = [figure(version, phrase, value, **facts) for phrase, value, facts in said]
    decisions = judge_figures(book, version, ALONE, figures, context=Context(threshold=0.0))
    after = apply(book, version, decisions, (), voice=voice_of(version, ALONE))
    return after, {d.figure.span.of(version.text): d for d in decisions}


def story(sentence: str, *said: Said) -> Ledger:
    return read(Ledger(story_id="flood"), article("Vale Post", 0, sentence), *said)[0]


def test_a_nameless_total_that_was_reached_by_adding_moves_the_series() -> None:
    book = story("The flood has drowned 340 sheep.", ("340", 340, SHEEP))
    then = article("Orrel Herald", 2, "Vets found another 25 sheep on Monday, which brings the total to 365.")
    _, found = read(book, then, ("365", 365, NAMELESS), ("another 25", 25, SHEEP | {"role": Role.INCREMENT}))
    assert found["365"].standing is Standing.CHANGED
    assert found["another 25"].standing is Standing.EXPLAINED


def test_figures_that_travel_together_are_known_by_their_company() -> None:
    book = story("The flood has drowned 340 sheep on 23 farms.", ("340", 340, SHEEP), ("23", 23, FARMS))
    then = article("Orrel Herald", 2, "The insurer now counts 410 sheep on 31 farms.")
    _, found = read(book, then, ("410", 410, SHEEP), ("31", 31, FARMS))
    assert [found[phrase].standing for phrase in ("410", "31")] == [Standing.CHANGED, Standing.CHANGED]


@pytest.mark.parametrize(
    ("phrase", "value", "bound"),
    [("more than 400", 400, Bound.MORE_THAN), ("some 410", 410, Bound.ABOUT), ("at least 400", 400, Bound.AT_LEAST)],
)
def test_a_rounding_of_a_known_rare_number_is_no_news_under_any_name(phrase: str, value: float, bound: Bound) -> None:
    book = story("The flood has drowned 412 sheep.", ("412", 412, SHEEP))
    then = article("Orrel Herald", 2, f"The valley mourns {phrase} animals this week.")
    _, found = read(book, then, (phrase, value, {"concept": "animal", "head": "animal", "bound": bound}))
    assert found[phrase].standing in {Standing.RESTATED, Standing.UNSURE}
    assert found[phrase].flag is None


def test_a_count_that_shares_only_its_number_is_no_voice_for_the_series() -> None:
    book = story("The flood has drowned 47 sheep.", ("47", 47, SHEEP))
    then = article("Orrel Herald", 2, "A choir of 47 sang at the town hall.")
    after, found = read(book, then, ("47", 47, {"concept": "choir", "head": "choir"}))
    assert found["47"].standing is Standing.UNSURE
    assert after.series[0].current is not None
    assert after.series[0].current.outlet == "Vale Post"


def test_what_nothing_speaks_for_opens_a_series_of_its_own() -> None:
    assert shares([]) == []
    assert shares([OWN])[0] == pytest.approx(0.5)
    assert sum(shares([OWN, OWN, OWN])) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("noun", "other", "same"),
    [
        ("country", "nation", True),
        ("house", "home", True),
        ("station", "country", False),
        ("import", "export", False),
        ("xyzzy", "plugh", False),
    ],
)
def test_nouns_are_alike_by_the_table_of_words_but_opposites_are_not(noun: str, other: str, same: bool) -> None:
    assert alike(noun, other, "en") is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Harbour Union, its new report", "Harbour Union, a dockers' group", True),
        ("the Harbour Union's weekly bulletin", "Harbour Union", True),
        ("Mara Lind (Harbour Union)", "Mara Lind, the union's secretary", True),
        ("Harbour Union", "Harbour Watch", False),
        ("the police", "the organisers", False),
    ],
)
def test_a_voice_is_known_by_its_name(a: str, b: str, same: bool) -> None:
    assert same_voice(a, b) is same
    assert same_voice(b, a) is same


@pytest.mark.parametrize(
    ("voice", "paper"),
    [
        ("a new report", True),
        ("Vale Post, an internal memo", True),
        ("the Harbour Union", False),
        ("the Harbour Union's bulletin", False),
    ],
)
def test_a_paper_without_an_author_may_be_anybodys(voice: str, paper: bool) -> None:
    assert is_document(voice, "en") is paper
