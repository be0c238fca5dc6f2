"""A text as sentences and words with their classes: what the readers of figures and claims both stand on."""

from pipeline.language.document import Document, Sentence, Token, parse

__all__ = ["Document", "Sentence", "Token", "parse"]
