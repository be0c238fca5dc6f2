"""How well sibling stories are told apart: `python -m tests.eval.siblings`.

Each document of a story (`tests/data/siblings`) is held against its own story and against its sibling; beside it, a
TF-IDF profile, which is told the document frequencies of the whole set. The weights of `pipeline/relate/brief.py` were
fitted to generated stories of seeds 0 to 3 and to the first half of those that were written by hand. Seeds from 10 on
say what they are worth on other sentences of the same stories; the second half, of eight stories, what on others.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language.stems import stems
from pipeline.model import Version
from pipeline.relate import profile_of, relate
from pipeline.relate.score import ON
from tests.unit.relate.siblings import articles, briefs, pairs, stories, version

Score = Callable[[Version], float]
SEEDS = (10, 11, 12, 13)
N_PROBES = 8


@dataclass(frozen=True, slots=True)
class Probe:
    """A story's seeds, its other documents, and the sibling's."""

    seeds: Sequence[Version]
    own: Sequence[Version]
    sibling: Sequence[Version]


def generated(make: Callable[..., list[Version]], n_seeds: int) -> Iterator[Probe]:
    for seed in SEEDS:
        told = {story: make(*story, n_seeds + N_PROBES, seed=seed) for story in stories()}
        for beat, side in told:
            here, there = told[beat, side], told[beat, 1 - side]
            yield Probe(here[:n_seeds], here[n_seeds:], there[n_seeds:])


def by_hand(parts: Sequence[str]) -> Iterator[Probe]:
    """Of the stories that are for judging; their documents are those of `parts`."""
    for pair in pairs():
        for story, other in (pair, pair[::-1]):
            if story.judge:
                own = [text for part in parts for text in getattr(story, part)]
                yield Probe(list(map(version, story.seeds)), list(map(version, own)), list(map(version, other.all)))


def held(probes: Sequence[Probe], scorer: Callable[[Sequence[Version]], Score]) -> list[str]:
    """Scores as lines: at the best threshold, where at most so many siblings are let in, and as it is set."""
    own, sibling = [], []
    for probe in probes:
        score = scorer(probe.seeds)
        own += [score(v) for v in probe.own]
        sibling += [score(v) for v in probe.sibling]
    limits = sorted(set(own))
    return [
        f"best      {line(own, sibling, max(limits, key=lambda t: f1(own, sibling, t)))}",
        *(f"at {share:>4.0%}   {line(own, sibling, strictest(own, sibling, share))}" for share in (0.09, 0.05, 0.01)),
        *([f"as set    {line(own, sibling, ON)}"] if scorer is ours else []),
    ]


def strictest(own: Sequence[float], sibling: Sequence[float], share: float) -> float:
    """The threshold that is best among those that let in at most this share of the siblings."""
    good = [t for t in set(own) if sum(s >= t for s in sibling) <= share * len(sibling)]
    return max(good, key=lambda t: (f1(own, sibling, t), t))


def f1(own: Sequence[float], sibling: Sequence[float], limit: float) -> float:
    """As if there were as many siblings as own documents."""
    n_own = sum(s >= limit for s in own)
    n_sibling = sum(s >= limit for s in sibling) * len(own) / len(sibling)
    return 2 * n_own / (n_own + n_sibling + len(own))


def line(own: Sequence[float], sibling: Sequence[float], limit: float) -> str:
    n_own, n_sibling = sum(s >= limit for s in own), sum(s >= limit for s in sibling)
    precision = n_own / (n_own + n_sibling * len(own) / len(sibling))
    return (
        f"F1 {f1(own, sibling, limit):.3f}  P {precision:.3f}  R {n_own / len(own):.3f}  "
        f"siblings {n_sibling / len(sibling):.3f}  threshold {limit:.3f}"
    )


def ours(seeds: Sequence[Version]) -> Score:
    profile = profile_of(seeds)
    return lambda version: relate("s", profile, version).score


def tf_idf(probes: Sequence[Probe]) -> Callable[[Sequence[Version]], Score]:
    """The peer."""
    seen = [set(stems(v.text)) for probe in probes for v in (*probe.seeds, *probe.own)]
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
    told = {
        "generated, some 46 words, four seeds": list(generated(briefs, 4)),
        "generated, seven paragraphs, one seed": list(generated(articles, 1)),
        "by hand, some 35 words, four seeds": list(by_hand(("tests",))),
        "by hand, with side stories": list(by_hand(("tests", "sides"))),
    }
    for name, probes in told.items():
        for method, scorer in (("TF-IDF", tf_idf(probes)), ("storyledger", ours)):
            print(f"{method}, {name}")
            print(*(f"  {found}" for found in held(probes, scorer)), sep="\n")


if __name__ == "__main__":
    main()
