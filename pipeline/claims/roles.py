"""A noun phrase -> the name and the role that it gives somebody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.claims.lexicon import Lexicon
from pipeline.claims.names import Names
from pipeline.claims.phrases import DASHES, Phrase, Reading, bare
from pipeline.claims.subjects import Group

MALE, FEMALE = "m", "f"
PERSON = re.compile(r"[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z]\.?)?(?: [^\W\d_a-z][^\W\d_]*[a-z])")
PEOPLE = frozenset({"people", "folk", "folks", "police"})
THOSE = frozenset({"those", "them", "us", "whom", "these"})
#: classes of words that name nobody
UNNAMED = frozenset({"CRD", "PNI", "DT0"})


class Sort(StrEnum):
    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody or something that can be credited."""

    #: the same for every mention in one text
    key: int = -1
    #: fullest name; "" for one that only has a role
    name: str = ""
    #: "the mayor", "chief engineer of the port"; "" when nothing is said
    role: str = ""
    #: the body that somebody speaks for, by its name; "" when the text does not say
    body: str = ""
    sort: Sort = Sort.UNKNOWN
    #: m, f or ""
    gender: str = ""
    plural: bool = False
    #: "the head of the union": one of a kind
    definite: bool = False
    #: a name of two or three words that says nothing of a body or a place
    person: bool = False
    #: key of whose it is, for a paper; None when the text has not told
    author: int | None = None
    #: a pronoun stood for somebody whom the text has not named yet
    awaited: bool = False
    #: has been credited, not only named
    spoke: bool = False
    #: lemmas of the nouns that say what it is: "mayor", "paper"
    heads: frozenset[str] = frozenset()
    #: lower-case words of name and role, for "the minister"
    words: frozenset[str] = frozenset()

    def __str__(self) -> str:
        who = ", ".join(part for part in (self.name, self.role) if part)
        return f"{who} ({self.body})" if self.body and self.body not in who else who


def describe(reading: Reading, group: Group, names: Names) -> Speaker:
    """Name, role and sort as the phrase itself and its asides give them."""
    parts = [_parts(reading, group.core, group.last)]
    parts += [_parts(reading, aside, aside.last) for aside in group.asides]
    name = next((n for n, _ in parts if n), "")
    role = next((r for n, r in parts if r and (n == name or not n)), "")
    heads = {reading.head_lemma(p) for p in (group.core, *group.asides)}
    words = frozenset(_words(reading, group))
    full = names.full(name) if name else ""
    titles = {bare(reading.word(at)) for at in range(group.core.first, group.core.last + 1)}
    gender = MALE if titles & reading.lexicon.male else FEMALE if titles & reading.lexicon.female else ""
    author = _author(reading, group) if not name and heads & reading.lexicon.documents else ""
    sort = Sort.DOCUMENT if author else _sort(reading.lexicon, heads, words, full)
    if sort is Sort.UNKNOWN and full and _tells_age(reading, group.last):
        sort = Sort.PERSON
    if sort is Sort.DOCUMENT:
        words = frozenset(heads)
    return Speaker(
        name=names.full(author) if author else full,
        role=text(reading, group.core.first, group.core.last) if author else role,
        sort=sort,
        gender=gender,
        plural=_plural(reading, group),
        heads=frozenset(heads),
        definite=not name and reading.word(group.first) == "the" and group.last > group.core.last,
        person=bool(PERSON.fullmatch(full)) and not group.core.first < group.core.last - 2,
        words=words | {w.lower() for w in full.split()},
    )


def _tells_age(reading: Reading, last: int) -> bool:
    """ "Ana Reyes, 41," is a person."""
    return reading.word(last + 1) == "," and reading.tag(last + 2) == "CRD" and reading.word(last + 3) in {",", "."}


def _plural(reading: Reading, group: Group) -> bool:
    """ "campaigners", "the mayor and the bishop"; not "Harbour Defenders"."""
    head = group.core.head
    lower = not reading.tokens[head].text[:1].isupper()
    several = reading.tag(head) == "NN2" or reading.word(head) in reading.lexicon.several | PEOPLE
    return ((lower or group.first == head) and several) or "and" in reading.lower[group.first : group.last + 1]


def can_speak(reading: Reading, group: Group) -> bool:
    """A name, a person, a body, a paper or a pronoun; no number, no thing."""
    head, lexicon = group.core.head, reading.lexicon
    if reading.tag(head) in {"PNP", "DPS", "PNQ"}:
        return True
    if reading.is_time(group.core):
        return False
    if reading.tag(head) in UNNAMED:
        return some(reading, group)
    lemma = reading.head_lemma(group.core)
    known = lemma in lexicon.person or lemma in lexicon.bodies or lemma in lexicon.documents
    known = known or (lemma in lexicon.parts and _part_of(reading, group))
    doer = reading.tag(head) == "NN2" and lemma.endswith(lexicon.doers)
    return known or doer or lemma.endswith(("man", "woman")) or _name_start(reading, group.core) is not None


def some(reading: Reading, group: Group) -> bool:
    """ "Some", "three of the pilots", "half of those polled"; not "this" and "1.4"."""
    head = group.core.head
    return reading.word(head) in reading.lexicon.several or (
        _part_of(reading, group) and not reading.word(head)[:1].isdigit()
    )


def _part_of(reading: Reading, group: Group) -> bool:
    """Of people or bodies: not "three of the pumps" nor "the number of pumps"."""
    if reading.word(group.core.last + 1) not in {"of", "in", "from", "at", "on"} or reading.word(group.first) == "the":
        return False
    whole = reading.starting.get(group.core.last + 2)
    if whole is None:
        return False
    return reading.word(whole.head) in THOSE or can_speak(reading, Group(whole.first, whole.last, whole))


def _author(reading: Reading, group: Group) -> str:
    """Whose paper it is: "a report by the Harbour Board"."""
    by = group.core.last + 1
    if reading.word(by) not in {"by", "from"} or (phrase := reading.starting.get(by + 1)) is None:
        return ""
    first = phrase.first + (reading.tag(phrase.first) == "AT0")
    return text(reading, first, max(group.last, phrase.last))


def _words(reading: Reading, group: Group) -> Iterable[str]:
    for first, last in ((group.first, group.last), *((p.first, p.last) for p in group.asides)):
        for at in range(first, last + 1):
            if reading.word(at)[:1].isalnum():
                yield bare(reading.word(at))
                yield bare(reading.lemma(at))


def _sort(lexicon: Lexicon, heads: set[str], words: frozenset[str], name: str) -> Sort:
    if heads & lexicon.person or words & lexicon.titles or (name and words & lexicon.person):
        return Sort.PERSON
    if heads & lexicon.documents:
        return Sort.DOCUMENT
    if heads & lexicon.bodies.keys() or (name and (words & lexicon.bodies.keys() or "(" in name)):
        return Sort.BODY
    return Sort.UNKNOWN


def _parts(reading: Reading, phrase: Phrase, last: int) -> tuple[str, str]:
    """(name, role) of one phrase with what narrows it."""
    lexicon = reading.lexicon
    start = _name_start(reading, phrase)
    if start is None:
        return "", text(reading, phrase.first, last)
    for at in range(phrase.head, phrase.first - 1, -1):
        word = bare(reading.word(at))
        if word in lexicon.titles or word in lexicon.person:
            if at == phrase.head:
                return "", text(reading, phrase.first, last)
            only_title = at == phrase.first and word not in lexicon.person
            tail = text(reading, phrase.last + 1, last)
            return text(reading, at + 1 + (reading.word(at + 1) == "."), phrase.head), tail if only_title else _role(
                reading, phrase.first, at
            )
    before = _role(reading, phrase.first, start - 1)
    if last > phrase.last and _part_of_name(reading, phrase, last):
        return text(reading, start, last), before
    tail = text(reading, phrase.last + 1, last)
    return text(reading, start, phrase.head), " ".join(part for part in (before, tail) if part)


def _part_of_name(reading: Reading, phrase: Phrase, last: int) -> bool:
    """ "Office of Fair Trading", not "Ilse Brandt of the union"."""
    capitals = all(
        reading.tokens[at].text[:1].isupper() or not reading.tag(at).startswith("N")
        for at in range(phrase.last + 1, last + 1)
    )
    return capitals and (reading.head_lemma(phrase) in reading.lexicon.bodies or reading.word(phrase.first) == "the")


def _name_start(reading: Reading, phrase: Phrase) -> int | None:
    """First word of the capitalised words that the phrase ends with; None when it is no name."""
    at = phrase.head
    while at >= phrase.first and _may_name(reading, at):
        at -= 1
    if at == phrase.head or (at + 1 == phrase.head == 0 and reading.tag(0) not in {"NP0", "UNC"}):
        return None
    return at + 1


def _may_name(reading: Reading, at: int) -> bool:
    if reading.word(at) in DASHES or reading.word(at) == "&":
        return at + 1 < len(reading.tokens) and reading.tokens[at + 1].text[:1].isupper()
    return reading.tokens[at].text[:1].isupper() and reading.tag(at) not in {"AT0", "DPS", "DT0", "AV0"}


def _role(reading: Reading, first: int, last: int) -> str:
    if first <= last and reading.tag(first) == "AT0":
        first += 1
    return text(reading, first, last)


def text(reading: Reading, first: int, last: int) -> str:
    """The words as they stand in the text, without a possessive ending."""
    if first > last:
        return ""
    tokens = reading.tokens
    pieces = [tokens[first].text]
    for left, right in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        pieces += [" " * (right.span.start > left.span.end), right.text]
    return bare("".join(pieces))
