"""Sentences -> figures: every quantity of a text, with what it measures, how it is bounded and who says so."""

from pipeline.figures.quantities import grows_only
from pipeline.figures.reader import read_figures, read_text

__all__ = ["grows_only", "read_figures", "read_text"]
