"""Characters -> numbers: digits, words and mixtures of both, each with its exact span."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.figures.lexemes import Line, line, plain_digits, words
from pipeline.figures.sizes import graded, several
from pipeline.figures.spelled import ONE, Value, cardinal, decimals, fraction, is_ordinal, with_part

#: longest run of digits that is still read as a number
LONGEST = 24
#: powers of ten that a scientific exponent may have
LARGEST_EXPONENT = 300

EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})(?!\w)|\s?[x×]\s?10(?:\^|\*\*)?([-+]?\d{1,3})(?!\d)")
POWER = re.compile(r"\^([-+]{0,2})(\d{1,3})(?!\d)")
SIGN = re.compile(r"(?<![\w.)\]%])[-\u2212]$|(?<!\w)(?<!\bor )(?:minus|negative)\s{1,2}$", re.IGNORECASE)
#: the end of a clause
CLOSED = re.compile(r"\s*(?:[.,;:!?)]|$)")
PREPOSITION = re.compile(r"\s(?:of|in|by|last|this|a|since|over|worldwide|globally|and|more|to)\b", re.IGNORECASE)
#: a count in thousands or more, beside which "6m" are millions
MILLIONS = re.compile(r"\d,\d{3}(?!\d)|\d\s?(?:bn|million|billion)\b")
#: what makes an amount of money of the number behind it, or of the upper end of a range: "$68-72m"
MONEY = re.compile(r"(?:[$£€¥₹₽₩₺₴₦]|\b(?:[A-Z]{3}|Rs|R|kr|Fr)\.?)\s?(?:\d[\d.,]{0,9}\s?[-–]\s?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number phrase: one value, or the two ends that a vague word allows."""

    start: int
    end: int
    #: (x,) or, for a vague number, (lo, hi)
    values: tuple[float, ...]
    #: written with digits, at least in part
    digits: bool
    #: decimals as written, for the rounding of "about 2.5"
    decimals: int = 0
    #: "half", "two-thirds": a part of a whole
    part: bool = False
    #: "twice", "tripled"
    multiple: bool = False
    vague: bool = False
    #: a percentage, though no sign says so: "low-single-digit growth"
    share: bool = False
    #: a bare "one": a pronoun unless something says otherwise
    weak: bool = False
    #: factor of the scale word ("million" -> 1e6); 1 when there is none
    scale: float = 1.0


#: a number phrase, or None where the lexemes are an ordinal; and the lexeme behind it
Parsed = tuple[Number | None, int] | None


def numbers(text: str, language: str = "en") -> list[Number]:
    """All number phrases of one sentence, left to right, not overlapping. Reads digits of every script."""
    parser, begins = Parser(line(plain_digits(text), language)), beginnings(language)
    found, i = [], 0
    while i < len(parser.line.lexemes):
        lexeme = parser.line.lexemes[i]
        parsed = parser.at(i) if lexeme.kind != "word" or lexeme.text in begins else None
        if parsed is None:
            i += 1
            continue
        number, i = parsed
        if number is not None:
            found.append(number)
    return found


@cache
def beginnings(language: str) -> frozenset[str]:
    """The words that a number phrase can begin with."""
    known = words(language)
    listed = (known[kind] for kind in ("units", "tens", "scales", "parts", "vague", "multiples"))
    return (
        ONE
        | {"tens", "couple", *known["several"]["words"], *known["sizes"]["grades"]}
        | {word for kind in listed for word in kind}
    )


class Parser:
    """Reads one number phrase from a given lexeme on."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def at(self, i: int) -> Parsed:
        """The number phrase that begins at lexeme i."""
        lexeme = self.line.lexemes[i]
        if lexeme.kind == "digits":
            return self.of_digits(i)
        if lexeme.kind == "vulgar":
            return self.made(i, i + 1, unicodedata.numeric(lexeme.text), digits=True, part=True), i + 1
        return self.vague(i) or self.multiple(i) or self.of_words(i)

    # --- digits -------------------------------------------------------------------------------------------------------
    def of_digits(self, i: int) -> Parsed:
        plain = bare(self.line.lexemes[i].text)
        if len(plain) > LONGEST:
            return None
        value, n_decimals = float(plain), len(plain.partition(".")[2])
        power = EXPONENT.match(self.line.text, self.line.lexemes[i].end)
        if power and abs(int(power[1] or power[2])) <= LARGEST_EXPONENT:
            return self.scientific(i, value, power)
        raised = POWER.match(self.line.text, self.line.lexemes[i].end)
        if raised and value and abs(math.log10(abs(value)) * int(raised[2])) <= LARGEST_EXPONENT:
            exponent = int(raised[2]) * (-1 if raised[1] == "-" else 1)
            return self.made(i, i + 2, value**exponent, digits=True, end=raised.end()), i + 2
        value, j, mixed = self.fraction_after(value, i + 1, n_decimals)
        value, j, scale = self.scaled(value, j)
        if scale > 1 and not mixed:
            value, j = self.rest_of(value, j, scale)
        part = mixed and value < 1
        return self.made(i, j, value, digits=True, decimals=n_decimals, scale=scale, part=part), j

    def scientific(self, i: int, value: float, power: re.Match[str]) -> Parsed:
        """ "2.5e6", "3 x 10^8"."""
        j = i + 1
        while j < len(self.line.lexemes) and self.line.lexemes[j].start < power.end():
            j += 1
        return self.made(i, j, value * 10.0 ** int(power[1] or power[2]), digits=True, end=power.end()), j

    def rest_of(self, value: float, j: int, scale: float) -> tuple[float, int]:
        """ "3 million and a half", "3 hundred and 21", "4 thousand 3 hundred and one"."""
        mixed = with_part(self.line, Value(value, j), scale)
        if mixed.end > j:
            return mixed.value, mixed.end
        k = j + 1 if self.line.word(j) == "and" else j
        if k >= len(self.line.lexemes) or not self.line.joined(k) or scale > 1000:
            return value, j
        if self.line.lexemes[k].kind == "word":
            rest = cardinal(self.line, k) if k > j else None
            return (value + rest.value, rest.end) if rest is not None and rest.value < scale else (value, j)
        if self.line.lexemes[k].kind != "digits" or "." in self.line.lexemes[k].text:
            return value, j
        rest_value, end, inner = self.scaled(float(bare(self.line.lexemes[k].text)[:LONGEST]), k + 1)
        if not 0 < rest_value < scale or (k == j and inner == 1.0):
            return value, j
        if inner > 1:
            rest_value, end = self.rest_of(rest_value, end, inner)
        return value + rest_value, end

    def fraction_after(self, value: float, j: int, places: int) -> tuple[float, int, bool]:
        """ "2½", "2 1/2", "1/2", "2 and a half" after the number; of its last decimal in "$4.43-1/2"."""
        rest, line = self.line.lexemes[j : j + 2], self.line
        if rest and rest[0].kind == "vulgar" and line.joined(j):
            return value + unicodedata.numeric(rest[0].text), j + 1, True
        if (below := self.below(j)) and value < below and value == int(value):
            return value / below, j + 1, True
        if len(rest) == 2 and rest[0].kind == "digits" and line.joined(j) and (below := self.below(j + 1)):
            above = float(bare(rest[0].text)[:LONGEST])
            if above < below:
                return value + above / below * 10.0**-places, j + 2, True
        mixed = with_part(line, Value(value, j))
        return mixed.value, mixed.end, mixed.end > j

    def below(self, j: int) -> float:
        """The number at j when a stroke before it makes it the lower part of a fraction; else 0."""
        lexemes = self.line.lexemes
        if j >= len(lexemes) or lexemes[j].kind != "digits":
            return 0.0
        if self.line.text[lexemes[j - 1].end : lexemes[j].start] != "/" or lexemes[j - 1].kind != "digits":
            return 0.0
        below = float(bare(lexemes[j].text)[:LONGEST])
        return below if 1 < below <= 64 else 0.0

    def scaled(self, value: float, j: int) -> tuple[float, int, float]:
        """The value times the scale words that follow."""
        factor, known = 1.0, self.line.known
        while True:
            word = self.line.word(j)
            if word in known["scales"]:
                factor *= known["scales"][word]
            elif word in known["groups"] and word != "score":
                factor *= known["groups"][word]
            elif word in known["scale_signs"] and factor == 1.0 and not self.is_dashed(j):
                factor *= known["scale_signs"][word]
            elif word in known["scale_letters"] and self.is_scale_letter(j) and factor == 1.0:
                factor *= known["scale_letters"][word]
            else:
                return times(value, factor), j, factor
            j += 1

    def is_dashed(self, j: int) -> bool:
        """ "Form 10-K": a letter behind a dash is no scale."""
        letter = self.line.lexemes[j]
        return letter.end - letter.start == 1 and self.line.text[letter.start - 1] == "-"

    def is_scale_letter(self, j: int) -> bool:
        """ "5m people", "$5m", "EUR 0.5 m", "1.2B": a scale; "5m long", "5g of salt", "800m": a unit."""
        letter, lexeme = self.line.lexemes[j], self.line.lexemes[j - 1]
        raw = self.line.text[letter.start : letter.end]
        if MONEY.search(self.line.text[max(0, lexeme.start - 20) : lexeme.start]):
            return True
        if not self.line.glued(j):
            return False
        if raw == "m" or (raw == "M" and "." not in lexeme.text):
            follows = self.line.word(j + 1)
            if raw == "m" and MILLIONS.search(self.line.text) and self.goes_free(letter.end):
                return True
            ends = raw == "M" and CLOSED.match(self.line.text, letter.end) is not None
            return (
                ends or (follows.endswith("s") and len(follows) > 3) or follows in self.line.known["plurals"]["words"]
            )
        return raw in ("B", "T", "M", "MM") or (raw == "b" and "." in lexeme.text)

    def goes_free(self, end: int) -> bool:
        """Nothing with a length is spoken of, and no noun stands behind."""
        lengths = self.line.known["lengths"]["words"]
        free = CLOSED.match(self.line.text, end) or PREPOSITION.match(self.line.text, end)
        return free is not None and not any(lexeme.text in lengths for lexeme in self.line.lexemes)

    # --- words --------------------------------------------------------------------------------------------------------
    def of_words(self, i: int) -> Parsed:
        line, first = self.line, self.line.lexemes[i].text
        if first in ONE or first == "half" or first in line.known["parts"]:
            found = self.with_article(i)
            if found is not None:
                return found
        if first in ("a", "an"):
            return None
        part = fraction(line, i)
        if part is not None:
            return self.of_part(i, part)
        number = cardinal(line, i)
        if number is None:
            return None
        if is_ordinal(line, number.end) and not (first == "one" and number.end == i + 1):
            return None, number.end + 1
        return self.of_cardinal(i, number)

    def of_part(self, i: int, part: Value) -> Parsed:
        """ "two thirds", "three quarters of a million"."""
        k = part.end + 1 if self.line.word(part.end) == "of" else part.end
        k = k + 1 if self.line.word(k) in ("a", "an") else k
        value, end, scale = self.scaled(part.value, k)
        if end > k:
            return self.made(i, end, value, scale=scale), end
        return self.made(i, part.end, part.value, part=part.value < 1), part.end

    def of_cardinal(self, i: int, number: Value) -> Parsed:
        """The cardinal with its decimals, fraction and scale."""
        line = self.line
        pointed = decimals(line, number) if not i or line.lexemes[i - 1].text != "at" else number
        last = line.word(pointed.end - 1, i)
        said = float(line.known["scales"].get(last, 1.0)) if pointed.end > i + 1 else 1.0
        mixed = with_part(line, pointed, said if said > 100 else 1.0)
        value, j, factor = self.scaled(mixed.value, mixed.end)
        if factor > 1:
            mixed = with_part(line, Value(value, j), factor)
            value, j = mixed.value, mixed.end
        weak = j == i + 1 and line.lexemes[i].text == "one" and self.sign_of(i) == ""
        return self.made(i, j, value, scale=max(said, factor), weak=weak), j

    def with_article(self, i: int) -> Parsed:
        """ "half a million", "a dozen", "a quarter of a million", "a hundred", "half", "a third"."""
        line, known = self.line, self.line.known
        article = line.lexemes[i].text in ONE
        j = i + 1 if article else i
        word = line.word(j, i)
        if word in ("half", "quarter", "third", "fifth", "tenth") or (article and word in known["parts"]):
            return self.of_one_part(i, j, article)
        if not article or not (word in known["scales"] or word in ("dozen", "score", "gross")):
            return None
        if word == "score" and line.word(j + 1) != "of":
            return None
        number = cardinal(line, j, len(line.lexemes)) if word in known["scales"] else None
        part = fraction(line, i if line.lexemes[i].text == "one" else j) if number is not None else None
        if part is not None:
            return self.of_part(i, part)
        if number is not None and is_ordinal(line, number.end):
            return None, number.end + 1
        if number is not None and number.end > j + 1:
            return self.of_cardinal(i, number)
        base = float(known["scales"].get(word) or known["groups"][word])
        value, end, _ = self.scaled(base, j + 1)
        if line.word(end) == "and" and is_ordinal(line, end):
            return None, end + 1
        mixed = with_part(line, Value(value, end), base)
        return self.made(i, mixed.end, mixed.value, scale=base), mixed.end

    def of_one_part(self, i: int, j: int, article: bool) -> Parsed:
        """ "half", "a third", "a quarter of a million", where lexeme j is the part word."""
        line, known, word = self.line, self.line.known, self.line.word(j, i)
        value = 1 / known["parts"][word]
        k = j + 2 if line.word(j + 1) == "of" else j + 1
        k = k + 1 if line.word(k) in ("a", "an") else k
        if line.word(k) in known["scales"] or line.word(k) in known["groups"]:
            scaled, end, scale = self.scaled(value, k)
            if end > k:
                return self.made(i, end, scaled, scale=scale), end
        points = word in known["rate_parts"]["parts"] and line.word(j + 1) in known["rate_parts"]["points"]
        if word != "half" and not points and not (article and self.is_share(i, j + 1, word)):
            return None
        return self.made(i, j + 1, value, part=True), j + 1

    def is_share(self, i: int, j: int, word: str) -> bool:
        """ "a third of", "by a quarter", "a fifth more": a share; "a third country", "a quarter later": none."""
        before = self.line.lexemes[i - 1].text if i else ""
        share = self.line.known["share"]
        return self.line.word(j) in share["after"] or (before in share["before"] and word != "second")

    # --- vague numbers and multiples ----------------------------------------------------------------------------------
    def vague(self, i: int) -> Parsed:
        """ "dozens", "tens of thousands"."""
        line, known = self.line, self.line.known["vague"]
        first = line.lexemes[i].text
        if (sized := several(line, i) or graded(line, i)) is not None:
            lo, hi, j = sized
            start, end = line.lexemes[i].start, line.lexemes[j - 1].end
            share = first in line.known["sizes"]["grades"]
            return Number(start=start, end=end, values=(lo, hi), digits=False, vague=True, share=share), j
        if first not in ("tens", *known):
            return None
        if i and line.lexemes[i - 1].kind == "digits" and line.joined(i):
            return None
        longer = f"{first} of {line.word(i + 2)}" if line.word(i + 1) == "of" else ""
        for phrase, n in ((longer, 3), (first, 1)):
            if phrase in known:
                lo, hi = (float(x) for x in known[phrase])
                start, end = line.lexemes[i].start, line.lexemes[i + n - 1].end
                return Number(start=start, end=end, values=(lo, hi), digits=False, vague=True), i + n
        return None

    def multiple(self, i: int) -> Parsed:
        """ "twice", "tripled"."""
        value = self.line.known["multiples"].get(self.line.lexemes[i].text)
        if value is None:
            return None
        start, end = self.line.lexemes[i].start, self.line.lexemes[i].end
        return Number(start=start, end=end, values=(float(value),), digits=False, multiple=True), i + 1

    def sign_of(self, i: int) -> str:
        """The minus in front of lexeme i, with the space behind it."""
        start = self.line.lexemes[i].start
        sign = SIGN.search(self.line.text[max(0, start - 11) : start])
        return sign.group() if sign else ""

    def made(self, i: int, j: int, value: float, *, end: int | None = None, **said: Any) -> Number:
        start, sign = self.line.lexemes[i].start, self.sign_of(i)
        if sign:
            value, start = -value, start - len(sign)
        said.setdefault("digits", False)
        return Number(start=start, end=end or self.line.lexemes[j - 1].end, values=(value,), **said)


def times(value: float, factor: float) -> float:
    """The product without what binary fractions add: 4.1 billion is 4,100,000,000."""
    product = value * factor
    return round(product, 4) if factor > 1 and abs(product) < 1e15 else product


def bare(digits: str) -> str:
    """A run of digits without what groups them."""
    return re.sub(r"[,\s]", "", digits)
