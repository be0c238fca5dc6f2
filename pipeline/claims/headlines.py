"""Credits by signs alone: "Reyes: no deal", "Ferry was overloaded - harbour master", `She sighed: "No."`"""

from pipeline.claims.credit import Credit
from pipeline.claims.lexicon import Cue
from pipeline.claims.nominals import possessor
from pipeline.claims.phrases import DASHES, FINITE, LINKS, QUOTES, Phrase, Reading
from pipeline.claims.roles import can_speak
from pipeline.claims.subjects import Group, subject_after, subject_before, verb_group

#: a speaker before a colon or behind a dash is no longer than so many words
LONGEST = 6
SAYS = Cue(kind="say")


def headline_credit(reading: Reading) -> Credit | None:
    """The speaker whom a colon or a dash sets off; None in a sentence of the usual kind."""
    return _before_colon(reading) or _behind_dash(reading)


def _before_colon(reading: Reading) -> Credit | None:
    colon = next((at for at in range(1, min(LONGEST + 1, len(reading.tokens))) if reading.word(at) == ":"), None)
    if colon is None or colon + 2 >= len(reading.tokens):
        return None
    group = subject_after(reading, 0)
    if group is None or _end(group) != colon - 1 or not can_speak(reading, group):
        return None
    return Credit(cue=SAYS, first=colon, last=colon, group=group, begin=colon + 1, end=len(reading.tokens))


def quoted_credit(reading: Reading) -> Credit | None:
    """Who does something before a colon with a quotation speaks it: `The pilot shook his head: "Not today."`"""
    n = len(reading.tokens)
    colon = next((at for at in range(1, n - 2) if reading.word(at) == ":" and reading.word(at + 1) in QUOTES), None)
    verbs = (at for at in range((colon or 0) - 1, 0, -1) if reading.tag(at) in FINITE)
    verb = next(verbs, None)
    subject = subject_before(reading, verb_group(reading, verb).first) if verb else None
    if colon is None or subject is None:
        return None
    group = subject if can_speak(reading, subject) else _whose(reading, subject.core)
    if group is None:
        return None
    return Credit(cue=SAYS, first=colon, last=colon, group=group, begin=colon + 1, end=n)


def _whose(reading: Reading, message: Phrase) -> Group | None:
    """ "Her message was clear": hers."""
    left = message
    while reading.word(left.first - 1) in LINKS and (earlier := reading.ending.get(left.first - 2)):
        left = earlier
    return possessor(reading, left.first, left.head) if reading.head_lemma(left) in reading.lexicon.nouns else None


def _behind_dash(reading: Reading) -> Credit | None:
    n = len(reading.tokens)
    if n < LONGEST - 1 or reading.word(n - 1) == ".":
        return None
    dash = next((at for at in range(n - 2, max(n - LONGEST - 2, 2), -1) if reading.word(at) in DASHES), None)
    if dash is None or reading.tokens[dash - 1].span.end == reading.tokens[dash].span.start:
        return None
    group = subject_after(reading, dash + 1)
    said = any(reading.tag(at) in FINITE or reading.tag(at) == "VVN" for at in range(dash))
    if group is None or not said or _end(group) != n - 1 or not can_speak(reading, group):
        return None
    return Credit(cue=SAYS, first=dash, last=dash, group=group, begin=0, end=dash, beside=True)


def _end(group: Group) -> int:
    return group.asides[-1].last if group.asides else group.last
