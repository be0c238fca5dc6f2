"""The readable name of a series, learned from what its mentions call it."""

from collections import Counter

from pipeline.model import Figure, Series

#: what a thing without a name is called in a list
NAMELESS = "figure"


def name_of(figure: Figure) -> str:
    """What one mention calls it."""
    return figure.concept or figure.quantity or figure.head or NAMELESS


def learned(series: Series) -> str:
    """The concept that most mentions use; of equals the one with more restricting words, then the earliest."""
    concepts = Counter(p.figure.concept for p in series.points if p.figure.concept)
    if not concepts:
        return series.name
    order = list(concepts)
    return max(order, key=lambda c: (concepts[c], len(c.split()), -order.index(c)))
