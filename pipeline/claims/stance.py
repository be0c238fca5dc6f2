"""Does a speaker assert, deny or confirm?"""

from config.languages import table
from pipeline.claims.polarity import is_positive, is_restricted, is_unsure
from pipeline.claims.statements import Statement
from pipeline.model import Stance


def stance(statement: Statement) -> Stance:
    """By the kind of cue; and whoever says that something is not so, or is less than it is said to be, denies."""
    credit = statement.credit
    if credit is None:
        return Stance.ASSERTS
    if statement.denied:
        return Stance.DENIES
    if credit.kind == "deny":
        return Stance.CONFIRMS if statement.granted else Stance.ASSERTS
    if credit.kind == "admit":
        return Stance.CONFIRMS
    reading, first, last = statement.reading, statement.first, statement.last
    if credit.kind != "say" or statement.nested:
        return Stance.ASSERTS
    if is_unsure(reading, first, last):
        return Stance.ASSERTS
    turned = not is_positive(reading, first, last) or is_restricted(reading, first, last)
    return Stance.DENIES if turned or _rebuts(statement) else Stance.ASSERTS


def _rebuts(statement: Statement) -> bool:
    """ "The firm insists that ..." answers a reproach."""
    cue = statement.credit.cue if statement.credit else None
    if cue is None:
        return False
    rebuttals = table(statement.reading.lexicon.language, "cues")["stances"]["rebut"]
    return any(t.lemma in rebuttals for t in statement.reading.tokens if cue.contains(t.span))
