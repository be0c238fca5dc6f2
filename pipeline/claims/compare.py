"""Do two claims state the same, and does one deny the other?"""

from functools import lru_cache

from pipeline.claims.names import SMALL
from pipeline.model import Claim, Modality, Stance

#: from here on two claims state the same: of the pairs of different claims in 90 recorded articles one in 200 does
SAME = 0.38
#: a denial shares at least this much with what it denies
ANSWERS = 0.25
#: how much of the score another speaker takes away
SPEAKER = 0.2
#: few words in common mean little: so many are taken off
DOUBT = 2
#: left of the score when both give numbers and share none
OTHER_NUMBERS = 0.6
UNREAL = frozenset({Modality.HYPOTHETICAL, Modality.EXPECTED})


def similarity(a: Claim, b: Claim) -> float:
    """How much two claims say in common, in [0, 1]: words with acts as classes, numbers, and who says it."""
    left, right = a.terms, b.terms
    if not left or not right:
        return 0.0
    shared, short = len(left & right), min(len(left), len(right))
    dice = 2 * shared / (len(left) + len(right))
    contained = shared / (short + DOUBT)
    score = (dice + contained) / 2 * (1 - SPEAKER + SPEAKER * _same_voice(a.speaker, b.speaker))
    return round(score * (1.0 if _numbers_agree(left, right) else OTHER_NUMBERS), 4)


def same_assertion(a: Claim, b: Claim) -> bool:
    """Alike enough, and neither turns the other round: same truth, and both real or both only possible."""
    return truth(a) == truth(b) and (a.modality in UNREAL) == (b.modality in UNREAL) and similarity(a, b) >= SAME


def truth(claim: Claim) -> bool:
    """Is it said to be so? "Denies that it did not pay" says that it did."""
    return claim.positive != (claim.act == "deny")


def denies(denial: Claim, of: Claim) -> bool:
    """Does one turn round what the other states, or answer it with a denial?"""
    if similarity(denial, of) < ANSWERS:
        return False
    answered = denial.stance is Stance.DENIES and of.stance is not Stance.DENIES
    return answered or truth(denial) != truth(of)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in name.lower().replace(",", " ").split() if w not in SMALL)


def _same_voice(a: str, b: str) -> float:
    """Share of the shorter speaker's words that the other has."""
    left, right = _words(a), _words(b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _numbers_agree(a: frozenset[str], b: frozenset[str]) -> bool:
    left, right = ({t for t in terms if t[:1].isdigit()} for terms in (a, b))
    return not left or not right or bool(left & right)
