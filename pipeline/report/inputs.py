"""What a report is made from; the doors fill these from the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.model import Checked, Flag, Opinion, Point, Relation

if TYPE_CHECKING:
    from pipeline.extract import Aligned


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that a digest speaks of, half-open."""

    #: None: from the beginning of the story
    since: datetime | None = None
    #: None: up to now
    until: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """`at` lies in the period."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFlag:
    """A stored flag and the article that raised it."""

    id: int
    flag: Flag
    url: str
    outlet: str
    #: title of the article
    title: str
    fetched_at: datetime
    #: publication of the version that raised it; None: `fetched_at` is shown instead
    published_at: datetime | None = None
    #: `open`, `doubted` by a second opinion, what a human made of it (`confirmed`, `dismissed`), or `superseded` by a
    #: later report of the same series
    state: str = "open"
    #: number of the flag about the edit that moved the figure; None when no edit did
    edit_id: int | None = None
    #: for a flag about an article's text: its sentences beside those of the version before
    changes: "tuple[Aligned, ...]" = ()
    #: what came of asking about it; None when nobody was asked
    opinion: Opinion | None = None

    @property
    def seen_on(self) -> datetime:
        """The date an editor knows the report by."""
        return self.published_at or self.fetched_at

    @property
    def rank(self) -> tuple[bool, float]:
        """Its place among flags of its kind, the least first: doubted ones last, then by their worth."""
        said = self.opinion
        worth = said.worth if said is not None and said.worth is not None else self.flag.score
        return self.state == "doubted", -worth


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedArticle:
    """A version of the story that was collected in the period."""

    #: canonical, as in the ledger
    url: str
    outlet: str
    title: str
    published_at: datetime
    relation: Relation = Relation.INDEPENDENT
    #: URL of what it repeats; None when it repeats nothing
    origin_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindPeriod:
    """A time in which a source could not be read."""

    #: title of the source
    source: str
    url: str
    since: datetime
    #: None: still blind
    until: datetime | None = None
    #: one line: what went wrong, and the remedy
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A value that rested on an article that was taken back."""

    #: of the series
    name: str
    point: Point
    #: when the article was taken back
    at: datetime
    #: the value that stands now; None when none is left
    now: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that one period brought to one story."""

    flags: Sequence[ReportedFlag] = ()
    articles: Sequence[CollectedArticle] = ()
    blind: Sequence[BlindPeriod] = ()
    #: the seed article against the ledger; None when its text is not known
    own: Checked | None = None
    #: sources that are polled for the story now, and how many of them were never asked yet
    n_sources: int = 0
    n_unasked: int = 0
    #: values that have lost their support, whenever that was
    lost: Sequence[Lost] = ()
