"""What is read in a version: its figures and claims, as rows and back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from db.sql import insert_ids
from db.tables import claims as c
from db.tables import figures as f
from pipeline.model import Claim, Figure, Interval, Span


def add_figures(connection: Connection, version_id: int, figures: Sequence[Figure]) -> dict[Figure, int]:
    """Store figures that the version does not have yet; the ids of all of them. Two stories share a figure's row."""
    rows = connection.execute(select(f).where(f.c.version_id == version_id).order_by(f.c.n)).all()
    ids = {figure(row): row.id for row in rows}
    new = [one for one in dict.fromkeys(figures) if one not in ids]
    added = [figure_row(one) | {"version_id": version_id, "n": n} for n, one in enumerate(new, start=len(rows) + 1)]
    return ids | dict(zip(new, insert_ids(connection, f, added, f.c.id), strict=True))


def add_claims(connection: Connection, version_id: int, claims: Sequence[Claim]) -> dict[Claim, int]:
    """Store claims that the version does not have yet; the ids of all of them. Two stories share a claim's row."""
    rows = connection.execute(select(c).where(c.c.version_id == version_id).order_by(c.c.n)).all()
    ids = {claim(row): row.id for row in rows}
    new = [one for one in dict.fromkeys(claims) if one not in ids]
    added = [claim_row(one) | {"version_id": version_id, "n": n} for n, one in enumerate(new, start=len(rows) + 1)]
    return ids | dict(zip(new, insert_ids(connection, c, added, c.c.id), strict=True))


def figure_row(figure: Figure) -> dict[str, Any]:
    """The columns of `figures` that hold the figure itself."""
    return {
        "lo": figure.interval.lo,
        "hi": figure.interval.hi,
        "lo_open": figure.interval.lo_open,
        "hi_open": figure.interval.hi_open,
        "said": figure.said,
        "bound": figure.bound,
        "unit": figure.unit,
        "concept": figure.concept,
        "head": figure.head,
        "quantity": figure.quantity,
        "scope": figure.scope,
        "places": figure.places,
        "as_of": figure.as_of,
        "speaker": figure.speaker,
        "credited": figure.credited,
        "modality": figure.modality,
        "role": figure.role,
        "was": figure.was,
        "revision": figure.revision,
        "place": figure.place,
    } | _spans(figure)


def figure(row: Row[Any]) -> Figure:
    """The figure that a row holds."""
    return Figure(
        interval=Interval(lo=row.lo, hi=row.hi, lo_open=row.lo_open, hi_open=row.hi_open),
        said=tuple(row.said),
        bound=row.bound,
        unit=row.unit,
        concept=row.concept,
        head=row.head,
        quantity=row.quantity,
        scope=row.scope,
        places=tuple(row.places),
        as_of=row.as_of,
        speaker=row.speaker,
        credited=row.credited,
        modality=row.modality,
        role=row.role,
        was=row.was,
        revision=row.revision,
        place=row.place,
        span=Span(row.start, row.end),
        sentence=Span(row.sentence_start, row.sentence_end),
    )


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns of `claims` that hold the claim itself."""
    return {
        "text": claim.text,
        "speaker": claim.speaker,
        "credited": claim.credited,
        "stance": claim.stance,
        "act": claim.act,
        "participants": claim.participants,
        "positive": claim.positive,
        "modality": claim.modality,
        "event_on": claim.event_on,
        "terms": sorted(claim.terms),
        "weight": claim.weight,
        "place": claim.place,
    } | _spans(claim)


def claim(row: Row[Any]) -> Claim:
    """The claim that a row holds."""
    return Claim(
        text=row.text,
        speaker=row.speaker,
        credited=row.credited,
        stance=row.stance,
        act=row.act,
        participants=tuple(row.participants),
        positive=row.positive,
        modality=row.modality,
        event_on=row.event_on,
        terms=frozenset(row.terms),
        weight=row.weight,
        place=row.place,
        span=Span(row.start, row.end),
        sentence=Span(row.sentence_start, row.sentence_end),
    )


def _spans(read: Figure | Claim) -> dict[str, int]:
    return {
        "start": read.span.start,
        "end": read.span.end,
        "sentence_start": read.sentence.start,
        "sentence_end": read.sentence.end,
    }
