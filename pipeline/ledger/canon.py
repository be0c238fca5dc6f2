"""What a story calls the things that its figures measure, and whom it credits: fuller than what one sentence says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.figures.units import COUNT
from pipeline.ledger.names import NAMELESS
from pipeline.ledger.parties import is_proper
from pipeline.ledger.portrait import SURE
from pipeline.ledger.rulings import settled
from pipeline.model import Figure, Ledger, Point, Series, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Canon:
    """The series of one story, for mentions to take over what is missing in their sentence."""

    series: dict[int, Series]
    #: a sentence and a number of it -> its series: copies stand in none
    told: dict[tuple[str, tuple[float, ...]], int]

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
            speaker=source_of(figure, [p for p in known.points if p.standing in SURE]),
        )


def canon(ledger: Ledger) -> Canon:
    book = settled(ledger)
    kept = [(s, p) for s in book.series for p in s.points if p.standing is not Standing.UNMOVED]
    told: dict[tuple[str, tuple[float, ...]], int] = {}
    for s, p in kept:
        told.setdefault((p.sentence, p.figure.said), s.n)
    return Canon(series={s.n: s for s in book.series}, told=told)


def source_of(figure: Figure, points: Iterable[Point]) -> str:
    """Who is credited most often with the value, by name if anybody is; else with another value of the series."""
    credited = [p.figure for p in points if p.figure.credited]
    same = Counter(f.speaker for f in credited if f.said == figure.said)
    named = proper(same)
    own = figure.speaker if figure.credited and is_proper(figure.speaker) else ""
    if own and named and named[own] == max(named.values()):
        return own
    every = Counter(f.speaker for f in credited)
    for speakers in (named, same, proper(every), every):
        if speakers:
            return speakers.most_common(1)[0][0]
    return figure.speaker


def proper(speakers: Counter[str]) -> Counter[str]:
    return Counter({name: n for name, n in speakers.items() if is_proper(name)})
