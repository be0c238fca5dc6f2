"""The claims of an article against the assertions of a ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import claims as reader
from pipeline.check.known import Own, witness_of_claim
from pipeline.check.successors import one_source
from pipeline.ledger import wording
from pipeline.ledger.assertions import Board
from pipeline.model import Assertion, Claim, Ledger, Mark, Stance, Support, Verdict, Version

#: likeness from which a denial is surely of this statement and not of another one about the same thing
SURELY = 0.4


def claim_marks(version: Version, claims: Sequence[Claim], ledger: Ledger, own: Own) -> Iterator[Mark]:
    """One mark a claim. A sentence that the ledger has read is where it was; others are compared as on the road."""
    assertions = {a.n: a for a in ledger.assertions}
    known = {(s.sentence, s.claim.text): a.n for a in ledger.assertions for s in a.supports}
    board = Board(ledger, claims)
    deniers = {c.speaker for c in claims if c.stance is Stance.DENIES}
    for claim in claims:
        n = known.get((claim.sentence.of(version.text), claim.text)) or board.same(claim)
        mark = Mark(
            verdict=Verdict.UNKNOWN,
            span=claim.span,
            sentence=claim.sentence,
            subject="",
            quantity=None,
            why="No other report speaks of it.",
        )
        yield mark if n is None else of_assertion(mark, claim, assertions[n], own, deniers)


def of_assertion(mark: Mark, claim: Claim, assertion: Assertion, own: Own, deniers: set[str]) -> Mark:
    """The verdict on a claim that is recorded; a denial that the article itself reports takes nothing from it."""
    heard = [s for s in assertion.supports if own.hears(s)]
    voices = dict.fromkeys(s.voice for s in heard if s.claim.stance is claim.stance)
    against = next((s for s in heard if denies(s, claim) and not told(s, deniers)), None)
    if against is not None:
        source = wording.source(against.voice, against.outlet, against.reported_at)
        why = f'{source}, denies it: "{against.claim.text}".'
        return replace(mark, verdict=Verdict.DENIED, why=why, witness=witness_of_claim(against), n_voices=len(voices))
    if not voices:
        return mark
    last = next(s for s in reversed(heard) if s.claim.stance is claim.stance)
    why = f"{wording.source(last.voice, last.outlet, last.reported_at)}, carries it, and nobody denies it."
    return replace(mark, verdict=Verdict.CURRENT, why=why, witness=witness_of_claim(last), n_voices=len(voices))


def denies(support: Support, claim: Claim) -> bool:
    """Somebody credited turns round what the claim states, in much the same words."""
    other = support.claim
    if claim.stance is Stance.DENIES or other.stance is not Stance.DENIES or not other.credited:
        return False
    return reader.denies(other, claim) and reader.similarity(other, claim) >= SURELY


def told(support: Support, deniers: set[str]) -> bool:
    """The article reports a denial of the same party itself."""
    return any(one_source(support.voice, name) for name in deniers)
