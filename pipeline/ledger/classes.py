"""Classes of quantity as the matcher uses them: which are tight, and which ones the words around a number hint at."""

from functools import cache

from config.languages import table
from pipeline.language.stems import stem


def tight(quantity: str | None, language: str = "en") -> bool:
    """A class whose members all measure one thing; "sites" or "costs" are many things."""
    return quantity is not None and quantity not in table(language, "ledger")["broad"]


@cache
def siblings(quantity: str, language: str = "en") -> frozenset[str]:
    """The class and those that writers use for it."""
    groups = (frozenset(group) for group in table(language, "ledger")["siblings"])
    return frozenset({quantity}).union(*(group for group in groups if quantity in group))


def told_apart(quantity: str | None, other: str | None, language: str = "en") -> bool:
    """Two classes that each measure one thing, and not the same."""
    if quantity is None or other is None or other in siblings(quantity, language):
        return False
    return tight(quantity, language) and tight(other, language)


def falls(quantity: str | None, language: str = "en") -> bool:
    """What is measured falls by itself."""
    return quantity in table(language, "ledger")["falling"]


@cache
def persons(language: str) -> frozenset[str]:
    """Stems of the nouns that say who, not what happened to them: "people" are many things."""
    return frozenset(stem(noun) for noun in table(language, "quantities")["persons"]["nouns"])


@cache
def hints(language: str) -> dict[str, str]:
    """Stem of a noun or predicate -> the tight class that it speaks of, when it speaks of one only."""
    found: dict[str, set[str]] = {}
    for name, entry in table(language, "quantities")["class"].items():
        for word in (*entry["nouns"], *entry.get("predicates", ())):
            if " " not in word:
                found.setdefault(stem(word), set()).add(name)
    alone = {word: min(names) for word, names in found.items() if len(names) == 1}
    return {word: name for word, name in alone.items() if tight(name, language)}


def hinted(words: frozenset[str], language: str = "en") -> frozenset[str]:
    """The tight classes that some words speak of."""
    known = hints(language)
    return frozenset(known[word] for word in words if word in known)
