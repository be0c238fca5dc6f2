"""A cue, its speaker and what it credits, in words of one sentence."""

from dataclasses import dataclass

from pipeline.claims.lexicon import Cue
from pipeline.claims.phrases import DASHES, FINITE, QUOTES, Reading
from pipeline.claims.subjects import Group

ENDINGS = frozenset({".", "!", "?", ""})
BREAKS = frozenset({",", ";"}) | DASHES
#: what begins with one of these is no main clause: "Of the 40, she said, 34 had left"
SUBORDINATE = frozenset({"PRP", "PRF", "CJS", "VVN", "VVG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A cue with its speaker and the words it credits, counted in words of the sentence."""

    cue: Cue
    #: the words that credit
    first: int
    last: int
    #: None: the text does not say who
    group: Group | None
    #: the words credited, `begin` included, `end` not
    begin: int
    end: int
    negated: bool = False
    #: stands beside what is said rather than before it: `"...", he said`
    beside: bool = False


def beside(reading: Reading, cue: Cue, first: int, last: int, group: Group | None) -> Credit:
    """A cue that stands beside its statement: the larger side of the sentence."""
    closing = max(last, group.last if group else last)
    if group and group.asides:
        closing = max(closing, group.asides[-1].last)
    opening = min(first, group.first if group else first)
    begin, end = _sides(reading, opening, closing)
    return Credit(cue=cue, first=first, last=last, group=group, begin=begin, end=end, beside=True)


def _sides(reading: Reading, opening: int, closing: int) -> tuple[int, int]:
    """What a cue in words `opening` to `closing` is about: what stands before it, behind it, or both."""
    n = len(reading.tokens)
    before = _has_verb(reading, 0, opening) and reading.tag(0) not in SUBORDINATE
    after = _has_verb(reading, closing + 1, n)
    ends = reading.word(closing + 1) in ENDINGS | {":"}
    if before and reading.word(closing + 1) in BREAKS and reading.tag(closing + 2) in FINITE:
        return 0, n
    if before and (ends or (after and reading.word(opening - 1) in BREAKS | QUOTES)):
        return 0, opening
    if opening <= 1:
        return _skip_signs(reading, closing + 1), n
    return (0, opening) if ends else (0, n)


def _has_verb(reading: Reading, first: int, last: int) -> bool:
    return any(reading.tag(at) in FINITE for at in range(first, last))


def _skip_signs(reading: Reading, at: int) -> int:
    while at < len(reading.tokens) and reading.word(at) in BREAKS | {":"}:
        at += 1
    return at
