"""Credits without a verb of saying: "according to", "by the union's count", "her claim that", "is convinced that"."""

from pipeline.claims.credit import Credit, beside
from pipeline.claims.lexicon import Cue
from pipeline.claims.phrases import POSSESSIVE, Phrase, Reading
from pipeline.claims.roles import can_speak
from pipeline.claims.subjects import Group, at_boundary, subject_after, subject_before, verb_group

#: who is quoted by somebody who is credited in the same sentence stands behind him
BEHIND = frozenset({"citing", "quoting"})
#: what may join a noun to what it credits
OPENERS = frozenset({"that", "to", "of", "for", "about", ":", "against", "over"})
#: verbs that an adjective may hang on
BEARING = frozenset({"make", "seem", "appear", "remain", "feel", "sound", "become", "get", "look", "stay"})
#: what joins a noun of saying to its subject only
TOPICS = frozenset({"of", "about", "against", "over"})


def by_phrase(reading: Reading, at: int) -> Credit | None:
    """ "according to the bank", "by the union's count"."""
    for words in reading.lexicon.prepositional:
        if reading.lower[at : at + len(words)] == words:
            group = subject_after(reading, at + len(words))
            if group is None or (words[0] in BEHIND and not can_speak(reading, group)):
                return None
            return beside(reading, Cue(kind="say"), at, at + len(words) - 1, group)
    measured = reading.word(at) in {"by", "on", "in", "to"} and at_boundary(reading, at)
    phrase = reading.starting.get(at + 1) if measured else None
    if phrase is None or reading.head_lemma(phrase) not in reading.lexicon.measure:
        return None
    owner = _measurer(reading, phrase)
    return beside(reading, Cue(kind="estimate"), at, phrase.head, owner) if owner else None


def _measurer(reading: Reading, phrase: Phrase) -> Group | None:
    """Whose count it is: "the union's count", "a police estimate", "the reckoning of the drivers"."""
    for at in range(phrase.first, phrase.head):
        if reading.word(at).endswith(POSSESSIVE) or reading.tag(at) == "DPS":
            return _owner(phrase.first, at)
    if reading.word(phrase.last + 1) == "of":
        return subject_after(reading, phrase.last + 2)
    inner = phrase.head - 1
    if inner > phrase.first and reading.lemma(inner) in reading.lexicon.bodies:
        return _owner(phrase.first, inner)
    return None


def by_noun(reading: Reading, at: int) -> Credit | None:
    """ "her claim that ...", "accusations by the union that ...", "the group's call for calm"."""
    cue = reading.lexicon.nouns[reading.lemma(at)]
    after = at + 1
    phrase = reading.ending.get(at)
    if phrase is None:
        return None
    group = possessor(reading, phrase.first, at) or _giver(reading, phrase)
    if reading.word(after) in {"by", "from"} and (doer := subject_after(reading, after + 1)):
        group, after = doer, doer.last + 1
    opener = reading.word(after)
    if group is None or opener not in OPENERS or (cue.kind == "say" and opener in TOPICS):
        return None
    begin = after + (opener in {"that", ":"})
    return Credit(cue=cue, first=at, last=at, group=group, begin=begin, end=len(reading.tokens))


def _giver(reading: Reading, phrase: Phrase) -> Group | None:
    """Who gives it voice: "the bishop | gave an assurance that"."""
    before = phrase.first - 1
    if not reading.is_verb(before) or reading.lemma(before) not in reading.lexicon.light:
        return None
    verb = verb_group(reading, before)
    return None if verb.passive or verb.negated else subject_before(reading, verb.first)


def possessor(reading: Reading, first: int, last: int) -> Group | None:
    """Whose it is: "the bank's", "their"."""
    for at in range(last - 1, first - 1, -1):
        if reading.word(at).endswith(POSSESSIVE) and reading.tag(at) not in {"PNP"}:
            return _owner(first, at)
        if reading.tag(at) == "DPS":
            return _owner(at, at)
    return None


def by_adjective(reading: Reading, at: int) -> Credit | None:
    """ "is convinced that", "were unaware that"."""
    verb = verb_group(reading, _bearer(reading, at))
    after = reading.word(at + 1)
    if verb.first == at or not (after in {"that", "whether", "how"} or reading.tag(at + 1) == "TO0"):
        return None
    group = subject_before(reading, verb.first)
    if group is None or reading.word(group.core.head) in {"it", "there"}:
        return None
    cue = reading.lexicon.adjectives.get(reading.lemma(at)) or reading.lexicon.adjectives[reading.word(at)]
    start = at + 2 if after == "that" else at + 1
    return Credit(
        cue=cue, first=verb.first, last=at, group=group, begin=start, end=len(reading.tokens), negated=verb.negated
    )


def _bearer(reading: Reading, at: int) -> int:
    """The verb that an adjective hangs on: "made (it) clear", "seems sure"; behind a form of "be" itself."""
    before = at - 1
    while reading.tag(before) == "AV0" and not reading.is_sign(before):
        before -= 1
    before -= reading.word(before) == "it"
    carries = reading.is_verb(before) and not reading.is_auxiliary(before)
    return before if carries and reading.lemma(before) in BEARING else at


def _owner(first: int, last: int) -> Group:
    return Group(first, last, Phrase(first, last, last))
