"""Look-ups, size and growth of the copy index, with skewed words and shared boilerplate as filler.

python -m tests.bench.bench_copies [--sizes 10000,100000] [--probes 300] [--store postgresql://...] [--seed 1]

Beside it datasketch's in-memory LSH on the same probes, where it is installed.
"""

import argparse
import itertools
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from db import copies
from db.engine import open_engine, reading, writing
from db.reindex import capped, in_order, replace_all
from db.schema import upgrade
from db.sql import insert_all
from db.store import open_store
from db.tables import articles, versions
from pipeline.dedupe import classify, fingerprints, text_sha256
from pipeline.dedupe.signature import grams, hashes
from pipeline.extract import version_of_text
from pipeline.language.words import forms_of
from pipeline.model import Block, Copy, Place, Quality, Relation, Span, Version

AT = datetime(2031, 4, 8, 12, 0, tzinfo=UTC)
N_WORDS = 50_000
N_OUTLETS = 200
#: words of each paragraph
PARAGRAPHS = (90, 110, 80)
#: texts that are loaded at once
BULK = 2_000


@dataclass
class Press:
    """Writes articles: words by Zipf's law, one of its outlet's lines under each."""

    chance: np.random.Generator
    words: list[str]
    weights: np.ndarray
    lines: list[str]

    @classmethod
    def of(cls, seed: int) -> "Press":
        chance = random.Random(seed)
        words = ["".join(chance.choices("aeiourstnldm", k=chance.randint(2, 10))) for _ in range(N_WORDS)]
        weights = 1 / (np.arange(N_WORDS) + 3.0)
        press = cls(np.random.default_rng(seed), words, np.cumsum(weights / weights.sum()), [])
        press.lines = [press.text(30) for _ in range(N_OUTLETS)]
        return press

    def drawn(self, n: int) -> list[int]:
        found = np.searchsorted(self.weights, self.chance.random(n))
        return [int(i) for i in np.minimum(found, N_WORDS - 1)]

    def said(self, ids: Sequence[int]) -> str:
        return " ".join(self.words[i] for i in ids).capitalize() + "."

    def text(self, n: int) -> str:
        return self.said(self.drawn(n))

    def article(self, n: int) -> tuple[int, str]:
        outlet = n % N_OUTLETS
        return outlet, "\n\n".join([*map(self.text, PARAGRAPHS), self.lines[outlet]])


def version(n: int, outlet: int, text: str) -> Version:
    """What reading a plain text gives, without the cost of asking which language a made-up one is in."""
    paragraphs = ["A report", *text.split("\n\n")]
    blocks, at = [], 0
    for k, paragraph in enumerate(paragraphs):
        blocks.append(Block(place=Place.BODY if k else Place.HEADLINE, span=Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    whole = "\n\n".join(paragraphs)
    made = Version(
        url=f"https://outlet{outlet}.example/{n}", outlet=f"outlet{outlet}", title="A report", text=whole,
        blocks=tuple(blocks), fetched_at=AT, published_at=AT, language="en", quality=Quality.ARTICLE,
    )  # fmt: skip
    return replace(made, text_sha256=text_sha256(made.text, made.blocks))


def learn(url: str, press: Press) -> Mapping[str, frozenset[int]]:
    """Every outlet's line is known, as it is after its first few articles."""
    engine = open_engine(url)
    known = {}
    with writing(engine) as connection:
        for n, line in enumerate(press.lines):
            keys = grams(hashes(forms_of(line))).tolist()
            copies.learn_boilerplate(connection, f"outlet{n}", dict.fromkeys(keys, copies.ENOUGH))
            known[f"outlet{n}"] = frozenset(keys)
    engine.dispose()
    return known


def fill(url: str, press: Press, first: int, last: int) -> list[np.ndarray]:
    """Store articles `first` to `last` as bulk loading does, postings apart. Their postings."""
    known = learn(url, press) if not first else {}
    engine = open_engine(url)
    if not known:
        with reading(engine) as connection:
            known = {f"outlet{n}": copies.boilerplate(connection, f"outlet{n}") for n in range(N_OUTLETS)}
    parts = []
    for start in range(first, last, BULK):
        made = [version(n, *press.article(n)) for n in range(start, min(last, start + BULK))]
        ids = range(start + 1, start + 1 + len(made))
        for i, v in zip(ids, made, strict=True):
            found = fingerprints(v, known[v.outlet])
            parts.append(np.array([found, [i] * len(found)], dtype=np.int64).T)
        with writing(engine) as connection:
            insert_all(connection, articles, [article_row(i, v) for i, v in zip(ids, made, strict=True)])
            alone = Copy(relation=Relation.INDEPENDENT)
            rows = [
                copies._version_row(v) | copies._copy_row(alone) | {"id": i, "article_id": i}
                for i, v in zip(ids, made, strict=True)
            ]
            insert_all(connection, versions, rows)
    engine.dispose()
    return parts


def article_row(i: int, v: Version) -> dict[str, object]:
    return {
        "id": i, "url": v.url, "listed_url": v.url, "outlet": v.outlet, "title": v.title, "summary": "",
        "first_seen_at": AT, "n_visits": 1, "n_failures": 0,
    }  # fmt: skip


def load(url: str, parts: Sequence[np.ndarray]) -> tuple[float, int]:
    """Write all postings anew, sorted: seconds, and how many."""
    engine = open_engine(url)
    started = time.perf_counter()
    found = capped(in_order(iter(parts)))
    with writing(engine) as connection:
        replace_all(connection, found)
    spent = time.perf_counter() - started
    engine.dispose()
    return spent, len(found)


def probes(press: Press, texts: Sequence[str], chance: random.Random) -> Iterator[tuple[Version, bool]]:
    """Trimmed, reworded and quoted copies, and texts of their own, in turn."""
    for n, text in enumerate(texts):
        body = text.split("\n\n")
        kind = n % 4
        own = f"{press.text(100)}\n\n{press.text(90)}"
        if kind == 0:
            made = "\n\n".join(body[:2])
        elif kind == 1:
            made = " ".join(press.text(1)[:-1].lower() if chance.random() < 0.25 else w for w in " ".join(body).split())
        elif kind == 2:
            made = f"{own} “{' '.join(body[1].split()[10:45])}”"
        else:
            made = own
        yield version_of_text(made, url=f"https://probe.example/{n}", outlet="probe", title="P", at=AT), kind != 3


def look_up(url: str, asked: Sequence[tuple[Version, bool]]) -> tuple[list[float], float]:
    """CPU milliseconds of each whole look-up (sign, query, verify), SQLite's included, and the share told right."""
    store = open_store(url, fingerprints=fingerprints, create=False)
    spent, right = [], 0
    for n, (probe, is_copy) in enumerate(itertools.chain(asked[:40], asked)):
        with store.transaction() as known:
            start = time.process_time()
            found = classify(probe, previous=None, near=known.near(probe), boilerplate=known.boilerplate)
            cost = time.process_time() - start
        if n >= 40:
            spent.append(1000 * cost)
            right += (found.relation is not Relation.INDEPENDENT) == is_copy
    store.close()
    return spent, right / len(asked)


def ingest(url: str, press: Press, first: int, n: int) -> float:
    """Articles a second by the road's own way: look up, verify, store."""
    store = open_store(url, fingerprints=fingerprints, create=False)
    made = [version(i, *press.article(i)) for i in range(first, first + n)]
    started = time.perf_counter()
    with store.transaction() as known:
        for v in made:
            known.keep(v, classify(v, previous=None, near=known.near(v), boilerplate=known.boilerplate))
    spent = time.perf_counter() - started
    store.close()
    return n / spent


def size_kb(url: str) -> float:
    engine = open_engine(url)
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            n = connection.exec_driver_sql("SELECT pg_total_relation_size('postings')").scalar_one()
        else:
            n = connection.exec_driver_sql("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'postings%'").scalar_one()
    engine.dispose()
    return float(n) / 1024


def beside_datasketch(texts: Sequence[str], asked: Sequence[tuple[Version, bool]]) -> str:
    """The peer's own way: MinHash of 128 permutations over 3-word shingles, threshold .3."""
    with suppress(ImportError):
        from datasketch import MinHash, MinHashLSH

        def signed(text: str) -> "MinHash":
            words, made = text.lower().split(), MinHash(num_perm=128)
            made.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
            return made

        lsh = MinHashLSH(threshold=0.3, num_perm=128)
        for n, text in enumerate(texts):
            lsh.insert(n, signed(text))
        spent, right = [], 0
        for probe, is_copy in asked:
            start = time.perf_counter()
            found = bool(lsh.query(signed(probe.body())))
            spent.append(1000 * (time.perf_counter() - start))
            right += found == is_copy
        return f"{len(texts):>9} {'datasketch':<11}{percentiles(spent)}{right / len(asked):>8.3f}"
    return "datasketch is not installed: no peer"


def percentiles(spent: Sequence[float]) -> str:
    cuts = statistics.quantiles(spent, n=100)
    return f"{cuts[49]:>8.2f}{cuts[98]:>8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,30000")
    parser.add_argument("--probes", type=int, default=200)
    parser.add_argument("--store", help="an empty store; a SQLite file of its own without it")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    press, chance = Press.of(asked.seed), random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        url = asked.store or f"sqlite:///{Path(folder) / 'copies.db'}"
        upgrade(url)
        parts: list[np.ndarray] = []
        done = 0
        print(
            f"{'articles':>9} {'':<11}{'p50 ms':>8}{'p99 ms':>8}{'right':>8}{'KB each':>9}{'load/s':>9}{'ingest/s':>10}"
        )
        for size in map(int, asked.sizes.split(",")):
            parts += fill(url, press, done, size)
            seconds, _ = load(url, parts)
            engine = open_engine(url)
            with reading(engine) as connection:
                known = copies.known(connection, [chance.randint(1, size) for _ in range(asked.probes)])
            engine.dispose()
            tried = list(probes(press, [k.version.body() for k in known], chance))
            spent, right = look_up(url, tried)
            cells = f"{percentiles(spent)}{right:>8.3f}{size_kb(url) / size:>9.2f}{size / seconds:>9.0f}"
            rate = ingest(url, press, size, 500)
            print(f"{size:>9} {'storyledger':<11}{cells}{rate:>10.0f}")
            done = size + 500
        if os.environ.get("PEER", "1") == "1":
            engine = open_engine(url)
            with reading(engine) as connection:
                texts = [k.version.body() for k in copies.known(connection, range(1, 2_001))]
            engine.dispose()
            print(beside_datasketch(texts, tried))


if __name__ == "__main__":
    main()
