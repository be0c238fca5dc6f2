"""Numbers -> number phrases: amounts, shares and ranges with the words that bound them."""

import re
from dataclasses import replace

from pipeline.figures.amounts import Phrase, single
from pipeline.figures.lexemes import plain_digits
from pipeline.figures.limits import bounded
from pipeline.figures.numbers import Number
from pipeline.figures.ranges import odds, old_end, over, ranged, share
from pipeline.figures.units import (
    is_duration,
)
from pipeline.model import Bound

#: characters between an amount and the time that it is spread over
SPREAD = 30


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
