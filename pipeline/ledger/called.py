"""How a story calls its parties: the fullest name of a person, the name of the body that a role stands for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from config.languages import table
from pipeline.language.stems import WORD
from pipeline.ledger.parties import FULL_NAME, is_one_party, is_proper, named
from pipeline.ledger.shelf import index_of
from pipeline.ledger.words import stems
from pipeline.model import Claim, Figure, Ledger

#: where the noun of a role ends
HEAD_END = re.compile(r" (?:of|in|for|at|from|based|behind|that|which|with) ")


class Called:
    """The speakers of one story; counted when first asked for."""

    def __init__(self, speakers: Iterable[str], known: Mapping[str, int]) -> None:
        self._speakers = speakers
        #: speaker of the story's figures -> times credited
        self._known = known

    def full(self, speaker: str) -> str:
        """ "Ana Roe" is "Ana Roe, the mayor"; "the authority's bulletin" is the "Vale Harbour Authority"'s."""
        if is_proper(speaker):
            return self._person(speaker)
        bodies = body_nouns("en") & stems(speaker) if is_one_party(speaker) else frozenset()
        known = Counter({name: n for noun in bodies for name, n in self._by_noun[noun].items()})
        name = next((name for name, _ in known.most_common(1)), None)
        return speaker if name is None or stems(name) <= stems(speaker) else f"{speaker} ({name})"

    def _person(self, speaker: str) -> str:
        """The longest of what a person or body of the same name, or of the same last name, was called."""
        name = named(speaker)
        known = {s for s in self._by_name[name] if len(name.split()) >= FULL_NAME} | self._by_last[name]
        return max((speaker, *sorted(known)), key=len)

    @cached_property
    def _counts(self) -> Counter[str]:
        found = Counter(self._known)
        found.update(self._speakers)
        return Counter(dict(sorted(found.items())))

    @cached_property
    def _by_name(self) -> defaultdict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for speaker in self._counts:
            found[named(speaker)].add(speaker)
        return found

    @cached_property
    def _by_last(self) -> defaultdict[str, set[str]]:
        """Last name -> what the one person of that name was called; people of one last name are not told apart."""
        people: defaultdict[str, set[str]] = defaultdict(set)
        for name in self._by_name:
            words = name.split()
            if len(words) == FULL_NAME and all(word[:1].isupper() for word in words):
                people[words[-1]].add(name)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for last, names in people.items():
            if len(names) == 1:
                found[last] = self._by_name[next(iter(names))]
        return found

    @cached_property
    def _by_noun(self) -> defaultdict[str, Counter[str]]:
        """Noun for a body -> the names of such bodies, and how often they were credited.

        A noun that fits every body ("group") must be its role, any other may be part of its name.
        """
        generic = stems(" ".join(table("en", "claims")["generic"]))
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for speaker, n in self._counts.items():
            if is_proper(speaker):
                role, _, _ = speaker.removeprefix(named(speaker)).partition("(")
                for noun in ((stems(named(speaker)) - generic) | head(role)) & body_nouns("en"):
                    found[noun][named(speaker)] += n
        return found


def head(role: str) -> frozenset[str]:
    """What a role says that somebody is: "group" for ", a rights group based in Lima"; nothing for no role."""
    words = WORD.findall(HEAD_END.split(role, maxsplit=1)[0])
    return stems(words[-1]) if words else frozenset()


def called(ledger: Ledger, figures: Iterable[Figure] = (), claims: Iterable[Claim] = ()) -> Called:
    """The speakers of a ledger, and of the figures and claims in hand."""
    return Called(speakers(ledger, figures, claims), index_of(ledger).speakers)


def speakers(ledger: Ledger, figures: Iterable[Figure], claims: Iterable[Claim]) -> Iterator[str]:
    """Of the ledger's assertions, and of what is in hand."""
    yield from (s.claim.speaker for a in ledger.assertions for s in a.supports)
    yield from (f.speaker for f in figures if f.credited)
    yield from (c.speaker for c in claims)


@cache
def body_nouns(language: str) -> frozenset[str]:
    """Nouns for a kind of body."""
    return stems(" ".join(noun for row in table(language, "claims")["bodies"] for noun in row))
