"""The words that credit: cues.toml and claims.toml as look-up tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from config.languages import table

#: endings that a regular English verb, noun or adjective may add to its lemma, beside those that double a consonant
ENDINGS = ("", "s", "es", "d", "ed", "ing", "er", "ers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One sense of a word that credits."""

    #: say, deny, refuse, admit, accuse, demand, order, promise, find, estimate, warn, suggest
    kind: str
    #: how sure the speaker makes it: asserted, estimated, expected, alleged, denied, hypothetical
    factuality: str = "asserted"
    #: clause, recipient, object, as, infinitive
    frames: frozenset[str] = frozenset({"clause"})
    #: has other senses: counts only with a clause or a quotation
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What one language knows of crediting."""

    #: ISO 639-1
    language: str
    #: lemma -> senses, the likeliest first
    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    #: lemma -> words one of which must follow it
    particles: Mapping[str, frozenset[str]]
    #: each as its words: ("according", "to")
    prepositional: tuple[tuple[str, ...], ...]
    #: verbs with which a body makes known what it decides
    decisions: frozenset[str]
    #: verbs of speech that somebody may refuse: "declined to comment" states nothing
    mute: frozenset[str]
    measure: frozenset[str]
    where: frozenset[str]
    carriers: Mapping[str, frozenset[str]]
    titles: frozenset[str]
    #: what names of firms and people end in, with a stop: "inc", "jr"
    short: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    time: frozenset[str]
    person: frozenset[str]
    #: noun for a kind of body -> the nouns that may stand for it
    bodies: Mapping[str, frozenset[str]]
    documents: frozenset[str]
    #: nouns that stand for any paper
    papers: frozenset[str]
    #: kind of paper -> the nouns for those who make it
    makers: Mapping[str, frozenset[str]]
    #: nouns for a body that fit every kind of name
    generic: frozenset[str]
    #: roles that speak for the body named last
    attached: frozenset[str]
    #: words for people by their number alone
    several: frozenset[str]
    #: nouns for a part of people
    parts: frozenset[str]
    #: verbs that bring in a noun of saying: "gave an assurance that"
    light: frozenset[str]
    #: adjectives whose infinitive is what happened: "was quick to say"
    quick: frozenset[str]
    #: endings of nouns for people by what they do
    doers: tuple[str, ...]
    #: every word form that may open the door to a closer look
    triggers: frozenset[str] = field(default_factory=frozenset)


@cache
def lexicon(language: str) -> Lexicon:
    """The tables of one language, read once."""
    cues, claims = table(language, "cues"), table(language, "claims")
    verbs = _verbs(cues["verbs"])
    nouns, adjectives = _single(cues["nouns"]), _single(cues["adjectives"])
    prepositional = tuple(tuple(phrase.split()) for phrase in cues["phrases"]["prepositional"])
    return Lexicon(
        language=language,
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        particles={lemma: frozenset(words) for lemma, words in cues["particles"].items()},
        prepositional=prepositional,
        decisions=frozenset(cues["decisions"]["verbs"]),
        mute=frozenset(cues["phrases"]["mute"]),
        measure=frozenset(cues["phrases"]["measure"]),
        where=frozenset(cues["phrases"]["where"]),
        carriers={name: frozenset(words) for name, words in cues["carriers"].items()},
        titles=frozenset(claims["titles"]),
        short=frozenset(claims["short"]),
        male=frozenset(claims["male"]),
        female=frozenset(claims["female"]),
        time=frozenset(claims["time"]),
        person=frozenset(claims["person"]),
        bodies=_stand_ins(claims["bodies"]),
        documents=frozenset(claims["documents"]),
        papers=frozenset(claims["papers"]),
        makers={paper: frozenset(makers) for paper, makers in claims["makers"].items()},
        generic=frozenset(claims["generic"]),
        attached=frozenset(claims["attached"]),
        several=frozenset(claims["several"]),
        parts=frozenset(claims["parts"]),
        light=frozenset(cues["phrases"]["light"]),
        quick=frozenset(cues["phrases"]["quick"]),
        doers=tuple(claims["doers"]),
        triggers=forms(
            (*verbs, *cues["decisions"]["verbs"], *nouns, *adjectives, *(words[0] for words in prepositional)),
            cues["irregular"],
        ),
    )


def _verbs(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Cue, ...]]:
    verbs: dict[str, tuple[Cue, ...]] = {}
    for group in groups:
        cue = Cue(
            kind=group["kind"],
            factuality=group.get("factuality", "asserted"),
            frames=frozenset(group["frames"]),
            weak=group.get("weak", False),
        )
        for lemma in group["lemmas"]:
            verbs[lemma] = (*verbs.get(lemma, ()), cue)
    return verbs


def _single(groups: Iterable[Mapping[str, Any]]) -> dict[str, Cue]:
    return {
        lemma: Cue(kind=group["kind"], factuality=group.get("factuality", "asserted"))
        for group in reversed(list(groups))
        for lemma in group["lemmas"]
    }


def _stand_ins(rows: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for noun in row:
            found.setdefault(noun, set()).update(row)
    return {noun: frozenset(words) for noun, words in found.items()}


def forms(lemmas: Iterable[str], irregular: Mapping[str, list[str]]) -> frozenset[str]:
    """Every spelling that a lemma may have in a text, generously: a form that is no word does no harm."""
    found: set[str] = set()
    for lemma in lemmas:
        stems = {lemma, lemma.removesuffix("e"), lemma + lemma[-1]}
        if lemma.endswith("y"):
            stems.add(lemma[:-1] + "i")
        found.update(stem + ending for stem in stems for ending in ENDINGS)
        found.update(irregular.get(lemma, ()))
    return frozenset(found)
