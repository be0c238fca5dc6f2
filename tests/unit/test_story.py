from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import version_of_text
from pipeline.ledger import Context
from pipeline.story import LONGEST_ID, seeded, slug

AT = datetime(2024, 3, 4, 9, tzinfo=UTC)
TEXT = (
    "Tallow Bridge collapse injures 14\n\n"
    "Tallow Bridge collapsed into the river Ness on Sunday, the county said, and 14 people were injured.\n\n"
    "Engineers had warned of cracks in the bridge last year, said county engineer Mina Forsell."
)


def test_a_seed_opens_the_ledger_and_raises_nothing() -> None:
    version = version_of_text(TEXT, url="", outlet="", title=None, at=AT)
    story, judgement = seeded(version, keywords=("Tallow Bridge",), context=Context())
    assert (story.id, story.name) == ("tallow-bridge-collapse-injures-14", "Tallow Bridge collapse injures 14")
    assert story.seed_url is None
    assert story.profile.n_seeds == 1
    assert judgement.flags == ()
    assert any(d.figure.value == 14 for d in judgement.figures)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Captain held as toll reaches 58", "captain-held-as-toll-reaches-58"),
        ("Überschwemmung in Köln", "uberschwemmung-in-koln"),
        ("Ein sehr langer Titel der nach vierzig Zeichen endet und weiter", "ein-sehr-langer-titel-der-nach-vierzig"),
        ("火災", "story"),
        ("火災 2", "story-2"),
        ("2031", "story-2031"),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmütze", "donaudampfschifffahrtsgesellschaftskapit"),
        ("../../etc/passwd; DROP TABLE", "etc-passwd-drop-table"),
    ],
)
def test_a_title_becomes_a_name_for_the_command_line(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_an_id_is_always_safe_in_a_file_name(title: str) -> None:
    made = slug(title)
    assert 0 < len(made) <= LONGEST_ID
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
