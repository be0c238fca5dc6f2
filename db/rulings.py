"""Rulings: the user's word about series, kept as it was given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from db.rows import StoredRuling
from db.tables import rulings as r
from pipeline.errors import UnknownName
from pipeline.model import Anchor, Ruling, RulingKind, Span


def rulings(connection: Connection, story_id: str) -> list[StoredRuling]:
    """In the order in which they were given."""
    rows = connection.execute(select(r).where(r.c.story_id == story_id).order_by(r.c.id))
    return [StoredRuling(id=row.id, ruling=_ruling(row.ruling), ruled_at=row.ruled_at) for row in rows]


def add(connection: Connection, story_id: str, ruling: Ruling, at: datetime) -> int:
    """Keep a ruling; its id."""
    row = {"story_id": story_id, "ruling": _row(ruling), "ruled_at": at}
    return connection.execute(r.insert().values(**row).returning(r.c.id)).scalar_one()


def remove(connection: Connection, story_id: str, ruling_id: int) -> None:
    """Raises UnknownName."""
    gone = r.delete().where(r.c.story_id == story_id, r.c.id == ruling_id).returning(r.c.id)
    if connection.execute(gone).scalar() is None:
        raise UnknownName(f"no ruling {ruling_id} in {story_id}: `storyledger review rulings {story_id}` shows them")


def _row(ruling: Ruling) -> dict[str, Any]:
    return {
        "kind": ruling.kind,
        "of": [_anchor_row(a) for a in ruling.of],
        "to": None if ruling.to is None else _anchor_row(ruling.to),
        "name": ruling.name,
    }


def _anchor_row(anchor: Anchor) -> Sequence[Any]:
    return (anchor.url, anchor.sentence, anchor.span.start, anchor.span.end)


def _ruling(row: dict[str, Any]) -> Ruling:
    return Ruling(
        kind=RulingKind(row["kind"]),
        of=tuple(_anchor(a) for a in row["of"]),
        to=None if row["to"] is None else _anchor(row["to"]),
        name=row["name"],
    )


def _anchor(row: Sequence[Any]) -> Anchor:
    url, sentence, start, end = row
    return Anchor(url=url, sentence=sentence, span=Span(start, end))
