"""A story about a dam; articles on it, siblings of it, and others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.stems import stem
from pipeline.model import Block, Place, Profile, Span, Version
from pipeline.relate import drifted, profile_of, relate, search_terms

AT = datetime(2024, 5, 1, tzinfo=UTC)


def article(title: str, *paragraphs: str) -> Version:
    text = "\n\n".join((title, *paragraphs))
    blocks, start = [], 0
    for n, part in enumerate((title, *paragraphs)):
        blocks.append(Block(place=Place.BODY if n else Place.HEADLINE, span=Span(start, start + len(part))))
        start += len(part) + 2
    return Version(
        url="https://a.example/1",
        outlet="A",
        title=title,
        text=text,
        blocks=tuple(blocks),
        fetched_at=AT,
        published_at=AT,
    )


SEED = article(
    "Cracks close Orvale dam as engineers lower the reservoir",
    "Engineers have begun to lower the Orvale reservoir after cracks were found in the dam, Hydra Power said.",
    "The town of Lower Brenn, home to 4,000 people, was told to be ready to leave. Hydra Power built the dam in 1968.",
    "Inspector Maud Kessling said the cracks were up to nine metres long and ran through the spillway.",
)
FOLLOW_UP = article(
    "Lower Brenn residents leave as dam cracks widen",
    "Residents of Lower Brenn left their homes on Sunday when the cracks in the Orvale dam widened.",
    "Hydra Power said that the spillway would hold and that the reservoir had been lowered by a third.",
)
SIBLING = article(
    "Dam in Castellar passes inspection",
    "The Castellar dam has passed its yearly inspection, the authority said. No cracks were found in the spillway.",
    "Engineers examined the reservoir for a week.",
)
UNRELATED = article(
    "Hydra Power raises dividend",
    "Hydra Power will pay its shareholders more after a year of high prices.",
    "Shares rose.",
)
PROFILE = profile_of([SEED], keywords=("Orvale dam", "Hydra Power"))


def score(version: Version, profile: Profile = PROFILE) -> float:
    return relate("dam", profile, version).score


def test_another_report_on_the_event_is_on_the_story() -> None:
    found = relate("dam", PROFILE, FOLLOW_UP)
    assert found.on
    assert not found.ask
    assert any("Orvale" in r or "Hydra" in r or "Brenn" in r for r in found.reasons)


@pytest.mark.parametrize(
    "other", [SIBLING, UNRELATED], ids=["the matter without the names", "a name without the matter"]
)
def test_an_article_that_shares_one_view_only_is_off_the_story(other: Version) -> None:
    assert not relate("dam", PROFILE, other).on


def test_keywords_alone_find_the_story_before_any_seed_is_known() -> None:
    bare = Profile(keywords=("Orvale dam", "Hydra Power"))
    assert relate("dam", bare, FOLLOW_UP).on
    assert not relate("dam", bare, SIBLING).on


def test_hard_words_of_the_user_decide_whatever_the_score() -> None:
    assert relate("dam", replace(PROFILE, exclude=("residents",)), FOLLOW_UP).score == 0
    assert relate("dam", replace(PROFILE, require=("turbine",)), FOLLOW_UP).score == 0
    assert relate("dam", replace(PROFILE, require=("spillway",)), FOLLOW_UP).on


def test_articles_that_are_surely_on_the_story_move_its_profile_a_little() -> None:
    moved = drifted(PROFILE, FOLLOW_UP)
    assert moved.terms["resident"] > 0
    assert moved.terms["dam"] > moved.terms["resident"]
    assert moved.n_seeds == PROFILE.n_seeds
    assert score(SEED, moved) > 0.8


def test_a_query_for_a_news_search_names_who_and_what() -> None:
    query = search_terms(PROFILE)
    assert "Orvale" in query or "Hydra" in query


@pytest.mark.parametrize(
    ("word", "expected"),
    [("stations", "station"), ("countries", "country"), ("Beaches", "beach"), ("Orvale's", "orvale"), ("gas", "gas"),
     ("crisis", "crisis"), ("bus", "bus"), ("losses", "loss")],
)  # fmt: skip
def test_plurals_and_possessives_meet_their_singular(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text(max_size=400))
def test_any_text_gets_a_score_between_none_and_full(text: str) -> None:
    assert 0 <= score(article("Dam", text)) <= 1
