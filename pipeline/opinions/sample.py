"""A question to try somebody with."""

from datetime import UTC, datetime

from pipeline.model import Bound, Flag, FlagKind, Quantity, Question, Span, Version


def sample() -> Question:
    """An invented flag, to see whether somebody answers as asked."""
    text = "The ferry line will close two of its nine piers in May, the harbour office said on Monday."
    at = datetime(2026, 1, 5, tzinfo=UTC)
    flag = Flag(
        kind=FlagKind.FIGURE_NEW,
        why="first figure of piers that close",
        score=0.5,
        concept="pier",
        speaker="harbour office",
        new=Quantity(value=2, bound=Bound.EXACT, unit="count"),
        text="two",
        sentence=text,
        sentence_span=Span(0, len(text)),
    )
    version = Version(
        url="https://paper.example/piers",
        outlet="Paper",
        title="Ferry line closes piers",
        text=text,
        blocks=(),
        fetched_at=at,
        published_at=at,
    )
    return Question(flag_id=0, flag_key="", story_id="", story_name="The ferry line", flag=flag, version=version)
