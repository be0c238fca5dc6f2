"""Two versions of a sentence side by side, the words marked that the other one has not."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.extract import Aligned, ChangeKind
from pipeline.report.plain import Piece, counted, listed, safe

#: a word, or what stands between two
TOKEN = re.compile(r"\s+|[^\W_]+(?:[.,:'’-][^\W_]+)*|.", re.DOTALL)
#: longer sentences are compared as wholes: they are no sentences
LONGEST = 4000


def words_apart(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences in pieces, those words marked that the other one has not."""
    if max(len(old), len(new)) > LONGEST:
        return (Piece(safe(old), True),), (Piece(safe(new), True),)
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += pieces(before[a:b], marked=kind != "equal")
        right += pieces(after[c:d], marked=kind != "equal")
    return tuple(left), tuple(right)


def pieces(tokens: Sequence[str], *, marked: bool) -> list[Piece]:
    text = safe("".join(tokens))
    return [Piece(text, marked)] if text else []


def sides(row: Aligned) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two sides of one line of a diff; only an edited sentence has marks."""
    if row.kind is ChangeKind.EDITED:
        return words_apart(row.old, row.new)
    return tuple(pieces([row.old], marked=False)), tuple(pieces([row.new], marked=False))


def told(rows: Sequence[Aligned]) -> str:
    """ "2 sentences edited, 1 added"; "no word changed"."""
    counts = [(kind, sum(r.kind is kind for r in rows)) for kind in ChangeKind]
    said = [f"{n} {kind.value}" for kind, n in counts if n]
    if not said:
        return "no word changed"
    first, *rest = said
    n, _, kind = first.partition(" ")
    return listed([f"{counted(int(n), 'sentence')} {kind}", *rest])
