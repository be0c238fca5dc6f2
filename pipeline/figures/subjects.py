"""What a number measures that has no noun of its own: the label, object or subject in front of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.figures.grammar import (
    COMMON,
    NounPhrase,
    governs,
    is_auxiliary,
    is_verb,
    mapping,
    noun_phrase,
    phrases_of,
    word_set,
)
from pipeline.figures.quantities import is_predicate, predicate_in
from pipeline.figures.restrictions import complement, predicate
from pipeline.figures.units import is_duration
from pipeline.language import Token

LABEL = re.compile(r"\s*([^:.;!?\d|]{2,50}):\s*$")
#: the first cell of a table's row, with the cells up to the number
ROW = re.compile(r"\s*([^:.;!?\d|]{2,50}?)\s*\|(?:[^|]{0,80}\|){0,8}\s*$")
#: words of a label: more are a clause
LONGEST_LABEL = 5
SUBORDINATE = frozenset({"CJS", "CJT", "PNQ", "DTQ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing that can be measured, as its noun phrase names it."""

    head: str
    modifiers: tuple[str, ...] = ()
    #: the nouns among the modifiers: "polling" of "polling station"
    compound: tuple[str, ...] = ()
    complement: str = ""
    predicate: tuple[str, ...] = ()
    #: the name of a container stood before it ("share of"); "" else
    container: str = ""

    @property
    def text(self) -> str:
        words = (*self.modifiers, self.head, *self.predicate)
        return " ".join((*words, self.complement)) if self.complement else " ".join(words)

    def head_is_bare(self, language: str) -> bool:
        """It names a number, not what is counted."""
        return self.head in word_set(language, "containers", "bare") and not self.complement and not self.modifiers


def named(tokens: Sequence[Token], phrase: NounPhrase, language: str) -> Named:
    """The noun phrase with what restricts it; "the number of dead" is about the dead."""
    containers = word_set(language, "containers", "nouns")
    of = phrase.end < len(tokens) and tokens[phrase.end].text.lower() == "of"
    if phrase.head in containers and of:
        inner = noun_phrase(tokens, phrase.end + 1, language)
        if inner is not None:
            return replaced(named(tokens, inner, language), phrase.head)
        nominal = next((t for t in tokens[phrase.end + 1 :] if t.tag != "AT0"), None)
        if nominal is not None and (
            nominal.tag in ("AJ0", "VVN", "VVD") or is_predicate(nominal.text.lower(), language)
        ):
            return Named(head="", modifiers=(nominal.text.lower(),), container=phrase.head)
    if phrase.head in containers and (what := happened_behind(tokens, phrase.end, language)):
        return Named(head="", modifiers=what, container=phrase.head)
    words, end = complement(tokens, phrase.end, language)
    return Named(
        head=phrase.head,
        modifiers=phrase.modifiers,
        compound=phrase.compound,
        complement=words,
        predicate=predicate(tokens, end, language) or happened_behind(tokens, end, language),
    )


def happened_behind(tokens: Sequence[Token], i: int, language: str) -> tuple[str, ...]:
    """ "the number on board", "the total rescued": persons named by what happened to them alone."""
    for n in (1, 2):
        if tokens[i : i + n] and tokens[i].text[:1].isalpha() and predicate_in(tokens[i : i + n], language):
            return tuple(t.text.lower() for t in tokens[i : i + n] if not is_auxiliary(t))
    return ()


def replaced(inner: Named, container: str) -> Named:
    return replace(inner, container=inner.container or container)


def label(text: str) -> str:
    """ "Confirmed" of "Confirmed: 44" and of "Confirmed | 31 | 44": what a list item or row says its numbers are of.

    `text` is all that stands before the number.
    """
    m = LABEL.fullmatch(text) or ROW.fullmatch(text)
    words = m[1].split() if m else []
    return " ".join(words) if len(words) <= LONGEST_LABEL and "," not in " ".join(words) else ""


def governor(before: Sequence[Token]) -> int | None:
    """The last verb in front of the number; None when there is none."""
    return next((i for i in range(len(before) - 1, -1, -1) if governs(before, i)), None)


def measured(before: Sequence[Token], language: str) -> Named | None:
    """What the clause in front of a number measures: "put the dead at", "the toll rose to", "a fine of"."""
    if not before or before[-1].tag == "CJC" or before[-1].text == ",":
        return None
    before = last_piece(before)
    if (size := size_of(before, language)) is not None:
        return size
    verb = governor(before)
    if verb is None:
        return last_named(before, language)
    if passive(before, verb):
        return subject_of(before, verb, language)
    between = before[verb + 1 :]
    found = object_of(between, language)
    if found is not None:
        return found
    if any(u.tag in COMMON for u in between) and not any(u.text == "," for u in between):
        return last_named(between, language)
    return subject_of(before, verb, language)


def last_piece(before: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the last comma, when it names a thing: "..., toll at"."""
    comma = next((i for i in range(len(before) - 1, -1, -1) if before[i].text == ","), None)
    if comma is None or not any(t.tag in COMMON for t in before[comma + 1 :]):
        return before
    return before[comma + 1 :]


def size_of(before: Sequence[Token], language: str) -> Named | None:
    """ "a fine of", "an early tally of": the noun phrase whose size the number is."""
    if before[-1].text.lower() != "of":
        return None
    found = phrases_of(before[:-1], language)
    if not found or found[-1].end != len(before) - 1 or found[-1].is_name:
        return None
    return named(before[:-1], found[-1], language)


def passive(before: Sequence[Token], verb: int) -> bool:
    """A form of "be" stands before the participle."""
    group = before[max(0, verb - 4) : verb]
    return before[verb].tag in ("VVN", "VVD") and any(t.tag.startswith("VB") for t in group)


def object_of(between: Sequence[Token], language: str) -> Named | None:
    """The object of "put X at N", "brought X to N", "has the most X, with N"."""
    if not between or between[-1].text.lower() not in word_set(language, "subjects", "measuring"):
        return None
    found = phrases_of(between[:-1], language)
    direct = [p for p in found if p.start == 0 or between[p.start - 1].tag != "PRP"]
    if direct and not direct[0].is_name:
        return named(between[:-1], direct[0], language)
    nominal = [t for t in between[:-1] if t.tag in ("AJ0", "VVN")]
    if not found and nominal and between[0].tag == "AT0":
        return Named(head="", modifiers=(nominal[-1].text.lower(),))
    return None


def subject_of(before: Sequence[Token], verb: int, language: str) -> Named | None:
    """What is measured as the subject of the verb; None when that is a pronoun, a name, or who speaks or counts."""
    if before[verb].lemma.lower() in word_set(language, "subjects", "agents") and not passive(before, verb):
        return None
    return any_subject(before, verb, language)


def any_subject(before: Sequence[Token], verb: int, language: str) -> Named | None:
    """The subject of the verb; None when it is a pronoun or a name."""
    segment = clause_of(before[:verb], language)
    for phrase in phrases_of(segment, language):
        if phrase.start and behind_preposition(segment, phrase.start):
            continue
        return None if phrase.is_name else named(segment, phrase, language)
    if len(segment) > 1 and segment[1].tag in ("AJ0", "VVN", "VVD") and segment[0].tag == "AT0":
        return Named(head="", modifiers=(segment[1].text.lower(),))
    return None


def behind_preposition(tokens: Sequence[Token], i: int) -> bool:
    """The phrase at i hangs on a preposition."""
    before = [t for t in tokens[max(0, i - 2) : i] if t.tag not in ("AT0", "DPS", "DT0")]
    return bool(before) and before[-1].tag in ("PRP", "PRF")


def clause_of(tokens: Sequence[Token], language: str) -> Sequence[Token]:
    """The words of the clause that the last of `tokens` stands in, without a clause or apposition set in between."""
    tokens = list(tokens)
    if tokens and tokens[-1].text == ",":
        opened = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text == ","), None)
        tokens = tokens[:opened] if opened is not None else tokens[:-1]
    clause = word_set(language, "predicates", "clause")
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if (
            is_verb(t)
            and t.lemma.lower() in word_set(language, "subjects", "speaking")
            and any(u.tag in COMMON for u in tokens[i + 1 :])
        ):
            return tokens[i + 1 :]
        if t.tag in SUBORDINATE or t.text.lower() in clause or (t.tag == "CJC" and any(map(is_verb, tokens[:i]))):
            rest = tokens[i + 1 :]
            if any(u.tag in ("NN0", "NN1", "NN2", "PNP", "NP0") for u in rest):
                return rest
            tokens = tokens[:i]
            if tokens and tokens[-1].text == ",":
                tokens = tokens[:-1]
            return tokens[-8:] if t.tag in ("PNQ", "DTQ") else rest
        if (
            t.text == ","
            and any(u.tag in ("NN0", "NN1", "NN2") for u in tokens[i + 1 :])
            and any(map(is_verb, tokens[:i]))
        ):
            return tokens[i + 1 :]
    return tokens


def last_named(tokens: Sequence[Token], language: str) -> Named | None:
    """The last thing named that hangs on no preposition but "of", else the last at all."""
    found = [p for p in phrases_of(tokens, language) if not p.is_name]
    free = [p for p in found if not behind_preposition(tokens, p.start)]
    chosen = (free or found)[-1:]
    return named(tokens, chosen[0], language) if chosen else None


def verbal(before: Sequence[Token], unit: str, language: str) -> str:
    """The noun for what the governing verb measures: "cost" of "it cost", "fine" of "was fined"; "" for none."""
    verb = governor(before)
    if verb is None:
        return ""
    noun = str(mapping(language, "verbal").get(before[verb].lemma.lower(), ""))
    return "" if is_duration(unit) and noun not in word_set(language, "verbal_times", "nouns") else noun


def of_noun(noun: str, tail: str = "") -> Named:
    """A noun of our own with a complement from the text."""
    *modifiers, head = noun.split()
    return Named(head=head, modifiers=tuple(modifiers), complement=tail)
