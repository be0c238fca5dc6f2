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

#: signs after which a capital says nothing
OPENERS = ".!?:\"“”'‘"
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
BRACKETED = re.compile(r"\(([^()]{2,60})\)")
YEAR = re.compile(r"(?:19|20)\d\d")
#: set before a number among the marks: no name has it
NUMBER_MARK = "#"
#: a word that opens a sentence and is as rare as this is a name
SURELY_A_NAME = 0.95
#: share of capitalised words from which on a line is in title case
MOSTLY = 0.7

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
    """Term -> how often it stands in the version, weighted by place; where its makers sign, nothing is said."""
    counts: defaultdict[str, float] = defaultdict(float)
    for block, weight in place_weights(version):
        for term in terms(unsigned(block.span.of(version.text), version), version.language):
            counts[term] += weight
    return counts


def unsigned(text: str, version: Version) -> str:
    """Without the brackets in which an outlet, its agency or its writer signs: "TALLIN, May 3 (Baltic Wire) - ..."."""
    made = frozenset(stems(" ".join((version.outlet, version.agency or "", version.author or ""))))
    return BRACKETED.sub(lambda found: " " if made.issuperset(stems(found[1])) else found[0], text)


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


def marks(version: Version) -> frozenset[str]:
    """Words of names, and numbers that are no year and not round: what differs between siblings of one beat."""
    inside: set[str] = set()
    opening: set[str] = set()
    for block in version.blocks:
        text = block.span.of(version.text)
        if not in_capitals(text):
            for word, opens in capitalised(text, version.language):
                (opening if opens else inside).add(word)
    rare = {word for word in opening if rarity(word, version.language) >= SURELY_A_NAME}
    return frozenset(inside | rare | {f"{NUMBER_MARK}{n}" for n in telling_numbers(version.text)})


def in_capitals(text: str) -> bool:
    """Title case: a capital says nothing here."""
    long_words = [w for w in WORD.findall(text) if len(w) > 3]
    return len(long_words) > 2 and sum(w[0].isupper() for w in long_words) > MOSTLY * len(long_words)


def capitalised(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """(stem, whether it opens a sentence) of each capitalised word that carries content."""
    stop = table(language, "stopwords")["words"]
    for found in WORD.finditer(text):
        word = found.group()
        if word[0].isupper() and len(word) > 1 and word.lower() not in stop:
            before = text[: found.start()].rstrip()
            yield stem(word), not before or before[-1] in OPENERS


def telling_numbers(text: str) -> Iterator[str]:
    """Numbers with two digits or more that are not zeros at the end, without their separators of thousands."""
    for found in NUMBER.findall(text):
        number = found.replace(",", "")
        if len(number.replace(".", "").strip("0")) > 1 and not YEAR.fullmatch(number):
            yield number


def names_in(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """(name, whether it opens a sentence) for each run of capitalised words, small words at its start left out."""
    stop = table(language, "stopwords")["words"]
    for found in NAME.finditer(text):
        words = found.group().split()
        while words and words[0].lower() in stop:
            words.pop(0)
        if words:
            before = text[: found.start()].rstrip()
            yield " ".join(words), not before or before[-1] in OPENERS


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
