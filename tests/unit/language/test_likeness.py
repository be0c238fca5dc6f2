"""How alike two words are in what they name."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from pipeline.language.likeness import likeness, table

PAIRS = tomllib.loads((Path(__file__).parent / "data" / "likeness.toml").read_text("utf-8"))


def cosines(pairs: list[str]) -> list[float]:
    found = (likeness(*pair.split()) for pair in pairs)
    return [cosine for cosine in found if cosine is not None]


def test_what_names_one_thing_ranks_before_neighbours_and_opposites() -> None:
    one, two = cosines(PAIRS["one"]), cosines(PAIRS["two"])
    assert len(one) + len(two) >= 125
    ahead = sum(a > b for a, b in product(one, two)) / (len(one) * len(two))
    assert ahead >= 0.72


def test_number_and_case_of_a_word_do_not_matter() -> None:
    assert likeness("Nations", "country") == likeness("nation", "Countries")
    assert likeness("Dwelling", "dwellings") == 1.0


def test_it_does_not_matter_which_word_comes_first() -> None:
    assert likeness("house", "home") == likeness("home", "house")


def test_a_word_that_the_table_lacks_is_unknown() -> None:
    assert likeness("house", "zzyzx") is None


def test_a_language_without_a_table_knows_nothing() -> None:
    assert table("xx") is None
    assert likeness("huis", "woning", "xx") is None


@pytest.mark.parametrize("pair", ["country station", "dead day", "dollar injury"])
def test_words_of_different_things_are_far_apart(pair: str) -> None:
    cosine = likeness(*pair.split())
    assert cosine is not None
    assert cosine < 0.3
