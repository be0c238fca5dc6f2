"""Two views of one version: how alike its words are to the story's, and whether who and what it is about is in it.

Siblings (another ferry, the same town's other accident) share one view, seldom both: the names without the matter, or
the matter without the names. So the score is the geometric mean of the two. A text of a few lines has no paragraphs to
weigh; it is read at a glance (`brief.py`).
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language.stems import stem
from pipeline.model import Profile, Relevance, Version
from pipeline.relate.anchors import Anchor, anchors_of, standing
from pipeline.relate.article import Article, Paragraph, article_of, cosine
from pipeline.relate.brief import Brief, brief_of, briefness, evidence, plain_matter
from pipeline.relate.elsewhere import (
    APART_FROM_IT,
    FEW_WORDS,
    LEFT,
    TELLING,
    VOICES,
    about_something_else,
    is_set_apart,
    opens_elsewhere,
)
from pipeline.relate.ties import Ties

#: reasons shown, and names in one of them
N_REASONS, N_NAMED = 6, 3
#: at or above: on the story. Between ASK and ON a human should say; until then it is kept beside the story, as off it
ON = 0.37
ASK = 0.2
#: an article this sure may move the profile
SURE = 0.6
#: cosine at which an independent article is as alike as another report on the same event gets
ALIKE = 0.25
#: paragraphs (weighted by place) that must be about an anchor for full strength; of a short text, this share of all
ENOUGH = 6.0
SHORT = 0.6
#: summed weight of different names that ties an article to one story; a short text needs this much a block, and a
#: story of few names this share of them; with fewer the score is lowered in proportion
BREADTH, BREADTH_OF_BLOCK, BREADTH_OF_STORY = 2.4, 0.3, 0.5


def relate(story_id: str, profile: Profile, version: Version, *, tied: Ties | None = None) -> Relevance:
    """How much `version` is on the story, and why; `tied` is what the ledger knows it by, when that was asked."""
    article = article_of(version)
    barred = barred_by(profile, article)
    if barred:
        return Relevance(story_id=story_id, score=0.0, on=False, reasons=(barred,))
    text = brief_of(version)
    depth = in_depth(profile, article, text)
    share = briefness(text.n_words) if profile.marks else 0.0
    glance = at_a_glance(profile, article, text) if share else depth
    if tied is not None and is_closer(depth, tied, profile, article):
        depth, glance = closer(depth, tied), closer(glance, tied)
    seen = blended(depth, glance, share)
    score = round(seen.score, 4)
    return Relevance(
        story_id=story_id,
        score=score,
        on=score >= ON,
        ask=ASK <= score < ON,
        reasons=tuple(dict.fromkeys(seen.reasons)),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reading makes of an article."""

    score: float
    reasons: tuple[str, ...]
    #: why the article only touches the story, in words; None when it does not
    elsewhere: str = ""


def in_depth(profile: Profile, article: Article, text: Brief) -> Seen:
    """By its paragraphs: what each is about, and where it stands."""
    anchors = anchors_of(profile)
    who, what = standing(anchors.who, article), standing(anchors.what, article)
    own = [p for p in article.paragraphs if not p.disclaims]
    alike = min(1.0, cosine(profile.terms, article) / ALIKE) if profile.n_seeds else None
    matter = strength(what, own)
    score = math.sqrt(math.sqrt(strength(who, own) * matter) * (1.0 if alike is None else alike))
    score *= breadth(who, anchors.who, article)
    other_words = plain_matter(profile, article, text) < FEW_WORDS
    elsewhere = about_something_else(article, who, what, matter, other_words=other_words)
    return Seen(
        score * LEFT.get(elsewhere, 1.0),
        reasons(present(who, own), present(what, own), alike) + ((elsewhere,) if elsewhere else ()),
        elsewhere,
    )


def at_a_glance(profile: Profile, article: Article, text: Brief) -> Seen:
    """By the names and numbers of a text of a few lines."""
    found = evidence(profile, article, text)
    told = [f"names {', '.join(found.known[:N_NAMED])}"] if found.known else ["names nobody of the story"]
    told += [f"names {', '.join(found.strangers[:N_NAMED])}, unknown to it"] if found.strangers else []
    told.append(f"words alike {found.alike:.0%}")
    if is_set_apart(profile, article):
        return Seen(found.score * LEFT[APART_FROM_IT], (*told, APART_FROM_IT))
    return Seen(found.score, tuple(told))


def blended(depth: Seen, glance: Seen, share: float) -> Seen:
    """`share` of the score from the glance; the reasons of the reading that decides."""
    score = (1 - share) * depth.score + share * glance.score
    return Seen(score, glance.reasons if share >= 0.5 else depth.reasons)


def is_closer(seen: Seen, tied: Ties, profile: Profile, article: Article) -> bool:
    """The article is tied to the story beyond its words.

    Whoever speaks in it is not named in passing, and when several do, no object of the story need stand in it. What
    sets the story apart, or opens with one of its voices and nothing of its matter, is another matter of the same
    persons, who speak on that as well.
    """
    return (
        tied.weight > 0
        and len(tied.voices) >= VOICES.get(seen.elsewhere, 0)
        and not is_set_apart(profile, article)
        and not opens_elsewhere(tied.voices, profile, article)
    )


def closer(seen: Seen, tied: Ties) -> Seen:
    """With the ties of the article; they alone never make it so sure that it moves the profile."""
    score = max(seen.score, min(SURE - 0.01, seen.score / LEFT.get(seen.elsewhere, 1.0) + tied.weight))
    told = [f"{', '.join(tied.voices[:N_NAMED])} spoke on it before"] if tied.voices else []
    told += [f"{tied.n_figures} of its figures are known"] if tied.n_figures else []
    return Seen(score, (*(r for r in seen.reasons if r != seen.elsewhere), *told))


def names_it(profile: Profile, version: Version) -> bool:
    """A telling name of the story stands in the version."""
    article = article_of(version)
    return any(
        anchor.weight >= TELLING and any(anchor.stands_in(p) for p in article.paragraphs)
        for anchor in standing(anchors_of(profile).who, article)
    )


def breadth(who: Sequence[Anchor], known: Sequence[Anchor], article: Article) -> float:
    """How far the names that stand in the article tie it to the story, in [0, 1]: one common name does not."""
    enough = min(
        BREADTH, BREADTH_OF_BLOCK * len(article.paragraphs), BREADTH_OF_STORY * sum(anchor.weight for anchor in known)
    )
    return min(1.0, sum(anchor.weight for anchor in who) / enough) if enough else 0.0


def barred_by(profile: Profile, article: Article) -> str | None:
    """The hard word of the user that keeps the article out, told in words."""
    for word in profile.exclude:
        if whole(word).search(article.folded):
            return f"excluded by “{word}”"
    for word in profile.require:
        if not whole(word).search(article.folded):
            return f"required “{word}” is missing"
    return None


@cache
def whole(word: str) -> re.Pattern[str]:
    """Finds the words as typed, in any case and however spaced; never as a part of longer ones, plurals apart."""
    words = r"\s+".join(map(re.escape, word.casefold().split()))
    return re.compile(rf"(?<!\w){words}(?:['’]?s)?(?!\w)")


def strength(anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph]) -> float:
    """How much of the version is about these anchors, in [0, 1].

    A paragraph counts once however many anchors it drops: a sibling's paragraph of background names them all.
    """
    enough = min(ENOUGH, SHORT * sum(p.weight for p in paragraphs))
    said = sum(p.weight * (1.0 - math.prod(1.0 - a.weight for a in anchors if a.stands_in(p))) for p in paragraphs)
    return min(1.0, said / enough) if enough else 0.0


def present(anchors: Iterable[Anchor], paragraphs: Sequence[Paragraph]) -> list[Anchor]:
    """The anchors that the version has, those that weigh most in it first."""
    said = {a: a.weight * sum(p.weight for p in paragraphs if a.stands_in(p)) for a in anchors}
    return sorted((a for a, w in said.items() if w > 0), key=lambda a: (-said[a], a.label))


def reasons(who: Sequence[Anchor], what: Sequence[Anchor], alike: float | None) -> tuple[str, ...]:
    """The strongest evidence of each view, in words."""
    told = [f"names {label}" for label in labels(who)] or ["names nobody of the story"]
    told += [f"about “{label}”" for label in labels(what)] or ["not about its matter"]
    if alike is not None:
        told.append(f"words alike {alike:.0%}")
    return tuple(told)


def labels(anchors: Sequence[Anchor]) -> list[str]:
    """The first few, each once."""
    return list(dict.fromkeys(a.label for a in anchors))[: N_REASONS // 2]


def search_terms(profile: Profile) -> str:
    """A query that a news search understands: the strongest name and the strongest words of the matter."""
    anchors = anchors_of(profile)
    who = [a.label for a in anchors.who[:1]]
    named = {stem(word) for name in who for word in name.split()}
    what = [w for a in anchors.what[:2] for w in a.words if w not in named]
    return " ".join([*(f'"{n}"' if " " in n else n for n in who), *what[:3]])
