"""News of sibling stories: generated (one beat, the same sentences, other persons and numbers), and written by hand."""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from pipeline.extract import version_of_text
from pipeline.model import Version

DATA = Path(__file__).parents[2] / "data" / "siblings"
BEATS, PAIRS = DATA / "beats.toml", DATA / "pairs.toml"
AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
SENTENCE_END = re.compile(r"(?<=[.\"]) (?=[A-Z\"])")
CHOICE, SLOT = re.compile(r"\[([^\[\]]*)\]"), re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One generated document."""

    id: str
    #: number of the beat, and which of its stories
    beat: int
    side: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A story written by hand, in short texts."""

    name: str
    #: for judging alone
    judge: bool
    seeds: tuple[str, ...]
    tests: tuple[str, ...]
    #: side stories: its persons, little of its words
    sides: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.seeds, *self.tests, *self.sides)


@cache
def pairs() -> Sequence[tuple[Written, Written]]:
    """Sibling stories, side by side."""
    found: list[dict[str, Any]] = tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]
    return [(first, second) for first, second in (map(partial(written, pair), pair["stories"]) for pair in found)]


def written(pair: Mapping[str, Any], story: Mapping[str, Any]) -> Written:
    texts = {part: tuple(story[part]) for part in ("seeds", "tests", "sides")}
    return Written(name=pair["name"], judge=pair.get("judge", False), **texts)


@cache
def beats() -> Sequence[Mapping[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(BEATS.read_text("utf-8"))["beats"]
    return found


def told(beat: int, side: int, n: int, *, seed: int = 0, sentences: int = 0) -> list[Told]:
    """`n` documents on one story, each of `sentences` sentences, or of two to four (some 46 words)."""
    chance = random.Random(f"{seed} {beat} {side}")
    return [
        Told(id=f"{beat}-{side}-{seed}-{k}", beat=beat, side=side, text=composed(beat, side, sentences, chance))
        for k in range(n)
    ]


def composed(beat: int, side: int, sentences: int, chance: random.Random) -> str:
    frames: list[str] = beats()[beat]["sentences"]
    values: Mapping[str, list[str]] = beats()[beat]["stories"][side]
    chosen = sorted(chance.sample(range(len(frames)), min(len(frames), sentences or chance.choice((2, 3, 3, 3, 4)))))
    return " ".join(filled(frames[n], values, chance) for n in chosen)


def filled(frame: str, values: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    chosen = CHOICE.sub(lambda m: chance.choice(m[1].split("|")), frame)
    text = SLOT.sub(lambda m: chance.choice(values[m[1]]), chosen)
    text = re.sub(r"\s+", " ", text).replace(" ,", ",").replace(" .", ".").strip()
    return text[0].upper() + text[1:]


def version(text: str, *, n: int = 0, title: str = "") -> Version:
    return version_of_text(text, url=f"https://paper{n}.example/{n}", outlet=f"Paper {n}", title=title, at=AT)


def briefs(beat: int, side: int, n: int, *, seed: int = 0) -> list[Version]:
    """Documents of a few lines."""
    return [version(one.text, n=k) for k, one in enumerate(told(beat, side, n, seed=seed))]


def articles(beat: int, side: int, n: int, *, seed: int = 0) -> list[Version]:
    """Articles of seven paragraphs, the first of them a headline."""
    return [article(one.text, k) for k, one in enumerate(told(beat, side, n, seed=seed, sentences=7))]


def article(text: str, n: int) -> Version:
    sentences = SENTENCE_END.split(text)
    random.Random(n).shuffle(sentences)
    return version("\n\n".join(sentences[1:]), n=n, title=sentences[0].rstrip("."))


def stories() -> Iterator[tuple[int, int]]:
    for beat in range(len(beats())):
        yield beat, 0
        yield beat, 1
