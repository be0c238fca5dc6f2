"""Two numbers that say one thing: a share, odds, or both ends of a range."""

import re
from dataclasses import replace
from functools import cache

from config.languages import table
from pipeline.figures.amounts import CLAUSE, Phrase, rated, times_as_much, unit_around
from pipeline.figures.numbers import Number
from pipeline.figures.units import (
    COUNT,
    PERCENT,
    RATIO,
    alternatives,
    rate_after,
)
from pipeline.model import Bound

OUT_OF = re.compile(r"\s(?:in|out of)(?:\severy)?\s|-(?:in|out-of)-", re.IGNORECASE)


#: "one patient in nine", "two trains in every five", with nothing counted by the second number
NOUN_OUT_OF = re.compile(r"\s[a-z]+(?:\s[a-z]+)?\s(?:in|out of)(?:\severy)?\s", re.IGNORECASE)
NOTHING_COUNTED = re.compile(
    r"[.,;:!?)]|$|\s(?:is|are|was|were|has|have|had|will|would|could|said|says|for|by|at|on)\b"
)
#: largest number of which a share with its noun in between is told
OF_MOST = 20


def is_share(text: str, a: Number, b: Number) -> bool:
    """The words between the two make them a share."""
    gap = text[a.end : b.start]
    if OUT_OF.fullmatch(gap):
        return True
    few = b.values[0] <= OF_MOST and a.scale == 1
    return few and NOUN_OUT_OF.fullmatch(gap) is not None and NOTHING_COUNTED.match(text, b.end) is not None


def share(text: str, a: Number, b: Number) -> Phrase | None:
    """ "one in five" is 20 percent, kept as said; so is "one patient in five"."""
    if a.part or not is_share(text, a, b) or not 0 < a.values[0] < b.values[0]:
        return None
    if text[a.end : b.start].strip(" -").lower() == "in" and (a.values[0] > 20 or b.values[0] > 1000):
        return None
    percent = round(100 * a.values[0] / b.values[0], 6)
    return Phrase(
        start=a.start,
        end=b.end,
        number=replace(a, end=b.end),
        said=(percent,),
        bound=Bound.EXACT,
        unit=PERCENT,
        has_unit=True,
    )


OVER = re.compile(r"\s(?:over|divided by)\s", re.IGNORECASE)


def over(text: str, a: Number, b: Number) -> Phrase | None:
    """ "one over twenty": a fraction, where nothing else is said."""
    if (
        not OVER.fullmatch(text[a.end : b.start])
        or not b.values[0]
        or re.match(r"[\s-]?[\w%$£€]", text[b.end : b.end + 2])
    ):
        return None
    value = a.values[0] / b.values[0]
    return Phrase(
        start=a.start, end=b.end, number=replace(a, end=b.end, weak=False), said=(value,), bound=Bound.EXACT, unit=RATIO
    )


TO_ONE = re.compile(r"\sto\s|-to-|:")


def odds(text: str, a: Number, b: Number, language: str) -> Phrase | None:
    """ "outnumbered five to one", "a 1.9-to-1 ratio"; but "fell from four to one"."""
    if not TO_ONE.fullmatch(text[a.end : b.start]) or b.values != (1.0,) or len(a.values) > 1 or a.values[0] <= 1:
        return None
    if FROM.search(text[max(0, a.start - 24) : a.start]) and changes(text, a.start, language):
        return None
    number = replace(a, end=b.end, multiple=True)
    return Phrase(start=a.start, end=b.end, number=number, said=a.values, bound=Bound.EXACT, unit=RATIO)


JOINTS = re.compile(
    r"\s?(?P<dash>[-–—~]|-to-)\s?|\s(?P<word>to|and|or|through)\s|,?\s(?P<perhaps>(?:or\s)?(?:maybe|perhaps|possibly))\s",
    re.IGNORECASE,
)

BETWEEN = re.compile(
    r"\b(?:between|anywhere from|ranging from|range of)\s(?:about\s|around\s|some\s|roughly\s)?$", re.IGNORECASE
)

FROM = re.compile(
    r"\bfrom\s(?:about\s|around\s|some\s|just\s|roughly\s|nearly\s|almost\s|a\srecord\s)?$", re.IGNORECASE
)


def ranged(text: str, a: Number, b: Number, language: str) -> Phrase | None:
    """ "10 to 12", "$3-5bn", "between 18 and 22", "two or three", "from 54 to 102"; None when the two are apart."""
    if a.vague or b.vague or a.multiple or b.multiple or a.part != b.part:
        return None
    start, a_end, a_unit, a_has = unit_around(text, a, language)
    b_start, end, b_unit, b_has = unit_around(text, b, language)
    joint = JOINTS.fullmatch(text[a_end:b_start]) if a_end <= b_start else None
    if joint is None or (a_has and b_has and a_unit != b_unit):
        return None
    lo, hi = shared_scale(a, b)
    word = (joint["word"] or joint["perhaps"] or "").lower()
    before = text[max(0, start - 24) : start]
    between, from_ = BETWEEN.search(before), FROM.search(before)
    if a_has and not b_has and start == a.start and not between:
        return None  # "0.8% to 18,302": a unit behind the first number is not that of the second
    unit = b_unit if b_has else a_unit
    if b.part and unit == COUNT:
        unit, lo, hi = PERCENT, lo * 100, hi * 100
    if unit == COUNT and times_as_much(language).match(text, b.end):
        unit = RATIO
    rate = rate_after(text, end, language)
    made = Phrase(
        start=start - len(before) + between.start() if between else start,
        end=end if rate is None else rate.edge,
        number=replace(b, start=a.start),
        said=(lo, hi),
        bound=Bound.BETWEEN,
        unit=unit if rate is None or unit != COUNT else rated(rate),
        rate="" if rate is None else rate.name,
        is_range=True,
        has_unit=a_has or b_has,
    )
    if word == "to" and changes(text, start, language) and not between:
        # "rose from 54 to 102" states the old value and the new one; "rose 3% to 102" states two figures
        if not from_:
            if by_to(before, a, b, end, text):
                return None
            return made if lo < hi and is_amount(before, a_has, b_has, similar=hi <= LIKE * lo) else None
        return replace(made, start=b_start, number=b, said=(hi,), bound=Bound.EXACT, was=lo, is_range=False)
    if word == "and" and not between:
        return None
    if lo >= hi or (word == "or" and (hi > 20 or hi - lo > 2)) or (joint["perhaps"] and hi > LIKE * lo):
        return None
    return made


#: what leads to an amount of change, or to what holds after it, and not to a new value
AMOUNT = re.compile(r"\b(?:of|at|for|(?P<by>by))\s$", re.IGNORECASE)

#: how many times its lower end the upper end of an amount may be; "by 4,000 to 221,000" states two things
LIKE = 3


def is_amount(before: str, a_has: bool, b_has: bool, *, similar: bool) -> bool:
    """Two ends joined by "to" under a verb of change are those of an amount: "rise 25 to 40 points", "by 10 to 15"."""
    if b_has and not a_has and similar:
        return True
    m = AMOUNT.search(before)
    return m is not None and (a_has == b_has or b_has) and (similar or not m["by"])


#: behind a new value nothing more is named
ENDS = re.compile(r"[.,;:!?)]|$|\s(?:and|in|on|at|after|since|by|from|as|last|this|within)\b")


def by_to(before: str, a: Number, b: Number, end: int, text: str) -> bool:
    """ "has risen by five to 14": by how much and to what; "by 10 to 15 percent" is one amount."""
    m = AMOUNT.search(before)
    counts = a.values[0] == int(a.values[0]) and a.scale == b.scale == 1
    return m is not None and bool(m["by"]) and counts and end == b.end and ENDS.match(text, end) is not None


def old_end(text: str, made: Phrase, n: Number, language: str) -> Phrase:
    """The old value of "from 54 to 102" as a figure of its own, in the unit of the new one."""
    start, end, _, _ = unit_around(text, n, language)
    said = made.was if made.was is not None else n.values[0]
    return replace(made, start=start, end=end, number=n, said=(said,), bound=Bound.EXACT, rate="", was=None)


def shared_scale(a: Number, b: Number) -> tuple[float, float]:
    """Both ends in the same scale: "2 to 3 million", "$3-5bn"."""
    lo, hi = a.values[0], b.values[0]
    if b.scale > 1 and a.scale == 1 and lo < 1000 and lo < hi / b.scale * 10:
        lo *= b.scale
    return lo, hi


@cache
def change_verbs(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(table(language, 'roles')['change']['verbs'])})\b", re.IGNORECASE)


def changes(text: str, before: int, language: str) -> bool:
    """A verb of change stands in the clause before the number."""
    clause = re.split(r"[;:]|, (?:and|but|while)\b", text[max(0, before - CLAUSE) : before])[-1]
    return change_verbs(language).search(clause) is not None
