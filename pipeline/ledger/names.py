"""The readable name of a series, learned from what its mentions call it."""

from collections import Counter

from pipeline.language.stems import stems
from pipeline.model import Figure, Series, Standing

#: what a thing without a name is called in a list
NAMELESS = "figure"
#: names of one thing that are compared with one another; the commonest
N_COMPARED = 40
#: mentions that may not belong to it
DOUBTFUL = frozenset({Standing.UNSURE, Standing.UNMOVED})


def name_of(figure: Figure) -> str:
    """What one mention calls it."""
    return figure.concept or figure.quantity or figure.head or NAMELESS


def learned(series: Series) -> str:
    """The name that says most of what all mentions say; of equals the longest, then the earliest."""
    concepts = Counter(p.figure.concept for p in series.points if p.figure.concept and p.standing not in DOUBTFUL)
    if not concepts:
        return series.name
    words = {c: Counter(stems(c)) for c, _ in concepts.most_common(N_COMPARED)}
    order = list(concepts)

    def central(name: str) -> float:
        return sum(n * told(words[name], words[c]) for c, n in concepts.items() if c in words)

    return max(words, key=lambda c: (central(c), len(c.split()), -order.index(c)))


def told(name: Counter[str], other: Counter[str]) -> float:
    """How well a name stands for another, in [0, 1]: F2, for what a name leaves out weighs more than what it adds."""
    shared = (name & other).total()
    return 5 * shared / (4 * other.total() + name.total()) if shared else 0.0
