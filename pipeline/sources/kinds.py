"""The kinds of sources and how each is read; packages add their own through entry points."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType

from pipeline.model import Page, Source
from pipeline.sources.archive import read_archive
from pipeline.sources.feed import read_feed
from pipeline.sources.listing import Listing
from pipeline.sources.page import read_page
from pipeline.sources.sitemap import read_sitemap

#: entry points of this group are named for a kind and load its reader
GROUP = "storyledger.sources"

#: reads a 200 answer of a source; raises ParseError with what is wrong and the remedy
Reader = Callable[[Source, Page], Listing]

BUILT_IN: Mapping[str, Reader] = MappingProxyType(
    {"feed": read_feed, "search": read_feed, "sitemap": read_sitemap, "page": read_page, "archive": read_archive}
)


@cache
def readers() -> Mapping[str, Reader]:
    """Kind -> reader; an installed package may replace a built-in one."""
    return MappingProxyType({**BUILT_IN, **{point.name: point.load() for point in entry_points(group=GROUP)}})
