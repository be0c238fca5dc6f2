"""What changed between two versions of an article, for people: word by word, in the terminal and side by side."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.extract import Aligned, ChangeKind
from pipeline.model import Version
from pipeline.report.data import instant
from pipeline.report.html import environment
from pipeline.report.plain import label, minute_words
from pipeline.report.sides import sides, told

SIGNS = {ChangeKind.EDITED: "~", ChangeKind.ADDED: "+", ChangeKind.DROPPED: "-", ChangeKind.MOVED: ">"}
COLOURS = {
    ChangeKind.EDITED: "yellow",
    ChangeKind.ADDED: "green",
    ChangeKind.DROPPED: "red",
    ChangeKind.MOVED: "cyan",
}


# --- terminal ---------------------------------------------------------------------------------------------------------
def diff_head(version: Version) -> RenderableType:
    """What the steps below are of."""
    return Group(
        Text(label(version.title) or "(no title)", style="bold"),
        Text(f"{version.outlet}  {version.url}\n", style="dim"),
    )


def diff_lines(old: Version, new: Version, rows: Sequence[Aligned]) -> RenderableType:
    """One step from a version to the next: what changed, words marked; unchanged sentences are left out."""
    head = Text(f"{minute_words(old.fetched_at)} → {minute_words(new.fetched_at)}: {told(rows)}", style="bold")
    return Group(
        head, Padding(Group(*(line for r in rows if r.kind is not None for line in row_lines(r))), (0, 0, 1, 2))
    )


def row_lines(row: Aligned) -> list[Text]:
    assert row.kind is not None
    sign = (f"{SIGNS[row.kind]} ", f"bold {COLOURS[row.kind]}")
    left, right = sides(row)
    if row.kind is not ChangeKind.EDITED:
        return [Text.assemble(sign, *(p.text for p in (right or left)))]
    return [
        Text.assemble(("- ", "bold red"), *((p.text, "bold red strike" if p.is_marked else "") for p in left)),
        Text.assemble(("+ ", "bold green"), *((p.text, "bold green reverse" if p.is_marked else "") for p in right)),
    ]


# --- data -------------------------------------------------------------------------------------------------------------
def diff_json(old: Version, new: Version, rows: Sequence[Aligned]) -> dict[str, Any]:
    """One step, with every sentence that changed."""
    return {
        "from": instant(old.fetched_at),
        "to": instant(new.fetched_at),
        "changes": [
            {"kind": r.kind.value, "place": r.place.value, "old": r.old, "new": r.new}
            for r in rows
            if r.kind is not None
        ],
    }


# --- page -------------------------------------------------------------------------------------------------------------
def render_diff(versions: Sequence[Version], steps: Sequence[Sequence[Aligned]]) -> str:
    """All the steps of an article on one page that stands alone, old and new side by side."""
    page = environment().get_template("diff.html.j2")
    told_steps = [(old, new, rows) for old, new, rows in zip(versions, versions[1:], steps, strict=False)]
    return page.render(title=label(versions[-1].title), url=versions[-1].url, steps=told_steps, told=told)
