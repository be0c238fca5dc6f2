"""Classes of act: so that "told to shut", "ordered the closure of" and "must close" meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from config.languages import table
from pipeline.claims.lexicon import forms
from pipeline.claims.phrases import FINITE, Reading, bare

ORDER = "order"
#: verbs that order when they take a person and an infinitive: "told them to leave"
TELLING = frozenset({"tell", "ask", "urge", "call"})
#: classes of words that open a clause inside another
OPENS_CLAUSE = frozenset({"CJS", "CJT", "PNQ", "DTQ", "AVQ"})
#: classes of words between a helper and its verb
BETWEEN = frozenset({"AV0", "XX0", "TO0"})
#: how far the infinitive may stand behind "told"
FAR = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One mention of an act."""

    name: str
    #: the word that names it, counted in the sentence
    at: int
    verb: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The inventory of one language."""

    verbs: Mapping[str, str]
    #: lemma -> particle -> class, for verbs of two words
    two_words: Mapping[str, Mapping[str, str]]
    nouns: Mapping[str, str]
    strength: Mapping[str, float]
    triggers: frozenset[str]


@cache
def acts(language: str) -> Acts:
    """The table of acts, read once."""
    verbs: dict[str, str] = {}
    two_words: dict[str, dict[str, str]] = {}
    nouns: dict[str, str] = {}
    classes = table(language, "acts")
    for name, row in classes.items():
        for words in row["verbs"]:
            lemma, _, particle = words.partition(" ")
            if particle:
                two_words.setdefault(lemma, {})[particle.split()[0]] = name
            else:
                verbs.setdefault(lemma, name)
        for noun in row["nouns"]:
            nouns.setdefault(noun, name)
    return Acts(
        verbs=verbs,
        two_words=two_words,
        nouns=nouns,
        strength={name: row["strength"] for name, row in classes.items()},
        triggers=forms((*verbs, *two_words, *nouns), table(language, "cues")["irregular"]),
    )


def acts_in(reading: Reading, first: int, last: int, known: Acts) -> Iterator[Act]:
    """The acts that words `first` (included) to `last` (not) name, in order."""
    for at in range(first, last):
        if reading.is_sign(at):
            continue
        lemma, tag = bare(reading.lemma(at)), reading.tag(at)
        if tag.startswith("V"):
            name = _verb(reading, at, lemma, known)
            if name:
                yield Act(name=name, at=at, verb=True)
        elif tag.startswith("NN") and lemma in known.nouns:
            yield Act(name=known.nouns[lemma], at=at, verb=False)


def main_act(reading: Reading, words: Sequence[int], known: Acts) -> str | None:
    """The class of what the statement's own verb says, not of what stands in its clauses; None when it is no act.

    `words` are those of the statement, in order, without the words that credit.
    """
    inside = False
    for n, at in enumerate(words):
        inside = reading.tag(at) in OPENS_CLAUSE or (inside and reading.word(at) != ",")
        if reading.tag(at) not in FINITE or inside:
            continue
        for later in words[n:]:
            if not (reading.is_auxiliary(later) or reading.tag(later) in BETWEEN):
                found = next(acts_in(reading, later, later + 1, known), None)
                return found.name if found else None
        return None
    return None


def _verb(reading: Reading, at: int, lemma: str, known: Acts) -> str | None:
    if lemma in TELLING and tells_to(reading, at):
        return ORDER
    if reading.tag(at) == "VM0":
        return ORDER if reading.word(at) == "must" else None
    if reading.word(at) in {"has", "had", "have"}:
        return ORDER if reading.tag(at + 1) == "TO0" else None
    particles = known.two_words.get(lemma, {})
    for near in (at + 1, at + 2, at + 3):
        if reading.word(near) in particles:
            return particles[reading.word(near)]
    return known.verbs.get(lemma)


def tells_to(reading: Reading, at: int) -> bool:
    """ "told the embassy to close": before any other verb comes "to"."""
    for near in range(at + 1, min(at + FAR, len(reading.tokens))):
        if reading.tag(near) == "TO0":
            return reading.is_verb(near + 1)
        if reading.is_verb(near) or reading.is_sign(near):
            return False
    return False
