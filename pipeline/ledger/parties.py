"""Who speaks for whom in a story, and who is accused in it: learned from what the ledger holds."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from config.languages import table
from pipeline.language.stems import WORD
from pipeline.ledger.words import content, normal, stems
from pipeline.model import Claim, Profile

#: class of act of an outright denial
DENY = "deny"
#: claims of others that name a party of the profile before its negations count as denials
SPOKEN_OF = 2


#: where role and body begin
ROLE = re.compile(r", | \(")
#: where the words end that say whether it is a name
NAME_END = re.compile(r", | \(| of | in | for ")
#: words of a name that is nobody else's
FULL_NAME = 2


def name_words(name: str, language: str = "en") -> frozenset[str]:
    """Words of a name or role that tell it from others."""
    return content(name, language) or stems(name)


@lru_cache(maxsize=1 << 12)
def party_words(name: str, language: str = "en") -> frozenset[str]:
    """Words of a name that another party does not share: two foreign ministers are two parties."""
    words = table(language, "claims")
    offices = table(language, "ledger")["office"]
    shared = stems(" ".join((*words["person"], *words["titles"], *words["generic"], *offices)))
    return name_words(name, language) - shared


def same_party(a: str, b: str, language: str = "en") -> bool:
    """One name's words are all among the other's: "Ministry of Ports" and "the Ports ministry's spokeswoman"."""
    mine, theirs = name_words(a, language), name_words(b, language)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def fullest(speaker: str, known: Iterable[str]) -> str:
    """The longest of what the story has called a person or body of the same name: "Ana Roe" is "Ana Roe, the mayor"."""
    name = named(speaker)
    if not name[:1].isupper() or len(name.split()) < FULL_NAME:
        return speaker
    return max((speaker, *sorted(k for k in known if named(k) == name)), key=len)


def named(speaker: str) -> str:
    """The name without role and body."""
    return ROLE.split(speaker, maxsplit=1)[0]


def is_proper(speaker: str) -> bool:
    """The party is called by its name, not by a role ("the group", "a new report")."""
    words = NAME_END.split(speaker, maxsplit=1)[0].split()
    return bool(words) and words[-1][:1].isupper()


class Accused:
    """Parties that have denied outright, and those of the story that others speak of more than they speak.

    Who speaks of whom is counted when it is first asked: most claims of a ledger are never asked for.
    """

    def __init__(self, claims: Iterable[Claim], profile: Profile) -> None:
        self._deniers: set[str] = set()
        #: claims not yet counted
        self._heard: list[Claim] = []
        #: word of a central name -> claims of others that name it, and claims of its own
        self._spoken_of: Counter[str] = Counter()
        self._speaks: Counter[str] = Counter()
        self._central = frozenset(word for name in profile.names for word in name_words(name))
        #: name -> its central words
        self._known: dict[str, frozenset[str]] = {}
        for claim in claims:
            self.hear(claim)

    def hear(self, claim: Claim) -> None:
        """Learn from one more claim."""
        if outright(claim):
            self._deniers |= party_words(claim.speaker)
        self._heard.append(claim)

    def __contains__(self, speaker: str) -> bool:
        if party_words(speaker) & self._deniers:
            return True
        words = self._central_words(speaker)
        if not words:
            return False
        self._count()
        spoken_of, speaks = (max(n[word] for word in words) for n in (self._spoken_of, self._speaks))
        return spoken_of >= SPOKEN_OF and spoken_of > speaks

    def _central_words(self, name: str) -> frozenset[str]:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = name_words(name) & self._central
        return known

    def _count(self) -> None:
        for claim in self._heard:
            mine = self._central_words(claim.speaker)
            if mine and claim.credited and claim.positive:
                self._speaks.update(mine)
            named = {word for name in claim.participants for word in self._central_words(name)}
            if named:
                self._spoken_of.update(named - mine)
        self._heard.clear()

    @property
    def have_denied(self) -> bool:
        """Somebody has denied outright in this story."""
        return bool(self._deniers)


def outright(claim: Claim) -> bool:
    """Somebody credited denies, by the verb or by calling it false."""
    return claim.credited and (claim.act == DENY or calls_false(claim.text))


@lru_cache(maxsize=1 << 14)
def calls_false(text: str) -> bool:
    """Remembered: every claim of a ledger is asked for every article."""
    said = f" {normal(text)} "
    return any(f" {phrase} " in said for phrase in table("en", "ledger")["denial"])


def tells_nothing(claim: Claim) -> bool:
    """A denial that says no more than that it denies: "rejected the reports", "denies any wrongdoing"."""
    known = table("en", "ledger")
    meta = stems(" ".join((*known["charge"], *known["denial"])))
    return content(claim.text) <= meta


def repeats_itself(sentence: str) -> bool:
    """The sentence says that what it says was said before."""
    words, said = table("en", "ledger"), f" {normal(sentence)} "
    known = any(f" {phrase} " in said for phrase in words["long_said"])
    return known or not {word.lower() for word in WORD.findall(sentence)}.isdisjoint(words["repetition"])
