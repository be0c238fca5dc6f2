"""The nouns: frozen values that pass between the stages. Nothing in here does anything.

Times (`*_at`) are aware and UTC; `*_on` are dates; a span is half-open and counts characters of `Version.text`.
Ids are the store's; a value that has not been stored yet has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

INFINITY = float("inf")


# --- text -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters of a version's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


class Place(StrEnum):
    """Where in an article a block stands."""

    HEADLINE = "headline"
    DECK = "deck"
    BODY = "body"
    CAPTION = "caption"
    LIST = "list"
    TABLE = "table"
    NOTICE = "notice"  # correction, clarification, retraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, headline, caption, list item or table row."""

    place: Place
    span: Span


# --- stories and sources ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a story is about, as far as `relate` needs to know."""

    #: stemmed term -> weight > 0, the heaviest at 1.0
    terms: Mapping[str, float] = field(default_factory=dict)
    #: names of persons, bodies and places -> weight > 0
    names: Mapping[str, float] = field(default_factory=dict)
    #: the user's words, as typed
    keywords: tuple[str, ...] = ()
    #: hard words: all of `require` and none of `exclude` must appear
    require: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    #: words of names, and numbers -> share of the seeds that have them, in (0, 1]
    marks: Mapping[str, float] = field(default_factory=dict)
    #: words that drift can neither weaken nor bring back, as they stand in `terms` and `names`
    pinned: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    #: canonical URLs of articles that the user took for the story or left out of it, whatever their score
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    #: how many articles the weights were learned from; 0: keywords only
    n_seeds: int = 0


class StoryState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is followed."""

    #: short stable name for the command line, lower case, `a-z0-9-`
    id: str
    name: str
    profile: Profile
    created_at: datetime
    #: canonical URL of the seed article; None for a seed from a file
    seed_url: str | None = None
    state: StoryState = StoryState.ACTIVE


class SourceKind(StrEnum):
    FEED = "feed"
    SEARCH = "search"
    SITEMAP = "sitemap"
    PAGE = "page"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where coverage is discovered."""

    id: int
    kind: SourceKind
    url: str
    title: str
    #: stories that this source is polled for
    story_ids: tuple[str, ...]
    due_at: datetime
    #: validators of the last 200, as the server sent them
    etag: str | None = None
    last_modified: str | None = None
    #: SHA-256 of the last body that was parsed, hex
    body_sha256: str | None = None
    #: failures in a row
    n_failures: int = 0
    #: last poll that the server answered (200 or 304)
    ok_at: datetime | None = None
    #: last poll that brought a new or changed entry
    news_at: datetime | None = None
    paused: bool = False
    #: answered 410: never polled again unless re-enabled
    retired: bool = False
    #: why it is due when it is, in words for the user
    due_why: str = ""
    #: seconds that usually lie between its newest entries; None: not known yet
    rhythm_s: float | None = None
    #: seconds for which the server says that its answer is good; None: it does not say
    hint_s: float | None = None
    #: a WebSub hub that it names
    hub: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item that a source lists."""

    #: canonical URL of the linked page: the identity, whatever the feed calls it
    url: str
    #: the link as the source gave it, made absolute
    listed_url: str
    title: str
    summary: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    author: str | None = None
    #: SHA-256 of all that an edit would change (title, summary, dates, guid, content), hex
    fingerprint: str = ""
    #: what was wrong with the item and how it was read all the same ("date 'CEST soon' not understood")
    notes: tuple[str, ...] = ()


class PollResult(StrEnum):
    NEW = "new"  # 200, parsed
    UNCHANGED = "unchanged"  # 304, or the same bytes again
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What one request to one source brought."""

    source_id: int
    at: datetime
    result: PollResult
    #: HTTP status; None when there was no answer
    status: int | None
    entries: tuple[Entry, ...] = ()
    #: one line for the user: what went wrong, and the remedy; None when all is well
    error: str | None = None
    #: things worth a line that did not stop the poll
    notes: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    #: where a permanent redirect points to
    moved_to: str | None = None
    #: when to ask again; None: never (410)
    due_at: datetime | None = None
    #: why then, in words for the user
    due_why: str = ""
    #: date of the newest entry; None: it says none
    newest_at: datetime | None = None
    #: seconds that usually lie between the newest entries; None: the answer does not show
    rhythm_s: float | None = None
    #: seconds for which the server says that its answer is good; None: it does not say
    hint_s: float | None = None
    #: a WebSub hub that the answer names
    hub: str | None = None
    #: addresses that belong to the same source and are still to be read (an index of sitemaps)
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An article whose page is due, and all that is known of it before the page is fetched."""

    article_id: int
    #: the URL to ask for
    url: str
    #: the article's canonical URL, its identity
    article_url: str
    #: name of the outlet
    outlet: str
    first_seen_at: datetime
    #: times its page was had before
    n_visits: int = 0
    #: times in a row that it could not be had
    n_failures: int = 0
    #: when the server was heard last, the article was not on its page
    is_missed: bool = False
    #: last visit that saw its text change; None: never
    changed_at: datetime | None = None
    #: times that its text changed
    n_changes: int = 0
    #: SHA-256 of the page as it was last had
    page_sha256: str | None = None
    title: str = ""
    summary: str = ""
    author: str | None = None
    published_at: datetime | None = None
    #: stories whose sources list it
    story_ids: tuple[str, ...] = ()
    #: one of them has not judged it yet
    is_awaited: bool = False
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Visits to pages that had been visited before, within some time."""

    #: story id -> visits
    by_story: Mapping[str, int] = field(default_factory=dict)
    #: host name -> visits
    by_host: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The answer to a visit."""

    #: URL after redirects
    url: str
    #: where permanent redirects alone lead; None when there were none
    moved_to: str | None = None
    status: int
    #: lower-case header name -> value
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    #: SHA-256 of the body, hex
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed (304)."""

    at: datetime
    #: where permanent redirects alone lead; None when there were none
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailure:
    """A request that brought nothing."""

    at: datetime
    #: HTTP status; None when there was no answer
    status: int | None
    #: one line: what went wrong, and the remedy
    error: str
    retry_after_s: float | None = None


Answer = Page | NotModified | FetchFailure


# --- articles ---------------------------------------------------------------------------------------------------------
class Quality(StrEnum):
    """What a page turned out to be; only an ARTICLE is read."""

    ARTICLE = "article"
    TOO_SHORT = "too_short"
    WALL = "wall"  # consent or pay wall
    NOT_TEXT = "not_text"  # PDF, image, video
    GONE = "gone"  # 404, 410, or emptied after having been there
    UNREAD = "unread"  # a language that no reader knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The text of an article as seen at one time."""

    #: canonical URL
    url: str
    outlet: str
    title: str
    #: headline, deck, body, captions ... each block a paragraph, parted by blank lines; spans count its characters
    text: str
    #: the blocks of `text`, in order, not overlapping
    blocks: tuple[Block, ...]
    fetched_at: datetime
    #: the feed's date, else the page's, else `fetched_at`
    published_at: datetime
    modified_at: datetime | None = None
    author: str | None = None
    #: agency that the byline, dateline or sign-off credits ("Reuters")
    agency: str | None = None
    #: ISO 639-1
    language: str = "en"
    quality: Quality = Quality.ARTICLE
    #: SHA-256 of the normalised words of title and body, hex: equal only for identical texts
    text_sha256: str = ""
    page_sha256: str = ""

    def body(self) -> str:
        """The running text: body, lists, tables and notices, without headline, deck and captions."""
        skip = {Place.HEADLINE, Place.DECK, Place.CAPTION}
        return "\n\n".join(b.span.of(self.text) for b in self.blocks if b.place not in skip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Is a version on a story?"""

    story_id: str
    #: in [0, 1]
    score: float
    on: bool
    #: in the grey zone: a human should say
    ask: bool = False
    #: "names Safeguard Defenders, Fuzhou", strongest first
    reasons: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """In one word, as it is shown."""
        return "on" if self.on else "ask" if self.ask else "off"


class Relation(StrEnum):
    IDENTICAL = "identical"
    SYNDICATED = "syndicated"
    PARTIAL = "partial"  # a part of it: a quote, an excerpt; or altered throughout
    EXPANDED = "expanded"  # all of it, and more
    REVISED = "revised"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored version that a new one is compared with."""

    version_id: int
    article_id: int
    #: version id of its family's origin; its own when it is one
    origin_id: int
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Which copy of what a version is."""

    relation: Relation
    #: the version repeated: the family's origin, or the earlier version of the same article; None for INDEPENDENT
    of: Known | None = None
    #: share of this version's words that stand in `of`, in [0, 1]
    coverage: float = 0.0
    #: longest run of words shared with `of`
    run: int = 0
    #: parts of this version's text that belong to `of` and add no voice
    shared: tuple[Span, ...] = ()
    #: 4-grams that other articles of the outlet print too -> evidence that they stand on every page
    boilerplate: Mapping[int, int] = field(default_factory=dict)


class DifferenceKind(StrEnum):
    """What differs between a copy and what it copies."""

    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    SPEAKER = "speaker"
    ADDED = "added"  # a sentence
    DROPPED = "dropped"  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing of weight in which a copy and what it copies are not alike."""

    kind: DifferenceKind
    #: as it stands in what is copied; "" when it has nothing in that place
    old: str
    #: as it stands in the copy; "" when it has nothing in that place
    new: str
    #: the sentence of the copy, verbatim; of a dropped one, that of what is copied
    sentence: str


# --- figures ----------------------------------------------------------------------------------------------------------
class Bound(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    VAGUE = "vague"


class Role(StrEnum):
    TOTAL = "total"
    INCREMENT = "increment"
    SUBSET = "subset"
    RATE = "rate"
    RANK = "rank"


class Modality(StrEnum):
    ASSERTED = "asserted"
    ESTIMATED = "estimated"
    EXPECTED = "expected"
    ALLEGED = "alleged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The numbers that a phrase allows: "at least 13" is [13, inf), "more than 100" is (100, inf)."""

    lo: float
    hi: float
    lo_open: bool = False
    hi_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One quantity in one sentence."""

    interval: Interval
    #: the number or the two ends of the range as said: "about 100" is (100,), "10 to 12" is (10, 12)
    said: tuple[float, ...]
    bound: Bound
    #: `count`, `percent`, `percentage_point`, an ISO 4217 code, `ratio`, or a unit's singular name (`mile`, `km/h`)
    unit: str
    #: what is measured: head noun with its restricting modifiers, singular lemma ("overseas police station")
    concept: str
    #: lemma of the concept's head noun alone ("station"); "" when the sentence names none
    head: str = ""
    #: class of the inventory of news quantities ("deaths", "arrests"); None outside the inventory
    quantity: str | None = None
    #: place, subset or period that narrows the concept, in words ("in Europe", "of them children"); "" for the whole
    scope: str = ""
    #: names of places that `scope` mentions
    places: tuple[str, ...] = ()
    #: ISO date, month, year or interval that the sentence gives; None: the article's own date
    as_of: str | None = None
    #: who is credited; the outlet's name when nobody is
    speaker: str = ""
    #: True when the sentence (or its continuation) credits somebody
    credited: bool = False
    modality: Modality = Modality.ASSERTED
    role: Role = Role.TOTAL
    #: "two before", "up from 19": the earlier value that the sentence itself states
    was: float | None = None
    #: a word of revision stands by ("recount", "reclassified", "corrected")
    revision: bool = False
    place: Place = Place.BODY
    #: the number phrase with its bound words and unit ("more than 2.3 million euros")
    span: Span
    #: the sentence that it stands in
    sentence: Span

    @property
    def value(self) -> float | tuple[float, float]:
        """The figure as said, without its bound: one number, or the two ends of a range."""
        return self.said[0] if len(self.said) == 1 else (self.said[0], self.said[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is credited with what is said in one stretch of text."""

    speaker: str
    #: name or role as it stands in the text; None when inherited from an earlier sentence
    speaker_span: Span | None
    #: what is said: a clause, a quotation or the whole sentence
    content: Span
    #: the words that credit ("said", "according to"); None inside a quotation that runs on
    cue: Span | None
    #: kind of cue: say, deny, admit, accuse, demand, order, promise, find, estimate, warn, suggest
    kind: str
    #: a pronoun or role was resolved, or the speaker inherited
    inherited: bool = False


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    CONFIRMS = "confirms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement in one sentence."""

    #: the statement, without who says it
    text: str
    speaker: str
    credited: bool
    stance: Stance
    #: class of act ("order", "arrest", "deny"); None when none is known
    act: str | None
    #: names and roles that take part, as in the text
    participants: tuple[str, ...] = ()
    #: False when the statement is negated
    positive: bool = True
    modality: Modality = Modality.ASSERTED
    #: ISO date of the event when the sentence gives one
    event_on: date | None = None
    #: normalised content words, for comparison
    terms: frozenset[str] = frozenset()
    #: how much it looks like news by its form alone, in [0, 1]
    weight: float = 0.0
    place: Place = Place.BODY
    #: the words of the statement
    span: Span
    sentence: Span


# --- ledger -----------------------------------------------------------------------------------------------------------
class Standing(StrEnum):
    """What one mention means for its series: the outcomes of the rules, one per row of the design's table."""

    NEW = "new"
    CHANGED = "changed"
    REFINED = "refined"
    CONFLICT = "conflict"
    RESTATED = "restated"
    STALE = "stale"
    EXPLAINED = "explained"
    UNSURE = "unsure"
    UNMOVED = "unmoved"  # denied or hypothetical: never moves a series
    COPIED = "copied"  # stands in a shared run: belongs to the origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One mention in a series, in the order in which it was judged."""

    figure: Figure
    #: the sentence, verbatim
    sentence: str
    standing: Standing
    url: str
    outlet: str
    reported_at: datetime
    #: who is counted: the credited speaker, else the family's origin
    voice: str
    version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All the figures of a story that measure the same thing."""

    #: 1, 2, 3 ... within the story
    n: int
    #: readable, learned from its mentions or given by the user
    name: str
    unit: str
    quantity: str | None
    role: Role
    scope: str
    #: can only grow, unless a word of revision is said
    grows_only: bool = False
    #: by the user's word it raises no flag
    muted: bool = False
    points: tuple[Point, ...] = ()

    @property
    def current(self) -> Point | None:
        """The last point that set the value; None when nothing did."""
        moving = (Standing.NEW, Standing.CHANGED, Standing.REFINED)
        return next((p for p in reversed(self.points) if p.standing in moving), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One claim that states an assertion."""

    claim: Claim
    sentence: str
    url: str
    outlet: str
    reported_at: datetime
    voice: str
    version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """All the claims of a story that state the same thing."""

    n: int
    #: the first claim's words
    text: str
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One mention, named so that it is found again however often the ledger is rebuilt."""

    #: canonical URL of the article
    url: str
    #: the sentence, verbatim
    sentence: str
    #: the number phrase in the version's text
    span: Span


class RulingKind(StrEnum):
    """What a user may rule about a series."""

    MOVE = "move"  # these mentions belong together, with those of `to` or in a series of their own
    RENAME = "rename"
    MUTE = "mute"  # the series raises no flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A user's word about series; it holds for all that is judged from the story's beginning on."""

    kind: RulingKind
    #: mentions that it is about; a series is meant by its first one
    of: tuple[Anchor, ...]
    #: a mention of the series that they are moved to; None: to one of their own
    to: Anchor | None = None
    #: the series' new name
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is known of one story."""

    story_id: str
    series: tuple[Series, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    #: the user's word, in the order in which it was given
    rulings: tuple[Ruling, ...] = ()


class FlagKind(StrEnum):
    FIGURE_NEW = "figure.new"
    FIGURE_CHANGED = "figure.changed"
    FIGURE_CONFLICT = "figure.conflict"
    CLAIM_NEW = "claim.new"
    CLAIM_DENIED = "claim.denied"
    ARTICLE_REVISED = "article.revised"
    ARTICLE_CORRECTED = "article.corrected"
    ARTICLE_RETRACTED = "article.retracted"
    ARTICLE_RESTORED = "article.restored"
    SOURCE_BLIND = "source.blind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value as the reader of a flag should see it."""

    value: float | tuple[float, float]
    bound: Bound
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One change to the ledger worth a human's look."""

    kind: FlagKind
    #: one sentence built from the facts the rule used
    why: str
    #: how much it is worth a look, in [0, 1]
    score: float
    concept: str = ""
    scope: str = ""
    speaker: str = ""
    old: Quantity | None = None
    new: Quantity | None = None
    #: the number phrase or the statement, verbatim; "" for flags about a whole article
    text: str = ""
    #: the sentence that proves it, verbatim
    sentence: str = ""
    sentence_span: Span | None = None
    #: series or assertion that it moves
    series_n: int | None = None
    assertion_n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDecision:
    """What the ledger makes of one figure."""

    figure: Figure
    standing: Standing
    #: series it belongs to; None when it is kept beside the ledger
    series_n: int | None
    why: str
    #: that it is the same series, in [0, 1]
    confidence: float
    #: the series as it opens, when this mention opens one
    opens: Series | None = None
    flag: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDecision:
    """What the ledger makes of one claim."""

    claim: Claim
    assertion_n: int | None
    why: str
    opens: Assertion | None = None
    flag: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one version means to one story."""

    relevance: Relevance
    figures: tuple[FigureDecision, ...] = ()
    claims: tuple[ClaimDecision, ...] = ()
    #: flags about the article itself (revised, corrected, retracted)
    article_flags: tuple[Flag, ...] = ()
    #: the story's profile, when this version changed it
    profile: Profile | None = None

    @property
    def flags(self) -> tuple[Flag, ...]:
        decided = [d.flag for d in self.figures] + [d.flag for d in self.claims]
        return tuple(f for f in decided if f is not None) + self.article_flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A version as one story judged it."""

    version_id: int
    article_id: int
    version: Version
    copy: Copy
    #: how surely it is on the story
    score: float
    #: when its page was had
    at: datetime
    #: it opened the story: it raises nothing
    is_seed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything that one visit caused; recorded in one transaction."""

    visit: Visit
    answer: Answer
    #: what the page says; None when there was no page
    version: Version | None = None
    #: True when the text differs from the version stored last, or nothing was stored yet
    is_new: bool = False
    copy: Copy = Copy(relation=Relation.INDEPENDENT)
    judgements: tuple[Judgement, ...] = ()
    #: when to visit the page again; None: never
    due_at: datetime | None = None

    @property
    def flags(self) -> tuple[Flag, ...]:
        return tuple(f for j in self.judgements for f in j.flags)


# --- second opinions --------------------------------------------------------------------------------------------------
class Hearing(StrEnum):
    """What became of asking for a second opinion."""

    GIVEN = "given"
    UNFOUNDED = "unfounded"  # rests on words that nobody wrote: discarded
    GARBLED = "garbled"  # not of the form that was asked for: discarded
    FAILED = "failed"  # no answer came: asked again later


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A flag that waits for a second opinion."""

    flag_id: int
    #: what makes it this flag: a number may be given again
    flag_key: str
    story_id: str
    story_name: str
    flag: Flag
    #: what it rests on
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What came of asking about one flag; it stands beside the flag and changes nothing in it."""

    flag_id: int
    #: SHA-256 of all that was asked, and of whom: the same question has the same answer
    key: str
    model: str
    at: datetime
    hearing: Hearing
    #: the flag is held to be wrong
    doubts: bool = False
    #: how much the flag is worth a look, in [0, 1]; None: not said
    worth: float | None = None
    #: the change in one sentence; "" where none is given
    summary: str = ""
    reason: str = ""
    #: the words of the version that it rests on, verbatim; "" unless GIVEN
    cited: str = ""
    cited_span: Span | None = None
    #: what was wrong; "" when GIVEN
    error: str = ""
    #: when to ask again after FAILED
    again_at: datetime | None = None
    #: known from the same question: nobody was asked
    is_repeated: bool = False


# --- check ------------------------------------------------------------------------------------------------------------
class Verdict(StrEnum):
    """How one figure or claim of an article stands against the ledger."""

    CURRENT = "current"  # others carry it, and nothing later replaces it
    SUPERSEDED = "superseded"  # a later value has replaced it
    CORRECTED = "corrected"  # an outlet that carried it has corrected it since
    DISPUTED = "disputed"  # another value stands beside it
    DENIED = "denied"  # somebody credited denies it
    UNKNOWN = "unknown"  # no other report speaks of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The report that a verdict rests on."""

    #: the value that it gives; None for a claim
    quantity: Quantity | None
    #: the number phrase or the claim's words, verbatim
    text: str
    sentence: str
    speaker: str
    outlet: str
    url: str
    reported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One figure or claim of an article, with what the ledger makes of it."""

    verdict: Verdict
    #: the number phrase, or the words of the claim
    span: Span
    sentence: Span
    #: what is measured; "" for a claim
    subject: str
    #: None for a claim
    quantity: Quantity | None
    #: one sentence built from the facts
    why: str
    #: what replaces, disputes, denies or carries it; None for UNKNOWN
    witness: Witness | None = None
    #: independent voices besides the article's own that carry it
    n_voices: int = 0

    @property
    def is_outdated(self) -> bool:
        """Something has taken its place."""
        return self.verdict in (Verdict.SUPERSEDED, Verdict.CORRECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An article against the ledger of a story."""

    version: Version
    #: in the order of the text
    marks: tuple[Mark, ...]

    @property
    def outdated(self) -> tuple[Mark, ...]:
        return tuple(m for m in self.marks if m.is_outdated)
