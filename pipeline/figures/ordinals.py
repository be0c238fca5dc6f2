"""Ordinals that state a count: "the 15th country to recognise it" says that there are fifteen."""

import re
from functools import cache

from config.languages import table
from pipeline.figures.lexemes import plain_digits
from pipeline.figures.numbers import Number
from pipeline.figures.units import alternatives


@cache
def ordinal(language: str) -> re.Pattern[str]:
    values = alternatives(list(table(language, "numbers")["ordinals"]["values"]))
    return re.compile(rf"\b(?P<ordinal>\d{{1,5}}(?=st|nd|rd|th)|{values})(?:st|nd|rd|th)?\s", re.IGNORECASE)


@cache
def patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """What follows any ordinal that counts, and what follows "first": without a death or a case it only ranks."""
    data = table(language, "numbers")["ordinals"]
    said = ordinal(language).pattern
    counted = rf"{said}(?:[\w-]{{2,20}}\s){{1,3}}to\s(?:{alternatives(data['acts'])})\b"
    fatal = rf"{said}(?:confirmed\s|known\s|reported\s)?(?:{alternatives(data['nouns'])})\b"
    last = rf"{said}(?:[\w-]{{2,20}}\s){{0,2}}to\s(?:{alternatives(data['fates'])})\b"
    return tuple(re.compile(p, re.IGNORECASE) for p in (counted, fatal, last))


def stated(text: str, language: str) -> list[Number]:
    """The counts that ordinals of a sentence state, in order."""
    values, plain = table(language, "numbers")["ordinals"]["values"], plain_digits(text)
    counted, fatal, last = patterns(language)
    if ordinal(language).search(plain) is None:
        return []
    found: dict[int, Number] = {}
    for pattern in (counted, fatal, last):
        for m in pattern.finditer(plain):
            said = m["ordinal"].lower()
            value = int(said) if said.isdigit() else values[said]
            if pattern is counted and value == 1:
                continue
            end = m.end("ordinal") + (2 if said.isdigit() else 0)
            found[m.start()] = Number(start=m.start(), end=end, values=(float(value),), digits=said.isdigit())
    return [found[start] for start in sorted(found)]
