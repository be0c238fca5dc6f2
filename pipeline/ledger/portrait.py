"""A series as the matcher sees it: what its mentions have in common."""

from functools import cached_property

from pipeline.ledger.classes import hinted, tight
from pipeline.ledger.mention import head_of, near
from pipeline.model import Figure, Point, Role, Series, Standing

#: the last mentions say enough about a series
N_READ = 12
#: standings of points that belong to their series for sure
SURE = frozenset(Standing) - {Standing.UNSURE, Standing.UNMOVED}
MOVING = frozenset({Standing.NEW, Standing.CHANGED, Standing.REFINED})
NEWS = MOVING | {Standing.CONFLICT}


class Portrait:
    """A series and what its mentions have in common; read from its points when first asked for."""

    def __init__(self, series: Series, n_before: int | None = None) -> None:
        self.series = series
        #: points that it had before the article in hand
        self.n_before = len(series.points) if n_before is None else n_before

    @property
    def here(self) -> tuple[Point, ...]:
        """What the article in hand has said of it."""
        return self.series.points[self.n_before :]

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The latest mentions that belong here for sure."""
        return tuple(p for p in self.series.points[-N_READ:] if p.standing in SURE)

    @cached_property
    def current(self) -> Point | None:
        return self.series.current

    @cached_property
    def heads(self) -> frozenset[str]:
        """Stems of the head nouns that it was called by."""
        return frozenset(head for p in self.points if (head := head_of(p.figure)))

    @cached_property
    def said(self) -> frozenset[tuple[float, ...]]:
        """The numbers that were said of it."""
        return frozenset(p.figure.said for p in self.points)

    @cached_property
    def heard(self) -> tuple[Figure, ...]:
        """A figure for each value that was ever said of it, for sure or not."""
        return tuple({(p.figure.said, p.figure.bound): p.figure for p in self.series.points}.values())

    @cached_property
    def near(self) -> frozenset[str]:
        """Content words near its numbers."""
        return frozenset(word for p in self.points for word in near(p.figure, p.sentence))

    @cached_property
    def hints(self) -> frozenset[str]:
        """Classes of quantity that the words near its numbers speak of."""
        return hinted(self.near)

    @cached_property
    def places(self) -> frozenset[str]:
        """Places that narrow it, in lower case."""
        return frozenset(place.lower() for p in self.points for place in p.figure.places)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The tight class that it is of, or those that the words near its numbers hint at."""
        quantity = self.series.quantity
        return frozenset({quantity}) if quantity and tight(quantity) else self.hints

    @cached_property
    def standing(self) -> tuple[Point, ...]:
        """Points whose value was once news: those that moved the series and those that contradicted it, in order."""
        return tuple(p for p in self.series.points if p.standing in NEWS)


def comparable(role: Role, other: Role) -> bool:
    """Totals and parts may be confused by a reader; increments, rates and ranks are series of their own."""
    counted = {Role.TOTAL, Role.SUBSET}
    return role == other or (role in counted and other in counted)
