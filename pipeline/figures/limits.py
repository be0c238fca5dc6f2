"""Words beside an amount -> how it bounds what is meant."""

import re
from dataclasses import dataclass, replace
from functools import cache

from config.languages import table
from pipeline.figures.amounts import Phrase
from pipeline.figures.units import (
    alternatives,
)
from pipeline.model import Bound

#: characters before a number in which bound words are looked for
REACH = 48


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
            rf"(?:[\s\u00a0]|,\s(?=give|or|more))?(?P<word>{alternatives(list(of_after))})(?!\w)(?!\sthan\s\S|\sor\sequal|\s[$£€]?\d)",
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
        bound, end = words.of_after.get(plain(after["word"]), bound), max(end, after.end())
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
    return words.of.get(plain(m["word"]), Bound.EXACT)


def plain(said: str) -> str:
    """Bound words as the data has them; letters that a pattern takes for others ("leaſt") are folded as it does."""
    return re.sub(r"[\s\u00a0]+", " ", said.casefold())
