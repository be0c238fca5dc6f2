"""Sentences -> figures. The stages in order; each has its own module."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.figures import circumstances, intervals
from pipeline.figures.compounds import combined
from pipeline.figures.concept import Concept, Said, concept_of
from pipeline.figures.exclusions import excluded
from pipeline.figures.numbers import Number, numbers
from pipeline.figures.ordinals import stated
from pipeline.figures.phrases import Phrase, phrases
from pipeline.figures.pronouns import counts_nothing
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
    memory = Said()
    for sentence in document.sentences:
        if not any(c.isalnum() for c in sentence.text):
            continue
        said = quantities(sentence)
        memory = memory.next_sentence()
        for i, phrase in enumerate(said):
            following = said[i + 1] if i + 1 < len(said) else None
            stop = following.start if following else len(sentence.text)
            concept = concept_of(sentence, phrase, stop, memory)
            memory = memory.after(concept, phrase)
            figure = figure_of(sentence, phrase, following, concept, published_at)
            found.append(credited(figure, attributions, outlet))
    return tuple(found)


def read_text(text: str, *, published_at: datetime | None = None) -> tuple[Figure, ...]:
    """All figures of a plain text, every line of it a paragraph."""
    return read_figures(parse(text), published_at=published_at)


def quantities(sentence: Sentence) -> list[Phrase]:
    """The number phrases of a sentence that are quantities."""
    candidates = numbers(sentence.text, sentence.language)
    ordinals = stated(sentence.text, sentence.language)
    if not candidates and not ordinals:
        return []
    out = set(map(key, excluded(sentence.text, candidates, sentence.language)))
    kept = [n for n in candidates if key(n) not in out and not counts_nothing(sentence, n)]
    kept = sorted([*(n for n in kept if not any(o.start <= n.start < o.end for o in ordinals)), *ordinals], key=key)
    return combined(sentence.text, phrases(sentence.text, kept[:MOST], sentence.language))


def key(n: Number) -> tuple[int, int]:
    return (n.start, n.end)


def figure_of(
    sentence: Sentence, phrase: Phrase, following: Phrase | None, concept: Concept, published_at: datetime | None
) -> Figure:
    text, language, base = sentence.text, sentence.language, sentence.span.start
    said = tuple(phrase.said)
    year, month = (published_at.year, published_at.month) if published_at else (None, None)
    return Figure(
        interval=intervals.interval(said, phrase.bound),
        said=said,
        bound=phrase.bound,
        unit=concept.unit or phrase.unit,
        concept=concept.text,
        head=concept.head,
        quantity=concept.quantity,
        scope=concept.scope,
        places=concept.places,
        as_of=circumstances.as_of(text, year, month),
        modality=circumstances.modality_of(text, phrase, language),
        role=circumstances.role_of(text, phrase, language),
        was=circumstances.old_value(text, phrase, following, language),
        revision=circumstances.revised(text, language),
        place=sentence.place,
        span=Span(base + phrase.start, base + phrase.end),
        sentence=sentence.span,
    )


def credited(figure: Figure, attributions: Sequence[Attribution], outlet: str) -> Figure:
    """The figure with the speaker of the narrowest attribution that holds it."""
    holding = [a for a in attributions if a.content.contains(figure.span)]
    if not holding:
        return replace(figure, speaker=outlet)
    narrowest = min(holding, key=lambda a: a.content.end - a.content.start)
    return replace(figure, speaker=narrowest.speaker, credited=True)
