"""Who is credited with a figure: in its sentence, else where the text says it again, else nearby, else mostly."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.language import Document
from pipeline.language.stems import stem
from pipeline.model import Attribution, Figure

WORD = re.compile(r"[^\W\d_]+")
#: where role and body of a speaker begin
ROLE = re.compile(r", | \(| of | in | for ")
#: letters of a word that tells a name from others
TELLING = 4
#: speakers of one text that are looked for in its sentences; the most credited
N_SPEAKERS = 12
#: how a speaker begins who is one party, and who is one of many
DEFINITE = ("the ", "its ", "his ", "her ", "their ")
ONE_OF_MANY = ("A ", "An ", "One ", "Some ", "Another ", "Two ", "Three ", "Several ", "Many ")


def credited(
    document: Document, figures: Sequence[Figure], attributions: Sequence[Attribution], outlet: str
) -> tuple[Figure, ...]:
    """The figures of a document, which come in order, each with its speaker; the outlet's where nobody is credited."""
    said = list(in_sentences(figures, attributions))
    if not any(figure.credited for figure in said):
        return tuple(f if f.speaker == outlet else replace(f, speaker=outlet) for f in said)
    blocks = {sentence.span: sentence.block for sentence in document.sentences}
    restated = {(f.said, f.unit): f.speaker for f in reversed(said) if f.credited}
    speakers = Counter(f.speaker for f in said if f.credited)
    main = main_source(speakers) or outlet
    keys = telling(name for name, _ in speakers.most_common(N_SPEAKERS))
    last: dict[int, str] = {}
    found = []
    for figure in said:
        block = blocks[figure.sentence]
        if figure.credited:
            last[block] = figure.speaker
            found.append(figure)
        else:
            speaker = (
                acting(figure, document.text, keys)
                or restated.get((figure.said, figure.unit))
                or last.get(block)
                or main
            )
            found.append(replace(figure, speaker=speaker))
    return tuple(found)


def telling(speakers: Iterable[str]) -> Mapping[str, str]:
    """Stem of a word that only one of the speakers is called by -> that speaker."""
    owners: dict[str, set[str]] = {}
    for speaker in speakers:
        for word in WORD.findall(ROLE.split(speaker, maxsplit=1)[0]):
            if len(word) >= TELLING:
                owners.setdefault(stem(word), set()).add(speaker)
    return {word: min(names) for word, names in owners.items() if len(names) == 1}


def acting(figure: Figure, text: str, keys: Mapping[str, str]) -> str:
    """A source of the text that the sentence names before the number: "the clinic has treated 41", "its own list"."""
    words = WORD.findall(text[figure.sentence.start : figure.span.start])
    return next((keys[s] for w in reversed(words) if (s := stem(w)) in keys), "")


def main_source(speakers: Counter[str]) -> str:
    """Who is credited most often, of those that are one party; "a docker" speaks for himself alone. "" for nobody."""
    one = (
        s
        for s, _ in speakers.most_common()
        if s.startswith(DEFINITE) or (s[:1].isupper() and not s.startswith(ONE_OF_MANY))
    )
    return next(one, "")


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
