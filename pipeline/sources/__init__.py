"""Where coverage is discovered: what one answer of a source lists."""

from pipeline.sources.opml import opml, read_opml
from pipeline.sources.page import discover
from pipeline.sources.reading import is_to_be_parsed, read, unreadable
from pipeline.sources.search import search_feeds

__all__ = ["discover", "is_to_be_parsed", "opml", "read", "read_opml", "search_feeds", "unreadable"]
