"""The numbers of one sentence in one spelling, with what bounds them and what they are counted in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from config import languages
from pipeline.language.meaning import LANGUAGE, data

#: words before a number that may bound it, and words after it
BEFORE, AFTER = 6, 4
#: "a" and "one" say a number only before a scale; else they are articles and pronouns
ONE = frozenset({"a", "an", "one", "1"})
ONE_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a sentence counts."""

    #: values in plain digits, "4500000"; a scale that no number stands before as its own word
    values: Counter[str]
    #: kinds of bounds: "about", "at_least"
    bounds: Counter[str]
    #: units of measure that stand after the numbers
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    """One number among the words: the first and the last of its words."""

    value: str
    first: int
    last: int


def amounts(forms: Sequence[str], skipped: frozenset[int]) -> Amounts:
    """The amounts among normalised words; those `skipped` belong to dates."""
    found = numbers(forms, skipped)
    bounds = [b for number in found if (b := bound_of(forms, number)) is not None]
    units = [u for number in found if (u := unit_of(forms, number.last + 1)) is not None]
    return Amounts(Counter(n.value for n in found), Counter(bounds), frozenset(units))


def numbers(forms: Sequence[str], skipped: frozenset[int]) -> list[Number]:
    found: list[Number] = []
    at = 0
    while at < len(forms):
        number = None if at in skipped else number_at(forms, at)
        if number is not None and number.value != "1":
            found.append(number)
        at = number.last + 1 if number is not None else at + 1
    return found


def number_at(forms: Sequence[str], at: int) -> Number | None:
    """The number that begins with a word: "31 million", "twenty-four", "half a million", "1 800"."""
    scales: Mapping[str, str] = data()["scales"]
    last, value = at, value_of(forms[at])
    if value is None and forms[at] == "half":
        value = ONE_HALF
        last += has(forms, at + 1, ONE)
        if factor(forms, last + 1) is None:
            return Number("half", at, at)
    if value is None:
        word = scales.get(forms[at]) if len(forms[at]) > 2 else None
        return Number(word, at, at) if word else None
    while (more := grouped(forms, last, value)) is not None:
        last, value = last + 1, more
    while (by := factor(forms, last + 1)) is not None and (forms[last][0].isdecimal() or len(forms[last + 1]) > 2):
        last, value = last + 1, value * by
    if forms[at] in {"a", "an"} and last == at:
        return None
    return Number(f"{value.normalize():f}", at, last)


def value_of(form: str) -> Decimal | None:
    if form in ONE:
        return Decimal(1)
    if form in data()["values"]:
        return Decimal(data()["values"][form])
    try:
        return Decimal(form.replace(",", "")) if form[:1].isdecimal() else None
    except InvalidOperation:
        return None


def grouped(forms: Sequence[str], last: int, value: Decimal) -> Decimal | None:
    """The value with the next word in it: "twenty" and "four", or "1" and "800" with a blank between."""
    if last + 1 >= len(forms):
        return None
    following = forms[last + 1]
    values: dict[str, int] = data()["values"]
    units = values.get(following)
    if forms[last] in values and units is not None and units < 10 and value >= 20 and not value % 10:
        return value + units
    is_group = following.isdecimal() and len(following) == 3 and forms[last].isdecimal()
    begins = len(forms[last]) == 3 or value < 1000
    return value * 1000 + int(following) if is_group and begins else None


def factor(forms: Sequence[str], at: int) -> Decimal | None:
    """By what a scale after a number multiplies it."""
    name = data()["scales"].get(forms[at]) if at < len(forms) else None
    power = data()["factors"].get(name)
    return None if power is None else Decimal(power)


def has(forms: Sequence[str], at: int, words: frozenset[str]) -> bool:
    return at < len(forms) and forms[at] in words


def bound_of(forms: Sequence[str], number: Number) -> str | None:
    """What bounds a number: the longest phrase that stands right before it or right after it."""
    before = forms[max(0, number.first - BEFORE) : number.first]
    left = [p for n in range(len(before)) if all_between(before[n + 1 :]) for p in [" ".join(before[: n + 1])]]
    ends = [(len(p), b) for p, b in phrases("before").items() for said in left if (" " + said).endswith(" " + p)]
    right = " ".join(forms[number.last + 1 : number.last + 1 + AFTER]) + " "
    starts = [(len(p), b) for p, b in phrases("after").items() if right.startswith(p + " ")]
    best = max([*ends, *starts], default=None)
    return best[1] if best is not None and best[1] != "exact" else None


def all_between(words: Sequence[str]) -> bool:
    """Words that may stand between a bound and its number, and bound nothing themselves."""
    allowed = languages.table(LANGUAGE, "bounds")["between"]["words"]
    return all(w in allowed and w not in phrases("before") for w in words)


@cache
def phrases(side: str) -> Mapping[str, str]:
    """Phrase -> the kind of bound that it is."""
    known = languages.table(LANGUAGE, "bounds")[side]
    return {phrase: bound for bound, listed in known.items() for phrase in listed if phrase[0].isalpha()}


def unit_of(forms: Sequence[str], at: int) -> str | None:
    """The unit of measure that stands at a word."""
    return next((units()[said] for n in (3, 2, 1) if (said := " ".join(forms[at : at + n])) in units()), None)


@cache
def units() -> Mapping[str, str]:
    """A unit's words -> its name; signs of one letter, which may be anything, left out."""
    tables = languages.table(LANGUAGE, "units")
    return {
        word: name
        for kind in data()["measures"]
        for name, words in tables[kind].items()
        for word in words
        if len(word) > 1
    }
