"""`check`: the user's own article against the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, StoryId, call
from pipeline.model import Checked, FlagKind, Story, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.rows import StoredFlag
    from db.store import Store
    from pipeline.check import Withdrawal

RETRACTED, RESTORED = FlagKind.ARTICLE_RETRACTED, FlagKind.ARTICLE_RESTORED
#: the last of these says whether an article still stands, and in which words
ABOUT_TEXT = (RETRACTED, RESTORED, FlagKind.ARTICLE_REVISED, FlagKind.ARTICLE_CORRECTED)


def check(
    ctx: typer.Context,
    story: StoryId,
    article: Annotated[
        str, typer.Argument(help="Your article or draft: web address, text or HTML file.", metavar="URL|FILE")
    ],
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the annotated article to this file.", metavar="FILE")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what in your own article is out of date.

    Each figure and claim is current, superseded, corrected elsewhere, disputed, denied or unknown to the ledger. The
    exit status is 1 when something is out of date.
    """
    from pipeline.cli import articles, weekly, wiring
    from pipeline.report.checked import checked_lines, render_check
    from pipeline.report.data import checked_json

    with wiring.opened(call(ctx)) as parts:
        followed = parts.store.story(story)
        version = articles.had(call(ctx), article).version
        found = checked(parts.store, followed, version, withdrawals(parts.store, followed.id))
    if html is not None:
        weekly.write(html, render_check(found, followed.name))
    if as_json:
        terminal.show_json(checked_json(story, found))
    else:
        terminal.show(checked_lines(found))
    if found.outdated:
        raise typer.Exit(1)


def checked(store: "Store", story: Story, version: Version, withdrawn: "Mapping[str, Withdrawal]") -> Checked:
    """An article against the ledger of a story, whose seed is taken for the same hand's."""
    from pipeline.check import check as run
    from pipeline.ledger import Context

    return run(
        version,
        store.ledger(story.id),
        context=Context(profile=story.profile, is_seed=True),
        own_urls=(seed_of(story),),
        withdrawn=withdrawn,
    )


def own(store: "Store", story: Story, withdrawn: "Mapping[str, Withdrawal]") -> Checked | None:
    """The seed article as it was had last, against the ledger; None when its text is not known."""
    seed = store.latest(seed_of(story))
    return None if seed is None else checked(store, story, seed.version, withdrawn)


def seed_of(story: Story) -> str:
    """Under what address the store knows the seed."""
    return story.seed_url or f"seed:{story.id}"


def withdrawals(store: "Store", story_id: str) -> "dict[str, Withdrawal]":
    """The articles that were taken back and not put back since, and those whose text was edited."""
    last = {flag.url: flag for flag in store.flags(story_id, kinds=ABOUT_TEXT)}
    return {url: withdrawal(store, flag) for url, flag in last.items() if flag.flag.kind is not RESTORED}


def withdrawal(store: "Store", stored: "StoredFlag") -> "Withdrawal":
    """What a flag took back: everything when the page is gone, else what the version that raised it has no more."""
    from pipeline.check import Withdrawal

    if stored.flag.kind is not RETRACTED:
        latest = store.latest(stored.url)
        return Withdrawal(at=stored.raised_at, text=latest.version.text if latest else "", is_edit=True)
    if stored.version_id is None or not stored.flag.sentence:
        return Withdrawal(at=stored.raised_at)
    kept = store.versions([stored.version_id])
    text = kept[0].version.text if kept else ""
    return Withdrawal(at=stored.raised_at, version_id=stored.version_id, text=text)
