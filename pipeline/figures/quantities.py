"""The inventory of news quantities: which class a concept or a predicate belongs to, and what that class is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from config.languages import table
from pipeline.language import Token

#: words that may stand between two words of a predicate: "drove 40 people from their homes"
GAP = 4

Predicate = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Inventory:
    """The data of one language, turned round for look-up."""

    by_noun: dict[str, str]
    by_compound: dict[str, str]
    #: first word of a predicate -> (all its words, class), longest first
    by_predicate: dict[str, tuple[Predicate, ...]]
    #: class -> what it is called when the counted are just people
    names: dict[str, str]
    #: class -> what happened to persons of a kind: "officer injured"
    acts: dict[str, str]
    nouns: dict[str, frozenset[str]]
    persons: frozenset[str]
    anybody: frozenset[str]
    #: classes of what happens to things
    things: frozenset[str]
    grows: frozenset[str]


@cache
def inventory(language: str) -> Inventory:
    data = table(language, "quantities")
    classes = data["class"]
    by_noun: dict[str, str] = {}
    by_compound: dict[str, str] = {}
    predicates: dict[str, list[Predicate]] = {}
    for name, entry in classes.items():
        by_noun |= {noun: by_noun.get(noun, name) for noun in entry["nouns"]}
        by_compound |= {compound: by_compound.get(compound, name) for compound in entry.get("compounds", ())}
        for phrase in entry.get("predicates", ()):
            words = tuple(phrase.split())
            predicates.setdefault(words[0], []).append((words, name))
    return Inventory(
        by_noun=by_noun,
        by_compound=by_compound,
        by_predicate={k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in predicates.items()},
        names={n: e["name"] for n, e in classes.items() if "name" in e},
        acts={n: e["act"] for n, e in classes.items() if "act" in e},
        nouns={n: frozenset(e["nouns"]) for n, e in classes.items()},
        persons=frozenset(data["persons"]["nouns"]),
        anybody=frozenset(data["persons"]["anybody"]),
        things=frozenset(n for n, e in classes.items() if e.get("things")),
        grows=frozenset(n for n, e in classes.items() if e.get("grows")),
    )


def grows_only(quantity: str | None, language: str = "en") -> bool:
    """Totals of this class can only grow, unless somebody goes back on one."""
    return quantity in inventory(language).grows


def is_person(head: str, language: str) -> bool:
    return head in inventory(language).persons


def class_of_noun(head: str, concept: str, language: str) -> str | None:
    """The class that a concept is of by its words alone."""
    known = inventory(language)
    padded = f" {concept} "
    for compound, name in known.by_compound.items():
        if f" {compound} " in padded:
            return name
    return known.by_noun.get(head)


def predicate_in(tokens: Sequence[Token], language: str) -> str | None:
    """The class of the first predicate among the words, whose own words may stand a little apart."""
    known = inventory(language)
    for i, token in enumerate(tokens):
        for form in dict.fromkeys((token.text.lower(), token.lemma.lower())):
            for words, name in known.by_predicate.get(form, ()):
                if follows(tokens, i + 1, words[1:]):
                    return name
    return None


def follows(tokens: Sequence[Token], start: int, words: Sequence[str]) -> bool:
    """The words come in this order from `start` on, each within reach of the one before."""
    for word in words:
        window = tokens[start : start + GAP]
        at = next((j for j, t in enumerate(window) if word in (t.text.lower(), t.lemma.lower())), None)
        if at is None:
            return False
        start += at + 1
    return True


def is_predicate(word: str, language: str) -> bool:
    """The word alone says what happened to persons ("dead", "missing")."""
    return any(len(words) == 1 for words, _ in inventory(language).by_predicate.get(word, ()))


def act_of(quantity: str | None, language: str) -> str:
    """What is said of things of a class ("spilled"); "" for persons and for none."""
    known = inventory(language)
    return known.acts[quantity] if quantity in known.things else ""


def called(quantity: str | None, head: str, modifiers: Sequence[str], language: str) -> tuple[str, str] | None:
    """(head, concept) that all figures of a class share, whatever words were used; None where the words stand."""
    known = inventory(language)
    if quantity is None or quantity not in known.names:
        return None
    name = known.names[quantity]
    kept = [m for m in modifiers if not is_predicate(m, language) and m not in name.split()]
    noun = name.split()[0] if quantity in known.acts and name.startswith("people") else name.split()[-1]
    if head in known.persons and head not in known.anybody:
        if head in known.nouns[quantity]:
            return head, " ".join((*kept, head))
        act = known.acts.get(quantity)
        return (head, " ".join((*kept, head, act))) if act else None
    if head in known.anybody or not head:
        return noun, name
    if head in known.nouns[quantity] and not name.startswith("people"):
        return noun, " ".join((*kept, name))
    return None
