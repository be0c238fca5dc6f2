"""What judging one article costs as the ledger grows: `python -m tests.bench.bench_ledger`.

The article has eight figures; the story has ten mentions for each of its series. CPU time, best of several rounds, each
with a ledger that grew by one article since the last, as in a running program.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from pipeline.ledger import Context, judge_figures
from pipeline.model import Figure, Ledger, Point, Role, Series, Standing, Version
from tests.unit.ledger.stories import ALONE, article, figure

#: mentions stored -> CPU milliseconds that judging one article may take
SIZES = (100, 1_000, 10_000)
LIMIT_MS = 2.0
PER_SERIES = 10
ROUNDS = 20

THINGS = [
    f"{a}{b}" for a, b in product(("brid", "tun", "cul", "sli", "dra", "plo", "gra", "fle", "sto", "kra"), "abcdefghij")
]
KINDS = ["closed", "damaged", "flooded", "repaired", "inspected", "rebuilt", "lost", "insured", "listed", "private"]


def stored(n_points: int) -> Ledger:
    """A ledger of `n_points` mentions."""
    names = [(thing, kind) for kind in KINDS for thing in THINGS][: n_points // PER_SERIES]
    return Ledger(story_id="flood", series=tuple(series(n, *name) for n, name in enumerate(names, start=1)))


def series(n: int, thing: str, kind: str) -> Series:
    concept = f"{kind} {thing}"
    said = [mentioned(n, k, thing, kind) for k in range(PER_SERIES)]
    points = tuple(
        Point(
            figure=f,
            sentence=f.sentence.of(version.text),
            standing=Standing.CHANGED if k else Standing.NEW,
            url=version.url,
            outlet=version.outlet,
            reported_at=version.published_at,
            voice=version.outlet,
        )
        for k, (version, f) in enumerate(said)
    )
    return Series(
        n=n, name=concept, unit="count", quantity=None, role=Role.TOTAL, scope="", grows_only=False, points=points
    )


def mentioned(n: int, k: int, thing: str, kind: str) -> tuple[Version, Figure]:
    value = 20 + 7 * n + k
    version = article(f"Outlet {k}", k, f"The Roads Office counts {value} {kind} {thing}s along the Vane.")
    return version, figure(version, str(value), value, concept=f"{kind} {thing}", head=thing)


def incoming() -> tuple[Version, list[Figure]]:
    """An article about some of the oldest things, and one that nobody has counted."""
    told = [(f"{100 + n} {KINDS[0]} {THINGS[n]}", 100 + n, THINGS[n]) for n in range(7)] + [
        ("31 closed locks", 31, "lock")
    ]
    version = article(
        "Vale Post", 30, *(f"The Roads Office now counts {phrase} along the Vane." for phrase, _, _ in told)
    )
    figures = [
        figure(version, phrase, value, concept=f"{KINDS[0]} {thing}", head=thing) for phrase, value, thing in told
    ]
    return version, figures


def growing(ledger: Ledger) -> Iterator[Ledger]:
    """The ledger, and again with one mention more each time."""
    while True:
        yield ledger
        oldest = ledger.series[0]
        grown = replace(oldest, points=(*oldest.points, oldest.points[-1]))
        ledger = replace(ledger, series=(grown, *ledger.series[1:]))


def loaded(ledger: Ledger) -> Iterator[Ledger]:
    """The ledger as if it had never been seen."""
    for n in range(ROUNDS):
        yield replace(ledger, story_id=f"flood-{n}")


def cpu_ms(ledgers: Iterator[Ledger]) -> float:
    """What judging the article costs against one ledger after another; the best of several rounds."""
    version, figures = incoming()
    best = float("inf")
    for ledger in islice(ledgers, ROUNDS):
        start = time.process_time()
        judge_figures(ledger, version, ALONE, figures, context=Context())
        best = min(best, time.process_time() - start)
    return best * 1000


def measured() -> dict[int, tuple[float, float]]:
    """Mentions stored -> (milliseconds with a ledger that has grown, milliseconds with a ledger just loaded)."""
    return {size: (cpu_ms(growing(stored(size))), cpu_ms(loaded(stored(size)))) for size in SIZES}


def main() -> None:
    found = measured()
    for size, (running, first) in found.items():
        print(f"{size:>6} mentions in {size // PER_SERIES:>5} series: {running:5.2f} ms, {first:5.2f} ms just loaded")
    added = found[SIZES[-1]][0] - found[SIZES[0]][0]
    print(f"added from {SIZES[0]} to {SIZES[-1]}: {added:.2f} ms (limit {LIMIT_MS} ms)")


if __name__ == "__main__":
    main()
