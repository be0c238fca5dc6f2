"""The readers on their own: `figures` and `claims` take and give lines of JSON, `analyse` shows one article."""

import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.errors import UnreadableInput

if TYPE_CHECKING:
    from pipeline.language import Document
    from pipeline.model import Attribution

    Credits = tuple[Attribution, ...]


HALF = re.compile("[\ud800-\udfff]")
#: the readers reckon days and years around a publication, and the calendar of dates has an end on either side
FIRST_YEAR, LAST_YEAR = 1000, 9000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of input."""

    id: Any
    text: str
    #: None: as if published now
    published_at: datetime | None


def figures() -> None:
    """Read figures from JSON lines on standard input.

    One {"id", "text", "published_at"?} a line comes in, one {"id", "figures": [...]} a line goes out, in order. A line
    that cannot be read is named on standard error, the others go on; the exit status is 1 then.
    """
    answer_lines("figures", figures_in)


def claims() -> None:
    """Read claims from JSON lines on standard input.

    One {"id", "text", "published_at"?} a line comes in, one {"id", "claims": [...]} a line goes out, in order. A line
    that cannot be read is named on standard error, the others go on; the exit status is 1 then.
    """
    answer_lines("claims", claims_in)


def analyse(
    ctx: typer.Context,
    article: Annotated[str, typer.Argument(help="Web address, or file of plain text or HTML.", metavar="URL|FILE")],
    as_json: Json = False,
) -> None:
    """Show every figure and claim of one article.

    Each with its sentence, the number or the claim marked. Nothing is stored.
    """
    from pipeline.cli import articles, readings

    found = articles.had(call(ctx), article)
    reading = readings.read(found.version)
    if as_json:
        terminal.show_json(readings.as_json(found.version, reading))
    else:
        terminal.show(*readings.as_text(found.version, reading))


def answer_lines(name: str, read: Callable[["Document", "Credits", datetime], list[dict[str, Any]]]) -> None:
    """One answer a line, in order, each as soon as it is known. Raises Exit(1) at the end when a line was no good."""
    from pipeline import claims
    from pipeline.language import parse

    n_bad = 0
    for line in lines_of(sys.stdin):
        if isinstance(line, UnreadableInput):
            n_bad += 1
            terminal.complain(str(line))
            continue
        document = parse(line.text)
        credits = tuple(claims.attribute(document, outlet=""))
        found = read(document, credits, line.published_at or datetime.now(UTC))
        terminal.show_json_line({"id": line.id, name: found})
    if n_bad:
        raise typer.Exit(1)


def figures_in(document: "Document", credits: "Credits", at: datetime) -> list[dict[str, Any]]:
    from pipeline.figures import read_figures
    from pipeline.figures.records import figure_record

    found = read_figures(document, credits, outlet="", published_at=at)
    return [figure_record(f, document.text) for f in found]


def claims_in(document: "Document", credits: "Credits", at: datetime) -> list[dict[str, Any]]:
    from pipeline.claims import read_claims
    from pipeline.claims.records import claim_record

    found = read_claims(document, credits, outlet="", published_at=at)
    return [claim_record(c, document.text) for c in found]


def lines_of(stream: Any) -> Iterator[Line | UnreadableInput]:
    """The lines of input in order; in place of one that is no good, the error that names it. Blank ones are skipped."""
    raw_lines = getattr(stream, "buffer", stream)
    for number, raw in enumerate(raw_lines, start=1):
        if not raw.strip():
            continue
        try:
            yield line_of(json.loads(raw, parse_constant=finite, parse_float=finite))
        except RecursionError:
            yield UnreadableInput(f"standard input, line {number}: nested too deeply")
        except ValueError as wrong:
            yield UnreadableInput(f"standard input, line {number}: {wrong}")


def finite(number: str) -> float:
    """Raises ValueError for NaN and for what is too large: no JSON that goes out could hold it (RFC 8259, 6)."""
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(f"{number[:20]} is no number of JSON's")
    return found


def line_of(fields: Any) -> Line:
    """Raises ValueError, which says what is missing."""
    if not isinstance(fields, Mapping) or not isinstance(fields.get("text"), str):
        raise ValueError('not an object with a "text"')
    stamp = fields.get("published_at")
    at = None
    if stamp is not None:
        if not isinstance(stamp, str):
            raise ValueError(f'"published_at" is no ISO 8601 time: {stamp!r}')
        at = datetime.fromisoformat(stamp)
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise ValueError(f'"published_at" is no time of a publication: {stamp!r}')
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    # JSON may hold half characters, no text may
    return Line(id=fields.get("id"), text=HALF.sub("\ufffd", fields["text"]), published_at=at)
