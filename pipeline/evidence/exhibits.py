"""The values: a flag, the pages that it rests on, and every time that they were asked for."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One version of the article, and the page that it was read from."""

    #: `now` raised the flag, `before` is what it replaced
    name: str
    url: str
    fetched_at: datetime
    #: HTTP status and headers of the answer; None and none when the page is not kept
    status: int | None
    headers: Mapping[str, str]
    #: the page, decompressed; None when it came without one, or is past retention
    body: bytes | None
    #: SHA-256 of the page as it was noted when it was had, hex; "" when there was none
    page_sha256: str
    #: what was read out of the page
    text: str
    #: where the flag's sentence stands in `text`; None in a version that does not have it
    span: Span | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One time that the page was asked for."""

    at: datetime
    #: None when there was no answer
    status: int | None
    error: str | None
    page_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a flag rests on."""

    #: the flag as `storyledger flags --json` tells it
    flag: Mapping[str, Any]
    exhibits: Sequence[Exhibit]
    seen: Sequence[Seen]


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def flaws(evidence: Evidence) -> list[str]:
    """What does not agree with what was noted when the page was had; empty when all does."""
    return [flaw for exhibit in evidence.exhibits for flaw in flaws_of(exhibit)]


def flaws_of(exhibit: Exhibit) -> list[str]:
    found = []
    if exhibit.body is not None and sha256(exhibit.body) != exhibit.page_sha256:
        found.append(f"{exhibit.name}: the page is not the one that was had: its SHA-256 is {sha256(exhibit.body)}")
    if exhibit.span is not None and exhibit.span.of(exhibit.text) != exhibit.sentence:
        found.append(f"{exhibit.name}: the sentence does not stand in the text where it was read")
    return found


def about(exhibit: Exhibit) -> dict[str, Any]:
    """An exhibit without its page and text, as data."""
    return {
        "name": exhibit.name,
        "url": exhibit.url,
        "fetched_at": f"{exhibit.fetched_at:%FT%TZ}",
        "status": exhibit.status,
        "headers": dict(exhibit.headers),
        "page_sha256": exhibit.page_sha256,
        "page_is_kept": exhibit.body is not None,
        "text_sha256": sha256(exhibit.text.encode()),
        "sentence": exhibit.sentence,
        "start": exhibit.span.start if exhibit.span else None,
        "end": exhibit.span.end if exhibit.span else None,
    }


def seen_json(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    return [{"at": f"{s.at:%FT%TZ}", "status": s.status, "error": s.error, "page_sha256": s.page_sha256} for s in seen]
