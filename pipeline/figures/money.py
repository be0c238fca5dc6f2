"""What the words of a sentence say of its money: whose kroner they are, and which currency a bare rate is in."""

import re
from dataclasses import replace
from functools import cache

from config.languages import table
from pipeline.figures.phrases import Phrase
from pipeline.figures.units import COUNT, alternatives

WORD = re.compile(r"[^\W\d_]+")


def told(text: str, phrase: Phrase, language: str) -> Phrase:
    """The phrase with the currency that the sentence makes plain."""
    if phrase.unit == COUNT and (unit := of_rate(text, phrase, language)):
        return replace(phrase, unit=unit, has_unit=True)
    if phrase.has_unit and (unit := of_country(text, phrase, language)):
        return replace(phrase, unit=unit)
    return phrase


def of_country(text: str, phrase: Phrase, language: str) -> str:
    """ "the Danish brewer paid 9 million kroner": the country whose currency has this name; "" where none is told."""
    words = WORD.findall(text[phrase.number.end : phrase.end].lower())
    data = table(language, "currencies")
    if not words:
        return ""
    places = data["countries"].get(data["forms"].get(words[-1], words[-1]))
    if places is None or len(words) > 1 and words[-2] in places:
        return ""
    named = {str(code) for place, code in places.items() if re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE)}
    return named.pop() if len(named) == 1 else ""


@cache
def link(language: str) -> re.Pattern[str]:
    """ "to the dollar" behind a number."""
    data = table(language, "currencies")
    words = alternatives(list(data["words"]))
    return re.compile(
        rf"\s(?:{alternatives(data['rates']['links'])})\s(?:U\.?S\.?\s)?(?P<other>{words})\b", re.IGNORECASE
    )


@cache
def currency(language: str) -> re.Pattern[str]:
    """The name of a currency."""
    return re.compile(rf"\b(?:{alternatives(list(table(language, 'currencies')['words']))})\b", re.IGNORECASE)


def of_rate(text: str, phrase: Phrase, language: str) -> str:
    """The currency of a bare rate: that which stands before in the sentence and is not the other one; else ""."""
    m = link(language).match(text, phrase.number.end)
    if m is None:
        return ""
    words = table(language, "currencies")["words"]
    other = words[m["other"].lower()]
    found = [str(words[w.group().lower()]) for w in currency(language).finditer(text, 0, phrase.start)]
    return next((code for code in reversed(found) if code != other), "")
