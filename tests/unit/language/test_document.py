"""A text as sentences and words."""

import pytest
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


@pytest.mark.parametrize(
    ("text", "n_sentences"),
    [
        ("Lt. Gen. A. B. Jones left at 5 p.m. on Monday. He denied it.", 2),
        ("Amb. Ines Roe met Ald. Tom Wu and Ms. Ann Lee. They agreed.", 2),
        ("The vote is at 5 p.m. Tuesday. The count begins at 9 p.m. Results follow.", 3),
        ("It grew by approx. 5 percent. Prices fell.", 2),
        ("Was it true? He said no. She left.", 3),
        ("“Nine men died,” Ms. Roe said. “Two lived.”", 2),
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str, n_sentences: int) -> None:
    assert len(parse(text).sentences) == n_sentences


def test_every_line_is_a_paragraph() -> None:
    assert [s.block for s in parse("One here. Two here.\nThree here.").sentences] == [0, 0, 1]
