"""Articles and figures of an invented story, made short: a flood that closes bridges."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.ledger import Context, apply, judge_figures, voice_of
from pipeline.model import (
    Block,
    Bound,
    Copy,
    Figure,
    FigureDecision,
    Interval,
    Known,
    Ledger,
    Place,
    Relation,
    Span,
    Version,
)

START = datetime(2031, 5, 5, 8, tzinfo=UTC)
ALONE = Copy(relation=Relation.INDEPENDENT)
INFINITY = float("inf")


def article(outlet: str, day: float, *paragraphs: str, headline: str = "Flood news") -> Version:
    """A version whose body has one paragraph per sentence."""
    text = "\n\n".join((headline, *paragraphs))
    blocks, at = [], 0
    for n, paragraph in enumerate((headline, *paragraphs)):
        place = Place.HEADLINE if n == 0 else Place.BODY
        blocks.append(Block(place=place, span=Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    when = START + timedelta(days=day)
    return Version(
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{day}",
        outlet=outlet,
        title=headline,
        text=text,
        blocks=tuple(blocks),
        fetched_at=when,
        published_at=when,
    )


def interval(bound: Bound, said: tuple[float, ...]) -> Interval:
    lo, hi = said[0], said[-1]
    match bound:
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return Interval(lo=lo, hi=INFINITY, lo_open=bound is Bound.MORE_THAN)
        case Bound.UP_TO | Bound.LESS_THAN:
            return Interval(lo=0, hi=hi, hi_open=bound is Bound.LESS_THAN)
        case Bound.ABOUT:
            return Interval(lo=lo * 0.97, hi=hi * 1.03)
        case Bound.VAGUE:
            return Interval(lo=lo, hi=lo * 8)
    return Interval(lo=lo, hi=hi)


def figure(version: Version, phrase: str, *said: float, bound: Bound = Bound.EXACT, **facts: Any) -> Figure:
    """The figure that `phrase` states where `version` first has it; a count of closed bridges unless told otherwise."""
    start = version.text.index(phrase)
    block = next(b for b in version.blocks if b.span.start <= start < b.span.end)
    known = {"unit": "count", "speaker": version.outlet}
    if "concept" not in facts:
        known |= {"concept": "closed bridge", "head": "bridge", "quantity": "closures"}
    return Figure(
        interval=interval(bound, said),
        said=said,
        bound=bound,
        credited="speaker" in facts,
        place=block.place,
        span=Span(start, start + len(phrase)),
        sentence=block.span,
        **(known | facts),
    )


def told(
    ledger: Ledger, version: Version, *figures: Figure, copy: Copy = ALONE
) -> tuple[Ledger, tuple[FigureDecision, ...]]:
    """The ledger after an article, and what was decided."""
    decisions = judge_figures(ledger, version, copy, figures, context=Context(threshold=0.0))
    return apply(ledger, version, decisions, (), voice=voice_of(version, copy)), decisions


def copy_of(version: Version, relation: Relation = Relation.SYNDICATED, *shared: Span) -> Copy:
    return Copy(relation=relation, of=Known(version_id=1, article_id=1, origin_id=1, version=version), shared=shared)
