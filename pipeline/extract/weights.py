"""What one sentence must not lose unnoticed: its amounts, negations, names, dates, quotations, sources and acts."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline.extract.amounts import Amounts, amounts
from pipeline.extract.text import key
from pipeline.language.meaning import begins_sentence, data
from pipeline.language.words import Words, words_of
from pipeline.model import Block, Place, Span

QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,400})[\"”“»]")
YEAR = re.compile(r"^(?:19|20)\d\d$")
CLOCK = re.compile(r"^\d{1,2}:\d{2}$")
#: what parts two names that stand side by side: "of Rilla, Oskar Penn"
PARTING = re.compile(r"[,;:()–—/]")
#: so many words before a word of speech, or after it, may name the source
SOURCE_WORDS = 5
CONTRACTED = re.compile(r"(?<=[a-z])n['’ʼ]t\b|(?<=\bcan)(?:not|['’ʼ]t)\b", re.IGNORECASE)
PARTED = re.compile(r"[^\w\s'’-]")
MONEY = frozenset("$€£¥₹")

Name = frozenset[str]


@dataclass(frozen=True, slots=True)
class Weights:
    """One sentence's words of weight."""

    amounts: Amounts
    #: how often the sentence is turned round
    n_negations: int
    #: currency signs
    money: Counter[str]
    #: days, months, years, hours and days of the month
    dates: frozenset[str]
    #: runs of words with capitals, lower case; names parted by no more than a comma are one run
    names: tuple[tuple[Name, ...], ...]
    #: letters and digits of each quotation
    quotes: frozenset[str]
    #: the words that name who is credited, without capitals, the noun first ("the fire service said")
    sources: tuple[tuple[str, ...], ...]
    forms: frozenset[str]
    #: letters and digits of the whole sentence
    letters: str
    n_words: int


def weights(sentence: str) -> Weights:
    words = words_of(sentence, (Block(place=Place.LIST, span=Span(0, len(sentence))),))
    dates = frozenset(n for n in range(len(words.forms)) if is_date(words, n))
    return Weights(
        amounts=amounts(words.forms, dates),
        n_negations=sum(is_negation(words, n) for n in range(len(words.forms))),
        money=Counter(f for f in words.forms if f in MONEY),
        dates=frozenset(words.forms[n] for n in dates),
        names=names(words),
        quotes=frozenset(key(full(q)) for q in QUOTED.findall(sentence)),
        sources=tuple(s for n in range(len(words.forms)) if (s := source(words, n))),
        forms=frozenset(words.forms),
        letters=key(full(sentence)),
        n_words=len(words.forms),
    )


def full(text: str) -> str:
    """With "not" as a word of its own: "didn't" is "did not", and "cannot" is "can not"."""
    return CONTRACTED.sub(" not", text)


@cache
def named(kind: str) -> frozenset[str]:
    return frozenset(w.lower() for w in data()[kind])


def is_negation(words: Words, n: int) -> bool:
    """A word that turns the sentence round, contractions among them; "can not" is one."""
    return words.forms[n] in named("negations") or words.forms[n].endswith("n't")


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


def names(words: Words) -> tuple[tuple[Name, ...], ...]:
    """Runs of words with capitals; the first word of a sentence only before another or before a word of speech."""
    found: list[list[list[str]]] = []
    last = -2
    for n, form in enumerate(words.forms):
        if not is_name(words, n):
            continue
        if last != n - 1:
            found.append([[form]])
        elif PARTING.search(words.text, words.spans[last].end, words.spans[n].start):
            found[-1].append([form])
        else:
            found[-1][-1].append(form)
        last = n
    return tuple(tuple(frozenset(w.removesuffix("'s") for w in name) for name in run) for run in found)


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


def source(words: Words, n: int) -> tuple[str, ...]:
    """The words in lower case that name who is credited at word `n`, the noun first; none where a name or a pronoun is.

    They stand before the word of speech, back to a comma; where nothing does, behind it.
    """
    if " ".join(words.forms[n : n + 2]) in named("sources"):
        return sourcing(words, range(n + 2, len(words.forms)))[::-1]
    if words.forms[n] not in named("speech"):
        return ()
    before = n > 0 and not PARTED.search(words.text, words.spans[n - 1].end, words.spans[n].start)
    return sourcing(words, range(n - 1, -1, -1)) if before else sourcing(words, range(n + 1, len(words.forms)))[::-1]


def sourcing(words: Words, places: range) -> tuple[str, ...]:
    """The words at places, in the order given, up to a sign or a word that parts them; none when one is a name."""
    found: list[str] = []
    for n in places[:SOURCE_WORDS]:
        if found:
            one, two = sorted((n, n - places.step))
            if PARTED.search(words.text, words.spans[one].end, words.spans[two].start):
                break
        if is_name(words, n):
            return ()
        if words.forms[n] not in named("sourceless") and words.forms[n].isalpha():
            found.append(words.forms[n])
        elif found:
            break
    return tuple(found)
