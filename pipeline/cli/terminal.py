"""What reaches the terminal: text from the web made harmless, tables, JSON. Talk goes to standard error."""

import codecs
import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.report.plain import safe

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = ["as_json", "complain", "out", "safe", "say", "show", "show_json", "show_json_line", "table", "talk", "write"]

#: columns of a table that goes to a file or a pipe
PIPE_WIDTH = 120
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def out() -> "Console":
    """Standard output: colours only on a terminal, no markup, nothing guessed from the text."""
    return console(to_stderr=False)


def talk() -> "Console":
    """Standard error, where progress and questions go."""
    return console(to_stderr=True)


def console(*, to_stderr: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if to_stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(stderr=to_stderr, markup=False, highlight=False, emoji=False, soft_wrap=False, width=width)


def show(*parts: "RenderableType") -> None:
    """Print renderables on standard output; into a file or a pipe without the blanks that fill its lines."""
    screen = out()
    with screen.capture() as held:
        screen.print(*parts, sep="\n")
    text = held.get()
    write(text if sys.stdout.isatty() else TRAILING.sub("", text))


def say(line: str) -> None:
    """Print one line of plain text, made harmless."""
    sys.stdout.write(f"{encodable(safe(line), sys.stdout.encoding)}\n")


def complain(message: str, *, kind: str = "error: ") -> None:
    """Print one line on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"{encodable(f'storyledger: {kind}{safe(message)}', sys.stderr.encoding)}\n")


def show_json(value: Any) -> None:
    """Print a value as indented JSON."""
    write(as_json(value) + "\n")


def show_json_line(value: Any) -> None:
    """Print a value as one line of JSON, at once."""
    write(as_json(value, indent=None) + "\n")
    sys.stdout.flush()


def as_json(value: Any, *, indent: int | None = 2) -> str:
    """JSON that standard output can hold: with JSON's own escapes where that is not UTF-8."""
    is_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    return json.dumps(value, ensure_ascii=not is_utf8, indent=indent, allow_nan=False)


def write(text: str) -> None:
    """Print text that is harmless already, as it is."""
    sys.stdout.write(encodable(text, sys.stdout.encoding))


def encodable(text: str, encoding: str) -> str:
    """`text` with an escape for each character that cannot be written; for half a character it is JSON's own."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


Cell = str | tuple[str, ...]


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, narrow: Sequence[str] = ()) -> "RenderableType":
    """A plain table; every cell is made harmless, and those of `narrow` columns are never wrapped.

    A cell that is a tuple has several lines.
    """
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        made.add_column(column, overflow="fold", no_wrap=column in narrow)
    for row in rows:
        made.add_row(*(Text("\n".join(map(safe, (cell,) if isinstance(cell, str) else cell))) for cell in row))
    return made
