"""Who is credited with a figure: in its sentence, else where the text says it again, else nearby, else mostly."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.language import Document
from pipeline.model import Attribution, Figure

#: how a speaker begins who is one party, and who is one of many
DEFINITE = ("the ", "its ", "his ", "her ", "their ")
ONE_OF_MANY = ("A ", "An ", "One ", "Some ", "Another ", "Two ", "Three ", "Several ", "Many ")


def credited(
    document: Document, figures: Sequence[Figure], attributions: Sequence[Attribution], outlet: str
) -> tuple[Figure, ...]:
    """The figures of a document, which come in order, each with its speaker; the outlet's where nobody is credited."""
    said = list(in_sentences(figures, attributions))
    if not any(figure.credited for figure in said):
        return tuple(replace(figure, speaker=outlet) for figure in said)
    blocks = {sentence.span: sentence.block for sentence in document.sentences}
    restated = {(f.said, f.unit): f.speaker for f in reversed(said) if f.credited}
    main = main_source(f.speaker for f in said if f.credited) or outlet
    last: dict[int, str] = {}
    found = []
    for figure in said:
        block = blocks[figure.sentence]
        if figure.credited:
            last[block] = figure.speaker
            found.append(figure)
        else:
            speaker = restated.get((figure.said, figure.unit)) or last.get(block) or main
            found.append(replace(figure, speaker=speaker))
    return tuple(found)


def main_source(speakers: Iterable[str]) -> str:
    """Who is credited most often, of those that are one party; "a docker" speaks for himself alone. "" for nobody."""
    one = (s for s in speakers if s.startswith(DEFINITE) or (s[:1].isupper() and not s.startswith(ONE_OF_MANY)))
    return next((s for s, _ in Counter(one).most_common(1)), "")


def in_sentences(figures: Sequence[Figure], attributions: Sequence[Attribution]) -> Iterator[Figure]:
    """The figures with the speaker of the narrowest attribution that holds each."""
    waiting = sorted(attributions, key=lambda a: a.content.start, reverse=True)
    open_ones: list[Attribution] = []
    for figure in figures:
        while waiting and waiting[-1].content.start <= figure.span.start:
            open_ones.append(waiting.pop())
        open_ones = [a for a in open_ones if a.content.end > figure.span.start]
        holding = [a for a in open_ones if a.content.contains(figure.span)]
        if holding:
            narrowest = min(holding, key=lambda a: a.content.end - a.content.start)
            figure = replace(figure, speaker=narrowest.speaker, credited=True)
        yield figure
