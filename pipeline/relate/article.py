"""A version as `relate` compares it: read once, then held against any number of stories."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.languages import table
from pipeline.language.stems import WORD, stem, stems
from pipeline.model import Version
from pipeline.relate.kept import Kept
from pipeline.relate.profile import term_weights
from pipeline.relate.terms import place_weights, terms

#: shortest word that may be a name with an ending ("Orvalian")
SHORTEST_ROOT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block."""

    #: stems of the words that carry content
    terms: frozenset[str]
    #: stems of all words in order, parted and enclosed by spaces
    line: str
    #: capitalised words, and the names they may be derived from
    capitals: frozenset[str]
    #: how much it counts by its place
    weight: float
    #: says that what it recalls is another matter
    disclaims: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version."""

    paragraphs: tuple[Paragraph, ...]
    #: every word of it, derived names too
    words: frozenset[str]
    #: the text in lower case, for the hard words of the user
    folded: str
    #: term -> weight
    weights: Mapping[str, float]
    #: length of `weights` as a vector
    norm: float


def read(version: Version) -> Article:
    paragraphs = tuple(paragraphs_of(version))
    weights = term_weights(version)
    return Article(
        paragraphs=paragraphs,
        words=frozenset(w for p in paragraphs for w in (*p.line.split(), *p.capitals)),
        folded=version.text.casefold(),
        weights=weights,
        norm=math.sqrt(sum(w * w for w in weights.values())),
    )


#: the article at hand
article_of: Kept[Version, Article] = Kept(read, most=8)


def cosine(terms: Mapping[str, float], article: Article) -> float:
    norm = math.sqrt(sum(w * w for w in terms.values())) * article.norm
    return sum(w * article.weights.get(term, 0.0) for term, w in terms.items()) / norm if norm else 0.0


def paragraphs_of(version: Version) -> Iterator[Paragraph]:
    cues = disclaimers(version.language)
    for block, weight in place_weights(version):
        text = block.span.of(version.text)
        yield Paragraph(
            terms=frozenset(terms(text, version.language)),
            line=f" {' '.join(stems(text))} ",
            capitals=frozenset(capitals(text, version.language)),
            weight=weight,
            disclaims=cues.search(text) is not None,
        )


def capitals(text: str, language: str) -> Iterator[str]:
    """Stems of the capitalised words, and what is left of them without the ending of a demonym."""
    endings = table(language, "stopwords")["demonyms"]
    for word in WORD.findall(text):
        if word[0].isupper():
            root = stem(word)
            yield root
            yield from roots(root, endings)


def roots(word: str, endings: list[list[str]]) -> Iterator[str]:
    """The names that `word` may be a demonym of."""
    for ending, stood_for in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            yield word[: -len(ending)] + stood_for


def disclaimers(language: str) -> re.Pattern[str]:
    """Finds the words that set a recalled matter apart."""
    anywhere, opening = (
        "|".join(map(re.escape, table(language, "stopwords")[part])) for part in ("disclaimers", "disclaiming_openers")
    )
    return re.compile(rf"\b(?:{anywhere})\b|(?:^|[.!?][\"'”’)]*\s+)(?:{opening})\b", re.IGNORECASE)
