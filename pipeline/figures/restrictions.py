"""What stands behind a noun and restricts it: a complement ("of measles") and what happened ("annulled")."""

from collections.abc import Sequence

from pipeline.figures.grammar import (
    COMMON,
    DETERMINERS,
    FILLERS,
    QUOTES,
    is_auxiliary,
    is_time,
    is_verb,
    noun_phrase,
    word_set,
)
from pipeline.language import Token

#: tokens behind a noun in which its predicate is looked for
REACH = 9


def complement(tokens: Sequence[Token], i: int, language: str) -> tuple[str, int]:
    """ "of measles", "to bondholders" at i, and the index behind it; ("", i) where none is or it says where or when."""
    if i >= len(tokens) or tokens[i].text.lower() not in word_set(language, "complements", "prepositions"):
        return "", i
    if i + 1 < len(tokens) and tokens[i + 1].tag == "CRD":
        return "", i
    found = noun_phrase(tokens, i + 1, language)
    if found is None or found.is_name or is_time(tokens[found.end - 1], language):
        return "", i
    if found.start > i + 1 and tokens[i + 1].tag not in DETERMINERS and tokens[i + 1].text not in QUOTES:
        return "", i
    return f"{tokens[i].text.lower()} {found.text}", found.end


def predicate(tokens: Sequence[Token], start: int, language: str) -> tuple[str, ...]:
    """What happened to what stands before `start`: "annulled", "persuaded to return", "opened investigation"."""
    clause_words = word_set(language, "predicates", "clause")
    relative = negated = False
    for i in range(start, min(start + REACH, len(tokens))):
        t = tokens[i]
        word = t.text.lower()
        if word in word_set(language, "predicates", "relative"):
            relative = True
        elif (t.tag in ("PUN", "CJC", "CRD") and t.text not in QUOTES) or word in clause_words:
            return ()
        elif says_what_happened(t, language):
            finite = t.tag in ("VVB", "VVZ", "VVD") or (relative and t.tag == "VVI")
            words = verb_words(tokens, i, (finite and relative) or is_active(tokens, i), language)
            return ("not", *words) if negated else words
        elif not passed(t, relative):
            return ()
        negated = negated or t.tag == "XX0"
    return ()


def says_what_happened(token: Token, language: str) -> bool:
    return token.tag.startswith("VV") and token.lemma.lower() not in word_set(language, "predicates", "passed_over")


def is_active(tokens: Sequence[Token], i: int) -> bool:
    """The counted do it and it is not done to them: "have banned", "bans"; of "banned" alone nobody can tell."""
    if tokens[i].tag in ("VVB", "VVZ"):
        return True
    before = [t for t in tokens[max(0, i - 2) : i] if t.tag not in FILLERS]
    return tokens[i].tag in ("VVN", "VVD") and bool(before) and before[-1].tag.startswith("VH")


def passed(token: Token, relative: bool) -> bool:
    """The token may stand between a noun and its verb."""
    if is_auxiliary(token) or is_verb(token) or token.tag in FILLERS or token.text in QUOTES:
        return True
    return relative and token.tag in (*DETERMINERS, *COMMON, "NP0", "PNP", "AJ0")


def verb_words(tokens: Sequence[Token], i: int, with_object: bool, language: str) -> tuple[str, ...]:
    """The verb with its infinitive ("persuaded to return") or, where it is what the counted do, its object."""
    words = [tokens[i].text.lower()]
    if i + 2 < len(tokens) and tokens[i + 1].tag == "TO0" and tokens[i + 2].tag.startswith("VV"):
        return (*words, "to", tokens[i + 2].text.lower())
    if with_object and i + 1 < len(tokens):
        found = noun_phrase(tokens, i + 1, language)
        if found is not None and not found.is_name and not is_time(tokens[found.end - 1], language):
            words.append(found.head)
            return tuple(words)
    tail, _ = complement(tokens, i + 1, language)
    return (*words, *tail.split())
