"""What part a figure plays, how certain it is, and the old value that its sentence states."""

from datetime import UTC, datetime

import pytest

from pipeline.figures import read_text
from pipeline.model import Modality, Role
from tests.unit.figures.cases import figure_of


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The mine employs 300 people.", Modality.ASSERTED),
        ("The mine could employ 300 people.", Modality.HYPOTHETICAL),
        ("The mine will employ 300 people.", Modality.EXPECTED),
        ("An estimated 300 people work there, the union calculates.", Modality.ESTIMATED),
        ("The union alleges that 300 people were sacked.", Modality.ALLEGED),
        ("The ministry denied that 40 soldiers had died.", Modality.DENIED),
        ("It is not 112,000.", Modality.DENIED),
        ("There are not 19 camps.", Modality.DENIED),
        ("The figure of 900 is wrong.", Modality.DENIED),
        ("48 branches did not reopen.", Modality.ASSERTED),
        ("He was not at the gate when 12 guards fell ill.", Modality.ASSERTED),
    ],
)
def test_certainty_is_that_of_the_figure_itself(text: str, modality: Modality) -> None:
    assert figure_of(text).modality is modality


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The fund found 48 dams.", Role.TOTAL),
        ("The fund found 48 more dams.", Role.INCREMENT),
        ("Another 48 dams were found.", Role.INCREMENT),
        ("Some 1,200 more than last year took part.", Role.INCREMENT),
        ("Shares fell 4.2 percent.", Role.INCREMENT),
        ("Shares fell to 4.2 dollars.", Role.TOTAL),
        ("Of whom 17 were minors.", Role.SUBSET),
        ("The line carries 900 trains a day.", Role.RATE),
    ],
)
def test_a_part_is_told_from_the_whole(text: str, role: Role) -> None:
    assert figure_of(text).role is role


@pytest.mark.parametrize(
    ("text", "now", "was"),
    [
        ("The count rose from 54 to 102.", 102, 54),
        ("In hospital are 23 people, up from 19.", 23, 19),
        ("The rate was 59.9 percent, not 61.4.", 59.9, 61.4),
        ("She has four dogs, against two before.", 4, 2),
    ],
)
def test_the_old_value_stands_beside_the_new_one(text: str, now: float, was: float) -> None:
    figure = next(f for f in read_text(text) if f.value == now)
    assert figure.was == was


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("As of 3 May the camp held 900 people.", "2025-05-03"),
        ("The bank has closed 40 branches since April 2021.", "2021-04"),
        ("By December the fund had paid 40 claims.", "2024-12"),
        ("The camp holds 900 people.", None),
    ],
)
def test_the_sentence_dates_the_figure(text: str, as_of: str | None) -> None:
    (figure,) = read_text(text, published_at=datetime(2025, 6, 12, tzinfo=UTC))
    assert figure.as_of == as_of


def test_a_word_of_revision_is_heard() -> None:
    assert figure_of("The ministry revised the toll down to 31.").revision
    assert not figure_of("The toll stands at 31.").revision
