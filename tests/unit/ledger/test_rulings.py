"""The user's hand: what is ruled about series holds whenever the ledger is made anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.ledger import merged, muted, renamed, settled, split
from pipeline.model import Figure, FlagKind, Ledger, Ruling, Standing, Version
from tests.unit.ledger.stories import article, figure, told

Told = tuple[Version, list[Figure]]


def said(day: float, sentence: str, phrase: str, value: float, **facts: Any) -> Told:
    version = article("Vale Post", day, sentence)
    return version, [figure(version, phrase, value, **facts)]


STORY: tuple[Told, ...] = (
    said(0, "The flood has closed 48 bridges.", "48", 48),
    said(1, "Engineers have shut 31 crossings.", "31", 31, concept="shut crossing", head="crossing"),
    said(2, "Now 53 bridges are closed.", "53", 53),
)


def made(*rulings: Ruling, story: Sequence[Told] = STORY) -> tuple[Ledger, list[FlagKind | None]]:
    """The ledger of the story under some rulings, and the kind of each mention's flag."""
    book, kinds = Ledger(story_id="flood", rulings=rulings), []
    for version, figures in story:
        book, decisions = told(book, version, *figures)
        kinds += [d.flag.kind if d.flag else None for d in decisions]
    return settled(book), kinds


def test_merged_series_are_one_from_the_beginning_on() -> None:
    before, kinds = made()
    assert [len(s.points) for s in before.series] == [2, 1]
    assert kinds == [FlagKind.FIGURE_NEW, FlagKind.FIGURE_NEW, FlagKind.FIGURE_CHANGED]
    after, kinds = made(merged(before.series[1], before.series[0]))
    assert [[p.figure.said for p in s.points] for s in after.series] == [[(48,), (31,), (53,)]]
    assert kinds[1] is FlagKind.FIGURE_CONFLICT


def test_what_is_merged_draws_later_mentions_of_both_names() -> None:
    before, _ = made()
    later = said(3, "Now 55 crossings are shut.", "55", 55, concept="shut crossing", head="crossing")
    after, _ = made(merged(before.series[1], before.series[0]), story=(*STORY, later))
    assert len(after.series) == 1


def test_split_points_are_a_series_of_their_own() -> None:
    before, _ = made()
    after, kinds = made(split([before.series[0].points[1]]))
    assert [[p.figure.said for p in s.points] for s in after.series] == [[(48,)], [(31,)], [(53,)]]
    assert kinds[2] is FlagKind.FIGURE_NEW


def test_points_that_are_split_off_together_stay_together() -> None:
    longer = (*STORY, said(3, "Now 57 bridges are closed.", "57", 57))
    before, _ = made(story=longer)
    after, _ = made(split(before.series[0].points[1:]), story=longer)
    assert [[p.figure.said for p in s.points] for s in after.series] == [[(48,)], [(31,)], [(53,), (57,)]]


def test_a_renamed_series_keeps_its_name_in_ledger_and_flags() -> None:
    before, _ = made()
    book = replace(Ledger(story_id="flood"), rulings=(renamed(before.series[0], "bridges out of use"),))
    for version, figures in STORY:
        book, decisions = told(book, version, *figures)
    assert settled(book).series[0].name == "bridges out of use"
    assert decisions[0].flag is not None
    assert decisions[0].flag.concept == "bridges out of use"


def test_a_muted_series_moves_and_raises_no_flag() -> None:
    before, _ = made()
    after, kinds = made(muted(before.series[0]))
    assert kinds == [None, FlagKind.FIGURE_NEW, None]
    assert [s.muted for s in after.series] == [True, False]
    assert after.series[0].points[1].standing is Standing.CHANGED


def test_the_last_ruling_about_a_mention_counts() -> None:
    before, _ = made()
    both = (merged(before.series[1], before.series[0]), split([before.series[1].points[0]]))
    after, _ = made(*both)
    assert [len(s.points) for s in after.series] == [2, 1]


def test_a_series_is_called_what_most_of_its_mentions_call_it() -> None:
    longer = (
        said(0, "The flood has closed 48 bridges.", "48", 48, concept="bridge", quantity="closures"),
        said(1, "Now 53 road bridges are closed.", "53", 53, concept="road bridge", quantity="closures"),
        said(2, "Now 57 road bridges are closed.", "57", 57, concept="road bridge", quantity="closures"),
    )
    after, _ = made(story=longer)
    assert [s.name for s in after.series] == ["road bridge"]
