"""`review ...` and `story reread`: the user's hand on flags and series."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, StoryId, call
from pipeline.errors import Misuse, UnknownName
from pipeline.model import Ruling, RulingKind, Series

if TYPE_CHECKING:
    from db.rows import FlagState, StoredRuling
    from db.store import Store
    from pipeline.cli.wiring import Parts

group = typer.Typer(help="Confirm or dismiss flags; merge, split, rename or mute series.")

Flags = Annotated[
    list[int], typer.Argument(help="Numbers of flags, as `storyledger flags` shows them.", metavar="FLAG")
]
SeriesN = Annotated[
    int, typer.Argument(help="The series' number, as `storyledger ledger STORY` shows it.", metavar="SERIES")
]


@group.command()
def confirm(ctx: typer.Context, flag: Flags) -> None:
    """Mark flags as right; nothing overtakes them."""
    from db.rows import FlagState

    mark(ctx, flag, FlagState.CONFIRMED)


@group.command()
def dismiss(ctx: typer.Context, flag: Flags) -> None:
    """Mark flags as wrong; they stay wrong when the story is reread."""
    from db.rows import FlagState

    mark(ctx, flag, FlagState.DISMISSED)


@group.command()
def reopen(ctx: typer.Context, flag: Flags) -> None:
    """Take back what was said about flags."""
    from db.rows import FlagState

    mark(ctx, flag, FlagState.NEW)


def mark(ctx: typer.Context, flags: list[int], state: "FlagState") -> None:
    """All or none. Raises UnknownName."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts, parts.store.together():
        for flag in flags:
            parts.store.review_flag(flag, state)
    terminal.say(f"{len(flags)} flags are {state.value} now.")


@group.command()
def merge(
    ctx: typer.Context,
    story: StoryId,
    series: SeriesN,
    into: Annotated[int, typer.Argument(help="The series that it belongs to.", metavar="INTO")],
) -> None:
    """Say that two series measure the same thing."""
    from pipeline import ledger

    if series == into:
        raise Misuse(f"{series} and {into} are one series already")
    with opened(ctx, story) as hand:
        # the older one keeps its place, whichever was named first
        older, newer = sorted((hand.series(series), hand.series(into)), key=lambda s: s.n)
        if newer.unit != older.unit:
            raise Misuse(f"series {newer.n} counts {newer.unit}, series {older.n} {older.unit}: they cannot be one")
        hand.rule(ledger.merged(newer, older))


@group.command()
def split(
    ctx: typer.Context,
    story: StoryId,
    series: SeriesN,
    point: Annotated[
        list[int], typer.Argument(help="Points of it, as `storyledger timeline` numbers them.", metavar="POINT")
    ],
) -> None:
    """Say that some points of a series measure something else."""
    from pipeline import ledger

    with opened(ctx, story) as hand:
        found = hand.series(series)
        for n in point:
            if not 1 <= n <= len(found.points):
                raise UnknownName(f"series {series} has no point {n}: it has {len(found.points)}")
        hand.rule(ledger.split(found.points[n - 1] for n in sorted(set(point))))


@group.command()
def rename(
    ctx: typer.Context,
    story: StoryId,
    series: SeriesN,
    name: Annotated[str, typer.Argument(help="What it is called from now on.", metavar="NAME")],
) -> None:
    """Call a series by another name."""
    from pipeline import ledger

    if not name.strip():
        raise Misuse("a name needs at least one letter")
    with opened(ctx, story) as hand:
        hand.rule(ledger.renamed(hand.series(series), name.strip()))


@group.command()
def mute(ctx: typer.Context, story: StoryId, series: SeriesN) -> None:
    """Raise no more flags about a series."""
    from pipeline import ledger

    with opened(ctx, story) as hand:
        hand.rule(ledger.muted(hand.series(series)))


@group.command()
def undo(
    ctx: typer.Context,
    story: StoryId,
    ruling: Annotated[int, typer.Argument(help="The ruling's number, as `review rulings` shows it.", metavar="RULING")],
) -> None:
    """Take a ruling about a series back."""
    with opened(ctx, story) as hand:
        hand.store.remove_ruling(story, ruling)
        hand.reread()


@group.command()
def rulings(ctx: typer.Context, story: StoryId, as_json: Json = False) -> None:
    """List what was ruled about the series of a story."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        found = parts.store.rulings(story)
    if as_json:
        terminal.show_json([ruling_json(r) for r in found])
    else:
        rows = [(str(r.id), f"{r.ruled_at:%F}", told(r.ruling), r.ruling.of[0].sentence) for r in found]
        terminal.show(terminal.table(("ruling", "since", "what", "about"), rows, narrow=("ruling", "since")))


def reread(ctx: typer.Context, story: StoryId, as_json: Json = False) -> None:
    """Read all stored versions of a story again.

    Makes its ledger anew with today's readers, settings and rulings. Reviews of flags stay.
    """
    from dataclasses import asdict

    from pipeline import reread as rereading
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        done = rereading.reread(parts.store, story, wiring.context(parts.settings))
    if as_json:
        terminal.show_json(asdict(done))
    else:
        terminal.say(
            f"{story}: {done.n_versions} versions read again: {done.n_figures} figures, {done.n_claims} claims, "
            f"{done.n_flags} flags."
        )


class Hand:
    """The user's hand on one story."""

    def __init__(self, parts: "Parts", story_id: str) -> None:
        self.parts = parts
        self.story_id = story_id

    @property
    def store(self) -> "Store":
        return self.parts.store

    def series(self, n: int) -> Series:
        """Raises UnknownName."""
        found = next((s for s in self.store.ledger(self.story_id).series if s.n == n), None)
        if found is None:
            raise UnknownName(f"no series {n} in {self.story_id}: `storyledger ledger {self.story_id}` shows them")
        return found

    def rule(self, ruling: Ruling) -> None:
        """Keep a ruling and make the ledger anew under it."""
        self.store.add_ruling(self.story_id, ruling, self.parts.clock.now())
        self.reread()

    def reread(self) -> None:
        from pipeline import reread as rereading
        from pipeline.cli import wiring

        done = rereading.reread(self.store, self.story_id, wiring.context(self.parts.settings))
        terminal.say(f"Done: {done.n_versions} versions judged anew; numbers of series may have moved.")


@contextmanager
def opened(ctx: typer.Context, story_id: str) -> Iterator[Hand]:
    """A hand on the story; what it does is done as a whole or not at all. Raises UnknownName."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts, parts.store.together():
        parts.store.story(story_id)
        yield Hand(parts, story_id)


def told(ruling: Ruling) -> str:
    """A ruling in words."""
    n = f"{len(ruling.of)} {'point' if len(ruling.of) == 1 else 'points'}"
    if ruling.kind is RulingKind.RENAME:
        return f"is called {ruling.name}"
    if ruling.kind is RulingKind.MUTE:
        return "raises no flag"
    return f"{n} of their own series" if ruling.to is None else f"{n} belong with: {ruling.to.sentence}"


def ruling_json(stored: "StoredRuling") -> dict[str, Any]:
    ruling = stored.ruling
    return {
        "ruling": stored.id,
        "ruled_at": f"{stored.ruled_at:%FT%TZ}",
        "kind": ruling.kind.value,
        "name": ruling.name,
        "of": [{"url": a.url, "sentence": a.sentence} for a in ruling.of],
        "to": None if ruling.to is None else {"url": ruling.to.url, "sentence": ruling.to.sentence},
    }
