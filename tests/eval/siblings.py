"""How well sibling stories are told apart: `python -m tests.eval.siblings`.

Generated stories (`tests/data/siblings`), each document held against its own story and its sibling; beside it, a TF-IDF
profile at its best threshold, which is told the document frequencies of the whole set. The weights of
`pipeline/relate/brief.py` were fitted to seeds 0 to 3; seeds from 10 on say what they are worth on other
sentences of the same stories. Stories of another hand are a harder test.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from pipeline.language.stems import stems
from pipeline.model import Version
from pipeline.relate import profile_of, relate
from tests.unit.relate.siblings import articles, briefs, stories

Score = Callable[[Version], float]
SEEDS = (10, 11, 12, 13)
N_PROBES = 8


def held(make: Callable[..., list[Version]], n_seeds: int, scorer: Callable[[Sequence[Version]], Score]) -> list[str]:
    """Scores of all sets, as lines: at the best threshold, and where at most so many siblings are let in."""
    own, sibling = [], []
    for seed in SEEDS:
        told = {story: make(*story, n_seeds + N_PROBES, seed=seed) for story in stories()}
        for beat, side in told:
            score = scorer(told[beat, side][:n_seeds])
            own += [score(v) for v in told[beat, side][n_seeds:]]
            sibling += [score(v) for v in told[beat, 1 - side][n_seeds:]]
    limits = sorted(set(own))
    return [
        f"best      {line(own, sibling, max(limits, key=lambda t: f1(own, sibling, t)))}",
        *(f"at {share:>4.0%}   {line(own, sibling, strictest(own, sibling, share))}" for share in (0.09, 0.05, 0.01)),
    ]


def strictest(own: Sequence[float], sibling: Sequence[float], share: float) -> float:
    """The threshold that is best among those that let in at most this share of the siblings."""
    good = [t for t in set(own) if sum(s >= t for s in sibling) <= share * len(sibling)]
    return max(good, key=lambda t: (f1(own, sibling, t), t))


def f1(own: Sequence[float], sibling: Sequence[float], limit: float) -> float:
    n_own, n_sibling = sum(s >= limit for s in own), sum(s >= limit for s in sibling)
    return 2 * n_own / (n_own + n_sibling + len(own))


def line(own: Sequence[float], sibling: Sequence[float], limit: float) -> str:
    n_own, n_sibling = sum(s >= limit for s in own), sum(s >= limit for s in sibling)
    return (
        f"F1 {f1(own, sibling, limit):.3f}  P {n_own / (n_own + n_sibling):.3f}  R {n_own / len(own):.3f}  "
        f"siblings {n_sibling / len(sibling):.3f}  threshold {limit:.3f}"
    )


def ours(seeds: Sequence[Version]) -> Score:
    profile = profile_of(seeds)
    return lambda version: relate("s", profile, version).score


def tf_idf(make: Callable[..., list[Version]]) -> Callable[[Sequence[Version]], Score]:
    """The peer."""
    seen = [set(stems(v.text)) for seed in SEEDS for story in stories() for v in make(*story, N_PROBES, seed=seed)]
    found_in = Counter(word for words in seen for word in words)

    def vector(version: Version) -> Mapping[str, float]:
        counts = Counter(stems(version.text))
        raw = {w: (1 + math.log(n)) * math.log(len(seen) / max(1, found_in[w])) for w, n in counts.items()}
        length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        return {w: x / length for w, x in raw.items()}

    def scorer(seeds: Sequence[Version]) -> Score:
        profile: Counter[str] = Counter()
        for seed in seeds:
            profile.update(vector(seed))
        length = math.sqrt(sum(x * x for x in profile.values()))
        return lambda version: sum(x * profile[w] for w, x in vector(version).items()) / length

    return scorer


def main() -> None:
    for name, make, n_seeds in (("some 46 words, four seeds", briefs, 4), ("seven paragraphs, one seed", articles, 1)):
        for method, scorer in (("TF-IDF", tf_idf(make)), ("storyledger", ours)):
            print(f"{method}, {name}")
            print(*(f"  {told}" for told in held(make, n_seeds, scorer)), sep="\n")


if __name__ == "__main__":
    main()
