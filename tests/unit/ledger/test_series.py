"""Which mentions measure the same thing."""

from typing import Any

import pytest

from pipeline.language.stems import stem
from pipeline.ledger import Context, apply, judge_figures, voice_of
from pipeline.model import Bound, FigureDecision, Ledger, Modality, Profile, Role, Standing
from tests.unit.ledger.stories import ALONE, article, figure, told

OFFICE: dict[str, Any] = {"speaker": "Roads Office"}
OUTLETS = ("Vale Post", "Orrel Herald", "Lark Wire")
Said = tuple[str, str, float, dict[str, Any]]


def last(*said: Said, profile: Profile | None = None) -> FigureDecision:
    """What becomes of the last mention; each stands in an article of another outlet."""
    book = Ledger(story_id="flood")
    context = Context(profile=profile or Profile(), threshold=0.0)
    for day, (sentence, phrase, value, facts) in enumerate(said):
        version = article(OUTLETS[day], day, sentence)
        mentioned = figure(version, phrase, value, **facts)
        decisions = judge_figures(book, version, ALONE, [mentioned], context=context)
        book = apply(book, version, decisions, (), voice=voice_of(version, ALONE))
    return decisions[0]


OFFICES: dict[str, Any] = {"concept": "office", "head": "office", "quantity": "sites"}
REPAIRS: dict[str, Any] = {"concept": "repair cost", "head": "cost", "quantity": "cost", "unit": "EUR"}
BILL: dict[str, Any] = {"concept": "true bill", "head": "bill", "quantity": "wage", "unit": "EUR"}
WHOLE: Said = ("The flood has closed 48 bridges in all.", "48", 48, {})

CASES: dict[str, tuple[Standing, tuple[Said, ...]]] = {
    "a smaller number with a place of its own is a part": (
        Standing.NEW,
        (WHOLE, ("In Orrel nine bridges are closed.", "nine", 9, {"scope": "in Orrel", "places": ("Orrel",)})),
    ),
    "three of the 48 are a part, not a fall": (
        Standing.NEW,
        (WHOLE, ("Three of the 48 bridges have collapsed.", "Three", 3, {})),
    ),
    "much less than is known, without a word of change, is something else": (
        Standing.NEW,
        (WHOLE, ("The army checked 11 bridges on Friday.", "11", 11, {"concept": "checked bridge"})),
    ),
    "the other nine are a part, not a fall": (
        Standing.NEW,
        (WHOLE, ("The other nine bridges stay open to lorries, the army says.", "nine", 9, {})),
    ),
    "of many things with one noun, another number without a word of change is another thing": (
        Standing.NEW,
        (
            ("The mayor closed 31 offices in the old town.", "31", 31, OFFICES),
            ("Thieves broke into 44 offices during the flood.", "44", 44, OFFICES),
        ),
    ),
    "a number that the story has heard before is no first value of something else": (
        Standing.UNSURE,
        (WHOLE, ("Engineers in red coats inspected 48.", "48", 48, {"concept": "engineer", "head": "engineer"})),
    ),
    "a small number that is referred to as known is no first value": (
        Standing.UNSURE,
        (
            ("Seventeen bridges are closed.", "Seventeen", 17, {}),
            ("The tallest of the 17 dates from 1890.", "17", 17, {"concept": "tallest", "head": "tallest"}),
        ),
    ),
    "a rounding of a known number is no first value of something else": (
        Standing.UNSURE,
        (
            ("The flood drowned 12,430 sheep.", "12,430", 12430, {"concept": "sheep", "head": "sheep"}),
            (
                "Some 12,000 lie in the fields.",
                "Some 12,000",
                12000,
                {"bound": Bound.ABOUT, "concept": "field", "head": "field"},
            ),
        ),
    ),
    "a rare number is not the same thing in another tight class": (
        Standing.NEW,
        (
            ("The storm killed 57 people.", "57", 57, {"concept": "people", "head": "people", "quantity": "deaths"}),
            ("Police arrested 57.", "57", 57, {"concept": "people", "head": "people", "quantity": "arrests"}),
        ),
    ),
    "digits that slipped are the same thing": (
        Standing.CONFLICT,
        (
            ("The flood has closed 1,230 bridges in all.", "1,230", 1230, {}),
            ("The flood has closed 123 bridges in all.", "123", 123, {}),
        ),
    ),
    "a rare number under another name is the same thing": (
        Standing.RESTATED,
        (
            ("The 57 closed bridges cross the Vane in Orrel county.", "57", 57, {}),
            (
                "The 57 closed crossings of the Vane in Orrel county are old.",
                "57",
                57,
                {"concept": "closed crossing", "head": "crossing"},
            ),
        ),
    ),
    "a large number without its unit is the one that had it": (
        Standing.RESTATED,
        (
            (
                "Some 54,300 litres of oil ran out.",
                "54,300 litres",
                54300,
                {"unit": "litre", "concept": "oil", "head": "oil"},
            ),
            ("It was never 54,300, the company said.", "54,300", 54300, {"concept": "", "head": ""}),
        ),
    ),
    "the word for the count is no name": (
        Standing.CHANGED,
        (
            ("So far 17 people have died in the flood.", "17", 17, {"head": "people", "quantity": "deaths"}),
            (
                "The toll of the flood has now reached 21 dead.",
                "21",
                21,
                {"head": "toll", "concept": "toll", "quantity": "deaths"},
            ),
        ),
    ),
    "a denial in another clause leaves the number alone": (
        Standing.CHANGED,
        (
            ("The flood has closed 48 bridges.", "48", 48, {}),
            (
                "The flood has now closed 55 bridges, and the county would not say which.",
                "55",
                55,
                {"modality": Modality.HYPOTHETICAL},
            ),
        ),
    ),
    "a number of another year is history": (
        Standing.NEW,
        (
            ("The flood has killed 17 people.", "17", 17, {"head": "people", "quantity": "deaths"}),
            ("In 1987 a flood killed 44 people.", "44", 44, {"head": "people", "quantity": "deaths", "as_of": "1987"}),
        ),
    ),
    "an increment is no total": (
        Standing.NEW,
        (WHOLE, ("Another six bridges were closed.", "Another six", 6, {"role": Role.INCREMENT})),
    ),
}


@pytest.mark.parametrize(("standing", "said"), CASES.values(), ids=CASES.keys())
def test_same_thing_or_another(standing: Standing, said: tuple[Said, ...]) -> None:
    decision = last(*said)
    assert decision.standing is standing, decision.why


def test_the_place_of_the_whole_story_narrows_nothing() -> None:
    here: Said = ("At Vane 48 bridges are closed.", "48", 48, {"scope": "at Vane", "places": ("Vane",)})
    later: Said = ("Now 55 bridges are closed.", "55", 55, {})
    assert last(here, later, profile=Profile(keywords=("Vane flood",))).standing is Standing.CHANGED


def test_two_numbers_of_one_voice_in_one_article_are_two_things() -> None:
    version = article("Vale Post", 0, "The office counts 48 closed bridges.", "It counts 31 closed bridges as lost.")
    said = figure(version, "48", 48, **OFFICE), figure(version, "31", 31, **OFFICE)
    _, decisions = told(Ledger(story_id="flood"), version, *said)
    assert [d.standing for d in decisions] == [Standing.NEW, Standing.NEW]


def test_a_headline_repeats_the_body_under_any_name() -> None:
    version = article("Vale Post", 0, "The flood has closed 48 bridges.", headline="Dozens cut off: 48 crossings shut")
    said = (
        figure(version, "48 crossings", 48, concept="crossing", head="crossing"),
        figure(version, "48 bridges", 48),
        figure(version, "Dozens", 24, bound=Bound.VAGUE, concept="", head=""),
    )
    _, decisions = told(Ledger(story_id="flood"), version, *said)
    assert [d.standing for d in decisions] == [Standing.NEW, Standing.RESTATED, Standing.RESTATED]


def test_the_same_size_in_another_unit_is_explained() -> None:
    version = article("Vale Post", 0, "The flood stands six feet (about 1.8 m) deep in the valley.")
    feet = figure(version, "six feet", 6, unit="foot", concept="flood", head="flood")
    metres = figure(version, "about 1.8 m", 1.8, bound=Bound.ABOUT, unit="m", concept="flood", head="flood")
    _, decisions = told(Ledger(story_id="flood"), version, feet, metres)
    assert [d.standing for d in decisions] == [Standing.NEW, Standing.EXPLAINED]


def test_the_old_value_beside_a_new_one_opens_nothing() -> None:
    version = article("Vale Post", 0, "In shelters: 31, up from 27 on Sunday.")
    said = (
        figure(version, "31", 31, was=27.0, concept="", head=""),
        figure(version, "27", 27, concept="", head=""),
    )
    book, decisions = told(Ledger(story_id="flood"), version, *said)
    assert [d.standing for d in decisions] == [Standing.NEW, Standing.EXPLAINED]
    assert len(book.series) == 1


@pytest.mark.parametrize(("word", "stemmed"), [("bridges", "bridge"), ("Countries", "country"), ("losses", "loss")])
def test_plurals_compare_as_singulars(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_a_value_that_its_sentence_sets_against_a_known_one_is_of_that_series() -> None:
    first = article("Vale Post", 0, "Repairs will cost 3.4 million euros.")
    book, _ = told(Ledger(story_id="flood"), first, figure(first, "3.4 million euros", 3.4e6, **REPAIRS))
    then = article("Vale Post", 1, "The true bill is 5.1 million, not the 3.4 million announced in May.")
    said = [figure(then, phrase, value, **BILL) for phrase, value in (("5.1 million", 5.1e6), ("3.4 million", 3.4e6))]
    _, decisions = told(book, then, *said)
    assert [d.standing for d in decisions] == [Standing.CHANGED, Standing.STALE]
    assert decisions[0].flag is not None
    assert decisions[0].flag.old is not None
    assert decisions[0].flag.old.value == 3.4e6


def test_what_restates_one_series_is_no_change_of_another() -> None:
    book = Ledger(story_id="flood")
    for day, (sentence, phrase, value) in enumerate(
        (
            ("The mayor closed 31 offices in the old town.", "31", 31),
            ("Thieves broke into 40 offices during the flood.", "40", 40),
            ("Now 40 offices are in need of a new lock.", "40", 40),
        )
    ):
        version = article("Vale Post", day, sentence)
        book, decisions = told(book, version, figure(version, phrase, value, **OFFICES))
    assert decisions[0].standing is Standing.RESTATED
