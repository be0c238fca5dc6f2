"""What a story calls the things that its figures measure, and whom it credits: fuller than what one sentence says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.figures.units import COUNT
from pipeline.ledger.names import NAMELESS
from pipeline.ledger.parties import is_proper
from pipeline.ledger.parties import named as named_part
from pipeline.ledger.portrait import SURE
from pipeline.ledger.rulings import settled
from pipeline.ledger.words import normal
from pipeline.model import Figure, Ledger, Point, Series, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Canon:
    """The series of one story, for mentions to take over what is missing in their sentence."""

    series: dict[int, Series]
    #: a sentence and a number of it -> its series: copies stand in none
    told: dict[tuple[str, tuple[float, ...]], int]
    #: what publishes the story's articles, as parties are called
    outlets: frozenset[str]

    def full(self, figure: Figure, sentence: str, series_n: int | None) -> Figure:
        """The figure under the name of its series, in its unit, with the source that is credited with its value.

        A mention whose own source is credited with the value as often as any other keeps it.
        """
        n = series_n if series_n is not None else self.told.get((sentence, figure.said))
        known = self.series.get(n) if n is not None else None
        if known is None:
            return figure
        return replace(
            figure,
            concept=figure.concept if known.name == NAMELESS else known.name,
            unit=known.unit if figure.unit == COUNT else figure.unit,
            speaker=source_of(figure, [p for p in known.points if p.standing in SURE], self.outlets),
        )


def canon(ledger: Ledger) -> Canon:
    book = settled(ledger)
    kept = [(s, p) for s in book.series for p in s.points if p.standing is not Standing.UNMOVED]
    told: dict[tuple[str, tuple[float, ...]], int] = {}
    for s, p in kept:
        told.setdefault((p.sentence, p.figure.said), s.n)
    outlets = frozenset(party(p.outlet) for _, p in kept)
    return Canon(series={s.n: s for s in book.series}, told=told, outlets=outlets)


def source_of(figure: Figure, points: Sequence[Point], outlets: frozenset[str]) -> str:
    """Who is credited most often with the value, by name if anybody is; else with another value of the series.

    An outlet that others quote is nobody's source as long as there is another one.
    """
    credited = [p.figure for p in points if p.figure.credited]
    credited = [f for f in credited if not is_outlet(f.speaker, outlets)] or credited
    same = [f.speaker for f in credited if f.said == figure.said]
    every = [f.speaker for f in credited]
    named = [s for s in same if is_proper(s)]
    own = figure.speaker if figure.credited and is_proper(figure.speaker) else ""
    times = Counter(map(party, named))
    if own and named and times[party(own)] == max(times.values()):
        return own
    for speakers in (named, same, [s for s in every if is_proper(s)], every):
        if speakers:
            return most_credited(speakers)
    return figure.speaker


def is_outlet(speaker: str, outlets: frozenset[str]) -> bool:
    """ "The Herald" of "The Daily Herald"."""
    words = set(party(speaker).split())
    return any(words <= set(outlet.split()) for outlet in outlets)


def most_credited(speakers: Sequence[str]) -> str:
    """The party that is credited most often, as it is called most often."""
    first = Counter(map(party, speakers)).most_common(1)[0][0]
    return Counter(s for s in speakers if party(s) == first).most_common(1)[0][0]


def party(speaker: str) -> str:
    """The name of a speaker without role and article."""
    return normal(named_part(speaker)).removeprefix("the ")
