"""What stands at the foot of a text, where outlets print the same notices below whatever they wrote."""

from pipeline.dedupe.sides import Side
from pipeline.language.words import RUNNING, WORD
from pipeline.model import Span

#: notices stand among so many last paragraphs
LAST_BLOCKS = 3


def is_foot(side: Side, within: Span) -> bool:
    """These words begin or end a paragraph and make the better part of the last ones.

    A text of its own stands before them.
    """
    start, end = side.words.bounds[within.start][0], side.words.bounds[within.end - 1][1]
    blocks = [block.span for block in side.version.blocks if block.place in RUNNING]
    touched = [(n, block) for n, block in enumerate(blocks) if block.start < end and start < block.end]
    if not touched or touched[0][0] < max(1, len(blocks) - LAST_BLOCKS):
        return False
    whole = side.version.text
    at_edge = any(
        not words_between(whole, block.start, start) or not words_between(whole, end, block.end) for _, block in touched
    )
    filled = 0
    for _, block in touched:
        covered = words_between(whole, max(start, block.start), min(end, block.end))
        filled += covered if 2 * covered >= words_between(whole, block.start, block.end) else 0
    return (at_edge or len(touched) > 1) and 2 * filled > within.end - within.start


def words_between(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text, start, end)) if start < end else 0
