"""Flags: raised once, overtaken, reviewed, read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, Text, cast, func, select

from db.rows import FlagState, StoredFlag
from db.sql import batches, insert_new, within
from db.tables import articles, opinions, sources, versions
from db.tables import flags as f
from pipeline.errors import UnknownName
from pipeline.model import Bound, Flag, FlagKind, Quantity, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What raised a flag."""

    story_id: str
    #: None for a flag about a source
    article_id: int | None = None
    #: None when the flag rests on no kept text
    version_id: int | None = None
    #: None for a flag about an article
    source_id: int | None = None
    raised_at: datetime
    #: what makes this occasion another one than the last: the text's hash, or since when a source is blind
    occasion: str


def raise_all(connection: Connection, flags: Sequence[Flag], cause: Cause) -> list[int]:
    """Store flags that were not raised before; their ids. A changed figure overtakes what nobody reviewed."""
    raised = []
    for flag in flags:
        flag_id = insert_new(connection, f, _row(flag, cause), f.c.id)
        if flag_id is None:
            continue
        raised.append(flag_id)
        if flag.kind is FlagKind.FIGURE_CHANGED and flag.series_n is not None:
            _overtake(connection, flag.series_n, cause)
    return raised


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A flag with what raised it."""

    flag: Flag
    cause: Cause


#: flags that rest on the ledger; the others rest on a page or a source
OF_LEDGER = (
    FlagKind.FIGURE_NEW,
    FlagKind.FIGURE_CHANGED,
    FlagKind.FIGURE_CONFLICT,
    FlagKind.CLAIM_NEW,
    FlagKind.CLAIM_DENIED,
)
#: flags that an edited text raises about its article
OF_EDIT = (FlagKind.ARTICLE_REVISED, FlagKind.ARTICLE_CORRECTED, FlagKind.ARTICLE_RETRACTED)
#: what a second opinion is asked about, besides the evidence
ASKED = ("kind", "old", "new", "concept", "scope", "speaker", "why")


def reconcile(connection: Connection, story_id: str, raised: Sequence[Raised]) -> None:
    """Make the stored flags of a ledger those that were raised when it was made anew.

    A flag with the same evidence stays the same flag, with its review; one that nobody raises goes, unless reviewed.
    """
    of_story = (f.c.story_id == story_id, f.c.kind.in_(OF_LEDGER))
    left: dict[tuple[Any, ...], list[Row[Any]]] = {}
    for stored in connection.execute(select(f).where(*of_story).order_by(f.c.id)):
        left.setdefault(_place(stored), []).append(stored)
    connection.execute(f.update().where(*of_story).values(key="rebuilt:" + cast(f.c.id, Text)))
    kept: list[tuple[int, Raised]] = []
    for one in raised:
        if one.flag.kind not in OF_LEDGER:
            continue
        row = _row(one.flag, one.cause)
        if known := left.get(_place(row)):
            before = known.pop(0)
            flag_id: int | None = before.id
            if _asked(dict(before._mapping)) != _asked(row):
                # what was thought of it was thought of another flag
                connection.execute(opinions.update().where(opinions.c.flag_id == flag_id).values(flag_id=None))
            lasting = {k: value for k, value in row.items() if k not in ("state", "raised_at")}
            connection.execute(f.update().where(f.c.id == flag_id).values(**lasting))
        else:
            flag_id = insert_new(connection, f, row, f.c.id)
        if flag_id is not None:
            kept.append((flag_id, one))
    open_states = (FlagState.NEW, FlagState.SUPERSEDED)
    for some in batches(sorted(row.id for rows in left.values() for row in rows)):
        connection.execute(f.delete().where(f.c.id.in_(some), f.c.state.in_(open_states)))
        connection.execute(f.update().where(f.c.id.in_(some)).values(series_n=None, assertion_n=None))
    connection.execute(f.update().where(*of_story, f.c.state == FlagState.SUPERSEDED).values(state=FlagState.NEW))
    for some in batches(_overtaken(kept)):
        connection.execute(
            f.update().where(f.c.id.in_(some), f.c.state == FlagState.NEW).values(state=FlagState.SUPERSEDED)
        )


def _place(row: Any) -> tuple[Any, ...]:
    """Where the evidence of a flag stands: what tells it from others however it is judged."""
    get = row.get if isinstance(row, dict) else row._mapping.get
    kind = str(get("kind")).partition(".")[0]
    return (kind, get("version_id"), get("sentence_start"), get("sentence_end"), get("text"))


def _asked(row: Mapping[str, Any]) -> str:
    """What a second opinion is asked about, in one form for stored and for new flags."""
    return json.dumps([row[column] for column in ASKED])


def _overtaken(kept: Sequence[tuple[int, Raised]]) -> list[int]:
    """Flags whose series a later version changed."""
    overtaken: list[int] = []
    standing: dict[int, list[tuple[int, int | None]]] = {}
    for flag_id, one in kept:
        flag, version_id = one.flag, one.cause.version_id
        if flag.series_n is None:
            continue
        earlier = standing.setdefault(flag.series_n, [])
        if flag.kind is FlagKind.FIGURE_CHANGED:
            overtaken += [i for i, by in earlier if by != version_id]
        earlier.append((flag_id, version_id))
    return overtaken


def last_of(connection: Connection, article_id: int, kinds: Sequence[FlagKind]) -> FlagKind | None:
    """Which of some kinds an article was flagged with last."""
    statement = select(f.c.kind).where(f.c.article_id == article_id, f.c.kind.in_(kinds))
    return connection.execute(statement.order_by(f.c.id.desc()).limit(1)).scalar()


def review(connection: Connection, flag_id: int, state: FlagState) -> None:
    """Confirm or dismiss a flag, or make it new again. Raises UnknownName."""
    found = connection.execute(f.update().where(f.c.id == flag_id).values(state=state).returning(f.c.id)).scalar()
    if found is None:
        raise UnknownName(f"no flag {flag_id}: `storyledger flags` shows them")


def flags(
    connection: Connection,
    story_id: str | None,
    since: datetime | None,
    until: datetime | None,
    kinds: Sequence[FlagKind],
) -> list[StoredFlag]:
    """Flags raised with since <= at < until, in the order in which they were raised; without `kinds`, of every kind."""
    statement = (
        select(
            f,
            func.coalesce(articles.c.url, sources.c.url).label("url"),
            func.coalesce(articles.c.listed_url, sources.c.url).label("listed_url"),
            func.coalesce(versions.c.outlet, articles.c.outlet, "").label("outlet"),
            func.coalesce(versions.c.title, articles.c.title, sources.c.title).label("title"),
            func.coalesce(versions.c.published_at, articles.c.published_at, f.c.raised_at).label("published_at"),
            _edit_id().label("edit_id"),
        )
        .outerjoin(articles, articles.c.id == f.c.article_id)
        .outerjoin(versions, versions.c.id == f.c.version_id)
        .outerjoin(sources, sources.c.id == f.c.source_id)
        .where(*within(f.c.raised_at, since, until))
        .order_by(f.c.raised_at, f.c.id)
    )
    if story_id is not None:
        statement = statement.where(f.c.story_id == story_id)
    if kinds:
        statement = statement.where(f.c.kind.in_(kinds))
    return [_stored(row) for row in connection.execute(statement)]


def _edit_id() -> ScalarSelect[int | None]:
    """The flag about the edit that moved what a flag of the ledger tells: both rest on one version."""
    edit = f.alias()
    of_version = (edit.c.story_id == f.c.story_id, edit.c.version_id == f.c.version_id)
    statement = select(func.min(edit.c.id)).where(*of_version, edit.c.kind.in_(OF_EDIT), f.c.kind.in_(OF_LEDGER))
    return statement.correlate(f).scalar_subquery()


def _overtake(connection: Connection, series_n: int, cause: Cause) -> None:
    """Flags of the same series that other versions raised and nobody looked at: superseded."""
    earlier = f.update().where(
        f.c.story_id == cause.story_id,
        f.c.series_n == series_n,
        f.c.state == FlagState.NEW,
        f.c.version_id.is_distinct_from(cause.version_id),
    )
    connection.execute(earlier.values(state=FlagState.SUPERSEDED))


def _row(flag: Flag, cause: Cause) -> dict[str, Any]:
    span = flag.sentence_span
    row = {
        "story_id": cause.story_id,
        "kind": flag.kind,
        "article_id": cause.article_id,
        "source_id": cause.source_id,
        "series_n": flag.series_n,
        "assertion_n": flag.assertion_n,
        "old": _quantity_row(flag.old),
        "new": _quantity_row(flag.new),
        "text": flag.text,
        "sentence": flag.sentence,
        "sentence_start": None if span is None else span.start,
        "sentence_end": None if span is None else span.end,
    }
    key = hashlib.sha256(json.dumps([row, cause.occasion], sort_keys=True).encode()).hexdigest()
    return row | {
        "key": key,
        "version_id": cause.version_id,
        "concept": flag.concept,
        "scope": flag.scope,
        "speaker": flag.speaker,
        "why": flag.why,
        "score": flag.score,
        "state": FlagState.NEW,
        "raised_at": cause.raised_at,
    }


def _stored(row: Row[Any]) -> StoredFlag:
    return StoredFlag(
        id=row.id,
        story_id=row.story_id,
        flag=flag_of(row),
        state=row.state,
        raised_at=row.raised_at,
        url=row.url,
        listed_url=row.listed_url,
        outlet=row.outlet,
        title=row.title,
        published_at=row.published_at,
        version_id=row.version_id,
        edit_id=row.edit_id,
    )


def flag_of(row: Row[Any]) -> Flag:
    """The flag in a row of its table."""
    return Flag(
        kind=row.kind,
        why=row.why,
        score=row.score,
        concept=row.concept,
        scope=row.scope,
        speaker=row.speaker,
        old=_quantity(row.old),
        new=_quantity(row.new),
        text=row.text,
        sentence=row.sentence,
        sentence_span=None if row.sentence_start is None else Span(row.sentence_start, row.sentence_end),
        series_n=row.series_n,
        assertion_n=row.assertion_n,
    )


def _quantity_row(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {"value": quantity.value, "bound": quantity.bound, "unit": quantity.unit}


def _quantity(row: dict[str, Any] | None) -> Quantity | None:
    if row is None:
        return None
    value = row["value"]
    return Quantity(
        value=tuple(value) if isinstance(value, list) else value, bound=Bound(row["bound"]), unit=row["unit"]
    )
