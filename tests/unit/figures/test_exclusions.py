"""Numbers that count nothing are left alone."""

import pytest

from pipeline.figures import read_text
from tests.unit.figures.cases import lines


@pytest.mark.parametrize("text", lines("no_figures"))
def test_no_figure_is_read_where_nothing_is_counted(text: str) -> None:
    assert read_text(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In 2019 the bank had 2,019 branches.", 2019),
        ("The Boeing 747 carried 310 people.", 310),
        ("The minister, 54, named 12 deputies.", 12),
        ("On 14 March the bank closed 14 branches.", 14),
        ("Article 7 was cited in 31 rulings.", 31),
    ],
)
def test_a_quantity_beside_such_a_number_is_read(text: str, value: float) -> None:
    assert [f.value for f in read_text(text)] == [value]
