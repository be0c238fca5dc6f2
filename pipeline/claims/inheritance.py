"""Statements without a cue of their own that are still somebody's."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.claims.quotes import touching
from pipeline.language import Document, Sentence
from pipeline.model import Attribution, Place, Span

#: a quotation of fewer characters is a word in scare quotes
SHORT_QUOTE = 25
#: as few may go on behind a credited quotation of the same sentence
RESUMED = 12
#: a number of two digits or more: smaller ones stand for too many things
NUMBER = re.compile(r"\d[\d.,]{0,20}\d")


def run_on(
    document: Document, quotes: Sequence[Span], spoken: Mapping[Span, Attribution], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Quotations, sentence by sentence, that go to the speaker beside them: the one of their other end or the last.

    `spoken` has the quotations that a cue credits; `found` all credits, in order of their words.
    """
    last: Attribution | None = None
    at, reach = 0, 0
    for sentence in document.sentences:
        begun = {quote.start for quote in touching(quotes, sentence.span)}
        while at < len(found) and found[at].content.start < sentence.span.end:
            last = found[at]
            reach = max(reach, last.content.end)
            at += 1
        for quote in touching(quotes, sentence.span):
            part = Span(max(quote.start, sentence.span.start), min(quote.end, sentence.span.end))
            by = spoken.get(quote, last)
            least = RESUMED if last is not None and last.content.start in begun else SHORT_QUOTE
            if by is not None and part.end - part.start >= least and reach < part.end:
                yield inherited(by, part)


def go_on(document: Document, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Whole sentences that nobody is credited with.

    A free rendering goes on in its paragraph ("The mayor said three lines would close. Buses would replace them.") and
    in the list that it opens; a number that stands again elsewhere, or in the headline, is of whoever was credited
    with it.
    """
    credited = _by_sentence(document, found)
    counted = _by_number(document.text, found)
    by: Attribution | None = None
    before: Sentence | None = None
    for sentence in document.sentences:
        if before is None or (sentence.block != before.block and not _lists(before, sentence)):
            by = None
        before = sentence
        if sentence.index in credited:
            by = credited[sentence.index]
            continue
        source = next((counted[n] for n in NUMBER.findall(sentence.text) if n in counted), None)
        if source is None and sentence.place in {Place.BODY, Place.LIST}:
            source = by
        if source is not None:
            yield inherited(source, sentence.span)


def _lists(before: Sentence, sentence: Sentence) -> bool:
    """What stands behind a colon, item by item, is of whoever speaks before it."""
    return before.text.endswith(":") or before.place is sentence.place is Place.LIST


def _by_sentence(document: Document, found: Sequence[Attribution]) -> dict[int, Attribution]:
    """Number of a sentence -> its first credit."""
    starts = [s.span.start for s in document.sentences]
    first: dict[int, Attribution] = {}
    for a in found:
        first.setdefault(max(0, bisect_right(starts, a.content.start) - 1), a)
    return first


def _by_number(text: str, found: Sequence[Attribution]) -> dict[str, Attribution]:
    """Number -> who was first credited with it."""
    first: dict[str, Attribution] = {}
    for a in found:
        for number in NUMBER.findall(a.content.of(text)):
            first.setdefault(number, a)
    return first


def inherited(by: Attribution, content: Span) -> Attribution:
    return replace(by, speaker_span=None, content=content, cue=None, inherited=True)
