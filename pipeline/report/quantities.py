"""Numbers for people: exact, short, and the same in every locale."""

import math

from pipeline.model import Bound, Figure, Quantity

#: no-break space: a number never parts from its unit at the end of a line
GAP = "\u00a0"
MINUS = "\N{MINUS SIGN}"
SCALES = ((1e12, "trillion", "tn"), (1e9, "billion", "bn"), (1e6, "million", "m"))
BOUNDS = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.UP_TO: "up to ",
    Bound.LESS_THAN: "less than ",
    Bound.BETWEEN: "",
    Bound.VAGUE: "some ",
}
RATIOS = (
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
    (2.0, "double"),
    (3.0, "triple"),
)
IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries", "stone": "stone", "psi": "psi"}
VOWELS = frozenset("aeiouy")


def quantity(figure: Figure) -> Quantity:
    """A figure's value as the reader of a flag sees it."""
    value = figure.value if figure.said else figure.interval.lo
    return Quantity(value=value, bound=figure.bound, unit=figure.unit)


def ends(shown: Quantity) -> tuple[float, float]:
    """The two ends of a range; twice the same for a single number."""
    return shown.value if isinstance(shown.value, tuple) else (shown.value, shown.value)


def quantity_words(shown: Quantity) -> str:
    """ "at least 13", "EUR 2.1bn", "41 %", "10 to 12 miles", "about 54,000 gallons"; exact, never rounded."""
    low, high = ends(shown)
    return BOUNDS[shown.bound] + _with_unit(low, high, shown.unit)


def _with_unit(low: float, high: float, unit: str) -> str:
    if unit == "ratio" and low == high:
        return _ratio_words(low)
    if _is_currency(unit):
        return f"{unit}{GAP}" + _range(low, high, is_money=True)
    number = _range(low, high)
    if unit == "count":
        return number
    if unit == "percent":
        return f"{number}{GAP}%"
    name = "times" if unit == "ratio" else unit.replace("_", " ")
    return f"{number}{GAP}{name if unit == 'ratio' or high == 1 else plural(name)}"


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


def _range(low: float, high: float, *, is_money: bool = False) -> str:
    first, last = (number_words(end, is_money=is_money) for end in (low, high))
    return first if first == last else f"{first} to {last}"


def _ratio_words(value: float) -> str:
    near = (words for ratio, words in RATIOS if abs(ratio - value) < 1e-3)
    return next(near, f"{number_words(value)}{GAP}times")


def number_words(value: float, *, is_money: bool = False) -> str:
    """ "54,000", "2.1 million" ("2.1m" for money), "2,134,567": a scale word only where two decimals lose nothing."""
    if not math.isfinite(value):
        return "an unknown number" if math.isnan(value) else "a number too large to write"
    for scale, word, short in SCALES:
        share = round(value / scale, 2)
        if 1 <= abs(share) < 1000 and abs(share * scale - value) < 0.5:
            return grouped(share) + (short if is_money else f"{GAP}{word}")
    return grouped(value)


def grouped(value: float) -> str:
    """Digits in groups of three by commas, a point before decimals, whatever the machine's locale."""
    if value and not 1e-4 <= abs(value) < 1e18:
        return f"{value:.3g}"
    digits = f"{abs(value):,.4f}".rstrip("0").rstrip(".")
    return f"{MINUS}{digits}" if value < 0 else digits


def plural(unit: str) -> str:
    """ "miles", "feet", "miles per hour"; symbols ("km/h", "mph") and rates ("per 100,000") stay as they are."""
    head, per, rest = unit.partition(" per ")
    *before, noun = head.split(" ")
    is_word = len(noun) > 2 and noun.isalpha() and noun.islower() and not VOWELS.isdisjoint(noun)
    if not is_word or before[:1] == ["per"]:
        return unit
    many = IRREGULAR.get(noun) or (noun if noun.endswith("s") else f"{noun}s")
    return " ".join([*before, many]) + per + rest


# --- changes ----------------------------------------------------------------------------------------------------------
FIRM = (Bound.EXACT, Bound.ABOUT)


def change_words(old: Quantity, new: Quantity) -> str:
    """ "up 48 (+89 %)"; only the direction where a bound or range is open; "" where nothing can be said."""
    if old.unit != new.unit:
        return ""
    before, after = ends(old), ends(new)
    if before == after:
        return "now exact" if new.bound is Bound.EXACT and old.bound is not Bound.EXACT else "now put otherwise"
    if not (before[1] <= after[0] or after[1] <= before[0]) or not all(map(math.isfinite, (*before, *after))):
        return "narrower" if before[0] <= after[0] and after[1] <= before[1] else ""
    way = "up" if before[1] <= after[0] else "down"
    is_firm = before[0] == before[1] and after[0] == after[1] and {old.bound, new.bound} <= set(FIRM)
    return f"{way} {_difference(before[0], after[0], old, new)}" if is_firm else way


def _difference(before: float, after: float, old: Quantity, new: Quantity) -> str:
    unit = "percentage point" if new.unit == "percent" else new.unit
    bound = Bound.EXACT if old.bound is new.bound is Bound.EXACT else Bound.ABOUT
    # the subtraction of two decimals must not show the binary noise of 41.1 - 40.0
    step = round(abs(after - before), 6)
    words = quantity_words(Quantity(value=step, bound=bound, unit="count" if unit == "ratio" else unit))
    share = _share(before, after)
    return words if not share or unit in ("percentage point", "percentage_point", "ratio") else f"{words} ({share})"


def _share(before: float, after: float) -> str:
    if before <= 0 or after < 0:
        return ""
    if after >= 3 * before:
        return f"{after / before:,.3g}{GAP}times as much"
    percent = 100 * (after - before) / before
    digits = f"{abs(percent):.0f}" if abs(percent) >= 9.5 else f"{abs(percent):.1f}"
    return f"{'+' if percent > 0 else MINUS}{digits}{GAP}%"
