"""Everything that one visit caused, written together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from db import articles, copies, flags, ledgers, stories
from db.articles import Repeats
from db.types import storable
from db.voices import evidence
from pipeline.model import Copy, Judgement, Outcome, Page, Quality, Relation, Version

#: the hashes under which the copy index finds a text, less its outlet's boilerplate
Fingerprints = Callable[[Version], Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What a story starts from: an article known before the first event, and what was read in it."""

    version: Version
    judgement: Judgement
    #: the page that it was read from; None when it came from a file
    page: Page | None = None
    #: when to visit its page again; None: never
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A version that is to be kept, with all that is kept along with it."""

    version: Version
    copy: Copy
    page: Page | None


def record(connection: Connection, outcome: Outcome, fingerprints: Fingerprints) -> None:
    """The visit and all that it caused. The same outcome again adds nothing."""
    article_id = outcome.visit.article_id
    visit_id, is_first = articles.add_visit(connection, outcome, _repeats(connection, outcome))
    articles.reschedule(connection, outcome, is_first=is_first)
    if not is_first:
        return
    articles.add_relevances(connection, visit_id, article_id, [j.relevance for j in outcome.judgements])
    on = [j for j in outcome.judgements if j.relevance.on]
    version_id = None
    if on and outcome.version is not None and outcome.version.quality is Quality.ARTICLE:
        page = outcome.answer if isinstance(outcome.answer, Page) else None
        text = _Text(version=outcome.version, copy=outcome.copy, page=page)
        version_id, is_new = _keep(connection, article_id, text, fingerprints)
        if is_new:
            articles.point_to_version(connection, visit_id, version_id)
        _read(connection, version_id, text, on)
    for judgement in on:
        cause = _cause(outcome, judgement, version_id)
        flags.raise_all(connection, judgement.flags, cause)


def add_seed(connection: Connection, seed: Seed, fingerprints: Fingerprints) -> None:
    """Store what a story starts from; nothing of it is a flag. A text without a URL is given `seed:STORY`."""
    judgement = _silent(seed.judgement)
    version = replace(seed.version, url=seed.version.url or f"seed:{judgement.relevance.story_id}")
    article_id = articles.add_unlisted(connection, version)
    text = _Text(version=version, copy=Copy(relation=Relation.INDEPENDENT), page=seed.page)
    version_id, is_new = _keep(connection, article_id, text, fingerprints)
    _read(connection, version_id, text, [judgement])
    if seed.page is None:
        return
    outcome = Outcome(
        visit=articles.visit(connection, article_id),
        answer=seed.page,
        version=version,
        is_new=is_new,
        judgements=(judgement,),
        due_at=seed.due_at,
    )
    visit_id, is_first = articles.add_visit(connection, outcome, _repeats(connection, outcome))
    articles.reschedule(connection, outcome, is_first=is_first)
    articles.add_relevances(connection, visit_id, article_id, [judgement.relevance])
    if is_new:
        articles.point_to_version(connection, visit_id, version_id)


def keep(connection: Connection, version: Version, copy: Copy, fingerprints: Fingerprints) -> int:
    """Store a text that no visit brought; its id. The same text of the same article is kept once."""
    article_id = articles.add_unlisted(connection, version)
    version_id, _ = _keep(connection, article_id, _Text(version=version, copy=copy, page=None), fingerprints)
    return version_id


def _repeats(connection: Connection, outcome: Outcome) -> Repeats:
    """What the page repeats: the family's origin, its own earlier text, or nothing."""
    if outcome.version is None or outcome.version.quality is not Quality.ARTICLE:
        return Repeats()
    copy, own = outcome.copy, outcome.visit.article_url
    if not outcome.is_new:
        return Repeats(relation=Relation.IDENTICAL, origin_url=own)
    if copy.of is None or copy.relation is Relation.INDEPENDENT:
        return Repeats(relation=Relation.INDEPENDENT)
    if copy.relation is Relation.REVISED:
        return Repeats(relation=Relation.REVISED, origin_url=own)
    of = copies.origin_after(copy) or copy.of.version_id
    return Repeats(relation=copy.relation, origin_url=copies.url_of(connection, of))


def _keep(connection: Connection, article_id: int, text: _Text, fingerprints: Fingerprints) -> tuple[int, bool]:
    """The id of the version, and whether it was stored just now: the same text is kept once."""
    last = copies.previous(connection, article_id)
    if last is not None and last.version.text == storable(text.version.text):
        return last.version_id, False
    version_id = copies.add_version(connection, article_id, text.version, text.copy)
    copies.add_postings(connection, version_id, fingerprints(text.version), text.copy)
    copies.learn_boilerplate(connection, text.version.outlet, text.copy.boilerplate)
    if text.page is not None:
        copies.add_page(connection, version_id, text.page)
    return version_id, True


def _read(connection: Connection, version_id: int, text: _Text, on: Sequence[Judgement]) -> None:
    """What was read in a kept text, for each story that it is on."""
    carried = evidence(connection, version_id, text.version, text.copy)
    for judgement in on:
        ledgers.record(connection, judgement, carried)
        if judgement.profile is not None:
            stories.set_profile(connection, judgement.relevance.story_id, judgement.profile, text.version.fetched_at)


def _cause(outcome: Outcome, judgement: Judgement, version_id: int | None) -> flags.Cause:
    return flags.Cause(
        story_id=judgement.relevance.story_id,
        article_id=outcome.visit.article_id,
        version_id=version_id,
        raised_at=articles.asked_at(outcome),
        occasion="" if outcome.version is None else outcome.version.text_sha256,
    )


def _silent(judgement: Judgement) -> Judgement:
    return replace(
        judgement,
        figures=tuple(replace(d, flag=None) for d in judgement.figures),
        claims=tuple(replace(d, flag=None) for d in judgement.claims),
        article_flags=(),
    )
