"""What belongs to the page and not to the article: boxes by their marks, phrases by the language's data."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from config import languages
from pipeline.extract.text import n_words

TAGS = frozenset({"nav", "aside", "footer", "form", "menu", "dialog"})
ROLES = frozenset({"navigation", "banner", "complementary", "contentinfo", "dialog", "alert", "search", "menu"})
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
LINKED = 0.8


@lru_cache(maxsize=4096)
def parts(name: str) -> frozenset[str]:
    """The words of one class or id ("most-read", "mostRead"), and each two neighbours as one."""
    words = [w.lower() for w in PART.findall(name[:200])]
    return frozenset(words + [a + b for a, b in pairwise(words)])


def marks(element: HtmlElement) -> frozenset[str]:
    """The words of an element's class, id and test attributes."""
    found: set[str] = set()
    for attribute in ("class", "id", "data-component", "data-testid", "itemprop"):
        for name in element.get(attribute, "").split()[:20]:
            found |= parts(name)
    return frozenset(found)


@cache
def named(kind: str) -> frozenset[str]:
    """Words of class names that mark boxes of one kind: box, foreign, caption, deck, lead, notice."""
    return frozenset(languages.table("en", "extract")["marks"][kind])


def marked(element: HtmlElement, kind: str) -> bool:
    return not marks(element).isdisjoint(named(kind))


def is_box(element: HtmlElement) -> bool:
    """An element that by tag, role or name is furniture."""
    return element.tag in TAGS or element.get("role") in ROLES or marked(element, "box")


def is_foreign(element: HtmlElement) -> bool:
    """A box of other people's words: comments, links to other articles, menus."""
    return element.tag == "nav" or marked(element, "foreign")


@cache
def openings(language: str) -> re.Pattern[str]:
    """First words of furniture; "subscribe" is one, "subscribers" is not."""
    words = languages.table(language, "extract")["furniture"]["openings"]
    ends = [re.escape(w) + (r"\b" if w[-1].isalpha() else "") for w in words]
    return re.compile("|".join(ends))


@cache
def alone(language: str) -> frozenset[str]:
    return frozenset(languages.table(language, "extract")["furniture"]["alone"])


@cache
def headings(language: str) -> tuple[str, ...]:
    return tuple(languages.table(language, "extract")["furniture"]["headings"])


def is_promotion(text: str, language: str) -> bool:
    """Begins as only furniture does, and is short as furniture is."""
    low = text.casefold().lstrip("»›>•▶►*-–—| ")
    if low.rstrip(" .:!…»›>") in alone(language):
        return True
    return n_words(low) <= 30 and openings(language).match(low) is not None


def opens_box(text: str, language: str) -> bool:
    """A heading under which other articles, comments or offers stand."""
    return n_words(text) <= 8 and text.casefold().startswith(headings(language))
