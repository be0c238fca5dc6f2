"""Sources, and the stories that they are polled for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from db.sql import batches, insert_missing, insert_new, one_of
from db.tables import sources as s
from db.tables import stories
from db.tables import story_sources as link
from pipeline.errors import UnknownName
from pipeline.model import Source, StoryState


def sources(connection: Connection, story_id: str | None = None) -> list[Source]:
    """All the sources, or those of one story, in the order in which they were added."""
    statement = select(s).order_by(s.c.id)
    if story_id is not None:
        statement = statement.join(link, link.c.source_id == s.c.id).where(link.c.story_id == story_id)
    return _with_stories(connection, connection.execute(statement))


def by_id(connection: Connection, source_id: int) -> Source:
    """Raises UnknownName."""
    found = _with_stories(connection, connection.execute(select(s).where(s.c.id == source_id)))
    if not found:
        raise UnknownName(f"no source {source_id}: `storyledger source list` shows them")
    return found[0]


def by_ids(connection: Connection, source_ids: Sequence[int]) -> list[Source]:
    """Raises UnknownName when one of them is not there."""
    found = []
    for some in batches(sorted(set(source_ids))):
        found += _with_stories(connection, connection.execute(select(s).where(one_of(s.c.id, some))))
    missing = set(source_ids) - {source.id for source in found}
    if missing:
        raise UnknownName(f"no source {min(missing)}: `storyledger source list` shows them")
    return found


def due(connection: Connection, now: datetime) -> list[Source]:
    """Sources to poll: due, neither paused nor retired, listed for at least one followed story."""
    followed = (
        select(link.c.source_id)
        .join(stories, stories.c.id == link.c.story_id)
        .where(stories.c.state == StoryState.ACTIVE)
    )
    statement = (
        select(s)
        .where(s.c.due_at <= now, s.c.paused.is_(False), s.c.retired.is_(False), s.c.id.in_(followed))
        .order_by(s.c.id)
    )
    return _with_stories(connection, connection.execute(statement))


def add(connection: Connection, source: Source) -> Source:
    """Add a source (its `id` is the store's to give), or add its stories to the one with the same URL."""
    row = {
        "kind": source.kind,
        "url": source.url,
        "title": source.title,
        "due_at": source.due_at,
        "due_why": "was never asked",
        "n_failures": 0,
        "paused": False,
        "retired": False,
    }
    insert_new(connection, s, row, s.c.id)
    source_id = connection.execute(select(s.c.id).where(s.c.url == source.url)).scalar_one()
    insert_missing(connection, link, [{"story_id": i, "source_id": source_id} for i in source.story_ids])
    return by_id(connection, source_id)


def pause(connection: Connection, source_id: int, paused: bool) -> None:
    """Stop polling a source, or poll it again; a retired one is given another chance. Raises UnknownName."""
    by_id(connection, source_id)
    changed = s.update().where(s.c.id == source_id)
    connection.execute(changed.values(paused=paused) if paused else changed.values(paused=False, retired=False))


def remove(connection: Connection, source_id: int) -> None:
    """Forget a source and what it listed; the articles stay. Raises UnknownName."""
    by_id(connection, source_id)
    connection.execute(s.delete().where(s.c.id == source_id))


def _with_stories(connection: Connection, rows: Iterable[Row[Any]]) -> list[Source]:
    found = list(rows)
    listed: dict[int, list[str]] = defaultdict(list)
    for some in batches([row.id for row in found]):
        statement = select(link.c.source_id, link.c.story_id).where(one_of(link.c.source_id, some))
        for source_id, story_id in connection.execute(statement):
            listed[source_id].append(story_id)
    return [_source(row, tuple(sorted(listed[row.id]))) for row in found]


def _source(row: Row[Any], story_ids: tuple[str, ...]) -> Source:
    return Source(
        id=row.id,
        kind=row.kind,
        url=row.url,
        title=row.title,
        story_ids=story_ids,
        due_at=row.due_at,
        etag=row.etag,
        last_modified=row.last_modified,
        body_sha256=row.body_sha256,
        n_failures=row.n_failures,
        ok_at=row.ok_at,
        news_at=row.news_at,
        paused=row.paused,
        retired=row.retired,
        due_why=row.due_why,
        rhythm_s=row.rhythm_s,
        hint_s=row.hint_s,
        hub=row.hub,
    )
