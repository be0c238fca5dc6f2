"""A story's ledger made anew: every stored version read again and judged in the order of old, under today's rulings.

The same code as on the road, without fetching and relating: what is on the story stays on it. So a ledger is a function
of stored versions and rulings, however it came about.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.judge import Reading, judged
from pipeline.ledger import Context
from pipeline.model import Judged, Judgement, Ledger, Profile, Relevance, Story


class Rebuild(Protocol):
    """A story whose ledger is being made anew."""

    @property
    def story(self) -> Story: ...
    def first_profile(self) -> Profile: ...
    def judged(self) -> Sequence[Judged]: ...
    def ledger(self) -> Ledger: ...
    def record(self, judged: Judged, judgement: Judgement) -> None: ...


class Store(Protocol):
    """What reading again needs of the store."""

    def rebuilding(self, story_id: str) -> AbstractContextManager[Rebuild]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading again came to."""

    n_versions: int
    n_figures: int
    n_claims: int
    n_flags: int


def reread(store: Store, story_id: str, context: Context) -> Reread:
    """Make the ledger of a story anew, as a whole or not at all. Raises UnknownName."""
    n_versions = n_figures = n_claims = n_flags = 0
    with store.rebuilding(story_id) as rebuild:
        story = replace(rebuild.story, profile=rebuild.first_profile())
        for one in rebuild.judged():
            judgement = judged_again(story, one, rebuild.ledger(), context)
            rebuild.record(one, judgement)
            story = replace(story, profile=judgement.profile or story.profile)
            n_versions += 1
            n_figures += len(judgement.figures)
            n_claims += len(judgement.claims)
            n_flags += len(judgement.flags)
    return Reread(n_versions=n_versions, n_figures=n_figures, n_claims=n_claims, n_flags=n_flags)


def judged_again(story: Story, one: Judged, book: Ledger, context: Context) -> Judgement:
    relevance = Relevance(story_id=story.id, score=one.score, on=True)
    judgement = judged(story, relevance, Reading(one.version), one.copy, book, replace(context, is_seed=one.is_seed))
    return replace(judgement, article_flags=())
