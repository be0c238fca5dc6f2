"""What an editor reads in a sentence, the reader reads."""

from typing import Any

import pytest

from pipeline.figures import read_text
from pipeline.figures.records import figure_record
from pipeline.model import Figure
from tests.unit.figures.cases import BEATS, cases, readings


def as_told(figure: Figure, text: str) -> list[Any]:
    said = figure_record(figure, text)
    value = said["value"]
    rounded = [round(v, 4) for v in value] if isinstance(value, list) else round(value, 4)
    return [rounded, said["bound"], said["unit"], said["text"]]


@pytest.mark.parametrize(
    "case", [case for beat in BEATS for case in readings(beat)], ids=lambda case: case["text"][:50]
)
def test_every_figure_of_a_sentence_is_read_and_nothing_else(case: dict[str, Any]) -> None:
    assert [as_told(f, case["text"]) for f in read_text(case["text"])] == case["figures"]


def test_the_deaths_are_the_deaths_whatever_words_are_used() -> None:
    texts = ["The death toll rose to 41.", "41 people died.", "Toll hits 41", "The fire killed 41.", "41 were dead."]
    assert {f.quantity for text in texts for f in read_text(text)} == {"deaths"}


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda case: case["text"][:60])
def test_value_bound_and_unit_are_read_on_every_beat(case: dict[str, Any]) -> None:
    found = [as_told(f, case["text"])[:3] for f in read_text(case["text"])]
    assert found == case["figures"]
