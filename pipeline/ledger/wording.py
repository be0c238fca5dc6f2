"""How a reason says a value and where it comes from."""

from datetime import datetime
from math import isfinite

from pipeline.ledger import values
from pipeline.ledger.mention import Mention
from pipeline.model import Bound, Figure, Point, Quantity

BOUND = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.UP_TO: "up to ",
    Bound.LESS_THAN: "less than ",
    Bound.BETWEEN: "",
    Bound.VAGUE: "some ",
}
UNIT = {"count": "", "percent": " percent", "percentage_point": " percentage points", "ratio": " times"}


def number(value: float) -> str:
    """13700 -> 13,700; 8.5 -> 8.5."""
    if not isfinite(value):
        return "a number beyond counting"
    return f"{value:,.0f}" if value == round(value) and abs(value) < 1e15 else f"{value:,.6g}"


def unit(name: str) -> str:
    return UNIT.get(name, f" {name}")


def quantity(figure: Figure) -> Quantity:
    return Quantity(value=figure.value, bound=figure.bound, unit=figure.unit)


def value(figure: Figure) -> str:
    """The value with its bound and unit: "at least 7", "30 to 40 mile", "700,000 EUR"."""
    return BOUND[figure.bound] + " to ".join(number(x) for x in figure.said) + unit(figure.unit)


def day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"


def source(voice: str, outlet: str, at: datetime) -> str:
    """Who said it, where and when."""
    where = outlet if voice == outlet else f"{voice}, {outlet}"
    return f"{where}, {day(at)}"


def told(point: Point | Mention) -> str:
    """The value and its source: "64 (Dock Workers' Union, Harbour News, 3 Mar 2021)"."""
    return f"{value(point.figure)} ({source(point.voice, point.outlet, point.reported_at)})"


def difference(new: Figure, old: Figure) -> str:
    """Direction, difference and percent: "up 48 (89 percent)"; "" when nothing sensible can be said."""
    before, after = values.middle(old), values.middle(new)
    if values.close(before, after) or not isfinite(after - before):
        return ""
    step = f"{'up' if after > before else 'down'} {number(abs(after - before))}"
    return step if before == 0 else f"{step} ({abs(after - before) / abs(before):.0%})"
