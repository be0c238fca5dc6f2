"""The words around a number phrase, and what they say happened to what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.figures.amounts import Phrase
from pipeline.figures.grammar import NOUNS, is_verb, mapping, word_set
from pipeline.figures.quantities import act_of, called, class_of_noun, is_person, is_predicate, predicate_in
from pipeline.figures.said import Concept
from pipeline.figures.subjects import Named, governor
from pipeline.language import Sentence, Token
from pipeline.language.document import tagged_words

CLAUSE_END = frozenset(";:.!?()[]—–")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The words around a number phrase."""

    #: from the beginning of the clause to the number
    before: Sequence[Token]
    #: from the number to the end of the clause
    after: Sequence[Token]
    #: from the number to the next number phrase, at most to the end of the clause
    near: Sequence[Token]
    #: all that stands before in the sentence, as text
    lead: str
    #: words between the number phrase before and this one
    between: Sequence[Token]
    language: str


def around(sentence: Sentence, phrase: Phrase, stop: int, mate_end: int) -> Around:
    tokens, base = sentence.tokens, sentence.span.start
    # "5,000 parcels a day": what is counted stands inside the phrase
    end = phrase.number.end if phrase.rate and not phrase.has_unit else phrase.end
    after = unnumbered(clause([t for t in tokens if base + end <= t.span.start]), base + stop)
    all_before = [t for t in tokens if t.span.end <= base + phrase.start]
    return Around(
        before=mended(clause(all_before[::-1])[::-1], sentence.language),
        after=after,
        near=whole_of(after, [t for t in after if t.span.start < base + stop], sentence.language),
        lead=sentence.text[: phrase.start],
        between=[t for t in all_before if t.span.start >= base + mate_end],
        language=sentence.language,
    )


def unnumbered(after: Sequence[Token], stop: int) -> list[Token]:
    """The words behind a number, up to `stop` without numbers of names: "84,000 Corvus 7 valves"."""
    parts = {i for i, (last, t) in enumerate(pairwise(after), 1) if t.tag == "CRD" and last.text[:1].isupper()}
    return [t for i, t in enumerate(after) if i not in parts or t.span.start >= stop]


def mended(before: Sequence[Token], language: str) -> Sequence[Token]:
    """The words before a number with two classes set right that the tagger often misses.

    "missing" is a state and no verb; the verb of "the bridge cost" is no noun, for an amount follows.
    """
    found = [replace(t, tag="AJ0") if t.tag == "VVG" and is_predicate(t.text.lower(), language) else t for t in before]
    last = found[-1] if found else None
    if (
        last is not None
        and last.tag == "NN1"
        and last.text.lower() in mapping(language, "verbal")
        and len(found) > 1
        and found[-2].tag in NOUNS
        and not any(map(is_verb, found))
    ):
        found[-1] = replace(last, tag="VVD")
    return found


def whole_of(after: Sequence[Token], near: Sequence[Token], language: str) -> Sequence[Token]:
    """The words up to the next number; behind "nine of the 11" those that name the eleven."""
    if not near or near[0].text.lower() not in ("of", "out") or len(near) > 4:
        return near
    if any(t.text.lower() not in word_set(language, "skip", "words") and t.text.lower() != "out" for t in near):
        return near
    rest = list(after[len(near) :])
    while rest and (rest[0].tag == "CRD" or not rest[0].text[:1].isalpha()):
        rest.pop(0)
    end = next((i for i, t in enumerate(rest) if t.tag == "CRD"), len(rest))
    return [near[0], *rest[:end]]


def clause(tokens: Sequence[Token]) -> list[Token]:
    """The words up to the end of the clause."""
    end = next((i for i, t in enumerate(tokens) if t.text in CLAUSE_END), len(tokens))
    return list(tokens[:end])


def classed(found: Named, words: Around) -> Concept:
    """The concept with its class, and under the name that all figures of the class share."""
    language = words.language
    quantity = class_of(found, words)
    common = called(quantity, found.head, found.modifiers, language)
    if common is not None:
        further = len(found.predicate) > 1 and found.predicate[0] in common[1].split()
        return Concept(head=common[0], text=found.text if further else common[1], quantity=quantity)
    if found.container == "share" and not is_person(found.head, language):  # a share of imports is no import
        return Concept(head=found.head, text=f"share of {found.text}".strip(), compound=found.compound)
    text = f"share of {found.text}" if found.container == "share" else found.text
    return Concept(head=found.head, text=text.strip(), quantity=quantity, compound=found.compound)


def of_stuff(found: Named, words: Around) -> Concept:
    """What an amount is of, with what happened to it: "oil spilled"."""
    made = classed(found, words)
    quantity = happened(words) if made.quantity is None and not found.predicate else None
    act = act_of(quantity, words.language)
    return (
        replace(made, quantity=quantity, text=f"{found.text} {act}" if act not in found.text else made.text)
        if act
        else made
    )


def class_of(found: Named, words: Around) -> str | None:
    """Persons are classed by what happened to them, things by their noun."""
    language = words.language
    if found.head and not is_person(found.head, language):
        return class_of_noun(found.head, found.text, language)
    own = tagged_words((*found.modifiers, *found.predicate), language)
    for quantity in (happened(words), predicate_in(own, language)):
        if quantity is not None and not act_of(quantity, language):
            return quantity
    return class_of_noun(found.head, found.text, language)


def happened(words: Around) -> str | None:
    """The class of what the clause says of the counted: behind the number, else by the verb that governs it."""
    language = words.language
    behind_it = own_clause(words.after, language)
    governing = governing_words(words.before)
    return predicate_in(behind_it, language) or (
        predicate_in((*governing, *behind_it), language) if governing else None
    )


def own_clause(after: Sequence[Token], language: str) -> Sequence[Token]:
    """The words behind a number that speak of it: to the next clause, over what commas set in between."""
    stops = word_set(language, "predicates", "clause")
    end = next(
        (i for i, t in enumerate(after) if i and (t.text == "," or t.tag == "CJC" or t.text.lower() in stops)), None
    )
    if end is None:
        return after
    if after[end].text == ",":
        closing = next((i for i in range(end + 1, len(after)) if after[i].text == ","), None)
        if closing is not None and closing + 1 < len(after) and is_verb(after[closing + 1]):
            return (*after[:end], *after[closing + 1 :])
    return after[:end]


def governing_words(before: Sequence[Token]) -> Sequence[Token]:
    """The verb whose object the number is: no other noun stands between them."""
    verb = governor(before)
    if verb is None or any(
        t.tag in ("NN0", "NN1", "NN2", "NP0", "PNP", ",") or t.text == "," for t in before[verb + 1 :]
    ):
        return ()
    return before[verb:]
