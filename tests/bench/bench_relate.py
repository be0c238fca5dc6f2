"""What one article costs against ever more stories: `python -m tests.bench.bench_relate`. CPU time, best of rounds.

The stories are generated: 46 that share beats with the article, the others with persons and places of their own.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pipeline.model import Story, Version
from pipeline.relate import Shelf, profile_of, relate
from tests.unit.relate.siblings import AT, articles, stories

#: stories -> milliseconds of CPU that one article may take
SIZES = (10, 100, 1_000)
LIMIT_MS = 5.0
ROUNDS = 20
SYLLABLES = ("ba", "dor", "kel", "mi", "ran", "sto", "tu", "vel", "wes", "zan")


def shelved(n: int) -> list[Story]:
    """The generated stories, again and again under other names."""
    pairs = list(stories())
    made = []
    for k in range(n):
        beat, side = pairs[k % len(pairs)]
        [seed] = articles(beat, side, 1, seed=k)
        profile = profile_of([seed], keywords=() if k < len(pairs) else (invented(k), invented(-k)))
        made.append(Story(id=f"s{k}", name=seed.title, profile=profile, created_at=AT))
    return made


def invented(k: int) -> str:
    chance = random.Random(k)
    return " ".join("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))


def cpu_ms(work: Callable[[Version], object], versions: list[Version]) -> float:
    """Of one article, on average over fresh ones; the best of several rounds."""
    best = float("inf")
    for k in range(ROUNDS):
        coming = versions[k * 5 : k * 5 + 5]
        start = time.process_time()
        for version in coming:
            work(version)
        best = min(best, (time.process_time() - start) / len(coming))
    return best * 1000


def main() -> None:
    coming = articles(10, 0, 5 * ROUNDS, seed=77)
    followed = shelved(max(SIZES))
    found = {}
    for size in SIZES:
        relating = partial(Shelf().relate, followed[:size])
        relating(articles(9, 0, 1, seed=78)[0])
        found[size] = cpu_ms(relating, list(map(again, coming)))
        print(f"{size:>6} stories: {found[size]:6.2f} ms an article")
    one_by_one = cpu_ms(lambda v: [relate(s.id, s.profile, v) for s in followed], list(map(again, coming)))
    print(f"one by one against {size}: {one_by_one:.2f} ms")
    print(
        f"growth from {SIZES[0]} to {SIZES[-1]}: {found[SIZES[-1]] / found[SIZES[0]]:.1f} times (limit {LIMIT_MS} ms)"
    )


def again(version: Version) -> Version:
    """The same article as if it had just been fetched: nothing is known of it yet."""
    return replace(version)


if __name__ == "__main__":
    main()
