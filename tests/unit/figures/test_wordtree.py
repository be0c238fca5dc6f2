"""A tree of words finds what an alternation of them finds, the longest first."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.units import alternatives
from pipeline.figures.wordtree import SPACE, longest_first

WORDS = st.lists(st.text("abAB -'.", max_size=6), max_size=8)
TEXTS = st.text("abAB -'.\u00a0", max_size=20)


def flat(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", SPACE) for word in longest_first(words))


@given(words=WORDS, text=TEXTS)
def test_a_tree_matches_like_an_alternation(words: list[str], text: str) -> None:
    for flags in (re.NOFLAG, re.IGNORECASE):
        for ending in ("", r"(?!\w)", r"\s$"):
            tree, plain = (re.compile(f"(?:{p}){ending}", flags) for p in (alternatives(words), flat(words)))
            assert [m.span() for m in tree.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_the_longest_word_goes_first() -> None:
    found = re.match(alternatives(["per", "per cent", "percent", "pct"]), "per cent of all")
    assert found is not None
    assert found.group() == "per cent"
