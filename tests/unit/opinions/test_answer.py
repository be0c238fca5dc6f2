"""What is taken for an answer, and what is discarded."""

import json
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from pipeline.errors import NotAnOpinion, SettingsError, Unfounded
from pipeline.opinions import backend, backends
from pipeline.opinions.answer import founded, read
from pipeline.opinions.chat import chat
from pipeline.opinions.sample import sample

TEXT = sample().version.text
CITED = "two of its nine piers"


def answer(**changed: Any) -> str:
    form = {"verdict": "doubted", "worth": 0.2, "summary": "", "reason": "The piers are nine.", "cited": CITED}
    return json.dumps(form | changed)


def test_an_answer_rests_on_words_of_the_article() -> None:
    span = founded(read(answer()), sample())
    assert span.of(TEXT) == CITED


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "<think>Well.</think>\n{}", "Here it is: {} I hope so."])
def test_words_around_the_object_do_no_harm(around: str) -> None:
    assert read(around.replace("{}", answer())).verdict == "doubted"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I cannot help with that.",
        "}{",
        "{}",
        "[1, 2]",
        '{"verdict": "doubted"}',
        "{" * 50_000 + "}" * 50_000,
        '{"a":' * 20_000 + "1" + "}" * 20_000,
        answer(verdict="delete"),
        answer(verdict=["doubted"]),
        answer(worth=1.5),
        answer(worth="high"),
        answer(worth=float("nan")),
        answer(worth=float("inf")),
        answer(summary="so " * 200),
        answer(reason="so " * 200),
        answer(reason=None),
        answer(cited=None),
        answer() + answer(),
        '{"verdict": "stands", "reason": "\ud800", "cited": "two of its"}',
    ],
)
def test_all_else_is_garbled(said: str) -> None:
    with pytest.raises(NotAnOpinion):
        read(said)


@pytest.mark.parametrize("worth", [None, 0, 1, 0.5])
def test_a_worth_may_be_missing(worth: float | None) -> None:
    assert read(answer(worth=worth)).worth == worth


@pytest.mark.parametrize(
    ("cited", "wrong"),
    [
        ("three of its nine piers", "does not have"),
        ("Two of its nine piers", "does not have"),
        ("nine piers", "too few"),
        ("", "too few"),
        ("   ", "too few"),
    ],
)
def test_a_citation_is_verbatim_and_long_enough(cited: str, wrong: str) -> None:
    with pytest.raises(Unfounded, match=wrong):
        founded(read(answer(cited=cited)), sample())


def test_a_summary_has_no_number_of_its_own() -> None:
    with pytest.raises(Unfounded, match="has the number 900"):
        founded(read(answer(summary="The line closes 2 piers and dismisses 900 people.")), sample())
    founded(read(answer(summary="The line closes 2 piers.")), sample())


def test_a_back_end_that_is_not_installed_is_told() -> None:
    with pytest.raises(SettingsError, match=r"opinions.backend = 'oracle': no such back-end; there is chat"):
        backend("oracle")


def test_a_package_adds_a_back_end_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(group: str) -> list[EntryPoint]:
        return [EntryPoint(name="oracle", value="pipeline.opinions.chat:chat", group=group)]

    monkeypatch.setattr(backends, "entry_points", installed)
    backends.backends.cache_clear()
    try:
        assert backend("oracle") is chat
    finally:
        backends.backends.cache_clear()
