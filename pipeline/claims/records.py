"""Claims as lines of JSON."""

from pipeline.model import Claim


def claim_record(claim: Claim, text: str) -> dict[str, object]:
    """One line of claims.jsonl; `text` is the version's, whose characters the spans count."""
    return {
        "text": claim.text,
        "speaker": claim.speaker,
        "stance": claim.stance.value,
        "sentence": claim.sentence.of(text),
        "start": claim.span.start,
        "end": claim.span.end,
    }
