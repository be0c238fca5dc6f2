"""A ledger without what was taken back, and what has lost its support by that."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.check.known import Withdrawal, stands
from pipeline.ledger import values
from pipeline.model import Ledger, Series
from pipeline.report.inputs import Lost


def standing(ledger: Ledger, withdrawn: Mapping[str, Withdrawal]) -> tuple[Ledger, tuple[Lost, ...]]:
    """The ledger as the articles that still stand make it; the values that nobody stands by any more.

    What an article lost by an edit stays in the ledger: it is how the figure came to be what it is.
    """
    if not withdrawn:
        return ledger, ()
    whole = {url: w for url, w in withdrawn.items() if not w.is_edit}
    series = [replace(s, points=tuple(p for p in s.points if stands(p, whole))) for s in ledger.series]
    assertions = [replace(a, supports=tuple(s for s in a.supports if stands(s, whole))) for a in ledger.assertions]
    lost = [loss for s in ledger.series if (loss := lost_by(s, withdrawn))]
    kept = tuple(s for s in series if s.points)
    return replace(ledger, series=kept, assertions=tuple(a for a in assertions if a.supports)), tuple(lost)


def lost_by(series: Series, withdrawn: Mapping[str, Withdrawal]) -> Lost | None:
    """The current value, when nobody who stands by it is left."""
    point = series.current
    left = replace(series, points=tuple(p for p in series.points if stands(p, withdrawn)))
    if point is None or stands(point, withdrawn) or any(values.same(p.figure, point.figure) for p in left.points):
        return None
    return Lost(name=series.name, point=point, at=withdrawn[point.url].at, now=left.current)
