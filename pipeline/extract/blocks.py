"""Paragraphs of a page -> blocks of the article: trafilatura votes for the main text, the tree gives the rest."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

import trafilatura
from lxml.html import HtmlElement
from rapidfuzz import fuzz

from pipeline.extract import furniture
from pipeline.extract.credits import is_credit, is_sign_off, is_stamp, same_author
from pipeline.extract.metadata import Metadata
from pipeline.extract.notices import is_notice, is_on_itself
from pipeline.extract.pieces import CELL_SIGN, HEADINGS, Piece, lineage, pieces
from pipeline.extract.text import Placed, is_prose, key, n_words
from pipeline.model import Place

#: the main box holds this share of the prose that trafilatura takes for the main text
MAIN_SHARE = 0.8
#: a box with more of the main text than this is no furniture, whatever its name
TOO_MUCH = 0.3
#: a paragraph of so many words is no teaser
LONG = 15
TITLE_LIKE = 82.0


@dataclass
class Reading:
    """One page while its blocks are told apart."""

    pieces: Sequence[Piece]
    about: Metadata
    #: letters and digits of the main text as trafilatura has it
    voted: str
    titles: tuple[str, ...]
    language: str

    @cached_property
    def votes(self) -> list[bool]:
        """Which pieces trafilatura has too."""
        return [(k := key(p.text)) != "" and k in self.voted for p in self.pieces]

    @cached_property
    def weights(self) -> Counter[HtmlElement]:
        """Letters of the main text's prose in each element."""
        found: Counter[HtmlElement] = Counter()
        for piece, voted in zip(self.pieces, self.votes, strict=True):
            if voted and is_prose(piece.text):
                for element in lineage(piece.element):
                    found[element] += len(piece.text)
        return found

    @cached_property
    def main(self) -> HtmlElement | None:
        """The innermost element that holds nearly all of the main text."""
        most = max(self.weights.values(), default=0)
        enough = [e for e, w in self.weights.items() if w >= MAIN_SHARE * most]
        return max(enough, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)

    @cached_property
    def headline(self) -> int | None:
        """Index of the piece that is the headline: like a title of the page, in the highest heading."""
        best: tuple[float, int] | None = None
        for n, piece in enumerate(self.pieces):
            level = heading_level(piece.element)
            if level is None and best is not None:
                continue
            like = title_likeness(piece.text, self.titles)
            if like >= TITLE_LIKE or (level == 1 and n_words(piece.text) >= 3):
                score = like - 10 * (level if level is not None else 7) - n / 1000
                if best is None or score > best[0]:
                    best = (score, n)
        return best[1] if best else None

    @cached_property
    def zone(self) -> HtmlElement | None:
        """The element that holds both headline and main text."""
        if self.main is None or self.headline is None:
            return self.main
        above = set(lineage(self.pieces[self.headline].element))
        return next((e for e in lineage(self.main) if e in above), self.main)

    @cached_property
    def first_body(self) -> int:
        """Index of the first piece of prose in the main box."""
        for n, piece in enumerate(self.pieces):
            if self.votes[n] and self.in_main(piece) and n != self.headline and is_prose(piece.text):
                return n
        return len(self.pieces)

    @cached_property
    def inside_main(self) -> frozenset[HtmlElement]:
        return frozenset(self.main.iter()) if self.main is not None else frozenset()

    @cached_property
    def inside_zone(self) -> frozenset[HtmlElement]:
        return frozenset(self.zone.iter()) if self.zone is not None else frozenset()

    def in_main(self, piece: Piece) -> bool:
        return piece.element in self.inside_main

    def in_zone(self, piece: Piece) -> bool:
        return piece.element in self.inside_zone

    def tells(self, n: int) -> bool:
        """The headline or a full paragraph of the main text, whatever the heading above it says."""
        piece = self.pieces[n]
        long = n_words(piece.text) >= LONG and piece.linked < 0.3 and piece.element.tag != "li"
        return n == self.headline or (long and self.votes[n] and self.in_main(piece))

    def boxes(self, piece: Piece) -> list[HtmlElement]:
        """The elements between the piece and the box that it is judged in, innermost first."""
        limit = self.main if self.in_main(piece) else self.zone
        found: list[HtmlElement] = []
        for element in lineage(piece.element):
            if element is limit:
                break
            found.append(element)
        return found

    def is_furniture(self, piece: Piece) -> bool:
        total = max(self.weights.values(), default=0)
        return any(furniture.is_box(e) and self.weights[e] <= TOO_MUCH * total for e in self.boxes(piece))


@dataclass(frozen=True, slots=True)
class Article:
    """The article that a page holds."""

    #: headline, deck, body, lists, tables, captions and notices, in page order
    placed: list[Placed]
    #: "(Agency)" as it stands alone under the text; "" when nothing does
    sign_off: str = ""


def article(root: HtmlElement, about: Metadata, listed_title: str, language: str) -> Article:
    """The article in `root`, apart from its furniture; empty where there is none."""
    reading = Reading(pieces(root), about, key(main_text(deepcopy(root))), titles(about, listed_title), language)
    if not reading.voted or reading.main is None:
        return Article([])
    found: list[Placed] = []
    if reading.headline is None and reading.titles:
        found.append(Placed(place=Place.HEADLINE, text=about.title or reading.titles[0]))
    closed = Closed()
    for n, piece in enumerate(reading.pieces):
        closed.look(piece, language)
        place = None if closed.holds(piece) and not reading.tells(n) else place_of(n, piece, reading)
        if place is not None:
            found.append(Placed(place=place, text=piece.text))
    signed = [p.text for p in reading.pieces[reading.first_body :] if reading.in_main(p) and is_sign_off(p.text)]
    return Article(found, signed[-1] if signed else "")


def main_text(root: HtmlElement) -> str:
    """The main text as trafilatura reads it; "" when it finds none or fails on a hostile page."""
    try:
        found = trafilatura.bare_extraction(
            root, fast=True, include_comments=False, include_tables=True, favor_recall=True
        )
    except (ValueError, TypeError, AttributeError, RecursionError, IndexError):
        return ""
    return (found.text or "") if found is not None and not isinstance(found, dict) else ""


def titles(about: Metadata, listed_title: str) -> tuple[str, ...]:
    """What the headline should read like; a feed's title last, it may be older."""
    said = (about.title, *about.titles, listed_title)
    return tuple(dict.fromkeys(t for t in said if t))


def title_likeness(text: str, titles: Sequence[str]) -> float:
    """In [0, 100]: how much a piece reads like one of the page's titles."""
    if not 2 <= n_words(text) <= 50:
        return 0.0
    low = text.casefold()
    return max((fuzz.ratio(low, title.casefold()) for title in titles), default=0.0)


def heading_level(element: HtmlElement) -> int | None:
    """1 to 6 for a piece in a heading, None for any other."""
    return next((int(e.tag[1]) for _, e in zip(range(3), lineage(element), strict=False) if e.tag in HEADINGS), None)


@dataclass
class Closed:
    """The box opened by a heading such as "Most read": all under it is furniture till the next heading."""

    parent: HtmlElement | None = None
    level: int = 0

    def look(self, piece: Piece, language: str) -> None:
        level = heading_level(piece.element)
        if level is None:
            return
        if furniture.opens_box(piece.text, language):
            self.parent, self.level = piece.element.getparent(), level
        elif self.parent is not None and level <= self.level and self.holds(piece):
            self.parent = None

    def holds(self, piece: Piece) -> bool:
        return self.parent is not None and any(e is self.parent for e in lineage(piece.element))


def place_of(n: int, piece: Piece, reading: Reading) -> Place | None:
    """The place of one piece, None for what is not of the article."""
    if n == reading.headline:
        return Place.HEADLINE
    if is_own_notice(piece, reading):
        return Place.NOTICE
    if not reading.in_zone(piece):
        return None
    if is_caption(piece):
        return None if foreign(piece, reading) or not is_told(piece, reading) else Place.CAPTION
    if reading.is_furniture(piece) or not is_told(piece, reading):
        return None
    if is_deck(n, piece, reading):
        return Place.DECK
    if not is_body(n, piece, reading):
        return None
    return body_place(piece)


def body_place(piece: Piece) -> Place:
    tags = {e.tag for _, e in zip(range(4), lineage(piece.element), strict=False)}
    if piece.element.tag == "tr" and CELL_SIGN in piece.text:
        return Place.TABLE
    return Place.LIST if "li" in tags or piece.element.tag in {"dd", "dt"} else Place.BODY


def is_told(piece: Piece, reading: Reading) -> bool:
    """Not a promotion, a byline or a link to elsewhere."""
    text, language = piece.text, reading.language
    if furniture.is_promotion(text, language) or is_credit(text, language):
        return False
    if is_stamp(text) and piece.element.tag not in {"li", "tr"} and heading_level(piece.element) is None:
        return False
    if same_author(text, reading.about.author):
        return False
    return piece.linked < furniture.LINKED or n_words(text) > 40


def is_own_notice(piece: Piece, reading: Reading) -> bool:
    """A note on the article itself; it may stand outside the main text, not among comments and links."""
    if piece.linked > 0.5 or foreign(piece, reading) or is_credit(piece.text, reading.language):
        return False
    if not reading.in_zone(piece):
        return is_on_itself(piece.text, reading.language)
    marked = any(furniture.marked(e, "notice") for e in reading.boxes(piece))
    return is_notice(piece.text, reading.language) or (marked and is_prose(piece.text))


def foreign(piece: Piece, reading: Reading) -> bool:
    """In a box of comments, menus or links to other articles."""
    return any(furniture.is_foreign(e) for e in reading.boxes(piece))


def is_caption(piece: Piece) -> bool:
    near = [e for _, e in zip(range(4), lineage(piece.element), strict=False)]
    return any(e.tag == "figcaption" or furniture.marked(e, "caption") for e in near)


def is_deck(n: int, piece: Piece, reading: Reading) -> bool:
    """Between headline and text: marked as a standfirst, a heading of its own, or bullets."""
    if reading.headline is None or not reading.headline < n <= reading.first_body or n_words(piece.text) < 3:
        return False
    near = [e for e in reading.boxes(piece) if e.tag != "header"][:3] or [piece.element]
    found = frozenset[str]().union(*(furniture.marks(e) for e in near)) & furniture.named("deck")
    if is_prose(piece.text) and found <= furniture.named("lead") and (found or n == reading.first_body):
        return False
    if n == reading.first_body:
        return bool(found)
    if found or heading_level(piece.element) is not None or "description" in piece.element.get("itemprop", ""):
        return True
    return reading.votes[n] and reading.in_main(piece) and n_words(piece.text) >= 4


def is_body(n: int, piece: Piece, reading: Reading) -> bool:
    """Trafilatura has it, or it is prose inside the main box."""
    voted, inside = reading.votes[n], reading.in_main(piece)
    if heading_level(piece.element) is not None:
        return voted and inside and n > reading.first_body
    if reading.headline is not None and n < reading.headline:
        return voted and inside and is_prose(piece.text)
    if inside and piece.element.tag in {"li", "tr", "dd"}:
        return voted or is_prose(piece.text)
    if n < reading.first_body:
        return (inside or voted) and is_prose(piece.text)
    return (voted and (inside or n_words(piece.text) >= 8)) or (inside and is_prose(piece.text))
