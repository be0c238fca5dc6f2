"""One answer or one plain text -> one version."""

import re
from datetime import datetime

from lxml.html import HtmlElement

from config import languages
from pipeline.extract import page as pages
from pipeline.extract.blocks import Article, article
from pipeline.extract.credits import agency_of
from pipeline.extract.metadata import Metadata, identity, metadata, plausible, site
from pipeline.extract.notices import is_notice
from pipeline.extract.quality import quality, went_home
from pipeline.extract.speech import language_of
from pipeline.extract.text import Composed, Placed, clean, compose, key, n_words
from pipeline.language.words import text_sha256
from pipeline.model import Answer, Page, Place, Quality, Version, Visit

#: language of the phrases that mark walls, promotions and notes
PHRASES = "en"
GONE = frozenset({404, 410})
PARAGRAPHS = re.compile(r"\n\s*\n|\r\n\s*\r\n")
LIST_SIGN = re.compile(r"^(?:[-*•‣]|\d{1,2}[.)])\s+(?=\S)")
#: JSON-LD's text is taken where the page itself shows less than this share of it
SHELL_SHARE = 0.5


def is_to_be_read(visit: Visit, answer: Answer) -> bool:
    """Whether `extract` would take a page apart."""
    if not isinstance(answer, Page) or answer.status in GONE or went_home(answer, visit.article_url):
        return False
    return pages.is_text(answer.body, answer.headers)


def extract(visit: Visit, answer: Answer) -> Version | None:
    """The version that a page holds; None when the answer is no page. Never raises for what a server sends."""
    if not isinstance(answer, Page):
        return None
    if answer.status in GONE or went_home(answer, visit.article_url):
        return unread(visit, answer, Quality.GONE)
    if not pages.is_text(answer.body, answer.headers):
        return unread(visit, answer, Quality.NOT_TEXT)
    root = pages.tree(pages.decode(answer.body, answer.headers))
    return unread(visit, answer, Quality.TOO_SHORT) if root is None else read(visit, answer, root)


def unread(visit: Visit, page: Page, why: Quality) -> Version:
    """A version without a text."""
    return Version(
        url=visit.article_url,
        outlet=visit.outlet or site(visit.article_url),
        title=clean(visit.title),
        text="",
        blocks=(),
        fetched_at=page.fetched_at,
        published_at=visit.published_at or page.fetched_at,
        author=visit.author,
        quality=why,
        text_sha256=text_sha256("", ()),
        page_sha256=page.sha256,
    )


def read(visit: Visit, page: Page, root: HtmlElement) -> Version:
    """The version that a tree holds."""
    about = metadata(root, page.url)
    words = clean(" ".join(root.xpath("//body//text()[not(parent::script or parent::style)]")))
    page_article = article(root, about, visit.title, PHRASES)
    composed = compose(whole(page_article, about, visit.title))
    body = body_of(composed)
    language = language_of(body or words, about.language)
    author = visit.author or about.author
    published = plausible(visit.published_at, page.fetched_at) or plausible(about.published_at, page.fetched_at)
    return Version(
        url=identity(about.canonical, visit.article_url),
        outlet=about.outlet or visit.outlet or site(page.url),
        title=title_of(composed) or about.title or clean(visit.title),
        text=composed.text,
        blocks=composed.blocks,
        fetched_at=page.fetched_at,
        published_at=published or page.fetched_at,
        modified_at=plausible(about.modified_at, page.fetched_at),
        author=author,
        agency=agency(composed, page_article.sign_off, about.author or visit.author),
        language=language,
        quality=judged(composed, language, page_words=words, is_paid=about.paid),
        text_sha256=text_sha256(composed.text, composed.blocks),
        page_sha256=page.sha256,
    )


def whole(shown: Article, about: Metadata, listed_title: str) -> list[Placed]:
    """The blocks of the page, with what only JSON-LD has: the text of a shell, a note of correction."""
    found = list(shown.placed)
    n_shown = sum(n_words(b.text) for b in found if b.place is not Place.HEADLINE)
    if about.article_body and n_shown < SHELL_SHARE * n_words(about.article_body):
        found = [Placed(place=Place.HEADLINE, text=about.title or listed_title)]
        found += [Placed(place=Place.BODY, text=line) for line in about.article_body.splitlines()]
    has = key(" ".join(b.text for b in found))
    found += [Placed(place=Place.NOTICE, text=note) for note in about.corrections if key(note) not in has]
    return found


def judged(composed: Composed, language: str | None, *, page_words: str, is_paid: bool) -> Quality:
    """What was read, and whether any reader knows its language."""
    places = {b.place for b in composed.blocks}
    body = body_of(composed)
    found = quality(page_words=page_words, body=body, places=places, is_paid=is_paid, language=PHRASES)
    return Quality.UNREAD if found is Quality.ARTICLE and language not in languages.codes() else found


def body_of(composed: Composed) -> str:
    skip = {Place.HEADLINE, Place.DECK, Place.CAPTION}
    return "\n\n".join(b.span.of(composed.text) for b in composed.blocks if b.place not in skip)


def title_of(composed: Composed) -> str:
    return next((b.span.of(composed.text) for b in composed.blocks if b.place is Place.HEADLINE), "")


def agency(composed: Composed, sign_off: str, author: str | None) -> str | None:
    """Credited in the first or last paragraph of the body, under it, or in the byline."""
    running = [b.span.of(composed.text) for b in composed.blocks if b.place is Place.BODY]
    first, last = (running[0], running[-1]) if running else ("", "")
    return agency_of(first, sign_off or last, author, PHRASES)


#: who says what stands in a text of no outlet
OWN_ARTICLE = "your article"


def version_of_text(text: str, *, url: str, outlet: str, title: str | None, at: datetime) -> Version:
    """A version of a plain text: paragraphs parted by blank lines, or one a line.

    Without `title`, or where the first line repeats it, a first line that does not end like a sentence is the headline.
    """
    lines = paragraphs(text)
    head = clean(title or "")
    if lines and (key(lines[0]) == key(head) if head else is_title(lines)):
        head = lines.pop(0)
    placed = [Placed(place=Place.HEADLINE, text=head)] + [
        Placed(place=plain_place(p), text=LIST_SIGN.sub("", p)) for p in lines
    ]
    composed = compose(placed)
    body = body_of(composed)
    language = language_of(body, None)
    return Version(
        url=url,
        outlet=outlet or site(url) or OWN_ARTICLE,
        title=head,
        text=composed.text,
        blocks=composed.blocks,
        fetched_at=at,
        published_at=at,
        agency=agency(composed, "", None),
        language=language,
        quality=judged(composed, language, page_words=text, is_paid=False),
        text_sha256=text_sha256(composed.text, composed.blocks),
    )


def paragraphs(text: str) -> list[str]:
    """Parted by blank lines where there are any beyond the title's, else by lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blank = [p for p in PARAGRAPHS.split(text) if p.strip()]
    lines = [line for line in text.split("\n") if line.strip()]
    chosen = blank if len(blank) > 2 or len(blank) == len(lines) else lines
    return [p for p in (clean(c) for c in chosen) if p]


def is_title(lines: list[str]) -> bool:
    return len(lines) > 1 and n_words(lines[0]) <= 30 and not lines[0].endswith((".", "!", "”", '"'))


def plain_place(paragraph: str) -> Place:
    if is_notice(paragraph, PHRASES):
        return Place.NOTICE
    return Place.LIST if LIST_SIGN.match(paragraph) else Place.BODY
