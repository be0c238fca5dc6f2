"""Text -> blocks -> sentences -> words, each with its span; word classes only where somebody asks for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import sentencex

from config.languages import table
from pipeline.language.tagger import LONGEST_WORD, UNCLASSED, tagger
from pipeline.model import Block, Place, Span

#: a number with its separators, an abbreviation with inner stops, a word with inner apostrophes, or any one sign
TOKEN = re.compile(r"\d(?:[\d.,]{0,40}\d)?|(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_", re.UNICODE)
PARAGRAPH = re.compile(r"[^\n]+")
#: the segmenter takes no lone surrogate; one character stands for another
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
#: characters of a sentence: what is longer is cut, at white space where there is any
LONGEST_SENTENCE = 1000
STRETCH = re.compile(rf"(?s).{{1,{LONGEST_SENTENCE}}}(?:(?<=\s)|$)|.{{1,{LONGEST_SENTENCE}}}")
#: longer sentences are tables or garbage: they are read without word classes, so that time stays linear
LONGEST_TAGGED = 250


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign. `tag` is CLAWS-like (VVD, NN2, NP0, CRD ...) as HanTa gives it."""

    span: Span
    text: str
    lemma: str
    tag: str


@dataclass(frozen=True)
class Sentence:
    """One sentence; `index` counts sentences of the document, `block` its blocks."""

    span: Span
    text: str
    place: Place
    index: int
    block: int
    language: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words and signs with lemma and class, tagged when first asked for."""
        found = [(m.start(), m.group()) for m in TOKEN.finditer(self.text)]
        words = [word for _, word in found]
        tags = (
            tagger(self.language).tag(words)
            if len(words) <= LONGEST_TAGGED
            else [(w.lower(), UNCLASSED) for w in words]
        )
        base = self.span.start
        return tuple(
            Token(Span(base + at, base + at + len(word)), word, lemma, tag)
            for (at, word), (lemma, tag) in zip(found, tags, strict=True)
        )


@dataclass(frozen=True)
class Document:
    """A text and its sentences in order."""

    text: str
    language: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=1 << 12)
def tagged_words(words: tuple[str, ...], language: str) -> tuple[Token, ...]:
    """Words that stand by themselves, with lemma and class; their spans count the words joined by single spaces."""
    tokens, at = [], 0
    for word, (lemma, tag) in zip(words, tagger(language).tag(words), strict=True):
        tokens.append(Token(Span(at, at + len(word)), word, lemma, tag))
        at += len(word) + 1
    return tuple(tokens)


def parse(text: str, blocks: Sequence[Block] | None = None, *, language: str = "en") -> Document:
    """Cut `text` into sentences; without `blocks`, every line is a paragraph of the body."""
    if blocks is None:
        blocks = [Block(place=Place.BODY, span=Span(*m.span())) for m in PARAGRAPH.finditer(text)]
    sentences: list[Sentence] = []
    for n, block in enumerate(blocks):
        for span in sentence_spans(text, block.span, language):
            sentences.append(Sentence(span, span.of(text), block.place, len(sentences), n, language))
    return Document(text, language, tuple(blocks), tuple(sentences))


def sentence_spans(text: str, within: Span, language: str) -> Iterator[Span]:
    """Spans of the sentences of one block, without the white space around them.

    What is too long to be a sentence is cut at white space, so that readers stay linear in the length of a text.
    """
    block = LONE_SURROGATE.sub("\ufffd", within.of(text))
    for start, end in pieces(block, language):
        for cut in STRETCH.finditer(block, start, end):
            stripped = cut.group().strip()
            if stripped:
                lead = within.start + cut.start() + cut.group().index(stripped)
                yield Span(lead, lead + len(stripped))


def pieces(block: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the segmenter's sentences begin and end, those joined that it parts behind an abbreviation."""
    at, begun = 0, 0
    for piece in sentencex.segment(language, block):
        start = block.index(piece, at)
        if start > begun and not abbreviated(block[begun:start], piece, language):
            yield begun, start
            begun = start
        at = start + len(piece)
    if begun < len(block):
        yield begun, len(block)


def abbreviated(before: str, after: str, language: str) -> bool:
    """The stop between the two belongs to an abbreviation: "Ms.", "approx.", "at 5 p.m. Tuesday"."""
    last = before[-LONGEST_WORD:].rsplit(maxsplit=1)[-1:]
    if not last or not last[0].endswith("."):
        return False
    known, word = abbreviations(language), last[0].lower().lstrip("(\"'“‘")
    first = after[:LONGEST_WORD].split(maxsplit=1)
    return word in known["words"] or (
        word in known["times"] and bool(first) and first[0].lower().strip(".,;") in known["before"]
    )


@cache
def abbreviations(language: str) -> dict[str, frozenset[str]]:
    data = table(language, "sentences")
    return {
        "words": frozenset(data["abbreviations"]["words"]),
        "times": frozenset(data["times"]["words"]),
        "before": frozenset(data["times"]["before"]),
    }
