"""Quantities of single sentences, from many beats and of another hand: no measure may fall below its floor."""

from pathlib import Path

from tests.eval.quantities import read_cases, same_unit, same_value, scored

NEWS = Path(__file__).parent.parent / "data" / "quantities" / "news.jsonl"
#: at least so much; of alarms at most
FLOORS = {"value precision": 0.97, "value recall": 0.97, "bound right": 0.98, "unit right": 0.97}
MOST_ALARMS = 0.05


def test_no_measure_is_worse_than_its_floor() -> None:
    measured = scored(read_cases(NEWS)).measures()
    assert {name: value for name, value in measured.items() if value < FLOORS.get(name, 0.0)} == {}
    assert measured["alarms"] <= MOST_ALARMS


def test_every_span_stands_in_its_sentence() -> None:
    for case in read_cases(NEWS):
        for figure in case["figures"]:
            assert case["text"].startswith(figure["span"], figure["start"])


def test_spelling_costs_nothing_and_a_value_does() -> None:
    gold = {"value": 0.38, "unit": "USD per share", "bound": "exact"}
    assert same_value({"value": 38, "unit": "cent", "bound": "exact"}, gold)
    assert same_unit({"unit": "cent"}, gold)
    assert not same_value({"value": 39, "unit": "cent", "bound": "exact"}, gold)
    assert same_value(
        {"value": 25, "unit": "percent", "bound": "exact"}, {"value": 0.25, "unit": "ratio", "bound": "exact"}
    )
    assert not same_unit({"unit": "km"}, {"unit": "mile"})
