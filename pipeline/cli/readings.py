"""What the readers found in one article, for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.claims.records import claim_record
from pipeline.figures.records import figure_record
from pipeline.judge import Reading
from pipeline.model import Claim, Figure, Span, Version
from pipeline.report.plain import day_words, label, safe
from pipeline.report.quantities import quantity, quantity_words


def read(version: Version) -> Reading:
    """What the version says; read when first asked for."""
    return Reading(version)


def as_json(version: Version, reading: Reading) -> dict[str, Any]:
    return {
        "url": version.url,
        "outlet": version.outlet,
        "title": version.title,
        "published_at": f"{version.published_at:%FT%TZ}",
        "language": version.language,
        "figures": [figure_record(f, version.text) for f in reading.figures],
        "claims": [claim_record(c, version.text) for c in reading.claims],
    }


def as_text(version: Version, reading: Reading) -> Iterator[RenderableType]:
    """Title, then a table of figures and a table of claims."""
    yield Text(label(version.title) or "(no title)", style="bold")
    yield Text(f"{label(version.outlet)}  {day_words(version.published_at)}  {safe(version.url)}".strip(), style="dim")
    yield Text("")
    yield figure_table(version, reading.figures)
    yield Text("")
    yield claim_table(version, reading.claims)


def figure_table(version: Version, figures: Sequence[Figure]) -> RenderableType:
    if not figures:
        return Text("No figures.")
    table = headed(("value", 2), ("what", 3), ("who says so", 2), ("sentence", 6))
    for figure in figures:
        table.add_row(
            Text(quantity_words(quantity(figure)), style="bold"),
            Text(label(what(figure))),
            Text(label(figure.speaker) if figure.credited else ""),
            marked(version.text, figure.sentence, figure.span),
        )
    return table


def what(figure: Figure) -> str:
    """The concept with what narrows it."""
    notes = [figure.scope, f"as of {figure.as_of}" if figure.as_of else ""]
    notes += [word.value for word in (figure.role, figure.modality) if word.value not in ("total", "asserted")]
    return ", ".join(part for part in (figure.concept, *notes) if part)


def claim_table(version: Version, claims: Sequence[Claim]) -> RenderableType:
    if not claims:
        return Text("No claims.")
    table = headed(("who", 2), ("stance", 1), ("sentence, the claim marked", 8))
    for claim in claims:
        table.add_row(
            Text(who(claim), style="bold"),
            Text(claim.stance.value),
            marked(version.text, claim.sentence, claim.span),
        )
    return table


def who(claim: Claim) -> str:
    return label(claim.speaker) if claim.credited else ""


def headed(*columns: tuple[str, int]) -> Table:
    """An empty table; the number of each column is its share of the width."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for name, share in columns:
        table.add_column(name, ratio=share, overflow="fold")
    return table


def marked(text: str, sentence: Span, phrase: Span) -> Text:
    """A sentence with one stretch of it in reverse."""
    start, end = max(sentence.start, phrase.start), min(sentence.end, phrase.end)
    return Text.assemble(
        safe(text[sentence.start : start]), (safe(text[start:end]), "reverse"), safe(text[end : sentence.end])
    )
