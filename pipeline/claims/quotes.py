"""Text -> quotations, also those that run over sentences and paragraphs."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.language import Document
from pipeline.model import Block, Span

MARK = re.compile('["“”„«»‟]|(?<![^\\W_])‘|’(?![^\\W_])')
OPENING = frozenset("“„«‘‟")
CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‟": "”", '"': '"'}


def quotations(document: Document) -> tuple[Span, ...]:
    """Outermost quotations in order, marks included; one that is never closed ends with its paragraph."""
    return tuple(quote for block in document.blocks for quote in _in_block(document.text, block))


def _in_block(text: str, block: Block) -> list[Span]:
    pieces: list[Span] = []
    opened, closers = -1, ""
    for mark in MARK.finditer(text, block.span.start, block.span.end):
        sign, at = mark.group(), mark.start()
        if opened >= 0:
            if sign in closers and not (sign == '"' and _opens(text, at)):
                pieces.append(Span(opened, at + 1))
                opened = -1
        elif sign in OPENING or (sign == '"' and _opens(text, at)):
            opened, closers = at, CLOSING[sign]
    if opened >= 0:
        pieces.append(Span(opened, block.span.end))
    return pieces


def _opens(text: str, at: int) -> bool:
    """A straight mark opens before a word that nothing touches from the left."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([-–—/") and bool(after) and not after.isspace()


def touching(quotes: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the sorted `quotes` that share characters with `span`."""
    first = bisect_right(quotes, span.start, key=lambda q: q.end)
    return quotes[first : bisect_left(quotes, span.end, key=lambda q: q.start)]
