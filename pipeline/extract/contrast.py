"""Whether one sentence says something else than another one that it was."""

from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline.extract.weights import Name, Weights
from pipeline.language.likeness import likeness
from pipeline.language.meaning import data
from pipeline.language.stems import stem

#: two spellings of one name
SAME_NAME = 84.0
#: two words for one source, by the table of words ("police", "officers")
SAME_SOURCE = 0.35
#: endings of English verbs, longest first
ENDINGS = ("ing", "ed", "es", "d", "s")


def differs(old: Weights, new: Weights) -> bool:
    """Whether the second sentence says something else than the first.

    Amounts are not the same, or it is turned round; a date, a sign of money or a unit was exchanged; a name, a
    quotation or a source is gone; an act became its contrary. A name that is new, or spelled otherwise, is none.
    """
    if old.amounts.values != new.amounts.values or old.n_negations != new.n_negations:
        return True
    if old.amounts.values and old.amounts.bounds != new.amounts.bounds:
        return True
    if old.money and new.money and old.money != new.money:
        return True
    if exchanged(old.dates, new.dates) or exchanged(old.amounts.units, new.amounts.units):
        return True
    if any(quote not in new.letters for quote in old.quotes):
        return True
    return loses_name(old, new) or loses_source(old, new) or is_contrary(old, new)


def exchanged(old: frozenset[str], new: frozenset[str]) -> bool:
    return bool(old - new and new - old)


def loses_name(old: Weights, new: Weights) -> bool:
    """A run of names of which no word, in any spelling, is left; or one of its names, in whose place stands another."""
    left, had = words_of(new), words_of(old)
    lost = [[is_lost(name, left, new) for name in run] for run in old.names]
    if any(all(run) for run in lost):
        return True
    return any(any(run) for run in lost) and any(is_lost(name, had, old) for run in new.names for name in run)


def words_of(found: Weights) -> frozenset[str]:
    return frozenset(w for run in found.names for name in run for w in name)


def is_lost(name: Name, left: Iterable[str], there: Weights) -> bool:
    """No word of the name is among those that are `left`, nor anywhere in the sentence."""
    return not any(alike(word, other) for word in name for other in left) and not any(w in there.letters for w in name)


def alike(one: str, other: str) -> bool:
    return one == other or (len(one) > 3 and fuzz.ratio(one, other) >= SAME_NAME)


def loses_source(old: Weights, new: Weights) -> bool:
    """Who was credited is not named any more, in these words or in ones of the same meaning."""
    return any(not is_named(source, new) for source in old.sources)


def is_named(source: Sequence[str], there: Weights) -> bool:
    """Its noun stands in the sentence, or a source of it shares a word, or has a noun of much the same meaning."""
    if stem(source[0]) in {stem(form) for form in there.forms}:
        return True
    if any(not set(source).isdisjoint(other) for other in there.sources):
        return True
    likes = [likeness(source[0], other[0]) for other in there.sources]
    return any(like is not None and like >= SAME_SOURCE for like in likes)


def is_contrary(old: Weights, new: Weights) -> bool:
    """Words of one side gave way to words of the other."""
    before, after = acts(old.forms - new.forms), acts(new.forms - old.forms)
    kept = acts(old.forms & new.forms)
    return any(
        (before & one and after & other and not kept & (one | other))
        or (before & other and after & one and not kept & (one | other))
        for one, other in sides()
    )


def acts(forms: Iterable[str]) -> frozenset[str]:
    """The forms with what they may be forms of: "banned" with "ban"."""
    return frozenset(base for form in forms for base in bases(form))


def bases(form: str) -> set[str]:
    found = {form}
    for ending in ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            base = form.removesuffix(ending)
            found |= {base, base + "e"}
            if base[-1:] == base[-2:-1]:
                found.add(base[:-1])
            if base.endswith("i"):
                found.add(base[:-1] + "y")
    return found


@cache
def sides() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(pair["one"]), frozenset(pair["other"])) for pair in data()["contraries"])
