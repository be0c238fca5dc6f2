"""The store: the one door through which the rest of the program reaches the database."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Engine

from db import (
    articles,
    copies,
    deletion,
    evidence,
    flags,
    housekeeping,
    ledgers,
    outcomes,
    polls,
    schema,
    sources,
    stories,
)
from db.engine import open_engine, reading, shown, writing
from db.ledgers import Book
from db.outcomes import Fingerprints, Seed
from db.rows import (
    Blind,
    FlagState,
    Health,
    KnownPage,
    Lease,
    SeenArticle,
    StoredClaim,
    StoredFigure,
    StoredFlag,
    StoredPage,
    StoredPoll,
)
from pipeline.errors import StoreError
from pipeline.model import (
    Flag,
    FlagKind,
    Judgement,
    Known,
    Ledger,
    Outcome,
    Page,
    Poll,
    Profile,
    Quality,
    Source,
    SourceKind,
    Story,
    StoryState,
    Version,
    Visit,
)

#: ledgers as last read, by the story's id and birth: an id may be given again after its story was deleted
Books = dict[tuple[str, datetime | None], Book]


def open_store(url: str, *, fingerprints: Fingerprints, create: bool = True) -> "Store":
    """The store at `url`; an absent or empty one is made when `create`. Raises StoreTooOld for an older one."""
    engine = open_engine(url)
    try:
        _prepare(engine, create=create)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, fingerprints=fingerprints)


def _prepare(engine: Engine, *, create: bool) -> None:
    absent = schema.absent(engine)
    if absent and not create:
        raise StoreError(f"{shown(engine.url)}: there is no store yet: `storyledger follow URL` makes one")
    if absent or (create and schema.state_of(engine).current is None):
        schema.migrate(engine)
    schema.require_head(engine)


class Transaction:
    """The store while one visit is judged: nobody else writes, and nothing is kept unless all is."""

    def __init__(self, connection: Connection, fingerprints: Fingerprints, books: Books) -> None:
        self._connection = connection
        # a text is looked up, then stored: its fingerprints are the same
        self._fingerprints = lru_cache(maxsize=1)(fingerprints)
        self._books = books

    def stories(self, visit: Visit) -> list[Story]:
        """The followed stories that the visit may belong to."""
        return stories.active(self._connection, visit.story_ids)

    def newcomers(self, visit: Visit) -> list[Story]:
        """Those of its stories that have never judged the article."""
        return stories.active(self._connection, sorted(articles.unjudged(self._connection, visit)))

    def previous(self, visit: Visit) -> Known | None:
        """The version of the same article stored last."""
        return copies.previous(self._connection, visit.article_id)

    def near(self, version: Version) -> list[Known]:
        """Versions of other articles worth a comparison: the same text first, then by fingerprints in common."""
        return copies.near(self._connection, version, self._fingerprints(version))

    def ledger(self, story_id: str) -> Ledger:
        """What is known of a story; of a long one only what came since this store read it last is read."""
        created_at = stories.created_at(self._connection, story_id)
        return ledgers.read_on(self._connection, story_id, self._books.setdefault((story_id, created_at), Book()))

    def record(self, outcome: Outcome) -> None:
        """Everything that the visit caused; the same outcome again adds nothing."""
        outcomes.record(self._connection, outcome, self._fingerprints)


class Store:
    """Everything that storyledger remembers. Each method is one transaction, or a part of the one around `together`."""

    def __init__(self, engine: Engine, *, fingerprints: Fingerprints) -> None:
        self._engine = engine
        self._fingerprints = fingerprints
        self._books: Books = {}
        self._held: dict[str, Lease] = {}
        self._joined = threading.local()

    @property
    def name(self) -> str:
        """The store's URL, without its password."""
        return shown(self._engine.url)

    def close(self) -> None:
        """Close its connections."""
        self._engine.dispose()

    # --- the road -----------------------------------------------------------------------------------------------------
    def due_sources(self, now: datetime) -> list[Source]:
        """Sources to poll, in the order in which they were added."""
        with self._reading() as connection:
            return sources.due(connection, now)

    def record_poll(self, poll: Poll) -> None:
        """The poll, its entries, and the visits that they make due; the same poll again adds nothing."""
        self.record_polls([poll])

    def record_polls(self, found: Sequence[Poll]) -> None:
        """Several polls at once, all or none of them; a transaction for each would cost more than their rows."""
        with self._writing() as connection:
            polls.record(connection, found)

    def due_visits(self, now: datetime) -> list[Visit]:
        """Pages to visit, oldest publication first."""
        with self._reading() as connection:
            return articles.due(connection, now)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """The store while one visit is judged; an exception leaves it untouched."""
        try:
            with self._writing() as connection:
                yield Transaction(connection, self._fingerprints, self._books)
        except BaseException:
            self._books = {}  # they may hold what was just undone
            raise

    # --- stories ------------------------------------------------------------------------------------------------------
    def stories(self) -> list[Story]:
        """All the stories, by id."""
        with self._reading() as connection:
            return stories.stories(connection)

    def story(self, story_id: str) -> Story:
        """Raises UnknownName, with the nearest names."""
        with self._reading() as connection:
            return stories.story(connection, story_id)

    def add_story(self, story: Story) -> None:
        """Raises Misuse when the id is taken."""
        with self._writing() as connection:
            stories.add(connection, story)

    def add_seed(
        self,
        story_id: str,
        version: Version,
        judgement: Judgement,
        *,
        page: Page | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Store what a story starts from, without a flag; `page` and `due_at` when it is on the web. UnknownName."""
        seed = Seed(version=version, judgement=judgement, page=page, due_at=due_at)
        with self._writing() as connection:
            stories.story(connection, story_id)
            outcomes.add_seed(connection, seed, self._fingerprints)

    def rename_story(self, story_id: str, name: str) -> None:
        """Raises UnknownName."""
        with self._writing() as connection:
            stories.rename(connection, story_id, name)

    def set_state(self, story_id: str, state: StoryState) -> None:
        """Follow, pause or archive a story. Raises UnknownName."""
        with self._writing() as connection:
            stories.set_state(connection, story_id, state)

    def delete_story(self, story_id: str) -> None:
        """Delete a story with all that was kept for it alone. Raises UnknownName."""
        with self._writing() as connection:
            deletion.delete_story(connection, story_id)

    def set_profile(self, story_id: str, profile: Profile, at: datetime) -> None:
        """From now on `profile` counts; the earlier ones are kept. Raises UnknownName."""
        with self._writing() as connection:
            stories.story(connection, story_id)
            stories.set_profile(connection, story_id, profile, at)

    # --- sources ------------------------------------------------------------------------------------------------------
    def sources(self, story_id: str | None = None) -> list[Source]:
        """All the sources, or those of one story, in the order in which they were added."""
        with self._reading() as connection:
            return sources.sources(connection, story_id)

    def add_source(self, kind: SourceKind, url: str, title: str, story_ids: Sequence[str], due_at: datetime) -> Source:
        """A new source; when its URL is known, that one, polled for these stories too. Raises UnknownName."""
        new = Source(id=0, kind=kind, url=url, title=title, story_ids=tuple(story_ids), due_at=due_at)
        with self._writing() as connection:
            for story_id in story_ids:
                stories.story(connection, story_id)
            return sources.add(connection, new)

    def pause_source(self, source_id: int, *, paused: bool) -> None:
        """Stop polling a source, or poll it again, even a retired one. Raises UnknownName."""
        with self._writing() as connection:
            sources.pause(connection, source_id, paused)

    def remove_source(self, source_id: int) -> None:
        """Forget a source and what it listed; articles stay. Raises UnknownName."""
        with self._writing() as connection:
            sources.remove(connection, source_id)

    def polls(self, *, since: datetime | None = None, until: datetime | None = None) -> list[StoredPoll]:
        """Polls with since <= at < until, in the order of time."""
        with self._reading() as connection:
            return polls.polls(connection, since, until)

    def health(self, *, since: datetime | None = None) -> list[Health]:
        """How each source that was asked since then has done; in the order in which they were added."""
        with self._reading() as connection:
            return polls.health(connection, since)

    def blind(self, *, since: datetime | None = None, until: datetime | None = None) -> list[Blind]:
        """Times in which a source failed, as far as they overlap [since, until)."""
        with self._reading() as connection:
            return polls.blind(connection, since, until)

    # --- what was found -----------------------------------------------------------------------------------------------
    def articles(
        self, story_id: str | None = None, *, since: datetime | None = None, until: datetime | None = None
    ) -> list[SeenArticle]:
        """Visits in [since, until) that saw a new page, in the order of time; with `story_id` those on the story."""
        with self._reading() as connection:
            return articles.seen(connection, story_id, since, until)

    def pages_by_quality(self) -> dict[Quality, int]:
        """What the pages of all articles last turned out to be."""
        with self._reading() as connection:
            return articles.by_quality(connection)

    def pages_of(self, quality: Quality) -> list[KnownPage]:
        """Articles whose page last turned out to be that, newest first."""
        with self._reading() as connection:
            return articles.of_quality(connection, quality)

    def ledger(self, story_id: str) -> Ledger:
        """What is known of a story. Raises UnknownName."""
        with self._reading() as connection:
            stories.story(connection, story_id)
            return ledgers.ledger(connection, story_id)

    def figures_of(
        self, story_id: str | None = None, *, since: datetime | None = None, until: datetime | None = None
    ) -> list[StoredFigure]:
        """Figures of one story, or of all, from versions had in [since, until); in the order judged."""
        with self._reading() as connection:
            return evidence.figures_of(connection, story_id, since, until)

    def claims_of(
        self, story_id: str | None = None, *, since: datetime | None = None, until: datetime | None = None
    ) -> list[StoredClaim]:
        """Claims of one story, or of all, from versions had in [since, until); in the order judged."""
        with self._reading() as connection:
            return evidence.claims_of(connection, story_id, since, until)

    def versions(self, version_ids: Sequence[int]) -> list[Known]:
        """Stored texts by their ids, in the order given; those since deleted are left out."""
        with self._reading() as connection:
            return copies.known(connection, version_ids)

    def page(self, version_id: int) -> StoredPage:
        """The bytes that a version was read from. Raises UnknownName when they are not kept."""
        with self._reading() as connection:
            return copies.page(connection, version_id)

    # --- flags --------------------------------------------------------------------------------------------------------
    def flags(
        self,
        story_id: str | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Sequence[FlagKind] = (),
    ) -> list[StoredFlag]:
        """Flags raised in [since, until), in the order in which they were raised; without `kinds`, of every kind."""
        with self._reading() as connection:
            return flags.flags(connection, story_id, since, until, kinds)

    def review_flag(self, flag_id: int, state: FlagState) -> None:
        """Confirm or dismiss a flag, or make it new again. Raises UnknownName."""
        with self._writing() as connection:
            flags.review(connection, flag_id, state)

    def raise_blind(self, source: Source, flag: Flag, at: datetime, *, spell: str) -> None:
        """Flag for each of its stories that a source cannot be seen; once for each `spell`."""
        with self._writing() as connection:
            for story_id in source.story_ids:
                cause = flags.Cause(story_id=story_id, source_id=source.id, raised_at=at, occasion=spell)
                flags.raise_all(connection, [flag], cause)

    # --- housekeeping -------------------------------------------------------------------------------------------------
    def get_meta(self, key: str) -> str | None:
        """The note under `key`; None when there is none."""
        with self._reading() as connection:
            return housekeeping.get_meta(connection, key)

    def set_meta(self, key: str, value: str) -> None:
        """Write the note under `key`, over an earlier one."""
        with self._writing() as connection:
            housekeeping.set_meta(connection, key, value)

    def acquire_lease(self, name: str, *, holder: str, now: datetime, for_s: float) -> Lease | None:
        """Take a lease; None while another holds it. From then on this store writes only while nobody takes it over."""
        with writing(self._engine) as connection:
            lease = housekeeping.acquire(connection, name, holder, now, for_s)
        if lease is not None:
            self._held[name] = lease
        return lease

    def lease(self, name: str) -> Lease | None:
        """Who holds a lease, or held it last; None when nobody ever did."""
        with self._reading() as connection:
            return housekeeping.lease(connection, name)

    def renew_lease(self, lease: Lease, *, now: datetime, for_s: float) -> Lease:
        """Keep a lease for longer. Raises StoreBusy when another run has taken it over."""
        with self._writing() as connection:
            housekeeping.require(connection, lease)
            return housekeeping.renew(connection, lease, now, for_s)

    def release_lease(self, lease: Lease) -> None:
        """Give a lease back; without effect when another run has taken it over."""
        self._held.pop(lease.name, None)
        with writing(self._engine) as connection:
            housekeeping.release(connection, lease)

    def claim_digest(self, story_id: str, since: datetime, until: datetime, at: datetime) -> bool:
        """True for the first that makes the digest of a story for [since, until), False for all others."""
        with self._writing() as connection:
            return housekeeping.claim_digest(connection, story_id, since, until, at)

    def prune_pages(self, before: datetime) -> int:
        """Delete the pages fetched before a time; the texts stay. Returns how many went."""
        with self._writing() as connection:
            return copies.prune_pages(connection, before)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Whatever this thread writes inside is one transaction: kept as a whole or not at all."""
        with self._writing() as connection:
            self._joined.connection = connection
            try:
                yield
            finally:
                self._joined.connection = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        joined: Connection | None = getattr(self._joined, "connection", None)
        if joined is not None:
            yield joined
            return
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        joined: Connection | None = getattr(self._joined, "connection", None)
        if joined is not None:
            yield joined
            return
        with writing(self._engine) as connection:
            for lease in self._held.values():
                housekeeping.require(connection, lease)
            yield connection
