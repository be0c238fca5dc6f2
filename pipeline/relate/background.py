"""How rare a word is in English at large: what the store has not seen yet can still tell "ferry" from "year".

The tagger's model carries the probability of some 28,000 frequent words of its training corpus; whatever it does not
list is rare. No table of our own is needed, and every language that has a tagger has its background.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from pipeline.language.stems import stem
from pipeline.language.tagger import MODELS, tagger

#: minus the natural logarithm of the probability at which a word tells nothing, and from which on it is as rare as any
COMMON, RARE = 7.0, 13.5


@cache
def probabilities(language: str) -> Mapping[str, float]:
    """Stem -> probability, summed over its forms, spellings and word classes; empty without a tagger."""
    total: defaultdict[str, float] = defaultdict(float)
    if language in MODELS:
        for word, readings in tagger(language).model.cache.items():
            total[stem(word)] += sum(math.exp(log_probability) for _, log_probability in readings)
    return dict(total)


@cache
def surprises(language: str) -> Mapping[str, float]:
    """Stem -> rarity in [0, 1)."""
    return {
        word: min(1.0, max(0.0, (-math.log(p) - COMMON) / (RARE - COMMON)))
        for word, p in probabilities(language).items()
    }


def rarity(word: str, language: str) -> float:
    """How much the stem `word` says about what a text is about, in [0, 1]; a word that is not listed says most."""
    return surprises(language).get(word, 1.0)
