"""What `follow` proposes before it stores anything: the story, and the sources to poll for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.settings import SearchSettings
from pipeline import sources
from pipeline.fetch import Fetcher
from pipeline.model import Page, Profile, SourceKind, Story
from pipeline.sources import search_feeds
from pipeline.urls import outlet_of

#: terms of a search, all of which must be found: the user's own, names of the story, words of its title
MOST_KEYWORDS, MOST_NAMES, MOST_WORDS = 3, 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source that may be polled for a story."""

    kind: SourceKind
    url: str
    title: str


def proposed(story: Story, page: Page | None, fetcher: Fetcher, search: SearchSettings) -> list[Proposal]:
    """Feeds of the seed's outlet, then searches for the story's words; each address once."""
    found = [*(outlet_feeds(page, fetcher) if page else ()), *searches(story, search)]
    return list({p.url: p for p in reversed(found)}.values())[::-1]


def outlet_feeds(page: Page, fetcher: Fetcher) -> Iterator[Proposal]:
    """Feeds that the seed's page names; where it names none, those of its site's front page."""
    urls = sources.discover(page)
    if not urls:
        front = fetcher.get(front_page(page.url))
        urls = sources.discover(front) if isinstance(front, Page) else []
    for url in urls:
        yield Proposal(kind=SourceKind.FEED, url=url, title=outlet_of(url))


def front_page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def searches(story: Story, search: SearchSettings) -> Iterator[Proposal]:
    """One search feed a template, for the words that name the story best."""
    terms = query_terms(story)
    for name, template in search.templates.items():
        placed = template.replace("{language}", search.language).replace("{country}", search.country)
        for url in search_feeds(terms, [placed]):
            yield Proposal(kind=SourceKind.SEARCH, url=url, title=f"{name}: {' '.join(terms)}")


def query_terms(story: Story) -> Sequence[str]:
    """The user's keywords, else the names that weigh most, else the title's words."""
    profile = story.profile
    names = heaviest(profile)[:MOST_NAMES]
    return profile.keywords[:MOST_KEYWORDS] or names or tuple(story.name.split()[:MOST_WORDS])


def heaviest(profile: Profile) -> tuple[str, ...]:
    return tuple(sorted(profile.names, key=lambda name: (-profile.names[name], name)))
