"""`copies` shows who copied what; `dedupe` says it of a stream of articles, by the same code as the road."""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.cli.seams import as_text, json_lines, time_of
from pipeline.errors import UnreadableInput

if TYPE_CHECKING:
    from rich.text import Text

    from db.rows import StoredCopy
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


def copies(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="The address of an article, or a story's id.", metavar="URL|STORY")],
    as_json: Json = False,
) -> None:
    """Show who copied what.

    The family of an article with the text that each copy shares with it marked, or all the families of a story.
    """
    from pipeline.cli import wiring
    from pipeline.urls import canonical

    with wiring.opened(call(ctx)) as parts:
        store = parts.store
        if "/" in what:
            families = [store.family(store.last_at(canonical(what)).version_id)]
        else:
            families = families_of(store, what)
    if as_json:
        terminal.show_json([family_record(family) for family in families])
        return
    if not any(len(family) > 1 for family in families):
        terminal.say("Nobody has copied anything that is stored.")
        return
    for family in families:
        show_family(family, whole="/" in what)


def families_of(store: "Store", story_id: str) -> "list[list[StoredCopy]]":
    """The families of a story that have more than one member, by the age of their origins."""
    store.story(story_id)
    found: dict[int, list[StoredCopy]] = {}
    for seen in store.articles(story_id):
        if seen.version_id is not None and not any(seen.version_id in ids_of(f) for f in found.values()):
            family = store.family(seen.version_id)
            found[family[0].known.version_id] = family
    return [family for family in found.values() if len(family) > 1]


def ids_of(family: "Sequence[StoredCopy]") -> set[int]:
    return {member.known.version_id for member in family}


def family_record(family: "Sequence[StoredCopy]") -> dict[str, Any]:
    first = family[0].known.version
    return {
        "origin": {"url": first.url, "outlet": first.outlet, "title": first.title, "agency": first.agency},
        "copies": [member_record(member) for member in family[1:]],
    }


def member_record(member: "StoredCopy") -> dict[str, Any]:
    version = member.known.version
    return {
        "url": version.url,
        "outlet": version.outlet,
        "title": version.title,
        "published_at": f"{version.published_at:%FT%TZ}",
        "relation": member.relation.value,
        "coverage": member.coverage,
        "run": member.run,
        "shared": [{"start": s.start, "end": s.end, "text": s.of(version.text)} for s in member.shared],
    }


def show_family(family: "Sequence[StoredCopy]", *, whole: bool) -> None:
    """The family as a table, and with `whole` the text of each copy, what it shares underlined and in brackets."""
    from rich.text import Text

    first = family[0].known.version
    terminal.show(Text(terminal.safe(f"{first.title or first.url}: {first.agency or first.outlet}"), style="bold"))
    rows = [
        (m.relation.value, f"{m.coverage:.0%}", str(m.run), m.known.version.outlet, m.known.version.url)
        for m in family[1:]
    ]
    terminal.show(terminal.table(("relation", "shared", "run", "outlet", "address"), rows, narrow=("relation",)))
    for member in family[1:] if whole else ():
        terminal.show(Text(""), Text(terminal.safe(member.known.version.url), style="dim"), marked(member))


def marked(member: "StoredCopy") -> "Text":
    """The text of a copy with what it shares marked, for colours and for plain files."""
    from rich.text import Text

    text, shown, at = member.known.version.text, Text(), 0
    for span in member.shared:
        shown.append(terminal.safe(text[at : span.start]))
        shown.append(f"[{terminal.safe(span.of(text))}]", style="underline")
        at = span.end
    shown.append(terminal.safe(text[at:]))
    return shown
