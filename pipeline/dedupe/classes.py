"""Which copy of what a version is: verified word by word against each candidate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from pipeline.dedupe.align import n_common
from pipeline.dedupe.boilerplate import Boilerplate, met_again, none_known
from pipeline.dedupe.match import SOME_RUN, WHOLE, Match, lay
from pipeline.dedupe.shared import shared
from pipeline.dedupe.sides import Side, side_of
from pipeline.model import Copy, Known, Relation, Version

#: a run of SOME_RUN words has so many 4-grams; who shares fewer is no copy
LEAST_COMMON = SOME_RUN - 3
#: candidates that are verified word by word
MOST_VERIFIED = 6
#: share of the equal words of the best candidate that an earlier one must have to be taken for what was copied
ABOUT_AS_MANY = 0.9
ORDER = (Relation.IDENTICAL, Relation.SYNDICATED, Relation.EXPANDED, Relation.PARTIAL)


@dataclass(frozen=True)
class Bench:
    """Where a probe is laid on others."""

    version: Version
    boilerplate: Boilerplate

    @cached_property
    def probe(self) -> Side:
        return side_of(self.version, self.boilerplate(self.version.outlet))

    def match(self, known: Known) -> Match:
        """What an outlet prints on every page is nobody's text: left out of the probe, and of its own other texts."""
        bare = side_of(known.version, self.boilerplate(known.version.outlet))
        source = bare if known.version.outlet == self.version.outlet else side_of(known.version)
        return lay(self.probe, known, source, bare.words.n_running)

    def matches(self, near: Sequence[Known]) -> Iterator[Match]:
        """The candidates laid on, those that share too few 4-grams for any copy left out.

        After a copy of the whole only those are tried that were published before.
        """
        grams = self.probe.running.grams
        least = max(1, min(LEAST_COMMON, len(grams)))
        n, before = 0, datetime.max.replace(tzinfo=UTC)
        for known in near:
            if n == MOST_VERIFIED:
                return
            if known.version.published_at >= before:
                continue
            if n_common(self.probe.running, side_of(known.version).running) < least:
                continue
            n += 1
            found = self.match(known)
            yield found
            if found.coverage >= WHOLE and found.relation is not Relation.INDEPENDENT:
                before = known.version.published_at


def classify(
    version: Version, *, previous: Known | None, near: Sequence[Known], boilerplate: Boilerplate = none_known
) -> Copy:
    """What `version` repeats: its own article's `previous` version, else the best of `near`, else nothing.

    `near` are candidates by fingerprints, the best first; versions of the same article among them are passed over.
    """
    bench = Bench(version, boilerplate)
    if previous is not None:
        return revised(bench.match(previous))
    others = [known for known in near if known.version.url != version.url]
    found = list(bench.matches(others))
    copies = [m for m in found if m.relation is not Relation.INDEPENDENT]
    again = met_again([m for m in found if m.relation is Relation.INDEPENDENT and m.same_house])
    if not copies:
        return Copy(relation=Relation.INDEPENDENT, boilerplate=again)
    best = best_of(copies)
    return replace(copy_of(best, origin(best, bench, others)), boilerplate=again)


def copy_of(found: Match, of: Known) -> Copy:
    return Copy(
        relation=found.relation,
        of=of,
        coverage=round(found.coverage, 4),
        run=found.longest.n,
        shared=shared(found.probe, found.source),
    )


def revised(found: Match) -> Copy:
    """A later version of the same article: identical only when every word of the running text is equal."""
    relation = Relation.IDENTICAL if found.identical else Relation.REVISED
    return replace(copy_of(found, found.known), relation=relation)


def best_of(copies: Sequence[Match]) -> Match:
    """Of the best class, the earliest published that has about as many equal words as any."""
    first = min(ORDER.index(m.relation) for m in copies)
    same = [m for m in copies if m.relation is ORDER[first]]
    most = max(m.strength for m in same)
    likely = [m for m in same if m.strength >= ABOUT_AS_MANY * most]
    return min(likely, key=lambda m: (m.known.version.published_at, -m.strength, m.known.version_id))


def origin(best: Match, bench: Bench, near: Sequence[Known]) -> Known:
    """The family's origin, where it is among the candidates and the probe repeats it too; else the candidate itself."""
    if best.known.origin_id == best.known.version_id:
        return best.known
    first = next((known for known in near if known.version_id == best.known.origin_id), None)
    repeats = first is not None and bench.match(first).relation is not Relation.INDEPENDENT
    return first if first is not None and repeats else best.known
