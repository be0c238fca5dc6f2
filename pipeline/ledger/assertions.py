"""Claims of one version, judged against the recorded assertions: the same again, a new one, or a denial."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from pipeline import claims as reader
from pipeline.ledger import wording, worth
from pipeline.ledger.called import Called, called
from pipeline.ledger.context import Context
from pipeline.ledger.copies import Original
from pipeline.ledger.parties import (
    Accused,
    answerable,
    calls_proper,
    clears,
    is_official,
    lessens,
    negates,
    outright,
    repeats_itself,
    tells_nothing,
)
from pipeline.ledger.series import ABOVE_THE_BODY
from pipeline.model import (
    Assertion,
    Claim,
    ClaimDecision,
    Copy,
    Flag,
    FlagKind,
    Ledger,
    Modality,
    Place,
    Span,
    Stance,
    Version,
)

#: recorded assertions that are compared with a claim, those that share most words first
N_COMPARED = 25
#: shared words from which an assertion is compared at all
N_SHARED = 2


class Board:
    """The assertions of a story by those words of their claims that the claims in hand have too."""

    def __init__(self, ledger: Ledger, in_hand: Sequence[Claim]) -> None:
        self.claims: dict[int, list[Claim]] = {}
        #: the number of the next assertion
        self.next_n = max((a.n for a in ledger.assertions), default=0) + 1
        self._by_word: dict[str, set[int]] = {word: set() for claim in in_hand for word in claim.terms}
        for assertion in ledger.assertions:
            self.claims[assertion.n] = [support.claim for support in assertion.supports]
            for claim in self.claims[assertion.n]:
                self._index(assertion.n, claim)

    def put(self, n: int, claim: Claim) -> None:
        self.claims.setdefault(n, []).append(claim)
        self.next_n = max(self.next_n, n + 1)
        self._index(n, claim)

    def _index(self, n: int, claim: Claim) -> None:
        for word in claim.terms:
            if (numbers := self._by_word.get(word)) is not None:
                numbers.add(n)

    def near(self, claim: Claim) -> list[int]:
        """Assertions that share most words with the claim, best first, the oldest of equals first."""
        shared = Counter(n for word in claim.terms for n in self._by_word.get(word, ()))
        least = min(N_SHARED, len(claim.terms))
        found = [(-count, n) for n, count in shared.items() if count >= least]
        return [n for _, n in nsmallest(N_COMPARED, found)]

    def same(self, claim: Claim) -> int | None:
        """The assertion that the claim states again."""
        return next((n for n in self.near(claim) if any(reader.same_assertion(claim, c) for c in self.claims[n])), None)

    def denied(self, claim: Claim) -> int | None:
        """The recorded assertion that the claim denies."""
        return next((n for n in self.near(claim) if any(reader.denies(claim, c) for c in self.claims[n])), None)

    def novelty(self, claim: Claim) -> float:
        """Share of the claim's words that no likely assertion has, in [0, 1]."""
        if not claim.terms:
            return 0.0
        known = max((len(claim.terms & c.terms) for n in self.near(claim) for c in self.claims[n]), default=0)
        return 1 - known / len(claim.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the board makes of one claim, before it is known which of an article's claims are flagged."""

    decision: ClaimDecision
    #: the flag that the claim raises when it is among the worthiest; None when it is no news
    kind: FlagKind | None = None
    #: in [0, 1]
    score: float = 0.0


def judge_claims(
    ledger: Ledger, version: Version, copy: Copy, claims: Sequence[Claim], *, context: Context
) -> tuple[ClaimDecision, ...]:
    """What the ledger makes of each claim, in the order of the text; the worthiest few carry a flag."""
    board = Board(ledger, claims)
    original = Original(copy)
    accused = Accused(c for known in board.claims.values() for c in known)
    findings: list[Finding] = []
    for claim in sorted(claims, key=lambda c: (c.place in ABOVE_THE_BODY, c.span)):
        if original.shares(claim.sentence, version) or original.altered(claim.sentence.of(version.text)):
            finding = Finding(decision=ClaimDecision(claim=claim, assertion_n=None, why=copied(original)))
        elif is_denial(claim, accused):
            finding = denial(claim, board, accused, version)
        else:
            finding = statement(claim, board, version)
        if finding.decision.assertion_n is not None:
            board.put(finding.decision.assertion_n, claim)
            accused.hear(claim)
        findings.append(finding if may_be_flagged(claim, version) else replace(finding, kind=None))
        told_in_full(findings, version)
    return flagged(findings, version, context, called(ledger, (), claims))


def told_in_full(findings: list[Finding], version: Version) -> None:
    """A bare denial gives way to the one that follows: `The firm denied it. "Nobody was hurt," a spokesman said.`"""
    if len(findings) < 2:
        return
    bare, full = (f.decision.claim for f in findings[-2:])
    between = version.text[bare.sentence.end : full.sentence.start]
    follows = bare.sentence.end <= full.sentence.start and not between.strip()
    if findings[-2].kind is not FlagKind.CLAIM_DENIED or not (follows and full.credited and tells_nothing(bare)):
        return
    if negates(full):
        findings[-1] = replace(findings[-1], kind=FlagKind.CLAIM_DENIED, score=findings[-2].score)
        findings[-2] = replace(findings[-2], kind=None)


def may_be_flagged(claim: Claim, version: Version) -> bool:
    """The body is the evidence: headlines repeat it, notes of correction are findings about the article."""
    return claim.place in EVIDENCE and not repeats_itself(claim.sentence.of(version.text))


EVIDENCE = frozenset({Place.BODY, Place.LIST, Place.TABLE})


def copied(original: Original) -> str:
    outlet = original.copy.of.version.outlet if original.copy.of else "another version"
    return f"The sentence stands in {outlet}'s text, of which this is a copy."


def is_denial(claim: Claim, accused: Accused) -> bool:
    """Somebody credited denies outright; or whoever has denied, or is charged, makes less of it.

    Whoever answers for something denies by calling it proper, everybody by saying of himself that he did not.
    """
    if outright(claim):
        return True
    if not claim.credited or claim.stance is Stance.CONFIRMS or claim.modality in UNREAL:
        return False
    if claim.speaker in accused:
        return lessens(claim)
    if answerable(claim.speaker):
        return claim.stance is Stance.DENIES or calls_proper(claim)
    return claim.stance is Stance.DENIES and clears(claim) and not is_official(claim.speaker)


#: what may be, or is to come, answers nothing
UNREAL = frozenset({Modality.HYPOTHETICAL, Modality.EXPECTED})


def denial(claim: Claim, board: Board, accused: Accused, version: Version) -> Finding:
    """A denial is news once: not when the same party denies again in much the same words."""
    repeated = accused.repeats(claim)
    accused.answered(claim)
    known = board.same(claim) if repeated else None
    if known is not None:
        return Finding(decision=again(claim, known, board))
    if repeated:
        why = f'{claim.speaker} denies again: "{claim.text}".'
        return Finding(decision=ClaimDecision(claim=claim, assertion_n=None, why=why))
    target = board.denied(claim)
    said = f'{claim.speaker} denies: "{claim.text}" ({source(claim, version)})'
    if target is None:
        opens = Assertion(n=board.next_n, text=claim.text)
        decision = ClaimDecision(claim=claim, assertion_n=opens.n, why=f"{said}.", opens=opens)
    else:
        answered = board.claims[target][0]
        why = f'{said}, against what {answered.speaker} stated: "{answered.text}".'
        decision = ClaimDecision(claim=claim, assertion_n=target, why=why)
    return Finding(
        decision=decision, kind=FlagKind.CLAIM_DENIED, score=worth.of_denial(claim, outright=outright(claim))
    )


def source(claim: Claim, version: Version) -> str:
    return wording.source(claim.speaker, version.outlet, version.published_at)


def statement(claim: Claim, board: Board, version: Version) -> Finding:
    """A statement is news when nobody has made it before."""
    known = board.same(claim)
    if known is not None:
        return Finding(decision=again(claim, known, board))
    n = board.next_n
    score = worth.of_claim(claim, board.novelty(claim))
    decision = ClaimDecision(
        claim=claim,
        assertion_n=n,
        opens=Assertion(n=n, text=claim.text),
        why=f'{claim.speaker} is the first to state "{claim.text}" ({source(claim, version)}).',
    )
    return Finding(decision=decision, kind=FlagKind.CLAIM_NEW, score=score)


def again(claim: Claim, n: int, board: Board) -> ClaimDecision:
    first = board.claims[n][0]
    return ClaimDecision(
        claim=claim,
        assertion_n=n,
        why=f'{claim.speaker} states again what {first.speaker} was first to state: "{first.text}".',
    )


def flagged(
    findings: Sequence[Finding], version: Version, context: Context, known: Called
) -> tuple[ClaimDecision, ...]:
    """The decisions, the worthiest of each kind with their flag."""
    chosen: set[int] = set()
    sentences: set[Span] = set()
    for kind in (FlagKind.CLAIM_DENIED, FlagKind.CLAIM_NEW):
        news = [i for i, f in enumerate(findings) if f.kind is kind and f.score >= context.claim_threshold]
        n_left = context.claims_per_article
        for i in sorted(news, key=lambda i: (-findings[i].score, i)):
            sentence = findings[i].decision.claim.sentence
            if n_left and sentence not in sentences:
                chosen.add(i)
                sentences.add(sentence)
                n_left -= 1
    if context.is_seed:
        chosen.clear()
    claims = [f.decision.claim for f in findings]
    return tuple(
        replace(f.decision, flag=flag(f, version, known.full(outermost(f.decision.claim, claims))))
        if i in chosen
        else f.decision
        for i, f in enumerate(findings)
    )


def outermost(claim: Claim, claims: Sequence[Claim]) -> str:
    """Who is credited with all that the claim is a part of: "the group said that notices by the police name ..."."""
    around = [c for c in claims if c.credited and c.sentence == claim.sentence and c.span.contains(claim.span)]
    return max(around, key=lambda c: c.span.end - c.span.start, default=claim).speaker


def flag(finding: Finding, version: Version, speaker: str) -> Flag:
    claim = finding.decision.claim
    return Flag(
        kind=finding.kind or FlagKind.CLAIM_NEW,
        why=finding.decision.why,
        score=finding.score,
        concept=claim.act or "",
        speaker=speaker,
        text=claim.span.of(version.text),
        sentence=claim.sentence.of(version.text),
        sentence_span=claim.sentence,
        assertion_n=finding.decision.assertion_n,
    )
