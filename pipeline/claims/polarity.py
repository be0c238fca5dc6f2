"""Is it said to be so, or not so, or only perhaps so?"""

from collections.abc import Iterable
from itertools import pairwise

from config.languages import table
from pipeline.claims.phrases import Reading
from pipeline.model import Modality

NOTHING = frozenset({"no", "not", "none", "nor", "never", "nothing"})
ENDS = frozenset({";", "which", "who", "but", "without", "to"})
ORDERED = (Modality.HYPOTHETICAL, Modality.EXPECTED, Modality.ALLEGED, Modality.ESTIMATED)


def is_positive(reading: Reading, first: int, last: int) -> bool:
    """An even number of negations turns words `first` to `last` (not included) back: "did not refuse to pay"."""
    rules = table(reading.lexicon.language, "claims")["polarity"]
    n = sum(_negates(reading, at, rules) for at in _main(reading, first, last))
    return n % 2 == 0


def _main(reading: Reading, first: int, last: int) -> Iterable[int]:
    """The words of the first clause: what hangs on "which", "because" or a semicolon has its own polarity."""
    for at in range(first, last):
        further = reading.tag(at) in {"CJS", "PNQ"} or reading.word(at) in ENDS or _denies_more(reading, at)
        if at > first + 1 and further:
            return
        yield at


def _denies_more(reading: Reading, at: int) -> bool:
    """ "There was no order, | and no letter": two denials, not one that turns the other round."""
    return reading.word(at) in {"and", "or", "nor"} and reading.word(at + 1) in NOTHING


def _negates(reading: Reading, at: int, rules: dict[str, list[str]]) -> bool:
    word = reading.word(at)
    if word == "no" and reading.word(at + 1) == "longer":
        return True
    if word == "not" and reading.tag(at + 1) == "TO0":
        return False  # "was told not to speak" was told
    if word in {"no", "not"} and reading.word(at + 1) in {"more", "less", "only", "doubt"}:
        return False
    if word in rules["words"] or word.endswith(tuple(rules["endings"])):
        return True
    return reading.is_verb(at) and reading.lemma(at) in rules["verbs"]


def _bare(reading: Reading, at: int) -> bool:
    """A participle without its helper: "the limits | set by law" are no plan."""
    helped = any(reading.is_auxiliary(near) for near in (at - 1, at - 2))
    return reading.tag(at) in {"VVN", "VVD"} and reading.tag(at + 1) != "TO0" and not helped


def is_restricted(reading: Reading, first: int, last: int) -> bool:
    """Makes small or turns round what others say: "merely a clinic", "no more than", "baseless"."""
    rules = table(reading.lexicon.language, "claims")["polarity"]
    words = [reading.word(at) for at in _main(reading, first, last)]
    pairs = set(pairwise(words))
    small = not pairs.isdisjoint({("no", "more"), ("nothing", "but"), ("no", "wrongdoing"), ("any", "wrongdoing")})
    return small or not set(words).isdisjoint(rules["restrictions"])


def is_unsure(reading: Reading, first: int, last: int) -> bool:
    """ "Could not say how fast", "would not rule out": who does not tell does not deny."""
    rules = table(reading.lexicon.language, "claims")["polarity"]
    negated = False
    for at in _main(reading, first, last):
        if negated and reading.is_verb(at) and not reading.is_auxiliary(at):
            return reading.lemma(at) in rules["unsure"]
        negated = negated or _negates(reading, at, rules)
    return False


def modality(reading: Reading, first: int, last: int) -> Modality:
    """The weakest that the words of the first clause allow: "may order" is no order."""
    rules = table(reading.lexicon.language, "claims")["modality"]
    words = {
        reading.word(at) for at in _main(reading, first, last) if reading.tag(at) != "NP0" and not _bare(reading, at)
    }
    return next((m for m in ORDERED if words & set(rules[m.value])), Modality.ASSERTED)
