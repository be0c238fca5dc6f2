"""Scores who says what on articles with marked attributions: `python -m tests.eval.attributions [FILE] [--errors]`.

Each line of a file is an article: `{"id", "title", "text", "attributions": [{"sentence", "speaker", "cue", "kind"}]}`.
The articles go through `storyledger claims`, so that what is scored is what a user gets. An attribution is covered when
a claim's sentence overlaps its own; its speaker is right when a claim of such a sentence names half of the words of the
shorter of the two names.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BUSINESS = Path(__file__).parent.parent / "data" / "attributions" / "business.jsonl"
#: share of the shorter name's words from which two speakers are one
SAME = 0.5
WORD = re.compile(r"[^\W_]+")
SMALL = frozenset({"a", "an", "the", "of", "in", "on", "at", "for", "and", "s"})


@dataclass(slots=True)
class Score:
    """Counts over all articles."""

    n: int = 0
    covered: int = 0
    #: covered, with somebody named or described
    spoken: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def coverage(self) -> float:
        return self.covered / self.n if self.n else 0.0

    @property
    def speakers(self) -> float:
        return self.right / self.spoken if self.spoken else 0.0


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def claims_of(articles: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The claims of each article as the program prints them."""
    lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
    command = [sys.executable, "-m", "pipeline.cli", "claims"]
    printed = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    for line in printed.splitlines():
        yield json.loads(line)["claims"]


def score(articles: Sequence[dict[str, Any]]) -> Score:
    """How much of what is marked is found, and under whose name."""
    total = Score()
    for article, claims in zip(articles, claims_of(articles), strict=True):
        for marked in article["attributions"]:
            add(total, article, marked, claims)
    return total


def add(total: Score, article: dict[str, Any], marked: dict[str, Any], claims: Sequence[dict[str, Any]]) -> None:
    start = article["text"].index(marked["sentence"])
    end = start + len(marked["sentence"])
    near = [c for c in claims if within(article["text"], c, start, end)]
    total.n += 1
    total.covered += bool(near)
    if not near:
        total.errors.append(f"{article['id']} MISSED [{marked['cue']}] {marked['speaker']}: {marked['sentence']}")
        return
    if marked["speaker"]:
        total.spoken += 1
        right = any(overlap(c["speaker"], marked["speaker"]) >= SAME for c in near)
        total.right += right
        if not right:
            said = sorted({c["speaker"] for c in near})
            total.errors.append(
                f"{article['id']} SPEAKER {said} want {marked['speaker']} [{marked['cue']}]: {marked['sentence']}"
            )


def overlap(a: str, b: str) -> float:
    """Share of the shorter name's words that the other has, in [0, 1]."""
    left, right = ({word.removesuffix("s") for word in WORD.findall(name.lower())} - SMALL for name in (a, b))
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def within(text: str, claim: dict[str, Any], start: int, end: int) -> bool:
    """The claim's sentence shares characters with those from `start` to `end`."""
    first = max(at for at in occurrences(text, claim["sentence"]) if at <= claim["start"])
    return first < end and start < first + len(claim["sentence"])


def occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=BUSINESS)
    parser.add_argument("--errors", action="store_true", help="show what was missed and under whose name it was put")
    args = parser.parse_args()
    total = score(read(args.file))
    if args.errors:
        print("\n".join(total.errors))
    print(f"covered {total.coverage:.3f} ({total.covered} of {total.n}), speaker right {total.speakers:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
