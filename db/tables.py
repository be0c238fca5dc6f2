"""The tables, one for every word of the store. Times are UTC; enumerations are words that the database checks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from db.rows import FlagState
from db.types import Json, UtcDateTime, Words, one_of
from pipeline.model import (
    Bound,
    FlagKind,
    Hearing,
    Modality,
    Place,
    PollResult,
    Quality,
    Relation,
    Role,
    SourceKind,
    Stance,
    Standing,
    StoryState,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _to(column: str, *, lost: str = "CASCADE") -> ForeignKey:
    """A reference; `lost` says what becomes of the row when what it refers to is deleted."""
    return ForeignKey(column, ondelete=lost)


# --- stories and sources ----------------------------------------------------------------------------------------------
class _Stories(TypedColumns):
    id: Named[str] = Column(Words, primary_key=True)
    name: Named[str] = Column(Words)
    seed_url: Named[str | None] = Column(Words)
    state: Named[StoryState] = Column(one_of(StoryState))
    created_at: Named[datetime] = Column(UtcDateTime)


stories = Table("stories", metadata, _Stories)


class _Profiles(TypedColumns):
    """Every profile that a story ever had; the last one counts."""

    id: Named[int] = Column(Integer, primary_key=True)
    story_id: Named[str] = Column(Words, _to("stories.id"))
    at: Named[datetime] = Column(UtcDateTime)
    profile: Named[Any] = Column(Json, nullable=False)


profiles = Table("profiles", metadata, _Profiles, Index(None, "story_id", "id"))


class _Sources(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[SourceKind] = Column(one_of(SourceKind))
    url: Named[str] = Column(Words, unique=True)
    title: Named[str] = Column(Words)
    due_at: Named[datetime] = Column(UtcDateTime, index=True)
    etag: Named[str | None] = Column(Words)
    last_modified: Named[str | None] = Column(Words)
    body_sha256: Named[str | None] = Column(Words)
    n_failures: Named[int] = Column(Integer)
    ok_at: Named[datetime | None] = Column(UtcDateTime)
    news_at: Named[datetime | None] = Column(UtcDateTime)
    paused: Named[bool] = Column(Boolean)
    retired: Named[bool] = Column(Boolean)
    due_why: Named[str] = Column(Words, server_default="")
    rhythm_s: Named[float | None] = Column(Double)
    hint_s: Named[float | None] = Column(Double)
    hub: Named[str | None] = Column(Words)


sources = Table("sources", metadata, _Sources)


class _StorySources(TypedColumns):
    story_id: Named[str] = Column(Words, _to("stories.id"), primary_key=True)
    source_id: Named[int] = Column(Integer, _to("sources.id"), primary_key=True, index=True)


story_sources = Table("story_sources", metadata, _StorySources)


class _Polls(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    source_id: Named[int] = Column(Integer, _to("sources.id"))
    at: Named[datetime] = Column(UtcDateTime, index=True)
    result: Named[PollResult] = Column(one_of(PollResult))
    status: Named[int | None] = Column(Integer)
    error: Named[str | None] = Column(Words)
    notes: Named[Any] = Column(Json, nullable=False)
    n_listed: Named[int] = Column(Integer)
    n_new: Named[int] = Column(Integer)
    n_changed: Named[int] = Column(Integer)
    moved_to: Named[str | None] = Column(Words)


polls = Table("polls", metadata, _Polls, UniqueConstraint("source_id", "at"), Index(None, "result", "at"))


# --- articles ---------------------------------------------------------------------------------------------------------
class _Articles(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    url: Named[str] = Column(Words, unique=True)
    listed_url: Named[str] = Column(Words)
    outlet: Named[str] = Column(Words)
    title: Named[str] = Column(Words)
    summary: Named[str] = Column(Words)
    author: Named[str | None] = Column(Words)
    first_seen_at: Named[datetime] = Column(UtcDateTime)
    published_at: Named[datetime | None] = Column(UtcDateTime)
    due_at: Named[datetime | None] = Column(UtcDateTime, index=True)
    #: times its page was had, and times in a row that no article was
    n_visits: Named[int] = Column(Integer)
    n_failures: Named[int] = Column(Integer)
    #: last visit that saw its text change
    changed_at: Named[datetime | None] = Column(UtcDateTime)
    #: times that it did
    n_changes: Named[int] = Column(Integer, server_default="0")
    page_sha256: Named[str | None] = Column(Words)
    etag: Named[str | None] = Column(Words)
    last_modified: Named[str | None] = Column(Words)
    #: what its page last turned out to be; None before the first page
    quality: Named[Quality | None] = Column(one_of(Quality))


articles = Table("articles", metadata, _Articles)


class _Entries(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    source_id: Named[int] = Column(Integer, _to("sources.id"))
    article_id: Named[int] = Column(Integer, _to("articles.id"), index=True)
    url: Named[str] = Column(Words)
    listed_url: Named[str] = Column(Words)
    title: Named[str] = Column(Words)
    summary: Named[str] = Column(Words)
    published_at: Named[datetime | None] = Column(UtcDateTime)
    updated_at: Named[datetime | None] = Column(UtcDateTime)
    author: Named[str | None] = Column(Words)
    fingerprint: Named[str] = Column(Words)
    notes: Named[Any] = Column(Json, nullable=False)
    first_seen_at: Named[datetime] = Column(UtcDateTime)
    changed_at: Named[datetime] = Column(UtcDateTime)


entries = Table("entries", metadata, _Entries, UniqueConstraint("source_id", "url"))


class _Versions(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    article_id: Named[int] = Column(Integer, _to("articles.id"))
    url: Named[str] = Column(Words, index=True)
    outlet: Named[str] = Column(Words)
    title: Named[str] = Column(Words)
    text: Named[str] = Column(Words)
    blocks: Named[Any] = Column(Json, nullable=False)
    fetched_at: Named[datetime] = Column(UtcDateTime)
    published_at: Named[datetime] = Column(UtcDateTime)
    modified_at: Named[datetime | None] = Column(UtcDateTime)
    author: Named[str | None] = Column(Words)
    agency: Named[str | None] = Column(Words)
    language: Named[str] = Column(Words)
    quality: Named[Quality] = Column(one_of(Quality))
    text_sha256: Named[str] = Column(Words, index=True)
    page_sha256: Named[str] = Column(Words)
    relation: Named[Relation] = Column(one_of(Relation))
    #: the version repeated; None when independent
    of_id: Named[int | None] = Column(Integer, _to("versions.id", lost="SET NULL"), index=True)
    #: the family's origin; None when it is one itself
    origin_id: Named[int | None] = Column(Integer, _to("versions.id", lost="SET NULL"), index=True)
    coverage: Named[float] = Column(Double)
    run: Named[int] = Column(Integer)
    shared: Named[Any] = Column(Json, nullable=False)


versions = Table("versions", metadata, _Versions, UniqueConstraint("article_id", "fetched_at"))


class _Pages(TypedColumns):
    """The bytes that a version was read from: evidence, kept for a while."""

    version_id: Named[int] = Column(Integer, _to("versions.id"), primary_key=True, autoincrement=False)
    url: Named[str] = Column(Words)
    status: Named[int] = Column(Integer)
    headers: Named[Any] = Column(Json, nullable=False)
    #: zlib
    body: Named[bytes] = Column(LargeBinary)
    sha256: Named[str] = Column(Words)
    fetched_at: Named[datetime] = Column(UtcDateTime, index=True)


pages = Table("pages", metadata, _Pages)


class _Visits(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    article_id: Named[int] = Column(Integer, _to("articles.id"))
    at: Named[datetime] = Column(UtcDateTime, index=True)
    #: HTTP status; None when there was no answer
    status: Named[int | None] = Column(Integer)
    error: Named[str | None] = Column(Words)
    quality: Named[Quality | None] = Column(one_of(Quality))
    page_sha256: Named[str | None] = Column(Words)
    #: the page's bytes differ from the last ones seen
    changed: Named[bool] = Column(Boolean)
    relation: Named[Relation | None] = Column(one_of(Relation))
    #: canonical URL of what it repeats
    origin_url: Named[str | None] = Column(Words)
    #: the version that this visit stored; None when the text was known, or is on no story
    version_id: Named[int | None] = Column(Integer, _to("versions.id", lost="SET NULL"), index=True)


visits = Table("visits", metadata, _Visits, UniqueConstraint("article_id", "at"))


class _Relevances(TypedColumns):
    """What was thought of a page for a story; all that an article off the story leaves."""

    visit_id: Named[int] = Column(Integer, _to("visits.id"), primary_key=True, autoincrement=False)
    story_id: Named[str] = Column(Words, _to("stories.id"), primary_key=True)
    article_id: Named[int] = Column(Integer, _to("articles.id"))
    score: Named[float] = Column(Double)
    on: Named[bool] = Column(Boolean)
    ask: Named[bool] = Column(Boolean)
    reasons: Named[Any] = Column(Json, nullable=False)


relevances = Table(
    "relevances", metadata, _Relevances, Index(None, "article_id", "visit_id"), Index(None, "story_id", "article_id")
)


class _Postings(TypedColumns):
    """The copy index: which versions carry a fingerprint. No foreign key: its index would double the table."""

    hash: Named[int] = Column(BigInteger)
    version_id: Named[int] = Column(Integer)


postings = Table("postings", metadata, _Postings, PrimaryKeyConstraint("hash", "version_id"), sqlite_with_rowid=False)


class _Boilerplate(TypedColumns):
    """What outlets print on every page, learned: 4-grams of words."""

    outlet: Named[str] = Column(Words)
    hash: Named[int] = Column(BigInteger)
    #: evidence met so far
    n: Named[int] = Column(Integer)


boilerplate = Table(
    "boilerplate", metadata, _Boilerplate, PrimaryKeyConstraint("outlet", "hash"), sqlite_with_rowid=False
)


# --- figures and claims -----------------------------------------------------------------------------------------------
class _Figures(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    version_id: Named[int] = Column(Integer, _to("versions.id"))
    #: 1, 2, 3 ... within the version, in the order read
    n: Named[int] = Column(Integer)
    lo: Named[float] = Column(Double)
    hi: Named[float] = Column(Double)
    lo_open: Named[bool] = Column(Boolean)
    hi_open: Named[bool] = Column(Boolean)
    said: Named[Any] = Column(Json, nullable=False)
    bound: Named[Bound] = Column(one_of(Bound))
    unit: Named[str] = Column(Words)
    concept: Named[str] = Column(Words)
    head: Named[str] = Column(Words)
    quantity: Named[str | None] = Column(Words)
    scope: Named[str] = Column(Words)
    places: Named[Any] = Column(Json, nullable=False)
    as_of: Named[str | None] = Column(Words)
    speaker: Named[str] = Column(Words)
    credited: Named[bool] = Column(Boolean)
    modality: Named[Modality] = Column(one_of(Modality))
    role: Named[Role] = Column(one_of(Role))
    was: Named[float | None] = Column(Double)
    revision: Named[bool] = Column(Boolean)
    place: Named[Place] = Column(one_of(Place))
    start: Named[int] = Column(Integer)
    end: Named[int] = Column(Integer)
    sentence_start: Named[int] = Column(Integer)
    sentence_end: Named[int] = Column(Integer)


figures = Table("figures", metadata, _Figures, UniqueConstraint("version_id", "n"))


class _Claims(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    version_id: Named[int] = Column(Integer, _to("versions.id"))
    #: 1, 2, 3 ... within the version, in the order read
    n: Named[int] = Column(Integer)
    text: Named[str] = Column(Words)
    speaker: Named[str] = Column(Words)
    credited: Named[bool] = Column(Boolean)
    stance: Named[Stance] = Column(one_of(Stance))
    act: Named[str | None] = Column(Words)
    participants: Named[Any] = Column(Json, nullable=False)
    positive: Named[bool] = Column(Boolean)
    modality: Named[Modality] = Column(one_of(Modality))
    event_on: Named[date | None] = Column(Date)
    terms: Named[Any] = Column(Json, nullable=False)
    weight: Named[float] = Column(Double)
    place: Named[Place] = Column(one_of(Place))
    start: Named[int] = Column(Integer)
    end: Named[int] = Column(Integer)
    sentence_start: Named[int] = Column(Integer)
    sentence_end: Named[int] = Column(Integer)


claims = Table("claims", metadata, _Claims, UniqueConstraint("version_id", "n"))


# --- ledger -----------------------------------------------------------------------------------------------------------
class _Series(TypedColumns):
    story_id: Named[str] = Column(Words, _to("stories.id"), primary_key=True)
    n: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    name: Named[str] = Column(Words)
    unit: Named[str] = Column(Words)
    quantity: Named[str | None] = Column(Words)
    role: Named[Role] = Column(one_of(Role))
    scope: Named[str] = Column(Words)
    grows_only: Named[bool] = Column(Boolean)


series = Table("series", metadata, _Series)


class _Mentions(TypedColumns):
    """What a figure means to a story; in the order of its ids, which is the order in which they were judged."""

    id: Named[int] = Column(Integer, primary_key=True)
    story_id: Named[str] = Column(Words, _to("stories.id"))
    figure_id: Named[int] = Column(Integer, _to("figures.id"), index=True)
    #: None when the figure is kept beside the ledger
    series_n: Named[int | None] = Column(Integer)
    standing: Named[Standing] = Column(one_of(Standing))
    why: Named[str] = Column(Words)
    confidence: Named[float] = Column(Double)
    voice: Named[str] = Column(Words)


mentions = Table(
    "mentions",
    metadata,
    _Mentions,
    UniqueConstraint("story_id", "figure_id"),
    ForeignKeyConstraint(["story_id", "series_n"], ["series.story_id", "series.n"]),
    Index(None, "story_id", "series_n"),
)


class _Assertions(TypedColumns):
    story_id: Named[str] = Column(Words, _to("stories.id"), primary_key=True)
    n: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    text: Named[str] = Column(Words)


assertions = Table("assertions", metadata, _Assertions)


class _Supports(TypedColumns):
    """What a claim means to a story; in the order in which they were judged."""

    id: Named[int] = Column(Integer, primary_key=True)
    story_id: Named[str] = Column(Words, _to("stories.id"))
    claim_id: Named[int] = Column(Integer, _to("claims.id"), index=True)
    #: None when the claim is kept beside the ledger
    assertion_n: Named[int | None] = Column(Integer)
    why: Named[str] = Column(Words)
    voice: Named[str] = Column(Words)


supports = Table(
    "supports",
    metadata,
    _Supports,
    UniqueConstraint("story_id", "claim_id"),
    ForeignKeyConstraint(["story_id", "assertion_n"], ["assertions.story_id", "assertions.n"]),
    Index(None, "story_id", "assertion_n"),
)


class _Rulings(TypedColumns):
    """What users rule about series, in the order of ids."""

    id: Named[int] = Column(Integer, primary_key=True)
    story_id: Named[str] = Column(Words, _to("stories.id"))
    ruling: Named[Any] = Column(Json, nullable=False)
    ruled_at: Named[datetime] = Column(UtcDateTime)


rulings = Table("rulings", metadata, _Rulings, Index(None, "story_id", "id"))


class _Flags(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    #: SHA-256 over all that makes it this flag: it can be raised once
    key: Named[str] = Column(Words, unique=True)
    story_id: Named[str] = Column(Words, _to("stories.id"))
    kind: Named[FlagKind] = Column(one_of(FlagKind))
    article_id: Named[int | None] = Column(Integer, _to("articles.id"), index=True)
    version_id: Named[int | None] = Column(Integer, _to("versions.id", lost="SET NULL"), index=True)
    source_id: Named[int | None] = Column(Integer, _to("sources.id"), index=True)
    series_n: Named[int | None] = Column(Integer)
    assertion_n: Named[int | None] = Column(Integer)
    old: Named[Any] = Column(Json, nullable=True)
    new: Named[Any] = Column(Json, nullable=True)
    concept: Named[str] = Column(Words)
    scope: Named[str] = Column(Words)
    speaker: Named[str] = Column(Words)
    text: Named[str] = Column(Words)
    sentence: Named[str] = Column(Words)
    sentence_start: Named[int | None] = Column(Integer)
    sentence_end: Named[int | None] = Column(Integer)
    why: Named[str] = Column(Words)
    score: Named[float] = Column(Double)
    state: Named[FlagState] = Column(one_of(FlagState))
    raised_at: Named[datetime] = Column(UtcDateTime, index=True)


flags = Table("flags", metadata, _Flags, Index(None, "story_id", "series_n"))


class _Opinions(TypedColumns):
    """What came of asking for second opinions: beside the flags, in the order of ids."""

    id: Named[int] = Column(Integer, primary_key=True)
    story_id: Named[str] = Column(Words, _to("stories.id"), index=True)
    #: None when the flag is gone, or is another one since its ledger was made anew
    flag_id: Named[int | None] = Column(Integer, _to("flags.id", lost="SET NULL"), index=True)
    #: SHA-256 of what was asked, and of whom
    key: Named[str] = Column(Words, index=True)
    model: Named[str] = Column(Words)
    at: Named[datetime] = Column(UtcDateTime, index=True)
    hearing: Named[Hearing] = Column(one_of(Hearing))
    doubts: Named[bool] = Column(Boolean)
    worth: Named[float | None] = Column(Double)
    summary: Named[str] = Column(Words)
    reason: Named[str] = Column(Words)
    cited: Named[str] = Column(Words)
    cited_start: Named[int | None] = Column(Integer)
    cited_end: Named[int | None] = Column(Integer)
    error: Named[str] = Column(Words)
    again_at: Named[datetime | None] = Column(UtcDateTime)
    #: known from the same question: nobody was asked
    is_repeated: Named[bool] = Column(Boolean)


opinions = Table("opinions", metadata, _Opinions)


class _Digests(TypedColumns):
    """One digest of a story for a period, never two."""

    id: Named[int] = Column(Integer, primary_key=True)
    story_id: Named[str] = Column(Words, _to("stories.id"))
    since: Named[datetime] = Column(UtcDateTime)
    until: Named[datetime] = Column(UtcDateTime)
    made_at: Named[datetime] = Column(UtcDateTime)


digests = Table("digests", metadata, _Digests, UniqueConstraint("story_id", "since", "until"))


# --- housekeeping -----------------------------------------------------------------------------------------------------
class _Meta(TypedColumns):
    key: Named[str] = Column(Words, primary_key=True)
    value: Named[str] = Column(Words)


meta = Table("meta", metadata, _Meta)


class _Leases(TypedColumns):
    name: Named[str] = Column(Words, primary_key=True)
    holder: Named[str] = Column(Words)
    until: Named[datetime] = Column(UtcDateTime)
    fence: Named[int] = Column(Integer)


leases = Table("leases", metadata, _Leases)
