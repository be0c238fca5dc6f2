"""Logs: a constant message and its facts, for people or as JSON; nothing hostile in them."""

import json
from collections.abc import Iterator

import pytest
import structlog

from config.settings import LogSettings
from pipeline.cli import cycle, logs
from pipeline.model import Poll, PollResult
from tests.unit.report.mill import at


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def poll(result: PollResult, error: str | None = None) -> Poll:
    return Poll(source_id=7, at=at(3), result=result, status=200, error=error)


def test_a_poll_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(LogSettings(level="info", format="json"))
    cycle.log(poll(PollResult.NEW))
    said = capsys.readouterr()
    line = json.loads(said.err)
    assert said.out == ""
    assert (line["event"], line["source"], line["result"], line["level"]) == ("source polled", 7, "new", "info")
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize("shape", ["json", "text"])
def test_what_a_server_sent_cannot_command_the_terminal(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(LogSettings.model_validate({"level": "info", "format": shape}))
    cycle.log(poll(PollResult.FAILED, error="\x1b[2Jgone\nforged line\u202e"))
    said = capsys.readouterr().err
    assert "gone" in said
    assert len(said.splitlines()) == 1
    assert not set("\x1b\u202e") & set(said)


def test_below_its_level_nothing_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(LogSettings(level="error", format="text"))
    cycle.log(poll(PollResult.FAILED, error="no answer"))
    assert capsys.readouterr().err == ""
