"""What is recorded is what is loaded."""

import math
import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.store import Store, open_store
from pipeline.errors import StoreError
from pipeline.model import (
    Assertion,
    Bound,
    Claim,
    ClaimDecision,
    Figure,
    FigureDecision,
    Interval,
    Judgement,
    Known,
    Ledger,
    Modality,
    Place,
    Point,
    Role,
    Series,
    Span,
    Stance,
    Standing,
    Support,
)
from tests.integration.db.made import TEXT as HARBOUR
from tests.integration.db.made import (
    a_flag,
    a_judgement,
    a_relevance,
    a_story,
    after,
    an_outcome,
    followed,
    listed,
    moved,
    record,
)
from tests.stores import words_of

TEXT = "The 102 gauges along the Käfertal — 17 of them new — showed rain 🌧 for 9 days. Nobody was told. " * 3

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
numbers = st.floats(allow_nan=False)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), *[st.integers(0, len(TEXT))] * 2)
figures = st.builds(
    Figure,
    interval=st.builds(Interval, lo=numbers, hi=numbers, lo_open=st.booleans(), hi_open=st.booleans()),
    said=st.lists(numbers, min_size=1, max_size=2).map(tuple),
    bound=st.sampled_from(Bound),
    unit=words,
    concept=words,
    head=words,
    quantity=st.none() | words,
    scope=words,
    places=st.lists(words, max_size=2).map(tuple),
    as_of=st.none() | words,
    speaker=words,
    credited=st.booleans(),
    modality=st.sampled_from(Modality),
    role=st.sampled_from(Role),
    was=st.none() | numbers,
    revision=st.booleans(),
    place=st.sampled_from(Place),
    span=spans,
    sentence=spans,
)
claims = st.builds(
    Claim,
    text=words,
    speaker=words,
    credited=st.booleans(),
    stance=st.sampled_from(Stance),
    act=st.none() | words,
    participants=st.lists(words, max_size=2).map(tuple),
    positive=st.booleans(),
    modality=st.sampled_from(Modality),
    event_on=st.none() | st.dates(date(1000, 1, 1)),
    terms=st.frozensets(words, max_size=3),
    weight=numbers.filter(math.isfinite),
    place=st.sampled_from(Place),
    span=spans,
    sentence=spans,
)


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    """A judgement that opens a series with every other figure, and an assertion with every other claim."""
    decided, said = [], []
    for n, figure in enumerate(draw(st.lists(figures, max_size=4, unique=True))):
        opens = None if n % 2 else Series(n=n + 1, name=f"s{n}", unit="count", quantity=None, role=Role.TOTAL, scope="")
        decided.append(
            FigureDecision(
                figure=figure,
                standing=draw(st.sampled_from(Standing)),
                series_n=None if n == 3 else n // 2 * 2 + 1,
                why="",
                confidence=0.5,
                opens=opens,
            )
        )
    for n, claim in enumerate(draw(st.lists(claims, max_size=3, unique=True))):
        opened = None if n % 2 else Assertion(n=n + 1, text=claim.text)
        said.append(ClaimDecision(claim=claim, assertion_n=n // 2 * 2 + 1, why="", opens=opened))
    return Judgement(relevance=a_relevance(), figures=tuple(decided), claims=tuple(said))


def expected(judgement: Judgement, known: Known) -> Ledger:
    """The ledger that one judgement of one version leaves, written down the long way."""
    points = [(d.series_n, _point(d, known)) for d in judgement.figures]
    supports = [(d.assertion_n, _support(d.claim, known)) for d in judgement.claims]
    opened = [d.opens for d in judgement.figures if d.opens]
    said = [d.opens for d in judgement.claims if d.opens]
    return Ledger(
        story_id=judgement.relevance.story_id,
        series=tuple(replace(s, points=tuple(p for n, p in points if n == s.n)) for s in opened),
        assertions=tuple(replace(a, supports=tuple(p for n, p in supports if n == a.n)) for a in said),
    )


def _point(decision: FigureDecision, known: Known) -> Point:
    return Point(
        figure=decision.figure,
        sentence=decision.figure.sentence.of(known.version.text),
        standing=decision.standing,
        url=known.version.url,
        outlet=known.version.outlet,
        reported_at=known.version.published_at,
        voice=_voice(decision.figure),
        version_id=known.version_id,
    )


def _support(claim: Claim, known: Known) -> Support:
    return Support(
        claim=claim,
        sentence=claim.sentence.of(known.version.text),
        url=known.version.url,
        outlet=known.version.outlet,
        reported_at=known.version.published_at,
        voice=_voice(claim),
        version_id=known.version_id,
    )


def _voice(read: Figure | Claim) -> str:
    return read.speaker if read.credited and read.speaker else "Tidewatch"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(judgement=judgements())
def test_the_ledger_that_was_recorded_is_the_ledger_that_is_loaded(store: Store, judgement: Judgement) -> None:
    story_id = f"story-{uuid.uuid4().hex}"
    (visit,) = listed(store, followed(store, story_id), story_id, at=after(len(store.polls())))
    judgement = replace(judgement, relevance=a_relevance(story_id))
    record(store, [an_outcome(visit, judgement, text=TEXT)])
    with store.transaction() as transaction:
        known = transaction.previous(visit)
        assert known is not None
        assert transaction.ledger(story_id) == expected(judgement, known)
    assert {f.figure for f in store.figures_of(story_id)} == {d.figure for d in judgement.figures}
    assert {c.claim for c in store.claims_of(story_id)} == {d.claim for d in judgement.claims}


def test_mentions_stand_in_the_order_in_which_they_were_judged(store: Store) -> None:
    source = followed(store, "harbour")
    early, late = listed(store, source, "early", "late")
    record(store, [an_outcome(late, a_judgement(), at=after(2))])
    record(store, [an_outcome(early, moved(44e6, flag=a_flag()), at=after(1))])
    (series,) = store.ledger("harbour").series
    assert [p.url for p in series.points] == [late.article_url, early.article_url]
    assert series.current is not None
    assert series.current.figure.value == 44e6


def test_a_ledger_that_grows_is_read_on_where_it_was_left(store: Store) -> None:
    visits = listed(store, followed(store, "harbour"), *(f"item-{n}" for n in range(4)))
    for n, visit in enumerate(visits):
        with store.transaction() as known:
            assert known.ledger("harbour") == store.ledger("harbour")
            judgement = a_judgement() if n == 0 else moved(float(n), flag=a_flag(value=float(n)))
            known.record(an_outcome(visit, judgement, at=after(n)))
    with store.transaction() as known:
        assert known.ledger("harbour") == store.ledger("harbour")
        assert len(known.ledger("harbour").series[0].points) == 4


def test_a_story_made_anew_under_an_old_name_has_a_ledger_of_its_own(store: Store, store_url: str) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement(), at=after(1))])
    with store.transaction() as known:
        assert len(known.ledger("harbour").series) == 1
    elsewhere = open_store(store_url, fingerprints=words_of)
    elsewhere.delete_story("harbour")
    elsewhere.add_story(replace(a_story(), created_at=after(2)))
    elsewhere.close()
    with store.transaction() as known:
        assert known.ledger("harbour") == Ledger(story_id="harbour")


def test_what_was_undone_is_not_remembered(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    with pytest.raises(RuntimeError), store.transaction() as known:
        known.record(an_outcome(visit, a_judgement()))
        assert len(known.ledger("harbour").series) == 1
        raise RuntimeError
    with store.transaction() as known:
        assert known.ledger("harbour") == Ledger(story_id="harbour")


def test_a_mention_of_a_series_that_nobody_opened_is_refused(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    with pytest.raises(StoreError):
        record(store, [an_outcome(visit, moved(44e6, flag=a_flag()))])


def test_figures_and_claims_are_read_with_their_words_and_place(store: Store) -> None:
    (visit,) = listed(store, followed(store, "harbour"), "dredging")
    record(store, [an_outcome(visit, a_judgement(), at=after(2))])
    (figure,) = store.figures_of("harbour")
    assert (figure.text, figure.sentence) == ("41 million euros", HARBOUR[:82])
    assert (figure.listed_url, figure.fetched_at, figure.series_n) == (visit.url, after(2), 1)
    (claim,) = store.claims_of()
    assert (claim.sentence, claim.assertion_n) == ("Fishermen object.", 1)
    assert store.figures_of(since=after(3)) == []
    assert store.claims_of(until=after(2)) == []


def test_a_story_without_news_has_an_empty_ledger(store: Store) -> None:
    store.add_story(a_story())
    assert store.ledger("harbour") == Ledger(story_id="harbour")
