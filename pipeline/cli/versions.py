"""`diff`: what changed in an article since it was first seen."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import terminal
from pipeline.cli.options import Json, call
from pipeline.errors import UnknownName
from pipeline.model import Known, Version

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.extract import Aligned


def diff(
    ctx: typer.Context,
    article: Annotated[str, typer.Argument(help="Web address of an article of a story.", metavar="URL")],
    html: Annotated[
        Path | None, typer.Option("--html", help="Write old and new side by side to this file.", metavar="FILE")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what changed in an article since it was first seen.

    Step by step, sentence by sentence, the changed words marked.
    """
    from pipeline.cli import weekly, wiring
    from pipeline.report.diffs import diff_head, diff_json, diff_lines, render_diff

    with wiring.opened(call(ctx)) as parts:
        versions = [known.version for known in history(parts.store, article)]
    steps = aligned(versions)
    if html is not None:
        weekly.write(html, render_diff(versions, steps))
    told = list(zip(pairwise(versions), steps, strict=True))
    if as_json:
        terminal.show_json([diff_json(old, new, rows) for (old, new), rows in told])
    elif told:
        terminal.show(diff_head(versions[-1]), *(diff_lines(old, new, rows) for (old, new), rows in told))
    else:
        terminal.say("It has not changed since it was first seen.")


def history(store: "Store", article: str) -> list[Known]:
    """Every version of the article at an address. Raises UnknownName when no text of it is kept."""
    from pipeline import urls

    found = store.history(urls.canonical(article)) or store.history(article)
    if not found:
        raise UnknownName(f"no text of {article} is kept: it is on no story that is followed, or was never had")
    return found


def aligned(versions: Sequence[Version]) -> "list[tuple[Aligned, ...]]":
    """Each version beside the one before it."""
    from pipeline.extract import alignment

    return [alignment(old, new) for old, new in pairwise(versions)]
