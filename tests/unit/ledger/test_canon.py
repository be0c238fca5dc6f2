"""What a story knows of a figure beyond its own sentence: name, unit and source of its series."""

from dataclasses import replace

import pytest

from pipeline.ledger.canon import canon
from pipeline.ledger.names import learned
from pipeline.model import Ledger, Point, Role, Series, Standing
from tests.unit.ledger.stories import START, article, figure

SENTENCE = "Engineers closed 40 bridges."
VERSION = article("Daily Post", 0, SENTENCE)


def point(concept: str, *, speaker: str = "", standing: Standing = Standing.RESTATED, said: float = 40.0) -> Point:
    known = replace(
        figure(VERSION, "40", said, concept=concept), speaker=speaker or "Daily Post", credited=bool(speaker)
    )
    return Point(
        figure=known,
        sentence=SENTENCE,
        standing=standing,
        url="https://daily-post.example/1",
        outlet="Daily Post",
        reported_at=START,
        voice=known.speaker,
    )


def book(*points: Point, unit: str = "count") -> Ledger:
    series = Series(n=1, name="bridge", unit=unit, quantity=None, role=Role.TOTAL, scope="", points=points)
    return Ledger(story_id="flood", series=(series,))


@pytest.mark.parametrize(
    ("concepts", "name"),
    [
        (["bridge", "railway bridge", "railway bridge"], "railway bridge"),
        (["bridge", "railway bridge closed"], "railway bridge closed"),
        (["bridge"] * 9 + ["crossing"], "bridge"),
    ],
)
def test_a_series_is_called_what_says_most_of_all_its_names(concepts: list[str], name: str) -> None:
    assert learned(book(*map(point, concepts)).series[0]) == name


def test_a_mention_that_may_not_belong_names_nothing() -> None:
    series = book(point("bridge"), *(point("old tunnel", standing=Standing.UNSURE) for _ in range(5))).series[0]
    assert learned(series) == "bridge"


def test_a_mention_takes_the_name_and_the_unit_of_its_series() -> None:
    known = canon(book(point("oil spilled"), point("oil spilled"), unit="litre"))
    bare = replace(point("").figure, unit="count")
    full = known.full(bare, SENTENCE, 1)
    assert (full.concept, full.unit) == ("oil spilled", "litre")


def test_a_copied_sentence_is_of_the_series_of_its_original() -> None:
    known = canon(book(point("railway bridge")))
    assert known.full(point("bridge").figure, SENTENCE, None).concept == "railway bridge"
    assert known.full(point("bridge").figure, "Another sentence.", None).concept == "bridge"


@pytest.mark.parametrize(
    ("speakers", "own", "source"),
    [
        # nobody in the sentence: who is named for the value elsewhere
        (["Ana Roe", "the group"], "", "Ana Roe"),
        # called by a role: by name where the story knows one
        (["Ana Roe", "the group"], "the group", "Ana Roe"),
        # as often as any other: its own
        (["Ana Roe", "Bo Lind"], "Bo Lind", "Bo Lind"),
        (["Ana Roe", "Ana Roe, the mayor", "Bo Lind"], "Bo Lind", "Ana Roe"),
        # who quotes is no source
        (["Daily Post", "Daily Post", "the union"], "", "the union"),
        ([], "", "Daily Post"),
    ],
)
def test_the_source_of_a_value_is_who_is_credited_with_it_most(speakers: list[str], own: str, source: str) -> None:
    known = canon(book(point("bridge"), *(point("bridge", speaker=s) for s in speakers)))
    assert known.full(point("bridge", speaker=own).figure, SENTENCE, 1).speaker == source


def test_the_source_of_another_value_will_do_where_nobody_is_credited_with_this_one() -> None:
    known = canon(book(point("bridge", speaker="Ana Roe", said=12.0), point("bridge")))
    assert known.full(point("bridge").figure, SENTENCE, 1).speaker == "Ana Roe"
