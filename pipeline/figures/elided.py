"""Numbers without a noun behind them: a label, what happened, the number before, the clause, or what was said."""

from collections.abc import Sequence
from dataclasses import replace

from config.languages import table
from pipeline.figures.amounts import Phrase
from pipeline.figures.around import Around, classed, own_clause
from pipeline.figures.grammar import COMMON, is_time, is_verb, mapping, noun_phrase, word_set
from pipeline.figures.quantities import act_of, called, class_of_noun, is_predicate, predicate_in
from pipeline.figures.restrictions import complement, predicate
from pipeline.figures.said import Concept, Said
from pipeline.figures.subjects import (
    Named,
    any_subject,
    governor,
    label,
    measured,
    named,
    of_noun,
    size_of,
    subject_of,
    verbal,
)
from pipeline.figures.units import COUNT, PERCENT, RATIO, is_duration
from pipeline.language import Token
from pipeline.language.document import tagged_words

#: classes of auxiliary verbs
AUXILIARY = frozenset({"VBB", "VBD", "VBZ", "VHB", "VHD", "VHZ", "VM0"})
#: words between two numbers of one comparison
CLOSE = 6


def elided(words: Around, phrase: Phrase, said: Said) -> Concept:
    """What a number without a noun counts: a label, what happened, the number before, the clause, what was said."""
    language = words.language
    if (part := said_to_be(words, said)) is not None:
        return part
    name = label(words.lead)
    if name and not (words.near and (is_verb(words.near[0]) or words.near[0].tag in COMMON)):
        return of_label(name, words, said)
    subject = bool(words.near) and (is_verb(words.near[0]) or is_predicate(words.near[0].text.lower(), language))
    if not phrase.has_unit and subject:
        made = of_people(words, said)
        if made is not None:
            return made
    if not phrase.has_unit and (suffered := by_verb(words)) is not None:
        return suffered
    again = said.again(phrase)
    if again is not None:
        return again
    if (whole := of_whole(words)) is not None:
        return whole
    if said.mate is not None and said.mate.text and phrase.unit in (COUNT, said.mate_unit) and coordinated(words):
        return said.mate
    if subject and not phrase.has_unit:
        return of_subject(words, said)
    return of_clause(words, phrase, said)


def said_to_be(words: Around, said: Said) -> Concept | None:
    """ "Eleven of them were women", "of whom 31 are women": women among those that were counted before."""
    at = members(words.near)
    found = noun_phrase(words.near, at, words.language) if at is not None else None
    if found is None or words.near[found.end - 1].tag != "NN2" or found.is_name:
        return None
    whole = said.mate if said.mate is not None and said.mate.text else said.last
    if whole.text:
        return replace(whole, text=f"{found.text} among {whole.text}")
    return classed(named(words.near, found, words.language), replace(words, after=(), before=()))


def members(near: Sequence[Token]) -> int | None:
    """Where it is said what some of the counted are: behind "of them were", "of them", "were"; None where it is not."""
    at = 2 if len(near) > 2 and near[0].text.lower() == "of" and near[1].tag in ("PNP", "PNQ", "DT0") else 0
    if at < len(near) and near[at].tag.startswith("VB"):
        at += 1
    return at if 0 < at < len(near) and near[at].tag in ("NN2", "AJ0") else None


def of_clause(words: Around, phrase: Phrase, said: Said) -> Concept:
    """What the clause measures, else what was measured before, in the same unit if there is one."""
    language = words.language
    if (
        phrase.has_unit
        and words.near
        and is_verb(words.near[0])
        and (common := happening(words, things=True)) is not None
    ):
        return common
    if phrase.unit == COUNT and (verb := governor(words.before)) is not None and verb == len(words.before) - 1:
        held = mapping(language, "holding_verbs").get(words.before[verb].lemma.lower())
        if held:
            return Concept(head=held, text=held, quantity=class_of_noun(held, held, language))
    measure = bool(words.before) and words.before[-1].text.lower() in ("to", "at", "from")
    noun = verbal(words.before, phrase.unit, language) if phrase.has_unit and phrase.unit != PERCENT else ""
    if noun and not measure:
        return classed(of_noun(noun, purpose(words, noun)), replace(words, after=(), before=()))
    if (amount := dealt_with(words, phrase)) is not None:
        return amount
    moved = direction(words) if phrase.has_unit or phrase.unit in (PERCENT, RATIO) else ""
    found = mover(words) if moved else measured(words.before, language)
    if found is None or found.head_is_bare(language):
        if phrase.unit == PERCENT and (share := of_name(words)) is not None:
            return share
        if is_duration(phrase.unit):
            return said.of_unit(phrase.unit) or Concept(head="duration", text="duration")
        earlier = said.like(phrase)
        return earlier if earlier.text or found is None else classed(found, replace(words, after=(), before=()))
    if words.before[-1].text.lower() == "worth" and said.mate is not None:
        return Concept(head="value", text=f"value of {said.mate.text}", quantity=said.mate.quantity)
    dimension = (
        mapping(language, "dimensions").get(words.near[0].text.lower()) if words.near and phrase.has_unit else None
    )
    if dimension:
        found = of_noun(str(dimension), f"of {found.text}")
    made = classed(found, replace(words, after=(), before=()))
    return replace(made, change=moved)


def dealt_with(words: Around, phrase: Phrase) -> Concept | None:
    """ "$40,000 was staked", "promised $500 to each family": an amount by what is done with it or whom it is for.

    Whoever promises it is not what is measured.
    """
    if not phrase.has_unit or phrase.unit == PERCENT or is_duration(phrase.unit) or phrase.rate:
        return None
    language = words.language
    if words.before and size_of(words.before, language) is not None:
        return None
    if words.near and words.near[0].tag.startswith("VB"):
        act = predicate(words.near, 0, language)
    else:
        tail = complement(words.near, 0, language)[0]
        act = tuple(tail.split()) if tail.startswith(("for ", "to ")) and is_object(words) else ()
    return Concept(head="amount", text=" ".join(("amount", *act))) if act else None


def is_object(words: Around) -> bool:
    """A verb of doing stands right before the number."""
    verb = governor(words.before)
    if verb is None or any(t.tag != "AV0" for t in words.before[verb + 1 :]) or direction(words):
        return False
    return words.before[verb].lemma.lower() not in word_set(words.language, "predicates", "passed_over")


def mover(words: Around) -> Named | None:
    """What moved: the subject of the verb of change, else what the clause measures."""
    verb = governor(words.before)
    subject = any_subject(words.before, verb, words.language) if verb is not None else None
    return subject or measured(words.before, words.language)


def of_name(words: Around) -> Concept | None:
    """ "Labour is at 34 percent", "Tesla fell 3 percent": the share of a name, or how far it moved."""
    verb = governor(words.before)
    name: list[str] = []
    for t in reversed(words.before[:verb] if verb is not None else ()):
        if not t.text[:1].isupper() or not t.text[:1].isalpha():
            if name or t.tag not in (*AUXILIARY, "AV0", "XX0"):
                break
            continue
        name.insert(0, t.text)
    if not name or is_time(words.before[0], words.language):
        return None
    text, moved = " ".join(name), direction(words)
    return Concept(head="" if moved else "share", text=text if moved else f"share of {text}", change=moved)


def direction(words: Around) -> str:
    """ "fall" for "fell 4 percent", "fell by 4 percent"; "" for "fell to 4 percent"."""
    rest = list(words.before)
    while rest and (rest[-1].text.lower() == "by" or rest[-1].tag == "AV0"):
        rest.pop()
    if not rest:
        return ""
    known = table(words.language, "roles")["change"]["directions"]
    return next((name for name, verbs in known.items() if rest[-1].lemma.lower() in verbs), "")


def purpose(words: Around, noun: str) -> str:
    """What an amount that a verb names is of or for: "of bridge" (that cost it), "on advertising", "to bondholders"."""
    language = words.language
    if noun in word_set(language, "purpose", "of_subject"):
        verb = governor(words.before)
        subject = subject_of(words.before, verb, language) if verb is not None else None
        return f"of {subject.text}" if subject is not None and subject.text else ""
    near = words.near
    if len(near) > 1 and near[0].text.lower() == "on" and noun in word_set(language, "purpose", "on"):
        found = noun_phrase(near, 1, language)
        return f"on {found.text}" if found is not None and not is_time(near[found.end - 1], language) else ""
    return complement(near, 0, language)[0]


def happening(words: Around, *, things: bool = False) -> Concept | None:
    """ "40 tonnes leaked": the class of what happened to persons, or else to `things`, where it has a name."""
    quantity = predicate_in(own_clause(words.after, words.language), words.language)
    if bool(act_of(quantity, words.language)) is not things:
        return None
    common = called(quantity, "", (), words.language)
    return Concept(head=common[0], text=common[1], quantity=quantity) if common is not None else None


def by_verb(words: Around) -> Concept | None:
    """ "injures 120", "injured another two", "leaves 40 homeless": the class of the verb right before the number."""
    fillers = word_set(words.language, "skip", "words")
    last = next((t for t in reversed(words.before) if t.text.lower() not in fillers), None)
    near = [t for t in words.near[:2] if t.text[:1].isalpha()]
    quantity = (predicate_in([last], words.language) if last is not None else None) or (
        predicate_in(near, words.language) if len(near) == len(words.near[:2]) else None
    )
    common = called(quantity, "", (), words.language) if not act_of(quantity, words.language) else None
    return Concept(head=common[0], text=common[1], quantity=quantity) if common is not None else None


def of_whole(words: Around) -> Concept | None:
    """ "Of the confirmed cases 17 ...": a part of what the clause begins with."""
    before = words.before
    if not before or before[0].text.lower() != "of":
        return None
    found = noun_phrase(before, 1, words.language)
    if found is None or found.is_name:
        return None
    return classed(named(before, found, words.language), replace(words, after=(), before=()))


def of_label(name: str, words: Around, said: Said) -> Concept:
    """ "Confirmed: 44", "In hospital: 23"."""
    tokens = tagged_words(tuple(name.split()), words.language)
    quantity = predicate_in(tokens, words.language)
    found = noun_phrase(tokens, 0, words.language)
    if quantity is not None and (common := called(quantity, "", (), words.language)):
        return Concept(head=common[0], text=common[1], quantity=quantity)
    if found is not None:
        return classed(named(tokens, found, words.language), replace(words, after=(), before=()))
    base = said.last
    text = f"{name.lower()} {base.head}".strip()
    return Concept(head=base.head, text=text, quantity=base.quantity or class_of_noun(base.head, text, words.language))


def of_people(words: Around, said: Said) -> Concept | None:
    """ "58 have fallen ill": people, when what happened can only happen to them and no thing is being spoken of."""
    thing = said.mate if said.mate is not None else Concept()
    if thing.text and thing.quantity is not None and not called(thing.quantity, "", (), words.language):
        return None
    return happening(words)


def of_subject(words: Around, said: Said) -> Concept:
    """ "12 were annulled": what was said before, and what happened to it."""
    base = said.mate if said.mate is not None and said.mate.text else said.last
    act = predicate(words.near, 0, words.language)
    return replace(base, text=" ".join((base.head, *act))) if act and base.head else base


def beside_mate(words: Around) -> bool:
    """The number stands close behind the one before, with no verb between: "and No at 49.7", "not 61.4"."""
    return 0 < len(words.between) <= CLOSE and not any(is_verb(t) for t in words.between)


def coordinated(words: Around) -> bool:
    """Nothing between the number before and this one says a new thing: "48 halls, 12 of them in", "and four in"."""
    if words.near and words.near[0].text.lower() == "of" and len(words.between) < 12:
        return True
    return not any(is_verb(t) or t.tag in COMMON for t in words.between[-6:])
