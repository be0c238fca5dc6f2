"""`status`, `config ...`, `db ...`: how things stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import sources as source_group
from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.model import Quality, Source, Story

if TYPE_CHECKING:
    from db.rows import Blind, Health, KnownPage
    from db.store import Store

#: success rates are of so long
HEALTH_OVER = timedelta(days=30)

config_group = typer.Typer(help="The settings and where each comes from.")
db_group = typer.Typer(help="The store's schema.")


def status(
    ctx: typer.Context,
    unread: Annotated[
        bool, typer.Option("--unread", help="List the articles in languages that no reader knows.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show how stories and sources stand.

    Sources come with their last outcome, how often they answered, and when they are due; those that cannot be seen say
    since when and why.
    """
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        store = parts.store
        if unread:
            show_unread(store.pages_of(Quality.UNREAD), as_json=as_json)
            return
        health = {h.source_id: h for h in store.health(since=parts.clock.now() - HEALTH_OVER)}
        qualities = store.pages_by_quality()
        stories, found, blind = store.stories(), store.sources(), [b for b in store.blind() if b.until is None]
        counts = {s.id: counted(store, s) for s in stories}
        n_due = len(store.due_sources(parts.clock.now())) + len(store.due_visits(parts.clock.now()))
    if as_json:
        terminal.show_json(
            {
                "store": store.name,
                "due": n_due,
                "stories": [{"id": s.id, "name": s.name, "state": s.state.value} | counts[s.id] for s in stories],
                "pages": {quality.value: n for quality, n in qualities.items()},
                "sources": [source_group.source_json(s) | health_json(health.get(s.id)) for s in found],
                "blind": [blind_json(b) for b in blind],
            }
        )
        return
    terminal.say(f"store: {store.name}; due now: {n_due}")
    show_stories(stories, counts)
    show_pages(qualities)
    show_sources(found, {b.source_id: b for b in blind}, health)


def show_pages(qualities: "Mapping[Quality, int]") -> None:
    """What pages turned out to be, in one line."""
    if not qualities:
        return
    names = {
        Quality.ARTICLE: "articles",
        Quality.TOO_SHORT: "without a text",
        Quality.WALL: "behind walls",
        Quality.NOT_TEXT: "files",
        Quality.GONE: "gone",
        Quality.UNREAD: "in languages that no reader knows (`storyledger status --unread`)",
    }
    terminal.say("")
    terminal.say("pages: " + ", ".join(f"{qualities[q]} {name}" for q, name in names.items() if qualities.get(q)))


def show_unread(pages: "Sequence[KnownPage]", *, as_json: bool) -> None:
    if as_json:
        facts = [
            {"url": p.url, "outlet": p.outlet, "title": p.title, "seen_at": f"{p.first_seen_at:%FT%TZ}"} for p in pages
        ]
        terminal.show_json(facts)
        return
    if not pages:
        terminal.say("Every article that was had is in a language that a reader knows.")
        return
    rows = [(f"{p.first_seen_at:%F}", p.outlet, (p.title, p.url)) for p in pages]
    terminal.show(terminal.table(("seen", "outlet", "title and address"), rows, narrow=("seen",)))


def counted(store: "Store", story: Story) -> dict[str, int]:
    """How much a story has: articles, copies among them, flags, and flags that nobody has reviewed."""
    articles = {a.article_id: a for a in store.articles(story.id)}
    relations = Counter(a.relation.value for a in articles.values())
    flags = store.flags(story.id)
    return {
        "articles": len(articles),
        "copies": sum(relations[r] for r in ("identical", "syndicated", "expanded", "partial")),
        "flags": len(flags),
        "open": sum(f.state.value == "new" for f in flags),
    }


def show_stories(stories: Sequence[Story], counts: dict[str, dict[str, int]]) -> None:
    names = ("articles", "copies", "flags", "open")
    rows = [(s.id, s.state.value, *(str(counts[s.id][n]) for n in names), s.name) for s in stories]
    terminal.say("")
    if rows:
        columns = ("story", "state", *names, "name")
        terminal.show(terminal.table(columns, rows, narrow=columns[:-1]))
    else:
        terminal.say("No story is followed yet: `storyledger follow URL` opens one.")


def show_sources(sources: Sequence[Source], blind: "dict[int, Blind]", health: "dict[int, Health]") -> None:
    terminal.say("")
    if not sources:
        terminal.say("No sources yet: `storyledger source add URL --story STORY` adds one.")
        return
    rows = [(*source_cells(s), answered(health.get(s.id)), last(s, blind.get(s.id)), (s.title, s.url)) for s in sources]
    columns = ("source", "kind", "state", "due (UTC)", "answered", "last outcome", "title and address")
    terminal.show(terminal.table(columns, rows, narrow=columns[:5]))


def answered(health: "Health | None") -> str:
    """How often a source answered over the last weeks."""
    return "" if health is None else f"{health.success:.0%} of {health.n_polls}"


def health_json(health: "Health | None") -> dict[str, Any]:
    if health is None:
        return {"polls": 0, "success": None, "new_entries": 0, "last_error": None, "last_error_at": None}
    return {
        "polls": health.n_polls,
        "success": round(health.success, 4),
        "new_entries": health.n_new,
        "last_error": health.error,
        "last_error_at": f"{health.failed_at:%FT%TZ}" if health.failed_at else None,
    }


def source_cells(source: Source) -> tuple[str, str, str, str]:
    return str(source.id), source.kind.value, source_group.state(source), source_group.due(source)


def last(source: Source, blind: "Blind | None") -> str:
    if blind is not None:
        return f"blind since {blind.since:%F %H:%M} UTC: {blind.error}"
    return f"answered {source.ok_at:%F %H:%M} UTC" if source.ok_at else "never asked"


def blind_json(blind: "Blind") -> dict[str, Any]:
    return {
        "source": blind.source_id,
        "url": blind.url,
        "since": f"{blind.since:%FT%TZ}",
        "n_failures": blind.n_failures,
        "error": blind.error,
    }


@config_group.command("show")
def config_show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show every setting and where its value came from.

    Secrets are only said to be set.
    """
    from pipeline.cli import wiring

    found = wiring.loaded(call(ctx)).origins
    if as_json:
        terminal.show_json([{"key": o.key, "value": o.shown, "origin": o.origin} for o in found])
    else:
        rows = [(o.key, "" if o.shown is None else str(o.shown), o.origin) for o in found]
        terminal.show(terminal.table(("setting", "value", "from"), rows, narrow=("setting",)))


@config_group.command("check")
def config_check(ctx: typer.Context) -> None:
    """Say all that is wrong with the settings.

    Each with file and line, and the nearest right name. The exit status is 2 when something is wrong.
    """
    from config.settings import check
    from pipeline.cli import wiring
    from pipeline.errors import SettingsError

    called = call(ctx)
    wrong = check(called.config, options=wiring.options(called))
    for problem in wrong:
        terminal.complain(problem)
    if wrong:
        raise typer.Exit(SettingsError.exit_status)
    terminal.say("The settings are all right.")


@db_group.command("upgrade")
def db_upgrade(ctx: typer.Context) -> None:
    """Bring the store to the schema of this program.

    Makes the store when there is none.
    """
    from db.schema import schema_state, upgrade
    from pipeline.cli import wiring

    url = wiring.store_url(wiring.loaded(call(ctx)).settings)
    before = schema_state(url)
    after = upgrade(url)
    if before.current == after.current:
        terminal.say(f"Nothing to do: the schema is {after.current}.")
    else:
        terminal.say(f"The schema is {after.current} now; it was {before.current or 'empty'}.")


@db_group.command("reindex")
def db_reindex(ctx: typer.Context) -> None:
    """Build the copy index anew from the stored texts.

    Needed after a change of what texts are found by; harmless at any other time.
    """
    from pipeline.cli import wiring

    quiet = call(ctx).quiet
    with wiring.opened(call(ctx)) as parts:
        n = parts.store.reindex(lambda done, total: None if quiet else terminal.tell(f"{done} of {total} texts"))
    terminal.say(f"The copy index has {n} postings now.")
