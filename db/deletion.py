"""What goes when a story goes: all that was kept for it alone."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, union

from db.sql import batches
from db.stories import story
from db.tables import (
    articles,
    claims,
    entries,
    figures,
    mentions,
    postings,
    relevances,
    sources,
    stories,
    story_sources,
    supports,
    versions,
)


def delete_story(connection: Connection, story_id: str) -> None:
    """Delete a story with its ledger, flags and sources, and the texts that no other needs. Raises UnknownName."""
    story(connection, story_id)
    connection.execute(stories.delete().where(stories.c.id == story_id))
    connection.execute(sources.delete().where(sources.c.id.not_in(select(story_sources.c.source_id))))
    _delete_versions(connection, _unread(connection))
    listed = select(entries.c.article_id)
    judged = select(relevances.c.article_id)
    kept = select(versions.c.article_id)
    connection.execute(articles.delete().where(articles.c.id.not_in(union(listed, judged, kept))))


def _unread(connection: Connection) -> Sequence[int]:
    """Versions of articles on no story, in which no story reads anything."""
    on = select(relevances.c.article_id).where(relevances.c.on)
    counted = select(figures.c.version_id).join(mentions, mentions.c.figure_id == figures.c.id)
    said = select(claims.c.version_id).join(supports, supports.c.claim_id == claims.c.id)
    statement = select(versions.c.id).where(
        versions.c.article_id.not_in(on), versions.c.id.not_in(union(counted, said))
    )
    return connection.execute(statement.order_by(versions.c.id)).scalars().all()


def _delete_versions(connection: Connection, version_ids: Sequence[int]) -> None:
    for some in batches(version_ids):
        connection.execute(postings.delete().where(postings.c.version_id.in_(some)))
        connection.execute(versions.delete().where(versions.c.id.in_(some)))
