"""In what a copy differs from what it copies: numbers, negations, names, speakers, whole sentences."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, zip_longest

from rapidfuzz.distance import LCSseq

from pipeline.dedupe.boilerplate import Boilerplate, none_known
from pipeline.dedupe.match import EXCERPT, NEAR, REWORDED, Match, lay
from pipeline.dedupe.sides import Side, side_of
from pipeline.language import Sentence, parse
from pipeline.language.meaning import Weight, speech_words, weight_of
from pipeline.model import Copy, Difference, DifferenceKind, Place, Relation, Span, Version

#: a sentence of at least so many words of which less than this share is matched was added, or dropped
LEAST_WORDS = 4
STRANGE = 0.35
#: a verb of speech stands so near to the name of who speaks
BESIDE = 2
KINDS = {
    Weight.NUMBER: DifferenceKind.NUMBER,
    Weight.NEGATION: DifferenceKind.NEGATION,
    Weight.NAME: DifferenceKind.NAME,
}


def differences(version: Version, copy: Copy, boilerplate: Boilerplate = none_known) -> tuple[Difference, ...]:
    """What of weight was changed, in the order of the text; then the sentences added, then those dropped.

    Sentences are compared where most of a text was copied: a quotation drops and adds nothing.
    """
    if copy.of is None or copy.relation in (Relation.INDEPENDENT, Relation.IDENTICAL):
        return ()
    probe = side_of(version, boilerplate(version.outlet))
    source = side_of(copy.of.version, boilerplate(copy.of.version.outlet))
    laid = Laid(lay(probe, copy.of, source, source.words.n_running))
    changed = [d for old, new in laid.hunks() for d in laid.changes(old, new)]
    added = laid.strange(laid.probe, laid.probe_matched) if laid.match.coverage >= REWORDED else ()
    dropped = laid.strange(laid.source, laid.source_matched) if laid.match.back >= EXCERPT else ()
    return (
        *changed,
        *(Difference(kind=DifferenceKind.ADDED, old="", new=s, sentence=s) for s in added),
        *(Difference(kind=DifferenceKind.DROPPED, old=s, new="", sentence=s) for s in dropped),
    )


@dataclass(frozen=True)
class Laid:
    """A copy laid on what it copies, word by word."""

    match: Match

    @property
    def probe(self) -> Side:
        return self.match.probe

    @property
    def source(self) -> Side:
        return self.match.source

    @cached_property
    def gaps(self) -> tuple[tuple[Span, Span], ...]:
        """Words of source and probe that stand between equal ones; before the first and after the last run, too."""
        runs = self.match.runs
        if not runs:
            return ()
        inner = [(gap[1], gap[0]) for gap in self.match.gaps if gap is not None]
        first, last = runs[0], runs[-1]
        head = (Span(0, first.there), Span(0, first.here))
        tail = (
            Span(last.there + last.n, self.source.words.n_running),
            Span(last.here + last.n, self.probe.words.n_running),
        )
        outer = [pair for pair in (head, tail) if all(span.end - span.start <= NEAR for span in pair)]
        return tuple(sorted([*inner, *outer], key=lambda pair: pair[1]))

    @cached_property
    def probe_matched(self) -> Set[int]:
        """Words of the probe that stand in the source."""
        return {n for new in self._equal for n in range(new[1], new[1] + new[2])}

    @cached_property
    def source_matched(self) -> Set[int]:
        return {n for old in self._equal for n in range(old[0], old[0] + old[2])}

    @cached_property
    def _equal(self) -> list[tuple[int, int, int]]:
        """(place in source, place in probe, words) of all that is equal."""
        found = [(run.there, run.here, run.n) for run in self.match.runs]
        for old, new in self.gaps:
            for block in LCSseq.opcodes(self.forms(self.source, old), self.forms(self.probe, new)):
                if block.tag == "equal":
                    n = block.src_end - block.src_start
                    found.append((old.start + block.src_start, new.start + block.dest_start, n))
        return found

    def forms(self, side: Side, span: Span) -> Sequence[str]:
        return side.words.forms[span.start : span.end]

    def hunks(self) -> Iterator[tuple[Span, Span]]:
        """Stretches of unequal words, in source and in probe, in the order of the probe."""
        for old, new in self.gaps:
            codes = LCSseq.opcodes(self.forms(self.source, old), self.forms(self.probe, new))
            for equal, group in groupby(codes, key=lambda code: code.tag == "equal"):
                if not equal:
                    parts = list(group)
                    yield (
                        Span(old.start + parts[0].src_start, old.start + parts[-1].src_end),
                        Span(new.start + parts[0].dest_start, new.start + parts[-1].dest_end),
                    )

    def changes(self, old: Span, new: Span) -> Iterator[Difference]:
        """Words of weight that one side of a hunk has and the other has not, paired in their order."""
        for weight, kind in KINDS.items():
            ours, theirs = phrases(self.probe, new, weight), phrases(self.source, old, weight)
            mine = [p for p in ours if p.lowered not in {t.lowered for t in theirs}]
            his = [t for t in theirs if t.lowered not in {p.lowered for p in ours}]
            for was, now in zip_longest(his, mine):
                shown, at = (self.probe, now) if now is not None else (self.source, was)
                spoken = weight is Weight.NAME and (speaks(self.probe, now) or speaks(self.source, was))
                yield Difference(
                    kind=DifferenceKind.SPEAKER if spoken else kind,
                    old="" if was is None else was.text,
                    new="" if now is None else now.text,
                    sentence="" if at is None else sentence_at(shown, at.first),
                )

    def strange(self, side: Side, matched: Set[int]) -> Iterator[str]:
        """Sentences of a side that have little in common with the other."""
        starts = [span.start for span in side.words.spans[: side.words.n_running]]
        for sentence in sentences(side.version):
            first, last = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
            known = sum(n in matched for n in range(first, last))
            if last - first >= LEAST_WORDS and known < STRANGE * (last - first):
                yield sentence.text


@dataclass(frozen=True)
class Phrase:
    """Words of one weight that stand side by side."""

    first: int
    last: int
    text: str

    @property
    def lowered(self) -> str:
        return self.text.lower()


def phrases(side: Side, within: Span, weight: Weight) -> list[Phrase]:
    """The words of this weight, those side by side as one."""
    found: list[Phrase] = []
    spans, text = side.words.spans, side.words.text
    for n in range(within.start, within.end):
        if weight_of(side.words, n) is not weight:
            continue
        joined = bool(found) and found[-1].last == n - 1 and "\n" not in text[spans[n - 1].end : spans[n].start]
        first = found.pop().first if joined else n
        found.append(Phrase(first, n, text[spans[first].start : spans[n].end]))
    return found


def speaks(side: Side, name: Phrase | None) -> bool:
    """A verb of speech stands beside the name."""
    if name is None:
        return False
    beside = side.words.forms[max(0, name.first - BESIDE) : name.last + 1 + BESIDE]
    return not speech_words().isdisjoint(beside)


@lru_cache(maxsize=4)
def sentences(version: Version) -> tuple[Sentence, ...]:
    """The sentences of the running text."""
    outside = {Place.HEADLINE, Place.DECK, Place.CAPTION}
    found = parse(version.text, version.blocks, language=version.language).sentences
    return tuple(sentence for sentence in found if sentence.place not in outside)


def sentence_at(side: Side, n: int) -> str:
    """The sentence that word `n` stands in."""
    at = side.words.spans[n].start
    found = (s.text for s in sentences(side.version) if s.span.start <= at < s.span.end)
    return next(found, "")
