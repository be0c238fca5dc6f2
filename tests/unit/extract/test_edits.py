"""Edited pages: what changes what an article says raises its flag, and what does not raises none, in every template."""

import pytest

from pipeline.extract import revision
from tests.unit.extract.build import version_of
from tests.unit.extract.edits import TEMPLATES, Edit, edits

COSMETIC, SUBSTANCE = edits("cosmetic"), edits("substance")


def raised(edit: Edit) -> dict[str, str | None]:
    """The kind of flag that the edit raises in each template that shows it."""
    found: dict[str, str | None] = {}
    for template in TEMPLATES:
        if (pages := edit.pages(template)) is not None:
            said = revision(*(version_of(page) for page in pages))
            found[template.__name__] = said.kind.value if said is not None else None
    assert found, "no template shows the edit"
    return found


@pytest.mark.parametrize("edit", COSMETIC, ids=[e.name for e in COSMETIC])
def test_an_edit_that_changes_nothing_of_what_is_said_raises_no_flag(edit: Edit) -> None:
    assert set(raised(edit).values()) == {None}, raised(edit)


@pytest.mark.parametrize("edit", SUBSTANCE, ids=[e.name for e in SUBSTANCE])
def test_an_edit_of_substance_raises_its_flag(edit: Edit) -> None:
    assert set(raised(edit).values()) == {edit.kind}, raised(edit)
