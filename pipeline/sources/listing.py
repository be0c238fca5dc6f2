"""What a source lists, before and after it is made uniform."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.model import Entry
from pipeline.sources.cleaning import plain
from pipeline.sources.dates import believed
from pipeline.urls import canonical, is_fetchable, resolve, shown

#: characters that are kept; longer ones are cut
LONGEST_TITLE = 500
LONGEST_SUMMARY = 2_000
LONGEST_AUTHOR = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as a source wrote it; "" for what it did not say."""

    link: str = ""
    #: what the source calls it; never its identity
    guid: str = ""
    #: title, summary and content may hold HTML
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All that one answer of a source lists."""

    #: in the source's order, each URL once
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    #: seconds after which it is worth asking again, as the source says
    hint_s: float | None = None
    #: a WebSub hub
    hub: str | None = None
    #: addresses of the same kind that hold the rest (an index of sitemaps)
    further: tuple[str, ...] = ()
    #: the same bytes again may stand for another listing
    is_volatile: bool = False


def listing(items: Iterable[Item], *, base: str, at: datetime, notes: Iterable[str] = ()) -> Listing:
    """The entries of `items`; relative links are read against `base`, dates are believed up to `at`.

    An item whose link is never to be fetched is left out and counted; of items with the same link the first stands.
    """
    entries: dict[str, Entry] = {}
    refused: list[str] = []
    for item in items:
        link = link_of(item, base)
        if link and not is_fetchable(link):
            refused.append(item.link)
            continue
        entry = entry_of(item, link, at)
        entries.setdefault(entry.url, entry)
    said = list(notes)
    if refused:
        said.append(f"{len(refused)} left out whose link is never fetched, such as {shown(plain(refused[0], 60))}")
    return Listing(entries=tuple(entries.values()), notes=tuple(said))


def link_of(item: Item, base: str) -> str:
    """Where the item leads; feeds that quote their markup twice write `&amp;` where they mean `&`."""
    return resolve(item.link.replace("&amp;", "&"), base)


def entry_of(item: Item, link: str, at: datetime) -> Entry:
    """The item under its identity: the canonical URL of its link, else a hash of what it says (`urn:sha256:...`)."""
    published_at, published_note = believed(item.published, at)
    updated_at, updated_note = believed(item.updated, at)
    notes = [note for note in (published_note, updated_note) if note]
    if not link:
        link = f"urn:sha256:{digest(item.guid, item.title, item.summary, item.content)}"
        notes.append("no link: there is no page to read")
    return Entry(
        url=canonical(link),
        listed_url=link,
        title=plain(item.title, LONGEST_TITLE) or plain(item.summary or item.content, LONGEST_TITLE // 5),
        summary=plain(item.summary or item.content, LONGEST_SUMMARY),
        published_at=published_at or updated_at,
        updated_at=updated_at,
        author=plain(item.author, LONGEST_AUTHOR) or None,
        fingerprint=digest(item.title, item.summary, item.content, item.guid, item.published, item.updated),
        notes=tuple(notes),
    )


def digest(*texts: str) -> str:
    """SHA-256 of the texts, hex; where one ends and the next begins counts."""
    sha = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        sha.update(b"%d:" % len(data) + data)
    return sha.hexdigest()
