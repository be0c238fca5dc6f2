"""The store: the one door through which the rest of the program reaches the database."""

import threading
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from sqlalchemy import Connection, Engine

from db import (
    articles,
    copies,
    deletion,
    evidence,
    flags,
    housekeeping,
    ledgers,
    opinions,
    outcomes,
    polls,
    rulings,
    schema,
    sources,
    stories,
)
from db import reindex as reindexing
from db.engine import open_engine, reading, shown, writing
from db.ledgers import Book
from db.outcomes import Fingerprints, Seed
from db.rebuild import Rebuild
from db.rows import (
    Blind,
    FlagState,
    Health,
    KnownPage,
    Lease,
    SeenArticle,
    StoredClaim,
    StoredCopy,
    StoredFigure,
    StoredFlag,
    StoredPage,
    StoredPoll,
    StoredProfile,
    StoredRuling,
    StoredVisit,
    Thought,
)
from pipeline.errors import StoreError, UnknownName
from pipeline.model import (
    Copy,
    Flag,
    FlagKind,
    Judgement,
    Known,
    Ledger,
    Opinion,
    Outcome,
    Page,
    Poll,
    Profile,
    Quality,
    Question,
    Ruling,
    Source,
    SourceKind,
    Spent,
    Story,
    StoryState,
    Version,
    Visit,
)

#: the hashes under which the copy index finds a text, given what its outlet prints on every page
Fingerprinting = Callable[[Version, Set[int]], Sequence[int]]
#: outlets whose boilerplate is held in memory
MOST_OUTLETS = 500
#: ledgers as last read, by the story's id and birth, as an id may be given again after its story was deleted, and by
#: the note that tells one making of its ledger from the next
Books = dict[tuple[str, datetime | None, str | None], Book]
#: key of that note
MADE = "ledger made:{}"
#: what tells whether an article stands
TAKEN = (FlagKind.ARTICLE_RETRACTED, FlagKind.ARTICLE_RESTORED)


def open_store(url: str, *, fingerprints: Fingerprinting, create: bool = True) -> "Store":
    """The store at `url`; an absent or empty one is made when `create`. Raises StoreTooOld for an older one."""
    engine = open_engine(url)
    try:
        _prepare(engine, create=create)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, fingerprints=fingerprints)


def _prepare(engine: Engine, *, create: bool) -> None:
    if schema.absent(engine) or schema.state_of(engine).current is None:
        if not create:
            raise StoreError(f"{shown(engine.url)}: there is no store yet: `storyledger follow URL` makes one")
        schema.migrate(engine)
    schema.require_head(engine)


class CopyIndex:
    """What texts are found by, and what outlets print on every page, as read last."""

    def __init__(self, fingerprints: Fingerprinting) -> None:
        self._fingerprints = fingerprints
        self._known: dict[str, frozenset[int]] = {}

    def boilerplate(self, connection: Connection, outlet: str) -> frozenset[int]:
        """4-grams that the outlet prints again and again."""
        if outlet not in self._known:
            if len(self._known) >= MOST_OUTLETS:
                self._known.clear()
            self._known[outlet] = copies.boilerplate(connection, outlet)
        return self._known[outlet]

    def fingerprints(self, connection: Connection) -> Fingerprints:
        """What finds a text, less its outlet's boilerplate."""
        return lambda version: self._fingerprints(version, self.boilerplate(connection, version.outlet))

    def learned(self, version: Version, copy: Copy) -> None:
        """What was known of the outlet is known no longer, when the copy brought evidence."""
        if copy.boilerplate:
            self._known.pop(version.outlet, None)

    def forget(self) -> None:
        """Everything may have changed."""
        self._known.clear()


def _last_at(connection: Connection, url: str) -> Known | None:
    """The version stored last of the article at a canonical URL."""
    article_id = articles.id_at(connection, url)
    return None if article_id is None else copies.previous(connection, article_id)


class Transaction:
    """The store while one visit is judged: nobody else writes, and nothing is kept unless all is."""

    def __init__(self, connection: Connection, index: "CopyIndex", books: Books) -> None:
        self._connection = connection
        self._index = index
        # a text is looked up, then stored: its fingerprints are the same
        self._fingerprints = lru_cache(maxsize=1)(index.fingerprints(connection))
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

    def last_at(self, url: str) -> Known | None:
        """The version stored last of the article at a canonical URL."""
        return _last_at(self._connection, url)

    def history(self, visit: Visit) -> list[Known]:
        """The stored versions of the same article, the oldest first."""
        return copies.of_article(self._connection, visit.article_id)

    def was_on(self, visit: Visit) -> set[str]:
        """The stories that the article was on when it was judged last."""
        return articles.was_on(self._connection, visit.article_id)

    def followed_by(self, known: Known) -> set[str]:
        """The stories that the article of a stored version is on."""
        return articles.was_on(self._connection, known.article_id)

    def is_taken_back(self, visit: Visit) -> bool:
        """Its page was found gone, which was flagged, and has not been put back since."""
        gone = visit.n_failures > 0
        return gone and flags.last_of(self._connection, visit.article_id, TAKEN) is FlagKind.ARTICLE_RETRACTED

    def near(self, version: Version) -> list[Known]:
        """Versions of other articles worth a comparison: the same text first, then by fingerprints in common."""
        return copies.near(self._connection, version, self._fingerprints(version))

    def boilerplate(self, outlet: str) -> frozenset[int]:
        """4-grams of words that an outlet prints again and again."""
        return self._index.boilerplate(self._connection, outlet)

    def ledger(self, story_id: str) -> Ledger:
        """What is known of a story; of a long one only what came since this store read it last is read."""
        created_at = stories.created_at(self._connection, story_id)
        made = housekeeping.get_meta(self._connection, MADE.format(story_id))
        book = self._books.setdefault((story_id, created_at, made), Book())
        return ledgers.read_on(self._connection, story_id, book)

    def keep(self, version: Version, copy: Copy) -> int:
        """Store a text that no visit brought, with what it repeats; its id."""
        version_id = outcomes.keep(self._connection, version, copy, self._fingerprints)
        self._index.learned(version, copy)
        return version_id

    def record(self, outcome: Outcome) -> None:
        """Everything that the visit caused; the same outcome again adds nothing."""
        outcomes.record(self._connection, outcome, self._fingerprints)
        if outcome.version is not None:
            self._index.learned(outcome.version, outcome.copy)


class Store:
    """Everything that storyledger remembers. Each method is one transaction, or a part of the one around `together`."""

    def __init__(self, engine: Engine, *, fingerprints: Fingerprinting) -> None:
        self._engine = engine
        self._index = CopyIndex(fingerprints)
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

    def spent(self, since: datetime) -> Spent:
        """Visits at or after a time to pages that had been visited before, by story and by host."""
        with self._reading() as connection:
            return articles.spent(connection, since)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """The store while one visit is judged; an exception leaves it untouched."""
        try:
            with self._writing() as connection:
                yield Transaction(connection, self._index, self._books)
        except BaseException:
            self._books = {}  # they may hold what was just undone
            self._index.forget()
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
            outcomes.add_seed(connection, seed, self._index.fingerprints(connection))

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

    def profiles(self, story_id: str) -> list[StoredProfile]:
        """Every profile that a story ever had, oldest first; the last one counts. Raises UnknownName."""
        with self._reading() as connection:
            return stories.profiles(connection, story_id)

    def visit_again(self, url: str, at: datetime) -> None:
        """Make the article at a canonical URL due at a time, to be fetched whole and judged anew."""
        with self._writing() as connection:
            articles.visit_again(connection, url, at)

    def thoughts(self, story_id: str) -> list[Thought]:
        """The articles that were ever judged for a story, with what was thought last. Raises UnknownName."""
        with self._reading() as connection:
            stories.story(connection, story_id)
            return articles.thoughts(connection, story_id)

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

    def latest(self, url: str) -> Known | None:
        """The text of an article as it was stored last, by its canonical URL; None when none is kept."""
        with self._reading() as connection:
            return _last_at(connection, url)

    def history(self, url: str) -> list[Known]:
        """Every stored text of an article by its canonical URL, the oldest first."""
        with self._reading() as connection:
            article_id = articles.id_at(connection, url)
            return [] if article_id is None else copies.of_article(connection, article_id)

    def visits(self, url: str) -> list[StoredVisit]:
        """Every time that an article's page was asked for, by its canonical URL, in the order of time."""
        with self._reading() as connection:
            return articles.visits_of(connection, url)

    def family(self, version_id: int) -> list[StoredCopy]:
        """The family of copies that a version is in: the origin first, then by age."""
        with self._reading() as connection:
            return copies.family(connection, version_id)

    def last_at(self, url: str) -> Known:
        """The version stored last of the article at an address. Raises UnknownName."""
        found = self.latest(url)
        if found is None:
            raise UnknownName(f"{url}: no text of it is stored; `storyledger status` shows the stories")
        return found

    def reindex(self, progress: reindexing.Progress) -> int:
        """Build the copy index anew from the stored texts. Returns how many postings it has."""
        with self._writing() as connection:
            return reindexing.reindex(connection, self._index.fingerprints(connection), progress)

    def page(self, version_id: int) -> StoredPage:
        """The bytes that a version was read from. Raises UnknownName when they are not kept."""
        with self._reading() as connection:
            return copies.page(connection, version_id)

    # --- rulings ------------------------------------------------------------------------------------------------------
    def rulings(self, story_id: str) -> list[StoredRuling]:
        """What users ruled about the series of a story, in order. Raises UnknownName."""
        with self._reading() as connection:
            stories.story(connection, story_id)
            return rulings.rulings(connection, story_id)

    def add_ruling(self, story_id: str, ruling: Ruling, at: datetime) -> int:
        """Keep a ruling; its id. It holds when the ledger is made anew. Raises UnknownName."""
        with self._writing() as connection:
            stories.story(connection, story_id)
            return rulings.add(connection, story_id, ruling, at)

    def remove_ruling(self, story_id: str, ruling_id: int) -> None:
        """Take a ruling back. Raises UnknownName."""
        with self._writing() as connection:
            rulings.remove(connection, story_id, ruling_id)

    @contextmanager
    def rebuilding(self, story_id: str) -> Iterator[Rebuild]:
        """A story while its ledger is made anew from the stored versions; an exception leaves it as it was."""
        with self._writing() as connection:
            housekeeping.set_meta(connection, MADE.format(story_id), uuid4().hex)
            rebuild = Rebuild(connection, stories.story(connection, story_id))
            rebuild.start()
            yield rebuild
            rebuild.finish()

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
            found = flags.flags(connection, story_id, since, until, kinds)
            said = opinions.of_flags(connection, [flag.id for flag in found])
            return [replace(flag, opinion=said[flag.id]) if flag.id in said else flag for flag in found]

    # --- second opinions ----------------------------------------------------------------------------------------------
    def questions(
        self, *, kinds: Sequence[FlagKind], since: datetime, story_id: str | None, most: int
    ) -> list[Question]:
        """Flags raised from a time on that wait for an opinion; those that failed least come first, then the newest."""
        with self._reading() as connection:
            return opinions.questions(connection, kinds, since, story_id, most)

    def n_asked(self, since: datetime) -> int:
        """Questions that somebody was asked from a time on."""
        with self._reading() as connection:
            return opinions.n_asked(connection, since)

    def left_alone_until(self) -> datetime | None:
        """Until when nobody is to be asked, because the last question failed; None when it did not."""
        with self._reading() as connection:
            return opinions.left_alone_until(connection)

    def opinion_on(self, key: str) -> Opinion | None:
        """What was answered to the very same question; None when nobody was asked it."""
        with self._reading() as connection:
            return opinions.opinion_on(connection, key)

    def record_opinion(self, question: Question, opinion: Opinion) -> None:
        """What came of asking, beside the flag; without effect on the flag, and where its story is gone."""
        with self._writing() as connection:
            opinions.record(connection, question, opinion)

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

    def acquire_lease(
        self, name: str, *, holder: str, now: datetime, for_s: float, is_dead: Callable[[str], bool] = lambda _: False
    ) -> Lease | None:
        """Take a lease; None while another holds it, unless that one `is_dead`.

        From then on this store writes only while nobody takes it over.
        """
        with writing(self._engine) as connection:
            held = housekeeping.lease(connection, name)
            if held is not None and held.holder != holder and held.until > now and not is_dead(held.holder):
                return None
            lease = housekeeping.take(connection, name, holder, now, for_s)
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
