"""The ledger of a story: series with their mentions, assertions with their supports."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from db import readings, rulings
from db.sql import insert_missing
from db.tables import articles, assertions, claims, figures, mentions, series, supports, versions
from db.voices import Evidence
from pipeline.model import (
    Assertion,
    ClaimDecision,
    FigureDecision,
    Judgement,
    Ledger,
    Point,
    Series,
    Support,
)


@dataclass(slots=True)
class Book:
    """The ledger of one story as far as it has been read."""

    series: dict[int, Series] = field(default_factory=dict)
    assertions: dict[int, Assertion] = field(default_factory=dict)
    #: ids of the last mention and support that were read
    mention_id: int = 0
    support_id: int = 0


def ledger(connection: Connection, story_id: str) -> Ledger:
    """What is known of a story: series and assertions by their number, mentions and supports in the order judged."""
    return read_on(connection, story_id, Book())


def read_on(connection: Connection, story_id: str, book: Book) -> Ledger:
    """The same, reading only what was recorded since `book` was read last; rows of a ledger are never rewritten."""
    last = (max(book.series, default=0), max(book.assertions, default=0))
    for row in connection.execute(_opened(series, story_id, last[0])):
        book.series[row.n] = _series(row)
    for row in connection.execute(_opened(assertions, story_id, last[1])):
        book.assertions[row.n] = Assertion(n=row.n, text=row.text)
    _read_points(connection, story_id, book)
    _read_supports(connection, story_id, book)
    return Ledger(
        story_id=story_id,
        series=tuple(book.series.values()),
        assertions=tuple(book.assertions.values()),
        rulings=tuple(kept.ruling for kept in rulings.rulings(connection, story_id)),
    )


def record(connection: Connection, judgement: Judgement, evidence: Evidence) -> None:
    """The figures and claims of a version, and what they mean to the story."""
    story_id = judgement.relevance.story_id
    _open(connection, story_id, judgement)
    figure_ids = readings.add_figures(connection, evidence.version_id, [d.figure for d in judgement.figures])
    heard = {figure_ids[d.figure]: _mention_row(d, story_id, evidence) for d in judgement.figures}
    insert_missing(connection, mentions, [row | {"figure_id": figure_id} for figure_id, row in heard.items()])
    claim_ids = readings.add_claims(connection, evidence.version_id, [d.claim for d in judgement.claims])
    said = {claim_ids[d.claim]: _support_row(d, story_id, evidence) for d in judgement.claims}
    insert_missing(connection, supports, [row | {"claim_id": claim_id} for claim_id, row in said.items()])


def _open(connection: Connection, story_id: str, judgement: Judgement) -> None:
    opened = [_series_row(d.opens, story_id) for d in judgement.figures if d.opens is not None]
    insert_missing(connection, series, opened)
    said = [
        {"story_id": story_id, "n": d.opens.n, "text": d.opens.text} for d in judgement.claims if d.opens is not None
    ]
    insert_missing(connection, assertions, said)


def _series_row(opened: Series, story_id: str) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "n": opened.n,
        "name": opened.name,
        "unit": opened.unit,
        "quantity": opened.quantity,
        "role": opened.role,
        "scope": opened.scope,
        "grows_only": opened.grows_only,
    }


def _mention_row(decision: FigureDecision, story_id: str, evidence: Evidence) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "series_n": decision.series_n,
        "standing": decision.standing,
        "why": decision.why,
        "confidence": decision.confidence,
        "voice": evidence.voice(decision.figure),
    }


def _support_row(decision: ClaimDecision, story_id: str, evidence: Evidence) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "assertion_n": decision.assertion_n,
        "why": decision.why,
        "voice": evidence.voice(decision.claim),
    }


def sentence_of(read: Any) -> Any:
    """The sentence of a row of `figures` or `claims`, verbatim, cut out of its version by the database."""
    start, end = read.c.sentence_start, read.c.sentence_end
    return func.substr(versions.c.text, start + 1, end - start)


def _opened(table: Any, story_id: str, after: int) -> Select[Any]:
    return select(table).where(table.c.story_id == story_id, table.c.n > after).order_by(table.c.n)


def _read_points(connection: Connection, story_id: str, book: Book) -> None:
    statement = (
        select(
            figures,
            mentions.c.id.label("mention_id"),
            mentions.c.series_n,
            mentions.c.standing,
            mentions.c.voice,
            *_where_said(figures),
        )
        .select_from(mentions)
        .join(figures, figures.c.id == mentions.c.figure_id)
        .where(mentions.c.story_id == story_id, mentions.c.series_n.is_not(None), mentions.c.id > book.mention_id)
        .order_by(mentions.c.id)
    )
    found: dict[int, list[Point]] = defaultdict(list)
    for row in connection.execute(with_versions(statement, figures)):
        found[row.series_n].append(_point(row))
        book.mention_id = row.mention_id
    for n, points in found.items():
        book.series[n] = replace(book.series[n], points=book.series[n].points + tuple(points))


def _read_supports(connection: Connection, story_id: str, book: Book) -> None:
    statement = (
        select(
            claims,
            supports.c.id.label("support_id"),
            supports.c.assertion_n,
            supports.c.voice,
            *_where_said(claims),
        )
        .select_from(supports)
        .join(claims, claims.c.id == supports.c.claim_id)
        .where(supports.c.story_id == story_id, supports.c.assertion_n.is_not(None), supports.c.id > book.support_id)
        .order_by(supports.c.id)
    )
    found: dict[int, list[Support]] = defaultdict(list)
    for row in connection.execute(with_versions(statement, claims)):
        found[row.assertion_n].append(_support(row))
        book.support_id = row.support_id
    for n, backing in found.items():
        known = book.assertions[n]
        book.assertions[n] = replace(known, supports=known.supports + tuple(backing))


def _where_said(read: Any) -> Sequence[Any]:
    return (
        versions.c.outlet,
        versions.c.published_at,
        articles.c.url.label("article_url"),
        sentence_of(read).label("sentence_text"),
    )


def with_versions(statement: Select[Any], read: Any) -> Select[Any]:
    """`statement` joined to the versions and articles that its figures or claims stand in."""
    return statement.join(versions, versions.c.id == read.c.version_id).join(
        articles, articles.c.id == versions.c.article_id
    )


def _series(row: Row[Any]) -> Series:
    return Series(
        n=row.n,
        name=row.name,
        unit=row.unit,
        quantity=row.quantity,
        role=row.role,
        scope=row.scope,
        grows_only=row.grows_only,
    )


def _point(row: Row[Any]) -> Point:
    return Point(
        figure=readings.figure(row),
        sentence=row.sentence_text,
        standing=row.standing,
        url=row.article_url,
        outlet=row.outlet,
        reported_at=row.published_at,
        voice=row.voice,
        version_id=row.version_id,
    )


def _support(row: Row[Any]) -> Support:
    return Support(
        claim=readings.claim(row),
        sentence=row.sentence_text,
        url=row.article_url,
        outlet=row.outlet,
        reported_at=row.published_at,
        voice=row.voice,
        version_id=row.version_id,
    )
