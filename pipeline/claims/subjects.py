"""Who does what a verb says: the subject before it, after it, or shared with an earlier verb."""

from dataclasses import dataclass

from pipeline.claims.phrases import DASHES, LINKS, QUOTES, Phrase, Reading

#: how far back a subject may stand from its verb, in words: a longer aside is a sentence of its own
REACH = 60
RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
CALLED = frozenset({"called", "named", "dubbed", "itself"})
OWNED = frozenset({"of", "for", "from", "with", "behind", "to"})
OBJECTS = frozenset({"him", "them", "us", "me", "her"})


@dataclass(frozen=True, slots=True)
class Group:
    """A noun phrase with all that narrows it: words `first` to `last`; `core` is its leading phrase.

    `aside` are the phrases set off by commas that say who it is ("Ilse Brandt, the mayor").
    """

    first: int
    last: int
    core: Phrase
    asides: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its helpers: words `first` to `at`."""

    first: int
    at: int
    passive: bool
    negated: bool
    infinitive: bool
    #: lemma of the modal ("may"), "" when there is none
    modal: str = ""
    #: lemma of the verb that carries it ("refuse to say"), "" when there is none
    carrier: str = ""


def verb_group(reading: Reading, at: int) -> VerbGroup:
    """The helpers before the verb at `at`."""
    first, passive, negated, infinitive, modal, carrier = at, False, False, False, "", ""
    carriers = reading.lexicon.carriers
    while first > 0:
        left = first - 1
        if reading.tag(left) in {"AV0", "XX0"} and not reading.is_sign(left):
            negated |= reading.tag(left) == "XX0" or reading.word(left) in {"never", "not"}
        elif reading.is_auxiliary(left):
            passive |= first <= at and reading.tag(left).startswith("VB") and reading.tag(at) in {"VVN", "VVD"}
            modal = reading.lemma(left) if reading.tag(left) == "VM0" else modal
            negated |= reading.word(left).endswith(("n't", "n’t")) or reading.word(left) == "cannot"
        elif reading.tag(left) == "TO0":
            infinitive = True
        elif infinitive and _quick(reading, left):
            infinitive = False
        elif infinitive and reading.tag(left) == "AVP" and reading.is_verb(left - 1) and _carries(reading, left - 1):
            pass
        elif reading.is_verb(left) and (infinitive or reading.tag(at) == "VVG") and _carries(reading, left):
            carrier, infinitive = reading.lemma(left), False
            negated |= carrier in carriers["negative"]
        else:
            break
        first = left
    while first < at and reading.tag(first) == "AV0":
        first += 1
    return VerbGroup(first, at, passive, negated, infinitive, modal, carrier)


def _quick(reading: Reading, at: int) -> bool:
    """ "was quick | to say": said."""
    return reading.word(at) in reading.lexicon.quick and reading.is_auxiliary(at - 1)


def _carries(reading: Reading, at: int) -> bool:
    lemma = reading.lemma(at)
    return any(lemma in reading.lexicon.carriers[name] for name in ("plain", "negative", "future"))


def subject_before(reading: Reading, verb: int) -> Group | None:
    """The subject of the verb group that begins at `verb`; None when none is near."""
    at, stop = verb - 1, max(-1, verb - REACH)
    while at > stop:
        word, tag = reading.word(at), reading.tag(at)
        phrase = reading.ending.get(at)
        if phrase and not reading.is_time(phrase):
            return _leftmost(reading, phrase, verb)
        if phrase:
            at = phrase.first - 1
            at -= reading.tag(at) in {"PRP", "PRF"}
        elif tag in {"AV0", "XX0"} and not reading.is_sign(at):
            at -= 1
        elif word in {")", "]"}:
            at = _matching(reading, at) - 1
        elif word == "," or word in DASHES:
            return _before_aside(reading, at, verb) or main_subject(reading, at)
        elif tag == "CJC" or (word == "as" and reading.is_verb(at - 1)):
            return main_subject(reading, at)
        elif word in {"who", "which", "that"} and tag in {"PNQ", "DTQ", "CJT"}:
            return _antecedent(reading, at)
        else:
            return None
    return None


def _matching(reading: Reading, closing: int) -> int:
    at = closing
    while at > 0 and reading.word(at) not in {"(", "["}:
        at -= 1
    return at


def _antecedent(reading: Reading, at: int) -> Group | None:
    """Who "who" is: the phrase before it."""
    before = at - 2 if reading.word(at - 1) == "," else at - 1
    if reading.word(before) == ")":
        before = _matching(reading, before) - 1
    phrase = reading.ending.get(before)
    if phrase is None:
        return None
    name = reading.ending.get(phrase.first - 2) if reading.word(phrase.first - 1) == "," else None
    if name and _capital(reading, name.head) and not reading.is_time(name):
        return Group(name.first, name.last, name, (phrase,))
    return _leftmost(reading, phrase, at)


def _before_aside(reading: Reading, closing: int, verb: int) -> Group | None:
    """The phrase before an aside that ends with the sign at `closing`."""
    sign = reading.word(closing)
    stop = max(-1, closing - REACH)
    for at in range(closing - 1, stop, -1):
        if reading.word(at) != sign and not (sign in DASHES and reading.word(at) in DASHES):
            continue
        phrase = reading.ending.get(at - 1)
        if phrase is None and reading.word(at - 1) == ")":
            phrase = reading.ending.get(_matching(reading, at - 1) - 1)
        if phrase and not reading.is_time(phrase) and _opens_aside(reading, at + 1):
            group = _leftmost(reading, phrase, verb)
            if at_boundary(reading, group.first):
                return group
    return None


def _opens_aside(reading: Reading, at: int) -> bool:
    tag, word = reading.tag(at), reading.word(at)
    return (
        at in reading.starting
        or word in RELATIVE | {"where", "once", "formerly", "now", "then", "himself", "herself", "itself"}
        or (tag == "VVD" and reading.tag(at + 1) == "PRP")
        or tag
        in {"VVG", "VVN", "VBG", "VHG", "PRP", "CRD", "AJ0", "CJS", "PNQ", "DTQ", "AV0", "AT0", "DT0", "DPS", "AJS"}
    )


def main_subject(reading: Reading, at: int) -> Group | None:
    """Verbs in a row share their subject: the one of the nearest verb with a tense to the left."""
    for left in range(at - 1, max(-1, at - REACH), -1):
        if reading.is_verb(left) and reading.tag(left) in {
            "VVD",
            "VVZ",
            "VVB",
            "VBD",
            "VBZ",
            "VHZ",
            "VHD",
            "VHB",
            "VM0",
        }:
            return subject_before(reading, verb_group(reading, left).first)
    return None


def _leftmost(reading: Reading, phrase: Phrase, verb: int) -> Group:
    """`phrase` with what it narrows: "a spokesman for | the ministry" belongs to "a spokesman"."""
    core = phrase
    while True:
        left = _narrowed(reading, core) or _named_before(reading, core)
        if left is None:
            break
        core = left
    if reading.is_time(core):
        core = phrase
    end = _end(reading, core, phrase.last)
    return Group(core.first, end, core, asides(reading, end, verb))


def _end(reading: Reading, core: Phrase, last: int) -> int:
    """Asides are told apart from the group itself: it ends before the first comma."""
    for at in range(core.last + 1, last + 1):
        if reading.word(at) in {",", "("} or reading.word(at) in RELATIVE:
            return at - 1
    return last


def _narrowed(reading: Reading, phrase: Phrase) -> Phrase | None:
    before = phrase.first - 1
    word = reading.word(before)
    joined = word in LINKS or (word == "and" and _joins(reading, before))
    if joined and (earlier := reading.ending.get(before - 1)):
        return earlier
    left = reading.ending.get(before)
    if left and reading.word(phrase.first) == "the" and _capital(reading, left.head) and _capital(reading, phrase.head):
        return left
    if left and _capital(reading, phrase.first) and reading.word(left.first - 1) in LINKS:
        return left  # "the deck of the ferry | Stella Rosa"
    if (reading.tag(before) in {"VVG", "VVN"} or reading.word(before) in CALLED) and reading.ending.get(before - 1):
        return reading.ending[before - 1]
    if reading.word(before) in LINKS:
        before -= 1
        if reading.tag(before) == "AV0" and reading.ending.get(before - 1):
            return reading.ending[before - 1]
    if reading.tag(before) == "AJ0" and reading.ending.get(before - 1):
        return reading.ending[before - 1]
    if reading.is_verb(before):
        first = verb_group(reading, before).first
        if reading.word(first - 1) in {"who", "which"}:
            return reading.ending.get(first - 2)
    return None


def _capital(reading: Reading, at: int) -> bool:
    return reading.tokens[at].text[:1].isupper()


def _joins(reading: Reading, at: int) -> bool:
    """An "and" between two names that begin the clause."""
    left = reading.ending.get(at - 1)
    while left and reading.word(left.first - 1) in LINKS:
        left = reading.ending.get(left.first - 2)
    return left is not None and (at_boundary(reading, left.first) or reading.word(left.first - 1) == "both")


def _named_before(reading: Reading, phrase: Phrase) -> Phrase | None:
    """ "Lars Holm, the chairman, said": from the aside to the name, when the name begins the clause."""
    if reading.word(phrase.first - 1) != ",":
        return None
    left = reading.ending.get(phrase.first - 2)
    if left is None or reading.is_time(left) or reading.word(phrase.last + 1) != ",":
        return None
    first = left.first
    while reading.word(first - 1) in LINKS and (further := reading.ending.get(first - 2)):
        left, first = further, further.first
    return left if at_boundary(reading, first) else None


def at_boundary(reading: Reading, at: int) -> bool:
    """A clause may begin at word `at`."""
    if at <= 0:
        return True
    before = reading.word(at - 1)
    tag = reading.tag(at - 1)
    return (
        before in {",", ";", ":", ")", "that", "then"}
        or before in DASHES | QUOTES
        or tag in {"CJC", "CJS", "CJT", "AV0"}
        or reading.is_sign(at - 1)
    )


def asides(reading: Reading, last: int, stop: int) -> tuple[Phrase, ...]:
    """Phrases that tell who it is, after the comma behind word `last` and before word `stop`."""
    found: list[Phrase] = []
    at = last + 1
    while reading.word(at) == "(" and reading.word(at + 2) == ")":
        at += 3
    while at < stop and reading.word(at) in {",", *CALLED} and (phrase := reading.starting.get(at + 1)):
        end = phrase.last
        while reading.word(end + 1) in {"of", "for", "at", "from", "in"} and (more := reading.starting.get(end + 2)):
            end = more.last
        if end >= stop or reading.is_time(phrase) or not _set_off(reading, end + 1, closed=stop < len(reading.tokens)):
            break
        found.append(Phrase(phrase.first, end, phrase.head))
        at = end + 1
    return tuple(found)


def _link_at(reading: Reading, at: int) -> bool:
    """A preposition with its phrase: "briefed | on the talks"."""
    return reading.tag(at) in {"PRP", "PRF"} and at + 1 in reading.starting and reading.word(at) != "by"


def _placed(reading: Reading, link: str, more: Phrase) -> bool:
    """ "the embassy in Lima", "the mayor and Ana Reyes"; not "at 40 per cent"."""
    return link in {"in", "at", "and", "on"} and (_capital(reading, more.head) or link == "and")


def _set_off(reading: Reading, at: int, *, closed: bool) -> bool:
    """An aside ends at a sign or before "who", "and"; where a comma must still close it, anything may narrow it."""
    tags = {"PNQ", "DTQ", "CJC"} | ({"VVN", "VVG", "PRP"} if closed else set())
    return reading.is_sign(at) or reading.tag(at) in tags


def subject_after(reading: Reading, at: int) -> Group | None:
    """The subject that follows its verb: `"...", said the mayor, Ilse Brandt`."""
    phrase = reading.starting.get(at)
    if phrase is None or reading.is_time(phrase) or reading.word(at) in OBJECTS:
        return None
    last = phrase.last
    while True:
        link = reading.word(last + 1)
        more = reading.starting.get(last + 2)
        if more is not None and not reading.is_time(more) and (link in OWNED or _placed(reading, link, more)):
            last = more.last
        elif (
            reading.tag(last + 1) in {"VVN", "AJ0"}
            and _link_at(reading, last + 2)
            and reading.word(last + 1) != "according"
        ):
            last = reading.starting[last + 3].last
        else:
            break
    return Group(phrase.first, last, phrase, asides(reading, last, len(reading.tokens)))
