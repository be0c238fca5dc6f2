"""`diff` and `evidence` after a replay of a small recording with a silent edit."""

import pytest

from tests.acceptance.program import Program
from tests.recorded import write

FIRE = "https://courier.example/news/fire"


@pytest.fixture
def replayed(storyledger: Program) -> Program:
    write(storyledger.folder / "recording")
    storyledger.done("replay", "recording", "--out", "out")
    return storyledger


def store(program: Program) -> tuple[str, str]:
    return "--store", f"sqlite:///{program.folder / 'out' / 'storyledger.db'}"


def test_a_silent_edit_is_shown_word_by_word(replayed: Program) -> None:
    [step] = replayed.done("diff", FIRE, "--json", *store(replayed)).data
    assert [c["kind"] for c in step["changes"]] == ["edited"]
    out = replayed.done("diff", f"{FIRE}?utm_source=mail", *store(replayed)).out
    assert "1 sentence edited" in out and "- Pellingham" in out and "+ Pellingham" in out
    replayed.done("diff", FIRE, "--html", "diff.html", *store(replayed))
    page = (replayed.folder / "diff.html").read_text("utf-8")
    assert "<del>40</del>" in page and "<ins>140</ins>" in page


def test_an_article_that_never_changed_says_so_and_one_that_is_not_known_is_misuse(replayed: Program) -> None:
    assert "has not changed" in replayed.done("diff", "https://wire.example/news/injured", *store(replayed)).out
    assert replayed.run("diff", "https://wire.example/none", *store(replayed)).status == 2


def test_the_digest_shows_the_change_beside_the_revision(replayed: Program) -> None:
    replayed.done("digest", "fire", "--format", "html", "--out", "d.html", *store(replayed))
    page = (replayed.folder / "d.html").read_text("utf-8")
    assert "What changed in the text" in page and "<ins>140</ins>" in page
