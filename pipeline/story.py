"""A story from one seed article: its profile, and what the article says as the first state of the ledger."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline import ledger, relate
from pipeline.judge import Reading
from pipeline.model import Copy, Judgement, Ledger, Relation, Relevance, Story, Version

#: longest story id; ids stand in file names and commands
LONGEST_ID = 40


def seeded(
    version: Version, *, story_id: str = "", name: str = "", keywords: Sequence[str] = (), context: ledger.Context
) -> tuple[Story, Judgement]:
    """The story that `version` opens; its judgement opens series and assertions and raises no flag."""
    title = name or version.title
    story = Story(
        id=story_id or slug(title),
        name=title,
        profile=relate.profile_of([version], keywords=keywords),
        created_at=version.fetched_at,
        seed_url=version.url or None,
    )
    reading = Reading(version)
    context = replace(context, profile=story.profile, is_seed=True)
    book = Ledger(story_id=story.id)
    alone = Copy(relation=Relation.INDEPENDENT)
    return story, Judgement(
        relevance=Relevance(story_id=story.id, score=1.0, on=True, reasons=("is the seed article",)),
        figures=ledger.judge_figures(book, version, alone, reading.figures, context=context),
        claims=ledger.judge_claims(book, version, alone, reading.claims, context=context),
    )


def slug(title: str) -> str:
    """A short name for the command line: lower-case ASCII words joined by hyphens, cut at a word."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    if not any(c.isalpha() for word in words for c in word):
        words = ["story", *words]  # a number alone names nothing
    made = ""
    for word in words:
        if len(made) + 1 + len(word) > LONGEST_ID:
            break
        made = f"{made}-{word}" if made else word
    return made or words[0][:LONGEST_ID]
