"""Words of a sentence or concept as comparable sets."""

import re
from functools import cache, lru_cache

from config.languages import table
from pipeline.language.stems import WORD, stem


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """Stems of all words."""
    return frozenset(stem(word) for word in WORD.findall(text))


@cache
def stopwords(language: str) -> frozenset[str]:
    return frozenset(table(language, "stopwords")["words"])


@lru_cache(maxsize=1 << 14)
def content(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the words that carry content."""
    stop = stopwords(language)
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > 2 and word.lower() not in stop)


def normal(text: str) -> str:
    """Lower-case words and numbers with single spaces: equal for sentences that differ in typography only."""
    return " ".join(re.findall(r"\w+", text.lower()))
