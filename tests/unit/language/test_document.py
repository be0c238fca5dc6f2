"""A text as sentences and words."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import parse


@given(st.text(max_size=200))
def test_spans_of_sentences_and_words_are_exact(text: str) -> None:
    last = 0
    for sentence in parse(text).sentences:
        assert sentence.span.of(text) == sentence.text
        assert last <= sentence.span.start
        last = sentence.span.end
        for token in sentence.tokens:
            assert token.span.of(text) == token.text


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    texts = [s.text for s in parse("Lt. Gen. A. B. Jones left at 5 p.m. on Monday. He denied it.").sentences]
    assert texts == ["Lt. Gen. A. B. Jones left at 5 p.m. on Monday.", "He denied it."]


def test_every_line_is_a_paragraph() -> None:
    assert [s.block for s in parse("One here. Two here.\nThree here.").sentences] == [0, 0, 1]
