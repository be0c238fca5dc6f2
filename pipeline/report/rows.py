"""What a ledger says of each series and assertion, as far as a reader of a report needs to know. Pure."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from pipeline.model import Assertion, Ledger, Place, Point, Quantity, Series, Stance, Standing, Support
from pipeline.report.quantities import ends, quantity

MOVING = (Standing.NEW, Standing.CHANGED, Standing.REFINED)
#: what a reader who asks for every value ever reported wants to see
REPORTED = (*MOVING, Standing.RESTATED, Standing.EXPLAINED, Standing.CONFLICT, Standing.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One series with a value, as one row of the ledger's table."""

    series: Series
    current: Point
    #: independent voices that carry the current value, in the order in which they spoke
    voices: tuple[str, ...]
    #: the last value of each other speaker who contradicts the current one
    rivals: tuple[Point, ...]
    #: distinct values that the series has had
    n_values: int
    #: a value was changed in the period
    is_moved: bool

    @property
    def shown(self) -> Quantity:
        return quantity(self.current.figure)

    @property
    def history(self) -> tuple[Point, ...]:
        """Every value ever reported, in order of time."""
        return tuple(sorted((p for p in self.series.points if p.standing in REPORTED), key=lambda p: p.reported_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A sentence that carries a value which the ledger has left behind."""

    series: Series
    point: Point
    current: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An assertion that several independent voices state, or that somebody disputes."""

    assertion: Assertion
    supporters: tuple[str, ...]
    deniers: tuple[str, ...]
    #: the latest report that made it so
    latest: Support


def rows(ledger: Ledger, moved: Set[int] = frozenset()) -> tuple[Row, ...]:
    """The series that have a value: those with their number in `moved` first, then the most changed and reported."""
    found = [row for series in ledger.series if (row := _row(series, series.n in moved)) is not None]
    return tuple(sorted(found, key=lambda r: (not r.is_moved, -r.n_values, -len(r.series.points), r.series.n)))


def _row(series: Series, is_moved: bool) -> Row | None:
    current = series.current
    if current is None:
        return None
    later = series.points[_last_index(series.points, current) + 1 :]
    agreeing = [current, *(p for p in later if p.standing is Standing.RESTATED)]
    rivals = {p.voice: p for p in later if p.standing is Standing.CONFLICT}
    return Row(
        series=series,
        current=current,
        voices=tuple(dict.fromkeys(p.voice for p in agreeing)),
        rivals=tuple(rivals.values()),
        n_values=len({ends(quantity(p.figure)) for p in series.points if p.standing in MOVING}),
        is_moved=is_moved,
    )


def _last_index(points: tuple[Point, ...], wanted: Point) -> int:
    return max(i for i, p in enumerate(points) if p is wanted)


def stale(ledger: Ledger, urls: Set[str]) -> tuple[Outdated, ...]:
    """The pages among `urls` that still give a superseded value and have not given a later one since."""
    found = [
        (series, point)
        for series in ledger.series
        for n, point in enumerate(series.points)
        if point.standing is Standing.STALE and point.url in urls and not _is_mended(series, n)
    ]
    return _outdated(found)


def _is_mended(series: Series, n: int) -> bool:
    """The page of the n-th mention gave another value since, states the current one as well, or owns up in a notice."""
    point, current = series.points[n], series.current
    later = (p for p in series.points[n + 1 :] if p.standing is not Standing.STALE)
    right = (p for p in series.points if current and p.figure.said == current.figure.said)
    return point.figure.place is Place.NOTICE or any(p.url == point.url for p in (*later, *right))


def _outdated(found: Iterable[tuple[Series, Point]]) -> tuple[Outdated, ...]:
    """The latest sentence of each page and series, where the current value is another one."""
    latest = {(series.n, point.url): (series, point) for series, point in found}
    return tuple(
        Outdated(series=series, point=point, current=series.current)
        for series, point in latest.values()
        if series.current is not None and quantity(series.current.figure) != quantity(point.figure)
    )


def corroborated(ledger: Ledger, urls: Set[str]) -> tuple[Heard, ...]:
    """Assertions whose latest independent voice, the second or a later one, speaks in `urls`; nobody denies them."""
    return tuple(h for h in _heard(ledger, urls) if not h.deniers and len(h.supporters) >= 2)


def disputed(ledger: Ledger, urls: Set[str]) -> tuple[Heard, ...]:
    """Assertions that one voice states and another denies, where the latest of them speaks in `urls`."""
    return tuple(h for h in _heard(ledger, urls) if set(h.deniers) - set(h.supporters) and h.supporters)


def _heard(ledger: Ledger, urls: Set[str]) -> list[Heard]:
    """The assertions whose latest voice speaks in `urls`, those with the most voices first."""
    found = [heard for a in ledger.assertions if (heard := _voices(a)) is not None and heard.latest.url in urls]
    return sorted(found, key=lambda h: (-len(h.supporters) - len(h.deniers), h.assertion.n))


def _voices(assertion: Assertion) -> Heard | None:
    """Who states and who denies an assertion, each once, in the order in which they spoke; None when nobody does."""
    first: dict[tuple[str, bool], Support] = {}
    for support in assertion.supports:
        first.setdefault((support.voice, support.claim.stance is Stance.DENIES), support)
    if not first:
        return None
    return Heard(
        assertion=assertion,
        supporters=tuple(voice for voice, denies in first if not denies),
        deniers=tuple(voice for voice, denies in first if denies),
        latest=max(first.values(), key=lambda s: s.reported_at),
    )
