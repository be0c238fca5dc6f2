"""Flags, ledger and the course of a figure for the terminal, as rich renderables.

Everything is set as `Text`, never as markup, and has passed `plain.safe`: no word from the web can colour or move a
line.
"""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from pipeline.model import Flag, FlagKind, Ledger, Series, Standing
from pipeline.report.charts import Dot, dots, sparkline
from pipeline.report.inputs import ReportedFlag
from pipeline.report.plain import Piece, day_words, in_quotes, label, link, quotation
from pipeline.report.quantities import quantity, quantity_words
from pipeline.report.rows import MOVING, REPORTED, Row, rows
from pipeline.report.wording import (
    KINDS,
    NUMERIC,
    STANDINGS,
    difference,
    figure_words,
    is_credited,
    name_words,
    old_words,
    opinions,
    outlet_words,
    reasons,
    subject,
    who,
)

COLOURS = {
    FlagKind.FIGURE_CHANGED: "red",
    FlagKind.FIGURE_CONFLICT: "yellow",
    FlagKind.FIGURE_NEW: "cyan",
    FlagKind.CLAIM_NEW: "blue",
    FlagKind.CLAIM_DENIED: "magenta",
    FlagKind.ARTICLE_REVISED: "green",
    FlagKind.ARTICLE_CORRECTED: "green",
    FlagKind.ARTICLE_RETRACTED: "green",
    FlagKind.ARTICLE_RESTORED: "green",
    FlagKind.SOURCE_BLIND: "bright_black",
}
#: widest bar of a timeline, in columns
WIDEST_BAR = 24
#: every other standing is dim: it set no value
BAR_STYLES = {**dict.fromkeys(MOVING, "cyan"), Standing.CONFLICT: "yellow"}


def flags_by_day(flags: Sequence[ReportedFlag], *, why: bool = True) -> Group:
    """All flags under the day on which they were raised, those of one sentence together."""
    ordered = sorted(flags, key=lambda f: (f.fetched_at, f.id))
    parts: list[RenderableType] = []
    for day, found in groupby(ordered, key=lambda f: day_words(f.fetched_at)):
        parts += [Text(day, style="bold underline"), Text("")]
        for _, same in groupby(found, key=lambda f: (f.url, f.fetched_at, f.flag.sentence or f.id)):
            parts += [flag_lines(tuple(same), why=why), Text("")]
    return Group(*parts) if parts else Group(Text("Nothing to look at: no flag was raised."))


def flag_lines(flags: Sequence[ReportedFlag], *, why: bool = True) -> RenderableType:
    """The flags of one sentence: what changed, the sentence with its numbers marked, its source, why it is news."""
    first = flags[0]
    below: list[RenderableType] = []
    if first.flag.sentence or first.flag.text:
        numbers = [f.flag.text for f in flags if f.flag.kind in NUMERIC]
        below.append(_quote(quotation(first.flag.sentence or first.flag.text, numbers)))
    below.append(_source(first))
    if why:
        below += [Text(f"why: {reason}", style="italic dim") for reason in reasons(flags)]
        below += [Text(f"second opinion: {said}", style="italic dim") for said in opinions(flags)]
    return Group(*(_headline(f) for f in flags), Padding(Group(*below), (0, 0, 0, 2)))


def _headline(reported: ReportedFlag) -> Text:
    flag = reported.flag
    badge = (f" {KINDS[flag.kind].upper()} ", f"bold reverse {COLOURS[flag.kind]}")
    line = Text.assemble((f"#{reported.id} ", "dim"), badge, " ")
    if flag.kind in NUMERIC:
        line.append(f"{subject(flag)}: ").append_text(_turn(flag))
        if is_credited(reported):
            line.append(f"  {who(reported)}", style="italic")
    elif flag.kind in (FlagKind.CLAIM_NEW, FlagKind.CLAIM_DENIED):
        line.append(who(reported), style="bold")
    else:
        line.append(label(reported.title or reported.outlet), style="bold")
    if reported.edit_id is not None:
        line.append(f"  by the edit #{reported.edit_id}", style="dim")
    if reported.state != "open":
        line.append(f"  ({label(reported.state)})", style="dim")
    return line


def _turn(flag: Flag) -> Text:
    new = Text(figure_words(flag), style="bold")
    if flag.old and flag.kind is FlagKind.FIGURE_CONFLICT:
        return Text.assemble(new, " against ", old_words(flag))
    old = Text.assemble((old_words(flag), "strike dim"), " → ") if flag.old else Text()
    return Text.assemble(old, new, (f"  {difference(flag)}" if difference(flag) else "", "dim"))


def _quote(pieces: tuple[Piece, ...]) -> Text:
    return Text.assemble(*((p.text, "bold reverse" if p.is_marked else "") for p in in_quotes(pieces)))


def _source(reported: ReportedFlag) -> Text:
    line = Text(f"{label(reported.outlet)}, {day_words(reported.seen_on)}  ", style="dim")
    good = link(reported.url)
    return line.append(label(reported.url, 4096), style=Style(link=good, dim=True) if good else Style(dim=True))


def ledger_table(ledger: Ledger) -> RenderableType:
    """The series that have a value: name, value, who, since, independent voices, course."""
    found = rows(ledger)
    if not found:
        return Text("The ledger is empty: no figure of the story has been read yet.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("#", justify="right", style="dim")
    table.add_column("figure", ratio=3, overflow="fold")
    table.add_column("value", style="bold", overflow="fold")
    table.add_column("who says so", ratio=2, overflow="fold")
    table.add_column("since", no_wrap=True)
    table.add_column("voices", justify="right")
    table.add_column("course", no_wrap=True)
    for row in found:
        table.add_row(*_cells(row))
    return table


def _cells(row: Row) -> tuple[Text, ...]:
    value = Text(quantity_words(row.shown))
    for rival in row.rivals:
        value.append(f"\n{label(rival.voice)}: {quantity_words(quantity(rival.figure))}", style="not bold yellow")
    return (
        Text(str(row.series.n)),
        Text(f"{name_words(row)} (muted)" if row.series.muted else name_words(row)),
        value,
        Text(label(row.current.voice)),
        Text(day_words(row.current.reported_at)),
        Text(str(len(row.voices))),
        Text(sparkline([d.value for d in dots(row.series)]), style="cyan"),
    )


def timeline(series: Series) -> RenderableType:
    """Every value that the series was given, in order of time, with bars in proportion and links."""
    drawn = dots(series, REPORTED)
    if not drawn:
        return Text(f"{label(series.name)}: no value yet.")
    greatest = max(abs(d.value) for d in drawn) or 1.0
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, title=Text(label(series.name), style="bold")
    )
    table.title_justify = "left"
    numbers = {id(point): n for n, point in enumerate(series.points, start=1)}
    for column in ("n", "since", "bar", "value", "standing", "who"):
        table.add_column(column, no_wrap=column in ("n", "since", "bar", "standing"), overflow="fold")
    for dot in drawn:
        table.add_row(Text(str(numbers[id(dot.point)]), style="dim"), *_timeline_cells(dot, abs(dot.value) / greatest))
    return table


def _timeline_cells(dot: Dot, share: float) -> tuple[Text, ...]:
    point = dot.point
    style = BAR_STYLES.get(point.standing, "dim")
    outlet, voice = outlet_words(point), label(point.voice)
    return (
        Text(day_words(point.reported_at)),
        Text("█" * max(1, round(WIDEST_BAR * share)), style=style),
        Text(quantity_words(quantity(point.figure)), style="bold"),
        Text(STANDINGS[point.standing]),
        Text(voice if voice in ("", outlet) else f"{voice}, in {outlet}").append_text(_address(point.url)),
    )


def _address(url: str) -> Text:
    """The link on a line of its own; none for a seed that came from a file."""
    good = link(url)
    return Text(f"\n{label(url, 4096)}", style=Style(link=good, dim=True)) if good else Text()
