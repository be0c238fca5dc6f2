"""Who speaks for whom in a story, and who is accused in it: learned from what the ledger holds."""

from collections import Counter
from collections.abc import Iterable

from config.languages import table
from pipeline.language.stems import WORD
from pipeline.ledger.words import content, normal, stems
from pipeline.model import Claim, Profile

#: class of act of an outright denial
DENY = "deny"
#: claims of others that name a party of the profile before its negations count as denials
SPOKEN_OF = 2


def name_words(name: str, language: str = "en") -> frozenset[str]:
    """Words of a name or role that tell it from others."""
    return content(name, language) or stems(name)


def same_party(a: str, b: str, language: str = "en") -> bool:
    """One name's words are all among the other's: "Ministry of Ports" and "the Ports ministry's spokeswoman"."""
    mine, theirs = name_words(a, language), name_words(b, language)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


class Accused:
    """Parties that have denied outright, and those of the story that others speak of more than they speak."""

    def __init__(self, claims: Iterable[Claim], profile: Profile) -> None:
        self._deniers: set[str] = set()
        #: word of a name -> claims of others that name it, and claims of its own
        self._spoken_of: Counter[str] = Counter()
        self._speaks: Counter[str] = Counter()
        self._central = frozenset(word for name in profile.names for word in name_words(name))
        for claim in claims:
            self.hear(claim)

    def hear(self, claim: Claim) -> None:
        """Learn from one more claim."""
        mine = name_words(claim.speaker)
        if outright(claim):
            self._deniers |= mine
        if claim.credited and claim.positive:
            self._speaks.update(mine)
        self._spoken_of.update({w for name in claim.participants for w in name_words(name)} - mine)

    def __contains__(self, speaker: str) -> bool:
        words = name_words(speaker)
        if words & self._deniers:
            return True
        spoken_of, speaks = (max((n[word] for word in words), default=0) for n in (self._spoken_of, self._speaks))
        return bool(words & self._central) and spoken_of >= SPOKEN_OF and spoken_of > speaks

    @property
    def have_denied(self) -> bool:
        """Somebody has denied outright in this story."""
        return bool(self._deniers)


def outright(claim: Claim) -> bool:
    """Somebody credited denies, by the verb or by calling it false."""
    said = f" {normal(claim.text)} "
    return claim.credited and (
        claim.act == DENY or any(f" {phrase} " in said for phrase in table("en", "ledger")["denial"])
    )


def tells_nothing(claim: Claim) -> bool:
    """A denial that says no more than that it denies: "rejected the reports", "denies any wrongdoing"."""
    known = table("en", "ledger")
    meta = stems(" ".join((*known["charge"], *known["denial"])))
    return content(claim.text) <= meta


def repeats_itself(sentence: str) -> bool:
    """The sentence says that what it says was said before."""
    return not {word.lower() for word in WORD.findall(sentence)}.isdisjoint(table("en", "ledger")["repetition"])


def restricts(claim: Claim) -> bool:
    """The statement denies, or grants only a part."""
    words = {word.lower() for word in WORD.findall(claim.text)}
    return not claim.positive or not words.isdisjoint(table("en", "ledger")["restriction"])
