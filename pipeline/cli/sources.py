"""`source ...`: where coverage is discovered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.clock import SystemClock
from pipeline.errors import Misuse, RefusedAddress
from pipeline.model import Entry, Poll, PollResult, Source, SourceKind

if TYPE_CHECKING:
    from pipeline.cli.options import Call

group = typer.Typer(help="Add, list, test, pause, remove, import and export what is polled.")

Number = Annotated[int, typer.Argument(help="The source's number, as `storyledger source list` shows it.", metavar="N")]
Kind = Annotated[SourceKind, typer.Option(help="What stands at the address.")]


@group.command()
def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="Its web address; the path of an archive.", metavar="URL")],
    story: Annotated[
        list[str], typer.Option(help="Story to poll it for; may be given several times.", metavar="STORY")
    ],
    kind: Kind = SourceKind.FEED,
    title: Annotated[str, typer.Option(help="A name for it; its outlet without it.", metavar="TEXT")] = "",
) -> None:
    """Poll one more source for a story.

    A feed, a search that gives a feed, a sitemap, a page of links, or an archive: a WARC or WACZ file or a folder of
    saved HTML on this machine. It is due at once.
    """
    from pipeline.cli import wiring
    from pipeline.urls import outlet_of

    address = address_of(url, kind)
    with wiring.opened(call(ctx)) as parts:
        is_known = any(s.url == address for s in parts.store.sources())
        named = terminal.safe(title).strip() or outlet_of(address) or address.rpartition("/")[2]
        made = parts.store.add_source(kind, address, named, tuple(story), parts.clock.now())
    known = f", known already as {made.kind.value}" if is_known else ""
    terminal.say(f"Source {made.id}: {made.title}{known}, for {', '.join(made.story_ids)}.")


@group.command("list")
def list_(
    ctx: typer.Context,
    story: Annotated[str | None, typer.Option(help="Only the sources of this story.", metavar="STORY")] = None,
    as_json: Json = False,
) -> None:
    """List all sources with their state, when they are due, and why."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        if story is not None:
            parts.store.story(story)
        found = parts.store.sources(story)
    if as_json:
        terminal.show_json([source_json(s) for s in found])
        return
    rows = [
        (str(s.id), s.kind.value, state(s), (due(s), why(s)), ", ".join(s.story_ids), (s.title, s.url)) for s in found
    ]
    columns = ("source", "kind", "state", "due (UTC), and why then", "stories", "title and address")
    terminal.show(terminal.table(columns, rows, narrow=columns[:3]))


@group.command()
def test(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="A web address, or the number of a source.", metavar="URL|N")],
    kind: Kind = SourceKind.FEED,
    as_json: Json = False,
) -> None:
    """Ask a source once, and show what it lists.

    Nothing is stored. The exit status is 1 when it cannot be read.
    """
    source, poll = asked_once(call(ctx), url, kind)
    if as_json:
        terminal.show_json(poll_json(source, poll))
    else:
        show_poll(source, poll)
    if poll.result is PollResult.FAILED:
        raise typer.Exit(1)


@group.command()
def pause(ctx: typer.Context, number: Number) -> None:
    """Stop polling a source for a while."""
    change(ctx, number, paused=True)


@group.command()
def resume(ctx: typer.Context, number: Number) -> None:
    """Poll a source again, even one that said it was gone for good."""
    change(ctx, number, paused=False)


@group.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="An OPML file, as feed readers export it.", metavar="FILE")],
    story: Annotated[
        list[str], typer.Option(help="Story to poll them for; may be given several times.", metavar="STORY")
    ],
) -> None:
    """Poll all feeds of an OPML file for a story.

    A feed that is polled already is polled for this story too.
    """
    from pipeline.cli import wiring
    from pipeline.errors import ParseError, UnreadableInput
    from pipeline.sources import read_opml
    from pipeline.urls import outlet_of

    try:
        outlines = read_opml(file.read_bytes())
    except OSError as wrong:
        raise UnreadableInput(f"{file}: {wrong.strerror}") from wrong
    except ParseError as wrong:
        raise UnreadableInput(f"{file}: {wrong}") from wrong
    with wiring.opened(call(ctx)) as parts, parts.store.together():
        known = {s.url for s in parts.store.sources()}
        for one in outlines:
            title = one.title or outlet_of(one.url)
            parts.store.add_source(one.kind, one.url, title, tuple(story), parts.clock.now())
    n_new = sum(one.url not in known for one in outlines)
    terminal.say(f"{file}: {len(outlines)} sources, {n_new} of them new, for {', '.join(story)}.")


@group.command()
def export(
    ctx: typer.Context,
    story: Annotated[str | None, typer.Option(help="Only the sources of this story.", metavar="STORY")] = None,
) -> None:
    """Print the sources as OPML, for a feed reader or another store."""
    from pipeline.cli import wiring
    from pipeline.sources import opml

    with wiring.opened(call(ctx)) as parts:
        if story is not None:
            parts.store.story(story)
        found = [s for s in parts.store.sources(story) if not s.retired and s.kind is not SourceKind.ARCHIVE]
    typer.echo(opml(found, f"storyledger: {story}" if story else "storyledger"), nl=False)


@group.command()
def remove(ctx: typer.Context, number: Number) -> None:
    """Forget a source and what it listed.

    Articles that were read stay.
    """
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        parts.store.remove_source(number)
    terminal.say(f"Source {number} is removed.")


def change(ctx: typer.Context, number: int, *, paused: bool) -> None:
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        parts.store.pause_source(number, paused=paused)
    terminal.say(f"Source {number} is {'paused' if paused else 'polled again'}.")


def address_of(url: str, kind: SourceKind) -> str:
    """The address of a source; an archive's is a file or folder of this machine. Raises Misuse."""
    if kind is not SourceKind.ARCHIVE:
        return web_address(url)
    path = Path(url)
    if not path.exists():
        raise Misuse(f"{url}: no such file or folder; an archive is a WARC or WACZ file, or a folder of saved HTML")
    return path.resolve().as_uri()


def web_address(url: str) -> str:
    """`url` without what nobody sees. Raises Misuse for what is no web address."""
    from pipeline.urls import refuse_unfetchable, resolve

    if not url.lower().startswith(("http://", "https://")):
        raise Misuse(f"{url!r}: not a web address; it starts with https:// or http://")
    address = resolve(url)
    try:
        refuse_unfetchable(address)
    except RefusedAddress as wrong:
        raise Misuse(str(wrong)) from wrong
    return address


def asked_once(called: "Call", url: str, kind: SourceKind) -> tuple[Source, Poll]:
    """One request to a source, read but not recorded, whatever was had before."""
    from dataclasses import replace

    from pipeline.archived import Shelf, WithArchives
    from pipeline.cli import wiring
    from pipeline.polling import poll

    settings = wiring.loaded(called).settings
    clock = SystemClock()
    if url.isdecimal():
        with wiring.opened(called) as parts:
            known = next((s for s in parts.store.sources() if s.id == int(url)), None)
        if known is None:
            raise Misuse(f"no source {url}: `storyledger source list` shows them")
        source = replace(known, etag=None, last_modified=None, body_sha256=None)
    else:
        source = Source(id=0, kind=kind, url=address_of(url, kind), title="", story_ids=(), due_at=clock.now())
    with wiring.fetcher(settings, clock) as fetcher, wiring.cells(settings) as cells:
        (found,) = poll([source], WithArchives(fetcher, [source], Shelf(), clock), cells)
    return source, found.poll


def show_poll(source: Source, poll: Poll) -> None:
    from pipeline.cli.articles import asked_by_hand

    if poll.error:
        terminal.complain(asked_by_hand(poll.error))
    for note in poll.notes:
        terminal.say(f"note: {note}")
    if poll.result is PollResult.NEW:
        terminal.say(f"{len(poll.entries)} entries at {source.url}")
        rows = [(published(e), (e.title, e.listed_url)) for e in poll.entries]
        terminal.show(terminal.table(("published (UTC)", "title and address"), rows, narrow=("published (UTC)",)))


def published(entry: Entry) -> str:
    return f"{entry.published_at:%F %H:%M}" if entry.published_at else "no date"


def state(source: Source) -> str:
    """In one word, how a source is."""
    if source.retired:
        return "retired"
    if source.paused:
        return "paused"
    if source.n_failures:
        return f"failing ({source.n_failures})"
    return "ok" if source.ok_at else "not asked yet"


def due(source: Source) -> str:
    return "never" if source.retired or source.paused else f"{source.due_at:%F %H:%M}"


def why(source: Source) -> str:
    """Why it is due when it is."""
    if source.retired:
        return "answered that it is gone for good"
    return "paused by you" if source.paused else source.due_why


def source_json(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "kind": source.kind.value,
        "url": source.url,
        "title": source.title,
        "stories": list(source.story_ids),
        "state": "failing" if state(source).startswith("failing") else state(source),
        "n_failures": source.n_failures,
        "due_at": None if source.retired or source.paused else f"{source.due_at:%FT%TZ}",
        "due_why": why(source),
        "rhythm_s": source.rhythm_s,
        "hint_s": source.hint_s,
        "hub": source.hub,
        "ok_at": f"{source.ok_at:%FT%TZ}" if source.ok_at else None,
        "news_at": f"{source.news_at:%FT%TZ}" if source.news_at else None,
    }


def poll_json(source: Source, poll: Poll) -> dict[str, Any]:
    entries = [
        {"url": e.url, "title": e.title, "published_at": f"{e.published_at:%FT%TZ}" if e.published_at else None}
        for e in poll.entries
    ]
    return {
        "url": source.url,
        "kind": source.kind.value,
        "result": poll.result.value,
        "status": poll.status,
        "error": poll.error,
        "notes": list(poll.notes),
        "entries": entries,
    }
