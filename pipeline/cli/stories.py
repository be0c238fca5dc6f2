"""`follow`, and `story ...`: opening a story and looking after it."""

import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, StoryId, call
from pipeline.clock import SystemClock
from pipeline.errors import Misuse
from pipeline.model import Profile, Story, StoryState

if TYPE_CHECKING:
    from pipeline.cli.articles import Had
    from pipeline.cli.proposals import Proposal
    from pipeline.cli.wiring import Parts
    from pipeline.model import Judgement

group = typer.Typer(help="List, show and look after stories.")

GOOD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: weighted words of a profile that are shown
SHOWN_WORDS = 12


def follow(
    ctx: typer.Context,
    article: Annotated[
        str, typer.Argument(help="Your story: its web address or a text or HTML file.", metavar="URL|FILE")
    ],
    name: Annotated[str, typer.Option(help="Name of the story; the article's title without it.", metavar="TEXT")] = "",
    story_id: Annotated[
        str, typer.Option("--id", help="Short id for commands; made from the name without it.", metavar="ID")
    ] = "",
    keyword: Annotated[
        list[str] | None,
        typer.Option(help="Words that coverage of the story uses; may be given several times.", metavar="WORDS"),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Follow it with all proposed sources, without asking.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Open a story from one article.

    Shows what was understood and which sources are proposed, then asks.
    """
    from pipeline.cli import articles, proposals, wiring
    from pipeline.report.plain import label
    from pipeline.story import LONGEST_ID, seeded

    if story_id and (len(story_id) > LONGEST_ID or not GOOD_ID.fullmatch(story_id)):
        shown = story_id[: LONGEST_ID + 1]
        raise Misuse(f"--id {shown!r}: use lower-case letters, digits and hyphens, at most {LONGEST_ID}")
    settings = wiring.loaded(call(ctx)).settings
    had = articles.had(call(ctx), article)
    story, judgement = seeded(
        had.version, story_id=story_id, name=label(name), keywords=keyword or (), context=wiring.context(settings)
    )
    clock = SystemClock()
    with wiring.fetcher(settings, clock) as fetcher:
        wanted = proposals.proposed(story, had.page, fetcher, settings.search)
        found = proposals.tried(wanted, story, fetcher, clock.now())
    if not as_json:
        show_proposal(story, judgement, had, found)
    stored = yes or (not as_json and asked(f"Follow {story.id} with these sources?"))
    if stored:
        with wiring.opened(call(ctx), create=True) as parts:
            store(parts, story, judgement, had, found)
    if as_json:
        terminal.show_json(proposal_json(story, judgement, found) | {"stored": stored})
    elif stored:
        terminal.say(f"Followed as {story.id}. Next: `storyledger run`, or `storyledger daemon`.")
    else:
        terminal.say("Nothing is stored.")


def asked(question: str) -> bool:
    """The answer of the person at the terminal. Raises Misuse when nobody sits there."""
    if not sys.stdin.isatty():
        raise Misuse("nobody to ask, nothing is stored: add --yes to follow it")
    return typer.confirm(question, default=True, err=True)


def store(parts: "Parts", story: Story, judgement: "Judgement", had: "Had", found: "list[Proposal]") -> None:
    """The story, its first ledger and its sources, due at once."""
    from pipeline.cli import wiring

    now = parts.clock.now()
    due_at = now + wiring.timetable(parts.settings).first if had.page else None
    with parts.store.together():
        parts.store.add_story(story)
        parts.store.add_seed(story.id, had.version, judgement, page=had.page, due_at=due_at)
        for one in found:
            parts.store.add_source(one.kind, one.url, one.title, (story.id,), now)


def show_proposal(story: Story, judgement: "Judgement", had: "Had", found: "list[Proposal]") -> None:
    from rich.text import Text

    from pipeline.cli import readings

    terminal.show(
        Text(terminal.safe(story.name), style="bold"),
        Text(f"id: {story.id}", style="dim"),
        *profile_lines(story.profile),
        Text(""),
        readings.figure_table(had.version, [d.figure for d in judgement.figures]),
        Text(""),
        readings.claim_table(had.version, [d.claim for d in judgement.claims]),
        Text(""),
        terminal.table(
            ("source", "title and address", "today"), [(p.kind.value, (p.title, p.url), p.yields) for p in found]
        ),
    )


def profile_lines(profile: Profile) -> list[Any]:
    from rich.text import Text

    lines = [("names", weighted(profile.names)), ("words", weighted(profile.terms))]
    lines += [("keywords", profile.keywords), ("must have", profile.require), ("must not have", profile.exclude)]
    return [Text.assemble((f"{label}: ", "dim"), terminal.safe(", ".join(words))) for label, words in lines if words]


def weighted(weights: Any) -> tuple[str, ...]:
    """The heaviest words, heaviest first."""
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:SHOWN_WORDS])


def proposal_json(story: Story, judgement: "Judgement", found: "list[Proposal]") -> dict[str, Any]:
    return story_json(story) | {
        "series": [d.opens.name for d in judgement.figures if d.opens],
        "assertions": [d.opens.text for d in judgement.claims if d.opens],
        "sources": [
            {
                "kind": p.kind.value,
                "url": p.url,
                "title": p.title,
                "n_entries": p.n_entries,
                "n_alike": p.n_alike,
                "trouble": p.trouble,
            }
            for p in found
        ],
    }


def story_json(story: Story) -> dict[str, Any]:
    profile = story.profile
    return {
        "id": story.id,
        "name": story.name,
        "state": story.state.value,
        "seed_url": story.seed_url,
        "created_at": f"{story.created_at:%FT%TZ}",
        "names": list(weighted(profile.names)),
        "terms": list(weighted(profile.terms)),
        "keywords": list(profile.keywords),
        "require": list(profile.require),
        "exclude": list(profile.exclude),
    }


@group.command("list")
def list_(ctx: typer.Context, as_json: Json = False) -> None:
    """List all stories with their state."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        stories = parts.store.stories()
    if as_json:
        terminal.show_json([story_json(s) for s in stories])
    else:
        rows = [(s.id, s.state.value, f"{s.created_at:%F}", s.name) for s in stories]
        terminal.show(terminal.table(("story", "state", "since", "name"), rows, narrow=("story", "state", "since")))


@group.command()
def show(ctx: typer.Context, story: StoryId, as_json: Json = False) -> None:
    """Show one story: what it is about, its sources, how much was found."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        found = parts.store.story(story)
        sources = parts.store.sources(story)
        n_articles = len({a.article_id for a in parts.store.articles(story)})
        n_flags = len(parts.store.flags(story))
    if as_json:
        terminal.show_json(
            story_json(found)
            | {"sources": [{"id": s.id, "kind": s.kind.value, "url": s.url, "title": s.title} for s in sources]}
            | {"n_articles": n_articles, "n_flags": n_flags}
        )
        return
    terminal.say(f"{found.name}  ({found.id}, {found.state.value})")
    if found.seed_url:
        terminal.say(f"seed: {found.seed_url}")
    terminal.show(*profile_lines(found.profile))
    terminal.say(f"articles: {n_articles}, flags: {n_flags}")
    rows = [(str(s.id), s.kind.value, (s.title, s.url)) for s in sources]
    terminal.show(terminal.table(("source", "kind", "title and address"), rows, narrow=("source", "kind")))


@group.command()
def pause(ctx: typer.Context, story: StoryId) -> None:
    """Stop following a story for a while; nothing is lost."""
    change(ctx, story, StoryState.PAUSED)


@group.command()
def resume(ctx: typer.Context, story: StoryId) -> None:
    """Follow a paused or archived story again."""
    change(ctx, story, StoryState.ACTIVE)


@group.command()
def archive(ctx: typer.Context, story: StoryId) -> None:
    """Close a story, but keep it.

    It can still be read, but is followed no more and left out of digests.
    """
    change(ctx, story, StoryState.ARCHIVED)


@group.command()
def delete(
    ctx: typer.Context,
    story: StoryId,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Delete without asking.")] = False,
) -> None:
    """Delete a story with its ledger and flags, for good."""
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        found = parts.store.story(story)
        if yes or asked(f"Delete {found.id} ({terminal.safe(found.name)}), its ledger and its flags?"):
            parts.store.delete_story(found.id)
            terminal.say(f"{found.id} is deleted.")


def change(ctx: typer.Context, story_id: str, state: StoryState) -> None:
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        parts.store.set_state(story_id, state)
    terminal.say(f"{story_id} is {state.value}.")
