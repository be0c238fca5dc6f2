"""Where the counted things are: behind prepositions, at the head of the clause, as its subject, as adjectives."""

from collections.abc import Sequence

from pipeline.figures.grammar import is_time, is_verb, mapping, word_set
from pipeline.language import Token


def places_of(
    before: Sequence[Token], chunk: Sequence[Token], after: Sequence[Token], language: str
) -> tuple[str, ...]:
    """Names of places that narrow a count; `chunk` is its noun phrase, `before` and `after` the clause around it."""
    found = behind_prepositions(after, language) or adjectives(chunk, language)
    return tuple(dict.fromkeys(found or leading(before, language)))


def behind_prepositions(tokens: Sequence[Token], language: str) -> list[str]:
    """Names behind a preposition of place, up to the next clause."""
    prepositions = word_set(language, "places", "prepositions")
    clause = word_set(language, "predicates", "clause")
    found: list[str] = []
    for i, t in enumerate(tokens):
        word = t.text.lower()
        if word in clause or (t.text == "," and not found):
            break
        if word in prepositions:
            found += names_at(tokens, i + 1, language)
    return found


def names_at(tokens: Sequence[Token], start: int, language: str) -> list[str]:
    """The names from `start` on: "the Upper Vale", "Leeds, York and Hull"."""
    names: list[str] = []
    words: list[str] = []
    for t in tokens[start:]:
        if t.text[:1].isupper() and t.text[:1].isalpha() and not is_time(t, language):
            words.append(t.text)
            continue
        if words:
            names.append(" ".join(words))
            words = []
            if t.text in (",", "and"):
                continue
        elif t.text.lower() == "the" and not names:
            continue
        break
    if words:
        names.append(" ".join(words))
    return [n for n in names if n.split()[0].lower() not in word_set(language, "places", "not_first")]


def adjectives(chunk: Sequence[Token], language: str) -> list[str]:
    """The countries that adjectives name: "nine Swedish hospitals"."""
    known = mapping(language, "demonyms")
    return [str(known[t.text.lower()]) for t in chunk if t.text.lower() in known and t.text[:1].isupper()]


def leading(before: Sequence[Token], language: str) -> list[str]:
    """ "In Peru, where ..." and "Peru has ...": the place that a clause begins with."""
    if not before:
        return []
    if before[0].text.lower() in word_set(language, "places", "prepositions"):
        return names_at(before, 1, language)
    verb = next((i for i, t in enumerate(before) if is_verb(t)), None)
    if verb is None or not all(t.text[:1].isupper() for t in before[:verb]):
        return []
    name = " ".join(t.text for t in before[:verb])
    return [name] if name in set(mapping(language, "demonyms").values()) else []
