"""What a phrase allows, and how intervals stand to each other."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.intervals import contains, disjoint, interval, plus
from pipeline.figures.units import convert
from pipeline.model import INFINITY, Bound, Interval

NUMBERS = st.floats(min_value=0.001, max_value=1e12)
BOUNDS = st.sampled_from(list(Bound))


@given(NUMBERS, BOUNDS)
def test_an_interval_holds_itself(x: float, bound: Bound) -> None:
    made = interval((x,), bound)
    assert contains(made, made)
    assert not disjoint(made, made) or made.lo_open or made.hi_open


@given(NUMBERS, NUMBERS, BOUNDS, BOUNDS)
def test_what_is_held_is_not_apart(a: float, b: float, first: Bound, second: Bound) -> None:
    one, other = interval((a,), first), interval((b,), second)
    assert disjoint(one, other) == disjoint(other, one)
    assert not (contains(one, other) and disjoint(one, other))


def test_open_ends_leave_their_number_out() -> None:
    exactly, above = interval((100,), Bound.EXACT), interval((100,), Bound.MORE_THAN)
    assert disjoint(exactly, above)
    assert contains(interval((100,), Bound.AT_LEAST), exactly)


def test_about_reaches_as_far_as_its_rounding() -> None:
    about = interval((500,), Bound.ABOUT)
    assert contains(about, interval((480,), Bound.EXACT))
    assert disjoint(about, interval((560,), Bound.EXACT))


def test_sums_add_both_ends() -> None:
    assert plus(interval((54,), Bound.EXACT), interval((48,), Bound.EXACT)) == Interval(lo=102, hi=102)
    assert plus(interval((54,), Bound.AT_LEAST), interval((48,), Bound.EXACT)) == Interval(lo=102, hi=INFINITY)


@given(NUMBERS)
def test_conversion_goes_there_and_back(x: float) -> None:
    for there, back in (("mile", "km"), ("tonne", "kg"), ("°C", "°F"), ("hectare", "acre"), ("hour", "second")):
        out = convert(x, there, back)
        assert out is not None
        returned = convert(out, back, there)
        assert returned is not None
        assert abs(returned - x) <= 1e-6 * max(1.0, x)


def test_what_measures_other_things_is_not_converted() -> None:
    assert convert(5, "mile", "kg") is None
    assert convert(5, "USD", "EUR") is None
