"""Numbers that belong to a name, a code or an address."""

import re
from functools import cache

from config.languages import table
from pipeline.figures.contexts import before, behind, in_front, listed
from pipeline.figures.lexemes import words
from pipeline.figures.numbers import Number
from pipeline.figures.units import alternatives, money_after, temperature_after, unit_after
from pipeline.language.document import tagged_words

#: a word with a capital: "Corvus", "COP", "iPhone"
TITLE = re.compile(
    r"(?<![\w.])(?P<name>[A-Za-z]?[A-Z][\w&'’]*[A-Za-z]|[a-z]{1,4}[A-Z][A-Za-z]*|(?:[A-Z]\.){1,4})[\s\u00a0]$"
)
POSSESSIVE = re.compile(r"['’]s?$")
#: "5k-", "$3m-": a range, no code
SCALE_DASH = re.compile(r"\d[kmbKMB]n?-$")
GLUED = re.compile(r"[A-Za-z]$|[A-Za-z]\d*-$|[A-Za-z]/$|\d\.$|\b[A-Z]{1,3}\.$")
PREFIX = re.compile(r"\d-to-$|\b(?:US|sub|pre|mid|non|over|under|x)-?$")

LETTERS = re.compile(r"[A-Za-z]{1,3}\d|\.[A-Z]{1,3}\b|\([a-z0-9]\)|-?[A-Z]\b(?![a-z])(?!-)|-[A-Z][a-z]")
#: "17 CFR 240", "737 MAX 9"; a currency may stand there too
LETTERS_BETWEEN = re.compile(r"\s[A-Z]{2,5}\s\d")
#: "737s"; hundreds are "100s of"
PLURAL = re.compile(r"s\b(?!\sof\b)")
#: what makes a model of the number behind a number: "737 MAX", "787-9", "747s"
MODEL = re.compile(r"\s[A-Z]|-\d{1,3}s?\b|s\b|(?<=-\d)(?=\s|[.,;]|$)")
#: in front of a number that begins a name, and the name
ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
NAMED = re.compile(r"\s[A-Z][a-z]+(?<!ese)(?<!ish)[^s\W](?:\s(?:is|was|has|and|or|in|at|of|to|with|met)\b|[.,;:]|$)")
#: what opens a sentence or quotation, where any word has a capital
OPENS = re.compile(r"(?:^|[.!?:;\"“‘'(\[•*–—-])\s?$")
#: "7", and "3.0" of a version
WHOLE = re.compile(r"\d+(?:\.0)?")
DECIMAL = re.compile(r"\d\.\d")
#: a name goes on behind its number: "Corvus 3.5 Lyra"; but "Tirana 40 Albanians"
INSIDE = re.compile(r"\s[A-Z][a-z]*[^s\W]\b")
#: a capital inside a word: "macOS"
INNER = re.compile(r"[a-z][A-Z]")
#: the name of a place behind its number
PLACE = re.compile(r"\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)+")
#: the verb of one thing: "Flight 11 was late"
SINGULAR = re.compile(r"\s(?:was|is|has|does)\b")
#: behind an item of a list
LISTED = re.compile(r"[,.;)]|$|\s(?:and|but|while)\b")
DIGITS = re.compile(r"\d")
PERCENT = re.compile(r"\s?%")
#: longest number that a name carries
LONGEST = 4


def is_name(text: str, n: Number, language: str) -> bool:
    """Part of a name, a code or an address: "Route 9", "A320", "F-16", "12 Baker Street", "the Corvus 7 rocket"."""
    lead = before(text, n.start)
    if n.digits and not SCALE_DASH.search(lead):
        if GLUED.search(lead) and not PREFIX.search(lead):
            return not is_money(text, n, language)
        if LETTERS.match(text, n.end):
            return temperature_after(text, n.end, language) is None
        lettered = re.match(r"[A-Za-z]{2}", text[n.end : n.end + 2]) or LETTERS_BETWEEN.match(text, n.end)
        if lettered and not measured(text, n, language):
            return True
        if PLURAL.match(text, n.end) and n.end - n.start > 2 and WHOLE.fullmatch(text, n.start, n.end):
            return True
    if is_numbered(text, n, language) or (n.digits and is_model(text, n, language)):
        return True
    if not n.digits:
        return is_capital(text, n)
    return is_address(text, n, language) or is_title(text, n, language) or leads_name(text, n)


def is_money(text: str, n: Number, language: str) -> bool:
    """What is glued in front is a currency: "EUR30"; "COP28" is a conference."""
    money = table(language, "currencies")
    glued = re.search(r"[A-Za-z]+$", before(text, n.start, 6))
    word = glued.group() if glued is not None else ""
    if word not in money["codes"]["codes"] and word not in money["signs"] and word[1:] not in money["codes"]["codes"]:
        return False
    return n.scale > 1 or n.values[0] >= 100 or word not in listed(language, "titles", "glued")


def is_numbered(text: str, n: Number, language: str) -> bool:
    """ "Route 9", "page 3", "a category 2 storm", "No. 10"; but "every day 40 lorries"; never with a comma."""
    lead = before(text, n.start)
    found = in_front(language, "numbered", "words", tail=r"[\s\u00a0-]?#?$").search(lead)
    if found is None or n.scale > 1 or "," in text[n.start : n.end] or money_after(text, n.end, language) is not None:
        return False
    opening, front = text[n.start - len(found.group())].isupper(), lead[: found.start()]
    if opening and front and not OPENS.search(front):
        return True
    if in_front(language, "numbered", "never_after").search(front):
        return False
    if in_front(language, "numbered", "not_after").search(front) and counts_something(text, n, language):
        return False
    return re.search(r"[.!?]\s$", lead) is None or found.group().startswith(("No", "no", "Nr", "nr"))


def is_capital(text: str, n: Number) -> bool:
    """A number word with a capital inside a sentence, or with digits behind: "Ocean's Eleven", "Twenty20"."""
    if text[n.end : n.end + 1].isdigit() or re.search(r"\w-$", before(text, n.start, 2)):
        return text[n.start].isupper()
    return text[n.start].isupper() and not OPENS.search(before(text, n.start, 4)) and not is_headline(text)


def is_model(text: str, n: Number, language: str) -> bool:
    """Right behind another number and before a name, or with a dash: "34 737 MAX jets", "one 787-9", "two 747s"."""
    return (
        count_in_front(language).search(before(text, n.start, 24)) is not None and MODEL.match(text, n.end) is not None
    )


@cache
def count_in_front(language: str) -> re.Pattern[str]:
    """A number in front of another, with nothing between but the first part of a model: "one 787-"."""
    known = words(language)
    spelled = alternatives([*known["units"], *known["tens"]])
    return re.compile(rf"(?:(?<![\w.,])\d[\d,]*|\b(?:{spelled}))\s(?:\d+-)?$", re.IGNORECASE)


def measured(text: str, n: Number, language: str) -> bool:
    """What is glued to the number is a unit: "50km", "30EUR"."""
    return unit_after(text, n.end, language) is not None or money_after(text, n.end, language) is not None


def is_address(text: str, n: Number, language: str) -> bool:
    """ "12 Baker Street", "7 Rue de Lille", "at 40 Hudson Yards"; "at 12 Tesco stores" counts."""
    after = text[n.end : n.end + 60]
    if street(language).match(after) is not None or way(language).match(after) is not None:
        return True
    return n.digits and before(text, n.start, 4).endswith(" at ") and PLACE.match(after) is not None


@cache
def way(language: str) -> re.Pattern[str]:
    """A kind of street that stands before its name."""
    return re.compile(rf"\s(?:{alternatives(listed(language, 'streets', 'first'))})\s(?:[a-z]{{2,3}}\s){{0,2}}[A-Z]")


@cache
def street(language: str) -> re.Pattern[str]:
    """The name of a street behind its number."""
    kinds = alternatives(listed(language, "streets", "words"))
    return re.compile(rf"\s(?:[A-Z][\w'’-]+\s){{1,3}}(?i:{kinds})(?!\w)")


def leads_name(text: str, n: Number) -> bool:
    """ "the 911 Carrera", "a 500 Abarth": an article, and a name in the singular."""
    return ARTICLE.search(before(text, n.start, 6)) is not None and NAMED.match(text, n.end) is not None


def is_title(text: str, n: Number, language: str) -> bool:
    """The number of a name: "the Corvus 7 rocket", "COP 27"; "In Tirana 40 people" and a list's "Chad 9" count."""
    name = TITLE.search(text, max(0, n.start - 30), n.start)
    if name is None or n.end - n.start > LONGEST or is_headline(text):
        return False
    inside = INSIDE.match(text, n.end) is not None
    if not WHOLE.fullmatch(text, n.start, n.end) and not (inside and DECIMAL.fullmatch(text, n.start, n.end)):
        return False
    codes = table(language, "currencies")["codes"]["codes"]
    if name["name"] in codes or name["name"][1:] in codes:
        return False
    if POSSESSIVE.search(name["name"]):
        return SINGULAR.match(text, n.end) is not None
    lead = before(text, name.start(), 24)
    if measures_something(text, n, language):
        return False
    if inside and in_front(language, "titles", "places").search(lead) is None:
        return True
    if INNER.search(name["name"]):
        return not counts_something(text, n, language)
    if OPENS.search(lead):
        return opens_name(text, n, name["name"], language)
    if any(in_front(language, "titles", kind).search(lead) for kind in ("places", "giving")):
        return not counts_something(text, n, language)
    if in_front(language, "titles", "lists").search(lead) or lead.endswith(", "):
        return DIGITS.search(text[: name.start()]) is None or LISTED.match(text, n.end) is None
    return True


def measures_something(text: str, n: Number, language: str) -> bool:
    """The number has a unit or a scale, which no name has."""
    return (
        behind(language, "titles", "measured").match(text, n.end) is not None
        or PERCENT.match(text, n.end) is not None
        or (money_after(text, n.end, language) is not None)
    )


def counts_something(text: str, n: Number, language: str) -> bool:
    """People, a plural or what happened to them stand behind the number."""
    patterns = (counted(language), behind(language, "titles", "right_behind"))
    return any(p.match(text, n.end) is not None for p in patterns)


def opens_name(text: str, n: Number, name: str, language: str) -> bool:
    """The first word of a sentence and its number are a name: "Windows 11 was late"; "Police 40 strong" are none."""
    if SINGULAR.match(text, n.end):
        return True
    if name.isupper() and len(name) > 2:
        return not counts_something(text, n, language)
    proper = tagged_words((name,), language)[0].tag == "NP0"
    dead = behind(language, "titles", "persons").match(text, n.end)
    return proper and dead is None and re.match(r"\s[a-z]", text[n.end : n.end + 2]) is not None


@cache
def counted(language: str) -> re.Pattern[str]:
    """What is counted, behind a number that is therefore no part of a name."""
    verbs = alternatives(listed(language, "titles", "verbs"))
    plural = rf"[\s-](?:[a-z]+\s){{0,2}}?(?:(?!(?:{verbs})\b)[a-z]{{2,}}s\b|"
    return behind(language, "titles", "counted", space=plural, tail=r"\b)")


def is_headline(text: str) -> bool:
    """Most longer words begin with a capital, as in a headline set in capitals."""
    if text.rstrip("\"”’')").endswith((".", "?", "!")):
        return False
    longer = [w for w in text[:400].split() if len(w) > 3 and w[0].isalpha()]
    return len(longer) > 2 and sum(w[0].isupper() for w in longer) > 0.6 * len(longer)
