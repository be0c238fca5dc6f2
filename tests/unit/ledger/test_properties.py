"""What holds for every story."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ledger import Context, apply, judge_figures, voice_of
from pipeline.model import Figure, Ledger, Relation, Version
from tests.unit.ledger.stories import ALONE, article, copy_of, figure, told

THINGS = ("bridge", "road", "school", "tunnel")
SPEAKERS = ("Roads Office", "Motoring Club", "Vane Council")

# no two things share a number: the same rare number under two names makes them one thing
mention = st.builds(
    lambda thing, value, speaker: (THINGS[thing], value * len(THINGS) + thing, speaker),
    st.integers(0, len(THINGS) - 1),
    st.integers(1, 100),
    st.sampled_from(SPEAKERS),
)
stories = st.lists(st.lists(mention, min_size=1, max_size=4, unique_by=lambda m: m[0]), min_size=1, max_size=6)


def told_by(day: float, outlet: str, mentions: list[tuple[str, int, str]]) -> tuple[Version, list[Figure]]:
    """An article with one sentence a mention, and its figures."""
    sentences = [
        f"The {speaker} counts n{k} {value} closed {thing}s." for k, (thing, value, speaker) in enumerate(mentions)
    ]
    version = article(outlet, day, *sentences)
    figures = [
        figure(version, f"n{k} {value}", value, concept=f"closed {thing}", head=thing, speaker=speaker)
        for k, (thing, value, speaker) in enumerate(mentions)
    ]
    return version, figures


def ledger_of(story: list[list[tuple[str, int, str]]]) -> tuple[Ledger, list[tuple[Version, list[Figure]]]]:
    book, articles = Ledger(story_id="flood"), []
    for day, mentions in enumerate(story):
        version, figures = told_by(day, f"Outlet {day}", mentions)
        book, _ = told(book, version, *figures)
        articles.append((version, figures))
    return book, articles


@settings(deadline=None, max_examples=60)
@given(stories)
def test_a_verbatim_copy_adds_no_flag_and_no_voice(story: list[list[tuple[str, int, str]]]) -> None:
    book, articles = ledger_of(story)
    version, _ = articles[-1]
    paper, figures = told_by(50, "Orrel Echo", story[-1])
    again, decisions = told(book, paper, *figures, copy=copy_of(version, Relation.IDENTICAL))
    assert all(d.flag is None for d in decisions)
    assert [{p.voice for p in s.points} for s in again.series] == [{p.voice for p in s.points} for s in book.series]


@settings(deadline=None, max_examples=60)
@given(stories)
def test_an_article_told_again_by_another_outlet_in_its_own_right_raises_no_second_flag(
    story: list[list[tuple[str, int, str]]],
) -> None:
    book, _ = ledger_of(story)
    paper, figures = told_by(50, "Orrel Echo", story[-1])
    _, decisions = told(book, paper, *figures)
    assert all(d.flag is None for d in decisions)


@settings(deadline=None, max_examples=60)
@given(stories)
def test_every_flag_has_a_verbatim_sentence_and_a_reason_with_both_values(
    story: list[list[tuple[str, int, str]]],
) -> None:
    book = Ledger(story_id="flood")
    for day, mentions in enumerate(story):
        version, figures = told_by(day, f"Outlet {day}", mentions)
        book, decisions = told(book, version, *figures)
        for flag in (d.flag for d in decisions if d.flag):
            assert flag.sentence_span is not None
            assert flag.sentence == flag.sentence_span.of(version.text)
            assert flag.text in flag.sentence
            for side in (flag.old, flag.new):
                assert side is None or f"{side.value:,.0f}" in flag.why
            assert version.outlet in flag.why


@settings(deadline=None, max_examples=60)
@given(st.permutations(range(4)), st.sets(st.sampled_from(range(101, 199, 2)), min_size=4, max_size=4))
def test_a_rising_count_read_in_another_order_ends_in_the_same_value(order: list[int], values: set[int]) -> None:
    rising = sorted(values)
    articles = [told_by(k / 10, f"Outlet {k}", [("bridge", v, "Roads Office")]) for k, v in enumerate(rising)]
    book = Ledger(story_id="flood")
    for k in order:
        book, _ = told(book, articles[k][0], *articles[k][1])
    assert [s.current and s.current.figure.said for s in book.series] == [(rising[-1],)]


@settings(deadline=None, max_examples=60)
@given(stories)
def test_decisions_folded_again_make_the_same_ledger(story: list[list[tuple[str, int, str]]]) -> None:
    live = folded = Ledger(story_id="flood")
    kept = []
    for day, mentions in enumerate(story):
        version, figures = told_by(day, f"Outlet {day}", mentions)
        decisions = judge_figures(live, version, ALONE, figures, context=Context())
        live = apply(live, version, decisions, (), voice=voice_of(version, ALONE))
        kept.append((version, decisions))
    for version, decisions in kept:
        folded = apply(folded, version, decisions, (), voice=voice_of(version, ALONE))
    assert folded == live


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from((0.0, -3.0, 1e308, 1e-300, float("inf"), 2.5, 7.0)), min_size=1, max_size=6),
    st.text(st.characters(codec=None), max_size=12),
)
def test_hostile_numbers_and_names_never_raise(values: list[float], junk: str) -> None:
    book = Ledger(story_id="flood")
    for day, value in enumerate(values):
        version = article("Vale Post", day, f"Of {junk} it says n {junk}\x00 and more.")
        said = figure(version, "n", value, concept=junk, head=junk, speaker=junk, scope=junk, places=(junk,))
        book, decisions = told(book, version, said)
        assert len(decisions) == 1
