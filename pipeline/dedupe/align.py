"""Runs of equal words between two texts: exact, greedy, longest first at each place."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.dedupe.sides import Strand
from pipeline.dedupe.signature import GRAM


@dataclass(frozen=True, slots=True)
class Run:
    """`n` equal words: from `here` in the probe, from `there` in the source."""

    here: int
    there: int
    n: int


def common(probe: Strand, source: Strand) -> list[int]:
    """Places of the probe whose 4-grams stand in the source."""
    places = source.places
    return [here for here, key in enumerate(probe.keys) if key in places]


def runs(probe: Strand, source: Strand) -> list[Run]:
    """Non-overlapping runs of at least GRAM equal words, in the order of the probe."""
    found: list[Run] = []
    at = 0
    for here in common(probe, source):
        if here < at:
            continue
        expected = found[-1].there + here - found[-1].here if found else here
        run = longest(probe.forms, source.forms, here, source.places[probe.keys[here]], expected)
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
