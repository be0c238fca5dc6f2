"""Which copy of what a version is: verified word by word against each candidate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import LCSseq

from pipeline.dedupe.align import Run, common, runs
from pipeline.dedupe.shared import shared
from pipeline.dedupe.sides import Side, side_of
from pipeline.language.meaning import weighs
from pipeline.model import Copy, Known, Relation, Span, Version

#: a run that makes a partial copy (a quote, an excerpt): measured frontier on 6,544 news texts, precision 1.0
LONG_RUN = 18
#: a run wholly inside quotation marks may come from a common source (a statement): it must be longer
LONG_QUOTE = 22
#: share of the words that makes a reworded copy, with a run of at least SOME_RUN words: texts with 30% of their words
#: replaced keep .36 to .6, other texts on the same event share .07 at most (107 pages of eight stories)
REWORDED = 0.36
SOME_RUN = 8
#: share of the words that makes a copy of the whole
WHOLE = 0.92
#: neighbouring runs with at most so many words between, on both sides, are one passage reworded
NEAR = 12
#: with so many numbers changed in place, and not twice as many kept, the two share a template, not a text: weather
#: and market reports keep 2 as a rule and change 2 to 8; copies with planted changes keep 6 or more, change 2 at most
TEMPLATE_NUMBERS = 2
#: unless they share a run that no template has
BEYOND_TEMPLATE = 60
#: a run of SOME_RUN words has so many 4-grams; who shares fewer is no copy
LEAST_COMMON = SOME_RUN - 3
#: candidates that are verified word by word
MOST_VERIFIED = 4
QUOTES = '"“”„«»'


@dataclass(frozen=True)
class Match:
    """A probe laid on one candidate."""

    known: Known
    probe: Side
    source: Side
    #: in the running text of both
    runs: tuple[Run, ...]

    @cached_property
    def identical(self) -> bool:
        ours, theirs = self.probe.words.set_aside, self.source.words.set_aside
        same_date = not (ours and theirs) or ours == theirs
        return same_date and self.probe.running.forms == self.source.running.forms

    @cached_property
    def longest(self) -> Run:
        return max(self.runs, key=lambda r: r.n, default=Run(0, 0, 0))

    @cached_property
    def gaps(self) -> tuple[tuple[Span, Span], ...]:
        """Stretches of words, in probe and in source, between neighbouring runs of one passage."""
        found = []
        for a, b in zip(self.runs, self.runs[1:], strict=False):
            here, there = Span(a.here + a.n, b.here), Span(a.there + a.n, b.there)
            if 0 <= there.end - there.start <= NEAR and here.end - here.start <= NEAR:
                found.append((here, there))
        return tuple(found)

    @cached_property
    def coverage(self) -> float:
        """Share of the probe's running words that stand in the source, in the same order within a passage."""
        equal = sum(r.n for r in self.runs)
        for here, there in self.gaps:
            equal += LCSseq.similarity(
                self.probe.words.forms[here.start : here.end], self.source.words.forms[there.start : there.end]
            )
        return min(1.0, equal / max(1, self.probe.words.n_running))

    @cached_property
    def same_template(self) -> bool:
        """Two reports of a kind (weather, markets): set in the same words, each with its own numbers."""
        kept = sum(w[0].isdigit() for r in self.runs for w in self.probe.words.forms[r.here : r.here + r.n])
        changed = sum(self.n_changed(here, there) for here, there in self.gaps)
        return changed >= TEMPLATE_NUMBERS and 2 * changed > kept and self.longest.n < BEYOND_TEMPLATE

    def n_changed(self, here: Span, there: Span) -> int:
        """Numbers of the probe where the source has others, in one gap."""
        ours = [w for w in self.probe.words.forms[here.start : here.end] if w[0].isdigit()]
        theirs = {w for w in self.source.words.forms[there.start : there.end] if w[0].isdigit()}
        return sum(w not in theirs for w in ours) if theirs else 0

    @cached_property
    def relation(self) -> Relation:
        if self.identical:
            return Relation.IDENTICAL
        if self.same_template:
            return Relation.INDEPENDENT
        if self.coverage >= WHOLE and not self.adds_weight():
            return Relation.SYNDICATED
        least = LONG_QUOTE if self.in_quotes(self.longest) else LONG_RUN
        reworded = self.coverage >= REWORDED and self.longest.n >= SOME_RUN
        return Relation.PARTIAL if self.longest.n >= least or reworded else Relation.INDEPENDENT

    def adds_weight(self) -> bool:
        """The probe's running text has a number, a negation or a name that the source has not in that place."""
        left = uncovered(self.runs, self.probe.words.n_running)
        return any(weighs(self.probe.words, n) for n in left)

    def in_quotes(self, run: Run) -> bool:
        """An odd number of quotation marks stands before the run in its paragraph."""
        if not run.n:
            return False
        start = self.probe.words.spans[run.here].start
        before = self.probe.version.text[max(0, start - 2000) : start].rpartition("\n")[2]
        return sum(before.count(q) for q in QUOTES) % 2 == 1

    def copy(self, of: Known) -> Copy:
        return Copy(
            relation=self.relation,
            of=of,
            coverage=round(self.coverage, 4),
            run=self.longest.n,
            shared=shared(self.probe, self.source),
        )


def uncovered(found: Sequence[Run], n: int) -> Iterator[int]:
    """Indices of the first `n` words that stand in no run."""
    at = 0
    for run in found:
        yield from range(at, run.here)
        at = run.here + run.n
    yield from range(at, n)


def match(probe: Side, known: Known) -> Match:
    source = side_of(known.version)
    return Match(known, probe, source, tuple(runs(probe.running, source.running)))


def classify(version: Version, *, previous: Known | None, near: Sequence[Known]) -> Copy:
    """What `version` repeats: its own article's `previous` version, else the best of `near`, else nothing.

    `near` are candidates by fingerprints, the best first; versions of the same article among them are passed over.
    """
    probe = side_of(version)
    if previous is not None:
        return revised(match(probe, previous))
    others = [known for known in near if known.version.url != version.url]
    copies = [
        m for m in (match(probe, known) for known in promising(probe, others)) if m.relation is not Relation.INDEPENDENT
    ]
    if not copies:
        return Copy(relation=Relation.INDEPENDENT)
    best = min(copies, key=rank)
    return best.copy(of=origin(best, probe, others))


def promising(probe: Side, near: Sequence[Known]) -> list[Known]:
    """The few candidates that share the most 4-grams, leaving out those that share too few for any copy."""
    least = max(1, min(LEAST_COMMON, len(probe.running.grams)))
    shares = [(int(common(probe.running, side_of(known.version).running).sum()), known) for known in near]
    shares = [(n, known) for n, known in shares if n >= least]
    shares.sort(key=lambda s: (-s[0], s[1].version.published_at, s[1].version_id))
    return [known for _, known in shares[:MOST_VERIFIED]]


def revised(found: Match) -> Copy:
    """A later version of the same article: identical only when every word of the running text is equal."""
    relation = Relation.IDENTICAL if found.identical else Relation.REVISED
    return replace(found.copy(of=found.known), relation=relation)


def rank(found: Match) -> tuple[int, float, int, float, int]:
    """Sorts the best first: class, then coverage, then run, then the earliest published."""
    order = (Relation.IDENTICAL, Relation.SYNDICATED, Relation.PARTIAL)
    published = found.known.version.published_at.timestamp()
    return order.index(found.relation), -round(found.coverage, 2), -found.longest.n, published, found.known.version_id


def origin(best: Match, probe: Side, near: Sequence[Known]) -> Known:
    """The family's origin, where it is among the candidates and the probe repeats it too; else the candidate itself."""
    if best.known.origin_id == best.known.version_id:
        return best.known
    first = next((known for known in near if known.version_id == best.known.origin_id), None)
    repeats = first is not None and match(probe, first).relation is not Relation.INDEPENDENT
    return first if first is not None and repeats else best.known
