"""Numbers of which only the size is told: "several hundred", "low-single-digit growth"."""

from pipeline.figures.lexemes import Line

#: the least and the greatest value, and the lexeme behind
Size = tuple[float, float, int]


def several(line: Line, i: int) -> Size | None:
    """ "several hundred", "a few thousand", where "several" is lexeme i: two of the scale to ten of it."""
    known = line.known["several"]
    first = line.lexemes[i].text
    j = i + 2 if first == "couple" and line.word(i + 1) == "of" else i + 1
    if first not in known["words"] and j == i + 1:
        return None
    scale = line.word(j)
    if scale not in known["scales"]:
        return None
    base = float(line.known["scales"].get(scale) or line.known["groups"][scale])
    return 2 * base, 10 * base - 1, j + 1


def graded(line: Line, i: int) -> Size | None:
    """ "mid-single-digit", "low to mid single digits", "high-teens percentage", where the grade is lexeme i."""
    known = line.known["sizes"]
    lower, j = line.lexemes[i].text, i + 1
    upper = lower
    if line.word(j) == "to" and line.word(j + 1) in known["grades"]:
        upper, j = line.word(j + 1), j + 2
    kind = line.word(j)
    if lower not in known["grades"] or kind not in ("single", "double", "teens"):
        return None
    if kind == "teens" and line.word(j + 1) not in known["shares"]:
        return None
    if kind != "teens" and line.word(j + 1) not in known["digits"]:
        return None
    ends, at = known[kind], known["grades"].index
    return float(ends[at(lower)][0]), float(ends[at(upper)][1]), j + (1 if kind == "teens" else 2)
