"""A ledger taken apart and made anew from the stored versions, in the order in which they were judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from db import copies, flags, ledgers, stories
from db.ledgers import Book
from db.tables import articles, assertions, mentions, relevances, series, supports, visits
from db.tables import versions as v
from db.voices import evidence
from pipeline.model import Copy, Judged, Judgement, Ledger, Profile, Relation, Span, Story


@dataclass
class Rebuild:
    """One story while its ledger is made anew; nothing is kept unless all is."""

    connection: Connection
    story: Story
    _book: Book = field(default_factory=Book)
    _raised: list[flags.Raised] = field(default_factory=list)

    def start(self) -> None:
        """Empty the ledger; flags wait for what is raised anew."""
        for table in (mentions, supports, series, assertions):
            self.connection.execute(table.delete().where(table.c.story_id == self.story.id))

    def first_profile(self) -> Profile:
        """The profile that the story was opened with."""
        return stories.first_profile(self.connection, self.story.id)

    def judged(self) -> Sequence[Judged]:
        """All versions that the story has judged, in that order."""
        seed = _seed_row(self.connection, self.story.id)
        found = [] if seed is None else [_judged(self.connection, seed, is_seed=True)]
        seen = {j.article_id for j in found}
        is_seeded = self.first_profile().n_seeds > 0
        for row in _visits(self.connection, self.story.id):
            version = _version_row(self.connection, row, is_first=row.article_id not in seen)
            if version is None:
                continue
            seen.add(row.article_id)
            is_seed = is_seeded and not found
            one = _judged(self.connection, version, is_seed=is_seed)
            newcomer = row.version_id is None and one.copy.relation is Relation.REVISED
            copy = Copy(relation=Relation.INDEPENDENT) if newcomer else one.copy
            found.append(replace(one, copy=copy, score=row.score, at=row.at))
        return found

    def ledger(self) -> Ledger:
        """What has been made so far."""
        return ledgers.read_on(self.connection, self.story.id, self._book)

    def record(self, judged: Judged, judgement: Judgement) -> None:
        """What the version means to the story now."""
        carried = evidence(self.connection, judged.version_id, judged.version, judged.copy)
        ledgers.record(self.connection, judgement, carried)
        cause = flags.Cause(
            story_id=self.story.id,
            article_id=judged.article_id,
            version_id=judged.version_id,
            raised_at=judged.at,
            occasion=judged.version.text_sha256,
        )
        self._raised += [flags.Raised(flag=flag, cause=cause) for flag in judgement.flags]

    def finish(self) -> None:
        """Flags that are raised no more go, unless somebody looked at them; reviews stay with their sentences."""
        flags.reconcile(self.connection, self.story.id, self._raised)


def _visits(connection: Connection, story_id: str) -> Sequence[Any]:
    """Visits that found a page on the story, in order."""
    statement = (
        select(visits.c.id, visits.c.at, visits.c.article_id, visits.c.version_id, relevances.c.score)
        .join(relevances, relevances.c.visit_id == visits.c.id)
        .where(relevances.c.story_id == story_id, relevances.c.on)
        .order_by(visits.c.id)
    )
    return connection.execute(statement).all()


def _seed_row(connection: Connection, story_id: str) -> Row[Any] | None:
    """The version of a seed that came from a file."""
    own = articles.c.url == f"seed:{story_id}"
    return connection.execute(select(v).join(articles, articles.c.id == v.c.article_id).where(own)).one_or_none()


def _version_row(connection: Connection, visit: Row[Any], *, is_first: bool) -> Row[Any] | None:
    """What the visit brought: a text of its own; to a story that met the article then, the text known by then."""
    if visit.version_id is not None:
        return connection.execute(select(v).where(v.c.id == visit.version_id)).one()
    if not is_first:
        return None
    known = select(v).where(v.c.article_id == visit.article_id, v.c.fetched_at <= visit.at)
    return connection.execute(known.order_by(v.c.id.desc()).limit(1)).one_or_none()


def _judged(connection: Connection, row: Row[Any], *, is_seed: bool) -> Judged:
    version = copies.known(connection, [row.id])[0].version
    of = copies.known(connection, [row.of_id]) if row.of_id is not None else []
    copy = Copy(
        relation=row.relation if of or row.of_id is None else Relation.INDEPENDENT,
        of=of[0] if of else None,
        coverage=row.coverage,
        run=row.run,
        shared=tuple(Span(start, end) for start, end in row.shared),
    )
    return Judged(
        version_id=row.id,
        article_id=row.article_id,
        version=version,
        copy=copy,
        score=1.0,
        at=row.fetched_at,
        is_seed=is_seed,
    )
