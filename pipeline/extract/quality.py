"""What a page turned out to be: an article, a wall, a shell, something gone."""

from urllib.parse import urlsplit

from config import languages
from pipeline.extract.text import n_words
from pipeline.model import Page, Place, Quality

#: body words that make an article; a note of correction that replaced one may be shorter
LEAST_WORDS = 20
#: longer pages are read even where they say "subscribe to read"
LONGEST_WALL = 90


def quality(*, page_words: str, body: str, places: set[Place], is_paid: bool, language: str) -> Quality:
    """Judge a page that was answered with success by its article's words and all of its words."""
    n = n_words(body)
    if n < LONGEST_WALL:
        low = page_words.casefold()
        data = languages.table(language, "extract")
        if n < LEAST_WORDS and any(p in low for p in data["gone"]["phrases"]):
            return Quality.GONE
        if is_paid or any(p in low for p in data["wall"]["phrases"]):
            return (
                Quality.WALL
                if n < LEAST_WORDS or (is_paid and n < LONGEST_WALL) or is_walled(body, language)
                else Quality.ARTICLE
            )
    if n < LEAST_WORDS and Place.NOTICE not in places:
        return Quality.TOO_SHORT
    return Quality.ARTICLE


def is_walled(body: str, language: str) -> bool:
    """The article's own words end at a wall."""
    low = body.casefold()
    return any(p in low for p in languages.table(language, "extract")["wall"]["phrases"])


def went_home(page: Page, article_url: str) -> bool:
    """Redirected to the front page: the article is not there any more."""
    there, here = urlsplit(page.url), urlsplit(article_url)
    return here.path.strip("/") != "" and there.path.strip("/") == "" and not there.query
