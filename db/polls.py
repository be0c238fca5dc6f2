"""What polls brought: their outcome, the entries, and the visits that these make due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, bindparam, case, func, select

from db.rows import Blind, Health, StoredPoll
from db.sources import by_ids
from db.sql import batches, insert_all, one_of, within
from db.tables import articles, entries, relevances, sources
from db.tables import polls as p
from pipeline.model import Entry, Poll, PollResult, Source

#: polls in a row that a permanent redirect must hold before it is believed
HELD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """The entries of one poll, by what is known of them."""

    new: tuple[Entry, ...]
    #: known, with another fingerprint
    changed: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """A source that has moved for good."""

    #: what changes in its row
    row: dict[str, Any]
    #: what is kept of it with the poll
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One poll, its source as it was before, and its entries by what is known of them."""

    poll: Poll
    source: Source
    n_listed: int
    found: _Sorted
    moved: _Moved | None


def record(connection: Connection, found: Sequence[Poll]) -> None:
    """Polls with their sources' states, their entries and the visits that they make due; cheapest many at a time.

    A poll that was recorded before adds nothing.
    """
    rest: dict[tuple[int, datetime], Poll] = {}
    for poll in found:
        rest.setdefault((poll.source_id, poll.at), poll)
    while rest:
        # of each source one at a time, for a poll begins where the one before it ended
        first: dict[int, Poll] = {}
        for poll in rest.values():
            first.setdefault(poll.source_id, poll)
        _record(connection, list(first.values()))
        rest = {key: poll for key, poll in rest.items() if first[poll.source_id] is not poll}


def _record(connection: Connection, found: Sequence[Poll]) -> None:
    known = {s.id: s for s in by_ids(connection, [poll.source_id for poll in found])}
    before = _recorded(connection, found)
    fresh = [poll for poll in found if (poll.source_id, poll.at) not in before]
    asked = _asked(connection, [(poll, known[poll.source_id]) for poll in fresh])
    insert_all(connection, p, [_poll_row(a) for a in asked])
    _update_sources(connection, asked)
    article_ids = _articles(connection, asked)
    rows = [_entry_row(e, a.source.id, article_ids[e.url], a.poll.at) for a in asked for e in a.found.new]
    insert_all(connection, entries, rows)
    for a in asked:
        _change(connection, a.source.id, a.found.changed, a.poll.at)


def _recorded(connection: Connection, found: Sequence[Poll]) -> set[tuple[int, datetime]]:
    """Those of the polls that are known: source and time."""
    before: set[tuple[int, datetime]] = set()
    for some in batches([poll.source_id for poll in found]):
        statement = select(p.c.source_id, p.c.at).where(one_of(p.c.source_id, some))
        at = sorted({poll.at for poll in found})
        rows = connection.execute(statement.where(p.c.at >= at[0], p.c.at <= at[-1]))
        before.update((row.source_id, row.at) for row in rows)
    return before


def _asked(connection: Connection, found: Sequence[tuple[Poll, Source]]) -> list[_Asked]:
    listed = {poll.source_id: tuple({e.url: e for e in reversed(poll.entries)}.values())[::-1] for poll, _ in found}
    prints = _fingerprints(connection, listed)
    asked = []
    for poll, source in found:
        moved = _moved(connection, source, poll)
        if moved is not None:
            poll = replace(poll, notes=(*poll.notes, moved.note))
        entries_now = listed[source.id]
        known = prints.get(source.id, {})
        sort = _Sorted(
            new=tuple(e for e in entries_now if e.url not in known),
            changed=tuple(e for e in entries_now if e.url in known and known[e.url] != e.fingerprint),
        )
        asked.append(_Asked(poll=poll, source=source, n_listed=len(entries_now), found=sort, moved=moved))
    return asked


def _update_sources(connection: Connection, asked: Sequence[_Asked]) -> None:
    """What the polls taught of their sources; those that learned the same kinds of things together."""
    rows = [_source_row(a.source, a.poll, a.found) | (a.moved.row if a.moved else {}) for a in asked]
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for a, row in zip(asked, rows, strict=True):
        alike[tuple(sorted(row))].append({"of": a.source.id, **{f"new_{name}": value for name, value in row.items()}})
    for names, same in alike.items():
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        connection.execute(sources.update().where(sources.c.id == bindparam("of")).values(values), same)


def polls(connection: Connection, since: datetime | None, until: datetime | None) -> list[StoredPoll]:
    """Polls with since <= at < until, in the order of time."""
    statement = (
        select(p, sources.c.url, sources.c.title)
        .join(sources, sources.c.id == p.c.source_id)
        .where(*within(p.c.at, since, until))
        .order_by(p.c.at, p.c.id)
    )
    return [_stored(row) for row in connection.execute(statement)]


def health(connection: Connection, since: datetime | None) -> list[Health]:
    """Polls of each source since then, summed up; by source."""
    failed = case((p.c.result == PollResult.FAILED, 1), else_=0)
    failed_at = func.max(case((p.c.result == PollResult.FAILED, p.c.at)))
    summed = (
        select(
            p.c.source_id,
            func.count().label("n_polls"),
            func.sum(failed).label("n_failed"),
            func.sum(p.c.n_new).label("n_new"),
            failed_at.label("failed_at"),
        )
        .where(*within(p.c.at, since, None))
        .group_by(p.c.source_id)
        .subquery()
    )
    last = (summed.c.source_id == p.c.source_id) & (summed.c.failed_at == p.c.at)
    statement = select(summed, p.c.error).join_from(summed, p, last, isouter=True).order_by(summed.c.source_id)
    return [
        Health(
            source_id=row.source_id,
            n_polls=row.n_polls,
            n_failed=row.n_failed,
            n_new=row.n_new,
            error=row.error,
            failed_at=row.failed_at,
        )
        for row in connection.execute(statement)
    ]


def blind(connection: Connection, since: datetime | None, until: datetime | None) -> list[Blind]:
    """Times in which a source failed, as far as they overlap [since, until); by source, then by time."""
    later = p.alias()
    answered = (
        select(func.min(later.c.at))
        .where(later.c.source_id == p.c.source_id, later.c.at > p.c.at, later.c.result != PollResult.FAILED)
        .where(*within(later.c.at, None, until))
        .scalar_subquery()
    )
    statement = (
        select(p.c.source_id, p.c.at, p.c.error, sources.c.url, sources.c.title, answered.label("answered_at"))
        .join(sources, sources.c.id == p.c.source_id)
        .where(p.c.result == PollResult.FAILED, *within(p.c.at, None, until))
        .order_by(p.c.source_id, p.c.at)
    )
    # failures in a row are those with the same next answer
    runs = groupby(connection.execute(statement), key=lambda row: (row.source_id, row.answered_at))
    found = [_blind(list(failures)) for _, failures in runs]
    return [b for b in found if b.until is None or since is None or b.until > since]


def _moved(connection: Connection, source: Source, poll: Poll) -> _Moved | None:
    """The source's new address, once its polls have been led there for good so many times in a row."""
    if poll.moved_to is None or poll.moved_to == source.url or poll.result is PollResult.FAILED:
        return None
    statement = (
        select(p.c.moved_to)
        .where(p.c.source_id == source.id, p.c.at < poll.at, p.c.result != PollResult.FAILED)
        .order_by(p.c.at.desc())
        .limit(HELD - 1)
    )
    if connection.execute(statement).scalars().all() != [poll.moved_to] * (HELD - 1):
        return None
    other = connection.execute(select(sources.c.id).where(sources.c.url == poll.moved_to)).scalar()
    if other is not None:
        note = f"moved for good to {poll.moved_to}, which is source {other} already: remove one of them"
        return _Moved(row={}, note=note)
    return _Moved(row={"url": poll.moved_to}, note=f"moved for good from {source.url} to {poll.moved_to}")


def _fingerprints(connection: Connection, listed: Mapping[int, Sequence[Entry]]) -> dict[int, dict[str, str]]:
    """Fingerprints of those listed entries that are known, by source and URL."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    of = [source_id for source_id, some in listed.items() if some]
    urls = list({e.url: None for some in listed.values() for e in some})
    for some in batches(urls):
        statement = select(entries.c.source_id, entries.c.url, entries.c.fingerprint)
        for row in connection.execute(statement.where(one_of(entries.c.source_id, of), one_of(entries.c.url, some))):
            found[row.source_id][row.url] = row.fingerprint
    return found


def _articles(connection: Connection, asked: Sequence[_Asked]) -> Mapping[str, int]:
    """Ids of the articles of all new entries, by URL; those that nobody knew are made, due at once."""
    wanted: dict[str, tuple[Entry, _Asked]] = {}
    for a in asked:
        for entry in a.found.new:
            wanted.setdefault(entry.url, (entry, a))
    if not wanted:
        return {}
    before = _ids(connection, list(wanted))
    made = [_article_row(e, a.source, a.poll.at) for e, a in wanted.values() if e.url not in before]
    insert_all(connection, articles, made)
    for a in asked:
        ids = [before[e.url] for e in a.found.new if e.url in before]
        _make_due(connection, _unjudged(connection, ids, a.source.story_ids), a.poll.at)
    return before if len(before) == len(wanted) else before | _ids(connection, [row["url"] for row in made])


def _ids(connection: Connection, urls: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(urls):
        rows = connection.execute(select(articles.c.url, articles.c.id).where(one_of(articles.c.url, some)))
        found.update((row.url, row.id) for row in rows)
    return found


def _unjudged(connection: Connection, article_ids: Sequence[int], story_ids: Iterable[str]) -> list[int]:
    """Articles known through other sources that one of the stories has not judged yet."""
    judged: dict[int, set[str]] = {article_id: set() for article_id in article_ids}
    for some in batches(article_ids):
        statement = select(relevances.c.article_id, relevances.c.story_id)
        for row in connection.execute(statement.where(one_of(relevances.c.article_id, some))):
            judged[row.article_id].add(row.story_id)
    return [article_id for article_id, known in judged.items() if not known.issuperset(story_ids)]


def _make_due(connection: Connection, article_ids: Sequence[int], at: datetime) -> None:
    """A visit at once, and the whole page: a story that has not judged the article cannot do with "unchanged"."""
    whole = {"due_at": at, "etag": None, "last_modified": None}
    for some in batches(article_ids):
        connection.execute(articles.update().where(articles.c.id.in_(some)).values(whole))


def _change(connection: Connection, source_id: int, changed: Sequence[Entry], at: datetime) -> None:
    """Entries that were edited: their new words, and a visit at once."""
    if not changed:
        return
    statement = entries.update().where(entries.c.source_id == source_id, entries.c.url == bindparam("of"))
    words = ("listed_url", "title", "summary", "published_at", "updated_at", "author", "fingerprint", "notes")
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in (*words, "changed_at")}
    rows = [{"of": e.url, **{f"new_{k}": v for k, v in _words(e).items()}, "new_changed_at": at} for e in changed]
    connection.execute(statement.values(values), rows)
    of_article = articles.update().where(articles.c.url == bindparam("of"))
    renewed: dict[str, Any] = {
        "title": bindparam("new_title"),
        "summary": bindparam("new_summary"),
        "due_at": bindparam("new_due_at"),
    }
    pages = [e for e in changed if _is_page(e)]
    now = [{"of": e.url, "new_title": e.title, "new_summary": e.summary, "new_due_at": at} for e in pages]
    if now:
        connection.execute(of_article.values(renewed), now)


def _is_page(entry: Entry) -> bool:
    return entry.url.startswith(("http://", "https://"))


def _poll_row(asked: _Asked) -> dict[str, Any]:
    poll, found = asked.poll, asked.found
    return {
        "source_id": poll.source_id,
        "at": poll.at,
        "result": poll.result,
        "status": poll.status,
        "error": poll.error,
        "notes": poll.notes,
        "n_listed": asked.n_listed,
        "n_new": len(found.new),
        "n_changed": len(found.changed),
        "moved_to": poll.moved_to,
    }


def _source_row(source: Source, poll: Poll, found: _Sorted) -> dict[str, Any]:
    """The source after the poll: validators of the last 200, failures in a row, when to ask again."""
    row: dict[str, Any] = {"retired": True} if poll.due_at is None else {"due_at": poll.due_at}
    row["due_why"] = poll.due_why
    if poll.result is PollResult.FAILED:
        return row | {"n_failures": source.n_failures + 1}
    row |= {"n_failures": 0, "ok_at": poll.at}
    if found.new or found.changed:
        row["news_at"] = poll.at
    sent = {"etag": poll.etag, "last_modified": poll.last_modified, "body_sha256": poll.body_sha256}
    if poll.result is PollResult.UNCHANGED:
        return row | {name: value for name, value in sent.items() if value is not None}
    if poll.rhythm_s is not None:
        row["rhythm_s"] = poll.rhythm_s
    return row | sent | {"hint_s": poll.hint_s, "hub": poll.hub}


def _words(entry: Entry) -> dict[str, Any]:
    return {
        "listed_url": entry.listed_url,
        "title": entry.title,
        "summary": entry.summary,
        "published_at": entry.published_at,
        "updated_at": entry.updated_at,
        "author": entry.author,
        "fingerprint": entry.fingerprint,
        "notes": entry.notes,
    }


def _entry_row(entry: Entry, source_id: int, article_id: int, at: datetime) -> dict[str, Any]:
    keys = {"source_id": source_id, "article_id": article_id, "url": entry.url, "first_seen_at": at, "changed_at": at}
    return keys | _words(entry)


def _article_row(entry: Entry, source: Source, at: datetime) -> dict[str, Any]:
    return {
        "url": entry.url,
        "listed_url": entry.listed_url,
        "outlet": _outlet(entry.url, source),
        "title": entry.title,
        "summary": entry.summary,
        "author": entry.author,
        "first_seen_at": at,
        "published_at": entry.published_at,
        # an item without a link has no page to visit
        "due_at": at if _is_page(entry) else None,
        "n_visits": 0,
        "n_failures": 0,
    }


def _outlet(url: str, source: Source) -> str:
    """Until the page says it: the title of a source on the article's own site, else the site's host name."""
    site, listing = _site(url), _site(source.url)
    same = site == listing or site.endswith("." + listing) or listing.endswith("." + site)
    return source.title if same and source.title else site


@lru_cache(maxsize=1_024)
def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _blind(failures: Sequence[Any]) -> Blind:
    """One time of blindness from its failed polls, in the order of time."""
    first, last = failures[0], failures[-1]
    return Blind(
        source_id=first.source_id,
        url=first.url,
        title=first.title,
        since=first.at,
        until=first.answered_at,
        n_failures=len(failures),
        error=last.error or "",
    )


def _stored(row: Row[Any]) -> StoredPoll:
    return StoredPoll(
        id=row.id,
        source_id=row.source_id,
        url=row.url,
        title=row.title,
        at=row.at,
        result=row.result,
        status=row.status,
        error=row.error,
        notes=tuple(row.notes),
        n_listed=row.n_listed,
        n_new=row.n_new,
        n_changed=row.n_changed,
        moved_to=row.moved_to,
    )
