"""A number -> an amount: with its currency, unit and rate."""

import re
from dataclasses import dataclass
from functools import cache

from config.languages import table
from pipeline.figures.numbers import Number
from pipeline.figures.units import (
    COUNT,
    PERCENT,
    POINT,
    RATIO,
    Unit,
    alternatives,
    money_after,
    money_before,
    rate_after,
    unit_after,
    unit_before,
)
from pipeline.model import Bound

#: largest number of points that a percentage may have moved by
MOST_POINTS = 100

CLAUSES = re.compile(r"[;:]|,?\s(?:while|but|as|whereas)\s")

#: "cut by a fifth": a share though nothing follows
PART_OF_CHANGE = re.compile(r"\b(?:by|than|almost|nearly|about|over)\s$", re.IGNORECASE)

PERCENT_SAID = re.compile(r"\d\s?(?:%|per\s?cent\b)", re.IGNORECASE)

#: characters before a number in which the verb of its clause is looked for
CLAUSE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One quantity as it stands in a sentence; offsets count the sentence's characters."""

    start: int
    end: int
    #: where the bare number begins and ends: the concept is looked for around it
    number: Number
    said: tuple[float, ...]
    bound: Bound
    unit: str
    #: "per 100,000" and the like; "" when it is no rate
    rate: str = ""
    #: old value of "from 54 to 102" under a verb of change
    was: float | None = None
    #: both ends were said
    is_range: bool = False
    #: currency or unit was written, not assumed
    has_unit: bool = False


def single(text: str, n: Number, language: str) -> Phrase | None:
    """One number with its unit."""
    if (whole := one_and(text, n, language)) is not None:
        return whole
    start, end, unit, has_unit = unit_around(text, n, language)
    said = tuple(v * factor_of(text, n, language) for v in n.values)
    if unit == "cent" or (unit == COUNT and n.multiple):
        unit = unit if unit == "cent" else RATIO
    if n.part and unit == COUNT and not (n.digits and re.match(r"\s(?!of\b|the\b)[a-z]", text[n.end : n.end + 5])):
        told = re.match(r"[\s-](?!and\b)[a-z]", text[n.end : n.end + 6]) or PART_OF_CHANGE.search(text[: n.start][-8:])
        unit = PERCENT if told else RATIO
        if unit == PERCENT:
            said = tuple(round(v * 100, 6) for v in said)
    if unit in (COUNT, PERCENT, RATIO) and not has_unit and (points := percent_points(text, n, language)):
        unit, end, has_unit, said = POINT, points, True, n.values
    if unit == COUNT and n.scale == 1 and times_as_much(language).match(text, n.end):
        unit = RATIO
    bound = Bound.EXACT
    if n.share:
        unit, has_unit, bound = PERCENT, True, Bound.VAGUE
    elif n.vague:
        said = said[:1]
        bound = Bound.AT_LEAST if n.values[0] < 100 else Bound.MORE_THAN
    rate = rate_after(text, end, language)
    if rate is not None:
        end = rate.edge
    return Phrase(
        start=start,
        end=end,
        number=n,
        said=said,
        bound=bound,
        unit=unit if rate is None or unit != COUNT else rated(rate),
        rate="" if rate is None else rate.name,
        has_unit=has_unit,
    )


#: what stands before the part in "a foot and a half", "an hour and a quarter"
ONE_OF = re.compile(r"(?<![\w-])(?:an?|one)\s(?=[a-z]+\sand\s$)", re.IGNORECASE)


def one_and(text: str, n: Number, language: str) -> Phrase | None:
    """ "a foot and a half": one of a unit, and a part of it."""
    m = ONE_OF.search(text, max(0, n.start - 30), n.start) if n.part and not n.digits else None
    unit = unit_at(text, m.end() - 1, language) if m is not None else None
    if m is None or unit is None:
        return None
    said = (1 + n.values[0],)
    return Phrase(start=m.start(), end=n.end, number=n, said=said, bound=Bound.EXACT, unit=unit.name, has_unit=True)


def percent_points(text: str, n: Number, language: str) -> int:
    """Where the points end that are those of a percentage named in the sentence: "61 percent, 4 points lower"; else 0.

    Points behind "or" are those of an index: "0.3 percent, or 88 points".
    """
    article = PART_OF.match(text, n.end) if n.part else None
    m = bare_points(language).match(text, article.end() if article else n.end)
    if m is None or n.values[0] > MOST_POINTS:
        return 0
    if n.part and not n.digits:
        return m.end()  # a rate moves by "a quarter point"
    clause = CLAUSES.split(text[max(0, n.start - CLAUSE) : n.start])[-1]
    shared = bool(PERCENT_SAID.search(clause)) and not clause.endswith("or ")
    return m.end() if shared or point_context(language).search(clause) else 0


@cache
def point_context(language: str) -> re.Pattern[str]:
    """What moves by points of a percentage."""
    words = alternatives(table(language, "units")["percent"]["point_contexts"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def bare_points(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-](?:{alternatives(table(language, 'units')['percent']['bare_points'])})\b", re.IGNORECASE)


@cache
def times_as_much(language: str) -> re.Pattern[str]:
    """ "three times as many", "18 times forecast profit", but "arrested three times"."""
    data = table(language, "numbers")["times"]
    behind = alternatives(data["behind"])
    return re.compile(
        rf"[\s-](?:{alternatives(data['words'])})\s(?!(?:{alternatives(data['not_behind'])})\b)(?:{behind}|\w+er\b|[a-z]+\s(?:{behind}))\b",
        re.IGNORECASE,
    )


def factor_of(text: str, n: Number, language: str) -> float:
    """What the currency or unit beside a number multiplies it with: "30 MEUR", "126 Mt"."""
    unit = money_before(text, n.start, language) or unit_at(text, n.end, language)
    return 1.0 if unit is None else unit.factor


def unit_around(text: str, n: Number, language: str) -> tuple[int, int, str, bool]:
    """(start, end, unit, written?) of a number with what it is counted in, before or behind it."""
    money = money_before(text, n.start, language)
    if money is not None:
        after = money_after(text, n.end, language)
        return money.edge, n.end if after is None or after.name != money.name else after.edge, money.name, True
    edge = n.end
    if n.part and (article := PART_OF.match(text, edge)):
        edge = article.end()  # "half a mile", "a quarter of an hour"
    after = unit_at(text, edge, language)
    if after is None and (running := running_time(language).match(text, n.end)):
        after = unit_at(text, running.end(), language)  # "21 straight months"
    if after is None and (of := OF_UNIT.match(text, n.end)):
        after = unit_at(text, of.end(), language)  # "31,000 of those gallons", "tens of thousands of gallons"
    if after is None:
        named = unit_before(text, n.start, language)
        return (n.start, n.end, COUNT, False) if named is None else (n.start, n.end, named.name, True)
    return n.start, after.edge, after.name, True


@cache
def running_time(language: str) -> re.Pattern[str]:
    """What stands between a number and the time that it counts: "21 straight months"."""
    data = table(language, "units")
    times = alternatives([w for words in data["duration"].values() for w in words if w.endswith("s")])
    return re.compile(rf"\s(?:{alternatives(data['running']['words'])})(?=\s(?:{times})\b)", re.IGNORECASE)


def unit_at(text: str, edge: int, language: str) -> Unit | None:
    """The currency or unit that stands at `edge`."""
    return money_after(text, edge, language) or unit_after(text, edge, language)


#: between a part and what it is a part of: "half a mile", "a quarter of an hour"
PART_OF = re.compile(r"[\s-](?:of\s)?an?\b")

#: what may stand between an amount and its unit
OF_UNIT = re.compile(r"\s+of\b(?:\s(?:those|these|the|its|their)\b)?", re.IGNORECASE)


def rated(rate: Unit) -> str:
    """ "per 100,000" is the unit of an incidence; "a week" only says how often."""
    return rate.name if rate.name[-1].isdigit() else COUNT
