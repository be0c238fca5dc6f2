"""`replay` and `demo`: recorded coverage through the whole road."""

import shlex
import shutil
import sys
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.errors import Misuse, UnreadableInput
from pipeline.model import Outcome, Poll
from pipeline.report.inputs import Period

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.cli.options import Call
    from pipeline.replay import Progress
    from pipeline.report.digest import Digest

Out = Annotated[Path, typer.Option(help="Folder for the store and the files that are written.", metavar="DIR")]


def replay(
    ctx: typer.Context,
    directory: Annotated[
        Path, typer.Argument(help="Folder of recorded coverage: manifest.json, stories.json.", metavar="DIR")
    ],
    out: Out,
    seed: Annotated[
        list[str] | None,
        typer.Option(
            help="A plain-text article known before the first event; may be given several times.", metavar="STORY=FILE"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Run recorded coverage through the whole program.

    Over real HTTP on loopback, on a clock of its own. Writes articles.jsonl, figures.jsonl, claims.jsonl and
    flags.jsonl. A replay that was broken off goes on where it stood.
    """
    from pipeline.cli.records import write_records

    with replayed(call(ctx), directory, out, seeds(seed or [])) as store:
        counts = write_records(store, out)
    if as_json:
        terminal.show_json(dict(counts))
    else:
        terminal.say(f"{out}: " + ", ".join(f"{n} {name}" for name, n in counts.items()))


#: items of a story that the demo prints; the digest has them all
BEST = 10


def demo(
    ctx: typer.Context,
    out: Out = Path("demo-out"),
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the digest in a browser at the end.")
    ] = True,
) -> None:
    """Show the program at work on recorded stories.

    They ship with it. Prints the flags, writes the digest and opens it. A second run shows the same at once.
    """
    from pipeline.cli import reports, weekly
    from pipeline.demo import coverage
    from pipeline.replay import load

    with replayed(call(ctx), coverage(), out, {}) as store:
        stories = [store.story(s.id) for s in load(coverage()).stories]
        digests = [reports.digest_of(store, story, Period()) for story in stories]
        for found in digests:
            show_best(found)
        n_flags = len(store.flags())
    path = out / "digest.html"
    weekly.write(path, reports.page(digests))
    program = "storyledger" if shutil.which("storyledger") else shlex.quote(sys.argv[0])
    address = shlex.quote(f"sqlite:///{out / 'storyledger.db'}")
    terminal.say(f"All {n_flags} flags: {program} flags --store {address}")
    terminal.say(f"The digest: {path.resolve()}")
    if open_page and sys.stdout.isatty():
        webbrowser.open(path.resolve().as_uri())


def show_best(digest: "Digest") -> None:
    """What the digest of one story has at its very top, day by day, and the figures that moved."""
    from rich.rule import Rule
    from rich.text import Text

    from pipeline.report.terminal import flags_by_day, ledger_table
    from pipeline.report.wording import summary

    groups = (digest.changed, digest.conflicts, digest.denials, digest.articles, digest.new_figures, digest.new_claims)
    moved = tuple(row.series for row in digest.rows if row.n_values > 1)
    terminal.show(
        Rule(terminal.safe(digest.story.name), align="left"),
        Text(f"{summary(digest)}\n", style="bold"),
        flags_by_day([item.lead for items in groups for item in items][:BEST]),
        ledger_table(replace(digest.ledger, series=moved)),
        Text(""),
    )


@contextmanager
def replayed(called: "Call", directory: Path, out: Path, seeds: Mapping[str, Path]) -> "Iterator[Store]":
    """The store after the replay: the one that --store names, else a file in `out`."""
    from pipeline.cli import wiring
    from pipeline.replay import load, replay

    recording = load(directory)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UnreadableInput(f"{out}: {wrong.strerror}: choose another folder with --out") from wrong
    settings = wiring.loaded(called).settings
    url = wiring.store_url(settings) if called.store else f"sqlite:///{out.resolve() / 'storyledger.db'}"
    with wiring.opened_store(url, create=True) as store:
        with progress(quiet=called.quiet) as step:
            replay(recording, store, seeds=seeds, context=wiring.context(settings), progress=step)
        yield store


@contextmanager
def progress(*, quiet: bool) -> "Iterator[Progress]":
    """A bar on standard error when that is a terminal; else nothing."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("replaying"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[at]}  {task.fields[n_flags]} flags"),
        console=terminal.talk(),
        disable=quiet or not sys.stderr.isatty(),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None, at="", n_flags=0)
        n_flags = 0

        def step(n: int, total: int, at: datetime, done: list[Poll | Outcome]) -> None:
            nonlocal n_flags
            n_flags += sum(len(d.flags) for d in done if isinstance(d, Outcome))
            bar.update(task, completed=n, total=total, at=f"{at:%F}", n_flags=n_flags)

        yield step


def seeds(given: list[str]) -> dict[str, Path]:
    """STORY=FILE pairs. Raises Misuse."""
    found: dict[str, Path] = {}
    for pair in given:
        story, _, file = pair.partition("=")
        if not story or not file:
            raise Misuse(f"--seed {pair!r}: write STORY=FILE")
        found[story] = Path(file)
    return found
