"""How alike two words are in what they name, by a table of word vectors: soft evidence for words that no list knows.

The table ranks "nation" near "country" and far from "station", but it puts opposites and neighbours ("opened" and
"closed", "week" and "month") near each other too. It may add to other evidence, never decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from pipeline.language.stems import stem

#: greatest value of an 8-bit number
SCALE = 127.0
#: name of a language's table in its folder
FILE = "likeness.npz"
KEPT = 1 << 16


@dataclass(frozen=True, slots=True)
class Table:
    """Words and their vectors."""

    row: Mapping[str, int]
    #: one row a word, of length 1 but for rounding
    vectors: Any


@cache
def table(language: str) -> Table | None:
    """The table of a language; None where it has none."""
    file = files("config.languages").joinpath(language, FILE)
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened) as stored:
        words = bytes(stored["words"]).decode("utf-8").split("\n")
        vectors = stored["vectors"].astype(np.float32) / SCALE
    return Table(row={word: n for n, word in enumerate(words)}, vectors=vectors)


@lru_cache(maxsize=KEPT)
def likeness(a: str, b: str, language: str = "en") -> float | None:
    """Cosine of two words, in [-1, 1], whatever their number or case; None when the table lacks one of them."""
    left, right = sorted((stem(a), stem(b)))
    if left == right:
        return 1.0
    known = table(language)
    if known is None or left not in known.row or right not in known.row:
        return None
    return round(float(known.vectors[known.row[left]] @ known.vectors[known.row[right]]), 3)
