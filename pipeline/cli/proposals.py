"""What `follow` proposes before it stores anything: the story, and the sources to poll for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from config import languages
from config.settings import SearchSettings
from pipeline import sources
from pipeline.extract import version_of_text
from pipeline.fetch import Fetcher
from pipeline.model import Entry, Page, Poll, PollResult, Profile, Source, SourceKind, Story
from pipeline.relate import relate
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
    #: what it lists today, and how many of these read like the story; None: it was not had
    n_entries: int | None = None
    n_alike: int | None = None
    #: why it was not had
    trouble: str | None = None

    @property
    def yields(self) -> str:
        """In words."""
        return self.trouble or f"{self.n_alike} of {self.n_entries} entries read like the story"


def proposed(story: Story, page: Page | None, fetcher: Fetcher, search: SearchSettings) -> list[Proposal]:
    """Feeds of the seed's outlet, then searches for the story's words; each address once."""
    found = [*(outlet_feeds(page, fetcher) if page else ()), *searches(story, search)]
    return list({p.url: p for p in reversed(found)}.values())[::-1]


def tried(found: Sequence[Proposal], story: Story, fetcher: Fetcher, now: datetime) -> list[Proposal]:
    """The proposals with what each would yield today; all are asked at once."""
    asked = {p.url: Source(id=0, kind=p.kind, url=p.url, title=p.title, story_ids=(), due_at=now) for p in found}
    polls = {source.url: sources.read(source, answer) for source, answer in fetcher.answers(asked.values())}
    return [with_yield(p, polls[p.url], story, now) for p in found]


def with_yield(proposal: Proposal, poll: Poll, story: Story, now: datetime) -> Proposal:
    if poll.result is PollResult.FAILED:
        return replace(proposal, trouble=poll.error or "nothing came")
    n_alike = sum(reads_like(entry, story, now) for entry in poll.entries)
    return replace(proposal, n_entries=len(poll.entries), n_alike=n_alike)


def reads_like(entry: Entry, story: Story, now: datetime) -> bool:
    """Judged by its title and summary alone."""
    version = version_of_text(entry.summary or entry.title, url=entry.url, outlet="", title=entry.title, at=now)
    found = relate(story.id, story.profile, replace(version, language=languages.DEFAULT))
    return found.on or found.ask


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
