"""What a number counts: the noun phrase behind it, else what is measured in front of it, else what was said before."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.figures.acts import done_to
from pipeline.figures.amounts import Phrase
from pipeline.figures.around import Around, around, classed, of_stuff
from pipeline.figures.elided import beside_mate, direction, elided, members, purpose
from pipeline.figures.grammar import (
    COMMON,
    MODIFIERS,
    QUOTES,
    NounPhrase,
    is_time,
    is_verb,
    mapping,
    noun_phrase,
    phrases_of,
    word_set,
)
from pipeline.figures.measures import sized
from pipeline.figures.places import places_of
from pipeline.figures.quantities import class_of_noun, is_person, is_predicate
from pipeline.figures.said import Concept, Said
from pipeline.figures.subjects import Named, measured, named, of_noun, size_of, verbal
from pipeline.figures.units import BASIS_POINT, COUNT, PERCENT, POINT, RATIO, is_duration
from pipeline.language import Sentence, Token

__all__ = ["Concept", "Said", "concept_of"]


def concept_of(sentence: Sentence, phrase: Phrase, stop: int, said: Said) -> Concept:
    """The concept of `phrase`; `stop` is where the next phrase begins, counted in the sentence's characters."""
    words = around(sentence, phrase, stop, said.mate_end)
    found, used = behind(words, phrase)
    if found is not None:
        found = said.full(found)
        if said.mate is not None and is_whole(words):
            found, words = replace(found, predicate=()), replace(words, after=(), before=())
        made = classed(found, words) if not phrase.has_unit else of_stuff(found, words)
        if not found.predicate and made.text == found.text:
            act = done_to(words.before, words.language)
            if act and found.complement.startswith("to "):  # "added 40 packs to its recall": said of the adding
                made = replace(made, text=replace(found, complement="").text)
            made = replace(made, act=act) if act else made
        places = places_of(words.before, words.near[:used], words.near[used:], words.language)
        opening = sentence.text[phrase.start : phrase.number.start].lower()
        return sized(holding(replace(made, places=places), words, said, opening), phrase.unit, words.language)
    made = elided(words, phrase, said)
    if phrase.unit == COUNT and not made.act and made.text and said.mate is not None and made.text == said.mate.text:
        made = replace(made, act=done_to(words.before, words.language))
    if phrase.unit == COUNT and made.unit is None and not made.persons:
        unit = (
            said.mate_unit if reaches(words, said.mate_unit) else said.unit_for(phrase) if beside_mate(words) else None
        )
        made = replace(made, unit=unit)
    places = places_of(words.before, (), words.near, words.language)
    if said.mate is not None and said.mate.places and (beside := beside_name(words)):
        places = beside
    return sized(replace(made, places=places, elided=True), phrase.unit, words.language)


def is_whole(words: Around) -> bool:
    """ "2,600 of the 3,400 evacuees are back": what happened to the part did not happen to the whole."""
    between = [t.text.lower() for t in words.between]
    return "of" in between and set(between) <= word_set(words.language, "partitive", "words")


def reaches(words: Around, unit: str) -> bool:
    """ "fell by 2.5 million barrels to 457.6 million": the new value is in the unit of the change."""
    between = [t.text.lower() for t in words.between]
    return between == ["to"] and unit not in (COUNT, PERCENT, POINT, BASIS_POINT, RATIO) and not is_duration(unit)


def beside_name(words: Around) -> tuple[str, ...]:
    """ "Peru has 31 and Chile nine": the name right before a number that goes on with the one before."""
    last = words.before[-1] if len(words.before) > 1 else None
    named_so = (
        last is not None
        and last.tag in ("NP0", "UNC")
        and last.text[:1].isupper()
        and not is_time(last, words.language)
    )
    return (last.text,) if last is not None and named_so else ()


def holding(concept: Concept, words: Around, said: Said, opening: str) -> Concept:
    """Places that are counted as those of what was counted before: "54 stations in 30 countries"."""
    mate, language = said.mate, words.language
    if concept.quantity not in word_set(language, "places", "classes"):
        return concept
    if mate is None or not mate.text:
        held = spread(words, opening)
        return replace(concept, text=f"{concept.text} with {held}", held=held) if held else concept
    between = [t for t in words.between if t.tag.startswith("VV") or t.tag in (*COMMON, "PNP")]
    if not words.between or any(is_verb(t) and t.text.lower() != "spread" for t in words.between):
        return concept
    joined = words.before[-1].text.lower() if words.before else ""
    if len(between) > 3 or joined not in word_set(language, "places", "holding"):
        return concept
    held = mate.held or mate.text
    return replace(concept, text=f"{concept.text} with {held}", held=held)


def spread(words: Around, opening: str) -> str:
    """What is in the places: "The clinics are spread over 53 countries", "inquiries were opened in 12"; "" for none.

    `opening` is what the number phrase begins with, which may hold the preposition.
    """
    prepositions = word_set(words.language, "places", "holding") - {",", "and"}
    before = list(words.before)
    if prepositions.isdisjoint(opening.split()) and (not before or before.pop().text.lower() not in prepositions):
        return ""
    found = [p for p in phrases_of(before, words.language) if not p.is_name]
    if not found or before[found[-1].end - 1].tag != "NN2" or is_person(found[-1].head, words.language):
        return ""
    return found[-1].text


# --- a noun behind the number -----------------------------------------------------------------------------------------
def behind(words: Around, phrase: Phrase) -> tuple[Named | None, int]:
    """The thing named right behind the number, and how many words name it; None where none is."""
    near, language = words.near, words.language
    skip = word_set(language, "skip", "after_unit" if phrase.has_unit else "words")
    if members(near) is not None:
        return None, 0
    i = 0
    while i < len(near) and (near[i].text.lower() in skip or near[i].text in QUOTES or near[i].text == "-"):
        i += 1
    found = noun_phrase(near, i, language) if i < len(near) else None
    if found is None or found.start > i + 1 or is_time(near[found.end - 1], language):
        return None, 0
    if not phrase.has_unit and is_state(near, found, language):
        return None, 0
    if found.head in word_set(language, "containers", "points"):
        return None, 0
    alone = found.end == found.start + 1 and near[found.start].text.lower() in (found.head, "ones")
    if alone and found.head in word_set(language, "containers", "bare"):
        return None, 0
    if phrase.has_unit:
        return behind_unit(words, phrase, found, i)
    if found.is_name and not near[found.end - 1].text.endswith("s"):
        return None, 0
    if alone and phrase.unit == COUNT and phrase.said[-1] > 1 and is_no_plural(near[found.start], found, language):
        return None, 0
    return named(near, found, language), found.end


def is_no_plural(word: Token, found: NounPhrase, language: str) -> bool:
    """ "six of the 19 lie in ...": no thing in the singular is counted by 19, so that it is none."""
    known = is_person(found.head, language) or class_of_noun(found.head, found.head, language) is not None
    return word.tag == "NN1" and word.lemma.lower() == word.text.lower() and not known


def is_state(near: Sequence[Token], found: NounPhrase, language: str) -> bool:
    """ "five hurt": the noun is none, for it would stand in the plural; it says what happened to the five."""
    word = near[found.end - 1].text.lower()
    return found.end == found.start + 1 and word == found.head and is_predicate(word, language)


def behind_unit(words: Around, phrase: Phrase, found: NounPhrase, i: int) -> tuple[Named | None, int]:
    """The thing named behind a number with a unit, unless the verb or the noun before says better what is measured."""
    near, language = words.near, words.language
    first = near[0].text.lower()
    size = size_of(words.before, language) if words.before else None
    if found.is_name or (size is not None and not size.head_is_bare(language)):
        return None, 0
    if phrase.unit == PERCENT:
        if found.head in word_set(language, "containers", "of_itself") and direction(words):
            return None, 0
        if (first != "of" and i > 0) or moved_to(words):
            return None, 0
        shared = first == "of" or phrase.end == phrase.number.end
        return replace(named(near, found, language), container="share" if shared else ""), found.end
    if first == "in" and found.head in mapping(language, "settings"):
        return of_noun(str(mapping(language, "settings")[found.head])), found.end
    told = first in ("in", "of") and class_of_noun(found.head, found.text, language) is not None
    if not told and (noun := verbal(words.before, phrase.unit, language)):
        return of_noun(noun, purpose(words, noun)), found.end
    if i == 0 and (near[found.end - 1].text.endswith("s") or near[0].tag not in (*COMMON, *MODIFIERS)):
        return None, 0
    return named(near, found, language), found.end


def moved_to(words: Around) -> bool:
    """ "the deficit widened to 3.4 percent of output": the clause before says what is measured."""
    if not words.before or words.before[-1].text.lower() not in ("to", "at"):
        return False
    found = measured(words.before, words.language)
    return found is not None and not found.head_is_bare(words.language)
