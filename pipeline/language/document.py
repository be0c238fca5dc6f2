"""Text -> blocks -> sentences -> words, each with its span; word classes only where somebody asks for them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import sentencex
from HanTa.HanoverTagger import HanoverTagger

from config.languages import codes, table
from pipeline.model import Block, Place, Span

#: the model files that HanTa ships
MODELS = {"en": "morphmodel_en.pgz", "de": "morphmodel_ger.pgz", "nl": "morphmodel_dutch.pgz"}

#: a number with its separators, an abbreviation with inner stops, a word with inner apostrophes, or any one sign
TOKEN = re.compile(r"\d(?:[\d.,]{0,40}\d)?|(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_", re.UNICODE)
#: a word with a stop at the end of a piece
TITLE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,12})\.\s*\Z")
PARAGRAPH = re.compile(r"[^\n]+")
#: the segmenter takes no lone surrogate; one character stands for another
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
#: at most a thousand characters, up to white space where there is any
LONGEST_SENTENCE = re.compile(r"(?s).{1,1000}(?:(?<=\s)|$)|.{1,1000}")
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
        tags = tagged(self.language, words) if len(words) <= LONGEST_TAGGED else [(w.lower(), "UNC") for w in words]
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


@cache
def tagger(language: str) -> HanoverTagger:
    return HanoverTagger(MODELS[language])


def tagged(language: str, words: list[str]) -> list[tuple[str, str]]:
    """(lemma, class) of each word of one sentence."""
    if not words:
        return []
    return [(lemma, tag) for _, lemma, tag in tagger(language).tag_sent(words)]


@lru_cache(maxsize=1 << 12)
def tagged_words(words: tuple[str, ...], language: str) -> tuple[Token, ...]:
    """Words that stand by themselves, with lemma and class; their spans count the words joined by single spaces."""
    tokens, at = [], 0
    for word, (lemma, tag) in zip(words, tagged(language, list(words)), strict=True):
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


def whole(pieces: Iterable[str], language: str) -> Iterator[str]:
    """The segmenter's pieces, those joined again that it cut behind a title: "said Ms. | Lund"."""
    titles = frozenset(table(language, "claims")["titles"]) if language in codes() else frozenset()
    kept = ""
    for piece in pieces:
        kept += piece
        last = TITLE.search(kept)
        if last is None or last.group(1).lower() not in titles:
            yield kept
            kept = ""
    if kept:
        yield kept


def sentence_spans(text: str, within: Span, language: str) -> Iterator[Span]:
    """Spans of the sentences of one block, without the white space around them.

    What is too long to be a sentence is cut at white space, so that readers stay linear in the length of a text.
    """
    block = LONE_SURROGATE.sub("\ufffd", within.of(text))
    at = 0
    for piece in whole(sentencex.segment(language, block), language):
        start = block.index(piece, at)
        at = start + len(piece)
        for cut in LONGEST_SENTENCE.finditer(piece):
            stripped = cut.group().strip()
            if stripped:
                lead = within.start + start + cut.start() + cut.group().index(stripped)
                yield Span(lead, lead + len(stripped))
