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
from pipeline.ledger.classes import falls, tight
from pipeline.ledger.mention import Mention
from pipeline.ledger.portrait import Portrait
from pipeline.ledger.voices import same_voice
from pipeline.model import Bound, Figure, Role

#: what a series of its own weighs
OWN = 2.7

WEIGHTS = {
    # what is named
    "same class": 1.2,
    "same broad class": 0.8,
    "hinted class": 2.0,
    "same noun": 1.0,
    "same noun and class": 1.6,
    "another noun": -0.4,
    "shared word nearby": 0.3,
    "no shared word nearby": -1.0,
    # what is said: a rare number seldom comes back for another reason; a small one often does
    "same rare number": 4.1,
    "agreeing number": 1.7,
    "same number": 1.5,
    "stated old value": 1.0,
    "a step that is told": 0.5,
    "half as large again": -0.2,
    "a small part": -2.4,
    "many times as large": -2.8,
    # of what and by whom
    "same speaker": 0.8,
    "travels with its neighbours": 0.8,
    "main series of its name": 0.8,
    "main series of its unit": 1.2,
    "size or money": 0.8,
    "place of its own": -0.2,
    "another role": -1.2,
}

#: an exact number from here on is rare within one story (a feasibility study's guard)
RARE = 20
#: less than this share of a known value, without a word of change, is a part of it; with one, less than the other
PART, SMALL_PART = 0.67, 0.3
#: how many times larger another value may be, and may be where a word of change is said
LARGER, MUCH_LARGER = 1.5, 3.0
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
    yield from of_value(mention, portrait)
    yield from of_setting(mention, portrait, setting)


def of_name(mention: Mention, portrait: Portrait, kin: Set[str]) -> Iterator[tuple[str, float]]:
    """How the things are called."""
    known = same_class(mention, portrait)
    noun = same_noun(mention, portrait, kin)
    if known:
        yield known, 1
    if noun:
        yield ("same noun and class" if known else "same noun"), 1
    elif mention.head and portrait.heads:
        yield "another noun", 1
    n_shared = sum(1 for word in mention.near if word in portrait.near and word != mention.head)
    yield ("shared word nearby", min(n_shared, N_NEAR)) if n_shared else ("no shared word nearby", 1)


def same_class(mention: Mention, portrait: Portrait) -> str | None:
    """As read; where one side has none, or a broad one, what the words around the number hint at."""
    mine, theirs = mention.figure.quantity, portrait.series.quantity
    if mine is not None and mine == theirs:
        return "same class" if tight(mine, mention.language) else "same broad class"
    hinted = not both_tight(mention, portrait) and not mention.classes.isdisjoint(portrait.classes)
    return "hinted class" if hinted else None


def both_tight(mention: Mention, portrait: Portrait) -> bool:
    """Two classes that each measure one thing, and not the same."""
    mine, theirs = mention.figure.quantity, portrait.series.quantity
    return mine != theirs and tight(mine, mention.language) and tight(theirs, mention.language)


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


def of_value(mention: Mention, portrait: Portrait) -> Iterator[tuple[str, float]]:
    """What the number itself says."""
    figure, current = mention.figure, portrait.current
    if figure.said in portrait.said:
        yield ("same rare number" if rare(figure) else "same number"), 1
    elif any(values.agrees(figure, point.figure) for point in portrait.standing[-N_RECENT:]):
        yield "agreeing number", 1
    elif current is not None:
        yield from of_step(mention, portrait, current.figure)


def of_step(mention: Mention, portrait: Portrait, known: Figure) -> Iterator[tuple[str, float]]:
    """How far the number is from the one that is known."""
    now, before = values.middle(mention.figure), values.middle(known)
    if mention.figure.was is not None and values.close(mention.figure.was, before):
        yield "stated old value", 1
        return
    if values.slipped(now, before):
        return
    moves = mention.tells_change
    if now < before * (SMALL_PART if moves else PART):
        if not falls(portrait.series.quantity, mention.language):
            yield "a small part", 1
    elif now > before * MUCH_LARGER:
        yield "many times as large", 1
    elif moves:
        yield "a step that is told", 1
    elif now > before * LARGER:
        yield "half as large again", 1


def of_setting(mention: Mention, portrait: Portrait, setting: Setting) -> Iterator[tuple[str, float]]:
    """Of what, where, by whom, and beside which others."""
    n = portrait.series.n
    if any(same_voice(mention.voice, p.voice) for p in portrait.points):
        yield "same speaker", 1
    if n in setting.company:
        yield "travels with its neighbours", 1
    if n == setting.main_of_name:
        yield "main series of its name", 1
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


def unrestricted(mention: Mention) -> bool:
    """The sentence speaks of the whole: no part, no place of its own."""
    return mention.role is Role.TOTAL and not mention.places


def rare(figure: Figure) -> bool:
    """Large or finely measured, and not round."""
    said = abs(figure.said[0])
    return figure.bound is not Bound.VAGUE and (said >= RARE or figure.unit != "count") and values.digits(said) > 1


def same_number(figure: Figure, known: Figure) -> bool:
    """The same number, or what a writer makes of it who says that he rounds: "some 12,000" for 12,400."""
    rounded = figure.bound in values.LOOSE and rare(figure) and values.rounds(figure, known)
    return values.same(figure, known) or rounded


def recalled(figure: Figure, portrait: Portrait) -> bool:
    """A rare number that was said of the series before."""
    return rare(figure) and figure.said in portrait.said


def said_before(mention: Mention, portrait: Portrait) -> bool:
    """The number agrees with one that was said of the series, for sure or not."""
    return any(values.agrees(mention.figure, figure) for figure in portrait.heard)
