"""Figures and claims with where they stand, for those who read the store."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, func, select

from db import readings
from db.ledgers import sentence_of, with_versions
from db.rows import StoredClaim, StoredFigure
from db.sql import within
from db.tables import articles, claims, figures, mentions, supports, versions


def figures_of(
    connection: Connection, story_id: str | None, since: datetime | None, until: datetime | None
) -> list[StoredFigure]:
    """Figures of one story, or of all, from versions had in [since, until); in the order in which they were judged."""
    phrase = func.substr(versions.c.text, figures.c.start + 1, figures.c.end - figures.c.start)
    statement = (
        select(figures, mentions, *_where(figures), phrase.label("phrase"))
        .select_from(mentions)
        .join(figures, figures.c.id == mentions.c.figure_id)
        .where(*_of(mentions.c.story_id, story_id), *within(versions.c.fetched_at, since, until))
        .order_by(mentions.c.id)
    )
    return [_figure(row) for row in connection.execute(with_versions(statement, figures))]


def claims_of(
    connection: Connection, story_id: str | None, since: datetime | None, until: datetime | None
) -> list[StoredClaim]:
    """Claims of one story, or of all, from versions had in [since, until); in the order in which they were judged."""
    statement = (
        select(claims, supports, *_where(claims))
        .select_from(supports)
        .join(claims, claims.c.id == supports.c.claim_id)
        .where(*_of(supports.c.story_id, story_id), *within(versions.c.fetched_at, since, until))
        .order_by(supports.c.id)
    )
    return [_claim(row) for row in connection.execute(with_versions(statement, claims))]


def _of(column: Column[str], story_id: str | None) -> list[ColumnElement[bool]]:
    return [] if story_id is None else [column == story_id]


def _where(read: Any) -> tuple[Any, ...]:
    return (
        versions.c.outlet,
        versions.c.fetched_at,
        versions.c.published_at,
        articles.c.url.label("article_url"),
        articles.c.listed_url,
        sentence_of(read).label("sentence_text"),
    )


def _figure(row: Row[Any]) -> StoredFigure:
    return StoredFigure(
        id=row.figure_id,
        story_id=row.story_id,
        figure=readings.figure(row),
        text=row.phrase,
        sentence=row.sentence_text,
        standing=row.standing,
        series_n=row.series_n,
        why=row.why,
        confidence=row.confidence,
        voice=row.voice,
        version_id=row.version_id,
        url=row.article_url,
        listed_url=row.listed_url,
        outlet=row.outlet,
        fetched_at=row.fetched_at,
        published_at=row.published_at,
    )


def _claim(row: Row[Any]) -> StoredClaim:
    return StoredClaim(
        id=row.claim_id,
        story_id=row.story_id,
        claim=readings.claim(row),
        sentence=row.sentence_text,
        assertion_n=row.assertion_n,
        why=row.why,
        voice=row.voice,
        version_id=row.version_id,
        url=row.article_url,
        listed_url=row.listed_url,
        outlet=row.outlet,
        fetched_at=row.fetched_at,
        published_at=row.published_at,
    )
