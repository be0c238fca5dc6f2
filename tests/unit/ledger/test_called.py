"""How a story calls its parties."""

import pytest

from pipeline.ledger.called import Called

STORY = Called(
    [
        "Vale Harbour Authority",
        "Vale Harbour Authority",
        "Ana Roe, the harbour master",
        "Ana Roe",
        "Ida Falk, mayor",
        "Jon Falk, a docker",
        "Clean Quays, a rights group based in Orrel",
        "Odo Marr, a ministry spokesman",
    ],
    known={},
)


@pytest.mark.parametrize(
    ("speaker", "full"),
    [
        ("Ana Roe", "Ana Roe, the harbour master"),
        ("Roe", "Ana Roe, the harbour master"),
        ("Falk", "Falk"),
        ("the authority's bulletin", "the authority's bulletin (Vale Harbour Authority)"),
        ("the group", "the group (Clean Quays)"),
        ("a rights group", "a rights group"),
        ("the ministry", "the ministry"),
        ("the brewers", "the brewers"),
    ],
)
def test_a_speaker_goes_by_the_fullest_name_that_fits_him_alone(speaker: str, full: str) -> None:
    assert STORY.full(speaker) == full
