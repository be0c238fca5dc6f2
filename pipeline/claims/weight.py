"""How much a claim looks like news by its form alone."""

from dataclasses import dataclass
from math import exp

from config.languages import table
from pipeline.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the form of a claim shows."""

    language: str
    place: Place
    #: the sentence's number in the document
    index: int
    n_sentences: int
    credited: bool
    #: credited by name in the sentence itself
    named: bool
    #: kind of the cue, "" when nobody is credited
    kind: str
    denies: bool
    #: of the strongest act, in [0, 1]
    strength: float
    n_participants: int
    n_words: int
    number: bool
    #: no cue of its own
    inherited: bool
    #: inside what somebody else is credited with, or in a subordinate clause
    nested: bool
    #: of the whole sentence, lower case
    words: frozenset[str]


def vector(features: Features) -> dict[str, float]:
    """The features as numbers, each about in [0, 1]."""
    rules = table(features.language, "claims")
    dated = not features.words.isdisjoint(rules["weekdays"]) or not features.words.isdisjoint(rules["months"])
    return {
        "bias": 1.0,
        "early": 1.0 - features.index / max(1, features.n_sentences - 1),
        "headline": float(features.place in {Place.HEADLINE, Place.DECK}),
        "credited": float(features.credited),
        "named": float(features.named),
        "inherited": float(features.inherited),
        "nested": float(features.nested),
        "denies": float(features.denies),
        "strength": features.strength,
        "participants": min(features.n_participants, 4) / 4,
        "words": min(features.n_words, 30) / 30,
        "number": float(features.number),
        "dated": float(dated),
        f"kind_{features.kind}": 1.0,
    }


def weigh(features: Features) -> float:
    """In [0, 1]: a logistic sum, its coefficients in claims.toml."""
    coefficients = table(features.language, "claims")["weight"]
    total = sum(value * coefficients.get(name, 0.0) for name, value in vector(features).items())
    return round(1.0 / (1.0 + exp(-total)), 4)
