"""Which series does a mention belong to? The likeliest, if likely enough; what remains in doubt is called unsure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ledger import classes, evidence, values
from pipeline.ledger.beside import is_old_value
from pipeline.ledger.evidence import Setting
from pipeline.ledger.mention import Mention
from pipeline.ledger.portrait import Portrait, comparable
from pipeline.ledger.shelf import Shelf
from pipeline.model import Figure, Place, Point, Role, Standing

#: from here on a mention is of a known series; below DOUBT it opens one of its own; between them it is unsure
SURE = 0.5
DOUBT = 0.3
#: least share of the likeliest series
LEAST = 0.25
#: confidence in what a headline repeats
ECHO = 0.9

ABOVE_THE_BODY = frozenset({Place.HEADLINE, Place.DECK, Place.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The best series for a mention."""

    portrait: Portrait
    #: that it is a known series, of which this one is the likeliest, in [0, 1]
    confidence: float

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE

    def recalls(self, mention: Mention) -> bool:
        """The series surely had this rare number before."""
        return self.sure and evidence.recalled(mention.figure, self.portrait)


def total_of(mention: Mention, shelf: Shelf) -> Match | None:
    """The series of totals that an increment adds to, by name alone; None for all other roles."""
    if mention.role is not Role.INCREMENT:
        return None
    added = replace(mention, figure=replace(mention.figure, role=Role.TOTAL))
    kin = shelf.kindred(mention.head)
    totals = [p for p in shelf.candidates(added) if p.series.role is Role.TOTAL and evidence.named_alike(added, p, kin)]
    best = max(totals, key=lambda p: len(p.points), default=None)
    return Match(portrait=best, confidence=SURE) if best else None


def match(mention: Mention, shelf: Shelf, others: Sequence[Figure] = ()) -> Match | None:
    """The most likely series of the mention among the other figures of its article; None when none is even in doubt.

    A series is in doubt only where it had the number before: another number is rather a series of its own.
    """
    echoed = echo(mention, shelf)
    if echoed is not None:
        return echoed
    best = likeliest(mention, shelf, others) or unnamed(mention, shelf)
    if best is not None and (evidence.said_before(mention, best.portrait) or mention.tells_change):
        return best
    return known_number(mention, shelf) or best


def likeliest(mention: Mention, shelf: Shelf, others: Sequence[Figure]) -> Match | None:
    """By all evidence: first whether the thing is known at all, then which one it is; the oldest of equals."""
    possible = [p for p in shelf.candidates(mention) if could_measure(mention, p)]
    setting = setting_of(mention, shelf, possible, others)
    found = evidence.shares([evidence.weight(mention, p, setting) for p in possible])
    best, share = max(zip(possible, found, strict=True), key=lambda pair: pair[1], default=(None, 0.0))
    known = sum(found)
    if best is None or share < LEAST or known < (DOUBT if evidence.said_before(mention, best) else SURE):
        return None
    doubtful = evidence.by_number_alone(mention, best, setting.kin)
    return Match(portrait=best, confidence=min(known, DOUBT) if doubtful else known)


def setting_of(mention: Mention, shelf: Shelf, portraits: list[Portrait], others: Sequence[Figure]) -> Setting:
    figure, kin = mention.figure, shelf.kindred(mention.head)
    mates = [f for f in others if f.unit == figure.unit and f.span != figure.span]
    whole = evidence.unrestricted(mention)
    near = [p for p in portraits if evidence.possible_step(mention, p)] if whole else []
    return Setting(
        kin=kin,
        company=shelf.company(figure, others),
        beside=frozenset(
            f.said
            for f in others
            if f.unit in {figure.unit, "count"} and f.span != figure.span and f.sentence == figure.sentence
        ),
        added=tuple(values.middle(f) for f in mates if f.role is Role.INCREMENT or f.sentence == figure.sentence),
        main_of_name=main([p for p in near if evidence.named_alike(mention, p, kin)]),
        main_of_unit=main(near if figure.unit not in {"count", "percent"} else []),
    )


def main(portraits: list[Portrait]) -> int | None:
    """The one that was mentioned most, the oldest of equals."""
    most = max(portraits, key=lambda p: len(p.series.points), default=None)
    return most.series.n if most else None


def could_measure(mention: Mention, portrait: Portrait) -> bool:
    """A kind of number that can be the same; what happened in a bygone year is a thing of its own."""
    if not portrait.points or not comparable(mention.role, portrait.series.role) or strange(mention, portrait):
        return False
    if evidence.recalled(mention.figure, portrait):
        return True
    bygone = mention.is_past and portrait.points[0].figure.as_of is None
    return not bygone and not told_apart(mention, portrait)


def contrasted(mention: Mention, others: Sequence[Figure], shelf: Shelf) -> Match | None:
    """The series whose rare current value the same sentence sets against the number: "59.9, not 61.4"."""
    for other in others:
        if other.unit == mention.figure.unit and evidence.rare(other) and mention.sets_against(other):
            for portrait in shelf.recalling(other.said):
                if is_value_of(other, portrait) and could_be(mention, portrait):
                    return Match(portrait=portrait, confidence=SURE)
    return None


def is_value_of(figure: Figure, portrait: Portrait) -> bool:
    """The series stands at this number."""
    current = portrait.current
    return current is not None and portrait.series.unit == figure.unit and values.same(figure, current.figure)


def could_be(mention: Mention, portrait: Portrait) -> bool:
    """Comparable, and of no other class; of sizes and money the noun is often misread."""
    mine, theirs = mention.figure.quantity, portrait.series.quantity
    other_class = mention.figure.unit == "count" and mine is not None and theirs is not None and mine != theirs
    return comparable(mention.role, portrait.series.role) and not other_class and not strange(mention, portrait)


def known_number(mention: Mention, shelf: Shelf) -> Match | None:
    """A number that this story has heard before is no first value, whatever it seems to count here.

    It must be rare, a rounding, or referred to as known ("six of the 19"); what it belongs to stays in doubt.
    """
    figure = mention.figure
    telling = evidence.rare(figure) or mention.refers or evidence.says_that_it_rounds(figure)
    if figure.was is not None or not telling:
        return None
    for portrait in shelf.hearing(mention.figure):
        said = any(evidence.same_number(mention.figure, figure) for figure in portrait.heard)
        if said and not strange(mention, portrait):
            return Match(portrait=portrait, confidence=DOUBT)
    return None


def unnamed(mention: Mention, shelf: Shelf) -> Match | None:
    """A large number without its unit ("the 86,000 that the harbour has admitted") is the one that was said with it."""
    figure = mention.figure
    if figure.unit != "count" or abs(figure.said[0]) < evidence.LARGE or not evidence.rare(figure):
        return None
    sizes = (p for p in shelf.recalling(figure.said) if p.series.unit != "count")
    return next((Match(portrait=p, confidence=SURE) for p in sizes), None)


def echo(mention: Mention, shelf: Shelf) -> Match | None:
    """Headline, deck and captions say what the body has said: the same number there is the same thing.

    A large number may stand there without its unit.
    """
    if mention.figure.place not in ABOVE_THE_BODY:
        return None
    bare = mention.figure.unit == "count" and abs(mention.figure.said[0]) >= evidence.LARGE
    for portrait in (*shelf.candidates(mention), *(shelf.measured_here() if bare else ())):
        if any(
            values.agrees(mention.figure, p.figure) or values.allows(mention.figure, p.figure) for p in portrait.here
        ):
            return Match(portrait=portrait, confidence=ECHO)
    return None


def strange(mention: Mention, portrait: Portrait) -> bool:
    """Two tight classes, or two places: whatever the number, not one thing."""
    there = mention.abroad(portrait.places)
    elsewhere = mention.places and there and mention.places.isdisjoint(there)
    apart = classes.told_apart(mention.figure.quantity, portrait.series.quantity, mention.language)
    return bool(elsewhere) or apart


def told_apart(mention: Mention, portrait: Portrait) -> bool:
    """The same article says another number of the series in the same voice.

    An old value that it recalls tells nothing apart, and one that still stands only what is less: a part of it.
    """
    now = values.middle(mention.figure)
    here = (p for p in portrait.here if one_breath(mention, p) and p.standing is not Standing.STALE)
    said = (p for p in here if p.standing is not Standing.RESTATED or now < values.middle(p.figure))
    return any(apart(mention, p) for p in said)


def one_breath(mention: Mention, point: Point) -> bool:
    """The same voice speaks; two shares in one sentence are shares of one whole, whoever speaks."""
    if mention.figure.unit == "percent" and mention.figure.sentence == point.figure.sentence:
        return True
    return mention.voice == point.voice


def apart(mention: Mention, point: Point) -> bool:
    """Neither number rounds the other or replaces it."""
    figure, other = mention.figure, point.figure
    if values.agrees(figure, other) or values.agrees(other, figure):
        return False
    if figure.was is not None or other.was is not None:
        return not (is_old_value(figure, other) or is_old_value(other, figure))
    return figure.sentence == other.sentence or not mention.moves
