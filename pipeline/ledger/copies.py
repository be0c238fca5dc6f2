"""What of a copy is its own: which sentences it shares, and which it alters."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from pipeline.language import parse
from pipeline.ledger.mention import Mention
from pipeline.ledger.words import normal
from pipeline.model import Copy, Figure, Relation, Span, Version

#: share of words in the same order from which two sentences are one sentence, altered
ALTERED = 0.8
#: sentences of the original that one is compared with: more is no article
N_COMPARED = 400


@dataclass(frozen=True)
class Original:
    """The version that a copy repeats, sentence by sentence."""

    copy: Copy

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences; none when nothing is repeated."""
        if self.copy.of is None:
            return ()
        version = self.copy.of.version
        found = parse(version.text, version.blocks, language=version.language).sentences
        return tuple(sentence.text for sentence in found)

    @cached_property
    def _normal(self) -> dict[str, str]:
        return {normal(sentence): sentence for sentence in self.sentences}

    def shares(self, figure_sentence: Span, version: Version) -> bool:
        """The whole sentence stands in the original."""
        if any(shared.contains(figure_sentence) for shared in self.copy.shared):
            return True
        return normal(figure_sentence.of(version.text)) in self._normal

    def keeps(self, mention: Mention) -> bool:
        """The sentence is altered, but not in this number and the words around it."""
        before = self.altered(mention.sentence)
        if before is None:
            return False
        start, end = mention.figure.span.start, mention.figure.span.end
        base = mention.figure.sentence.start
        left, right = neighbours(mention.figure, mention.sentence)
        said = normal(mention.sentence[start - base : end - base])
        known = f" {normal(before)} "
        return f" {left} {said} " in known or f" {said} {right} " in known

    def altered(self, sentence: str) -> str | None:
        """The sentence of the original that this one alters; None when it is the copy's own."""
        if sentence not in self._altered:
            self._altered[sentence] = self._likest(normal(sentence).split())
        return self._altered[sentence]

    @cached_property
    def _altered(self) -> dict[str, str | None]:
        """What was found so far."""
        return {}

    def _likest(self, words: list[str]) -> str | None:
        best, likeness = None, ALTERED
        for other, text in list(self._normal.items())[:N_COMPARED]:
            matcher = SequenceMatcher(None, words, other.split(), autojunk=False)
            if matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness:
                found = matcher.ratio()
                best, likeness = (text, found) if found >= likeness else (best, likeness)
        return best


def same_place_in_sentence(figure: Figure, sentence: str, other: Figure, other_sentence: str) -> bool:
    """Both figures stand in the same words: the same unit and the same neighbours to the left or to the right."""
    if figure.unit != other.unit:
        return False
    mine, theirs = neighbours(figure, sentence), neighbours(other, other_sentence)
    return any(a == b and a for a, b in zip(mine, theirs, strict=True))


def neighbours(figure: Figure, sentence: str) -> tuple[str, str]:
    """Three words before and three after the number phrase."""
    start, end = figure.span.start - figure.sentence.start, figure.span.end - figure.sentence.start
    before, after = normal(sentence[:start]).split()[-3:], normal(sentence[end:]).split()[:3]
    return " ".join(before), " ".join(after)


def is_copy(copy: Copy) -> bool:
    return copy.relation not in {Relation.INDEPENDENT, Relation.REVISED}
