"""Which later report truly replaces a figure.

Stricter than the ledger: to call what still holds out of date costs more than to miss what does not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from config.languages import table
from pipeline.figures import grows_only
from pipeline.language.stems import WORD, stem
from pipeline.ledger import values
from pipeline.ledger.classes import falls, tight
from pipeline.ledger.mention import Mention, head_of, modifiers, scope_words
from pipeline.ledger.portrait import MOVING, NEWS
from pipeline.ledger.voices import is_document
from pipeline.ledger.words import content
from pipeline.model import Bound, Figure, Place, Point, Role, Standing

#: articles that must give a value which the ledger holds for a contradiction, before it replaces its own source's word
N_REPEATED = 2
#: content words besides the noun that both sentences must have, where nothing else ties them
N_SHARED = 2
#: standings of a figure that says what the ledger knows already, for better or worse
CARRIED = frozenset({Standing.CONFLICT, Standing.RESTATED})
NAME_PARTS = re.compile(r"[,(;]")


#: sentence -> every figure that any series of the ledger has from it
Beside = Mapping[str, Sequence[Figure]]

#: sentence -> when it was first reported
Heard = Mapping[str, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the articles that count say of one series, and what else stands in the same sentences."""

    #: in the order in which they were judged
    points: Sequence[Point]
    beside: Beside
    #: every sentence that the story has read -> when it was first reported
    heard: Heard

    def successor(self, earlier: Point) -> Point | None:
        """The first report of the value that stands now in place of `earlier`; None when none surely does.

        Step by step: what replaced it, what replaced that.
        """
        last = earlier
        for point in self.points:
            if self.moves(point, last) or (last is not earlier and self.moves(point, earlier)):
                last = point
        return None if last is earlier or holds(earlier.figure, last.figure) else self.first_with(last)

    def moves(self, later: Point, earlier: Point) -> bool:
        """The later report moved the series, or tells of both values as one that became the other; or its own source
        says otherwise now, and another article repeats it."""
        if later.standing in MOVING:
            return self.replaces(later, earlier) and takes_over(later, earlier)
        if later.standing in CARRIED and self.tells_step(later, earlier):
            return self.replaces(later, earlier)
        is_own = later.standing is Standing.CONFLICT and of_one_source(later, earlier)
        return is_own and self.replaces(later, earlier) and self.is_repeated(later)

    def tells_step(self, later: Point, earlier: Point) -> bool:
        """ "From 30 to 53": one sentence has both values of the series, the old one first, and tells of a change."""
        start = later.figure.span.start
        here = (p for p in self.points if p.url == later.url and p.figure.sentence == later.figure.sentence)
        was = any(p.figure.span.start < start and values.same(p.figure, earlier.figure) for p in here)
        return was and mention_of_point(later).tells_change

    def replaces(self, later: Point, earlier: Point) -> bool:
        """The later report gives another value of what is surely the same thing."""
        if later.reported_at < earlier.reported_at or holds(earlier.figure, later.figure):
            return False
        if later.figure.place is Place.NOTICE and later.standing is not Standing.CHANGED:
            return False
        if states_old_value(later, earlier) or self.tells_step(later, earlier):
            return True
        if is_past(later) or not surely_same(later, earlier) or self.is_of_others(later):
            return False
        return not self.is_listed(later, earlier) and not self.is_restricted(later, earlier)

    def contradicts(self, later: Point, mine: Point) -> bool:
        """Another source gives another value of the same thing, and neither replaces the other."""
        is_rival = later.standing in NEWS and not of_one_source(later, mine)
        return is_rival and later.figure.credited and self.replaces(later, mine)

    def is_of_others(self, later: Point) -> bool:
        """All that the sentence names, the story has not heard of: it tells of somebody else's fine, another's fire."""
        mine = named(later)
        known = (words(sentence) for sentence, at in self.heard.items() if at < later.reported_at)
        return bool(mine) and all(mine.isdisjoint(theirs) for theirs in known)

    def is_listed(self, later: Point, earlier: Point) -> bool:
        """It is a part of what the sentence tells: "27 in the north, 13 in the south"."""
        figure = later.figure
        return any(
            other.unit == figure.unit
            and other.role is figure.role
            and (other.head == figure.head or (other.quantity and other.quantity == figure.quantity))
            and values.middle(other) > values.middle(figure)
            and not values.same(other, earlier.figure)
            for other in self.beside.get(later.sentence, ())
        )

    def is_restricted(self, later: Point, earlier: Point) -> bool:
        """It is named with words that no earlier report of the series used: "suspected cases" after confirmed ones."""
        mine = modifiers(later.figure)
        at = next((n for n, p in enumerate(self.points) if p is later), len(self.points))
        theirs = modifiers(earlier.figure).union(*(modifiers(p.figure) for p in self.points[:at]))
        return bool(mine) and mine.isdisjoint(theirs)

    def is_repeated(self, point: Point) -> bool:
        """Enough articles say so in words of their own that name the thing."""
        urls = {p.url for p in self.points if values.same(p.figure, point.figure) and surely_same(p, point)}
        return len(urls | {point.url}) >= N_REPEATED

    def first_with(self, last: Point) -> Point:
        """The first report of the value that stands in `last`, since any other value moved the series."""
        at = next(n for n, p in enumerate(self.points) if p is last)
        run = last
        for point in reversed(self.points[: at + 1]):
            is_same = values.same(point.figure, last.figure)
            if point.standing in MOVING and not is_same:
                break
            if point.standing in NEWS and is_same:
                run = point
        return run


def takes_over(later: Point, earlier: Point) -> bool:
    """The source itself says otherwise now, or the outlet or a paper of nobody's, or the sentence tells of a change;
    or the quantity is one that moves by itself, the way that it moves.

    Anybody else's count stands beside the first one: organisers do not replace the police.
    """
    figure = later.figure
    if not figure.credited or is_document(later.voice, "en") or of_one_source(later, earlier):
        return True
    more = values.middle(figure) > values.middle(earlier.figure)
    by_itself = grows_only(figure.quantity) if more else falls(figure.quantity)
    return by_itself or mention_of_point(later).tells_change


def is_past(point: Point) -> bool:
    """It is dated, or tells of a year, before the year of the report."""
    as_of = point.figure.as_of or ""
    is_dated = as_of[:4].isdigit() and int(as_of[:4]) < point.reported_at.year
    return is_dated or mention_of_point(point).is_past


def mention_of_point(point: Point) -> Mention:
    return Mention(
        figure=point.figure,
        sentence=point.sentence,
        url=point.url,
        outlet=point.outlet,
        reported_at=point.reported_at,
        voice=point.voice,
    )


def named(point: Point) -> frozenset[str]:
    """Words with capitals inside the sentence, without those of its speaker, days and months."""
    found = WORD.findall(point.sentence)
    speaker = words(point.figure.speaker)
    capitals = (w for w in found[1:] if w[:1].isupper() and not w.isupper())
    return frozenset(w.lower() for w in capitals) - speaker - calendar()


@lru_cache(maxsize=1 << 12)
def words(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in WORD.findall(text))


@cache
def calendar() -> frozenset[str]:
    return frozenset(name.lower() for name in table("en", "extract")["weight"]["calendar"])


def holds(figure: Figure, known: Figure) -> bool:
    """Who knows `known` need not change `figure`: equal, rounded, or a bound that still fits closely."""
    if figure.bound is Bound.VAGUE and values.allows(figure, known):
        return True
    return values.same(figure, known) or values.agrees(known, figure) or values.inside(known, figure)


def states_old_value(later: Point, earlier: Point) -> bool:
    """ "41, up from 38"."""
    was = later.figure.was
    return was is not None and values.close(was, values.middle(earlier.figure))


def surely_same(later: Point, earlier: Point) -> bool:
    """One class of quantity that measures one thing, or one noun that both sentences say, of the same whole."""
    mine, theirs = earlier.figure, later.figure
    if mine.unit != theirs.unit or mine.role is not theirs.role or elsewhere(mine, theirs) or narrower(theirs, mine):
        return False
    if mine.quantity is not None and mine.quantity == theirs.quantity and tight(mine.quantity):
        return mine.role is Role.TOTAL
    return same_noun(later, earlier)


def elsewhere(one: Figure, other: Figure) -> bool:
    """Each names places, and not one of them is the other's."""
    mine, theirs = ({p.lower() for p in f.places} for f in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def narrower(later: Figure, earlier: Figure) -> bool:
    """The later figure is of a part that the earlier one did not speak of."""
    return bool(scope_words(later) - scope_words(earlier))


def same_noun(later: Point, earlier: Point) -> bool:
    """The noun stands in both sentences, and what restricts it, or who says it, agrees."""
    mine, theirs = head_of(earlier.figure), head_of(later.figure)
    if not mine or mine != theirs or not (says(earlier, mine) and says(later, theirs)):
        return False
    if modifiers(earlier.figure) & modifiers(later.figure) or of_one_source(later, earlier):
        return True
    return len((content(earlier.sentence) & content(later.sentence)) - {mine}) >= N_SHARED


def says(point: Point, head: str) -> bool:
    """The noun itself stands in the sentence: it was not guessed from the sentence before."""
    return any(stem(word) == head for word in WORD.findall(point.sentence))


def of_one_source(later: Point, earlier: Point) -> bool:
    """Both have it from one source.

    A paper ("a study released on Monday") or nobody is the earlier one's: then it is whoever the later report says,
    where the earlier sentence names them too.
    """
    if one_source(later.voice, earlier.voice):
        return True
    undated = " ".join(w for w in earlier.voice.split() if w.lower() not in calendar())
    is_open = is_document(undated, "en") or not earlier.figure.credited
    return is_open and later.figure.credited and names_source(earlier.sentence, later.voice)


def names_source(sentence: str, voice: str) -> bool:
    """The name of the source, up to a comma or a bracket, stands in the sentence."""
    name = WORD.findall(NAME_PARTS.split(voice)[0])
    is_name = any(w[:1].isupper() for w in name[1:])
    return is_name and f" {' '.join(name)} " in f" {' '.join(WORD.findall(sentence))} "


def one_source(a: str, b: str) -> bool:
    """One name is the other, or its words are all among the other's, up to a comma or a bracket."""
    mine, theirs = (set(NAME_PARTS.split(name)[0].lower().removeprefix("the ").split()) for name in (a, b))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)
