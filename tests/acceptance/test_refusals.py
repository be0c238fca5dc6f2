"""What the operating system refuses is one line that names it, and exit status 1."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.demo import coverage
from tests.acceptance.program import Program, environment
from tests.acceptance.web import SEED


def in_a_shell(folder: Path, line: str) -> "subprocess.CompletedProcess[str]":
    """A line of shell in which $storyledger is the program."""
    variables = environment(folder) | {"storyledger": f"{sys.executable} -m pipeline.cli"}
    return subprocess.run(["sh", "-c", line], cwd=folder, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("$storyledger config show > /dev/full", "No space left on device; free some space"),
        ("$storyledger config show --json > /dev/full", "No space left on device; free some space"),
        ("$storyledger config show >&-", "Bad file descriptor; check that it is open"),
        ("$storyledger figures <&-", "Bad file descriptor; check that it is open"),
        ('echo \'{"id": 1, "text": "Nine boats sank."}\' | $storyledger figures > /dev/full', "No space left"),
    ],
)
def test_a_stream_that_is_full_or_closed_is_told(tmp_path: Path, line: str, told: str) -> None:
    ran = in_a_shell(tmp_path, line)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("storyledger: error: standard input or output: ")
    assert told in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_whoever_hears_no_errors_gets_the_rest(tmp_path: Path) -> None:
    ran = in_a_shell(tmp_path, "$storyledger config check 2>&-; $storyledger run --nonsense 2>&-")
    assert (ran.returncode, ran.stdout) == (2, "The settings are all right.\n")


def test_a_data_folder_that_is_a_file_is_told(storyledger: Program) -> None:
    (storyledger.folder / "seed.txt").write_text(SEED, "utf-8")
    (storyledger.folder / "data").write_text("a file where a folder should be", "utf-8")
    for command in (["db", "upgrade"], ["follow", "seed.txt", "--yes"]):
        ran = storyledger.run(*command)
        assert ran.status == 1
        assert ran.err == (
            f"storyledger: error: {storyledger.folder}/data/storyledger: Not a directory: "
            "make the folder, or name another store\n"
        )
    ran = storyledger.run("run")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    store = f"sqlite:///{storyledger.folder}/own.db"
    storyledger.done("db", "upgrade", "--store", store)
    ran = storyledger.run("run", "--store", store)
    assert ran.status == 1
    assert "Not a directory: runs are kept apart there, make its folder writable" in ran.err


def test_a_replay_that_cannot_write_its_files_is_told(storyledger: Program) -> None:
    out = storyledger.folder / "out"
    (out / "articles.jsonl").mkdir(parents=True)
    ran = storyledger.run("replay", str(coverage()), "--out", "out", "-q")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        f"storyledger: error: {out}/articles.jsonl: Is a directory: choose another folder, `digest.out` or --out\n"
    )
