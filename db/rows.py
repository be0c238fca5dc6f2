"""What the doors read: stored values with their ids, frozen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.model import (
    Claim,
    Figure,
    Flag,
    Known,
    Opinion,
    PollResult,
    Profile,
    Quality,
    Relation,
    Relevance,
    Ruling,
    Span,
    Standing,
)


class FlagState(StrEnum):
    """What became of a flag."""

    NEW = "new"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    SUPERSEDED = "superseded"  # overtaken by a later article before anybody looked


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRuling:
    """A user's word about series."""

    id: int
    ruling: Ruling
    ruled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFlag:
    """A flag, and the page that proves it."""

    id: int
    story_id: str
    flag: Flag
    state: FlagState
    #: when the page was had, or the source found blind
    raised_at: datetime
    #: canonical URL of the article; the source's URL for `source.blind`
    url: str
    #: the article's URL as it was listed; the source's URL for `source.blind`
    listed_url: str
    #: "" for `source.blind`
    outlet: str
    #: headline; the source's title for `source.blind`
    title: str
    #: when the version was published; `raised_at` where there is none
    published_at: datetime
    #: None when the flag rests on no kept text
    version_id: int | None
    #: the flag about the edit of the article that moved the figure; None when no edit did
    edit_id: int | None = None
    #: what came of asking about it last; None when nobody was asked
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProfile:
    """A profile, and since when it counts."""

    at: datetime
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """What was thought last of an article for one story."""

    #: canonical URL
    url: str
    #: the URL as it was listed
    listed_url: str
    outlet: str
    title: str
    at: datetime
    relevance: Relevance


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenArticle:
    """One visit that saw a page whose bytes differ from the last ones seen."""

    article_id: int
    #: canonical URL
    url: str
    #: the URL as it was listed
    listed_url: str
    outlet: str
    title: str
    fetched_at: datetime
    published_at: datetime
    #: what the page turned out to be; None when nothing could be read
    quality: Quality | None
    #: None when the text was judged for no story, or is on none
    relevance: Relevance | None
    relation: Relation
    #: canonical URL of what it repeats; its own when its text did not change; None when independent
    origin_url: str | None
    #: None when no new text was kept
    version_id: int | None

    @property
    def story_id(self) -> str | None:
        return None if self.relevance is None or not self.relevance.on else self.relevance.story_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCopy:
    """A stored version and what it repeats."""

    known: Known
    relation: Relation
    #: version that it repeats; None when it repeats nothing
    of_id: int | None
    coverage: float
    run: int
    shared: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """An article's page, whatever it turned out to be."""

    #: canonical URL
    url: str
    outlet: str
    title: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFigure:
    """A figure, where it stands, and what the ledger made of it."""

    id: int
    story_id: str
    figure: Figure
    #: the number phrase and its sentence, verbatim
    text: str
    sentence: str
    standing: Standing
    series_n: int | None
    why: str
    confidence: float
    voice: str
    version_id: int
    url: str
    listed_url: str
    outlet: str
    fetched_at: datetime
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim, where it stands, and the assertion that it supports."""

    id: int
    story_id: str
    claim: Claim
    #: its sentence, verbatim
    sentence: str
    assertion_n: int | None
    why: str
    voice: str
    version_id: int
    url: str
    listed_url: str
    outlet: str
    fetched_at: datetime
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPoll:
    """One request to one source, as it is remembered."""

    id: int
    source_id: int
    url: str
    title: str
    at: datetime
    result: PollResult
    status: int | None
    error: str | None
    notes: tuple[str, ...]
    #: entries listed, new ones among them, and known ones that had changed
    n_listed: int
    n_new: int
    n_changed: int
    #: where a permanent redirect pointed to
    moved_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """A time in which a source could not be seen."""

    source_id: int
    url: str
    title: str
    #: first failure in a row
    since: datetime
    #: first answer after it; None: still blind
    until: datetime | None
    n_failures: int
    #: the last failure's own words
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVisit:
    """One time that an article's page was asked for."""

    at: datetime
    #: None when there was no answer
    status: int | None
    error: str | None
    page_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source has done over a while."""

    source_id: int
    n_polls: int
    n_failed: int
    #: new entries
    n_new: int
    #: the last failure's own words; None when there was none
    error: str | None
    failed_at: datetime | None

    @property
    def success(self) -> float:
        """Share of polls that were answered, in [0, 1]."""
        return 1 - self.n_failed / self.n_polls


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """The bytes that a version was read from."""

    version_id: int
    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    #: SHA-256 of the body, hex
    sha256: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on the store under one name, for a while."""

    name: str
    holder: str
    until: datetime
    #: grows each time the lease changes hands
    fence: int
