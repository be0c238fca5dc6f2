"""The series of a story while an article is judged, found by what they measure.

What is found by is a function of a ledger's points alone, so that an index that grew with the ledger finds the same as
one that is built anew.
"""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from pipeline.figures import grows_only
from pipeline.ledger import values
from pipeline.ledger.beside import COUNTED
from pipeline.ledger.classes import siblings
from pipeline.ledger.mention import Mention, head_of
from pipeline.ledger.names import name_of
from pipeline.ledger.portrait import SURE, Portrait
from pipeline.model import Anchor, Figure, FigureDecision, Ledger, Point, Series

#: a figure that names nothing continues one of the latest series
N_NAMELESS = 40
#: stories whose index is kept
N_KEPT = 8

#: what a series is found by: a head noun, "" for the nameless, (class of quantity,), the numbers as said, or a number
#: that a writer would make of them who rounds
Key = str | tuple[str] | tuple[float, ...] | tuple[str, float]


@dataclass(slots=True)
class Index:
    """What the series of one ledger are found by."""

    series: dict[int, Series] = field(default_factory=dict)
    #: unit -> key -> numbers of the series that the key leads to
    found_by: dict[str, dict[Key, dict[int, None]]] = field(default_factory=dict)
    #: unit -> numbers of its series, in order
    of_unit: dict[str, dict[int, None]] = field(default_factory=dict)
    #: head noun -> others that name the same thing somewhere in this story
    kindred: dict[str, frozenset[str]] = field(default_factory=dict)
    #: sentence of an article -> numbers of the series that it speaks of
    sentences: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    #: who was credited with figures, and how often
    speakers: Counter[str] = field(default_factory=Counter)
    #: number of a series -> those that stood in one sentence with it
    company: dict[int, set[int]] = field(default_factory=dict)
    #: what was taken last
    ledger: Ledger | None = None
    #: filled as they are asked for
    portraits: dict[int, Portrait] = field(default_factory=dict)

    def put(self, series: Series, n_known: int = 0) -> None:
        """Take a series whose first `n_known` points were taken before."""
        self.series[series.n] = series
        self.of_unit.setdefault(series.unit, {})[series.n] = None
        self.portraits.pop(series.n, None)
        found_by = self.found_by.setdefault(series.unit, {})
        for key in keys_of(series, n_known):
            found_by.setdefault(key, {})[series.n] = None
        for point in series.points[n_known:]:
            self.speakers[point.figure.speaker] += point.figure.credited
            self.meet(series.n, self.sentences.setdefault((point.url, point.sentence), set()))
            if point.standing in SURE:
                self.learn(head_of(series.points[0].figure), head_of(point.figure))

    def find(self, unit: str, key: Key) -> Iterable[int]:
        return self.found_by.get(unit, {}).get(key, ())

    def meet(self, n: int, here: set[int]) -> None:
        """A series joins those of one sentence."""
        for other in here - {n}:
            self.company.setdefault(other, set()).add(n)
            self.company.setdefault(n, set()).add(other)
        here.add(n)

    def learn(self, head: str, other: str) -> None:
        """Two nouns name one thing."""
        if head and other and head != other:
            self.kindred[head] = self.kindred.get(head, frozenset()) | {other}
            self.kindred[other] = self.kindred.get(other, frozenset()) | {head}

    def follows(self, ledger: Ledger) -> bool:
        """The ledger holds all that was taken, and perhaps more."""
        theirs = {s.n: s for s in ledger.series}
        return theirs.keys() >= self.series.keys() and all(
            theirs[n] is known or grew(known, theirs[n]) for n, known in self.series.items()
        )

    def catch_up(self, ledger: Ledger) -> None:
        """Take what the ledger holds besides."""
        for series in ledger.series:
            known = self.series.get(series.n)
            if known is not series:
                self.put(series, len(known.points) if known else 0)
        self.ledger = ledger


def grew(known: Series, now: Series) -> bool:
    """`now` has the same points, and perhaps more."""
    n = len(known.points)
    return len(now.points) >= n and all(a is b for a, b in zip(known.points, now.points[:n], strict=True))


def keys_of(series: Series, n_known: int) -> Iterator[Key]:
    """What the points of a series after the first `n_known` make it be found by."""
    if series.quantity:
        yield (series.quantity,)
    for point in series.points[n_known:]:
        yield head_of(point.figure)
        yield point.figure.said
        yield from ((ROUNDED, number) for number in roundings(point.figure))


ROUNDED = "rounded"


def roundings(figure: Figure) -> Iterator[float]:
    """What a writer makes of it who says that he rounds: 12,000 and 10,000 for 12,430."""
    if len(figure.said) == 1:
        yield from {values.rounded(figure.said[0], n) for n in range(1, values.digits(figure.said[0]))}


_kept: OrderedDict[str, Index] = OrderedDict()


def index_of(ledger: Ledger) -> Index:
    """The index of a ledger; of one that has grown since it was seen last, only what came since is read."""
    index = _kept.pop(ledger.story_id, None)
    if index is None or not (index.ledger is ledger or index.follows(ledger)):
        index = Index()
    if index.ledger is not ledger:
        index.catch_up(ledger)
    _kept[ledger.story_id] = index
    while len(_kept) > N_KEPT:
        _kept.popitem(last=False)
    return index


class Shelf:
    """The series of one ledger, found by what they measure; takes decisions in the order in which they are made."""

    def __init__(self, ledger: Ledger) -> None:
        self._before = index_of(ledger)
        #: the series that this article has touched
        self._here = Index()
        self._last_n = max(self._before.series, default=0)

    @property
    def next_n(self) -> int:
        return self._last_n + 1

    def candidates(self, mention: Mention) -> list[Portrait]:
        """Series called alike, of the same class, or nameless; for a figure without a name the latest ones."""
        figure, head = mention.figure, mention.head
        keys: set[Key] = {head, "", figure.said, *self.kindred(head)}
        keys.update((name,) for name in mention.hints)
        if figure.quantity:
            keys.update((name,) for name in siblings(figure.quantity, mention.language))
        found = {n for key in keys for n in self._find(figure.unit, key)}
        if not head or figure.unit != "count":
            found.update(islice(self._latest(figure.unit), N_NAMELESS))
        return [self[n] for n in sorted(found)]

    def recalling(self, said: tuple[float, ...]) -> list[Portrait]:
        """Series of any unit that had these numbers."""
        units = dict.fromkeys((*self._before.found_by, *self._here.found_by))
        return [self[n] for unit in units for n in self._find(unit, said)]

    def hearing(self, figure: Figure) -> list[Portrait]:
        """Series of its unit that had its numbers, or one that it may round."""
        found = {*self._find(figure.unit, figure.said), *self._find(figure.unit, (ROUNDED, figure.said[0]))}
        return [self[n] for n in sorted(found)]

    def company(self, figure: Figure, others: Iterable[Figure]) -> frozenset[int]:
        """Series that stood in one sentence with a series that is named like a neighbour of the figure."""
        mates = [f for f in others if f.sentence == figure.sentence and f is not figure]
        keys: set[tuple[str, Key]] = {(f.unit, (f.quantity,)) for f in mates if f.quantity}
        keys.update((f.unit, head) for f in mates if (head := head_of(f)))
        known = {n for unit, key in keys for n in self._before.find(unit, key)}
        return frozenset(n for k in known for n in self._before.company.get(k, ()))

    def measured_here(self) -> list[Portrait]:
        """Series of sizes and money that the article in hand has spoken of."""
        return [self[n] for n, series in self._here.series.items() if series.unit not in COUNTED]

    def kindred(self, head: str) -> frozenset[str]:
        """Other head nouns that name the same thing somewhere in this story."""
        return self._before.kindred.get(head, frozenset()) | self._here.kindred.get(head, frozenset())

    def __getitem__(self, n: int) -> Portrait:
        index = self._here if n in self._here.series else self._before
        if n not in index.portraits:
            series, before = index.series[n], self._before.series.get(n)
            n_before = len(before.points) if before else 0
            index.portraits[n] = Portrait(series, n_before)
        return index.portraits[n]

    def enter(self, decision: FigureDecision, mention: Mention, version_id: int | None = None) -> None:
        """Open the series that the decision opens, if any, and add the mention to the series it belongs to."""
        n = decision.series_n
        if n is None:
            return
        series = decision.opens or self._here.series.get(n) or self._before.series[n]
        n_known = len(series.points)
        series = replace(series, points=(*series.points, mention.as_point(decision.standing, version_id)))
        self._here.put(series, n_known)
        self._last_n = max(self._last_n, n)

    def stating(self, unit: str, sentence: str) -> list[tuple[Portrait, Point]]:
        """Points that were read in one sentence, with their series."""
        return [
            (self[series.n], point)
            for series in self.series()
            if series.unit == unit
            for point in series.points
            if point.sentence == sentence
        ]

    def holding(self, mentions: Collection[Anchor]) -> list[Portrait]:
        """The series that hold one of some mentions."""
        held = {(a.url, a.sentence, a.span) for a in mentions}
        return [
            self[series.n]
            for series in self.series()
            if any((p.url, p.sentence, p.figure.span) in held for p in series.points)
        ]

    def series(self) -> tuple[Series, ...]:
        found = self._before.series | self._here.series
        return tuple(found[n] for n in sorted(found))

    def _find(self, unit: str, key: Key) -> Iterator[int]:
        yield from self._before.find(unit, key)
        yield from self._here.find(unit, key)

    def _latest(self, unit: str) -> Iterator[int]:
        """The series of a unit, the latest first."""
        opened = [n for n in self._here.of_unit.get(unit, {}) if n not in self._before.series]
        yield from sorted(opened, reverse=True)
        yield from reversed(self._before.of_unit.get(unit, {}))


def opened(n: int, mention: Mention) -> Series:
    """A series as its first mention opens it, still without points."""
    figure = mention.figure
    return Series(
        n=n,
        name=name_of(figure),
        unit=figure.unit,
        quantity=figure.quantity,
        role=mention.role,
        scope=figure.scope,
        grows_only=grows_only(figure.quantity),
    )
