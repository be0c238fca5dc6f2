"""A ledger without what was taken back, and what has lost its support by that."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.check.known import Withdrawal, stands
from pipeline.ledger import values
from pipeline.model import Ledger, Series
from pipeline.report.inputs import Lost


def standing(ledger: Ledger, withdrawn: Mapping[str, Withdrawal]) -> tuple[Ledger, tuple[Lost, ...]]:
    """The ledger as the articles that still stand make it; the values that rested on one that was taken back alone."""
    if not withdrawn:
        return ledger, ()
    series = [replace(s, points=tuple(p for p in s.points if stands(p, withdrawn))) for s in ledger.series]
    assertions = [replace(a, supports=tuple(s for s in a.supports if stands(s, withdrawn))) for a in ledger.assertions]
    lost = [loss for s, left in zip(ledger.series, series, strict=True) if (loss := lost_by(s, left, withdrawn))]
    kept = tuple(s for s in series if s.points)
    return replace(ledger, series=kept, assertions=tuple(a for a in assertions if a.supports)), tuple(lost)


def lost_by(series: Series, left: Series, withdrawn: Mapping[str, Withdrawal]) -> Lost | None:
    """The current value, when nobody who stands by it is left."""
    point = series.current
    if point is None or stands(point, withdrawn) or any(values.same(p.figure, point.figure) for p in left.points):
        return None
    return Lost(name=series.name, point=point, at=withdrawn[point.url].at, now=left.current)
