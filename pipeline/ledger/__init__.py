"""Series and assertions: what a story's mentions add up to, and which are news. Decides, reads and writes nothing."""

from pipeline.ledger.apply import apply
from pipeline.ledger.assertions import judge_claims
from pipeline.ledger.context import Context
from pipeline.ledger.judging import judge_figures
from pipeline.ledger.rulings import merged, muted, renamed, settled, split
from pipeline.ledger.voices import voice_of

__all__ = [
    "Context",
    "apply",
    "judge_claims",
    "judge_figures",
    "merged",
    "muted",
    "renamed",
    "settled",
    "split",
    "voice_of",
]
