"""What a story is about, learned from its seed articles and moved slowly by the articles that are surely on it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.language.stems import WORD, stem, stems
from pipeline.model import Profile, Version
from pipeline.relate.background import rarity
from pipeline.relate.terms import marks, names, telling, weighted_terms

#: a profile keeps its heaviest terms and names; the rest only makes articles alike that are not
N_TERMS = 120
N_NAMES = 40
N_MARKS = 200
#: how far one article moves the profile
DRIFT = 0.2
#: what drift alone can give a word, and what it cannot take from one: a year of news still finds the seed
CORE = 0.4


def profile_of(seeds: Sequence[Version], *, keywords: Sequence[str] = ()) -> Profile:
    """The profile that `seeds` and the user's `keywords` make; either may be empty, not both."""
    terms: dict[str, float] = {}
    named: dict[str, float] = {}
    for n, seed in enumerate(seeds):
        terms = mixed(terms, term_weights(seed), 1 / (n + 1))
        named = mixed(named, name_weights(seed), 1 / (n + 1))
    return Profile(
        terms=heaviest(terms, N_TERMS),
        names=heaviest(named, N_NAMES),
        marks=heaviest(shares(seeds) | dict.fromkeys(capitals(keywords), 1.0), N_MARKS),
        keywords=tuple(keywords),
        n_seeds=len(seeds),
    )


def shares(texts: Sequence[Version]) -> dict[str, float]:
    """Mark -> share of the texts that have it."""
    counts = Counter(mark for text in texts for mark in marks(text))
    return {mark: n / len(texts) for mark, n in counts.items()}


def capitals(keywords: Sequence[str]) -> Iterator[str]:
    """The words of names among the user's."""
    return (stem(w) for keyword in keywords for w in WORD.findall(keyword) if w[0].isupper())


def drifted(profile: Profile, version: Version) -> Profile:
    """The profile after one more article that is surely on the story."""
    return replace(
        profile,
        terms=heaviest(moved(profile, profile.terms, term_weights(version)), N_TERMS),
        names=heaviest(moved(profile, profile.names, name_weights(version)), N_NAMES),
        marks=heaviest(moved(profile, profile.marks, dict.fromkeys(marks(version), 1.0)), N_MARKS),
    )


def term_weights(version: Version) -> dict[str, float]:
    """Term -> its weight in the version: damped count times rarity in the language, the heaviest at 1."""
    return scaled({term: math.log1p(n) * rarity(term, version.language) for term, n in weighted_terms(version).items()})


def name_weights(version: Version) -> dict[str, float]:
    """Name -> its weight in the version, likewise."""
    return scaled({name: math.log1p(n) * telling(stems(name), version.language) for name, n in names(version).items()})


def scaled(weights: Mapping[str, float]) -> dict[str, float]:
    most = max(weights.values(), default=0.0)
    return {key: weight / most for key, weight in weights.items() if weight > 0}


def mixed(old: Mapping[str, float], new: Mapping[str, float], share: float) -> dict[str, float]:
    """Weights of both, `new` counting by `share`."""
    return {key: (1 - share) * old.get(key, 0.0) + share * new.get(key, 0.0) for key in {**old, **new}}


def moved(profile: Profile, old: Mapping[str, float], new: Mapping[str, float]) -> dict[str, float]:
    """`old` moved towards `new`: newcomers rise up to CORE; what the seeds set above it, and pinned words, stay."""
    held = {key for key, weight in old.items() if weight > CORE or key in profile.pinned}
    drawn = mixed(old, new, DRIFT)
    return {
        key: old[key] if key in held else min(weight, CORE)
        for key, weight in drawn.items()
        if key not in profile.banned
    }


def heaviest(weights: Mapping[str, float], keep: int) -> dict[str, float]:
    """The `keep` heaviest, ties broken by name."""
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:keep]
    return {key: round(weight, 6) for key, weight in best if weight > 0}
