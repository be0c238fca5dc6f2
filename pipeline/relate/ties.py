"""What ties an article to a story beyond its words: the same voices speak, and the same figures are given.

A side story (unrest after a vote, a day in the courtroom) has few of the seed's words. But someone who spoke on the
story before speaks again, or a figure that the ledger has stands in it, of the same thing. That somebody of the story
is merely named proves little: every article that recalls it does that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.stems import stems
from pipeline.model import Claim, Figure, Ledger
from pipeline.relate.terms import names_in, telling

#: a voice less telling than this is an office that every country has
LEAST_TELLING = 0.6
#: counts below the first say nothing, of those below the second one alone says nothing: they are shared by chance
LEAST_COUNT, LARGE_COUNT = 10, 100
#: what one voice, one figure and one more small count add to the score of an article, and what all may add together
VOICE, FIGURE, SMALL, MOST = 0.25, 0.2, 0.05, 0.5

#: value, unit, and head noun of what is measured
Measured = tuple[float | tuple[float, float], str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who is credited in what was read, and what was measured."""

    #: full name -> how telling it is, in (0, 1]
    voices: Mapping[str, float]
    #: figure -> as it was said
    figures: frozenset[Measured]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What an article and the ledger have in common."""

    #: the most telling first
    voices: tuple[str, ...]
    n_figures: int
    #: what they add to the score, in [0, MOST]
    weight: float


def said(figures: Iterable[Figure], claims: Iterable[Claim], language: str) -> Said:
    """Of one article, or of everything that a ledger holds."""
    measured = list(figures)
    credited = (*(f.speaker for f in measured if f.credited), *(c.speaker for c in claims if c.credited))
    return Said(
        voices={name: weight for speaker in dict.fromkeys(credited) for name, weight in voices(speaker, language)},
        figures=frozenset((f.value, f.unit, f.head) for f in measured if is_telling(f)),
    )


def said_before(book: Ledger, language: str) -> Said:
    return said(
        (point.figure for series in book.series for point in series.points),
        (support.claim for assertion in book.assertions for support in assertion.supports),
        language,
    )


def ties(here: Said, before: Said) -> Ties:
    shared = sorted(here.voices.keys() & before.voices.keys(), key=lambda name: (-here.voices[name], name))
    known = here.figures & before.figures
    n_small = sum(is_small(value, unit) for value, unit, _ in known)
    weight = VOICE * len(shared) + FIGURE * (len(known) - n_small) + SMALL * max(0, n_small - 1)
    return Ties(
        voices=tuple(shared),
        n_figures=len(known),
        weight=min(MOST, weight),
    )


@lru_cache(maxsize=4096)
def voices(speaker: str, language: str) -> Sequence[tuple[str, float]]:
    """The full names in a credit ("Mina Forsell, county engineer") with their weights; a single word may be a place."""
    found = ((own(name), telling(stems(name), language)) for name, _ in names_in(speaker, language))
    return [(name, weight) for name, weight in found if " " in name and weight >= LEAST_TELLING]


def own(name: str) -> str:
    """Without the ending of a possessive."""
    return name.removesuffix("'s").removesuffix("’s")


def is_telling(figure: Figure) -> bool:
    """It names a thing, and is no handful."""
    return bool(figure.head) and (figure.unit != "count" or abs(figure.said[0]) >= LEAST_COUNT)


def is_small(value: float | tuple[float, float], unit: str) -> bool:
    first = value[0] if isinstance(value, tuple) else value
    return unit == "count" and abs(first) < LARGE_COUNT
