"""The stretches of a text that stand word for word in another, as characters of the text."""

from collections.abc import Iterator, Sequence

from pipeline.dedupe.align import Run, runs
from pipeline.dedupe.sides import Side
from pipeline.language.meaning import begins_sentence, weighs
from pipeline.model import Copy, Span

#: shorter runs are left to the readers, unless they are a whole block
WORTH = 8
#: a copy may leave out so many harmless words of its source within one run
HARMLESS = 3


def shared(probe: Side, source: Side) -> tuple[Span, ...]:
    """Spans of the probe without a word that differs; a number, negation or name left out parts them.

    Marks next to the words are taken along, so that a whole sentence is one stretch.
    """
    met = meet(probe, source, runs(probe.everything, source.everything))
    joined = [part for run in join(source, met) for part in unbroken(probe, run)]
    edges = block_edges(probe)
    spans = []
    for run in joined:
        first, last = probe.words.bounds[run.here][0], probe.words.bounds[run.here + run.n - 1][1]
        start, end = edges.get(first, first), edges.get(-last, last)
        whole_block = first in edges and -last in edges
        if run.n >= WORTH or whole_block:
            spans.append(Span(before_marks(probe.version.text, start), after_marks(probe.version.text, end)))
    return tuple(sorted(spans))


def meet(probe: Side, source: Side, laid: Sequence[Run]) -> list[Run]:
    """Where two runs touch and the border could lie further left, it is laid where a sentence begins."""
    found = list(laid)
    for n in range(1, len(found)):
        left, right = found[n - 1], found[n]
        if left.here + left.n != right.here:
            continue
        back = 0
        while (
            back < left.n - 1
            and right.there > back
            and probe.words.forms[right.here - 1 - back] == source.words.forms[right.there - 1 - back]
        ):
            back += 1
            if begins_sentence(probe.version.text, probe.words.bounds[right.here - back][0]):
                found[n - 1] = Run(left.here, left.there, left.n - back)
                found[n] = Run(right.here - back, right.there - back, right.n + back)
                break
    return found


def join(source: Side, parted: Sequence[Run]) -> list[Run]:
    """Touching runs as one, where the source has nothing of weight between them or a sentence ends there."""
    found: list[Run] = []
    for run in parted:
        if (
            found
            and found[-1].here + found[-1].n == run.here
            and harmless(source, found[-1].there + found[-1].n, run.there)
        ):
            found[-1] = Run(found[-1].here, run.there - found[-1].n, found[-1].n + run.n)
        else:
            found.append(run)
    return found


def unbroken(probe: Side, run: Run) -> Iterator[Run]:
    """The run cut where other words stand between its own: a caption, or the way back to a headline."""
    bounds, text, start = probe.words.bounds, probe.version.text, run.here
    for n in range(run.here + 1, run.here + run.n):
        before, after = bounds[n - 1][1], bounds[n][0]
        if after != before + 1 and (after < before or any(c.isalnum() for c in text[before:after])):
            yield Run(start, run.there + start - run.here, n - start)
            start = n
    yield Run(start, run.there + start - run.here, run.here + run.n - start)


def harmless(source: Side, start: int, end: int) -> bool:
    """Few words, forwards, none of weight."""
    if not 0 <= end - start <= HARMLESS:
        return False
    return not any(weighs(source.words, n) for n in range(start, end))


def block_edges(side: Side) -> dict[int, int]:
    """Start of a block's first word -> start of the block; negative end of its last word -> its end."""
    edges: dict[int, int] = {}
    n = 0
    bounds = sorted(side.words.bounds)
    for block in side.version.blocks:
        while n < len(bounds) and bounds[n][1] <= block.span.start:
            n += 1
        first = n
        while n < len(bounds) and bounds[n][1] <= block.span.end:
            n += 1
        if n > first:
            edges[bounds[first][0]] = block.span.start
            edges[-bounds[n - 1][1]] = block.span.end
    return edges


def before_marks(text: str, start: int) -> int:
    while start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    return start


def after_marks(text: str, end: int) -> int:
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return end


def is_shared(copy: Copy, span: Span) -> bool:
    """The whole of `span`, a sentence, stands word for word in the text that was copied."""
    return any(stretch.contains(span) for stretch in copy.shared)
