"""Who speaks for whom in a story, and who is accused in it: learned from what the ledger holds."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from config.languages import table
from pipeline.language.stems import WORD, stem
from pipeline.ledger.words import content, normal, stems, stopwords
from pipeline.model import Claim, Modality, Stance

#: charges against a party from which it answers for something
CHARGED = 2
#: classes of act that charge whoever suffers them
CHARGES = frozenset({"accuse", "charge", "convict", "fine", "arrest", "raid", "steal", "breach", "hide"})
#: share of its words that a party has used before from which a denial is the same denial
REPEATED = 0.4
#: and so many of them at least
SHARED = 2
#: words that a plea of innocence begins with
CLEARING = 6


#: where role and body begin
ROLE = re.compile(r", | \(")
#: a report of what was said or done then
LONG_AGO = re.compile(r"\W*(?:[^\W_]+ ){1,3}(?:weeks|months|years) (?:ago|earlier|before)\b", re.IGNORECASE)
#: who speaks for the place that they are in: "officials in Lima"
OFFICIALS = stems("official officials authorities")
#: where a body is, which is not whose it is: "the embassy in Lima"
PLACED = re.compile(r" (?:in|at|near|from) ")
#: where the words end that say whether it is a name
NAME_END = re.compile(r", | \(| of | in | for ")
#: words of a name that is nobody else's
FULL_NAME = 2


def name_words(name: str, language: str = "en") -> frozenset[str]:
    """Words of a name or role that tell it from others."""
    return content(name, language) or stems(name)


@lru_cache(maxsize=1 << 12)
def party_words(name: str, language: str = "en") -> frozenset[str]:
    """Words of a name that another party does not share, states by one name: two foreign ministers are two parties.

    Who speaks for a state is that state too; whoever is but in a place is not of it: "the embassy in Lima".
    """
    words = table(language, "claims")
    offices = table(language, "ledger")["office"]
    common = stems(" ".join((*words["person"], *words["titles"], *words["generic"], *offices)))
    common |= stopwords(language)
    called, *roles = ROLE.split(name)
    own = stems(PLACED.split(called, maxsplit=1)[0]) - common
    states = stems(" ".join(roles)) & _nations(language).keys()
    speaks_for = states if is_official(name) else frozenset()
    officials = not own and not stems(called).isdisjoint(OFFICIALS)
    return nations(own | speaks_for | (stems(called) - common if officials else frozenset()))


def same_party(a: str, b: str, language: str = "en") -> bool:
    """One name's words are all among the other's: "Ministry of Ports" and "the Ports ministry's spokeswoman"."""
    mine, theirs = name_words(a, language), name_words(b, language)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def named(speaker: str) -> str:
    """The name without role and body."""
    return ROLE.split(speaker, maxsplit=1)[0]


def is_proper(speaker: str) -> bool:
    """The party is called by its name, not by a role ("the group", "a new report")."""
    words = NAME_END.split(speaker, maxsplit=1)[0].split()
    return bool(words) and words[-1][:1].isupper()


def is_one_party(speaker: str) -> bool:
    """Not one of many: "a docker", "some neighbours"."""
    return speaker.partition(" ")[0].lower() not in table("en", "ledger")["one_of_many"]


class Accused:
    """Who answers for what the story tells: parties that have denied outright, and those that others charge.

    Who charges whom is counted when it is first asked: most claims of a ledger are never asked for.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        #: word of a party that has denied -> the words of each of its denials
        self._denied: dict[str, list[frozenset[str]]] = {}
        #: claims not yet counted
        self._heard: list[Claim] = []
        #: word of a party -> charges against it, and charges of its own
        self._charged: Counter[str] = Counter()
        self._charges: Counter[str] = Counter()
        for claim in claims:
            self.hear(claim)

    def hear(self, claim: Claim) -> None:
        """Learn from one more claim."""
        if claim.credited and (outright(claim) or (self._has_denied(claim.speaker) and lessens(claim))):
            self.answered(claim)
        self._heard.append(claim)

    def answered(self, claim: Claim) -> None:
        """A party has denied in these words."""
        for word in party_words(claim.speaker):
            self._denied.setdefault(word, []).append(claim.terms)

    def _has_denied(self, speaker: str) -> bool:
        return bool(self._denied) and not party_words(speaker).isdisjoint(self._denied)

    def __contains__(self, speaker: str) -> bool:
        words = party_words(speaker)
        self._count()
        charged, charges = (max((n[word] for word in words), default=0) for n in (self._charged, self._charges))
        answers = self._has_denied(speaker) and charges <= charged + CHARGED
        return answers or (charged >= CHARGED and charged > charges)

    def repeats(self, claim: Claim) -> bool:
        """The party is known to deny, and says so again without a new voice or mostly new words."""
        words = party_words(claim.speaker)
        placed = nations(name_words(claim.speaker) & _nations("en").keys())
        if not words or not words | placed <= self._denied.keys():
            return False
        if tells_nothing(claim):
            return True
        said = [terms for denials in self._denied.values() for terms in denials]
        own = [terms for word in words for terms in self._denied[word]]
        return claim.terms <= frozenset[str]().union(*said) or any(
            len(claim.terms & terms) >= max(SHARED, REPEATED * len(claim.terms)) for terms in own
        )

    def _count(self) -> None:
        for claim in self._heard:
            if claim.modality is Modality.ALLEGED or claim.act in CHARGES:
                accuser = party_words(claim.speaker)
                charged = (party_words(name) for name in claim.participants if name in claim.text)
                self._charges.update(accuser)
                self._charged.update(frozenset[str]().union(*charged) - accuser)
        self._heard.clear()


def nations(words: frozenset[str], language: str = "en") -> frozenset[str]:
    """Words for a state and its capital as one: "Chinese" and "Beijing" are China."""
    known = _nations(language)
    return frozenset(known.get(word, word) for word in words)


@cache
def _nations(language: str) -> dict[str, str]:
    known = table(language, "nations")["words"]
    return {stem(word): name for name, words in known.items() for word in (name, *words)}


def outright(claim: Claim) -> bool:
    """Somebody credited denies, by the verb or by calling it false."""
    return claim.credited and (claim.modality is Modality.DENIED or calls_false(claim.text))


@lru_cache(maxsize=1 << 14)
def calls_false(text: str) -> bool:
    """Remembered: every claim of a ledger is asked for every article."""
    return _says(text, table("en", "ledger")["denial"])


def clears(claim: Claim) -> bool:
    """A named speaker says that he or it has not done something: "it never bought from the mill"."""
    if not is_proper(claim.speaker):
        return False
    words = [word.lower().strip("'\"") for word in WORD.findall(claim.text)][:CLEARING]
    answers = table("en", "ledger")["answers"]
    said = f" {' '.join(words)} "
    return bool(words) and words[0] in answers["self"] and any(f" {phrase} " in said for phrase in answers["never"])


def lessens(claim: Claim) -> bool:
    """It makes less of what others say, or calls it proper."""
    return claim.stance is Stance.DENIES or negates(claim) or makes_small(claim) or calls_proper(claim)


def makes_small(claim: Claim) -> bool:
    """It says of something that it is less than others say: "merely a clinic"."""
    return _says(claim.text, table("en", "ledger")["answers"]["small"])


def calls_proper(claim: Claim) -> bool:
    """It says that all was as it should be: "in good order", "complied with the rules"."""
    return _says(claim.text, table("en", "ledger")["answers"]["proper"])


def answerable(speaker: str) -> bool:
    """By its role it answers for what it makes, owns or runs: "the operator"; no authority does."""
    words = {word.lower() for word in WORD.findall(speaker)}
    return not words.isdisjoint(table("en", "ledger")["answers"]["party"]) and not is_official(speaker)


def is_official(speaker: str) -> bool:
    """An authority, or somebody who speaks for one."""
    return not stems(speaker).isdisjoint(table("en", "claims")["standing"]["official"])


def negates(claim: Claim) -> bool:
    """Some clause of it is negated."""
    if not claim.positive:
        return True
    rules = table("en", "claims")["polarity"]
    words = {word.lower() for word in WORD.findall(claim.text)}
    negations = frozenset(rules["words"]) - {"without", "hardly", "scarcely", "barely"}
    return not negations.isdisjoint(words) or any(word.endswith(tuple(rules["endings"])) for word in words)


def _says(text: str, phrases: Iterable[str]) -> bool:
    said = f" {normal(text)} "
    return any(f" {phrase} " in said for phrase in phrases)


def tells_nothing(claim: Claim) -> bool:
    """A denial that says no more than that it denies: "rejected the reports", "denies any wrongdoing"."""
    known = table("en", "ledger")
    meta = stems(" ".join((*known["charge"], *known["denial"])))
    return content(claim.text) <= meta


def repeats_itself(sentence: str) -> bool:
    """The sentence says that what it says was said before."""
    words = table("en", "ledger")
    if LONG_AGO.match(sentence):
        return True
    said_again = not {word.lower() for word in WORD.findall(sentence)}.isdisjoint(words["repetition"])
    return said_again or _says(sentence, words["long_said"])
