"""Is it worth a human's look? Scores in [0, 1], plain additions; the thresholds are settings.

A new figure:
     0.30  every new figure of the story
    +0.35  at the top of the body, falling to nothing at its end, slowly at first: news stands first, in an inverted
           pyramid
    +0.10  its quantity is one that news deals in
    +0.05  somebody is credited with it
    +0.05  its sentence names what the story is about
    +0.10  money
    +0.10  a part of a whole that its sentence names: whoever breaks a number down means the part
    -0.10  a word for a crowd ("dozens", "thousands")
    -0.20  how many times another number ("twice as many"), which the numbers tell themselves
    -0.30  a stretch of time, -0.05 another size, when nothing known is measured by it
    -0.30  what a place, a thing or a company is like rather than what happened: inhabitants, pages, turnover
    -0.10  a number that fingers can count (under 13), -0.10 more for one and two
    -0.10  nothing says what is counted
    -0.10  its sentence speaks of a year gone by, or calls it an old value
A figure that moves a known series: half of that, and a half.

A new claim: what its form promises; less for what is partly known.
A denial: a half, and half of what its form promises; a fifth to begin with where it is but a negation.
"""

from config.languages import table
from pipeline.ledger.beside import COUNTED, is_money
from pipeline.ledger.context import Context
from pipeline.ledger.mention import Mention
from pipeline.ledger.words import stems
from pipeline.model import Bound, Claim, Figure, Place, Profile, Role, Span, Version

ANY = 0.3
EARLY = 0.35
STEEP = 1.5
KNOWN_QUANTITY = 0.1
CREDITED = 0.05
CENTRAL = 0.05
MONEY = 0.1
DURATION = -0.3
SIZE = -0.05
PART = 0.1
CROWD = -0.1
TIMES = -0.2
FEW = -0.1
VERY_FEW = -0.1
NAMELESS = -0.1
TRAIT = -0.3
BYGONE = -0.1

#: what fingers and a dozen can count
N_FEW = 13
N_VERY_FEW = 3
TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
#: profile words that a central sentence shares
N_CENTRAL = 2

# A claim.
OUTRIGHT = 0.5
NEGATION = 0.2
#: share of unheard-of words from which a claim is wholly new; below it the worth shrinks with the share
NEWS = 0.6


def of_figure(mention: Mention, version: Version, context: Context, *, known: bool) -> float:
    """How much a figure is worth a look; one that moves a known series always is, the more central the more."""
    figure = mention.figure
    total = ANY + EARLY * (1 - depth(figure, version) ** STEEP) + of_size(figure)
    total += KNOWN_QUANTITY * (figure.quantity is not None) + PART * (mention.role is Role.SUBSET)
    total += CROWD * (figure.bound is Bound.VAGUE) + TIMES * (figure.unit == "ratio")
    total += CREDITED * figure.credited
    total += CENTRAL * central(mention, context.profile)
    total += NAMELESS * (not figure.concept)
    total += TRAIT * is_trait(mention) + BYGONE * (mention.is_past or mention.is_former)
    total = min(max(total, 0.0), 1.0)
    return round(float((1 + total) / 2 if known else total), 2)


def of_size(figure: Figure) -> float:
    """What unit and number alone say of the worth."""
    most = max(abs(said) for said in figure.said)
    total = FEW * (most < N_FEW) + VERY_FEW * (most < N_VERY_FEW)
    if is_money(figure.unit):
        return total + MONEY
    if figure.quantity is None and figure.unit not in COUNTED:
        total += DURATION if figure.unit in TIME else SIZE
    return total


def is_trait(mention: Mention) -> bool:
    """It tells what a place, a thing or a company is like: nothing happened."""
    known = table(mention.language, "ledger")
    named = {mention.figure.head, mention.figure.unit}
    return not named.isdisjoint(known["traits"]) or mention.figure.quantity in known["trait_classes"]


def depth(figure: Figure, version: Version) -> float:
    """How far into the body it stands: 0 at the top, 1 at the end; headline and deck are on top of it."""
    if figure.place in {Place.HEADLINE, Place.DECK}:
        return 0.0
    body = [b.span for b in version.blocks if b.place is Place.BODY]
    if not body:
        return 1.0
    whole = Span(body[0].start, body[-1].end)
    return min(max((figure.sentence.start - whole.start) / (whole.end - whole.start), 0.0), 1.0)


def central(mention: Mention, profile: Profile) -> bool:
    """The sentence shares words with what the story is about."""
    named = frozenset(word for name in profile.names for word in stems(name))
    shared = mention.words & (profile.terms.keys() | named)
    return len(shared) >= N_CENTRAL


def of_claim(claim: Claim, novelty: float) -> float:
    """How much a new claim is worth a look; `novelty` in [0, 1]."""
    return round(claim.weight * min(1.0, novelty / NEWS), 2)


def of_denial(claim: Claim, *, outright: bool) -> float:
    """An outright denial is rare and nearly always worth a look; a negation of somebody accused, when its form is."""
    base = OUTRIGHT if outright else NEGATION
    return round(base + (1 - base) * claim.weight, 2)
