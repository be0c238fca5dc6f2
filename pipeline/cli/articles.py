"""One article that a person names: fetched from the web, or read from a file of plain text or HTML."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import urls
from pipeline.cli import wiring
from pipeline.cli.options import Call
from pipeline.clock import SystemClock
from pipeline.errors import NotAnArticle, Unreachable, UnreadableInput
from pipeline.extract import extract, version_of_text
from pipeline.model import Page, Quality, Version, Visit

WEB = ("http://", "https://")
HTML = (".html", ".htm", ".xhtml")
WHY_NOT = {
    Quality.TOO_SHORT: "too short to be an article; give its full text",
    Quality.WALL: "hidden behind a consent or pay wall; save the page in your browser and give the file",
    Quality.NOT_TEXT: "not a page of text (PDF, image, video); give its text in a file",
    Quality.GONE: "gone; give its new address, or a file of its text",
    Quality.UNREAD: "in a language that no reader knows yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """An article, and the page that it was read from."""

    version: Version
    #: None for a file
    page: Page | None


def is_web(article: str) -> bool:
    return article.lower().startswith(WEB)


def had(call: Call, article: str, *, as_it_is: bool = False) -> Had:
    """The article at an address or in a file; `as_it_is` takes any words, however few and in whatever language.

    Raises Unreachable, NotAnArticle or UnreadableInput, with the remedy.
    """
    now = SystemClock().now()
    found = from_web(call, article) if is_web(article) else Had(version=from_file(Path(article), now), page=None)
    any_words = (Quality.ARTICLE, Quality.UNREAD, Quality.TOO_SHORT) if found.version.text.strip() else ()
    if found.version.quality not in (any_words if as_it_is else (Quality.ARTICLE,)):
        raise NotAnArticle(f"{article}: {WHY_NOT[found.version.quality]}")
    return found


def from_web(call: Call, url: str) -> Had:
    clock = SystemClock()
    with wiring.fetcher(wiring.loaded(call).settings, clock) as fetcher:
        answer = fetcher.get(url)
    if not isinstance(answer, Page):
        raise Unreachable(asked_by_hand(getattr(answer, "error", f"{url}: nothing came; tried again later")))
    version = extract(visit_to(urls.canonical(url), url, clock.now()), answer)
    if version is None:
        raise NotAnArticle(f"{url}: no article in the page")
    return Had(version=version, page=answer)


def asked_by_hand(error: str) -> str:
    """What went wrong, for somebody who asked once: nobody else will try again."""
    return error.replace("tried again", "try again")


def from_file(path: Path, now: datetime) -> Version:
    try:
        body = path.read_bytes()
    except OSError as wrong:
        raise UnreadableInput(f"{path}: {wrong.strerror}; give a web address or a file") from wrong
    if path.suffix.lower() in HTML:
        return of_page(path, body, now)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise UnreadableInput(f"{path}: not UTF-8 text at byte {wrong.start}: save it as UTF-8, or as .html") from wrong
    return version_of_text(text, url="", outlet="", title=None, at=now)


def of_page(path: Path, body: bytes, now: datetime) -> Version:
    """A page that somebody saved; its address is the one it gives itself."""
    page = Page(
        url="",
        status=200,
        headers={"content-type": "text/html"},
        body=body,
        fetched_at=now,
        sha256=hashlib.sha256(body).hexdigest(),
    )
    version = extract(visit_to("", "", now), page)
    if version is None:
        raise NotAnArticle(f"{path}: no article in the page")
    return version


def visit_to(canonical: str, url: str, now: datetime) -> Visit:
    return Visit(article_id=0, url=url, article_url=canonical, outlet="", first_seen_at=now)
