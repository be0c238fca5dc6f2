"""The stages on their own: `figures`, `claims`, `relate` take and give lines of JSON; `analyse` shows one article."""

import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.errors import UnreadableInput

if TYPE_CHECKING:
    from pipeline.language import Document
    from pipeline.model import Attribution, Version

    Credits = tuple[Attribution, ...]


Input = TypeVar("Input")

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
    url: str = ""
    title: str = ""


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


def relate(
    seed: Annotated[
        list[str],
        typer.Option(help="An article on the story: a file of text or HTML, or its web address.", metavar="FILE|URL"),
    ],
    ctx: typer.Context,
    keyword: Annotated[
        list[str] | None, typer.Option(help="Words that coverage of the story uses.", metavar="WORDS")
    ] = None,
    require: Annotated[
        list[str] | None, typer.Option(help="Words without which no article is on it.", metavar="WORDS")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Words with which no article is on it.", metavar="WORDS")
    ] = None,
    still: Annotated[
        bool, typer.Option("--still", help="Learn nothing from the articles: their order makes no difference.")
    ] = False,
) -> None:
    """Say of articles, as JSON lines, whether they are on a story.

    The story is what the seeds tell. One {"id", "text", "title"?, "url"?, "published_at"?} a line comes in, one
    {"id", "score", "outcome": "on"|"ask"|"off", "reasons"} a line goes out, in order. As when a story is followed,
    articles that are surely on it, and no copies, move its profile a little.
    """
    from pipeline.cli import articles, wiring
    from pipeline.cli.profiles import relevance_record
    from pipeline.relate import Watch, profile_of

    profile = profile_of(
        [spoken(articles.had(call(ctx), one, as_it_is=True).version) for one in seed], keywords=keyword or ()
    )
    profile = replace(profile, require=tuple(require or ()), exclude=tuple(exclude or ()))
    watch = Watch(profile, partial(wiring.fingerprints, boilerplate=frozenset()), still=still)
    each_line(lambda line: terminal.show_json_line({"id": line.id} | relevance_record(watch.judge(version_of(line)))))


def version_of(line: Line) -> "Version":
    from pipeline.extract import version_of_text

    at = line.published_at or datetime.now(UTC)
    return spoken(version_of_text(line.text, url=line.url, outlet="", title=line.title, at=at))


def spoken(version: "Version") -> "Version":
    """A few words may be taken for another language; who gives them here knows that they are not."""
    from config import languages

    return version if version.language in languages.codes() else replace(version, language=languages.DEFAULT)


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

    def answer(line: Line) -> None:
        document = parse(line.text)
        credits = tuple(claims.attribute(document, outlet=""))
        found = read(document, credits, line.published_at or datetime.now(UTC))
        terminal.show_json_line({"id": line.id, name: found})

    each_line(answer)


def each_line(answer: Callable[[Line], None]) -> None:
    """Answer the lines of standard input in order. Raises Exit(1) at the end when one was no good."""
    n_bad = 0
    for line in lines_of(sys.stdin):
        if isinstance(line, UnreadableInput):
            n_bad += 1
            terminal.complain(str(line))
        else:
            answer(line)
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
    """The lines of input in order; in place of one that is no good, the error that names it."""
    return json_lines(stream, line_of)


def json_lines(stream: Any, read: Callable[[Mapping[str, Any]], Input]) -> Iterator[Input | UnreadableInput]:
    """What `read` makes of each line, in order; in place of one that is no good, the error that names it.

    Blank lines are skipped; `read` raises ValueError for fields that are no good.
    """
    raw_lines = getattr(stream, "buffer", stream)
    for number, raw in enumerate(raw_lines, start=1):
        if not raw.strip():
            continue
        try:
            yield read(with_text(json.loads(raw, parse_constant=finite, parse_float=finite)))
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


def with_text(fields: Any) -> Mapping[str, Any]:
    """Raises ValueError when there is nothing to read."""
    if not isinstance(fields, Mapping) or not isinstance(fields.get("text"), str):
        raise ValueError('not an object with a "text"')
    return fields


def line_of(fields: Mapping[str, Any]) -> Line:
    words = {name: as_text(fields, name) for name in ("url", "title", "text")}
    return Line(id=fields.get("id"), published_at=time_of(fields), **words)


def as_text(fields: Mapping[str, Any], name: str) -> str:
    """The words under `name`; "" where there are none. Raises ValueError for anything but words."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{name}" is no text: {value!r}')
    # JSON may hold half characters, no text may
    return HALF.sub("\ufffd", value or "")


def time_of(fields: Mapping[str, Any]) -> datetime | None:
    """When the text was published; None when it is not said. Raises ValueError."""
    stamp = fields.get("published_at")
    if stamp is None:
        return None
    if not isinstance(stamp, str):
        raise ValueError(f'"published_at" is no ISO 8601 time: {stamp!r}')
    at = datetime.fromisoformat(stamp)
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f'"published_at" is no time of a publication: {stamp!r}')
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
