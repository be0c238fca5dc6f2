"""How much a claim looks like news by its form alone."""

from dataclasses import dataclass
from math import exp

from config.languages import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the form of a claim shows."""

    language: str
    #: the sentence's number in the document
    index: int
    n_sentences: int
    #: the first of its paragraph
    opens: bool
    #: its first verb with a tense is a form of "be"
    being: bool
    credited: bool
    #: the speaker is one of many: "a neighbour", "some"
    unnamed: bool
    #: of the act that its own verb names, in [0, 1]
    strength: float
    n_participants: int
    n_words: int
    #: of the whole sentence
    n_sentence: int
    number: bool
    #: no cue of its own
    inherited: bool
    #: of the whole sentence, lower case
    words: frozenset[str]


def vector(features: Features) -> dict[str, float]:
    """The features as numbers, each about in [0, 1]."""
    rules = table(features.language, "claims")
    dated = not features.words.isdisjoint(rules["weekdays"]) or not features.words.isdisjoint(rules["months"])
    return {
        "bias": 1.0,
        "early": 1.0 - features.index / max(1, features.n_sentences - 1),
        "opens": float(features.opens),
        "being": float(features.being),
        "credited": float(features.credited),
        "unnamed": float(features.unnamed),
        "inherited": float(features.inherited),
        "strength": features.strength,
        "participants": min(features.n_participants, 4) / 4,
        "words": min(features.n_words, 30) / 30,
        "sentence": min(features.n_sentence, 45) / 45,
        "number": float(features.number),
        "dated": float(dated),
    }


def weigh(features: Features) -> float:
    """In [0, 1]: a logistic sum, its coefficients in claims.toml."""
    coefficients = table(features.language, "claims")["weight"]
    total = sum(value * coefficients.get(name, 0.0) for name, value in vector(features).items())
    return round(1.0 / (1.0 + exp(-total)), 4)
