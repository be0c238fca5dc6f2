"""What follows a verb that credits: a clause, a quotation, a recipient, a thing."""

from pipeline.claims.credit import BREAKS, ENDINGS
from pipeline.claims.lexicon import Cue
from pipeline.claims.phrases import FINITE, LINKS, QUOTES, Reading
from pipeline.claims.subjects import VerbGroup

#: how far a clause's verb may stand behind its first word
CLAUSE = 14
#: adverbs, times and places that may stand between a verb and what it credits
ADJUNCTS = 6
#: an aside between a verb and its clause is no longer
ASIDE = 12
#: how far "as" may stand behind "described"
AS = 12


def clause_start(reading: Reading, verb: VerbGroup, senses: tuple[Cue, ...]) -> int | None:
    """First word of the clause or quotation that depends on the verb; None when there is none."""
    at = verb.at + 1
    particles = reading.lexicon.particles.get(reading.lemma(verb.at), frozenset())
    if reading.word(at) in particles:
        at += 1
    frames = frozenset[str]().union(*(s.frames for s in senses))
    behind = behind_recipient(reading, at, frames)
    told = _opens_clause(reading, behind, frames) if behind is not None else None
    if told is not None:
        return at if reading.tag(told) == "TO0" else told
    near = behind_adjuncts(reading, at)
    starts = (_opens_clause(reading, start, frames) for start in (at, near, _behind_aside(reading, near)))
    return next((found for found in starts if found is not None), None)


def _behind_aside(reading: Reading, at: int) -> int:
    """ "replied(, in a letter to the board,) that ...": behind what commas set off before "that"."""
    if reading.word(at) != ",":
        return at
    closing = next((n for n in range(at + 1, at + ASIDE) if reading.word(n) == ","), None)
    return closing + 1 if closing is not None and reading.word(closing + 1) == "that" else at


def _opens_clause(reading: Reading, at: int, frames: frozenset[str]) -> int | None:
    word, tag = reading.word(at), reading.tag(at)
    if word == "," and reading.word(at + 1) in QUOTES:
        return at + 1
    if word in QUOTES:
        return at
    if word == ":" or (word == "that" and tag in {"CJT", "DT0", "DTQ"}):
        return at + 1
    if tag in {"DTQ", "PNQ", "AVQ"} or word in {"whether", "if", "how", "why", "what"}:
        return at
    if tag == "TO0" and frames & {"infinitive", "recipient"}:
        return at
    if "clause" in frames and clause_at(reading, at):
        return at
    return None


def clause_at(reading: Reading, at: int) -> bool:
    """A subject begins here and its verb follows soon."""
    if reading.tag(at) == "EX0":
        return True
    phrase = reading.starting.get(at)
    if phrase is None or reading.word(at) in {"him", "them", "us", "me"}:
        return False
    for left in range(phrase.last + 1, min(phrase.last + CLAUSE, len(reading.tokens))):
        if reading.word(left) in BREAKS | QUOTES | {":"} or reading.tag(left) == "CJS":
            return False
        if reading.tag(left) in FINITE:
            return reading.word(left - 1) not in {"who", "which", "that"}
    return False


def takes_object(reading: Reading, at: int, sense: Cue) -> bool:
    """The verb may credit with a noun alone in this sense: "denied the charge", "called it theft"."""
    if sense.weak or sense.frames == {"infinitive"}:
        return False
    if sense.frames == {"as"}:
        return _named_so(reading, at)
    particles = reading.lexicon.particles.get(reading.lemma(at))
    return particles is None or reading.word(at + 1) in particles


def _named_so(reading: Reading, at: int) -> bool:
    """ "described it as", "called them 'thugs'"."""
    stop = min(at + AS, len(reading.tokens))
    return any(reading.word(w) in QUOTES | {"as"} for w in range(at + 1, stop)) or (
        (phrase := reading.starting.get(at + 1)) is not None
        and (phrase.last + 1 in reading.starting or reading.tag(phrase.last + 1) in {"AJ0", "AT0"})
    )


def object_start(reading: Reading, at: int) -> int | None:
    at += 1
    particles = reading.lexicon.particles.get(reading.lemma(at - 1), frozenset())
    if reading.word(at) in particles:
        at += 1
    return None if reading.word(at) in ENDINGS | BREAKS | {")"} else at


def behind_recipient(reading: Reading, at: int, frames: frozenset[str]) -> int | None:
    phrase = reading.starting.get(at)
    if "recipient" not in frames or phrase is None:
        return None
    last = phrase.last
    while reading.word(last + 1) in LINKS - {"to"} and (more := reading.starting.get(last + 2)):
        last = more.last
    return behind_adjuncts(reading, last + 1)


def behind_adjuncts(reading: Reading, at: int) -> int:
    """Behind adverbs, times and places: "on Tuesday in a statement"."""
    for _ in range(ADJUNCTS):
        at = behind_adverbs(reading, at)
        phrase = reading.starting.get(at)
        if phrase and reading.is_time(phrase):
            at = phrase.last + 1
        elif reading.word(at) in LINKS and (inner := reading.starting.get(at + 1)) and reading.tag(at) != "TO0":
            at = inner.last + 1
        else:
            break
    return at


def behind_adverbs(reading: Reading, at: int) -> int:
    while reading.tag(at) == "AV0" and not reading.is_sign(at):
        at += 1
    return at
