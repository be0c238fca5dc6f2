"""Where a number is no quantity: dates, times, ages, names, addresses, ordinals, scores, idioms."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from pipeline.figures.ages import is_age
from pipeline.figures.contexts import before, behind, in_front, listed
from pipeline.figures.lexemes import plain_digits
from pipeline.figures.names import is_name
from pipeline.figures.numbers import Number
from pipeline.figures.stretches import no_quantities
from pipeline.figures.times import is_period, is_year
from pipeline.figures.units import alternatives

PERCENT = re.compile(r"-per", re.IGNORECASE)
#: largest number of a score
HIGHEST = 200
COUNTED = re.compile(r"\s(?:per\s?cent|percent|million|billion|years?|[a-z]+s)\b|\s?%")


def excluded(text: str, found: list[Number], language: str) -> list[Number]:
    """The numbers of `found` that are no quantities."""
    plain = plain_digits(text)
    stretches = no_quantities(plain, language)
    tests: tuple[Callable[[str, Number, str], bool], ...] = (is_year, is_name, is_age, is_period, is_idle)
    out = [
        n
        for n in found
        if any(lo <= n.start and n.end <= hi for lo, hi in stretches) or any(test(plain, n, language) for test in tests)
    ]
    pairs = [*score_pairs(plain, found, language), *code_pairs(plain, found, language)]
    return [*out, *listed_with(plain, found, out, language), *pairs]


#: between two items of a list
GOES_ON = re.compile(r",\s|,?\s(?:and|or|to)\s|\s?[-–]\s?")
#: behind an item that is no count of what follows
ITEM_ENDS = re.compile(
    r"[,.;:!?)]|$|\s(?:and|or|was|were|is|are|in|on|at|of|to|from|until|till|after|before|by|for|with|when|while|during|since|near|as)\b"
)


def listed_with(text: str, found: list[Number], out: list[Number], language: str) -> list[Number]:
    """What goes on with an age or a name: "aged 19, 23 and 31", "between junctions 10 and 11"."""
    first = {n.start for n in out if is_age(text, n, language) or is_name(text, n, language)}
    more: list[Number] = []
    for a, b in pairwise(found):
        if a.start in first and b.digits and GOES_ON.fullmatch(text[a.end : b.start]) and ITEM_ENDS.match(text, b.end):
            first.add(b.start)
            more.append(b)
    return more


def is_idle(text: str, n: Number, language: str) -> bool:
    """A word that counts nothing: "think twice", "a zero-hours contract"."""
    if not n.digits and n.values[0] == 0:
        return text.startswith("-", n.end) and COUNTED.match(text, n.end + 1) is None and not PERCENT.match(text, n.end)
    if not n.multiple or text[n.start : n.end].lower() not in listed(language, "multiples", "idle"):
        return False
    lead = before(text, n.start, 16)
    if in_front(language, "multiples", "not_after").search(lead):
        return True
    compared = in_front(language, "multiples", "compared").search(lead)
    return compared is None and behind(language, "multiples", "words").match(text, n.end) is None


def score_pairs(text: str, found: list[Number], language: str) -> list[Number]:
    """ "3-1", "21-19", in a sentence about a game."""
    pairs: list[Number] = []
    for a, b in pairwise(found):
        if text[a.end : b.start] not in ("-", "–") or not (a.digits and b.digits):
            continue
        if max(a.values[0], b.values[0]) < HIGHEST and not COUNTED.match(text, b.end) and of_game(text, language):
            pairs += [a, b]
    return pairs


def code_pairs(text: str, found: list[Number], language: str) -> list[Number]:
    """The numbers of a code: "737-800", "787-9". The ends of a range rise and are rounded alike."""
    pairs: list[Number] = []
    for a, b in pairwise(found):
        lo, hi = a.values[0], b.values[0]
        if text[a.end : b.start] != "-" or not (a.digits and b.digits) or max(a.scale, b.scale) > 1:
            continue
        unlike = lo >= 100 and lo % 5 and hi % 100 == 0
        if (hi <= lo and not COUNTED.match(text, b.end) and votes(language).search(text) is None) or unlike:
            pairs += [a, b]
    return pairs


def of_game(text: str, language: str) -> bool:
    return games(language).search(text) is not None


@cache
def votes(language: str) -> re.Pattern[str]:
    """A word of a vote."""
    return re.compile(rf"(?<!\w)(?:{alternatives(listed(language, 'votes', 'words'))})(?!\w)", re.IGNORECASE)


@cache
def games(language: str) -> re.Pattern[str]:
    """A word of a game."""
    return re.compile(rf"(?<!\w)(?:{alternatives(listed(language, 'scores', 'words'))})(?!\w)", re.IGNORECASE)
