"""What copy detection adds to the cost of an article, beside the extraction of the same page in the same run.

python -m tests.bench.bench_dedupe [--pages 200] [--near 10] [--seed 1]
"""

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import trafilatura

from pipeline.dedupe import classify, fingerprints
from pipeline.extract import extract
from pipeline.model import Known, Version
from tests.unit.extract.build import page, visit

Result = TypeVar("Result")
#: words of a made-up language, as skewed as a real one's
N_WORDS = 20_000
#: every so many articles one is somebody else's, trimmed
COPY_EVERY = 3
CARD = "<div class='card'><h4><a href='/x'>Owl found in organ loft</a></h4><p>Teaser of another article.</p></div>"


def html_of(text: str, n_cards: int = 120) -> str:
    """A page as sites serve it: the article in the middle, cards, menus and scripts around it."""
    paragraphs = "".join(f"<p>{p}</p>" for p in text.split("\n\n"))
    menu = "".join(f"<li><a href='/s{n}'>Section {n}</a></li>" for n in range(60))
    script = "<script>" + "window.state.push({'key': 'value', 'n': 1});" * 400 + "</script>"
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>A report</title>{script}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>A report on what was done</h1><div class='body'>{paragraphs}</div></article></main>"
        f"<section class='related'>{CARD * n_cards}</section>{script}</body></html>"
    )


def timed(do: Callable[[], Result]) -> tuple[float, Result]:
    """CPU milliseconds and the result."""
    start = time.process_time()
    result = do()
    return 1000 * (time.process_time() - start), result


def lexicon(chance: random.Random) -> list[str]:
    """Words of two to ten letters, the commonest first."""
    return ["".join(chance.choices("aeiourstnldm", k=chance.randint(2, 10))) for _ in range(N_WORDS)]


def report(chance: random.Random, words: Sequence[str], n_paragraphs: int) -> str:
    """Paragraphs of 30 to 70 words drawn by Zipf's law."""
    weights = [1 / (n + 3) for n in range(len(words))]
    drawn = [chance.choices(words, weights, k=chance.randint(30, 70)) for _ in range(n_paragraphs)]
    return "\n\n".join(" ".join(p).capitalize() + "." for p in drawn)


@dataclass
class Shelf:
    """Stored versions by fingerprint, in memory: what the store's index does in SQL."""

    known: list[Known] = field(default_factory=list)
    postings: dict[int, list[int]] = field(default_factory=dict)

    def near(self, prints: Sequence[int], most: int) -> list[Known]:
        hits = Counter(n for p in prints for n in self.postings.get(p, ()))
        return [self.known[n] for n, _ in hits.most_common(most)]

    def put(self, version: Version, prints: Sequence[int]) -> None:
        n = len(self.known)
        self.known.append(Known(version_id=n, article_id=n, origin_id=n, version=version))
        for p in prints:
            self.postings.setdefault(p, []).append(n)


def measure(n_pages: int, n_near: int, seed: int) -> dict[str, list[float]]:
    """Milliseconds of each step for each page, the steps interleaved."""
    chance = random.Random(seed)
    words = lexicon(chance)
    costs: dict[str, list[float]] = {"trafilatura": [], "extract": [], "fingerprints": [], "classify": []}
    shelf = Shelf()
    texts: list[str] = []
    for n in range(n_pages):
        text = report(chance, words, chance.randint(6, 18))
        if n % COPY_EVERY == COPY_EVERY - 1:
            text = chance.choice(texts).rpartition("\n\n")[0]
        texts.append(text)
        html = html_of(text)
        costs["trafilatura"].append(timed(partial(trafilatura.bare_extraction, html, fast=True))[0])
        spent, found = timed(partial(extract, visit(), page(html)))
        assert found is not None
        costs["extract"].append(spent)
        version = replace(found, url=f"https://outlet-{n}.example/a")
        spent, prints = timed(partial(fingerprints, version))
        costs["fingerprints"].append(spent)
        near = shelf.near(prints, n_near)
        costs["classify"].append(timed(partial(classify, version, previous=None, near=near))[0])
        shelf.put(version, prints)
    return costs


def row(name: str, spent: Sequence[float]) -> str:
    deciles = statistics.quantiles(spent, n=10)
    return f"{name:<14}{statistics.median(spent):>9.2f}{deciles[0]:>9.2f}{deciles[8]:>9.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--near", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    costs = measure(asked.pages, asked.near, asked.seed)
    print(f"{'ms an article':<14}{'median':>9}{'p10':>9}{'p90':>9}")
    for name, spent in costs.items():
        print(row(name, spent))
    added = sum(costs["fingerprints"]) + sum(costs["classify"])
    print(f"copy detection adds {added / sum(costs['extract']):.1%} to extraction ({asked.near} candidates verified)")


if __name__ == "__main__":
    main()
