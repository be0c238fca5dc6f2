"""Hashes of words and of their 4-grams, the same on every machine, and their winnowing (Schleimer et al. 2003)."""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

GRAM = 4
#: words whose hashes are held in memory
MOST_WORDS = 131_072
#: odd constants of the rolling product and of the mixer (splitmix64, Steele et al. 2014)
STEP = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)

Hashes = npt.NDArray[np.uint64]


class Hashed(dict[str, int]):
    """Words met so far, each with 64 bits that are the same on every machine and in every run."""

    def __missing__(self, form: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        found = hashlib.blake2b(form.encode("utf-8", "replace"), digest_size=8).digest()
        return self.setdefault(form, int.from_bytes(found, "little"))


hashed = Hashed()


def hashes(forms: Sequence[str]) -> Hashes:
    return np.fromiter(map(hashed.__getitem__, forms), dtype=np.uint64, count=len(forms))


def grams(words: Hashes) -> Hashes:
    """Hash of each run of GRAM words; of the whole text when it is shorter."""
    size = min(GRAM, len(words))
    if size == 0:
        return np.empty(0, dtype=np.uint64)
    n = len(words) - size + 1
    found = np.zeros(n, dtype=np.uint64)
    for k in range(size):
        found = (found * STEP) + words[k : k + n]
    found ^= found >> np.uint64(30)
    found *= MIX_1
    found ^= found >> np.uint64(27)
    found *= MIX_2
    return found ^ (found >> np.uint64(31))


def winnowed(found: Hashes, window: int) -> Hashes:
    """The least hash of each window, each once, ascending."""
    width = min(window, len(found))
    least, covered = found, 1
    while covered < width:
        step = min(covered, width - covered)
        least = np.minimum(least[:-step], least[step:])
        covered += step
    return np.unique(least)
