"""Words of weight: numbers, negations and names, in which two copies must not differ."""

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from typing import Any

from config import languages
from pipeline.language.words import Words

LANGUAGE = "en"
OPENING_MARKS = " \t\"'“‘«([-–—"


@cache
def data() -> dict[str, Any]:
    return dict(languages.table(LANGUAGE, "extract")["weight"])


class Weight(Enum):
    """Why a word must not differ."""

    NUMBER = auto()
    NEGATION = auto()
    #: turns a number into another ("more than")
    LIMIT = auto()
    NAME = auto()


@cache
def weighty_words() -> Mapping[str, Weight]:
    """Negations, limits and numbers in words."""
    found = data()
    return {
        **dict.fromkeys([*found["values"], *found["scales"]], Weight.NUMBER),
        **dict.fromkeys(found["limits"], Weight.LIMIT),
        **dict.fromkeys(found["negations"], Weight.NEGATION),
    }


@cache
def speech_words() -> frozenset[str]:
    """Verbs beside which a name is a speaker's."""
    return frozenset(data()["speech"])


def weight_of(words: Words, n: int) -> Weight | None:
    """Whether word `n` is a number (or a sign of money or share), a negation, a limit, a name; None: it is none.

    A capital at the start of a sentence makes a name only before a verb of speech or another capital.
    """
    form = words.forms[n]
    if (known := weighty_words().get(form)) is not None:
        return known
    if not form[:1].isalpha():
        return Weight.NUMBER
    start = words.bounds[n][0]
    if not words.text[start].isupper() or form == "i":
        return None
    if not begins_sentence(words.text, start):
        return Weight.NAME
    following = n + 1 < len(words.forms) and words.forms[n + 1]
    if not following:
        return None
    after = words.bounds[n + 1][0]
    capital = words.text[after].isupper() and not begins_sentence(words.text, after)
    return Weight.NAME if following in speech_words() or capital else None


def weighs(words: Words, n: int) -> bool:
    """Whether word `n` is of any weight."""
    return weight_of(words, n) is not None


def begins_sentence(text: str, start: int) -> bool:
    """Nothing but white space and opening marks between `start` and the end of a sentence, a block or the text."""
    before = text[max(0, start - 8) : start].rstrip(OPENING_MARKS)
    return not before or before[-1] in '.!?:;\n”’"…'
