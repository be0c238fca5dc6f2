"""What reading claims costs an article, how that grows with its length, and what judging costs against a full ledger.

python -m tests.bench.bench_claims [--articles 40] [--words 800] [--seed 1]
"""

import argparse
import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate, takewhile

from pipeline.claims import attribute, read_claims, same_assertion
from pipeline.extract import version_of_text
from pipeline.language import parse
from pipeline.ledger import Context, judge_claims
from pipeline.model import Assertion, Claim, Ledger, Support, Version
from tests.unit.claims.cases import cases
from tests.unit.ledger.stories import ALONE

#: lengths that show the growth, in multiples of the article
GROWTH = (1, 2, 4, 8)
#: assertions of a story
LEDGERS = (100, 500, 1_000, 5_000)
#: share of an assertion's words that the article has as well: the story's own words
SHARED = 0.3
AT = datetime(2025, 6, 12, 9, tzinfo=UTC)


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
    against_ledgers(sentences, asked.words, chance)


def against_ledgers(sentences: list[str], n_words: int, chance: random.Random) -> None:
    """An article's claims against ledgers of more and more assertions; the claims are other claims with other words."""
    version = version_of(article(sentences, n_words, chance), "Vale Post")
    claims = claims_in(version)
    for n in LEDGERS:
        book = ledger_of(n, claims, version, chance)
        spent = []
        for _ in range(5):
            started = time.process_time()
            judge_claims(book, version, ALONE, claims, context=Context())
            spent.append(1000 * (time.process_time() - started))
        print(f"{n:6} assertions: {len(claims)} claims judged in {statistics.median(spent):.1f} ms")


def version_of(text: str, outlet: str) -> Version:
    return version_of_text(text, url="https://vale-post.example/1", outlet=outlet, title="Flood", at=AT)


def claims_in(version: Version) -> tuple[Claim, ...]:
    document = parse(version.text, version.blocks)
    return read_claims(document, attribute(document, outlet=version.outlet), outlet=version.outlet, published_at=AT)


def ledger_of(n: int, like: tuple[Claim, ...], version: Version, chance: random.Random) -> Ledger:
    """`n` assertions of claims as long as the article's, a third of their words the article's own."""
    own = sorted({term for claim in like for term in claim.terms})
    made = []
    for number in range(n):
        model = chance.choice(like)
        terms = (
            chance.choice(own) if chance.random() < SHARED else f"word{chance.randrange(20 * n)}" for _ in model.terms
        )
        claim = replace(model, terms=frozenset(terms), speaker=f"Speaker {number % 50}")
        support = Support(
            claim=claim, sentence=claim.text, url="", outlet="Orrel Echo", reported_at=AT, voice=claim.speaker
        )
        made.append(Assertion(n=number + 1, text=claim.text, supports=(support,)))
    return Ledger(story_id="flood", assertions=tuple(made))


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
