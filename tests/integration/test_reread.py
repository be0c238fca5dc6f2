"""A ledger made anew from the stored versions is the one that came about live, whatever was ruled in between."""

import random
from collections.abc import Sequence

import pytest

from db.rows import FlagState, StoredFlag
from db.store import Store, open_store
from pipeline.judge import Reading, judged
from pipeline.ledger import Context, merged, muted
from pipeline.model import Copy, Ledger, Outcome, Relation, Series, Span, Visit
from pipeline.reread import reread
from tests.integration.db.made import a_page, a_relevance, a_version, after, followed, listed
from tests.stores import words_of

CONTEXT = Context(threshold=0.0)
THINGS = ("bridges are closed", "roads are flooded", "schools are shut", "people are missing", "people have died")
SPEAKERS = ("the Roads Office", "the Motoring Club", "the mayor of Orrel", "")


def a_text(dice: random.Random) -> str:
    """Some sentences that each give a number, some with a speaker, some that say that it moved."""
    sentences = []
    for thing in dice.sample(THINGS, dice.randint(1, 3)):
        number, now = dice.randint(2, 99), dice.choice(("", "now "))
        speaker = dice.choice(SPEAKERS)
        said = f"{now}{number} {thing}"
        sentences.append(f"{said[0].upper()}{said[1:]}{', ' if speaker else ''}{speaker}{' said' if speaker else ''}.")
    return " ".join(sentences)


def told(store: Store, visit: Visit, text: str, *, hours: float, copy: Copy | None = None) -> None:
    """One article, judged as on the road."""
    version = a_version(visit, text, at=after(hours), outlet=visit.outlet or "Tidewatch")
    copy = copy or Copy(relation=Relation.INDEPENDENT)
    with store.transaction() as known:
        story = known.stories(visit)[0]
        judgement = judged(story, a_relevance(story.id), Reading(version), copy, known.ledger(story.id), CONTEXT)
        outcome = Outcome(
            visit=visit,
            answer=a_page(visit, text, at=after(hours)),
            version=version,
            is_new=True,
            copy=copy,
            judgements=(judgement,),
        )
        known.record(outcome)


def generated(store: Store, seed: int, n_articles: int = 8) -> list[Visit]:
    """A story of some articles, one of which is a copy of another."""
    dice = random.Random(seed)
    source = followed(store, "harbour")
    visits = listed(store, source, *(f"article-{n}" for n in range(n_articles)))
    for n, visit in enumerate(visits[:-1]):
        told(store, visit, a_text(dice), hours=n)
    with store.transaction() as known:
        first = known.previous(visits[0])
    assert first is not None
    copy = Copy(relation=Relation.IDENTICAL, of=first, coverage=1.0, shared=(Span(0, len(first.version.text)),))
    told(store, visits[-1], first.version.text, hours=n_articles, copy=copy)
    return visits


@pytest.mark.parametrize("seed", range(6))
def test_reading_again_changes_nothing(store: Store, seed: int) -> None:
    generated(store, seed)
    live, flags = store.ledger("harbour"), store.flags("harbour")
    assert live.series
    assert flags
    done = reread(store, "harbour", CONTEXT)
    assert done.n_versions == 8
    assert store.ledger("harbour") == live
    assert store.flags("harbour") == flags


@pytest.mark.parametrize("seed", range(6))
def test_what_was_ruled_holds_live_and_when_all_is_read_again(store: Store, seed: int) -> None:
    visits = generated(store, seed)
    [one, other] = same_unit(store.ledger("harbour"))
    store.add_ruling("harbour", merged(other, one), after(20))
    reread(store, "harbour", CONTEXT)
    ruled = store.ledger("harbour")
    assert len({s.n for s in ruled.series for p in s.points if p in (one.points[0], *other.points)}) <= 1
    told(store, visits[0], a_text(random.Random(seed + 100)), hours=30)
    live, flags = store.ledger("harbour"), store.flags("harbour")
    reread(store, "harbour", CONTEXT)
    assert store.ledger("harbour") == live
    assert store.flags("harbour") == flags


def same_unit(book: Ledger) -> Sequence[Series]:
    return [s for s in book.series if s.unit == "count"][:2]


def test_a_ruling_that_is_taken_back_leaves_the_ledger_as_it_was(store: Store) -> None:
    generated(store, 3)
    before, flags = store.ledger("harbour"), store.flags("harbour")
    ruling = store.add_ruling("harbour", muted(before.series[0]), after(20))
    reread(store, "harbour", CONTEXT)
    assert len(store.flags("harbour")) < len(flags)
    store.remove_ruling("harbour", ruling)
    reread(store, "harbour", CONTEXT)
    assert store.ledger("harbour") == before
    assert shown(store.flags("harbour")) == shown(flags)


def shown(flags: Sequence[StoredFlag]) -> set[tuple[str, str, FlagState]]:
    return {(f.flag.why, f.flag.text, f.state) for f in flags}


def test_a_flag_that_was_marked_wrong_stays_wrong(store: Store) -> None:
    generated(store, 2)
    wrong = store.flags("harbour")[0]
    store.review_flag(wrong.id, FlagState.DISMISSED)
    book = store.ledger("harbour")
    store.add_ruling("harbour", muted(next(s for s in book.series if s.n == wrong.flag.series_n)), after(20))
    reread(store, "harbour", CONTEXT)
    store.remove_ruling("harbour", store.rulings("harbour")[0].id)
    reread(store, "harbour", CONTEXT)
    same = [f for f in store.flags("harbour") if (f.version_id, f.flag.text) == (wrong.version_id, wrong.flag.text)]
    assert [(f.id, f.state) for f in same] == [(wrong.id, FlagState.DISMISSED)]


def test_a_program_that_had_the_ledger_in_hand_sees_the_new_one(store: Store, store_url: str) -> None:
    generated(store, 4)
    other = open_store(store_url, fingerprints=words_of)
    with other.transaction() as known:
        first, second = same_unit(known.ledger("harbour"))
    store.add_ruling("harbour", merged(second, first), after(20))
    reread(store, "harbour", CONTEXT)
    with other.transaction() as known:
        assert known.ledger("harbour") == store.ledger("harbour")
    other.close()
