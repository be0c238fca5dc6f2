"""The series of a story while an article is judged, found by what they measure."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.figures import grows_only
from pipeline.ledger.beside import COUNTED
from pipeline.ledger.mention import Mention, head_of
from pipeline.ledger.names import name_of
from pipeline.ledger.portrait import SURE, Portrait
from pipeline.model import FigureDecision, Ledger, Point, Series

#: a figure that names nothing continues one of the latest series
N_NAMELESS = 40
#: latest mentions by whose numbers a series is found
N_KEYED = 4

#: what a series is found by: a head noun, "" for the nameless, (class of quantity,), or the numbers as said
Key = str | tuple[str] | tuple[float, ...]


class Kept:
    """A ledger by identity: what was built from it holds as long as it is the same object."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def __hash__(self) -> int:
        return id(self.ledger)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and other.ledger is self.ledger


@dataclass(slots=True)
class Index:
    """What the series of one ledger are found by."""

    series: dict[int, Series] = field(default_factory=dict)
    #: unit -> key -> numbers of the series that the key leads to
    found_by: dict[str, dict[Key, tuple[int, ...]]] = field(default_factory=dict)
    #: head noun -> others that name the same thing somewhere in this story
    kindred: dict[str, frozenset[str]] = field(default_factory=dict)
    n_of_unit: Counter[str] = field(default_factory=Counter)
    #: filled as they are asked for
    portraits: dict[int, Portrait] = field(default_factory=dict)

    def copied(self) -> "Index":
        """An index of its own that knows the same."""
        return Index(
            series=dict(self.series),
            found_by={unit: dict(keys) for unit, keys in self.found_by.items()},
            kindred=dict(self.kindred),
            n_of_unit=Counter(self.n_of_unit),
        )

    def put(self, series: Series) -> None:
        self.n_of_unit[series.unit] += series.n not in self.series
        self.series[series.n] = series
        keys: set[Key] = {(series.quantity,)} if series.quantity else set()
        if series.points:
            first, last = series.points[0].figure, series.points[-1].figure
            keys |= {first.said, head_of(first), head_of(last), *(p.figure.said for p in series.points[-N_KEYED:])}
            if first.head != last.head and series.points[-1].standing in SURE:
                self.learn(head_of(first), head_of(last))
        found_by = self.found_by.setdefault(series.unit, {})
        for key in keys:
            found_by[key] = (*found_by.get(key, ()), series.n)

    def learn(self, head: str, other: str) -> None:
        """Two nouns name one thing."""
        if head and other and head != other:
            self.kindred[head] = self.kindred.get(head, frozenset()) | {other}
            self.kindred[other] = self.kindred.get(other, frozenset()) | {head}


@lru_cache(maxsize=8)
def index_of(kept: Kept) -> Index:
    """The index of a ledger, built once for each ledger in hand."""
    index = Index()
    for series in kept.ledger.series:
        index.put(series)
    return index


class Shelf:
    """The series of one ledger, found by what they measure; takes decisions in the order in which they are made."""

    def __init__(self, ledger: Ledger) -> None:
        self._before = index_of(Kept(ledger))
        self._now = self._before.copied()

    @property
    def next_n(self) -> int:
        return max(self._now.series, default=0) + 1

    def candidates(self, mention: Mention) -> list[Portrait]:
        """Series called alike, of the same class, or nameless; for a figure without a name the latest ones."""
        figure, head = mention.figure, mention.head
        found_by = self._now.found_by.get(figure.unit, {})
        found: set[int] = set()
        keys: set[Key] = {head, "", figure.said, *self.kindred(head)}
        keys.update((name,) for name in {figure.quantity, *mention.hints} if name)
        for key in keys:
            found.update(found_by.get(key, ()))
        if not head or figure.unit != "count":
            found.update([n for n, s in reversed(self._now.series.items()) if s.unit == figure.unit][:N_NAMELESS])
        return [self[n] for n in sorted(found)]

    def recalling(self, said: tuple[float, ...]) -> list[Portrait]:
        """Series of any unit that had these numbers."""
        return [self[n] for found_by in self._now.found_by.values() for n in found_by.get(said, ())]

    def of_unit(self, unit: str) -> list[Portrait]:
        """All series of a unit."""
        return [self[n] for n, series in self._now.series.items() if series.unit == unit]

    def measured(self) -> list[Portrait]:
        """All series of sizes and money."""
        return [self[n] for n, series in self._now.series.items() if series.unit not in COUNTED]

    def kindred(self, head: str) -> frozenset[str]:
        """Other head nouns that name the same thing somewhere in this story."""
        return self._now.kindred.get(head, frozenset())

    def __getitem__(self, n: int) -> Portrait:
        series, before = self._now.series[n], self._before.series.get(n)
        index = self._before if series is before else self._now
        if n not in index.portraits:
            n_before = len(before.points) if before else 0
            index.portraits[n] = Portrait(series, n_before, self._before.n_of_unit[series.unit] or 1)
        return index.portraits[n]

    def enter(self, decision: FigureDecision, mention: Mention, version_id: int | None = None) -> None:
        """Open the series that the decision opens, if any, and add the mention to the series it belongs to."""
        if decision.series_n is None:
            return
        series = decision.opens or self._now.series[decision.series_n]
        self._now.put(replace(series, points=(*series.points, mention.as_point(decision.standing, version_id))))
        self._now.portraits.pop(series.n, None)

    def stating(self, unit: str, sentence: str) -> list[tuple[Portrait, Point]]:
        """Points that were read in one sentence, with their series."""
        return [
            (self[n], point)
            for n, series in self._now.series.items()
            if series.unit == unit
            for point in series.points
            if point.sentence == sentence
        ]

    def series(self) -> tuple[Series, ...]:
        return tuple(self._now.series[n] for n in sorted(self._now.series))


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
