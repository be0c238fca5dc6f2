"""What is done to the counted, by the verb whose object they are: "sold" of "the bank sold 12 hotels"."""

import re
from collections.abc import Sequence

from pipeline.figures.grammar import mapping, word_set
from pipeline.figures.subjects import governor
from pipeline.language import Token

#: classes of words that may stand between a verb and the number of its object
BETWEEN = frozenset({"AT0", "AV0", "AVP", "DPS", "DT0", "AJ0", "AJC", "PUQ"})
#: a short verb doubles its last letter, and any verb an "l", some a "t": "banned", "cancelled", "emitted"
DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]|.*[^aeiou][aeiou]l|.*[^aeiou]it")


def done_to(before: Sequence[Token], language: str) -> str:
    """The participle of the verb whose object the number phrase is; "" for none and for verbs that say nothing."""
    at = governor(before)
    if at is None or not before[at].tag.startswith("VV") or any(t.tag not in BETWEEN for t in before[at + 1 :]):
        return ""
    lemma = before[at].lemma.lower()
    empty = word_set(language, "predicates", "passed_over") | word_set(language, "acts", "empty")
    if lemma in empty or is_passive(before, at):
        return ""
    group = before[max(0, at - 2) : at]
    if any(t.tag == "XX0" for t in group):
        return ""
    said = participle(before[at], language)
    return f"to be {said}" if any(t.tag in ("VM0", "TO0") for t in group) else said


def is_passive(before: Sequence[Token], at: int) -> bool:
    """ "was handed 40": a form of "be" stands before the participle."""
    return before[at].tag == "VVN" and any(t.tag.startswith("VB") for t in before[max(0, at - 3) : at])


def participle(verb: Token, language: str) -> str:
    """The past participle of a verb."""
    lemma = verb.lemma.lower()
    known = mapping(language, "participles").get(lemma)
    if known or verb.tag == "VVN":
        return str(known or verb.text.lower())
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ied"
    return f"{lemma}{lemma[-1]}ed" if DOUBLING.fullmatch(lemma) else f"{lemma}ed"
