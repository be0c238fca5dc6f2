"""The names of a text: the fullest form of each, and what its initials stand for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.claims.lexicon import Lexicon

WORD = r"[^\W\d_a-z][^\W\d_]*+(?:['’-][^\W\d_]++){0,3}+"
#: capitalised words in a row
RUN = re.compile(rf"(?<![^\W_]){WORD}(?:[ ](?:&[ ])?{WORD}){{1,7}}")
INITIALS = re.compile(r"\(([^\W\d_a-z][^\W\d_]{1,7})\)")
SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "de", "&"})
#: initials stand for at most so many words
LONGEST = 10


@dataclass(frozen=True, slots=True)
class Names:
    """What short forms stand for."""

    #: last word of a name -> the name
    by_last: Mapping[str, str]
    #: initials -> the words before their bracket
    by_initials: Mapping[str, str]

    def full(self, name: str) -> str:
        """The fullest form of `name` in the text."""
        if name in self.by_initials:
            return f"{self.by_initials[name]} ({name})"
        longer = self.by_last.get(name.split()[-1] if name.split() else "", "")
        return longer if longer.endswith(name) and len(longer) > len(name) else name


def read_names(text: str, lexicon: Lexicon) -> Names:
    """The names of one text."""
    runs = (person_part(run.group().split(" "), lexicon) for run in RUN.finditer(text))
    return Names(_by_last(runs), dict(_initials(text)))


def person_part(words: list[str], lexicon: Lexicon) -> list[str]:
    """ "Foreign Minister Ana Reyes" -> "Ana Reyes"."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at].lower()
        if word in lexicon.titles or word in lexicon.person:
            return words[at + 1 :]
    return words


def _by_last(runs: Iterable[list[str]]) -> dict[str, str]:
    found: dict[str, dict[str, int]] = {}
    for words in runs:
        if 2 <= len(words) <= 4:
            counts = found.setdefault(words[-1], {})
            counts[" ".join(words)] = counts.get(" ".join(words), 0) + 1
    return {last: max(counts, key=lambda name: (counts[name], len(name))) for last, counts in found.items()}


def _initials(text: str) -> Iterable[tuple[str, str]]:
    for mark in INITIALS.finditer(text):
        words = text[max(0, mark.start() - 160) : mark.start()].split()[-LONGEST:]
        letters = [c.lower() for c in mark.group(1) if c.isupper()]
        for n in range(len(words), 0, -1):
            tail = words[-n:]
            if tail[0][:1].isupper() and tail[0].lower() not in SMALL and _spell(tail, letters):
                yield mark.group(1), " ".join(tail)
                break


def _spell(words: list[str], letters: list[str]) -> bool:
    """The words' first letters, small words aside or not, are the initials."""
    firsts = [w[0].lower() for w in words if w.lower() not in SMALL]
    return letters in (firsts, [w[0].lower() for w in words])
