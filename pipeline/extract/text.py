"""Characters and paragraphs: what may stand in a version's text, and the text put together from its blocks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Block, Place, Span

#: controls, lone surrogates, bidi marks and overrides, zero-width signs, soft hyphens, tags: nothing a reader sees
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
SPACE = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+")
PROSE_END = (".", "?", "!", "…", ":", ";", '"', "”", "’", "»", ")", "'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One block's words and its place, before it has a span."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A version's text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


def clean(text: str) -> str:
    """Seen characters only, white space collapsed to single blanks."""
    return SPACE.sub(" ", UNSEEN.sub("", text)).strip()


def key(text: str) -> str:
    """Letters and digits alone, case folded: equal for two settings of the same words."""
    return "".join(WORD.findall(text)).casefold()


def n_words(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))


def is_prose(text: str) -> bool:
    """A few words that end as a sentence does."""
    return n_words(text) >= 4 and text.endswith(PROSE_END)


def compose(placed: Iterable[Placed]) -> Composed:
    """Put the blocks together, parted by blank lines; empty ones are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for block in placed:
        words = clean(block.text)
        if words:
            blocks.append(Block(place=block.place, span=Span(at, at + len(words))))
            parts.append(words)
            at += len(words) + 2
    return Composed("\n\n".join(parts), tuple(blocks))
