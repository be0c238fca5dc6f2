"""How two figures' values relate: the same, agreeing after rounding, narrower, far apart."""

import math
from functools import lru_cache

from pipeline.model import INFINITY, Bound, Figure

#: an open bound agrees with a value that lies at most this share beyond it: "more than 70" with 73, not with 110
REACH = 0.2
#: an exact number further than this share from an "about" is news, however coarsely the "about" was rounded
ABOUT = 0.05
#: a rounder number within this share of the known one rounds it: "some 8,000" where 8,300 is known
ROUNDING = 0.1
#: nobody rounds a number under this without saying so: 10 is not 12
SILENT = 20
#: relative difference under which two numbers are one
SAME = 1e-9

OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN, Bound.UP_TO, Bound.LESS_THAN})
LOOSE = frozenset({Bound.ABOUT, Bound.VAGUE, Bound.BETWEEN})


def middle(figure: Figure) -> float:
    """The one number that stands for the figure when sizes are compared."""
    return figure.said[0] / 2 + figure.said[-1] / 2


def close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=SAME, abs_tol=SAME)


def same(a: Figure, b: Figure) -> bool:
    """The same number or range was said, whatever the bound words."""
    return len(a.said) == len(b.said) and all(map(close, a.said, b.said))


def inside(inner: Figure, outer: Figure) -> bool:
    """All that `inner` allows, `outer` allows; an open side reaches only a little beyond what was said."""
    (lo, hi), (outer_lo, outer_hi) = reach(inner), reach(outer)
    return outer_lo <= lo and hi <= outer_hi


def reach(figure: Figure) -> tuple[float, float]:
    """The interval with its open side cut where a writer would have said a rounder number."""
    lo, hi = figure.interval.lo, figure.interval.hi
    if figure.bound is Bound.ABOUT:
        margin = abs(middle(figure)) * ABOUT
        lo, hi = max(lo, figure.said[0] - margin), min(hi, figure.said[-1] + margin)
    if hi == INFINITY:
        hi = lo + abs(lo) * REACH
    if lo == -INFINITY or (figure.bound in {Bound.UP_TO, Bound.LESS_THAN} and lo <= 0):
        lo = hi - abs(hi) * REACH
    return lo, hi


def agrees(new: Figure, old: Figure) -> bool:
    """Both can be said of one and the same thing at the same time, after rounding."""
    if new.bound is Bound.EXACT and old.bound is Bound.EXACT:
        return 0.5 <= apart(new, old) <= 2 and (same(new, old) or rounds(new, old))
    if same(new, old) or rounds(new, old):
        return True
    both_open = new.bound in OPEN and old.bound in OPEN
    if both_open or refines(new, old):
        return False
    return inside(new, old) or inside(old, new)


def apart(a: Figure, b: Figure) -> float:
    """How many times `b` is `a`; 1 for two noughts."""
    return a.said[0] / b.said[0] if b.said[0] else float(a.said[0] == 0)


def allows(loose: Figure, exact: Figure) -> bool:
    """The whole of an open or vague figure's interval has room for the other: "thousands" for 2,400."""
    if loose.bound not in OPEN | {Bound.VAGUE}:
        return False
    return loose.interval.lo <= exact.said[0] and exact.said[-1] <= loose.interval.hi


def rounds(new: Figure, old: Figure) -> bool:
    """`new` is what a writer makes of `old` when he rounds it."""
    if len(new.said) > 1 or len(old.said) > 1:
        return False
    n = digits(new.said[0])
    if new.bound in LOOSE:
        return near(new, old) and (n < digits(old.said[0]) or is_round(new.said[0]))
    exact = new.bound is Bound.EXACT and abs(new.said[0]) >= SILENT and near(new, old)
    return exact and n < digits(old.said[0]) and close(rounded(old.said[0], n), new.said[0])


def is_round(value: float) -> bool:
    """One significant digit, or two of which the second is a five."""
    return digits(value) == 1 or (digits(value) == 2 and f"{abs(value):.1e}"[2] == "5")


def near(new: Figure, old: Figure) -> bool:
    return ratio(middle(new), middle(old)) <= 1 + ROUNDING


def digits(value: float) -> int:
    """Significant digits as said: 13,700 has three."""
    return len(digits_of(value)) or 1


@lru_cache(maxsize=1 << 14)
def digits_of(value: float) -> str:
    """The significant digits as said: "137" for 13,700."""
    return f"{abs(value):.12g}".split("e")[0].replace(".", "").strip("0")


def rounded(value: float, n: int) -> float:
    return float(f"{value:.{n - 1}e}")


def refines(new: Figure, old: Figure) -> bool:
    """An exact value (or a narrower one) where only a bound or a wide range was known, without contradiction."""
    if same(new, old) or old.bound in {Bound.EXACT, Bound.ABOUT}:
        return False
    if new.bound not in {Bound.EXACT, Bound.ABOUT, Bound.BETWEEN}:
        return False
    return old.interval.lo <= new.interval.lo and new.interval.hi <= old.interval.hi


def ratio(a: float, b: float) -> float:
    """How many times the larger is the smaller; infinite when one is nought or they differ in sign."""
    if close(a, b):
        return 1.0
    if not a or not b or (a < 0) != (b < 0):
        return INFINITY
    return max(a / b, b / a)


def slipped(a: float, b: float) -> bool:
    """The same digits with the point elsewhere: 4,100 for 41,000."""
    return a != b and a * b > 0 and digits_of(a) == digits_of(b)


def slack(*figures: Figure) -> float:
    """How far a sum of rounded figures may be off: half of the widest interval among those that are not exact."""
    widths = [f.interval.hi - f.interval.lo for f in figures if f.bound is Bound.ABOUT]
    return max((w / 2 for w in widths if w < INFINITY), default=0.0) + SAME
