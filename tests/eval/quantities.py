"""How well quantities of single sentences are read: `python -m tests.eval.quantities FILE [--errors]`.

FILE holds one {"id", "text", "figures": [{"span", "start", "value", "bound", "unit"}]} a line. A figure is found when a
reading overlaps its span and has its value; bound and unit are then compared. What is spelling or convention costs
nothing: aliases of units, cents for a hundredth of a currency, a share as percent or as ratio, whether the unit tells
the rate, and how wide a vague word is. Sentences without figures are counted apart: those in which something is read
are alarms.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.figures import read_text
from pipeline.figures.records import figure_record

Told = dict[str, Any]

#: other names of units, and what they are called here
ALIASES = {
    "millimetre": "mm", "centimetre": "cm", "metre": "m", "kilometre": "km", "milligram": "mg", "gram": "g",
    "kilogram": "kg", "ton": "tonne", "kilometre per hour": "km/h", "mile per hour": "mph", "metre per second": "m/s",
    "square kilometre": "square km", "degree celsius": "°c", "degree fahrenheit": "°f", "degree": "°c",
    "millilitre": "ml", "gigabyte": "gb", "megabyte": "mb", "terabyte": "tb", "kilowatt": "kw", "megawatt": "mw",
    "gigawatt": "gw", "kilowatt hour": "kwh", "megawatt hour": "mwh", "gigawatt hour": "gwh", "terawatt hour": "twh",
    "parts per million": "ppm", "point": "count", "person": "count", "passenger": "count", "people": "count",
    "watt": "w", "nanogram": "ng", "gigabit per second": "gbps", "megabit per second": "mbps",
    "basis point": "basis_point", "percentage point": "percentage_point",
}  # fmt: skip
#: how many times wider one reader's vague word may be than another's
WIDTH = 2.5
VAGUE = frozenset({"vague", "at_least", "more_than"})


def plain_unit(unit: str) -> str:
    """The name of a unit without its rate and without what it is a unit of, under the name used here."""
    if unit.lower() in ALIASES:
        return ALIASES[unit.lower()]
    bare = unit.lower().partition(" per ")[0].partition(" of ")[0]
    return ALIASES.get(bare, bare)


def ends(told: Told) -> list[float]:
    """The ends of what was said: shares as parts of one, cents as parts of their currency."""
    value, unit = told["value"], plain_unit(told["unit"])
    factor = 0.01 if unit in ("percent", "cent") else 1.0
    return [float(v) * factor for v in (value if isinstance(value, list) else [value])]


def same_value(read: Told, gold: Told) -> bool:
    """The two say the same amount."""
    a, b = ends(read), ends(gold)
    if gold["bound"] == "vague" and read["bound"] in VAGUE:
        return b[0] / WIDTH <= a[0] <= b[-1]
    return len(a) == len(b) and all(abs(x - y) <= 1e-4 * max(1e-9, abs(x), abs(y)) for x, y in zip(a, b, strict=True))


def same_unit(read: Told, gold: Told) -> bool:
    a, b = plain_unit(read["unit"]), plain_unit(gold["unit"])
    shares = {"percent", "ratio"}
    return a == b or {a, b} == shares or (a == "cent" and len(b) == 3) or (b == "cent" and len(a) == 3)


def same_bound(read: Told, gold: Told) -> bool:
    return read["bound"] == gold["bound"] or (gold["bound"] == "vague" and read["bound"] in VAGUE)


@dataclass
class Score:
    n_gold: int = 0
    n_read: int = 0
    n_found: int = 0
    n_bound: int = 0
    n_unit: int = 0
    n_quiet: int = 0
    n_alarms: int = 0
    errors: list[str] = field(default_factory=list)

    def measures(self) -> dict[str, float]:
        """Each measure under its name; alarms are a share of the sentences without figures."""
        return {
            "value precision": share(self.n_found, self.n_read),
            "value recall": share(self.n_found, self.n_gold),
            "value f1": share(2 * self.n_found, self.n_read + self.n_gold),
            "bound right": share(self.n_bound, self.n_found),
            "unit right": share(self.n_unit, self.n_found),
            "alarms": self.n_alarms / max(1, self.n_quiet),
        }


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def matched(read: Sequence[Told], gold: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Readings and figures that overlap and have the same value, one to one, in order."""
    left, pairs = list(read), []
    for g in gold:
        found = next((r for r in left if overlap(r, g) and same_value(r, g)), None)
        if found is not None:
            left.remove(found)
            pairs.append((found, g))
    return pairs


def overlap(read: Told, gold: Told) -> bool:
    return bool(read["start"] < gold["start"] + len(gold["span"]) and gold["start"] < read["end"])


def scored(cases: Iterable[Told]) -> Score:
    score = Score()
    for case in cases:
        read = [figure_record(f, case["text"]) for f in read_text(case["text"])]
        gold, pairs = case["figures"], matched(read, case["figures"])
        score.n_gold, score.n_read = score.n_gold + len(gold), score.n_read + len(read)
        score.n_found += len(pairs)
        score.n_bound += sum(same_bound(r, g) for r, g in pairs)
        score.n_unit += sum(same_unit(r, g) for r, g in pairs)
        score.n_quiet, score.n_alarms = score.n_quiet + (not gold), score.n_alarms + bool(read and not gold)
        score.errors += complaints(case, read, pairs)
    return score


def complaints(case: Told, read: Sequence[Told], pairs: Sequence[tuple[Told, Told]]) -> list[str]:
    """A line for each figure missed, read falsely, or read with another bound or unit."""
    said = [f"MISSED {told(g, 'span')}" for g in case["figures"] if not any(g is p[1] for p in pairs)]
    said += [f"FALSE {told(r, 'text')}" for r in read if not any(r is p[0] for p in pairs)]
    said += [f"BOUND {told(r, 'text')}, not {g['bound']}" for r, g in pairs if not same_bound(r, g)]
    said += [f"UNIT {told(r, 'text')}, not {g['unit']}" for r, g in pairs if not same_unit(r, g)]
    return [f"{case['id']} {line}\n    {case['text']}" for line in said]


def told(figure: Told, key: str) -> str:
    return f"{figure[key]!r} ({figure['value']} {figure['bound']} {figure['unit']})"


def read_cases(path: Path) -> list[Told]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="show each figure that was not read as it stands")
    asked = parser.parse_args()
    score = scored(read_cases(asked.file))
    for name, value in score.measures().items():
        print(f"{name:16} {value:.3f}")
    print(f"{score.n_gold} figures, {score.n_read} read; {score.n_alarms} alarms in {score.n_quiet} sentences")
    if asked.errors:
        print(*score.errors, sep="\n")


if __name__ == "__main__":
    main()
