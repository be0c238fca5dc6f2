"""Numbers -> number phrases: with currency, unit, rate and bound words, and with both ends of a range."""

import re
from dataclasses import dataclass, replace
from functools import cache

from config.languages import table
from pipeline.figures.lexemes import plain_digits
from pipeline.figures.numbers import Number
from pipeline.figures.units import (
    COUNT,
    PERCENT,
    POINT,
    RATIO,
    Unit,
    alternatives,
    is_duration,
    money_after,
    money_before,
    rate_after,
    unit_after,
    unit_before,
)
from pipeline.model import Bound

#: characters between an amount and the time that it is spread over
SPREAD = 30
#: largest number of points that a percentage may have moved by
MOST_POINTS = 100
CLAUSES = re.compile(r"[;:]|,?\s(?:while|but|as|whereas)\s")
#: "cut by a fifth": a share though nothing follows
PART_OF_CHANGE = re.compile(r"\b(?:by|than|almost|nearly|about|over)\s$", re.IGNORECASE)
PERCENT_SAID = re.compile(r"\d\s?(?:%|per\s?cent\b)", re.IGNORECASE)
#: characters before a number in which bound words are looked for
REACH = 48
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


@dataclass(frozen=True)
class BoundWords:
    before: re.Pattern[str]
    after: re.Pattern[str]
    of: dict[str, Bound]
    of_after: dict[str, Bound]
    signs: dict[str, str]
    #: a comparison with a number that is known: "above the"
    compared: re.Pattern[str]
    #: what is passed all the same: "above the 2,000 mark"
    mark: re.Pattern[str]


@cache
def bound_words(language: str) -> BoundWords:
    data = table(language, "bounds")
    of = {w: Bound(name) for name, words in data["before"].items() for w in words}
    of_after = {w: Bound(name) for name, words in data["after"].items() for w in words}
    between = alternatives(data["between"]["words"])
    signs = alternatives(list(data["signs"]))
    return BoundWords(
        before=re.compile(
            rf"(?:(?<![\w-])(?P<word>{alternatives(list(of))})[\s\u00a0]+(?:(?:{between})[\s\u00a0]+){{0,3}}"
            rf"|(?P<sign>{signs})\s{{0,2}}|(?<!\w)(?P<prefix>sub-))$",
            re.IGNORECASE,
        ),
        after=re.compile(
            rf"[\s\u00a0]?(?P<word>{alternatives(list(of_after))})(?!\w)(?!\sthan\s\S|\sor\sequal|\s[$£€]?\d)",
            re.IGNORECASE,
        ),
        of=of,
        of_after=of_after,
        signs=data["signs"],
        compared=re.compile(
            rf"(?:{alternatives(data['compared']['words'])})\s(?:{alternatives(data['compared']['article'])})\s(?:\w+\s)?$",
            re.IGNORECASE,
        ),
        mark=re.compile(rf"[\s-](?:{alternatives(data['compared']['marks'])})\b", re.IGNORECASE),
    )


def phrases(text: str, found: list[Number], language: str = "en") -> list[Phrase]:
    """The number phrases of one sentence; `found` are its numbers, in order, without those that are no quantities."""
    plain = plain_digits(text)
    out: list[Phrase] = []
    i = 0
    while i < len(found):
        following = found[i + 1] if i + 1 < len(found) else None
        pair = together(plain, found[i], following, language) if following is not None else None
        made = pair or single(plain, found[i], language)
        i += 2 if pair else 1
        if made is None or (out and made.start < out[-1].end):
            continue
        if made.was is not None:
            out.append(bounded(plain, old_end(plain, made, found[i - 2], language), language))
        done = bounded(plain, made, language)
        if out and MARGIN.fullmatch(plain, out[-1].end, made.start):
            out[-1], done = replace(out[-1], bound=Bound.ABOUT), made
        out.append(during(plain, done, out[-1]) if out else done)
    return out


#: between an amount and how far it may be off
MARGIN = re.compile(r",?\s(?:give or take|plus or minus|±)\s", re.IGNORECASE)


def during(text: str, phrase: Phrase, earlier: Phrase) -> Phrase:
    """ "$5 million over two years": the time that an amount is spread over, and no bound."""
    spread = is_duration(phrase.unit) and text[phrase.start :][:5].lower() == "over "
    return replace(phrase, bound=Bound.EXACT) if spread and phrase.start - earlier.end < SPREAD else phrase


def together(text: str, a: Number, b: Number, language: str) -> Phrase | None:
    """Two numbers that say one thing: a share or a range."""
    return share(text, a, b) or over(text, a, b) or odds(text, a, b, language) or ranged(text, a, b, language)


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
        rf"[\s-](?:{alternatives(data['words'])})\s(?!or\s)(?:{behind}|\w+er\b|[a-z]+\s(?:{behind}))\b", re.IGNORECASE
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
    if after is None and (of := OF_UNIT.match(text, n.end)):
        after = unit_at(text, of.end(), language)  # "31,000 of those gallons", "tens of thousands of gallons"
    if after is None:
        named = unit_before(text, n.start, language)
        return (n.start, n.end, COUNT, False) if named is None else (n.start, n.end, named.name, True)
    return n.start, after.edge, after.name, True


def unit_at(text: str, edge: int, language: str) -> Unit | None:
    """The currency or unit that stands at `edge`."""
    return money_after(text, edge, language) or unit_after(text, edge, language)


#: between a part and what it is a part of: "half a mile", "a quarter of an hour"
PART_OF = re.compile(r"[\s-](?:of\s)?an?\b")
#: what may stand between an amount and its unit
OF_UNIT = re.compile(r"\s+of\b(?:\s(?:those|these|the|its|their)\b)?", re.IGNORECASE)
OUT_OF = re.compile(r"\s(?:in|out of)(?:\severy)?\s|-(?:in|out-of)-", re.IGNORECASE)


def share(text: str, a: Number, b: Number) -> Phrase | None:
    """ "one in five" is 20 percent, kept as said."""
    if a.part or OUT_OF.fullmatch(text[a.end : b.start]) is None or not 0 < a.values[0] < b.values[0]:
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


def rated(rate: Unit) -> str:
    """ "per 100,000" is the unit of an incidence; "a week" only says how often."""
    return rate.name if rate.name[-1].isdigit() else COUNT


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
    """Two ends joined by "to" under a verb of change are those of an amount: "add 25 to 40 basis points", "by 10 to 15"."""
    if b_has and not a_has and similar:
        return True
    m = AMOUNT.search(before)
    return m is not None and (a_has == b_has or b_has) and (similar or not m["by"])


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


def bounded(text: str, phrase: Phrase, language: str) -> Phrase:
    """The phrase with the bound words around it taken in."""
    words = bound_words(language)
    found = words.before.search(text, max(0, phrase.start - REACH), phrase.start)
    if found is not None and words.compared.match(found.group()) and words.mark.match(text, phrase.end) is None:
        found = None
    after = words.after.match(text, phrase.end) or words.after.match(text, phrase.number.end)
    if after is None and (noun := NOUN.match(text, phrase.end)):
        after = words.after.match(text, noun.end())
        after = after if after is not None and after["word"].lower().startswith("or ") else None
    bound, start, end = phrase.bound, phrase.start, phrase.end
    if after is not None and not adds(after, phrase):
        bound, end = words.of_after[re.sub(r"\s+", " ", after["word"].lower())], max(end, after.end())
    if found is not None:
        said = bound_of(found, words)
        start = found.start()
        if said is not Bound.EXACT and not (said is Bound.ABOUT and bound in (Bound.AT_LEAST, Bound.UP_TO)):
            bound = said
            further = words.before.search(text, max(0, start - REACH), start)
            if (
                further is not None
                and bound is Bound.ABOUT
                and bound_of(further, words) not in (Bound.EXACT, Bound.ABOUT)
            ):
                bound, start = bound_of(further, words), further.start()
    if phrase.is_range and bound in (Bound.ABOUT, Bound.EXACT):
        bound = Bound.BETWEEN
    return replace(phrase, start=start, end=end, bound=bound)


#: a plural between a number and what bounds it: "500 times or more"
NOUN = re.compile(r"\s(?:[a-z]+s|people|(?:wo)?men|children)(?=\sor\s)")


def adds(after: re.Match[str], phrase: Phrase) -> bool:
    """ "€60m plus add-ons": a sum and something more, where "20 plus" is a bound."""
    return (
        after["word"].lower() == "plus" and after.group() != after["word"] and phrase.has_unit and phrase.unit.isupper()
    )


def bound_of(m: re.Match[str], words: BoundWords) -> Bound:
    if m["sign"]:
        return Bound(words.signs[m["sign"]])
    if m["prefix"]:
        return Bound.LESS_THAN
    return words.of[re.sub(r"[\s\u00a0]+", " ", m["word"].lower())]
