"""Figures that only repeat another one of their own sentence: in another unit, or as the value that was."""

import re
from collections.abc import Sequence

from pipeline.ledger import values
from pipeline.model import Figure, Version

#: what may stand between a value and the same value in another unit: "six feet (about 1.8 m)", "3 miles, or 5 km"
CONVERTED = re.compile(r"\s*(?:\(\s*|,\s*or\s+)", re.IGNORECASE)


def repeated(figure: Figure, figures: Sequence[Figure], version: Version) -> Figure | None:
    """The figure of the same sentence that `figure` repeats; None when it stands for itself."""
    mates = [f for f in figures if f.sentence == figure.sentence and f is not figure]
    return next((f for f in mates if converts(figure, f, version) or is_old_value(figure, f)), None)


def converts(figure: Figure, mate: Figure, version: Version) -> bool:
    """It follows `mate` at once, in a unit of the same kind."""
    if mate.span.end > figure.span.start or figure.unit == mate.unit or not same_kind(figure.unit, mate.unit):
        return False
    return CONVERTED.fullmatch(version.text[mate.span.end : figure.span.start]) is not None


def same_kind(unit: str, other: str) -> bool:
    """Both currencies, or both sizes."""
    return is_money(unit) == is_money(other) and not {unit, other} & COUNTED


def is_money(unit: str) -> bool:
    """An ISO 4217 code."""
    return len(unit) == 3 and unit.isupper()


#: units that nothing is converted to
COUNTED = frozenset({"count", "percent", "percentage_point", "ratio"})


def is_old_value(figure: Figure, mate: Figure) -> bool:
    """`mate` was this much before."""
    return mate.was is not None and figure.unit == mate.unit and values.close(mate.was, figure.said[0])
