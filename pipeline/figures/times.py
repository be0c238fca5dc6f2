"""Numbers that say when: years, periods, parts of the day."""

import re
from functools import cache

from pipeline.figures.contexts import before, behind, in_front, listed
from pipeline.figures.numbers import Number
from pipeline.figures.units import alternatives

#: years that news speaks of
YEARS = range(1400, 2101)
MONEY = re.compile(r"[$£€¥]\s?$")
#: "would last six weeks"
LASTS = re.compile(r"\b(?:will|would|could|can|may|might|must|should|to|did|does|not|n['’]t)\slast\s$", re.IGNORECASE)
#: "nine of the past 10 weeks": so many of so many
SOME_OF = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven)\s(?:out\s)?of\s(?:the|its|their|his|her)\s$",
    re.IGNORECASE,
)
SCALED = re.compile(r"\s?%|\s(?:per\s?cent|percent|million|billion)\b")
#: "the 2024 Games": news sets a comma in a count before a name
EVENT = re.compile(r"\s(?!(?:I|US|U\.S\.|UK|EU)\b)[A-Z]\w+(?:\s[A-Z]|\s?[a-z]|[.,])")
#: the lower end of a range that is no year: "between 900 and 1400 bridges"
BESIDE_COUNT = re.compile(r"(?<![\d.,])(?:\d{1,3}|\d{1,3}(?:,\d{3})+)(?:\s(?:and|to|or)\s|\s?[-–]\s?)$")
#: largest number of a clock, or of things that one lists as the last or next few
FEW = 12


def is_year(text: str, n: Number, language: str) -> bool:
    """A bare four-digit number that news would not write without a comma as a count, or stands like a year."""
    said = text[n.start : n.end]
    if not re.fullmatch(r"\d{4}", said) or int(said) not in YEARS:
        return False
    lead = before(text, n.start)
    if behind(language, "before_year", "behind").match(text, n.end) or EVENT.match(text, n.end):
        return True
    if MONEY.search(lead) or SCALED.match(text, n.end) or in_front(language, "before_year", "never").search(lead):
        return False
    counts = behind(language, "titles", "plurals", space=r"\s(?:[a-z]{3,}s\b|", tail=r"\b)").match(text, n.end)
    subject = re.compile(r"\s(?:was|is|has|does)\b").match(text, n.end)
    after_time = in_front(language, "before_year", "words", tail=r"[\s-]$").search(lead)
    if counts is not None and BESIDE_COUNT.search(lead):
        return False
    return counts is None or subject is not None or after_time is not None


def is_period(text: str, n: Number, language: str) -> bool:
    """When something happened: "in the past three years", "two weeks ago", "six in the evening"; "a five-year plan"."""
    few = n.values[0] <= FEW or behind(language, "periods", "units", space=r"\s(?:[a-z]+\s)?").match(text, n.end)
    lead = before(text, n.start)
    named = in_front(language, "periods", "before").search(lead) if few and not n.vague else None
    if named is not None and not LASTS.search(lead) and not SOME_OF.search(lead[: named.start()]):
        return True
    if any(pattern(language).match(text, n.end) for pattern in (ago, span, event)):
        return True
    if race(language).match(text, n.end) and in_front(language, "distances", "races", tail=r"\sthe\s$").search(
        before(text, n.start)
    ):
        return True
    if n.values[0] <= FEW and (then(language).match(text, n.end) or until(language).match(text, n.end)):
        return True
    return not n.vague and n.values[0] <= FEW and behind(language, "daytimes", "phrases").match(text, n.end) is not None


@cache
def ago(language: str) -> re.Pattern[str]:
    """ "two weeks ago"."""
    words = alternatives(listed(language, "periods", "after"))
    return behind(language, "periods", "units", tail=rf"(?:\s(?:{words})|['’]\stime)\b")


@cache
def then(language: str) -> re.Pattern[str]:
    """ "two weeks later"."""
    words = alternatives(listed(language, "periods", "after_few"))
    return behind(language, "periods", "units", tail=rf"\s(?:{words})\b(?!\sthan)")


@cache
def until(language: str) -> re.Pattern[str]:
    """ "the three months to March"."""
    words, months = (alternatives(listed(language, *key)) for key in (("periods", "until"), ("months", "words")))
    return behind(language, "periods", "units", tail=rf"\s(?:{words})\s(?:\w+\s)?(?:{months})\b")


@cache
def span(language: str) -> re.Pattern[str]:
    """ "a five-year plan", but a "five-year sentence"."""
    counted = alternatives(listed(language, "spans", "counted"))
    return behind(language, "spans", "units", space=r"[-\u2010\u2011]", tail=rf"\b(?!\s(?:\w+\s)?(?:{counted})\b)")


@cache
def race(language: str) -> re.Pattern[str]:
    """ "the 100 metres" as a race."""
    return behind(language, "distances", "units", space=r"[\s-]?", tail=r"(?:es|s)?(?:\sin\s|\sat\s|[.,]|$)")


@cache
def event(language: str) -> re.Pattern[str]:
    """ "the 100-metre final"."""
    events = alternatives(listed(language, "distances", "events"))
    return behind(
        language, "distances", "units", space=r"[\s-]?", tail=rf"(?:es|s)?\s(?:(?:wo)?men['’]s\s)?(?:{events})\b"
    )
