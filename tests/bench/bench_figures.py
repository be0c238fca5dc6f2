"""Reading figures beside quantulum3 with its classifier off: sentences a second, growth, the worst sentence.

python -m tests.bench.bench_figures [--sentences 600] [--rounds 5] [--seed 1]

Exit status 1 where the reader is less than four times as fast as its peer, or its time grows faster than the text.
"""

import argparse
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence

from pipeline.figures import read_text
from pipeline.language import parse
from tests.unit.claims import cases as claims
from tests.unit.figures.cases import BEATS, cases, lines, readings
from tests.unit.figures.test_properties import HOSTILE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that its classifier is off is what is wanted
    from quantulum3 import parser as peer

#: share of a news text's sentences that hold a figure (recorded coverage, 432 sentences)
SHARE = 0.4
#: how many times as fast as the peer the reader must be
AT_LEAST = 4.0
#: characters of the texts that show the growth
LENGTHS = (62_500, 250_000, 1_000_000)
#: time for a character of the longest text over that of the shortest, at most: linear, and some noise
GROWTH = 1.5


def sentences() -> list[str]:
    """Sentences from many beats, with figures in as many of them as news has."""
    told = [case["text"] for beat in BEATS for case in readings(beat)]
    said = [case["text"] for name in ("attributions", "claims") for case in claims.cases(name)]
    texts = [*told, *said, *(case["text"] for case in cases("concepts")), *lines("no_figures")]
    pool = [sentence.text for text in texts for sentence in parse(text).sentences]
    without = [sentence for sentence in pool if not read_text(sentence)]
    n_with = round(len(without) * SHARE / (1 - SHARE))
    return without + [sentence for sentence in pool if sentence not in without][:n_with]


def per_second(read: Callable[[str], object], texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        read(text)
    return len(texts) / (time.process_time() - started)


def peer_reads(text: str) -> object:
    return peer.parse(text)


def beside_peer(texts: Sequence[str], rounds: int) -> float:
    """Both in turn on the same sentences; the median of the rounds' ratios."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(per_second(read_text, texts))
        theirs.append(per_second(peer_reads, texts))
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    for name, speeds in (("storyledger", ours), ("quantulum3", theirs)):
        spread = f"{min(speeds):.0f} to {max(speeds):.0f}"
        print(f"{name:12} {statistics.median(speeds):7.0f} sentences a second ({spread})")
    print(f"{statistics.median(ratios):.1f} times as fast ({min(ratios):.1f} to {max(ratios):.1f})")
    return statistics.median(ratios)


def growth(texts: Sequence[str], chance: random.Random) -> float:
    """Time for a character of the longest text over that of the shortest."""
    costs = []
    for length in LENGTHS:
        drawn = "\n".join(chance.choices(texts, k=length // 20))[:length]
        started = time.process_time()
        n_figures = len(read_text(drawn))
        spent = time.process_time() - started
        costs.append(spent / length)
        print(f"{length:9,} characters: {spent:6.2f} s, {1e6 * costs[-1]:.1f} µs a character, {n_figures} figures")
    return costs[-1] / costs[0]


def worst() -> tuple[float, str]:
    """Milliseconds of the slowest sentence of the hostile texts, and which text it is from."""
    found = []
    for name, text in HOSTILE.items():
        for sentence in {s.text for s in parse(text).sentences}:
            started = time.process_time()
            read_text(sentence)
            found.append((1000 * (time.process_time() - started), name))
    return max(found)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sentences", type=int, default=600)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    texts = sentences()
    drawn = chance.sample(texts, min(asked.sentences, len(texts)))
    per_second(read_text, drawn[:50])
    per_second(peer_reads, drawn[:50])
    ratio, grown = beside_peer(drawn, asked.rounds), growth(texts, chance)
    milliseconds, name = worst()
    print(f"slowest hostile sentence: {milliseconds:.0f} ms ({name})")
    return 0 if ratio >= AT_LEAST and grown <= GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
