"""A version laid out for comparison: its words, their 4-grams, and the fingerprints chosen from these."""

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.dedupe.signature import GRAM, Hashes, grams, hashes, winnowed
from pipeline.language.words import Words, without, words_of
from pipeline.model import Version

#: of each 12 neighbouring 4-grams one is kept: every run of 15 equal words shares a fingerprint
WINDOW = 12
#: shorter texts keep more: at least about this many
FEW = 6
#: so many words in a row that an outlet prints again and again are boilerplate
BOILERPLATE_RUN = 8
QUOTES_AND_BREAKS = re.compile(r'["“”„«»\n]')
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Strand:
    """A sequence of words, ready to be laid on others; equal to itself alone."""

    forms: list[str]

    @cached_property
    def grams(self) -> Hashes:
        return grams(hashes(self.forms))

    @cached_property
    def keys(self) -> list[int]:
        return list(self.grams.tolist())

    @cached_property
    def order(self) -> npt.NDArray[np.intp]:
        """The places of the 4-grams by their hashes; equal ones in the order of the text."""
        return np.argsort(self.grams, kind="stable")

    @cached_property
    def ascending(self) -> Hashes:
        return self.grams[self.order]


@dataclass(frozen=True)
class Side:
    """One of the two texts."""

    version: Version
    words: Words

    @cached_property
    def running(self) -> Strand:
        return Strand(self.words.forms[: self.words.n_running])

    @cached_property
    def everything(self) -> Strand:
        return Strand(self.words.forms) if len(self.words.forms) > self.words.n_running else self.running

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether an odd number of quotation marks stands before each word in its paragraph."""
        marks, opened = [-1], [False]
        for mark in QUOTES_AND_BREAKS.finditer(self.version.text):
            marks.append(mark.start())
            opened.append(mark.group() != "\n" and not opened[-1])
        return [opened[bisect_left(marks, start) - 1] for start, _ in self.words.bounds]


@lru_cache(maxsize=512)
def side_of(version: Version, boilerplate: Set[int] = NOTHING) -> Side:
    """A version as words, those of `boilerplate` set apart; the same few stored ones are asked for again and again."""
    if not boilerplate:
        return Side(version, words_of(version.text, version.blocks))
    whole = side_of(version)
    apart = covered(whole.running, boilerplate)
    return Side(version, without(whole.words, apart.tolist())) if apart.any() else whole


def covered(strand: Strand, boilerplate: Set[int]) -> npt.NDArray[np.bool_]:
    """Which words stand in a run of at least BOILERPLATE_RUN words whose 4-grams are all known as boilerplate."""
    apart = np.zeros(len(strand.forms), dtype=np.bool_)
    if boilerplate.isdisjoint(strand.keys):
        return apart
    start = 0
    known = [key in boilerplate for key in strand.keys]
    for n, (before, now) in enumerate(zip([False, *known], [*known, False], strict=True)):
        if now and not before:
            start = n
        if before and not now and n - start + GRAM - 1 >= BOILERPLATE_RUN:
            apart[start : n + GRAM - 1] = True
    return apart


def fingerprints(version: Version, boilerplate: Set[int] = NOTHING) -> tuple[int, ...]:
    """Signed 64-bit numbers, distinct, ascending: about two for each 13 words of running text.

    A text of under 80 words has smaller windows and so more of them; they contain all that larger windows choose.
    """
    found = side_of(version, boilerplate).running.grams
    chosen = winnowed(found, max(1, min(WINDOW, len(found) // FEW)))
    return tuple(np.sort(chosen.view(np.int64)).tolist())
