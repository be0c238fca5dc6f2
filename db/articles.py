"""Articles: which pages are due, what each visit saw, and what was thought of it for each story."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import CompoundSelect, Connection, Row, Select, func, select, union_all

from db.rows import KnownPage, SeenArticle, StoredVisit, Thought
from db.sql import batches, insert_missing, insert_new, within
from db.tables import articles as a
from db.tables import entries, relevances, stories, story_sources, visits
from pipeline.model import (
    FetchFailure,
    NotModified,
    Outcome,
    Page,
    Quality,
    Relation,
    Relevance,
    Spent,
    StoryState,
    Version,
    Visit,
)

_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """What a page repeats, as its visit remembers it."""

    #: None when it was no article
    relation: Relation | None = None
    #: canonical URL of what it repeats; None when it repeats nothing
    origin_url: str | None = None


def due(connection: Connection, now: datetime) -> list[Visit]:
    """Pages to visit for stories that are followed; oldest publication first, so that an origin precedes its copies."""
    are_due = select(a).where(a.c.due_at <= now)
    followed = set(connection.execute(select(stories.c.id).where(stories.c.state == StoryState.ACTIVE)).scalars())
    of: dict[int, set[str]] = defaultdict(set)
    for article_id, story_id in connection.execute(_links(are_due.with_only_columns(a.c.id))):
        if story_id in followed:
            of[article_id].add(story_id)
    judged: dict[int, set[str]] = defaultdict(set)
    thought = select(relevances.c.article_id, relevances.c.story_id).distinct()
    for article_id, story_id in connection.execute(
        thought.where(relevances.c.article_id.in_(are_due.with_only_columns(a.c.id)))
    ):
        judged[article_id].add(story_id)
    rows = connection.execute(are_due.order_by(func.coalesce(a.c.published_at, a.c.first_seen_at), a.c.id))
    return [
        replace(_visit(row, tuple(sorted(of[row.id]))), is_awaited=not of[row.id] <= judged[row.id])
        for row in rows
        if row.id in of
    ]


def spent(connection: Connection, since: datetime) -> Spent:
    """Visits at or after a time to pages that had been visited before, by story and by host."""
    made = select(visits.c.article_id, func.count().label("n")).where(visits.c.at >= since)
    counts = {row.article_id: row.n for row in connection.execute(made.group_by(visits.c.article_id))}
    by_story: Counter[str] = Counter()
    by_host: Counter[str] = Counter()
    for some in batches(sorted(counts)):
        these = select(a.c.id, a.c.listed_url, a.c.first_seen_at).where(a.c.id.in_(some))
        for row in connection.execute(these):
            counts[row.id] -= row.first_seen_at >= since
            by_host[_host(row.listed_url)] += counts[row.id]
        linked = {(row[0], row[1]) for row in connection.execute(_links(these.with_only_columns(a.c.id)))}
        for article_id, story_id in linked:
            by_story[story_id] += counts[article_id]
    return Spent(by_story=by_story, by_host=by_host)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def visit(connection: Connection, article_id: int) -> Visit:
    """The visit that the article would have now, due or not."""
    this = select(a).where(a.c.id == article_id)
    listed = connection.execute(_links(this.with_only_columns(a.c.id)))
    return _visit(connection.execute(this).one(), tuple(sorted({story_id for _, story_id in listed})))


def add_unlisted(connection: Connection, version: Version) -> int:
    """The id of the article of a version that no source listed; made, and never due, when it is new."""
    row = {
        "url": version.url,
        "listed_url": version.url,
        "outlet": version.outlet,
        "title": version.title,
        "summary": "",
        "author": version.author,
        "first_seen_at": version.fetched_at,
        "published_at": version.published_at,
        "n_visits": 0,
        "n_failures": 0,
    }
    made = insert_new(connection, a, row, a.c.id)
    if made is not None:
        return made
    return connection.execute(select(a.c.id).where(a.c.url == version.url)).scalar_one()


def id_at(connection: Connection, url: str) -> int | None:
    """The article at a canonical URL; None when there is none."""
    return connection.execute(select(a.c.id).where(a.c.url == url)).scalar()


def add_visit(connection: Connection, outcome: Outcome, repeats: Repeats) -> tuple[int, bool]:
    """Record that the page was asked for: the visit's id, and whether it was not recorded before."""
    page_sha256 = outcome.answer.sha256 if isinstance(outcome.answer, Page) else None
    row = {
        "article_id": outcome.visit.article_id,
        "at": asked_at(outcome),
        "status": _status(outcome),
        "error": outcome.answer.error if isinstance(outcome.answer, FetchFailure) else None,
        "quality": None if outcome.version is None else outcome.version.quality,
        "page_sha256": page_sha256,
        "changed": page_sha256 is not None and page_sha256 != _last_page(connection, outcome.visit.article_id),
        "relation": repeats.relation,
        "origin_url": repeats.origin_url,
    }
    made = insert_new(connection, visits, row, visits.c.id)
    if made is not None:
        return made, True
    same = select(visits.c.id).where(visits.c.article_id == row["article_id"], visits.c.at == row["at"])
    return connection.execute(same).scalar_one(), False


def point_to_version(connection: Connection, visit_id: int, version_id: int) -> None:
    """Remember which version the visit stored."""
    connection.execute(visits.update().where(visits.c.id == visit_id).values(version_id=version_id))


def reschedule(connection: Connection, outcome: Outcome, *, is_first: bool) -> None:
    """When the article is due again and what the visit taught of it; `is_first`: it was not recorded before."""
    row: dict[str, Any] = {"due_at": outcome.due_at}
    if isinstance(outcome.answer, Page) and outcome.answer.status == _OK:
        headers = outcome.answer.headers
        row |= {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}
    if isinstance(outcome.answer, Page):
        row["page_sha256"] = outcome.answer.sha256
    if is_first:
        row |= _counted(outcome)
    if outcome.version is not None:
        row |= _learned(outcome.version)
    connection.execute(a.update().where(a.c.id == outcome.visit.article_id).values(**row))


def add_relevances(connection: Connection, visit_id: int, article_id: int, found: Sequence[Relevance]) -> None:
    """What was thought of the page that the visit brought, story by story."""
    rows = [
        {
            "visit_id": visit_id,
            "story_id": r.story_id,
            "article_id": article_id,
            "score": r.score,
            "on": r.on,
            "ask": r.ask,
            "reasons": r.reasons,
        }
        for r in found
    ]
    insert_missing(connection, relevances, rows)


def seen(
    connection: Connection, story_id: str | None, since: datetime | None, until: datetime | None
) -> list[SeenArticle]:
    """Visits with since <= at < until that saw a new page, in the order of time; with `story_id` those on the story."""
    changed = select(visits).where(visits.c.changed, *within(visits.c.at, since, until))
    thought = _relevances(connection, changed.with_only_columns(visits.c.article_id))
    statement = (
        changed.add_columns(a.c.url, a.c.listed_url, a.c.outlet, a.c.title, a.c.first_seen_at, a.c.published_at)
        .join(a, a.c.id == visits.c.article_id)
        .order_by(visits.c.at, visits.c.id)
    )
    found = (_seen(row, thought.get(row.article_id, []), story_id) for row in connection.execute(statement))
    return [one for one in found if story_id is None or one.story_id == story_id]


def visits_of(connection: Connection, url: str) -> list[StoredVisit]:
    """Every time that the page of an article was asked for, by its canonical URL, in the order of time."""
    statement = (
        select(visits.c.at, visits.c.status, visits.c.error, visits.c.page_sha256)
        .join(a, a.c.id == visits.c.article_id)
        .where(a.c.url == url)
        .order_by(visits.c.at)
    )
    return [
        StoredVisit(at=row.at, status=row.status, error=row.error, page_sha256=row.page_sha256)
        for row in connection.execute(statement)
    ]


def thoughts(connection: Connection, story_id: str) -> list[Thought]:
    """The articles that were ever judged for a story, each with the last judgement, in the order of time."""
    last = select(func.max(relevances.c.visit_id)).where(relevances.c.story_id == story_id)
    statement = (
        select(relevances, a.c.url, a.c.listed_url, a.c.outlet, a.c.title, visits.c.at)
        .join(a, a.c.id == relevances.c.article_id)
        .join(visits, visits.c.id == relevances.c.visit_id)
        .where(relevances.c.story_id == story_id)
        .where(relevances.c.visit_id.in_(last.group_by(relevances.c.article_id)))
        .order_by(visits.c.at, relevances.c.visit_id)
    )
    return [
        Thought(
            url=row.url,
            listed_url=row.listed_url,
            outlet=row.outlet,
            title=row.title,
            at=row.at,
            relevance=_relevance(row),
        )
        for row in connection.execute(statement)
    ]


def visit_again(connection: Connection, url: str, at: datetime) -> None:
    """Make an article due as if its page had never been had: it is fetched whole, and judged anew."""
    row = {"due_at": at, "etag": None, "last_modified": None, "page_sha256": None}
    connection.execute(a.update().where(a.c.url == url).values(**row))


def by_quality(connection: Connection) -> dict[Quality, int]:
    """Numbers of articles by what their page last turned out to be."""
    statement = select(a.c.quality, func.count()).where(a.c.quality.is_not(None)).group_by(a.c.quality)
    return {quality: n for quality, n in connection.execute(statement) if quality is not None}


def of_quality(connection: Connection, quality: Quality) -> list[KnownPage]:
    """Articles whose page last turned out to be that, newest first."""
    statement = select(a.c.url, a.c.outlet, a.c.title, a.c.first_seen_at).where(a.c.quality == quality)
    rows = connection.execute(statement.order_by(a.c.first_seen_at.desc(), a.c.id))
    return [KnownPage(url=r.url, outlet=r.outlet, title=r.title, first_seen_at=r.first_seen_at) for r in rows]


def asked_at(outcome: Outcome) -> datetime:
    """When the answer of a visit came."""
    return outcome.answer.fetched_at if isinstance(outcome.answer, Page) else outcome.answer.at


def _status(outcome: Outcome) -> int | None:
    return 304 if isinstance(outcome.answer, NotModified) else outcome.answer.status


def _last_page(connection: Connection, article_id: int) -> str | None:
    return connection.execute(select(a.c.page_sha256).where(a.c.id == article_id)).scalar()


def _counted(outcome: Outcome) -> dict[str, Any]:
    """Visits had, visits in vain, and the last change."""
    is_article = outcome.version is not None and outcome.version.quality is Quality.ARTICLE
    is_same = isinstance(outcome.answer, Page) and outcome.version is None
    unchanged = isinstance(outcome.answer, NotModified) or is_same
    row: dict[str, Any] = {"n_failures": 0 if is_article or unchanged else a.c.n_failures + 1}
    if not isinstance(outcome.answer, FetchFailure):
        row["n_visits"] = a.c.n_visits + 1
    if is_article and outcome.is_new:
        row |= {"changed_at": asked_at(outcome), "n_changes": a.c.n_changes + 1}
    return row


def _learned(version: Version) -> dict[str, Any]:
    """What a page teaches about its article; a page that is no article teaches only that."""
    if version.quality is not Quality.ARTICLE:
        return {"quality": version.quality}
    blank = {"title": version.title, "author": version.author, "published_at": version.published_at}
    filled = {name: func.coalesce(func.nullif(a.c[name], ""), value) for name, value in blank.items() if value}
    filled["published_at"] = func.coalesce(a.c.published_at, version.published_at)
    return {"quality": version.quality, "outlet": version.outlet} | filled


def was_on(connection: Connection, article_id: int) -> set[str]:
    """The stories that an article was on when it was judged for them last."""
    statement = select(relevances.c.story_id, relevances.c.on).where(relevances.c.article_id == article_id)
    last = {row.story_id: row.on for row in connection.execute(statement.order_by(relevances.c.visit_id))}
    return {story_id for story_id, on in last.items() if on}


def unjudged(connection: Connection, visit: Visit) -> set[str]:
    """Those stories of the visit that have never judged its article."""
    statement = select(relevances.c.story_id).where(relevances.c.article_id == visit.article_id)
    return set(visit.story_ids) - set(connection.execute(statement).scalars())


def _links(article_ids: Select[Any]) -> CompoundSelect[Any]:
    """(article, story), not always once, for every story that lists one of the articles or that it is on."""
    listed = (
        select(entries.c.article_id, story_sources.c.story_id)
        .join(story_sources, story_sources.c.source_id == entries.c.source_id)
        .where(entries.c.article_id.in_(article_ids))
    )
    judged = select(relevances.c.article_id, relevances.c.story_id).where(
        relevances.c.on, relevances.c.article_id.in_(article_ids)
    )
    return union_all(listed, judged)


#: a page without an article, where there is no wall and no other file in its place
MISSED = frozenset({Quality.GONE, Quality.TOO_SHORT})


def _visit(row: Row[Any], story_ids: tuple[str, ...]) -> Visit:
    return Visit(
        article_id=row.id,
        url=row.listed_url,
        article_url=row.url,
        outlet=row.outlet,
        first_seen_at=row.first_seen_at,
        n_visits=row.n_visits,
        n_failures=row.n_failures,
        is_missed=row.quality in MISSED,
        changed_at=row.changed_at,
        n_changes=row.n_changes,
        page_sha256=row.page_sha256,
        title=row.title,
        summary=row.summary,
        author=row.author,
        published_at=row.published_at,
        story_ids=story_ids,
        etag=row.etag,
        last_modified=row.last_modified,
    )


def _relevances(connection: Connection, article_ids: Select[Any]) -> Mapping[int, list[tuple[int, Relevance]]]:
    """What was thought of each article, with the visit, in the order of the visits."""
    found: dict[int, list[tuple[int, Relevance]]] = defaultdict(list)
    statement = select(relevances).where(relevances.c.article_id.in_(article_ids)).order_by(relevances.c.visit_id)
    for row in connection.execute(statement):
        found[row.article_id].append((row.visit_id, _relevance(row)))
    return found


def _relevance(row: Row[Any]) -> Relevance:
    return Relevance(story_id=row.story_id, score=row.score, on=row.on, ask=row.ask, reasons=tuple(row.reasons))


def _seen(row: Row[Any], thought: Sequence[tuple[int, Relevance]], story_id: str | None) -> SeenArticle:
    return SeenArticle(
        article_id=row.article_id,
        url=row.url,
        listed_url=row.listed_url,
        outlet=row.outlet,
        title=row.title,
        fetched_at=row.at,
        published_at=row.published_at or row.first_seen_at,
        quality=row.quality,
        relevance=_latest([(v, r) for v, r in thought if v <= row.id], story_id),
        relation=row.relation or Relation.INDEPENDENT,
        origin_url=row.origin_url,
        version_id=row.version_id,
    )


def _latest(thought: Sequence[tuple[int, Relevance]], story_id: str | None) -> Relevance | None:
    """The last thought of each story, best first: that for `story_id`, else one that is on, else the highest."""
    last = {r.story_id: r for _, r in thought if story_id is None or r.story_id == story_id}
    return min(last.values(), key=lambda r: (not r.on, -r.score, r.story_id), default=None)
