"""The specifications of a well-known recognizer, where they lie beside the project: no share may fall below its floor.

They are not part of the project: `FIGURE_SPECIFICATIONS` names their scorer, else it is looked for in the folder
`shared/figures` beside the repository.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from pipeline.figures import read_text
from pipeline.figures.records import figure_record

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "figures" / "specs.py"
SCORER = Path(os.environ.get("FIGURE_SPECIFICATIONS", BESIDE))
FLOORS = {
    "number": 0.85, "percent": 0.97, "currency": 0.95, "dimension": 0.87, "age": 1.0, "temperature": 0.90,
    "range": 0.85, "ordinal": 0.90, "phone": 0.88,
}  # fmt: skip


def test_no_specification_is_met_less_than_its_floor(tmp_path: Path) -> None:
    for scorer in filter(Path.is_file, [SCORER]):
        scored = answered(scorer, tmp_path)
        assert scored.returncode == 0, scored.stdout


def answered(scorer: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the scorer says of the figures read from all its cases."""
    cases, answers = folder / "cases.jsonl", folder / "answers.jsonl"
    subprocess.run([sys.executable, str(scorer), "--write", str(cases)], check=True)
    with answers.open("w", encoding="utf-8") as out:
        for case in map(json.loads, cases.read_text("utf-8").splitlines()):
            figures = [figure_record(f, case["text"]) for f in read_text(case["text"])]
            out.write(json.dumps({"id": case["id"], "figures": figures}) + "\n")
    gates = [f"{name}={floor}" for name, floor in FLOORS.items()]
    command = [sys.executable, str(scorer), "--score", str(answers), "--gate", *gates]
    return subprocess.run(command, check=False, capture_output=True, text=True)
