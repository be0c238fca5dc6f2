"""Small true-to-life values for the store's tests: a harbour dredging story in an invented port town."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from db.store import Store
from pipeline.model import (
    Answer,
    Assertion,
    Block,
    Bound,
    Claim,
    ClaimDecision,
    Copy,
    Entry,
    Figure,
    FigureDecision,
    Flag,
    FlagKind,
    Interval,
    Judgement,
    Outcome,
    Page,
    Place,
    Poll,
    PollResult,
    Profile,
    Quantity,
    Relation,
    Relevance,
    Role,
    Series,
    Source,
    SourceKind,
    Span,
    Stance,
    Standing,
    Story,
    Version,
    Visit,
)

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FEED = "https://tidewatch.example/feed.xml"
TEXT = "Dredging of the inner harbour will cost 41 million euros, the port authority said. Fishermen object."


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def a_story(story_id: str = "harbour") -> Story:
    profile = Profile(terms={"dredg": 1.0, "harbour": 0.5}, names={"Port Authority": 0.8}, keywords=("dredging",))
    return Story(id=story_id, name=f"The {story_id} story", profile=profile, created_at=START)


def followed(store: Store, *story_ids: str) -> Source:
    """Stories that are followed, with one feed between them."""
    for story_id in story_ids:
        store.add_story(a_story(story_id))
    return store.add_source(SourceKind.FEED, FEED, "Tidewatch", story_ids, START)


def an_entry(slug: str = "dredging", *, fingerprint: str = "first", published_at: datetime | None = START) -> Entry:
    return Entry(
        url=f"https://tidewatch.example/{slug}",
        listed_url=f"https://tidewatch.example/{slug}?utm_source=feed",
        title=f"About {slug}",
        published_at=published_at,
        fingerprint=fingerprint,
    )


def a_poll(source: Source, *entries: Entry, at: datetime = START, result: PollResult = PollResult.NEW) -> Poll:
    return Poll(
        source_id=source.id,
        at=at,
        result=result,
        status=200,
        entries=entries,
        etag='"7"',
        due_at=at + timedelta(hours=1),
    )


def listed(store: Store, source: Source, *slugs: str, at: datetime = START) -> list[Visit]:
    """The visits that a poll of `source` made due, in the order of `slugs`."""
    store.record_poll(a_poll(source, *(an_entry(slug) for slug in slugs), at=at))
    due = {visit.article_url: visit for visit in store.due_visits(at)}
    return [due[an_entry(slug).url] for slug in slugs]


def a_version(visit: Visit, text: str = TEXT, *, at: datetime = START, outlet: str = "Tidewatch") -> Version:
    return Version(
        url=visit.article_url,
        outlet=outlet,
        title="Harbour to be dredged",
        text=text,
        blocks=(Block(place=Place.BODY, span=Span(0, len(text))),),
        fetched_at=at,
        published_at=at,
        text_sha256=sha256(" ".join(text.split())),
        page_sha256=sha256(f"<p>{text}"),
    )


def a_page(visit: Visit, text: str = TEXT, *, at: datetime = START, status: int = 200) -> Page:
    body = f"<p>{text}".encode("utf-8", "replace")
    headers = {"etag": '"page"', "content-type": "text/html"}
    return Page(url=visit.url, status=status, headers=headers, body=body, fetched_at=at, sha256=sha256(f"<p>{text}"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def a_figure(value: float = 41e6, *, phrase: str = "41 million euros", text: str = TEXT) -> Figure:
    start = max(text.find(phrase), 0)
    return Figure(
        interval=Interval(lo=value, hi=value),
        said=(value,),
        bound=Bound.EXACT,
        unit="EUR",
        concept="dredging cost",
        head="cost",
        quantity="cost",
        places=("inner harbour",),
        speaker="port authority",
        credited=True,
        span=Span(start, start + len(phrase)),
        sentence=Span(0, min(len(text), 82)),
    )


def a_claim() -> Claim:
    return Claim(
        text="Fishermen object",
        speaker="Tidewatch",
        credited=False,
        stance=Stance.ASSERTS,
        act="object",
        participants=("Fishermen",),
        terms=frozenset({"fisherman", "object"}),
        weight=0.5,
        span=Span(83, 99),
        sentence=Span(83, 100),
    )


def a_series(n: int = 1) -> Series:
    return Series(n=n, name="dredging cost", unit="EUR", quantity="cost", role=Role.TOTAL, scope="")


def a_flag(kind: FlagKind = FlagKind.FIGURE_NEW, *, value: float = 41e6, series_n: int | None = 1) -> Flag:
    return Flag(
        kind=kind,
        why="first figure of the cost",
        score=0.7,
        concept="dredging cost",
        speaker="port authority",
        new=Quantity(value=value, bound=Bound.EXACT, unit="EUR"),
        text="41 million euros",
        sentence=TEXT[:82],
        sentence_span=Span(0, 82),
        series_n=series_n,
    )


def a_judgement(story_id: str = "harbour", *, figure: Figure | None = None, flag: Flag | None = None) -> Judgement:
    """On the story: a series opens with one figure, an assertion with one claim."""
    decided = FigureDecision(
        figure=figure or a_figure(),
        standing=Standing.NEW,
        series_n=1,
        why="no series measures this",
        confidence=1.0,
        opens=a_series(),
        flag=flag or a_flag(),
    )
    said = ClaimDecision(
        claim=a_claim(), assertion_n=1, why="nobody said so before", opens=Assertion(n=1, text="Fishermen object")
    )
    return Judgement(relevance=a_relevance(story_id), figures=(decided,), claims=(said,))


def moved(to: float, *, flag: Flag, standing: Standing = Standing.CHANGED) -> Judgement:
    """On the story: its one series takes a new value."""
    decided = FigureDecision(
        figure=a_figure(to), standing=standing, series_n=1, why="another value", confidence=0.9, flag=flag
    )
    return Judgement(relevance=a_relevance(), figures=(decided,))


def a_relevance(story_id: str = "harbour", *, on: bool = True) -> Relevance:
    return Relevance(story_id=story_id, score=0.9 if on else 0.1, on=on, reasons=("names Port Authority",))


def an_outcome(
    visit: Visit,
    *judgements: Judgement,
    text: str = TEXT,
    at: datetime = START,
    copy: Copy | None = None,
    answer: Answer | None = None,
) -> Outcome:
    return Outcome(
        visit=visit,
        answer=answer or a_page(visit, text, at=at),
        version=a_version(visit, text, at=at),
        is_new=True,
        copy=copy or Copy(relation=Relation.INDEPENDENT),
        judgements=judgements,
        due_at=at + timedelta(hours=6),
    )


def record(store: Store, outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        with store.transaction() as known:
            known.record(outcome)
