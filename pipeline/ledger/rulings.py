"""The user's hand: which mentions belong together, what a series is called, which one is to be silent.

A ruling names mentions, never series: the numbers of series change when a ledger is rebuilt, mentions do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.ledger.mention import Mention
from pipeline.ledger.names import learned
from pipeline.model import Anchor, Ledger, Point, Ruling, RulingKind, Series


def anchor_of(said: Point | Mention) -> Anchor:
    """The mention, named so that it is found again."""
    return Anchor(url=said.url, sentence=said.sentence, span=said.figure.span)


def merged(series: Series, into: Series) -> Ruling:
    """All mentions of one series belong to another one."""
    return Ruling(kind=RulingKind.MOVE, of=anchors(series.points), to=anchor_of(into.points[0]))


def split(points: Iterable[Point]) -> Ruling:
    """Some mentions are a series of their own."""
    return Ruling(kind=RulingKind.MOVE, of=anchors(points))


def renamed(series: Series, name: str) -> Ruling:
    return Ruling(kind=RulingKind.RENAME, of=anchors(series.points[:1]), name=name)


def muted(series: Series) -> Ruling:
    return Ruling(kind=RulingKind.MUTE, of=anchors(series.points[:1]))


def anchors(points: Iterable[Point]) -> tuple[Anchor, ...]:
    return tuple(anchor_of(p) for p in points)


@dataclass(frozen=True)
class Rulings:
    """All rulings of a story, by the mentions that they are about; a later one goes before an earlier one."""

    moves: dict[Anchor, Ruling] = field(default_factory=dict)
    names: dict[Anchor, str] = field(default_factory=dict)
    silent: frozenset[Anchor] = frozenset()

    def partners(self, mention: Mention) -> tuple[Anchor, ...] | None:
        """Mentions with which the user has put this one; empty: with none that went before; None: he has not."""
        ruling = self.moves.get(anchor_of(mention))
        if ruling is None:
            return None
        return ruling.of if ruling.to is None else (ruling.to,)

    def settled(self, series: Series) -> Series:
        """The series with the name that it was given, else the one that was learned, and muted or not."""
        if not self.names and not self.silent:
            return replace(series, name=learned(series))
        at = anchors(series.points)
        name = next((self.names[a] for a in at if a in self.names), None) or learned(series)
        return replace(series, name=name, muted=not self.silent.isdisjoint(at))


def rulings_of(ledger: Ledger) -> Rulings:
    moves = {a: r for r in ledger.rulings if r.kind is RulingKind.MOVE for a in r.of}
    names = {a: r.name for r in ledger.rulings if r.kind is RulingKind.RENAME for a in r.of}
    silent = frozenset(a for r in ledger.rulings if r.kind is RulingKind.MUTE for a in r.of)
    return Rulings(moves=moves, names=names, silent=silent)


def settled(ledger: Ledger) -> Ledger:
    """The ledger as people read it: every series with its name."""
    rulings = rulings_of(ledger)
    return replace(ledger, series=tuple(rulings.settled(s) for s in ledger.series))
