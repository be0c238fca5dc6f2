"""Second opinions: which flags wait for one, what was said, and what was spent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from db import copies
from db.flags import flag_of
from db.rows import FlagState
from db.sql import batches
from db.tables import flags as f
from db.tables import opinions as o
from db.tables import stories
from pipeline.model import FlagKind, Hearing, Opinion, Question, Span

#: a question that fails as often is not asked again: it may be what the server chokes on
TRIES = 5


def questions(
    connection: Connection, kinds: Sequence[FlagKind], since: datetime, story_id: str | None, most: int
) -> list[Question]:
    """Flags nobody reviewed, raised from a time on, that wait for an opinion: least failed first, then the newest."""
    n_failed = select(func.count()).where(o.c.flag_id == f.c.id).correlate(f).scalar_subquery()
    answered = select(o.c.id).where(o.c.flag_id == f.c.id, o.c.hearing != Hearing.FAILED).correlate(f).exists()
    statement = (
        select(f, stories.c.name.label("story_name"))
        .join(stories, stories.c.id == f.c.story_id)
        .where(f.c.state == FlagState.NEW, f.c.kind.in_(kinds), f.c.raised_at >= since, f.c.version_id.is_not(None))
        .where(~answered, n_failed < TRIES)
        .order_by(n_failed, f.c.raised_at.desc(), f.c.id.desc())
        .limit(most)
    )
    if story_id is not None:
        statement = statement.where(f.c.story_id == story_id)
    rows = connection.execute(statement).all()
    known = {k.version_id: k.version for k in copies.known(connection, sorted({row.version_id for row in rows}))}
    return [
        Question(
            flag_id=row.id,
            flag_key=row.key,
            story_id=row.story_id,
            story_name=row.story_name,
            flag=flag_of(row),
            version=known[row.version_id],
        )
        for row in rows
    ]


def n_asked(connection: Connection, since: datetime) -> int:
    """Questions that somebody was asked from a time on."""
    asked = select(func.count()).where(o.c.at >= since, ~o.c.is_repeated)
    return connection.execute(asked).scalar_one()


def left_alone_until(connection: Connection) -> datetime | None:
    """Until when the one who failed at the last question is left alone."""
    return connection.execute(select(o.c.again_at).order_by(o.c.id.desc()).limit(1)).scalar()


def opinion_on(connection: Connection, key: str) -> Opinion | None:
    """What was answered last to a question."""
    answered = select(o).where(o.c.key == key, o.c.hearing != Hearing.FAILED).order_by(o.c.id.desc()).limit(1)
    row = connection.execute(answered).one_or_none()
    return None if row is None else _opinion(row)


def record(connection: Connection, question: Question, opinion: Opinion) -> None:
    """Keep an opinion; one whose flag is gone meanwhile still counts as asked, one whose story is gone goes too."""
    same = select(f.c.id).where(f.c.id == question.flag_id, f.c.key == question.flag_key)
    flag_id = connection.execute(same).scalar()
    if connection.execute(select(stories.c.id).where(stories.c.id == question.story_id)).scalar() is not None:
        connection.execute(o.insert().values(**_row(question, opinion), flag_id=flag_id))


def of_flags(connection: Connection, flag_ids: Sequence[int]) -> Mapping[int, Opinion]:
    """Flag -> what came of asking about it last."""
    found: dict[int, Opinion] = {}
    for some in batches(flag_ids):
        rows = connection.execute(select(o).where(o.c.flag_id.in_(some)).order_by(o.c.id))
        found |= {row.flag_id: _opinion(row) for row in rows}
    return found


def _row(question: Question, opinion: Opinion) -> dict[str, Any]:
    span = opinion.cited_span
    return {
        "story_id": question.story_id,
        "key": opinion.key,
        "model": opinion.model,
        "at": opinion.at,
        "hearing": opinion.hearing,
        "doubts": opinion.doubts,
        "worth": opinion.worth,
        "summary": opinion.summary,
        "reason": opinion.reason,
        "cited": opinion.cited,
        "cited_start": None if span is None else span.start,
        "cited_end": None if span is None else span.end,
        "error": opinion.error,
        "again_at": opinion.again_at,
        "is_repeated": opinion.is_repeated,
    }


def _opinion(row: Row[Any]) -> Opinion:
    return Opinion(
        flag_id=row.flag_id or 0,
        key=row.key,
        model=row.model,
        at=row.at,
        hearing=row.hearing,
        doubts=row.doubts,
        worth=row.worth,
        summary=row.summary,
        reason=row.reason,
        cited=row.cited,
        cited_span=None if row.cited_start is None else Span(row.cited_start, row.cited_end),
        error=row.error,
        again_at=row.again_at,
        is_repeated=row.is_repeated,
    )
