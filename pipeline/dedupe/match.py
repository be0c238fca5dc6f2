"""A text laid on one candidate: what is equal, in which order, and whether that makes it a copy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq

from pipeline.dedupe.align import Run, runs
from pipeline.dedupe.foot import is_foot
from pipeline.dedupe.sides import Side
from pipeline.language.meaning import Weight, weighs, weight_of
from pipeline.model import Known, Relation, Span

#: a run that makes a partial copy (a quote, an excerpt): measured frontier on 6,544 news texts, precision 1.0
LONG_RUN = 20
#: a run inside quotation marks in both may come from a common source (a statement): it must be longer
LONG_QUOTE = 22
#: no two writers introduce a statement in so many equal words
BEYOND_QUOTE = 25
#: a passage makes a partial copy when so many more words of it are equal than are not
LONG_PASSAGE = 40
#: share of the words that makes a reworded copy, with a run of at least SOME_RUN words: texts with 30% of their words
#: replaced keep .36 to .6, other texts on the same event share .07 at most (107 pages of eight stories)
REWORDED = 0.36
SOME_RUN = 8
#: share of the words that makes a copy of the whole
WHOLE = 0.92
#: who repeats less of the source has taken an excerpt, however little he adds
EXCERPT = 0.25
#: neighbouring runs with at most so many words between, on both sides, are one passage reworded
NEAR = 12
#: with so many numbers changed in place, and not twice as many kept, the two share a template, not a text: weather
#: and market reports keep 2 as a rule and change 2 to 8; copies with planted changes keep 6 or more, change 2 at most
TEMPLATE_NUMBERS = 2
#: fewer numbers than these tell nothing about a template
FEW_NUMBERS = 3
#: unless they share a run that no template has
BEYOND_TEMPLATE = 60
#: two texts of one outlet are a copy when so much of one stands in the other; less is what it prints on every page
SAME_HOUSE = 0.6
#: words between the matter that an outlet prints first and last on its pages: so many make a text of its own
OWN_MIDDLE = 20


@dataclass(frozen=True)
class Match:
    """A probe laid on one candidate."""

    known: Known
    probe: Side
    source: Side
    #: in the running text of both
    runs: tuple[Run, ...]
    #: words of the source's running text that are not its outlet's boilerplate
    n_source: int

    @cached_property
    def same_house(self) -> bool:
        return bool(self.probe.version.outlet) and self.probe.version.outlet == self.source.version.outlet

    @cached_property
    def identical(self) -> bool:
        ours, theirs = self.probe.words.set_aside, self.source.words.set_aside
        same_date = not (ours and theirs) or ours == theirs
        return same_date and self.probe.running.forms == self.source.running.forms

    @cached_property
    def longest(self) -> Run:
        return max(self.runs, key=lambda r: r.n, default=Run(0, 0, 0))

    @cached_property
    def gaps(self) -> tuple[tuple[Span, Span] | None, ...]:
        """Words in probe and in source between each run and the next; None where a new passage begins."""
        found: list[tuple[Span, Span] | None] = []
        for a, b in zip(self.runs, self.runs[1:], strict=False):
            here, there = Span(a.here + a.n, b.here), Span(a.there + a.n, b.there)
            near = 0 <= there.end - there.start <= NEAR and here.end - here.start <= NEAR
            found.append((here, there) if near else None)
        return tuple(found)

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """Equal words in each gap, in the same order."""
        ours, theirs = self.probe.words.forms, self.source.words.forms
        return tuple(
            0 if gap is None else LCSseq.similarity(ours[gap[0].start : gap[0].end], theirs[gap[1].start : gap[1].end])
            for gap in self.gaps
        )

    @cached_property
    def n_equal(self) -> int:
        """Words of the probe that stand in the source, in the same order within a passage."""
        return sum(r.n for r in self.runs) + sum(self.kept)

    @cached_property
    def coverage(self) -> float:
        """Share of the probe's running words that stand in the source."""
        return min(1.0, self.n_equal / max(1, self.probe.words.n_running))

    @cached_property
    def back(self) -> float:
        """Share of the source's own words that stand in the probe."""
        return min(1.0, self.n_equal / max(1, self.n_source))

    @cached_property
    def passages(self) -> tuple["Passage", ...]:
        """The runs, those near one another together."""
        found: list[list[int]] = []
        for n in range(len(self.runs)):
            if n and self.gaps[n - 1] is not None:
                found[-1].append(n)
            else:
                found.append([n])
        return tuple(Passage(self, range(part[0], part[-1] + 1)) for part in found)

    @cached_property
    def edges(self) -> tuple[int, int]:
        """Words that are equal at the beginning and at the end of both."""
        n, m = self.probe.words.n_running, self.source.words.n_running
        head = max((r.n for r in self.runs if r.here == r.there == 0), default=0)
        tail = max((r.n for r in self.runs if r.here + r.n == n and r.there + r.n == m), default=0)
        return head, tail

    @cached_property
    def inner(self) -> tuple[Run, ...]:
        """The runs, of two texts of one outlet without what both begin and end with."""
        head, tail = self.edges if self.same_house else (0, 0)
        end = self.probe.words.n_running - tail
        return tuple(r for r in self.runs if r.here >= head and r.here + r.n <= end)

    @cached_property
    def same_template(self) -> bool:
        """Two reports of a kind (weather, markets): set in the same words, each with its own numbers."""
        return self.is_template(self.inner, self.gaps)

    def is_template(self, within: Sequence[Run], gaps: Sequence[tuple[Span, Span] | None]) -> bool:
        """More numbers are changed in these gaps than half of those that are kept in these runs."""
        if max((r.n for r in within), default=0) >= BEYOND_TEMPLATE:
            return False
        changed = sum(self.n_changed(*gap) for gap in gaps if gap is not None)
        if changed < TEMPLATE_NUMBERS:
            return False
        forms = self.probe.words.forms
        kept = sum(w[0].isdigit() for r in within for w in forms[r.here : r.here + r.n])
        return 2 * changed > kept

    def n_changed(self, here: Span, there: Span) -> int:
        """Numbers of the probe where the source has others, in one gap."""
        ours = [w for w in self.probe.words.forms[here.start : here.end] if w[0].isdigit()]
        if not ours:
            return 0
        theirs = {w for w in self.source.words.forms[there.start : there.end] if w[0].isdigit()}
        return sum(w not in theirs for w in ours) if theirs else 0

    @cached_property
    def relation(self) -> Relation:
        if self.identical:
            return Relation.IDENTICAL
        if not self.is_copy:
            return Relation.INDEPENDENT
        if self.coverage >= WHOLE and not self.adds_weight:
            return Relation.SYNDICATED if self.back >= EXCERPT else Relation.PARTIAL
        if self.back >= WHOLE and self.coverage < WHOLE:
            return Relation.EXPANDED
        return Relation.PARTIAL

    @property
    def is_copy(self) -> bool:
        if self.same_house and (max(self.coverage, self.back) < SAME_HOUSE or self.at_edges):
            return False
        if self.taken:
            return True
        reworded = self.coverage >= REWORDED and self.longest.n >= SOME_RUN and self.aligned >= REWORDED
        return reworded and self.keeps_numbers and not self.same_template

    @cached_property
    def taken(self) -> tuple["Passage", ...]:
        return tuple(passage for passage in self.passages if passage.is_taken)

    @cached_property
    def strength(self) -> int:
        """Equal words in what was surely taken, or in one order; scattered ones tell little of who copied."""
        return max(sum(passage.n_equal for passage in self.taken), self.n_aligned)

    @property
    def aligned(self) -> float:
        """Share of the probe's running words that stand in the source in one order throughout."""
        return self.n_aligned / max(1, self.probe.words.n_running)

    @cached_property
    def n_aligned(self) -> int:
        """Most words of the probe that stand in the source in one order.

        Who exchanges words keeps the order; two reports of one event share names and titles here and there.
        """
        chains: list[tuple[int, int]] = []
        for run, kept in zip(self.runs, (0, *self.kept), strict=True):
            before = max((most for end, most in chains if end <= run.there), default=0)
            chains.append((run.there + run.n, before + kept + run.n))
        return max((most for _, most in chains), default=0)

    @cached_property
    def keeps_numbers(self) -> bool:
        """Most numbers of the probe stand in the source: words were exchanged, not the facts of a template."""
        known = set(filter(tells, self.source.words.forms))
        told = [w in known for w in filter(tells, self.probe.running.forms)]
        return len(told) < FEW_NUMBERS or 2 * sum(told) > len(told)

    @property
    def at_edges(self) -> bool:
        """What is equal stands at the beginning and the end of both alone, with a text of its own in each between."""
        head, tail = self.edges
        own = min(self.probe.words.n_running, self.source.words.n_running) - head - tail
        return own >= OWN_MIDDLE and self.n_equal - head - tail < REWORDED * own

    @cached_property
    def adds_weight(self) -> bool:
        """The probe's running text has a number, a negation or a name where the source has nothing.

        One that was put in another's place is a difference of the copy, and makes it no other kind of text.
        """
        exchanged = {
            n
            for gap in self.gaps
            if gap is not None and gap[1].end > gap[1].start
            for n in range(gap[0].start, gap[0].end)
        }
        left = uncovered(self.runs, self.probe.words.n_running)
        return any(n not in exchanged and weighs(self.probe.words, n) for n in left)

    def is_common_statement(self, run: Run) -> bool:
        """What is equal are words that both quote, from whoever said them, and little besides."""
        if run.n >= 2 * BEYOND_QUOTE:
            return False
        ours, theirs = self.probe.quoted, self.source.quoted
        told = [ours[run.here + k] and theirs[run.there + k] for k in range(run.n)]
        n = sum(told)
        if n >= LONG_QUOTE or 2 * n <= run.n:
            return False
        # whoever said it has one name and title, however long
        named = sum(weight_of(self.probe.words, run.here + k) is Weight.NAME for k in range(run.n) if not told[k])
        return run.n - named < BEYOND_QUOTE


@dataclass(frozen=True)
class Passage:
    """Neighbouring runs: words of one stretch of the source, some of them perhaps exchanged."""

    match: Match
    #: which runs of the match
    numbers: range

    @property
    def n_equal(self) -> int:
        first, last = self.numbers[0], self.numbers[-1]
        return sum(self.match.runs[n].n for n in self.numbers) + sum(self.match.kept[first:last])

    @property
    def is_taken(self) -> bool:
        """Long enough that nobody else writes the same words in this order."""
        match, within = self.match, [self.match.runs[n] for n in self.numbers]
        longest = max(within, key=lambda run: run.n)
        run_is_long = longest.n >= LONG_RUN and not match.is_common_statement(longest)
        if not run_is_long and self.score < LONG_PASSAGE:
            return False
        if self.is_foot:
            return False
        inner = [run for run in within if run in match.inner]
        return not match.is_template(inner, [match.gaps[n] for n in self.numbers[:-1]])

    @property
    def is_foot(self) -> bool:
        """It stands at the foot of both: a notice that many outlets print below their texts."""
        first, last = self.match.runs[self.numbers[0]], self.match.runs[self.numbers[-1]]
        ours = Span(first.here, last.here + last.n)
        theirs = Span(first.there, last.there + last.n)
        return self.n_equal < BEYOND_TEMPLATE and all(
            is_foot(side, within) for side, within in ((self.match.probe, ours), (self.match.source, theirs))
        )

    @property
    def score(self) -> int:
        """Equal words less unequal ones, at best: the score of a local alignment (Smith, Waterman 1981)."""
        best = score = 0
        for n in self.numbers:
            gap = self.match.gaps[n - 1] if n > self.numbers[0] else None
            if gap is not None:
                wide = max(gap[0].end - gap[0].start, gap[1].end - gap[1].start)
                score = max(0, score + 2 * self.match.kept[n - 1] - wide)
            score += self.match.runs[n].n
            best = max(best, score)
        return best


def tells(form: str) -> bool:
    """A number of two digits or more: smaller ones stand in every text."""
    return form[0].isdigit() and len(form) > 1


def uncovered(found: Sequence[Run], n: int) -> Iterator[int]:
    """Indices of the first `n` words that stand in no run."""
    at = 0
    for run in found:
        yield from range(at, run.here)
        at = run.here + run.n
    yield from range(at, n)


def lay(probe: Side, known: Known, source: Side, n_source: int) -> Match:
    """`n_source`: words of the source that are its own."""
    return Match(known, probe, source, tuple(runs(probe.running, source.running)), n_source)
