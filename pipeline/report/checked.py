"""An article against the ledger: as lines of the terminal and as an annotated page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from pipeline.model import Checked, Mark, Span, Verdict, Version, Witness
from pipeline.report.html import environment
from pipeline.report.marks import CONTESTED, OUTDATED, VERDICTS, distinct, quoted, subject, summary, told
from pipeline.report.plain import Piece, counted, day_words, in_quotes, label, link, listed, quotation, safe
from pipeline.report.quantities import quantity_words

COLOURS = {
    Verdict.CORRECTED: "red",
    Verdict.SUPERSEDED: "red",
    Verdict.DENIED: "magenta",
    Verdict.DISPUTED: "yellow",
    Verdict.CURRENT: "green",
    Verdict.UNKNOWN: "bright_black",
}
#: a reason quotes at most so much
LONGEST_WHY = 400


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the article, with the mark that they carry."""

    text: str
    mark: Mark | None = None
    #: number of the note that tells of the mark; None when it has none
    note: int | None = None


# --- terminal ---------------------------------------------------------------------------------------------------------
def checked_lines(checked: Checked) -> RenderableType:
    """What is out of date, what is contested, and in one line each what is current or unknown."""
    parts: list[RenderableType] = [
        Text(label(checked.version.title) or "(no title)", style="bold"),
        Text(summary(checked)),
        Text(""),
    ]
    for mark in distinct(checked, (*OUTDATED, *CONTESTED)):
        parts += [mark_lines(checked.version, mark), Text("")]
    for verdict in (Verdict.CURRENT, Verdict.UNKNOWN):
        parts += short(checked, verdict)
    return Group(*parts)


def mark_lines(version: Version, mark: Mark) -> RenderableType:
    """One mark with its sentence, what stands against it, and the link."""
    badge = (f" {VERDICTS[mark.verdict].upper()} ", f"bold reverse {COLOURS[mark.verdict]}")
    head = Text.assemble(badge, " ", subject(version, mark))
    if mark.quantity:
        head.append_text(turn(mark))
    below: list[RenderableType] = [pieces_text(quoted(version, mark))]
    if mark.witness is not None:
        below += [pieces_text(quotation(mark.witness.sentence, [mark.witness.text])), source(mark.witness)]
    below.append(Text(f"why: {label(mark.why, LONGEST_WHY)}", style="italic dim"))
    return Group(head, Padding(Group(*below), (0, 0, 0, 2)))


def turn(mark: Mark) -> Text:
    """ ": 54 → 102"."""
    said = quantity_words(mark.quantity) if mark.quantity else ""
    if mark.witness is None or mark.witness.quantity is None:
        return Text(f": {said}")
    now = quantity_words(mark.witness.quantity)
    if mark.verdict in OUTDATED:
        return Text.assemble(": ", (said, "strike dim"), " → ", (now, "bold"))
    return Text.assemble(": ", (said, "bold"), " against ", now)


def pieces_text(pieces: tuple[Piece, ...]) -> Text:
    return Text.assemble(*((p.text, "bold reverse" if p.is_marked else "") for p in in_quotes(pieces)))


def source(witness: Witness) -> Text:
    line = Text(f"{label(witness.speaker)}, {label(witness.outlet)}, {day_words(witness.reported_at)}  ", style="dim")
    good = link(witness.url)
    return line.append(label(witness.url, 4096), style=Style(link=good, dim=True) if good else Style(dim=True))


def short(checked: Checked, verdict: Verdict) -> Iterator[RenderableType]:
    """The figures with one verdict on one line; claims are only counted."""
    found = distinct(checked, (verdict,))
    if not found:
        return
    figures = [safe(m.span.of(checked.version.text)) for m in found if m.quantity]
    n_claims = len(found) - len(figures)
    told = [*figures, *([counted(n_claims, "claim")] if n_claims else [])]
    yield Text.assemble((f"{VERDICTS[verdict]}: ", COLOURS[verdict]), listed(told))


# --- page -------------------------------------------------------------------------------------------------------------
def render_check(checked: Checked, story_name: str) -> str:
    """The article as one HTML file that stands alone, each figure marked, with a note for all that is not current."""
    notes = distinct(checked, (*OUTDATED, *CONTESTED))
    page = environment().get_template("check.html.j2")
    blocks = [
        (b.place.value, stretches(checked, b.span, notes)) for b in checked.version.blocks if b.span.start < b.span.end
    ]
    return page.render(
        checked=checked,
        story_name=story_name,
        blocks=blocks,
        notes=notes,
        summary=summary(checked),
    )


def stretches(checked: Checked, block: Span, notes: Sequence[Mark]) -> list[Stretch]:
    """The words of a block in pieces; of marks that overlap the first counts, figures before claims."""
    numbers = {told(m): n for n, m in enumerate(notes, start=1)}
    text, at = checked.version.text, block.start
    found: list[Stretch] = []
    for mark in apart(m for m in checked.marks if block.contains(m.span) and is_shown(m)):
        found.append(Stretch(safe(text[at : mark.span.start])))
        found.append(Stretch(safe(mark.span.of(text)), mark, numbers.get(told(mark))))
        at = mark.span.end
    return [*found, Stretch(safe(text[at : block.end]))]


def is_shown(mark: Mark) -> bool:
    """A claim is marked only where somebody stands against it: else the page would be one mark."""
    return mark.quantity is not None or mark.verdict in CONTESTED


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """Marks without those that overlap an earlier one, in the order of the text."""
    kept: list[Mark] = []
    for mark in marks:
        if not any(mark.span.overlaps(k.span) for k in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.span)
