"""Words -> noun phrases and verb groups of one sentence: the little grammar that the readers of claims stand on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.claims.lexicon import Lexicon
from pipeline.language import Sentence, Token

DETERMINERS = frozenset({"AT0", "DPS", "DT0"})
INNER = frozenset({"AJ0", "AJC", "AJS", "CRD", "ORD"})
NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0"})
PRONOUNS = frozenset({"PNP", "PNI"})
FINITE = frozenset({"VVD", "VVZ", "VVB", "VBD", "VBZ", "VBB", "VHD", "VHZ", "VHB", "VDD", "VDZ", "VDB", "VM0"})
AUXILIARY = ("VB", "VH", "VD", "VM")
LINKS = frozenset(
    {
        "of",
        "for",
        "from",
        "in",
        "at",
        "with",
        "by",
        "on",
        "behind",
        "near",
        "to",
        "inside",
        "within",
        "against",
        "into",
        "about",
        "under",
        "over",
    }
)
POSSESSIVE = ("'s", "’s")
QUOTES = frozenset('"“”„«»‟')
APOSTROPHES = frozenset("'’‘")
SAY = "say"
DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `last`, both included, of one sentence; `head` is the noun that the rest narrows."""

    first: int
    last: int
    head: int


#: "LAGOS, Nigeria, 3 May (Agency) - " before the first sentence
DATELINE = re.compile(
    r"[^\W\d_a-z]{3}(?:[^\W\d_a-z]|[ .'’-]){0,40}(?:,[^()\n–—-]{0,60})?(?:\([^()\n]{1,40}\))?\s*[-–—]{1,2}\s"
)


@dataclass(frozen=True)
class Reading:
    """The words of one sentence with their phrases."""

    tokens: tuple[Token, ...]
    lexicon: Lexicon

    @cached_property
    def shouts(self) -> bool:
        """In capitals throughout: a headline."""
        return sum(t.text.isupper() for t in self.tokens) * 2 > len(self.tokens)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in the text."""
        return tuple(t.span.start for t in self.tokens)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(_phrases(self))

    @cached_property
    def ending(self) -> Mapping[int, Phrase]:
        """Last word of a phrase -> the phrase."""
        return {p.last: p for p in self.phrases}

    @cached_property
    def starting(self) -> Mapping[int, Phrase]:
        """First word of a phrase -> the phrase."""
        return {p.first: p for p in self.phrases}

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return tuple(_mended(self, at) for at in range(len(self.tokens)))

    def tag(self, at: int) -> str:
        return self.tags[at] if 0 <= at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def lemma(self, at: int) -> str:
        return self.tokens[at].lemma.lower() if 0 <= at < len(self.tokens) else ""

    def is_verb(self, at: int) -> bool:
        return self.tag(at).startswith("V") and self.word(at)[:1].isalpha()

    def is_auxiliary(self, at: int) -> bool:
        return self.tag(at).startswith(AUXILIARY)

    def is_sign(self, at: int) -> bool:
        """No word: a comma, a quotation mark, the world outside the sentence."""
        return not self.word(at)[:1].isalnum()

    def is_time(self, phrase: Phrase) -> bool:
        """ "Monday", "last winter"; not "Paul Winter"."""
        if self.head_lemma(phrase) not in self.lexicon.time and self.word(phrase.head) not in self.lexicon.time:
            return False
        capital = self.tokens[phrase.head].text[:1].isupper()
        inner = range(phrase.first, phrase.head)
        return not capital or not any(
            self.tokens[n].text[:1].isupper() and self.tag(n) not in DETERMINERS for n in inner
        )

    def head_lemma(self, phrase: Phrase) -> str:
        return bare(self.lemma(phrase.head))

    def is_name(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.head].text[:1].isupper() and (
            self.tag(phrase.head) in {"NP0", "UNC"} or phrase.last > phrase.first or phrase.first > 0
        )


def reading_of(sentence: Sentence, lexicon: Lexicon) -> Reading:
    """The words of a sentence, without a dateline before them and the stops of abbreviations."""
    dateline = DATELINE.match(sentence.text)
    start = sentence.span.start + dateline.end() if dateline else 0
    tokens = tuple(t for t in sentence.tokens if t.span.start >= start)
    return Reading(tuple(t for n, t in enumerate(tokens) if not _shortens(tokens, n, lexicon)), lexicon)


def _shortens(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """The stop of "Rep. Ana Reyes", "Lund Foods Inc. said", "Ana B. Reyes"."""
    if tokens[at].text != "." or not 0 < at < len(tokens) - 1 or tokens[at - 1].span.end != tokens[at].span.start:
        return False
    before = tokens[at - 1].text
    initial = len(before) == 1 and before.isupper()
    return before[:1].isupper() and (initial or before.lower() in lexicon.titles or before.lower() in lexicon.short)


def _mended(reading: Reading, at: int) -> str:
    """The tagger's class, mended: signs are signs, "PAC" is a name, "claims" before a new phrase a verb."""
    token = reading.tokens[at]
    if not token.text[:1].isalnum():
        return "PUN"
    if token.tag.startswith("V") and len(token.text) > 1 and token.text.isupper() and not reading.shouts:
        return "NP0"
    if not 0 < at < len(reading.tokens) - 1:
        return token.tag
    if token.tag in {"VVB", "VVI"} and _owned(reading.tokens[at - 1]):
        return "NN1"
    if token.tag in {"NN1", "NN2"} and token.lemma in reading.lexicon.verbs:
        if token.lemma == SAY or _said_by_two(reading.tokens, at):
            return "VVB"
        return _noun_or_verb(*reading.tokens[at - 1 : at + 2])
    return token.tag


def _said_by_two(tokens: Sequence[Token], at: int) -> bool:
    """ "Lund & Marek estimate that" has a verb, "the Marek estimate that" none."""
    joined = any(t.text in {"&", "and"} for t in tokens[max(0, at - 3) : at])
    return joined and tokens[at - 1].text[:1].isupper() and tokens[at + 1].tag == "CJT"


def _owned(before: Token) -> bool:
    """What follows an article or a possessive is no verb: "the office's lead investigator"."""
    return before.tag == "AT0" or before.text.endswith(POSSESSIVE)


def _noun_or_verb(before: Token, token: Token, after: Token) -> str:
    """ "The union claims the", "Lund and Marek estimate that" have verbs."""
    if token.tag == "NN1":
        return "VVB" if before.tag in {"NN2", "NP0"} and after.tag == "CJT" else token.tag
    opens = after.tag in {"AT0", "DPS", "NP0", "PNP", "CJT", "EX0"}
    return "VVZ" if opens and before.tag[:2] in {"NN", "NP"} and not before.text.endswith(POSSESSIVE) else token.tag


def bare(word: str) -> str:
    """Without a possessive ending."""
    for ending in POSSESSIVE:
        word = word.removesuffix(ending)
    return word


def _phrases(reading: Reading) -> Sequence[Phrase]:
    found: list[Phrase] = []
    at, n = 0, len(reading.tokens)
    while at < n:
        phrase = _pronoun(reading, at) or _nominal(reading, at)
        if phrase:
            found.append(phrase)
            at = phrase.last + 1
        else:
            at += 1
    return found


def _pronoun(reading: Reading, at: int) -> Phrase | None:
    is_pronoun = reading.tag(at) in PRONOUNS and not reading.is_sign(at)
    return Phrase(at, at, at) if is_pronoun else None


def _nominal(reading: Reading, at: int) -> Phrase | None:
    """The longest run determiner? (adjective | noun)* noun from `at`."""
    first, head, possessed = at, -1, False
    if reading.tag(at) in DETERMINERS and not reading.is_sign(at):
        at += 1
    while at < len(reading.tokens):
        if _noun(reading, at):
            if head >= 0 and not possessed and _new_name(reading, head, at):
                break
            head, possessed = at, reading.word(at).endswith(POSSESSIVE)
        elif _plural_possessive(reading, at, head):
            possessed = True
        elif not (_inner(reading, at, first) and (head < 0 or possessed or _inside_name(reading, at, head))):
            break
        at += 1
    if head >= 0:
        return Phrase(first, head, head)
    # a determiner or number alone can speak: "this shows", "two said"
    lonely = reading.tag(first) in {"DT0", "CRD"} and not reading.is_sign(first)
    return Phrase(first, first, first) if lonely else None


def _noun(reading: Reading, at: int) -> bool:
    if reading.is_sign(at) or reading.word(at).endswith(("n't", "n’t")):
        return False
    tag, text = reading.tag(at), reading.tokens[at].text
    return (
        tag in NOUNS
        or (tag == "UNC" and text[:1].isalpha())
        or (at > 0 and _title_case(text) and tag[:2] in {"AJ", "VV", "AV"})
    )


def _title_case(text: str) -> bool:
    return len(text) > 2 and text[0].isupper() and text[1:].islower()


def _new_name(reading: Reading, head: int, at: int) -> bool:
    """A day or a thing is no part of the name that follows it: "on Tuesday Mr Holm", "by the harbour Ana Reyes"."""
    if not reading.tokens[at].text[:1].isupper():
        return False
    lexicon = reading.lexicon
    if reading.word(head) in lexicon.time:
        return True
    lemma = bare(reading.lemma(head))
    named = lemma in lexicon.person or lemma in lexicon.generic or lemma in lexicon.documents or lemma in lexicon.titles
    thing = reading.tokens[head].text.islower() and reading.tag(head).startswith("NN") and not named
    return (
        thing
        and reading.tag(at) == "NP0"
        and not reading.tokens[at].text.isupper()
        and not lemma.endswith(lexicon.doers)
    )


def _plural_possessive(reading: Reading, at: int, head: int) -> bool:
    """The apostrophe of "the drivers' union"."""
    if head != at - 1 or at + 1 >= len(reading.tokens) or reading.word(at) not in APOSTROPHES:
        return False
    glued = reading.tokens[at].span.start == reading.tokens[head].span.end
    return glued and reading.word(head).endswith("s") and _noun(reading, at + 1)


def _inner(reading: Reading, at: int, first: int) -> bool:
    tag = reading.tag(at)
    if reading.is_sign(at):
        return at > first and (_ampersand(reading, at) or (reading.word(at) in DASHES and _glued(reading, at)))
    return tag in INNER or (tag in {"VVN", "VVG", "AV0", "DT0"} and at > first and reading.tag(first) in DETERMINERS)


def _glued(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    return (
        0 < at < len(tokens) - 1
        and tokens[at - 1].span.end == tokens[at].span.start
        and tokens[at].span.end == tokens[at + 1].span.start
    )


def _ampersand(reading: Reading, at: int) -> bool:
    """ "Lund & Marek"."""
    if reading.word(at) != "&" or not 0 < at < len(reading.tokens) - 1:
        return False
    return reading.tokens[at - 1].text[:1].isupper() and reading.tokens[at + 1].text[:1].isupper()


def _inside_name(reading: Reading, at: int, head: int) -> bool:
    """An adjective between two nouns of a name ("Lund Marine Group"), or the hyphen of "Lund-Marek"."""
    if reading.word(at) in DASHES:
        return _glued(reading, at)
    if _ampersand(reading, at):
        return True
    if reading.tag(head) in {"AJ0", "AJS"} or (reading.word(at - 1) in DASHES and _glued(reading, at - 1)):
        return True
    return reading.tokens[at].text[:1].isupper() and reading.tokens[head].text[:1].isupper()
