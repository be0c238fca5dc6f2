"""A stream of articles with what each truly is: originals, copies of every kind, and look-alikes that are none."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from tests.eval.copies.prose import (
    ADJECTIVES,
    DAYS,
    NOUNS,
    TEMPLATES,
    VERBS,
    Event,
    Outlet,
    Writer,
    event,
    feature,
    outlet,
    report,
)

START = datetime(2031, 1, 1, 6, 0, tzinfo=UTC)
#: so many positives of each kind by default, and negatives in all
N_EACH = 120
N_NEGATIVES = 3_000
N_OUTLETS = 60


class Kind(StrEnum):
    """How an article came to be."""

    ORIGINAL = "original"
    # copies
    REPRINT = "reprint"
    TRIMMED = "trimmed"
    DRESSED = "dressed"  # another outlet's byline, dateline and boilerplate
    REWORDED = "reworded"
    EXPANDED = "expanded"
    EXCERPT = "excerpt"
    QUOTE = "quote"
    NUMBER = "number"  # one number changed
    REVISED = "revised"
    # none
    NEIGHBOUR = "neighbour"  # same event, another writer
    TEMPLATE = "template"
    HOUSE = "house"  # same outlet, same boilerplate


COPIES = (
    Kind.REPRINT, Kind.TRIMMED, Kind.DRESSED, Kind.REWORDED, Kind.EXPANDED,
    Kind.EXCERPT, Kind.QUOTE, Kind.NUMBER, Kind.REVISED,
)  # fmt: skip
NEGATIVES = (Kind.NEIGHBOUR, Kind.TEMPLATE, Kind.HOUSE)
#: the classes that each kind may be given
CLASSES = {
    # whether the lines of the source's own outlet are known when the reprint comes is a matter of the stream
    Kind.REPRINT: {"identical", "syndicated"},
    Kind.TRIMMED: {"identical", "syndicated"},
    Kind.DRESSED: {"identical", "syndicated"},
    Kind.REWORDED: {"partial", "syndicated"},
    Kind.EXPANDED: {"expanded"},
    Kind.EXCERPT: {"partial"},
    Kind.QUOTE: {"partial"},
    Kind.NUMBER: {"partial", "syndicated"},
    Kind.REVISED: {"revised"},
    Kind.ORIGINAL: {"independent"},
    Kind.NEIGHBOUR: {"independent"},
    Kind.TEMPLATE: {"independent"},
    Kind.HOUSE: {"independent"},
}


@dataclass
class Article:
    """One line of the stream, and the truth about it."""

    id: str
    kind: Kind
    outlet: Outlet
    url: str
    title: str
    paragraphs: list[str]
    #: the article that it copies
    source: str | None = None
    #: the number that was changed, as it was and as it is
    changed: tuple[str, str] | None = None
    event: Event | None = None
    dressed: bool = True
    extra: dict[str, Any] = field(default_factory=dict)

    def line(self, n: int) -> dict[str, Any]:
        paragraphs = [*self.outlet.before, *self.paragraphs, *self.outlet.after] if self.dressed else self.paragraphs
        return {
            "id": self.id,
            "url": self.url,
            "outlet": self.outlet.name,
            "published_at": f"{START + timedelta(minutes=7 * n):%FT%TZ}",
            "title": self.title,
            "text": "\n\n".join(paragraphs),
        }


@dataclass
class Newsroom:
    """Makes articles in order."""

    chance: random.Random
    outlets: list[Outlet]
    originals: list[Article] = field(default_factory=list)
    n: int = 0

    def article(self, kind: Kind, paragraphs: list[str], *, not_by: Outlet | None = None, **more: Any) -> Article:
        self.n += 1
        by = more.pop("outlet", None) or self.chance.choice([o for o in self.outlets if o is not not_by])
        w = Writer(self.chance)
        title = f"{w.thing().capitalize()} {w.pick(VERBS)} {w.pick(DAYS)}"
        more.setdefault("url", f"https://www.{by.site}/news/{self.n}-{w.pick(NOUNS)}-{w.pick(NOUNS)}")
        return Article(id=f"a{self.n}", kind=kind, outlet=by, title=title, paragraphs=paragraphs, **more)

    def original(self) -> Article:
        w, e = Writer(self.chance), event(self.chance)
        text = feature(w, e) if self.chance.random() < 0.2 else report(w, e)
        # agencies send their text bare, papers set it on their pages
        made = self.article(Kind.ORIGINAL, text, event=e, dressed=self.chance.random() < 0.6)
        self.originals.append(made)
        return made

    def copied(self, kind: Kind, of: Article) -> Article:
        return MAKERS[kind](self, of)

    def own(self, n: int) -> list[str]:
        """Paragraphs on something else altogether."""
        return report(Writer(self.chance), event(self.chance), n)


def reprint(room: Newsroom, of: Article) -> Article:
    return room.article(Kind.REPRINT, of.paragraphs, not_by=of.outlet, source=of.id, dressed=False)


def trimmed(room: Newsroom, of: Article) -> Article:
    n = max(2, round(len(of.paragraphs) * room.chance.uniform(0.5, 0.85)))
    return room.article(Kind.TRIMMED, of.paragraphs[:n], not_by=of.outlet, source=of.id, dressed=False)


def dressed(room: Newsroom, of: Article) -> Article:
    w = Writer(room.chance)
    first = f"{w.place().upper()}, {w.pick(('March 4', 'Oct. 12'))} (Halden News) - {of.paragraphs[0]}"
    byline = [f"By {w.name()}, Halden News"] if room.chance.random() < 0.5 else []
    return room.article(Kind.DRESSED, [*byline, first, *of.paragraphs[1:]], not_by=of.outlet, source=of.id)


def reworded(room: Newsroom, of: Article) -> Article:
    """A share of all words, numbers and names excepted, is exchanged for others."""
    share = room.chance.uniform(0.2, 0.3)
    pool = (*NOUNS, *ADJECTIVES, *VERBS)
    text = "\n\n".join(of.paragraphs)

    def swap(found: re.Match[str]) -> str:
        return room.chance.choice(pool) if room.chance.random() < share else found.group()

    words = re.sub(r"(?<![\w-])[a-z]+(?:-[a-z]+)?(?![\w-])", swap, text)
    return room.article(
        Kind.REWORDED, words.split("\n\n"), not_by=of.outlet, source=of.id, dressed=room.chance.random() < 0.5
    )


def expanded(room: Newsroom, of: Article) -> Article:
    """All of it, with paragraphs of one's own at the end or between."""
    text = list(of.paragraphs)
    for paragraph in room.own(max(2, round(len(text) * room.chance.uniform(0.25, 1.0)))):
        text.insert(room.chance.randint(len(text) // 2, len(text)), paragraph)
    return room.article(Kind.EXPANDED, text, not_by=of.outlet, source=of.id, dressed=room.chance.random() < 0.5)


def excerpt(room: Newsroom, of: Article) -> Article:
    n = room.chance.randint(2, 3)
    start = room.chance.randint(0, max(0, len(of.paragraphs) - n))
    own = room.own(room.chance.randint(4, 10))
    at = room.chance.randint(1, len(own))
    return room.article(
        Kind.EXCERPT, [*own[:at], *of.paragraphs[start : start + n], *own[at:]], not_by=of.outlet, source=of.id
    )


def quote(room: Newsroom, of: Article) -> Article:
    """25 to 45 words, in quotation marks as often as not, in a text of one's own."""
    words = " ".join(of.paragraphs).split()
    n = min(len(words), room.chance.randint(25, 45))
    start = room.chance.randint(0, len(words) - n)
    told = " ".join(words[start : start + n])
    own = room.own(room.chance.randint(4, 10))
    at = room.chance.randint(0, len(own) - 1)
    marks = room.chance.random()
    if marks < 0.5:
        own[at] += f" “{told.strip(' .,“”')},” {of.outlet.name} had written."
    else:
        own[at] += f" As {of.outlet.name} had it: {told} That was all."
    return room.article(Kind.QUOTE, own, not_by=of.outlet, source=of.id)


DIGITS = re.compile(r"(?<![\d,.])\d+(?:[.,]\d+)*")


def number(room: Newsroom, of: Article) -> Article:
    """The whole text, or the head of it, with one number changed."""
    text = "\n\n".join(of.paragraphs)
    n_kept = len(of.paragraphs) if room.chance.random() < 0.6 else max(3, round(0.7 * len(of.paragraphs)))
    text = "\n\n".join(of.paragraphs[:n_kept])
    found = list(DIGITS.finditer(text))
    if not found:
        text, found = "\n\n".join(of.paragraphs), list(DIGITS.finditer("\n\n".join(of.paragraphs)))
    if not found:
        return trimmed(room, of)
    old = room.chance.choice(found)
    figures = list(old.group())
    at = room.chance.choice([i for i, c in enumerate(figures) if c.isdigit()])
    figures[at] = room.chance.choice([c for c in "123456789" if c != figures[at]])
    new = "".join(figures)
    text = text[: old.start()] + new + text[old.end() :]
    return room.article(
        Kind.NUMBER, text.split("\n\n"), not_by=of.outlet, source=of.id, changed=(old.group(), new),
        dressed=room.chance.random() < 0.4,
    )  # fmt: skip


TRACKED = ("?utm_source=feed&utm_medium=rss", "?fbclid=IwAR0", "/amp", "?ref=home#top", "/?utm_campaign=late")


def revised(room: Newsroom, of: Article) -> Article:
    """The same page, met under another of its addresses: a number moved, a paragraph added or dropped."""
    text = list(of.paragraphs)
    for _ in range(room.chance.randint(1, 2)):
        if room.chance.random() < 0.5:
            text.insert(room.chance.randint(0, len(text)), room.own(1)[0])
        elif len(text) > 3:
            text.pop(room.chance.randint(1, len(text) - 1))
    if text == of.paragraphs:
        text.append(room.own(1)[0])
    url = of.url + room.chance.choice(TRACKED)
    if room.chance.random() < 0.3:
        url = url.replace("https://www.", room.chance.choice(("http://", "https://m.", "http://www.")))
    return room.article(Kind.REVISED, text, outlet=of.outlet, url=url, source=of.id, dressed=of.dressed)


MAKERS: dict[Kind, Callable[[Newsroom, Article], Article]] = {
    Kind.REPRINT: reprint,
    Kind.TRIMMED: trimmed,
    Kind.DRESSED: dressed,
    Kind.REWORDED: reworded,
    Kind.EXPANDED: expanded,
    Kind.EXCERPT: excerpt,
    Kind.QUOTE: quote,
    Kind.NUMBER: number,
    Kind.REVISED: revised,
}


def negative(room: Newsroom, kind: Kind) -> Article:
    w = Writer(room.chance)
    if kind is Kind.TEMPLATE:
        return room.article(kind, room.chance.choice(TEMPLATES)(w))
    of = room.chance.choice(room.originals)
    if kind is Kind.HOUSE or of.event is None:
        return room.article(kind, room.own(room.chance.randint(3, 9)), outlet=of.outlet)
    return room.article(kind, report(w, of.event), not_by=of.outlet)


def stream(
    *, seed: int, n_each: int = N_EACH, n_negatives: int = N_NEGATIVES, n_outlets: int = N_OUTLETS
) -> list[Article]:
    """Originals first, a few at a time, then copies of them and look-alikes, all mixed."""
    chance = random.Random(seed)
    room = Newsroom(chance, [outlet(chance, n) for n in range(n_outlets)])
    todo: list[Kind] = [k for k in COPIES for _ in range(n_each)]
    todo += [NEGATIVES[n % len(NEGATIVES)] for n in range(n_negatives)]
    todo += [Kind.ORIGINAL] * (n_each * 6)
    chance.shuffle(todo)
    found = [room.original() for _ in range(40)]
    for kind in todo:
        if kind is Kind.ORIGINAL:
            found.append(room.original())
        elif kind in NEGATIVES:
            found.append(negative(room, kind))
        else:
            found.append(room.copied(kind, chance.choice(room.originals)))
    return found


def lines(articles: Sequence[Article]) -> Iterator[dict[str, Any]]:
    for n, one in enumerate(articles):
        yield one.line(n)
