"""Scores the recorded coverage: `python -m tests.eval.measure [--record | --others]`.

Prints each measure of each set and their mean beside its floor. `--record` raises floors to what was measured now
(rounded down to a hundredth); it never lowers one: whoever must lower a floor edits `floors.json` and says why.

`--others` scores coverage of other stories by other authors, which rules are judged by and not made from; it has
no floors.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.demo import coverage as demo_coverage

HERE = Path(__file__).parent
DATA = HERE.parent / "data" / "coverage"
FLOORS = HERE / "floors.json"
SETS = {"dev": demo_coverage(), "dev2": DATA / "dev2", "dev3": DATA / "dev3"}
#: a wildfire, a breach; protests, a recall; a mine, fixed matches, hidden advertising; an epidemic, a hospital
OTHERS = {name: DATA / name for name in ("fire", "protest", "mine", "epidemic")}

#: measure -> True when more is better
MEASURES = {
    "versions collected": True,
    "on story.f1": True,
    "relation accuracy": True,
    "copies.f1": True,
    "figures value.f1": True,
    "figures bound right": True,
    "figures unit right": True,
    "figures concept token f1": True,
    "figures speaker right": True,
    "flags ALL.f1": True,
    "flags ALL.p": True,
    "flags ALL.r": True,
    "flags figure.changed.f1": True,
    "flags figure.new.f1": True,
    "flags figure.conflict.f1": True,
    "flags claim.new.f1": True,
    "flags claim.denied.f1": True,
    "changed: old value right": True,
    "flags speaker right": True,
    "false flags per article": False,
    "false flags on copies": False,
    "false flags off story": False,
    "traps sprung": False,
}


def replayed(name: str, out: Path, *, store: str | None = None) -> Path:
    """Replay the set into `out`, as a user would."""
    command = [sys.executable, "-m", "pipeline.cli", "--quiet", *(["--store", store] if store else [])]
    subprocess.run([*command, "replay", str((SETS | OTHERS)[name]), "--out", str(out)], check=True)
    return out


def scored(name: str, out: Path) -> dict[str, float | None]:
    """Measure -> value of one set, as its scorer says."""
    command = [sys.executable, str(DATA / "score.py"), str(DATA / name), str(out), "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {measure: reached(told, measure) for measure in MEASURES}


def reached(told: dict[str, Any], measure: str) -> float | None:
    """The value of `name` or `group.leaf` in what the scorer said."""
    if measure in told:
        value = told[measure]
    else:
        group, _, leaf = measure.rpartition(".")
        value = told.get(group, {}).get(leaf)
    return None if value is None else float(value)


def means(by_set: dict[str, dict[str, float | None]]) -> dict[str, float]:
    """Mean of each measure over the sets that have it."""
    out = {}
    for measure in MEASURES:
        values = [v for s in by_set.values() if (v := s[measure]) is not None]
        out[measure] = sum(values) / len(values) if values else 0.0
    return out


def failures(mean: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each measure that is worse than its floor."""
    return [
        f"{measure}: {mean[measure]:.4f} is worse than its floor {floor}"
        for measure, floor in floors.items()
        if (mean[measure] < floor if MEASURES[measure] else mean[measure] > floor)
    ]


def raised(mean: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Floors that are nowhere laxer than before."""
    new = {}
    for measure, more_is_better in MEASURES.items():
        cut = (math.floor if more_is_better else math.ceil)(mean[measure] * 100) / 100
        old = floors.get(measure, cut)
        new[measure] = max(cut, old) if more_is_better else min(cut, old)
    return new


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument(
        "--others", action="store_true", help="score the coverage of other stories, which has no floors"
    )
    asked = parser.parse_args()
    sets = OTHERS if asked.others else SETS
    floors: dict[str, float] = {} if asked.others else json.loads(FLOORS.read_text("utf-8"))
    by_set = {}
    for name in sets:
        with tempfile.TemporaryDirectory() as out:
            by_set[name] = scored(name, replayed(name, Path(out)))
    mean = means(by_set)
    print(f"{'':28}" + "".join(f"{name:>9}" for name in (*sets, "mean", "floor")))
    for measure in MEASURES:
        values = [by_set[name][measure] for name in sets]
        cells = [*values, mean[measure], floors.get(measure)]
        print(f"{measure:28}" + "".join(f"{'-' if v is None else f'{v:.3f}':>9}" for v in cells))
    if asked.record and not asked.others:
        FLOORS.write_text(json.dumps(raised(mean, floors), indent=1) + "\n", "utf-8")
    bad = failures(mean, floors)
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
