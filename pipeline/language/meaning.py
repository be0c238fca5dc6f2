"""Words of weight: numbers, negations and names, in which two copies must not differ."""

from functools import cache
from typing import Any

from config import languages
from pipeline.language.words import Words

LANGUAGE = "en"
OPENING_MARKS = " \t\"'“‘«([-–—"


@cache
def data() -> dict[str, Any]:
    return dict(languages.table(LANGUAGE, "extract")["weight"])


@cache
def weighty_words() -> frozenset[str]:
    """Negations, limits and numbers in words."""
    found = data()
    return frozenset([*found["negations"], *found["limits"], *found["values"], *found["scales"]])


def weighs(words: Words, n: int) -> bool:
    """Whether word `n` is a number, a sign of money or share, a negation, or a name.

    A capital at the start of a sentence makes no name.
    """
    form = words.forms[n]
    if form in weighty_words() or not form[:1].isalpha():
        return True
    start = words.spans[n].start
    return words.text[start].isupper() and form != "i" and not begins_sentence(words.text, start)


def begins_sentence(text: str, start: int) -> bool:
    """Nothing but white space and opening marks between `start` and the end of a sentence, a block or the text."""
    before = text[max(0, start - 8) : start].rstrip(OPENING_MARKS)
    return not before or before[-1] in '.!?:;\n”’"…'
