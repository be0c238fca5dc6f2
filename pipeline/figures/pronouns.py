"""When "one" is a word and not a number."""

import re
from collections.abc import Sequence
from itertools import pairwise

from config.languages import table
from pipeline.figures.numbers import Number
from pipeline.figures.quantities import class_of_noun, predicate_in
from pipeline.figures.units import money_after, unit_after
from pipeline.language import Sentence, Token

#: classes of words before "one" that make it a pronoun: "this one", "the other one"
BEFORE = frozenset({"DT0", "AT0", "DTQ", "AJ0", "AJC", "AJS", "DPS", "ORD"})
NOUNS = frozenset({"NN0", "NN1"})
#: what makes a length of time of "one hour", where "one day" alone says when
LASTS = re.compile(r"\b(?:within|least|lasted|lasting|just|only|under|over|for|than|in)\s$", re.IGNORECASE)
#: words behind it in which what happened to the one is looked for
REACH = 5


def counts_nothing(sentence: Sentence, number: Number) -> bool:
    """A bare "one" that counts nothing: "no one", "one must", "one man recalled"; "one man died", "only one" count."""
    if not number.weak:
        return False
    if measures(sentence, number):
        return False
    tokens, start = sentence.tokens, sentence.span.start + number.start
    at = next((i for i, t in enumerate(tokens) if t.span.start == start), None)
    if at is None:
        return True
    before = tokens[at - 1] if at else None
    if before is not None and before.tag in BEFORE:
        return True
    if shared(tokens, at) or happened(tokens, at, sentence.language) or listed(tokens, at):
        return False
    return not bounded(before, sentence.language) or of_some(tokens, at)


def measures(sentence: Sentence, number: Number) -> bool:
    """A unit stands behind it: "one mile", "one yen"; "one day" is a time, unless somebody is "one year old"."""
    text, language = sentence.text, sentence.language
    unit = money_after(text, number.end, language) or unit_after(text, number.end, language)
    if unit is None:
        return False
    is_span = unit.name in table(language, "exclusions")["spans"]["units"]
    return (
        not is_span or text.startswith((" old", "-old"), unit.edge) or LASTS.search(text, 0, number.start) is not None
    )


def bounded(before: Token | None, language: str) -> bool:
    """A word before it says how many, or from what to what."""
    return before is not None and before.text.lower() in table(language, "exclusions")["one"]["before"]


def shared(tokens: Sequence[Token], at: int) -> bool:
    """ "one in five", "one of 12", "two in Oslo and one in Bergen": another number stands by."""
    follows = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if follows in ("in", "out") and any(t.tag == "CRD" for t in tokens[at + 2 : at + 5]):
        return True
    if any(t.text.lower() == "in" and u.tag == "CRD" for t, u in pairwise(tokens[at + 2 : at + 6])):
        return True
    if follows == "over" and at + 2 < len(tokens) and tokens[at + 2].tag == "CRD":
        return True
    if follows == "of" and at + 2 < len(tokens) and tokens[at + 2].text.lower() == "the":
        return False
    return follows in ("in", "of", "to", "at") and any(t.tag == "CRD" for t in tokens[max(0, at - 6) : at])


def of_some(tokens: Sequence[Token], at: int) -> bool:
    """ "one of the best": of a thing, and not of a number of things."""
    of = at + 1 < len(tokens) and tokens[at + 1].text.lower() == "of"
    return of and not any(t.tag == "CRD" or t.text[:1].isdigit() for t in tokens[at + 2 : at + 6])


def listed(tokens: Sequence[Token], at: int) -> bool:
    """The last of a list of counts: "three barns and one mill", "15 drones and one Kh-59 missile"."""
    if not 1 < at < len(tokens) - 1 or tokens[at - 1].text.lower() != "and":
        return False
    following = tokens[at + 1]
    named = following.tag in (*NOUNS, "NP0", "AJ0", "UNC", "CRD") or following.text[:1].isupper()
    return named and any(t.tag == "CRD" for t in tokens[max(0, at - 9) : at - 1])


def happened(tokens: Sequence[Token], at: int, language: str) -> bool:
    """The noun behind it is of a class that news counts, or what happened to it is."""
    after = tokens[at + 1 : at + 1 + REACH]
    noun = next((t for t in after[:3] if t.tag in NOUNS), None)
    if noun is not None and class_of_noun(noun.text.lower(), noun.text.lower(), language) in counted(language):
        return True
    return predicate_in(after, language) in counted(language)


def counted(language: str) -> frozenset[str]:
    return frozenset(table(language, "exclusions")["one"]["classes"])
