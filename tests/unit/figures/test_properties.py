"""What holds for every text: numbers in all spellings, exact spans, bounded time."""

import time

import num2words
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.figures import read_text
from pipeline.figures.intervals import contains, disjoint, interval
from pipeline.figures.numbers import numbers
from pipeline.figures.reader import MOST, quantities
from pipeline.language import parse
from pipeline.language.document import LONGEST_SENTENCE
from pipeline.language.tagger import LONGEST_WORD, shortened
from pipeline.model import Bound
from tests.unit.figures.cases import lines

WHOLE = st.integers(2, 10**12)
FRAMES = [
    "They counted {} bridges.",
    "The count of bridges rose to {}.",
    "{} bridges",
    "Here is a list of {} bridges.",
]


@given(WHOLE)
def test_words_say_the_number_that_they_spell(n: int) -> None:
    said = num2words.num2words(n)
    assert [(found.values, found.start, found.end) for found in numbers(said)] == [((n,), 0, len(said))]


@given(WHOLE)
def test_separators_change_nothing(n: int) -> None:
    for said in (f"{n:,}", f"{n:,}".replace(",", "\u202f")):
        (found,) = numbers(said)
        assert found.values == (n,)


@given(st.integers(2, 999), st.sampled_from([("million", 6), ("billion", 9), ("bn", 9), ("trillion", 12)]))
def test_a_scale_word_multiplies(n: int, scale: tuple[str, int]) -> None:
    word, power = scale
    (figure,) = read_text(f"The state spent {n} {word} euros.")
    assert figure.value == n * 10**power
    assert figure.unit == "EUR"


@settings(deadline=None)
@given(st.integers(2101, 10**9), st.sampled_from(FRAMES))
def test_every_frame_yields_the_number_and_its_noun(n: int, frame: str) -> None:
    (figure,) = read_text(frame.format(f"{n:,}"))
    assert figure.value == n
    assert figure.concept == "bridge"


@given(st.integers(10, 999), st.integers(1, 500))
def test_a_range_has_both_its_ends(lo: int, more: int) -> None:
    (figure,) = read_text(f"Between {lo} and {lo + more} bridges were counted.")
    assert (figure.value, figure.bound) == ((lo, lo + more), Bound.BETWEEN)


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(lines("no_figures")), WHOLE.map(str)), max_size=6))
def test_spans_are_exact_in_any_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for figure in read_text(text):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.sentence.contains(figure.span)
        assert any(c.isnumeric() or c.isalpha() for c in figure.span.of(text))


@given(st.integers(1, 10**6), st.sampled_from(sorted(Bound)))
def test_the_number_said_lies_in_its_interval_or_on_its_edge(n: int, bound: Bound) -> None:
    allowed = interval((float(n),), bound)
    assert allowed.lo <= n <= allowed.hi
    assert contains(allowed, allowed)
    assert disjoint(allowed, interval((n * 3.0 + 3,), Bound.EXACT)) == (bound not in (Bound.AT_LEAST, Bound.MORE_THAN))


#: seconds that one sentence may take, whatever it holds
SLOWEST = 0.05

HOSTILE = {
    "digits": "9" * 100_000,
    "grouped digits": "1," * 50_000 + "000",
    "number words": "hundred thousand " * 3_000,
    "quotes": '"' * 20_000 + "5 men" + '"' * 20_000,
    "right to left": "\u202e12 men\u202c \u200f34\u200e women",
    "full width": "１２,３４５ people",
    "arabic-indic": "٣٤ people",
    "not a number": "NaN people, inf people, 1e999 people, -0 people",
    "nul": "12\x00 men",
    "surrogate": "\ud800 12 men",
    "hyphens": "-" * 50_000 + "5",
    "points": "1.2." * 20_000,
    "percent": "%" * 20_000 + "5%",
    "grouped by spaces": "1 000 " * 20_000,
    "bounds": "more than " * 20_000 + "5",
    "ranges": "from 1 to " * 10_000,
    "telephones": "+" + "1-" * 50_000,
    "queries": "a%20" * 30_000,
    "halves": "half a " * 20_000,
    "rates": "5 " + "per " * 30_000,
    "signs": "$" * 50_000 + "5",
    "hanging": "five-, " * 10_000 + "ten-year notes",
    "initials": "U.S." * 20_000 + " 5",
    "names": "Corvus 7 " * 10_000,
    "list of names": "and Bridge 7, " * 10_000,
    "codes": "737-800" * 10_000,
    "odds": "5 to 1 " * 10_000,
    "grades": "low to mid " * 10_000,
    "nouns": "5 " + "boats or " * 10_000,
    "money ranges": "$1" + "-2" * 30_000 + "m",
    "temperatures": "heat 40C " * 10_000,
    "exchange": "yen " * 20_000 + "5 to the dollar",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_neither_raises_nor_floods(text: str) -> None:
    document = parse(text)
    for sentence in document.sentences:
        assert len(sentence.text) <= LONGEST_SENTENCE
        assert len(quantities(sentence)) <= MOST
    for figure in read_text(text):
        assert figure.span.of(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_sentence_of_a_hostile_text_takes_long(text: str) -> None:
    for sentence in {s.text for s in parse(text).sentences}:
        assert min(spent(sentence) for _ in range(3)) < SLOWEST


def spent(sentence: str) -> float:
    started = time.process_time()
    read_text(sentence)
    return time.process_time() - started


def test_the_tagger_sees_short_words_only() -> None:
    seen = [shortened(word) for word in ("1," * 20 + "1", "9" * 100_000, "a" * 100_000)]
    assert max(map(len, seen)) <= LONGEST_WORD


def test_digits_of_other_scripts_are_read() -> None:
    assert [f.value for f in read_text("１２ people and ٣٤ horses.")] == [12, 34]


def test_a_document_is_cut_into_sentences_with_exact_spans() -> None:
    document = parse("First line. Second one.\n\n• Third: 5\n")
    assert [s.text for s in document.sentences] == ["First line.", "Second one.", "• Third: 5"]
    assert all(s.span.of(document.text) == s.text for s in document.sentences)
