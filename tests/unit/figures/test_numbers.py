"""Numbers in every spelling, with num2words as the oracle."""

import num2words
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import read_text
from pipeline.figures.numbers import numbers

ANY = st.integers(min_value=2, max_value=999_999_999_999)


@given(ANY)
def test_a_number_in_words_without_and_is_the_number(n: int) -> None:
    said = num2words.num2words(n).replace(" and ", " ").replace(",", "")
    assert [x.values for x in numbers(said)] == [(float(n),)]


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=9))
def test_a_scale_multiplies(whole: int, tenth: int) -> None:
    for word, factor in (("million", 1e6), ("bn", 1e9), ("trillion", 1e12), ("thousand", 1e3)):
        (found,) = numbers(f"{whole}.{tenth} {word}")
        assert found.values[0] == pytest.approx(float(f"{whole}.{tenth}") * factor)


@given(st.integers(min_value=2, max_value=9), st.integers(min_value=1, max_value=19))
def test_a_spelled_fraction_is_its_share(above: int, whole: int) -> None:
    said = num2words.num2words(above) + " tenths"
    assert numbers(said)[0].values[0] == pytest.approx(above / 10)
    assert numbers(f"{num2words.num2words(whole + 1)} and {said}")[0].values[0] == pytest.approx(whole + 1 + above / 10)


@given(st.integers(min_value=20, max_value=9999).filter(lambda n: n not in (100, 1000)))  # "one hundredth" is a part
def test_an_ordinal_is_no_number(n: int) -> None:
    assert numbers(num2words.num2words(n, to="ordinal").replace(",", "")) == []


@pytest.mark.parametrize(
    "said", ["at leaſt 20", "juſt over 20", "leſs than 20", "20 or leſs", "at lEAST 20", "\u0130n excess of 20"]
)
def test_letters_that_only_look_alike_never_stop_the_reader(said: str) -> None:
    assert [f.said for f in read_text(f"The town lost {said} boats.")] == [(20,)]
