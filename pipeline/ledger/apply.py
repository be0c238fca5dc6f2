"""Decisions folded into the ledger: the same when an article was just judged and when a ledger is rebuilt."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ledger.mention import mention_of
from pipeline.ledger.shelf import Shelf
from pipeline.model import (
    ClaimDecision,
    FigureDecision,
    Ledger,
    Support,
    Version,
)


def apply(
    ledger: Ledger,
    version: Version,
    figures: Sequence[FigureDecision],
    claims: Sequence[ClaimDecision],
    *,
    voice: str,
    version_id: int | None = None,
) -> Ledger:
    """The ledger after one version's decisions, which must come in the order in which they were made.

    `voice` is who is counted for what the version says in its own name.
    """
    shelf = Shelf(ledger)
    for decision in figures:
        shelf.enter(decision, mention_of(decision.figure, version, voice), version_id)
    assertions = {a.n: a for a in ledger.assertions}
    for claimed in claims:
        if claimed.opens is not None:
            assertions[claimed.opens.n] = claimed.opens
        if claimed.assertion_n is not None:
            known = assertions[claimed.assertion_n]
            support = support_of(claimed, version, voice, version_id)
            assertions[known.n] = replace(known, supports=(*known.supports, support))
    return replace(ledger, series=shelf.series(), assertions=tuple(assertions[n] for n in sorted(assertions)))


def support_of(decision: ClaimDecision, version: Version, voice: str, version_id: int | None) -> Support:
    claim = decision.claim
    return Support(
        claim=claim,
        sentence=claim.sentence.of(version.text),
        url=version.url,
        outlet=version.outlet,
        reported_at=version.published_at,
        voice=claim.speaker if claim.credited and claim.speaker else voice,
        version_id=version_id,
    )
