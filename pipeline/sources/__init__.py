"""Where coverage is discovered: what one answer of a source lists."""

from pipeline.sources.page import discover
from pipeline.sources.reading import read
from pipeline.sources.search import search_feeds

__all__ = ["discover", "read", "search_feeds"]
