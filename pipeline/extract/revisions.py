"""What changed between two versions of an article, sentence by sentence, and whether it changes what is said."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.extract.contrast import differs
from pipeline.extract.notices import Notice, NoticeKind, new_notice
from pipeline.extract.text import is_prose
from pipeline.extract.weights import Weights, weights
from pipeline.language.document import sentence_spans
from pipeline.language.words import forms_of
from pipeline.model import FlagKind, Place, Quality, Span, Version

#: two sentences as like as this, in [0, 100], are one sentence edited
EDITED_LIKE = 60.0
#: with less than this share of the old sentences left, the text was written anew, not edited
LEFT = 0.5
#: two sentences together, as like as this to a single one, are that one parted in two
PARTED_LIKE = 88.0
#: a dropped sentence of fewer words is no claim
LEAST_CLAIM = 4
#: places that a page may leave out without taking a statement back
LEFT_OUT = frozenset({Place.HEADLINE, Place.CAPTION, Place.NOTICE})


class ChangeKind(StrEnum):
    EDITED = "edited"
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One sentence that is not as it was."""

    kind: ChangeKind
    place: Place
    #: the sentence as it was; "" when added
    old: str = ""
    #: the sentence as it is; "" when dropped
    new: str = ""
    #: where it stands in the new version's text; None when dropped
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """One sentence of two versions side by side."""

    #: None: it stands where it stood
    kind: ChangeKind | None
    place: Place
    #: as it was; "" when added
    old: str
    #: as it is; "" when dropped
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """How a new version of an article differs in what it says."""

    kind: FlagKind
    #: the changes that made it so; for a note, those that it goes with
    changes: tuple[Change, ...]
    #: the note's sentence in the new text, else the first changed one; None when the text is gone
    span: Span | None


@dataclass(frozen=True)
class Line:
    """One sentence of a version."""

    place: Place
    span: Span
    text: str

    @cached_property
    def key(self) -> str:
        """Its words in one spelling, with signs of money and decimals but no others."""
        return " ".join(forms_of(self.text))


def lines(version: Version) -> list[Line]:
    """The sentences of a version in order; headline and list items are one each."""
    found: list[Line] = []
    for block in version.blocks:
        for span in sentence_spans(version.text, block.span, version.language):
            line = Line(block.place, span, span.of(version.text))
            found += [line] if line.key else []
    return found


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Sentences edited, added and dropped, in the order of the new text, the dropped ones last.

    A sentence that only moved has not changed.
    """
    was, now = in_step(lines(old), lines(new))
    before, after = unmatched(was, now), unmatched(now, was)
    partner = pairs(before, after)
    found = []
    for n, line in enumerate(after):
        text = before[partner[n]].text if n in partner else ""
        kind = ChangeKind.EDITED if text else ChangeKind.ADDED
        found.append(Change(kind=kind, place=line.place, old=text, new=line.text, span=line.span))
    taken = set(partner.values())
    found += [
        Change(kind=ChangeKind.DROPPED, place=o.place, old=o.text) for n, o in enumerate(before) if n not in taken
    ]
    return tuple(found)


def alignment(old: Version, new: Version) -> tuple[Aligned, ...]:
    """Both versions sentence by sentence, in the order of the new text, the dropped ones after what they followed."""
    before, after = in_step(lines(old), lines(new))
    kept = matched(before, after)
    left_old = [n for n in range(len(before)) if n not in kept.values()]
    left_new = [n for n in range(len(after)) if n not in kept]
    edited = pairs([before[n] for n in left_old], [after[n] for n in left_new])
    partner = kept | {left_new[n]: left_old[m] for n, m in edited.items()}
    still = in_order(kept)
    rows = [row(before, after, n, partner.get(n), n in kept and n not in still) for n in range(len(after))]
    for n in reversed([n for n in range(len(before)) if n not in partner.values()]):
        dropped = Aligned(kind=ChangeKind.DROPPED, place=before[n].place, old=before[n].text, new="")
        rows.insert(after_what(n, partner), dropped)
    return tuple(rows)


def in_step(before: Sequence[Line], after: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Both, with a sentence that was parted in two, or two that were made one, as one line on both sides."""
    return rejoined(before, unmatched(after, before)), rejoined(after, unmatched(before, after))


def rejoined(ours: Sequence[Line], wholes: Sequence[Line]) -> list[Line]:
    """Our lines, neighbours joined where one of the other side's whole lines is both of them."""
    theirs = [w.text for w in wholes if w.place not in LEFT_OUT]
    known = {w.key for w in wholes}
    found: list[Line] = []
    for line in ours:
        if theirs and found and line.key not in known and (both := joined(found[-1], line, theirs)) is not None:
            found[-1] = both
        else:
            found.append(line)
    return found


def joined(one: Line, two: Line, wholes: Sequence[str]) -> Line | None:
    """Two neighbours as one line, where together they are liker to a whole one than either is alone."""
    if one.place is not two.place or one.place in LEFT_OUT:
        return None
    text = f"{one.text} {two.text}"
    best = process.extractOne(text, wholes, scorer=fuzz.ratio, score_cutoff=PARTED_LIKE)
    if best is None or max(fuzz.ratio(best[0], part.text) for part in (one, two)) >= best[1]:
        return None
    return Line(one.place, Span(one.span.start, two.span.end), text)


def matched(before: Sequence[Line], after: Sequence[Line]) -> dict[int, int]:
    """Index of a new sentence -> index of the same old one, each once, the first of equals with the first."""
    left: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(before):
        left[line.key].append(n)
    return {n: left[line.key].pop(0) for n, line in enumerate(after) if left[line.key]}


def in_order(kept: Mapping[int, int]) -> set[int]:
    """The new sentences that stand as they stood relative to one another: the longest rising run (patience sort)."""
    ends: list[int] = []
    runs: list[tuple[int, Any]] = []
    for n in sorted(kept):
        at = bisect_left(ends, kept[n])
        ends[at : at + 1] = [kept[n]]
        runs[at : at + 1] = [(n, runs[at - 1] if at else None)]
    found, run = set(), runs[-1] if runs else None
    while run is not None:
        n, run = run
        found.add(n)
    return found


def row(before: Sequence[Line], after: Sequence[Line], n: int, was: int | None, moved: bool) -> Aligned:
    """The n-th new sentence beside the old one that it was."""
    line, old = after[n], "" if was is None else before[was].text
    if was is None:
        kind: ChangeKind | None = ChangeKind.ADDED
    elif before[was].key != line.key:
        kind = ChangeKind.EDITED
    else:
        kind = ChangeKind.MOVED if moved else None
    return Aligned(kind=kind, place=line.place, old=old, new=line.text)


def after_what(dropped: int, partner: Mapping[int, int]) -> int:
    """Where a dropped sentence is told: behind the new place of the nearest old one before it."""
    return max(((m, n + 1) for n, m in partner.items() if m < dropped), default=(0, 0))[1]


def unmatched(ours: Sequence[Line], theirs: Sequence[Line]) -> list[Line]:
    """Our sentences that do not stand in theirs, each counted as often as it stands there."""
    left = Counter(line.key for line in theirs)
    found = []
    for line in ours:
        if left[line.key]:
            left[line.key] -= 1
        else:
            found.append(line)
    return found


def pairs(before: Sequence[Line], after: Sequence[Line]) -> dict[int, int]:
    """Index of a new sentence -> index of the old one that it was, the likest first, each once."""
    if not before or not after:
        return {}
    like = process.cdist([a.text for a in after], [b.text for b in before], scorer=fuzz.ratio, score_cutoff=EDITED_LIKE)
    ranked = sorted((-like[n, m], n, m) for n in range(len(after)) for m in range(len(before)) if like[n, m] > 0)
    found: dict[int, int] = {}
    for _, n, m in ranked:
        if n not in found and m not in found.values() and headlike(after[n]) == headlike(before[m]):
            found[n] = m
    return found


def headlike(line: Line) -> str:
    """Headline, captions and notes are compared with their own kind only."""
    return line.place if line.place in {Place.HEADLINE, Place.CAPTION, Place.NOTICE} else Place.BODY


def substance(change: Change) -> bool:
    """Numbers, names, negations, dates, quotes or sources changed; typography, an adjective or an addition is none."""
    if change.kind is ChangeKind.ADDED or change.place is Place.NOTICE:
        return False
    old = weights(change.old)
    if change.kind is ChangeKind.DROPPED:
        return change.place not in LEFT_OUT and is_claim(change.old, old)
    return differs(old, weights(change.new))


def is_claim(sentence: str, found: Weights) -> bool:
    """A whole sentence that says something of weight."""
    is_whole = found.n_words >= LEAST_CLAIM and is_prose(sentence)
    return is_whole and bool(found.amounts.values or found.names or found.quotes)


def revision(old: Version, new: Version) -> Revision | None:
    """The one kind of news that a new version is, with what made it so; None for none.

    Taken back before corrected before silently changed. A text that was written anew, or that only grew, is an open
    update: its figures are the news, not its revision. A wall or a file in place of the page says nothing.
    """
    if is_gone(old, new):
        return Revision(kind=FlagKind.ARTICLE_RETRACTED, changes=(), span=None)
    if not (old.quality is new.quality is Quality.ARTICLE) or old.text == new.text:
        return None
    found = changes(old, new)
    weighty = tuple(c for c in found if substance(c))
    note = new_notice(old, new)
    if note is not None:
        return Revision(kind=flag_of(note), changes=weighty, span=note.sentence)
    if not weighty or kept(old, found) < LEFT:
        return None
    first = next((c.span for c in weighty if c.span is not None), None)
    return Revision(kind=FlagKind.ARTICLE_REVISED, changes=weighty, span=first)


def revision_flag_kind(old: Version, new: Version) -> FlagKind | None:
    """The kind of flag that a new version raises about its article."""
    found = revision(old, new)
    return found.kind if found is not None else None


def is_gone(old: Version, new: Version) -> bool:
    """The text that was there is not there any more."""
    if old.quality is not Quality.ARTICLE:
        return False
    return new.quality in {Quality.GONE, Quality.TOO_SHORT}


def flag_of(note: Notice) -> FlagKind:
    return FlagKind.ARTICLE_RETRACTED if note.kind is NoticeKind.RETRACTED else FlagKind.ARTICLE_CORRECTED


def kept(old: Version, found: Sequence[Change]) -> float:
    """Share of the old sentences that stand unchanged or edited in the new text, in [0, 1]."""
    n = len(lines(old))
    dropped = sum(c.kind is ChangeKind.DROPPED for c in found)
    return 1 - dropped / n if n else 0.0
