"""A text of a few lines against a profile: too short for paragraphs to tell what it is about, so every name counts.

Siblings of one beat share its words, so those decide little. What tells them apart is who, where and how many: names
and numbers that the story has speak for it, names that the story has never had speak against it, as a report on the
same event seldom names only strangers.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from config.languages import table
from pipeline.language.stems import WORD, stem
from pipeline.model import Profile, Version
from pipeline.relate.article import Article, cosine, roots
from pipeline.relate.background import rarity
from pipeline.relate.kept import Kept
from pipeline.relate.terms import NUMBER_MARK, marks

#: words up to which a text is brief, and from which on it is not brief at all; between, both readings count
BRIEF, LONG = 80, 160
#: numbers beyond these say no more
MOST_NUMBERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The marks of a short text."""

    #: words of names -> the words that they may stand for: themselves, and the names that they may be demonyms of
    names: Mapping[str, tuple[str, ...]]
    #: as they are written in the text
    labels: Mapping[str, str]
    numbers: frozenset[str]
    n_words: int
    language: str


def read(version: Version) -> Brief:
    endings = table(version.language, "stopwords")["demonyms"]
    found = marks(version)
    numbers = frozenset(m for m in found if m.startswith(NUMBER_MARK))
    labels = {stem(word): word for word in reversed(WORD.findall(version.text)) if word[0].isupper()}
    return Brief(
        names={word: (word, *roots(word, endings)) for word in sorted(found - numbers)},
        labels=labels,
        numbers=numbers,
        n_words=len(version.text.split()),
        language=version.language,
    )


#: the text at hand
brief_of: Kept[Version, Brief] = Kept(read, most=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a short text has of a story, and what it has not."""

    #: names of the story, and strangers, strongest first
    known: tuple[str, ...]
    strangers: tuple[str, ...]
    #: cosine of its words and the story's
    alike: float
    #: in [0, 1]
    score: float


#: cosine of the words that are no names up to which they count: more of it says no more
ENOUGH_MATTER = 0.03
#: of generated texts on 46 stories and hand-written ones on eight (`tests/eval/siblings.py`), by logistic regression,
#: drawn towards each other and rounded, as numbers meet more often by chance in the world than there
KNOWN, STRANGE, SHARE, ALIKE, NUMBER, OTHER_NUMBER, MATTER = 2.2, -2.0, 1.0, 2.0, 1.6, -0.6, 1.6
#: such that about one sibling in fifty of the generated ones and one in twenty of the others comes in
NOTHING = -3.7


def evidence(profile: Profile, article: Article, text: Brief) -> Evidence:
    known = {word: weight for word in text.names if (weight := familiar(profile, word, text)) > 0}
    strange = {
        word: rarity(word, text.language) for word in text.names if word not in known and word not in profile.terms
    }
    n_known, n_strange = sum(known.values()), sum(strange.values())
    n_same = sum(n in profile.marks for n in text.numbers)
    alike = cosine(profile.terms, article)
    weight = (
        NOTHING
        + KNOWN * math.log1p(n_known)
        + STRANGE * math.log1p(n_strange)
        + SHARE * n_known / (n_known + n_strange + 0.5)
        + ALIKE * alike
        + NUMBER * min(MOST_NUMBERS, n_same)
        + OTHER_NUMBER * min(MOST_NUMBERS, len(text.numbers) - n_same)
        + MATTER * min(1.0, plain_matter(profile, article, text) / ENOUGH_MATTER)
    )
    return Evidence(
        known=strongest(known, text),
        strangers=strongest(strange, text),
        alike=alike,
        score=1 / (1 + math.exp(-weight)),
    )


def familiar(profile: Profile, word: str, text: Brief) -> float:
    """How much a word of a name speaks for the story: rare in the language, and in many of the seeds."""
    share = max((profile.marks.get(form, 0.0) for form in text.names[word]), default=0.0)
    return rarity(word, text.language) * math.sqrt(share)


def plain_matter(profile: Profile, article: Article, text: Brief) -> float:
    """The part of the cosine that no name brings."""
    both = {t: w for t, w in profile.terms.items() if t not in profile.marks and t not in text.names}
    length = math.sqrt(sum(w * w for w in profile.terms.values())) * article.norm
    return sum(w * article.weights.get(t, 0.0) for t, w in both.items()) / length if length else 0.0


def strongest(words: Mapping[str, float], text: Brief) -> tuple[str, ...]:
    return tuple(text.labels.get(w, w) for w in sorted(words, key=lambda word: (-words[word], word)))


def briefness(n_words: int) -> float:
    """How far a text is brief, in [0, 1]."""
    return min(1.0, max(0.0, (LONG - n_words) / (LONG - BRIEF)))
