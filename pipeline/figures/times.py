"""Numbers that say when: years, periods, parts of the day."""

import re

from pipeline.figures.contexts import before, behind, in_front, listed
from pipeline.figures.numbers import Number
from pipeline.figures.units import alternatives

#: years that news speaks of
YEARS = range(1400, 2101)
MONEY = re.compile(r"[$£€¥]\s?$")
SCALED = re.compile(r"\s?%|\s(?:per\s?cent|percent|million|billion)\b")
#: largest number of a clock, or of things that one lists as the last or next few
FEW = 12


def is_year(text: str, n: Number, language: str) -> bool:
    """A bare four-digit number that news would not write without a comma as a count, or stands like a year."""
    said = text[n.start : n.end]
    if not re.fullmatch(r"\d{4}", said) or int(said) not in YEARS:
        return False
    lead = before(text, n.start)
    if MONEY.search(lead) or SCALED.match(text, n.end) or in_front(language, "before_year", "never").search(lead):
        return False
    counts = behind(language, "titles", "plurals", space=r"\s(?:[a-z]{3,}s\b|", tail=r"\b)").match(text, n.end)
    subject = re.compile(r"\s(?:was|is|has|does)\b").match(text, n.end)
    after_time = in_front(language, "before_year", "words", tail=r"[\s-]$").search(lead)
    return counts is None or subject is not None or after_time is not None


def is_period(text: str, n: Number, language: str) -> bool:
    """When something happened: "in the past three years", "two weeks ago", "six in the evening"; "a five-year plan"."""
    few = n.values[0] <= FEW or behind(language, "periods", "units", space=r"\s(?:[a-z]+\s)?").match(text, n.end)
    if few and not n.vague and in_front(language, "periods", "before").search(before(text, n.start)):
        return True
    ago = rf"\s(?:{alternatives(listed(language, 'periods', 'after'))})\b"
    if behind(language, "periods", "units", tail=ago).match(text, n.end):
        return True
    counted = rf"\b(?!\s(?:{alternatives(listed(language, 'spans', 'counted'))})\b)"
    if behind(language, "spans", "units", space=r"[-\u2010\u2011]", tail=counted).match(text, n.end):
        return True
    return not n.vague and n.values[0] <= FEW and behind(language, "daytimes", "phrases").match(text, n.end) is not None
