"""A profile, edited by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Misuse
from pipeline.model import Profile
from pipeline.relate import as_toml, decided, difference, from_toml, profile_of, relate
from tests.unit.relate.siblings import articles

SEED, OTHER = articles(10, 0, 2, seed=1)
PROFILE = profile_of([SEED], keywords=("Spice Islander", "ferry"))
WORDS = st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=4, unique=True).map(tuple)


def test_a_profile_that_nobody_touched_stays_as_it_is() -> None:
    assert list(difference(PROFILE, from_toml(as_toml(PROFILE), PROFILE))) == []


@given(keywords=WORDS, require=WORDS, exclude=WORDS)
def test_any_words_survive_the_file(
    keywords: tuple[str, ...], require: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    profile = replace(PROFILE, keywords=keywords, require=require, exclude=exclude)
    back = from_toml(as_toml(profile), profile)
    assert (back.keywords, back.require, back.exclude) == (keywords, require, exclude)


def test_hard_words_of_the_file_decide() -> None:
    edited = from_toml(as_toml(PROFILE).replace("exclude = []", 'exclude = ["Toamasina"]'), PROFILE)
    assert relate("s", edited, SEED).reasons == ("excluded by “Toamasina”",)


def test_a_banned_word_leaves_the_tables() -> None:
    edited = from_toml(as_toml(PROFILE).replace("banned = []", 'banned = ["drum", "madagascar"]'), PROFILE)
    assert "drum" not in edited.terms
    assert "madagascar" not in edited.marks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("keywords = [", "no TOML"),
        ('colour = "red"', "no 'colour'"),
        ('keywords = "ferry"', "a list of words"),
        ("keywords = [1]", "a list of words"),
        ("names = [1]", "a table of weights"),
        ("[terms]\nferry = 2", "a weight above 0 and up to 1"),
        ("[terms]\nferry = true", "a weight above 0 and up to 1"),
        ("", "the profile is empty"),
    ],
)
def test_what_is_wrong_is_named(text: str, told: str) -> None:
    with pytest.raises(Misuse, match=told):
        from_toml(text, PROFILE)


def test_the_last_decision_on_an_article_counts() -> None:
    once = decided(PROFILE, "https://a.example/1", on=True)
    assert (once.taken, once.left) == (("https://a.example/1",), ())
    twice = decided(once, "https://a.example/1", on=False)
    assert (twice.taken, twice.left) == ((), ("https://a.example/1",))


def test_a_difference_tells_the_users_words_first_and_then_what_moved_most() -> None:
    new = replace(PROFILE, keywords=("ferry",), terms=dict(PROFILE.terms) | {"tribunal": 0.4, "ferry": 0.9})
    told = list(difference(PROFILE, new))
    assert told[0] == "keywords -Spice Islander"
    assert "terms tribunal 0.00 → 0.40" in told
    assert list(difference(Profile(), Profile())) == []
