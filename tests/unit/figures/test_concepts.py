"""What a number measures is named alike for the same thing, and otherwise for another."""

from typing import Any

import pytest

from pipeline.figures import read_text
from tests.unit.figures.cases import cases, figure_of


@pytest.mark.parametrize("case", cases("concepts"), ids=lambda case: case["text"][:60])
def test_the_sentence_says_what_is_counted(case: dict[str, Any]) -> None:
    found = [
        {
            "value": list(f.value) if isinstance(f.value, tuple) else f.value,
            "unit": f.unit,
            "concept": f.concept,
            "quantity": f.quantity,
            "places": list(f.places),
        }
        for f in read_text(case["text"])
    ]
    assert found == case["figures"]


SAME = [
    [
        "The death toll rose to 41.",
        "Forty-one people died.",
        "41 were killed in the blast.",
        "Toll hits 41",
        "Deaths: 41",
    ],
    ["Police put the number of missing at 19.", "Nineteen people are still missing.", "Missing: 19", "19 are missing."],
    ["Police arrested 30 people.", "Thirty were arrested.", "There were 30 arrests."],
    ["The storm injured 63 people.", "Sixty-three were hurt.", "The injured were put at 63."],
    ["The city has 212 polling stations.", "The number of polling stations is 212.", "Polling stations: 212"],
    ["The firm was fined $4 million.", "A fine of $4 million was imposed.", "The court fined the firm $4 million."],
    ["The bridge cost $9 million.", "The cost of $9 million was paid by the state."],
    ["Turnout was 61 percent.", "Officials put turnout at 61 percent.", "Turnout: 61 percent"],
]  # fmt: skip


@pytest.mark.parametrize("sentences", SAME, ids=lambda sentences: sentences[0])
def test_one_thing_has_one_name(sentences: list[str]) -> None:
    assert len({figure_of(s).concept for s in sentences}) == 1
    assert len({figure_of(s).quantity for s in sentences}) == 1


APART = [
    ("Nine miners died.", "Nine miners are missing."),
    ("Police arrested 40 people.", "Police freed 40 people."),
    ("The fund lost $3 billion.", "The fund raised $3 billion."),
    ("The town has 14 wells.", "The town has 14 bridges."),
    ("The ferry carried 90 people.", "Divers rescued 90 people."),
    ("There are 54 shelters in the region.", "The shelters stand in 30 towns."),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_things_have_two_names(one: str, other: str) -> None:
    assert figure_of(one).concept != figure_of(other).concept


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("The list names 48 halls, 12 of them in Kent.", ["hall", "hall"]),
        ("The fund counted 54 dams in 30 countries.", ["dam", "country with dam"]),
        ("Divers found four more bodies, bringing the toll to 33.", ["death", "death"]),
        ("He listed 212 faults. The 212 were repaired.", ["fault", "fault"]),
        ("The law covers 31 chemical plants. Nine plants have closed.", ["chemical plant", "plant closed"]),
        ("Two were arrested and five hurt.", ["arrest", "people injured"]),
    ],
)
def test_a_number_without_a_noun_goes_on_with_what_was_said(text: str, concepts: list[str]) -> None:
    assert [f.concept for f in read_text(text)] == concepts


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Yes stands at 50.3 per cent and No at 49.7.", ["percent", "percent"]),
        ("The rate was 59.9 per cent, not 61.4.", ["percent", "percent"]),
        ("Some 31,000 of those gallons reached the creek.", ["gallon"]),
        ("Tens of thousands of litres leaked.", ["litre"]),
        ("The incidence is 4.8 per 100,000.", ["per 100,000"]),
        ("The pipe carries 40 tonnes and 3 valves failed.", ["tonne", "count"]),
    ],
)
def test_a_unit_is_written_carried_over_or_appended(text: str, units: list[str]) -> None:
    assert [f.unit for f in read_text(text)] == units
