"""Verbs that credit: "said", "denied", "was told by", "is said to"; and what a body decides."""

from pipeline.claims.acts import tells_to
from pipeline.claims.complements import (
    behind_adjuncts,
    behind_adverbs,
    behind_recipient,
    clause_at,
    clause_start,
    object_start,
    takes_object,
)
from pipeline.claims.credit import BREAKS, ENDINGS, Credit, beside
from pipeline.claims.lexicon import Cue
from pipeline.claims.phrases import FINITE, QUOTES, Reading
from pipeline.claims.roles import can_speak
from pipeline.claims.subjects import Group, VerbGroup, main_subject, subject_after, subject_before, verb_group

DECIDES = Cue(kind="order", frames=frozenset({"object"}))
#: classes of what may follow "..., the mayor said"
TRAILING = frozenset({"PRP", "CJS", "CJC", "VVG", "AV0"})


def by_verb(reading: Reading, at: int) -> Credit | None:
    senses = reading.lexicon.verbs[reading.lemma(at)]
    verb = verb_group(reading, at)
    if _mute(reading, verb) or _reduced(reading, verb):
        return None
    if verb.passive:
        return _passive(reading, verb, senses)
    if verb.infinitive and reading.word(verb.first - 1) not in BREAKS and not clause_start(reading, verb, senses):
        return None
    if (reading.tag(at) == "VVN" and verb.first == at) and reading.word(at + 1) == "by":
        return _passive(reading, verb, senses)
    if _inverted(reading, verb, senses) and not clause_at(reading, at + 1):
        following = subject_after(reading, behind_adverbs(reading, at + 1))
        if following is not None:
            return beside(reading, senses[0], verb.first, verb.at, following)
    group = subject_before(reading, verb.first)
    if group is not None and _as_said(reading, verb, senses, group):
        return beside(reading, senses[0], group.first - 1, verb.at, group)
    if group is None and reading.tag(at) == "VVG" and reading.tag(verb.first - 1) == "PRP":
        group = main_subject(reading, verb.first)
    if group is None and reading.tag(at) != "VVG" and verb.first > 0:
        return None
    return _active(reading, verb, senses, group)


def _as_said(reading: Reading, verb: VerbGroup, senses: tuple[Cue, ...], group: Group) -> bool:
    """ "As the vet explained (on Monday), ..."."""
    if reading.word(group.first - 1) != "as" or senses[0].weak or "clause" not in senses[0].frames:
        return False
    if clause_start(reading, verb, senses) or not can_speak(reading, group):
        return False
    after = behind_adjuncts(reading, verb.at + 1)
    return reading.word(after) in ENDINGS | BREAKS or reading.word(verb.at + 1) == "it"


def _mute(reading: Reading, verb: VerbGroup) -> bool:
    """ "declined to comment", "did not respond": nothing is said."""
    mute = reading.lexicon.mute
    silent = verb.negated and reading.lemma(verb.at) in mute and reading.word(verb.at + 1) != "that"
    return silent or (reading.tag(verb.at + 1) == "TO0" and reading.lemma(verb.at + 2) in mute)


def _reduced(reading: Reading, verb: VerbGroup) -> bool:
    """ "a person briefed on the talks" briefs nobody."""
    phrase = reading.ending.get(verb.at - 1)
    if reading.tag(verb.at) != "VVN" or verb.first != verb.at or phrase is None:
        return False
    inside = reading.tag(phrase.first - 1) in {"PRP", "PRF"}
    return inside and reading.tag(verb.at + 1) in {"PRP", "PRF"} and reading.word(verb.at + 1) != "by"


def _inverted(reading: Reading, verb: VerbGroup, senses: tuple[Cue, ...]) -> bool:
    """Nothing but a sign stands before a verb that takes no object: `..., said the mayor`; behind a quotation any."""
    before = reading.word(verb.first - 1)
    quoted = before in QUOTES and any("clause" in s.frames for s in senses)
    if senses[0].frames != {"clause"} and not quoted:
        return False
    if reading.tag(verb.at) not in {"VVD", "VVZ", "VVN", "VVB"} or verb.first != verb.at:
        return False
    return (before in QUOTES | BREAKS and verb.first > 1) or (before == "so" and verb.first == 1)


def _passive(reading: Reading, verb: VerbGroup, senses: tuple[Cue, ...]) -> Credit | None:
    """ "was told by the council that", "is said to have": the doer behind "by", if there is one."""
    by = next((w for w in range(verb.at + 1, verb.at + 3) if reading.word(w) == "by"), None)
    doer = subject_after(reading, by + 1) if by else None
    n = len(reading.tokens)
    if doer is not None:
        return Credit(
            cue=senses[0], first=verb.first, last=by or verb.at, group=doer, begin=0, end=n, negated=verb.negated
        )
    hearsay = reading.lemma(verb.at) in reading.lexicon.carriers["passive"]
    if hearsay and reading.word(verb.at + 1) in {"to", "that", "of"}:
        return Credit(cue=senses[0], first=verb.first, last=verb.at, group=None, begin=0, end=n, negated=verb.negated)
    return None


def _active(reading: Reading, verb: VerbGroup, senses: tuple[Cue, ...], group: Group | None) -> Credit | None:
    opening = min(verb.first, group.first) if group else verb.first
    start = clause_start(reading, verb, senses)
    frames = frozenset[str]().union(*(s.frames for s in senses))
    between = start is not None and reading.word(start) in QUOTES and reading.word(opening - 1) in QUOTES
    alone = (start is None or reading.word(start - 1) == ":" or between) and "clause" in frames
    if _lacks_particle(reading, verb, senses[0]):
        return None
    if alone and _parenthetical(reading, opening, verb.at, frames):
        return beside(reading, senses[0], verb.first, verb.at, group)
    if start is None and group is not None and reading.word(group.first - 1) in {"what", "which", "whom"}:
        return None
    cue = DECIDES if reading.lemma(verb.at) == "tell" and tells_to(reading, verb.at) else senses[0]
    if start is None:
        chosen = next((s for s in senses if takes_object(reading, verb.at, s)), None)
        start = object_start(reading, verb.at)
        if chosen is not None and start is None and group is not None:
            return _behind_its_object(reading, verb, chosen, group)
        if chosen is None or start is None:
            return None
        cue = chosen
    return Credit(
        cue=cue, first=verb.first, last=verb.at, group=group, begin=start, end=len(reading.tokens), negated=verb.negated
    )


def _behind_its_object(reading: Reading, verb: VerbGroup, cue: Cue, group: Group) -> Credit | None:
    """ "..., a claim | the firm denies": what stands before a noun for what was said."""
    said = reading.ending.get(group.first - 1)
    if said is None or reading.head_lemma(said) not in reading.lexicon.nouns or said.first < 2:
        return None
    return Credit(
        cue=cue, first=verb.first, last=verb.at, group=group, begin=0, end=said.first, negated=verb.negated, beside=True
    )


def _lacks_particle(reading: Reading, verb: VerbGroup, sense: Cue) -> bool:
    """ "She shot back" speaks, "she shot" does not."""
    particles = reading.lexicon.particles.get(reading.lemma(verb.at))
    return sense.weak and particles is not None and reading.word(verb.at + 1) not in particles


def _parenthetical(reading: Reading, opening: int, last: int, frames: frozenset[str]) -> bool:
    """`..., the mayor said (on Tuesday).`"""
    before = reading.word(opening - 1) if opening else ""
    if before not in BREAKS | QUOTES:
        return False
    if reading.tag(last + 1) == "AVP":
        last += 1
    if frames == {"clause"} and any(reading.tag(at) in FINITE for at in range(opening)):
        return True
    after = behind_recipient(reading, last + 1, frames) or behind_adjuncts(reading, last + 1)
    return reading.word(after) in ENDINGS | BREAKS | QUOTES | {":"} or reading.tag(after) in TRAILING


def by_decision(reading: Reading, at: int) -> Credit | None:
    """ "The court annulled the vote in 37 towns": a body that decides says so."""
    verb = verb_group(reading, at)
    if verb.infinitive or verb.modal or reading.tag(at) == "VVG":
        return None
    by = reading.word(at + 1) == "by"
    group = subject_after(reading, at + 2) if verb.passive and by else subject_before(reading, verb.first)
    done = verb.passive or behind_adverbs(reading, at + 1) in reading.starting
    if (
        group is None
        or not done
        or (verb.passive and not by)
        or reading.tag(group.first - 1) in {"PRP", "PRF"}
        or reading.head_lemma(group.core) not in reading.lexicon.bodies
    ):
        return None
    begin = 0 if verb.passive else at + 1
    return Credit(
        cue=DECIDES, first=verb.first, last=at, group=group, begin=begin, end=len(reading.tokens), negated=verb.negated
    )
