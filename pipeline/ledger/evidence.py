"""What speaks for and against a mention being of a series: how it is named, what number is said, where and by whom."""

from collections.abc import Set

from pipeline.ledger import values
from pipeline.ledger.beside import COUNTED
from pipeline.ledger.classes import falls, persons, tight
from pipeline.ledger.mention import Mention, scope_words
from pipeline.ledger.portrait import Portrait
from pipeline.ledger.words import stems
from pipeline.model import Bound, Figure, Modality

# What is named. A tight class ("deaths") is nearly an identity; a broad one ("sites") and a noun alone are not.
SAME_CONCEPT = 0.6
SAME_CLASS = 0.6
HINTED_CLASS = 0.45
SAME_BROAD_CLASS = 0.4
SAME_HEAD = 0.5
KINDRED_HEAD = 0.45
CLASS_AND_HEAD = 0.1
NO_HEAD = 0.3
OTHER_HEAD = 0.2
SHARED_MODIFIERS = 0.2
OTHER_MODIFIERS = -0.1
#: a number that differs in a class of many things, with no word of change and no restriction in common
SILENT_IN_BROAD_CLASS = -0.15
SHARED_CONTEXT = 0.25

# What is said. A rare exact number seldom comes back for another reason; a small one often does.
SAME_RARE_VALUE = 0.35
SAME_VALUE = 0.15
AGREEING_VALUE = 0.1
STATED_OLD_VALUE = 0.35
FAR_VALUE = -0.2
VERY_FAR_VALUE = -0.6
PART_VALUE = -0.5

# Where, of whom and by whom.
OTHER_SCOPE = -0.3
ONE_SIDED_PLACE = -0.1
SAME_PLACE = 0.1
SAME_SPEAKER = 0.05
#: shared out among the series of one unit of size or money: where only one thing is weighed, a weight is of that thing
ONLY_OF_UNIT = 0.2

#: an exact number from here on is rare within one story (a feasibility study's guard)
RARE = 20
#: how many times larger a value may be before it is probably something else
FAR = 5.0
VERY_FAR = 50.0
#: less than this share of a known count, without a word of change, is a part of it rather than a new value
PART = 0.67
#: values that an agreeing one is looked for among
N_RECENT = 4
#: words around the number that settle the matter when they are shared
N_CONTEXT = 3


def naming(mention: Mention, portrait: Portrait, kin: frozenset[str]) -> float:
    """How alike the names of the things are: class, head noun and restrictions."""
    named = max(by_class(mention, portrait), by_head(mention, portrait, kin))
    if named and mention.head in portrait.heads and mention.figure.quantity == portrait.series.quantity:
        named += CLASS_AND_HEAD if mention.figure.quantity else CLASS_AND_HEAD / 2
    return named + of_modifiers(mention, portrait) + of_silence(mention, portrait) if named else 0.0


def of_silence(mention: Mention, portrait: Portrait) -> float:
    """Of many things that share a noun, another number tells of another one unless something says that it moved."""
    if mention.classes & portrait.classes or mention.tells_change or said_before(mention, portrait):
        return 0.0
    return 0.0 if any(word in portrait.modifiers for word in mention.modifiers) else SILENT_IN_BROAD_CLASS


def by_class(mention: Mention, portrait: Portrait) -> float:
    """The class as read; where one side has none, or a broad one, what the words around the number hint at."""
    mine, theirs = mention.figure.quantity, portrait.series.quantity
    if mine is not None and mine == theirs:
        return SAME_CLASS if tight(mine, mention.language) else SAME_BROAD_CLASS
    if tight(mine, mention.language) and tight(theirs, mention.language):
        return 0.0
    return HINTED_CLASS if mention.classes & portrait.classes else 0.0


def by_head(mention: Mention, portrait: Portrait, kin: Set[str]) -> float:
    """The head noun; for sizes and money a reader is easily led to the wrong noun, so another one is no proof."""
    if mention.head and len(mention.modifiers) > 0 and stems(mention.figure.concept) in portrait.concepts:
        return SAME_CONCEPT
    if not mention.head or not portrait.heads:
        return NO_HEAD
    if mention.head in portrait.heads:
        return NO_HEAD if mention.head in persons(mention.language) else SAME_HEAD
    if kin & portrait.heads:
        return KINDRED_HEAD
    return OTHER_HEAD if mention.figure.unit != "count" else 0.0


def of_modifiers(mention: Mention, portrait: Portrait) -> float:
    """Shared restricting words speak for one series, restrictions with nothing in common against it."""
    mine, theirs = mention.modifiers, portrait.modifiers
    if not mine or not theirs:
        return 0.0
    shared = sum(1 for word in mine if word in theirs) / min(len(mine), len(theirs))
    if shared:
        return SHARED_MODIFIERS * shared
    return OTHER_MODIFIERS / 2 if by_class(mention, portrait) == SAME_CLASS else OTHER_MODIFIERS


def of_context(mention: Mention, portrait: Portrait) -> float:
    """Content words near the number that stand near the numbers of the series too."""
    shared = sum(1 for word in mention.near if word in portrait.near)
    return SHARED_CONTEXT * min(shared, N_CONTEXT) / N_CONTEXT


def of_value(mention: Mention, portrait: Portrait) -> float:
    """What the number itself says."""
    figure, current = mention.figure, portrait.current
    if figure.said in portrait.said:
        return SAME_RARE_VALUE if rare(figure) else SAME_VALUE
    if current is None:
        return 0.0
    if figure.was is not None and values.close(figure.was, values.middle(current.figure)):
        return STATED_OLD_VALUE
    if any(values.agrees(figure, point.figure) for point in portrait.standing[-N_RECENT:]):
        return AGREEING_VALUE
    before, now = values.middle(current.figure), values.middle(figure)
    if values.slipped(now, before):
        return 0.0
    if 0 <= now < before * PART and not mention.tells_change:
        return 0.0 if falls(portrait.series.quantity, mention.language) else PART_VALUE
    times = values.ratio(now, before)
    return VERY_FAR_VALUE if times > VERY_FAR else FAR_VALUE if times > FAR else 0.0


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


def of_recalled(mention: Mention, portrait: Portrait, kin: frozenset[str]) -> float:
    """A rare number that comes back is most likely the same thing, under whatever name: names can only add to that."""
    named = max(by_class(mention, portrait), by_head(mention, portrait, kin), OTHER_HEAD)
    spoken = SAME_SPEAKER * any(mention.voice == p.voice for p in portrait.points)
    return named + SAME_RARE_VALUE + spoken + of_context(mention, portrait)


def of_scope(mention: Mention, portrait: Portrait) -> float:
    """Speaker, place, subset and period."""
    evidence = SAME_SPEAKER * any(mention.voice == p.voice for p in portrait.points)
    if mention.figure.unit not in COUNTED:
        evidence += ONLY_OF_UNIT / portrait.n_of_unit
    if (mention.figure.modality is Modality.EXPECTED) != portrait.expected:
        evidence += OTHER_SCOPE
    return evidence + of_place(mention, portrait)


def of_place(mention: Mention, portrait: Portrait) -> float:
    """Places must fit; a smaller value with a place of its own is a part, a larger one without it the whole."""
    places, theirs = mention.places, mention.abroad(portrait.places)
    if places and theirs:
        return SAME_PLACE
    if not places and not theirs:
        mine, scope = scope_words(mention.figure), portrait.scope
        return OTHER_SCOPE if mine != scope and not (mine & scope) else 0.0
    if mention.figure.said in portrait.said or portrait.current is None:
        return 0.0
    now, before = values.middle(mention.figure), values.middle(portrait.current.figure)
    part = now < before if places else now > before
    return OTHER_SCOPE if part else ONE_SIDED_PLACE
