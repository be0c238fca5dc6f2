"""When is a figure news? The design's table, one function a row, asked in order; the first that answers decides."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from pipeline.ledger import values, wording
from pipeline.ledger.classes import falls
from pipeline.ledger.mention import Mention, is_credited
from pipeline.ledger.portrait import MOVING, Portrait
from pipeline.ledger.series import ABOVE_THE_BODY, Match
from pipeline.ledger.voices import is_document, same_voice
from pipeline.model import Figure, FlagKind, Modality, Point, Quantity, Standing

#: below this, an increment that equals a total is a coincidence
SMALL = 5

#: a rounding within one article may be as rough as this: "nearly a third" for 27 percent
LOOSELY = 1.3

#: outcomes that are news
KIND = {
    Standing.NEW: FlagKind.FIGURE_NEW,
    Standing.CHANGED: FlagKind.FIGURE_CHANGED,
    Standing.REFINED: FlagKind.FIGURE_CHANGED,
    Standing.CONFLICT: FlagKind.FIGURE_CONFLICT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mention and what the ledger knows of the thing it measures."""

    mention: Mention
    #: the likeliest series; None when none matches
    match: Match | None
    #: for an increment: the series of totals that it adds to
    total: Match | None = None
    #: figure of the same sentence that the mention repeats in another unit or as its earlier value
    repeats: Figure | None = None
    #: the mention stands where the version that this one copies says another number
    altered: bool = False
    #: ... and that version is an earlier one of the same article
    revised: bool = False

    @property
    def figure(self) -> Figure:
        return self.mention.figure

    @property
    def portrait(self) -> Portrait:
        """The series of a case whose match is known."""
        if self.match is None:
            raise ValueError("no series matches")
        return self.match.portrait

    @property
    def current(self) -> Point:
        """The point that the mention is compared with: the series' value, unless its speaker has a line of his own.

        Whoever stated the value himself and then contradicted it has none: he is held to the value.
        """
        standing = self.portrait.standing
        own = [p for p in standing if same_voice(p.voice, self.mention.voice)]
        known = self.portrait.current
        stands_alone = own and own[-1].standing is Standing.CONFLICT
        if known is None or (stands_alone and not self.stated(known)):
            return (own or standing or self.portrait.points)[-1]
        return known

    def stated(self, known: Point) -> bool:
        """The mention's speaker has stated the value too, first or after others."""
        saying = (p for p in self.portrait.series.points if values.same(p.figure, known.figure))
        return any(same_voice(p.voice, self.mention.voice) for p in saying)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one rule says."""

    standing: Standing
    why: str
    #: the value that is no longer, or not alone, true
    old: Quantity | None = None
    #: kind of flag, when it is not the one of the standing
    kind: FlagKind | None = None


Rule = Callable[[Case], Outcome | None]


def unmoved(case: Case) -> Outcome | None:
    if not case.mention.unreal or plans_from_known(case):
        return None
    return Outcome(
        standing=Standing.UNMOVED,
        why=f"{wording.told(case.mention)} is {case.figure.modality.value}, which never moves a series.",
    )


def plans_from_known(case: Case) -> bool:
    """A plan that names the known value it departs from ("would cut it to 30 from 45") is news."""
    denied = case.figure.modality is Modality.DENIED
    return not denied and case.match is not None and replaces_current(case)


def beside(case: Case) -> Outcome | None:
    """The same value in another unit, or the old value of "up from 8": told by the figure beside it."""
    if case.repeats is None or (case.match is not None and case.match.sure and heard(case)):
        return None
    return Outcome(
        standing=Standing.EXPLAINED,
        why=f"{wording.told(case.mention)} belongs to {wording.value(case.repeats)} in the same sentence.",
    )


def heard(case: Case) -> bool:
    """The series has had the value before."""
    return any(values.agrees(case.figure, p.figure) for p in case.portrait.series.points)


def states_own_change(case: Case) -> Outcome | None:
    """ "nine, against seven before" is a change even where no series is known."""
    if case.match is not None or case.figure.was is None:
        return None
    old = Quantity(value=case.figure.was, bound=case.figure.bound, unit=case.figure.unit)
    return Outcome(
        standing=Standing.NEW,
        why=f"{wording.told(case.mention)} states its own earlier value, {wording.number(case.figure.was)}"
        f"{wording.unit(case.figure.unit)}; the ledger had no series for it.",
        old=old,
        kind=FlagKind.FIGURE_CHANGED,
    )


def new(case: Case) -> Outcome | None:
    if case.match is not None:
        return None
    return Outcome(
        standing=Standing.NEW,
        why=f"{wording.told(case.mention)} is the first value of {case.figure.concept or 'its kind'} in this story.",
    )


def explained(case: Case) -> Outcome | None:
    """An increment that leads from one known total to another is told by the totals already."""
    if case.total is None:
        return None
    added = values.middle(case.figure)
    known = case.total.portrait.standing
    for n, later in enumerate(known):
        for earlier in known[:n]:
            step = values.middle(later.figure) - values.middle(earlier.figure)
            if added > 0 and abs(step - added) <= values.slack(later.figure, case.figure):
                return Outcome(
                    standing=Standing.EXPLAINED,
                    why=f"{wording.told(case.mention)} more explains the step from {wording.told(earlier)} to "
                    f"{wording.told(later)}.",
                )
    return None


def increment_taken_for_total(case: Case) -> Outcome | None:
    """ "83 new ones" where 83 is the total: somebody confused the two."""
    if case.total is None or (case.match is not None and known_increment(case)):
        return None
    point = case.total.portrait.current
    if point is None or not values.same(case.figure, point.figure) or values.middle(case.figure) < SMALL:
        return None
    return Outcome(
        standing=Standing.CONFLICT,
        why=f"{wording.told(case.mention)} is given as an addition, but {wording.told(point)} is the known total.",
        old=wording.quantity(case.current.figure if case.match is not None else point.figure),
    )


def known_increment(case: Case) -> bool:
    return any(values.agrees(case.figure, p.figure) for p in case.portrait.standing)


def unsure(case: Case) -> Outcome | None:
    if case.match is None or (case.match.sure and not doubted_before(case)):
        return None
    return Outcome(
        standing=Standing.UNSURE,
        why=f"{wording.told(case.mention)} may belong to {case.portrait.series.name}, last "
        f"{wording.told(case.current)}, but the match is not sure ({case.match.confidence:.2f}).",
    )


def doubted_before(case: Case) -> bool:
    """The same number was unsure when it was first met: its repetition makes it no surer."""
    doubted = (p for p in case.portrait.series.points if p.standing is Standing.UNSURE)
    return any(values.same(p.figure, case.figure) for p in doubted)


def restated(case: Case) -> Outcome | None:
    """What the speaker said last, or what the series stands at: no news."""
    known = (case.current, case.portrait.current)
    point = next((p for p in known if p is not None and values.agrees(case.figure, p.figure)), None)
    if point is None:
        return None
    return Outcome(
        standing=Standing.RESTATED,
        why=f"{wording.told(case.mention)} restates {wording.told(point)}.",
    )


def stands_beside(case: Case) -> Outcome | None:
    """Another voice for a value that already contradicts the current one."""
    known = matching(case, {Standing.CONFLICT}, values.agrees)
    if known is None:
        return None
    return Outcome(
        standing=Standing.RESTATED,
        why=f"{wording.told(case.mention)} repeats {wording.told(known)}, which stands against "
        f"{wording.told(case.current)}.",
    )


def stale(case: Case) -> Outcome | None:
    known = matching(case, MOVING, values.agrees)
    if known is None or case.altered or replaces_current(case):
        return None
    return Outcome(
        standing=Standing.STALE,
        why=f"{wording.told(case.mention)} still carries {wording.told(known)}; "
        f"the value is now {wording.told(case.current)}.",
    )


def replaces_current(case: Case) -> bool:
    """The sentence itself names the current value as the one that was."""
    was = case.figure.was
    return was is not None and values.close(was, values.middle(case.current.figure))


def former(case: Case) -> Outcome | None:
    """ "An earlier count of 30": the sentence itself says that the value is an old one."""
    if not case.mention.is_former:
        return None
    return Outcome(
        standing=Standing.STALE,
        why=f"{wording.told(case.mention)} is called an old value by its own sentence; "
        f"{wording.told(case.current)} is known.",
    )


def matching(case: Case, standings: Set[Standing], rule: Callable[[Figure, Figure], bool]) -> Point | None:
    """The latest point of one of the standings that goes with the mention's value."""
    found = (p for p in reversed(case.portrait.standing) if p.standing in standings)
    return next((p for p in found if rule(case.figure, p.figure)), None)


def altered_copy(case: Case) -> Outcome | None:
    """A copy that says another number than its source: somebody slipped; the same article anew: somebody corrected."""
    if not case.altered:
        return None
    if case.revised:
        return changed_outcome(case, Standing.CHANGED, "the outlet replaced it in a newer version of the article")
    return conflict_outcome(case, "the rest of the sentence is copied word for word")


def late(case: Case) -> Outcome | None:
    """An article that was published before the current value, and is read after it, replaces nothing."""
    if case.mention.reported_at >= case.current.reported_at:
        return None
    return Outcome(
        standing=Standing.STALE,
        why=f"{wording.told(case.mention)} was published before {wording.told(case.current)}.",
    )


def refined(case: Case) -> Outcome | None:
    if not values.refines(case.figure, case.current.figure):
        return None
    return changed_outcome(case, Standing.REFINED, "it narrows what was known without contradicting it")


def headlined(case: Case) -> Outcome | None:
    """A headline or caption beside a body that states the thing itself, and a round number beside an exact one."""
    mine = case.portrait.here
    if not mine or case.altered:
        return None
    rounds = values.ratio(values.middle(case.figure), values.middle(mine[-1].figure)) <= LOOSELY
    loose = case.figure.bound in values.LOOSE and (
        case.figure.unit == "percent" or values.is_round(case.figure.said[0])
    )
    if case.figure.place not in ABOVE_THE_BODY and not (loose and rounds):
        return None
    return Outcome(
        standing=Standing.RESTATED,
        why=f"{wording.told(case.mention)} says roughly what the same article states as {wording.told(mine[-1])}.",
    )


def fell_without_a_word(case: Case) -> Outcome | None:
    """A count that does not fall by itself fell, and no word says that it was revised."""
    lower = values.middle(case.figure) < values.middle(case.current.figure)
    if not lower or case.figure.unit != "count" or falls(case.portrait.series.quantity, case.mention.language):
        return None
    told = supersedes(case) if case.portrait.series.grows_only else case.mention.tells_change
    if told:
        return None
    return conflict_outcome(case, "it is lower, and no word of revision explains the fall")


def contradicted(case: Case) -> Outcome | None:
    """Another credited speaker, and neither supersedes the other; but what can only grow may have grown since."""
    current = case.current
    language = case.mention.language
    both_credited = is_credited(case.figure, language) and is_credited(current.figure, language)
    if not both_credited or same_voice(case.mention.voice, current.voice) or supersedes(case) or grown(case):
        return None
    if is_document(case.mention.voice, language) or is_document(current.voice, language):
        return None
    return conflict_outcome(case, "another source is credited, and neither replaces the other")


def supersedes(case: Case) -> bool:
    """The sentence itself says that the value replaces the known one."""
    figure = case.figure
    if figure.revision:
        return True
    if figure.was is not None:
        return any(values.close(figure.was, values.middle(p.figure)) for p in case.portrait.standing)
    return case.mention.tells_change and case.mention.url != case.current.url


def grown(case: Case) -> bool:
    """A later article has more of what can only grow."""
    current, mention = case.current, case.mention
    more = values.middle(mention.figure) > values.middle(current.figure)
    return case.portrait.series.grows_only and more and mention.reported_at > current.reported_at


def changed(case: Case) -> Outcome | None:
    return changed_outcome(case, Standing.CHANGED, "a later report gives another value")


def changed_outcome(case: Case, standing: Standing, because: str) -> Outcome:
    current = case.current
    step = wording.difference(case.figure, current.figure)
    if current.standing is Standing.CONFLICT:
        standing = Standing.CONFLICT  # the speaker's own line moves; the series' value stays
    return Outcome(
        standing=standing,
        why=f"{wording.told(case.mention)}{', ' + step if step else ''}, where {wording.told(current)} was known: "
        f"{because}.",
        old=wording.quantity(current.figure),
        kind=FlagKind.FIGURE_CHANGED,
    )


def conflict_outcome(case: Case, because: str) -> Outcome:
    return Outcome(
        standing=Standing.CONFLICT,
        why=f"{wording.told(case.mention)} contradicts {wording.told(case.current)}: {because}.",
        old=wording.quantity(case.current.figure),
    )


#: the table, in order; the last of each always answers
WITHOUT_SERIES: tuple[Rule, ...] = (unmoved, beside, explained, increment_taken_for_total, states_own_change, new)
IN_SERIES: tuple[Rule, ...] = (
    unmoved,
    beside,
    explained,
    increment_taken_for_total,
    unsure,
    restated,
    stands_beside,
    headlined,
    altered_copy,
    stale,
    former,
    late,
    refined,
    fell_without_a_word,
    contradicted,
    changed,
)


def outcome(case: Case) -> Outcome:
    """The first rule that answers."""
    rules = WITHOUT_SERIES if case.match is None else IN_SERIES
    return next(answer for rule in rules if (answer := rule(case)) is not None)
