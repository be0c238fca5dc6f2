"""Noun phrases and verbs over the tagger's word classes: what concepts, places and predicates are cut from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from config.languages import table
from pipeline.language import Token

COMMON = frozenset({"NN0", "NN1", "NN2"})
NOUNS = COMMON | {"NP0", "UNC"}
MODIFIERS = frozenset({"AJ0", "AJC", "AJS", "ORD", "VVN", "VVG", "VVD"})
DETERMINERS = frozenset({"AT0", "DPS", "DT0", "DTQ"})
QUOTES = frozenset("\"“”'‘’«»")
AUXILIARIES = ("VB", "VH", "VM", "VD")
#: words of a predicate that may stand before its verb
FILLERS = frozenset({"AV0", "XX0", "TO0", "AVP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPhrase:
    """A noun with what stands before it; `start` and `end` count the tokens that it was cut from."""

    start: int
    end: int
    #: singular of the last noun
    head: str
    #: restricting words before the head, lower case
    modifiers: tuple[str, ...] = ()
    #: those of them that are nouns and stand right before the head: "police" of "secret police station"
    compound: tuple[str, ...] = ()
    #: all its nouns are names
    is_name: bool = False

    @property
    def text(self) -> str:
        return " ".join((*self.modifiers, self.head))


@cache
def word_set(language: str, section: str, key: str) -> frozenset[str]:
    return frozenset(table(language, "concepts")[section][key])


@cache
def mapping(language: str, section: str) -> dict[str, Any]:
    return dict(table(language, "concepts")[section])


def is_verb(token: Token) -> bool:
    return token.tag[:2] in ("VV", *AUXILIARIES)


def governs(tokens: Sequence[Token], i: int) -> bool:
    """A verb at i, and no noun that the tagger took for one: "puts the oil spill at"."""
    if not is_verb(tokens[i]) or tokens[i].tag == "VM0":
        return False
    if i and tokens[i].tag == "VVN" and (tokens[i - 1].tag == "AT0" or tokens[i - 1].tag == "PRF"):
        return False
    if tokens[i].tag != "VVB" or i == 0:
        return True
    before = tokens[i - 1].tag
    if before in DETERMINERS or before in ("AJ0", "ORD", "POS"):
        return False
    return not (before in ("NN1", "UNC", "NP0") and any(is_verb(t) for t in tokens[max(0, i - 4) : i - 1]))


def is_auxiliary(token: Token) -> bool:
    return token.tag[:2] in AUXILIARIES


def is_time(token: Token, language: str) -> bool:
    """A noun or name that says when: "Monday", "week"."""
    return singular(token.text, language) in word_set(language, "times", "nouns")


def singular(word: str, language: str) -> str:
    """The singular of a noun by its ending, or by the list of irregular ones; lower case."""
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    known = mapping(language, "singulars")
    if word in known:
        return str(known[word])
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("us", "ss", "is")):
        return word[:-1]
    return word


def plural_looking(token: Token) -> bool:
    return token.text.endswith("s") and len(token.text) > 3 and not token.text.endswith(("ss", "us", "is"))


def noun_phrase(tokens: Sequence[Token], start: int, language: str) -> NounPhrase | None:
    """The noun phrase that begins at `start`, after any determiners; None when none does."""
    i = start
    while i < len(tokens) and (tokens[i].tag in DETERMINERS or tokens[i].text in QUOTES):
        i += 1
    j, last = i, -1
    while j < len(tokens) and not changes(tokens, j, language):
        t = tokens[j]
        if (t.tag in NOUNS and not is_unspoken(t)) or misread_plural(tokens, j, last):
            last = j
        elif not goes_on(tokens, j, last):
            break
        j += 1
    if last < 0:
        return None
    words = [t for t in tokens[i : last + 1] if t.text not in QUOTES and t.text != "-"]
    head = words.pop()
    if head.tag not in COMMON and is_time(head, language):
        return None
    drop = word_set(language, "modifiers", "dropped")
    owner = next((n for n in range(len(words), 0, -1) if possessive(words[n - 1]) or words[n - 1].tag == "POS"), 0)
    words = words[owner:]  # "Port Ellen's new ferry": a new ferry
    kept = tuple(w.text.lower() for w in words if w.text.lower() not in drop)
    opening = start == 0 and len(words) == 0 and plural_looking(head)  # a sentence's first word is always a capital
    names = (
        not opening and all(t.tag not in COMMON for t in (*words, head) if t.tag in NOUNS) and head.text[:1].isupper()
    )
    compound = tuple(w.text.lower() for w in words if w.tag in COMMON and w.text.lower() in kept)
    noun = singular(head.text, language)
    return NounPhrase(start=i, end=last + 1, head=noun, modifiers=kept, compound=compound, is_name=names)


def changes(tokens: Sequence[Token], j: int, language: str) -> bool:
    """A verb of change or speech, whatever the tagger took it for: "the missing rose to"."""
    if tokens[j].text.lower() in word_set(language, "subjects", "spoken"):
        return True
    if j == 0 or tokens[j].text.lower() not in change_verbs(language):
        return False
    return j + 1 == len(tokens) or tokens[j + 1].text.lower() in word_set(language, "subjects", "measuring")


@cache
def change_verbs(language: str) -> frozenset[str]:
    return frozenset(table(language, "roles")["change"]["verbs"])


def is_unspoken(token: Token) -> bool:
    """A sign or number that the tagger took for a noun."""
    return not token.text[:1].isalpha()


def possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s", "s'", "s’"))


def misread_plural(tokens: Sequence[Token], j: int, last: int) -> bool:
    """A plural that headline style makes look like a verb: "54 secret police outposts abroad"."""
    if tokens[j].tag == "VVB" and j > 0:
        return not governs(tokens, j) and (last == j - 1 or last < 0)
    if tokens[j].tag != "VVZ" or not plural_looking(tokens[j]) or tokens[j].text[:1].isupper():
        return False
    after_modifier = j > 0 and tokens[j - 1].tag in COMMON | MODIFIERS
    follows = tokens[j + 1] if j + 1 < len(tokens) else None
    return after_modifier and (follows is None or follows.tag not in (*DETERMINERS, "CRD", "PNP", "CJT"))


def goes_on(tokens: Sequence[Token], j: int, last: int) -> bool:
    """The token at j can stand before the head of the phrase whose last noun so far is at `last`."""
    t, follows = tokens[j], tokens[j + 1] if j + 1 < len(tokens) else None
    if follows is None:
        return False
    if t.text in QUOTES or t.text == "-" or t.tag == "POS":
        return follows.tag in NOUNS | MODIFIERS or follows.text in QUOTES
    if len(t.text) == 1 and t.text.isupper() and t.text != "I":
        return last >= 0 and follows.tag in COMMON  # "hepatitis B cases"
    if t.tag in MODIFIERS:
        if last < 0 or t.tag.startswith("AJ"):
            return follows.tag in NOUNS | MODIFIERS | {"PUN", "VVZ"} or follows.text in QUOTES
        return False
    if t.tag == "AV0":
        return last < 0 and ((t.text.endswith("ly") and follows.tag in MODIFIERS) or follows.tag == "NN2")
    return False


def phrases_of(tokens: Sequence[Token], language: str) -> list[NounPhrase]:
    """All noun phrases, left to right, without those that say when."""
    found, i = [], 0
    while i < len(tokens):
        phrase = noun_phrase(tokens, i, language) if tokens[i].tag in NOUNS | MODIFIERS else None
        if phrase is None or phrase.end <= i:
            i += 1
            continue
        if not is_time(tokens[phrase.end - 1], language):
            found.append(phrase)
        i = phrase.end
    return found
