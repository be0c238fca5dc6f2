"""Numbers are short, exact and the same in every locale."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Bound, Quantity
from pipeline.report.quantities import change_words, grouped, plural, quantity_words
from tests.unit.report.mill import amount

SHOWN = [
    (amount(13, Bound.AT_LEAST), "at least 13"),
    (amount(100, Bound.MORE_THAN), "more than 100"),
    (amount(9, Bound.UP_TO), "up to 9"),
    (amount(1500, Bound.LESS_THAN), "less than 1,500"),
    (amount((10, 12), Bound.BETWEEN, "mile"), "10 to 12 miles"),
    (amount((3e9, 5e9), Bound.BETWEEN, "USD"), "USD 3bn to 5bn"),
    (amount(54000, Bound.ABOUT, "gallon"), "about 54,000 gallons"),
    (amount((24, 99), Bound.VAGUE), "some 24 to 99"),
    (amount(2.1e9, unit="EUR"), "EUR 2.1bn"),
    (amount(2_134_567, unit="EUR"), "EUR 2,134,567"),
    (amount(2_300_000), "2.3 million"),
    (amount(230_000), "230,000"),
    (amount(41, unit="percent"), "41 %"),
    (amount(0.5, unit="percent"), "0.5 %"),
    (amount(1, unit="percentage_point"), "1 percentage point"),
    (amount(2.5, unit="percentage_point"), "2.5 percentage points"),
    (amount(1, unit="mile"), "1 mile"),
    (amount(6, unit="foot"), "6 feet"),
    (amount(90, unit="km/h"), "90 km/h"),
    (amount(90, unit="mile per hour"), "90 miles per hour"),
    (amount(3, unit="square kilometre"), "3 square kilometres"),
    (amount(12, unit="tonne"), "12 tonnes"),
    (amount(7, unit="inch"), "7 inches"),
    (amount(1.8, unit="per 100,000"), "1.8 per 100,000"),
    (amount(-5, unit="°C"), "−5 °C"),
    (amount(2, unit="ratio"), "double"),
    (amount(1 / 3, Bound.ABOUT, "ratio"), "about a third"),
    (amount(7, unit="ratio"), "7 times"),
    (amount(-4.5, unit="percent"), "−4.5 %"),
    (amount(0), "0"),
    (amount(1e30), "1e+30"),
    (amount(math.inf), "a number too large to write"),
    (amount(math.nan), "an unknown number"),
]


@pytest.mark.parametrize(("shown", "expected"), SHOWN)
def test_a_quantity_is_put_in_words(shown: Quantity, expected: str) -> None:
    assert quantity_words(shown).replace("\u00a0", " ") == expected


CHANGES = [
    (amount(54), amount(102), "up 48 (+89 %)"),
    (amount(17), amount(16), "down 1 (−5.9 %)"),
    (amount(40, unit="percent"), amount(41.1, unit="percent"), "up 1.1 percentage points"),
    (amount(2e9, unit="EUR"), amount(2.4e9, unit="EUR"), "up EUR 400m (+20 %)"),
    (amount(100, Bound.ABOUT), amount(150), "up about 50 (+50 %)"),
    (amount(2), amount(9), "up 7 (4.5 times as much)"),
    (amount(0), amount(3), "up 3"),
    (amount(13, Bound.AT_LEAST), amount(29), "up"),
    (amount((10, 20), Bound.BETWEEN), amount(14), "narrower"),
    (amount((10, 20), Bound.BETWEEN), amount((15, 30), Bound.BETWEEN), ""),
    (amount(50, Bound.AT_LEAST), amount(50), "now exact"),
    (amount(50), amount(50, Bound.AT_LEAST), "now put otherwise"),
    (amount(50, unit="km"), amount(50, unit="mile"), ""),
    (amount(1), amount(math.inf), ""),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_a_change_names_direction_difference_and_share(old: Quantity, new: Quantity, expected: str) -> None:
    assert change_words(old, new).replace("\u00a0", " ") == expected


@given(st.floats(), st.floats(), st.sampled_from(list(Bound)), st.text())
def test_no_number_and_no_unit_is_too_odd_for_words(first: float, second: float, bound: Bound, unit: str) -> None:
    pair = Quantity(value=(first, second), bound=bound, unit=unit)
    single = Quantity(value=first, bound=bound, unit=unit)
    assert quantity_words(pair)
    assert quantity_words(single)
    assert isinstance(change_words(single, pair), str)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_digit_of_a_whole_number_is_lost(number: int) -> None:
    words = quantity_words(amount(float(number))).replace("\u00a0", " ").replace("−", "-")
    digits, _, scale = words.partition(" ")
    factor = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale]
    assert round(float(digits.replace(",", "")) * factor) == number
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*(\.\d+)?", digits)


def test_small_numbers_keep_their_size() -> None:
    assert grouped(0.00002) == "2e-05"
    assert grouped(1234.5) == "1,234.5"


SYMBOLS = ["kg", "mph", "kWh", "square km", "°C", "per 100,000", "per day", "psi", "PLN"]


@pytest.mark.parametrize("unit", SYMBOLS)
def test_symbols_and_rates_have_no_plural(unit: str) -> None:
    assert plural(unit) == unit
