"""Copies add nothing; what they alter is found."""

from typing import Any

from pipeline.ledger import judge_figures, voice_of
from pipeline.ledger.context import Context
from pipeline.model import FlagKind, Ledger, Relation, Span, Standing
from tests.unit.ledger.stories import article, copy_of, figure, told

STATED = "The Roads Office says that 12 bridges are closed along the Vane and its side streams."
ALTERED = "The Roads Office says that 21 bridges are closed along the Vane and its side streams."
WIRE = article("Vale Wire", 0, STATED, "Nobody was hurt.")
OFFICE: dict[str, Any] = {"speaker": "Roads Office"}


def known() -> Ledger:
    return told(Ledger(story_id="flood"), WIRE, figure(WIRE, "12", 12, **OFFICE))[0]


def test_a_sentence_that_stands_in_the_origin_is_copied() -> None:
    paper = article("Orrel Echo", 1, STATED)
    book, decisions = told(known(), paper, figure(paper, "12", 12, **OFFICE), copy=copy_of(WIRE))
    assert [d.standing for d in decisions] == [Standing.COPIED]
    assert book == known()


def test_a_sentence_inside_a_shared_part_is_copied_whatever_its_words() -> None:
    paper = article("Orrel Echo", 1, "Twelve bridges are shut.")
    shared = Span(0, len(paper.text))
    _, decisions = told(known(), paper, figure(paper, "Twelve", 12), copy=copy_of(WIRE, Relation.PARTIAL, shared))
    assert [d.standing for d in decisions] == [Standing.COPIED]


def test_a_changed_number_in_a_copy_raises_exactly_that_flag() -> None:
    paper = article("Orrel Echo", 1, ALTERED, "Nobody was hurt.")
    _, decisions = told(known(), paper, figure(paper, "21", 21, **OFFICE), copy=copy_of(WIRE))
    flags = [d.flag for d in decisions if d.flag]
    assert [(f.kind, f.old and f.old.value, f.new and f.new.value) for f in flags] == [
        (FlagKind.FIGURE_CONFLICT, 12, 21)
    ]


def test_a_changed_number_in_a_newer_version_of_the_article_is_a_change() -> None:
    later = article("Vale Wire", 1, ALTERED, "Nobody was hurt.")
    _, decisions = told(known(), later, figure(later, "21", 21, **OFFICE), copy=copy_of(WIRE, Relation.REVISED))
    assert [d.flag and d.flag.kind for d in decisions] == [FlagKind.FIGURE_CHANGED]


def test_a_number_that_an_altered_sentence_keeps_is_copied() -> None:
    both = "Some 30 bridges are old, and 12 bridges are closed along the Vane and its side streams."
    altered = "Some 30 bridges are old, and 21 bridges are closed along the Vane and its side streams."
    wire, paper = article("Vale Wire", 0, both), article("Orrel Echo", 1, altered)
    book, _ = told(Ledger(story_id="flood"), wire, figure(wire, "12", 12), figure(wire, "30", 30, concept="old bridge"))
    said = figure(paper, "30", 30, concept="old bridge"), figure(paper, "21", 21)
    _, decisions = told(book, paper, *said, copy=copy_of(wire))
    assert [d.standing for d in decisions] == [Standing.COPIED, Standing.CONFLICT]


def test_the_headline_of_a_copy_is_no_news() -> None:
    paper = article("Orrel Echo", 1, STATED, headline="Dozen bridges closed and 40 roads")
    _, decisions = told(known(), paper, figure(paper, "40", 40, concept="road", head="road"), copy=copy_of(WIRE))
    assert [d.flag for d in decisions] == [None]


def test_what_a_copy_says_counts_for_the_origin_and_what_a_partial_copy_adds_for_itself() -> None:
    paper = article("Orrel Echo", 1, STATED)
    assert voice_of(paper, copy_of(WIRE)) == "Vale Wire"
    assert voice_of(paper, copy_of(WIRE, Relation.PARTIAL)) == "Orrel Echo"


def test_a_seed_fills_the_ledger_and_raises_nothing() -> None:
    decisions = judge_figures(
        Ledger(story_id="flood"), WIRE, copy_of(WIRE, Relation.REVISED), (), context=Context(is_seed=True)
    )
    assert decisions == ()
    seed = article("Vale Post", 0, STATED)
    said = (figure(seed, "12", 12),)
    context = Context(is_seed=True, threshold=0.0)
    decisions = judge_figures(
        Ledger(story_id="flood"), seed, copy_of(seed, Relation.INDEPENDENT), said, context=context
    )
    assert all(d.flag is None for d in decisions)
