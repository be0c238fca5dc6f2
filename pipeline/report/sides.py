"""Two versions of a sentence side by side, the words marked that the other one has not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

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


@dataclass(frozen=True, slots=True)
class Abreast:
    """One line of a table with an old and a new side."""

    #: what became of the sentence; "" when it stands where it stood
    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


def abreast(rows: Sequence[Aligned]) -> list[Abreast]:
    """The lines of a table: sentences that were dropped beside those that came in their place."""
    found: list[Abreast] = []
    for is_exchange, run in groupby(rows, key=lambda r: r.kind in (ChangeKind.DROPPED, ChangeKind.ADDED)):
        if not is_exchange:
            found += [Abreast(r.kind.value if r.kind else "", *sides(r)) for r in run]
            continue
        some = tuple(run)
        gone, come = ([r for r in some if r.kind is kind] for kind in (ChangeKind.DROPPED, ChangeKind.ADDED))
        for old, new in zip_longest(gone, come):
            alone = ChangeKind.DROPPED if old else ChangeKind.ADDED
            label = "replaced" if old and new else alone.value
            found.append(Abreast(label, sides(old)[0] if old else (), sides(new)[1] if new else ()))
    return found


def told(rows: Sequence[Aligned]) -> str:
    """ "2 sentences edited, 1 added"; "no word changed"."""
    counts = [(kind, sum(r.kind is kind for r in rows)) for kind in ChangeKind]
    said = [f"{n} {kind.value}" for kind, n in counts if n]
    if not said:
        return "no word changed"
    first, *rest = said
    n, _, kind = first.partition(" ")
    return listed([f"{counted(int(n), 'sentence')} {kind}", *rest])
