"""`dedupe`: which line of many copies which, by the same code as the road."""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import call
from pipeline.cli.seams import as_text, json_lines, time_of
from pipeline.errors import UnreadableInput

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.model import Difference, Known


def dedupe(ctx: typer.Context) -> None:
    """Say which text copies which, from JSON lines on standard input.

    One {"id", "url", "outlet", "published_at", "title", "text"} a line comes in; in order, one {"id", "relation",
    "origin", "coverage", "run", "differences"} a line goes out. With `--store` the texts are compared with those of
    that store too and kept in it; without, a store is made for the time of the run. A line that cannot be read is
    named on standard error, the others go on; the exit status is 1 then.
    """
    n_bad = 0
    with shelf(call(ctx).store) as store:
        reader = Reader(store)
        for line in json_lines(sys.stdin, article_of):
            if isinstance(line, UnreadableInput):
                n_bad += 1
                terminal.complain(str(line))
            else:
                terminal.show_json_line(reader.read(line))
    if n_bad:
        raise typer.Exit(1)


@contextmanager
def shelf(url: str | None) -> "Iterator[Store]":
    """The store at `url`, or one that is gone afterwards."""
    from pipeline.cli import wiring

    with (
        tempfile.TemporaryDirectory(prefix="storyledger-") as folder,
        wiring.opened_store(url or f"sqlite:///{Path(folder) / 'copies.db'}", create=True) as store,
    ):
        yield store


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article of the input."""

    id: Any
    url: str
    outlet: str
    title: str
    text: str
    #: None: as if published now
    published_at: datetime | None


def article_of(fields: Mapping[str, Any]) -> Line:
    """Raises ValueError, which says what is wrong."""
    line_id, url, outlet = fields.get("id"), as_text(fields, "url"), as_text(fields, "outlet")
    return Line(
        id=line_id,
        url=url or f"line:{json.dumps(line_id)}",
        outlet=outlet,
        title=as_text(fields, "title"),
        text=as_text(fields, "text"),
        published_at=time_of(fields),
    )


@dataclass(frozen=True)
class Reader:
    """Reads one article after the other and keeps each."""

    store: "Store"
    #: address -> id of the first line that came with it
    first: dict[str, Any] = field(default_factory=dict)
    #: no two lines are had at the same time
    ticks: Iterator[int] = field(default_factory=count)

    def read(self, line: Line) -> dict[str, Any]:
        """The answer to one line."""
        from pipeline import dedupe
        from pipeline.extract import version_of_text
        from pipeline.urls import canonical

        at = line.published_at or datetime.now(UTC)
        version = version_of_text(line.text, url=canonical(line.url), outlet=line.outlet, title=line.title, at=at)
        version = replace(version, fetched_at=at + timedelta(microseconds=next(self.ticks)))
        with self.store.transaction() as known:
            previous = known.last_at(version.url)
            found = dedupe.classify(version, previous=previous, near=known.near(version), boilerplate=known.boilerplate)
            known.keep(version, found)
            changed = dedupe.differences(version, found, known.boilerplate)
        self.first.setdefault(version.url, line.id)
        return {
            "id": line.id,
            "relation": found.relation.value,
            "origin": None if found.of is None else self.name_of(found.of),
            "coverage": found.coverage,
            "run": found.run,
            "differences": [difference_record(d) for d in changed],
        }

    def name_of(self, of: "Known") -> Any:
        """The id of the line that brought a text first; of one that was there before, its address."""
        return self.first.get(of.version.url, of.version.url)


def difference_record(one: "Difference") -> dict[str, Any]:
    return {"kind": one.kind.value, "old": one.old, "new": one.new, "sentence": one.sentence}
