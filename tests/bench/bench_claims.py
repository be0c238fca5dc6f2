"""What reading credits and claims costs an article, and how it grows with the length of the text.

python -m tests.bench.bench_claims [--articles 40] [--words 800] [--seed 1]
"""

import argparse
import random
import statistics
import time
from itertools import accumulate, takewhile

from pipeline.claims import attribute, read_claims, same_assertion
from pipeline.language import parse
from tests.unit.claims.cases import cases

#: lengths that show the growth, in multiples of the article
GROWTH = (1, 2, 4, 8)


def article(sentences: list[str], n_words: int, chance: random.Random) -> str:
    """Paragraphs of one to three sentences, about `n_words` long."""
    drawn = [chance.choice(sentences) for _ in range(n_words)]
    lengths = accumulate(len(sentence.split()) for sentence in drawn)
    kept = [drawn[n] for n, _ in enumerate(takewhile(lambda length: length < n_words, lengths))]
    return "".join(sentence + chance.choice("  \n") for sentence in kept)


def milliseconds(text: str) -> tuple[float, float, float]:
    """CPU time of cutting and tagging, of reading credits, and of reading claims, once the words are tagged."""
    started = time.process_time()
    document = parse(text)
    for sentence in document.sentences:
        _ = sentence.tokens
    tagged = time.process_time()
    credits_read = attribute(document)
    credited = time.process_time()
    read_claims(document, credits_read)
    done = time.process_time()
    return 1000 * (tagged - started), 1000 * (credited - tagged), 1000 * (done - credited)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=40)
    options.add_argument("--words", type=int, default=800)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    sentences = [case["text"].strip() for name in ("attributions", "claims") for case in cases(name)]
    milliseconds(article(sentences, asked.words, chance))
    for factor in GROWTH:
        texts = [article(sentences, asked.words * factor, chance) for _ in range(max(1, asked.articles // factor))]
        tagging, crediting, claiming = (statistics.median(part) for part in zip(*map(milliseconds, texts), strict=True))
        spent = f"tagging {tagging:6.1f} ms, credits {crediting:6.1f} ms, claims {claiming:6.1f} ms"
        print(f"{asked.words * factor:6} words: {spent}")
    compare(sentences)


def compare(sentences: list[str]) -> None:
    """One claim against another."""
    document = parse("\n".join(sentences))
    claims = read_claims(document, attribute(document))
    started = time.process_time()
    n_same = sum(same_assertion(a, b) for a in claims for b in claims)
    spent = (time.process_time() - started) / len(claims) ** 2
    print(f"{len(claims)} claims: {1e6 * spent:.1f} µs a comparison, {n_same} the same")


if __name__ == "__main__":
    main()
