"""What a number phrase allows, as an interval, and how intervals stand to each other."""

import math

from pipeline.model import INFINITY, Bound, Interval

#: relative difference under which two ends are one
SAME = 1e-9


def interval(said: tuple[float, ...], bound: Bound, *, step: float | None = None) -> Interval:
    """The numbers that `said` with `bound` allows; `step` is the place that an "about" was rounded to.

    "about 100" is [50, 150) by its rounding to hundreds; "more than 100" is (100, inf); "at least 13" is [13, inf).
    """
    lo, hi = min(said), max(said)
    if bound is Bound.AT_LEAST:
        return Interval(lo=lo, hi=INFINITY)
    if bound is Bound.MORE_THAN:
        return Interval(lo=lo, hi=INFINITY, lo_open=True)
    if bound is Bound.UP_TO:
        return Interval(lo=-INFINITY if lo < 0 else 0.0, hi=hi)
    if bound is Bound.LESS_THAN:
        return Interval(lo=-INFINITY if lo < 0 else 0.0, hi=hi, hi_open=True)
    if bound is Bound.ABOUT:
        half = (step if step is not None else rounding_step(lo)) / 2
        return Interval(lo=lo - half, hi=hi + half, hi_open=True)
    return Interval(lo=lo, hi=hi)


def rounding_step(value: float) -> float:
    """The place to which a writer who says "about `value`" rounded: 100 for 500, 10 for 230, 5000 for 45,000."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    magnitude = 10.0 ** math.floor(math.log10(abs(value)))
    for share in (1.0, 0.5, 0.1, 0.05, 0.01, 0.005, 0.001):
        step = magnitude * share
        if close(value / step, round(value / step)):
            return step
    return magnitude * 0.001


def close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=SAME, abs_tol=1e-12)


def contains(outer: Interval, inner: Interval) -> bool:
    """Every number of `inner` is one of `outer`."""
    low = inner.lo > outer.lo or (close_or_same(inner.lo, outer.lo) and (inner.lo_open or not outer.lo_open))
    high = inner.hi < outer.hi or (close_or_same(inner.hi, outer.hi) and (inner.hi_open or not outer.hi_open))
    return low and high


def close_or_same(a: float, b: float) -> bool:
    return a == b or (math.isfinite(a) and math.isfinite(b) and close(a, b))


def disjoint(a: Interval, b: Interval) -> bool:
    """No number is in both."""
    return before(a, b) or before(b, a)


def before(a: Interval, b: Interval) -> bool:
    """All of `a` lies under all of `b`."""
    if close_or_same(a.hi, b.lo):
        return a.hi_open or b.lo_open
    return a.hi < b.lo


def plus(a: Interval, b: Interval) -> Interval:
    """The sums of a number of `a` and one of `b`."""
    return Interval(lo=a.lo + b.lo, hi=a.hi + b.hi, lo_open=a.lo_open or b.lo_open, hi_open=a.hi_open or b.hi_open)
