"""Versions, the copy index, and the pages that they were read from."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from db.rows import StoredCopy, StoredPage
from db.sql import add_up, among, batches, insert_all, insert_pairs, numbers
from db.tables import articles, pages, postings
from db.tables import boilerplate as b
from db.tables import versions as v
from db.types import signed, storable
from pipeline.errors import UnknownName
from pipeline.model import Block, Copy, Known, Page, Place, Relation, Span, Version

#: versions that one fingerprint may name: what more versions share is boilerplate (10 such fingerprints with 50,000
#: postings each cost a look-up 397 ms, capped 1.2 ms)
CAP = 64
_64_BITS = 0xFFFF_FFFF_FFFF_FFFF
#: candidates for a comparison
NEAR = 10
#: evidence from which a 4-gram of an outlet is boilerplate, and how many of them are kept for one outlet
ENOUGH = 2
MOST_OF_OUTLET = 20_000


def previous(connection: Connection, article_id: int) -> Known | None:
    """The version of the article stored last."""
    row = connection.execute(_PREVIOUS, {"article": article_id}).one_or_none()
    return None if row is None else _known(row)


def of_article(connection: Connection, article_id: int) -> list[Known]:
    """Every stored version of an article, the oldest first."""
    return [_known(row) for row in connection.execute(select(v).where(v.c.article_id == article_id).order_by(v.c.id))]


def near(connection: Connection, version: Version, hashes: Sequence[int], limit: int = NEAR) -> list[Known]:
    """Versions of other articles: the same text first, then those that share the rarest `hashes`; ties by age."""
    same = _same_text(connection, version.text_sha256)
    ranked = list(dict.fromkeys([*same, *_by_weight(_sharing(connection, hashes))]))
    found: list[Known] = []
    for some in batches(ranked, limit):
        found += [one.known for one in _at(connection, some) if version.url not in one.urls]
        if len(found) >= limit:
            break
    return found[:limit]


def known(connection: Connection, version_ids: Sequence[int]) -> list[Known]:
    """The stored versions of these ids, in the order given; ids of versions since deleted are left out."""
    rows = {row.id: row for row in connection.execute(select(v).where(v.c.id.in_(version_ids)))}
    return [_known(rows[i]) for i in version_ids if i in rows]


def add_version(connection: Connection, article_id: int, version: Version, copy: Copy) -> int:
    """Store a version and what it repeats."""
    row = _version_row(version) | {"article_id": article_id} | _copy_row(copy)
    return connection.execute(_ADD_VERSION, row).scalar_one()


def add_postings(connection: Connection, version_id: int, hashes: Sequence[int], copy: Copy) -> None:
    """Make the version findable. A copy posts only what its origin lacks; a fingerprint at its cap takes no more."""
    own = {signed(h) for h in hashes}
    posted = _sharing(connection, own)
    of = set() if copy.of is None else {copy.of.origin_id, copy.of.version_id}
    left = [h for h in own if h not in posted or (len(posted[h]) < CAP and of.isdisjoint(posted[h]))]
    insert_pairs(connection, postings, [number for h in sorted(left) for number in (h, version_id)])


def boilerplate(connection: Connection, outlet: str) -> frozenset[int]:
    """4-grams that the outlet prints again and again, unsigned."""
    found = connection.execute(_BOILERPLATE, {"outlet": storable(outlet)}).scalars()
    return frozenset(h & _64_BITS for h in found)


def learn_boilerplate(connection: Connection, outlet: str, evidence: Mapping[int, int]) -> None:
    """Add evidence; an outlet of which very much is known already learns no more."""
    if not evidence:
        return
    count = select(func.count()).select_from(b).where(b.c.outlet == storable(outlet))
    if connection.execute(count).scalar_one() < MOST_OF_OUTLET:
        rows = [{"outlet": outlet, "hash": signed(h), "n": n} for h, n in sorted(evidence.items())]
        add_up(connection, b, rows, ("outlet", "hash"), "n")


def add_page(connection: Connection, version_id: int, page: Page) -> None:
    """Keep the bytes that a version was read from."""
    row = {
        "version_id": version_id,
        "url": page.url,
        "status": page.status,
        "headers": dict(page.headers),
        "body": zlib.compress(page.body, 6),
        "sha256": page.sha256,
        "fetched_at": page.fetched_at,
    }
    insert_all(connection, pages, [row])


def family(connection: Connection, version_id: int) -> list[StoredCopy]:
    """The origin of the version's family first, then all that repeat it or one of its members, by age."""
    row = connection.execute(select(v.c.id, v.c.origin_id, v.c.of_id).where(v.c.id == version_id)).one()
    part_of = None
    if row.of_id is not None and row.origin_id is None:
        part_of = connection.execute(select(v.c.origin_id).where(v.c.id == row.of_id)).scalar() or row.of_id
    root = row.origin_id or part_of or row.id
    members = select(v.c.id).where((v.c.id == root) | (v.c.origin_id == root))
    statement = select(v).where(v.c.id.in_(members) | v.c.of_id.in_(members)).order_by(v.c.id != root, v.c.id)
    return [_stored_copy(found) for found in connection.execute(statement)]


def page(connection: Connection, version_id: int) -> StoredPage:
    """The bytes that a version was read from. Raises UnknownName when they are not kept any longer."""
    row = connection.execute(select(pages).where(pages.c.version_id == version_id)).one_or_none()
    if row is None:
        raise UnknownName(f"the page of version {version_id} is not kept: it came without one, or is past retention")
    return StoredPage(
        version_id=row.version_id,
        url=row.url,
        status=row.status,
        headers=row.headers,
        body=zlib.decompress(row.body),
        sha256=row.sha256,
        fetched_at=row.fetched_at,
    )


def prune_pages(connection: Connection, before: datetime) -> int:
    """Delete the pages fetched before a time; the texts stay. Returns how many went."""
    gone = connection.execute(pages.delete().where(pages.c.fetched_at < before).returning(pages.c.version_id))
    return len(gone.all())


def url_of(connection: Connection, version_id: int) -> str:
    """Canonical URL of the article that a version belongs to."""
    statement = select(articles.c.url).join(v, v.c.article_id == articles.c.id).where(v.c.id == version_id)
    return connection.execute(statement).scalar_one()


def speaker_of(connection: Connection, version_id: int) -> str:
    """The agency that a version credits, else its outlet."""
    agency, outlet = connection.execute(select(v.c.agency, v.c.outlet).where(v.c.id == version_id)).one()
    return agency or outlet


def origin_after(copy: Copy) -> int | None:
    """The origin of a version with this copy relation; None: itself.

    What is copied in part or has grown joins no family.
    """
    if copy.of is None or copy.relation in (Relation.PARTIAL, Relation.EXPANDED, Relation.INDEPENDENT):
        return None
    return copy.of.origin_id


@dataclass(frozen=True, slots=True)
class _Found:
    """A stored version, and the addresses of its article: the one that it is listed by, and the one it calls itself."""

    known: Known
    urls: tuple[str, str]


def _at(connection: Connection, version_ids: Sequence[int]) -> Iterator[_Found]:
    rows = {row.id: row for row in connection.execute(_with_article(connection), _ids(connection, version_ids))}
    return (_Found(_known(rows[i]), (rows[i].url, rows[i].article_url)) for i in version_ids if i in rows)


def _ids(connection: Connection, of: Iterable[int]) -> dict[str, Any]:
    return {"ids": numbers(connection, list(of))}


# statements that every look-up asks are made once


def _with_article(connection: Connection) -> Select[Any]:
    return _with_article_in(connection.dialect.name)


@cache
def _with_article_in(dialect: str) -> Select[Any]:
    joined = select(v, articles.c.url.label("article_url")).join(articles, articles.c.id == v.c.article_id)
    return joined.where(among(dialect, v.c.id, "ids"))


@cache
def _posted_in(dialect: str) -> Select[int, int]:
    return select(postings.c.hash, postings.c.version_id).where(among(dialect, postings.c.hash, "ids"))


_SAME_TEXT = select(v.c.id).where(v.c.text_sha256 == bindparam("sha256")).order_by(v.c.id).limit(CAP)
_PREVIOUS = select(v).where(v.c.article_id == bindparam("article")).order_by(v.c.id.desc()).limit(1)
_BOILERPLATE = select(b.c.hash).where(b.c.outlet == bindparam("outlet"), b.c.n >= ENOUGH)
_ADD_VERSION = v.insert().returning(v.c.id)


def _same_text(connection: Connection, text_sha256: str) -> Sequence[int]:
    """The oldest versions with the very same words; CAP at most, as a press release may stand on every site."""
    return connection.execute(_SAME_TEXT, {"sha256": text_sha256}).scalars().all() if text_sha256 else []


def _sharing(connection: Connection, hashes: Iterable[int]) -> dict[int, list[int]]:
    """Signed hash -> the versions that it is posted for, those of no version left out."""
    named: dict[int, list[int]] = {}
    asked = _ids(connection, {signed(h) for h in hashes})
    for key, version_id in connection.execute(_posted_in(connection.dialect.name), asked):
        named.setdefault(key, []).append(version_id)
    return named


def _by_weight(named: Mapping[int, Sequence[int]]) -> list[int]:
    """Versions with the most fingerprints in common first, ties by age; one that many share says the less."""
    hits: dict[int, float] = {}
    for version_ids in named.values():
        for version_id in version_ids:
            hits[version_id] = hits.get(version_id, 0.0) + 1 / len(version_ids)
    return sorted(hits, key=lambda i: (-round(hits[i], 6), i))


def _version_row(version: Version) -> dict[str, Any]:
    return {
        "url": version.url,
        "outlet": version.outlet,
        "title": version.title,
        "text": version.text,
        "blocks": [(b.place, b.span.start, b.span.end) for b in version.blocks],
        "fetched_at": version.fetched_at,
        "published_at": version.published_at,
        "modified_at": version.modified_at,
        "author": version.author,
        "agency": version.agency,
        "language": version.language,
        "quality": version.quality,
        "text_sha256": version.text_sha256,
        "page_sha256": version.page_sha256,
    }


def _copy_row(copy: Copy) -> dict[str, Any]:
    return {
        "relation": copy.relation,
        "of_id": None if copy.of is None else copy.of.version_id,
        "origin_id": origin_after(copy),
        "coverage": copy.coverage,
        "run": copy.run,
        "shared": [(span.start, span.end) for span in copy.shared],
    }


def _stored_copy(row: Row[Any]) -> StoredCopy:
    return StoredCopy(
        known=_known(row),
        relation=row.relation,
        of_id=row.of_id,
        coverage=row.coverage,
        run=row.run,
        shared=tuple(Span(start, end) for start, end in row.shared),
    )


def _known(row: Row[Any]) -> Known:
    return Known(
        version_id=row.id,
        article_id=row.article_id,
        origin_id=row.id if row.origin_id is None else row.origin_id,
        version=version_of(row),
    )


def version_of(row: Row[Any]) -> Version:
    """The version that a row holds."""
    return Version(
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        text=row.text,
        blocks=tuple(Block(place=Place(place), span=Span(start, end)) for place, start, end in row.blocks),
        fetched_at=row.fetched_at,
        published_at=row.published_at,
        modified_at=row.modified_at,
        author=row.author,
        agency=row.agency,
        language=row.language,
        quality=row.quality,
        text_sha256=row.text_sha256,
        page_sha256=row.page_sha256,
    )
