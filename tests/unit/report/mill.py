"""An invented story: a fire in a grain mill, one week of it, as the store would hand it to the report."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pipeline.check.known import witness_of
from pipeline.extract import version_of_text
from pipeline.model import (
    Assertion,
    Bound,
    Checked,
    Claim,
    Figure,
    Flag,
    FlagKind,
    Hearing,
    Interval,
    Ledger,
    Mark,
    Opinion,
    Point,
    Profile,
    Quantity,
    Relation,
    Role,
    Series,
    Span,
    Stance,
    Standing,
    Story,
    Support,
    Verdict,
)
from pipeline.report.digest import Digest, compose
from pipeline.report.inputs import BlindPeriod, CollectedArticle, Findings, Period, ReportedFlag

WEEK = Period(since=datetime(2031, 3, 3, tzinfo=UTC), until=datetime(2031, 3, 10, tzinfo=UTC))
SEED = "https://tidewater.example/mill-fire"
STORY = Story(
    id="mill-fire",
    name="Fire at the Ostrava Quay grain mill",
    profile=Profile(),
    created_at=datetime(2031, 2, 27, tzinfo=UTC),
    seed_url=SEED,
)


def at(day: int, hour: int = 9) -> datetime:
    """March 2031; the story broke at the end of February, which is day 0 and before."""
    return datetime(2031, 2, 28 + day, hour, tzinfo=UTC) if day <= 0 else datetime(2031, 3, day, hour, tzinfo=UTC)


def amount(value: float | tuple[float, float], bound: Bound = Bound.EXACT, unit: str = "count") -> Quantity:
    return Quantity(value=value, bound=bound, unit=unit)


def point(
    sentence: str, phrase: str, shown: Quantity, standing: Standing, where: tuple[str, str, datetime], voice: str = ""
) -> Point:
    """`where` is the outlet, the URL and the time."""
    outlet, url, when = where
    start = sentence.index(phrase)
    said = shown.value if isinstance(shown.value, tuple) else (shown.value,)
    figure = Figure(
        interval=Interval(lo=said[0], hi=said[-1]),
        said=said,
        bound=shown.bound,
        unit=shown.unit,
        concept="",
        speaker=voice or outlet,
        credited=bool(voice),
        span=Span(1000 + start, 1000 + start + len(phrase)),
        sentence=Span(1000, 1000 + len(sentence)),
    )
    return Point(
        figure=figure,
        sentence=sentence,
        standing=standing,
        url=url,
        outlet=outlet,
        reported_at=when,
        voice=voice or outlet,
    )


TIDEWATER = ("Tidewater Post", SEED, at(-1))
FERRYMAN = ("The Ferryman", "https://ferryman.example/2031/mill-toll", at(4))
SIGNAL = ("Signal Radio", "https://signal.example/news/881", at(5))
QUAYSIDE = ("Quayside Weekly", "https://quayside.example/9", at(8))
GULL = ("Gull & Anchor", "https://gull.example/mill", at(7))

DEAD_OLD = "Nine workers died when a dryer caught fire, the port fire service said."
DEAD_ON_THE_WAY = "Eleven are now known to have died, the port fire service said on Tuesday."
DEAD_NEW = "The port fire service put the dead at 14 on Wednesday, after three more bodies were found in the east silo."
DEAD_UNION = "The dockers' union counts 17 dead and says temporary workers were left out."
DEAD_STALE = "Nine people died in the blaze last week."
DAMAGE_OLD = "The damage will come to more than 80 million crowns, the owner said."
DAMAGE_NEW = "Insurers now expect a bill of 2.1 billion crowns, against the 80 million first named."
HURT = "At least 31 people, two of them firefighters, were taken to hospital."
DENIAL = "The owner, Halden Milling, denied that the sprinklers had been switched off."
CLAIM = "Inspectors found that the sprinkler valves had been closed for repair since January, the labour office said."

SERVICE = "port fire service"
DEATHS = Series(
    n=1,
    name="people killed in the fire",
    unit="count",
    quantity="deaths",
    role=Role.TOTAL,
    scope="",
    grows_only=True,
    points=(
        point(DEAD_OLD, "Nine", amount(9), Standing.NEW, TIDEWATER, SERVICE),
        point(DEAD_ON_THE_WAY, "Eleven", amount(11), Standing.CHANGED, FERRYMAN, SERVICE),
        point(DEAD_NEW, "14", amount(14), Standing.CHANGED, SIGNAL, SERVICE),
        point("The toll stands at 14.", "14", amount(14), Standing.RESTATED, GULL),
        point(DEAD_UNION, "17", amount(17), Standing.CONFLICT, GULL, "dockers' union"),
        point(DEAD_STALE, "Nine", amount(9), Standing.STALE, QUAYSIDE),
    ),
)
DAMAGE = Series(
    n=2,
    name="damage",
    unit="CZK",
    quantity="damage",
    role=Role.TOTAL,
    scope="",
    points=(
        point(DAMAGE_OLD, "more than 80 million crowns", amount(8e7, Bound.MORE_THAN, "CZK"), Standing.NEW, TIDEWATER),
        point(DAMAGE_NEW, "2.1 billion crowns", amount(2.1e9, Bound.EXACT, "CZK"), Standing.CHANGED, GULL, "insurers"),
    ),
)
INJURED = Series(
    n=3,
    name="people taken to hospital",
    unit="count",
    quantity="injured",
    role=Role.TOTAL,
    scope="among them firefighters",
    points=(point(HURT, "At least 31", amount(31, Bound.AT_LEAST), Standing.NEW, FERRYMAN),),
)


def support(sentence: str, stance: Stance, where: tuple[str, str, datetime], voice: str) -> Support:
    outlet, url, when = where
    whole = Span(0, len(sentence))
    claim = Claim(text=sentence, speaker=voice, credited=True, stance=stance, act=None, span=whole, sentence=whole)
    return Support(claim=claim, sentence=sentence, url=url, outlet=outlet, reported_at=when, voice=voice)


LEDGER = Ledger(
    story_id=STORY.id,
    series=(INJURED, DEATHS, DAMAGE),
    assertions=(
        Assertion(
            n=1,
            text="the sprinklers had been switched off",
            supports=(
                support("The sprinklers were off.", Stance.ASSERTS, FERRYMAN, "dockers' union"),
                support(DENIAL, Stance.DENIES, SIGNAL, "Halden Milling"),
            ),
        ),
        Assertion(
            n=2,
            text="the mill had been fined for dust twice in two years",
            supports=(
                support("It was fined twice.", Stance.ASSERTS, TIDEWATER, "labour office"),
                support("Court files show two fines.", Stance.CONFIRMS, GULL, "district court"),
            ),
        ),
    ),
)


def reported(n: int, flag: Flag, where: tuple[str, str, datetime], title: str) -> ReportedFlag:
    outlet, url, when = where
    return ReportedFlag(id=n, flag=flag, url=url, outlet=outlet, title=title, fetched_at=when)


def an_opinion(n: int, **said: Any) -> Opinion:
    """What a model thinks of flag `n`."""
    whole = Opinion(flag_id=n, key="", model="small-1", at=at(5), hearing=Hearing.GIVEN, cited="put the dead at 14")
    return replace(whole, **said)


FLAGS = (
    reported(
        1,
        Flag(
            kind=FlagKind.FIGURE_CHANGED,
            why="9 had been the value since 27 Feb; the same speaker now says 11.",
            score=0.8,
            concept="people killed in the fire",
            speaker=SERVICE,
            old=amount(9),
            new=amount(11),
            text="Eleven",
            sentence=DEAD_ON_THE_WAY,
            series_n=1,
        ),
        FERRYMAN,
        "Mill fire: toll rises",
    ),
    reported(
        2,
        Flag(
            kind=FlagKind.FIGURE_CHANGED,
            why="The same speaker said 11 a day before, and the number can only grow.",
            score=0.9,
            concept="people killed in the fire",
            speaker=SERVICE,
            old=amount(11),
            new=amount(14),
            text="14",
            sentence=DEAD_NEW,
            series_n=1,
        ),
        SIGNAL,
        "Three more bodies found in mill",
    ),
    reported(
        3,
        Flag(
            kind=FlagKind.FIGURE_NEW,
            why="No figure of the story counts bodies found in the east silo.",
            score=0.5,
            concept="body",
            scope="found in the east silo",
            speaker=SERVICE,
            new=amount(3),
            text="three",
            sentence=DEAD_NEW,
            series_n=4,
        ),
        SIGNAL,
        "Three more bodies found in mill",
    ),
    reported(
        4,
        Flag(
            kind=FlagKind.FIGURE_CHANGED,
            why="More than 80 million had been the value since 27 Feb; a later report names another sum.",
            score=0.7,
            concept="damage",
            speaker="insurers",
            old=amount(8e7, Bound.MORE_THAN, "CZK"),
            new=amount(2.1e9, Bound.EXACT, "CZK"),
            text="2.1 billion crowns",
            sentence=DAMAGE_NEW,
            series_n=2,
        ),
        GULL,
        "Who pays for the mill?",
    ),
    reported(
        5,
        Flag(
            kind=FlagKind.FIGURE_CONFLICT,
            why="Another credited speaker gives another number, and neither supersedes the other.",
            score=0.6,
            concept="people killed in the fire",
            speaker="dockers' union",
            old=amount(14),
            new=amount(17),
            text="17",
            sentence=DEAD_UNION,
            series_n=1,
        ),
        GULL,
        "Who pays for the mill?",
    ),
    reported(
        6,
        Flag(
            kind=FlagKind.CLAIM_DENIED,
            why="It denies what the dockers' union says since 4 Mar.",
            score=0.7,
            speaker="Halden Milling",
            text="the sprinklers had been switched off",
            sentence=DENIAL,
            assertion_n=1,
        ),
        SIGNAL,
        "Three more bodies found in mill",
    ),
    reported(
        7,
        Flag(
            kind=FlagKind.CLAIM_NEW,
            why="Nobody in the story had said it before.",
            score=0.6,
            speaker="labour office",
            text="the sprinkler valves had been closed for repair since January",
            sentence=CLAIM,
        ),
        GULL,
        "Who pays for the mill?",
    ),
    reported(
        8,
        Flag(
            kind=FlagKind.FIGURE_NEW,
            why="No figure of the story counts people taken to hospital.",
            score=0.6,
            concept="people taken to hospital",
            new=amount(31, Bound.AT_LEAST),
            text="At least 31 people",
            sentence=HURT,
            series_n=3,
        ),
        FERRYMAN,
        "Mill fire: toll rises",
    ),
    reported(
        9,
        Flag(
            kind=FlagKind.ARTICLE_CORRECTED,
            why="A correction was added: the mill's capacity is per week, not per day.",
            score=0.5,
            sentence="Correction: an earlier version gave the mill's weekly capacity as its daily one.",
        ),
        FERRYMAN,
        "Mill fire: toll rises",
    ),
)
ARTICLES = (
    CollectedArticle(url=FERRYMAN[1], outlet=FERRYMAN[0], title="Mill fire: toll rises", published_at=FERRYMAN[2]),
    CollectedArticle(url=SIGNAL[1], outlet=SIGNAL[0], title="Three more bodies found in mill", published_at=SIGNAL[2]),
    CollectedArticle(
        url="https://signal.example/news/882",
        outlet="Signal Radio",
        title="Toll rises at mill",
        published_at=at(5, 15),
        relation=Relation.SYNDICATED,
        origin_url=FERRYMAN[1],
    ),
    CollectedArticle(url=GULL[1], outlet=GULL[0], title="Who pays for the mill?", published_at=GULL[2]),
    CollectedArticle(url=QUAYSIDE[1], outlet=QUAYSIDE[0], title="Last week on the quay", published_at=QUAYSIDE[2]),
)
BLIND = (
    BlindPeriod(
        source="Harbour Board notices",
        url="https://board.example/feed",
        since=at(6),
        error="The server answered 503 three times; it is asked again tomorrow.",
    ),
)


OWN = version_of_text(
    f"Nine die in mill fire\n\n{DEAD_OLD}\n\n{DAMAGE_OLD}\n\nThe mill was built in brick.",
    url=SEED,
    outlet=TIDEWATER[0],
    title=None,
    at=TIDEWATER[2],
)


def mark(place: str, phrase: str, series: Series, witness: int | None, verdict: Verdict) -> Mark:
    """The mark on `phrase` in the seed's sentence `place`; `witness` is a number of the series' points."""
    start = OWN.text.index(place)
    span = Span(start + place.index(phrase), start + place.index(phrase) + len(phrase))
    said = next(p for p in series.points if p.url == SEED)
    found = None if witness is None else series.points[witness]
    return Mark(
        verdict=verdict,
        span=span,
        sentence=Span(start, start + len(place)),
        subject=series.name,
        quantity=Quantity(value=said.figure.value, bound=said.figure.bound, unit=said.figure.unit),
        why="A later report replaces it.",
        witness=None if found is None else witness_of(found),
    )


CHECKED = Checked(
    version=OWN,
    marks=(
        mark("Nine die in mill fire", "Nine", DEATHS, 2, Verdict.SUPERSEDED),
        mark(DEAD_OLD, "Nine", DEATHS, 2, Verdict.SUPERSEDED),
        mark(DAMAGE_OLD, "more than 80 million crowns", DAMAGE, 1, Verdict.SUPERSEDED),
    ),
)


def mill_digest() -> Digest:
    findings = Findings(flags=FLAGS, articles=ARTICLES, blind=BLIND, own=CHECKED, n_sources=5)
    return compose(story=STORY, ledger=LEDGER, findings=findings, period=WEEK)


def quiet_digest() -> Digest:
    """A week in which nothing happened."""
    story = replace(STORY, id="ferry-line", name="Night ferry cancelled", seed_url=None)
    findings = Findings(articles=ARTICLES[:1], n_sources=2)
    return compose(story=story, ledger=Ledger(story_id=story.id), findings=findings, period=WEEK)
