"""Text from the web cannot move the cursor, colour the screen or turn the line around."""

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from pipeline.cli import terminal

HOSTILE = [
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "\u202egnp.exe",
    "one\r\ntwo\x08\x00",
    "\ud800 half",
    "\u2066isolated\u2069",
    "\x9b31m",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_made_harmless(text: str) -> None:
    shown = terminal.safe(text)
    assert not any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2069" for c in shown
    )
    shown.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_reaches_standard_output(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say(text)
    terminal.complain(text)
    terminal.show(terminal.table(("title",), [(text,)]))
    said = capsys.readouterr()
    assert not set("\x1b\x07\x08\x00\x9b\u202e\u2066") & set(said.out + said.err)


def test_an_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.complain("first\nsecond")
    assert capsys.readouterr().err == "storyledger: error: first second\n"


def test_square_brackets_are_text_and_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show(terminal.table(("title",), [("[bold]not bold[/bold] :smile:",)]), Text("[red]plain[/red]"))
    said = capsys.readouterr().out
    assert "[bold]not bold[/bold] :smile:" in said
    assert "[red]plain[/red]" in said


@given(st.text(st.characters(), max_size=30))
def test_json_survives_every_text_even_half_characters(text: str) -> None:
    line = terminal.encodable(json.dumps({"text": text}, ensure_ascii=False), "utf-8")
    assert json.loads(line.encode("utf-8")) == {"text": text}


def test_a_sign_that_the_terminal_does_not_know_is_escaped_not_raised() -> None:
    assert terminal.encodable("54 → 102", "ascii") == "54 \\u2192 102"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "UTF8"])
def test_json_is_json_in_every_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value = {"text": "caf\xe9 54 \u2192 102 \U0001f30a \ud800"}
    screen = io.TextIOWrapper(io.BytesIO(), encoding)
    monkeypatch.setattr(sys, "stdout", screen)
    terminal.show_json(value)
    terminal.show_json_line(value)
    screen.seek(0)
    indented, _, line = screen.read().partition("}\n")
    assert json.loads(f"{indented}}}") == json.loads(line) == value


COLUMNS = ("source", "kind", "due (UTC)", "last outcome", "title and address")
ROW = (
    "7007",
    "search",
    "2031-03-07 18:00",
    "answered an hour ago",
    ("The Sarn Courier", "https://sarn.example/feed.xml"),
)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 200])
def test_no_terminal_is_so_narrow_that_a_column_is_left_out(width: int) -> None:
    screen = Console(width=width, file=io.StringIO(), color_system=None)
    with screen.capture() as held:
        screen.print(terminal.table(COLUMNS, [ROW, ROW], narrow=COLUMNS[:3]))
    text = held.get()
    assert max(map(len, text.splitlines())) <= width
    for whole in (*COLUMNS[:3], "outcome", "address"):
        assert whole in text
    for whole in (*ROW[:3], "answered", "hour", "Courier", "https://sarn"):
        assert text.count(whole) == 2, whole


def test_a_pipe_gets_lines_wide_enough_for_tables() -> None:
    console: Console = terminal.out()
    assert console.width == terminal.PIPE_WIDTH
