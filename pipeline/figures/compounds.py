"""Two number phrases that say one thing: "3 dollars 50 cents", "5 feet 2 inches", "above 10 and below 20"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.figures.amounts import Phrase
from pipeline.figures.units import COUNT, PERCENT, RATIO
from pipeline.model import Bound

LINK = re.compile(r"\s(?:and\s)?", re.IGNORECASE)
LIMITS = re.compile(r"\s?,?\s(?:and|but)\s|,\s", re.IGNORECASE)
CLOSES = re.compile(r"\s*(?:[.,;:!?)]|$)|\smore\b")
LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
UPPER = frozenset({Bound.UP_TO, Bound.LESS_THAN})
#: larger unit -> (smaller unit, how many make one)
STEPS = {"foot": ("inch", 12)}


def combined(text: str, said: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a sentence, with each two that say one thing made one."""
    out: list[Phrase] = []
    for phrase in said:
        made = together(text, out[-1], phrase) if out else None
        if made is None:
            out.append(phrase)
        else:
            out[-1] = made
    return out


def together(text: str, a: Phrase, b: Phrase) -> Phrase | None:
    """The one amount or range that two neighbours state; None when they are apart."""
    gap = text[a.end : b.start]
    if LIMITS.fullmatch(gap) and (a.unit == b.unit or COUNT in (a.unit, b.unit)) and (both := limits(a, b)) is not None:
        return both
    if LINK.fullmatch(gap) and len(a.said) == len(b.said) == 1:
        return amount(text, a, b) or with_half(a, b, gap)
    return None


def with_half(a: Phrase, b: Phrase, gap: str) -> Phrase | None:
    """ "two years and a half"."""
    if not (a.has_unit and b.number.part and b.unit in (PERCENT, RATIO) and gap.strip().lower() == "and"):
        return None
    is_whole = a.said[0] == int(a.said[0]) and a.unit != PERCENT
    return replace(a, end=b.end, said=(a.said[0] + b.number.values[0],)) if is_whole else None


def limits(a: Phrase, b: Phrase) -> Phrase | None:
    """ "more than 10 and less than 20", either way round."""
    low, high = (a, b) if a.bound in LOWER else (b, a)
    if low.bound not in LOWER or high.bound not in UPPER or low.said[0] >= high.said[0]:
        return None
    unit = b.unit if a.unit == COUNT else a.unit
    return replace(b, start=a.start, said=(low.said[0], high.said[0]), bound=Bound.BETWEEN, unit=unit, is_range=True)


def amount(text: str, a: Phrase, b: Phrase) -> Phrase | None:
    """ "3 dollars 50 cents", "15 dollars 50", "5 feet 2 inches"."""
    if a.unit in STEPS:
        smaller, n = STEPS[a.unit]
        fits = b.unit == smaller or (
            b.unit == COUNT
            and re.match(r"\s?in(?:\s*[.,]|\s*$|\s(?:more|high|tall|long|wide|deep)\b)", text[b.end : b.end + 8])
        )
        return added(a, b, n) if fits and b.said[0] < n else None
    written = a.has_unit and len(a.unit) == 3 and a.unit.isupper() and (a.end > a.number.end or not b.number.digits)
    if not written or not 0 < b.said[0] < 100 or a.number.decimals or a.rate:
        return None
    if b.unit == "cent" or (b.unit == COUNT and b.bound is Bound.EXACT and CLOSES.match(text, b.end)):
        return added(a, b, 100)
    return None


def added(a: Phrase, b: Phrase, n: int) -> Phrase:
    return replace(a, end=b.end, said=(a.said[0] + b.said[0] / n,))
