"""Sibling stories, generated: what is told apart, and what a year and a flood of a sibling do to a profile."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from pipeline.model import Profile, Relevance, Version
from pipeline.relate import SURE, drifted, profile_of, relate
from tests.unit.relate import siblings
from tests.unit.relate.siblings import articles, briefs, pairs, stories

Make = Callable[..., list[Version]]
FERRY, SISTER_FERRY = (10, 0), (10, 1)
LAPTOP, NEXT_LAPTOP = (5, 0), (5, 1)


@dataclass(frozen=True, slots=True)
class Counted:
    precision: float
    recall: float
    #: share of the siblings that were let in, and of all documents that a human is asked about
    siblings: float
    asked: float


def counted(make: Make, n_seeds: int, *, seed: int, n: int = 8) -> Counted:
    """Every document held against its own story and against the sibling."""
    told = {story: make(*story, n_seeds + n, seed=seed) for story in stories()}
    own, sibling = [], []
    for beat, side in told:
        profile = profile_of(told[beat, side][:n_seeds])
        own += [relate("s", profile, v) for v in told[beat, side][n_seeds:]]
        sibling += [relate("s", profile, v) for v in told[beat, 1 - side][n_seeds:]]
    n_own, n_sibling = sum(r.on for r in own), sum(r.on for r in sibling)
    return Counted(
        precision=n_own / (n_own + n_sibling),
        recall=n_own / len(own),
        siblings=n_sibling / len(sibling),
        asked=sum(r.ask for r in own + sibling) / (len(own) + len(sibling)),
    )


@pytest.mark.parametrize("seed", [11, 12])
def test_four_short_texts_tell_a_story_from_its_sibling(seed: int) -> None:
    found = counted(briefs, 4, seed=seed)
    assert found.siblings <= 0.05
    assert found.precision >= 0.95
    assert found.recall >= 0.88
    assert found.asked <= 0.05


def test_four_short_texts_of_another_hand_tell_a_story_from_its_sibling() -> None:
    own, side, sibling = [], [], []
    for first, second in (pair for pair in pairs() if pair[0].judge):
        for story, other in ((first, second), (second, first)):
            profile = profile_of([siblings.version(text, n=n) for n, text in enumerate(story.seeds)])
            own += [relate("s", profile, siblings.version(text)) for text in story.tests]
            side += [relate("s", profile, siblings.version(text)) for text in story.sides]
            sibling += [relate("s", profile, siblings.version(text)) for text in other.all]
    assert share_on(sibling) <= 0.05
    assert share_on(own) >= 0.85
    assert share_on(side) >= 0.45


def share_on(found: list[Relevance]) -> float:
    return sum(r.on for r in found) / len(found)


def test_one_article_tells_a_story_from_its_sibling() -> None:
    found = counted(articles, 1, seed=11, n=4)
    assert found.siblings <= 0.05
    assert found.precision >= 0.95
    assert found.recall >= 0.97
    assert found.asked <= 0.06


def followed(profile: Profile, coming: list[Version]) -> Profile:
    """The profile after all of them, moved by those that are surely on the story."""
    for version in coming:
        if relate("s", profile, version).score >= SURE:
            profile = drifted(profile, version)
    return profile


def later_on(version: Version, month: int) -> Version:
    """The same report with news of a trial: other words and names beside the old ones."""
    trial = (
        f"Prosecutor Odile Marchand told the tribunal in Arusha about insurance file {4110 + month}, and the harbour "
        "master contradicted the shipowner's affidavit."
    )
    _, _, body = version.text.partition("\n\n")
    return siblings.version(f"{body}\n\n{trial}\n\n{trial}", title=version.title)


def test_after_a_year_of_drift_the_seeds_are_still_found() -> None:
    seeds = articles(*FERRY, 2, seed=1)
    profile = profile_of(seeds)
    coming = [later_on(v, month) for month in range(12) for v in articles(*FERRY, 9, seed=100 + month)]
    moved = followed(profile, coming)
    assert moved.terms != profile.terms
    assert "tribunal" in moved.terms
    assert all(relate("s", moved, seed).score > 0.8 for seed in seeds)


@pytest.mark.parametrize(("story", "sibling"), [(FERRY, SISTER_FERRY), (LAPTOP, NEXT_LAPTOP)])
def test_a_flood_of_one_sibling_does_not_capture_the_profile(story: tuple[int, int], sibling: tuple[int, int]) -> None:
    seeds = articles(*story, 2, seed=1)
    profile = profile_of(seeds)
    moved = followed(profile, articles(*sibling, 80, seed=5))
    later, strange = articles(*story, 10, seed=6), articles(*sibling, 10, seed=7)
    assert all(relate("s", moved, v).on for v in later)
    before = sum(relate("s", profile, v).on for v in strange)
    assert sum(relate("s", moved, v).on for v in strange) <= before


def test_even_if_every_one_of_the_flood_were_let_in_the_seeds_stay_heaviest() -> None:
    seeds = articles(*FERRY, 2, seed=1)
    profile = moved = profile_of(seeds)
    for version in articles(*SISTER_FERRY, 80, seed=5):
        moved = drifted(moved, version)
    assert all(relate("s", moved, seed).score > 0.8 for seed in seeds)
    core = {term for term, weight in profile.terms.items() if weight > 0.5}
    newcomers = set(moved.terms) - set(profile.terms)
    assert min(moved.terms[t] for t in core) > max(moved.terms[t] for t in newcomers)


def test_what_the_user_pins_stays_and_what_he_bans_stays_away() -> None:
    profile = profile_of(articles(*FERRY, 1, seed=1))
    light = min(profile.terms, key=lambda t: profile.terms[t])
    moved = replace(profile, pinned=(light,), banned=("drum",))
    for version in articles(*FERRY, 30, seed=2):
        moved = drifted(moved, version)
    assert moved.terms[light] == profile.terms[light]
    assert "drum" not in moved.terms
