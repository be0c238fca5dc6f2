"""Visits, pages and versions for the tests of this room."""

import hashlib
from datetime import UTC, datetime

from pipeline.extract import extract
from pipeline.model import Page, Version, Visit

AT = datetime(2031, 4, 8, 12, 0, tzinfo=UTC)
URL = "https://www.catchment-courier.example/news/corrie-dam-cracks"


def visit(url: str = URL, *, title: str = "", published_at: datetime | None = None, author: str | None = None) -> Visit:
    return Visit(
        article_id=1,
        url=url,
        article_url=url,
        outlet="Catchment Courier",
        first_seen_at=AT,
        title=title,
        published_at=published_at,
        author=author,
    )


def page(
    body: bytes | str, *, url: str = URL, status: int = 200, content_type: str = "text/html; charset=utf-8"
) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(
        url=url,
        status=status,
        headers={"content-type": content_type},
        body=raw,
        fetched_at=AT,
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def version_of(body: bytes | str, *, content_type: str = "text/html; charset=utf-8") -> Version:
    """What `extract` makes of a page that was answered with success."""
    version = extract(visit(), page(body, content_type=content_type))
    assert version is not None
    return version
