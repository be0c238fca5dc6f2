"""Small feeds to read."""

import hashlib
from datetime import UTC, datetime

from pipeline import sources
from pipeline.model import Page, Poll, PollResult, Source, SourceKind

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FEED_URL = "https://www.valley-post.example/feeds/news.xml"


def page(body: bytes | str, *, url: str = FEED_URL, content_type: str = "application/xml") -> Page:
    data = body if isinstance(body, bytes) else body.encode()
    return Page(
        url=url,
        status=200,
        headers={"content-type": content_type},
        body=data,
        fetched_at=AT,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def poll(
    body: bytes | str, *, kind: SourceKind = SourceKind.FEED, url: str = FEED_URL, content_type: str = "application/xml"
) -> Poll:
    source = Source(id=1, kind=kind, url=url, title="", story_ids=(), due_at=AT)
    return sources.read(source, page(body, url=url, content_type=content_type))


def trouble(body: bytes | str, *, kind: SourceKind = SourceKind.FEED, content_type: str = "application/xml") -> str:
    """The message of a poll that failed."""
    found = poll(body, kind=kind, content_type=content_type)
    assert found.result is PollResult.FAILED
    assert found.entries == ()
    assert found.error is not None
    assert "\n" not in found.error
    return found.error


def rss(*items: str, base: str = "") -> str:
    listed = "".join(f"<item>{i}</item>" for i in items)
    return (
        f'<?xml version="1.0"?><rss version="2.0"{base} xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Valley Post</title>{listed}</channel></rss>'
    )


def atom(*entries: str, base: str = "") -> str:
    listed = "".join(f"<entry>{e}</entry>" for e in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{base}><title>Valley Post</title>{listed}</feed>'
