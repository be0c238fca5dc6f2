"""What an outlet prints on every page, learned from its pages: text that two otherwise unlike articles share."""

from collections.abc import Callable, Mapping, Sequence, Set

from pipeline.dedupe.match import Match
from pipeline.dedupe.shared import block_edges
from pipeline.dedupe.sides import BOILERPLATE_RUN, NOTHING, Side
from pipeline.dedupe.signature import GRAM

#: outlet -> 4-grams that it prints again and again
Boilerplate = Callable[[str], Set[int]]
#: a run that is made of whole paragraphs in both texts is set by a machine; others must be met once more
WHOLE_PARAGRAPHS, PARTS = 2, 1


def none_known(_outlet: str) -> Set[int]:
    """Nothing is known of any outlet yet."""
    return NOTHING


def met_again(found: Sequence[Match]) -> Mapping[int, int]:
    """4-gram -> evidence that it is boilerplate, from matches of one outlet's articles that are no copies."""
    evidence: dict[int, int] = {}
    for match in found:
        long = [run for run in match.runs if run.n >= BOILERPLATE_RUN]
        if not long:
            continue
        ours, theirs = block_edges(match.probe), block_edges(match.source)
        for run in long:
            whole = is_whole(match.probe, ours, run.here, run.n) and is_whole(match.source, theirs, run.there, run.n)
            for key in match.probe.running.keys[run.here : run.here + run.n - GRAM + 1]:
                evidence[key] = max(evidence.get(key, 0), WHOLE_PARAGRAPHS if whole else PARTS)
    return evidence


def is_whole(side: Side, edges: Mapping[int, int], start: int, n: int) -> bool:
    """These words begin and end with a paragraph."""
    bounds = side.words.bounds
    return bounds[start][0] in edges and -bounds[start + n - 1][1] in edges
