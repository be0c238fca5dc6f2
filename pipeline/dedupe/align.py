"""Runs of equal words between two texts: exact, greedy, longest first at each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.dedupe.sides import Strand
from pipeline.dedupe.signature import GRAM

#: places of one 4-gram in the source that are tried; a refrain has more
MOST_PLACES = 8
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Run:
    """`n` equal words: from `here` in the probe, from `there` in the source."""

    here: int
    there: int
    n: int


def n_common(probe: Strand, source: Strand) -> int:
    """How many places of the probe have a 4-gram that stands in the source."""
    first, last = between(probe, source)
    return int(np.count_nonzero(last > first))


@lru_cache(maxsize=16)
def between(probe: Strand, source: Strand) -> tuple[Places, Places]:
    """For each 4-gram of the probe: from where to where it stands among the source's, in ascending order.

    A candidate that is worth it is laid on right after it was tried.
    """
    known, asked = source.ascending, probe.grams
    return np.searchsorted(known, asked, "left"), np.searchsorted(known, asked, "right")


def runs(probe: Strand, source: Strand) -> list[Run]:
    """Non-overlapping runs of at least GRAM equal words, in the order of the probe."""
    found: list[Run] = []
    at = 0
    first, last = between(probe, source)
    for here in np.flatnonzero(last > first).tolist():
        if here < at:
            continue
        places = source.order[first[here] : min(last[here], first[here] + MOST_PLACES)].tolist()
        expected = found[-1].there + here - found[-1].here if found else here
        run = longest(probe.forms, source.forms, here, places, expected)
        if run.n >= GRAM:
            found.append(run)
            at = here + run.n
    return found


def longest(probe: Sequence[str], source: Sequence[str], here: int, places: Sequence[int], expected: int) -> Run:
    """The longest run from `here` on; of equals the one nearest to the `expected` place."""
    if len(places) == 1:
        return Run(here, places[0], extent(probe, source, here, places[0]))
    found = [Run(here, there, extent(probe, source, here, there)) for there in places]
    return max(found, key=lambda run: (run.n, -abs(run.there - expected)))


def extent(probe: Sequence[str], source: Sequence[str], here: int, there: int) -> int:
    """How many words agree from these two places on."""
    n = 0
    most = min(len(probe) - here, len(source) - there)
    while n < most and probe[here + n] == source[there + n]:
        n += 1
    return n
