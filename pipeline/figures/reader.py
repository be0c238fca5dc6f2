"""Sentences -> figures. The stages in order; each has its own module."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.figures import circumstances, intervals
from pipeline.figures.amounts import Phrase
from pipeline.figures.compounds import combined
from pipeline.figures.concept import Concept, Said, concept_of
from pipeline.figures.exclusions import excluded
from pipeline.figures.money import told
from pipeline.figures.numbers import Number, numbers
from pipeline.figures.ordinals import stated
from pipeline.figures.phrases import phrases
from pipeline.figures.pronouns import counts_nothing
from pipeline.figures.said import is_rare
from pipeline.figures.speakers import credited
from pipeline.language import Document, Sentence, parse
from pipeline.model import Attribution, Figure, Span

#: numbers of one sentence that are read: what has more is a table run together, or garbage
MOST = 40


def read_figures(
    document: Document,
    attributions: Sequence[Attribution] = (),
    *,
    outlet: str = "",
    published_at: datetime | None = None,
) -> tuple[Figure, ...]:
    """All figures of a document, in order; the speaker is the one credited with the words, else the outlet."""
    found: list[Figure] = []
    counted: list[Concept] = []
    memory = Said()
    for sentence in document.sentences:
        said = quantities(sentence)
        if not said:
            continue
        memory = memory.next_sentence()
        setting = circumstances.setting(sentence.text, sentence.language, published_at)
        for phrase, following in zip(said, [*said[1:], None], strict=True):
            stop = following.start if following else len(sentence.text)
            concept = concept_of(sentence, phrase, stop, memory)
            memory = memory.after(concept, phrase)
            found.append(figure_of(sentence, phrase, following, concept, setting))
            counted.append(concept)
    return credited(document, named_later(found, counted), attributions, outlet)


def named_later(figures: Sequence[Figure], concepts: Sequence[Concept]) -> list[Figure]:
    """The figures, each that names nothing itself with what its rare number is first said to count further down."""
    names: dict[tuple[tuple[float, ...], str], Concept] = {}
    for figure, concept in zip(reversed(figures), reversed(concepts), strict=True):
        if concept.text and not concept.elided and is_rare(figure.said):
            names[figure.said, figure.unit] = concept
    found = []
    for figure, concept in zip(figures, concepts, strict=True):
        name = names.get((figure.said, figure.unit)) if not concept.text else None
        if name is not None:
            figure = replace(figure, concept=name.name, head=name.head, quantity=name.quantity)
        found.append(figure)
    return found


def read_text(text: str, *, published_at: datetime | None = None) -> tuple[Figure, ...]:
    """All figures of a plain text, every line of it a paragraph."""
    return read_figures(parse(text), published_at=published_at)


def quantities(sentence: Sentence) -> list[Phrase]:
    """The number phrases of a sentence that are quantities."""
    if not any(c.isalnum() for c in sentence.text):
        return []
    candidates = numbers(sentence.text, sentence.language)[:MOST]
    ordinals = stated(sentence.text, sentence.language)
    if not candidates and not ordinals:
        return []
    out = set(map(key, excluded(sentence.text, candidates, sentence.language)))
    kept = [n for n in candidates if key(n) not in out and not counts_nothing(sentence, n)]
    kept = sorted([*(n for n in kept if not any(o.start <= n.start < o.end for o in ordinals)), *ordinals], key=key)
    text, language = sentence.text, sentence.language
    return [told(text, phrase, language) for phrase in combined(text, phrases(text, kept, language))]


def key(n: Number) -> tuple[int, int]:
    return (n.start, n.end)


def figure_of(
    sentence: Sentence, phrase: Phrase, following: Phrase | None, concept: Concept, setting: circumstances.Setting
) -> Figure:
    text, language, base = sentence.text, sentence.language, sentence.span.start
    said = tuple(phrase.said)
    return Figure(
        interval=intervals.interval(said, phrase.bound),
        said=said,
        bound=phrase.bound,
        unit=concept.unit or phrase.unit,
        concept=concept.name,
        head=concept.head,
        quantity=concept.quantity,
        scope=concept.scope,
        places=concept.places,
        as_of=setting.as_of,
        modality=circumstances.modality_of(text, phrase, language),
        role=circumstances.role_of(text, phrase, language),
        was=circumstances.old_value(text, phrase, following, language),
        revision=setting.revision,
        place=sentence.place,
        span=Span(base + phrase.start, base + phrase.end),
        sentence=sentence.span,
    )
