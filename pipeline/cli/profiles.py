"""`story explain`, `ask`, `edit` and `history`: what a story is recognised by, and why an article is on it."""

import os
import shlex
import subprocess
import sys
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import urls
from pipeline.cli import terminal
from pipeline.cli.options import Json, StoryId, call
from pipeline.errors import Misuse, UnreadableInput

if TYPE_CHECKING:
    from db.rows import Thought
    from pipeline.cli.wiring import Parts
    from pipeline.model import Profile, Relevance

#: changes of one profile that are shown
SHOWN_CHANGES = 6
KEYS = "y: on the story, n: not, Enter: later"


def explain(
    ctx: typer.Context,
    story: StoryId,
    url: Annotated[str, typer.Argument(help="The article's address.", metavar="URL")],
    as_json: Json = False,
) -> None:
    """Say why an article was taken for a story, or left.

    Of an article that was never met, it says what would be thought of it now.
    """
    from pipeline import relate
    from pipeline.cli import articles, wiring

    with wiring.opened(call(ctx)) as parts:
        followed = parts.store.story(story)
        met = thought_of(parts, story, url)
    if met is None:
        version = articles.had(call(ctx), url).version
        show_reasons(version.title, version.url or url, relate.relate(story, followed.profile, version), None, as_json)
    else:
        show_reasons(met.title, met.url, met.relevance, f"{met.at:%FT%TZ}", as_json)


def thought_of(parts: "Parts", story_id: str, url: str) -> "Thought | None":
    """What was thought last of an article, given by any of its addresses."""
    asked = urls.canonical(url)
    return next((t for t in parts.store.thoughts(story_id) if asked in (t.url, urls.canonical(t.listed_url))), None)


def show_reasons(title: str, url: str, found: "Relevance", judged_at: str | None, as_json: bool) -> None:
    if as_json:
        terminal.show_json({"url": url, "title": title, "judged_at": judged_at} | relevance_record(found))
        return
    terminal.say(f"{title}  {url}")
    when = f"judged {judged_at}" if judged_at else "never met; as it would be judged now"
    terminal.say(f"{found.outcome}, score {found.score:.2f} ({when})")
    for reason in found.reasons:
        terminal.say(f"  {reason}")


def relevance_record(found: "Relevance") -> dict[str, Any]:
    return {"score": found.score, "outcome": found.outcome, "reasons": list(found.reasons)}


def ask(
    ctx: typer.Context,
    story: StoryId,
    take: Annotated[list[str] | None, typer.Option(help="Take the article for the story.", metavar="URL")] = None,
    leave: Annotated[list[str] | None, typer.Option(help="Leave the article out of it.", metavar="URL")] = None,
    as_json: Json = False,
) -> None:
    """Decide on articles that may be on a story.

    Lists those in the grey zone; at a terminal, one key decides each. What is taken is read at the next run.
    """
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        for url, on in [*((u, True) for u in take or ()), *((u, False) for u in leave or ())]:
            decide(parts, story, url, on=on)
        waiting = [t for t in parts.store.thoughts(story) if t.relevance.ask and not is_decided(parts, story, t)]
        if as_json:
            terminal.show_json([{"url": t.url, "title": t.title} | relevance_record(t.relevance) for t in waiting])
            return
        for thought in waiting:
            show_reasons(thought.title, thought.url, thought.relevance, f"{thought.at:%FT%TZ}", as_json=False)
            if sys.stdin.isatty():
                key = typer.prompt(KEYS, default="", show_default=False, err=True).strip().lower()
                if key in ("y", "n"):
                    decide(parts, story, thought.url, on=key == "y")
    terminal.say(f"{len(waiting)} in the grey zone" if waiting else "Nothing to decide.")


def is_decided(parts: "Parts", story_id: str, thought: "Thought") -> bool:
    profile = parts.store.story(story_id).profile
    return thought.url in (*profile.taken, *profile.left)


def decide(parts: "Parts", story_id: str, url: str, *, on: bool) -> None:
    """Record the decision, and have the article judged again. Raises Misuse when it comes too early or too late."""
    from pipeline import relate

    thought = thought_of(parts, story_id, url)
    if thought is None:
        raise Misuse(f"{url}: never met by {story_id}; `storyledger story ask {story_id}` shows what it asks about")
    if thought.relevance.on:
        raise Misuse(f"{url}: is on {story_id}, and what it says is in the ledger already")
    with parts.store.together():
        profile = relate.decided(parts.store.story(story_id).profile, thought.url, on=on)
        parts.store.set_profile(story_id, profile, parts.clock.now())
        parts.store.visit_again(thought.url, parts.clock.now())


def edit(
    ctx: typer.Context,
    story: StoryId,
    printed: Annotated[bool, typer.Option("--print", help="Print the profile instead of opening an editor.")] = False,
    file: Annotated[Path | None, typer.Option(help="Take the edited profile from a file.", metavar="FILE")] = None,
    back: Annotated[
        int | None, typer.Option(help="Go back to the profile of this number in the history.", metavar="N")
    ] = None,
) -> None:
    """Edit what a story is recognised by, as TOML.

    Opens the profile in $EDITOR: keywords, hard words, pinned and banned words, weights of names and terms. The profile
    before is kept.
    """
    from pipeline import relate
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        old = parts.store.story(story).profile
        if printed:
            terminal.write(relate.as_toml(old))
            return
        new = earlier(parts, story, back) if back is not None else relate.from_toml(edited(old, file), old)
        changes = list(relate.difference(old, new))
        if changes or new != old:
            parts.store.set_profile(story, new, parts.clock.now())
    for change in islice(changes, SHOWN_CHANGES):
        terminal.say(change)
    terminal.say(f"{story} is changed." if changes else "Nothing is changed.")


def edited(profile: "Profile", file: Path | None) -> str:
    """The file's text, or what the person at the terminal makes of the profile."""
    from pipeline import relate

    text = relate.as_toml(profile)
    if file is not None:
        try:
            return file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as wrong:
            raise UnreadableInput(f"{file}: {wrong}; give a TOML file in UTF-8") from wrong
    if not sys.stdin.isatty():
        raise Misuse("nobody to edit it: use --print, then --file FILE")
    return in_editor(text)


def in_editor(text: str) -> str:
    """What the user's editor makes of a text. Raises Misuse when there is no editor."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with TemporaryDirectory(prefix="storyledger-") as folder:
        file = Path(folder) / "profile.toml"
        file.write_text(text, "utf-8")
        try:
            subprocess.run([*command, str(file)], check=True)  # noqa: S603  # the user's own editor
        except (OSError, subprocess.CalledProcessError) as wrong:
            raise Misuse(f"the editor {command[0]!r} failed: set EDITOR, or use --print and --file FILE") from wrong
        return file.read_text("utf-8")


def earlier(parts: "Parts", story_id: str, number: int) -> "Profile":
    stored = parts.store.profiles(story_id)
    if not 1 <= number <= len(stored):
        raise Misuse(f"--back {number}: {story_id} has the profiles 1 to {len(stored)}")
    return stored[number - 1].profile


def history(ctx: typer.Context, story: StoryId, as_json: Json = False) -> None:
    """Show how a story's profile moved.

    Each profile with its number, its time and what changed most; `story edit --back N` goes back to one.
    """
    from pipeline import relate
    from pipeline.cli import wiring

    with wiring.opened(call(ctx)) as parts:
        stored = parts.store.profiles(story)
    rows = [
        (n, f"{new.at:%FT%TZ}", list(relate.difference(old.profile, new.profile)))
        for n, (old, new) in enumerate(pairwise(stored), start=2)
    ]
    if as_json:
        terminal.show_json([{"n": n, "at": at, "changes": changes} for n, at, changes in rows])
        return
    first = ("1", f"{stored[0].at:%FT%TZ}", "as the story was made")
    told = [(str(n), at, "; ".join(changes[:SHOWN_CHANGES])) for n, at, changes in rows]
    terminal.show(terminal.table(("n", "at", "what changed most"), [first, *told], narrow=("n", "at")))
