"""Characters -> lexemes: runs of digits, fraction signs and words, and which of them hang together."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from config.languages import table

#: what may stand between two lexemes of one number
JOINT = re.compile(r"[\s\u00a0\u202f]{1,4}|\s?[-\u2010\u2011\u2212]\s?")


class Lexeme(NamedTuple):
    """A run of digits, a fraction sign or a word, in lower case."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """The lexemes of one sentence with the words of its language that make numbers."""

    text: str
    lexemes: tuple[Lexeme, ...]
    known: dict[str, Any]

    def joined(self, i: int) -> bool:
        """Lexeme i follows its predecessor with nothing but a space or hyphen between."""
        gap = self.text[self.lexemes[i - 1].end : self.lexemes[i].start]
        return gap == "" or JOINT.fullmatch(gap) is not None

    def word(self, i: int, first: int = -1) -> str:
        """The word at i when it continues the phrase (or is its `first` lexeme), else ""."""
        if 0 <= i < len(self.lexemes) and self.lexemes[i].kind == "word" and (i == first or self.joined(i)):
            return self.lexemes[i].text
        return ""

    def glued(self, i: int) -> bool:
        """Lexeme i begins where its predecessor ends."""
        return i < len(self.lexemes) and self.lexemes[i].start == self.lexemes[i - 1].end


@cache
def lexeme(language: str) -> re.Pattern[str]:
    """One lexeme. Groups with plain spaces are one number where no capitals follow: not in "34 737 MAX jets"."""
    codes = "|".join(table(language, "currencies")["codes"]["codes"])
    named = rf"-\d|[A-Z]|\s(?!(?:{codes})\b)[A-Z]{{2,}}s?\b"
    return re.compile(
        r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,234,567.8
        r"|\d{1,2}(?:,\d\d){1,6},\d{3}(?!\d)(?:\.\d+)?"  # 12,34,567
        r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?"  # 1 234 567
        rf"|\d{{1,3}}(?:\ \d{{3}})+(?!\d)(?!{named})(?:\.\d+)?"
        r"|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
        r"|(?P<vulgar>[¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
        r"|(?P<word>[^\W\d_]+)"
    )


@cache
def words(language: str) -> dict[str, Any]:
    return dict(table(language, "numbers"))


def plain_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0-9, character for character."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def line(text: str, language: str) -> Line:
    found = []
    for m in lexeme(language).finditer(text):
        kind, said = m.lastgroup or "", m.group()
        found.append(Lexeme(*m.span(), said.lower() if kind == "word" else said, kind))
    return Line(text, tuple(found), words(language))
