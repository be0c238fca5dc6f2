"""Number words -> values: cardinals, fractions and decimals as they are spelled out."""

from dataclasses import dataclass

from pipeline.figures.lexemes import Line

#: words that may stand before a part word that counts one of it: "a third", "one fifth"
ONE = frozenset({"a", "an", "one"})
#: more quarters than these are of years: "the weakest in seven quarters"
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Value:
    """What a run of lexemes is worth; `end` is the lexeme behind it."""

    value: float
    end: int


def cardinal(line: Line, i: int, stop: int | None = None) -> Value | None:
    """ "two hundred and thirty-one thousand" from lexeme i on, at the furthest to `stop`."""
    known, total, current, j, last = line.known, 0.0, 0.0, i, ""
    largest = float("inf")
    while j < len(line.lexemes) and (stop is None or j < stop):
        word = line.word(j, i)
        if word in known["units"] and last in ("", "tens", "hundred", "scale", "and"):
            unit = known["units"][word]
            if last == "tens" and not 0 < unit < 10:
                break
            current, last = current + unit, "units"
        elif word in known["tens"] and last in ("", "hundred", "scale", "and"):
            current, last = current + known["tens"][word], "tens"
        elif word == "hundred" and last in ("", "units", "tens"):
            current, last = (current or 1) * 100, "hundred"
        elif (
            word in known["scales"] and (last or stop is not None) and last != "and" and known["scales"][word] < largest
        ):
            largest = known["scales"][word]
            total, current, last = total + (current or 1) * largest, 0.0, "scale"
        elif word == "and" and last in ("hundred", "scale") and goes_on(line, j + 1):
            last = "and"
        elif last == "scale" and (rest := after_comma(line, j, largest)) is not None:
            return Value(total + rest.value, rest.end)
        else:
            break
        j += 1
    if j == i or (j == i + 1 and line.lexemes[i].text in known["scales"] and line.lexemes[i].text != "hundred"):
        return None
    return Value(total + current, j)


def after_comma(line: Line, j: int, scale: float) -> Value | None:
    """ "two hundred and one" of "six thousand, two hundred and one": more than one word, and less than the scale."""
    if scale < 1000 or j >= len(line.lexemes) or line.text[line.lexemes[j - 1].end : line.lexemes[j].start] != ", ":
        return None
    rest = cardinal(line, j) if line.lexemes[j].kind == "word" else None
    return rest if rest is not None and rest.end > j + 1 and 100 <= rest.value < scale else None


def goes_on(line: Line, j: int) -> bool:
    """Behind "and" comes what may be the rest of the same number: "a hundred and two", not "a hundred and a half"."""
    if line.word(j) not in line.known["units"] and line.word(j) not in line.known["tens"]:
        return False
    part = fraction(line, j)
    return part is None or part.value >= 1


def fraction(line: Line, i: int) -> Value | None:
    """ "three quarters", "a third", "one twenty-fifth", "fifty-four hundredths" from lexeme i on."""
    known = line.known
    if line.word(i, i) in ONE and (below := denominator(line, i + 1)) is not None:
        return Value(1 / below.value, below.end)
    above = cardinal(line, i)
    if above is None:
        return None
    j = above.end
    if above.value > QUARTERS and line.word(j) == "quarters":
        return None
    last, before = line.word(j - 1, i), line.word(j - 2, i) if j - 2 >= i else ""
    if (
        last in known["tens"]
        and before
        and before != "and"
        and line.word(j) in known["parts"]
        and known["parts"][line.word(j)] < 10
    ):
        shorter, below = cardinal(line, i, j - 1), denominator(line, j - 1)
        if shorter is not None and below is not None and shorter.end == j - 1 and many(line, below.end - 1):
            return Value(shorter.value / below.value, below.end)
    below = denominator(line, j)
    if below is None or not (many(line, below.end - 1) or line.word(below.end - 1) == "half" or is_quarter(line, j)):
        return None
    return Value(above.value / below.value, below.end)


def is_quarter(line: Line, j: int) -> bool:
    """ "three-quarter percent"."""
    return line.word(j) == "quarter" and line.text[line.lexemes[j].start - 1] == "-"


def many(line: Line, j: int) -> bool:
    """The part word at j is a plural."""
    return line.word(j).endswith(("s", "ves"))


def denominator(line: Line, j: int) -> Value | None:
    """ "quarters", "twenty-fifth", "hundredths" from lexeme j on."""
    known = line.known
    word, following = line.word(j), line.word(j + 1)
    if (
        word in known["tens"]
        and known["parts"].get(following, 99) < 10
        and following not in ("half", "quarter", "quarters")
    ):
        return Value(known["tens"][word] + known["parts"][following], j + 2)
    if word in known["tens"] and following in ("first", "firsts"):
        return Value(known["tens"][word] + 1, j + 2)
    return Value(known["parts"][word], j + 1) if word in known["parts"] else None


def with_part(line: Line, whole: Value, scale: float = 1.0) -> Value:
    """The number with "and a half", "and three quarters" behind it; after "million" they are parts of a million."""
    if line.word(whole.end) != "and":
        return whole
    part = fraction(line, whole.end + 1)
    if part is None or part.value >= 1:
        return whole
    following = line.word(part.end)
    if following in line.known["scales"]:
        if scale > line.known["scales"][following] > 1:
            return Value(whole.value + part.value * line.known["scales"][following], part.end + 1)
        return Value(whole.value + part.value, part.end) if scale == 1.0 else whole
    if (
        following
        and scale == 1.0
        and line.word(part.end - 1) not in ("half", "quarter", "quarters")
        and not many(line, part.end - 1)
    ):
        return whole
    return Value(whole.value + part.value * (scale if scale >= 1e6 else 1.0), part.end)


def decimals(line: Line, whole: Value) -> Value:
    """The number with "point zero three" or "point seventy-one" behind it."""
    known, j = line.known, whole.end + 1
    if line.word(whole.end) != "point":
        return whole
    digits = ""
    while line.word(j) in known["units"] and known["units"][line.word(j)] < 10:
        digits, j = digits + str(known["units"][line.word(j)]), j + 1
    if not digits and (rest := cardinal(line, j)) is not None and line.word(j):
        digits, j = str(int(rest.value)), rest.end
    return Value(float(f"{int(whole.value)}.{digits}"), j) if digits else whole


def is_ordinal(line: Line, j: int) -> bool:
    """An ordinal word in the singular stands at j: "the twenty-fifth", "one hundredth", "one hundred and first"."""
    if line.word(j) == "and" and line.word(j - 1, j - 1) in line.known["scales"]:
        j += 1
    word = line.word(j)
    if word in ("half", "quarter", ""):
        return False
    return (word in line.known["parts"] and not many(line, j)) or word in line.known["ordinals"]["words"]
