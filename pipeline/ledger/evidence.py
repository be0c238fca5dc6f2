"""What speaks for and against a mention being of a series, and how much it weighs.

Weights are log odds: one unit makes the series some three times likelier. A number that nothing speaks for opens a
series of its own with the weight `OWN`; the likeliest of all, the series of its own included, is believed as far as
its share of the whole (a conditional logit, McFadden 1974). The weights were fitted to the recorded coverage, whose
editor says which mentions measure one thing, two sets at a time and judged on the third, and then rounded.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from math import exp

from config.languages import table
from pipeline.language.likeness import likeness
from pipeline.ledger import values
from pipeline.ledger.classes import falls, siblings, tight, told_apart
from pipeline.ledger.mention import Mention
from pipeline.ledger.portrait import Portrait
from pipeline.ledger.voices import same_voice
from pipeline.model import Bound, Figure, Role

#: what a series of its own weighs
OWN = 2.6

WEIGHTS = {
    # what is named
    "same class": 0.5,
    "same broad class": 0.2,
    "hinted class": 1.3,
    "same noun": 0.4,
    "same noun and class": 1.4,
    "another noun": -0.2,
    "shared word nearby": 0.35,
    "no shared word nearby": -0.5,
    # what is said: a rare number seldom comes back for another reason; a small one often does
    "same rare number": 3.9,
    "rounding of a rare number": 3.0,
    "agreeing number": 1.3,
    "same number": 1.0,
    "stated old value": 0.4,
    "the known number beside it": 1.2,
    "reached by adding": 3.0,
    "a part": -1.4,
    "a small part": -2.4,
    "many times as large": -2.4,
    # of what and by whom
    "same speaker": 1.2,
    "travels with its neighbours": 0.6,
    "main series of its name": 0.8,
    "main series of its class": 1.8,
    "main series of its unit": 0.8,
    "size or money": 0.6,
    "place of its own": -0.5,
    "another role": -1.0,
}

#: an exact number from here on is rare within one story (a feasibility study's guard)
RARE = 20
#: a number from here on tells what it is by itself
LARGE = 1000
#: less than this share of a known value, without a word of change, is a part of it; with one, less than the other
PART, SMALL_PART = 0.67, 0.3
#: how many times larger another value may be
LARGER = 3.0
#: steps that speak against one thing
FAR = frozenset({"a small part", "many times as large"})
#: values that an agreeing one is looked for among
N_RECENT = 4
#: words near the number that count when they are shared
N_NEAR = 4
#: cosine from which two nouns may name one thing
LIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the ledger knows of all series at once that bears on one mention."""

    #: nouns that name the same thing as the mention's somewhere in this story
    kin: frozenset[str] = frozenset()
    #: numbers of series that stood in a sentence with one that is named like a neighbour of the mention
    company: frozenset[int] = frozenset()
    #: numbers in the same sentence, of its unit or without one, and what the same article says was added
    beside: frozenset[tuple[float, ...]] = frozenset()
    added: tuple[float, ...] = ()
    #: number of the series with the most mentions among those named like it, and among all of its unit
    main_of_name: int | None = None
    main_of_unit: int | None = None


def weight(mention: Mention, portrait: Portrait, setting: Setting) -> float:
    """All evidence added up, in log odds."""
    return sum(WEIGHTS[name] * n for name, n in evidence(mention, portrait, setting))


def shares(weights: list[float]) -> list[float]:
    """What each of some series is to be believed, a series of its own being among them but not told."""
    top = max((OWN, *weights))
    parts = [exp(w - top) for w in weights]
    whole = sum(parts) + exp(OWN - top)
    return [part / whole for part in parts]


def evidence(mention: Mention, portrait: Portrait, setting: Setting) -> Iterator[tuple[str, float]]:
    """What is found, and how many times."""
    yield from of_name(mention, portrait, setting.kin)
    yield from of_value(mention, portrait, setting)
    yield from of_setting(mention, portrait, setting)


def of_name(mention: Mention, portrait: Portrait, kin: Set[str]) -> Iterator[tuple[str, float]]:
    """How the things are called."""
    known = same_class(mention, portrait)
    noun = same_noun(mention, portrait, kin)
    if known:
        yield known, 1
    if noun:
        yield ("same noun and class" if known else "same noun"), 1
    elif mention.head and portrait.heads and not known:
        yield "another noun", 1
    n_shared = sum(1 for word in mention.near if word in portrait.near and word != mention.head)
    yield ("shared word nearby", min(n_shared, N_NEAR)) if n_shared else ("no shared word nearby", 1)


def same_class(mention: Mention, portrait: Portrait) -> str | None:
    """As read; where one side has none, or a broad one, what the words around the number hint at."""
    mine, theirs = mention.figure.quantity, portrait.series.quantity
    if mine is not None and mine == theirs:
        return "same class" if tight(mine, mention.language) else "same broad class"
    if mine is not None and theirs in siblings(mine, mention.language):
        return "same broad class"
    hinted = not told_apart(mine, theirs, mention.language) and not mention.classes.isdisjoint(portrait.classes)
    return "hinted class" if hinted else None


def same_noun(mention: Mention, portrait: Portrait, kin: Set[str]) -> bool:
    """The same noun, one that named the same thing in this story, or one that is like it."""
    head = mention.head
    if not head or head in portrait.heads or not kin.isdisjoint(portrait.heads):
        return bool(head)
    return any(alike(head, other, mention.language) for other in portrait.heads)


def alike(noun: str, other: str, language: str) -> bool:
    """Two nouns may name one thing, by the table of words; opposites stand near each other there."""
    found = likeness(noun, other, language)
    return found is not None and found >= LIKE and frozenset((noun, other)) not in opposites(language)


def opposites(language: str) -> frozenset[frozenset[str]]:
    """Pairs of nouns that are used alike and mean two things."""
    return frozenset(frozenset(pair) for pair in table(language, "ledger")["opposites"])


def of_value(mention: Mention, portrait: Portrait, setting: Setting) -> Iterator[tuple[str, float]]:
    """What the number itself says."""
    figure, current = mention.figure, portrait.current
    if figure.said in portrait.said:
        yield ("same rare number" if rare(figure) else "same number"), 1
    elif any(same_number(figure, point.figure) for point in portrait.standing[-N_RECENT:]):
        yield "rounding of a rare number", 1
    elif any(values.agrees(figure, point.figure) for point in portrait.standing[-N_RECENT:]):
        yield "agreeing number", 1
    elif current is not None:
        yield from of_step(mention, portrait, current.figure)
        yield from of_neighbours(mention, portrait, current.figure, setting)


def of_step(mention: Mention, portrait: Portrait, known: Figure) -> Iterator[tuple[str, float]]:
    """How far the number is from the one that is known; digits that slipped are no step."""
    now, before = values.middle(mention.figure), values.middle(known)
    if mention.figure.was is not None and values.close(mention.figure.was, before):
        yield "stated old value", 1
    elif now < before * PART and not values.slipped(now, before):
        yield from of_fall(mention, portrait, small=now < before * SMALL_PART)
    elif now > before * LARGER and not values.slipped(now, before):
        yield "many times as large", 1


def of_fall(mention: Mention, portrait: Portrait, *, small: bool) -> Iterator[tuple[str, float]]:
    """Much less than is known is another thing, unless the thing falls by itself or the sentence says that it fell."""
    if falls(portrait.series.quantity, mention.language):
        return
    if small:
        yield "a small part", 1
    elif not mention.tells_change:
        yield "a part", 1


def of_neighbours(mention: Mention, portrait: Portrait, known: Figure, setting: Setting) -> Iterator[tuple[str, float]]:
    """The article tells where the number comes from: the known one stands beside it, or what was added."""
    now = values.middle(mention.figure)
    before = [values.middle(p.figure) for p in portrait.standing[-N_RECENT:]] if setting.added else []
    if any(values.close(now, value + added) for value in before for added in setting.added):
        yield "reached by adding", 1
    elif known.said in setting.beside and mention.role is not Role.SUBSET:
        yield "the known number beside it", 1


def of_setting(mention: Mention, portrait: Portrait, setting: Setting) -> Iterator[tuple[str, float]]:
    """Of what, where, by whom, and beside which others."""
    n = portrait.series.n
    if any(same_voice(mention.voice, p.voice) for p in portrait.points):
        yield "same speaker", 1
    if n in setting.company:
        yield "travels with its neighbours", 1
    if n == setting.main_of_name:
        tightly = same_class(mention, portrait) == "same class"
        yield ("main series of its class" if tightly else "main series of its name"), 1
    elif n == setting.main_of_unit:
        yield "main series of its unit", 1
    if mention.figure.unit != "count":
        yield "size or money", 1
    mine, theirs = mention.places, mention.abroad(portrait.places)
    if mine and not theirs:
        yield "place of its own", 1
    if mention.role is not portrait.series.role:
        yield "another role", 1


def named_alike(mention: Mention, portrait: Portrait, kin: Set[str]) -> bool:
    """Class or noun is the same, and no place tells them apart."""
    theirs = mention.abroad(portrait.places)
    elsewhere = mention.places and theirs and mention.places.isdisjoint(theirs)
    return not elsewhere and (same_class(mention, portrait) is not None or same_noun(mention, portrait, kin))


def by_number_alone(mention: Mention, portrait: Portrait, kin: Set[str]) -> bool:
    """A count that nothing but its number has in common with the series, and that is too small to tell by itself."""
    figure = mention.figure
    small = figure.unit == "count" and abs(figure.said[0]) < LARGE
    return small and mention.near.isdisjoint(portrait.near) and not named_alike(mention, portrait, kin)


def possible_step(mention: Mention, portrait: Portrait) -> bool:
    """The number is not so far from the known one that it must be another thing."""
    current = portrait.current
    found = of_step(mention, portrait, current.figure) if current else ()
    return FAR.isdisjoint(name for name, _ in found)


def unrestricted(mention: Mention) -> bool:
    """The sentence speaks of the whole: no part, no place of its own."""
    return mention.role is Role.TOTAL and not mention.places


def rare(figure: Figure) -> bool:
    """Large or finely measured, and not round."""
    said = abs(figure.said[0])
    return figure.bound is not Bound.VAGUE and (said >= RARE or figure.unit != "count") and values.digits(said) > 1


def same_number(figure: Figure, known: Figure) -> bool:
    """The same number, or what a writer makes of it who says that he rounds: "some 12,000" for 12,400."""
    rounded = says_that_it_rounds(figure) and rare(known) and values.agrees(figure, known)
    return values.same(figure, known) or rounded


def says_that_it_rounds(figure: Figure) -> bool:
    """ "Some 12,000", "more than 100"; a word for a crowd rounds nothing in particular."""
    return figure.bound in (values.LOOSE | values.OPEN) - {Bound.VAGUE}


def recalled(figure: Figure, portrait: Portrait) -> bool:
    """A rare number that was said of the series before."""
    return rare(figure) and figure.said in portrait.said


def said_before(mention: Mention, portrait: Portrait) -> bool:
    """The number agrees with one that was said of the series, for sure or not."""
    return any(values.agrees(mention.figure, figure) for figure in portrait.heard)
