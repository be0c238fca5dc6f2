"""Runs the probes through `storyledger dedupe` and says how well each kind is told.

python -m tests.eval.copies.measure [--seed 1] [--each 120] [--negatives 3000] [--hand beats] [--errors KIND]
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tests.eval.copies import beats, probes
from tests.eval.copies.probes import CLASSES, COPIES, N_EACH, N_NEGATIVES, NEGATIVES, Article, Kind, lines

#: who wrote the stream
HANDS = {"probes": probes.stream, "beats": beats.stream}
#: measure -> the least, or for the last two the most, that is let pass
FLOORS = {
    "copies P": 0.995,
    "copies R": 0.99,
    "reworded R": 0.95,
    "excerpts R": 0.98,
    "quotes R": 0.95,
    "changed numbers told": 0.95,
    "class right": 0.985,
}
CEILINGS = {"false positives": 0.003, "changed called identical": 0.0}


def answers(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """What the program says of each article, in order."""
    given = "".join(json.dumps(line) + "\n" for line in lines(articles))
    command = [sys.executable, "-m", "pipeline.cli", "dedupe"]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    if [t["id"] for t in told] != [a.id for a in articles]:
        raise ValueError("not one answer for each article, in order")
    return told


def is_found(article: Article, told: Mapping[str, Any]) -> bool:
    """A copy is found when it is called one, and of the right article."""
    return bool(told["relation"] != "independent" and told["origin"] == article.source)


def is_told(article: Article, told: Mapping[str, Any]) -> bool:
    """The changed number is among the differences, as it was and as it is."""
    changed = article.changed
    assert changed is not None
    return any(d["kind"] == "number" and changed[0] in d["old"] and changed[1] in d["new"] for d in told["differences"])


def measures(articles: Sequence[Article], told: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Measure -> value in [0, 1]."""
    pairs = list(zip(articles, told, strict=True))
    copies = [(a, t) for a, t in pairs if a.kind in COPIES]
    called = [(a, t) for a, t in pairs if t["relation"] != "independent"]
    negatives = [(a, t) for a, t in pairs if a.kind in NEGATIVES]
    changed = [(a, t) for a, t in pairs if a.kind is Kind.NUMBER]

    def found(kind: Kind) -> float:
        return share([is_found(a, t) for a, t in copies if a.kind is kind])

    return {
        "copies P": share([a.kind in COPIES and is_found(a, t) for a, t in called]),
        "copies R": share([is_found(a, t) for a, t in copies]),
        "reworded R": found(Kind.REWORDED),
        "excerpts R": found(Kind.EXCERPT),
        "quotes R": found(Kind.QUOTE),
        "changed numbers told": share([is_told(a, t) for a, t in changed]),
        "class right": share([t["relation"] in CLASSES[a.kind] for a, t in pairs]),
        "false positives": share([t["relation"] != "independent" for _, t in negatives]),
        "changed called identical": share([t["relation"] == "identical" for _, t in changed]),
    }


def share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0


def failures(found: Mapping[str, float]) -> list[str]:
    """A line for each measure that is worse than it may be."""
    low = [f"{m}: {found[m]:.4f} is below {least}" for m, least in FLOORS.items() if found[m] < least]
    return low + [f"{m}: {found[m]:.4f} is above {most}" for m, most in CEILINGS.items() if found[m] > most]


def show_errors(articles: Sequence[Article], told: Sequence[Mapping[str, Any]], kind: str) -> None:
    for article, answer in zip(articles, told, strict=True):
        missed = article.kind in COPIES and not is_found(article, answer)
        untold = article.kind is Kind.NUMBER and not is_told(article, answer)
        if article.kind == kind and (missed or untold or answer["relation"] not in CLASSES[article.kind]):
            short = {**answer, "differences": answer["differences"][:4]}
            print(article.source, article.changed, json.dumps(short, ensure_ascii=False)[:600])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=N_EACH)
    parser.add_argument("--negatives", type=int, default=N_NEGATIVES)
    parser.add_argument("--hand", choices=HANDS, default="probes")
    parser.add_argument("--errors", metavar="KIND", help="show what is wrong of one kind")
    asked = parser.parse_args()
    articles = HANDS[asked.hand](seed=asked.seed, n_each=asked.each, n_negatives=asked.negatives)
    start = time.perf_counter()
    told = answers(articles)
    spent = time.perf_counter() - start
    for kind in Kind:
        classes = Counter(t["relation"] for a, t in zip(articles, told, strict=True) if a.kind is kind)
        print(f"{kind:12}", "  ".join(f"{c} {n}" for c, n in classes.most_common()))
    found = measures(articles, told)
    for measure, value in found.items():
        print(f"{measure:28}{value:8.4f}   {FLOORS.get(measure, CEILINGS.get(measure))}")
    print(f"{len(articles)} articles in {spent:.1f} s, {1000 * spent / len(articles):.1f} ms each")
    if asked.errors:
        show_errors(articles, told, asked.errors)
    bad = failures(found)
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
