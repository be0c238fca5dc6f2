"""What reaches the terminal: text from the web made harmless, tables, JSON. Talk goes to standard error."""

import codecs
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.report.plain import safe

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.text import Text

__all__ = ["as_json", "complain", "out", "safe", "say", "show", "show_json", "show_json_line", "table", "talk", "write"]

#: columns of a table that goes to a file or a pipe
PIPE_WIDTH = 120
#: the least columns of the screen in which words can be read, and the gap behind them
LEAST_COLUMN, GAP = 16, 2
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


def tell(line: str) -> None:
    """Print one line of progress on standard error."""
    sys.stderr.write(f"{encodable(safe(line), sys.stderr.encoding)}\n")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A plain table, or where its columns have no room the same cells one below the other: none is left out."""

    columns: Sequence[str]
    rows: Sequence[Sequence["Text"]]
    #: columns that are never wrapped
    narrow: Sequence[str]

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        yield self.side_by_side() if self.least_width() <= options.max_width else self.stacked()

    def least_width(self) -> int:
        """Cells of the screen that a table needs in which every column can be read."""
        widths = (self.width_of(i) if c in self.narrow else LEAST_COLUMN for i, c in enumerate(self.columns))
        return sum(width + GAP for width in widths) - GAP

    def width_of(self, n: int) -> int:
        """The longest line in a column."""
        lines = (line.cell_len for row in self.rows for line in row[n].split())
        return max(len(self.columns[n]), *lines, 0)

    def side_by_side(self) -> "RenderableType":
        from rich.table import Table as Grid

        made = Grid(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
        for column in self.columns:
            made.add_column(column, overflow="fold", no_wrap=column in self.narrow)
        for row in self.rows:
            made.add_row(*row)
        return made

    def stacked(self) -> "RenderableType":
        """Each cell behind the name of its column, a blank line between two rows."""
        from rich.text import Text

        rows = (
            Text("\n").join(Text.assemble((f"{c}: ", "dim"), cell) for c, cell in zip(self.columns, row, strict=True))
            for row in self.rows
        )
        return Text("\n\n", overflow="fold").join(rows)


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, narrow: Sequence[str] = ()) -> "RenderableType":
    """A table; every cell is made harmless, and those of `narrow` columns are never wrapped.

    A cell that is a tuple has several lines.
    """
    from rich.text import Text

    def text(cell: Cell) -> Text:
        return Text("\n".join(map(safe, (cell,) if isinstance(cell, str) else cell)), overflow="fold")

    return Table(columns=columns, rows=[[text(cell) for cell in row] for row in rows], narrow=narrow)
