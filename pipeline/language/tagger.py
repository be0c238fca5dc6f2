"""Word classes and lemmas from HanTa's models: its search over a sentence, with what it finds of a word kept."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from HanTa.HanoverTagger import EMPTY, END, START, UNKNOWN, HanoverTagger

#: the model files that HanTa ships
MODELS = {"en": "morphmodel_en.pgz", "de": "morphmodel_ger.pgz", "nl": "morphmodel_dutch.pgz"}
#: letters of a word that the tagger sees, whose time grows with their square; the class is in the ending
LONGEST_WORD = 32
#: what the tagger sees of longer runs of digits
DIGITS = "1000"
#: words and their classes that are kept
KEPT = 1 << 15
#: states that go on from one word to the next, besides those almost as likely
WIDTH = 5
#: how much less likely than its likeliest a class of a word may be, as a difference of logarithms
UNLIKELY = 10.0
#: log probability of what cannot be
NEVER = float("-inf")
#: class of a word that no model knows
UNCLASSED = "UNC"

#: the classes of the last two words, as numbers of the model
State = tuple[int, int]


class Tagger:
    """The model of one language; it only grows by what it keeps of words."""

    def __init__(self, language: str) -> None:
        self.model: Any = HanoverTagger(MODELS[language])
        self.readings = lru_cache(KEPT)(self._readings)
        self.lemma = lru_cache(KEPT)(self._lemma)

    def _readings(self, word: str, *, inside: bool) -> tuple[tuple[int, float], ...]:
        """(class, log probability) of a word, whose capital counts only `inside` a sentence; () where all may be."""
        found = self.model._tag_word(word, cutoff=WIDTH, casesensitive=inside, conditional=True)
        found = tuple((tag, p) for tag, p in found if p > found[0][1] - UNLIKELY)
        return () if [tag for tag, _ in found] == [UNKNOWN] else found

    def _lemma(self, word: str, number: int) -> str:
        return str(self.model._analyze(word, number)[0])

    def classes(self, words: Sequence[str]) -> list[int]:
        """The likeliest classes of the words of a sentence (Viterbi 1967); [] where the model allows none."""
        row: dict[State, float] = {(EMPTY, START): 0.0}
        came: list[dict[State, State]] = []
        transitions = self.model.LP_trans_word
        for i, word in enumerate(words):
            following: dict[State, float] = {}
            back: dict[State, State] = {}
            readings = self.readings(word, inside=i > 0)
            for state, so_far in likely(row):
                steps, last = transitions[state], state[1]
                for number, p in readings or [(c, 0.0) for c in steps if c != END]:
                    if number not in steps:
                        continue
                    new, p_new = (last, number), so_far + steps[number] + p
                    if new not in following or p_new > following[new]:
                        following[new], back[new] = p_new, state
            row = following
            came.append(back)
        ended = {s: p + transitions[s].get(END, NEVER) for s, p in row.items()}
        return traced(max(ended, key=lambda s: ended[s]), came) if ended else []

    def tag(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """(lemma, class) of each word of one sentence."""
        seen = [word if len(word) <= LONGEST_WORD else shortened(word) for word in words]
        numbers = self.classes(seen)
        if len(numbers) != len(words):
            return [(word.lower(), UNCLASSED) for word in words]
        return [
            (self.lemma(short, n) if short is word else word.lower(), self.model.int2tag[n])
            for word, short, n in zip(words, seen, numbers, strict=True)
        ]


def likely(row: dict[State, float]) -> Iterable[tuple[State, float]]:
    """The likeliest states and those nearly as likely."""
    if len(row) <= WIDTH:
        return row.items()
    bound = sorted(row.values(), reverse=True)[WIDTH] - 1
    return [(state, p) for state, p in row.items() if p >= bound]


def traced(last: State, came: Sequence[dict[State, State]]) -> list[int]:
    """The classes on the way to the last state, in order."""
    found = []
    for back in reversed(came):
        found.append(last[1])
        last = back[last]
    return found[::-1]


def shortened(word: str) -> str:
    """What stands for an over-long word: a number for a number, its ending for any other."""
    return DIGITS if word[0].isdigit() else word[-LONGEST_WORD:]


@cache
def tagger(language: str) -> Tagger:
    return Tagger(language)
