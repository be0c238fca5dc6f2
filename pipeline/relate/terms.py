"""Words of a text as comparable terms, and the names in it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from config.languages import table
from pipeline.language.stems import WORD, stem, stems
from pipeline.model import Block, Place, Version
from pipeline.relate.background import rarity

#: up to six capitalised words in a row, small words of names allowed between them
NAME = re.compile(r"\b[A-Z][\w'’-]*(?:\s+(?:(?:of|the|de|da|del|van|von|bin|al|for|and)\s+){0,2}[A-Z][\w'’-]*){0,5}")

#: how much a word counts by where it stands: a headline says what the article is about
WEIGHT_OF_PLACE = {Place.HEADLINE: 4.0, Place.DECK: 2.0, Place.CAPTION: 0.5}
WEIGHT_OF_LEAD = 2.0
#: blocks of running text that count as lead
N_LEAD = 2


def terms(text: str, language: str = "en") -> Iterator[str]:
    """Stems of the words that carry content, in order."""
    stop = table(language, "stopwords")["words"]
    for word in WORD.findall(text):
        root = stem(word)
        if len(root) > 2 and "'" not in root and word.lower() not in stop and root not in stop:
            yield root


def place_weights(version: Version) -> Iterator[tuple[Block, float]]:
    """Each block with how much its words count by where it stands."""
    n_running = 0
    for block in version.blocks:
        weight = WEIGHT_OF_PLACE.get(block.place, 1.0)
        if block.place is Place.BODY:
            weight = WEIGHT_OF_LEAD if n_running < N_LEAD else 1.0
            n_running += 1
        yield block, weight


def weighted_terms(version: Version) -> Mapping[str, float]:
    """Term -> how often it stands in the version, weighted by place."""
    counts: defaultdict[str, float] = defaultdict(float)
    for block, weight in place_weights(version):
        for term in terms(block.span.of(version.text), version.language):
            counts[term] += weight
    return counts


def telling(words: list[str] | tuple[str, ...], language: str) -> float:
    """How much words that stand together say, in [0, 1]: two middling ones say as much as a rare one."""
    return min(1.0, sum(sorted((rarity(w, language) for w in words), reverse=True)[:2]) / 1.2)


def names(version: Version) -> Counter[str]:
    """Names of persons, bodies and places -> times they stand in the version; its own makers are none of them.

    A single capitalised word that opens a sentence counts only when it also stands inside one.
    """
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for block in version.blocks:
        if block.place is Place.HEADLINE:
            continue  # headlines may capitalise every word
        for name, opens in names_in(block.span.of(version.text), version.language):
            (opening if opens and " " not in name else inside)[name] += 1
    for name, n in opening.items():
        if name in inside:
            inside[name] += n
    return Counter({name: n for name, n in inside.items() if not is_maker(name, version)})


def names_in(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """(name, whether it opens a sentence) for each run of capitalised words, small words at its start left out."""
    stop = table(language, "stopwords")["words"]
    for found in NAME.finditer(text):
        words = found.group().split()
        while words and words[0].lower() in stop:
            words.pop(0)
        if words:
            before = text[: found.start()].rstrip()
            yield " ".join(words), not before or before[-1] in ".!?:\"“”'‘"


def is_maker(name: str, version: Version) -> bool:
    """The name is that of the outlet, its agency or its writer.

    An outlet's place alone is not the outlet: of the Milltown Courier, "Courier" is and "Milltown" is not.
    """
    words = stems(name)
    credited = {*stems(version.agency or ""), *stems(version.author or "")}
    outlet = stems(version.outlet)
    return bool(words) and (
        credited.issuperset(words) or (words[-1:] == outlet[-1:] and frozenset(outlet).issuperset(words))
    )
