"""What one sentence must not lose unnoticed: its numbers, negations, names, dates and quotations."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from pipeline.extract.text import key
from pipeline.language.meaning import begins_sentence, data
from pipeline.language.words import Words, words_of
from pipeline.model import Block, Place, Span

#: two spellings of one name
SAME_NAME = 84.0
QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,400})[\"”“»]")
GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+$")
CLOCK = re.compile(r"^\d{1,2}:\d{2}$")
YEAR = re.compile(r"^(?:19|20)\d\d$")
MONEY = frozenset("$€£¥₹")


@dataclass(frozen=True, slots=True)
class Weights:
    """One sentence's words of weight."""

    numbers: Counter[str]
    negations: Counter[str]
    limits: Counter[str]
    #: currency signs
    money: Counter[str]
    #: days, months, years, hours and days of the month
    dates: frozenset[str]
    #: runs of words with capitals, lower case
    names: tuple[frozenset[str], ...]
    #: letters and digits of each quotation
    quotes: frozenset[str]
    #: letters and digits of the whole sentence
    letters: str
    n_words: int


def weights(sentence: str) -> Weights:
    words = words_of(sentence, (Block(place=Place.LIST, span=Span(0, len(sentence))),))
    dates = {n for n in range(len(words.forms)) if is_date(words, n)}
    counted = [n for n in range(len(words.forms)) if n not in dates]
    return Weights(
        numbers=numbers(words, counted),
        negations=Counter(f for f in words.forms if f in named("negations")),
        limits=Counter(f for f in words.forms if f in named("limits")),
        money=Counter(f for f in words.forms if f in MONEY),
        dates=frozenset(words.forms[n] for n in dates),
        names=names(words),
        quotes=frozenset(key(q) for q in QUOTED.findall(sentence)),
        letters=key(sentence),
        n_words=len(words.forms),
    )


@cache
def named(kind: str) -> frozenset[str]:
    return frozenset(w.lower() for w in data()[kind])


def is_date(words: Words, n: int) -> bool:
    """A day's or month's name, a year, an hour, or the number next to a month."""
    form = words.forms[n]
    if form in named("calendar"):
        return words.text[words.spans[n].start].isupper()
    if YEAR.match(form) or CLOCK.match(form):
        return True
    beside = [m for m in (n - 1, n + 1) if 0 <= m < len(words.forms)]
    is_day = form.isdigit() and 1 <= int(form[:3]) <= 31 and len(form) <= 2
    return is_day and any(words.forms[m] in named("calendar") for m in beside)


def numbers(words: Words, counted: list[int]) -> Counter[str]:
    """The numbers among the `counted` words, in one spelling: digits, and millions as a word of their own."""
    found: Counter[str] = Counter()
    tens = 0
    for n in counted:
        form = words.forms[n]
        value = data()["values"].get(form)
        if tens and value is not None and value < 10:
            found[str(tens)] -= 1
            value += tens
        tens = value if value is not None and 20 <= value < 100 and value % 10 == 0 else 0
        if value is not None:
            found[str(value)] += 1
        elif form[0].isdigit():
            found[form.replace(",", "") if GROUPED.match(form) else form] += 1
        elif form in data()["scales"] and (len(form) > 2 or words.forms[n - 1][0].isdigit()):
            found[data()["scales"][form]] += 1
    return +found


def names(words: Words) -> tuple[frozenset[str], ...]:
    """Runs of words with capitals; the first word of a sentence only before another or before a word of speech."""
    found: list[list[str]] = []
    last = -2
    for n, form in enumerate(words.forms):
        if is_name(words, n):
            found = [*found[:-1], [*found[-1], form]] if last == n - 1 else [*found, [form]]
            last = n
    return tuple(frozenset(w.removesuffix("'s") for w in name) for name in found)


def is_name(words: Words, n: int) -> bool:
    form, start = words.forms[n], words.spans[n].start
    if not words.text[start].isupper() or form in named("calendar") or form in named("negations") or form == "i":
        return False
    if form in data()["values"] or form in data()["scales"]:
        return False
    if not begins_sentence(words.text, start):
        return True
    after = n + 1 < len(words.forms) and words.spans[n + 1].start - words.spans[n].end <= 1
    return after and (words.forms[n + 1] in named("speech") or words.text[words.spans[n + 1].start].isupper())


def differs(old: Weights, new: Weights) -> bool:
    """Whether the second sentence says something else than the first.

    Numbers or negations are not the same; a date or a sign of money was exchanged; a name or a quotation is gone.
    A name that is new, or spelled otherwise, is no difference.
    """
    if old.numbers != new.numbers or old.negations != new.negations:
        return True
    if old.numbers and old.limits != new.limits:
        return True
    exchanged = (old.dates - new.dates and new.dates - old.dates) or (
        old.money and new.money and old.money != new.money
    )
    return bool(exchanged) or loses_name(old, new) or any(quote not in new.letters for quote in old.quotes)


def loses_name(old: Weights, new: Weights) -> bool:
    """A name of which no word, in any spelling, is left."""
    left = {w for name in new.names for w in name}
    return any(
        not any(alike(word, other) for word in name for other in left) and not any(w in new.letters for w in name)
        for name in old.names
    )


def alike(one: str, other: str) -> bool:
    return one == other or (len(one) > 3 and fuzz.ratio(one, other) >= SAME_NAME)
