"""Small stories of many beats, told by the readers and the ledger themselves: no value is put in by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pipeline.extract import version_of_text
from pipeline.judge import Reading
from pipeline.ledger import Context, apply, judge_claims, judge_figures, voice_of
from pipeline.model import Copy, Ledger, Relation, Version

START = datetime(2032, 6, 7, 9, tzinfo=UTC)
ALONE = Copy(relation=Relation.INDEPENDENT)
OWN_URL = "https://own.example/story"


def article(outlet: str, day: float, *sentences: str, title: str = "The latest") -> Version:
    """An article of one paragraph a sentence."""
    url = OWN_URL if outlet == "Own" else f"https://{outlet.lower()}.example/{day}"
    return version_of_text("\n\n".join(sentences), url=url, outlet=outlet, title=title, at=START + timedelta(days=day))


def ledger_of(versions: Sequence[Version]) -> Ledger:
    """What is known after these articles, the first of them the seed."""
    book = Ledger(story_id="told")
    for n, version in enumerate(versions):
        reading, context = Reading(version), Context(threshold=0.0, claim_threshold=0.0, is_seed=n == 0)
        figures = judge_figures(book, version, ALONE, reading.figures, context=context)
        claims = judge_claims(book, version, ALONE, reading.claims, context=context)
        voice = voice_of(version, ALONE)
        book = apply(book, version, figures, claims, voice=voice, version_id=n + 1)
    return book
