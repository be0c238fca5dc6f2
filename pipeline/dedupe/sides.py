"""A version laid out for comparison: its words, their 4-grams, and the fingerprints chosen from these."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from pipeline.dedupe.signature import Hashes, grams, hashes, winnowed
from pipeline.language.words import Words, words_of
from pipeline.model import Version

#: of each 12 neighbouring 4-grams one is kept: every run of 15 equal words shares a fingerprint
WINDOW = 12
#: shorter texts keep more: at least about this many
FEW = 6
#: places of one 4-gram in the source that are tried; a refrain has more
MOST_PLACES = 8


@dataclass(frozen=True)
class Strand:
    """A sequence of words, ready to be laid on others."""

    forms: list[str]

    @cached_property
    def grams(self) -> Hashes:
        return grams(hashes(self.forms))

    @cached_property
    def keys(self) -> list[int]:
        return list(self.grams.tolist())

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Each 4-gram and its first places."""
        found: dict[int, list[int]] = {}
        for place, key in enumerate(self.keys):
            known = found.setdefault(key, [])
            if len(known) < MOST_PLACES:
                known.append(place)
        return found


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
        return Strand(self.words.forms)


@lru_cache(maxsize=512)
def side_of(version: Version) -> Side:
    """A version as words; the same few stored ones are asked for again and again."""
    return Side(version, words_of(version.text, version.blocks))


def fingerprints(version: Version) -> tuple[int, ...]:
    """Signed 64-bit numbers, distinct, ascending: about two for each 13 words of running text.

    A text of under 80 words has smaller windows and so more of them; they contain all that larger windows choose.
    """
    found = side_of(version).running.grams
    chosen = winnowed(found, max(1, min(WINDOW, len(found) // FEW)))
    return tuple(np.sort(chosen.view(np.int64)).tolist())
